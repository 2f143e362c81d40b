/* Sheets: their lists, what must be in them, and their bytes.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/sheet.h"

#include "text/messages_assessment.h"
#include "text/messages_text.h"

#define IN(state) (1u << THK_##state)
static const struct sheet_rule rules[SHEET_KIND_COUNT] = {
#define SHEET(id, word, class_, list, states, act, title, lead)       \
    [SHEET_##id] = {word,      CLASS_##class_, SHEETS_##list, states, \
                    ACT_##act, MSG_##title,    MSG_##lead},
#include "assessment/sheets.def"
#undef SHEET
};

static const struct {
    enum sheet_list list;
    const char *nr;
    int name;
} keys[] = {
#define KEY(list, nr, name) {SHEETS_##list, nr, MSG_##name},
#include "assessment/sheet_keys.def"
#undef KEY
};

#define MUST  true
#define MAY   false
#define MSG_0 0
static const struct sheet_field fields[] = {
#define FIELD(sheet, name, kind, must, max, label, hint)   \
    {SHEET_##sheet, name,        SHEET_FIELD_##kind, must, \
     max,           MSG_##label, MSG_##hint},
#include "assessment/sheet_fields.def"
#undef FIELD
};

const char *const sheet_answers[] = {"ja", "delvis", "nei", NULL};
const int sheet_answer_messages[] = {MSG_SHEET_YES, MSG_SHEET_PARTLY,
                                     MSG_SHEET_NO};

const struct sheet_rule *
sheet_rule(enum sheet_kind k)
{
    ASSERT((unsigned)k < SHEET_KIND_COUNT);
    return &rules[k];
}

bool
sheet_kind_parse(struct str word, enum sheet_kind *out)
{
    for (unsigned k = 0; k < SHEET_KIND_COUNT; k++)
        if (str_eq_cz(word, rules[k].word)) {
            *out = (enum sheet_kind)k;
            return true;
        }
    return false;
}

const struct sheet_field *
sheet_fields(enum sheet_kind k, size_t *out_n)
{
    size_t from = 0, n = 0;

    while (from < ARRAY_LEN(fields) && fields[from].sheet != k)
        from++;
    while (from + n < ARRAY_LEN(fields) && fields[from + n].sheet == k)
        n++;
    ASSERT(n > 0 && n <= SHEET_VALUES_MAX);
    *out_n = n;
    return &fields[from];
}

bool
sheet_key(enum sheet_list list, size_t i, struct str *out_nr, int *out_name)
{
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        if (keys[k].list == list && i-- == 0) {
            *out_nr = str_of(keys[k].nr);
            *out_name = keys[k].name;
            return true;
        }
    return false;
}

bool
sheet_name(enum sheet_kind k, struct str nr, int *out)
{
    enum sheet_list list = sheet_rule(k)->list;
    struct str each;
    int name;
    int64_t id;

    *out = sheet_rule(k)->title;
    if (list == SHEETS_ONE)
        return str_eq_cz(nr, "1");
    if (list == SHEETS_MANY)
        return id_parse(nr, &id);
    for (size_t i = 0; sheet_key(list, i, &each, &name); i++)
        if (str_eq(each, nr)) {
            *out = name;
            return true;
        }
    return false;
}

/* --- values --- */

struct str
sheet_value(const struct sheet *s, const char *name)
{
    size_t n;
    const struct sheet_field *f = sheet_fields(s->kind, &n);

    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(str_of(f[i].name), name))
            return s->value[i];
    ASSERT(!"no such field");
    return STR_NONE;
}

struct date
sheet_date(const struct sheet *s, const char *name)
{
    struct date d = DATE_NONE;

    (void)date_parse(sheet_value(s, name), &d);
    return d;
}

const struct sheet *
sheet_find(const struct sheet_set *set, enum sheet_kind k, const char *nr)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->row[i].kind == k && str_eq_cz(set->row[i].nr, nr))
            return &set->row[i];
    return NULL;
}

bool
sheet_counts(const struct sheet *s)
{
    if (s->kind == SHEET_DAY)
        return sheet_value(s, "avlyst").n == 0;
    if (s->kind == SHEET_INSTRUMENT)
        return sheet_value(s, "fjernet").n == 0;
    return true;
}

/* --- what must be there --- */

struct checking {
    struct arena *mem;
    const struct sheet *s;
    const struct err *err;
};

static void
fault(struct checking *c, const char *field, int msg)
{
    c->err = err_join(c->mem, c->err,
                      ERR(c->mem, INVALID, .msg = msg, .field = field));
}

