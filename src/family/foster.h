/* A foster home's own page (fosterhjem): on what it rests, and what a foster
 * parent may consent to. Pure. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_FOSTER_H
#define HELHET_FAMILY_FOSTER_H

#include "family/family.h"

/* Does a child live in a foster home by this care situation? */
bool foster_care_fits(enum care k);
/* May access be given for this period, both days inclusive, `to` DATE_NONE: no
 * end set? Errors: INVALID (fields "fra", "til"). */
const struct err *foster_check_period(struct arena *mem, struct date from,
                                      struct date to,
                                      struct date today) MUST_CHECK;
/* Does access hold today? It rests on the care situation that it was given on,
 * and on no other. */
enum foster_link_state {
    FOSTER_LINK_OPEN,
    FOSTER_LINK_LATER,    /* its first day has not come */
    FOSTER_LINK_OVER,     /* its last day has passed */
    FOSTER_LINK_NO_GROUND /* the care situation is another */
};
enum foster_link_state foster_link_state_of(const struct family_link *l,
                                            enum care given_on, enum care now,
                                            struct date today);

/* What the dated rules give a foster home in a matter. */
enum foster_part {
    FOSTER_ASK_LAWYER, /* no rule answers */
    FOSTER_NOT,        /* somebody else decides */
    FOSTER_TOGETHER,   /* may consent beside who decides */
    FOSTER_STANDS_IN   /* stands in beside the child welfare service */
};
/* Source: pbrl. §§ 3-4, 4-4 since 2026-01-01 (rule C19); R632. */
enum foster_part foster_part_of(const struct consent_answer *a);
/* The rule that names carers, NULL: none does. */
const struct consent_rule *foster_rule_of(const struct consent_answer *a);
/* Are foster parents asked for consent in the matter, by this answer? */
bool foster_may_answer(const struct consent_answer *a);

/* An appointment that concerns the foster home. */
struct foster_day {
    int64_t id;
    case_id case_id;
    int64_t link;
    unit_id unit; /* whose information it is */
    enum info_class class_;
    struct date day;
    struct str words; /* plain; sealed in the store */
    struct str login; /* of the link, read along */
};
/* What an appointment may be about: health, child welfare, or else. */
bool foster_class_fits(enum info_class k);
/* Errors: INVALID (fields "dag", "hva"). */
const struct err *foster_check_day(struct arena *mem,
                                   const struct foster_day *d,
                                   struct date today) MUST_CHECK;

/* A measure of the plan that is marked for the foster home. */
struct foster_measure {
    int64_t id;
    int64_t link;
    int64_t item;
    struct str login;
};

/* A request for consent to a foster home, its answer, and what the child
 * welfare service decided where they did not agree. */
enum foster_word { FOSTER_OPEN, FOSTER_YES, FOSTER_NO };
const char *foster_word_word(enum foster_word w);
bool foster_word_parse(struct str word, enum foster_word *out);
struct foster_ask {
    int64_t id;
    case_id case_id;
    int64_t link;
    unit_id unit; /* whose information it is */
    enum consent_matter matter;
    struct str words; /* plain; sealed in the store */
    struct str rule;
    struct instant asked_at;
    enum foster_word answer;
    struct str answer_words;
    struct instant answered_at;
    enum foster_word decision;
    struct str why;
    struct instant decided_at;
    struct str login;
};
enum foster_ask_state {
    FOSTER_WAITS,
    FOSTER_CONSENTED,
    FOSTER_DISAGREES, /* the child welfare service decides */
    FOSTER_DECIDED_YES,
    FOSTER_DECIDED_NO
};
enum foster_ask_state foster_ask_state_of(const struct foster_ask *a);
/* Errors: INVALID (fields "gjelder", "tekst"): the rules do not name a foster
 * home in the matter; nothing is asked. */
const struct err *
foster_check_ask(struct arena *mem, const struct foster_ask *a,
                 const struct consent_answer *rules) MUST_CHECK;
/* Errors: CONFLICT (answered or decided already; the rules name a foster home
 * no longer). */
const struct err *
foster_check_answer(struct arena *mem, const struct foster_ask *a,
                    const struct consent_answer *rules) MUST_CHECK;
/* The child welfare service decides where a foster home has not agreed, with
 * words on why. Errors: INVALID (field named), CONFLICT (agreed, or decided
 * already). Source: pbrl. § 4-4. */
const struct err *foster_check_decision(struct arena *mem,
                                        const struct foster_ask *a,
                                        enum foster_word decision,
                                        struct str why) MUST_CHECK;

#endif
