/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>

#include "db/a.h"

#include "base/str.h"

int
a(void)
{
    void *p = malloc(1);

    if (!p)
        goto out;
    free(p);
out:
    return 0;
}
