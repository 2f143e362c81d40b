/* Fills the views of conversations between units.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/pages.h"

#include "notify/sheet.h"
#include "text/messages_casefile.h"
#include "text/messages_message.h"

enum { PER_PAGE = 50 };

static bool
is_question(enum between_kind k)
{
    return k == BETWEEN_QUESTION;
}

static const char *
between_root(enum between_kind k)
{
    return is_question(k) ? "/drofting" : "/meldinger/enheter";
}

static struct crumbs
between_crumbs(struct page *pg, enum between_kind k, int last)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 4);
    size_t n = 0;

    c[n++] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    if (!is_question(k))
        c[n++] = (struct crumb){STR("/meldinger"),
                                words(pg, MSG_MESSAGE_INBOX)};
    c[n++] = (struct crumb){
        last ? str_of(between_root(k)) : STR_NONE,
        words(pg, is_question(k) ? MSG_CONSULT_TITLE : MSG_BETWEEN_TITLE)};
    if (last)
        c[n++] = (struct crumb){STR_NONE, words(pg, last)};
    return (struct crumbs){c, n};
}

/* --- lists --- */

static struct status_tag
question_status(struct page *pg, const struct between *t)
{
    if (t->closed_at.us != 0)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_CONSULT_CLOSED)};
    if (!date_is_none(t->answered_on))
        return (struct status_tag){STATUS_OK, words(pg, MSG_CONSULT_ANSWERED)};
    if (date_cmp(t->answer_by, pg->today) < 0)
        return (struct status_tag){STATUS_BREACH, words(pg, MSG_CONSULT_LATE)};
    return (struct status_tag){STATUS_INFO, words(pg, MSG_CONSULT_OPEN)};
}

static struct status_tag
between_status(struct page *pg, const struct between *t)
{
    const struct msg_arg n[] = {msg_int(t->waiting)};

    if (t->waiting > 0)
        return (struct status_tag){
            STATUS_SOON, msg_text(pg->mem, pg->lang, MSG_MESSAGE_WAITS, n, 1)};
    if (is_question(t->kind))
        return question_status(pg, t);
    return (struct status_tag){STATUS_NEUTRAL,
                               words(pg, MSG_MESSAGE_NONE_WAITS)};
}

struct between_rows_view
between_rows_of(struct page *pg, const struct between_list *list)
{
    struct between_row *row = ARENA_NEW_N(pg->mem, struct between_row,
                                          list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct between *t = &list->row[i];

        row[i] = (struct between_row){
            .href = str_fmt(pg->mem, "%s/%.*s", between_root(t->kind),
                            STR_FMT(id_format(pg->mem, t->id))),
            .subject = t->subject,
            .from = {service_of_unit(t->unit_type), t->unit_name},
            .to = {service_of_unit(t->to_unit_type), t->to_unit_name},
            .last = t->last_at,
            .status = between_status(pg, t),
        };
    }
    return (struct between_rows_view){
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = words(pg, MSG_BETWEEN_EMPTY),
                  .text = words(pg, MSG_BETWEEN_EMPTY_LEAD)},
    };
}

struct between_list_view
between_list_view_of(struct page *pg, const struct http_req *req,
                     enum between_kind kind, int64_t number,
                     const struct between_list *list, int64_t total)
{
    struct between_list_view v = {
        .crumbs = between_crumbs(pg, kind, 0),
        .list = between_rows_of(pg, list),
        .pages = pages_of(pg, req, number, PER_PAGE, total),
    };

    if (is_question(kind))
        v.list.empty.title = words(pg, MSG_CONSULT_EMPTY);
    return v;
}

/* --- writing --- */

static struct link *
unit_links(struct page *pg, enum between_kind kind,
           const struct between_whom *w)
{
    struct link *link = ARENA_NEW_N(pg->mem, struct link, w->units.n + 1);

    for (size_t i = 0; i < w->units.n; i++)
        link[i] = (struct link){
            .href = str_fmt(pg->mem, "%s/ny?enhet=%.*s", between_root(kind),
                            STR_FMT(id_format(pg->mem, w->units.row[i].id.v))),
            .label = w->units.row[i].name};
    return link;
}

