/* Fills the views of a child's pathways: all, one, a step, moving.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/pages.h"

#include "base/buf.h"
#include "text/messages_casefile.h"
#include "text/messages_pathway.h"

enum { SOON_DAYS = 10, TEXT_MAX_CHARS = 2000 };

const char *const record_words[] = {"gjort", "hoppet-over", "ikke-relevant",
                                    "avvik", "pause",       "fortsett",
                                    NULL};
const enum path_event_kind record_kinds[] = {
    PATH_EVENT_DONE,      PATH_EVENT_SKIPPED, PATH_EVENT_NOT_RELEVANT,
    PATH_EVENT_DEVIATION, PATH_EVENT_PAUSED,  PATH_EVENT_RESUMED};
static const int record_labels[] = {
    MSG_PATHWAY_EVENT_DONE,         MSG_PATHWAY_EVENT_SKIPPED,
    MSG_PATHWAY_EVENT_NOT_RELEVANT, MSG_PATHWAY_EVENT_DEVIATION,
    MSG_PATHWAY_EVENT_PAUSED,       MSG_PATHWAY_EVENT_RESUMED};

static struct str
title_of(struct page *pg, const struct path_def *d)
{
    return path_text_in(&d->title, pg->lang);
}

static struct status_tag
run_status(struct page *pg, const struct run_view *r)
{
    switch (r->run.end) {
    case PATH_RUNS:
        return (struct status_tag){STATUS_INFO, words(pg, MSG_PATHWAY_RUNS)};
    case PATH_FINISHED:
        return (struct status_tag){STATUS_OK, words(pg, MSG_PATHWAY_FINISHED)};
    case PATH_STOPPED:
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_PATHWAY_STOPPED)};
    case PATH_AS_MEASURES:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL,
                               words(pg, MSG_PATHWAY_AS_MEASURES)};
}

static struct status_tag
step_status(struct page *pg, const struct path_step_state *s)
{
    enum status_kind kind = s->state == PATH_DONE   ? STATUS_OK
                            : s->state == PATH_OPEN ? STATUS_INFO
                                                    : STATUS_NEUTRAL;

    if (s->late)
        return (struct status_tag){STATUS_BREACH, words(pg, MSG_PATHWAY_LATE)};
    if (s->paused)
        return (struct status_tag){STATUS_SOON, words(pg, MSG_PATHWAY_PAUSED)};
    return (struct status_tag){kind, words(pg, path_state_message(s->state))};
}

static struct str
run_path(struct page *pg, const struct run_view *r, const char *rest)
{
    return case_path(
        pg, r->row.case_id,
        str_cz(pg->mem, str_fmt(pg->mem, "/forlop/%.*s%s",
                                STR_FMT(id_format(pg->mem, r->row.id)), rest)));
}

static struct str
run_under(struct page *pg, const struct run_view *r)
{
    const struct msg_arg arg[] = {msg_str(r->row.unit_name),
                                  msg_date(r->run.started_on),
                                  msg_int(r->run.settled_n), msg_int(r->run.n)};

    return msg_text(pg->mem, pg->lang, MSG_PATHWAY_RUN_UNDER, arg, 4);
}

/* --- all of a case --- */

static struct field_view
which_field(const struct form_view *f, const struct path_found_list *l)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, l->n + 1);

    for (size_t i = 0; i < l->n; i++) {
        const struct path_def *d = &l->row[i].def;
        const struct msg_arg version[] = {msg_str(d->version)};

        c[i] = (struct choice){
            .value = str_fmt(pg->mem, "%.*s/%.*s", STR_FMT(d->key),
                             STR_FMT(d->version)),
            .label = title_of(pg, d),
            .hint = msg_text(pg->mem, pg->lang, MSG_PATHWAY_VERSION, version,
                             1)};
    }
    return field_choice(f, FIELD_RADIOS, "forlop", MSG_PATHWAY_WHICH, 0, c,
                        l->n);
}

struct case_pathways_view
case_pathways_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct case_view *v,
                      const struct case_pathways *p)
{
    struct form_view f = form_view_of(pg, req, err);
    struct run_line *row = ARENA_NEW_N(pg->mem, struct run_line, p->runs.n + 1);

    for (size_t i = 0; i < p->runs.n; i++) {
        const struct run_view *r = &p->runs.row[i];

        row[i] = (struct run_line){.title = title_of(pg, &r->def),
                                   .href = run_path(pg, r, ""),
                                   .under = run_under(pg, r),
                                   .status = run_status(pg, r),
                                   .lanes = lanes_of(pg, &r->def, r)};
    }
    return (struct case_pathways_view){
        .top = case_top_of(pg, v, TAB_PATHWAYS),
        .id = v->head.id,
        .rows = row,
        .rows_n = p->runs.n,
        .empty = {.title = words(pg, MSG_PATHWAY_NONE),
                  .text = words(pg, MSG_PATHWAY_NONE_TEXT)},
        .may_start = v->is_holder && v->head.open,
        .has_some = p->may_start.n > 0,
        .errors = errors_of(&f),
        .which = which_field(&f, &p->may_start)};
}

