/* Does every sealed value of the store open? For `helhet verify`.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_SEALED_STORE_H
#define HELHET_RETENTION_SEALED_STORE_H

#include "crypto/crypto.h"
#include "db/db.h"

extern const struct db_set sealed_sql;

struct sealed_verdict {
    int64_t values;
    int64_t damaged;
    struct str first; /* of the damaged: "child.given_name of 2j0nxfjdkpere" */
};
/* Opens all values of cases that have their key, and of conversations between
 * units. What was removed on purpose has no key and is no damage. */
const struct err *sealed_verify(struct db_tx *tx, const struct keyring *keys,
                                struct sealed_verdict *out) MUST_CHECK;

#endif
