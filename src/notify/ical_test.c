/* Calendars: what is in them, and what cannot get in.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/ical.h"

#include "base/test.h"

static struct ical_event
sample(struct arena *mem)
{
    struct ical_person *people = ARENA_NEW_N(mem, struct ical_person, 2);
    struct ical_event e = {
        .uid = STR("x@helhet"),
        .sequence = 2,
        .all_day = DATE_NONE,
        .summary = STR("RSBU; møte, 1\nBEGIN:VEVENT"),
        .place = STR("Trondheim"),
        .organizer = {STR("RSBU"), STR("h@example.org"), false},
        .attendee = people,
        .attendees = 2};

    people[0] = (struct ical_person){STR("Kari \"x\" Nordmann"),
                                     STR("kari@example.org"), false};
    people[1] = (struct ical_person){STR("KS"), STR("ks@example.org"), true};
    CHECK(instant_parse(STR("2026-11-22T09:00:00Z"), &e.start));
    CHECK(instant_parse(STR("2026-11-22T12:30:00Z"), &e.end));
    return e;
}

static struct str
unfold(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        if (i + 2 < s.n && s.p[i] == '\r' && s.p[i + 2] == ' ')
            i += 2;
        else
            buf_char(&b, s.p[i]);
    }
    return buf_done(&b);
}

TEST(an_invitation_in_oslo_time)
{
    struct ical_event e = sample(mem);
    struct str s = STR_NONE;

    CHECK(!ical_write(mem, ICAL_REQUEST, STR_NONE, &e, 1, e.start, &s));
    s = unfold(mem, s);
    CHECK(str_has(s, STR("METHOD:REQUEST\r\n")));
    CHECK(str_has(s, STR("DTSTART;TZID=Europe/Oslo:20261122T100000\r\n")));
    CHECK(str_has(s, STR("DTEND;TZID=Europe/Oslo:20261122T133000\r\n")));
    CHECK(str_has(s, STR("DTSTAMP:20261122T090000Z\r\n")));
    CHECK(str_has(s, STR("SEQUENCE:2\r\n")));
    CHECK(str_has(s, STR("UID:x@helhet\r\n")));
    CHECK(str_has(s, STR("STATUS:CONFIRMED\r\n")));
    CHECK(str_has(s, STR("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3")));
    CHECK(str_has(s, STR("SUMMARY:RSBU\\; møte\\, 1\\nBEGIN:VEVENT\r\n")));
    CHECK(str_has(s, STR("ROLE=OPT-PARTICIPANT")));
    CHECK(str_has(s, STR("mailto:kari@example.org")));
    CHECK(!str_has(s, STR("\"x\"")));
}

TEST(summer_is_another_hour)
{
    struct ical_event e = sample(mem);
    struct str s = STR_NONE;

    CHECK(instant_parse(STR("2026-06-22T09:00:00Z"), &e.start));
    CHECK(!ical_write(mem, ICAL_CANCEL, STR_NONE, &e, 1, e.start, &s));
    CHECK(str_has(s, STR("DTSTART;TZID=Europe/Oslo:20260622T110000\r\n")));
    CHECK(str_has(s, STR("METHOD:CANCEL\r\n")));
    CHECK(str_has(s, STR("STATUS:CANCELLED\r\n")));
}

TEST(a_whole_day_in_a_list)
{
    struct ical_event e = sample(mem);
    struct str s = STR_NONE;

    e.all_day = date_ymd(2026, 12, 31);
    e.organizer = (struct ical_person){0};
    CHECK(!ical_write(mem, ICAL_PUBLISH, STR("Årshjul"), &e, 1, e.start, &s));
    CHECK(str_has(s, STR("DTSTART;VALUE=DATE:20261231\r\n")));
    CHECK(str_has(s, STR("DTEND;VALUE=DATE:20270101\r\n")));
    CHECK(str_has(s, STR("X-WR-CALNAME:Årshjul\r\n")));
    CHECK(!str_has(s, STR("ATTENDEE")));
}
