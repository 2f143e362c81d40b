/* Bodies: who may what in them, looking, proposing and preparing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/body_app.h"

#include "body/action_plan_app.h"
#include "body/evaluation_app.h"
#include "text/messages_body.h"

/* --- who stands how to a body --- */

static const struct body_person *
seat_in(const struct body_person_list *people, account_id account)
{
    const struct body_person *best = NULL;

    for (size_t i = 0; i < people->n; i++)
        if (account.v && people->row[i].account.v == account.v &&
            (!best || people->row[i].seat < best->seat))
            best = &people->row[i];
    return best;
}

static const struct body_unit *
unit_in(const struct body_unit_list *units, unit_id unit)
{
    for (size_t i = 0; i < units->n; i++)
        if (units->row[i].unit.v == unit.v)
            return &units->row[i];
    return NULL;
}

/* Does the account sit in a body that prepares this one's matters? */
static const struct err *
sits_in_preparer(struct call *c, body_id id, bool *out)
{
    struct body_list mine = {0};
    struct body_person_list people = {0};
    const struct err *err = body_store_list_of(&c->tx, c->who.account,
                                               (unit_id){0}, c->today, &mine);

    *out = false;
    for (size_t i = 0; !err && i < mine.n && !*out; i++) {
        const struct body_person *p;

        if (mine.row[i].prepares.v != id.v)
            continue;
        err = body_store_people(&c->tx, mine.row[i].id, c->today, &people);
        p = err ? NULL : seat_in(&people, c->who.account);
        *out = p && p->seat != SEAT_INVITED;
    }
    return err;
}

static const struct err *
relations_in(struct call *c, body_id id, uint32_t *out, unit_id *out_party)
{
    struct body_person_list people = {0};
    struct body_unit_list units = {0};
    const struct body_person *seat;
    const struct body_unit *unit;
    bool prepares = false;
    const struct err *err = body_store_people(&c->tx, id, c->today, &people);

    if (!err)
        err = body_store_units(&c->tx, id, c->today, &units);
    if (!err)
        err = sits_in_preparer(c, id, &prepares);
    if (err)
        return err;
    seat = seat_in(&people, c->who.account);
    unit = unit_in(&units, c->who.unit);
    *out = seat || unit ? REL_BIT(BODY_SEES) : 0;
    if (seat && seat->seat != SEAT_INVITED)
        *out |= REL_BIT(BODY_MEMBER);
    if (prepares || (seat && seat->seat <= SEAT_SECRETARY))
        *out |= REL_BIT(BODY_RUNNER);
    if (seat && seat->seat != SEAT_INVITED && unit &&
        unit->part == PART_PARTY) {
        *out |= REL_BIT(BODY_PARTY);
        *out_party = unit->unit;
    }
    return NULL;
}

const struct err *
body_facts_gate(struct call *c, int64_t id, struct gate_facts *out,
                case_id *out_case)
{
    unit_id party = {0};
    struct body b;
    const struct err *err = body_store_get(&c->tx, (body_id){id}, &b);

    (void)out_case;
    if (err && err->kind == NOT_FOUND)
        return NULL;
    if (err)
        return err;
    out->subject_exists = true;
    return relations_in(c, b.id, &out->relations, &party);
}

const struct err *
body_wrong(struct call *c, const char *field, int msg)
{
    return ERR(c->mem, INVALID, .msg = msg, .field = field);
}

const struct err *
body_may_in(struct call *c, body_id id, struct body_may *out)
{
    uint32_t rel = 0;
    const struct err *err;

    *out = (struct body_may){0};
    err = relations_in(c, id, &rel, &out->party);
    if (err)
        return err;
    out->run = (rel & REL_BIT(BODY_RUNNER)) != 0;
    out->propose = out->run || (rel & REL_BIT(BODY_MEMBER)) != 0;
    out->approve = (rel & REL_BIT(BODY_PARTY)) != 0;
    return NULL;
}