/* All with a function, each kind once; then the persons. */
static struct field_view
whom_field(const struct form_view *f, enum between_kind kind,
           const struct between_whom *w)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, 2 * w->people.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < w->people.n; i++) {
        const struct function_row *p = &w->people.row[i];
        const struct msg_arg what[] = {
            msg_str(words(pg, function_kind_message(p->kind))),
            msg_str(w->unit.name)};

        if (i == 0 || w->people.row[i - 1].kind != p->kind)
            c[n++] = (struct choice){
                .value = str_of(function_kind_code(p->kind)),
                .label = msg_text(pg->mem, pg->lang, MSG_FUNCTION_AT, what, 2)};
    }
    for (size_t i = 0; !is_question(kind) && i < w->people.n; i++) {
        const struct function_row *p = &w->people.row[i];
        const struct msg_arg who[] = {
            msg_str(p->holder_name),
            msg_str(words(pg, function_kind_message(p->kind))),
            msg_str(w->unit.name)};

        c[n++] = (struct choice){
            .value = id_format(pg->mem, p->id.v),
            .label = msg_text(pg->mem, pg->lang, MSG_PERSON_AT, who, 3)};
    }
    return field_choice(f, FIELD_RADIOS, "til",
                        is_question(kind) ? MSG_CONSULT_TO : MSG_MESSAGE_TO,
                        is_question(kind) ? 0 : MSG_BETWEEN_TO_HINT, c, n);
}

struct between_new_view
between_new_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, enum between_kind kind,
                    const struct between_whom *w)
{
    struct form_view f = form_view_of(pg, req, err);
    bool q = is_question(kind);
    int title = q ? MSG_CONSULT_NEW : MSG_BETWEEN_NEW;

    return (struct between_new_view){
        .crumbs = between_crumbs(pg, kind, title),
        .title = words(pg, title),
        .question = q,
        .path = str_fmt(pg->mem, "%s/ny", between_root(kind)),
        .errors = errors_of(&f),
        .find = field_of_kind(&f, FIELD_SEARCH, "q", MSG_BETWEEN_FIND,
                              MSG_BETWEEN_FIND_HINT, w->text),
        .searched = w->text.n > 0,
        .total = w->units_total,
        .units = unit_links(pg, kind, w),
        .units_n = w->units.n,
        .chosen = w->unit.id.v != 0,
        .unit = {service_of_unit(w->unit.type), w->unit.name},
        .nobody = w->people.n == 0,
        .unit_id = field_hidden("enhet", id_format(pg->mem, w->unit.id.v)),
        .to = whom_field(&f, kind, w),
        .subject = field_text(&f, "emne", MSG_MESSAGE_SUBJECT,
                              MSG_BETWEEN_SUBJECT_HINT, STR_NONE),
        .text = field_area(&f, "tekst", q ? MSG_CONSULT_TEXT : MSG_MESSAGE_TEXT,
                           q ? MSG_CONSULT_TEXT_HINT : MSG_BETWEEN_TEXT_HINT,
                           STR_NONE, MESSAGE_TEXT_MAX),
        .confirm = field_check(&f, "lest", MSG_CONSULT_CONFIRM, 0, false),
    };
}

/* --- a thread --- */

