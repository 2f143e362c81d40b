/* Teams, their weeks, a child's members and place in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_TEAM_STORE_H
#define HELHET_ASSESSMENT_TEAM_STORE_H

#include "assessment/assessment.h"
#include "assessment/team.h"
#include "casefile/store.h"

extern const struct db_set team_sql;
/* The stored setup; *found false: none. Name and region are not filled. */
const struct err *team_store_setup(struct db_tx *tx, unit_id unit,
                                   struct team_setup *out,
                                   bool *found) MUST_CHECK;
const struct err *team_store_put_setup(struct db_tx *tx,
                                       const struct team_setup *t) MUST_CHECK;
/* Absences that touch the days. */
const struct err *team_store_absences(struct db_tx *tx, struct date from,
                                      struct date to,
                                      struct team_absences *out) MUST_CHECK;
/* One unit's week: number set (-1: none) and children placed. */
struct team_week_row {
    unit_id unit;
    struct date week;
    int32_t places; /* -1: as usual */
    int64_t taken;
};
struct team_week_rows {
    struct team_week_row *row;
    size_t n;
};
const struct err *team_store_weeks(struct db_tx *tx, struct date from,
                                   struct date to,
                                   struct team_week_rows *out) MUST_CHECK;
/* places -1: as usual again. */
const struct err *team_store_put_week(struct db_tx *tx, unit_id unit,
                                      struct date week, int32_t places,
                                      function_id by,
                                      struct instant now) MUST_CHECK;
/* Members of a child's team; reasons sealed. */
const struct err *team_store_members(struct db_tx *tx, const struct viewer *v,
                                     assessment_id id,
                                     struct team_people *out) MUST_CHECK;
const struct err *team_store_clear(struct db_tx *tx,
                                   assessment_id id) MUST_CHECK;
const struct err *team_store_put_member(struct db_tx *tx, assessment_id id,
                                        const struct team_person *p,
                                        struct str sealed_reason,
                                        function_id by,
                                        struct instant now) MUST_CHECK;
struct board_child {
    assessment_id id;
    case_id case_id;
    enum thk_state state;
    int64_t priority;
    struct instant asked_at;
    unit_id unit; /* 0: no place */
    struct date week;
    struct str name;
    int32_t age; /* on the week's Monday, or today; -1: not known */
};
struct board_children {
    struct board_child *row;
    size_t n;
};
/* Those one's unit decides or assesses; name and age are not filled. */
const struct err *team_store_board(struct db_tx *tx, const struct viewer *v,
                                   struct board_children *out) MUST_CHECK;
const struct err *team_store_place(struct db_tx *tx, assessment_id id,
                                   unit_id *out_unit,
                                   struct date *out_week) MUST_CHECK;
const struct err *team_store_put_place(struct db_tx *tx, assessment_id id,
                                       unit_id unit, struct date week,
                                       function_id by,
                                       struct instant now) MUST_CHECK;
const struct err *team_store_drop_place(struct db_tx *tx,
                                        assessment_id id) MUST_CHECK;

#endif
