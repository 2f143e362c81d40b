/* Fills the views of the worklist and the search.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/pages.h"

#include "text/messages_body.h"
#include "text/messages_casefile.h"
#include "text/messages_message.h"
#include "text/messages_worklist.h"

enum { PER_PAGE = 50, SOON_DAYS = 3 };

static struct str
label_of(struct page *pg, const struct child_label *l)
{
    return child_label_text(pg->mem, pg->lang, l);
}

/* "Mandag 23. november 2026, uke 48" */
static struct str
day_text(struct page *pg)
{
    struct msg_arg arg[] = {msg_str(weekday_text(pg->lang, pg->today)),
                            msg_date(pg->today), msg_int(0)};
    int year;
    int week;

    date_iso_week(pg->today, &year, &week);
    arg[2] = msg_int(week);
    return msg_text(pg->mem, pg->lang, MSG_WORKLIST_DAY, arg, ARRAY_LEN(arg));
}

static int
group_message(enum severity s)
{
    switch (s) {
    case SEVERITY_OVER:
        return MSG_WORKLIST_OVER;
    case SEVERITY_TODAY:
        return MSG_WORKLIST_TODAY;
    case SEVERITY_SOON:
        return MSG_WORKLIST_SOON;
    case SEVERITY_LATER:
        return MSG_WORKLIST_LATER;
    }
    return MSG_WORKLIST_LATER;
}

static struct duty_row *
duty_rows(struct page *pg, const struct duty_list *list, bool mine)
{
    struct duty_row *row = ARENA_NEW_N(pg->mem, struct duty_row, list->n + 1);
    int last = -1;

    for (size_t i = 0; i < list->n; i++) {
        const struct duty *d = &list->row[i];
        int group = group_message(deadline_severity(d->due_on, pg->today));

        row[i] = (struct duty_row){
            .due = due_of(pg, d->due_on, SOON_DAYS),
            .what = words(pg, deadline_kind_message(d->kind)),
            .source = words(pg, deadline_source_message(d->source)),
            .href = deadline_href(pg, d->kind, d->case_id, d->object_id),
            .child = label_of(pg, &d->label),
            .service = {service_of_unit(d->unit_type), d->unit},
            .who = mine ? STR_NONE : d->who,
        };
        if (group != last)
            row[i].group = words(pg, group);
        last = group;
    }
    return row;
}

static struct str
person_or_function(struct page *pg, const struct offer_line *o)
{
    return o->name.n ? o->name : words(pg, function_kind_message(o->kind));
}

static struct asked_row *
asked_rows(struct page *pg, const struct offer_list *list)
{
    struct asked_row *row = ARENA_NEW_N(pg->mem, struct asked_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct offer_line *o = &list->row[i];
        const struct msg_arg who[] = {msg_str(person_or_function(pg, o))};

        row[i] = (struct asked_row){
            .id = o->id,
            .child = label_of(pg, &o->label),
            .text = msg_text(pg->mem, pg->lang, MSG_WORKLIST_ASKS, who, 1),
            .service = {service_of_unit(o->unit_type), o->unit},
            .due = due_of(pg, o->due_on, SOON_DAYS),
            .by_ladder = o->rung >= RUNG_LEADER,
        };
    }
    return row;
}

static struct status_tag
sent_status(struct page *pg, enum offer_state s)
{
    switch (s) {
    case OFFER_ACCEPTED:
        return (struct status_tag){STATUS_OK, words(pg, MSG_WORKLIST_SAID_YES)};
    case OFFER_DECLINED:
        return (struct status_tag){STATUS_BREACH,
                                   words(pg, MSG_WORKLIST_SAID_NO)};
    case OFFER_EXPIRED:
        return (struct status_tag){STATUS_BREACH,
                                   words(pg, MSG_WORKLIST_NO_ANSWER)};
    case OFFER_WITHDRAWN:
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_WORKLIST_WITHDRAWN)};
    case OFFER_MOOT:
    case OFFER_CASE_CLOSED:
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_WORKLIST_MOOT)};
    case OFFER_NONE:
    case OFFER_OPEN:
    case OFFER_STATE_COUNT:
        break;
    }
    return (struct status_tag){STATUS_INFO, words(pg, MSG_WORKLIST_WAITS)};
}

