/* The demo's bodies, with a year of meetings, by the same app functions that
 * people use. Made-up people on real units.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "access/account.h"
#include "base/workday.h"
#include "body/app.h"
#include "registry/registry.h"

struct demo_item {
    size_t meeting;
    const char *proposer;
    enum item_kind kind;
    enum item_topic topic;
    int32_t minutes;
    const char *title;
    const char *text;
    const char *advice;
    const char *record;
    const char *decision;
    const char *action;
};
static const struct demo_item items[] = {
#define ITEM(meeting, proposer, kind, topic, minutes, title, text, advice, \
             record, decision, action)                                     \
    {meeting, proposer, ITEM_##kind, TOPIC_##topic, minutes, title,        \
     text,    advice,   record,      decision,      action},
#include "cli/demo_bodies.def"
#undef ITEM
};

/* A day of last year (1) or this (0); meetings behind us are held. */
struct demo_day {
    int years;
    int month;
    int day;
};
static const struct demo_day rsbu_days[] = {{1, 3, 5}, {1, 6, 4},  {1, 12, 4},
                                            {0, 6, 4}, {0, 9, 17}, {0, 12, 3}};
static const struct demo_day system_days[] = {{1, 3, 13}, {0, 3, 12}};

struct demo_seat {
    const char *unit;
    const char *login; /* NULL: a person without a login */
    const char *name;
    const char *address;
    enum seat seat;
};
static const struct demo_seat rsbu_seats[] = {
    {"BUF-MIDT", "ola", "", "", SEAT_CHAIR},
    {"RHF-MIDT", "ingrid", "", "", SEAT_SECRETARY},
    {"HMR-KPHR", "gro", "", "", SEAT_MEMBER},
    {"BUFM-HUML", "knut", "", "", SEAT_MEMBER},
    {"RKBU-MIDT", "rita", "", "", SEAT_INVITED},
    {"KORUS-MIDT", NULL, "Kåre Rusfagersen", "kare@example.org", SEAT_INVITED},
    {"RVTS-MIDT", NULL, "Randi Traumesen", "randi@example.org", SEAT_INVITED},
    {"SF-TRL", NULL, "Stig Fylkesen", "stig@example.org", SEAT_INVITED},
    {"SF-MR", NULL, "Solveig Fylkesmo", "solveig@example.org", SEAT_INVITED},
    {"KS", NULL, "Kari Kommunesen", "kari@example.org", SEAT_INVITED},
};
static const struct demo_seat au_seats[] = {
    {"RHF-MIDT", "ingrid", "", "", SEAT_CHAIR},
    {"BUF-MIDT", "siri", "", "", SEAT_SECRETARY},
};
static const struct demo_seat system_seats[] = {
    {"BUF-MIDT", "ola", "", "", SEAT_CHAIR},
    {"RHF-MIDT", "ingrid", "", "", SEAT_SECRETARY},
};
struct demo_unit {
    const char *unit;
    enum body_part part;
};
static const struct demo_unit rsbu_units[] = {
    {"BUF-MIDT", PART_PARTY},    {"RHF-MIDT", PART_PARTY},
    {"RKBU-MIDT", PART_INVITED}, {"KORUS-MIDT", PART_INVITED},
    {"RVTS-MIDT", PART_INVITED}, {"SF-TRL", PART_INVITED},
    {"SF-MR", PART_INVITED},     {"KS", PART_INVITED},
};
enum { PARTIES = 2 };

/* --- the bodies --- */

static const struct err *
find_unit(struct call *c, const char *code, unit_id *out)
{
    struct unit u = {0};
    bool found = false;
    const struct err *err = registry_store_find_unit(&c->tx, str_of(code), &u,
                                                     &found);

    if (!err && !found)
        err = ERR(c->mem, INTERNAL, .detail = "a demo body's unit is missing");
    *out = u.id;
    return err;
}

