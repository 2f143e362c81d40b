/* What a person sees on the worklist and finds by searching.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_APP_H
#define HELHET_WORKLIST_APP_H

#include "registry/registry.h"
#include "worklist/store.h"

/* One reading call; every child shown stands in its audit row. `skip` and `max`
 * page the duties. */
const struct err *worklist_app_view(struct call *c, enum duty_filter filter,
                                    int64_t skip, int64_t max,
                                    struct worklist *out) MUST_CHECK;

/* The same for advisers: agreements and bodies, nothing about a child. */
const struct err *worklist_app_desk(struct call *c,
                                    struct worklist *out) MUST_CHECK;

struct found {
    struct found_list children; /* nothing typed: those seen last */
    struct unit_list units;     /* by name in Norwegian order, at most 20 */
    int64_t units_total;
};
/* Children whose name begins with or holds the text, or whose number or case
 * reference it is, among those one may know of; and units. Names are matched in
 * memory, after they are opened. Text under two characters finds nothing. */
const struct err *worklist_app_search(struct call *c, struct str text,
                                      struct found *out) MUST_CHECK;

#endif
