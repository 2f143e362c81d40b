/* Whom the child trusts most, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_TRUST_STORE_H
#define HELHET_CASEFILE_TRUST_STORE_H

#include "casefile/store.h"

struct trust {
    int64_t id; /* 0: not told yet */
    struct str words;
    bool by_child;
    struct str unit_name;
    struct instant at;
};
extern const struct db_set trust_sql;
/* The newest, sealed; of class VOICE, owned by the unit that has it. */
const struct err *trust_store_find(struct db_tx *tx, const struct viewer *v,
                                   case_id id, struct trust *out) MUST_CHECK;
/* The same for the child, by its own link. */
const struct err *trust_store_find_own(struct db_tx *tx, case_id id,
                                       account_id child,
                                       struct trust *out) MUST_CHECK;
/* t->words is sealed. */
const struct err *trust_store_insert(struct db_tx *tx, case_id id, unit_id unit,
                                     const struct trust *t,
                                     function_id by) MUST_CHECK;

#endif
