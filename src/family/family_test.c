/* Tests of the family's rules, and that a reader of fourteen can read the page.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/family.h"

#include "base/buf.h"
#include "base/test.h"
#include "text/messages_family.h"
#include "text/reading.h"

#include <stdio.h>
#include <stdlib.h>

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

/* --- reading level: the limits are text/reading.def's --- */

/* LIX says something of a text that has so many words. */
enum { LIX_WORDS = 20, FILE_MAX = 400000 };

struct told {
    enum lang lang;
    enum reading_level level;
    int64_t texts;
    unsigned faults; /* bits of enum reading_fault, of any text */
    bool quiet;      /* what must fail is not printed */
    struct buf whole;
};

/* Named by regulation, so on every page: the one text that may be long. Source:
 * forskrift om universell utforming av IKT-løsninger § 4 b. */
static bool
is_named_by_law(struct str name)
{
    return str_eq(name, STR("PAGE_ACCESSIBILITY"));
}

static void
read_text(struct told *t, struct str name, struct str text)
{
    struct reading r = reading_of(t->lang, t->level, text);
    unsigned faults = reading_faults(&r, t->level);

    t->texts++;
    if (is_named_by_law(name))
        return;
    if (r.words < LIX_WORDS)
        faults &= ~(unsigned)READING_LIX;
    if (faults && !t->quiet)
        printf("# %.*s %s: faults %u, LIX %lld: %.*s\n", STR_FMT(name),
               lang_code(t->lang), faults, (long long)reading_lix(&r),
               STR_FMT(text));
    t->faults |= faults;
    buf_str(&t->whole, text);
    buf_char(&t->whole, '\n');
}

static struct str
read_source(struct arena *mem, const char *path)
{
    const char *root = getenv("HELHET_SOURCE");
    char *bytes = arena_alloc(mem, FILE_MAX);
    FILE *f = fopen(str_cz(mem, str_fmt(mem, "%s/%s", root ? root : ".", path)),
                    "rb");
    size_t n = f ? fread(bytes, 1, FILE_MAX, f) : 0;

    CHECK(f != NULL && n > 0 && n < FILE_MAX);
    if (f)
        (void)fclose(f);
    return (struct str){bytes, n};
}

/* The text of one language in a block of messages.txt, its lines joined. */
static struct str
text_of(struct arena *mem, struct str block, enum lang lang)
{
    struct str prefix = str_fmt(mem, "%s = ", lang_code(lang));
    struct str line;
    struct buf b;
    bool mine = false;

    buf_init(&b, mem);
    while (block.n > 0) {
        (void)str_split(block, '\n', &line, &block);
        if (!str_starts(line, STR(" ")))
            mine = str_starts(line, prefix);
        if (mine && str_starts(line, prefix))
            line = str_cut(line, prefix.n, line.n);
        if (mine)
            buf_str(&b, line);
    }
    return buf_done(&b);
}

/* Does the template show the message? */
static bool
is_shown(struct arena *mem, struct str html, struct str name)
{
    return str_has(html, str_fmt(mem, "{%% t %.*s %%}", STR_FMT(name))) ||
           str_has(html, str_fmt(mem, "{%% t %.*s ", STR_FMT(name)));
}

/* Each message of the file whose name begins with `prefix`, or that `html`
 * shows, where there is one. */
static void
read_messages(struct arena *mem, const char *path, const char *prefix,
              const char *html, struct told *t)
{
    struct str rest = read_source(mem, path);
    struct str page = html ? read_source(mem, html) : STR_NONE;

    while (rest.n > 0) {
        struct str line, name, block = rest;

        (void)str_split(rest, '\n', &line, &rest);
        if (!str_starts(line, STR("[")))
            continue;
        while (rest.n > 0 && rest.p[0] != '[')
            (void)str_split(rest, '\n', &line, &rest);
        block.n -= rest.n;
        (void)str_split(str_cut(block, 1, block.n), ']', &name, &line);
        (void)str_split(name, ' ', &name, &line);
        if (html ? is_shown(mem, page, name) : str_starts(name, str_of(prefix)))
            read_text(t, name, text_of(mem, block, t->lang));
    }
}

static struct told
told_of(struct arena *mem, enum lang lang, enum reading_level level)
{
    struct told t = {.lang = lang, .level = level};

    buf_init(&t.whole, mem);
    return t;
}

static unsigned
faults_of_whole(struct told *t)
{
    struct str whole = buf_done(&t->whole);
    struct reading r = reading_of(t->lang, t->level, whole);

    return reading_faults(&r, t->level);
}

TEST(a_fourteen_year_old_can_read_the_page)
{
    for (int i = 0; i < LANG_COUNT; i++) {
        struct told t = told_of(mem, (enum lang)i, READING_YOUTH);

        read_messages(mem, "src/family/messages.txt", "YOUNG_", NULL, &t);
        CHECK(t.texts > 120);
        read_messages(mem, "src/page/messages.txt", NULL,
                      "src/page/frame_young.html", &t);
        CHECK(t.texts > 124);
        CHECK_EQ(t.faults, 0);
        CHECK_EQ(faults_of_whole(&t), 0);
    }
}

TEST(a_guardian_can_read_the_page)
{
    for (int i = 0; i < LANG_COUNT; i++) {
        struct told t = told_of(mem, (enum lang)i, READING_ADULT);

        read_messages(mem, "src/family/messages.txt", "GUARDIAN_", NULL, &t);
        CHECK(t.texts > 10);
        CHECK_EQ(t.faults, 0);
        CHECK_EQ(faults_of_whole(&t), 0);
    }
}

/* The same reading must say no to what nobody should give a child. */
TEST(a_hard_text_fails)
{
    static const char *const hard[LANG_COUNT] = {
        [LANG_NB] = "Vedtaket er fattet med hjemmel i "
                    "barnevernslovgivningens saksbehandlingsregler og "
                    "iverksettes etter at barneverntjenesten har innhentet "
                    "nødvendige helseopplysninger fra samarbeidende instanser "
                    "og vurdert disse opp mot barnets medvirkningsrett.",
        [LANG_NN] = "Vedtaket er fatta med heimel i "
                    "barnevernslovgivinga sine sakshandsamingsreglar og blir "
                    "iverksett etter at barneverntenesta har henta inn "
                    "nødvendige helseopplysningar frå samarbeidande instansar "
                    "og vurdert desse opp mot barnet sin medverknadsrett.",
        [LANG_EN] = "Pursuant to the decision, the interdepartmental "
                    "assessment is implemented after the municipality has "
                    "obtained the necessary confidential documentation from "
                    "cooperating institutions and considered "
                    "institutionalisation, proportionality and participation.",
    };

    for (int i = 0; i < LANG_COUNT; i++) {
        struct told t = told_of(mem, (enum lang)i, READING_YOUTH);

        t.quiet = true;
        read_text(&t, STR("hard"), str_of(hard[i]));
        CHECK_EQ(t.faults,
                 READING_LIX | READING_SENTENCE | READING_WORD | READING_HARD);
    }
}
