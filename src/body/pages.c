/* Bodies and meetings as views.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/pages.h"

#include "body/evaluation.h"
#include "text/messages_body.h"

static struct str
say1(struct page *pg, int msg, struct msg_arg a)
{
    return msg_text(pg->mem, pg->lang, msg, &a, 1);
}

struct str
body_path(struct page *pg, const char *start, int64_t id, const char *rest)
{
    return str_fmt(pg->mem, "%s%.*s%s", start, STR_FMT(id_format(pg->mem, id)),
                   rest);
}

static struct status_tag
state_tag(const struct page *pg, enum meeting_state s)
{
    static const enum status_kind kind[] = {STATUS_NEUTRAL, STATUS_INFO,
                                            STATUS_INFO,    STATUS_INFO,
                                            STATUS_OK,      STATUS_WITHDRAWN};

    return (struct status_tag){kind[s], words(pg, meeting_state_message(s))};
}

static struct body_line
meeting_line(struct page *pg, const struct meeting *m, struct str title)
{
    return (struct body_line){.href = body_path(pg, "/moter/", m->id.v, ""),
                              .title = title,
                              .under = m->place,
                              .when = m->starts_at,
                              .tag = state_tag(pg, m->state)};
}

/* `done`: offers to say that it is done. */
static struct body_line
action_line(struct page *pg, const struct action_point *a, bool done)
{
    struct body_line l = {.title = a->text,
                          .under = a->person_name,
                          .due = a->done
                                     ? due_done(pg, date_in_oslo(a->done_at))
                                     : due_of(pg, a->due_on, 3),
                          .href = body_path(pg, "/moter/", a->meeting.v, "")};

    if (done && !a->done) {
        l.button_href = body_path(pg, "/oppfolging/", a->id.v, "");
        l.button = words(pg, MSG_BODY_ACTION_DONE);
    }
    return l;
}

static const struct body_line *
action_lines(struct page *pg, const struct action_list *list, bool done)
{
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        l[i] = action_line(pg, &list->row[i], done);
    return l;
}

/* --- /organ --- */

/* One's action points, and one's late measures of action plans. */
static const struct body_line *
todo_lines(struct page *pg, const struct body_home *h)
{
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line,
                                      h->asks + h->todo.n + h->late.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < h->asks; i++)
        l[n++] = (struct body_line){
            .href = body_path(pg, "/organ/", h->ask[i].body.v, "/evaluering"),
            .title = words(pg, MSG_EVALUATION_TODO),
            .due = due_of(pg, h->ask[i].due, 3)};
    for (size_t i = 0; i < h->late.n; i++)
        l[n++] = (struct body_line){
            .href = str_fmt(pg->mem, "%.*s?nr=%d",
                            STR_FMT(body_path(pg, "/organ/",
                                              h->late.row[i].body.v, "/plan")),
                            (int)h->late.row[i].plan),
            .title = h->late.row[i].title,
            .due = due_of(pg, h->late.row[i].since, 3)};
    for (size_t i = 0; i < h->todo.n; i++)
        l[n++] = action_line(pg, &h->todo.row[i], true);
    return l;
}

struct body_home_page
body_home_page_of(struct page *pg, const struct body_home *h)
{
    struct body_line *mine = ARENA_NEW_N(pg->mem, struct body_line,
                                         h->mine.n + 1);
    struct body_line *next = ARENA_NEW_N(pg->mem, struct body_line,
                                         h->next.n + 1);

    for (size_t i = 0; i < h->mine.n; i++)
        mine[i] = (struct body_line){
            .href = body_path(pg, "/organ/", h->mine.row[i].id.v, ""),
            .title = h->mine.row[i].name,
            .under = words(pg, body_kind_message(h->mine.row[i].kind))};
    for (size_t i = 0; i < h->next.n; i++)
        next[i] = meeting_line(
            pg, &h->next.row[i],
            str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(h->next_body[i]),
                    STR_FMT(date_day_month(pg->mem, pg->lang,
                                           h->next.row[i].held_on))));
    return (struct body_home_page){
        .mine = mine,
        .mine_n = h->mine.n,
        .none = {.title = words(pg, MSG_BODY_NONE),
                 .text = words(pg, MSG_BODY_NONE_TEXT)},
        .next = next,
        .next_n = h->next.n,
        .todo = todo_lines(pg, h),
        .todo_n = h->asks + h->todo.n + h->late.n};
}

