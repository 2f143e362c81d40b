/* The audit's chain: every byte counts, on a real store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/audit.h"

#include "base/test.h"

#include <string.h>

static struct audit_row
sample(void)
{
    return (struct audit_row){.chain = 7,
                              .seq = 1,
                              .at = {1000},
                              .account_id = 1,
                              .function_id = 2,
                              .unit_id = 3,
                              .role = STR("caseworker"),
                              .action = STR("case.view"),
                              .case_id = 4,
                              .object_id = 5,
                              .classes = 1,
                              .ground = 2,
                              .outcome = STR("done"),
                              .request = STR("r"),
                              .cases = STR("")};
}

/* Two rows that differ anywhere have different bytes: also where text moves
 * from one column to the next. */
TEST(every_column_is_in_the_hashed_bytes)
{
    struct audit_row a = sample();
    struct str base = audit_bytes(mem, &a);
    struct audit_row moved = sample();

#define DIFFERS(change)                             \
    do {                                            \
        struct audit_row b = sample();              \
        change;                                     \
        CHECK(!str_eq(base, audit_bytes(mem, &b))); \
    } while (0)
    DIFFERS(b.chain++);
    DIFFERS(b.seq++);
    DIFFERS(b.at.us++);
    DIFFERS(b.account_id++);
    DIFFERS(b.function_id++);
    DIFFERS(b.unit_id++);
    DIFFERS(b.role = STR("leader"));
    DIFFERS(b.action = STR("case.list"));
    DIFFERS(b.case_id++);
    DIFFERS(b.object_id++);
    DIFFERS(b.classes++);
    DIFFERS(b.ground++);
    DIFFERS(b.outcome = STR("denied"));
    DIFFERS(b.request = STR("s"));
    DIFFERS(b.cases = STR("12345678"));
#undef DIFFERS
    moved.role = STR("caseworkerc");
    moved.action = STR("ase.view");
    CHECK(!str_eq(base, audit_bytes(mem, &moved)));
}
