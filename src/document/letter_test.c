/* Letters: every template that ships, what is filled in, how hard they read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter.h"

#include "base/test.h"

#include <ctype.h>

enum { LIX_SMALL = 24, LIX_YOUTH = 28, LIX_ADULT = 45, LONG_WORD = 6 };

static const struct letter_facts lea = {.child = {"Lea", 3},
                                        .unit = {"BUP", 3},
                                        .sender = {"Kari", 4},
                                        .role = {"behandler", 9},
                                        .day = {.days = 20000}};

/* LIX: words in a sentence + percent of long words. Source: Björnsson,
 * Läsbarhet (1968). */
static int64_t
lix_of(struct str s)
{
    int64_t words = 0, sentences = 0, longs = 0, chars = 0;

    for (size_t i = 0; i <= s.n; i++) {
        unsigned char ch = i < s.n ? (unsigned char)s.p[i] : '.';

        if (isalnum(ch) || ch >= 0xc0) {
            chars++;
        } else if (ch < 0x80 && chars > 0) {
            words++;
            longs += chars > LONG_WORD;
            chars = 0;
        }
        sentences += ch == '.' || ch == '?' || ch == '!' || ch == ':' ||
                     (ch == '\n' && i + 1 < s.n && s.p[i + 1] == '\n');
    }
    CHECK(words > 10);
    if (words == 0 || sentences == 0)
        return 0; /* nothing to read */
    return words / sentences + 100 * longs / words;
}

TEST(all_that_ship_are_whole)
{
    struct letter_list all;

    CHECK(!letter_list(mem, -1, &all));
    CHECK(all.n >= 7);
    for (size_t i = 0; i < all.n; i++)
        for (int k = 0; k < LANG_COUNT; k++) {
            struct str text = letter_fill(mem, (enum lang)k, all.row[i].text[k],
                                          &lea);

            CHECK(!str_has(text, STR("{")));
            CHECK(str_has(text, STR("Kari")));
        }
}

TEST(who_reads_can_read_it)
{
    struct letter_list all;

    CHECK(!letter_list(mem, -1, &all));
    for (size_t i = 0; i < all.n; i++)
        for (int k = 0; k < LANG_COUNT; k++) {
            const struct letter *l = &all.row[i];
            int64_t most = l->reader != LETTER_CHILD ? LIX_ADULT
                           : l->age_to < 12          ? LIX_SMALL
                                                     : LIX_YOUTH;
            int64_t lix = lix_of(l->text[k]);

            if (lix > most)
                printf("# %.*s %s: LIX %lld\n", STR_FMT(l->name),
                       lang_code((enum lang)k), (long long)lix);
            CHECK(lix <= most);
        }
}

TEST(a_child_gets_its_own_words)
{
    struct letter_list small, youth;
    size_t n = 0;

    CHECK(!letter_list(mem, 7, &small));
    CHECK(!letter_list(mem, 14, &youth));
    for (size_t i = 0; i < small.n; i++)
        n += small.row[i].reader == LETTER_CHILD;
    CHECK(n > 0);
    for (size_t i = 0; i < small.n; i++)
        for (size_t k = 0; k < youth.n; k++)
            CHECK(small.row[i].reader != LETTER_CHILD ||
                  !str_eq(small.row[i].name, youth.row[k].name));
}

TEST(what_the_writer_must_fill_is_seen)
{
    struct letter l;

    CHECK(!letter_find(mem, STR("samtale-barn"), &l));
    CHECK(letter_is_open(l.text[LANG_NB]));
    CHECK(!letter_is_open(STR("Vi møtes på mandag.")));
    CHECK(letter_find(mem, STR("finnes-ikke"), &l) != NULL);
}

TEST(a_wrong_template_is_told)
{
    static const char *const bad[] = {
        "",
        "reader: child\nages: 6-11\n",
        "reader: nobody\nages: 6-11\n[nb]\nA\n\nB\n[nn]\nA\n\nB\n[en]\nA\n\nB",
        "reader: child\nages: 11-6\n[nb]\nA\n\nB\n[nn]\nA\n\nB\n[en]\nA\n\nB",
        "reader: child\nages: 6-11\n[nb]\nA\n\nB\n[nb]\nA\n\nB\n[en]\nA\n\nB",
        "reader: child\nages: 6-11\n[nb]\nA\n\n\n[nn]\nA\n\nB\n[en]\nA\n\nB",
        "reader: child\nages: 6-11\n[xx]\nA\n\nB\n",
    };
    struct letter l;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        const struct err *err = letter_parse(mem, STR("x"), str_of(bad[i]), &l);

        CHECK(err && err->kind == INVALID);
    }
    CHECK(!letter_parse(mem, STR("x"),
                        STR("reader: child\nages: 6-11\n[nb]\nA\n\nB\n"
                            "[nn]\nA\n\nB\n[en]\nA\n\nB\n"),
                        &l));
}
