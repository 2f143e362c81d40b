/* Pages of documents of meetings, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PAPER_WEB_H
#define HELHET_BODY_PAPER_WEB_H

#include "access/route.h"

extern const struct route body_paper_routes[];
extern const size_t body_paper_routes_n;

#endif
