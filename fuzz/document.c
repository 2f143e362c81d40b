/* Fuzz target: what comes with an upload (file, name), what a scanner answers,
 * and a letter's template. SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"
#include "document/letter.h"
#include "file/mark.h"
#include "file/scan.h"

/* Input: one line (the sender's file name), then the bytes. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
letter_holds(struct arena *mem, struct str file)
{
    struct letter_facts f = {.child = STR("Lea"), .day = {20000}};
    struct letter l;

    if (letter_parse(mem, STR("x"), file, &l))
        return;
    ASSERT(l.age_from <= l.age_to);
    for (int i = 0; i < LANG_COUNT; i++) {
        ASSERT(l.title[i].n > 0 && l.text[i].n > 0);
        (void)letter_is_open(letter_fill(mem, (enum lang)i, l.text[i], &f));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)256 * 1024 * 1024);
    struct str bytes = {(const char *)data, size};
    struct str sent, name, type = STR_NONE, found;
    const struct err *err;

    (void)str_split(bytes, '\n', &sent, &bytes);
    name = file_name_of(mem, sent);
    ASSERT(name.n > 0 && !str_has(name, STR("/")));
    err = file_type(mem, "fil", bytes, &type);
    ASSERT(err || type.n > 0);
    ASSERT(!str_has(type, STR("html")) && !str_has(type, STR("svg")));
    if (scan_parse(bytes, &found) == SCAN_FOUND)
        ASSERT(str_is_utf8(found));
    ASSERT(str_ends(mark_text(mem, bytes, name), bytes));
    letter_holds(mem, bytes);
    arena_free(mem);
    return 0;
}