/* --- /organ/{organ} --- */

static struct crumbs
crumbs_of(struct page *pg, const struct body *b, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 3);
    size_t n = 0;

    c[n++] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    if (here.n > 0)
        c[n++] = (struct crumb){body_path(pg, "/organ/", b->id.v, ""), b->name};
    c[n++] = (struct crumb){STR_NONE, here.n > 0 ? here : b->name};
    return (struct crumbs){c, n};
}

static struct str
unit_name(const struct body_unit_list *units, unit_id id)
{
    for (size_t i = 0; i < units->n; i++)
        if (id.v && units->row[i].unit.v == id.v)
            return units->row[i].name;
    return STR_NONE;
}

static struct str
quorum_text(struct page *pg, const struct body *b)
{
    if (b->quorum_people == 0 && !b->quorum_parties)
        return STR_NONE;
    if (!b->quorum_parties)
        return say1(pg, MSG_BODY_QUORUM_PEOPLE, msg_int(b->quorum_people));
    if (b->quorum_people == 0)
        return words(pg, MSG_BODY_QUORUM_PARTIES);
    return say1(pg, MSG_BODY_QUORUM_BOTH, msg_int(b->quorum_people));
}

static void
add_fact(struct page *pg, struct fact *row, size_t *n, int label,
         struct str value)
{
    if (value.n > 0)
        row[(*n)++] = (struct fact){.label = words(pg, label), .value = value};
}

static struct facts
facts_of(struct page *pg, const struct body_whole *w)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 5);
    size_t n = 0;

    if (!date_is_none(w->b.valid_to))
        add_fact(pg, row, &n, MSG_BODY_END_DAY,
                 date_text(pg->mem, pg->lang, w->b.valid_to));
    add_fact(pg, row, &n, MSG_BODY_HOST_NOW, unit_name(&w->units, w->host_now));
    add_fact(pg, row, &n, MSG_BODY_HOST_NEXT,
             unit_name(&w->units, w->host_next));
    add_fact(pg, row, &n, MSG_BODY_QUORUM, quorum_text(pg, &w->b));
    add_fact(pg, row, &n, MSG_BODY_PREPARED_BY, w->preparer.name);
    return (struct facts){.rows = row, .rows_n = n};
}

static struct body_line
item_line(struct page *pg, const struct agenda_item *i, bool may_run)
{
    struct body_line l = {
        .href = body_path(pg, "/saker/", i->id.v, "/dokumenter"),
        .title = i->title,
        .under = i->proposed_name,
        .tag = {STATUS_NEUTRAL, words(pg, item_kind_message(i->kind))}};

    if (may_run) {
        l.button_href = body_path(pg, "/saker/", i->id.v, "/forbered");
        l.button = words(pg, MSG_BODY_PREPARE);
    }
    return l;
}

static const struct body_line *
item_lines(struct page *pg, const struct item_list *list, bool may_run)
{
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        l[i] = item_line(pg, &list->row[i], may_run);
    return l;
}

static const struct body_line *
decision_lines(struct page *pg, const struct body_decision_list *list)
{
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct body_decision *d = &list->row[i];

        l[i] = (struct body_line){
            .href = body_path(pg, "/moter/", d->meeting.v, ""),
            .title = str_fmt(pg->mem, "%.*s. %.*s",
                             STR_FMT(body_decision_name(pg->mem, d)),
                             STR_FMT(d->title)),
            .under = d->text};
    }
    return l;
}

