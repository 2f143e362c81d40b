/* Decisions in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_DECISION_STORE_H
#define HELHET_ASSESSMENT_DECISION_STORE_H

#include "assessment/decision.h"
#include "casefile/store.h"

extern const struct db_set decision_sql;

/* The texts `reason`, `to_child` and `note` are sealed here. */
const struct err *decision_store_insert(struct db_tx *tx, assessment_id id,
                                        const struct decision *d,
                                        function_id by) MUST_CHECK;
/* State, second person and note, from a state that it must have. Errors:
 * CONFLICT. */
const struct err *decision_store_update(struct db_tx *tx,
                                        const struct decision *d,
                                        enum decision_state was,
                                        function_id second) MUST_CHECK;
/* One that stands comes to an end: undone, with who and why kept. */
const struct err *decision_store_end(struct db_tx *tx,
                                     const struct decision *d) MUST_CHECK;
/* A place on the waiting list gives way to the decision that follows. */
const struct err *decision_store_retire(struct db_tx *tx,
                                        const struct decision *d) MUST_CHECK;
/* The latest; *found false when none. */
const struct err *decision_store_last(struct db_tx *tx, const struct viewer *v,
                                      assessment_id id, struct decision *out,
                                      bool *found) MUST_CHECK;

#endif
