/* Access in an emergency (nødrett), and which looks stand out. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency.h"

#include "text/messages_casefile.h"

#include <strings.h>

enum { REASON_MIN_CHARS = 10, DAY_BEGINS = 6 * 60, DAY_ENDS = 22 * 60 };

enum work_field
work_field_of(enum unit_type t)
{
    switch (t) {
    case UNIT_CHILD_WELFARE:
    case UNIT_BUFETAT_REGION:
    case UNIT_BUFETAT_SERVICE:
    case UNIT_BFE:
    case UNIT_INSTITUTION:
        return FIELD_OF_WELFARE;
    case UNIT_BUP:
    case UNIT_FACT_TEAM:
    case UNIT_HF:
    case UNIT_HF_DEPARTMENT:
    case UNIT_HOSPITAL:
    case UNIT_HELSESTASJON:
    case UNIT_FASTLEGE:
    case UNIT_TANNHELSE:
        return FIELD_OF_HEALTH;
    case UNIT_THK_TEAM:
    case UNIT_RHF:
    case UNIT_MUNICIPALITY:
    case UNIT_PPT_SKOLE:
    case UNIT_DIRECTORATE:
    case UNIT_COMPETENCE_CENTRE:
    case UNIT_STATSFORVALTER:
    case UNIT_KS:
    case UNIT_USER_ORGANISATION:
    case UNIT_TYPE_COUNT:
        break;
    }
    return FIELD_OF_NONE;
}

uint32_t
work_field_classes(enum work_field f)
{
    switch (f) {
    case FIELD_OF_WELFARE:
        return CLASS_BIT(CORE) | CLASS_BIT(PLAN) | CLASS_BIT(WELFARE);
    case FIELD_OF_HEALTH:
        return CLASS_BIT(CORE) | CLASS_BIT(PLAN) | CLASS_BIT(HEALTH);
    case FIELD_OF_NONE:
        break;
    }
    return 0;
}

const struct err *
emergency_check(struct arena *mem, const struct emergency *e, enum work_field f)
{
    const struct err *err = NULL;

    if (str_chars(str_trim(e->reason)) < REASON_MIN_CHARS)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "grunn",
                           .msg = MSG_EMERGENCY_REASON_NEEDED));
    if (e->minutes < 1 || e->minutes > EMERGENCY_MINUTES_MAX)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "minutter",
                           .msg = MSG_EMERGENCY_MINUTES_WRONG));
    if ((e->classes & ~work_field_classes(f)) != 0 || e->classes == 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "klasser",
                           .msg = MSG_EMERGENCY_CLASSES_WRONG));
    return err;
}

uint32_t
look_flags(struct str action, struct str outcome, uint32_t ground,
           struct instant at)
{
    const uint32_t task = REL_BIT(HOLDER) | REL_BIT(TEAM) | REL_BIT(OFFERED) |
                          REL_BIT(HOLDER_LEADER) | REL_BIT(ASSESSOR) |
                          REL_BIT(DECIDER) | REL_BIT(REQUESTER) |
                          REL_BIT(RECIPIENT) | REL_BIT(AUTHOR);
    int minutes = minutes_in_oslo(at);
    uint32_t flags = 0;

    if (str_eq_cz(action, "emergency.open"))
        flags |= LOOK_EMERGENCY;
    else if (!str_eq_cz(outcome, "done"))
        flags |= LOOK_REFUSED;
    else if ((ground & task) == 0)
        flags |= LOOK_NO_TASK;
    if (date_weekday(date_in_oslo(at)) >= 6 || minutes < DAY_BEGINS ||
        minutes >= DAY_ENDS)
        flags |= LOOK_HOURS;
    return flags;
}

bool
look_same_family(struct str person, struct str family)
{
    struct str last = str_trim(person);
    struct str head;
    struct str rest = last;

    while (str_split(rest, ' ', &head, &rest))
        last = rest;
    family = str_trim(family);
    return family.n > 0 && last.n == family.n &&
           strncasecmp(last.p, family.p, family.n) == 0;
}

int64_t
look_weight(uint32_t flags)
{
    static const struct {
        enum look_flag flag;
        int64_t weight;
    } weights[] = {
        {LOOK_EMERGENCY, 100}, {LOOK_NAME, 40},    {LOOK_COLLEAGUE, 40},
        {LOOK_REFUSED, 20},    {LOOK_NO_TASK, 15}, {LOOK_HOURS, 5},
    };
    int64_t sum = 0;

    for (size_t i = 0; i < ARRAY_LEN(weights); i++)
        sum += (flags & weights[i].flag) ? weights[i].weight : 0;
    return sum;
}
