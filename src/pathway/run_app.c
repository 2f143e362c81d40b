/* Runs: read and replayed, started, recorded, ended, moved.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/said_app.h"

#include "base/buf.h"
#include "pathway/plan_definition.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"
#include "text/messages_pathway.h"
#include "text/messages_text.h"

/* Bound to the run and to the event's number. */
static const char *
text_column(struct arena *mem, int64_t seq)
{
    return str_cz(mem, str_fmt(mem, "pathway_event.text.%lld", (long long)seq));
}

static const char *
by_column(struct arena *mem, int64_t seq)
{
    return str_cz(mem,
                  str_fmt(mem, "pathway_event.said_by.%lld", (long long)seq));
}

const struct step_row *
run_step_row(const struct run_view *v, uint32_t step)
{
    for (size_t i = 0; i < v->steps.n; i++)
        if (str_eq(v->steps.row[i].step, v->def.step[step].id))
            return &v->steps.row[i];
    return NULL;
}

/* --- read --- */

static struct path_event *
events_of(struct arena *mem, const struct event_rows *rows)
{
    struct path_event *e = ARENA_NEW_N(mem, struct path_event, rows->n + 1);

    for (size_t i = 0; i < rows->n; i++)
        e[i] = rows->row[i].event;
    return e;
}

struct path_event *
events_of_run(struct arena *mem, const struct run_view *v)
{
    return events_of(mem, &v->events);
}

static const struct err *
open_texts(struct call *c, const struct run_view *v)
{
    struct key key;
    const struct err *err = case_key_in(c, v->row.case_id, &key);

    for (size_t i = 0; !err && i < v->events.n; i++) {
        struct event_row *e = &v->events.row[i];

        if (e->text.n > 0)
            err = unseal(c->mem, &key, v->row.id, text_column(c->mem, e->seq),
                         e->text, &e->text);
        if (!err && e->said_by.n > 0)
            err = unseal(c->mem, &key, v->row.id, by_column(c->mem, e->seq),
                         e->said_by, &e->said_by);
    }
    return err;
}

static const struct err *
fill_view(struct call *c, struct run_view *v)
{
    struct viewer who = viewer_of(c);
    const struct err *err = plan_definition_read(c->mem, v->row.body, &v->def);

    if (!err)
        err = pathway_store_get(&c->tx, v->row.definition, &v->def_row);
    if (!err)
        err = pathway_store_list_events(&c->tx, &who, v->row.id, &v->events);
    if (!err)
        err = open_texts(c, v);
    if (!err)
        err = pathway_store_list_steps(&c->tx, &who, v->row.id, &v->steps);
    if (!err)
        err = pathway_store_is_adopted(&c->tx, v->def.key, v->row.unit,
                                       c->today, &v->adopted);
    if (!err)
        err = pathway_store_list_parts(&c->tx, &who, v->row.case_id,
                                       v->row.unit, &v->parts);
    if (!err)
        v->run = path_replay(c->mem, &v->def, events_of(c->mem, &v->events),
                             v->events.n, c->today);
    return err;
}

static const struct err *
view_in(struct call *c, case_id id, int64_t run, struct run_view *out)
{
    struct viewer who = viewer_of(c);
    const struct err *err;

    *out = (struct run_view){0};
    err = pathway_store_get_run(&c->tx, &who, run, &out->row);
    if (!err && out->row.case_id.v != id.v)
        err = ERR(c->mem, NOT_FOUND);
    return err ? err : fill_view(c, out);
}

/* Active, in use at the acting unit today; the newest of each. */
static const struct err *
may_start_in(struct call *c, struct path_found_list *out)
{
    struct path_found_list all = {0};
    const struct err *err = pathway_list_in(c, &all);

    out->row = ARENA_NEW_N(c->mem, struct path_found, all.n + 1);
    out->n = 0;
    for (size_t i = 0; !err && i < all.n; i++) {
        bool adopted = false;

        if (all.row[i].row.status != PATH_ACTIVE)
            continue;
        err = pathway_store_is_adopted(&c->tx, all.row[i].row.key, c->who.unit,
                                       c->today, &adopted);
        if (!err && adopted)
            err = pathway_find_in(c, all.row[i].row.key, all.row[i].row.version,
                                  &out->row[out->n++]);
    }
    return err;
}

