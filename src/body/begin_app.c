/* Beginning a body, and ending it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/begin_app.h"

#include "access/account.h"
#include "body/body_app.h"
#include "body/store.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

const struct err *
begin_app_choices(struct call *c, struct body_list *out)
{
    const struct err *err = call_begin_on(c, ACT_BODY_BEGIN, subject_none());

    *out = (struct body_list){0};
    if (!err)
        err = body_store_list_of(&c->tx, c->who.account, c->who.unit, c->today,
                                 out);
    return call_end(c, ACT_BODY_BEGIN, 0, err);
}

/* Adds the unit of this name to the parties. */
static const struct err *
add_party(struct call *c, const char *field, struct str name,
          struct body_unit *unit, size_t *n)
{
    struct body_unit u = {.part = PART_PARTY,
                          .position = (int32_t)*n,
                          .valid_from = c->today,
                          .valid_to = DATE_NONE};
    const struct err *err = body_store_unit_named(&c->tx, name, c->today,
                                                  &u.unit);

    if (!err && u.unit.v == 0)
        err = body_wrong(c, field, MSG_MEMBER_NO_UNIT);
    for (size_t i = 0; !err && i < *n; i++)
        if (unit[i].unit.v == u.unit.v)
            err = body_wrong(c, field, MSG_BEGIN_TWICE);
    if (!err)
        unit[(*n)++] = u;
    return err;
}

static const struct err *
parties_of(struct call *c, const struct begin_form *f, struct body_unit *unit,
           size_t *n)
{
    static const char *const field[BEGIN_PARTIES] = {"part1", "part2"};
    const struct err *err = NULL;

    unit[0] = (struct body_unit){.unit = c->who.unit,
                                 .part = PART_PARTY,
                                 .valid_from = c->today,
                                 .valid_to = DATE_NONE};
    *n = 1;
    for (size_t i = 0; !err && i < BEGIN_PARTIES; i++)
        if (f->party[i].n > 0)
            err = add_party(c, field[i], f->party[i], unit, n);
    return err;
}

/* Only for a body that one has to do with. */
static const struct err *
check_prepares(struct call *c, body_id prepares)
{
    struct body_list mine = {0};
    const struct err *err = NULL;

    if (prepares.v == 0)
        return NULL;
    err = body_store_list_of(&c->tx, c->who.account, c->who.unit, c->today,
                             &mine);
    for (size_t i = 0; !err && i < mine.n; i++)
        if (mine.row[i].id.v == prepares.v)
            return NULL;
    return err ? err : body_wrong(c, "forbereder", MSG_FORM_CHOICE);
}

static const struct err *
create_in(struct call *c, const struct begin_form *f, struct body *b)
{
    struct body_unit unit[BEGIN_PARTIES + 1];
    struct body_person me = {.unit = c->who.unit,
                             .account = c->who.account,
                             .seat = SEAT_SECRETARY,
                             .valid_from = c->today,
                             .valid_to = DATE_NONE};
    struct account a = {0};
    size_t n = 0;
    const struct err *err = parties_of(c, f, unit, &n);

    if (!err)
        err = account_store_get(&c->tx, c->who.account, &a);
    me.name = a.name;
    if (!err)
        err = check_prepares(c, f->prepares);
    return err ? err : body_add_in(c, b, unit, n, &me, 1);
}

const struct err *
begin_app_create(struct call *c, const struct begin_form *f, body_id *out)
{
    struct body b = {.id = {id_new()},
                     .kind = f->kind,
                     .name = f->name,
                     .short_name = f->short_name,
                     .prepares = f->prepares,
                     .valid_from = c->today,
                     .valid_to = DATE_NONE};
    const struct err *err = call_begin_on(c, ACT_BODY_BEGIN, subject_none());

    if (err)
        return err;
    b.code = id_format(c->mem, b.id.v);
    err = create_in(c, f, &b);
    *out = b.id;
    return call_end(c, ACT_BODY_BEGIN, b.id.v, err);
}

static const struct err *
check_no_meeting(struct call *c, body_id id, struct date last)
{
    struct meeting_list list = {0};
    const struct err *err = meeting_store_list(&c->tx, id, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].state <= MEETING_CALLED &&
            date_cmp(list.row[i].held_on, last) > 0)
            err = body_wrong(c, "siste", MSG_BODY_END_MEETING);
    return err;
}

const struct err *
begin_app_end(struct call *c, body_id id, struct date last)
{
    const struct err *err = call_begin_on(c, ACT_BODY_RUN, subject_body(id.v));

    if (!err && date_cmp(last, c->today) < 0)
        err = body_wrong(c, "siste", MSG_BODY_END_EARLY);
    if (!err)
        err = check_no_meeting(c, id, last);
    if (!err)
        err = body_store_end(&c->tx, id, last);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}
