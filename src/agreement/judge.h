/* One judgement under way: shared by the engine's own files.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_JUDGE_H
#define HELHET_AGREEMENT_JUDGE_H

#include "agreement/obligation.h"

struct judging {
    struct arena *mem;
    const struct obligation *o;
    const struct fact_list *facts;
    struct date on;
    struct verdict v;
    const struct agreement_fact **evidence;
    size_t evidence_cap;
    struct lack *lack;
    size_t lack_cap;
};

/* Is `f` of the kind, and did it stand on the day? */
bool judge_counts(const struct judging *j, const struct agreement_fact *f,
                  enum fact_kind kind);
/* And does its period hold the day? */
bool judge_holds(const struct judging *j, const struct agreement_fact *f,
                 enum fact_kind kind);
/* And is it about the obligation's body? */
bool judge_body(const struct judging *j, const struct agreement_fact *f,
                enum fact_kind kind);
void judge_evidence(struct judging *j, const struct agreement_fact *f);
void judge_lack(struct judging *j, struct lack lack);
/* Not done yet, and `last` is the last day to do it. */
void judge_by_time(struct judging *j, struct date last);
int judge_year(struct date d);
struct date judge_year_end(int year);
struct date judge_earlier(struct date a, struct date b); /* NONE is never */
struct date judge_later(struct date a, struct date b);

/* judge_meeting.c */
void judge_meetings(struct judging *j);
void judge_each_meeting(struct judging *j);
void judge_evaluate(struct judging *j);
void judge_revise(struct judging *j);
void judge_input(struct judging *j);
void judge_activity(struct judging *j);
/* judge_hold.c */
void judge_plan(struct judging *j);
void judge_endorsed(struct judging *j);
void judge_local(struct judging *j);
void judge_contact(struct judging *j);
void judge_known(struct judging *j);
void judge_routine(struct judging *j);
void judge_internal(struct judging *j);

/* judge_guidance.c */
void judge_guidance(struct judging *j);

#endif