static struct sent_row *
sent_rows(struct page *pg, const struct offer_list *list)
{
    struct sent_row *row = ARENA_NEW_N(pg->mem, struct sent_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct offer_line *o = &list->row[i];
        const struct msg_arg who[] = {msg_str(person_or_function(pg, o))};

        row[i] = (struct sent_row){
            .id = o->id,
            .child = label_of(pg, &o->label),
            .text = msg_text(pg->mem, pg->lang, MSG_WORKLIST_YOU_ASKED, who, 1),
            .service = {service_of_unit(o->unit_type), o->unit},
            .due = o->state == OFFER_OPEN ? due_of(pg, o->due_on, SOON_DAYS)
                                          : (struct due_tag){.kind = DUE_NONE},
            .status = sent_status(pg, o->state),
        };
    }
    return row;
}

static struct counts
counts_of(struct page *pg, const struct duty_counts *n)
{
    struct count *c = ARENA_NEW_N(pg->mem, struct count, 5);

    c[0] = (struct count){n->over, words(pg, MSG_WORKLIST_N_OVER),
                          STR("/#venter")};
    c[1] = (struct count){n->week, words(pg, MSG_WORKLIST_N_WEEK),
                          STR("/#venter")};
    c[2] = (struct count){n->offers, words(pg, MSG_WORKLIST_N_OFFERS),
                          STR("/#overlevering")};
    c[3] = (struct count){n->held, words(pg, MSG_WORKLIST_N_HELD),
                          STR("/barn")};
    c[4] = (struct count){n->told, words(pg, MSG_WORKLIST_N_TOLD),
                          STR("/?vis=varslet")};
    return (struct counts){c, n->told > 0 ? 5 : 4};
}

static struct tabs
tabs_of(struct page *pg, enum duty_filter filter)
{
    struct tab *t = ARENA_NEW_N(pg->mem, struct tab, 3);

    t[0] = (struct tab){STR("/"), words(pg, MSG_WORKLIST_MINE),
                        filter == DUTIES_MINE};
    t[1] = (struct tab){STR("/?vis=enhet"), words(pg, MSG_WORKLIST_UNIT),
                        filter == DUTIES_UNIT};
    t[2] = (struct tab){STR("/?vis=varslet"), words(pg, MSG_WORKLIST_TOLD),
                        filter == DUTIES_TOLD};
    return (struct tabs){words(pg, MSG_WORKLIST_SHOW), t, 3};
}

static struct case_row *
held_rows(struct page *pg, const struct case_list *list, account_id me)
{
    struct case_row *row = ARENA_NEW_N(pg->mem, struct case_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct case_line *l = &list->row[i];

        row[i] = (struct case_row){
            .id = l->id,
            .label = label_of(pg, &l->label),
            .holder = {service_of_unit(l->holder_type),
                       l->holder_account.v == me.v ? words(pg, MSG_CASE_YOU)
                                                   : l->holder_name},
            .offered = l->offered_to,
            .due = due_of(pg, l->next_due, SOON_DAYS),
            .is_protected = l->is_protected,
        };
    }
    return row;
}