const struct err *
body_sees_in(struct call *c, body_id id, bool *out)
{
    unit_id party = {0};
    uint32_t rel = 0;
    const struct err *err = relations_in(c, id, &rel, &party);

    *out = call_may_role(c, ACT_BODY_VIEW) &&
           (rel & (REL_BIT(BODY_SEES) | REL_BIT(BODY_RUNNER)));
    return err;
}

/* --- looking --- */

const struct err *
body_home_in(struct call *c, struct body_home *out)
{
    const struct err *err = body_store_list_of(
        &c->tx, c->who.account, c->who.unit, c->today, &out->mine);

    if (!err)
        err = meeting_store_mine(&c->tx, c->who.account, c->who.unit, c->today,
                                 &out->next);
    if (!err)
        err = action_store_mine(&c->tx, c->who.account, &out->todo);
    if (!err)
        err = measure_store_late(&c->tx, c->who.account, c->today, &out->late);
    if (!err)
        err = evaluation_asked_in(c, out);
    out->next_body = ARENA_NEW_N(c->mem, struct str, out->next.n + 1);
    for (size_t i = 0; !err && i < out->next.n; i++)
        for (size_t k = 0; k < out->mine.n; k++)
            if (out->mine.row[k].id.v == out->next.row[i].body.v)
                out->next_body[i] = out->mine.row[k].name;
    return err;
}

const struct err *
body_app_home(struct call *c, struct body_home *out)
{
    const struct err *err = call_begin(c, ACT_BODY_LIST);

    *out = (struct body_home){0};
    if (err)
        return err;
    err = call_permit(c, ACT_BODY_LIST, subject_none());
    if (!err)
        err = body_home_in(c, out);
    return call_end(c, ACT_BODY_LIST, 0, err);
}

static const struct err *
find_preparer(struct call *c, body_id id, struct body *out)
{
    struct body_list list = {0};
    const struct err *err = body_store_list(&c->tx, c->today, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].prepares.v == id.v)
            *out = list.row[i];
    return err;
}

static void
fill_hosts(struct call *c, struct body_whole *out)
{
    int y, m, d;

    date_split(c->today, &y, &m, &d);
    out->host_now = body_host(&out->b, out->units.row, out->units.n, y);
    out->host_next = body_host(&out->b, out->units.row, out->units.n, y + 1);
}

static const struct err *
read_whole(struct call *c, body_id id, struct str search,
           struct body_whole *out)
{
    const struct err *err = body_store_get(&c->tx, id, &out->b);

    if (!err)
        err = body_store_units(&c->tx, id, c->today, &out->units);
    if (!err)
        err = body_store_people(&c->tx, id, c->today, &out->people);
    if (!err)
        err = meeting_store_list(&c->tx, id, &out->meetings);
    if (!err)
        err = item_store_waiting(&c->tx, id, &out->waiting);
    if (!err)
        err = action_store_carried(&c->tx, id, (struct instant){INT64_MAX},
                                   (struct instant){INT64_MAX}, &out->open);
    if (!err)
        err = body_decision_store_search(
            &c->tx, id, search_pattern(c->mem, search), &out->decisions);
    if (!err)
        err = find_preparer(c, id, &out->preparer);
    if (!err)
        err = body_may_in(c, id, &out->may);
    fill_hosts(c, out);
    return err;
}