const struct err *
runs_in(struct call *c, case_id id, struct run_views *out)
{
    struct viewer who = viewer_of(c);
    struct run_list list = {0};
    const struct err *err = pathway_store_list_runs(&c->tx, &who, id, &list);

    if (!err)
        out->row = ARENA_NEW_N(c->mem, struct run_view, list.n + 1);
    for (size_t i = 0; !err && i < list.n; i++) {
        out->row[i].row = list.row[i];
        err = fill_view(c, &out->row[i]);
        out->n = i + 1;
    }
    return err;
}

const struct err *
pathway_app_case(struct call *c, case_id id, struct case_pathways *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_VIEW,
                                          subject_case(id));

    *out = (struct case_pathways){0};
    if (!err)
        err = runs_in(c, id, &out->runs);
    if (!err)
        err = may_start_in(c, &out->may_start);
    return call_end(c, ACT_PATHWAY_VIEW, id.v, err);
}

const struct err *
pathway_app_run(struct call *c, case_id id, int64_t run, struct run_view *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_VIEW,
                                          subject_case(id));

    if (!err)
        err = view_in(c, id, run, out);
    return call_end(c, ACT_PATHWAY_VIEW, run, err);
}

const struct err *
run_of_step_in(struct call *c, case_id id, int64_t step, struct run_view *out)
{
    struct viewer who = viewer_of(c);
    int64_t run = 0;
    const struct err *err = pathway_store_step_run(&c->tx, &who, step, &run);

    return err ? err : view_in(c, id, run, out);
}

const struct err *
pathway_app_step(struct call *c, case_id id, int64_t step, struct run_view *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_VIEW,
                                          subject_case(id));

    if (!err)
        err = run_of_step_in(c, id, step, out);
    return call_end(c, ACT_PATHWAY_VIEW, step, err);
}

/* --- who does a step --- */

/* Regions, services and Oslo's agency do Bufetat's tasks alike. */
static bool
serves(enum unit_type unit, enum unit_type service)
{
    bool bufetat = service == UNIT_BUFETAT_REGION ||
                   service == UNIT_BUFETAT_SERVICE || service == UNIT_BFE;

    return unit == service ||
           (bufetat && (unit == UNIT_BUFETAT_REGION ||
                        unit == UNIT_BUFETAT_SERVICE || unit == UNIT_BFE)) ||
           (service == UNIT_BUP && unit == UNIT_FACT_TEAM);
}

static const struct err *
who_at(struct call *c, case_id id, unit_id unit, enum function_kind kind,
       struct function_row *out, bool *found)
{
    struct viewer who = viewer_of(c);
    struct team_list team = {0};
    struct function_list list = {0};
    const struct err *err = case_store_list_team(&c->tx, &who, id, &team);

    *found = false;
    for (size_t i = 0; !err && i < team.n; i++)
        if (team.row[i].unit.v == unit.v && team.row[i].kind == kind) {
            *found = true;
            return registry_store_get_function(&c->tx, team.row[i].function,
                                               out);
        }
    if (!err)
        err = registry_store_list_functions(&c->tx, unit, kind, c->today,
                                            &list);
    if (!err && list.n > 0) {
        *out = list.row[0];
        *found = true;
        return NULL;
    }
    return err ? err : registry_leader_of(&c->tx, unit, c->today, out, found);
}

/* The function of the step at a unit that takes part and may see the run;
 * where there is none, the holder of the baton sees to it. */
static const struct err *
assign(struct call *c, const struct run_view *v, const struct path_step *s,
       struct step_row *row)
{
    struct function_row who = {0};
    struct case_head head = {0};
    bool found = false;
    const struct err *err = NULL;

    for (size_t i = 0; !err && !found && i < v->parts.n; i++)
        if (serves(v->parts.row[i].type, s->service))
            err = who_at(c, v->row.case_id, v->parts.row[i].unit, s->function,
                         &who, &found);
    if (!err && !found) {
        err = casefile_head_in(c, v->row.case_id, &head);
        who.id = head.holder;
        who.unit_id = head.holder_unit;
    }
    row->unit = who.unit_id;
    row->function = who.id;
    return err;
}

