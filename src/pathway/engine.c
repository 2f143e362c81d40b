/* A pathway that is run: replay, what may be recorded, what comes next. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/engine.h"

#include "base/workday.h"
#include "text/messages_pathway.h"

static const struct {
    const char *word;
    int msg;
    bool step;
} events[PATH_EVENT_KIND_COUNT] = {
#define PATH_EVENT(id, word, msg, step) [PATH_EVENT_##id] = {word, msg, step},
#include "pathway/event.def"
#undef PATH_EVENT
};
static const struct {
    const char *word;
    int msg;
} states[PATH_STATE_COUNT] = {
    [PATH_WAITING] = {"waiting", MSG_PATHWAY_STATE_WAITING},
    [PATH_OPEN] = {"open", MSG_PATHWAY_STATE_OPEN},
    [PATH_DONE] = {"done", MSG_PATHWAY_STATE_DONE},
    [PATH_SKIPPED] = {"skipped", MSG_PATHWAY_STATE_SKIPPED},
    [PATH_NOT_RELEVANT] = {"not_relevant", MSG_PATHWAY_STATE_NOT_RELEVANT},
    [PATH_NOT_TAKEN] = {"not_taken", MSG_PATHWAY_STATE_NOT_TAKEN},
};

const char *
path_event_word(enum path_event_kind k)
{
    return events[k].word;
}

bool
path_event_parse(struct str word, enum path_event_kind *out)
{
    for (int i = 0; i < PATH_EVENT_KIND_COUNT; i++)
        if (str_eq_cz(word, events[i].word)) {
            *out = (enum path_event_kind)i;
            return true;
        }
    return false;
}

int
path_event_message(enum path_event_kind k)
{
    return events[k].msg;
}

const char *
path_state_word(enum path_state s)
{
    return states[s].word;
}

bool
path_state_parse(struct str word, enum path_state *out)
{
    for (int i = 0; i < PATH_STATE_COUNT; i++)
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum path_state)i;
            return true;
        }
    return false;
}

int
path_state_message(enum path_state s)
{
    return states[s].msg;
}

bool
path_state_settled(enum path_state s)
{
    return s != PATH_WAITING && s != PATH_OPEN;
}

/* --- replay --- */

static void
open_step(struct path_step_state *s, struct date day)
{
    s->state = PATH_OPEN;
    s->opened = day;
}

/* What an edge says: its step is not settled yet, or it holds, or not. */
enum says { SAYS_WAIT, SAYS_YES, SAYS_NO };

static enum says
edge_says(const struct path_run *run, const struct path_edge *e)
{
    const struct path_step_state *from = &run->step[e->from];

    if (!path_state_settled(from->state))
        return SAYS_WAIT;
    if (from->state == PATH_NOT_TAKEN)
        return SAYS_NO;
    return e->outcome < 0 || e->outcome == from->outcome ? SAYS_YES : SAYS_NO;
}

/* Opens a waiting step, or goes past it, when what comes before is settled. */
static bool
settle_one(const struct path_def *d, struct path_run *run, uint32_t i,
           struct date day)
{
    const struct path_step *s = &d->step[i];
    uint32_t tally[3] = {0};

    if (run->step[i].state != PATH_WAITING)
        return false;
    for (uint32_t e = 0; e < s->edge_n; e++)
        /* after a way back only what began anew with it counts */
        if (!s->edge[e].back &&
            run->step[s->edge[e].from].anew >= run->step[i].anew)
            tally[edge_says(run, &s->edge[e])]++;
    if ((s->start && run->step[i].anew == 0) ||
        (tally[SAYS_YES] > 0 && (s->any || !tally[SAYS_WAIT]))) {
        open_step(&run->step[i], day);
        return true;
    }
    if (tally[SAYS_WAIT] > 0 || tally[SAYS_NO] == 0)
        return false;
    run->step[i].state = PATH_NOT_TAKEN;
    run->step[i].settled = day;
    return true;
}

