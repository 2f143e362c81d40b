/* What people do with documents of a case: put, read, withdraw.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"

#include "file/mark.h"
#include "file/scan.h"
#include "file/type.h"
#include "text/messages_document.h"
#include "text/messages_text.h"

#define COLUMN_TITLE  "document.title"
#define COLUMN_REASON "document.withdraw_reason"

/* --- reading --- */

static const struct err *
open_words(struct call *c, const struct key *key, struct document *d)
{
    const struct err *err = unseal(c->mem, key, d->id, COLUMN_TITLE, d->title,
                                   &d->title);

    if (!err && d->withdraw_reason.n > 0)
        err = unseal(c->mem, key, d->id, COLUMN_REASON, d->withdraw_reason,
                     &d->withdraw_reason);
    c->classes |= 1u << d->class_;
    return err;
}

static const struct err *
read_list(struct call *c, case_id about, struct document_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, about, &key);

    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS | VIEW_PERSONS,
                               &out->about);
    c->classes |= CLASS_BIT(DOCUMENTS);
    if (!err)
        err = document_store_list(&c->tx, &v, about, &out->list);
    for (size_t i = 0; !err && i < out->list.n; i++)
        err = open_words(c, &key, &out->list.row[i]);
    return err;
}

const struct err *
document_app_list(struct call *c, case_id about, struct document_view *out)
{
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_LIST,
                                          subject_case(about));

    *out = (struct document_view){0};
    if (!err)
        err = read_list(c, about, out);
    return call_end(c, ACT_DOCUMENT_LIST, about.v, err);
}

static const struct err *
read_one(struct call *c, case_id about, int64_t document,
         struct document_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, about, &key);

    if (!err)
        err = document_store_get(&c->tx, &v, about, document, &out->document);
    if (!err)
        err = open_words(c, &key, &out->document);
    if (!err)
        err = document_store_versions(&c->tx, &v, document, &out->versions);
    out->is_mine = out->document.unit.v == c->who.unit.v &&
                   out->document.withdrawn_at.us == 0;
    return err;
}

static const struct document_version *
version_find(const struct document_view *v, int64_t nr)
{
    for (size_t i = 0; i < v->versions.n; i++)
        if (v->versions.row[i].nr == nr)
            return &v->versions.row[i];
    return NULL;
}

static const struct err *
read_file(struct call *c, const struct document_view *v, int64_t nr,
          struct blob *out, struct str *out_bytes)
{
    const struct document_version *w = version_find(v, nr);
    const struct err *err;

    if (!w)
        return ERR(c->mem, NOT_FOUND);
    err = casefile_blob_in(c, w->blob, out);
    return err ? err : casefile_blob_read_in(c, out, out_bytes);
}

/* How a text begins. */
static const struct err *
read_text(struct call *c, struct document_view *v)
{
    struct blob b;
    struct str all = STR_NONE;
    const struct err *err = NULL;

    if (!str_eq_cz(v->document.media_type, "text/plain"))
        return NULL;
    err = read_file(c, v, v->document.newest, &b, &all);
    if (!err)
        v->text = file_beginning(b.type, all);
    return err;
}

const struct err *
document_app_view(struct call *c, case_id about, int64_t document,
                  struct document_view *out)
{
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_VIEW,
                                          subject_case(about));

    *out = (struct document_view){0};
    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS | VIEW_SHARES, &out->about);
    if (!err)
        err = read_one(c, about, document, out);
    if (!err)
        err = read_text(c, out);
    return call_end(c, ACT_DOCUMENT_VIEW, document, err);
}

/* --- what leaves --- */

static struct str
mark_of(struct call *c)
{
    const struct msg_arg arg[] = {msg_str(c->who.name),
                                  msg_str(c->who.unit_name), msg_time(c->now)};

    return msg_text(c->mem, c->lang, MSG_DOCUMENT_MARK, arg, ARRAY_LEN(arg));
}

