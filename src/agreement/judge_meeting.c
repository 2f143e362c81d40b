/* Rules on meetings and on what must happen each year. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/judge.h"

/* Duties of a year count from the first whole year. */
static int
first_year(const struct obligation *o)
{
    int year = judge_year(o->from);

    return date_cmp(o->from, date_ymd(year, 1, 1)) == 0 ? year : year + 1;
}

static bool
is_in_year(const struct judging *j, const struct agreement_fact *f, int year)
{
    return date_cmp(f->on, j->on) <= 0 && judge_year(f->on) == year;
}

/* This year and the one before, judged by what was done in each. `last` is the
 * last day of what remains. */
static void
judge_two_years(struct judging *j, int32_t have, int32_t before,
                struct date last)
{
    int year = judge_year(j->on);
    int first = first_year(j->o);

    j->v.have = have;
    if (have >= j->v.need) {
        j->v.state = VERDICT_MET;
        j->v.last = judge_year_end(year + 1);
    } else if (year - 1 >= first && before < j->v.need) {
        j->v.state = VERDICT_BREACHED;
        j->v.last = judge_year_end(year - 1);
        judge_lack(j, (struct lack){.kind = LACK_LAST_YEAR,
                                    .n = j->v.need - before,
                                    .year = year - 1});
    } else {
        judge_by_time(j, year < first ? judge_year_end(first) : last);
    }
}

static int32_t
count_year(struct judging *j, enum fact_kind kind, int year, bool tell)
{
    int32_t n = 0;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_body(j, f, kind) || !is_in_year(j, f, year))
            continue;
        n++;
        if (tell) {
            judge_evidence(j, f);
            j->v.met = judge_later(j->v.met, f->on);
        }
    }
    return n;
}

/* The day of the `nth` meeting planned for the rest of the year, from 1; the
 * year's end when there are not so many. */
static struct date
planned_day(const struct judging *j, int32_t nth, int year)
{
    struct date after = date_add(j->on, -1);

    for (int32_t k = 0; k < nth; k++) {
        struct date best = DATE_NONE;

        for (size_t i = 0; i < j->facts->n; i++) {
            const struct agreement_fact *f = &j->facts->row[i];

            if (judge_body(j, f, FACT_PLANNED) && date_cmp(f->on, after) > 0 &&
                judge_year(f->on) == year)
                best = judge_earlier(best, f->on);
        }
        if (date_is_none(best))
            return judge_year_end(year);
        after = best;
    }
    return after;
}

void
judge_meetings(struct judging *j)
{
    int year = judge_year(j->on);
    int32_t have = count_year(j, FACT_MEETING, year, true);
    int32_t before = count_year(j, FACT_MEETING, year - 1, false);
    int32_t left;

    j->v.need = j->o->n;
    left = j->v.need - have;
    if (left > 0)
        judge_lack(
            j, (struct lack){.kind = LACK_MEETINGS, .n = left, .year = year});
    judge_two_years(j, have, before,
                    left > 0 ? planned_day(j, left, year)
                             : judge_year_end(year));
}

/* --- each meeting by itself --- */

static bool
is_invited(const struct judging *j, const struct agreement_fact *meeting,
           int64_t unit)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_counts(j, f, FACT_INVITED) && f->object == meeting->object &&
            f->unit == unit)
            return true;
    }
    return false;
}

static bool
check_invited(struct judging *j, const struct agreement_fact *f)
{
    bool ok = true;

    for (size_t i = 0; i < j->o->units; i++) {
        if (is_invited(j, f, j->o->unit[i]))
            continue;
        ok = false;
        judge_lack(j, (struct lack){.kind = LACK_INVITATION,
                                    .unit = j->o->unit[i],
                                    .fact = f});
    }
    return ok;
}

static bool
check_host(struct judging *j, const struct agreement_fact *f)
{
    int64_t host;

    if (j->o->units == 0)
        return true;
    host = j->o->unit[obligation_host_of(j->o, judge_year(f->on))];
    if (f->unit == host || (f->kind == FACT_PLANNED && f->unit == 0))
        return true;
    judge_lack(j, (struct lack){.kind = LACK_HOST, .unit = host, .fact = f});
    return false;
}

static bool
check_meeting(struct judging *j, const struct agreement_fact *f)
{
    if (j->o->kind == OBLIGATION_INVITE)
        return check_invited(j, f);
    if (j->o->kind == OBLIGATION_HOST)
        return check_host(j, f);
    if (j->o->kind == OBLIGATION_AGENDA && !(f->flags & FACT_JOINT)) {
        judge_lack(j, (struct lack){.kind = LACK_AGENDA, .fact = f});
        return false;
    }
    if (j->o->kind == OBLIGATION_PREPARED && f->n < f->total) {
        judge_lack(j, (struct lack){.kind = LACK_PREPARATION,
                                    .n = f->total - f->n,
                                    .fact = f});
        return false;
    }
    return true;
}

/* A coming meeting that is not yet as it must be. */
static void
look_ahead(struct judging *j)
{
    struct date soon = date_add(j->on, OBLIGATION_SOON_DAYS);
    struct date first = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_body(j, f, FACT_PLANNED) && date_cmp(f->on, j->on) >= 0 &&
            date_cmp(f->on, soon) <= 0 && !check_meeting(j, f))
            first = judge_earlier(first, f->on);
    }
    if (date_is_none(first))
        return;
    if (j->v.state != VERDICT_BREACHED)
        judge_by_time(j, first);
}