static void
settle(const struct path_def *d, struct path_run *run, struct date day)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < d->step_n; i++)
            changed = settle_one(d, run, i, day) || changed;
    }
}

/* A way back was taken to `first`: it and all that comes after begin anew. */
static void
begin_anew(struct arena *mem, const struct path_def *d, struct path_run *run,
           uint32_t first, struct date day)
{
    uint8_t *mark = ARENA_NEW_N(mem, uint8_t, d->step_n + 1);
    bool grew = true;

    run->anew++;
    mark[first] = 1;
    while (grew) {
        grew = false;
        for (uint32_t i = 0; i < d->step_n; i++)
            for (uint32_t e = 0; e < d->step[i].edge_n && !mark[i]; e++)
                if (!d->step[i].edge[e].back && mark[d->step[i].edge[e].from]) {
                    mark[i] = 1;
                    grew = true;
                }
    }
    for (uint32_t i = 0; i < d->step_n; i++)
        if (mark[i])
            run->step[i] = (struct path_step_state){
                .outcome = -1,
                .round = run->step[i].round + 1,
                .anew = run->anew,
                .opened = DATE_NONE,
                .settled = DATE_NONE,
                .due = DATE_NONE,
                .paused_on = DATE_NONE,
                .deviations = run->step[i].deviations};
    open_step(&run->step[first], day);
}

static void
take_ways_back(struct arena *mem, const struct path_def *d,
               struct path_run *run, uint32_t from, int32_t outcome,
               struct date day)
{
    for (uint32_t i = 0; i < d->step_n; i++)
        for (uint32_t e = 0; e < d->step[i].edge_n; e++) {
            const struct path_edge *edge = &d->step[i].edge[e];

            if (edge->back && edge->from == from && edge->outcome == outcome &&
                outcome >= 0) {
                begin_anew(mem, d, run, i, day);
                return;
            }
        }
}

static int32_t
days_between(enum term_unit unit, struct date from, struct date to)
{
    return unit == TERM_WORKDAYS ? workdays_between(from, to)
                                 : to.days - from.days;
}

static void
resume(const struct path_step *s, struct path_step_state *now, struct date day)
{
    if (now->paused)
        now->paused_days += days_between(s->term.unit, now->paused_on, day);
    now->paused = false;
    now->paused_on = DATE_NONE;
}

static void
settle_step(struct arena *mem, const struct path_def *d, struct path_run *run,
            uint32_t i, const struct path_event *e)
{
    static const enum path_state to[] = {
        [PATH_EVENT_DONE] = PATH_DONE,
        [PATH_EVENT_SKIPPED] = PATH_SKIPPED,
        [PATH_EVENT_NOT_RELEVANT] = PATH_NOT_RELEVANT};
    struct path_step_state *s = &run->step[i];

    if (path_state_settled(s->state))
        return;
    resume(&d->step[i], s, e->day);
    s->early = s->state == PATH_WAITING;
    s->state = to[e->kind];
    s->settled = e->day;
    s->outcome = path_outcome_find(&d->step[i], e->outcome);
    if (run->end != PATH_AS_MEASURES)
        take_ways_back(mem, d, run, i, s->outcome, e->day);
}

static void
apply_step(struct arena *mem, const struct path_def *d, struct path_run *run,
           const struct path_event *e)
{
    int32_t i = path_step_find(d, e->step);
    struct path_step_state *s = i < 0 ? NULL : &run->step[i];

    if (!s)
        return;
    if (e->kind == PATH_EVENT_UNDONE)
        return;
    if (e->kind == PATH_EVENT_DEVIATION) {
        s->deviations++;
    } else if (e->kind == PATH_EVENT_PAUSED) {
        if (s->state == PATH_OPEN && !s->paused) {
            s->paused = true;
            s->paused_on = e->day;
        }
    } else if (e->kind == PATH_EVENT_RESUMED) {
        resume(&d->step[i], s, e->day);
    } else {
        settle_step(mem, d, run, (uint32_t)i, e);
    }
}

