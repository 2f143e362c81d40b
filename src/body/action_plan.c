/* Action plans: states, lateness, what a measure must be.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan.h"

#include "text/messages_body.h"

enum { PLAN_MONTHS = 24 };

int
action_plan_state_message(enum action_plan_state s)
{
    static const int message[] = {
        MSG_ACTION_PLAN_DRAFT,    MSG_ACTION_PLAN_PUT,
        MSG_ACTION_PLAN_ENDORSED, MSG_ACTION_PLAN_IN_FORCE,
        MSG_ACTION_PLAN_ENDED,    MSG_ACTION_PLAN_RETURNED,
        MSG_ACTION_PLAN_CLOSED};

    return message[s];
}

const char *
measure_state_word(enum measure_state s)
{
    static const char *const word[] = {"waits", "under_way", "done", "stopped"};

    return word[s];
}

int
measure_state_message(enum measure_state s)
{
    static const int message[] = {MSG_MEASURE_WAITS, MSG_MEASURE_UNDER_WAY,
                                  MSG_MEASURE_DONE, MSG_MEASURE_STOPPED};

    return message[s];
}

struct date
action_plan_end(struct date from)
{
    return date_add(date_add_months(from, PLAN_MONTHS), -1);
}

bool
action_plan_is_open(enum action_plan_state s)
{
    return s == ACTION_PLAN_DRAFT || s == ACTION_PLAN_RETURNED ||
           s == ACTION_PLAN_PUT;
}

bool
action_plan_is_agreed(enum action_plan_state s)
{
    return s == ACTION_PLAN_IN_FORCE || s == ACTION_PLAN_ENDED ||
           s == ACTION_PLAN_CLOSED;
}

enum action_plan_state
action_plan_state_on(const struct action_plan *p, size_t parties,
                     size_t endorsed, struct date on)
{
    if (!date_is_none(p->closed_on) && date_cmp(on, p->closed_on) >= 0)
        return ACTION_PLAN_CLOSED;
    if (parties > 0 && endorsed >= parties)
        return date_cmp(on, p->until) > 0 ? ACTION_PLAN_ENDED
                                          : ACTION_PLAN_IN_FORCE;
    if (endorsed > 0)
        return ACTION_PLAN_ENDORSED;
    if (p->item.v)
        return ACTION_PLAN_PUT;
    return date_is_none(p->returned_on) ? ACTION_PLAN_DRAFT
                                        : ACTION_PLAN_RETURNED;
}

bool
measure_is_late(const struct measure *m, struct date on)
{
    if (m->state == MEASURE_DONE || m->state == MEASURE_STOPPED)
        return false;
    if (date_cmp(on, m->until) > 0)
        return true;
    return m->state == MEASURE_WAITS && date_cmp(on, m->from) > 0;
}

enum measure_state
measure_state_at(const struct progress_list *log, measure_id id, struct date on)
{
    for (size_t i = 0; i < log->n; i++)
        if (log->row[i].measure.v == id.v && date_cmp(log->row[i].on, on) <= 0)
            return log->row[i].state;
    return MEASURE_WAITS;
}

const struct err *
measure_check(struct arena *mem, const struct action_plan *p,
              const struct measure *m)
{
    if (date_cmp(m->from, p->from) < 0 || date_cmp(m->from, p->until) > 0)
        return ERR(mem, INVALID, .field = "fra", .msg = MSG_MEASURE_OUTSIDE,
                   .arg = {msg_date(p->from), msg_date(p->until)});
    if (date_cmp(m->until, m->from) < 0)
        return ERR(mem, INVALID, .field = "til", .msg = MSG_MEASURE_BACKWARDS);
    if (date_cmp(m->until, p->until) > 0)
        return ERR(mem, INVALID, .field = "til", .msg = MSG_MEASURE_OUTSIDE,
                   .arg = {msg_date(p->from), msg_date(p->until)});
    return NULL;
}
