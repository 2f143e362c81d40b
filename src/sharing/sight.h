/* What a function lets its holder see (innsyn etter funksjon): of what the unit
 * sees, some classes only. An own rule of the installation, never law.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_SIGHT_H
#define HELHET_SHARING_SIGHT_H

#include "access/dispatch.h"
#include "registry/function.h"

/* One decision; the newest in force on a day counts. */
struct sight {
    int64_t id;
    uint32_t classes; /* CLASS_BITs, CORE among them */
    struct date valid_from;
    struct str source; /* who decided it, and why */
    struct str by;     /* empty: came with the program */
};
struct sight_list {
    struct sight *row; /* newest first; at most the last 100 */
    size_t n;
    uint32_t now; /* CLASS_BITs in force today */
};

/* The same inside a statement: does the unit_function F let one see CLASS on
 * DAY, all three in SQL? */
#define SIGHT_LETS(F, CLASS, DAY)                                   \
    " (" F ".kind <> 'care_staff' OR COALESCE((SELECT s.classes"    \
    " FROM function_sight s WHERE s.kind = " F                      \
    ".kind AND s.valid_from <= " DAY                                \
    " ORDER BY s.valid_from DESC, s.id DESC LIMIT 1), 'core') LIKE" \
    " '%' || " CLASS " || '%')"

/* CLASS_BITs that the holder of such a function does not see on the day: none
 * for a function that is not limited. Inside an open transaction. */
const struct err *sight_hidden_in(struct db_tx *tx, enum function_kind kind,
                                  struct date on, uint32_t *out) MUST_CHECK;

const struct err *sight_store_list(struct db_tx *tx, enum function_kind kind,
                                   struct sight_list *out) MUST_CHECK;
const struct err *sight_store_insert(struct call *c, int64_t id,
                                     enum function_kind kind, uint32_t classes,
                                     struct str why) MUST_CHECK;

/* All decisions about a limited function. */
const struct err *sight_app_list(struct call *c, enum function_kind kind,
                                 struct sight_list *out) MUST_CHECK;
/* From today, at the next click of each holder. CORE comes along by itself.
 * Errors: INVALID at `grunn`. */
const struct err *sight_app_decide(struct call *c, enum function_kind kind,
                                   uint32_t classes, struct str why) MUST_CHECK;

extern const struct db_set sight_sql;
extern const struct route sight_routes[];
extern const size_t sight_routes_n;
extern const struct menu_entry sight_menu[];
extern const size_t sight_menu_n;

#endif