static void
apply(struct arena *mem, const struct path_def *d, struct path_run *run,
      const struct path_event *e)
{
    if (run->end == PATH_STOPPED || run->end == PATH_FINISHED)
        return;
    if (e->kind == PATH_EVENT_STARTED) {
        run->started = true;
        run->started_on = e->day;
    } else if (e->kind == PATH_EVENT_STOPPED) {
        run->end = PATH_STOPPED;
        run->ended_on = e->day;
    } else if (e->kind == PATH_EVENT_MEASURES) {
        run->end = PATH_AS_MEASURES;
        run->ended_on = e->day;
    } else if (events[e->kind].step) {
        apply_step(mem, d, run, e);
    }
    if (run->started && run->end == PATH_RUNS)
        settle(d, run, e->day);
}

/* From the events alone. */
static struct date
due_of_step(const struct path_def *d, const struct path_run *run, uint32_t i)
{
    const struct path_term *t = &d->step[i].term;
    const struct path_step_state *s = &run->step[i];
    struct date from = s->opened;
    struct date due;

    if (!t->set || s->state != PATH_OPEN || s->paused)
        return DATE_NONE;
    if (t->from == PATH_FROM_START)
        from = run->started_on;
    else if (t->from == PATH_FROM_STEP)
        from = run->step[t->step].settled;
    if (date_is_none(from))
        return DATE_NONE;
    due = term_end(from, t->n, t->unit);
    if (s->paused_days > 0)
        due = t->unit == TERM_WORKDAYS ? workday_add(due, s->paused_days)
                                       : date_add(due, s->paused_days);
    return due;
}

static void
finish(struct path_run *run, struct date last)
{
    run->open_n = 0;
    run->settled_n = 0;
    for (uint32_t i = 0; i < run->n; i++) {
        if (run->step[i].state == PATH_OPEN)
            run->open_n++;
        if (path_state_settled(run->step[i].state))
            run->settled_n++;
    }
    if (run->started && run->end == PATH_RUNS && run->settled_n == run->n) {
        run->end = PATH_FINISHED;
        run->ended_on = last;
    }
}

/* The place of the event that `u` undoes, or n. */
static size_t
undone_by(const struct path_event *event, size_t n, const struct path_event *u)
{
    int64_t nr = 0;
    const struct path_event *e;

    if (u->kind != PATH_EVENT_UNDONE || !str_to_i64(u->outcome, &nr) ||
        nr < 1 || nr > (int64_t)n)
        return n;
    e = &event[nr - 1];
    if ((e->kind != PATH_EVENT_DONE && e->kind != PATH_EVENT_DEVIATION) ||
        !str_eq(e->step, u->step))
        return n;
    return (size_t)(nr - 1);
}

/* Which of the events count as never recorded. */
static bool *
find_undone(struct arena *mem, const struct path_event *event, size_t n)
{
    bool *gone = ARENA_NEW_N(mem, bool, n + 1);

    for (size_t i = 0; i < n; i++) {
        size_t which = undone_by(event, i, &event[i]);

        if (which < i)
            gone[which] = true;
    }
    return gone;
}

const struct err *
path_check_undo(struct arena *mem, const struct path_event *event, size_t n,
                const struct path_event *e)
{
    size_t which = undone_by(event, n, e);

    if (which == n || find_undone(mem, event, n)[which])
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_SETTLED_ALREADY);
    return NULL;
}

struct path_run
path_replay(struct arena *mem, const struct path_def *d,
            const struct path_event *event, size_t n, struct date today)
{
    struct path_run run = {
        .n = d->step_n, .started_on = DATE_NONE, .ended_on = DATE_NONE};
    bool *gone = find_undone(mem, event, n);

    run.step = ARENA_NEW_N(mem, struct path_step_state, d->step_n + 1);
    for (uint32_t i = 0; i < d->step_n; i++)
        run.step[i] = (struct path_step_state){.outcome = -1,
                                               .round = 1,
                                               .opened = DATE_NONE,
                                               .settled = DATE_NONE,
                                               .due = DATE_NONE,
                                               .paused_on = DATE_NONE};
    for (size_t i = 0; i < n; i++) {
        if (gone[i])
            continue;
        apply(mem, d, &run, &event[i]);
        finish(&run, event[i].day);
    }
    for (uint32_t i = 0; i < d->step_n; i++) {
        struct path_step_state *s = &run.step[i];

        if (run.end == PATH_RUNS || run.end == PATH_AS_MEASURES)
            s->due = due_of_step(d, &run, i);
        s->late = !date_is_none(s->due) && date_cmp(s->due, today) < 0;
    }
    return run;
}

