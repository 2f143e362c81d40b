/* Pages around a request: lists, start, receipt, the request itself, reasons.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_pages.h"

#include "casefile/pages.h"
#include "text/messages_assessment.h"

struct str
thk_path(struct page *pg, assessment_id id, const char *rest)
{
    return str_fmt(pg->mem, "/thk/%.*s%s", STR_FMT(id_format(pg->mem, id.v)),
                   rest);
}

struct str
thk_child(struct page *pg, struct str name, int32_t age)
{
    const struct msg_arg arg[] = {msg_str(name), msg_int(age)};

    return age < 0 ? name : msg_text(pg->mem, pg->lang, MSG_THK_CHILD, arg, 2);
}

struct status_tag
thk_state_tag(struct page *pg, enum thk_state s)
{
    static const enum status_kind kind[THK_STATE_COUNT] = {
        [THK_DRAFT] = STATUS_NEUTRAL,    [THK_SENT] = STATUS_INFO,
        [THK_RECEIVED] = STATUS_INFO,    [THK_INCOMPLETE] = STATUS_SOON,
        [THK_COMPLETED] = STATUS_INFO,   [THK_ASSESSED] = STATUS_INFO,
        [THK_WAITING] = STATUS_SOON,     [THK_OFFERED] = STATUS_OK,
        [THK_DECLINED] = STATUS_BREACH,  [THK_WITHDRAWN] = STATUS_WITHDRAWN,
        [THK_PREPARATION] = STATUS_INFO, [THK_PLANNED] = STATUS_INFO,
        [THK_CARRIED_OUT] = STATUS_INFO, [THK_DRAFTED] = STATUS_INFO,
        [THK_FEEDBACK] = STATUS_INFO,    [THK_FINAL] = STATUS_OK,
        [THK_FOLLOW_UP] = STATUS_INFO,   [THK_CLOSED] = STATUS_NEUTRAL,
    };

    return (struct status_tag){kind[s], words(pg, thk_state_message(s))};
}

static struct crumbs
crumbs_to(struct page *pg, const struct request_view *v, int last)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 3);
    size_t n = 0;

    item[n++] = (struct crumb){STR("/thk"), words(pg, MSG_THK_TITLE)};
    if (v)
        item[n++] = (struct crumb){last ? thk_path(pg, v->a.id, "") : STR_NONE,
                                   v->child_name};
    if (last)
        item[n++] = (struct crumb){STR_NONE, words(pg, last)};
    return (struct crumbs){item, n};
}

/* --- lists --- */

/* What the requester may expect or must do next. */
static int
next_message(enum thk_state s)
{
    switch (s) {
    case THK_DRAFT:
        return MSG_THK_NEXT_DRAFT;
    case THK_SENT:
    case THK_RECEIVED:
    case THK_COMPLETED:
    case THK_ASSESSED:
        return MSG_THK_NEXT_DECISION;
    case THK_INCOMPLETE:
        return MSG_THK_NEXT_COMPLETE;
    case THK_WAITING:
        return MSG_THK_NEXT_WAIT;
    case THK_OFFERED:
    case THK_PREPARATION:
    case THK_PLANNED:
        return MSG_THK_NEXT_DAY;
    case THK_CARRIED_OUT:
    case THK_DRAFTED:
    case THK_FEEDBACK:
        return MSG_THK_NEXT_REPORT;
    case THK_FINAL:
    case THK_FOLLOW_UP:
        return MSG_THK_NEXT_FOLLOW;
    case THK_DECLINED:
    case THK_WITHDRAWN:
    case THK_CLOSED:
    case THK_STATE_COUNT:
        break;
    }
    return MSG_THK_NEXT_NOTHING;
}

static const struct thk_line *
lines_of(struct page *pg, const struct request_rows *list)
{
    struct thk_line *line = ARENA_NEW_N(pg->mem, struct thk_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct request_row *r = &list->row[i];

        line[i] = (struct thk_line){
            .id = r->id,
            .href = thk_path(pg, r->id,
                             r->state == THK_DRAFT ? "/kontroller" : ""),
            .child = thk_child(pg, r->child_name, r->child_age),
            .unit = r->decider_name,
            .state = thk_state_tag(pg, r->state),
            .at = r->state_at,
            .due = due_of(pg, r->due_on, 3),
            .next = words(pg, next_message(r->state)),
        };
    }
    return line;
}

