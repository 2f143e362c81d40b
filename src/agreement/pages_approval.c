/* What pages show of approvals, of texts sent back, and of who approves.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_draft.h"
#include "registry/function.h"
#include "text/messages_agreement.h"

static struct str
say_by(struct page *pg, int msg, struct str name, struct str unit,
       struct instant at)
{
    const struct msg_arg arg[] = {msg_str(name), msg_str(unit), msg_time(at)};

    return msg_text(pg->mem, pg->lang, msg, arg, 3);
}

static struct str
say_name(struct page *pg, int msg, struct str name)
{
    const struct msg_arg arg[] = {msg_str(name)};

    return msg_text(pg->mem, pg->lang, msg, arg, 1);
}

struct str
approval_returned_by(struct page *pg, const struct sent_back *b)
{
    return say_by(pg, MSG_RETURNED_BY, b->name, b->unit_name, b->at);
}

/* --- who has approved --- */

static struct signer_line
approval_line(struct page *pg, const struct draft_look *d,
              const struct party *p)
{
    const struct party_signature *s = approval_of(d, d->v->id, p->unit);
    const struct approver *by = approver_of(d, p->unit);
    struct signer_line line = {
        .unit = p->name,
        .status = {STATUS_SOON, words(pg, MSG_APPROVAL_WAITS)},
        .text = by ? say_name(pg, MSG_APPROVAL_BY_NAMED, by->name)
                   : words(pg, MSG_APPROVAL_BY_LEADER)};

    if (s) {
        line.status = (struct status_tag){STATUS_OK, words(pg, MSG_APPROVAL)};
        line.text = say_by(pg, MSG_APPROVED_BY, s->name, s->unit_name, s->at);
        line.hash = s->hash;
    }
    return line;
}

const struct signer_line *
approval_lines(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct signer_line *row = ARENA_NEW_N(pg->mem, struct signer_line,
                                          d->parties.n + 1);
    bool any = d->v->state == VERSION_APPROVAL;

    for (size_t i = 0; i < d->parties.n; i++) {
        row[i] = approval_line(pg, d, &d->parties.row[i]);
        any = any || approval_of(d, d->v->id, d->parties.row[i].unit);
    }
    *out_n = any ? d->parties.n : 0;
    return row;
}

static struct str
party_called(const struct draft_look *d, unit_id unit, struct str otherwise)
{
    for (size_t i = 0; i < d->parties.n; i++)
        if (d->parties.row[i].unit.v == unit.v)
            return d->parties.row[i].name;
    return otherwise;
}

static struct signer_line
gone_line(struct page *pg, const struct draft_look *d,
          const struct party_signature *s)
{
    return (struct signer_line){
        .unit = party_called(d, s->unit, s->unit_name),
        .text = say_by(pg, MSG_APPROVED_BY, s->name, s->unit_name, s->at),
        .status = {STATUS_WITHDRAWN, words(pg, MSG_APPROVAL_GONE)}};
}

const struct signer_line *
return_lines(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct signer_line *row = ARENA_NEW_N(pg->mem, struct signer_line,
                                          d->returns.n + d->approvals.n + 1);

    *out_n = 0;
    if (!d->party && d->led.n == 0)
        return row;
    for (size_t i = 0; i < d->approvals.n; i++)
        if (d->approvals.row[i].gone &&
            d->approvals.row[i].version.v == d->v->id.v)
            row[(*out_n)++] = gone_line(pg, d, &d->approvals.row[i]);
    for (size_t i = 0; i < d->returns.n; i++) {
        const struct sent_back *b = &d->returns.row[i];

        if (b->version.v == d->v->id.v)
            row[(*out_n)++] = (struct signer_line){
                .unit = party_called(d, b->unit, b->unit_name),
                .text = approval_returned_by(pg, b),
                .reason = b->reason,
                .status = {STATUS_WITHDRAWN, words(pg, MSG_RETURNED)}};
    }
    return row;
}

/* --- approving, sending back --- */

void
approval_fill(struct page *pg, const struct form_view *f,
              const struct draft_look *d, struct draft_version_view *v)
{
    const struct msg_arg arg[] = {msg_int(d->v->number)};
    const struct party *p = approval_asked_of(d);

    if (version_is_frozen(d->v) && approval_may_return(d)) {
        v->may_return = true;
        v->return_action = draft_path(pg->mem, d, "/send-tilbake");
        v->reason = field_area(f, "grunn", MSG_RETURN_REASON, 0, STR_NONE,
                               DRAFT_REASON_MAX);
    }
    if (d->v->state != VERSION_APPROVAL || !p)
        return;
    v->may_approve = true;
    v->approve_action = draft_path(pg->mem, d, "/godkjenn");
    v->approve_under = msg_text(pg->mem, pg->lang, MSG_APPROVAL_TEXT, arg, 1);
    if (p->unit.v != d->unit.v)
        v->approve_for = say_name(pg, MSG_APPROVAL_FOR, p->name);
    v->hash_field = field_hidden("kontrollsum", d->hash);
}

/* --- who approves for a party --- */

static struct str
approver_path(struct page *pg, const struct draft_look *d, unit_id unit)
{
    return str_fmt(pg->mem, "%.*s/utkast/godkjenner/%.*s",
                   STR_FMT(draft_path(pg->mem, d, "")),
                   STR_FMT(id_format(pg->mem, unit.v)));
}

const struct name_line *
approver_links(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct name_line *row = ARENA_NEW_N(pg->mem, struct name_line,
                                        d->led.n + 1);

    for (size_t i = 0; i < d->led.n; i++)
        row[i] = (struct name_line){
            .href = approver_path(pg, d, d->led.row[i].unit),
            .text = say_name(pg, MSG_APPROVER_GO, d->led.row[i].name)};
    *out_n = d->led.n;
    return row;
}

static struct str
holder_told(struct page *pg, const struct function_row *f)
{
    return str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(f->holder_name),
                   STR_FMT(words(pg, function_kind_message(f->kind))));
}

struct draft_form_view
approver_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct draft_look *d,
                 unit_id unit, const struct function_list *offer)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_APPROVER_TITLE,
                                                "/utkast");
    const struct approver *now = approver_of(d, unit);
    struct choice *choice = ARENA_NEW_N(pg->mem, struct choice, offer->n + 1);

    v.lead = say_name(pg, MSG_APPROVER_LEAD, party_called(d, unit, STR_NONE));
    v.action = approver_path(pg, d, unit);
    choice[0] = (struct choice){.value = STR("0"),
                                .label = words(pg, MSG_APPROVER_NONE),
                                .selected = !now};
    for (size_t i = 0; i < offer->n; i++)
        choice[i + 1] = (struct choice){
            .value = id_format(pg->mem, offer->row[i].id.v),
            .label = holder_told(pg, &offer->row[i]),
            .selected = now && now->function.v == offer->row[i].id.v};
    v.fields[v.fields_n++] = field_choice(&f, FIELD_SELECT, "godkjenner",
                                          MSG_APPROVER_FIELD, 0, choice,
                                          offer->n + 1);
    return v;
}
