/* Agreed hours of guidance: periods, quarters, and what may be noted. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance.h"

#include "base/telltale.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

enum { HOUR = 60, STEP = 15, QUARTER = 3 };

struct date
guidance_first(struct date on, int32_t months)
{
    int y;
    int m;
    int d;

    ASSERT(months == 1 || months == QUARTER);
    date_split(on, &y, &m, &d);
    return date_ymd(y, m - (m - 1) % months, 1);
}

struct date
guidance_last(struct date on, int32_t months)
{
    return date_add(date_add_months(guidance_first(on, months), months), -1);
}

bool
guidance_is_agreed(const struct obligation *o, struct date on)
{
    return date_cmp(guidance_first(on, o->months), o->from) >= 0 &&
           (date_is_none(o->to) ||
            date_cmp(guidance_last(on, o->months), o->to) <= 0);
}

struct guidance_quarter
guidance_quarter_of(const struct clause *c,
                    const struct guidance_note_list *notes, struct date on)
{
    struct guidance_quarter q = {.first = guidance_first(on, QUARTER)};
    struct date last = guidance_last(on, QUARTER);

    for (int32_t m = 0; m < QUARTER; m += c->duty.months)
        if (guidance_is_agreed(&c->duty, date_add_months(q.first, m)))
            q.agreed += c->duty.n * HOUR;
    for (size_t i = 0; i < notes->n; i++) {
        const struct guidance_note *n = &notes->row[i];

        if (str_eq(n->ref, c->ref) && date_cmp(n->on, q.first) >= 0 &&
            date_cmp(n->on, last) <= 0)
            q.given += n->minutes;
    }
    return q;
}

static int
fault_of_day(const struct guidance_note *n, const struct clause *c,
             struct date today)
{
    if (date_is_none(n->on))
        return MSG_FORM_REQUIRED;
    if (date_cmp(n->on, today) > 0)
        return MSG_GUIDANCE_NOT_YET;
    if (date_cmp(n->on, c->duty.from) < 0 ||
        (!date_is_none(c->duty.to) && date_cmp(n->on, c->duty.to) > 0))
        return MSG_GUIDANCE_NOT_AGREED;
    return 0;
}

const struct err *
guidance_check(struct arena *mem, const struct guidance_note *n,
               const struct clause *c, struct date today)
{
    int day = fault_of_day(n, c, today);
    struct str at = STR_NONE;
    const struct err *err = NULL;

    if (day)
        err = ERR(mem, INVALID, .field = "dag", .msg = day);
    if (n->minutes < STEP || n->minutes > GUIDANCE_NOTE_HOURS * HOUR ||
        n->minutes % STEP != 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "timer",
                           .msg = MSG_GUIDANCE_HOW_LONG,
                           .arg = {msg_int(GUIDANCE_NOTE_HOURS)}));
    if (n->subject.n == 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "emne", .msg = MSG_FORM_REQUIRED));
    if (telltale_find(n->subject, NULL, 0, &at) != TELLTALE_NONE)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "emne", .msg = MSG_GUIDANCE_NUMBER));
    return err;
}

const struct err *
guidance_check_terms(struct arena *mem, const struct clause *c)
{
    const struct obligation *o = &c->duty;
    const struct err *err = NULL;

    if (o->n < 1 || o->n > GUIDANCE_HOURS_MAX)
        err = ERR(mem, INVALID, .field = "antall", .msg = MSG_GUIDANCE_HOW_MANY,
                  .arg = {msg_int(GUIDANCE_HOURS_MAX)});
    if (o->units != 2)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "fra_enhet", .msg = MSG_FORM_CHOICE));
    else if (o->unit[0] == o->unit[1])
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "til_enhet",
                           .msg = MSG_GUIDANCE_SAME_UNIT));
    if (!date_is_none(c->agreed_from) && !date_is_none(c->agreed_until) &&
        date_cmp(c->agreed_until, c->agreed_from) < 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "til", .msg = MSG_EVIDENCE_ENDS_FIRST));
    return err;
}