struct thk_list_view
thk_list_view_of(struct page *pg, int64_t number, const struct request_lists *l)
{
    return (struct thk_list_view){
        .crumbs = crumbs_to(pg, NULL, 0),
        .may_decide = l->may_decide,
        .drafts = lines_of(pg, &l->drafts),
        .drafts_n = l->drafts.n,
        .sent = lines_of(pg, &l->sent),
        .sent_n = l->sent.n,
        .empty = {.title = words(pg, MSG_THK_LIST_EMPTY),
                  .text = words(pg, MSG_THK_LIST_EMPTY_TEXT),
                  .link = {STR("/barn"), words(pg, MSG_THK_TO_CHILDREN), true}},
        .newer = number > 1
                     ? str_fmt(pg->mem, "/thk?side=%lld", (long long)number - 1)
                     : STR_NONE,
        .older = l->more
                     ? str_fmt(pg->mem, "/thk?side=%lld", (long long)number + 1)
                     : STR_NONE,
    };
}

struct thk_new_view
thk_new_view_of(struct page *pg, case_id id, const struct request_start *s)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 3);

    item[0] = (struct crumb){STR("/thk"), words(pg, MSG_THK_TITLE)};
    item[1] = (struct crumb){case_path(pg, id, ""), s->child_name};
    item[2] = (struct crumb){STR_NONE, words(pg, MSG_THK_REQUEST)};
    return (struct thk_new_view){
        .crumbs = {item, 3},
        .child = thk_child(pg, s->child_name, s->child_age),
        .decider = s->decider_name,
        .case_id = id,
        .existing = s->existing.v ? thk_path(pg, s->existing, "") : STR_NONE,
        .existing_is_mine = s->existing_is_mine,
    };
}

/* --- receipt --- */

static struct str
with_date(struct page *pg, int message, struct date d)
{
    const struct msg_arg arg = msg_date(d);

    return msg_text(pg->mem, pg->lang, message, &arg, 1);
}

static bool
may_withdraw(const struct request_view *v)
{
    return (v->relations & REL_BIT(REQUESTER)) != 0 &&
           (thk_steps_from(v->a.state) & 1u << THK_STEP_WITHDRAW) != 0;
}

static struct timeline
what_is_next(struct page *pg, const struct request_view *v)
{
    struct timeline_item *item = ARENA_NEW_N(pg->mem, struct timeline_item, 3);
    const struct msg_arg unit = msg_str(v->decider.name);

    item[0] = (struct timeline_item){
        .icon = STR("CheckmarkCircleFill"),
        .when = words(pg, MSG_THK_RECEIPT_NOW),
        .text = msg_text(pg->mem, pg->lang, MSG_THK_RECEIPT_HAS, &unit, 1)};
    item[1] = (struct timeline_item){
        .when = date_is_none(v->due_on)
                    ? words(pg, MSG_THK_RECEIPT_NO_GOAL)
                    : with_date(pg, MSG_THK_RECEIPT_GOAL, v->due_on),
        .text = words(pg, MSG_THK_RECEIPT_DECIDES)};
    item[2] = (struct timeline_item){.when = words(pg, MSG_THK_RECEIPT_THEN),
                                     .text = words(pg, MSG_THK_RECEIPT_TEAM)};
    return (struct timeline){item, 3};
}

struct thk_receipt_view
thk_receipt_view_of(struct page *pg, const struct request_view *v)
{
    const struct msg_arg unit = msg_str(v->decider.name);

    return (struct thk_receipt_view){
        .crumbs = crumbs_to(pg, v, MSG_THK_RECEIPT),
        .title = msg_text(pg->mem, pg->lang, MSG_THK_RECEIPT_TITLE, &unit, 1),
        .id = v->a.id,
        .sent_at = v->a.sent_at,
        .next = what_is_next(pg, v),
        .case_href = case_path(pg, v->a.case_id, ""),
        .withdraw = may_withdraw(v) ? thk_path(pg, v->a.id, "/trekk")
                                    : STR_NONE,
    };
}

/* --- the request --- */

static struct baton_bar
baton_of(const struct request_view *v)
{
    return (struct baton_bar){
        .service = service_of_unit(v->head.holder_unit_type),
        .holder = v->head.holder_name,
        .holder_unit = v->head.holder_unit_name,
        .since = v->head.held_since,
    };
}

