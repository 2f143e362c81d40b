/* Fills the views of messages.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/pages.h"

#include "text/messages_casefile.h"
#include "text/messages_message.h"

enum { PER_PAGE = 50 };

/* --- lists --- */

static struct thread_row
row_of(struct page *pg, const struct thread *t)
{
    const struct msg_arg n[] = {msg_int(t->waiting)};

    return (struct thread_row){
        .href = str_fmt(pg->mem, "/barn/%.*s/meldinger/%.*s",
                        STR_FMT(id_format(pg->mem, t->case_id.v)),
                        STR_FMT(id_format(pg->mem, t->id))),
        .subject = t->subject,
        .last = t->last_at,
        .messages = t->messages,
        .status = t->waiting
                      ? (struct status_tag){STATUS_SOON,
                                            msg_text(pg->mem, pg->lang,
                                                     MSG_MESSAGE_WAITS, n, 1)}
                      : (struct status_tag){STATUS_NEUTRAL,
                                            words(pg, MSG_MESSAGE_NONE_WAITS)},
        .unit = {SERVICE_OTHER, t->unit_name},
    };
}

struct message_list_view
message_list_view_of(struct page *pg, const struct message_view *v)
{
    struct thread_row *row = ARENA_NEW_N(pg->mem, struct thread_row,
                                         v->threads.n + 1);

    for (size_t i = 0; i < v->threads.n; i++)
        row[i] = row_of(pg, &v->threads.row[i]);
    return (struct message_list_view){
        .top = case_top_of(pg, &v->about, TAB_MESSAGES),
        .id = v->about.head.id,
        .may_write = v->about.head.open,
        .rows = row,
        .rows_n = v->threads.n,
        .empty = {.title = words(pg, MSG_MESSAGE_EMPTY),
                  .text = words(pg, MSG_MESSAGE_EMPTY_LEAD)},
    };
}

struct message_inbox_view
message_inbox_view_of(struct page *pg, const struct http_req *req,
                      int64_t number, const struct thread_list *list,
                      int64_t total, bool may_count,
                      const struct between_list *between)
{
    struct thread_row *row = ARENA_NEW_N(pg->mem, struct thread_row,
                                         list->n + 1);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    crumb[1] = (struct crumb){STR_NONE, words(pg, MSG_MESSAGE_INBOX)};
    for (size_t i = 0; i < list->n; i++) {
        row[i] = row_of(pg, &list->row[i]);
        row[i].child = child_label_text(pg->mem, pg->lang, &list->row[i].label);
    }
    return (struct message_inbox_view){
        .crumbs = {crumb, 2},
        .between = between_rows_of(pg, between),
        .rows = row,
        .rows_n = list->n,
        .pages = pages_of(pg, req, number, PER_PAGE, total),
        .empty = {.title = words(pg, MSG_MESSAGE_INBOX_EMPTY),
                  .text = words(pg, MSG_MESSAGE_INBOX_EMPTY_LEAD),
                  .link = {STR("/barn"), words(pg, MSG_CASE_LIST_TITLE),
                           false}},
        .may_count = may_count,
    };
}

struct message_counts_view
message_counts_view_of(struct page *pg, const struct message_counts *list)
{
    struct count_row *row = ARENA_NEW_N(pg->mem, struct count_row, list->n + 1);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);

    crumb[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    crumb[1] = (struct crumb){STR("/meldinger"), words(pg, MSG_MESSAGE_INBOX)};
    crumb[2] = (struct crumb){STR_NONE, words(pg, MSG_MESSAGE_COUNTS)};
    for (size_t i = 0; i < list->n; i++) {
        const struct message_count *k = &list->row[i];

        row[i] = (struct count_row){k->from_name, k->to_name, k->sent,
                                    k->delivered, k->opened,  k->answered,
                                    k->late};
    }
    return (struct message_counts_view){
        .crumbs = {crumb, 3},
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = words(pg, MSG_MESSAGE_COUNTS_EMPTY)},
    };
}

/* --- writing --- */

static struct ground_fields
ground_fields_of(const struct form_view *f)
{
    struct ground_fields g = {
        .basis = basis_field(f),
        .consent_by = consenter_field(f),
        .source = source_field(f),
    };
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice,
                                   g.basis.choices_n + 1);

    c[0] = (struct choice){.label = words(f->pg, MSG_MESSAGE_GROUND_NONE)};
    for (size_t i = 0; i < g.basis.choices_n; i++)
        c[i + 1] = g.basis.choices[i];
    g.basis.choices = c;
    g.basis.choices_n++;
    g.basis.label = words(f->pg, MSG_MESSAGE_GROUND);
    g.basis.optional = true;
    return g;
}

