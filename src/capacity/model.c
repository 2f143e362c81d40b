/* Models: neutral ones, queues of the books, teams and their weeks.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/model.h"

#include "base/workday.h"

#include <math.h>
#include <string.h>

void
sim_model_init(struct sim_model *m)
{
    memset(m, 0, sizeof *m);
    m->start = date_ymd(2027, 1, 1);
    m->regions = 1;
    for (int i = 0; i < 12; i++)
        m->season[i] = 1.0;
    m->eligible = m->asked = m->asked_duty = m->offered = 1.0;
    m->duty_from = INFINITY;
    m->young = 1.0;
    m->share[0] = 1.0;
    for (int i = 0; i < SIM_BANDS; i++)
        m->band_work[i] = 1.0;
    for (int i = 0; i < SIM_CLASSES; i++) {
        m->class_work[i] = 1.0;
        m->goal_days[i] = 56.0;
    }
    m->goal_on = SIM_ASSESSMENT;
    m->help_work = 1.0;
}

void
sim_model_queue(struct sim_model *m, int servers, double rate,
                struct sim_dist service, double warmup, double length)
{
    sim_model_init(m);
    m->region[0].moved_a_year = rate;
    m->assess = service;
    m->warmup = warmup;
    m->length = length;
    m->teams = servers;
    for (int i = 0; i < servers; i++)
        m->team[i] = (struct sim_team){
            .bands = 3, .until = INFINITY, .weeks = 52, .hours = 1.0};
}

struct sim_team
sim_team_usual(int region, int weeks)
{
    return (struct sim_team){.region = region,
                             .bands = 3,
                             .until = INFINITY,
                             .days = 0x1F,
                             .weeks = weeks,
                             .hours = 1.0,
                             .spell = 5.0,
                             .vacant_spell = 60.0};
}

int
sim_teams_in(const struct sim_model *m, int region)
{
    int n = 0;

    for (int i = 0; i < m->teams; i++)
        n += m->team[i].region == region;
    return n;
}

/* The age bands a new team should take: those of the copied one, or, where
 * teams have a band each, the band with the most work for each team. */
static unsigned
bands_wanted(const struct sim_model *m, int region, unsigned like)
{
    double work[SIM_BANDS] = {m->young * m->band_work[0],
                              (1.0 - m->young) * m->band_work[1]};
    int teams[SIM_BANDS] = {0, 0};

    if (like == 3)
        return like;
    for (int i = 0; i < m->teams; i++) {
        for (unsigned b = 0; b < SIM_BANDS; b++)
            teams[b] += m->team[i].region == region &&
                        (m->team[i].bands >> b & 1) != 0;
    }
    return work[0] * (teams[1] + 1) >= work[1] * (teams[0] + 1) ? 1u : 2u;
}

void
sim_teams_set(struct sim_model *m, int region, int n,
              const struct sim_team *like)
{
    struct sim_team copy = *like;
    int have = sim_teams_in(m, region);
    int first = 0;

    while (first < m->teams && m->team[first].region != region)
        first++;
    if (first < m->teams)
        copy = m->team[first];
    copy.region = region;
    copy.from = 0;
    copy.until = INFINITY;
    for (int i = m->teams; i-- > 0 && have > n;) {
        if (m->team[i].region != region)
            continue;
        memmove(&m->team[i], &m->team[i + 1],
                (size_t)(m->teams - i - 1) * sizeof *m->team);
        m->teams--;
        have--;
    }
    for (; have < n && m->teams < SIM_TEAMS_MAX; have++) {
        struct sim_team next = copy;

        next.bands = bands_wanted(m, region, copy.bands);
        m->team[m->teams++] = next;
    }
}