/* --- what is kept of the state --- */

static const struct err *
open_deadline(struct call *c, const struct run_view *v, uint32_t i,
              const struct step_row *row)
{
    const struct path_term *t = &v->def.step[i].term;
    struct deadline d = {.case_id = v->row.case_id,
                         .function_id = row->function,
                         .kind = DEADLINE_PATHWAY_STEP,
                         .rule = t->rule.n
                                     ? t->rule
                                     : str_fmt(c->mem, "pathway:%.*s:%.*s",
                                               STR_FMT(v->def.key),
                                               STR_FMT(v->def.step[i].id)),
                         .source = t->kind,
                         .due_on = v->run.step[i].due,
                         .object_id = row->id,
                         .owner = v->row.unit};

    return casefile_deadline_in(c, &d);
}

static enum deadline_state
closing(enum path_state s)
{
    return s == PATH_DONE ? DEADLINE_MET : DEADLINE_CANCELLED;
}

static bool
has_same_deadline(const struct step_row *a, const struct step_row *b)
{
    return a->state == b->state && a->round == b->round &&
           date_cmp(a->due_on, b->due_on) == 0;
}

static const struct err *
sync_step(struct call *c, const struct run_view *v, uint32_t i)
{
    const struct path_step_state *now = &v->run.step[i];
    const struct step_row *kept = run_step_row(v, i);
    struct step_row row = kept ? *kept
                               : (struct step_row){.id = id_new(),
                                                   .run = v->row.id,
                                                   .step = v->def.step[i].id,
                                                   .due_on = DATE_NONE};
    bool ended = v->run.end == PATH_STOPPED;
    const struct err *err = NULL;

    row.round = now->round;
    row.state = now->state;
    row.service = v->def.step[i].service;
    row.opened_on = now->opened;
    row.settled_on = now->settled;
    row.deviations = now->deviations;
    if (now->state == PATH_OPEN)
        row.due_on = now->due;
    if (kept && has_same_deadline(kept, &row) && !ended &&
        kept->deviations == row.deviations)
        return NULL;
    if (now->state == PATH_OPEN && row.function.v == 0)
        err = assign(c, v, &v->def.step[i], &row);
    if (!err)
        err = pathway_store_put_step(&c->tx, &row);
    if (kept && has_same_deadline(kept, &row) && !ended)
        return err;
    if (!err && kept)
        err = deadline_close_in(c, row.id, DEADLINE_PATHWAY_STEP,
                                closing(now->state));
    if (!err && now->state == PATH_OPEN && !date_is_none(now->due))
        err = open_deadline(c, v, i, &row);
    return err;
}

/* Rows of steps that the definition no longer has. */
static const struct err *
drop_gone(struct call *c, const struct run_view *v)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < v->steps.n; i++) {
        if (path_step_find(&v->def, v->steps.row[i].step) >= 0)
            continue;
        err = deadline_close_in(c, v->steps.row[i].id, DEADLINE_PATHWAY_STEP,
                                DEADLINE_CANCELLED);
        if (!err)
            err = pathway_store_drop_step(&c->tx, v->steps.row[i].id);
    }
    return err;
}

/* Writes what the replay gives: steps, deadlines, and whether it has ended. */
static const struct err *
sync(struct call *c, struct run_view *v)
{
    const struct err *err = drop_gone(c, v);

    for (uint32_t i = 0; !err && i < v->def.step_n; i++)
        err = sync_step(c, v, i);
    v->row.end = v->run.end;
    v->row.ended_on = v->run.ended_on;
    return err ? err : pathway_store_update_run(&c->tx, &v->row);
}

static const struct err *
add_event(struct call *c, struct run_view *v, const struct path_event *e,
          struct str text, struct str by)
{
    struct event_row row = {.seq = (int64_t)v->events.n + 1,
                            .event = *e,
                            .at = c->now,
                            .function = c->who.function,
                            .unit = c->who.unit};
    struct event_row *more = ARENA_NEW_N(c->mem, struct event_row,
                                         v->events.n + 1);
    struct key key;
    const struct err *err = NULL;

