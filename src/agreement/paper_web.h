/* Pages of documents of evidence, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAPER_WEB_H
#define HELHET_AGREEMENT_PAPER_WEB_H

#include "access/route.h"

extern const struct route evidence_paper_routes[];
extern const size_t evidence_paper_routes_n;

#endif
