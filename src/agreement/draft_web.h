/* What the pages of drafts share: a form on a page of its own, and handlers.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_DRAFT_WEB_H
#define HELHET_AGREEMENT_DRAFT_WEB_H

#include "agreement/pages_draft.h"

typedef struct draft_form_view (*form_maker)(struct page *pg,
                                             const struct http_req *req,
                                             const struct err *err,
                                             const struct draft_look *d,
                                             int64_t key);
/* The form that `make` makes of a version (number as for draft_app_view) and a
 * key; `wrong`: again, with what was typed. Errors: NOT_FOUND. */
const struct err *draft_show_form(struct call *c, const struct http_req *req,
                                  struct http_res *res, struct page *pg,
                                  const struct err *wrong, form_maker make,
                                  int64_t number, int64_t key) MUST_CHECK;

/* A version as it reads (number as for draft_app_view), and what one came for;
 * `wrong`: again, with what was typed. */
const struct err *draft_show_version(struct call *c, const struct http_req *req,
                                     struct http_res *res, struct page *pg,
                                     const struct err *wrong, int64_t number,
                                     enum version_page what) MUST_CHECK;

const struct err *approval_get(struct call *c, const struct http_req *req,
                               struct http_res *res,
                               struct page *pg) MUST_CHECK;
const struct err *approval_post(struct call *c, const struct http_req *req,
                                struct http_res *res,
                                struct page *pg) MUST_CHECK;
const struct err *approval_post_return(struct call *c,
                                       const struct http_req *req,
                                       struct http_res *res,
                                       struct page *pg) MUST_CHECK;
const struct err *approval_get_name(struct call *c, const struct http_req *req,
                                    struct http_res *res,
                                    struct page *pg) MUST_CHECK;
const struct err *approval_post_name(struct call *c, const struct http_req *req,
                                     struct http_res *res,
                                     struct page *pg) MUST_CHECK;

const struct err *draft_get_end(struct call *c, const struct http_req *req,
                                struct http_res *res,
                                struct page *pg) MUST_CHECK;
const struct err *draft_post_end(struct call *c, const struct http_req *req,
                                 struct http_res *res,
                                 struct page *pg) MUST_CHECK;
const struct err *draft_post_take_back(struct call *c,
                                       const struct http_req *req,
                                       struct http_res *res,
                                       struct page *pg) MUST_CHECK;
const struct err *draft_get_discard(struct call *c, const struct http_req *req,
                                    struct http_res *res,
                                    struct page *pg) MUST_CHECK;
const struct err *draft_post_discard(struct call *c, const struct http_req *req,
                                     struct http_res *res,
                                     struct page *pg) MUST_CHECK;

#endif
