/* Consents that were asked for, and what was answered (samtykker).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_RECORD_H
#define HELHET_SHARING_RECORD_H

#include "sharing/share.h"
#include "text/text.h"

enum consent_state { CONSENT_GIVEN, CONSENT_PARTLY, CONSENT_REFUSED };
enum { CONSENT_STATE_COUNT = CONSENT_REFUSED + 1 };
const char *consent_state_word(enum consent_state s);
bool consent_state_parse(struct str word, enum consent_state *out);
int consent_state_message(enum consent_state s);

/* The version of the words that the form of notify's PDF holds. A change of
 * those words is a new version. */
#define CONSENT_WORDING "2026-1"

struct consent_record {
    int64_t id;
    case_id case_id;
    enum consent_matter matter;
    struct str rule; /* empty: no rule answered */
    struct str legal_basis;
    enum consenter by;
    bool one_parent; /* one of two with parental responsibility */
    enum consent_state state;
    unit_id from_unit;
    unit_id to_unit;
    uint32_t asked; /* CLASS_BITs */
    uint32_t given;
    struct str wording;
    struct date answered_on;
    struct date valid_to; /* last day; DATE_NONE: until withdrawn */
    struct str how;       /* plain; sealed in the store */
    struct instant made_at;
    struct instant ended_at; /* {0}: not withdrawn */
    struct str end_reason;   /* plain; sealed in the store */
    struct str from_name;    /* of the units, read along */
    struct str to_name;
};
struct consent_list {
    struct consent_record *row;
    size_t n;
};

/* May the answer be put down? `answer` is what the dated rules say. What is
 * given is part of what was asked; the state follows from both; one parent of
 * two needs words on why one is enough. Fills rule, legal_basis and state.
 * Errors: INVALID, field named. Source: R632. */
const struct err *consent_check(struct arena *mem, enum lang lang,
                                struct consent_record *r,
                                const struct consent_answer *answer,
                                struct date today) MUST_CHECK;

/* Is it for `by` to consent, as the dated rules answer? Errors: INVALID (field
 * "samtykke") that says who, and by which law. Source: R632. */
const struct err *consent_check_who(struct arena *mem, enum lang lang,
                                    enum consenter by,
                                    const struct consent_answer *a) MUST_CHECK;

#endif
