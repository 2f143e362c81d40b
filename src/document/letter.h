/* Letters (brev) from templates: by who reads and how old, in three languages.
 * Pure. SPDX-License-Identifier: EUPL-1.2
 *
 * Templates are data/letters/NAME.txt: "reader: child", "ages: 6-11", then for
 * each language "[nb]", the title on one line, an empty line, the text; and the
 * installation's own (template.h). Fields such as {barn} are filled from the
 * case; what stands in [brackets] is for the writer, and is never sent as it
 * stands. */
#ifndef HELHET_DOCUMENT_LETTER_H
#define HELHET_DOCUMENT_LETTER_H

#include "text/reading.h"

enum letter_reader {
#define LETTER_READER(id, word, msg, level) LETTER_##id,
#include "document/letter_reader.def"
#undef LETTER_READER
    LETTER_READER_COUNT
};
const char *letter_reader_word(int reader);
bool letter_reader_parse(struct str word, enum letter_reader *out);
int letter_reader_message(int reader);

enum letter_field {
#define LETTER_FIELD(id, word, readers, msg) LETTER_FIELD_##id,
#include "document/letter_field.def"
#undef LETTER_FIELD
    LETTER_FIELD_COUNT
};
const char *letter_field_word(enum letter_field f);
int letter_field_message(enum letter_field f);
bool letter_field_fits(enum letter_field f, enum letter_reader r);

struct letter {
    struct str name;      /* of the file, without folder and ending; of an own
                             template, what its makers call it */
    int64_t template;     /* an own template's; 0: ships with the program */
    int64_t nr;           /* its version */
    struct str unit_name; /* whose it is; empty: the whole installation's */
    enum letter_reader reader;
    int32_t age_from; /* whole years of the child, inclusive */
    int32_t age_to;
    struct str title[LANG_COUNT];
    struct str text[LANG_COUNT];
};
struct letter_list {
    struct letter *row;
    size_t n;
};

/* How hard it may be to read: by its reader, and the youngest it is for. */
enum reading_level letter_level(const struct letter *l);
/* `lang`, or bokmål where the letter is not written in it. */
enum lang letter_lang(const struct letter *l, enum lang lang);
/* Title and text in one language, as they are read where fields are filled with
 * short words: what units and people are called is not the writer's choice. */
struct reading letter_reading(struct arena *mem, const struct letter *l,
                              enum lang lang);

/* Errors: INVALID (detail in English: what the template lacks). */
const struct err *letter_parse(struct arena *mem, struct str name,
                               struct str file, struct letter *out) MUST_CHECK;
/* -1: not known, all. */
bool letter_fits_age(const struct letter *l, int32_t age);
/* Those that ship with the program and fit a child of `age` (-1: not known,
 * all). Errors: INTERNAL (a template of ours is wrong). */
const struct err *letter_list(struct arena *mem, int32_t age,
                              struct letter_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *letter_find(struct arena *mem, struct str name,
                              struct letter *out) MUST_CHECK;

struct letter_facts {
    struct str child; /* given name */
    struct str unit;
    struct str sender;
    struct str role;
    struct date day;
    struct date born; /* DATE_NONE: not known, left for the writer */
};
/* The text with the facts put in; a {word} that is not known stays. */
struct str letter_fill(struct arena *mem, enum lang lang, struct str text,
                       const struct letter_facts *f);
/* The next {word} of *text, and *text behind it; a brace that is not closed is
 * a word of its own. */
bool letter_next_field(struct str *text, struct str *word);
bool letter_field_parse(struct str word, enum letter_field *out);
/* Is there still something in [brackets] for the writer? */
bool letter_is_open(struct str text);

#endif
