/* The decision on a request (avgjørelsen): may it be offered, by the law's
 * words on a day; what a decision says. Types, pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_DECISION_H
#define HELHET_ASSESSMENT_DECISION_H

#include "assessment/request.h"
#include "base/id.h"

enum eligible { ELIGIBLE_MAY_NOT, ELIGIBLE_MAY, ELIGIBLE_MUST_BE_ASKED };

struct eligibility {
    enum eligible verdict;
    struct str law;   /* paragraph; empty when no rule fits */
    int note;         /* message: in plain words, and how sure it is */
    struct date from; /* first day of the rule; DATE_NONE: no rule */
};
/* What the dated table (eligible.def) says of a request on `on`. `duty_from`:
 * first day of the duty to ask, DATE_NONE while it is not in force. Source:
 * barnevernsloven § 16-3, § 2-6 (not in force). */
struct eligibility eligibility_of(const struct thk_request *r, struct date on,
                                  struct date duty_from);
int eligible_message(enum eligible v);
const char *eligible_word(enum eligible v);
bool eligible_parse(struct str word, enum eligible *out);

enum decision_kind { DECISION_OFFER, DECISION_DECLINE, DECISION_WAIT };
const char *decision_kind_word(enum decision_kind k);
bool decision_kind_parse(struct str word, enum decision_kind *out);
int decision_kind_message(enum decision_kind k);

enum decision_state {
    DECISION_PROPOSED, /* a second person must confirm */
    DECISION_STANDS,
    DECISION_REJECTED, /* by the second person */
    DECISION_UNDONE,
    DECISION_FOLLOWED /* a place on the waiting list, decided on since */
};
const char *decision_state_word(enum decision_state s);
bool decision_state_parse(struct str word, enum decision_state *out);
int decision_state_message(enum decision_state s);

struct decision {
    int64_t id; /* 0: none */
    enum decision_kind kind;
    enum decision_state state;
    struct str reason_code; /* of the national list; empty for an offer */
    struct str reason_text; /* of the code, read along by the app */
    int64_t priority;       /* 1 urgent, 2 high, 3 normal; 0: not set */
    struct str reason;      /* to the child welfare service */
    struct str to_child;    /* in words for the child */
    enum eligible verdict;  /* as it was when decided */
    struct str law;
    account_id made_by;
    struct str made_name; /* read along */
    struct instant made_at;
    account_id second_by; /* {0}: nobody */
    struct str second_name;
    struct instant second_at;
    struct str note; /* why rejected or undone */
};

/* When the decision began to count: by the second person, else at once. */
struct instant decision_counts_from(const struct decision *d);
/* May it be undone at `now`, `minutes` after it began to count? 0: never. */
bool decision_may_undo(const struct decision *d, struct instant now,
                       int32_t minutes);
/* What a decision must say: a reason always; a code when it is not an offer; a
 * priority for a place on the waiting list. Errors: INVALID list by the form's
 * fields. Source: R712. */
const struct err *decision_check(struct arena *mem,
                                 const struct decision *d) MUST_CHECK;

#endif