    if (text.n > 0 || by.n > 0)
        err = case_key_in(c, v->row.case_id, &key);
    if (!err && text.n > 0)
        row.text = seal(c->mem, &key, v->row.id, text_column(c->mem, row.seq),
                        text);
    if (!err && by.n > 0)
        row.said_by = seal(c->mem, &key, v->row.id, by_column(c->mem, row.seq),
                           by);
    if (!err)
        err = pathway_store_add_event(&c->tx, v->row.id, &row);
    for (size_t i = 0; i < v->events.n; i++)
        more[i] = v->events.row[i];
    more[v->events.n] = row;
    v->events = (struct event_rows){more, v->events.n + 1};
    return err;
}

static void
replay_again(struct call *c, struct run_view *v)
{
    v->run = path_replay(c->mem, &v->def, events_of(c->mem, &v->events),
                         v->events.n, c->today);
}

const struct err *
run_put_in(struct call *c, struct run_view *v, const struct path_event *e,
           struct str text, struct str by)
{
    const struct err *err = add_event(c, v, e, text, by);

    if (err)
        return err;
    replay_again(c, v);
    return sync(c, v);
}

/* A line on the case's timeline, for those who may see the plan; each reads it
 * in the own language. `step` is a step's title, or NULL. */
static const struct err *
tell(struct call *c, const struct run_view *v, enum event_kind kind,
     const struct path_text *step)
{
    struct str text[LANG_COUNT];
    struct event e = {.case_id = v->row.case_id,
                      .kind = kind,
                      .class_ = CLASS_PLAN,
                      .object_id = v->row.id};

    for (unsigned l = 0; l < LANG_COUNT; l++) {
        struct str title = path_text_in(&v->def.title, (enum lang)l);

        text[l] = title;
        if (step)
            text[l] = str_fmt(c->mem, "%.*s: %.*s", STR_FMT(title),
                              STR_FMT(path_text_in(step, (enum lang)l)));
    }
    e.text = lang_text_join(c->mem, text);
    return casefile_event_in(c, &e);
}

/* --- start --- */

/* A definition that ships goes into the store when it is first used. */
static const struct err *
bind(struct call *c, struct path_found *f)
{
    if (f->row.id != 0)
        return NULL;
    f->row.id = id_new();
    return pathway_store_insert(&c->tx, &f->row, (function_id){0}, c->now);
}

static const struct err *
check_start(struct call *c, case_id id, const struct path_found *f)
{
    struct viewer who = viewer_of(c);
    struct run_list list = {0};
    struct case_head head = {0};
    bool adopted = false;
    const struct err *err = casefile_head_in(c, id, &head);

    if (!err && !head.open)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_CASE_IS_CLOSED);
    if (!err)
        err = pathway_store_is_adopted(&c->tx, f->row.key, c->who.unit,
                                       c->today, &adopted);
    if (!err && (!adopted || f->row.status != PATH_ACTIVE))
        err = ERR(c->mem, INVALID, .field = "forlop",
                  .msg = MSG_PATHWAY_NOT_IN_USE);
    if (!err)
        err = pathway_store_list_runs(&c->tx, &who, id, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        struct path_row row = {0};

        err = pathway_store_get(&c->tx, list.row[i].definition, &row);
        if (!err && list.row[i].end == PATH_RUNS && str_eq(row.key, f->row.key))
            err = ERR(c->mem, CONFLICT, .field = "forlop",
                      .msg = MSG_PATHWAY_RUNS_ALREADY);
    }
    return err;
}

