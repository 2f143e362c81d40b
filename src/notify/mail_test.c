/* How an e-mail is written, and when it is tried again.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/mail.h"

#include "base/test.h"

static struct mail
sample(void)
{
    return (struct mail){.to_address = STR("kari@example.org"),
                         .to_name = STR("Kari Å. Nordmann"),
                         .subject = STR("Innkalling: møte"),
                         .text = STR("Hei\nDet venter noe.\n")};
}

TEST(a_plain_mail_as_it_goes_over_the_wire)
{
    struct mail m = sample();
    struct str s = mail_write(mem, &m, STR("helhet@example.org"), STR("Helhet"),
                              1, (struct instant){1});

    CHECK(
        str_starts(s, STR("From: =?UTF-8?B?SGVsaGV0?= <helhet@example.org>\r\n"
                          "To: =?UTF-8?B?S2FyaSDDhS4gTm9yZG1hbm4=?="
                          " <kari@example.org>\r\n"
                          "Subject: =?UTF-8?B?SW5ua2FsbGluZzogbcO4dGU=?="
                          "\r\n")));
    m.to_name = STR("x\r\nBcc: y@z");
    m.subject = STR("a\r\nBcc: y@z");
    s = mail_write(mem, &m, STR("helhet@example.org"), STR("H"), 1,
                   (struct instant){60000000});
    CHECK(!str_has(s, STR("Bcc")));
    CHECK(str_has(s, STR("Date: Thu, 1 Jan 1970 00:01:00 +0000\r\n")));
    CHECK(str_has(s, STR("@example.org>\r\nAuto-Submitted: auto-generated")));
}

TEST(no_line_is_too_long_and_each_ends_with_crlf)
{
    struct mail m = sample();
    struct buf b;
    struct str s, line;

    buf_init(&b, mem);
    for (int i = 0; i < 400; i++)
        buf_cz(&b, "æøå ");
    m.text = m.subject = m.to_name = m.calendar = buf_done(&b);
    m.method = STR("REQUEST");
    s = mail_write(mem, &m, STR("h@example.org"), STR("Helhet"), 7,
                   (struct instant){1});
    while (s.n > 0 && str_split(s, '\n', &line, &s)) {
        CHECK(str_ends(line, STR("\r")));
        CHECK(line.n < 400);
    }
    CHECK_EQ(s.n, 0);
}

TEST(tries_come_further_apart)
{
    struct instant now = {0};

    CHECK_EQ(mail_next_try(1, now).us / 60000000, 1);
    CHECK_EQ(mail_next_try(2, now).us / 60000000, 5);
    CHECK_EQ(mail_next_try(4, now).us / 60000000, 60);
    CHECK_EQ(mail_next_try(5, now).us / 60000000, 240);
    CHECK_EQ(mail_next_try(500, now).us / 60000000, 240);
}
