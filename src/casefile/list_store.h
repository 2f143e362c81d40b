/* Lists of cases: lines, and how a child is named in them.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_LIST_STORE_H
#define HELHET_CASEFILE_LIST_STORE_H

#include "casefile/store.h"

/* How a child is named in lists. */
struct child_label {
    struct str name; /* given name */
    int32_t age;     /* -1: not known */
};
enum case_filter { CASES_MINE, CASES_UNIT, CASES_CLOSED };
struct case_line {
    case_id id;
    struct child_label label;
    struct str holder_name;
    struct str holder_unit;
    enum unit_type holder_type;
    account_id holder_account;
    unit_id holder_unit_id;
    struct str offered_to; /* unit's name, empty: not offered */
    struct date next_due;  /* DATE_NONE: none */
    bool is_protected;
};
struct case_list {
    struct case_line *row;
    size_t n;
    int64_t total; /* counted to 1000 at most */
};
/* What names the child of a line, still sealed. */
struct sealed_label {
    struct str wrapped_key;
    struct str given;
    struct str birth;
};
/* *out_sealed stands beside the lines: one for each. */
const struct err *case_store_list(struct db_tx *tx, const struct viewer *v,
                                  enum case_filter filter, int64_t skip,
                                  int64_t max, struct case_list *out,
                                  struct sealed_label **out_sealed) MUST_CHECK;

/* An offer with what its receiver will get, and no content of the case. */
struct offer_view {
    case_id case_id;
    struct child_label label;
    struct sealed_label sealed;
    struct baton_row baton; /* of the case, now */
    bool is_open;
    enum offer_state state;
    struct str from_name;
    struct str from_unit;
    enum unit_type from_type;
    struct str to_name; /* empty: to a function */
    struct str to_unit;
    enum function_kind to_kind;
    enum unit_type to_type;
    struct instant offered_at;
    struct date due;
    bool talked;
    uint32_t classes; /* that come along */
    enum basis basis;
    struct str reason;
    struct instant ended_at;
    struct str answer;
    int64_t team;      /* people on it */
    int64_t deadlines; /* that follow the baton */
    struct date first_due;
    bool may_answer;
    bool is_sender;
};
/* reason and answer are sealed still. Errors: NOT_FOUND. */
const struct err *baton_store_get_offer(struct db_tx *tx, offer_id id,
                                        struct offer_view *out) MUST_CHECK;

#endif
