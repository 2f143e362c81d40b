/* Rules on what must stand all the time: plans, local agreements, contacts.
 * Pure. SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/judge.h"

/* --- plans --- */

/* A plan of the body that is no longer than it may be. */
static bool
is_plan(const struct judging *j, const struct agreement_fact *f)
{
    return judge_body(j, f, FACT_PLAN) && !date_is_none(f->until) &&
           date_cmp(f->until, date_add(date_add_months(f->on, j->o->years * 12),
                                       -1)) <= 0;
}

/* The plan that holds the day and ends last, drafted as it must be. */
static const struct agreement_fact *
plan_today(const struct judging *j, bool drafted)
{
    const struct agreement_fact *best = NULL;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (is_plan(j, f) && judge_holds(j, f, FACT_PLAN) &&
            (!drafted || (f->flags & FACT_PREPARED)) &&
            (!best || date_cmp(f->until, best->until) > 0))
            best = f;
    }
    return best;
}

/* Is there a plan that goes on the day after `end`? */
static bool
has_next_plan(const struct judging *j, struct date end)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (is_plan(j, f) && (f->flags & FACT_PREPARED) &&
            date_cmp(f->on, date_add(end, 1)) <= 0 &&
            date_cmp(f->until, end) > 0)
            return true;
    }
    return false;
}

/* The last day that some plan covered; the start when there never was one. */
static struct date
last_covered(const struct judging *j)
{
    struct date last = j->o->from;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (is_plan(j, f) && (f->flags & FACT_PREPARED) &&
            date_cmp(f->until, j->on) < 0)
            last = judge_later(last, f->until);
    }
    return last;
}

void
judge_plan(struct judging *j)
{
    const struct agreement_fact *plan = plan_today(j, true);
    const struct agreement_fact *other = plan ? NULL : plan_today(j, false);

    if (!plan) {
        judge_lack(
            j, other ? (struct lack){.kind = LACK_PLAN_PREPARED, .fact = other}
                     : (struct lack){.kind = LACK_PLAN});
        judge_by_time(j, last_covered(j));
        return;
    }
    judge_evidence(j, plan);
    j->v.state = VERDICT_MET;
    j->v.last = plan->until;
    j->v.met = plan->on;
    if (date_cmp(plan->until, date_add(j->on, OBLIGATION_SOON_DAYS)) <= 0 &&
        !has_next_plan(j, plan->until)) {
        judge_lack(j, (struct lack){.kind = LACK_PLAN_ENDS, .fact = plan});
        judge_by_time(j, plan->until);
    }
}

void
judge_endorsed(struct judging *j)
{
    const struct agreement_fact *plan = plan_today(j, false);

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!is_plan(j, f) || !judge_holds(j, f, FACT_PLAN) ||
            !(f->flags & FACT_ENDORSED))
            continue;
        judge_evidence(j, f);
        j->v.state = VERDICT_MET;
        j->v.met = f->on;
        j->v.last = f->until;
        return;
    }
    if (plan) {
        judge_lack(j, (struct lack){.kind = LACK_ENDORSEMENT, .fact = plan});
        judge_by_time(j, plan->on);
    } else {
        judge_lack(j, (struct lack){.kind = LACK_PLAN});
        judge_by_time(j, last_covered(j));
    }
}

/* --- local agreements --- */

static bool
is_in_area(const struct judging *j, int64_t place, int64_t clinic)
{
    bool known = false;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_holds(j, f, FACT_AREA) || f->unit != place)
            continue;
        if (f->other == clinic || clinic == 0) /* 0: entered by hand */
            return true;
        known = true;
    }
    return !known; /* where the area is not known, any clinic will do */
}

/* The local agreement of a place that runs longest; NULL: it has none. */
static const struct agreement_fact *
local_of(const struct judging *j, int64_t place)
{
    const struct agreement_fact *best = NULL;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_holds(j, f, FACT_LOCAL) || f->unit != place ||
            !is_in_area(j, place, f->other))
            continue;
        if (!best || date_is_none(f->until) ||
            (!date_is_none(best->until) && date_cmp(f->until, best->until) > 0))
            best = f;
    }
    return best;
}

/* What ends within the time we call soon. */
static bool
ends_soon(const struct judging *j, const struct agreement_fact *f)
{
    return !date_is_none(f->until) &&
           date_cmp(f->until, date_add(j->on, OBLIGATION_SOON_DAYS)) <= 0;
}

/* Counted duties: all there, some ending, or some missing since `missing`. */
static void
settle(struct judging *j, struct date missing, struct date ending)
{
    if (!date_is_none(missing)) {
        judge_by_time(j, missing);
    } else if (j->v.need == 0) {
        j->v.state = VERDICT_ON_TRACK;
    } else if (!date_is_none(ending)) {
        judge_by_time(j, ending);
    } else {
        j->v.state = VERDICT_MET;
    }
}

