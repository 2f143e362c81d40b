/* Bufetat's pages: the inbox, and the page where a request is decided on.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_pages.h"
#include "casefile/pages.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

static const enum thk_state inbox_states[] = {
    THK_SENT,      THK_RECEIVED, THK_INCOMPLETE,
    THK_COMPLETED, THK_ASSESSED, THK_WAITING,
};

static int
priority_message(int64_t p)
{
    static const int msg[] = {MSG_THK_PRIORITY_0, MSG_THK_PRIORITY_1,
                              MSG_THK_PRIORITY_2, MSG_THK_PRIORITY_3};

    ASSERT(p >= 0 && p <= 3);
    return msg[p];
}

/* --- the inbox --- */

static const struct thk_line *
inbox_lines(struct page *pg, const struct request_rows *list)
{
    struct thk_line *line = ARENA_NEW_N(pg->mem, struct thk_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct request_row *r = &list->row[i];

        line[i] = (struct thk_line){
            .id = r->id,
            .href = thk_path(pg, r->id, ""),
            .child = thk_child(pg, r->child_name, r->child_age),
            .unit = r->requester_name,
            .state = thk_state_tag(pg, r->state),
            .at = r->sent_at,
            .due = due_of(pg, r->due_on, 3),
            .priority = r->priority ? priority_message(r->priority) : 0,
            .waited = pg->today.days - date_in_oslo(r->sent_at).days,
        };
    }
    return line;
}

static struct counts
inbox_counts(struct page *pg, const struct inbox *in)
{
    struct count *item = ARENA_NEW_N(pg->mem, struct count,
                                     ARRAY_LEN(inbox_states));

    for (size_t i = 0; i < ARRAY_LEN(inbox_states); i++)
        item[i] = (struct count){
            .n = in->counts.n[inbox_states[i]],
            .label = words(pg, thk_state_message(inbox_states[i])),
            .href = str_fmt(pg->mem, "/thk/innboks?tilstand=%s",
                            thk_state_word(inbox_states[i]))};
    return (struct counts){item, ARRAY_LEN(inbox_states)};
}

static struct field_view
state_field(const struct form_view *f, const struct inbox_filter *filter)
{
    struct choice choice[ARRAY_LEN(inbox_states) + 1] = {0};

    choice[0].label = words(f->pg, MSG_WORD_ALL);
    for (size_t i = 0; i < ARRAY_LEN(inbox_states); i++) {
        struct str word = str_of(thk_state_word(inbox_states[i]));

        choice[i + 1] = (struct choice){
            .value = word,
            .label = words(f->pg, thk_state_message(inbox_states[i])),
            .selected = str_eq(word, filter->state)};
    }
    return field_choice(f, FIELD_SELECT, "tilstand", MSG_THK_STATE, 0, choice,
                        ARRAY_LEN(inbox_states) + 1);
}

static struct field_view
priority_field(const struct form_view *f, enum field_kind kind, int64_t now)
{
    struct choice choice[4] = {{.label = words(f->pg, MSG_WORD_ALL)}};
    bool menu = kind == FIELD_SELECT;

    for (int64_t p = 1; p <= 3; p++)
        choice[p] = (struct choice){
            .value = str_fmt(f->pg->mem, "%lld", (long long)p),
            .label = words(f->pg, priority_message(p)),
            .selected = p == now};
    return field_choice(f, kind, "prioritet", MSG_THK_PRIORITY, 0,
                        menu ? choice : choice + 1, menu ? 4 : 3);
}

struct thk_inbox_view
thk_inbox_view_of(struct page *pg, const struct http_req *req,
                  const struct inbox_filter *f, const struct inbox *in)
{
    struct form_view fv = form_view_of(pg, NULL, NULL);
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 2);
    bool filtered = f->state.n > 0 || f->priority > 0;
    struct link back = {.href = filtered ? STR("/thk/innboks") : STR_NONE,
                        .label = words(pg, MSG_WORD_ALL)};

    item[0] = (struct crumb){STR("/thk"), words(pg, MSG_THK_TITLE)};
    item[1] = (struct crumb){STR_NONE, words(pg, MSG_THK_INBOX)};
    return (struct thk_inbox_view){
        .crumbs = {.items = item, .items_n = 2},
        .counts = inbox_counts(pg, in),
        .state = state_field(&fv, f),
        .priority = priority_field(&fv, FIELD_SELECT, f->priority),
        .rows = inbox_lines(pg, &in->list),
        .rows_n = in->list.n,
        .total = in->total,
        .pages = pages_of(pg, req, f->page, REQUEST_PER_PAGE, in->total),
        .empty = {.title = words(pg, filtered ? MSG_THK_INBOX_NONE_SUCH
                                              : MSG_THK_INBOX_EMPTY),
                  .text = words(pg, filtered ? MSG_THK_INBOX_TRY
                                             : MSG_THK_INBOX_EMPTY_TEXT),
                  .link = back},
    };
}

