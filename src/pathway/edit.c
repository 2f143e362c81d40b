/* A draft of a pathway, changed step by step: ids, ways and terms follow.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/edit.h"

#include "text/messages_pathway.h"
#include "text/messages_text.h"

#define GONE UINT32_MAX

void
path_edit_words(struct path_def *d, const struct def_words *w)
{
    d->title = w->title;
    d->purpose = w->purpose;
    d->source = w->source;
}

/* --- numbers of steps --- */

/* The steps have new numbers: those of the ways and terms follow. */
static void
renumber(struct path_def *d, const uint32_t *to)
{
    for (uint32_t i = 0; i < d->step_n; i++) {
        struct path_step *s = &d->step[i];
        uint32_t kept = 0;

        for (uint32_t e = 0; e < s->edge_n; e++) {
            s->edge[kept] = s->edge[e];
            s->edge[kept].from = to[s->edge[e].from];
            if (s->edge[kept].from != GONE)
                kept++;
        }
        s->edge_n = kept;
        if (s->term.from != PATH_FROM_STEP)
            continue;
        if (to[s->term.step] == GONE)
            s->term.from = PATH_FROM_OPEN;
        else
            s->term.step = to[s->term.step];
    }
}

static uint32_t *
same_numbers(struct arena *mem, const struct path_def *d)
{
    uint32_t *to = ARENA_NEW_N(mem, uint32_t, d->step_n + 1);

    for (uint32_t i = 0; i < d->step_n; i++)
        to[i] = i;
    return to;
}

void
path_edit_remove(struct arena *mem, struct path_def *d, uint32_t at)
{
    uint32_t *to = same_numbers(mem, d);

    to[at] = GONE;
    for (uint32_t i = at + 1; i < d->step_n; i++) {
        to[i] = i - 1;
        d->step[i - 1] = d->step[i];
    }
    d->step_n--;
    renumber(d, to);
    path_shape(mem, d);
}

void
path_edit_move(struct arena *mem, struct path_def *d, uint32_t at, bool up)
{
    uint32_t other = up ? at - 1 : at + 1;
    uint32_t *to = same_numbers(mem, d);
    struct path_step kept = d->step[at];

    if ((up && at == 0) || other >= d->step_n)
        return;
    d->step[at] = d->step[other];
    d->step[other] = kept;
    to[at] = other;
    to[other] = at;
    renumber(d, to);
    path_shape(mem, d);
}

/* --- a step --- */

/* An id nobody has: "step-7". */
static struct str
free_id(struct arena *mem, const struct path_def *d)
{
    for (uint32_t n = d->step_n + 1;; n++) {
        struct str id = str_fmt(mem, "step-%u", n);

        if (path_step_find(d, id) < 0)
            return id;
    }
}

static struct str
free_code(struct arena *mem, const struct path_step *old,
          const struct path_step *s)
{
    for (uint32_t n = old->outcome_n + 1;; n++) {
        struct str code = str_fmt(mem, "outcome-%u", n);

        if (path_outcome_find(old, code) < 0 && path_outcome_find(s, code) < 0)
            return code;
    }
}

/* Ways on from outcomes of the step follow their codes. */
static void
outcomes_follow(struct path_def *d, uint32_t at, const struct path_step *old)
{
    for (uint32_t i = 0; i < d->step_n; i++) {
        struct path_step *s = &d->step[i];
        uint32_t kept = 0;

        for (uint32_t e = 0; e < s->edge_n; e++) {
            struct path_edge edge = s->edge[e];

            if (edge.from == at && edge.outcome >= 0) {
                edge.outcome = path_outcome_find(
                    &d->step[at], old->outcome[edge.outcome].code);
                if (edge.outcome < 0)
                    continue;
            }
            s->edge[kept++] = edge;
        }
        s->edge_n = kept;
    }
}

