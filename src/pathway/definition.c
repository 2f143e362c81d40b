/* Pathways: shape and faults of a definition. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/definition.h"

#include "text/messages_pathway.h"

static const char *const status_words[] = {"draft", "active", "retired"};

const char *
path_status_word(enum path_status s)
{
    return status_words[s];
}

bool
path_status_parse(struct str word, enum path_status *out)
{
    for (unsigned i = 0; i < ARRAY_LEN(status_words); i++)
        if (str_eq_cz(word, status_words[i])) {
            *out = (enum path_status)i;
            return true;
        }
    return false;
}

struct str
path_text_in(const struct path_text *t, enum lang l)
{
    return t->t[l].n > 0 ? t->t[l] : t->t[LANG_NB];
}

bool
path_code_is(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))
            return false;
    }
    return s.n > 0 && s.n <= PATH_CODE_MAX;
}

int32_t
path_step_find(const struct path_def *d, struct str id)
{
    for (uint32_t i = 0; i < d->step_n; i++)
        if (str_eq(d->step[i].id, id))
            return (int32_t)i;
    return -1;
}

int32_t
path_outcome_find(const struct path_step *s, struct str code)
{
    for (uint32_t i = 0; i < s->outcome_n; i++)
        if (str_eq(s->outcome[i].code, code))
            return (int32_t)i;
    return -1;
}

/* --- shape --- */

/* A walk in depth, without recursion: a step that is being walked, and its
 * next edge out, which is found by looking at the edges in of all steps. */
struct walk {
    struct path_def *d;
    uint8_t *mark; /* 0 new, 1 on the way, 2 done */
    uint32_t *stack;
    uint32_t *at; /* next step to look at as a follower */
    uint32_t depth;
};

/* The next follower of the step on top that is not done; edges to a step on the
 * way lead back. */
static bool
walk_on(struct walk *w)
{
    uint32_t top = w->stack[w->depth - 1];

    for (uint32_t i = w->at[w->depth - 1]; i < w->d->step_n; i++) {
        struct path_step *s = &w->d->step[i];
        bool follows = false;

        for (uint32_t e = 0; e < s->edge_n; e++) {
            if (s->edge[e].from != top)
                continue;
            if (w->mark[i] == 1)
                s->edge[e].back = true;
            else
                follows = true;
        }
        if (!follows || w->mark[i] == 2)
            continue;
        w->at[w->depth - 1] = i + 1;
        w->mark[i] = 1;
        w->stack[w->depth] = i;
        w->at[w->depth++] = 0;
        return true;
    }
    return false;
}

static void
walk_from(struct walk *w, uint32_t first)
{
    w->mark[first] = 1;
    w->stack[0] = first;
    w->at[0] = 0;
    w->depth = 1;
    while (w->depth > 0) {
        if (walk_on(w))
            continue;
        w->mark[w->stack[w->depth - 1]] = 2;
        w->depth--;
    }
}

static void
find_levels(struct path_def *d)
{
    d->levels = 0;
    for (uint32_t round = 0; round < d->step_n; round++)
        for (uint32_t i = 0; i < d->step_n; i++) {
            struct path_step *s = &d->step[i];

            for (uint32_t e = 0; e < s->edge_n; e++) {
                uint32_t least = d->step[s->edge[e].from].level + 1;

                if (!s->edge[e].back && s->level < least)
                    s->level = least;
            }
            if (s->level >= d->levels)
                d->levels = s->level + 1;
        }
}

/* The first step that is listed may be led back to. */
static bool
starts(const struct path_step *s, uint32_t nr)
{
    for (uint32_t e = 0; e < s->edge_n; e++)
        if (nr > 0 || !s->edge[e].back)
            return false;
    return true;
}

void
path_shape(struct arena *mem, struct path_def *d)
{
    struct walk w = {.d = d,
                     .mark = ARENA_NEW_N(mem, uint8_t, d->step_n + 1),
                     .stack = ARENA_NEW_N(mem, uint32_t, d->step_n + 1),
                     .at = ARENA_NEW_N(mem, uint32_t, d->step_n + 1)};

    for (uint32_t i = 0; i < d->step_n; i++) {
        d->step[i].level = 0;
        for (uint32_t e = 0; e < d->step[i].edge_n; e++)
            d->step[i].edge[e].back = false;
    }
    if (d->step_n > 0)
        walk_from(&w, 0);
    for (uint32_t i = 1; i < d->step_n; i++)
        if (d->step[i].edge_n == 0 && w.mark[i] == 0)
            walk_from(&w, i);
    for (uint32_t i = 0; i < d->step_n; i++) /* circles nobody enters */
        if (w.mark[i] == 0)
            walk_from(&w, i);
    for (uint32_t i = 0; i < d->step_n; i++)
        d->step[i].start = starts(&d->step[i], i);
    find_levels(d);
}

/* --- faults --- */

struct faults {
    const struct path_def *d;
    struct path_problems out;
};

static void
fault(struct faults *f, enum path_fault what, int32_t step)
{
    f->out.row[f->out.n++] = (struct path_problem){what, step};
}

/* Marks what can be reached along edges, forwards or against them, from what is
 * marked already. */
