/* Fills the page of an action plan: picture, table, parties, forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_pages.h"

#include "body/pages.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

enum { WIDE = 960, BAR = 22, STEP = 30, TOP = 6, TICKS = 8 };
enum { TEXT_MAX = 1000, CLOSING_MAX = 4000 };

static struct str
say(struct page *pg, int msg, const struct msg_arg *arg, size_t n)
{
    return msg_text(pg->mem, pg->lang, msg, arg, n);
}

/* --- the picture --- */

static int64_t
x_of(const struct action_plan *p, struct date d)
{
    int64_t days = (int64_t)p->until.days - p->from.days + 1;
    int64_t at = (int64_t)d.days - p->from.days;

    at = at < 0 ? 0 : at > days ? days : at;
    return at * WIDE / days;
}

static void
fill_ticks(struct page *pg, const struct action_plan *p, struct plan_page *v)
{
    struct plan_tick *tick = ARENA_NEW_N(pg->mem, struct plan_tick, TICKS);

    for (int32_t i = 0; i < TICKS; i++) {
        struct date d = date_add_months(p->from, i * 3);
        int64_t x = x_of(p, d);

        if (date_cmp(d, p->until) > 0)
            break;
        tick[v->ticks_n++] = (struct plan_tick){
            .x = x,
            .text_x = x + 4,
            .name = str_cut(date_format(pg->mem, d), 0, 7)};
    }
    v->ticks = tick;
}

static void
fill_picture(struct page *pg, const struct action_plan_look *l,
             struct plan_page *v)
{
    struct plan_bar *bar = ARENA_NEW_N(pg->mem, struct plan_bar,
                                       l->measures.n + 1);

    for (size_t i = 0; i < l->measures.n; i++) {
        const struct measure *m = &l->measures.row[i];
        int64_t x = x_of(l->plan, m->from);
        int64_t end = x_of(l->plan, date_add(m->until, 1));
        int64_t y = TOP + (int64_t)i * STEP;

        bar[i] = (struct plan_bar){
            .number = m->position,
            .x = x,
            .y = y,
            .wide = end - x < 2 ? 2 : end - x,
            .text_x = x > WIDE - 40 ? x - 40 : x + 6,
            .text_y = y + 17,
            .done = m->state == MEASURE_DONE,
            .late = measure_is_late(m, pg->today),
            .stopped = m->state == MEASURE_STOPPED,
        };
    }
    v->bars = bar;
    v->bars_n = l->measures.n;
    v->axis = TOP + (int64_t)l->measures.n * STEP;
    v->axis_y = v->axis + 18;
    v->height = v->axis + 26;
    if (date_cmp(pg->today, l->plan->from) > 0 &&
        date_cmp(pg->today, l->plan->until) <= 0)
        v->now_x = x_of(l->plan, pg->today);
    fill_ticks(pg, l->plan, v);
}

/* --- the table --- */

struct status_tag
measure_tag_of(struct page *pg, const struct measure *m)
{
    static const enum status_kind kind[] = {STATUS_NEUTRAL, STATUS_INFO,
                                            STATUS_OK, STATUS_WITHDRAWN};

    if (measure_is_late(m, pg->today))
        return (struct status_tag){STATUS_BREACH, words(pg, MSG_MEASURE_LATE)};
    return (struct status_tag){kind[m->state],
                               words(pg, measure_state_message(m->state))};
}

static struct str
last_line(struct page *pg, const struct action_plan_look *l, measure_id id)
{
    for (size_t i = 0; i < l->progress.n; i++) {
        const struct progress *p = &l->progress.row[i];
        const struct msg_arg arg[] = {msg_date(p->on), msg_str(p->name),
                                      msg_str(p->text)};

        if (p->measure.v == id.v)
            return say(pg, MSG_MEASURE_LOG, arg, 3);
    }
    return STR_NONE;
}

static struct str
budget_of(struct page *pg, const struct measure *m)
{
    const struct msg_arg arg[] = {msg_str(m->budget)};

    return m->budget.n > 0 ? say(pg, MSG_MEASURE_BUDGET_IS, arg, 1) : STR_NONE;
}

static bool
may_write(const struct action_plan_look *l)
{
    return l->may.run && l->plan == l->plans.row &&
           action_plan_is_open(l->state);
}