/* --- one run --- */

static struct run_step_line
run_step_line_of(struct page *pg, const struct run_view *r, uint32_t i)
{
    const struct path_step *s = &r->def.step[i];
    const struct path_step_state *now = &r->run.step[i];
    const struct step_row *row = run_step_row(r, i);
    struct run_step_line l = {
        .title = path_text_in(&s->title, pg->lang),
        .service = {service_of_unit(s->service),
                    words(pg, unit_type_message(s->service))},
        .who = words(pg, function_kind_message(s->function)),
        .due = due_of(pg, now->due, SOON_DAYS),
        .status = step_status(pg, now)};

    if (!date_is_none(now->due))
        l.due_source = words(pg, deadline_source_message(s->term.kind));
    if (path_state_settled(now->state) && now->state != PATH_NOT_TAKEN)
        l.due = due_done(pg, now->settled);
    if (row && row->name.n > 0) {
        l.service = (struct service_tag){service_of_unit(row->unit_type),
                                         row->unit_name};
        l.who = row->name;
    }
    if (row)
        l.href = case_path(
            pg, r->row.case_id,
            str_cz(pg->mem, str_fmt(pg->mem, "/steg/%.*s",
                                    STR_FMT(id_format(pg->mem, row->id)))));
    return l;
}

/* By a one-time link: the service that said it, not who asked. */
static struct str
who_told(struct page *pg, const struct event_row *e)
{
    const struct msg_arg by[] = {msg_str(e->said_by)};

    if (e->said_by.n > 0)
        return msg_text(pg->mem, pg->lang, MSG_JOINT_SAID_BY, by, 1);
    return str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(e->name),
                   STR_FMT(e->unit_name));
}

/* What was recorded, newest first; of a step, or of all (-1). */
static struct timeline
history_of(struct page *pg, const struct run_view *r, int32_t step)
{
    struct timeline_item *item = ARENA_NEW_N(pg->mem, struct timeline_item,
                                             r->events.n + 1);
    struct timeline t = {.items = item};

    for (size_t i = r->events.n; i-- > 0;) {
        const struct event_row *e = &r->events.row[i];
        int32_t about = path_step_find(&r->def, e->event.step);
        struct buf b;

        if (step >= 0 && about != step)
            continue;
        buf_init(&b, pg->mem);
        if (about >= 0)
            buf_fmt(&b, "%.*s: ",
                    STR_FMT(path_text_in(&r->def.step[about].title, pg->lang)));
        buf_str(&b, words(pg, path_event_message(e->event.kind)));
        if (about >= 0) {
            int32_t o = path_outcome_find(&r->def.step[about],
                                          e->event.outcome);

            if (o >= 0)
                buf_fmt(&b, ", %.*s",
                        STR_FMT(path_text_in(
                            &r->def.step[about].outcome[o].title, pg->lang)));
        } else if (e->event.outcome.n > 0) {
            buf_fmt(&b, " %.*s", STR_FMT(e->event.outcome));
        }
        if (e->text.n > 0)
            buf_fmt(&b, ". «%.*s»", STR_FMT(e->text));
        item[t.items_n++] = (struct timeline_item){
            .who = who_told(pg, e),
            .when = date_text(pg->mem, pg->lang, e->event.day),
            .text = buf_done(&b)};
    }
    return t;
}

static struct field_view
versions_field(const struct form_view *f, const struct run_view *r,
               const struct path_found_list *all, bool *has)
{
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, all->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        const struct path_row *row = &all->row[i].row;

        if (str_eq(row->key, r->def.key) && row->status == PATH_ACTIVE &&
            !str_eq(row->version, r->def.version))
            c[n++] = (struct choice){.value = row->version,
                                     .label = row->version};
    }
    *has = n > 0;
    return field_choice(f, FIELD_SELECT, "til", MSG_PATHWAY_TO_VERSION, 0, c,
                        n);
}

