/* Tests of the engine: ways through, and what holds for every definition and
 * every history, tried on random ones. SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/fixture.h"

#include "text/messages_pathway.h"

#define DAY(n) date_ymd(2026, 11, (n))

static struct path_event
did(const char *step, const char *outcome, struct date day)
{
    return (struct path_event){.kind = PATH_EVENT_DONE,
                               .step = str_of(step),
                               .outcome = str_of(outcome),
                               .day = day};
}
static struct path_event
event(enum path_event_kind k, const char *step, struct date day)
{
    return (struct path_event){.kind = k, .step = str_of(step), .day = day};
}

static enum path_state
state(const struct path_def *d, const struct path_run *run, const char *step)
{
    return run->step[path_step_find(d, str_of(step))].state;
}

TEST(steps_open_when_what_comes_before_is_settled)
{
    struct path_def d = sketch(mem, "a; b<a; c<a; d!<b c");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             did("a", "", DAY(3)), did("b", "", DAY(4)),
                             event(PATH_EVENT_SKIPPED, "c", DAY(5)),
                             did("d", "", DAY(6))};
    struct path_run run = path_replay(mem, &d, e, 2, DAY(3));

    CHECK_EQ(state(&d, &run, "b"), PATH_OPEN);
    CHECK_EQ(state(&d, &run, "d"), PATH_WAITING);
    run = path_replay(mem, &d, e, 3, DAY(9));
    CHECK_EQ(state(&d, &run, "d"), PATH_WAITING);
    run = path_replay(mem, &d, e, 4, DAY(9));
    CHECK_EQ(state(&d, &run, "d"), PATH_OPEN);
    CHECK_DATE(run.step[3].opened, "2026-11-05");
    run = path_replay(mem, &d, e, 5, DAY(9));
    CHECK_EQ(run.end, PATH_FINISHED);
    CHECK_DATE(run.ended_on, "2026-11-06");
}

TEST(an_outcome_decides_the_way)
{
    struct path_def d = sketch(mem, "a?; b<a:yes; c<a:no; d!+<b c");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             did("a", "no", DAY(3)), did("c", "", DAY(4))};
    struct path_run run = path_replay(mem, &d, e, 2, DAY(9));

    CHECK_EQ(state(&d, &run, "b"), PATH_NOT_TAKEN);
    CHECK_EQ(state(&d, &run, "c"), PATH_OPEN);
    CHECK_EQ(state(&d, &run, "d"), PATH_WAITING);
    run = path_replay(mem, &d, e, 3, DAY(9));
    CHECK_EQ(state(&d, &run, "d"), PATH_OPEN);
    CHECK_ERR(path_check_event(mem, &d, &run, &e[1], DAY(9)), CONFLICT,
              MSG_PATHWAY_SETTLED_ALREADY);
}

TEST(a_way_back_begins_a_new_round_of_what_follows_only)
{
    struct path_def d = sketch(
        mem, "a; m?<a; r<m:yes e:no; h+<m:no r; e?<h; z!<e:yes");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             did("a", "", DAY(2)),
                             did("m", "no", DAY(3)),
                             did("h", "", DAY(4)),
                             did("e", "no", DAY(5)),
                             did("r", "", DAY(6)),
                             did("h", "", DAY(7)),
                             did("e", "yes", DAY(8)),
                             did("z", "", DAY(9))};
    struct path_run run = path_replay(mem, &d, e, 5, DAY(9));

    CHECK_EQ(state(&d, &run, "r"), PATH_OPEN);
    CHECK_EQ(run.step[2].round, 2);
    CHECK_EQ(state(&d, &run, "h"), PATH_WAITING);
    CHECK_EQ(state(&d, &run, "a"), PATH_DONE);
    run = path_replay(mem, &d, e, 6, DAY(9));
    CHECK_EQ(state(&d, &run, "h"), PATH_OPEN);
    run = path_replay(mem, &d, e, 9, DAY(9));
    CHECK_EQ(run.end, PATH_FINISHED);
}

TEST(working_days_stand_still_while_paused)
{
    struct path_def d = sketch(mem, "a; b!<a");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             did("a", "", DAY(2)),
                             event(PATH_EVENT_PAUSED, "b", DAY(4)),
                             event(PATH_EVENT_RESUMED, "b", DAY(11))};
    struct path_run run;

    d.step[1].term = (struct path_term){
        .set = true, .n = 10, .unit = TERM_WORKDAYS, .pausable = true};
    run = path_replay(mem, &d, e, 2, DAY(3));
    CHECK_DATE(run.step[1].due, "2026-11-16");
    run = path_replay(mem, &d, e, 3, DAY(30));
    CHECK(date_is_none(run.step[1].due) && !run.step[1].late);
    run = path_replay(mem, &d, e, 4, DAY(12));
    CHECK_DATE(run.step[1].due, "2026-11-23"); /* five working days later */
    CHECK(!run.step[1].late);
    run = path_replay(mem, &d, e, 4, DAY(24));
    CHECK(run.step[1].late);
}

