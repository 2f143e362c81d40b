/* The THK request: what people type into it, and what is missing in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request.h"
#include "text/messages_assessment.h"

#include <string.h>

static const int fault_msg[REQUEST_FAULT_COUNT] = {
    [REQUEST_FAULT_SHORT] = MSG_REQUEST_SHORT,
    [REQUEST_FAULT_LONG] = MSG_REQUEST_LONG,
    [REQUEST_FAULT_CHARS] = MSG_REQUEST_CHARS,
    [REQUEST_FAULT_CODE] = MSG_REQUEST_NOT_LISTED,
    [REQUEST_FAULT_BOOL] = MSG_REQUEST_CHOOSE,
    [REQUEST_FAULT_DATE] = MSG_REQUEST_NO_SUCH_DAY,
    [REQUEST_FAULT_NATID] = MSG_REQUEST_NATID_WRONG,
    [REQUEST_FAULT_ORGNR] = MSG_REQUEST_ORGNR_WRONG,
    [REQUEST_FAULT_DIGITS] = MSG_REQUEST_DIGITS_WRONG,
    [REQUEST_FAULT_UUID] = MSG_REQUEST_FORM_WRONG,
    [REQUEST_FAULT_VERSION] = MSG_REQUEST_FORM_WRONG,
    [REQUEST_FAULT_INTEGER] = MSG_REQUEST_FORM_WRONG,
    [REQUEST_FAULT_INSTANT] = MSG_REQUEST_FORM_WRONG,
};

static const struct err *
fault_error(struct arena *mem, const struct request_field *f, const char *key,
            enum request_fault fault)
{
    struct err e = {.kind = INVALID,
                    .msg = fault_msg[fault],
                    .field = key ? key : f->key,
                    .where = __FILE__};

    if (fault == REQUEST_FAULT_SHORT)
        e.arg[0] = msg_int((int64_t)f->min);
    if (fault == REQUEST_FAULT_LONG || fault == REQUEST_FAULT_DIGITS)
        e.arg[0] = msg_int((int64_t)f->max);
    return err_new(mem, &e);
}

/* Browsers end lines with CR LF; a line field has none. */
static struct str
normal_lines(struct arena *mem, struct str s, bool one_line)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            continue;
        if (s.p[i] == '\r' || s.p[i] == '\n')
            buf_char(&b, one_line ? ' ' : '\n');
        else
            buf_char(&b, s.p[i]);
    }
    return buf_done(&b);
}

static struct str
without_spaces(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            buf_char(&b, s.p[i]);
    return buf_done(&b);
}

/* 5.11.2026 → 2026-11-05; anything else as it is. */
static struct str
normal_day(struct arena *mem, struct str s)
{
    struct str part[3];
    int64_t n[3];
    struct str rest = s;

    for (int i = 0; i < 3; i++) {
        bool more = str_split(rest, '.', &part[i], &rest);

        if (more != (i < 2) || part[i].n == 0 || part[i].n > 4 ||
            !str_to_i64(str_trim(part[i]), &n[i]) || n[i] < 0)
            return s;
    }
    return str_fmt(mem, "%04lld-%02lld-%02lld", (long long)n[2],
                   (long long)n[1], (long long)n[0]);
}

static struct str
normal(struct arena *mem, const struct request_field *f, struct str typed)
{
    struct str s = str_trim(typed);

    switch (f->kind) {
    case REQUEST_TEXT:
        return normal_lines(mem, s, false);
    case REQUEST_LINE:
        return normal_lines(mem, s, true);
    case REQUEST_DATE:
        return normal_day(mem, s);
    case REQUEST_NATID:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
        return without_spaces(mem, s);
    case REQUEST_CODE:
    case REQUEST_CODES:
    case REQUEST_BOOL:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
    case REQUEST_INSTANT:
        break;
    }
    return s;
}

const struct err *
request_set(struct arena *mem, const struct request_field *f, void *base,
            const char *key, struct str typed)
{
    struct str s = normal(mem, f, typed);
    enum request_fault fault;

    if (f->kind == REQUEST_NATID && s.n > 0 &&
        str_eq(s, request_get(mem, f, base)))
        return NULL; /* the masked number came back */
    if (f->kind == REQUEST_ORGNR && s.n > 0 && !orgnr_is_valid(s))
        return fault_error(mem, f, key, REQUEST_FAULT_ORGNR);
    fault = request_put(mem, f, base, s);
    return fault == REQUEST_OK ? NULL : fault_error(mem, f, key, fault);
}

/* --- completeness --- */

/* Fields that are answered together: all from first to last are needed when
 * any from first to by_last is answered. */
static const struct {
    int first;
    int last;
    int by_last;
} groups[] = {
    {REQUEST_F_IP_NAME, REQUEST_F_IP_BODY, REQUEST_F_IP_BODY},
    {REQUEST_F_BILLING_NUMBER, REQUEST_F_BILLING_NAME,
     REQUEST_F_BILLING_DISTRICT},
    {REQUEST_F_BILLING_MUNICIPALITY_NUMBER, REQUEST_F_BILLING_MUNICIPALITY,
     REQUEST_F_BILLING_DISTRICT},
    {REQUEST_F_BILLING_DISTRICT_NUMBER, REQUEST_F_BILLING_DISTRICT,
     REQUEST_F_BILLING_DISTRICT},
};