static struct field_view
how_field(const struct form_view *f)
{
    struct page *pg = f->pg;
    const struct choice c[] = {{.value = STR("stopp"),
                                .label = words(pg, MSG_PATHWAY_STOP),
                                .hint = words(pg, MSG_PATHWAY_STOP_HINT)},
                               {.value = STR("tiltak"),
                                .label = words(pg, MSG_PATHWAY_KEEP),
                                .hint = words(pg, MSG_PATHWAY_KEEP_HINT)}};

    return field_choice(f, FIELD_RADIOS, "hvordan", MSG_PATHWAY_HOW_END, 0, c,
                        2);
}

struct pathway_run_view
pathway_run_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct case_view *v,
                    const struct run_view *r, const struct path_found_list *all)
{
    struct form_view f = form_view_of(pg, req, err);
    struct run_step_line *step = ARENA_NEW_N(pg->mem, struct run_step_line,
                                             r->def.step_n + 1);
    uint32_t open = 0;
    uint32_t *next = path_next(pg->mem, &r->run, &open);
    struct run_step_line *now = ARENA_NEW_N(pg->mem, struct run_step_line,
                                            open + 1);
    struct pathway_run_view out = {
        .top = case_top_of(pg, v, TAB_PATHWAYS),
        .id = v->head.id,
        .run = id_format(pg->mem, r->row.id),
        .title = title_of(pg, &r->def),
        .under = run_under(pg, r),
        .status = run_status(pg, r),
        .lanes = lanes_of(pg, &r->def, r),
        .next = now,
        .nothing = {.title = words(pg, MSG_PATHWAY_NOTHING_OPEN)},
        .steps = step,
        .steps_n = r->def.step_n,
        .timeline = history_of(pg, r, -1),
        .may_steer = v->is_holder && r->run.end == PATH_RUNS,
        .not_adopted = !r->adopted && r->run.end == PATH_RUNS,
        .errors = errors_of(&f),
        .how = how_field(&f),
        .reason = field_area(&f, "tekst", MSG_PATHWAY_REASON, 0, STR_NONE,
                             TEXT_MAX_CHARS)};

    for (uint32_t i = 0; i < r->def.step_n; i++)
        step[i] = run_step_line_of(pg, r, i);
    if (r->run.end == PATH_RUNS || r->run.end == PATH_AS_MEASURES)
        for (uint32_t i = 0; i < open; i++)
            now[out.next_n++] = step[next[i]];
    out.version = versions_field(&f, r, all, &out.has_versions);
    return out;
}

/* --- a step --- */

static void
fact(struct facts *f, struct fact *row, struct page *pg, int label,
     struct str value)
{
    if (value.n > 0)
        row[f->rows_n++] = (struct fact){.label = words(pg, label),
                                         .value = value};
}

static struct facts
facts_of_step(struct page *pg, const struct run_view *r, uint32_t i)
{
    const struct path_step *s = &r->def.step[i];
    const struct path_step_state *now = &r->run.step[i];
    const struct step_row *kept = run_step_row(r, i);
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 10);
    struct facts f = {.rows = row};

    fact(&f, row, pg, MSG_PATHWAY_WHAT, path_text_in(&s->text, pg->lang));
    fact(&f, row, pg, MSG_PATHWAY_RECORD, path_text_in(&s->record, pg->lang));
    fact(&f, row, pg, MSG_PATHWAY_SERVICE,
         words(pg, unit_type_message(s->service)));
    if (kept && kept->name.n > 0)
        fact(&f, row, pg, MSG_CASE_WHO,
             str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(kept->name),
                     STR_FMT(kept->unit_name)));
    if (!date_is_none(now->due))
        fact(&f, row, pg, MSG_CASE_DUE,
             str_fmt(pg->mem, "%.*s. %.*s: %.*s",
                     STR_FMT(date_text(pg->mem, pg->lang, now->due)),
                     STR_FMT(words(pg, deadline_source_message(s->term.kind))),
                     STR_FMT(s->term.source)));
    fact(&f, row, pg, MSG_PATHWAY_PAUSE_WHEN,
         path_text_in(&s->term.pause, pg->lang));
    fact(&f, row, pg, MSG_PATHWAY_SOURCE, s->source);
    return f;
}

static struct field_view
record_field(const struct form_view *f, const struct path_step *s,
             const struct path_step_state *now)
{
    struct page *pg = f->pg;
    struct choice c[ARRAY_LEN(record_labels)];
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(record_labels); i++) {
        enum path_event_kind k = record_kinds[i];

        if ((k == PATH_EVENT_PAUSED && (!s->term.pausable || now->paused)) ||
            (k == PATH_EVENT_RESUMED && !now->paused) ||
            (k != PATH_EVENT_DEVIATION && path_state_settled(now->state)))
            continue;
        c[n] = (struct choice){.value = str_of(record_words[i]),
                               .label = words(pg, record_labels[i]),
                               .selected = n == 0};
        n++;
    }
    return field_choice(f, FIELD_RADIOS, "hva", MSG_PATHWAY_WHAT_HAPPENED, 0, c,
                        n);
}