static struct timeline
history_of(struct page *pg, const struct request_view *v)
{
    struct timeline_item *item = ARENA_NEW_N(pg->mem, struct timeline_item,
                                             v->steps.n + 1);

    for (size_t i = 0; i < v->steps.n; i++) {
        const struct assessment_step *s = &v->steps.row[v->steps.n - 1 - i];
        struct str what = words(pg, thk_step_message(s->step));

        item[i] = (struct timeline_item){
            .who = s->name.n ? str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(s->name),
                                       STR_FMT(s->unit_name))
                             : words(pg, MSG_THK_BY_SYSTEM),
            .when = time_text(pg->mem, pg->lang, s->at),
            .text = s->note.n ? str_fmt(pg->mem, "%.*s: %.*s", STR_FMT(what),
                                        STR_FMT(s->note))
                              : what,
        };
    }
    return (struct timeline){item, v->steps.n};
}

static int
priority_message(int64_t p)
{
    static const int msg[] = {0, MSG_THK_PRIORITY_1, MSG_THK_PRIORITY_2,
                              MSG_THK_PRIORITY_3};

    return p >= 1 && p <= 3 ? msg[p] : 0;
}

static struct facts
decision_facts(struct page *pg, const struct request_view *v)
{
    const struct decision *d = &v->decision;
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 8);
    size_t n = 0;

    if (d->id == 0)
        return (struct facts){0};
    row[n++] = (struct fact){
        .label = words(pg, MSG_THK_DECISION),
        .value = str_fmt(pg->mem, "%.*s (%.*s)",
                         STR_FMT(words(pg, decision_kind_message(d->kind))),
                         STR_FMT(words(pg, decision_state_message(d->state))))};
    if (d->reason_text.n > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_THK_REASON_CODE),
                                 .value = d->reason_text};
    if (d->priority > 0)
        row[n++] = (struct fact){
            .label = words(pg, MSG_THK_PRIORITY),
            .value = words(pg, priority_message(d->priority))};
    row[n++] = (struct fact){.label = words(pg, MSG_THK_REASON),
                             .value = d->reason};
    if (d->law.n > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_THK_LAW),
                                 .value = d->law};
    row[n++] = (struct fact){
        .label = words(pg, MSG_THK_DECIDED_BY),
        .value = str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(d->made_name),
                         STR_FMT(time_text(pg->mem, pg->lang, d->made_at)))};
    if (d->second_by.v != 0)
        row[n++] = (struct fact){
            .label = words(pg, MSG_THK_SECOND_BY),
            .value = str_fmt(
                pg->mem, "%.*s, %.*s", STR_FMT(d->second_name),
                STR_FMT(time_text(pg->mem, pg->lang, d->second_at)))};
    if (d->note.n > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_THK_NOTE),
                                 .value = d->note};
    return (struct facts){.rows = row, .rows_n = n};
}

struct links {
    struct page *pg;
    const struct request_view *v;
    struct link *row;
    size_t n;
};

static void
put_link(struct links *l, const char *rest, int label)
{
    l->row[l->n] = (struct link){thk_path(l->pg, l->v->a.id, rest),
                                 words(l->pg, label), l->n == 0};
    l->n++;
}

static bool
decides(const struct call *c, const struct request_view *v)
{
    return (v->relations & REL_BIT(DECIDER)) != 0 &&
           (action_rule(ACT_ASSESSMENT_DECIDE)->roles & (1u << c->who.role)) !=
               0;
}

static void
put_decider_links(struct links *l, const struct call *c)
{
    const struct request_view *v = l->v;
    uint32_t steps = thk_steps_from(v->a.state);

    if (!decides(c, v))
        return;
    if (v->decision.state == DECISION_PROPOSED && v->decision.id != 0)
        put_link(l, "/avgjorelse/bekreft", MSG_THK_TO_SECOND);
    else if ((steps & (1u << THK_STEP_OFFER | 1u << THK_STEP_DECLINE)) != 0)
        put_link(l, "/avgjorelse", MSG_THK_TO_DECISION);
    if ((steps & 1u << THK_STEP_TAKE_UP) != 0)
        put_link(l, "/vurder", MSG_THK_TO_TAKE_UP);
    if ((steps & 1u << THK_STEP_LACK) != 0)
        put_link(l, "/mangler", MSG_THK_TO_LACK);
    if (decision_may_undo(&v->decision, c->now,
                          c->sv->rules.decision_undo_minutes) &&
        (steps & 1u << THK_STEP_UNDO) != 0)
        put_link(l, "/avgjorelse/angre", MSG_THK_TO_UNDO);
}

