/* How long a closed case is kept (bevaring): dated rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_RETENTION_H
#define HELHET_RETENTION_RETENTION_H

#include "base/date.h"
#include "registry/unit.h"

#define RETENTION_YEARS_MAX 200
#define RETENTION_AGE_MAX   100

/* From when the years run. */
enum retention_start {
    RETENTION_CLOSED,     /* the day the case was closed */
    RETENTION_LAST_EVENT, /* the day of the last line of its timeline */
    RETENTION_BIRTHDAY,   /* the day the child turns the rule's age */
    RETENTION_START_COUNT
};
const char *retention_start_word(enum retention_start s);
bool retention_start_parse(struct str word, enum retention_start *out);

/* One rule, as it was registered: none ships, for no source gives years. */
struct retention_rule {
    struct str rule; /* short name, unique */
    bool any_type;   /* for every case; else for those that a unit of */
    enum unit_type unit_type; /* this type opened */
    int32_t years;            /* 1..RETENTION_YEARS_MAX */
    enum retention_start starts;
    int32_t age; /* RETENTION_BIRTHDAY: 1..RETENTION_AGE_MAX; else -1 */
    struct str legal_basis; /* may be empty */
    struct date valid_from; /* Oslo days, both inclusive */
    struct date valid_to;   /* DATE_NONE: open */
    struct str source;      /* who decided it, and where it stands */
};
struct retention_rules {
    struct retention_rule *row;
    size_t n;
};

/* What a rule is asked about a closed case. Oslo days. */
struct retention_case {
    enum unit_type opened_by;
    struct date closed_on;
    struct date last_on; /* of the last line of its timeline */
    struct date born;    /* DATE_NONE: not known */
};

/* How long a case is kept. */
struct retention_term {
    const struct retention_rule *rule; /* NULL: no rule fits, it is kept */
    struct date until; /* the last day, that day included; DATE_NONE: none */
    /* A rule fits that counts from a birthday nobody knows: `rule` is that
     * one, `until` what the others say. The case is kept. */
    bool cannot_reckon;
};
/* By the rules that are valid on `today`; where several fit, the longest holds.
 * Source: R602, retention rules are data. */
struct retention_term retention_term_of(const struct retention_rules *rules,
                                        const struct retention_case *k,
                                        struct date today);
/* Does a rule that is valid on `today` ask when the child was born? */
bool retention_asks_birth(const struct retention_rules *rules,
                          struct date today);

/* Why a case whose day has come stays all the same. Bits. */
enum retention_hold {
    HOLD_ASSESSMENT = 1, /* an assessment that has not ended */
    HOLD_REFERRAL = 2,   /* a referral, or the time to complain of its answer */
    HOLD_ESCALATION = 4, /* a disagreement that is lifted */
    HOLD_REVIEW = 8,     /* an opening in an emergency that is under review */
    HOLD_DEADLINE = 16,  /* a deadline that somebody still has to meet */
    HOLD_KNOCK = 32, /* another service's thread that waits for its answer */
    HOLD_WRONG = 64  /* a wrongful look that not all have been told of */
};

#endif