static const struct err *
start(struct call *c, case_id id, struct str key, struct str version,
      int64_t *out_run)
{
    struct run_view v = {.row = {.id = id_new(),
                                 .case_id = id,
                                 .unit = c->who.unit,
                                 .started_on = c->today,
                                 .ended_on = DATE_NONE,
                                 .version = 1}};
    struct path_event e = {.kind = PATH_EVENT_STARTED, .day = c->today};
    struct viewer who = viewer_of(c);
    struct path_found f = {0};
    const struct err *err = pathway_find_in(c, key, version, &f);

    if (err && err->kind == NOT_FOUND)
        return ERR(c->mem, INVALID, .field = "forlop", .msg = MSG_FORM_CHOICE);
    if (!err)
        err = check_start(c, id, &f);
    if (!err)
        err = bind(c, &f);
    v.row.definition = f.row.id;
    v.def = f.def;
    if (!err)
        err = pathway_store_insert_run(&c->tx, &v.row);
    if (!err)
        err = pathway_store_list_parts(&c->tx, &who, id, v.row.unit, &v.parts);
    if (!err)
        err = run_put_in(c, &v, &e, STR_NONE, STR_NONE);
    *out_run = v.row.id;
    return err ? err : tell(c, &v, EVENT_PATHWAY_STARTED, NULL);
}

const struct err *
pathway_app_start(struct call *c, case_id id, struct str key,
                  struct str version, int64_t *out_run)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_START,
                                          subject_case(id));

    *out_run = 0;
    if (!err)
        err = start(c, id, key, version, out_run);
    return call_end(c, ACT_PATHWAY_START, *out_run, err);
}

/* --- record --- */

static bool
needs_reason(enum path_event_kind k)
{
    return k != PATH_EVENT_DONE && k != PATH_EVENT_RESUMED;
}

static enum event_kind
timeline_kind(const struct run_view *v)
{
    return v->run.end == PATH_RUNS || v->run.end == PATH_AS_MEASURES
               ? EVENT_PATHWAY_STEP
               : EVENT_PATHWAY_ENDED;
}

const struct err *
run_tell_in(struct call *c, const struct run_view *v, uint32_t i)
{
    return tell(c, v, timeline_kind(v), &v->def.step[i].title);
}

static const struct err *
record(struct call *c, struct run_view *v, int64_t step,
       const struct record_form *f)
{
    struct path_event e = {
        .kind = f->kind, .outcome = f->outcome, .day = f->day};
    int32_t i = -1;
    const struct err *err;

    for (size_t k = 0; k < v->steps.n; k++)
        if (v->steps.row[k].id == step)
            e.step = v->steps.row[k].step;
    i = path_step_find(&v->def, e.step);
    err = path_check_event(c->mem, &v->def, &v->run, &e, c->today);
    if (needs_reason(f->kind) && f->text.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "tekst",
                           .msg = MSG_PATHWAY_REASON_NEEDED));
    if (!err)
        err = run_put_in(c, v, &e, f->text, STR_NONE);
    return err ? err : run_tell_in(c, v, (uint32_t)i);
}

const struct err *
pathway_app_record(struct call *c, case_id id, int64_t step,
                   const struct record_form *f, int64_t *out_run)
{
    struct run_view v = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_RECORD,
                                          subject_case(id));

    if (!err)
        err = run_of_step_in(c, id, step, &v);
    if (!err)
        err = record(c, &v, step, f);
    err = call_end(c, ACT_PATHWAY_RECORD, step, err);
    if (!err)
        *out_run = v.row.id;
    return err;
}

/* --- end --- */

static const struct err *
end_run(struct call *c, struct run_view *v, bool as_measures, struct str reason)
{
    struct path_event e = {.kind = as_measures ? PATH_EVENT_MEASURES
                                               : PATH_EVENT_STOPPED,
                           .day = c->today};
    const struct err *err = path_check_event(c->mem, &v->def, &v->run, &e,
                                             c->today);

    if (!err && reason.n == 0)
        err = ERR(c->mem, INVALID, .field = "tekst",
                  .msg = MSG_PATHWAY_REASON_NEEDED);
    if (!err)
        err = run_put_in(c, v, &e, reason, STR_NONE);
    return err ? err : tell(c, v, EVENT_PATHWAY_ENDED, NULL);
}

