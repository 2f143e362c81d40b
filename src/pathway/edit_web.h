/* Pages of drafts, for the routes of pathways.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_EDIT_WEB_H
#define HELHET_PATHWAY_EDIT_WEB_H

#include "access/route.h"
#include "http/http.h"

#define PATHWAY_EDIT_HANDLER(name)                                     \
    const struct err *name(struct call *c, const struct http_req *req, \
                           struct http_res *res, struct page *pg) MUST_CHECK

PATHWAY_EDIT_HANDLER(get_pathway_new);
PATHWAY_EDIT_HANDLER(post_pathway_new);
PATHWAY_EDIT_HANDLER(get_pathway_copy);
PATHWAY_EDIT_HANDLER(post_pathway_copy);
PATHWAY_EDIT_HANDLER(get_pathway_draft);
PATHWAY_EDIT_HANDLER(post_pathway_draft);
PATHWAY_EDIT_HANDLER(post_pathway_discard);
/* Of the step in the path, or of a new one where the path names none. */
PATHWAY_EDIT_HANDLER(get_pathway_draft_step);
PATHWAY_EDIT_HANDLER(post_pathway_draft_step);

#endif