static struct str
change_of(struct page *pg, const struct action_plan_look *l,
          const struct measure *m)
{
    if (!may_write(l))
        return STR_NONE;
    return str_fmt(pg->mem, "%.*s/%.*s",
                   STR_FMT(body_path(pg, "/organ/", l->b.id.v, "/plan/tiltak")),
                   STR_FMT(id_format(pg->mem, m->id.v)));
}

static void
fill_rows(struct page *pg, const struct action_plan_look *l,
          struct plan_page *v)
{
    struct plan_row *row = ARENA_NEW_N(pg->mem, struct plan_row,
                                       l->measures.n + 1);

    for (size_t i = 0; i < l->measures.n; i++) {
        const struct measure *m = &l->measures.row[i];

        row[i] = (struct plan_row){.number = m->position,
                                   .title = m->title,
                                   .indicator = m->indicator,
                                   .budget = budget_of(pg, m),
                                   .change = change_of(pg, l, m),
                                   .who = m->person_name,
                                   .unit = m->unit_name,
                                   .from = m->from,
                                   .until = m->until,
                                   .tag = measure_tag_of(pg, m),
                                   .last = last_line(pg, l, m->id)};
        if (i == 0 || !str_eq(m->goal, l->measures.row[i - 1].goal))
            row[i].goal = m->goal;
    }
    v->rows = row;
    v->rows_n = l->measures.n;
}

static void
fill_counts(struct page *pg, const struct action_plan_look *l,
            struct plan_page *v)
{
    struct count *count = ARENA_NEW_N(pg->mem, struct count, 4);

    count[0].label = words(pg, MSG_MEASURE_COUNT_ALL);
    count[1].label = words(pg, MSG_MEASURE_COUNT_LATE);
    count[2].label = words(pg, MSG_MEASURE_COUNT_UNDER_WAY);
    count[3].label = words(pg, MSG_MEASURE_COUNT_DONE);
    count[0].n = (int64_t)l->measures.n;
    for (size_t i = 0; i < l->measures.n; i++) {
        const struct measure *m = &l->measures.row[i];

        count[1].n += measure_is_late(m, pg->today);
        count[2].n += m->state == MEASURE_UNDER_WAY;
        count[3].n += m->state == MEASURE_DONE;
    }
    v->counts = (struct counts){count, 4};
}

/* --- the parties --- */

static struct str
decision_name(struct page *pg, const struct action_plan_look *l,
              body_decision_id id)
{
    for (size_t i = 0; i < l->decisions.n; i++)
        if (l->decisions.row[i].id.v == id.v)
            return body_decision_name(pg->mem, &l->decisions.row[i]);
    return STR_NONE;
}

static struct plan_party
party_of(struct page *pg, const struct action_plan_look *l,
         const struct body_unit *u)
{
    for (size_t i = 0; i < l->endorsed.n; i++) {
        const struct endorsement *e = &l->endorsed.row[i];
        const struct msg_arg arg[] = {
            msg_str(decision_name(pg, l, e->decision)), msg_date(e->on),
            msg_str(e->name)};

        if (e->unit.v == u->unit.v)
            return (struct plan_party){
                .unit = u->name,
                .text = say(pg, MSG_ACTION_PLAN_BY_DECISION, arg, 3),
                .tag = {STATUS_OK, words(pg, MSG_ACTION_PLAN_HAS_ENDORSED)}};
    }
    return (struct plan_party){
        .unit = u->name,
        .tag = {STATUS_NEUTRAL, words(pg, MSG_ACTION_PLAN_NOT_ENDORSED)}};
}

static void
fill_parties(struct page *pg, const struct action_plan_look *l,
             struct plan_page *v)
{
    struct plan_party *party = ARENA_NEW_N(pg->mem, struct plan_party,
                                           l->units.n + 1);

    for (size_t i = 0; i < l->units.n; i++)
        if (l->units.row[i].part == PART_PARTY)
            party[v->parties_n++] = party_of(pg, l, &l->units.row[i]);
    v->parties = party;
}

static void
fill_older(struct page *pg, const struct action_plan_look *l,
           struct plan_page *v)
{
    struct plan_older *older = ARENA_NEW_N(pg->mem, struct plan_older,
                                           l->plans.n + 1);

