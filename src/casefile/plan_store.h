/* The joint plan in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_PLAN_STORE_H
#define HELHET_CASEFILE_PLAN_STORE_H

#include "casefile/plan.h"
#include "casefile/store.h"

extern const struct db_set plan_sql;
const struct err *plan_store_versions(struct db_tx *tx, const struct viewer *v,
                                      case_id id,
                                      struct plan_versions *out) MUST_CHECK;
/* Rows of all versions, oldest first. */
const struct err *plan_store_items(struct db_tx *tx, const struct viewer *v,
                                   case_id id,
                                   struct plan_items *out) MUST_CHECK;
const struct err *plan_store_meetings(struct db_tx *tx, const struct viewer *v,
                                      case_id id,
                                      struct team_meetings *out) MUST_CHECK;
/* The newest adopted version; 0: none. */
const struct err *plan_store_newest(struct db_tx *tx, case_id id,
                                    int64_t *out) MUST_CHECK;
/* text is sealed. */
const struct err *plan_store_insert(struct db_tx *tx, case_id id,
                                    const struct plan_item *i, function_id by,
                                    struct instant now) MUST_CHECK;
/* The row holds no longer in `draft`: ended before it, or gone where it began
 * with it. */
const struct err *plan_store_end(struct db_tx *tx, const struct plan_item *i,
                                 int64_t draft) MUST_CHECK;
const struct err *plan_store_adopt(struct db_tx *tx, case_id id,
                                   const struct plan_version *v,
                                   struct str sealed_source, function_id by,
                                   struct instant now) MUST_CHECK;
const struct err *plan_store_state(struct db_tx *tx, case_id id, int64_t nr,
                                   const struct plan_item *i,
                                   struct str sealed_note, struct str sealed_by,
                                   unit_id unit, function_id by,
                                   struct instant now) MUST_CHECK;
const struct err *plan_store_meet(struct db_tx *tx, case_id id,
                                  const struct team_meeting *m, function_id by,
                                  struct instant now) MUST_CHECK;

#endif
