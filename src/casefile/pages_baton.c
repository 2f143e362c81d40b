/* Fills the views of offering the baton and answering.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/pages.h"

#include "base/workday.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

enum { TEXT_MAX_CHARS = 2000 };

static struct facts
along_of(struct page *pg, const struct case_view *v)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 3);
    const struct msg_arg due[] = {
        msg_int((int64_t)v->deadlines.n),
        msg_date(v->deadlines.n ? v->deadlines.row[0].due_on : pg->today)};
    const struct msg_arg team[] = {msg_int((int64_t)v->team.n)};

    row[0] = (struct fact){
        .label = words(pg, MSG_OFFER_TASKS),
        .value = v->deadlines.n ? msg_text(pg->mem, pg->lang,
                                           MSG_OFFER_TASKS_FIRST, due, 2)
                                : words(pg, MSG_WORD_NONE)};
    row[1] = (struct fact){
        .label = words(pg, MSG_CASE_TEAM),
        .value = msg_text(pg->mem, pg->lang, MSG_OFFER_TEAM, team, 1)};
    return (struct facts){.rows = row, .rows_n = 2};
}

struct offer_new_view
offer_new_view_of(struct page *pg, const struct http_req *req,
                  const struct err *err, const struct case_view *v,
                  int32_t answer_days)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct baton_offer *o = &v->baton.baton.offer;

    return (struct offer_new_view){
        .top = case_top_of(pg, v, TAB_OFFER),
        .id = v->head.id,
        .errors = errors_of(&f),
        .has_offer = o->id.v != 0,
        .offer = o->id,
        .to = people_field(&f, v, "til", MSG_OFFER_TO, MSG_OFFER_TO_HINT,
                           !v->head.is_protected),
        .reason = field_area(&f, "hvorfor", MSG_OFFER_REASON,
                             MSG_OFFER_REASON_HINT, STR_NONE, TEXT_MAX_CHARS),
        .classes = classes_field(&f),
        .basis = offer_basis_field(&f),
        .consent_by = consenter_field(&f),
        .source = source_field(&f),
        .answer_by = workday_add(pg->today, answer_days),
        .along = along_of(pg, v),
    };
}

/* --- an offer --- */

static struct facts
get_of(struct page *pg, const struct offer_view *o)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 4);
    const struct msg_arg due[] = {msg_int(o->deadlines),
                                  msg_date(o->first_due)};
    const struct msg_arg team[] = {msg_int(o->team)};
    struct buf b;

    buf_init(&b, pg->mem);
    for (int k = 0; k < CLASS_COUNT; k++) {
        if ((o->classes >> k & 1) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, ". ");
        buf_str(&b, words(pg, info_class_message((enum info_class)k)));
    }
    row[0] = (struct fact){
        .label = words(pg, MSG_OFFER_TASKS),
        .value = o->deadlines ? msg_text(pg->mem, pg->lang,
                                         MSG_OFFER_TASKS_FIRST, due, 2)
                              : words(pg, MSG_WORD_NONE)};
    row[1] = (struct fact){
        .label = words(pg, MSG_CASE_TEAM),
        .value = msg_text(pg->mem, pg->lang, MSG_OFFER_TEAM, team, 1)};
    row[2] = (struct fact){.label = words(pg, MSG_OFFER_SHARED),
                           .value = buf_done(&b)};
    row[3] = (struct fact){.label = words(pg, MSG_SHARE_BASIS),
                           .value = words(pg, basis_message(o->basis))};
    return (struct facts){.rows = row, .rows_n = 4};
}

static struct str
to_of(struct page *pg, const struct offer_view *o)
{
    return o->to_name.n ? o->to_name
                        : words(pg, function_kind_message(o->to_kind));
}

static struct baton_bar
bar_of(struct page *pg, const struct offer_view *o)
{
    return (struct baton_bar){
        .service = service_of_unit(o->from_type),
        .holder = o->from_name,
        .holder_unit = o->from_unit,
        .since = DATE_NONE,
        .offered = o->is_open,
        .offered_to = to_of(pg, o),
        .offered_unit = o->to_unit,
        .answer_by = o->due,
    };
}

