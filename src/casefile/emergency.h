/* Access in an emergency (nødrett), and which looks stand out. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_EMERGENCY_H
#define HELHET_CASEFILE_EMERGENCY_H

#include "casefile/case.h"

enum { EMERGENCY_MINUTES = 60, EMERGENCY_MINUTES_MAX = 240 };

/* The field of work of a unit: what it may open in an emergency. */
enum work_field { FIELD_OF_NONE, FIELD_OF_WELFARE, FIELD_OF_HEALTH };
enum work_field work_field_of(enum unit_type t);
/* CLASS_BITs of a field; CORE is always among them but for NONE. */
uint32_t work_field_classes(enum work_field f);

struct emergency {
    int64_t id;
    case_id case_id;
    uint32_t classes; /* CLASS_BITs */
    struct str reason;
    int64_t minutes;
    struct instant opened_at;
    struct instant ends_at;
};
/* A reason of some words, minutes from 1 to 240, classes of the own field only.
 * Errors: INVALID, field named. Source: strl. § 17; R634. */
const struct err *emergency_check(struct arena *mem, const struct emergency *e,
                                  enum work_field f) MUST_CHECK;

/* --- which looks stand out (R635) --- */
enum look_flag {
    LOOK_EMERGENCY = 1,
    LOOK_REFUSED = 2,    /* tried what was refused */
    LOOK_NO_TASK = 4,    /* neither holder, on the team, nor asked */
    LOOK_NAME = 8,       /* has the child's family name */
    LOOK_COLLEAGUE = 16, /* a guardian has a colleague's name */
    LOOK_HOURS = 32      /* at night or on a weekend */
};
struct look {
    account_id account;
    case_id case_id;
    struct date day; /* in Oslo */
    struct instant first;
    int64_t times;
    uint32_t flags;
    struct str name;   /* of who looked */
    struct str reason; /* of an emergency */
};
/* One row of the audit as a look's flags; names are judged apart. */
uint32_t look_flags(struct str action, struct str outcome, uint32_t ground,
                    struct instant at);
/* The last word of a name, in lower case letters of ASCII and as it stands. */
bool look_same_family(struct str person, struct str family);
/* The higher, the sooner it should be looked at. */
int64_t look_weight(uint32_t flags);

enum review_verdict { VERDICT_RIGHT, VERDICT_WRONG };
/* Who must be told of a wrongful look, in this order. Source: GDPR articles 33
 * and 34; pjl. § 22 a. */
enum tell_step { TELL_UNIT, TELL_CHILD, TELL_AUTHORITY, TELL_COUNT };
struct review {
    int64_t id;
    account_id account;
    case_id case_id;
    struct date day;
    enum review_verdict verdict;
    struct str note;
    struct date told[TELL_COUNT]; /* DATE_NONE: not yet */
    struct str name;              /* of who looked */
};

#endif