static void
put_links(struct links *l, const struct call *c)
{
    const struct request_view *v = l->v;

    if (v->editable)
        put_link(l, "/kontroller",
                 v->a.state == THK_DRAFT ? MSG_THK_TO_DRAFT
                                         : MSG_THK_TO_COMPLETE);
    put_decider_links(l, c);
    if (v->a.state == THK_OFFERED || v->a.state >= THK_PREPARATION)
        put_link(l, "/arbeid", MSG_WORK_TITLE);
    if (v->decision.id != 0 && v->decision.state == DECISION_STANDS)
        put_link(l, "/brev", MSG_THK_TO_LETTER);
    if (may_withdraw(v) &&
        (action_rule(ACT_REQUEST_WITHDRAW)->roles & (1u << c->who.role)) != 0)
        put_link(l, "/trekk", MSG_THK_TO_WITHDRAW);
}

static const struct alert *
alerts_of(struct page *pg, const struct request_view *v, size_t *n)
{
    struct alert *a = ARENA_NEW_N(pg->mem, struct alert, 3);

    *n = 0;
    if (v->a.state == THK_INCOMPLETE)
        a[(*n)++] = (struct alert){.kind = ALERT_WARNING,
                                   .title = words(pg, MSG_THK_ASKED_FOR),
                                   .text = v->lack_note};
    if (v->decision.id != 0 && v->decision.state == DECISION_PROPOSED &&
        (v->relations & REL_BIT(DECIDER)) != 0)
        a[(*n)++] = (struct alert){.kind = ALERT_INFO,
                                   .text = words(pg, MSG_THK_WAITS_SECOND)};
    if (v->a.state == THK_SENT && (v->relations & REL_BIT(DECIDER)) != 0)
        a[(*n)++] = (struct alert){.kind = ALERT_INFO,
                                   .text = words(pg, MSG_THK_RECEIVE_FIRST)};
    return a;
}

/* A proposal is the decider's own until it is confirmed. */
static bool
shows_decision(const struct request_view *v)
{
    return (v->relations & REL_BIT(DECIDER)) != 0 ||
           (v->decision.state != DECISION_PROPOSED &&
            v->decision.state != DECISION_REJECTED);
}

struct thk_view
thk_view_of(struct page *pg, const struct call *c, const struct request_view *v)
{
    const struct msg_arg under[] = {msg_str(v->requester.name),
                                    msg_time(v->a.sent_at)};
    const struct msg_arg child = msg_str(
        thk_child(pg, v->child_name, v->child_age));
    struct links l = {pg, v, ARENA_NEW_N(pg->mem, struct link, 8), 0};
    struct thk_view out = {
        .crumbs = crumbs_to(pg, v, 0),
        .title = msg_text(pg->mem, pg->lang, MSG_THK_VIEW_TITLE, &child, 1),
        .state = thk_state_tag(pg, v->a.state),
        .due = due_of(pg, v->due_on, 3),
        .baton = baton_of(v),
        .may_receive = v->a.state == THK_SENT && decides(c, v),
        .may_read = v->a.state != THK_DRAFT,
        .receive = thk_path(pg, v->a.id, "/mottak"),
        .read = thk_path(pg, v->a.id, "/lest"),
        .version = v->a.version,
        .history = history_of(pg, v),
    };

    if (v->a.sent_at.us != 0)
        out.under = msg_text(pg->mem, pg->lang, MSG_THK_VIEW_UNDER, under, 2);
    if (shows_decision(v))
        out.decision = decision_facts(pg, v);
    put_links(&l, c);
    out.links = l.row;
    out.links_n = l.n;
    out.alerts = alerts_of(pg, v, &out.alerts_n);
    out.panels = thk_panels(pg, v, false, &out.panels_n);
    out.files = thk_files_of(pg, v, &out.files_n);
    return out;
}

/* --- reasons --- */