static const struct err *
seat_of_demo(struct call *c, const struct demo_seat *s, struct body_person *p)
{
    struct account a = {0};
    bool found = false;
    const struct err *err = find_unit(c, s->unit, &p->unit);

    p->seat = s->seat;
    p->name = str_of(s->name);
    p->address = str_of(s->address);
    p->valid_from = date_ymd(2023, 1, 1);
    p->valid_to = DATE_NONE;
    if (err || !s->login)
        return err;
    err = account_store_find(&c->tx, str_of(s->login), &a, &found);
    if (!err && !found)
        err = ERR(c->mem, INTERNAL, .detail = "a demo account is missing");
    p->account = a.id;
    p->name = a.name;
    return err;
}

static const struct err *
add_body(struct call *c, struct body *b, size_t units,
         const struct demo_seat *seat, size_t seats)
{
    struct body_unit *unit = ARENA_NEW_N(c->mem, struct body_unit, units);
    struct body_person *person = ARENA_NEW_N(c->mem, struct body_person, seats);
    const struct err *err = NULL;

    b->valid_from = date_ymd(2021, 9, 1);
    b->valid_to = DATE_NONE;
    for (size_t i = 0; !err && i < units; i++) {
        unit[i] = (struct body_unit){.part = rsbu_units[i].part,
                                     .position = (int32_t)i,
                                     .valid_from = b->valid_from,
                                     .valid_to = DATE_NONE};
        err = find_unit(c, rsbu_units[i].unit, &unit[i].unit);
    }
    for (size_t i = 0; !err && i < seats; i++)
        err = seat_of_demo(c, &seat[i], &person[i]);
    return err ? err : body_add_in(c, b, unit, units, person, seats);
}

static const struct err *
add_bodies(struct call *c, struct body *rsbu, struct body *system)
{
    struct body au = {.code = STR("AU-MIDT"),
                      .kind = BODY_AU,
                      .name = STR("Arbeidsutvalget (AU), Midt-Norge"),
                      .short_name = STR("AU")};
    const struct err *err;

    *rsbu = (struct body){.code = STR("RSBU-MIDT"),
                          .kind = BODY_RSBU,
                          .name = STR("RSBU Midt-Norge"),
                          .short_name = STR("RSBU"),
                          .quorum_people = 2,
                          .quorum_parties = true,
                          .host_years = 2,
                          .host_from = 2021,
                          .meetings_a_year = 3};
    *system = (struct body){.code = STR("SYSTEM-MIDT"),
                            .kind = BODY_SYSTEM,
                            .name = STR("Systemmøte Midt-Norge"),
                            .short_name = STR("SYS"),
                            .quorum_parties = true,
                            .meetings_a_year = 1};
    err = add_body(c, rsbu, ARRAY_LEN(rsbu_units), rsbu_seats,
                   ARRAY_LEN(rsbu_seats));
    au.prepares = rsbu->id;
    if (!err)
        err = add_body(c, &au, PARTIES, au_seats, ARRAY_LEN(au_seats));
    if (!err)
        err = add_body(c, system, PARTIES, system_seats,
                       ARRAY_LEN(system_seats));
    return err;
}

static const struct err *
fill_bodies(struct arena *mem, const struct services *sv, struct instant now,
            struct body *rsbu, struct body *system)
{
    struct call c;
    const struct err *err;

    call_init_system(&c, mem, sv, now);
    err = call_begin(&c, ACT_REGISTRY_IMPORT);
    if (!err)
        err = call_permit(&c, ACT_REGISTRY_IMPORT, subject_none());
    if (!err)
        err = add_bodies(&c, rsbu, system);
    return call_end(&c, ACT_REGISTRY_IMPORT, 0, err);
}

/* --- a meeting --- */

struct demo_meeting {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    struct date day;
    bool held; /* it lies behind us */
    meeting_id id;
    item_id item[ARRAY_LEN(items)];
};

