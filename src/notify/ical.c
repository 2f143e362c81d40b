/* Calendars by libical; Oslo's zone is written out, so no system data count.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/ical.h"

#include <libical/ical.h>

/* Source: Directive 2000/84/EC, FOR-2001-11-16-1290: the last Sundays of March
 * and October, for all years as in base/date.h. */
static const char oslo[] = "BEGIN:VTIMEZONE\r\n"
                           "TZID:Europe/Oslo\r\n"
                           "BEGIN:DAYLIGHT\r\n"
                           "DTSTART:19810329T020000\r\n"
                           "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                           "TZOFFSETFROM:+0100\r\n"
                           "TZOFFSETTO:+0200\r\n"
                           "TZNAME:CEST\r\n"
                           "END:DAYLIGHT\r\n"
                           "BEGIN:STANDARD\r\n"
                           "DTSTART:19961027T030000\r\n"
                           "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                           "TZOFFSETFROM:+0200\r\n"
                           "TZOFFSETTO:+0100\r\n"
                           "TZNAME:CET\r\n"
                           "END:STANDARD\r\n"
                           "END:VTIMEZONE\r\n";

const char *
ical_method_word(enum ical_method m)
{
    static const char *const word[] = {"PUBLISH", "REQUEST", "CANCEL"};

    return word[m];
}

static void
free_component(void *thing)
{
    icalcomponent_free(thing);
}

static struct icaltimetype
day_of(struct date d)
{
    struct icaltimetype t = icaltime_null_date();

    date_split(d, &t.year, &t.month, &t.day);
    return t;
}

/* The local clock in Oslo. */
static struct icaltimetype
local_of(struct instant at)
{
    struct icaltimetype t = day_of(date_in_oslo(at));
    int minutes = minutes_in_oslo(at);

    t.is_date = 0;
    t.hour = minutes / 60;
    t.minute = minutes % 60;
    t.second = 0;
    return t;
}

static struct icaltimetype
utc_of(struct instant at)
{
    return icaltime_from_timet_with_zone((time_t)(at.us / 1000000), 0,
                                         icaltimezone_get_utc_timezone());
}

static void
add_time(icalcomponent *event, icalproperty *p)
{
    icalproperty_add_parameter(p, icalparameter_new_tzid("Europe/Oslo"));
    icalcomponent_add_property(event, p);
}

static void
add_times(icalcomponent *event, const struct ical_event *e)
{
    if (!date_is_none(e->all_day)) {
        icalcomponent_add_property(
            event, icalproperty_new_dtstart(day_of(e->all_day)));
        icalcomponent_add_property(
            event, icalproperty_new_dtend(day_of(date_add(e->all_day, 1))));
        icalcomponent_add_property(
            event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
        return;
    }
    add_time(event, icalproperty_new_dtstart(local_of(e->start)));
    add_time(event, icalproperty_new_dtend(local_of(e->end)));
}

static void
add_texts(struct arena *mem, icalcomponent *event, const struct ical_event *e)
{
    icalcomponent_add_property(
        event, icalproperty_new_summary(str_cz(mem, e->summary)));
    if (e->description.n > 0)
        icalcomponent_add_property(
            event, icalproperty_new_description(str_cz(mem, e->description)));
    if (e->place.n > 0)
        icalcomponent_add_property(
            event, icalproperty_new_location(str_cz(mem, e->place)));
    if (e->link.n > 0)
        icalcomponent_add_property(event,
                                   icalproperty_new_url(str_cz(mem, e->link)));
}

/* A parameter's value may hold no quote and no control character. */
static const char *
parameter_text(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++)
        buf_char(&b,
                 s.p[i] == '"' || (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    return str_cz(mem, buf_done(&b));
}

static const char *
mailto(struct arena *mem, struct str address)
{
    return str_cz(mem, str_fmt(mem, "mailto:%.*s", STR_FMT(address)));
}

static void
add_people(struct arena *mem, icalcomponent *event, const struct ical_event *e)
{
    icalproperty *p;

    if (e->organizer.address.n == 0)
        return;
    p = icalproperty_new_organizer(mailto(mem, e->organizer.address));
    if (e->organizer.name.n > 0)
        icalproperty_add_parameter(
            p, icalparameter_new_cn(parameter_text(mem, e->organizer.name)));
    icalcomponent_add_property(event, p);
    for (size_t i = 0; i < e->attendees; i++) {
        const struct ical_person *a = &e->attendee[i];

        p = icalproperty_new_attendee(mailto(mem, a->address));
        if (a->name.n > 0)
            icalproperty_add_parameter(
                p, icalparameter_new_cn(parameter_text(mem, a->name)));
        icalproperty_add_parameter(
            p, icalparameter_new_role(a->optional ? ICAL_ROLE_OPTPARTICIPANT
                                                  : ICAL_ROLE_REQPARTICIPANT));
        icalproperty_add_parameter(
            p, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
        icalproperty_add_parameter(p, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
        icalcomponent_add_property(event, p);
    }
}

static icalcomponent *
event_of(struct arena *mem, enum ical_method method, const struct ical_event *e,
         struct instant now)
{
    icalcomponent *event = icalcomponent_new_vevent();

    icalcomponent_add_property(event,
                               icalproperty_new_uid(str_cz(mem, e->uid)));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(utc_of(now)));
    icalcomponent_add_property(event,
                               icalproperty_new_sequence((int)e->sequence));
    add_times(event, e);
    add_texts(mem, event, e);
    icalcomponent_add_property(
        event,
        icalproperty_new_status(method == ICAL_CANCEL ? ICAL_STATUS_CANCELLED
                                                      : ICAL_STATUS_CONFIRMED));
    add_people(mem, event, e);
    return event;
}

static icalproperty_method
method_of(enum ical_method m)
{
    switch (m) {
    case ICAL_REQUEST:
        return ICAL_METHOD_REQUEST;
    case ICAL_CANCEL:
        return ICAL_METHOD_CANCEL;
    case ICAL_PUBLISH:
        break;
    }
    return ICAL_METHOD_PUBLISH;
}

const struct err *
ical_write(struct arena *mem, enum ical_method method, struct str name,
           const struct ical_event *event, size_t n, struct instant now,
           struct str *out)
{
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    icalproperty *title;
    char *text;

    if (!calendar)
        return ERR(mem, INTERNAL, .detail = "libical has no memory");
    arena_defer(mem, free_component, calendar);
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(
        calendar, icalproperty_new_prodid("-//Helhet//Helhet//NO"));
    icalcomponent_add_property(calendar,
                               icalproperty_new_method(method_of(method)));
    if (name.n > 0) {
        title = icalproperty_new_x(str_cz(mem, name));
        icalproperty_set_x_name(title, "X-WR-CALNAME");
        icalcomponent_add_property(calendar, title);
    }
    icalcomponent_add_component(calendar, icalparser_parse_string(oslo));
    for (size_t i = 0; i < n; i++)
        icalcomponent_add_component(calendar,
                                    event_of(mem, method, &event[i], now));
    text = icalcomponent_as_ical_string_r(calendar);
    if (!text)
        return ERR(mem, INTERNAL, .detail = "libical wrote nothing");
    *out = str_fmt(mem, "%s", text);
    icalmemory_free_buffer(text);
    return NULL;
}