static const struct err *
get_bytes(struct call *c, case_id about, int64_t document, int64_t nr,
          struct blob *out, struct str *out_bytes)
{
    struct document_view v = {0};
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_VIEW,
                                          subject_case(about));

    if (!err)
        err = read_one(c, about, document, &v);
    if (!err)
        err = read_file(c, &v, nr, out, out_bytes);
    return call_end(c, ACT_DOCUMENT_VIEW, document, err);
}

const struct err *
document_app_file(struct call *c, case_id about, int64_t document, int64_t nr,
                  struct blob *out, struct str *out_bytes)
{
    struct str bytes = STR_NONE;
    const struct err *err = get_bytes(c, about, document, nr, out, &bytes);

    if (err)
        return err;
    *out_bytes = bytes;
    if (str_eq_cz(out->type, "application/pdf")) {
        err = mark_pdf(c->mem, NULL, bytes, mark_of(c), out_bytes);
        if (err)
            err = ERR(c->mem, UNAVAILABLE, .msg = MSG_DOCUMENT_NO_MARK,
                      .detail = "a document could not be marked");
    } else if (str_eq_cz(out->type, "text/plain")) {
        *out_bytes = mark_text(c->mem, bytes, mark_of(c));
    }
    return err;
}

/* The picture carries the mark too: it can be kept as easily as the file. */
static const struct err *
marked_page(struct call *c, struct str bytes, struct str *out)
{
    struct str marked = STR_NONE;
    const struct err *err = mark_pdf(c->mem, NULL, bytes, mark_of(c), &marked);

    if (err)
        return ERR(c->mem, NOT_FOUND);
    return mark_first_page(c->mem, marked, out);
}

const struct err *
document_app_picture(struct call *c, case_id about, int64_t document,
                     int64_t nr, const char **out_type, struct str *out_bytes)
{
    struct blob b = {0};
    struct str bytes = STR_NONE;
    const struct err *err = get_bytes(c, about, document, nr, &b, &bytes);

    if (err)
        return err;
    *out_bytes = bytes;
    *out_type = "image/png";
    if (str_eq_cz(b.type, "application/pdf"))
        return marked_page(c, bytes, out_bytes);
    if (str_eq_cz(b.type, "image/jpeg"))
        *out_type = "image/jpeg";
    else if (!str_eq_cz(b.type, "image/png"))
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

/* --- putting one there --- */

static const struct err *
required(struct arena *mem, const char *field, struct str s)
{
    return s.n > 0
               ? NULL
               : ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = field);
}

/* What the file is, whether it can be marked, whether the scanner lets it pass:
 * before any transaction. */
static const struct err *
check_file(struct call *c, const struct document_form *f, struct blob *b)
{
    struct str marked = STR_NONE;
    const struct err *err = file_type(c->mem, "fil", f->bytes, &b->type);

    if (!err && !f->made_here)
        err = scan_bytes(c->mem, c->sv->clamd, "fil", f->bytes, &b->scanned);
    if (!err && str_eq_cz(b->type, "application/pdf") && !f->made_here)
        err = mark_pdf(c->mem, "fil", f->bytes, mark_of(c), &marked);
    return err;
}

static const struct err *
check_form(struct call *c, const struct document_form *f, struct blob *b)
{
    const struct err *faults = NULL;
    const struct err *err = check_file(c, f, b);

    if (err && (err->kind != INVALID || f->document != 0))
        return err;
    if (f->document == 0) {
        faults = required(c->mem, "tittel", f->title);
        if (!document_class_fits(f->class_))
            faults = err_join(c->mem, faults,
                              ERR(c->mem, INVALID, .msg = MSG_FORM_CHOICE,
                                  .field = "klasse"));
    }
    return err_join(c->mem, faults, err);
}

static const struct err *
put_blob(struct call *c, const struct document *d,
         const struct document_form *f, struct blob *b)
{
    const struct err *err;

    b->case_id = d->case_id;
    b->class_ = d->class_;
    b->unit = d->unit;
    b->name = file_name_of(c->mem, f->name);
    err = casefile_blob_put_in(c, b, f->bytes);
    return err ? err
               : document_store_put_version(&c->tx, d->id, d->newest, b->id,
                                            c->who.function, c->now);
}

