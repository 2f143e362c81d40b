/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_store.h"

#include "casefile/baton.h"
#include "sharing/share.h"

const struct db_stmt sql[] = {
    {"case.get", "SELECT " COLS " FROM child_case c JOIN share s ON s.id = c.id"},
    {"case.mine", "SELECT " COLS " FROM child_case" CASE_SHARED},
    /* no share: jobs see every case by its deadline only */
    {"case.late", "SELECT id FROM child_case WHERE due < $1"},
    {"case.add", "INSERT INTO child_case (id) VALUES ($1)"},
};
