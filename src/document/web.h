/* Pages of documents, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_WEB_H
#define HELHET_DOCUMENT_WEB_H

#include "access/route.h"

extern const struct route document_routes[];
extern const size_t document_routes_n;

#endif
