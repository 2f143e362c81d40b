/* Tests of the reading level: counts, the scale, words of the trade.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/reading.h"

#include "base/test.h"

TEST(words_sentences_and_long_words_are_counted)
{
    struct reading r = reading_of(
        LANG_NB, READING_ADULT,
        STR("Hei {barn}!\n\nJeg sa «ja!» til Åse – kl. 09.42. Barnevernet "
            "(på norsk) hjelper deg"));

    CHECK_EQ(r.words, 14);
    CHECK_EQ(r.sentences, 4);
    CHECK_EQ(r.longs, 2); /* Barnevernet, hjelper */
    CHECK_EQ(r.sentence, 5);
    CHECK_STR(r.sentence_text, "Barnevernet (på norsk) hjelper deg");
    CHECK_EQ(r.word, 11);
    CHECK_STR(r.word_text, "Barnevernet");
    CHECK_EQ(reading_lix(&r), 17); /* 14 / 5 + 100 * 2 / 14 */
}

TEST(an_empty_text_has_no_level)
{
    struct reading r = reading_of(LANG_NB, READING_SMALL, STR(" \n - … "));

    CHECK_EQ(r.words, 0);
    CHECK_EQ(r.sentences, 0);
    CHECK_EQ(reading_lix(&r), 0);
    CHECK_EQ(reading_faults(&r, READING_SMALL), 0);
}

TEST(words_of_the_trade_are_found_once_in_their_language)
{
    struct str text = STR("VEDTAKET, og klage på vedtaket. Iverksettes jf. nå. "
                          "Ødelagt jfr.");
    struct reading child = reading_of(LANG_NB, READING_YOUTH, text);
    struct reading adult = reading_of(LANG_NB, READING_ADULT, text);
    struct reading english = reading_of(LANG_EN, READING_YOUTH, text);

    CHECK_EQ(child.hard_n, 3);
    CHECK_STR(str_of(child.hard[0]->part), "vedtak");
    CHECK_STR(str_of(child.hard[0]->instead), "det som er bestemt");
    CHECK_EQ(adult.hard_n, 2); /* iverksett, jf */
    CHECK_EQ(english.hard_n, 0);
    child = reading_of(LANG_NB, READING_YOUTH, STR("OPPFØLGING"));
    CHECK_EQ(child.hard_n, 1);
}

TEST(each_limit_can_be_broken_alone)
{
    static const struct {
        const char *text;
        unsigned faults;
    } rows[] = {
        {"Du kan snakke med oss. Vi er her.", 0},
        {"Familien treffer voksne barnehjelpere hjemme.", READING_LIX},
        {"Du og jeg og han og hun og du og jeg og han og hun kan gå ut nå.",
         READING_SENTENCE},
        {"Jeg og du er med på en barnevernspedagog i dag og i går.",
         READING_WORD},
        {"Vi har et tiltak til deg.", READING_HARD},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct reading r = reading_of(LANG_NB, READING_SMALL,
                                      str_of(rows[i].text));

        CHECK_EQ(reading_faults(&r, READING_SMALL), rows[i].faults);
    }
}
