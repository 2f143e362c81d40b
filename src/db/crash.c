/* Named points where a test kills the process: HELHET_CRASH_AT=name[:n].
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/db.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one mutable state of this folder: what the environment asked for, read
 * once, and how many passes are left. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char wanted[64];
static atomic_long passes_left;

static void
read_environment(void)
{
    const char *at = getenv("HELHET_CRASH_AT");
    struct str name;
    struct str count;
    int64_t n = 1;

    if (at == NULL)
        return;
    if (str_split(str_of(at), ':', &name, &count) && !str_to_i64(count, &n))
        n = 1;
    if (name.n >= sizeof(wanted))
        return;
    memcpy(wanted, name.p, name.n);
    atomic_store(&passes_left, (long)n);
}

void
db_crash_point(const char *name)
{
    (void)pthread_once(&once, read_environment);
    if (wanted[0] == '\0' || strcmp(name, wanted) != 0)
        return;
    if (atomic_fetch_sub(&passes_left, 1) == 1)
        (void)kill(getpid(), SIGKILL);
}
