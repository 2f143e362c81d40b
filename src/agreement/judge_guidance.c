/* The rule on agreed hours of guidance. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance.h"
#include "agreement/judge.h"

enum { HOUR = 60 };

/* Whole hours given in the period that holds `in`, by the day judged. */
static int32_t
hours_given(struct judging *j, struct date in, bool tell)
{
    struct date first = guidance_first(in, j->o->months);
    struct date last = guidance_last(in, j->o->months);
    int32_t minutes = 0;

    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (!judge_counts(j, f, FACT_GUIDANCE) || f->clause != j->o->id ||
            date_cmp(f->on, j->on) > 0 || date_cmp(f->on, first) < 0 ||
            date_cmp(f->on, last) > 0)
            continue;
        minutes += f->n;
        if (tell) {
            judge_evidence(j, f);
            j->v.met = judge_later(j->v.met, f->on);
        }
    }
    return minutes / HOUR;
}

/* Own goals: due soon in the last third of a period, due in its last sixth. */
static void
by_period(struct judging *j, struct date first, struct date last)
{
    int32_t days = last.days - first.days + 1;
    int32_t left = last.days - j->on.days + 1;

    j->v.last = last;
    j->v.state = left * 6 <= days   ? VERDICT_DUE
                 : left * 3 <= days ? VERDICT_DUE_SOON
                                    : VERDICT_ON_TRACK;
}

static void
lack_hours(struct judging *j, enum lack_kind kind, int32_t hours,
           struct date day)
{
    judge_lack(j, (struct lack){.kind = kind, .n = hours, .day = day});
}

/* As the duties of a year: a period that ended without its hours is a breach
 * until the next one has its own. */
void
judge_guidance(struct judging *j)
{
    struct date first = guidance_first(j->on, j->o->months);
    struct date last = guidance_last(j->on, j->o->months);
    struct date before = date_add(first, -1);
    int32_t have = hours_given(j, j->on, true);
    int32_t had = hours_given(j, before, false);
    bool agreed = guidance_is_agreed(j->o, j->on);

    j->v.need = agreed ? j->o->n : 0;
    j->v.have = have;
    if (agreed && have < j->v.need)
        lack_hours(j, LACK_GUIDANCE, j->v.need - have, last);
    if (agreed && have >= j->v.need) {
        j->v.state = VERDICT_MET;
        j->v.last = guidance_last(date_add(last, 1), j->o->months);
    } else if (guidance_is_agreed(j->o, before) && had < j->o->n) {
        j->v.state = VERDICT_BREACHED;
        j->v.last = before;
        lack_hours(j, LACK_GUIDANCE_BEFORE, j->o->n - had, before);
    } else if (agreed) {
        by_period(j, first, last);
    } else {
        j->v.state = VERDICT_ON_TRACK; /* a broken period asks for nothing */
        j->v.last = last;
    }
}
