/* Bodies and meetings: words, whose turn it is, quorum, proposed days. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/body.h"

#include "base/buf.h"
#include "base/workday.h"
#include "text/messages_body.h"

static const char *const kind_word[] = {
#define BODY_KIND(id, word) word,
#include "body/body_kind.def"
#undef BODY_KIND
};
static const int kind_message[] = {
#define BODY_KIND(id, word) MSG_BODY_KIND_##id,
#include "body/body_kind.def"
#undef BODY_KIND
};

const char *
body_kind_word(enum body_kind k)
{
    return kind_word[k];
}

bool
body_kind_parse(struct str s, enum body_kind *out)
{
    for (unsigned i = 0; i < BODY_KIND_COUNT; i++)
        if (str_eq_cz(s, kind_word[i])) {
            *out = (enum body_kind)i;
            return true;
        }
    return false;
}

int
body_kind_message(enum body_kind k)
{
    return kind_message[k];
}

const char *
body_part_word(enum body_part p)
{
    static const char *const word[] = {"party", "member", "invited"};

    return word[p];
}

int
body_part_message(enum body_part p)
{
    static const int message[] = {MSG_BODY_PART_PARTY, MSG_BODY_PART_MEMBER,
                                  MSG_BODY_PART_INVITED};

    return message[p];
}

const char *
seat_word(enum seat s)
{
    static const char *const word[] = {"chair", "secretary", "member",
                                       "invited"};

    return word[s];
}

int
seat_message(enum seat s)
{
    static const int message[] = {MSG_BODY_SEAT_CHAIR, MSG_BODY_SEAT_SECRETARY,
                                  MSG_BODY_SEAT_MEMBER, MSG_BODY_SEAT_INVITED};

    return message[s];
}

enum seat
seat_of(struct str s)
{
    for (int i = 0; i < SEAT_COUNT; i++)
        if (str_eq_cz(s, seat_word((enum seat)i)))
            return (enum seat)i;
    return SEAT_INVITED;
}

enum item_topic
item_topic_of(struct str s)
{
    for (int t = 0; t < TOPIC_COUNT; t++)
        if (str_eq_cz(s, item_topic_word((enum item_topic)t)))
            return (enum item_topic)t;
    return TOPIC_NONE;
}

int
meeting_state_message(enum meeting_state s)
{
    static const int message[] = {MSG_MEETING_PLANNED,  MSG_MEETING_CALLED,
                                  MSG_MEETING_HELD,     MSG_MEETING_SENT,
                                  MSG_MEETING_APPROVED, MSG_MEETING_CANCELLED};

    return message[s];
}

const char *
item_kind_word(enum item_kind k)
{
    static const char *const word[] = {"information", "discussion", "decision",
                                       "endorsement"};

    return word[k];
}

int
item_kind_message(enum item_kind k)
{
    static const int message[] = {MSG_ITEM_INFORMATION, MSG_ITEM_DISCUSSION,
                                  MSG_ITEM_DECISION, MSG_ITEM_ENDORSEMENT};

    return message[k];
}

const char *
item_topic_word(enum item_topic t)
{
    static const char *const word[] = {"", "evaluation", "plan", "input"};

    return word[t];
}

int
item_topic_message(enum item_topic t)
{
    static const int message[] = {MSG_ITEM_TOPIC_NONE,
                                  MSG_ITEM_TOPIC_EVALUATION,
                                  MSG_ITEM_TOPIC_PLAN, MSG_ITEM_TOPIC_INPUT};

    return message[t];
}

unit_id
body_host(const struct body *b, const struct body_unit *unit, size_t n,
          int year)
{
    int32_t parties = 0;
    int32_t turn;

    for (size_t i = 0; i < n; i++)
        parties += unit[i].part == PART_PARTY;
    if (b->host_years <= 0 || parties == 0 || year < b->host_from)
        return (unit_id){0};
    turn = (year - b->host_from) / b->host_years % parties;
    for (size_t i = 0; i < n; i++)
        if (unit[i].part == PART_PARTY && turn-- == 0)
            return unit[i].unit;
    return (unit_id){0};
}

struct instant
meeting_time(struct date day, int32_t minutes)
{
    struct instant t = date_end_in_oslo(date_add(day, -1));
    int off;

    t.us += minutes * INT64_C(60000000);
    off = minutes - minutes_in_oslo(t);
    if (off == 60 || off == -60)
        t.us += off * INT64_C(60000000);
    return t;
}

bool
meeting_may_become(enum meeting_state from, enum meeting_state to)
{
    switch (from) {
    case MEETING_PLANNED:
        return to == MEETING_CALLED || to == MEETING_CANCELLED;
    case MEETING_CALLED:
        return to == MEETING_CALLED || to == MEETING_HELD ||
               to == MEETING_CANCELLED;
    case MEETING_HELD:
        return to == MEETING_SENT;
    case MEETING_SENT:
        return to == MEETING_APPROVED;
    case MEETING_APPROVED:
    case MEETING_CANCELLED:
    case MEETING_STATE_COUNT:
        break;
    }
    return false;
}

static bool
unit_present(unit_id unit, const struct meeting_person *person, size_t people)
{
    for (size_t i = 0; i < people; i++)
        if (person[i].person.unit.v == unit.v &&
            person[i].person.seat != SEAT_INVITED &&
            person[i].presence == PRESENT)
            return true;
    return false;
}

bool
meeting_quorate(const struct body *b, const struct body_unit *unit,
                size_t units, const struct meeting_person *person,
                size_t people)
{
    int32_t present = 0;

    for (size_t i = 0; i < people; i++)
        present += person[i].person.seat != SEAT_INVITED &&
                   person[i].presence == PRESENT;
    for (size_t i = 0; i < units && b->quorum_parties; i++)
        if (unit[i].part == PART_PARTY &&
            !unit_present(unit[i].unit, person, people))
            return false;
    return present >= b->quorum_people;
}

struct str
body_decision_name(struct arena *mem, const struct body_decision *d)
{
    return str_fmt(mem, "%.*s %d/%02d", STR_FMT(d->short_name), (int)d->number,
                   (int)d->year % 100);
}

/* Is it in the week of Easter (from Palm Sunday) or of Christmas? */
static bool
is_holiday_time(struct date d)
{
    int y, m, day;
    struct date easter;

    date_split(d, &y, &m, &day);
    easter = easter_sunday(y);
    return (d.days >= easter.days - 7 && d.days <= easter.days + 1) || m == 7 ||
           (m == 12 && day >= 20) || (m == 1 && day <= 6);
}

static bool
is_good_day(struct date d)
{
    int w = date_weekday(d);

    return w >= 2 && w <= 4 && is_workday(d) && !is_holiday_time(d);
}

size_t
body_propose_days(int year, int32_t n, struct date out[12])
{
    /* Work happens in some 43 weeks: mid-January to mid-June, mid-August to
     * mid-December. A meeting stands in the middle of each equal share. */
    struct date spring = date_ymd(year, 1, 15);
    struct date autumn = date_ymd(year, 8, 15);
    int32_t spring_days = date_ymd(year, 6, 15).days - spring.days;
    int32_t all = spring_days + date_ymd(year, 12, 10).days - autumn.days;

    if (n > 12)
        n = 12;
    for (int32_t i = 0; i < n; i++) {
        int32_t at = all * (2 * i + 1) / (2 * n);
        struct date d = at < spring_days ? date_add(spring, at)
                                         : date_add(autumn, at - spring_days);

        while (!is_good_day(d) || (i > 0 && d.days <= out[i - 1].days))
            d = date_add(d, 1);
        out[i] = d;
    }
    return n > 0 ? (size_t)n : 0;
}
