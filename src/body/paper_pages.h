/* Where the pages of a meeting's documents stand.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PAPER_PAGES_H
#define HELHET_BODY_PAPER_PAGES_H

#include "body/pages.h"
#include "body/paper_app.h"
#include "file/paper_pages.h"

/* The documents of a meeting or a matter. */
struct paper_frame body_paper_frame(struct page *pg,
                                    const struct paper_place *at, bool scanner);
/* One of them. */
struct paper_frame body_paper_frame_one(struct page *pg,
                                        const struct body_paper *p);
struct paper_public body_paper_public_of(struct page *pg,
                                         const struct public_paper_list *list);

#endif
