/* Letters (brev) from templates: by who reads and how old, in three languages.
 * Pure. SPDX-License-Identifier: EUPL-1.2
 *
 * Templates are data/letters/NAME.txt: "reader: child", "ages: 6-11", then for
 * each language "[nb]", the title on one line, an empty line, the text.
 * {barn}, {enhet}, {avsender}, {rolle}, {dato} are filled from the case; what
 * stands in [brackets] is for the writer, and is never sent as it stands. */
#ifndef HELHET_DOCUMENT_LETTER_H
#define HELHET_DOCUMENT_LETTER_H

#include "text/reading.h"

enum letter_reader {
    LETTER_CHILD,
    LETTER_GUARDIAN,
    LETTER_SERVICE,
    LETTER_READER_COUNT
};
int letter_reader_message(enum letter_reader r);

struct letter {
    struct str name; /* of the file, without folder and ending */
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
/* Title and text in one language, as they are read. */
struct reading letter_reading(struct arena *mem, const struct letter *l,
                              enum lang lang);

/* Errors: INVALID (detail in English: what the template lacks). */
const struct err *letter_parse(struct arena *mem, struct str name,
                               struct str file, struct letter *out) MUST_CHECK;
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
};
/* The text with the facts put in; a {word} that is not known stays. */
struct str letter_fill(struct arena *mem, enum lang lang, struct str text,
                       const struct letter_facts *f);
/* Is there still something in [brackets] for the writer? */
bool letter_is_open(struct str text);

#endif