static int
outcome_message(enum offer_state s)
{
    switch (s) {
    case OFFER_ACCEPTED:
        return MSG_OFFER_WAS_ACCEPTED;
    case OFFER_DECLINED:
        return MSG_OFFER_WAS_DECLINED;
    case OFFER_WITHDRAWN:
        return MSG_OFFER_WAS_WITHDRAWN;
    case OFFER_EXPIRED:
        return MSG_OFFER_HAS_EXPIRED;
    case OFFER_MOOT:
    case OFFER_CASE_CLOSED:
    case OFFER_NONE:
    case OFFER_OPEN:
    case OFFER_STATE_COUNT:
        break;
    }
    return MSG_OFFER_IS_OVER;
}

static struct field_view
answer_field(const struct form_view *f, const struct offer_view *o)
{
    struct page *pg = f->pg;
    struct choice c[3];
    size_t n = 0;

    c[n++] = (struct choice){.value = STR("ja"),
                             .label = words(pg, MSG_OFFER_YES),
                             .hint = words(pg, MSG_OFFER_YES_HINT)};
    if (!o->talked && o->baton.baton.offer.rung == RUNG_NONE)
        c[n++] = (struct choice){.value = STR("samtale"),
                                 .label = words(pg, MSG_OFFER_TALK),
                                 .hint = words(pg, MSG_OFFER_TALK_HINT)};
    c[n++] = (struct choice){.value = STR("nei"),
                             .label = words(pg, MSG_OFFER_NO),
                             .hint = words(pg, MSG_OFFER_NO_HINT)};
    return field_choice(f, FIELD_RADIOS, "svar", MSG_OFFER_QUESTION, 0, c, n);
}

struct offer_page
offer_page_of(struct page *pg, const struct http_req *req,
              const struct err *err, offer_id id, const struct offer_view *o)
{
    struct form_view f = form_view_of(pg, req, err);
    struct str label = child_label_text(pg->mem, pg->lang, &o->label);
    const struct msg_arg who[] = {msg_str(label)};
    const struct msg_arg by[] = {msg_str(o->from_name),
                                 msg_time(o->offered_at)};
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);
    struct offer_page p = {
        .crumbs = {crumb, 2},
        .title = msg_text(
            pg->mem, pg->lang,
            o->may_answer ? MSG_OFFER_TITLE : MSG_OFFER_TITLE_OTHER, who, 1),
        .page_title = words(pg, MSG_OFFER_PAGE_TITLE),
        .under = msg_text(pg->mem, pg->lang, MSG_OFFER_BY, by, 2),
        .baton = bar_of(pg, o),
        .id = id,
        .from_name = o->from_name,
        .reason = o->reason,
        .get = get_of(pg, o),
        .may_answer = o->may_answer,
        .is_sender = o->is_sender,
        .is_open = o->is_open,
        .talked = o->talked,
        .outcome = {.kind = ALERT_INFO,
                    .title = words(pg, outcome_message(o->state)),
                    .text = o->answer},
        .errors = errors_of(&f),
        .answer = answer_field(&f, o),
        .why = field_area(&f, "begrunnelse", MSG_OFFER_WHY_NOT,
                          MSG_OFFER_WHY_NOT_HINT, STR_NONE, TEXT_MAX_CHARS),
    };

    crumb[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    crumb[1] = (struct crumb){STR_NONE, words(pg, MSG_OFFER_CRUMB)};
    p.why.optional = true;
    if (o->is_open)
        p.due = due_of(pg, o->due, 3);
    return p;
}

/* --- /statistikk/kasteball --- */

/* A unit with few children tells none of its numbers. */
static struct str
shown(struct page *pg, const struct bounce_count *b, int64_t n)
{
    return b->cases >= BOUNCE_SHOWN_FROM && (n == 0 || n >= BOUNCE_SHOWN_FROM)
               ? int_text(pg->mem, pg->lang, n)
               : words(pg, MSG_BOUNCES_FEW);
}

struct bounces_view
bounces_view_of(struct page *pg, const struct bounce_counts *counts)
{
    struct bounce_line *row = ARENA_NEW_N(pg->mem, struct bounce_line,
                                          counts->n + 1);

    for (size_t i = 0; i < counts->n; i++) {
        const struct bounce_count *b = &counts->row[i];

        row[i] = (struct bounce_line){.unit = b->unit_name,
                                      .cases = shown(pg, b, b->cases),
                                      .offers = shown(pg, b, b->offers),
                                      .refused = shown(pg, b, b->refused),
                                      .raised = shown(pg, b, b->raised)};
    }
    return (struct bounces_view){
        .rows = row,
        .rows_n = counts->n,
        .empty = {.title = words(pg, MSG_BOUNCES_NONE),
                  .text = words(pg, MSG_BOUNCES_NONE_TEXT)}};
}
