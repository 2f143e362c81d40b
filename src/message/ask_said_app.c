/* What an answer by a one-time link does to a measure or a step.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask.h"

#include "base/workday.h"
#include "casefile/baton_app.h"

enum { NOTE_DAYS = 2 };

/* A line in the holder's worklist. */
static const struct err *
note_duty(struct call *c, const struct ask *a)
{
    struct baton_row baton;
    struct deadline d = {.case_id = a->case_id,
                         .kind = DEADLINE_ASK_NOTE,
                         .rule = STR("one_time_link"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, NOTE_DAYS),
                         .object_id = a->id,
                         .owner = a->unit};
    const struct err *err = baton_store_get(&c->tx, a->case_id, &baton);

    if (err)
        return err;
    d.function_id = baton.baton.holder.function;
    return casefile_deadline_in(c, &d);
}

/* A step's own line is written with the step. */
static const struct err *
tell_said(struct call *c, const struct ask *a)
{
    struct event e = {.case_id = a->case_id,
                      .kind = EVENT_PLAN_SAID,
                      .class_ = CLASS_PLAN,
                      .unit = a->unit,
                      .object_id = a->id};

    if (a->effect == ASK_NOTED)
        return note_duty(c, a);
    return a->item != 0 ? casefile_event_in(c, &e) : NULL;
}

static const struct err *
say(struct call *c, struct ask *a, const struct said *s)
{
    if (a->step != 0)
        return c->sv->steps->say(c, a->case_id, a->step, s, &a->said);
    return plan_say_in(c, a->case_id, a->item, s, &a->said);
}

const struct err *
ask_say_in(struct call *c, struct ask *a, struct str text)
{
    struct actor bearer = c->who;
    struct said s = {.done = a->became == ASK_CONFIRMED,
                     .service = a->service,
                     .by = a->recipient,
                     .reason = text};
    const struct err *err;

    if (!ask_is_about(a) || a->kind != ASK_CONFIRM)
        return NULL;
    /* in the asker's name: what the asker's unit sees, and no more */
    c->who.account = a->account;
    c->who.unit = a->unit;
    c->who.function = a->function;
    err = say(c, a, &s);
    c->who = bearer;
    if (err)
        return err;
    a->effect = a->said.changed ? ASK_CHANGED : ASK_NOTED;
    return tell_said(c, a);
}
