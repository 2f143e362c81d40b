/* A process killed at a named point: what was committed is there, no more.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

#include <signal.h>
#include <sys/wait.h>

static const struct err *
add_audit(struct db_tx *tx, void *item)
{
    const int64_t *id = item;

    return db_run(tx, &fx_sql[FX_AUDIT_ADD], DB_ARGS(db_int(*id)), NULL);
}

/* The process that will be killed: two commits, one of each kind. */
_Noreturn static void
write_until_killed(struct fixture *f, const char *at)
{
    struct arena *mem = arena_new(10000000);
    int64_t id = 1;

    if (setenv("HELHET_CRASH_AT", at, 1) != 0 ||
        fx_open_store(mem, f, 1) != NULL)
        _exit(2);
    if (fx_add(f->db, mem, 1, "a") != NULL ||
        db_batch(f->db, mem, add_audit, &id) != NULL)
        _exit(3);
    _exit(0);
}

static void
crash(struct arena *mem, bool pg, const char *at, int rows, int audits)
{
    struct fixture f;
    int status = 0;
    int n = 0;
    pid_t child;

    if (!fx_place(mem, pg, &f))
        return;
    CHECK(!db_migrate_to(mem, f.url, f.file, FIXTURE_FILES, &n));
    (void)fflush(NULL);
    child = fork();
    if (child == 0)
        write_until_killed(&f, at);
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    CHECK(!fx_open_store(mem, &f, 1));
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), rows);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_AUDIT_COUNT]), audits);
    fx_close(mem, &f);
}

TEST(killed_before_and_after_a_commit)
{
    for (int pg = 0; pg < 2; pg++) {
        crash(mem, pg, "before-commit", 0, 0);
        crash(mem, pg, "after-commit", 1, 0);
        crash(mem, pg, "before-commit:2", 1, 0);
        crash(mem, pg, "after-commit:2", 1, 1);
    }
}
