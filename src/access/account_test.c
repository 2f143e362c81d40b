/* Accounts: delays that grow and end, codes that work once, passwords.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include "access/dispatch.h"
#include "base/test.h"
#include "text/messages_access.h"

#define S INT64_C(1000000)

TEST(login_delay_grows_and_has_a_roof)
{
    struct instant last = {1000 * S};

    (void)mem;
    CHECK_EQ(login_wait_us(4, last, last), 0);
    CHECK_EQ(login_wait_us(5, last, last), 1 * S);
    CHECK_EQ(login_wait_us(6, last, last), 2 * S);
    CHECK_EQ(login_wait_us(10, last, last), 32 * S);
    CHECK_EQ(login_wait_us(1000000, last, last), 900 * S);
    CHECK_EQ(login_wait_us(1000000, last, (struct instant){1900 * S}), 0);
}

/* Source: RFC 6238 appendix B, SHA-1, last six digits. */
TEST(totp_agrees_with_the_rfc_and_works_once)
{
    struct str secret = STR("12345678901234567890");
    int64_t step = 0;

    (void)mem;
    CHECK(totp_is_right(secret, STR("287082"), 0, (struct instant){59 * S},
                        &step));
    CHECK_EQ(step, 1);
    CHECK(!totp_is_right(secret, STR("287082"), step, (struct instant){59 * S},
                         &step));
    CHECK(totp_is_right(secret, STR("081804"), 0,
                        (struct instant){1111111109 * S}, &step));
    CHECK(!totp_is_right(secret, STR("081805"), 0,
                         (struct instant){1111111109 * S}, &step));
    CHECK(!totp_is_right(secret, STR("0818"), 0,
                         (struct instant){1111111109 * S}, &step));
    CHECK(!totp_is_right(secret, STR("08180x"), 0,
                         (struct instant){1111111109 * S}, &step));
}

TEST(passwords_are_long_and_not_the_login)
{
    CHECK_ERR(password_check(mem, STR("kari"), STR("kort")), INVALID,
              MSG_PASSWORD_SHORT);
    CHECK_ERR(password_check(mem, STR("kari.nordmann"), STR("kari.nordmann")),
              INVALID, MSG_PASSWORD_IS_LOGIN);
    CHECK(!password_check(mem, STR("kari"), STR("ærlig talt, ja!")));
}

TEST(after_login_only_our_own_paths)
{
    (void)mem;
    CHECK_STR(local_path(STR("/barn/abc?x=1")), "/barn/abc?x=1");
    CHECK_STR(local_path(STR("//evil.example")), "/");
    CHECK_STR(local_path(STR("/\\evil.example")), "/");
    CHECK_STR(local_path(STR("https://evil.example")), "/");
    CHECK_STR(local_path(STR("/a\r\nSet-Cookie: x=1")), "/");
    CHECK_STR(local_path(STR("")), "/");
}