/* A call as `login`, some days from the meeting's, at noon; never later than
 * now. */
static const struct err *
act(struct demo_meeting *d, struct call *c, const char *login, int32_t days)
{
    struct instant at = meeting_time(date_add(d->day, days), 12 * 60);

    if (at.us > d->now.us)
        at = d->now;
    return demo_act_as(c, d->mem, d->sv, login, at);
}

static const struct err *
plan(struct demo_meeting *d, body_id body, const char *who, const char *place)
{
    struct meeting_form f = {.day = d->day,
                             .from_minute = 600,
                             .to_minute = 840,
                             .place = str_of(place)};
    struct call c;
    const struct err *err = act(d, &c, who, -60);

    return err ? err : meeting_app_plan(&c, body, &f, &d->id);
}

static const struct err *
add_item(struct demo_meeting *d, body_id body, const struct demo_item *i,
         item_id *out)
{
    struct item_form f = {.kind = i->kind,
                          .topic = i->topic,
                          .title = str_of(i->title),
                          .text = str_of(i->text),
                          .minutes = i->minutes};
    struct call c;
    const struct err *err = act(d, &c, i->proposer, -40);

    if (!err)
        err = body_app_propose(&c, body, &f, out);
    if (!err)
        err = act(d, &c, "ingrid", -30);
    return err ? err : body_app_prepare(&c, *out, d->id, str_of(i->advice));
}

static const struct err *
approve(struct demo_meeting *d, const char *who)
{
    struct call c;
    const struct err *err = act(d, &c, who, -25);

    return err ? err : meeting_app_approve(&c, d->id);
}

static const struct err *
call_people(struct demo_meeting *d)
{
    struct call c;
    const struct err *err = act(d, &c, "ingrid", -20);

    return err ? err : meeting_app_call(&c, d->id);
}

/* All came, but for the last in the list: one who is invited sent an apology.
 */
static const struct err *
hold(struct demo_meeting *d, person_id *out_first)
{
    struct meeting_whole w;
    struct presence_mark *mark;
    struct call c;
    const struct err *err = act(d, &c, "ingrid", 0);

    if (!err)
        err = meeting_app_view(&c, d->id, &w);
    if (!err)
        err = act(d, &c, "ingrid", 0);
    if (err)
        return err;
    mark = ARENA_NEW_N(d->mem, struct presence_mark, w.people.n + 1);
    for (size_t i = 0; i < w.people.n; i++) {
        mark[i].person = w.people.row[i].person.id;
        mark[i].presence = i + 1 < w.people.n ||
                                   w.people.row[i].person.seat != SEAT_INVITED
                               ? PRESENT
                               : APOLOGY;
        if (w.people.row[i].person.seat == SEAT_SECRETARY)
            *out_first = mark[i].person;
    }
    return meeting_app_hold(&c, d->id, mark, w.people.n);
}

static const struct err *
record(struct demo_meeting *d, const struct demo_item *i, item_id id,
       person_id who)
{
    struct record_form f = {.record = str_of(i->record),
                            .decision = str_of(i->decision),
                            .action = str_of(i->action),
                            .person = who,
                            .due_on = workday_add(date_add(d->day, 90), 0)};
    struct call c;
    const struct err *err = act(d, &c, "ingrid", 0);

    return err ? err : meeting_app_record(&c, id, &f);
}

static const struct err *
send_minutes(struct demo_meeting *d)
{
    struct call c;
    const struct err *err = act(d, &c, "ingrid", 7);

    return err ? err : meeting_app_send_minutes(&c, d->id);
}

/* The minutes of the meeting before are approved in this one. */
static const struct err *
approve_last(struct demo_meeting *d, meeting_id last)
{
    struct call c;
    const struct err *err = last.v ? act(d, &c, "ingrid", 0) : NULL;

    return err || !last.v ? err : meeting_app_approve_minutes(&c, last, d->id);
}

