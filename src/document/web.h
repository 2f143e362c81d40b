/* Pages of documents, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_WEB_H
#define HELHET_DOCUMENT_WEB_H

#include "access/route.h"
#include "base/id.h"

extern const struct route document_routes[];
extern const size_t document_routes_n;
extern const struct route letter_routes[]; /* before the documents' */
extern const size_t letter_routes_n;
extern const struct route template_routes[];
extern const size_t template_routes_n;
extern const struct menu_entry template_menu[];
extern const size_t template_menu_n;

/* 303 to a document's page. */
void document_see(struct page *pg, struct http_res *res, case_id about,
                  int64_t document);

#endif
