/* What a foster home is shown and asked, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_FOSTER_STORE_H
#define HELHET_FAMILY_FOSTER_STORE_H

#include "casefile/store.h"
#include "family/foster.h"

extern const struct db_set foster_sql;

/* Lists are what the viewer sees of a case, of open links; `link` 0: all of
 * them. Texts are still sealed. */
struct foster_days {
    struct foster_day *row; /* soonest first, from `from` on */
    size_t n;
};
const struct err *foster_store_days(struct db_tx *tx, const struct viewer *v,
                                    case_id id, int64_t link, struct date from,
                                    struct foster_days *out) MUST_CHECK;
const struct err *foster_store_add_day(struct db_tx *tx,
                                       const struct foster_day *d,
                                       function_id by,
                                       struct instant now) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *foster_store_end_day(struct db_tx *tx, case_id id,
                                       int64_t day,
                                       struct instant now) MUST_CHECK;

struct foster_measures {
    struct foster_measure *row;
    size_t n;
};
const struct err *foster_store_measures(struct db_tx *tx,
                                        const struct viewer *v, case_id id,
                                        int64_t link,
                                        struct foster_measures *out) MUST_CHECK;
const struct err *foster_store_mark(struct db_tx *tx, case_id id,
                                    const struct foster_measure *m,
                                    function_id by,
                                    struct instant now) MUST_CHECK;
/* For all links of the case. */
const struct err *foster_store_unmark(struct db_tx *tx, case_id id,
                                      int64_t item,
                                      struct instant now) MUST_CHECK;

struct foster_asks {
    struct foster_ask *row; /* newest first */
    size_t n;
};
const struct err *foster_store_asks(struct db_tx *tx, const struct viewer *v,
                                    case_id id, int64_t link,
                                    struct foster_asks *out) MUST_CHECK;
const struct err *foster_store_ask(struct db_tx *tx, const struct foster_ask *a,
                                   function_id by,
                                   struct instant now) MUST_CHECK;
/* Answer and decision as *a says, from an ask that had neither of what is new.
 * Errors: CONFLICT (another was quicker). */
const struct err *foster_store_answer(struct db_tx *tx,
                                      const struct foster_ask *a,
                                      struct instant now) MUST_CHECK;
const struct err *foster_store_decide(struct db_tx *tx,
                                      const struct foster_ask *a,
                                      function_id by,
                                      struct instant now) MUST_CHECK;

#endif
