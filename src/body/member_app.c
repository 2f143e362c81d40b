/* Members of a body and how it works: changed by who runs it, with periods.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "body/body_app.h"
#include "notify/mail.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

static const struct err *
read_members(struct call *c, body_id id, struct body_members *out)
{
    const struct err *err = body_store_get(&c->tx, id, &out->b);

    if (!err)
        err = body_store_units(&c->tx, id, DATE_NONE, &out->units);
    if (!err)
        err = body_store_people(&c->tx, id, DATE_NONE, &out->people);
    return err;
}

const struct err *
members_app_view(struct call *c, body_id id, struct body_members *out)
{
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    *out = (struct body_members){0};
    if (err)
        return err;
    err = call_permit(c, ACT_BODY_VIEW, subject_body(id.v));
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(id.v));
    if (!err)
        err = read_members(c, id, out);
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

const struct err *
members_app_view_seat(struct call *c, person_id id, struct body_members *out,
                      struct body_person *out_seat)
{
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    *out = (struct body_members){0};
    if (err)
        return err;
    err = body_store_person(&c->tx, id, out_seat);
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(out_seat->body.v));
    if (!err)
        err = read_members(c, out_seat->body, out);
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

/* --- seats --- */

/* Where the account works today, when no unit was named. */
static const struct err *
work_of(struct call *c, account_id account, unit_id *out)
{
    struct acting *list = NULL;
    size_t n = 0;
    const struct err *err = c->sv->functions(c, &c->tx, account, &list, &n);

    for (size_t i = 0; !err && i < n && out->v == 0; i++)
        *out = list[i].unit;
    return err;
}

static const struct err *
take_account(struct call *c, struct str login, struct body_person *p)
{
    struct account a = {0};
    bool found = false;
    const struct err *err = account_store_find(&c->tx, login, &a, &found);

    if (!err && !found)
        err = body_wrong(c, "bruker", MSG_MEMBER_NO_LOGIN);
    if (err)
        return err;
    p->account = a.id;
    p->name = a.name;
    p->address = STR_NONE; /* the account's own goes first */
    return p->unit.v ? NULL : work_of(c, a.id, &p->unit);
}

static const struct err *
take_form(struct call *c, const struct seat_form *f, struct body_person *p)
{
    const struct err *err = NULL;

    *p = (struct body_person){.id = {id_new()},
                              .name = f->name,
                              .address = f->address,
                              .seat = f->seat,
                              .valid_from = f->from,
                              .valid_to = DATE_NONE};
    if (f->unit.n > 0)
        err = body_store_unit_named(&c->tx, f->unit, c->today, &p->unit);
    if (!err && f->unit.n > 0 && p->unit.v == 0)
        err = body_wrong(c, "enhet", MSG_MEMBER_NO_UNIT);
    if (!err && f->login.n > 0)
        err = take_account(c, f->login, p);
    if (!err && p->name.n == 0)
        err = body_wrong(c, "navn", MSG_FORM_REQUIRED);
    if (!err && p->unit.v == 0)
        err = body_wrong(c, "enhet", MSG_FORM_REQUIRED);
    if (!err && f->address.n > 0 && !mail_address_ok(f->address))
        err = body_wrong(c, "epost", MSG_MEMBER_ADDRESS);
    return err;
}

/* Nobody has two seats at once. */
static const struct err *
check_free(struct call *c, const struct body_person *p)
{
    struct body_person_list now = {0};
    const struct err *err = body_store_people(&c->tx, p->body, c->today, &now);

    for (size_t i = 0; !err && i < now.n; i++)
        if (p->account.v && now.row[i].account.v == p->account.v)
            err = body_wrong(c, "bruker", MSG_MEMBER_HAS_SEAT);
    return err;
}