static struct field_view
to_field(const struct form_view *f, const struct message_view *v)
{
    struct field_view to = people_field(f, &v->about, "til", MSG_MESSAGE_TO,
                                        MSG_MESSAGE_TO_HINT, true);
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, to.choices_n + 1);

    c[0] = (struct choice){.value = STR("team"),
                           .label = words(f->pg, MSG_MESSAGE_TO_TEAM),
                           .selected = str_eq_cz(to.value, "team")};
    for (size_t i = 0; i < to.choices_n; i++)
        c[i + 1] = to.choices[i];
    to.choices = c;
    to.choices_n++;
    to.kind = FIELD_SELECT;
    return to;
}

struct message_new_view
message_new_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct message_view *v)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct message_new_view){
        .top = case_top_of(pg, &v->about, TAB_MESSAGE_NEW),
        .id = v->about.head.id,
        .errors = errors_of(&f),
        .to = to_field(&f, v),
        .subject = field_text(&f, "emne", MSG_MESSAGE_SUBJECT,
                              MSG_MESSAGE_SUBJECT_HINT, STR_NONE),
        .text = field_area(&f, "tekst", MSG_MESSAGE_TEXT, 0, STR_NONE,
                           MESSAGE_TEXT_MAX),
        .ground = ground_fields_of(&f),
    };
}

/* --- a thread --- */

static struct receipt_row
receipt_row_of(struct page *pg, const struct message_receipt *r)
{
    const struct msg_arg who[] = {msg_str(r->name), msg_str(r->unit_name)};
    const struct msg_arg at[] = {msg_time(r->delivered_at),
                                 msg_time(r->opened_at),
                                 msg_time(r->answered_at)};
    const struct msg_arg unopened[] = {at[0], at[2]};
    bool late = r->settled_at.us == 0 && r->opened_at.us == 0 &&
                date_cmp(r->due_on, pg->today) < 0;
    struct receipt_row row = {
        .who = msg_text(pg->mem, pg->lang, MSG_MESSAGE_RECEIPT_WHO, who, 2),
        .status = {late ? STATUS_BREACH : STATUS_NEUTRAL,
                   words(pg, late ? MSG_MESSAGE_LATE : MSG_MESSAGE_DELIVERED)},
    };

    row.text = msg_text(pg->mem, pg->lang, MSG_MESSAGE_AT_DELIVERED, at, 1);
    if (r->opened_at.us != 0) {
        row.status = (struct status_tag){STATUS_INFO,
                                         words(pg, MSG_MESSAGE_OPENED)};
        row.text = msg_text(pg->mem, pg->lang, MSG_MESSAGE_AT_OPENED, at, 2);
    }
    if (r->answered_at.us != 0) {
        row.status = (struct status_tag){STATUS_OK,
                                         words(pg, MSG_MESSAGE_ANSWERED)};
        row.text = r->opened_at.us ? msg_text(pg->mem, pg->lang,
                                              MSG_MESSAGE_AT_ANSWERED, at, 3)
                                   : msg_text(pg->mem, pg->lang,
                                              MSG_MESSAGE_AT_ANSWERED_UNOPENED,
                                              unopened, 2);
    }
    return row;
}

struct message_row
message_row_of(struct page *pg, const struct message *m,
               const struct message_receipts *all)
{
    struct receipt_row *row = ARENA_NEW_N(pg->mem, struct receipt_row,
                                          all->n + 1);
    struct message_row out = {
        .id = m->id,
        .name = m->name,
        .unit = {service_of_unit(m->unit_type), m->unit_name},
        .at = m->sent_at,
        .text = m->text,
        .receipts = row,
    };

    for (size_t i = 0; i < all->n; i++)
        if (all->row[i].message == m->id)
            row[out.receipts_n++] = receipt_row_of(pg, &all->row[i]);
    return out;
}

struct message_thread_view
message_thread_view_of(struct page *pg, const struct http_req *req,
                       const struct err *err, const struct message_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    struct message_row *row = ARENA_NEW_N(pg->mem, struct message_row,
                                          v->messages.n + 1);

    for (size_t i = 0; i < v->messages.n; i++)
        row[i] = message_row_of(pg, &v->messages.row[i], &v->receipts);
    return (struct message_thread_view){
        .top = case_top_of(pg, &v->about, TAB_MESSAGE),
        .id = v->about.head.id,
        .thread = id_format(pg->mem, v->thread.id),
        .subject = v->thread.subject,
        .is_open = v->about.head.open,
        .waits = v->thread.waiting > 0,
        .rows = row,
        .rows_n = v->messages.n,
        .errors = errors_of(&f),
        .text = field_area(&f, "tekst", MSG_MESSAGE_ANSWER, MSG_MESSAGE_TO_ALL,
                           STR_NONE, MESSAGE_TEXT_MAX),
        .ask_ground = err != NULL,
        .ground = ground_fields_of(&f),
    };
}