/* The timeline tells of what others may see too. */
static const struct err *
tell(struct call *c, const struct document *d, enum event_kind kind)
{
    struct event e = {.case_id = d->case_id,
                      .kind = kind,
                      .class_ = d->class_,
                      .object_id = d->id,
                      .day = DATE_NONE,
                      .text = d->title};

    return d->own ? NULL : casefile_event_in(c, &e);
}

static const struct err *
put_new(struct call *c, const struct document_form *f, struct blob *b,
        int64_t *out)
{
    struct document d = {.id = id_new(),
                         .case_id = f->case_id,
                         .class_ = f->class_,
                         .unit = c->who.unit,
                         .own = f->own,
                         .kind = f->kind,
                         .title = f->title,
                         .newest = 1,
                         .made_at = c->now};
    struct document row = d;
    struct key key;
    const struct err *err = case_key_in(c, f->case_id, &key);

    if (!err)
        err = share_own_in(c, f->case_id, c->who.unit, 1u << f->class_);
    if (err)
        return err;
    row.title = seal(c->mem, &key, d.id, COLUMN_TITLE, d.title);
    err = document_store_insert(&c->tx, &row, c->who.function);
    if (!err)
        err = put_blob(c, &d, f, b);
    if (!err && f->template != 0)
        err = document_store_put_letter(&c->tx, d.id, f->template,
                                        f->template_nr);
    if (!err)
        err = tell(c, &d, EVENT_DOCUMENT_ADDED);
    *out = d.id;
    c->classes |= 1u << d.class_;
    return err;
}

static const struct err *
mine(struct call *c, const struct document *d)
{
    if (d->unit.v != c->who.unit.v)
        return ERR(c->mem, DENIED);
    if (d->withdrawn_at.us != 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_DOCUMENT_IS_WITHDRAWN);
    return NULL;
}

static const struct err *
put_version(struct call *c, const struct document_form *f, struct blob *b)
{
    struct document_view v = {0};
    int64_t version;
    const struct err *err = read_one(c, f->case_id, f->document, &v);

    if (!err)
        err = mine(c, &v.document);
    if (err)
        return err;
    version = v.document.version;
    v.document.newest++;
    err = put_blob(c, &v.document, f, b);
    if (!err)
        err = document_store_newest(&c->tx, f->document, version,
                                    v.document.newest);
    return err ? err : tell(c, &v.document, EVENT_DOCUMENT_VERSION);
}

const struct err *
document_app_put(struct call *c, const struct document_form *form, int64_t *out)
{
    struct blob b = {0};
    const struct err *err = check_form(c, form, &b);

    if (err)
        return err;
    *out = form->document;
    err = call_begin_on(c, ACT_DOCUMENT_ADD, subject_case(form->case_id));
    if (!err)
        err = form->document ? put_version(c, form, &b)
                             : put_new(c, form, &b, out);
    return call_end(c, ACT_DOCUMENT_ADD, *out, err);
}

/* --- withdrawing --- */

static const struct err *
withdraw(struct call *c, case_id about, int64_t document, struct str reason)
{
    struct document_view v = {0};
    struct key key;
    const struct err *err = read_one(c, about, document, &v);

    if (!err)
        err = mine(c, &v.document);
    if (!err)
        err = case_key_in(c, about, &key);
    if (!err)
        err = document_store_withdraw(
            &c->tx, document, c->who.function,
            seal(c->mem, &key, document, COLUMN_REASON, reason), c->now);
    return err ? err : tell(c, &v.document, EVENT_DOCUMENT_WITHDRAWN);
}

const struct err *
document_app_withdraw(struct call *c, case_id about, int64_t document,
                      struct str reason)
{
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_WITHDRAW,
                                          subject_case(about));

    if (!err)
        err = required(c->mem, "grunn", reason);
    if (!err)
        err = withdraw(c, about, document, reason);
    return call_end(c, ACT_DOCUMENT_WITHDRAW, document, err);
}
