/* Letters from templates: reading and filling them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter.h"

#include "base/embed.h"
#include "base/grow.h"
#include "text/messages_document.h"

#define FOLDER "data/letters/"
#define ENDING ".txt"

static const struct {
    const char *word;
    int msg;
} readers[LETTER_READER_COUNT] = {
    [LETTER_CHILD] = {"child", MSG_LETTER_CHILD},
    [LETTER_GUARDIAN] = {"guardian", MSG_LETTER_GUARDIAN},
    [LETTER_SERVICE] = {"service", MSG_LETTER_SERVICE},
};

int
letter_reader_message(enum letter_reader r)
{
    return readers[r].msg;
}

enum reading_level
letter_level(const struct letter *l)
{
    enum { YOUTH_FROM = 12 };

    switch (l->reader) {
    case LETTER_CHILD:
        return l->age_from < YOUTH_FROM ? READING_SMALL : READING_YOUTH;
    case LETTER_GUARDIAN:
        return READING_ADULT;
    case LETTER_SERVICE:
    case LETTER_READER_COUNT:
        break;
    }
    return READING_TRADE;
}

struct reading
letter_reading(struct arena *mem, const struct letter *l, enum lang lang)
{
    return reading_of(lang, letter_level(l),
                      str_fmt(mem, "%.*s\n%.*s", STR_FMT(l->title[lang]),
                              STR_FMT(l->text[lang])));
}

/* --- reading a template --- */

static bool
read_ages(struct str s, struct letter *l)
{
    struct str from, to;
    int64_t a = 0, b = 0;

    if (!str_split(s, '-', &from, &to) || !str_to_i64(from, &a) ||
        !str_to_i64(to, &b) || a < 0 || b < a || b > 25)
        return false;
    l->age_from = (int32_t)a;
    l->age_to = (int32_t)b;
    return true;
}

static bool
read_reader(struct str s, struct letter *l)
{
    for (int i = 0; i < LETTER_READER_COUNT; i++)
        if (str_eq_cz(s, readers[i].word)) {
            l->reader = (enum letter_reader)i;
            return true;
        }
    return false;
}

/* Up to the next line "[xx]"; *rest begins with it, or is empty. */
static struct str
section(struct str s, struct str *rest)
{
    for (size_t i = 0; i + 4 <= s.n; i++)
        if (s.p[i] == '[' && s.p[i + 3] == ']' &&
            (i == 0 || s.p[i - 1] == '\n') &&
            (i + 4 == s.n || s.p[i + 4] == '\n')) {
            *rest = str_cut(s, i, s.n);
            return str_cut(s, 0, i);
        }
    *rest = STR_NONE;
    return s;
}

static const char *
read_head(struct str head, struct letter *l)
{
    bool reader = false, ages = false;
    struct str line;

    while (head.n > 0) {
        (void)str_split(head, '\n', &line, &head);
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (str_starts(line, STR("reader: ")))
            reader = read_reader(str_cut(line, 8, line.n), l);
        else if (str_starts(line, STR("ages: ")))
            ages = read_ages(str_cut(line, 6, line.n), l);
        else
            return "a line of the head is not known";
    }
    if (!reader)
        return "reader is child, guardian or service";
    return ages ? NULL : "ages are two numbers, 6-11";
}

static const char *
read_language(struct str part, struct letter *l)
{
    struct str code, title;
    enum lang lang;

    (void)str_split(part, '\n', &code, &part);
    (void)str_split(part, '\n', &title, &part);
    if (!lang_parse(str_cut(code, 1, 2), &lang))
        return "a language is not known";
    if (l->title[lang].n > 0)
        return "a language comes twice";
    l->title[lang] = str_trim(title);
    l->text[lang] = str_trim(part);
    if (l->title[lang].n == 0 || l->text[lang].n == 0)
        return "a language has no title or no text";
    return NULL;
}

const struct err *
letter_parse(struct arena *mem, struct str name, struct str file,
             struct letter *out)
{
    struct letter l = {.name = name};
    struct str rest;
    const char *why = read_head(section(file, &rest), &l);

    if (!why && !str_is_utf8(file))
        why = "the template is not UTF-8";
    while (!why && rest.n > 0) {
        struct str more;
        struct str part = section(str_cut(rest, 1, rest.n), &more);

        why = read_language((struct str){rest.p, part.n + 1}, &l);
        rest = more;
    }
    for (int i = 0; !why && i < LANG_COUNT; i++)
        if (l.text[i].n == 0)
            why = "a language is missing";
    if (why)
        return ERR(mem, INVALID, .detail = why);
    *out = l;
    return NULL;
}

/* --- those that ship --- */

static bool
name_of(const struct embedded *e, struct str *out)
{
    struct str name = str_of(e->name);

    if (!str_starts(name, STR(FOLDER)) || !str_ends(name, STR(ENDING)))
        return false;
    *out = str_cut(name, sizeof FOLDER - 1,
                   name.n - (sizeof FOLDER - 1) - (sizeof ENDING - 1));
    return true;
}

static const struct err *
shipped(struct arena *mem, struct str name, const struct embedded *e,
        struct letter *out)
{
    struct str file = {(const char *)e->p, e->n};
    const struct err *err = letter_parse(mem, name, file, out);

    return err ? ERR(mem, INTERNAL, .detail = err->detail) : NULL;
}

const struct err *
letter_list(struct arena *mem, int32_t age, struct letter_list *out)
{
    struct growing g = {0};
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);
        struct str name;
        struct letter l;

        if (!name_of(e, &name))
            continue;
        err = shipped(mem, name, e, &l);
        if (!err && (age < 0 || (age >= l.age_from && age <= l.age_to)))
            *(struct letter *)grow(mem, &g, sizeof l) = l;
    }
    *out = (struct letter_list){g.row, g.n};
    return err;
}

const struct err *
letter_find(struct arena *mem, struct str name, struct letter *out)
{
    for (size_t i = 0; i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);
        struct str found;

        if (name_of(e, &found) && str_eq(found, name))
            return shipped(mem, found, e, out);
    }
    return ERR(mem, NOT_FOUND);
}

/* --- filling --- */

struct str
letter_fill(struct arena *mem, enum lang lang, struct str text,
            const struct letter_facts *f)
{
    const struct {
        struct str word;
        struct str value;
    } slots[] = {
        {STR("{barn}"), f->child},
        {STR("{enhet}"), f->unit},
        {STR("{avsender}"), f->sender},
        {STR("{rolle}"), f->role},
        {STR("{dato}"), date_text(mem, lang, f->day)},
    };
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < text.n;) {
        struct str rest = str_cut(text, i, text.n);
        size_t k = 0;

        while (k < ARRAY_LEN(slots) && !str_starts(rest, slots[k].word))
            k++;
        if (k < ARRAY_LEN(slots)) {
            buf_str(&b, slots[k].value);
            i += slots[k].word.n;
        } else {
            buf_char(&b, text.p[i++]);
        }
    }
    return buf_done(&b);
}

bool
letter_is_open(struct str text)
{
    struct str before, rest;

    return str_split(text, '[', &before, &rest) && str_has(rest, STR("]"));
}
