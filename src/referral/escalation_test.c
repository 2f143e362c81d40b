/* Tests of what may be told without identity.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation.h"

#include "base/test.h"

static const struct str words[] = {
    {"Lea", 3}, {"Prøvestad", 10}, {"Molde", 5}, {"BUP Molde", 9}};

static enum telltale
found(const char *text)
{
    struct str at;

    return telltale_find(str_of(text), words, ARRAY_LEN(words), &at);
}

TEST(names_numbers_and_days_are_found)
{
    (void)mem;
    CHECK_EQ(found("Partene er uenige om hvem som leder."), TELLTALE_NONE);
    CHECK_EQ(found("Vi møttes 3 ganger på 14 dager."), TELLTALE_NONE);
    CHECK_EQ(found("lea ønsker ro."), TELLTALE_NAME);
    CHECK_EQ(found("Familien PRøVESTAD."), TELLTALE_NAME);
    CHECK_EQ(found("Saken ligger i Molde."), TELLTALE_NAME);
    CHECK_EQ(found("Moldegutten, leaset bil."), TELLTALE_NONE);
    CHECK_EQ(found("02831490090"), TELLTALE_NUMBER);
    CHECK_EQ(found("Ring 71123456."), TELLTALE_NUMBER);
    CHECK_EQ(found("028314 90090"), TELLTALE_DATE);
    CHECK_EQ(found("Født 2.3.2014"), TELLTALE_DATE);
    CHECK_EQ(found("Født 2014"), TELLTALE_DATE);
    CHECK_EQ(found("2014-03-02"), TELLTALE_DATE);
}

TEST(ages_are_told_in_bands)
{
    (void)mem;
    CHECK_STR(escalation_age_band(-1), "");
    CHECK_STR(escalation_age_band(6), "0–6");
    CHECK_STR(escalation_age_band(7), "7–12");
    CHECK_STR(escalation_age_band(17), "13–17");
}