static void
fill_members(struct page *pg, const struct body_whole *w, struct body_page *v)
{
    struct body_line *units = ARENA_NEW_N(pg->mem, struct body_line,
                                          w->units.n + 1);
    struct body_line *people = ARENA_NEW_N(pg->mem, struct body_line,
                                           w->people.n + 1);

    for (size_t i = 0; i < w->units.n; i++)
        units[i] = (struct body_line){
            .href = body_path(pg, "/enheter/", w->units.row[i].unit.v, ""),
            .title = w->units.row[i].name,
            .under = words(pg, body_part_message(w->units.row[i].part))};
    for (size_t i = 0; i < w->people.n; i++)
        people[i] = (struct body_line){
            .title = w->people.row[i].name,
            .under = str_fmt(
                pg->mem, "%.*s, %.*s",
                STR_FMT(words(pg, seat_message(w->people.row[i].seat))),
                STR_FMT(w->people.row[i].unit_name))};
    v->units = units;
    v->units_n = w->units.n;
    v->people = people;
    v->people_n = w->people.n;
}

struct body_page
body_page_of(struct page *pg, const struct body_whole *w)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct body_line *meetings = ARENA_NEW_N(pg->mem, struct body_line,
                                             w->meetings.n + 1);
    struct body_page v = {
        .crumbs = crumbs_of(pg, &w->b, STR_NONE),
        .title = w->b.name,
        .kind = body_kind_message(w->b.kind),
        .facts = facts_of(pg, w),
        .path = body_path(pg, "/organ/", w->b.id.v, ""),
        .may_propose = w->may.propose,
        .may_run = w->may.run,
        .evaluates = evaluation_is_for(&w->b),
        .meetings = meetings,
        .meetings_n = w->meetings.n,
        .waiting = item_lines(pg, &w->waiting, w->may.run),
        .waiting_n = w->waiting.n,
        .actions = action_lines(pg, &w->open, w->may.propose),
        .actions_n = w->open.n,
        .search = field_of_kind(&f, FIELD_SEARCH, "q", MSG_BODY_SEARCH,
                                MSG_BODY_SEARCH_HINT, w->search),
        .decisions = decision_lines(pg, &w->decisions),
        .decisions_n = w->decisions.n};

    for (size_t i = 0; i < w->meetings.n; i++)
        meetings[i] = meeting_line(
            pg, &w->meetings.row[i],
            date_text(pg->mem, pg->lang, w->meetings.row[i].held_on));
    fill_members(pg, w, &v);
    return v;
}

/* --- /moter/{mote} --- */

static struct str
item_number(struct page *pg, const struct meeting *m,
            const struct agenda_item *i)
{
    int y, month, day;

    if (i->number == 0)
        return STR_NONE;
    date_split(m->held_on, &y, &month, &day);
    return str_fmt(pg->mem, "%d/%02d", (int)i->number, y % 100);
}

static void
fill_decisions(struct page *pg, const struct meeting_whole *w, item_id id,
               struct agenda_line *l)
{
    struct str *row = ARENA_NEW_N(pg->mem, struct str, w->decisions.n + 1);

    for (size_t k = 0; k < w->decisions.n; k++) {
        const struct body_decision *d = &w->decisions.row[k];

        if (d->item.v == id.v)
            row[l->decisions_n++] = str_fmt(
                pg->mem, "%.*s: %.*s", STR_FMT(body_decision_name(pg->mem, d)),
                STR_FMT(d->text));
    }
    l->decisions = row;
}

static struct agenda_line
agenda_line_of(struct page *pg, const struct meeting_whole *w,
               const struct agenda_item *i)
{
    bool open = w->may.run && w->m.state <= MEETING_CALLED;
    struct agenda_line l = {
        .number = item_number(pg, &w->m, i),
        .title = i->title,
        .text = i->text,
        .kind = item_kind_message(i->kind),
        .topic = i->topic != TOPIC_NONE ? item_topic_message(i->topic) : 0,
        .who = i->proposed_name,
        .minutes = i->minutes,
        .advice = i->prepared_text,
        .prepared = i->prepared_at.us != 0,
        .record = i->record};

    fill_decisions(pg, w, i->id, &l);
    if (w->may.run && w->m.state == MEETING_HELD)
        l.record_href = body_path(pg, "/saker/", i->id.v, "/referat");
    if (open) {
        l.prepare_href = body_path(pg, "/saker/", i->id.v, "/forbered");
        l.back_action = body_path(pg, "/saker/", i->id.v, "/trekk");
    }
    return l;
}