static struct news_row *
news_rows(struct page *pg, const struct news_list *list)
{
    struct news_row *row = ARENA_NEW_N(pg->mem, struct news_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        row[i] = (struct news_row){
            .id = list->row[i].id,
            .child = list->row[i].child,
            .what = thk_step_message(list->row[i].step),
            .at = list->row[i].at,
        };
    return row;
}

static struct agreed_row *
agreed_rows(struct page *pg, const struct agreement_duty_list *list)
{
    struct agreed_row *row = ARENA_NEW_N(pg->mem, struct agreed_row,
                                         list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct agreement_duty *d = &list->row[i];

        row[i] = (struct agreed_row){
            .href = agreement_point_path(pg->mem, d->agreement, d->ref),
            .what = d->statement,
            .due = due_of(pg, d->due_on, SOON_DAYS),
        };
    }
    return row;
}

static int
between_message(const struct between_line *l)
{
    if (l->kind == BETWEEN_MESSAGE)
        return MSG_BETWEEN_LINE_READ;
    return l->needs == BETWEEN_ANSWER ? MSG_BETWEEN_LINE_ANSWER
                                      : MSG_BETWEEN_LINE_FOLLOW;
}

static struct agreed_row *
between_line_rows(struct page *pg, const struct between_lines *list)
{
    struct agreed_row *row = ARENA_NEW_N(pg->mem, struct agreed_row,
                                         list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct between_line *l = &list->row[i];
        const struct msg_arg who[] = {msg_str(l->unit_name)};

        row[i] = (struct agreed_row){
            .href = str_fmt(pg->mem, "%s/%.*s",
                            l->kind == BETWEEN_QUESTION ? "/drofting"
                                                        : "/meldinger/enheter",
                            STR_FMT(id_format(pg->mem, l->thread))),
            .what = msg_text(pg->mem, pg->lang, between_message(l), who, 1),
            .due = due_of(pg, l->due_on, SOON_DAYS),
        };
    }
    return row;
}

enum { MEETINGS_SHOWN = 3, ACTIONS_SHOWN = 5, LATE_SHOWN = 5 };

static struct str
late_text(struct page *pg, const struct late_measure *m)
{
    const struct msg_arg arg[] = {msg_str(m->body_name)};

    return msg_text(pg->mem, pg->lang, MSG_MEASURE_IS_LATE, arg, 1);
}

static struct str
ask_text(struct page *pg, const struct evaluation_ask *a)
{
    const struct msg_arg arg[] = {msg_str(a->name)};

    return msg_text(pg->mem, pg->lang, MSG_EVALUATION_TODO_UNDER, arg, 1);
}

/* The next meetings, the evaluation one is asked for, the action points that
 * are due first, and one's late measures of action plans. */
static const struct meet_row *
meet_rows(struct page *pg, const struct body_home *h, size_t *out_n)
{
    struct meet_row *row = ARENA_NEW_N(pg->mem, struct meet_row,
                                       h->asks + MEETINGS_SHOWN +
                                           ACTIONS_SHOWN + LATE_SHOWN);
    size_t n = 0;

    for (size_t i = 0; i < h->asks; i++)
        row[n++] = (struct meet_row){
            .href = str_fmt(pg->mem, "/organ/%.*s/evaluering",
                            STR_FMT(id_format(pg->mem, h->ask[i].body.v))),
            .what = msg_text(pg->mem, pg->lang, MSG_EVALUATION_TODO, NULL, 0),
            .under = ask_text(pg, &h->ask[i]),
            .due = due_of(pg, h->ask[i].due, SOON_DAYS)};
    for (size_t i = 0; i < h->todo.n && i < ACTIONS_SHOWN; i++)
        row[n++] = (struct meet_row){
            .href = str_fmt(pg->mem, "/oppfolging/%.*s",
                            STR_FMT(id_format(pg->mem, h->todo.row[i].id.v))),
            .what = h->todo.row[i].text,
            .under = h->todo.row[i].body_name,
            .due = due_of(pg, h->todo.row[i].due_on, SOON_DAYS)};
    for (size_t i = 0; i < h->late.n && i < LATE_SHOWN; i++)
        row[n++] = (struct meet_row){
            .href = str_fmt(pg->mem, "/organ/%.*s/plan?nr=%d",
                            STR_FMT(id_format(pg->mem, h->late.row[i].body.v)),
                            (int)h->late.row[i].plan),
            .what = h->late.row[i].title,
            .under = late_text(pg, &h->late.row[i]),
            .due = due_of(pg, h->late.row[i].since, SOON_DAYS)};
    for (size_t i = 0; i < h->next.n && i < MEETINGS_SHOWN; i++)
        row[n++] = (struct meet_row){
            .href = str_fmt(pg->mem, "/moter/%.*s",
                            STR_FMT(id_format(pg->mem, h->next.row[i].id.v))),
            .what = h->next_body[i],
            .under = h->next.row[i].place,
            .due = due_of(pg, h->next.row[i].held_on, SOON_DAYS)};
    *out_n = n;
    return row;
}

struct worklist_view
worklist_view_of(struct page *pg, const struct http_req *req,
                 enum duty_filter filter, int64_t number,
                 const struct worklist *w, account_id me)
{
    size_t meet_n = 0;
    const struct meet_row *meet = meet_rows(pg, &w->bodies, &meet_n);
    size_t drafts_n = 0;
    const struct waiting_row *drafts = draft_waiting_rows(pg, &w->drafts,
                                                          &drafts_n);

    return (struct worklist_view){
        .day = day_text(pg),
        .tabs = tabs_of(pg, filter),
        .counts = counts_of(pg, &w->counts),
        .duties = duty_rows(pg, &w->duties, filter == DUTIES_MINE),
        .duties_n = w->duties.n,
        .total = w->counts.all,
        .pages = pages_of(pg, req, number, PER_PAGE, w->counts.all),
        .none = {.title = words(pg, MSG_WORKLIST_NOTHING),
                 .text = words(pg, MSG_WORKLIST_NOTHING_TEXT),
                 .link = {STR("/barn"), words(pg, MSG_CASE_LIST_TITLE), false}},
        .asked = asked_rows(pg, &w->asked),
        .asked_n = w->asked.n,
        .sent = sent_rows(pg, &w->sent),
        .sent_n = w->sent.n,
        .agreed = agreed_rows(pg, &w->agreed),
        .agreed_n = w->agreed.n,
        .authorities = w->authorities,
        .drafts = drafts,
        .drafts_n = drafts_n,
        .meet = meet,
        .meet_n = meet_n,
        .between = between_line_rows(pg, &w->between),
        .between_n = w->between.n,
        .news = news_rows(pg, &w->news),
        .news_n = w->news.n,
        .held = held_rows(pg, &w->held, me),
        .held_n = w->held.n,
        .held_total = w->held.total,
    };
}

struct worklist_view
adviser_desk_view_of(struct page *pg, const struct worklist *w)
{
    struct worklist_view v = {
        .day = day_text(pg),
        .agreed = agreed_rows(pg, &w->agreed),
        .agreed_n = w->agreed.n,
    };

    v.drafts = draft_waiting_rows(pg, &w->drafts, &v.drafts_n);
    v.meet = meet_rows(pg, &w->bodies, &v.meet_n);
    return v;
}

/* --- search --- */

struct search_view
search_view_of(struct page *pg, const struct http_req *req, struct str text,
               const struct found *f)
{
    struct form_view form = form_view_of(pg, NULL, NULL);
    struct found_row *child = ARENA_NEW_N(pg->mem, struct found_row,
                                          f->children.n + 1);
    struct found_unit *unit = ARENA_NEW_N(pg->mem, struct found_unit,
                                          f->units.n + 1);

    (void)req;
    for (size_t i = 0; i < f->children.n; i++)
        child[i] = (struct found_row){f->children.row[i].case_id,
                                      label_of(pg, &f->children.row[i].label),
                                      f->children.row[i].holder};
    for (size_t i = 0; i < f->units.n; i++)
        unit[i] = (struct found_unit){
            f->units.row[i].id,
            {service_of_unit(f->units.row[i].type), f->units.row[i].name},
            unit_type_message(f->units.row[i].type)};
    return (struct search_view){
        .text = text,
        .field = field_of_kind(&form, FIELD_SEARCH, "q", MSG_SEARCH_FIELD,
                               MSG_SEARCH_HINT, text),
        .asked = text.n > 0,
        .children = child,
        .children_n = f->children.n,
        .units = unit,
        .units_n = f->units.n,
        .units_total = f->units_total,
        .none = {.title = words(pg, MSG_SEARCH_NOTHING),
                 .text = words(pg, MSG_SEARCH_NOTHING_TEXT)},
    };
}
