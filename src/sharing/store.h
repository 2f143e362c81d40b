/* Shares, consent rules and a case's access log in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_STORE_H
#define HELHET_SHARING_STORE_H

#include "access/call.h"
#include "registry/function.h"
#include "registry/unit.h"
#include "sharing/outside.h"
#include "sharing/share.h"

extern const struct db_set sharing_sql;

struct share_list {
    struct share *row;
    size_t n;
};
/* Who looked at or changed a case: one line of the log. */
struct access_line {
    struct instant at;
    account_id account_id; /* 0: the system */
    struct str name;
    struct str unit_name;
    unit_id unit_id; /* 0: not for a unit */
    enum unit_type unit_type;
    bool has_function;
    enum function_kind function; /* acted in, where has_function */
    struct str role;
    enum action action; /* ACT_NONE: one that is no more */
    uint32_t classes;   /* CLASS_BITs that were used */
    uint32_t ground;    /* REL_BITs on which it was permitted */
    struct str outcome;
    bool in_list; /* shown as one of several in a list */
    bool by_link; /* somebody without an account, at a service `outside` */
    enum outside outside;
};
struct access_log {
    struct access_line *row;
    size_t n;
    int64_t total; /* lines that were asked for, on all pages */
};
/* Which lines of a log are asked for. */
enum log_part {
    LOG_ALL,
    LOG_OPENED,    /* not those of lists, which show no more than a name */
    LOG_REFUSED,   /* what was not let in */
    LOG_EMERGENCY, /* what was opened, and read, in an emergency */
    LOG_PART_COUNT
};
struct log_ask {
    enum log_part part;
    unit_id unit; /* 0: all */
    int64_t skip;
    int64_t max;
};
/* What people did (no refusals, no jobs), and the units a log knows of. */
struct log_unit {
    unit_id id;
    struct str name;
};
struct log_sum {
    int64_t lines;
    int64_t people;
    int64_t units;
    const struct log_unit *unit;
    size_t unit_n;
};

/* The case's wrapped key; NOT_FOUND when it does not exist or is destroyed. */
const struct err *sharing_store_wrapped_key(struct db_tx *tx, case_id id,
                                            struct str *out) MUST_CHECK;
/* `source` is sealed already. */
const struct err *sharing_store_insert(struct db_tx *tx, const struct share *s,
                                       struct str sealed_source, function_id by,
                                       struct instant now) MUST_CHECK;
/* Is the same class shared between the two units for the purpose now? */
const struct err *sharing_store_has(struct db_tx *tx, const struct share *s,
                                    struct instant now, bool *out) MUST_CHECK;
/* Errors: NOT_FOUND. source and end_reason are sealed still. */
const struct err *sharing_store_get(struct db_tx *tx, share_id id,
                                    struct share *out) MUST_CHECK;
const struct err *sharing_store_end(struct db_tx *tx, share_id id,
                                    function_id by, struct str sealed_reason,
                                    struct instant now) MUST_CHECK;
/* Ends all to a unit that is no longer of the case, but what it wrote. */
const struct err *sharing_store_end_unit(struct db_tx *tx, case_id id,
                                         unit_id unit, function_id by,
                                         struct instant now) MUST_CHECK;
/* Of a case that the acting unit may see; newest first; still sealed. */
const struct err *sharing_store_list(struct db_tx *tx, unit_id acting,
                                     struct instant now, account_id account,
                                     case_id id,
                                     struct share_list *out) MUST_CHECK;
/* CLASS_BITs with an active share to a unit, or to this account there. */
const struct err *sharing_store_classes(struct db_tx *tx, case_id id,
                                        unit_id to, account_id account,
                                        struct instant now,
                                        uint32_t *out) MUST_CHECK;
/* Rules that Helhet evaluates, in the data's order. */
const struct err *sharing_store_consent_rules(struct db_tx *tx,
                                              struct consent_rule **out,
                                              size_t *out_n) MUST_CHECK;
/* Lines of a case's log, newest first. */
const struct err *sharing_store_log(struct db_tx *tx, unit_id acting,
                                    struct instant now, account_id account,
                                    case_id id, const struct log_ask *ask,
                                    struct access_log *out) MUST_CHECK;
/* The numbers since `since`; the units since ever. */
const struct err *sharing_store_log_sum(struct db_tx *tx, unit_id acting,
                                        struct instant now, account_id account,
                                        case_id id, struct instant since,
                                        struct log_sum *out) MUST_CHECK;

#endif
