/* Invitations: one mail each, with a calendar that their program answers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/invite_app.h"

#include "notify/outbox.h"
#include "text/messages_body.h"

/* Mail goes to people of several services: bokmål. */
#define MAIL_LANG LANG_NB

static struct str
address_of(struct arena *mem, const struct services *sv, meeting_id id)
{
    if (sv->site_url.n == 0)
        return STR_NONE;
    return str_fmt(mem, "%.*s/moter/%.*s", STR_FMT(sv->site_url),
                   STR_FMT(id_format(mem, id.v)));
}

struct ical_event
meeting_event(struct arena *mem, const struct services *sv,
              const struct meeting *m, struct str body_name)
{
    return (struct ical_event){
        .uid = str_fmt(mem, "mote-%.*s@helhet",
                       STR_FMT(id_format(mem, m->id.v))),
        .sequence = m->sequence,
        .start = m->starts_at,
        .end = m->ends_at,
        .all_day = DATE_NONE,
        .summary = body_name,
        .place = m->place.n > 0 ? m->place : m->link,
        .link = address_of(mem, sv, m->id),
    };
}

/* The installation's own address, or that of who runs the body. */
static struct ical_person
organizer_of(const struct call *c, const struct body *b,
             const struct meeting_person_list *people)
{
    struct ical_person p = {b->name, c->sv->mail_from, false};

    for (size_t i = 0; p.address.n == 0 && i < people->n; i++)
        if (people->row[i].person.seat <= SEAT_SECRETARY)
            p.address = people->row[i].person.address;
    if (!mail_address_ok(p.address))
        p.address = STR("helhet@localhost");
    return p;
}

static const struct err *
write_calendar(struct call *c, const struct meeting *m, const struct body *b,
               const struct meeting_person_list *people,
               enum ical_method method, struct str *out)
{
    struct ical_person *guest = ARENA_NEW_N(c->mem, struct ical_person,
                                            people->n + 1);
    struct ical_event e = meeting_event(c->mem, c->sv, m, b->name);

    e.attendee = guest;
    e.organizer = organizer_of(c, b, people);
    for (size_t i = 0; i < people->n; i++) {
        const struct body_person *p = &people->row[i].person;

        if (mail_address_ok(p->address))
            guest[e.attendees++] = (struct ical_person){
                p->name, p->address, p->seat == SEAT_INVITED};
    }
    return ical_write(c->mem, method, STR_NONE, &e, 1, c->now, out);
}

/* What the mail says: which body, when, and where to read on. */
static struct str
text_of(struct call *c, int msg, const struct meeting *m, const struct body *b)
{
    struct str link = address_of(c->mem, c->sv, m->id);
    struct str text = msg_text(
        c->mem, MAIL_LANG, msg,
        (const struct msg_arg[]){msg_str(b->name), msg_time(m->starts_at)}, 2);

    return link.n > 0
               ? str_fmt(c->mem, "%.*s\n\n%.*s\n", STR_FMT(text), STR_FMT(link))
               : str_fmt(c->mem, "%.*s\n", STR_FMT(text));
}

static struct mail
mail_of(struct call *c, const struct meeting *m, const struct body *b,
        int subject, int text)
{
    return (struct mail){
        .subject = msg_text(c->mem, MAIL_LANG, subject,
                            (const struct msg_arg[]){msg_str(b->name)}, 1),
        .text = text_of(c, text, m, b)};
}

static const struct err *
send_each(struct call *c, const struct meeting *m, const char *what,
          struct mail mail, const struct meeting_person_list *people)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < people->n; i++) {
        const struct body_person *p = &people->row[i].person;

        if (p->address.n == 0)
            continue;
        mail.key = str_fmt(c->mem, "meeting.%s:%lld:%lld:%lld", what,
                           (long long)m->id.v, (long long)m->sequence,
                           (long long)p->id.v);
        mail.to_address = p->address;
        mail.to_name = p->name;
        err = outbox_put_in(c, &mail);
    }
    return err;
}

const struct err *
invite_in(struct call *c, const struct meeting *m, enum ical_method method)
{
    bool cancel = method == ICAL_CANCEL;
    struct meeting_person_list people = {0};
    struct body b = {0};
    struct mail mail;
    struct str calendar = STR_NONE;
    const struct err *err = body_store_get(&c->tx, m->body, &b);

    if (!err)
        err = meeting_store_people(&c->tx, m, &people);
    for (size_t i = 0; !err && !cancel && i < people.n; i++) {
        if (people.row[i].called_at.us == 0)
            people.row[i].called_at = c->now;
        err = meeting_store_put_person(&c->tx, m->id, &people.row[i]);
    }
    if (!err)
        err = write_calendar(c, m, &b, &people, method, &calendar);
    if (err)
        return err;
    mail = mail_of(c, m, &b,
                   cancel            ? MSG_MEETING_MAIL_CANCEL
                   : m->sequence > 0 ? MSG_MEETING_MAIL_CHANGE
                                     : MSG_MEETING_MAIL_CALL,
                   cancel ? MSG_MEETING_MAIL_CANCEL_TEXT
                          : MSG_MEETING_MAIL_CALL_TEXT);
    mail.calendar = calendar;
    mail.method = str_of(ical_method_word(method));
    return send_each(c, m, cancel ? "cancel" : "call", mail, &people);
}

const struct err *
tell_minutes_in(struct call *c, const struct meeting *m)
{
    struct meeting_person_list people = {0};
    struct body b = {0};
    const struct err *err = body_store_get(&c->tx, m->body, &b);

    if (!err)
        err = meeting_store_people(&c->tx, m, &people);
    if (err)
        return err;
    return send_each(c, m, "minutes",
                     mail_of(c, m, &b, MSG_MEETING_MAIL_MINUTES,
                             MSG_MEETING_MAIL_MINUTES_TEXT),
                     &people);
}
