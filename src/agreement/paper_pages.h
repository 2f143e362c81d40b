/* Where the pages of documents of evidence stand.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAPER_PAGES_H
#define HELHET_AGREEMENT_PAPER_PAGES_H

#include "agreement/pages.h"
#include "agreement/paper_app.h"
#include "file/paper_pages.h"

/* The documents of evidence. */
struct paper_frame
evidence_frame(struct page *pg, const struct evidence_place *at, bool scanner);
/* One of them. */
struct paper_frame evidence_frame_one(struct page *pg,
                                      const struct evidence_paper_look *p);
struct str evidence_paper_path(struct page *pg, agreement_id id, int64_t paper);
struct paper_public evidence_public_of(struct page *pg,
                                       const struct public_evidence_list *list);

#endif