static void
spread(const struct path_def *d, uint8_t *mark, bool forwards)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (uint32_t i = 0; i < d->step_n; i++)
            for (uint32_t e = 0; e < d->step[i].edge_n; e++) {
                uint32_t from = d->step[i].edge[e].from;
                uint8_t *target = forwards ? &mark[i] : &mark[from];

                if (*target == 0 && mark[forwards ? from : i] != 0) {
                    *target = 1;
                    grew = true;
                }
            }
    }
}

/* Does something come after the step, when it ends with the outcome? */
static bool
has_follower(const struct path_def *d, uint32_t step, int32_t outcome)
{
    for (uint32_t i = 0; i < d->step_n; i++)
        for (uint32_t e = 0; e < d->step[i].edge_n; e++) {
            const struct path_edge *edge = &d->step[i].edge[e];

            if (edge->from == step &&
                (edge->outcome < 0 || outcome < 0 || edge->outcome == outcome))
                return true;
        }
    return false;
}

static bool
is_end(const struct path_step *s)
{
    bool end = s->end;

    for (uint32_t o = 0; o < s->outcome_n; o++)
        end = end || s->outcome[o].end;
    return end;
}

static void
check_ends(struct faults *f, uint32_t i)
{
    const struct path_step *s = &f->d->step[i];

    if (!has_follower(f->d, i, -1) && !is_end(s)) {
        fault(f, PATH_DEAD_END, (int32_t)i);
        return;
    }
    for (uint32_t o = 0; o < s->outcome_n; o++)
        if (!s->end && !s->outcome[o].end &&
            !has_follower(f->d, i, (int32_t)o)) {
            fault(f, PATH_OUTCOME_STUCK, (int32_t)i);
            return;
        }
}

/* A way back that is always taken would never be left. */
static bool
always_back(const struct path_step *s)
{
    for (uint32_t e = 0; e < s->edge_n; e++)
        if (s->edge[e].back && s->edge[e].outcome < 0)
            return true;
    return false;
}

static void
check_term(struct faults *f, uint32_t i, const struct path_rule *rule,
           size_t rule_n)
{
    const struct path_term *t = &f->d->step[i].term;
    bool is_law = false;

    if (!t->set)
        return;
    if (t->source.n == 0)
        fault(f, PATH_TERM_NO_SOURCE, (int32_t)i);
    for (size_t k = 0; k < rule_n; k++)
        is_law = is_law || (str_eq(rule[k].id, t->rule) && rule[k].n == t->n &&
                            rule[k].unit == t->unit);
    if (t->kind == SOURCE_LAW && !is_law)
        fault(f, PATH_TERM_NOT_LAW, (int32_t)i);
}

struct path_problems
path_check(struct arena *mem, const struct path_def *d,
           const struct path_rule *rule, size_t rule_n)
{
    struct faults f = {.d = d};
    uint8_t *reached = ARENA_NEW_N(mem, uint8_t, d->step_n + 1);
    uint8_t *ends = ARENA_NEW_N(mem, uint8_t, d->step_n + 1);
    bool any_start = false;

    f.out.row = ARENA_NEW_N(mem, struct path_problem, d->step_n * 8 + 2);
    if (d->step_n == 0)
        fault(&f, PATH_NO_STEPS, -1);
    for (uint32_t i = 0; i < d->step_n; i++) {
        reached[i] = d->step[i].start;
        ends[i] = is_end(&d->step[i]);
        any_start = any_start || reached[i];
    }
    if (d->step_n > 0 && !any_start)
        fault(&f, PATH_NO_START, -1);
    spread(d, reached, true);
    spread(d, ends, false);
    for (uint32_t i = 0; i < d->step_n; i++) {
        if (!d->step[i].has_service)
            fault(&f, PATH_NO_SERVICE, (int32_t)i);
        if (!d->step[i].has_function)
            fault(&f, PATH_NO_FUNCTION, (int32_t)i);
        if (any_start && !reached[i])
            fault(&f, PATH_UNREACHABLE, (int32_t)i);
        check_ends(&f, i);
        if (always_back(&d->step[i]) || (!ends[i] && has_follower(d, i, -1)))
            fault(&f, PATH_NO_EXIT, (int32_t)i);
        check_term(&f, i, rule, rule_n);
    }
    return f.out;
}

int
path_fault_message(enum path_fault f)
{
    static const int msg[PATH_FAULT_COUNT] = {
        [PATH_NO_STEPS] = MSG_PATHWAY_NO_STEPS,
        [PATH_NO_START] = MSG_PATHWAY_NO_START,
        [PATH_NO_SERVICE] = MSG_PATHWAY_NO_SERVICE,
        [PATH_NO_FUNCTION] = MSG_PATHWAY_NO_FUNCTION,
        [PATH_UNREACHABLE] = MSG_PATHWAY_UNREACHABLE,
        [PATH_DEAD_END] = MSG_PATHWAY_DEAD_END,
        [PATH_OUTCOME_STUCK] = MSG_PATHWAY_OUTCOME_STUCK,
        [PATH_NO_EXIT] = MSG_PATHWAY_NO_EXIT,
        [PATH_TERM_NO_SOURCE] = MSG_PATHWAY_TERM_NO_SOURCE,
        [PATH_TERM_NOT_LAW] = MSG_PATHWAY_TERM_NOT_LAW,
    };

    return msg[f];
}
