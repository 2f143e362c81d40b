/* The THK request's fields: the table, and what one walks it for.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request.h"
#include "text/messages_assessment.h"

#include <string.h>

#define BIT(value) (1U << REQUEST_##value)
#define ALWAYS     .required = true, .if_field = -1
#define OPTIONAL   .required = false, .if_field = -1
#define WHEN(field, bits) \
    .required = true, .if_field = REQUEST_F_##field, .if_values = (bits)
#define IF(field, bits) \
    .required = false, .if_field = REQUEST_F_##field, .if_values = (bits)
#define MSG_REQUEST_NO_HINT 0
#define ROW(type, id, key_, kind_, list_, member, min_, max_, step_, label_, \
            hint_, ...)                                                      \
    [REQUEST_F_##id] = {.key = (key_),                                       \
                        .kind = REQUEST_##kind_,                             \
                        .list = REQUEST_LIST_##list_,                        \
                        .offset = offsetof(type, member),                    \
                        .min = (min_),                                       \
                        .max = (max_),                                       \
                        .step = (step_),                                     \
                        .label = MSG_REQUEST_##label_,                       \
                        .hint = MSG_REQUEST_##hint_,                         \
                        __VA_ARGS__},

const struct request_field request_fields[REQUEST_FIELD_COUNT] = {
#define REQUEST_FIELD(...) ROW(struct thk_request, __VA_ARGS__)
#include "assessment/request_fields.def"
#undef REQUEST_FIELD
};

const struct request_field
    request_caregiver_fields[REQUEST_CAREGIVER_FIELD_COUNT] = {
#define REQUEST_CAREGIVER_FIELDS
#define REQUEST_ITEM_FIELD(...) ROW(struct request_caregiver, __VA_ARGS__)
#include "assessment/request_fields.def"
#undef REQUEST_ITEM_FIELD
#undef REQUEST_CAREGIVER_FIELDS
};

const struct request_field
    request_attachment_fields[REQUEST_ATTACHMENT_FIELD_COUNT] = {
#define REQUEST_ATTACHMENT_FIELDS
#define REQUEST_ITEM_FIELD(...) ROW(struct request_attachment, __VA_ARGS__)
#include "assessment/request_fields.def"
#undef REQUEST_ITEM_FIELD
#undef REQUEST_ATTACHMENT_FIELDS
};

void
request_init(struct thk_request *out)
{
    *out = (struct thk_request){.decided_on = DATE_NONE,
                                .tribunal_on = DATE_NONE,
                                .ip_from = DATE_NONE};
}

const struct request_field *
request_field_find(struct str key)
{
    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++)
        if (str_eq_cz(key, request_fields[i].key))
            return &request_fields[i];
    return NULL;
}

const char *
request_caregiver_key(struct arena *mem, size_t i,
                      const struct request_field *f)
{
    return str_cz(mem, str_fmt(mem, "caregiver_%zu_%s", i + 1, f->key));
}

const char *
request_attachment_key(struct arena *mem, size_t i,
                       const struct request_field *f)
{
    return str_cz(mem, str_fmt(mem, "attachment_%zu_%s", i + 1, f->key));
}

/* --- one field --- */

static const void *
member(const struct request_field *f, const void *base)
{
    return (const char *)base + f->offset;
}

static void *
member_of(const struct request_field *f, void *base)
{
    return (char *)base + f->offset;
}

bool
request_is_empty(const struct request_field *f, const void *base)
{
    const void *m = member(f, base);

    switch (f->kind) {
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
        return ((const struct str *)m)->n == 0;
    case REQUEST_CODE:
    case REQUEST_BOOL:
        return *(const int *)m == 0;
    case REQUEST_CODES:
        return *(const unsigned *)m == 0;
    case REQUEST_DATE:
        return date_is_none(*(const struct date *)m);
    case REQUEST_NATID:
        return ((const struct natid *)m)->digits[0] == '\0';
    case REQUEST_INSTANT:
        return ((const struct instant *)m)->us == 0;
    }
    return true;
}

bool
request_applies(const struct request_field *table,
                const struct request_field *f, const void *base)
{
    const struct request_field *on;
    const void *m;
    unsigned has;

    if (f->if_field < 0)
        return true;
    on = &table[f->if_field];
    m = member(on, base);
    has = on->kind == REQUEST_CODES ? *(const unsigned *)m
                                    : 1U << (unsigned)*(const int *)m;
    return (has & f->if_values) != 0;
}