static const struct err *
hold_all(struct demo_meeting *d, size_t number, meeting_id last)
{
    person_id who = {0};
    const struct err *err = approve(d, "ingrid");

    if (!err)
        err = call_people(d);
    if (!err)
        err = hold(d, &who);
    for (size_t i = 0; !err && i < ARRAY_LEN(items); i++)
        if (items[i].meeting == number)
            err = record(d, &items[i], d->item[i], who);
    if (!err)
        err = approve_last(d, last);
    return err ? err : send_minutes(d);
}

static const struct err *
rsbu_meeting(struct demo_meeting *d, body_id rsbu, size_t number,
             meeting_id last)
{
    const struct err *err = plan(d, rsbu, "ingrid", "Stjørdal og video");

    for (size_t i = 0; !err && i < ARRAY_LEN(items); i++)
        if (items[i].meeting == number)
            err = add_item(d, rsbu, &items[i], &d->item[i]);
    if (!err)
        err = approve(d, "ola");
    if (!err && d->held)
        err = hold_all(d, number, last);
    return err;
}

static const struct err *
system_meeting(struct demo_meeting *d, body_id system)
{
    static const struct demo_item item = {
        .proposer = "ola",
        .kind = ITEM_DISCUSSION,
        .minutes = 60,
        .title = "Begge parters interesser",
        .text = "Hvordan tar vi vare på hverandres oppgaver?",
        .advice = "Lederne drøfter.",
        .record = "Drøftet. Godt samarbeid, men lang ventetid.",
        .decision = "",
        .action = ""};
    person_id who = {0};
    const struct err *err = plan(d, system, "ola", "Trondheim");

    if (!err)
        err = add_item(d, system, &item, &d->item[0]);
    if (!err)
        err = approve(d, "ola");
    if (err || !d->held)
        return err;
    err = approve(d, "ingrid");
    if (!err)
        err = call_people(d);
    if (!err)
        err = hold(d, &who);
    if (!err)
        err = record(d, &item, d->item[0], who);
    return err ? err : send_minutes(d);
}

static struct demo_meeting
meeting_on(struct arena *mem, const struct services *sv, struct instant now,
           const struct demo_day *day)
{
    struct date today = date_in_oslo(now);
    struct demo_meeting d = {.mem = mem, .sv = sv, .now = now};
    int y;
    int month;
    int days;

    date_split(today, &y, &month, &days);
    d.day = workday_add(date_ymd(y - day->years, day->month, day->day), 0);
    d.held = date_cmp(d.day, today) < 0;
    return d;
}

const struct err *
demo_fill_bodies(struct arena *mem, const struct services *sv,
                 struct instant now)
{
    struct body rsbu;
    struct body system;
    struct demo_meeting d;
    meeting_id last = {0};
    const struct err *err = fill_bodies(mem, sv, now, &rsbu, &system);

    for (size_t i = 0; !err && i < ARRAY_LEN(rsbu_days); i++) {
        d = meeting_on(mem, sv, now, &rsbu_days[i]);
        err = rsbu_meeting(&d, rsbu.id, i, last);
        last = d.id;
    }
    for (size_t i = 0; !err && i < ARRAY_LEN(system_days); i++) {
        d = meeting_on(mem, sv, now, &system_days[i]);
        err = system_meeting(&d, system.id);
    }
    return err;
}

const struct err *
demo_find_rsbu(struct arena *mem, const struct services *sv, body_id *out)
{
    struct db_tx tx;
    struct body b = {0};
    bool found = false;
    const struct err *err = db_read_begin(sv->db, mem, &tx);

    if (err)
        return err;
    err = body_store_find(&tx, STR("RSBU-MIDT"), &b, &found);
    db_read_end(&tx);
    if (!err && !found)
        err = ERR(mem, INTERNAL, .detail = "the demo's RSBU is missing");
    *out = b.id;
    return err;
}