const struct err *
pathway_app_end(struct call *c, case_id id, int64_t run, bool as_measures,
                struct str reason)
{
    struct run_view v = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_STEER,
                                          subject_case(id));

    if (!err)
        err = view_in(c, id, run, &v);
    if (!err)
        err = end_run(c, &v, as_measures, reason);
    return call_end(c, ACT_PATHWAY_STEER, run, err);
}

/* --- move --- */

static struct move_line
line_of(const struct path_step *s, enum lang l, const struct path_step_state *a,
        const struct path_step_state *b)
{
    struct move_line m = {.title = path_text_in(&s->title, l),
                          .from = a->state,
                          .to = b->state,
                          .due_from = a->due,
                          .due_to = b->due};

    if (a->state != b->state)
        m.change = MOVE_STATE;
    else if (date_cmp(a->due, b->due) != 0)
        m.change = MOVE_DUE;
    return m;
}

void
pathway_compare(struct arena *mem, enum lang lang, const struct path_def *from,
                const struct path_run *a, const struct path_def *to,
                const struct path_run *b, struct move_preview *out)
{
    out->row = ARENA_NEW_N(mem, struct move_line,
                           from->step_n + to->step_n + 1);
    out->n = 0;
    for (uint32_t i = 0; i < to->step_n; i++) {
        int32_t old = path_step_find(from, to->step[i].id);
        struct move_line l = {.change = MOVE_NEW,
                              .title = path_text_in(&to->step[i].title, lang),
                              .to = b->step[i].state,
                              .due_from = DATE_NONE,
                              .due_to = b->step[i].due};

        if (old >= 0)
            l = line_of(&to->step[i], lang, &a->step[old], &b->step[i]);
        if (l.change != MOVE_SAME)
            out->row[out->n++] = l;
    }
    for (uint32_t i = 0; i < from->step_n; i++)
        if (path_step_find(to, from->step[i].id) < 0)
            out->row[out->n++] = (struct move_line){
                .change = MOVE_GONE,
                .title = path_text_in(&from->step[i].title, lang),
                .from = a->step[i].state,
                .due_from = a->step[i].due,
                .due_to = DATE_NONE};
}

static const struct err *
preview_in(struct call *c, const struct run_view *v, struct str version,
           struct move_preview *out)
{
    struct path_run to;
    const struct err *err = pathway_find_in(c, v->def.key, version, &out->to);

    if (!err && out->to.row.status != PATH_ACTIVE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_NOT_PUBLISHED);
    if (!err && v->run.end != PATH_RUNS)
        err = ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_ENDED);
    if (err)
        return err;
    to = path_replay(c->mem, &out->to.def, events_of(c->mem, &v->events),
                     v->events.n, c->today);
    pathway_compare(c->mem, c->lang, &v->def, &v->run, &out->to.def, &to, out);
    return NULL;
}

const struct err *
pathway_app_preview(struct call *c, case_id id, int64_t run, struct str version,
                    struct run_view *out_run, struct move_preview *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_VIEW,
                                          subject_case(id));

    *out = (struct move_preview){0};
    if (!err)
        err = view_in(c, id, run, out_run);
    if (!err)
        err = preview_in(c, out_run, version, out);
    return call_end(c, ACT_PATHWAY_VIEW, run, err);
}

static const struct err *
move(struct call *c, struct run_view *v, struct str version)
{
    struct move_preview p = {0};
    struct path_event e = {
        .kind = PATH_EVENT_MOVED, .outcome = version, .day = c->today};
    const struct err *err = preview_in(c, v, version, &p);

    if (!err)
        err = bind(c, &p.to);
    if (!err)
        err = add_event(c, v, &e, STR_NONE, STR_NONE);
    if (err)
        return err;
    v->def = p.to.def;
    v->row.definition = p.to.row.id;
    replay_again(c, v);
    err = sync(c, v);
    return err ? err : tell(c, v, EVENT_PATHWAY_STEP, NULL);
}

const struct err *
pathway_app_move(struct call *c, case_id id, int64_t run, struct str version)
{
    struct run_view v = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_STEER,
                                          subject_case(id));

    if (!err)
        err = view_in(c, id, run, &v);
    if (!err)
        err = move(c, &v, version);
    return call_end(c, ACT_PATHWAY_STEER, run, err);
}
