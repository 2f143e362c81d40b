/* Tests of the family's rules, and that a reader of fourteen can read the page.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/family.h"

#include "base/buf.h"
#include "base/test.h"
#include "text/messages_family.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TEST(the_right_to_withhold_follows_the_birthday)
{
    CHECK_EQ(withhold_right_of(-1), WITHHOLD_ASKS);
    CHECK_EQ(withhold_right_of(11), WITHHOLD_ASKS);
    CHECK_EQ(withhold_right_of(12), WITHHOLD_RESERVES);
    CHECK_EQ(withhold_right_of(15), WITHHOLD_RESERVES);
    CHECK_EQ(withhold_right_of(16), WITHHOLD_DECIDES);
    CHECK(withhold_may_lift(15));
    CHECK(!withhold_may_lift(16));
    (void)mem;
}

TEST(a_tick_is_not_enough)
{
    struct statement s = {.informed = STR("told"),
                          .words = STR("said"),
                          .agrees = AGREES_YES,
                          .weight = STR("weight")};

    CHECK(!statement_is_whole(&s));
    s.outcome = STR("done");
    CHECK(statement_is_whole(&s));
    s.agrees = AGREES_NOT_ASKED;
    CHECK(!statement_is_whole(&s));
    s.words = STR_NONE;
    CHECK_ERR(statement_check(mem, &s), INVALID, MSG_VOICE_WORDS_NEEDED);
    CHECK_ERR(statement_check_answer(mem, &s, BECAME_OPEN, STR("w"), STR("o")),
              INVALID, MSG_VOICE_BECAME_NEEDED);
    s.answered_at.us = 1;
    CHECK_ERR(statement_check_answer(mem, &s, BECAME_NO, STR("w"), STR("o")),
              CONFLICT, MSG_VOICE_ANSWERED_ALREADY);
}

/* --- reading level --- */

enum { SENTENCE_WORDS = 20, LIX_MAX = 28, LONG_WORD = 6 };

/* Words of the trade that no child should meet. */
static const char *const heavy[] = {
    "samtykke",   "hjemmel",  "vedtak",      "iverksett",     "jf.",
    "vedrørende", "herunder", "kompetanse",  "opplysning",    "foreldreansvar",
    "partsrett",  "innsyn",   "lovgrunnlag", "taushetsplikt",
};

struct level {
    int64_t words;
    int64_t sentences;
    int64_t longs;
};

static bool
is_end(char c)
{
    return c == '.' || c == '?' || c == '!' || c == ':';
}

static void
read_sentence(struct arena *mem, struct str s, struct level *sum,
              struct str whole)
{
    struct str word;
    struct str rest = str_trim(s);
    int64_t n = 0;

    while (rest.n > 0) {
        (void)str_split(rest, ' ', &word, &rest);
        if (word.n == 0)
            continue;
        n++;
        sum->longs += str_chars(word) > LONG_WORD;
    }
    sum->words += n;
    sum->sentences += n > 0;
    if (n > SENTENCE_WORDS)
        test_check(false, str_cz(mem, whole), TEST_WHERE);
}

static void
read_text(struct arena *mem, struct str text, struct level *sum)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && !is_end(text.p[i]))
            continue;
        read_sentence(mem, str_cut(text, from, i - from), sum, text);
        from = i + 1;
    }
    for (size_t i = 0; i < ARRAY_LEN(heavy); i++) {
        if (str_has(text, str_of(heavy[i])))
            test_check(false, heavy[i], TEST_WHERE);
    }
}

static struct str
texts_file(struct arena *mem)
{
    enum { MAX = 200000 };
    const char *root = getenv("HELHET_SOURCE");
    char *bytes = arena_alloc(mem, MAX);
    FILE *f = fopen(str_cz(mem, str_fmt(mem, "%s/src/family/messages.txt",
                                        root ? root : ".")),
                    "rb");
    size_t n = f ? fread(bytes, 1, MAX, f) : 0;

    CHECK(f != NULL && n > 0 && n < MAX);
    if (f)
        (void)fclose(f);
    return (struct str){bytes, n};
}

/* All texts whose name begins with YOUNG_, in one language. */
static struct level
level_of(struct arena *mem, const char *prefix)
{
    struct str rest = texts_file(mem);
    struct str line;
    struct level sum = {0};
    bool young = false;

    while (rest.n > 0) {
        (void)str_split(rest, '\n', &line, &rest);
        if (str_starts(line, STR("[")))
            young = str_starts(line, STR("[YOUNG_"));
        else if (young && str_starts(line, str_of(prefix)))
            read_text(mem, str_cut(line, strlen(prefix), line.n), &sum);
    }
    return sum;
}

/* LIX: words in a sentence + percent of long words. Under 30 is what children's
 * books have. Source: Björnsson, Läsbarhet (1968). */
static int64_t
lix_of(const struct level *l)
{
    CHECK(l->sentences > 60);
    if (l->words == 0 || l->sentences == 0)
        return 0; /* nothing to read */
    return l->words / l->sentences + 100 * l->longs / l->words;
}

TEST(a_fourteen_year_old_can_read_the_page)
{
    static const char *const langs[] = {"nb = ", "nn = "};

    for (size_t i = 0; i < ARRAY_LEN(langs); i++) {
        struct level l = level_of(mem, langs[i]);

        CHECK(lix_of(&l) <= LIX_MAX);
    }
}