void
judge_local(struct judging *j)
{
    struct date missing = DATE_NONE;
    struct date ending = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];
        const struct agreement_fact *local;

        if (!judge_holds(j, f, FACT_PLACE))
            continue;
        j->v.need++;
        local = local_of(j, f->unit);
        if (!local) {
            judge_lack(j, (struct lack){
                              .kind = LACK_LOCAL, .unit = f->unit, .fact = f});
            missing = judge_earlier(missing, judge_later(f->on, j->o->from));
            continue;
        }
        j->v.have++;
        judge_evidence(j, local);
        if (ends_soon(j, local)) {
            judge_lack(j, (struct lack){.kind = LACK_LOCAL_ENDS,
                                        .unit = f->unit,
                                        .fact = local});
            ending = judge_earlier(ending, local->until);
        }
    }
    settle(j, missing, ending);
}

/* --- contact points --- */

/* The holder of a post who stays longest; NULL: nobody. */
static const struct agreement_fact *
holder_of(const struct judging *j, const struct agreement_fact *post)
{
    const struct agreement_fact *best = NULL;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_holds(j, f, FACT_HOLDER) || f->unit != post->unit ||
            f->function != post->function)
            continue;
        if (!best || date_is_none(f->until) ||
            (!date_is_none(best->until) && date_cmp(f->until, best->until) > 0))
            best = f;
    }
    return best;
}

/* Somebody who takes over when `gone` ends? */
static bool
has_successor(const struct judging *j, const struct agreement_fact *gone)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_counts(j, f, FACT_HOLDER) && f->unit == gone->unit &&
            f->function == gone->function && f != gone &&
            date_cmp(f->on, date_add(gone->until, 1)) <= 0 &&
            (date_is_none(f->until) || date_cmp(f->until, gone->until) > 0))
            return true;
    }
    return false;
}

void
judge_contact(struct judging *j)
{
    struct date missing = DATE_NONE;
    struct date ending = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];
        const struct agreement_fact *holder;

        if (!judge_holds(j, f, FACT_POST) ||
            !(j->o->functions & (1u << f->function)))
            continue;
        j->v.need++;
        holder = holder_of(j, f);
        if (!holder) {
            judge_lack(j, (struct lack){.kind = LACK_CONTACT,
                                        .unit = f->unit,
                                        .function = f->function,
                                        .fact = f});
            missing = judge_earlier(missing, judge_later(f->on, j->o->from));
            continue;
        }
        j->v.have++;
        judge_evidence(j, holder);
        if (ends_soon(j, holder) && !has_successor(j, holder)) {
            judge_lack(j, (struct lack){.kind = LACK_CONTACT_ENDS,
                                        .unit = f->unit,
                                        .fact = holder,
                                        .function = f->function});
            ending = judge_earlier(ending, holder->until);
        }
    }
    settle(j, missing, ending);
}

/* --- made known --- */

static const struct agreement_fact *
reading_of(const struct judging *j, int64_t holder)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_counts(j, f, FACT_READ) && f->object == holder &&
            date_cmp(f->on, j->on) <= 0)
            return f;
    }
    return NULL;
}

/* New holders are asked on their first day, all others when it came in force.
 */
void
judge_known(struct judging *j)
{
    struct date last = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];
        const struct agreement_fact *reading;
        struct date asked = judge_later(f->on, j->o->from);

        if (!judge_holds(j, f, FACT_HOLDER) ||
            !(j->o->functions & (1u << f->function)))
            continue;
        j->v.need++;
        reading = reading_of(j, f->object);
        if (reading) {
            j->v.have++;
            j->v.met = judge_later(j->v.met, reading->on);
            judge_evidence(j, reading);
            continue;
        }
        judge_lack(j, (struct lack){.kind = LACK_READ,
                                    .unit = f->unit,
                                    .function = f->function,
                                    .fact = f});
        last = judge_earlier(last, date_add(asked, j->o->days));
    }
    settle(j, last, DATE_NONE);
}

/* --- the routine for complex cases, and disagreement --- */

void
judge_routine(struct judging *j)
{
    struct date last = j->o->from;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_counts(j, f, FACT_ROUTINE))
            continue;
        if (judge_holds(j, f, FACT_ROUTINE)) {
            judge_evidence(j, f);
            j->v.met = judge_later(j->v.met, f->on);
        } else if (!date_is_none(f->until) && date_cmp(f->until, j->on) < 0) {
            last = judge_later(last, f->until);
        }
    }
    if (j->v.evidence_n > 0) {
        j->v.state = VERDICT_MET;
        return;
    }
    judge_lack(j, (struct lack){.kind = LACK_ROUTINE});
    judge_by_time(j, last);
}

/* A matter taken to the public by one party alone, this year or the last. */
void
judge_internal(struct judging *j)
{
    struct date wrong = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_counts(j, f, FACT_DISPUTE) || date_cmp(f->on, j->on) > 0 ||
            judge_year(f->on) < judge_year(j->on) - 1)
            continue;
        if ((f->flags & FACT_RELEASED) && !(f->flags & FACT_AGREED)) {
            judge_lack(j, (struct lack){.kind = LACK_RELEASED, .fact = f});
            wrong = judge_later(wrong, f->on);
        } else {
            judge_evidence(j, f);
        }
    }
    j->v.state = date_is_none(wrong) ? VERDICT_MET : VERDICT_BREACHED;
    j->v.last = wrong;
}