const struct err *
body_app_view(struct call *c, body_id id, struct str search,
              struct body_whole *out)
{
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    *out = (struct body_whole){.search = search};
    if (err)
        return err;
    err = call_permit(c, ACT_BODY_VIEW, subject_body(id.v));
    if (!err)
        err = read_whole(c, id, search, out);
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

const struct err *
body_app_year(struct call *c, body_id id, int year, struct body_whole *out)
{
    struct growing notes = {0};
    const struct err *err = call_begin_on(c, ACT_BODY_VIEW, subject_body(id.v));

    *out = (struct body_whole){.search = STR_NONE};
    if (err)
        return err;
    err = read_whole(c, id, STR_NONE, out);
    if (!err && c->sv->year)
        err = c->sv->year(c, id.v, year, &notes);
    if (!err)
        err = plan_days_in(c, id, year, out);
    out->notes = notes.row;
    out->notes_n = notes.n;
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

/* --- proposing and preparing --- */

const struct err *
body_item_add_in(struct call *c, body_id body, const struct item_form *f,
                 item_id *out)
{
    struct agenda_item i = {.id = {id_new()},
                            .body = body,
                            .kind = f->kind,
                            .topic = f->topic,
                            .title = f->title,
                            .text = f->text,
                            .minutes = f->minutes,
                            .plan = f->plan,
                            .proposed_unit = c->who.unit,
                            .proposed_by = c->who.account,
                            .proposed_at = c->now};

    *out = i.id;
    return item_store_put(&c->tx, &i);
}

const struct err *
body_app_propose(struct call *c, body_id body, const struct item_form *f,
                 item_id *out)
{
    const struct err *err = call_begin(c, ACT_BODY_PROPOSE);

    if (err)
        return err;
    err = call_permit(c, ACT_BODY_PROPOSE, subject_body(body.v));
    if (!err)
        err = body_item_add_in(c, body, f, out);
    return call_end(c, ACT_BODY_PROPOSE, body.v, err);
}

/* Onto the agenda of `meeting`, last. It counts as prepared by the preparing
 * body only when the caller sits in it. */
static const struct err *
place(struct call *c, struct agenda_item *i, meeting_id meeting,
      struct str advice)
{
    struct item_list items = {0};
    struct body preparer = {0};
    struct meeting m = {0};
    bool preparing = false;
    const struct err *err = meeting_store_get(&c->tx, meeting, &m);

    if (!err && (m.body.v != i->body.v || m.state > MEETING_CALLED))
        err = ERR(c->mem, CONFLICT, .msg = MSG_BODY_AGENDA_CLOSED);
    if (!err && i->state > ITEM_PLACED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
    if (!err)
        err = item_store_list(&c->tx, meeting, &items);
    if (!err)
        err = find_preparer(c, i->body, &preparer);
    if (!err)
        err = sits_in_preparer(c, i->body, &preparing);
    if (err)
        return err;
    if (i->meeting.v != meeting.v)
        i->position = items.n ? items.row[items.n - 1].position + 1 : 1;
    i->meeting = meeting;
    i->state = ITEM_PLACED;
    i->prepared_body = preparing ? preparer.id : i->body;
    i->prepared_at = c->now;
    i->prepared_text = advice;
    err = item_store_put(&c->tx, i);
    /* A party's yes was to another agenda. */
    return err ? err : approval_store_clear(&c->tx, meeting);
}

const struct err *
body_app_prepare(struct call *c, item_id id, meeting_id meeting,
                 struct str advice)
{
    struct agenda_item i = {0};
    const struct err *err = call_begin(c, ACT_BODY_RUN);

    if (err)
        return err;
    err = item_store_get(&c->tx, id, &i);
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(i.body.v));
    if (!err)
        err = place(c, &i, meeting, advice);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
body_app_take_back(struct call *c, item_id id)
{
    struct agenda_item i = {0};
    const struct err *err = call_begin(c, ACT_BODY_RUN);

    if (err)
        return err;
    err = item_store_get(&c->tx, id, &i);
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(i.body.v));
    if (!err && i.state > ITEM_PLACED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
    if (!err) {
        i.state = ITEM_TAKEN_BACK;
        err = item_store_put(&c->tx, &i);
    }
    if (!err && i.meeting.v)
        err = approval_store_clear(&c->tx, i.meeting);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
body_add_in(struct call *c, struct body *b, const struct body_unit *unit,
            size_t units, struct body_person *person, size_t people)
{
    const struct err *err;

    if (b->id.v == 0)
        b->id.v = id_new();
    err = body_store_insert(&c->tx, b);
    for (size_t i = 0; !err && i < units; i++)
        err = body_store_add_unit(&c->tx, b->id, &unit[i]);
    for (size_t i = 0; !err && i < people; i++) {
        person[i].id.v = id_new();
        person[i].body = b->id;
        err = body_store_add_person(&c->tx, &person[i]);
    }
    return err;
}