/* --- what may be recorded --- */

static const struct err *
check_step(struct arena *mem, const struct path_def *d,
           const struct path_run *run, const struct path_event *e)
{
    int32_t i = path_step_find(d, e->step);
    const struct path_step_state *s = i < 0 ? NULL : &run->step[i];

    if (!s)
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_NO_SUCH_STEP);
    if (e->kind == PATH_EVENT_DEVIATION)
        return NULL;
    if (path_state_settled(s->state))
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_SETTLED_ALREADY);
    if (e->kind == PATH_EVENT_PAUSED &&
        (s->state != PATH_OPEN || s->paused || !d->step[i].term.pausable))
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_MAY_NOT_PAUSE);
    if (e->kind == PATH_EVENT_RESUMED && !s->paused)
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_NOT_PAUSED);
    if (e->kind == PATH_EVENT_PAUSED || e->kind == PATH_EVENT_RESUMED)
        return NULL;
    if (d->step[i].outcome_n > 0 &&
        path_outcome_find(&d->step[i], e->outcome) < 0)
        return ERR(mem, INVALID, .msg = MSG_PATHWAY_WHICH_OUTCOME,
                   .field = "utfall");
    return NULL;
}

/* Nothing is recorded on a day ahead, or before what it follows. */
static const struct err *
check_day(struct arena *mem, const struct path_def *d,
          const struct path_run *run, const struct path_event *e,
          struct date today)
{
    int32_t i = path_step_find(d, e->step);
    struct date least = run->started_on;

    if (i >= 0 && !date_is_none(run->step[i].opened))
        least = run->step[i].opened;
    if (i >= 0 && run->step[i].paused)
        least = run->step[i].paused_on;
    if (date_is_none(e->day) || date_cmp(e->day, today) > 0)
        return ERR(mem, INVALID, .msg = MSG_PATHWAY_DAY_AHEAD, .field = "dag");
    if (!date_is_none(least) && date_cmp(e->day, least) < 0)
        return ERR(mem, INVALID, .msg = MSG_PATHWAY_DAY_BEFORE, .field = "dag",
                   .arg = {msg_date(least)});
    return NULL;
}

const struct err *
path_check_event(struct arena *mem, const struct path_def *d,
                 const struct path_run *run, const struct path_event *e,
                 struct date today)
{
    const struct err *err = NULL;

    if (run->end == PATH_STOPPED || run->end == PATH_FINISHED)
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_ENDED);
    if (run->end == PATH_AS_MEASURES && !events[e->kind].step)
        return ERR(mem, CONFLICT, .msg = MSG_PATHWAY_ENDED);
    if (events[e->kind].step)
        err = check_step(mem, d, run, e);
    return err ? err : check_day(mem, d, run, e, today);
}

uint32_t *
path_next(struct arena *mem, const struct path_run *run, uint32_t *out_n)
{
    uint32_t *row = ARENA_NEW_N(mem, uint32_t, run->n + 1);
    uint32_t n = 0;

    for (uint32_t i = 0; i < run->n; i++) {
        uint32_t k = n;

        if (run->step[i].state != PATH_OPEN)
            continue;
        for (; k > 0; k--) {
            struct date before = run->step[row[k - 1]].due;
            struct date own = run->step[i].due;

            if (date_is_none(own) ||
                (!date_is_none(before) && date_cmp(before, own) <= 0))
                break;
            row[k] = row[k - 1];
        }
        row[k] = i;
        n++;
    }
    *out_n = n;
    return row;
}