TEST(a_term_counts_from_what_it_says)
{
    struct path_def d = sketch(mem, "a; b<a; c!<b");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             did("a", "", DAY(5)), did("b", "", DAY(9))};
    struct path_run run;

    d.step[2].term = (struct path_term){
        .set = true, .n = 3, .unit = TERM_DAYS, .from = PATH_FROM_STEP};
    run = path_replay(mem, &d, e, 3, DAY(9));
    CHECK_DATE(run.step[2].due, "2026-11-08");
    CHECK(run.step[2].late);
    d.step[2].term.from = PATH_FROM_START;
    run = path_replay(mem, &d, e, 3, DAY(9));
    CHECK_DATE(run.step[2].due, "2026-11-05");
    d.step[2].term.from = PATH_FROM_OPEN;
    run = path_replay(mem, &d, e, 3, DAY(9));
    CHECK_DATE(run.step[2].due, "2026-11-12");
}

TEST(what_may_not_be_recorded_is_refused)
{
    struct path_def d = sketch(mem, "a?; b!<a:yes; c!<a:no");
    struct path_event e[] = {event(PATH_EVENT_STARTED, "", DAY(2)),
                             event(PATH_EVENT_STOPPED, "", DAY(5))};
    struct path_run run = path_replay(mem, &d, e, 1, DAY(9));
    struct path_event x = did("a", "", DAY(3));

    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), INVALID,
              MSG_PATHWAY_WHICH_OUTCOME);
    x = did("a", "yes", DAY(10));
    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), INVALID,
              MSG_PATHWAY_DAY_AHEAD);
    x = did("a", "yes", DAY(1));
    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), INVALID,
              MSG_PATHWAY_DAY_BEFORE);
    x = event(PATH_EVENT_PAUSED, "a", DAY(3));
    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), CONFLICT,
              MSG_PATHWAY_MAY_NOT_PAUSE);
    x = did("q", "", DAY(3));
    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), CONFLICT,
              MSG_PATHWAY_NO_SUCH_STEP);
    run = path_replay(mem, &d, e, 2, DAY(9));
    x = did("a", "yes", DAY(6));
    CHECK_ERR(path_check_event(mem, &d, &run, &x, DAY(9)), CONFLICT,
              MSG_PATHWAY_ENDED);
}

/* --- random definitions and histories --- */

static uint32_t
roll(uint64_t *seed, uint32_t n)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963);
    return (uint32_t)(*seed >> 33) % n;
}