void
judge_each_meeting(struct judging *j)
{
    int year = judge_year(j->on);
    struct date wrong = DATE_NONE;

    if (count_year(j, FACT_MEETING, year, false) == 0)
        year--;
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_body(j, f, FACT_MEETING) || !is_in_year(j, f, year) ||
            date_cmp(f->on, j->o->from) < 0)
            continue;
        j->v.need++;
        if (check_meeting(j, f)) {
            j->v.have++;
            j->v.met = judge_later(j->v.met, f->on);
            judge_evidence(j, f);
        } else {
            wrong = judge_earlier(wrong, f->on);
        }
    }
    j->v.state = !date_is_none(wrong) ? VERDICT_BREACHED
                 : j->v.need > 0      ? VERDICT_MET
                                      : VERDICT_ON_TRACK;
    j->v.last = wrong;
    look_ahead(j);
}

/* --- evaluation --- */

/* The year's last meeting so far, or NULL. */
static const struct agreement_fact *
last_meeting(const struct judging *j, int year)
{
    const struct agreement_fact *last = NULL;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_body(j, f, FACT_MEETING) && is_in_year(j, f, year) &&
            (!last || date_cmp(f->on, last->on) > 0))
            last = f;
    }
    return last;
}

/* Was the agreement evaluated in that meeting (or after it, in the year)? */
static int32_t
evaluated(struct judging *j, int year, bool tell)
{
    const struct agreement_fact *meeting = last_meeting(j, year);
    int32_t n = 0;

    for (size_t i = 0; meeting && i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_body(j, f, FACT_EVALUATION) || !is_in_year(j, f, year) ||
            date_cmp(f->on, meeting->on) < 0)
            continue;
        n = 1;
        if (tell) {
            judge_evidence(j, f);
            j->v.met = judge_later(j->v.met, f->on);
        }
    }
    return n;
}

/* The last meeting planned for the rest of the year; its end when none is. */
static struct date
last_planned(const struct judging *j, int year)
{
    struct date last = DATE_NONE;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_body(j, f, FACT_PLANNED) && date_cmp(f->on, j->on) >= 0 &&
            judge_year(f->on) == year)
            last = judge_later(last, f->on);
    }
    return date_is_none(last) ? judge_year_end(year) : last;
}

void
judge_evaluate(struct judging *j)
{
    int year = judge_year(j->on);
    int32_t have = evaluated(j, year, true);
    int32_t before = evaluated(j, year - 1, false);

    j->v.need = 1;
    if (!have)
        judge_lack(j, (struct lack){.kind = LACK_EVALUATION, .year = year});
    judge_two_years(j, have, before, last_planned(j, year));
}

static const struct agreement_fact *
revision_after(const struct judging *j, struct date day)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_counts(j, f, FACT_REVISION) && date_cmp(f->on, j->on) <= 0 &&
            date_cmp(f->on, day) >= 0)
            return f;
    }
    return NULL;
}

/* The agreement gives no term: our own is the end of the year after. */
void
judge_revise(struct judging *j)
{
    struct date last = DATE_NONE;

    j->v.state = VERDICT_MET;
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];
        const struct agreement_fact *revision;

        if (!judge_counts(j, f, FACT_EVALUATION) || !(f->flags & FACT_ASKED) ||
            date_cmp(f->on, j->on) > 0)
            continue;
        j->v.need++;
        revision = revision_after(j, f->on);
        if (revision) {
            j->v.have++;
            judge_evidence(j, revision);
            continue;
        }
        judge_lack(j, (struct lack){.kind = LACK_REVISION,
                                    .fact = f,
                                    .year = judge_year(f->on)});
        last = judge_earlier(last, judge_year_end(judge_year(f->on) + 1));
    }
    if (!date_is_none(last))
        judge_by_time(j, last);
}

/* --- competence --- */

void
judge_input(struct judging *j)
{
    int year = judge_year(j->on);
    int32_t have = count_year(j, FACT_INPUT, year, true);
    int32_t before = count_year(j, FACT_INPUT, year - 1, false);

    j->v.need = j->o->n;
    if (have < j->v.need)
        judge_lack(j, (struct lack){.kind = LACK_INPUT,
                                    .year = year,
                                    .n = j->v.need - have});
    judge_two_years(j, have, before, judge_year_end(year));
}

/* At least one exchange and one joint course or training in the year. */
void
judge_activity(struct judging *j)
{
    static const enum fact_kind kind[] = {FACT_EXCHANGE, FACT_COURSE};
    static const enum lack_kind lack[] = {LACK_EXCHANGE, LACK_COURSE};
    int year = judge_year(j->on);
    int32_t have = 0;
    int32_t before = 0;

    for (size_t k = 0; k < ARRAY_LEN(kind); k++) {
        if (count_year(j, kind[k], year, true) > 0)
            have++;
        else
            judge_lack(j, (struct lack){.kind = lack[k], .year = year});
        if (count_year(j, kind[k], year - 1, false) > 0)
            before++;
    }
    j->v.need = 2;
    judge_two_years(j, have, before, judge_year_end(year));
}