/* --- the decision --- */

static struct status_tag
met(struct page *pg, bool is)
{
    return is ? (struct status_tag){STATUS_OK, words(pg, MSG_THK_MET)}
              : (struct status_tag){STATUS_SOON, words(pg, MSG_THK_NOT_MET)};
}

static struct str
legal_text(struct page *pg, const struct thk_request *r)
{
    return str_fmt(
        pg->mem, "%.*s. %.*s",
        STR_FMT(request_code_text(pg->lang, REQUEST_LIST_LEGAL, r->legal)),
        STR_FMT(
            request_code_text(pg->lang, REQUEST_LIST_DECISION, r->decision)));
}

static struct str
rule_text(struct page *pg, const struct eligibility *e)
{
    const struct msg_arg arg[] = {msg_str(words(pg, e->note)), msg_str(e->law),
                                  msg_date(e->from)};

    if (date_is_none(e->from))
        return words(pg, e->note);
    return msg_text(pg->mem, pg->lang, MSG_THK_RULE_TEXT, arg, 3);
}

static const struct condition *
conditions_of(struct page *pg, const struct request_view *v, size_t *n)
{
    const struct thk_request *r = &v->draft.request;
    struct condition *row = ARENA_NEW_N(pg->mem, struct condition, 4);
    const struct eligibility *e = &v->eligibility;

    row[0] = (struct condition){
        .what = MSG_THK_COND_BASIS,
        .evidence = legal_text(pg, r),
        .under = rule_text(pg, e),
        .state = {e->verdict == ELIGIBLE_MAY_NOT ? STATUS_BREACH : STATUS_OK,
                  words(pg, eligible_message(e->verdict))}};
    row[1] = (struct condition){
        .what = MSG_THK_COND_ASKED,
        .evidence = v->requester.name,
        .under = time_text(pg->mem, pg->lang, v->a.sent_at),
        .state = met(pg, true)};
    row[2] = (struct condition){.what = MSG_THK_COND_VOICE,
                                .evidence = r->child_views,
                                .state = met(pg, r->child_views.n > 0)};
    row[3] = (struct condition){.what = MSG_THK_COND_CONSENT,
                                .evidence = words(pg, request_has_consent(r)
                                                          ? MSG_THK_CONSENT_YES
                                                          : MSG_THK_CONSENT_NO),
                                .under = v->consent_law,
                                .state = met(pg, request_has_consent(r))};
    *n = 4;
    return row;
}

static struct facts
short_request(struct page *pg, const struct request_view *v)
{
    const struct thk_request *r = &v->draft.request;
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 5);
    size_t n = 0;

    row[n++] = (struct fact){
        .label = words(pg, MSG_THK_FACT_CHILD),
        .value = thk_child(pg, v->child_name, v->child_age)};
    if (r->residence.n > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_THK_FACT_LIVES),
                                 .value = r->residence};
    row[n++] = (struct fact){.label = words(pg, MSG_THK_FACT_NEED),
                             .value = r->need};
    row[n++] = (struct fact){.label = words(pg, MSG_THK_FACT_HEALTH),
                             .value = r->area[REQUEST_AREA_1_1 - 1].text};
    row[n++] = (struct fact){.label = words(pg, MSG_THK_FACT_VIEWS),
                             .value = r->child_views};
    return (struct facts){.rows = row, .rows_n = n};
}