static struct path_def
random_definition(struct arena *mem, uint64_t *seed)
{
    struct buf b;
    struct path_def d;
    uint32_t n = 2 + roll(seed, 8);

    buf_init(&b, mem);
    for (uint32_t i = 0; i < n; i++) {
        buf_fmt(&b, "%c%s%s%s", (int)('a' + i), roll(seed, 2) ? "?" : "",
                roll(seed, 3) ? "" : "+", i + 1 == n ? "!" : "");
        for (uint32_t k = 0, m = i ? 1 + roll(seed, 2) : 0; k < m; k++)
            buf_fmt(&b, "%s%c%s", k ? " " : "<", (int)('a' + roll(seed, i)),
                    roll(seed, 3) ? "" : ":yes");
        buf_cz(&b, i + 1 < n ? ";" : "");
    }
    d = sketch(mem, str_cz(mem, buf_done(&b)));
    for (uint32_t i = 0; i < d.step_n; i++) {
        struct path_step *s = &d.step[i];

        /* an outcome needs a step that has outcomes */
        for (uint32_t e = 0; e < s->edge_n; e++)
            if (d.step[s->edge[e].from].outcome_n == 0)
                s->edge[e].outcome = -1;
        s->term = (struct path_term){.set = roll(seed, 3) > 0,
                                     .n = 1 + (int32_t)roll(seed, 20),
                                     .unit = (enum term_unit)roll(seed, 4),
                                     .from = (enum path_from)roll(seed, 3),
                                     .step = roll(seed, d.step_n),
                                     .pausable = roll(seed, 2) == 0};
    }
    return d;
}

static size_t
random_history(struct arena *mem, const struct path_def *d, uint64_t *seed,
               struct path_event *e, size_t max)
{
    struct date day = DAY(1);
    size_t n = 0;

    e[n++] = event(PATH_EVENT_STARTED, "", day);
    for (size_t tries = 0; tries < 200 && n < max; tries++) {
        struct path_run run = path_replay(mem, d, e, n, date_add(day, 40));
        struct path_event x = {
            .kind = roll(seed, 60) == 0 ? PATH_EVENT_STOPPED
                                        : (enum path_event_kind)(
                                              PATH_EVENT_DONE + roll(seed, 6)),
            .step = d->step[roll(seed, d->step_n)].id,
            .outcome = roll(seed, 2) ? STR("yes") : STR("no")};

        day = date_add(day, (int32_t)roll(seed, 4));
        x.day = day;
        if (!path_check_event(mem, d, &run, &x, date_add(day, 1)))
            e[n++] = x;
    }
    return n;
}

static bool
same(const struct path_run *a, const struct path_run *b)
{
    bool eq = a->end == b->end && a->n == b->n;

    for (uint32_t i = 0; eq && i < a->n; i++)
        eq = a->step[i].state == b->step[i].state &&
             date_cmp(a->step[i].due, b->step[i].due) == 0 &&
             a->step[i].round == b->step[i].round;
    return eq;
}

TEST(replay_is_the_same_and_deadlines_never_move_by_themselves)
{
    uint64_t seed = 20261122;
    size_t terminal = 0;
    size_t with_due = 0;

    for (int round = 0; round < 400; round++) {
        struct path_def d = random_definition(mem, &seed);
        struct path_event e[60];
        size_t n = random_history(mem, &d, &seed, e, ARRAY_LEN(e));

        for (size_t k = 1; k <= n; k++) {
            struct path_run one = path_replay(mem, &d, e, k, DAY(1));
            struct path_run late = path_replay(mem, &d, e, k,
                                               date_ymd(2031, 1, 1));

            CHECK(same(&one, &late));
            for (uint32_t i = 0; i < one.n; i++) {
                with_due += !date_is_none(one.step[i].due);
                if (one.end == PATH_FINISHED || one.end == PATH_STOPPED)
                    CHECK(date_is_none(one.step[i].due));
                CHECK(date_is_none(one.step[i].due) ||
                      one.step[i].state == PATH_OPEN);
            }
            terminal += one.end != PATH_RUNS;
        }
        arena_reset(mem);
    }
    CHECK(terminal > 50);
    CHECK(with_due > 1000);
}

static bool
undoable(enum path_event_kind k)
{
    return k == PATH_EVENT_DONE || k == PATH_EVENT_DEVIATION;
}

/* With an undoing at the end the run is as it would be without what was undone,
 * and nothing is undone twice. */
