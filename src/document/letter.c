/* Letters from templates: reading and filling them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter.h"

#include "base/embed.h"
#include "base/grow.h"
#include "base/words.h"
#include "text/messages_document.h"

#define FOLDER "data/letters/"
#define ENDING ".txt"

static const struct word readers[LETTER_READER_COUNT] = {
#define LETTER_READER(id, word, msg, level) {word, msg},
#include "document/letter_reader.def"
#undef LETTER_READER
};
static const enum reading_level levels[LETTER_READER_COUNT] = {
#define LETTER_READER(id, word, msg, level) level,
#include "document/letter_reader.def"
#undef LETTER_READER
};

#define BIT(reader) (1u << LETTER_##reader)
#define TO_ALL      ((1u << LETTER_READER_COUNT) - 1)
#define TO_ADULTS   (TO_ALL & ~BIT(CHILD))
#define TO_SERVICES (BIT(REFERRER) | BIT(SERVICE))
static const struct {
    const char *word;
    unsigned readers;
    int msg;
} fields[LETTER_FIELD_COUNT] = {
#define LETTER_FIELD(id, word, readers, msg) {word, readers, msg},
#include "document/letter_field.def"
#undef LETTER_FIELD
};

const char *
letter_reader_word(int reader)
{
    return readers[reader].word;
}

bool
letter_reader_parse(struct str word, enum letter_reader *out)
{
    int i = word_find(readers, LETTER_READER_COUNT, word);

    if (i >= 0)
        *out = (enum letter_reader)i;
    return i >= 0;
}

int
letter_reader_message(int reader)
{
    return readers[reader].msg;
}

const char *
letter_field_word(enum letter_field f)
{
    return fields[f].word;
}

int
letter_field_message(enum letter_field f)
{
    return fields[f].msg;
}

bool
letter_field_fits(enum letter_field f, enum letter_reader r)
{
    return (fields[f].readers & 1u << r) != 0;
}

enum reading_level
letter_level(const struct letter *l)
{
    enum { YOUTH_FROM = 12 };

    return l->reader == LETTER_CHILD && l->age_from < YOUTH_FROM
               ? READING_SMALL
               : levels[l->reader];
}

enum lang
letter_lang(const struct letter *l, enum lang lang)
{
    return l->text[lang].n > 0 ? lang : LANG_NB;
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
            reader = letter_reader_parse(str_cut(line, 8, line.n), &l->reader);
        else if (str_starts(line, STR("ages: ")))
            ages = read_ages(str_cut(line, 6, line.n), l);
        else
            return "a line of the head is not known";
    }
    if (!reader)
        return "the reader is not known";
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

bool
letter_fits_age(const struct letter *l, int32_t age)
{
    return age < 0 || (age >= l->age_from && age <= l->age_to);
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
        if (!err && letter_fits_age(&l, age))
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

bool
letter_field_parse(struct str word, enum letter_field *out)
{
    for (int i = 0; i < LETTER_FIELD_COUNT; i++)
        if (str_eq_cz(word, fields[i].word)) {
            *out = (enum letter_field)i;
            return true;
        }
    return false;
}

bool
letter_next_field(struct str *text, struct str *word)
{
    enum { WORD_BYTES = 40 };
    struct str before, rest;
    size_t n = 0;

    if (!str_split(*text, '{', &before, &rest)) {
        *text = STR_NONE;
        return false;
    }
    rest = str_cut(*text, before.n, text->n);
    while (n < rest.n && n < WORD_BYTES && rest.p[n] != '}' &&
           rest.p[n] != '\n')
        n++;
    if (n == rest.n || rest.p[n] != '}')
        n = 0;
    *word = str_cut(rest, 0, n + 1);
    *text = str_cut(rest, n + 1, rest.n);
    return true;
}

static struct str
value_of(struct arena *mem, enum lang lang, enum letter_field field,
         const struct letter_facts *f)
{
    switch (field) {
    case LETTER_FIELD_CHILD:
        return f->child;
    case LETTER_FIELD_UNIT:
        return f->unit;
    case LETTER_FIELD_SENDER:
        return f->sender;
    case LETTER_FIELD_DAY:
        return date_text(mem, lang, f->day);
    case LETTER_FIELD_ROLE:
        return f->role;
    case LETTER_FIELD_BORN:
        return date_is_none(f->born) ? STR("[…]")
                                     : date_text(mem, lang, f->born);
    case LETTER_FIELD_COUNT:
        break;
    }
    return STR_NONE;
}

struct str
letter_fill(struct arena *mem, enum lang lang, struct str text,
            const struct letter_facts *f)
{
    struct str word, rest = text;
    struct buf b;

    buf_init(&b, mem);
    while (letter_next_field(&rest, &word)) {
        enum letter_field field;

        buf_str(&b, str_cut(text, 0, (size_t)(word.p - text.p)));
        buf_str(&b, letter_field_parse(word, &field)
                        ? value_of(mem, lang, field, f)
                        : word);
        text = rest;
    }
    buf_str(&b, text);
    return buf_done(&b);
}

struct reading
letter_reading(struct arena *mem, const struct letter *l, enum lang lang)
{
    const struct letter_facts easy = {.child = STR("Lea"),
                                      .unit = STR("Huset"),
                                      .sender = STR("Kari"),
                                      .role = STR("lege"),
                                      .day = date_ymd(2026, 5, 3),
                                      .born = date_ymd(2014, 5, 3)};
    struct str text = str_fmt(mem, "%.*s\n%.*s", STR_FMT(l->title[lang]),
                              STR_FMT(l->text[lang]));

    return reading_of(lang, letter_level(l),
                      letter_fill(mem, lang, text, &easy));
}

bool
letter_is_open(struct str text)
{
    struct str before, rest;

    return str_split(text, '[', &before, &rest) && str_has(rest, STR("]"));
}
