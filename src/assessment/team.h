/* The team of an assessment (helsekartleggingsteam): who, and may they? And the
 * weeks it has. Pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_TEAM_H
#define HELHET_ASSESSMENT_TEAM_H

#include "base/err.h"
#include "registry/function.h"
#include "registry/unit.h"

/* How a team unit works: data of the unit, or these where there are none:
 * the unit's own ages, the four professions, two children a week. Source: R713;
 * bvl. § 16-3 fourth paragraph d; Bufdir's description of the teams. */
#define PROFESSION_BIT(id) (1u << PROFESSION_##id)
#define TEAM_NEEDED_DEFAULT                                             \
    (PROFESSION_BIT(PAEDIATRICIAN) | PROFESSION_BIT(PSYCHOLOGIST_BUP) | \
     PROFESSION_BIT(PSYCHOLOGIST_BUFETAT) | PROFESSION_BIT(CHILD_WELFARE))
#define TEAM_WEEK_PLACES_MAX 9

struct team_setup {
    unit_id unit;
    struct str name;
    unit_id region;   /* the unit above */
    int32_t age_from; /* whole years on the day, both ends included */
    int32_t age_to;
    uint32_t needed; /* PROFESSION_BITs */
    int32_t week_places;
    int32_t days_each; /* working days with all there that a week must have */
    int64_t version;   /* 0: nothing stored, these are the defaults */
};
struct team_person {
    function_id function;
    account_id account;
    unit_id unit;
    enum profession profession;
    struct str name;
    struct str unit_name;
    bool left_out;     /* partial (inhabil) in this child's case */
    struct str reason; /* why: plain, sealed in the store */
};
struct team_people {
    struct team_person *row;
    size_t n;
};

/* Why a team fits a child, or does not. */
struct team_verdict {
    bool age_known;
    bool age_fits;
    uint32_t missing; /* PROFESSION_BITs that nobody has who is not left out */
    bool own_region;  /* else only by agreement between the regions */
    bool fits;        /* age and composition */
};
/* `age` in whole years on the day, -1: not known. `decider`: the region. */
struct team_verdict team_judge(const struct team_setup *t,
                               const struct team_people *people, int32_t age,
                               unit_id decider);
/* <0: a is proposed before b. Those that fit, then one's own region, then the
 * one with most places free. */
int team_order(const struct team_verdict *a, int64_t a_free,
               const struct team_verdict *b, int64_t b_free);
/* May this team assess the child? Every fault; somebody left out has a reason.
 * Errors: INVALID, field "team", or "grunn-ID" of the member. */
const struct err *team_check(struct arena *mem, const struct team_setup *t,
                             const struct team_people *people, int32_t age,
                             unit_id decider) MUST_CHECK;
/* May a unit be set up so? Errors: INVALID by field. */
const struct err *team_setup_check(struct arena *mem,
                                   const struct team_setup *t) MUST_CHECK;

/* --- weeks --- */

struct team_absence {
    function_id function;
    struct date from; /* both ends included */
    struct date to;
};
struct team_absences {
    struct team_absence *row;
    size_t n;
};
struct team_week {
    struct date monday;
    int32_t workdays; /* less public holidays */
    int32_t days;     /* of these, with every needed profession there */
    uint32_t missing; /* professions that are away on some day */
    int32_t places;   /* 0: closed */
    int64_t taken;
    bool set; /* the number of places was set for this week */
};
/* `places_set`: as stored for the week, -1: as usual. */
struct team_week team_week_of(const struct team_setup *t,
                              const struct team_people *people,
                              const struct team_absences *away,
                              struct date monday, int32_t places_set);
/* May a child of this age be placed there? Every conflict, field "plass".
 * Errors: INVALID. */
const struct err *team_week_check(struct arena *mem, const struct team_setup *t,
                                  const struct team_people *people,
                                  const struct team_week *w, int32_t age,
                                  unit_id decider,
                                  struct date today) MUST_CHECK;

#endif