TEST(what_is_undone_counts_as_never_recorded)
{
    uint64_t seed = 20261123;
    size_t undone = 0;

    for (int round = 0; round < 200; round++) {
        struct path_def d = random_definition(mem, &seed);
        struct path_event e[62];
        size_t n = random_history(mem, &d, &seed, e, 60);

        for (size_t k = 0; k < n; k++) {
            struct path_event less[62];
            struct path_run with;
            struct path_run without;

            if (!undoable(e[k].kind))
                continue;
            e[n] = (struct path_event){.kind = PATH_EVENT_UNDONE,
                                       .step = e[k].step,
                                       .outcome = str_fmt(mem, "%zu", k + 1),
                                       .day = e[n - 1].day};
            CHECK(path_check_undo(mem, e, n, &e[n]) == NULL);
            CHECK(path_check_undo(mem, e, n + 1, &e[n]) != NULL);
            for (size_t i = 0; i < n; i++)
                less[i] = e[i + (i >= k)];
            with = path_replay(mem, &d, e, n + 1, DAY(1));
            without = path_replay(mem, &d, less, n - 1, DAY(1));
            CHECK(same(&with, &without));
            undone++;
        }
        arena_reset(mem);
    }
    CHECK(undone > 500);
}

TEST(only_what_was_done_can_be_undone)
{
    struct path_event e[] = {
        {.kind = PATH_EVENT_STARTED, .day = DAY(1)},
        {.kind = PATH_EVENT_DONE, .step = STR("a"), .day = DAY(2)},
        {.kind = PATH_EVENT_SKIPPED, .step = STR("b"), .day = DAY(2)}};
    const char *const wrong[] = {"0", "1", "3", "4", "", "x", "-1"};
    struct path_event u = {.kind = PATH_EVENT_UNDONE, .step = STR("a")};

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        u.outcome = str_of(wrong[i]);
        CHECK(path_check_undo(mem, e, 3, &u) != NULL);
    }
    u.outcome = STR("2");
    CHECK(path_check_undo(mem, e, 3, &u) == NULL);
    u.step = STR("b");
    CHECK(path_check_undo(mem, e, 3, &u) != NULL);
}

/* A deadline changes only by an event about its own step, about the step that
 * it is counted from, or by a way back. */
TEST(an_event_elsewhere_moves_no_deadline)
{
    uint64_t seed = 7;
    size_t compared = 0;

    for (int round = 0; round < 300; round++) {
        struct path_def d = random_definition(mem, &seed);
        struct path_event e[60];
        size_t n = random_history(mem, &d, &seed, e, ARRAY_LEN(e));

        for (size_t k = 1; k < n; k++) {
            struct path_run before = path_replay(mem, &d, e, k, DAY(1));
            struct path_run after = path_replay(mem, &d, e, k + 1, DAY(1));
            int32_t about = path_step_find(&d, e[k].step);

            for (uint32_t i = 0; i < d.step_n; i++) {
                const struct path_step_state *b = &before.step[i];
                const struct path_step_state *a = &after.step[i];

                if (b->state != PATH_OPEN || a->state != PATH_OPEN ||
                    b->round != a->round || (int32_t)i == about ||
                    date_is_none(b->due) || after.end == PATH_STOPPED ||
                    (d.step[i].term.from == PATH_FROM_STEP &&
                     (int32_t)d.step[i].term.step == about))
                    continue;
                compared++;
                CHECK(date_cmp(a->due, b->due) == 0);
            }
        }
        arena_reset(mem);
    }
    CHECK(compared > 100);
}

/* Whoever does what is open comes to an end, if no way back is chosen. */
TEST(doing_what_is_open_comes_to_an_end)
{
    uint64_t seed = 99;

    for (int round = 0; round < 300; round++) {
        struct path_def d = random_definition(mem, &seed);
        struct path_event e[64];
        size_t n = 0;
        struct path_run run;

        e[n++] = event(PATH_EVENT_STARTED, "", DAY(1));
        for (;;) {
            uint32_t open = 0;
            uint32_t *next;

            run = path_replay(mem, &d, e, n, DAY(1));
            next = path_next(mem, &run, &open);
            if (open == 0 || n == ARRAY_LEN(e))
                break;
            e[n] = did("", roll(&seed, 2) ? "yes" : "no", DAY(1));
            e[n++].step = d.step[next[roll(&seed, open)]].id;
        }
        CHECK_EQ(run.end, PATH_FINISHED);
        arena_reset(mem);
    }
}
