/* Tests of languages, messages, dates as read, and Norwegian order.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "text/messages_text.h"
#include "text/text.h"

TEST(a_text_in_all_languages_is_kept_as_one)
{
    const struct str all[LANG_COUNT] = {STR("steget"), STR("stega"),
                                        STR("the step")};
    struct str kept = lang_text_join(mem, all);

    for (unsigned l = 0; l < LANG_COUNT; l++)
        CHECK(str_eq(lang_text_of(kept, (enum lang)l), all[l]));
    CHECK_STR(lang_text_of(STR("Som skrevet"), LANG_EN), "Som skrevet");
    CHECK_STR(lang_text_of(STR_NONE, LANG_EN), "");
}

TEST(language_of_a_browser)
{
    CHECK_EQ(lang_negotiate(STR("")), LANG_NB);
    CHECK_EQ(lang_negotiate(STR("de,fr")), LANG_NB);
    CHECK_EQ(lang_negotiate(STR("no")), LANG_NB);
    CHECK_EQ(lang_negotiate(STR("nn-NO, nb;q=0.8")), LANG_NN);
    CHECK_EQ(lang_negotiate(STR("nb;q=0.3,en-GB;q=0.9")), LANG_EN);
    CHECK_EQ(lang_negotiate(STR("en;q=0,nn;q=0.1")), LANG_NN);
    CHECK_EQ(lang_negotiate(STR("en;q=0.5,nn;q=0.5")), LANG_EN);
    CHECK_EQ(lang_negotiate(STR(";;,,;q=,q=1")), LANG_NB);
    CHECK_STR(str_of(lang_code(LANG_NN)), "nn");
}

TEST(message_with_arguments_and_plural)
{
    const struct msg_arg one[] = {msg_int(1)};
    const struct msg_arg many[] = {msg_int(12000)};
    const struct msg_arg hostile[] = {msg_str(STR("{n}\x01")), msg_int(3)};

    CHECK_STR(msg_text(mem, LANG_NB, MSG_DATE_DAYS, one, 1), "1 dag");
    CHECK_STR(msg_text(mem, LANG_NN, MSG_DATE_DAYS, many, 1),
              "12\u00a0000 dagar");
    CHECK_STR(msg_text(mem, LANG_EN, MSG_DATE_DAYS, many, 1), "12,000 days");
    CHECK_STR(msg_text(mem, LANG_NB, MSG_DATE_ON_WEEKDAY, hostile, 2),
              "{n}\x01 3.");
}

TEST(month_by_name_in_an_error)
{
    const struct err *e = ERR(mem, INVALID, .msg = MSG_FORM_DATE_MONTH_HAS,
                              .arg = {msg_int(11), msg_int(30)},
                              .field = "dato");

    CHECK_STR(err_text(mem, LANG_NB, e),
              "Datoen finnes ikke. Det er 30 dager i november.");
    CHECK_STR(err_text(mem, LANG_EN, e),
              "That date does not exist. There are 30 days in November.");
}

TEST(error_without_message_by_kind)
{
    for (int kind = NOT_FOUND; kind <= INTERNAL; kind++) {
        const struct err *e = err_new(
            mem, &(struct err){.kind = (enum err_kind)kind, .where = "x"});

        for (unsigned l = 0; l < LANG_COUNT; l++)
            CHECK(err_text(mem, (enum lang)l, e).n > 10);
    }
}

TEST(dates_as_read)
{
    struct date d = date_ymd(2026, 11, 27);
    struct date today = date_ymd(2026, 11, 21);

    CHECK_STR(date_text(mem, LANG_NB, d), "27. november 2026");
    CHECK_STR(date_text(mem, LANG_EN, d), "27 November 2026");
    CHECK_STR(date_day_month(mem, LANG_NN, d), "27. november");
    CHECK_STR(date_short(mem, LANG_NB, d), "fr. 27.11.");
    CHECK_STR(date_short(mem, LANG_EN, d), "Fri 27 Nov");
    CHECK_STR(date_text(mem, LANG_NB, DATE_NONE), "");
    CHECK_STR(date_relative(mem, LANG_NB, today, today), "I dag");
    CHECK_STR(date_relative(mem, LANG_NN, date_add(today, 1), today),
              "I morgon");
    CHECK_STR(date_relative(mem, LANG_EN, date_add(today, -1), today),
              "Yesterday");
    CHECK_STR(date_relative(mem, LANG_NB, d, today), "Fredag 27.");
    CHECK_STR(date_relative(mem, LANG_NB, date_add(today, 7), today),
              "28. november");
    CHECK_STR(date_relative(mem, LANG_NB, date_ymd(2027, 1, 2), today),
              "2. januar 2027");
}

TEST(times_are_in_oslo)
{
    struct instant winter;
    struct instant summer;

    CHECK(instant_parse(STR("2026-11-27T08:42:00Z"), &winter));
    CHECK(instant_parse(STR("2026-07-01T22:05:00Z"), &summer));
    CHECK_STR(time_text(mem, LANG_NB, winter), "27. november 2026 kl. 09.42");
    CHECK_STR(time_text(mem, LANG_EN, summer), "2 July 2026 at 00:05");
    CHECK_STR(time_text(mem, LANG_NB, (struct instant){0}), "");
}

TEST(numbers_are_grouped)
{
    CHECK_STR(int_text(mem, LANG_NB, 2026), "2026");
    CHECK_STR(int_text(mem, LANG_NB, 1234567), "1\u00a0234\u00a0567");
    CHECK_STR(int_text(mem, LANG_EN, -12345), "\u221212,345");
    CHECK_STR(int_text(mem, LANG_EN, INT64_MIN),
              "\u22129,223,372,036,854,775,808");
}

TEST(norwegian_order)
{
    static const char *const sorted[] = {"Aker", "Bodø",     "Zoo", "Ærlig",
                                         "Øre",  "Aalesund", "Ås"};

    for (size_t i = 1; i < ARRAY_LEN(sorted); i++)
        CHECK(nb_compare(str_of(sorted[i - 1]), str_of(sorted[i])) < 0);
    CHECK_EQ(nb_compare(STR("Åse"), STR("Åse")), 0);
    CHECK(nb_compare(STR_NONE, STR("a")) < 0);
}

TEST(addresses_that_could_trip_a_header_are_refused)
{
    (void)mem;
    CHECK(mail_address_ok(STR("a@b")));
    CHECK(mail_address_ok(STR("kari.nordmann+x@example.org")));
    CHECK(!mail_address_ok(STR("a@b\r\nBcc: x@y")));
    CHECK(!mail_address_ok(STR("a b@c")));
    CHECK(!mail_address_ok(STR("a@b@c")));
    CHECK(!mail_address_ok(STR("@b")));
    CHECK(!mail_address_ok(STR("a@")));
    CHECK(!mail_address_ok(STR("<a@b>")));
    CHECK(!mail_address_ok(STR("å@b")));
    CHECK(!mail_address_ok(STR("")));
}