static void
put_outcomes(struct arena *mem, struct path_def *d, uint32_t at,
             const struct step_words *w)
{
    struct path_step *s = &d->step[at];
    struct path_step old = *s;
    struct path_outcome *o = ARENA_NEW_N(mem, struct path_outcome,
                                         PATH_OUTCOMES_MAX);

    s->outcome = o;
    s->outcome_n = 0;
    for (uint32_t i = 0; i < w->outcome_n; i++) {
        if (w->outcome[i].title.t[LANG_NB].n == 0)
            continue;
        o[s->outcome_n] = w->outcome[i];
        o[s->outcome_n].code = i < old.outcome_n ? old.outcome[i].code
                                                 : free_code(mem, &old, s);
        s->outcome_n++;
    }
    outcomes_follow(d, at, &old);
}

static const struct err *
put_after(struct arena *mem, struct path_def *d, uint32_t at,
          const struct step_words *w)
{
    struct path_step *s = &d->step[at];

    s->edge = ARENA_NEW_N(mem, struct path_edge, PATH_EDGES_MAX);
    s->edge_n = 0;
    for (uint32_t i = 0; i < w->after_n; i++) {
        struct str id;
        struct str code;
        bool on_outcome = str_split(w->after[i], '/', &id, &code);
        int32_t from = path_step_find(d, id);
        int32_t outcome = -1;

        if (from >= 0 && on_outcome)
            outcome = path_outcome_find(&d->step[from], code);
        if (from < 0 || from == (int32_t)at || (on_outcome && outcome < 0))
            return ERR(mem, INVALID, .field = "etter", .msg = MSG_FORM_CHOICE);
        s->edge[s->edge_n++] = (struct path_edge){.from = (uint32_t)from,
                                                  .outcome = outcome};
    }
    return NULL;
}

static const struct err *
put_term(struct arena *mem, struct path_def *d, uint32_t at,
         const struct step_words *w)
{
    struct path_term *t = &d->step[at].term;
    int32_t from = path_step_find(d, w->term_from);

    *t = w->term;
    t->from = PATH_FROM_OPEN;
    t->step = 0;
    t->pausable = t->pause.t[LANG_NB].n > 0;
    if (!t->set)
        *t = (struct path_term){.set = false};
    if (!t->set || w->term_from.n == 0 || str_eq_cz(w->term_from, "open"))
        return NULL;
    if (str_eq_cz(w->term_from, "start")) {
        t->from = PATH_FROM_START;
        return NULL;
    }
    if (from < 0 || from == (int32_t)at)
        return ERR(mem, INVALID, .field = "frist-fra", .msg = MSG_FORM_CHOICE);
    t->from = PATH_FROM_STEP;
    t->step = (uint32_t)from;
    return NULL;
}

/* Room for one step more. */
static const struct err *
grow_by_one(struct arena *mem, struct path_def *d)
{
    struct path_step *more;

    if (d->step_n >= PATH_STEPS_MAX)
        return ERR(mem, INVALID, .msg = MSG_PATHWAY_STEPS_FULL);
    more = ARENA_NEW_N(mem, struct path_step, d->step_n + 2);
    for (uint32_t i = 0; i < d->step_n; i++)
        more[i] = d->step[i];
    more[d->step_n] = (struct path_step){.id = free_id(mem, d)};
    d->step = more;
    d->step_n++;
    return NULL;
}

const struct err *
path_edit_step(struct arena *mem, struct path_def *d, uint32_t at,
               const struct step_words *w)
{
    const struct err *err = NULL;
    struct path_step *s;

    if (at == d->step_n)
        err = grow_by_one(mem, d);
    if (err)
        return err;
    s = &d->step[at];
    s->title = w->title;
    s->text = w->text;
    s->record = w->record;
    s->has_service = w->has_service;
    s->service = w->service;
    s->has_function = w->has_function;
    s->function = w->function;
    s->source = w->source;
    s->meeting = w->meeting;
    s->any = w->any;
    s->end = w->end;
    put_outcomes(mem, d, at, w);
    err = put_after(mem, d, at, w);
    err = err_join(mem, err, put_term(mem, d, at, w));
    if (!err)
        path_shape(mem, d);
    return err;
}