/* The place of an ISO week among those that close, 0 first. */
static int
closing_order(int week, int easter)
{
    static const int first[] = {29, 30, 28, 52, 31, 27, 0,  1,
                                8,  40, 32, 26, 33, 25, 51, 2};
    enum { FIRST = (int)ARRAY_LEN(first), SUMMER = 29 };
    int rank = FIRST;
    int away = week > SUMMER ? week - SUMMER : SUMMER - week;

    for (int i = 0; i < FIRST; i++) {
        if (week == (first[i] ? first[i] : easter))
            return i;
    }
    for (int w = 1; w <= 53; w++) { /* those that close between */
        int far = w > SUMMER ? w - SUMMER : SUMMER - w;
        bool named = w == easter;

        for (int i = 0; i < FIRST; i++)
            named = named || w == first[i];
        rank += !named && (far < away || (far == away && w > week));
    }
    return rank;
}

bool
sim_week_closed(struct date d, int weeks)
{
    int year;
    int week;
    int easter_year;
    int easter;

    date_iso_week(d, &year, &week);
    date_iso_week(date_add(easter_sunday(year), -3), &easter_year, &easter);
    return closing_order(week, easter) < 52 - weeks;
}

static bool
share_ok(double x)
{
    return x >= 0.0 && x <= 1.0;
}

static bool
dist_ok(const struct sim_dist *d)
{
    return d->mean >= 0.0 && d->mean < 1e6 && d->cv >= 0.0 && d->cv <= 10.0;
}

static bool
team_ok(const struct sim_model *m, const struct sim_team *t)
{
    return t->region >= 0 && t->region < m->regions && t->bands >= 1 &&
           t->bands <= 3 && t->days <= 0x1F && t->weeks >= 1 &&
           t->weeks <= 52 && share_ok(t->hours) && share_ok(t->absence) &&
           share_ok(t->vacant) && share_ok(t->vacant_speed) &&
           (t->absence == 0.0 || t->spell > 0.0) &&
           (t->vacant == 0.0 || t->vacant_spell > 0.0);
}

static bool
demand_ok(const struct sim_model *m)
{
    bool ok = m->regions >= 1 && m->regions <= SIM_REGIONS_MAX &&
              share_ok(m->eligible) && share_ok(m->asked) &&
              share_ok(m->asked_duty) && share_ok(m->offered) &&
              share_ok(m->young) && m->trend > -1.0 && m->trend < 10.0;
    double sum = 0;

    for (int i = 0; ok && i < m->regions; i++)
        ok = m->region[i].moved_a_year >= 0.0 &&
             m->region[i].moved_a_year <= 1e6 && m->region[i].backlog >= 0 &&
             m->region[i].backlog <= 100000 && m->region[i].backlog_days >= 0.0;
    for (int i = 0; i < 12; i++)
        ok = ok && m->season[i] >= 0.0 && m->season[i] <= 12.0;
    for (int i = 0; i < SIM_CLASSES; i++) {
        ok = ok && share_ok(m->share[i]) && m->goal_days[i] >= 0.0 &&
             m->class_work[i] >= 0.0;
        sum += m->share[i];
    }
    for (int i = 0; i < SIM_BANDS; i++)
        ok = ok && m->band_work[i] >= 0.0;
    return ok && sum > 0.999999 && sum < 1.000001;
}

bool
sim_model_ok(const struct sim_model *m)
{
    bool ok = demand_ok(m) && m->months >= 0 && m->months <= SIM_MONTHS_MAX &&
              (m->months > 0 || (m->length > m->warmup && m->regions == 1)) &&
              m->warmup >= 0.0 && m->teams >= 0 && m->teams <= SIM_TEAMS_MAX &&
              m->room >= 0 && share_ok(m->cancel) && m->no_show >= 0.0 &&
              m->no_show <= 0.9 && m->no_show_days >= 0.0 &&
              (m->cancel == 0.0 || m->cancel_days > 0.0) &&
              m->help_after >= 0.0 && m->help_work >= 1.0 &&
              dist_ok(&m->decision) && dist_ok(&m->gather) &&
              dist_ok(&m->prepare) && dist_ok(&m->assess) && dist_ok(&m->after);

    for (int i = 0; ok && i < m->teams; i++)
        ok = team_ok(m, &m->team[i]) && (m->months > 0 || !m->team[i].days);
    return ok;
}