static int64_t
party_count(const struct meeting_whole *w)
{
    int64_t n = 0;

    for (size_t i = 0; i < w->units.n; i++)
        n += w->units.row[i].part == PART_PARTY;
    return n;
}

/* Documents are put there until the minutes are approved. */
static bool
may_add_paper(const struct meeting_whole *w)
{
    return w->may.propose && w->m.state < MEETING_APPROVED;
}

static void
fill_agenda(struct page *pg, const struct meeting_whole *w,
            struct meeting_page *v)
{
    struct agenda_line *l = ARENA_NEW_N(pg->mem, struct agenda_line,
                                        w->items.n + 1);
    bool open = w->may.run && w->m.state <= MEETING_CALLED;

    for (size_t i = 0; i < w->items.n; i++) {
        l[i] = agenda_line_of(pg, w, &w->items.row[i]);
        l[i].papers = paper_lines_of(pg, BODY_PAPER_BASE, &w->item_papers[i],
                                     party_count(w));
        if (may_add_paper(w))
            l[i].papers_href = body_path(pg, "/saker/", w->items.row[i].id.v,
                                         "/dokumenter");
        v->minutes += w->items.row[i].minutes;
    }
    v->items = l;
    v->items_n = w->items.n;
    v->waiting = item_lines(pg, &w->waiting, open);
    v->waiting_n = open ? w->waiting.n : 0;
    v->carried = action_lines(pg, &w->carried, w->may.propose);
    v->carried_n = w->carried.n;
    v->made = action_lines(pg, &w->made, w->may.propose);
    v->made_n = w->made.n;
}

static struct status_tag
presence_tag(struct page *pg, const struct meeting_person *p)
{
    switch (p->presence) {
    case PRESENT:
        return (struct status_tag){STATUS_OK, words(pg, MSG_MEETING_PRESENT)};
    case APOLOGY:
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_MEETING_APOLOGY)};
    case ABSENT:
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_MEETING_ABSENT)};
    case PRESENCE_NONE:
        break;
    }
    return (struct status_tag){
        STATUS_NEUTRAL, words(pg, p->called_at.us ? MSG_MEETING_INVITED
                                                  : MSG_MEETING_NOT_INVITED)};
}

static void
fill_people(struct page *pg, const struct meeting_whole *w,
            struct meeting_page *v)
{
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line,
                                      w->people.n + 1);

    for (size_t i = 0; i < w->people.n; i++) {
        const struct meeting_person *p = &w->people.row[i];

        l[i] = (struct body_line){
            .title = p->person.name,
            .under = str_fmt(pg->mem, "%.*s, %.*s",
                             STR_FMT(words(pg, seat_message(p->person.seat))),
                             STR_FMT(p->person.unit_name)),
            .tag = presence_tag(pg, p)};
    }
    v->people = l;
    v->people_n = w->people.n;
}

static void
fill_approvals(struct page *pg, const struct meeting_whole *w,
               struct meeting_page *v)
{
    struct approval_line *l = ARENA_NEW_N(pg->mem, struct approval_line,
                                          w->units.n + 1);
    bool mine = false;

    for (size_t i = 0; i < w->units.n; i++) {
        const struct body_unit *u = &w->units.row[i];
        struct approval_line *line = &l[v->approvals_n];

        if (u->part != PART_PARTY)
            continue;
        v->approvals_n++;
        line->unit = u->name;
        for (size_t k = 0; k < w->approvals.n; k++)
            if (w->approvals.row[k].unit.v == u->unit.v) {
                line->name = w->approvals.row[k].name;
                line->at = w->approvals.row[k].at;
                mine |= u->unit.v == w->may.party.v;
            }
    }
    v->approvals = l;
    v->may_approve = w->may.approve && !mine && w->items.n > 0 &&
                     w->m.state <= MEETING_CALLED;
}

