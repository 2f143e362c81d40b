/* Steps that a service without an account tells of.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/said_app.h"

#include "text/messages_pathway.h"

enum { STEPS_MAX = 400 };

/* --- which steps --- */

static bool
lane_is_of(enum unit_type lane, enum outside o)
{
    switch (o) {
    case OUTSIDE_HEALTH_STATION:
        return lane == UNIT_HELSESTASJON;
    case OUTSIDE_GP:
        return lane == UNIT_FASTLEGE;
    case OUTSIDE_SCHOOL:
    case OUTSIDE_PPT:
        return lane == UNIT_PPT_SKOLE;
    case OUTSIDE_DENTAL:
        return lane == UNIT_TANNHELSE;
    case OUTSIDE_KINDERGARTEN:
    case OUTSIDE_OTHER:
    case OUTSIDE_COUNT:
        break;
    }
    return false;
}

bool
step_is_outside(const struct run_view *v, uint32_t i, enum outside o)
{
    const struct path_step *s = &v->def.step[i];

    if (!s->has_service || !lane_is_of(s->service, o) || s->outcome_n > 0)
        return false;
    for (size_t k = 0; k < v->parts.n; k++)
        if (v->parts.row[k].type == s->service)
            return false;
    return v->run.step[i].state == PATH_OPEN &&
           (v->run.end == PATH_RUNS || v->run.end == PATH_AS_MEASURES);
}

static int32_t
step_number(const struct run_view *v, int64_t step)
{
    for (size_t k = 0; k < v->steps.n; k++)
        if (v->steps.row[k].id == step)
            return path_step_find(&v->def, v->steps.row[k].step);
    return -1;
}

static struct str
step_title(struct call *c, const struct path_def *d, uint32_t i)
{
    return str_fmt(c->mem, "%.*s: %.*s",
                   STR_FMT(path_text_in(&d->title, c->lang)),
                   STR_FMT(path_text_in(&d->step[i].title, c->lang)));
}

/* --- found --- */

static void
add_open_steps(struct call *c, const struct run_view *v,
               struct case_step_list *out)
{
    for (uint32_t i = 0; i < v->def.step_n && out->n < STEPS_MAX; i++) {
        const struct step_row *row = run_step_row(v, i);

        if (row && v->run.step[i].state == PATH_OPEN)
            out->row[out->n++] = (struct case_step){
                .id = row->id, .title = step_title(c, &v->def, i)};
    }
}

static const struct err *
list_steps(struct call *c, case_id id, struct case_step_list *out)
{
    struct run_views runs = {0};
    const struct err *err = runs_in(c, id, &runs);

    *out = (struct case_step_list){
        ARENA_NEW_N(c->mem, struct case_step, STEPS_MAX), 0};
    for (size_t i = 0; !err && i < runs.n; i++)
        add_open_steps(c, &runs.row[i], out);
    return err;
}

static const struct err *
get_step(struct call *c, case_id id, int64_t step, struct case_step *out)
{
    struct run_view v = {0};
    const struct err *err = run_of_step_in(c, id, step, &v);
    int32_t i = err ? -1 : step_number(&v, step);

    if (!err && i < 0)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        *out = (struct case_step){step, step_title(c, &v.def, (uint32_t)i)};
    return err;
}

/* --- told --- */

static const struct err *
say(struct call *c, case_id id, int64_t step, const struct said *s,
    struct said_effect *out)
{
    struct run_view v = {0};
    struct path_event e = {.kind = s->done ? PATH_EVENT_DONE
                                           : PATH_EVENT_DEVIATION,
                           .outcome = STR(""),
                           .day = c->today};
    const struct err *err = run_of_step_in(c, id, step, &v);
    int32_t i = err ? -1 : step_number(&v, step);

    *out = (struct said_effect){.before = STR("")};
    if (err || i < 0 || !step_is_outside(&v, (uint32_t)i, s->service))
        return err;
    e.step = v.def.step[i].id;
    err = path_check_event(c->mem, &v.def, &v.run, &e, c->today);
    if (!err)
        err = run_put_in(c, &v, &e, s->reason, s->by);
    out->changed = true;
    out->id = (int64_t)v.events.n;
    /* the line names the unit that asked, nobody there has done it */
    c->who.function = (function_id){0};
    return err ? err : run_tell_in(c, &v, (uint32_t)i);
}

static const struct err *
unsay(struct call *c, case_id id, int64_t step, int64_t said)
{
    struct run_view v = {0};
    struct path_event e = {.kind = PATH_EVENT_UNDONE,
                           .outcome = str_fmt(c->mem, "%lld", (long long)said),
                           .day = c->today};
    const struct err *err = run_of_step_in(c, id, step, &v);
    int32_t i = err ? -1 : step_number(&v, step);

    if (err || i < 0)
        return err ? err : ERR(c->mem, CONFLICT);
    e.step = v.def.step[i].id;
    err = path_check_undo(c->mem, events_of_run(c->mem, &v), v.events.n, &e);
    if (!err && v.run.end == PATH_STOPPED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_ENDED);
    if (!err)
        err = run_put_in(c, &v, &e, STR_NONE, STR_NONE);
    return err ? err : run_tell_in(c, &v, (uint32_t)i);
}

const struct case_steps pathway_steps = {list_steps, get_step, say, unsay};
