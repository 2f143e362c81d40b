/* Tests of background runs: asked once, followed, cancelled, made room for.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "capacity/run_queue.h"

#include <sched.h>

static const account_id tone = {1}, mari = {2};

static struct params
scenario(struct arena *mem, const char *runs, const char *seed)
{
    struct params p;

    params_defaults(mem, date_ymd(2026, 11, 22), &p);
    CHECK(!params_set(mem, &p, STR("omrade"), STR("nord")));
    CHECK(!params_set(mem, &p, STR("aar"), STR("1")));
    CHECK(!params_set(mem, &p, STR("kjoringer"), str_of(runs)));
    CHECK(!params_set(mem, &p, STR("fro"), str_of(seed)));
    return p;
}

static void
wait_for(struct runs *r, struct arena *mem, struct run_view *v)
{
    do {
        (void)sched_yield();
        runs_find(r, mem, v->id, v);
    } while (v->state == RUN_WAITING || v->state == RUN_WORKING);
}

TEST(one_run_for_all_who_ask)
{
    struct arena *life = arena_new(1 << 22);
    struct runs *r = runs_new(life);
    struct params p = scenario(mem, "20", "1");
    struct run_view a, b;

    runs_ask(r, mem, &p, tone, false, &a);
    runs_ask(r, mem, &p, mari, false, &b);
    CHECK_EQ(a.id, b.id);
    CHECK_EQ(b.account.v, tone.v);
    CHECK(!runs_cancel(r, a.id, mari)); /* not hers */
    wait_for(r, mem, &a);
    CHECK_EQ(a.state, RUN_DONE);
    CHECK(a.answer && a.answer->whole);
    CHECK(!runs_cancel(r, a.id, tone)); /* too late */
    CHECK(str_eq(runs_query(r, mem, a.id), params_query(mem, &p)));
    arena_reset(mem); /* the answer is let go before the runs are */
    arena_free(life);
}

TEST(cancelled_and_asked_for_again)
{
    struct arena *life = arena_new(1 << 22);
    struct runs *r = runs_new(life);
    struct params p = scenario(mem, "5000", "1");
    struct run_view v;

    runs_ask(r, mem, &p, tone, false, &v);
    CHECK(runs_cancel(r, v.id, tone));
    wait_for(r, mem, &v);
    CHECK_EQ(v.state, RUN_CANCELLED);
    CHECK(!v.answer);
    runs_ask(r, mem, &p, tone, false, &v);
    CHECK_EQ(v.state, RUN_CANCELLED);
    runs_ask(r, mem, &p, mari, true, &v);
    CHECK(v.state == RUN_WAITING || v.state == RUN_WORKING);
    CHECK_EQ(v.account.v, mari.v);
    arena_free(life); /* ends it, whatever it does */
}

/* More than there is room for: the last ones are told so; what is over makes
 * room. */
TEST(a_bounded_number_waits)
{
    struct arena *life = arena_new(1 << 22);
    struct runs *r = runs_new(life);
    struct run_view v, first;
    struct params p;

    for (int i = 0; i < RUNS_MAX; i++) {
        p = scenario(mem, "5000", str_cz(mem, str_fmt(mem, "%d", i + 1)));
        runs_ask(r, mem, &p, tone, false, i == 0 ? &first : &v);
    }
    CHECK_EQ(v.ahead, RUNS_MAX - 1);
    p = scenario(mem, "5000", "99");
    runs_ask(r, mem, &p, tone, false, &v);
    CHECK_EQ(v.state, RUN_NONE);
    CHECK(runs_cancel(r, first.id, tone));
    wait_for(r, mem, &first);
    runs_ask(r, mem, &p, tone, false, &v);
    CHECK_EQ(v.state, RUN_WAITING);
    CHECK_EQ(runs_query(r, mem, first.id).n, 0);
    arena_free(life);
}