static struct alert
alert_of(struct page *pg, const struct meeting_whole *w)
{
    if (w->m.state == MEETING_CANCELLED)
        return (struct alert){.kind = ALERT_WARNING,
                              .title = words(pg, MSG_MEETING_IS_CANCELLED),
                              .text = w->m.reason.n > 0
                                          ? w->m.reason
                                          : words(pg, MSG_MEETING_NO_REASON)};
    if (w->m.state == MEETING_PLANNED && w->may.run && !w->agenda_approved)
        return (struct alert){.kind = ALERT_INFO,
                              .title = words(pg, MSG_MEETING_WAITS_FOR_YES),
                              .text = words(pg, MSG_MEETING_NOT_APPROVED)};
    if (w->m.state == MEETING_CALLED && w->may.run && !w->agenda_approved)
        return (struct alert){.kind = ALERT_WARNING,
                              .title = words(pg, MSG_MEETING_AGENDA_CHANGED),
                              .text = words(pg, MSG_MEETING_NOT_APPROVED)};
    return (struct alert){0};
}

static void
fill_buttons(struct page *pg, const struct meeting_whole *w,
             struct meeting_page *v)
{
    bool early = w->m.state <= MEETING_CALLED;

    v->may_call = w->may.run && early && w->agenda_approved && w->items.n > 0;
    v->call_again = w->m.state == MEETING_CALLED;
    v->may_move = w->may.run && early;
    v->may_cancel = w->may.run && early;
    v->may_hold = w->may.run &&
                  (w->m.state == MEETING_CALLED ||
                   w->m.state == MEETING_HELD) &&
                  date_cmp(pg->today, w->m.held_on) >= 0;
    v->may_send = w->may.run && w->m.state == MEETING_HELD;
    v->may_approve_minutes = w->may.run && w->m.state == MEETING_SENT;
    v->may_any = v->may_approve || v->may_call || v->may_move || v->may_hold ||
                 v->may_send || v->may_approve_minutes;
    v->show_quorum = w->m.held_at.us != 0;
    v->quorum = (struct status_tag){
        w->m.quorate ? STATUS_OK : STATUS_BREACH,
        words(pg, w->m.quorate ? MSG_MEETING_QUORATE
                               : MSG_MEETING_NOT_QUORATE_TAG)};
}

static struct str
measure_name(struct page *pg, const struct plan_summary *s, measure_id id)
{
    for (size_t i = 0; i < s->measures.n; i++) {
        const struct measure *m = &s->measures.row[i];

        if (m->id.v == id.v)
            return msg_text(pg->mem, pg->lang, MSG_ACTION_PLAN_NUMBER,
                            (const struct msg_arg[]){msg_int(m->position),
                                                     msg_str(m->title)},
                            2);
    }
    return STR_NONE;
}

static const struct body_line *
progress_lines(struct page *pg, const struct plan_summary *s)
{
    static const enum status_kind kind[] = {STATUS_NEUTRAL, STATUS_INFO,
                                            STATUS_OK, STATUS_WITHDRAWN};
    struct body_line *l = ARENA_NEW_N(pg->mem, struct body_line, s->log.n + 1);

    for (size_t i = 0; i < s->log.n; i++) {
        const struct progress *p = &s->log.row[i];
        const struct msg_arg arg[] = {msg_date(p->on), msg_str(p->name),
                                      msg_str(p->text)};

        l[i] = (struct body_line){
            .title = measure_name(pg, s, p->measure),
            .under = msg_text(pg->mem, pg->lang, MSG_MEASURE_LOG, arg, 3),
            .tag = {kind[p->state],
                    words(pg, measure_state_message(p->state))}};
    }
    return l;
}

