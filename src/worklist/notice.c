/* Notices by mail: what is told when. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/notice.h"

#include "text/messages_text.h"
#include "text/messages_worklist.h"

enum { MORNING_HOUR = 7, EVENING_HOUR = 17, HOURS = 24, MINUTES = 60 };

static const struct {
    const char *name;
    int msg;
} topics[NOTICE_ON_COUNT] = {
#define TOPIC(id, name, msg) [NOTICE_ON_##id] = {name, msg},
#include "worklist/notice_topic.def"
#undef TOPIC
};

const char *
notice_topic_name(enum notice_topic t)
{
    return topics[t].name;
}

int
notice_topic_message(enum notice_topic t)
{
    return topics[t].msg;
}

enum notice_topic
notice_topic_of(enum deadline_kind k)
{
    static const struct {
        const char *begins;
        enum notice_topic topic;
    } words[] = {
        {"baton_", NOTICE_ON_BATON},        {"bounce", NOTICE_ON_BATON},
        {"knock", NOTICE_ON_BATON},         {"taken_over", NOTICE_ON_BATON},
        {"message_", NOTICE_ON_MESSAGE},    {"ask_", NOTICE_ON_MESSAGE},
        {"voice_", NOTICE_ON_CHILD},        {"foster_", NOTICE_ON_CHILD},
        {"thk_", NOTICE_ON_ASSESSMENT},     {"referral_", NOTICE_ON_REFERRAL},
        {"escalation", NOTICE_ON_REFERRAL},
    };
    struct str word = str_of(deadline_kind_word(k));

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_starts(word, str_of(words[i].begins)))
            return words[i].topic;
    return NOTICE_ON_PLAN;
}

bool
notice_is_urgent(enum deadline_kind k, struct date due_on, struct date today)
{
    return k == DEADLINE_REFERRAL_BREACH || k == DEADLINE_TAKEN_OVER ||
           k == DEADLINE_BOUNCE || date_cmp(due_on, today) <= 0;
}

struct notice_choice
notice_default(void)
{
    struct notice_choice n = {.quiet_from = EVENING_HOUR,
                              .quiet_to = MORNING_HOUR};

    for (int i = 0; i < NOTICE_ON_COUNT; i++)
        n.how[i] = NOTICE_DAILY;
    n.how[NOTICE_ON_BATON] = NOTICE_AT_ONCE;
    n.how[NOTICE_ON_MESSAGE] = NOTICE_AT_ONCE;
    n.how[NOTICE_ON_CHILD] = NOTICE_AT_ONCE;
    return n;
}

const struct err *
notice_check(struct arena *mem, const struct notice_choice *n)
{
    bool none = n->quiet_from < 0;

    if (none != (n->quiet_to < 0) || (!none && n->quiet_from == n->quiet_to))
        return ERR(mem, INVALID, .field = "stille_til",
                   .msg = MSG_NOTICE_QUIET_WRONG);
    if (n->quiet_from >= HOURS || n->quiet_to >= HOURS)
        return ERR(mem, INVALID, .field = "stille_fra", .msg = MSG_FORM_CHOICE);
    return NULL;
}

static bool
is_quiet(const struct notice_choice *n, struct instant now)
{
    int hour = minutes_in_oslo(now) / MINUTES;

    if (n->quiet_from < 0)
        return false;
    if (n->quiet_from < n->quiet_to)
        return hour >= n->quiet_from && hour < n->quiet_to;
    return hour >= n->quiet_from || hour < n->quiet_to;
}

/* Was there a seven o'clock between the two? */
static bool
morning_between(struct instant made, struct instant now)
{
    struct date day = date_in_oslo(now);
    struct date made_on = date_in_oslo(made);

    if (minutes_in_oslo(now) < MORNING_HOUR * MINUTES)
        day = date_add(day, -1);
    if (date_cmp(made_on, day) != 0)
        return date_cmp(made_on, day) < 0;
    return minutes_in_oslo(made) < MORNING_HOUR * MINUTES;
}

bool
notice_line_is_urgent(const struct notice_line *line, struct date today)
{
    return line->topic != NOTICE_ON_AGREEMENT &&
           notice_is_urgent(line->kind, line->due_on, today);
}

enum notice_fate
notice_fate_of(const struct notice_choice *n, const struct notice_line *line,
               struct instant now)
{
    if (notice_line_is_urgent(line, date_in_oslo(now)))
        return NOTICE_SEND;
    switch (n->how[line->topic]) {
    case NOTICE_AT_ONCE:
        return is_quiet(n, now) ? NOTICE_WAIT : NOTICE_SEND;
    case NOTICE_DAILY:
        return morning_between(line->made_at, now) && !is_quiet(n, now)
                   ? NOTICE_SEND
                   : NOTICE_WAIT;
    case NOTICE_NOT:
    case NOTICE_HOW_COUNT:
        break;
    }
    return NOTICE_DROP;
}