    for (size_t i = 0; i < l->plans.n; i++) {
        const struct action_plan *p = &l->plans.row[i];
        const struct msg_arg arg[] = {msg_int(p->number), msg_str(p->title)};

        if (p == l->plan)
            continue;
        older[v->older_n++] = (struct plan_older){
            .href = str_fmt(pg->mem, "%.*s?nr=%d", STR_FMT(v->path),
                            (int)p->number),
            .name = say(pg, MSG_ACTION_PLAN_NUMBER, arg, 2)};
    }
    v->older = older;
}

static void
fill_comments(struct page *pg, const struct action_plan_look *l,
              struct plan_page *v)
{
    struct plan_comment *row = ARENA_NEW_N(pg->mem, struct plan_comment,
                                           l->returns.n + 1);

    for (size_t i = 0; i < l->returns.n; i++) {
        const struct plan_return *r = &l->returns.row[i];
        const struct msg_arg arg[] = {msg_date(r->on), msg_str(r->name)};

        row[i] = (struct plan_comment){
            .unit = r->unit_name,
            .text = r->text,
            .by = say(pg, MSG_ACTION_PLAN_RETURNED_BY, arg, 2)};
    }
    v->comments = row;
    v->comments_n = l->returns.n;
}

static void
fill_end(struct page *pg, const struct action_plan_look *l, struct plan_page *v)
{
    const struct msg_arg n[] = {msg_int(l->released),
                                msg_int((int64_t)l->parties)};

    v->number = l->plan->number;
    v->evaluation = l->plan->evaluation;
    if (l->state == ACTION_PLAN_CLOSED) {
        const struct msg_arg arg[] = {msg_date(l->plan->closed_on),
                                      msg_str(l->plan->closed_name)};

        v->closed = say(pg, MSG_ACTION_PLAN_CLOSED_ON, arg, 2);
    }
    if (!action_plan_is_agreed(l->state))
        return;
    v->released = say(pg, MSG_ACTION_PLAN_RELEASED_BY, n, 2);
    v->is_public = l->parties > 0 && l->released >= (int32_t)l->parties;
    v->may_release = l->may.approve && !l->released_by_own;
    v->may_take_back = l->may.approve && l->released_by_own;
}

/* --- the forms --- */

/* The fields of a measure, as `m` has them; m->id {0}: a new one. */
struct measure_fields {
    struct field_view goal;
    struct field_view what;
    struct field_view person;
    struct field_view from;
    struct field_view until;
    struct field_view indicator;
    struct field_view budget;
};

static struct measure_fields
measure_fields_of(const struct form_view *f, const struct action_plan_look *l,
                  const struct measure *m)
{
    struct choice *who = ARENA_NEW_N(f->pg->mem, struct choice,
                                     l->people.n + 1);
    struct measure_fields v = {
        .goal = field_text(f, "mal", MSG_MEASURE_GOAL, MSG_MEASURE_GOAL_HINT,
                           m->goal),
        .what = field_text(f, "tiltak", MSG_MEASURE_TITLE, 0, m->title),
        .from = field_date(f, "fra", MSG_MEASURE_FROM, 0, m->from),
        .until = field_date(f, "til", MSG_MEASURE_UNTIL, 0, m->until),
        .indicator = field_text(f, "indikator", MSG_MEASURE_INDICATOR,
                                MSG_MEASURE_INDICATOR_HINT, m->indicator),
        .budget = field_text(f, "budsjett", MSG_MEASURE_BUDGET,
                             MSG_MEASURE_BUDGET_HINT, m->budget)};

    for (size_t i = 0; i < l->people.n; i++) {
        const struct body_person *p = &l->people.row[i];
        const struct msg_arg arg[] = {msg_str(p->name), msg_str(p->unit_name)};

        who[i] = (struct choice){
            .value = id_format(f->pg->mem, p->id.v),
            .label = say(f->pg, MSG_MEASURE_WHO_AT, arg, 2),
            .selected = p->id.v == m->person.v};
    }
    v.person = field_choice(f, FIELD_SELECT, "ansvarlig", MSG_MEASURE_WHO, 0,
                            who, l->people.n);
    v.indicator.optional = true;
    v.budget.optional = true;
    return v;
}

static void
fill_add(const struct form_view *f, const struct action_plan_look *l,
         struct plan_page *v)
{
    const struct measure none = {.from = DATE_NONE, .until = DATE_NONE};
    struct measure_fields m = measure_fields_of(f, l, &none);