static bool
group_needs(const struct thk_request *r, int id)
{
    for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
        if (id < groups[g].first || id > groups[g].last)
            continue;
        for (int i = groups[g].first; i <= groups[g].by_last; i++)
            if (!request_is_empty(&request_fields[i], r))
                return true;
    }
    return false;
}

static bool
is_choice(const struct request_field *f)
{
    return f->kind == REQUEST_CODE || f->kind == REQUEST_CODES ||
           f->kind == REQUEST_BOOL;
}

/* What is wrong with the lack of an answer: a message, 0 for nothing. */
static int
lack(const struct request_field *table, const struct request_field *f,
     const void *base)
{
    if (!f->required || !request_is_empty(f, base) ||
        !request_applies(table, f, base))
        return 0;
    return is_choice(f) ? MSG_REQUEST_CHOOSE : MSG_REQUEST_MISSING;
}

/* Each area has a text or a reason, never both. */
static int
area_fault(const struct thk_request *r, const struct request_field *f)
{
    size_t from = offsetof(struct thk_request, area);
    const struct request_area *a;
    bool at_text;

    if (f->offset < from || f->offset >= from + sizeof(r->area))
        return 0;
    a = &r->area[(f->offset - from) / sizeof(*a)];
    at_text = (f->offset - from) % sizeof(*a) ==
              offsetof(struct request_area, text);
    if (at_text && a->text.n == 0 && a->reason.n == 0)
        return MSG_REQUEST_AREA_EMPTY;
    if (!at_text && a->text.n > 0 && a->reason.n > 0)
        return MSG_REQUEST_AREA_BOTH;
    return 0;
}

/* Lists grow at the front, from the last field to the first: joining at the
 * end would copy all that stands there. */
static const struct err *
before(struct arena *mem, const char *key, int msg, const struct err *list)
{
    return err_join(mem, ERR(mem, INVALID, .msg = msg, .field = key), list);
}

static const struct err *
check_caregivers(struct arena *mem, const struct thk_request *r,
                 const struct err *list)
{
    const struct request_field *table = request_caregiver_fields;

    for (size_t i = r->n_caregivers; i-- > 0;)
        for (int id = REQUEST_CAREGIVER_FIELD_COUNT; id-- > 0;) {
            int msg = lack(table, &table[id], &r->caregivers[i]);

            if (msg)
                list = before(mem, request_caregiver_key(mem, i, &table[id]),
                              msg, list);
        }
    return list;
}

static bool
name_stands_before(const struct thk_request *r, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(r->attachments[k].file_name, r->attachments[i].file_name))
            return true;
    return false;
}

static const struct err *
check_attachments(struct arena *mem, const struct thk_request *r,
                  const struct err *list)
{
    const struct request_field *table = request_attachment_fields;

    for (size_t i = r->n_attachments; i-- > 0;)
        for (int id = REQUEST_ATTACHMENT_FIELD_COUNT; id-- > 0;) {
            int msg = lack(table, &table[id], &r->attachments[i]);

            if (!msg && id == REQUEST_F_AT_FILE_NAME &&
                name_stands_before(r, i))
                msg = MSG_REQUEST_FILE_TWICE;
            if (msg)
                list = before(mem, request_attachment_key(mem, i, &table[id]),
                              msg, list);
        }
    return list;
}

const struct err *
request_check(struct arena *mem, const struct thk_request *r, int step)
{
    const struct err *list = NULL;

    if (step == 0 || step == 6)
        list = check_attachments(mem, r, list);
    for (int id = REQUEST_FIELD_COUNT; id-- > 0;) {
        const struct request_field *f = &request_fields[id];
        int msg;

        if (step != 0 && step != f->step)
            continue;
        if (id == REQUEST_F_CONSENT)
            list = check_caregivers(mem, r, list);
        msg = lack(request_fields, f, r);
        if (!msg)
            msg = area_fault(r, f);
        if (!msg && request_is_empty(f, r) && group_needs(r, id))
            msg = MSG_REQUEST_GROUP_PART;
        if (msg)
            list = before(mem, f->key, msg, list);
    }
    return list;
}

static void
tidy(const struct request_field *table, int n, void *base)
{
    for (int id = 0; id < n; id++)
        if (!request_applies(table, &table[id], base))
            request_clear(&table[id], base);
}

void
request_tidy(struct thk_request *r)
{
    tidy(request_fields, REQUEST_FIELD_COUNT, r);
    for (size_t i = 0; i < r->n_caregivers; i++)
        tidy(request_caregiver_fields, REQUEST_CAREGIVER_FIELD_COUNT,
             &r->caregivers[i]);
    for (size_t i = 0; i < r->n_attachments; i++)
        tidy(request_attachment_fields, REQUEST_ATTACHMENT_FIELD_COUNT,
             &r->attachments[i]);
}

bool
request_has_consent(const struct thk_request *r)
{
    return r->consent == REQUEST_YES;
}