struct between_thread_view
between_thread_view_of(struct page *pg, const struct http_req *req,
                       const struct err *err, unit_id reader,
                       const struct between_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    struct message_row *row = ARENA_NEW_N(pg->mem, struct message_row,
                                          v->messages.n + 1);
    const struct between *t = &v->thread;
    bool q = is_question(t->kind);
    bool began = t->unit.v == reader.v;
    bool open = t->closed_at.us == 0;
    int title = q ? MSG_CONSULT_TEXT : MSG_CASE_MESSAGE;
    struct field_view text = field_area(
        &f, "tekst", q ? MSG_CONSULT_FOLLOW : MSG_MESSAGE_ANSWER,
        q ? MSG_CONSULT_TEXT_HINT : 0, STR_NONE, MESSAGE_TEXT_MAX);
    const struct msg_arg other[] = {
        msg_str(began ? t->to_unit_name : t->unit_name)};

    if (!q)
        text.hint = msg_text(pg->mem, pg->lang, MSG_BETWEEN_TO_OTHER, other, 1);
    for (size_t i = 0; i < v->messages.n; i++)
        row[i] = message_row_of(pg, &v->messages.row[i], &v->receipts);
    return (struct between_thread_view){
        .crumbs = between_crumbs(pg, t->kind, title),
        .title = words(pg, title),
        .question = q,
        .path = str_fmt(pg->mem, "%s/%.*s", between_root(t->kind),
                        STR_FMT(id_format(pg->mem, t->id))),
        .subject = t->subject,
        .from = t->unit_name,
        .to = t->to_unit_name,
        .waits = t->waiting > 0 && (!q || began),
        .status = question_status(pg, t),
        .answer_by = q && open && date_is_none(t->answered_on) ? t->answer_by
                                                               : DATE_NONE,
        .is_open = open,
        .closed_at = t->closed_at,
        .may_close = q && open && began,
        .rows = row,
        .rows_n = v->messages.n,
        .errors = errors_of(&f),
        .text = text,
        .confirm = field_check(&f, "lest", MSG_CONSULT_CONFIRM, 0, false),
    };
}

/* --- figures --- */

static struct str
figure_text(struct page *pg, int64_t n)
{
    return n == CONSULT_HIDDEN ? words(pg, MSG_CONSULT_FEW)
                               : str_fmt(pg->mem, "%lld", (long long)n);
}

static struct consult_figure_row *
figure_rows(struct page *pg, const struct consult_figures *list)
{
    struct consult_figure_row *row = ARENA_NEW_N(
        pg->mem, struct consult_figure_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct consult_figure *k = &list->row[i];

        row[i] = (struct consult_figure_row){
            k->year, k->unit_name, figure_text(pg, k->asked),
            figure_text(pg, k->answered), figure_text(pg, k->in_time)};
    }
    return row;
}

struct consult_figures_view
consult_figures_view_of(struct page *pg, const struct consult_figures *list)
{
    return (struct consult_figures_view){
        .crumbs = between_crumbs(pg, BETWEEN_QUESTION, MSG_CONSULT_FIGURES),
        .rows = figure_rows(pg, list),
        .rows_n = list->n,
        .empty = {.title = words(pg, MSG_CONSULT_EMPTY)},
    };
}

struct str
consult_figures_csv(struct page *pg, const struct consult_figures *list)
{
    const struct str head[] = {
        words(pg, MSG_CONSULT_UNIT), words(pg, MSG_CONSULT_YEAR),
        words(pg, MSG_CONSULT_N_ASKED), words(pg, MSG_CONSULT_N_ANSWERED),
        words(pg, MSG_CONSULT_N_IN_TIME)};
    const struct consult_figure_row *row = figure_rows(pg, list);
    const size_t cols = ARRAY_LEN(head);
    struct str *cell = ARENA_NEW_N(pg->mem, struct str, list->n * cols + 1);
    struct sheet s = {.title = words(pg, MSG_CONSULT_FIGURES),
                      .head = head,
                      .cols = cols,
                      .cell = cell,
                      .rows = list->n};

    for (size_t i = 0; i < list->n; i++) {
        struct str *at = cell + i * cols;

        at[0] = row[i].unit;
        at[1] = str_fmt(pg->mem, "%lld", (long long)row[i].year);
        at[2] = row[i].asked;
        at[3] = row[i].answered;
        at[4] = row[i].in_time;
    }
    return sheet_csv(pg->mem, &s);
}
