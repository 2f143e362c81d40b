/* Shares, consent rules and a case's access log in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_STORE_H
#define HELHET_SHARING_STORE_H

#include "access/call.h"
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
    unit_id unit_id;
    struct str role;
    struct str action;
    uint32_t classes; /* CLASS_BITs that were used */
    uint32_t ground;  /* REL_BITs on which it was permitted */
    struct str outcome;
    bool in_list; /* shown as one of several in a list */
    bool by_link; /* somebody without an account, at a service `outside` */
    enum outside outside;
};
struct access_log {
    struct access_line *row;
    size_t n;
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
/* Lines of a case's log, newest first; `skip` and `max` page. */
const struct err *sharing_store_log(struct db_tx *tx, unit_id acting,
                                    struct instant now, account_id account,
                                    case_id id, int64_t skip, int64_t max,
                                    struct access_log *out,
                                    int64_t *out_total) MUST_CHECK;

#endif