static bool
all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

/* XML 1.0 carries no control characters but TAB, LF and CR, and neither U+FFFE
 * nor U+FFFF. */
static bool
xml_can_carry(struct str s)
{
    if (!str_is_utf8(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            return false;
        if (c == 0xEF && (unsigned char)s.p[i + 1] == 0xBF &&
            (unsigned char)s.p[i + 2] >= 0xBE)
            return false;
    }
    return true;
}

static enum request_fault
text_fault(const struct request_field *f, struct str s)
{
    size_t n;

    if (!xml_can_carry(s))
        return REQUEST_FAULT_CHARS;
    n = str_chars(s);
    if (n < f->min)
        return REQUEST_FAULT_SHORT;
    return n > f->max ? REQUEST_FAULT_LONG : REQUEST_OK;
}

static bool
is_uuid(struct str s)
{
    if (s.n != 36)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = s.p[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
                   (c >= 'A' && c <= 'F');

        if (dash ? c != '-' : !hex)
            return false;
    }
    return true;
}

static bool
is_integer(struct str s)
{
    bool sign = s.n > 0 && (s.p[0] == '-' || s.p[0] == '+');
    struct str digits = str_cut(s, sign ? 1 : 0, s.n);

    return digits.n > 0 && digits.n <= 18 && all_digits(digits);
}

/* One to four numbers parted by dots; the last may be a star. */
static bool
is_version(struct str s)
{
    struct str part;
    int parts = 0;

    for (bool more = true; more; parts++) {
        more = str_split(s, '.', &part, &s);
        if (part.n == 0 ||
            (!all_digits(part) && (more || !str_eq(part, STR("*")))))
            return false;
    }
    return parts <= 4;
}

bool
natid_provisional(struct str s)
{
    static const char *const tails[] = {"00100", "00200", "55555", "99999"};
    int day;
    int month;

    if (s.n != 11 || !all_digits(s))
        return false;
    day = (s.p[0] - '0') * 10 + (s.p[1] - '0');
    month = (s.p[2] - '0') * 10 + (s.p[3] - '0');
    if (!date_is_real(2000, month, day)) /* the year's two digits tell no
                                            century: any leap day passes */
        return false;
    for (size_t i = 0; i < ARRAY_LEN(tails); i++)
        if (str_eq_cz(str_cut(s, 6, 5), tails[i]))
            return true;
    return false;
}

static enum request_fault
put_natid(const struct request_field *f, struct natid *out, struct str s)
{
    struct natid id = {.kind = NATID_NONE};

    if (s.n < f->min || s.n > f->max || !all_digits(s))
        return REQUEST_FAULT_NATID;
    if (natid_parse(s, &id) != NATID_OK) {
        if (!natid_provisional(s))
            return REQUEST_FAULT_NATID;
        id = (struct natid){.kind = NATID_NONE};
        memcpy(id.digits, s.p, s.n);
    }
    *out = id;
    return REQUEST_OK;
}

static enum request_fault
put_codes(const struct request_field *f, unsigned *out, struct str s)
{
    unsigned bits = 0;

    for (bool more = true; more;) {
        struct str word;
        int v;

        more = str_split(s, ' ', &word, &s);
        v = request_code_find(f->list, word);
        if (v == 0)
            return REQUEST_FAULT_CODE;
        bits |= 1U << (unsigned)v;
    }
    *out = bits;
    return REQUEST_OK;
}

static enum request_fault
put_code(const struct request_field *f, int *out, struct str s)
{
    int v = request_code_find(f->list, s);

    if (v == 0)
        return REQUEST_FAULT_CODE;
    *out = v;
    return REQUEST_OK;
}

static enum request_fault
put_bool(int *out, struct str s)
{
    bool yes = str_eq(s, STR("true")) || str_eq(s, STR("1"));

    if (!yes && !str_eq(s, STR("false")) && !str_eq(s, STR("0")))
        return REQUEST_FAULT_BOOL;
    *out = yes ? REQUEST_YES : REQUEST_NO;
    return REQUEST_OK;
}

void
request_clear(const struct request_field *f, void *base)
{
    void *m = member_of(f, base);

    switch (f->kind) {
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
        *(struct str *)m = STR_NONE;
        return;
    case REQUEST_CODE:
    case REQUEST_BOOL:
        *(int *)m = 0;
        return;
    case REQUEST_CODES:
        *(unsigned *)m = 0;
        return;
    case REQUEST_DATE:
        *(struct date *)m = DATE_NONE;
        return;
    case REQUEST_NATID:
        *(struct natid *)m = (struct natid){.kind = NATID_NONE};
        return;
    case REQUEST_INSTANT:
        *(struct instant *)m = (struct instant){0};
        return;
    }
}

static enum request_fault
str_fault(const struct request_field *f, struct str s)
{
    switch (f->kind) {
    case REQUEST_ORGNR:
        return s.n == 9 && all_digits(s) ? REQUEST_OK : REQUEST_FAULT_ORGNR;
    case REQUEST_DIGITS:
        return s.n == f->max && all_digits(s) ? REQUEST_OK
                                              : REQUEST_FAULT_DIGITS;
    case REQUEST_UUID:
        return is_uuid(s) ? REQUEST_OK : REQUEST_FAULT_UUID;
    case REQUEST_VERSION:
        return is_version(s) ? REQUEST_OK : REQUEST_FAULT_VERSION;
    case REQUEST_INTEGER:
        return is_integer(s) ? REQUEST_OK : REQUEST_FAULT_INTEGER;
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_CODE:
    case REQUEST_CODES:
    case REQUEST_BOOL:
    case REQUEST_DATE:
    case REQUEST_NATID:
    case REQUEST_INSTANT:
        break;
    }
    return text_fault(f, s);
}

static enum request_fault
put_str(struct arena *mem, const struct request_field *f, struct str *out,
        struct str s)
{
    enum request_fault fault = str_fault(f, s);

    if (fault == REQUEST_OK)
        *out = str_copy(mem, s);
    return fault;
}

enum request_fault
request_put(struct arena *mem, const struct request_field *f, void *base,
            struct str text)
{
    void *m = member_of(f, base);

    if (text.n == 0) {
        request_clear(f, base);
        return REQUEST_OK;
    }
    switch (f->kind) {
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
        return put_str(mem, f, m, text);
    case REQUEST_CODE:
        return put_code(f, m, text);
    case REQUEST_CODES:
        return put_codes(f, m, text);
    case REQUEST_BOOL:
        return put_bool(m, text);
    case REQUEST_DATE:
        return date_parse(text, m) ? REQUEST_OK : REQUEST_FAULT_DATE;
    case REQUEST_NATID:
        return put_natid(f, m, text);
    case REQUEST_INSTANT:
        return instant_parse(text, m) ? REQUEST_OK : REQUEST_FAULT_INSTANT;
    }
    return REQUEST_FAULT_CODE;
}

static struct str
get_codes(struct arena *mem, enum request_list list, unsigned bits)
{
    struct buf b;
    size_t n;
    const struct request_code *c = request_codes(list, &n);

    buf_init(&b, mem);
    for (size_t i = 0; i < n; i++) {
        if (!(bits & 1U << (i + 1)))
            continue;
        if (b.n > 0)
            buf_char(&b, ' ');
        buf_cz(&b, c[i].code);
    }
    return buf_done(&b);
}

static struct str
get(struct arena *mem, const struct request_field *f, const void *base,
    bool whole)
{
    const void *m = member(f, base);

    if (request_is_empty(f, base))
        return STR_NONE;
    switch (f->kind) {
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
        return *(const struct str *)m;
    case REQUEST_CODE:
        return str_of(request_code_at(f->list, *(const int *)m)->code);
    case REQUEST_CODES:
        return get_codes(mem, f->list, *(const unsigned *)m);
    case REQUEST_BOOL:
        return *(const int *)m == REQUEST_YES ? STR("true") : STR("false");
    case REQUEST_DATE:
        return date_format(mem, *(const struct date *)m);
    case REQUEST_NATID:
        return whole ? natid_reveal(mem, m) : natid_masked(mem, m);
    case REQUEST_INSTANT:
        return instant_format(mem, *(const struct instant *)m);
    }
    return STR_NONE;
}

struct str
request_get(struct arena *mem, const struct request_field *f, const void *base)
{
    return get(mem, f, base, false);
}

struct str
request_reveal(struct arena *mem, const struct request_field *f,
               const void *base)
{
    return get(mem, f, base, true);
}
