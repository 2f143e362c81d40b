/* Sessions: limits to the second, and what is told of a browser.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/session.h"

#include "base/test.h"

#define S   INT64_C(1000000)
#define MIN (60 * S)

static struct session
session_at(int64_t us)
{
    return (struct session){
        .created = {us}, .seen = {us}, .ends = {us + SESSION_HOURS * 60 * MIN}};
}

TEST(a_session_lives_an_idle_hour)
{
    struct session s = session_at(5 * S);

    CHECK(session_is_live(&s, (struct instant){5 * S}));
    CHECK(session_is_live(&s, (struct instant){5 * S + 60 * MIN - 1}));
    CHECK(!session_is_live(&s, (struct instant){5 * S + 60 * MIN}));
    s.seen.us += 30 * MIN;
    CHECK(session_is_live(&s, (struct instant){5 * S + 60 * MIN}));
}

TEST(a_session_lives_ten_hours_whatever_is_done)
{
    struct session s = session_at(5 * S);

    s.seen.us = s.ends.us - 1;
    CHECK(session_is_live(&s, (struct instant){s.ends.us - 1}));
    CHECK(!session_is_live(&s, s.ends));
}

TEST(what_is_left_is_the_shorter_limit)
{
    struct session s = session_at(0);

    CHECK_EQ(session_left_s(&s, (struct instant){0}), 3600);
    CHECK_EQ(session_left_s(&s, (struct instant){s.ends.us - 90 * S}), 90);
    CHECK_EQ(session_left_s(&s, (struct instant){s.ends.us + 90 * S}), 0);
}

TEST(a_browser_is_two_words)
{
    CHECK_STR(session_agent(mem, STR("Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"
                                     " Gecko/20100101 Firefox/128.0")),
              "Firefox, Linux");
    CHECK_STR(
        session_agent(mem, STR("Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
                               "AppleWebKit/537.36 (KHTML, like Gecko) "
                               "Chrome/130.0 Safari/537.36 Edg/130.0")),
        "Edge, Windows");
    CHECK_STR(session_agent(mem, STR("<script>")), "?, ?");
}