    v->goal = m.goal;
    v->what = m.what;
    v->person = m.person;
    v->from = m.from;
    v->until = m.until;
    v->indicator = m.indicator;
    v->budget = m.budget;
}

struct body_form
measure_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct action_plan_look *l,
                const struct measure *m)
{
    struct form_view f = form_view_of(pg, req, err);
    struct measure_fields m_f = measure_fields_of(&f, l, m);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 9);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    struct str plan = body_path(pg, "/organ/", l->b.id.v, "/plan");

    crumb[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    crumb[1] = (struct crumb){plan, words(pg, MSG_ACTION_PLAN)};
    crumb[2] = (struct crumb){STR_NONE, words(pg, MSG_MEASURE_CHANGE_TITLE)};
    field[0] = m_f.goal;
    field[1] = m_f.what;
    field[2] = m_f.person;
    field[3] = m_f.from;
    field[4] = m_f.until;
    field[5] = m_f.indicator;
    field[6] = m_f.budget;
    field[7] = field_check(&f, "fjern", MSG_MEASURE_REMOVE, 0, false);
    field[8] = field_hidden("versjon",
                            str_fmt(pg->mem, "%lld", (long long)m->version));
    return (struct body_form){.crumbs = {crumb, 3},
                              .title = words(pg, MSG_MEASURE_CHANGE_TITLE),
                              .lead = m->title,
                              .action = change_of(pg, l, m),
                              .fields = field,
                              .fields_n = 9,
                              .button = words(pg, MSG_WORD_SAVE),
                              .cancel = plan,
                              .errors = errors_of(&f)};
}

static void
fill_tell(const struct form_view *f, const struct action_plan_look *l,
          struct plan_page *v)
{
    struct choice *which = ARENA_NEW_N(f->pg->mem, struct choice,
                                       l->measures.n + 1);
    struct choice state[MEASURE_STATE_COUNT];

    for (size_t i = 0; i < l->measures.n; i++) {
        const struct measure *m = &l->measures.row[i];
        const struct msg_arg arg[] = {msg_int(m->position), msg_str(m->title)};

        which[i] = (struct choice){
            .value = id_format(f->pg->mem, m->id.v),
            .label = say(f->pg, MSG_ACTION_PLAN_NUMBER, arg, 2)};
    }
    for (int i = 0; i < MEASURE_STATE_COUNT; i++)
        state[i] = (struct choice){
            .value = str_of(measure_state_word((enum measure_state)i)),
            .label = words(f->pg, measure_state_message((enum measure_state)i)),
            .selected = i == MEASURE_UNDER_WAY};
    v->measure = field_choice(f, FIELD_SELECT, "nummer", MSG_MEASURE, 0, which,
                              l->measures.n);
    v->progress = field_choice(f, FIELD_RADIOS, "tilstand", MSG_MEASURE_STATE,
                               0, state, MEASURE_STATE_COUNT);
    v->text = field_area(f, "framdrift", MSG_MEASURE_PROGRESS, 0, STR_NONE,
                         TEXT_MAX);
}

static void
fill_endorse(const struct form_view *f, const struct action_plan_look *l,
             struct plan_page *v)
{
    struct choice *which = ARENA_NEW_N(f->pg->mem, struct choice,
                                       l->decisions.n + 1);

    for (size_t i = 0; i < l->decisions.n; i++) {
        const struct body_decision *d = &l->decisions.row[i];
        const struct msg_arg arg[] = {
            msg_str(body_decision_name(f->pg->mem, d)), msg_str(d->title)};

        which[i] = (struct choice){
            .value = id_format(f->pg->mem, d->id.v),
            .label = say(f->pg, MSG_ACTION_PLAN_DECISION_IS, arg, 2)};
    }
    v->decision = field_choice(
        f, FIELD_SELECT, "vedtak", MSG_ACTION_PLAN_DECISION,
        MSG_ACTION_PLAN_DECISION_HINT, which, l->decisions.n);
}

static void
fill_start(const struct form_view *f, const struct action_plan_look *l,
           struct plan_page *v)
{
    v->name = field_text(f, "tittel", MSG_ACTION_PLAN_NAME, 0, STR_NONE);
    v->begins = field_date(f, "start", MSG_ACTION_PLAN_BEGINS,
                           MSG_ACTION_PLAN_BEGINS_HINT, DATE_NONE);
    v->start_button = l->plan ? MSG_ACTION_PLAN_REVISE : MSG_ACTION_PLAN_START;
}

