/* Tests of national numbers, with official synthetic test numbers only, and
 * numbers of people who cannot be born yet.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/natid.h"

#include "base/buf.h"
#include "base/test.h"

/* What `helhet id check` says of `text`. */
static struct str
verdict(struct arena *mem, const char *text)
{
    struct natid id;
    enum natid_fault fault = natid_parse(str_of(text), &id);

    if (fault != NATID_OK)
        return str_fmt(mem, "invalid: %s", natid_fault_word(fault));
    return str_fmt(mem, "valid %s", natid_kind_word(&id));
}

/* `nine` digits with check digits: k1 leaves `rest` when divided by 11. "" when
 * a check digit would be 10. */
static const char *
with_check(struct arena *mem, const char *nine, int rest)
{
    static const int w1[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const int w2[] = {5, 4, 3, 2, 7, 6, 5, 4, 3};
    int sum1 = 0;
    int sum2 = 0;
    int k1;
    int k2;

    for (int i = 0; i < 9; i++) {
        sum1 += w1[i] * (nine[i] - '0');
        sum2 += w2[i] * (nine[i] - '0');
    }
    k1 = (11 + rest - sum1 % 11) % 11;
    k2 = (11 - (sum2 + 2 * k1) % 11) % 11;
    if (k1 == 10 || k2 == 10)
        return "";
    return str_cz(mem, str_fmt(mem, "%s%d%d", nine, k1, k2));
}

/* The first number of the series from `birth` (six digits) and `individ`. */
static const char *
number_of(struct arena *mem, const char *birth, int individ, int rest)
{
    const char *full = "";

    for (; full[0] == '\0' && individ < 1000; individ++)
        full = with_check(
            mem, str_cz(mem, str_fmt(mem, "%s%03d", birth, individ)), rest);
    return full;
}

TEST(published_test_numbers)
{
    /* Tenor, by today's rule */
    CHECK_STR(verdict(mem, "15831299964"), "valid synthetic");
    CHECK_STR(verdict(mem, "02910999861"), "valid synthetic");
    CHECK_STR(verdict(mem, "29822099635"), "valid synthetic"); /* leap day */
    CHECK_STR(verdict(mem, "01812499927"), "valid synthetic");
    CHECK_STR(verdict(mem, "07878549877"), "valid synthetic");
    /* Dolly; D-number */
    CHECK_STR(verdict(mem, "20461499636"), "valid synthetic");
    CHECK_STR(verdict(mem, "49891099931"), "valid synthetic");
    /* by the rule from 2032 only */
    CHECK_STR(verdict(mem, "02813299960"), "valid synthetic");
    CHECK_STR(verdict(mem, "30901599978"), "valid synthetic");
    /* examples in Skatteetaten's documentation */
    CHECK_STR(verdict(mem, "02013299997"), "valid fnr");
    CHECK_STR(verdict(mem, "30108299920"), "valid fnr");
    CHECK_STR(verdict(mem, "30108299939"), "valid fnr");
    CHECK_STR(verdict(mem, "02013299987"), "invalid: wrong check digit");
    CHECK_STR(verdict(mem, "02013299996"), "invalid: wrong check digit");
}

TEST(other_test_series)
{
    CHECK_STR(verdict(mem, "31739556891"), "valid synthetic"); /* + 65 */
    CHECK_STR(verdict(mem, "44722264549"), "valid synthetic"); /* D and + 65 */
    CHECK_STR(verdict(mem, "28894698995"), "valid synthetic");
    CHECK_STR(verdict(mem, "10915596784"), "valid synthetic");
    CHECK_STR(verdict(mem, "50846202355"), "valid synthetic"); /* D and + 80 */
    CHECK_STR(verdict(mem, "68467038838"), "valid synthetic"); /* D and + 40 */
    CHECK_STR(verdict(mem, "28894698965"), "invalid: wrong check digit");
    CHECK_STR(verdict(mem, "32739556891"), "invalid: no such date");
}

TEST(all_four_rests_of_the_2032_rule)
{
    for (int rest = 0; rest < 11; rest++) {
        const char *s = number_of(mem, "318139", 500, rest);

        CHECK_STR(verdict(mem, s),
                  rest <= 3 ? "valid synthetic" : "invalid: wrong check digit");
    }
}

TEST(ordinary_and_d_numbers_of_the_unborn)
{
    CHECK_STR(verdict(mem, number_of(mem, "311239", 500, 0)), "valid fnr");
    CHECK_STR(verdict(mem, number_of(mem, "711239", 500, 0)), "valid dnr");
    CHECK_STR(verdict(mem, number_of(mem, "411239", 500, 0)), "valid dnr");
    CHECK_STR(verdict(mem, number_of(mem, "721239", 500, 0)),
              "invalid: no such date");
    CHECK_STR(verdict(mem, number_of(mem, "401239", 500, 0)),
              "invalid: no such date");
}

TEST(days_that_do_not_exist)
{
    const char *none[] = {"008139", "328139", "318439", "308239", "298239",
                          "298201", "310039", "311339", "313939", "315339",
                          "316539", "317839", "318039", "319339", "319939",
                          "818139", "918139"};
    const char *some[] = {"298200", "298236", "298296", "288239",
                          "308439", "314139", "315239", "316639",
                          "317739", "318139", "319239", "698200"};

    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        CHECK_STR(verdict(mem, number_of(mem, none[i], 0, 0)),
                  "invalid: no such date");
    for (size_t i = 0; i < ARRAY_LEN(some); i++)
        CHECK_STR(verdict(mem, number_of(mem, some[i], 0, 0)),
                  "valid synthetic");
}

/* From 2032 the three digits after the date do not tell the century. */
TEST(every_individ_series_is_open)
{
    const int individ[] = {0, 499, 500, 749, 750, 899, 900, 980};

    for (size_t i = 0; i < ARRAY_LEN(individ); i++) {
        CHECK_STR(verdict(mem, number_of(mem, "018120", individ[i], 0)),
                  "valid synthetic");
        CHECK_STR(verdict(mem, number_of(mem, "018160", individ[i], 0)),
                  "valid synthetic");
    }
}

TEST(one_wrong_digit_is_found)
{
    const char *right = "15831299964";
    int valid = 0;

    for (int at = 0; at < 11; at++)
        for (char c = '0'; c <= '9'; c++) {
            char wrong[12];
            struct natid id;

            memcpy(wrong, right, sizeof wrong);
            wrong[at] = c;
            if (c != right[at])
                valid += natid_parse(str_of(wrong), &id) == NATID_OK;
        }
    CHECK_EQ(valid, 0);
}

TEST(duf_numbers)
{
    /* invented ones from the Institute of Public Health's test series */
    CHECK_STR(verdict(mem, "200112345609"), "valid duf");
    CHECK_STR(verdict(mem, "200112345608"), "invalid: wrong check digit");
    CHECK_STR(verdict(mem, "200121345609"), "invalid: wrong check digit");
    /* of years to come; the rest of the last one is ten */
    CHECK_STR(verdict(mem, "209987654300"), "valid duf");
    CHECK_STR(verdict(mem, "209812345606"), "valid duf");
    CHECK_STR(verdict(mem, "209755555508"), "valid duf");
    CHECK_STR(verdict(mem, "209300010010"), "valid duf");
    CHECK_STR(verdict(mem, "209300010000"), "invalid: wrong check digit");
    CHECK_STR(verdict(mem, "210000000001"), "invalid: no such date");
    CHECK_STR(verdict(mem, "189999999901"), "invalid: no such date");
    CHECK_STR(verdict(mem, "500266228604"), "invalid: no such date");
    CHECK_STR(verdict(mem, "037422972082"), "invalid: no such date");
}

TEST(duf_is_not_from_the_future)
{
    struct natid id;

    CHECK_EQ(natid_parse(STR("204167553610"), &id), NATID_OK);
    CHECK_EQ(natid_check_today(&id, date_ymd(2040, 12, 31)), NATID_DATE);
    CHECK_EQ(natid_check_today(&id, date_ymd(2041, 1, 1)), NATID_OK);
    CHECK_EQ(natid_parse(STR("01812499927"), &id), NATID_OK);
    CHECK_EQ(natid_check_today(&id, date_ymd(2020, 1, 1)), NATID_OK);
}

TEST(form_of_the_text)
{
    CHECK_STR(verdict(mem, "158312 99964"), "valid synthetic");
    CHECK_STR(verdict(mem, " 15831299964\n"), "valid synthetic");
    CHECK_STR(verdict(mem, "1583 1299964"),
              "invalid: something else than digits");
    CHECK_STR(verdict(mem, "158312  99964"),
              "invalid: something else than digits");
    CHECK_STR(verdict(mem, "158312-99964"),
              "invalid: something else than digits");
    CHECK_STR(verdict(mem, "1583129996x"),
              "invalid: something else than digits");
    CHECK_STR(verdict(mem, ""), "invalid: not 11 or 12 digits");
    CHECK_STR(verdict(mem, "158312"), "invalid: not 11 or 12 digits");
    CHECK_STR(verdict(mem, "1583129996"), "invalid: not 11 or 12 digits");
    CHECK_STR(verdict(mem, "1583129996400"), "invalid: not 11 or 12 digits");
    CHECK_STR(verdict(mem, "00000000000"), "invalid: no such date");
    CHECK_STR(verdict(mem, "\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4\xD9\xA5\xD9\xA6"),
              "invalid: something else than digits");
}

TEST(shown_masked_or_on_purpose)
{
    struct natid id;

    CHECK_EQ(natid_parse(STR("158312 99964"), &id), NATID_OK);
    CHECK_STR(natid_masked(mem, &id), "158312*****");
    CHECK_STR(natid_reveal(mem, &id), "15831299964");
    CHECK_EQ(natid_parse(STR("200112345609"), &id), NATID_OK);
    CHECK_STR(natid_masked(mem, &id), "200112******");
    CHECK_STR(natid_masked(mem, &(struct natid){0}), "");
    CHECK_STR(str_of(natid_kind_word(&(struct natid){0})), "none");
}

TEST(fault_leaves_the_answer_alone)
{
    struct natid id = {.kind = NATID_DUF, .digits = "x"};

    CHECK_EQ(natid_parse(STR("15831299965"), &id), NATID_CHECK);
    CHECK_EQ(id.kind, NATID_DUF);
    CHECK_STR(str_of(id.digits), "x");
}

TEST(organisation_numbers)
{
    CHECK(orgnr_is_valid(STR("983544622"))); /* Helsedirektoratet */
    CHECK(orgnr_is_valid(STR("986128433"))); /* Bufdir */
    CHECK(!orgnr_is_valid(STR("983544623")));
    CHECK(!orgnr_is_valid(STR("98354462")));
    CHECK(!orgnr_is_valid(STR("9835446220")));
    CHECK(!orgnr_is_valid(STR("98354462x")));
    CHECK(!orgnr_is_valid(STR("98354462/")));
    CHECK(!orgnr_is_valid(STR(":83544622")));
    CHECK(!orgnr_is_valid(STR("/83544622")));
    CHECK(!orgnr_is_valid(STR("983 544 622")));
    CHECK(!orgnr_is_valid(STR("000000000")));
    CHECK(!orgnr_is_valid(STR_NONE));
}