static struct field_view
lack_boxes(const struct form_view *f)
{
    struct choice choice[THK_LACK_COUNT];

    for (unsigned l = 0; l < THK_LACK_COUNT; l++)
        choice[l] = (struct choice){
            .value = str_of(thk_lack_word((enum thk_lack)l)),
            .label = words(f->pg, thk_lack_message((enum thk_lack)l))};
    return field_choice(f, FIELD_CHECKS, "mangler", MSG_THK_LACK_WHAT, 0,
                        choice, THK_LACK_COUNT);
}

struct thk_reason_view
thk_reason_view_of(struct page *pg, const struct http_req *typed,
                   const struct err *err, const struct request_view *v,
                   const struct reason_words *w)
{
    struct form_view f = form_view_of(pg, typed, err);
    const struct msg_arg child = msg_str(v->child_name);

    return (struct thk_reason_view){
        .crumbs = crumbs_to(pg, v, w->button),
        .title = msg_text(pg->mem, pg->lang, w->title, &child, 1),
        .lead = words(pg, w->lead),
        .action = thk_path(pg, v->a.id, w->path),
        .errors = errors_of(&f),
        .boxes = w->boxes ? lack_boxes(&f) : (struct field_view){0},
        .reason = field_area(&f, w->field, w->label, w->hint, STR_NONE, 2000),
        .version = v->a.version,
        .button = words(pg, w->button),
        .cancel = thk_path(pg, v->a.id, ""),
        .danger = w->danger,
    };
}

/* --- second person, letter --- */

struct thk_second_view
thk_second_view_of(struct page *pg, const struct call *c,
                   const struct http_req *typed, const struct err *err,
                   const struct request_view *v)
{
    struct form_view f = form_view_of(pg, typed, err);
    const struct msg_arg child = msg_str(v->child_name);

    return (struct thk_second_view){
        .crumbs = crumbs_to(pg, v, MSG_THK_SECOND),
        .title = msg_text(pg->mem, pg->lang, MSG_THK_SECOND_TITLE, &child, 1),
        .action = thk_path(pg, v->a.id, "/avgjorelse/bekreft"),
        .errors = errors_of(&f),
        .decision = decision_facts(pg, v),
        .is_mine = v->decision.made_by.v == c->who.account.v,
        .reason = field_area(&f, "begrunnelse", MSG_THK_SECOND_NO_REASON,
                             MSG_THK_SECOND_NO_HINT, STR_NONE, 2000),
        .version = v->a.version,
    };
}

static enum lang
letter_lang(const struct request_view *v)
{
    return str_eq_cz(v->municipality_language, "nynorsk") ? LANG_NN : LANG_NB;
}

static int
letter_text(enum decision_kind k, bool next)
{
    switch (k) {
    case DECISION_OFFER:
        return next ? MSG_THK_LETTER_NEXT_OFFER : MSG_THK_LETTER_OFFER;
    case DECISION_DECLINE:
        return next ? MSG_THK_LETTER_NEXT_DECLINE : MSG_THK_LETTER_DECLINE;
    case DECISION_WAIT:
        break;
    }
    return next ? MSG_THK_LETTER_NEXT_WAIT : MSG_THK_LETTER_WAIT;
}

struct thk_letter_view
thk_letter_view_of(struct page *pg, const struct request_view *v)
{
    enum lang l = letter_lang(v);
    const struct decision *d = &v->decision;
    const struct msg_arg child = msg_str(v->child_name);
    const struct msg_arg sent = msg_date(date_in_oslo(v->a.sent_at));

    return (struct thk_letter_view){
        .crumbs = crumbs_to(pg, v, MSG_THK_LETTER),
        .page_title = words(pg, MSG_THK_LETTER),
        .lang = str_of(lang_code(l)),
        .from = v->decider.name,
        .to = v->requester.name,
        .date = date_text(pg->mem, l, date_in_oslo(decision_counts_from(d))),
        .reference = id_format(pg->mem, v->a.id.v),
        .title = msg_text(pg->mem, l, MSG_THK_LETTER_TITLE, &child, 1),
        .opening = str_fmt(
            pg->mem, "%.*s %.*s",
            STR_FMT(msg_text(pg->mem, l, MSG_THK_LETTER_SENT, &sent, 1)),
            STR_FMT(msg_plain(l, letter_text(d->kind, false)))),
        .reason_code = d->reason_text,
        .reason_title = msg_plain(l, MSG_THK_REASON),
        .reason = d->reason,
        .law = d->law,
        .next = msg_plain(l, letter_text(d->kind, true)),
        .signed_by = d->made_name,
    };
}
