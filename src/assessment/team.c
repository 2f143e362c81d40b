/* Which team fits a child, and what room its weeks have.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/team.h"

#include "base/buf.h"
#include "base/workday.h"
#include "text/messages_assessment.h"

static uint32_t
there(const struct team_people *people)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < people->n; i++)
        if (!people->row[i].left_out)
            bits |= 1u << people->row[i].profession;
    return bits;
}

struct team_verdict
team_judge(const struct team_setup *t, const struct team_people *people,
           int32_t age, unit_id decider)
{
    struct team_verdict v = {
        .age_known = age >= 0,
        .age_fits = age >= t->age_from && age <= t->age_to,
        .missing = t->needed & ~there(people),
        .own_region = t->region.v == decider.v,
    };

    v.fits = v.age_known && v.age_fits && v.missing == 0;
    return v;
}

int
team_order(const struct team_verdict *a, int64_t a_free,
           const struct team_verdict *b, int64_t b_free)
{
    if (a->fits != b->fits)
        return a->fits ? -1 : 1;
    if (a->age_fits != b->age_fits)
        return a->age_fits ? -1 : 1;
    if (a->own_region != b->own_region)
        return a->own_region ? -1 : 1;
    if (a_free != b_free)
        return a_free > b_free ? -1 : 1;
    return 0;
}

static const struct err *
age_fault(struct arena *mem, const struct team_setup *t,
          const struct team_verdict *v, const char *field)
{
    if (!v->age_known)
        return ERR(mem, INVALID, .msg = MSG_TEAM_AGE_UNKNOWN, .field = field);
    if (!v->age_fits)
        return ERR(mem, INVALID, .msg = MSG_TEAM_AGE_OUTSIDE, .field = field,
                   .arg = {msg_int(t->age_from), msg_int(t->age_to)});
    return NULL;
}

/* One line for each profession that lacks. */
static const struct err *
missing_faults(struct arena *mem, uint32_t missing, const char *field)
{
    static const int fault[PROFESSION_COUNT] = {
        [PROFESSION_PAEDIATRICIAN] = MSG_TEAM_NO_PAEDIATRICIAN,
        [PROFESSION_PSYCHOLOGIST_BUP] = MSG_TEAM_NO_PSYCHOLOGIST_BUP,
        [PROFESSION_PSYCHOLOGIST_BUFETAT] = MSG_TEAM_NO_PSYCHOLOGIST_BUFETAT,
        [PROFESSION_CHILD_WELFARE] = MSG_TEAM_NO_CHILD_WELFARE,
        [PROFESSION_NURSE] = MSG_TEAM_NO_NURSE,
        [PROFESSION_DENTIST] = MSG_TEAM_NO_DENTIST,
    };
    const struct err *err = NULL;

    for (unsigned p = 1; p < PROFESSION_COUNT; p++)
        if ((missing & (1u << p)) != 0)
            err = err_join(mem, err,
                           ERR(mem, INVALID, .msg = fault[p], .field = field));
    return err;
}

const struct err *
team_check(struct arena *mem, const struct team_setup *t,
           const struct team_people *people, int32_t age, unit_id decider)
{
    struct team_verdict v = team_judge(t, people, age, decider);
    const struct err *err = age_fault(mem, t, &v, "team");

    err = err_join(mem, err, missing_faults(mem, v.missing, "team"));
    for (size_t i = 0; i < people->n; i++)
        if (people->row[i].left_out && people->row[i].reason.n == 0) {
            struct str id = id_format(mem, people->row[i].function.v);

            err = err_join(mem, err,
                           ERR(mem, INVALID, .msg = MSG_TEAM_REASON_MISSING,
                               .field = str_cz(mem, str_fmt(mem, "grunn-%.*s",
                                                            STR_FMT(id)))));
        }
    return err;
}

const struct err *
team_setup_check(struct arena *mem, const struct team_setup *t)
{
    const struct err *err = NULL;

    if (t->age_from > t->age_to)
        err = ERR(mem, INVALID, .msg = MSG_TEAM_AGES_TURNED,
                  .field = "alder-til");
    if (t->needed == 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_TEAM_NEEDS_SOMEBODY,
                           .field = "trengs"));
    return err;
}

/* --- weeks --- */

static bool
is_away(const struct team_absences *away, function_id f, struct date on)
{
    for (size_t i = 0; i < away->n; i++)
        if (away->row[i].function.v == f.v &&
            date_cmp(away->row[i].from, on) <= 0 &&
            date_cmp(away->row[i].to, on) >= 0)
            return true;
    return false;
}

static uint32_t
missing_on(const struct team_setup *t, const struct team_people *people,
           const struct team_absences *away, struct date on)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < people->n; i++)
        if (!is_away(away, people->row[i].function, on))
            bits |= 1u << people->row[i].profession;
    return t->needed & ~bits;
}

struct team_week
team_week_of(const struct team_setup *t, const struct team_people *people,
             const struct team_absences *away, struct date monday,
             int32_t places_set)
{
    struct team_week w = {.monday = monday, .set = places_set >= 0};

    for (int32_t i = 0; i < 5; i++) {
        struct date day = date_add(monday, i);
        uint32_t missing;

        if (!is_workday(day))
            continue;
        w.workdays++;
        missing = missing_on(t, people, away, day);
        w.missing |= missing;
        if (missing == 0)
            w.days++;
    }
    w.places = w.set ? places_set : t->week_places;
    if (w.days < t->days_each)
        w.places = 0;
    return w;
}

const struct err *
team_week_check(struct arena *mem, const struct team_setup *t,
                const struct team_people *people, const struct team_week *w,
                int32_t age, unit_id decider, struct date today)
{
    struct team_verdict v = team_judge(t, people, age, decider);
    const struct err *err = age_fault(mem, t, &v, "plass");

    if (date_cmp(date_add(w->monday, 4), today) < 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .msg = MSG_BOARD_WEEK_PAST, .field = "plass"));
    if (w->days < t->days_each)
        err = err_join(mem, err, missing_faults(mem, w->missing, "plass"));
    if (w->places == 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .msg = MSG_BOARD_WEEK_CLOSED, .field = "plass"));
    else if (w->taken >= w->places)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_BOARD_WEEK_FULL,
                           .field = "plass", .arg = {msg_int(w->places)}));
    return err;
}