static bool
has(const struct checking *c, const char *name)
{
    return sheet_value(c->s, name).n > 0;
}

static void
check_voice(struct checking *c)
{
    static const char *const part[] = {"fortalt", "hortom", "ord", "enig",
                                       "vekt"};

    if (has(c, "ikkehort"))
        return;
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        if (!has(c, part[i]))
            fault(c, part[i], MSG_SHEET_VOICE_MISSING);
}

static void
check_area(struct checking *c)
{
    if (!has(c, "funn") && !has(c, "ikkevurdert"))
        fault(c, "funn", MSG_SHEET_FINDING_MISSING);
    if (has(c, "funn") && has(c, "ikkevurdert"))
        fault(c, "ikkevurdert", MSG_SHEET_FINDING_BOTH);
}

static void
check_day(struct checking *c)
{
    if (has(c, "fra") && has(c, "til") &&
        str_cmp(sheet_value(c->s, "til"), sheet_value(c->s, "fra")) <= 0)
        fault(c, "til", MSG_SHEET_ENDS_BEFORE);
}

static void
check_past(struct checking *c, struct date today)
{
    struct date d = sheet_date(c->s, "dato");

    if (!date_is_none(d) && date_cmp(d, today) > 0)
        fault(c, "dato", MSG_SHEET_DATE_AHEAD);
}

static void
check_meeting(struct checking *c, struct date today)
{
    check_past(c, today);
    if (!has(c, "fikkbarnet") && !has(c, "fikkforeldre") &&
        !has(c, "fikktjenesten"))
        fault(c, "fikkbarnet", MSG_SHEET_NOBODY_GOT);
}

const struct err *
sheet_check(struct arena *mem, const struct sheet *s, struct date today)
{
    struct checking c = {mem, s, NULL};
    size_t n;
    const struct sheet_field *f = sheet_fields(s->kind, &n);

    for (size_t i = 0; i < n; i++)
        if (f[i].must && s->value[i].n == 0)
            fault(&c, f[i].name, MSG_FORM_REQUIRED);
    switch (s->kind) {
    case SHEET_VOICE:
        check_voice(&c);
        break;
    case SHEET_AREA:
        check_area(&c);
        break;
    case SHEET_DAY:
        check_day(&c);
        break;
    case SHEET_INSTRUMENT:
        check_past(&c, today);
        break;
    case SHEET_MEETING:
        check_meeting(&c, today);
        break;
    case SHEET_CLARIFY:
    case SHEET_REPORT:
    case SHEET_NO_ADVICE:
    case SHEET_EXPERIENCE:
    case SHEET_KIND_COUNT:
        break;
    }
    return c.err;
}

/* --- bytes: name, length and value of each that is not empty --- */

struct str
sheet_pack(struct arena *mem, const struct sheet *s)
{
    struct buf b;
    size_t n;
    const struct sheet_field *f = sheet_fields(s->kind, &n);

    buf_init(&b, mem);
    for (size_t i = 0; i < n; i++)
        if (s->value[i].n > 0) {
            buf_fmt(&b, "%s\n%zu\n", f[i].name, s->value[i].n);
            buf_str(&b, s->value[i]);
        }
    return buf_done(&b);
}

static void
keep(struct sheet *s, struct str name, struct str value)
{
    size_t n;
    const struct sheet_field *f = sheet_fields(s->kind, &n);

    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(name, f[i].name))
            s->value[i] = value;
}

const struct err *
sheet_unpack(struct arena *mem, struct sheet *s)
{
    struct str rest = s->body;

    while (rest.n > 0) {
        struct str name, digits;
        int64_t n = -1;

        if (!str_split(rest, '\n', &name, &rest) ||
            !str_split(rest, '\n', &digits, &rest) || !str_to_i64(digits, &n) ||
            n < 0 || (size_t)n > rest.n)
            return ERR(mem, INTERNAL, .detail = "a sheet cannot be read");
        keep(s, name, str_cut(rest, 0, (size_t)n));
        rest = str_cut(rest, (size_t)n, rest.n);
    }
    return NULL;
}

bool
sheet_time_parse(struct arena *mem, struct str s, struct str *out)
{
    int64_t hour, minute;
    struct str a, b;

    if (!str_split(s, ':', &a, &b) && !str_split(s, '.', &a, &b))
        return false;
    if (b.n != 2 || a.n == 0 || a.n > 2 || !str_to_i64(a, &hour) ||
        !str_to_i64(b, &minute) || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59)
        return false;
    *out = str_fmt(mem, "%02d:%02d", (int)hour, (int)minute);
    return true;
}
