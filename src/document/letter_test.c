/* Letters: every template that ships, what is filled in, how hard they read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter.h"

#include "base/test.h"

static const struct letter_facts lea = {.child = {"Lea", 3},
                                        .unit = {"BUP", 3},
                                        .sender = {"Kari", 4},
                                        .role = {"behandler", 9},
                                        .day = {.days = 20000}};

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

/* The limits are text/reading.def's. */
TEST(who_reads_can_read_it)
{
    struct letter_list all;

    CHECK(!letter_list(mem, -1, &all));
    for (size_t i = 0; i < all.n; i++)
        for (int k = 0; k < LANG_COUNT; k++) {
            const struct letter *l = &all.row[i];
            struct reading r = letter_reading(mem, l, (enum lang)k);
            unsigned faults = reading_faults(&r, letter_level(l));

            if (faults)
                printf("# %.*s %s: faults %u, LIX %lld\n", STR_FMT(l->name),
                       lang_code((enum lang)k), faults,
                       (long long)reading_lix(&r));
            CHECK(r.words > 30);
            CHECK_EQ(faults, 0);
        }
}

/* What a lawyer writes to lawyers, sent to each reader of the house. */
TEST(a_hard_letter_fails_whoever_reads)
{
    struct letter l = {.age_from = 6, .age_to = 11};

    l.title[LANG_NB] = STR("Vedrørende iverksettelse");
    l.text[LANG_NB] = STR(
        "Undertegnede viser til ovennevnte henvendelse, og herunder til den "
        "tverrfaglige helsekartleggingens konklusjoner vedrørende "
        "barnevernstjenestens saksbehandlingsplikter, i tråd med de hjemlede "
        "fristbestemmelsene som foreligger, og som barneverntjenesten og "
        "spesialisthelsetjenesten i fellesskap har iverksatt etter "
        "gjennomførte samarbeidsmøter i fjor og i år.");
    for (int i = 0; i < LETTER_READER_COUNT; i++) {
        struct reading r;
        unsigned faults;

        l.reader = (enum letter_reader)i;
        r = letter_reading(mem, &l, LANG_NB);
        faults = reading_faults(&r, letter_level(&l));
        CHECK(faults & READING_LIX);
        CHECK(faults & READING_SENTENCE);
        CHECK(faults & READING_HARD);
        CHECK(i != LETTER_CHILD || (faults & READING_WORD));
    }
}

TEST(the_youngest_reader_sets_the_level)
{
    struct letter l = {.reader = LETTER_CHILD, .age_from = 6, .age_to = 18};

    CHECK_EQ(letter_level(&l), READING_SMALL);
    l.age_from = 12;
    CHECK_EQ(letter_level(&l), READING_YOUTH);
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