static struct field_view
outcome_field(const struct form_view *f, const struct path_step *s)
{
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, s->outcome_n + 1);

    for (uint32_t i = 0; i < s->outcome_n; i++)
        c[i] = (struct choice){
            .value = s->outcome[i].code,
            .label = path_text_in(&s->outcome[i].title, f->pg->lang)};
    return field_choice(f, FIELD_RADIOS, "utfall", MSG_PATHWAY_OUTCOME,
                        MSG_PATHWAY_OUTCOME_HINT, c, s->outcome_n);
}

struct pathway_step_view
pathway_step_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct case_view *v,
                     const struct run_view *r, int64_t step)
{
    struct form_view f = form_view_of(pg, req, err);
    int32_t i = 0;
    const struct path_step *s;
    const struct path_step_state *now;

    for (size_t k = 0; k < r->steps.n; k++)
        if (r->steps.row[k].id == step)
            i = path_step_find(&r->def, r->steps.row[k].step);
    ASSERT(i >= 0);
    s = &r->def.step[i];
    now = &r->run.step[i];
    return (struct pathway_step_view){
        .top = case_top_of(pg, v, TAB_PATHWAYS),
        .id = v->head.id,
        .step = id_format(pg->mem, step),
        .run_href = run_path(pg, r, ""),
        .run_title = title_of(pg, &r->def),
        .title = path_text_in(&s->title, pg->lang),
        .status = step_status(pg, now),
        .facts = facts_of_step(pg, r, (uint32_t)i),
        .may_record = role_may(v->role, ACT_PATHWAY_RECORD) &&
                      (r->run.end == PATH_RUNS ||
                       r->run.end == PATH_AS_MEASURES),
        .errors = errors_of(&f),
        .what = record_field(&f, s, now),
        .has_outcomes = s->outcome_n > 0 && !path_state_settled(now->state),
        .outcome = outcome_field(&f, s),
        .day = field_date(&f, "dag", MSG_PATHWAY_DAY, 0, pg->today),
        .text = field_area(&f, "tekst", MSG_PATHWAY_TEXT, MSG_PATHWAY_TEXT_HINT,
                           STR_NONE, TEXT_MAX_CHARS),
        .timeline = history_of(pg, r, i)};
}

/* --- moving to another version --- */

static struct str
state_and_day(struct page *pg, enum path_state s, struct date due)
{
    return date_is_none(due)
               ? words(pg, path_state_message(s))
               : str_fmt(pg->mem, "%.*s, %.*s",
                         STR_FMT(words(pg, path_state_message(s))),
                         STR_FMT(date_text(pg->mem, pg->lang, due)));
}

static int
change_message(enum move_change c)
{
    switch (c) {
    case MOVE_NEW:
        return MSG_PATHWAY_MOVE_NEW;
    case MOVE_GONE:
        return MSG_PATHWAY_MOVE_GONE;
    case MOVE_STATE:
        return MSG_PATHWAY_MOVE_STATE;
    case MOVE_SAME:
    case MOVE_DUE:
        break;
    }
    return MSG_PATHWAY_MOVE_DUE;
}

struct pathway_move_view
pathway_move_view_of(struct page *pg, const struct case_view *v,
                     const struct run_view *r, const struct move_preview *m)
{
    struct move_row *row = ARENA_NEW_N(pg->mem, struct move_row, m->n + 1);

    for (size_t i = 0; i < m->n; i++) {
        const struct move_line *l = &m->row[i];

        row[i] = (struct move_row){
            .title = l->title, .what = words(pg, change_message(l->change))};
        if (l->change != MOVE_NEW)
            row[i].from = state_and_day(pg, l->from, l->due_from);
        if (l->change != MOVE_GONE)
            row[i].to = state_and_day(pg, l->to, l->due_to);
    }
    return (struct pathway_move_view){.top = case_top_of(pg, v, TAB_PATHWAYS),
                                      .id = v->head.id,
                                      .run = id_format(pg->mem, r->row.id),
                                      .title = title_of(pg, &r->def),
                                      .version = m->to.def.version,
                                      .rows = row,
                                      .rows_n = m->n};
}
