/* Signing the report, sharing it, and taking it out as a file.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "assessment/report.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

#define COLUMN_DIGEST "thk_signature.digest"

/* --- signing --- */

/* Asks for the password again. Before the writer's turn: hashing is slow. */
static const struct err *
check_password(struct call *c, struct str password)
{
    struct db_tx tx;
    struct account a = {0};
    const struct err *err;

    if (password.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED,
                   .field = "passord");
    err = db_read_begin(c->sv->db, c->mem, &tx);
    if (err)
        return err;
    err = account_store_get(&tx, c->who.account, &a);
    db_read_end(&tx);
    if (!err && !password_is(a.password, password))
        err = ERR(c->mem, INVALID, .msg = MSG_REPORT_PASSWORD_WRONG,
                  .field = "passord");
    return err;
}

static const struct err *
may_sign(struct call *c, const struct work *w)
{
    bool state = w->a.state == THK_DRAFTED || w->a.state == THK_FEEDBACK;
    bool member = false;

    for (size_t i = 0; i < w->people.n; i++)
        member |= !w->people.row[i].left_out &&
                  w->people.row[i].function.v == c->who.function.v;
    if (!state)
        return ERR(c->mem, CONFLICT, .msg = MSG_SHEET_NOT_NOW);
    if (!member)
        return ERR(c->mem, DENIED, .msg = MSG_REPORT_NOT_A_MEMBER);
    for (size_t i = 0; i < w->signatures.n; i++)
        if (w->signatures.row[i].holds &&
            w->signatures.row[i].function.v == c->who.function.v)
            return ERR(c->mem, CONFLICT, .msg = MSG_REPORT_SIGNED_ALREADY);
    if (!sheet_find(&w->sheets, SHEET_REPORT, "tjenesten"))
        return ERR(c->mem, INVALID, .msg = MSG_REPORT_NOTHING_TO_SIGN,
                   .field = "passord");
    return NULL;
}

static const struct err *
sign_in(struct call *c, assessment_id id)
{
    struct work w = {0};
    struct signed_row s = {
        .id = id_new(), .function = c->who.function, .at = c->now};
    struct key key;
    const struct err *err = work_load_in(c, id, &w);

    if (!err)
        err = may_sign(c, &w);
    if (!err)
        err = case_key_in(c, w.a.case_id, &key);
    if (err)
        return err;
    s.digest = seal(c->mem, &key, s.id, COLUMN_DIGEST,
                    (struct str){(const char *)w.digest.b, HASH_BYTES});
    return sheet_store_sign(&c->tx, id, &s, c->who.account);
}

const struct err *
report_app_sign(struct call *c, assessment_id id, struct str password)
{
    const struct err *wrong = check_password(c, password);
    const struct err *err;

    if (wrong && wrong->kind != INVALID)
        return wrong;
    err = call_begin(c, ACT_ASSESSMENT_WORK);
    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_WORK, subject_assessment(id));
    if (!err)
        err = wrong ? wrong : sign_in(c, id);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}

/* --- sharing --- */

static const struct err *
share_report(struct call *c, const struct assessment *a, const struct share *as,
             unit_id to)
{
    struct share s = *as;

    s.id = (share_id){0};
    s.case_id = a->case_id;
    s.from_unit = a->team_unit;
    s.to_unit = to;
    s.valid_from = (struct instant){0};
    return share_grant_classes_in(
        c, &s, CLASS_BIT(CORE) | CLASS_BIT(REPORT) | CLASS_BIT(HEALTH));
}

const struct err *
report_share_in(struct call *c, const struct work *w)
{
    struct share necessary = {.purpose = PURPOSE_ASSESSMENT,
                              .basis = BASIS_NECESSARY,
                              .legal_basis = basis_legal(BASIS_NECESSARY)};
    struct share_list list = {0};
    const struct err *err = share_report(c, &w->a, &necessary,
                                         w->a.requester_unit);

    if (!err)
        err = sharing_list_in(c, w->a.case_id, &list);
    for (size_t i = 0; i < list.n && !err; i++) {
        const struct share *s = &list.row[i];

        if (s->class_ == CLASS_CORE && s->basis == BASIS_CONSENT &&
            s->purpose == PURPOSE_HEALTH_CARE && share_is_active(s, c->now) &&
            s->from_unit.v == w->a.requester_unit.v)
            err = share_report(c, &w->a, s, s->to_unit);
    }
    return err;
}

/* --- the file --- */

static struct str
mark_of(const struct call *c)
{
    return msg_text(c->mem, c->lang, MSG_REPORT_MARK,
                    (const struct msg_arg[]){msg_str(c->who.name),
                                             msg_str(c->who.unit_name),
                                             msg_time(c->now)},
                    3);
}

static const struct err *
write_pdf(struct call *c, const struct work *w, const struct sheet *report,
          int reader, struct str *out)
{
    struct report_doc *d = ARENA_NEW(c->mem, struct report_doc);
    struct pdf_doc doc = {.lang = lang_code(c->lang),
                          .title = msg_plain(c->lang, MSG_REPORT_TITLE),
                          .mark = mark_of(c),
                          .page_of = msg_plain(c->lang, MSG_REPORT_PAGE_OF),
                          .made = c->now};

    d->mem = c->mem;
    d->lang = c->lang;
    report_doc_of(d, w, report, reader);
    doc.block = d->block;
    doc.n = d->n;
    return pdf_write(c->mem, &doc, out);
}

static const struct err *
pdf_in(struct call *c, assessment_id id, struct str reader, struct str *out)
{
    struct work w = {0};
    const struct sheet *report;
    int name = 0;
    const struct err *err = work_load_in(c, id, &w);

    if (!err && !sheet_name(SHEET_REPORT, reader, &name))
        err = ERR(c->mem, NOT_FOUND);
    if (err)
        return err;
    report = sheet_find(&w.sheets, SHEET_REPORT, str_cz(c->mem, reader));
    if (!report)
        return ERR(c->mem, NOT_FOUND);
    return write_pdf(c, &w, report, name, out);
}

const struct err *
report_app_pdf(struct call *c, assessment_id id, struct str reader,
               struct str *out)
{
    const struct err *err = call_begin(c, ACT_REPORT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_REPORT_VIEW, subject_assessment(id));
    if (!err)
        err = pdf_in(c, id, reader, out);
    return call_end(c, ACT_REPORT_VIEW, id.v, err);
}