const struct err *
members_app_add(struct call *c, body_id id, const struct seat_form *f)
{
    struct body_person p = {0};
    const struct err *err = call_begin_on(c, ACT_BODY_RUN, subject_body(id.v));

    if (err)
        return err;
    err = take_form(c, f, &p);
    p.body = id;
    if (!err)
        err = check_free(c, &p);
    if (!err)
        err = body_store_add_person(&c->tx, &p);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* Somebody else must run it after the day `last`. */
static const struct err *
check_runner(struct call *c, const struct body_person *p, struct date last)
{
    struct body_person_list then = {0};
    const struct err *err;

    if (p->seat > SEAT_SECRETARY)
        return NULL;
    err = body_store_people(&c->tx, p->body, date_add(last, 1), &then);
    for (size_t i = 0; !err && i < then.n; i++)
        if (then.row[i].id.v != p->id.v && then.row[i].seat <= SEAT_SECRETARY)
            return NULL;
    return err ? err : body_wrong(c, "plass", MSG_MEMBER_LAST_RUNNER);
}

/* The seat ends the day before today, and another begins. One that began today
 * never was. */
static const struct err *
change_seat(struct call *c, const struct body_person *p, enum seat seat)
{
    struct body_person next = *p;
    struct date last = date_add(c->today, -1);
    const struct err *err = seat <= SEAT_SECRETARY ? NULL
                                                   : check_runner(c, p, last);

    if (err)
        return err;
    next.id.v = id_new();
    next.seat = seat;
    next.valid_from = c->today;
    err = body_store_end_person(&c->tx, p->id, last);
    return err ? err : body_store_add_person(&c->tx, &next);
}

static const struct err *
end_seat(struct call *c, const struct body_person *p, struct date last)
{
    const struct err *err = NULL;

    if (date_cmp(last, p->valid_from) < 0)
        err = body_wrong(c, "til", MSG_MEMBER_ENDS_FIRST);
    if (!err)
        err = check_runner(c, p, last);
    return err ? err : body_store_end_person(&c->tx, p->id, last);
}

const struct err *
members_app_change(struct call *c, person_id id, enum seat seat,
                   struct date last, body_id *out)
{
    struct body_person p = {0};
    const struct err *err = call_begin(c, ACT_BODY_RUN);

    if (err)
        return err;
    err = body_store_person(&c->tx, id, &p);
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(p.body.v));
    if (!err && !date_is_none(p.valid_to) && date_cmp(p.valid_to, c->today) < 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
    if (!err && !date_is_none(last))
        err = end_seat(c, &p, last);
    else if (!err && seat != p.seat)
        err = change_seat(c, &p, seat);
    *out = p.body;
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* --- units --- */

static const struct err *
add_unit(struct call *c, body_id id, struct str name, enum body_part part)
{
    struct body_unit_list now = {0};
    struct body_unit u = {
        .part = part, .valid_from = c->today, .valid_to = DATE_NONE};
    const struct err *err = body_store_unit_named(&c->tx, name, c->today,
                                                  &u.unit);

    if (!err && u.unit.v == 0)
        err = body_wrong(c, "enhet", MSG_MEMBER_NO_UNIT);
    if (!err)
        err = body_store_units(&c->tx, id, DATE_NONE, &now);
    for (size_t i = 0; !err && i < now.n; i++) {
        const struct body_unit *have = &now.row[i];

        if (have->position >= u.position)
            u.position = have->position + 1;
        if (have->unit.v == u.unit.v &&
            (date_is_none(have->valid_to) ||
             date_cmp(have->valid_to, c->today) >= 0))
            err = body_wrong(c, "enhet", MSG_MEMBER_UNIT_IS_IN);
    }
    return err ? err : body_store_add_unit(&c->tx, id, &u);
}

const struct err *
members_app_add_unit(struct call *c, body_id id, struct str name,
                     enum body_part part)
{
    const struct err *err = call_begin_on(c, ACT_BODY_RUN, subject_body(id.v));

    if (err)
        return err;
    err = part == PART_PARTY ? body_wrong(c, "del", MSG_FORM_CHOICE)
                             : add_unit(c, id, name, part);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
members_app_end_unit(struct call *c, body_id id, unit_id unit)
{
    const struct err *err = call_begin_on(c, ACT_BODY_RUN, subject_body(id.v));

    if (err)
        return err;
    err = body_store_end_unit(&c->tx, id, unit, c->today);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* --- how it works --- */

const struct err *
members_app_rules(struct call *c, const struct body *b)
{
    const struct err *err = call_begin_on(c, ACT_BODY_RUN,
                                          subject_body(b->id.v));

    if (err)
        return err;
    err = body_store_update(&c->tx, b);
    return call_end(c, ACT_BODY_RUN, b->id.v, err);
}
