/* Form reader: typed values out of a form, all its errors in one list.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"
#include "text/messages_http.h"
#include "text/messages_text.h"

struct form
form_of(struct arena *mem, const struct http_req *req)
{
    return (struct form){.mem = mem, .req = req};
}

void
form_add(struct form *f, const struct err *err)
{
    f->err = err_join(f->mem, f->err, err);
}

void
form_fault(struct form *f, const char *field, int msg)
{
    form_add(f, ERR(f->mem, INVALID, .msg = msg,
                    .field = str_cz(f->mem, str_of(field))));
}

const struct err *
form_errors(const struct form *f)
{
    return f->err;
}

bool
form_shown_again(const struct err *err, struct http_res *res)
{
    if (!err || (err->kind != INVALID && !(err->kind == CONFLICT && err->msg)))
        return false;
    res->status = err->kind == INVALID ? 422 : 409;
    return true;
}

static const struct http_pair *
pairs(const struct form *f, size_t *n)
{
    bool post = f->req->method == HTTP_POST;

    *n = post ? f->req->n_field : f->req->n_param;
    return post ? f->req->field : f->req->param;
}

/* Value number i of the name, or NULL. */
static const struct str *
nth(const struct form *f, const char *name, size_t i)
{
    size_t n;
    const struct http_pair *pair = pairs(f, &n);

    for (size_t k = 0; k < n; k++) {
        if (str_eq_cz(pair[k].name, name) && i-- == 0)
            return &pair[k].value;
    }
    return NULL;
}

bool
form_has(const struct form *f, const char *name)
{
    return nth(f, name, 0) != NULL;
}

/* CR LF and CR become LF, other controls a space (a vertical tab pasted from a
 * word processor is no reason to refuse a page of text). */
static struct str
clean(struct arena *mem, struct str s)
{
    struct buf b;
    bool dirty = false;

    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        dirty = dirty || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    }
    if (!dirty)
        return s;
    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            continue;
        if (c == '\r')
            buf_char(&b, '\n');
        else
            buf_char(&b, (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f
                             ? ' '
                             : (char)c);
    }
    return str_trim(buf_done(&b));
}

/* The one value of a name, clean; empty when absent. */
static struct str
single(struct form *f, const char *name)
{
    const struct str *value = nth(f, name, 0);

    if (!value)
        return STR_NONE;
    if (nth(f, name, 1)) {
        form_fault(f, name, MSG_FORM_TWICE);
        return STR_NONE;
    }
    return clean(f->mem, *value);
}

static void
check_length(struct form *f, const char *name, struct str s, size_t max_chars)
{
    if (s.n > max_chars && str_chars(s) > max_chars)
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_TOO_LONG,
                        .arg = {msg_int((int64_t)max_chars)},
                        .field = str_cz(f->mem, str_of(name))));
}

struct str
form_text(struct form *f, const char *name, size_t max_chars)
{
    struct str s = single(f, name);

    check_length(f, name, s, max_chars);
    return s;
}

struct str
form_text_required(struct form *f, const char *name, size_t max_chars)
{
    const struct err *before = f->err;
    struct str s = form_text(f, name, max_chars);

    if (s.n == 0 && f->err == before)
        form_fault(f, name, MSG_FORM_REQUIRED);
    return s;
}

bool
form_each(struct form *f, const char *name, size_t i, size_t max_chars,
          struct str *out)
{
    const struct str *value = nth(f, name, i);

    if (!value)
        return false;
    *out = clean(f->mem, *value);
    check_length(f, name, *out, max_chars);
    return true;
}

const struct http_file *
form_file(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->req->n_file; i++) {
        if (str_eq_cz(f->req->file[i].name, name))
            return &f->req->file[i];
    }
    return NULL;
}

bool
form_checked(struct form *f, const char *name)
{
    struct str s = single(f, name);

    return s.n > 0 && !str_eq_cz(s, "0");
}

int
form_choice(struct form *f, const char *name, const char *const *words)
{
    struct str s = form_text_required(f, name, 200);

    if (s.n == 0)
        return 0;
    for (int i = 0; words[i]; i++) {
        if (str_eq_cz(s, words[i]))
            return i;
    }
    form_fault(f, name, MSG_FORM_CHOICE);
    return 0;
}

/* Digits with the spaces of "12 345" taken out. */
static struct str
without_spaces(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ')
            buf_char(&b, s.p[i]);
    }
    return buf_done(&b);
}

int64_t
form_int(struct form *f, const char *name, int64_t min, int64_t max)
{
    struct str s = form_text_required(f, name, 40);
    int64_t v;

    if (s.n == 0)
        return min;
    if (!str_to_i64(without_spaces(f->mem, s), &v)) {
        form_fault(f, name, MSG_FORM_NUMBER);
        return min;
    }
    if (v < min || v > max) {
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_NUMBER_BETWEEN,
                        .arg = {msg_int(min), msg_int(max)},
                        .field = str_cz(f->mem, str_of(name))));
        return min;
    }
    return v;
}

int64_t
form_id_or_none(struct form *f, const char *name)
{
    struct str s = single(f, name);
    int64_t id = 0;

    if (s.n > 0 && !id_parse(s, &id)) {
        form_fault(f, name, MSG_FORM_ID);
        return 0;
    }
    return id;
}

int64_t
form_id(struct form *f, const char *name)
{
    const struct err *before = f->err;
    int64_t id = form_id_or_none(f, name);

    if (id == 0 && f->err == before)
        form_fault(f, name, MSG_FORM_REQUIRED);
    return id;
}

int64_t
form_path_id(struct form *f, const char *name)
{
    int64_t id = 0;

    if (id_parse(http_path_arg(f->req, name), &id))
        return id;
    form_add(f, ERR(f->mem, NOT_FOUND));
    return 0;
}
