/* The bytes of a request's attachments.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/file.h"

#include "assessment/request_app.h"
#include "file/scan.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

const struct err *
file_list_in(struct call *c, assessment_id id, struct blob_list *out)
{
    struct file_ids ids = {0};
    const struct err *err = file_store_list(&c->tx, id, &ids);

    out->row = ARENA_NEW_N(c->mem, struct blob, ids.n + 1);
    out->n = 0;
    for (size_t i = 0; i < ids.n && !err; i++) {
        err = casefile_blob_in(c, ids.id[i], &out->row[out->n]);
        if (!err)
            out->n++;
        else if (err->kind == NOT_FOUND)
            err = NULL; /* not shared with the acting unit */
    }
    return err;
}

const struct err *
file_put_in(struct call *c, const struct assessment *a, struct str name,
            struct str type, struct str bytes, bool scanned)
{
    struct blob b = {.case_id = a->case_id,
                     .class_ = CLASS_WELFARE,
                     .unit = a->requester_unit,
                     .name = name,
                     .type = type,
                     .scanned = scanned};
    const struct err *err = share_own_in(c, a->case_id, a->requester_unit,
                                         CLASS_BIT(WELFARE));

    if (!err)
        err = casefile_blob_put_in(c, &b, bytes);
    return err ? err : file_store_insert(&c->tx, a->id, b.id);
}

static const struct err *
drop(struct call *c, const struct assessment *a, const struct blob *b)
{
    const struct err *err;

    if (a->sent_at.us != 0 && b->made_at.us <= a->sent_at.us)
        return NULL; /* it was sent: it stays with the history */
    err = file_store_drop(&c->tx, a->id, b->id);
    return err ? err : casefile_blob_drop_in(c, b->id);
}

static bool
names(const struct request_attachment *row, size_t n, struct str name,
      size_t *at)
{
    for (*at = 0; *at < n; (*at)++)
        if (str_eq(row[*at].file_name, name))
            return true;
    return false;
}

const struct err *
file_follow_in(struct call *c, const struct assessment *a,
               const struct request_attachment *before, size_t n,
               const struct thk_request *now, bool dropped)
{
    struct blob_list files = {0};
    const struct err *err = file_list_in(c, a->id, &files);

    for (size_t i = 0; i < files.n && !err; i++) {
        const struct blob *b = &files.row[i];
        size_t was = 0, is = 0;

        if (!names(before, n, b->name, &was) ||
            names(now->attachments, now->n_attachments, b->name, &is))
            continue;
        if (dropped)
            err = drop(c, a, b);
        else if (was < now->n_attachments &&
                 now->attachments[was].file_name.n > 0)
            err = casefile_blob_rename_in(c, b,
                                          now->attachments[was].file_name);
    }
    return err;
}

const struct err *
file_discard_in(struct call *c, const struct assessment *a)
{
    struct file_ids ids = {0};
    const struct err *err = file_store_list(&c->tx, a->id, &ids);

    for (size_t i = 0; i < ids.n && !err; i++) {
        err = file_store_drop(&c->tx, a->id, ids.id[i]);
        if (!err)
            err = casefile_blob_drop_in(c, ids.id[i]);
    }
    return err;
}

/* --- adding one --- */

/* The row of the form: type and, for "other", a description. */
static const struct err *
read_row(struct arena *mem, const struct file_form *f,
         struct request_attachment *out)
{
    const struct request_field *field = request_attachment_fields;
    const struct err *faults = NULL;

    *out = (struct request_attachment){0};
    faults = err_join(
        mem, faults,
        request_set(mem, &field[REQUEST_F_AT_TYPE], out, "type", f->type));
    faults = err_join(mem, faults,
                      request_set(mem, &field[REQUEST_F_AT_DESCRIPTION], out,
                                  "description", f->description));
    if (!faults && out->type == 0)
        faults = ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "type");
    if (!faults && out->type == REQUEST_ATTACHMENT_OTHER &&
        out->description.n == 0)
        faults = ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED,
                     .field = "description");
    if (out->type != REQUEST_ATTACHMENT_OTHER)
        out->description = STR_NONE;
    return faults;
}

static const struct err *
add_row(struct call *c, struct thk_request *r,
        const struct request_attachment *row)
{
    struct request_attachment *all;
    size_t at;

    if (r->n_attachments == REQUEST_ATTACHMENTS_MAX)
        return ERR(c->mem, INVALID, .msg = MSG_REQUEST_TOO_MANY,
                   .arg = {msg_int(REQUEST_ATTACHMENTS_MAX)}, .field = "fil");
    if (names(r->attachments, r->n_attachments, row->file_name, &at))
        return ERR(c->mem, INVALID, .msg = MSG_FILE_TWICE, .field = "fil");
    all = ARENA_NEW_N(c->mem, struct request_attachment, r->n_attachments + 1);
    for (size_t i = 0; i < r->n_attachments; i++)
        all[i] = r->attachments[i];
    all[r->n_attachments++] = *row;
    r->attachments = all;
    return NULL;
}

static const struct err *
add(struct call *c, const struct assessment *a, const struct file_form *f)
{
    struct draft d;
    struct instant saved = {0};
    struct request_attachment row;
    struct str type = STR_NONE;
    const struct err *faults = read_row(c->mem, f, &row);
    const struct err *err = file_type(c->mem, "fil", f->bytes, &type);

    if (err && err->kind != INVALID)
        return err;
    faults = err_join(c->mem, err, faults);
    if (faults)
        return faults;
    row.file_name = file_name_of(c->mem, f->name);
    err = request_set(c->mem,
                      &request_attachment_fields[REQUEST_F_AT_FILE_NAME], &row,
                      "fil", row.file_name);
    if (!err)
        err = request_draft_in(c, a, &d, &saved);
    if (!err)
        err = add_row(c, &d.request, &row);
    if (!err)
        err = request_put_draft_in(c, a, &d);
    return err ? err
               : file_put_in(c, a, row.file_name, type, f->bytes, f->scanned);
}

const struct err *
file_app_add(struct call *c, assessment_id id, const struct file_form *form)
{
    struct assessment a = {0};
    struct file_form f = *form;
    enum action act;
    const struct err *err = NULL;

    if (f.bytes.n > 0 && f.bytes.n <= FILE_MAX_BYTES)
        err = scan_bytes(c->mem, c->sv->clamd, "fil", f.bytes, &f.scanned);
    if (err)
        return err;
    err = request_begin_writing(c, id, &act, &a);
    if (!err)
        err = request_check_step_open(c, &a, REQUEST_STEPS);
    if (!err)
        err = add(c, &a, &f);
    return call_end(c, act, id.v, err);
}

/* --- one file --- */

static const struct err *
find(struct call *c, assessment_id id, int64_t blob, struct blob *out)
{
    struct file_ids ids = {0};
    const struct err *err = file_store_list(&c->tx, id, &ids);

    for (size_t i = 0; i < ids.n && !err; i++)
        if (ids.id[i] == blob)
            return casefile_blob_in(c, blob, out);
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
file_app_get(struct call *c, assessment_id id, int64_t blob, struct blob *out,
             struct str *out_bytes)
{
    const struct err *err = call_begin(c, ACT_REQUEST_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_REQUEST_VIEW, subject_assessment(id));
    if (!err)
        err = find(c, id, blob, out);
    if (!err)
        err = casefile_blob_read_in(c, out, out_bytes);
    return call_end(c, ACT_REQUEST_VIEW, id.v, err);
}
