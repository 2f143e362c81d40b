/* Sessions: the pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/session.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)

bool
session_is_live(const struct session *s, struct instant now)
{
    return now.us < s->ends.us &&
           now.us < s->seen.us + SESSION_IDLE_MINUTES * MINUTE_US;
}

int64_t
session_left_s(const struct session *s, struct instant now)
{
    int64_t idle_s = SESSION_IDLE_MINUTES * (MINUTE_US / SECOND_US);
    int64_t left_s = (s->ends.us - now.us) / SECOND_US;

    if (left_s > idle_s)
        left_s = idle_s;
    return left_s > 0 ? left_s : 0;
}

static const char *
first_of(struct str text, const char *const (*words)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_has(text, str_of(words[i][0])))
            return words[i][1];
    return "?";
}

struct str
session_agent(struct arena *mem, struct str user_agent)
{
    static const char *const browsers[][2] = {{"Firefox/", "Firefox"},
                                              {"Edg/", "Edge"},
                                              {"OPR/", "Opera"},
                                              {"Chrome/", "Chrome"},
                                              {"Safari/", "Safari"}};
    static const char *const systems[][2] = {
        {"Android", "Android"}, {"iPhone", "iPhone"},  {"iPad", "iPad"},
        {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}};

    return str_fmt(mem, "%s, %s",
                   first_of(user_agent, browsers, ARRAY_LEN(browsers)),
                   first_of(user_agent, systems, ARRAY_LEN(systems)));
}