static struct field_view
kind_field(const struct form_view *f, const struct call *c,
           const struct request_view *v)
{
    static const int hint[] = {
        [DECISION_OFFER] = MSG_THK_DECISION_OFFER_HINT,
        [DECISION_DECLINE] = MSG_THK_DECISION_DECLINE_HINT,
        [DECISION_WAIT] = MSG_THK_DECISION_WAIT_HINT,
    };
    struct choice choice[3];
    size_t n = 0;

    for (unsigned k = DECISION_OFFER; k <= DECISION_WAIT; k++) {
        bool second = k == DECISION_DECLINE &&
                      c->sv->rules.refusal_needs_second;

        if (k == DECISION_WAIT && v->a.state == THK_WAITING)
            continue;
        choice[n++] = (struct choice){
            .value = str_of(decision_kind_word((enum decision_kind)k)),
            .label = words(f->pg, decision_kind_message((enum decision_kind)k)),
            .hint = words(f->pg,
                          second ? MSG_THK_DECISION_SECOND_HINT : hint[k])};
    }
    return field_choice(f, FIELD_RADIOS, "avgjorelse", MSG_THK_DECISION_WHICH,
                        0, choice, n);
}

static struct field_view
reason_field(const struct form_view *f, const struct code_list *reasons)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        reasons->n + 1);

    choice[0].label = words(f->pg, MSG_THK_CHOOSE);
    for (size_t i = 0; i < reasons->n; i++)
        choice[i + 1] = (struct choice){
            .value = reasons->row[i].code,
            .label = code_text(&reasons->row[i], f->pg->lang)};
    return field_choice(f, FIELD_SELECT, "avslagsgrunn", MSG_THK_REASON_CODE,
                        MSG_THK_REASON_CODE_HINT, choice, reasons->n + 1);
}

static struct crumbs
decide_crumbs(struct page *pg, const struct request_view *v)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 3);

    item[0] = (struct crumb){STR("/thk/innboks"), words(pg, MSG_THK_INBOX)};
    item[1] = (struct crumb){thk_path(pg, v->a.id, ""), v->child_name};
    item[2] = (struct crumb){STR_NONE, words(pg, MSG_THK_DECISION)};
    return (struct crumbs){item, 3};
}

struct thk_decide_view
thk_decide_view_of(struct page *pg, const struct call *c,
                   const struct http_req *typed, const struct err *err,
                   const struct request_view *v,
                   const struct code_list *reasons)
{
    struct form_view f = form_view_of(pg, typed, err);
    const struct msg_arg child = msg_str(v->child_name);
    const struct msg_arg under[] = {msg_str(v->requester.name),
                                    msg_time(v->a.sent_at)};
    struct thk_decide_view out = {
        .crumbs = decide_crumbs(pg, v),
        .title = msg_text(pg->mem, pg->lang, MSG_THK_DECIDE_TITLE, &child, 1),
        .under = msg_text(pg->mem, pg->lang, MSG_THK_VIEW_UNDER, under, 2),
        .due = due_of(pg, v->due_on, 3),
        .state = thk_state_tag(pg, v->a.state),
        .baton = {.service = service_of_unit(v->head.holder_unit_type),
                  .holder = v->head.holder_name,
                  .holder_unit = v->head.holder_unit_name,
                  .since = v->head.held_since},
        .request = short_request(pg, v),
        .whole = thk_path(pg, v->a.id, ""),
        .action = thk_path(pg, v->a.id, "/avgjorelse"),
        .errors = errors_of(&f),
        .kind = kind_field(&f, c, v),
        .reason_code = reason_field(&f, reasons),
        .priority = priority_field(&f, FIELD_RADIOS, v->a.priority),
        .reason = field_area(&f, "begrunnelse", MSG_THK_REASON_TO, 0, STR_NONE,
                             5000),
        .to_child = field_area(&f, "til_barnet", MSG_THK_TO_CHILD,
                               MSG_THK_TO_CHILD_HINT, STR_NONE, 2000),
        .version = v->a.version,
        .undo_minutes = c->sv->rules.decision_undo_minutes,
        .lack = (thk_steps_from(v->a.state) & 1u << THK_STEP_LACK) != 0
                    ? thk_path(pg, v->a.id, "/mangler")
                    : STR_NONE,
    };

    out.to_child.optional = true;
    out.conditions = conditions_of(pg, v, &out.conditions_n);
    return out;
}