/* What happened in the action plan since the meeting before. */
static void
fill_plan(struct page *pg, const struct meeting_whole *w,
          struct meeting_page *v)
{
    const struct plan_summary *s = &w->plan;

    if (!s->plan)
        return;
    v->plan = date_is_none(s->since)
                  ? say1(pg, MSG_PROGRESS_ALL, msg_str(s->plan->title))
                  : msg_text(pg->mem, pg->lang, MSG_PROGRESS_SINCE,
                             (const struct msg_arg[]){msg_str(s->plan->title),
                                                      msg_date(s->since)},
                             2);
    v->plan_sum = msg_text(
        pg->mem, pg->lang, MSG_PROGRESS_SUM,
        (const struct msg_arg[]){msg_int((int64_t)s->measures.n),
                                 msg_int(s->done), msg_int(s->under_way),
                                 msg_int(s->late)},
        4);
    v->plan_href = str_fmt(
        pg->mem, "%.*s?nr=%d",
        STR_FMT(body_path(pg, "/organ/", w->b.id.v, "/plan")),
        (int)s->plan->number);
    v->progress = progress_lines(pg, s);
    v->progress_n = s->log.n;
}

static void
fill_release(struct page *pg, const struct meeting_whole *w,
             struct meeting_page *v)
{
    int64_t parties = party_count(w);

    if (w->m.state != MEETING_APPROVED)
        return;
    v->released = msg_text(
        pg->mem, pg->lang, MSG_MINUTES_RELEASED_BY,
        (const struct msg_arg[]){msg_int(w->released), msg_int(parties)}, 2);
    v->is_public = parties > 0 && w->released >= parties;
    v->may_release = w->may.approve && !w->released_by_own;
    v->may_take_back = w->may.approve && w->released_by_own;
}

struct meeting_page
meeting_page_of(struct page *pg, const struct meeting_whole *w)
{
    struct str host = unit_name(&w->units, w->m.host);
    struct str day = date_text(pg->mem, pg->lang, w->m.held_on);
    struct meeting_page v = {
        .crumbs = crumbs_of(pg, &w->b, day),
        .title = str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(w->b.name),
                         STR_FMT(day)),
        .under = msg_text(
            pg->mem, pg->lang, MSG_MEETING_WHEN,
            (const struct msg_arg[]){
                msg_str(clock_text(pg->mem, pg->lang, w->m.starts_at)),
                msg_str(clock_text(pg->mem, pg->lang, w->m.ends_at)),
                msg_str(w->m.place.n > 0 ? w->m.place : w->m.link)},
            3),
        .state = state_tag(pg, w->m.state),
        .due = w->m.state <= MEETING_CALLED ? due_of(pg, w->m.held_on, 3)
                                            : (struct due_tag){0},
        .host = host.n > 0 ? say1(pg, MSG_MEETING_HOST, msg_str(host))
                           : STR_NONE,
        .alert = alert_of(pg, w),
        .path = body_path(pg, "/moter/", w->m.id.v, "")};

    v.papers = paper_lines_of(pg, BODY_PAPER_BASE, &w->papers, party_count(w));
    v.may_add_paper = may_add_paper(w);
    fill_agenda(pg, w, &v);
    fill_people(pg, w, &v);
    fill_approvals(pg, w, &v);
    fill_buttons(pg, w, &v);
    fill_release(pg, w, &v);
    fill_plan(pg, w, &v);
    if (w->evaluates) {
        v.evaluation = msg_text(
            pg->mem, pg->lang, MSG_EVALUATION_COUNT,
            (const struct msg_arg[]){msg_int(w->evaluated),
                                     msg_int(w->evaluators)},
            2);
        v.evaluation_href = str_fmt(
            pg->mem, "%.*s?ar=%d",
            STR_FMT(body_path(pg, "/organ/", w->b.id.v, "/evaluering")),
            (int)w->evaluation_year);
    }
    return v;
}
