/* A whole call that writes: what is in the audit, and what holds when it is run
 * a second time because of a neighbour. SPDX-License-Identifier: EUPL-1.2 */
#include "access/house_fixture.h"
#include "db/store.h"
#include "text/messages_access.h"

#include <pthread.h>
#include <sched.h>

struct writing {
    pthread_t thread;
    struct house *house;
    struct arena *mem;
    const char *once;
    enum role role;
    bool fails;
    struct writing *neighbour; /* to wait for, on the first run; or NULL */
    int runs;
    atomic_bool begun;
    const struct err *err;
};

static bool
is_in_line(struct db *db, const struct writing *w)
{
    bool found = false;

    pthread_mutex_lock(&db->group.lock);
    for (struct db_member *m = db->group.first; m != NULL; m = m->next)
        found = found || m->mem == w->mem;
    pthread_mutex_unlock(&db->group.lock);
    return found;
}

static const struct err *
body(struct call *c, void *arg)
{
    struct writing *w = arg;

    atomic_store(&w->begun, true);
    while (w->runs == 0 && w->neighbour && !is_in_line(c->sv->db, w->neighbour))
        (void)sched_yield();
    w->runs++;
    CHECK_EQ(c->classes, 0); /* begins anew */
    c->classes = 1;
    return w->fails ? ERR(c->mem, CONFLICT, .msg = 5) : NULL;
}

static void *
write_one(void *arg)
{
    struct writing *w = arg;
    struct call c;

    call_init_system(&c, w->mem, &w->house->sv, w->house->now);
    c.who.role = w->role;
    c.who.account.v = 1;
    c.who.function.v = FIRST;
    c.once = str_of(w->once);
    w->err = call_write(&c, ACT_SESSION_END, subject_none(), 9, body, w);
    CHECK(!c.open);
    return NULL;
}

static struct writing
writing_of(struct house *h, const char *once)
{
    return (struct writing){.house = h,
                            .mem = arena_new(CALL_BYTES),
                            .once = once,
                            .role = ROLE_CASEWORKER};
}

TEST_HOUSE(a_whole_write_is_in_the_audit_and_done_once)
{
    struct writing w = writing_of(h, "abc");

    (void)write_one(&w);
    CHECK(!w.err);
    CHECK_EQ(audit_rows(h, "session.end", "done"), 1);
    (void)write_one(&w);
    CHECK_ERR(w.err, CONFLICT, MSG_CALL_ALREADY_DONE);
    CHECK_EQ(w.runs, 1);
    CHECK_EQ(audit_rows(h, "session.end", "done"), 1);
    w.once = "abd";
    w.fails = true; /* burns nothing */
    (void)write_one(&w);
    CHECK_ERR(w.err, CONFLICT, 5);
    w.fails = false;
    (void)write_one(&w);
    CHECK(!w.err);
    CHECK_EQ(audit_rows(h, "session.end", "done"), 2);
    arena_free(w.mem);
}

TEST_HOUSE(a_refused_write_is_in_the_audit_without_having_run)
{
    struct writing w = writing_of(h, "");

    w.role = ROLE_PUBLIC;
    (void)write_one(&w);
    CHECK_ERR(w.err, DENIED, 0);
    CHECK_EQ(w.runs, 0);
    CHECK_EQ(audit_rows(h, "session.end", "denied"), 1);
    arena_free(w.mem);
}

/* The second one fails after its key was written: what the first did is undone
 * with it, and done again, its key too. */
TEST_HOUSE(a_write_that_is_run_again_takes_its_key_again)
{
    struct writing w[2] = {writing_of(h, "abc"), writing_of(h, "xyz")};
    bool shares = strcmp(db_driver_name(h->sv.db), "sqlite") == 0;

    if (shares)
        w[0].neighbour = &w[1];
    w[1].fails = true;
    CHECK_EQ(pthread_create(&w[0].thread, NULL, write_one, &w[0]), 0);
    while (!atomic_load(&w[0].begun))
        (void)sched_yield();
    CHECK_EQ(pthread_create(&w[1].thread, NULL, write_one, &w[1]), 0);
    for (int i = 0; i < 2; i++)
        CHECK_EQ(pthread_join(w[i].thread, NULL), 0);
    CHECK(!w[0].err);
    CHECK_ERR(w[1].err, CONFLICT, 5);
    CHECK_EQ(w[0].runs, shares ? 2 : 1);
    CHECK_EQ(audit_rows(h, "session.end", "done"), 1);
    w[0].neighbour = NULL;
    (void)write_one(&w[0]);
    CHECK_ERR(w[0].err, CONFLICT, MSG_CALL_ALREADY_DONE);
    arena_free(w[0].mem);
    arena_free(w[1].mem);
}
