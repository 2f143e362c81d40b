/* Tests of shares: what may be put down.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/share.h"

#include "deadline/deadline.h"

#include "base/test.h"
#include "text/messages_sharing.h"

/* A kind's class is a word: no line could be seen with any other. */
TEST(each_deadline_tells_of_a_class)
{
    enum info_class k = CLASS_CORE;

    (void)mem;
    for (int i = 0; i < DEADLINE_KIND_COUNT; i++)
        CHECK(info_class_parse(
            str_of(deadline_kind_class((enum deadline_kind)i)), &k));
    CHECK(
        str_eq_cz(str_of(deadline_kind_class(DEADLINE_BATON_ANSWER)), "core"));
}

TEST(share_by_consent_says_who_and_how)
{
    struct share s = {.from_unit = {1},
                      .to_unit = {2},
                      .basis = BASIS_CONSENT,
                      .valid_from = {10}};
    const struct err *e = share_check(mem, &s);

    CHECK_ERR(e, INVALID, MSG_SHARE_WHO_CONSENTED);
    CHECK(e && e->next && e->next->msg == MSG_SHARE_SOURCE_NEEDED);
    s.consented = true;
    s.source = STR("on paper");
    CHECK(!share_check(mem, &s));
    s.valid_to = (struct instant){10};
    CHECK_ERR(share_check(mem, &s), INVALID, MSG_SHARE_ENDS_BEFORE);
}

TEST(share_to_oneself_is_only_ones_own)
{
    struct share s = {
        .from_unit = {1}, .to_unit = {1}, .basis = BASIS_NECESSARY};

    CHECK_ERR(share_check(mem, &s), INVALID, MSG_SHARE_TO_ITSELF);
    s.basis = BASIS_OWN;
    CHECK(!share_check(mem, &s));
}

TEST(share_is_active_until_the_instant_it_ends)
{
    struct share s = {.valid_from = {10}, .valid_to = {20}};

    CHECK(!share_is_active(&s, (struct instant){9}));
    CHECK(share_is_active(&s, (struct instant){10}));
    CHECK(!share_is_active(&s, (struct instant){20}));
    s.ended_at = (struct instant){15};
    CHECK(share_is_active(&s, (struct instant){14}));
    CHECK(!share_is_active(&s, (struct instant){15}));
    (void)mem;
}

TEST(share_words_go_both_ways)
{
    enum purpose p = PURPOSE_COUNT;
    enum basis b = BASIS_COUNT;

    for (int i = 0; i < PURPOSE_COUNT; i++)
        CHECK(purpose_parse(str_of(purpose_word((enum purpose)i)), &p) &&
              (int)p == i);
    for (int i = 0; i < BASIS_COUNT; i++)
        CHECK(basis_parse(str_of(basis_word((enum basis)i)), &b) &&
              (int)b == i);
    CHECK(!basis_parse(STR("whatever"), &b));
    (void)mem;
}