static void
fill_may(const struct action_plan_look *l, struct plan_page *v)
{
    bool newest = l->plan && l->plan == l->plans.row;
    bool open = newest && action_plan_is_open(l->state);
    bool waits = open || (newest && l->state == ACTION_PLAN_ENDORSED);
    bool own = false;

    for (size_t i = 0; i < l->endorsed.n; i++)
        own = own || l->endorsed.row[i].unit.v == l->may.party.v;
    v->may_add = l->may.run && open;
    v->may_tell = l->may.propose && newest && l->measures.n > 0 &&
                  l->state != ACTION_PLAN_CLOSED;
    v->may_put = l->may.run && open && l->state != ACTION_PLAN_PUT &&
                 l->measures.n > 0;
    v->may_endorse = l->may.approve && waits && !own && l->measures.n > 0 &&
                     l->decisions.n > 0 && l->state != ACTION_PLAN_RETURNED;
    v->may_return = l->may.approve && newest &&
                    (l->state == ACTION_PLAN_PUT ||
                     l->state == ACTION_PLAN_ENDORSED);
    v->may_close = l->may.run && l->plan &&
                   (l->state == ACTION_PLAN_IN_FORCE ||
                    l->state == ACTION_PLAN_ENDED);
    v->may_start = l->may.run && (!l->plan || (newest && !waits));
}

/* --- the page --- */

static void
fill_plan(struct page *pg, const struct action_plan_look *l,
          struct plan_page *v)
{
    static const enum status_kind kind[] = {
        STATUS_NEUTRAL,   STATUS_INFO, STATUS_INFO,     STATUS_OK,
        STATUS_WITHDRAWN, STATUS_SOON, STATUS_WITHDRAWN};
    const struct msg_arg arg[] = {msg_str(l->plan->title),
                                  msg_date(l->plan->from),
                                  msg_date(l->plan->until)};
    const struct msg_arg n[] = {msg_int((int64_t)l->measures.n),
                                msg_date(l->plan->from),
                                msg_date(l->plan->until)};

    v->has_plan = true;
    v->under = say(pg, MSG_ACTION_PLAN_PERIOD, arg, 3);
    v->state = (struct status_tag){
        kind[l->state], words(pg, action_plan_state_message(l->state))};
    v->picture = say(pg, MSG_ACTION_PLAN_PICTURE_WORDS, n, 3);
    fill_counts(pg, l, v);
    fill_rows(pg, l, v);
    fill_picture(pg, l, v);
    fill_parties(pg, l, v);
    fill_comments(pg, l, v);
    fill_end(pg, l, v);
    fill_older(pg, l, v);
}

struct plan_page
action_plan_page_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct action_plan_look *l)
{
    struct form_view f = form_view_of(pg, err ? req : NULL, err);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    const struct msg_arg arg[] = {msg_str(l->b.name)};
    struct plan_page v = {
        .crumbs = {crumb, 3},
        .title = say(pg, MSG_ACTION_PLAN_OF, arg, 1),
        .path = body_path(pg, "/organ/", l->b.id.v, "/plan"),
        .empty = {.title = words(pg, MSG_ACTION_PLAN_NONE),
                  .text = words(pg, MSG_ACTION_PLAN_NONE_TEXT)},
        .errors = errors_of(&f),
    };

    crumb[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    crumb[1] = (struct crumb){body_path(pg, "/organ/", l->b.id.v, ""),
                              l->b.name};
    crumb[2] = (struct crumb){STR_NONE, words(pg, MSG_ACTION_PLAN)};
    if (l->plan)
        fill_plan(pg, l, &v);
    fill_may(l, &v);
    fill_add(&f, l, &v);
    fill_tell(&f, l, &v);
    fill_endorse(&f, l, &v);
    v.comment = field_area(&f, "merknad", MSG_ACTION_PLAN_RETURN_TEXT,
                           MSG_ACTION_PLAN_RETURN_HINT, STR_NONE, TEXT_MAX);
    v.closing = field_area(&f, "evaluering", MSG_ACTION_PLAN_EVALUATION,
                           MSG_ACTION_PLAN_EVALUATION_HINT, STR_NONE,
                           CLOSING_MAX);
    fill_start(&f, l, &v);
    return v;
}
