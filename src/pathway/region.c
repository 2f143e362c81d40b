/* Sums over a region, and which of them may be shown.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/region.h"

/* --- what may be shown --- */

enum sector { SECTOR_HEALTH, SECTOR_STATE, SECTOR_LOCAL, SECTORS };

static enum sector
sector_of(enum unit_type t)
{
    switch (t) {
    case UNIT_RHF:
    case UNIT_HF:
    case UNIT_HF_DEPARTMENT:
    case UNIT_HOSPITAL:
    case UNIT_BUP:
    case UNIT_FACT_TEAM:
        return SECTOR_HEALTH;
    case UNIT_DIRECTORATE:
    case UNIT_BUFETAT_REGION:
    case UNIT_BUFETAT_SERVICE:
    case UNIT_BFE:
    case UNIT_INSTITUTION:
    case UNIT_THK_TEAM:
        return SECTOR_STATE;
    case UNIT_MUNICIPALITY:
    case UNIT_CHILD_WELFARE:
    case UNIT_HELSESTASJON:
    case UNIT_FASTLEGE:
    case UNIT_PPT_SKOLE:
    case UNIT_TANNHELSE:
    case UNIT_COMPETENCE_CENTRE:
    case UNIT_STATSFORVALTER:
    case UNIT_KS:
    case UNIT_USER_ORGANISATION:
    case UNIT_TYPE_COUNT:
        break;
    }
    return SECTOR_LOCAL;
}

bool
region_shows(const struct region_part *part, size_t n, enum region_measure m)
{
    int64_t sum = 0;
    int64_t of[SECTORS] = {0};
    bool shows = true;

    for (size_t i = 0; i < n; i++) {
        sum += part[i].n[m];
        of[sector_of(part[i].type)] += part[i].n[m];
    }
    shows = figure_shows(sum);
    for (size_t i = 0; i < n; i++)
        shows = shows && figure_shows(sum - part[i].n[m]);
    for (int k = 0; k < SECTORS; k++)
        shows = shows && figure_shows(of[k]) && figure_shows(sum - of[k]);
    return shows;
}

static struct region_sum
sum_of(const struct region_part *part, size_t n)
{
    struct region_sum s = {.median = 0};

    for (int m = 0; m < REGION_MEASURES; m++) {
        for (size_t i = 0; i < n; i++)
            s.n[m] += part[i].n[m];
        s.shows[m] = region_shows(part, n, (enum region_measure)m);
    }
    return s;
}

struct region_sum
region_runs_sum(const struct region_part *part, size_t n)
{
    struct region_sum s = sum_of(part, n);

    /* two of the three tell the last */
    if (!s.shows[REGION_REST])
        s.shows[REGION_FINISHED] = s.shows[REGION_STOPPED] = false;
    return s;
}

/* --- steps and lanes --- */

/* The part of the row's unit among `n`, made when there is none. */
static struct region_part *
part_of(struct region_part *part, size_t *n, const struct region_time *row)
{
    for (size_t i = 0; i < *n; i++)
        if (part[i].unit == row->unit)
            return &part[i];
    part[*n] = (struct region_part){.unit = row->unit, .type = row->type};
    return &part[(*n)++];
}

/* Sums the rows, of a lane (NULL: all). */
static struct region_sum
rows_sum(struct arena *mem, const struct region_time *row, size_t n,
         const enum unit_type *lane, struct date end)
{
    struct region_part *part = ARENA_NEW_N(mem, struct region_part, n + 1);
    int32_t *day = ARENA_NEW_N(mem, int32_t, n + 1);
    size_t parts = 0;
    size_t days = 0;
    struct region_sum s;

    for (size_t i = 0; i < n; i++) {
        const struct step_time *t = &row[i].time;
        struct region_part *p;
        bool late = step_time_is_late(t, end);

        if (lane && !(row[i].has_lane && row[i].lane == *lane))
            continue;
        p = part_of(part, &parts, &row[i]);
        p->n[REGION_OPENED]++;
        p->n[late ? REGION_LATE : REGION_REST]++;
        p->n[REGION_DEVIATIONS] += t->deviations;
        if (date_is_none(t->settled))
            continue;
        p->n[REGION_SETTLED]++;
        day[days++] = t->settled.days - t->opened.days;
    }
    s = sum_of(part, parts);
    s.shows[REGION_LATE] = s.shows[REGION_LATE] && s.shows[REGION_REST];
    s.median = figure_median(day, days);
    return s;
}

static size_t
same_step(const struct region_time *row, size_t n)
{
    size_t i = 1;

    while (i < n && str_eq(row[i].time.step, row[0].time.step))
        i++;
    return i;
}

static void
add_steps(struct arena *mem, const struct region_time *row, size_t n,
          struct date end, struct region_lines *out)
{
    for (size_t at = 0; at < n;) {
        size_t k = same_step(&row[at], n - at);

        out->row[out->n++] = (struct region_line){
            .key = row[at].time.key,
            .step = row[at].time.step,
            .has_lane = row[at].has_lane,
            .lane = row[at].lane,
            .sum = rows_sum(mem, &row[at], k, NULL, end)};
        at += k;
    }
}

/* `step`: the lines of the same pathway's steps. */
static void
add_lanes(struct arena *mem, const struct region_time *row, size_t n,
          struct date end, const struct region_line *step, size_t steps,
          struct region_lines *out)
{
    for (int k = 0; k < UNIT_TYPE_COUNT; k++) {
        enum unit_type lane = (enum unit_type)k;
        struct region_line l = {
            .key = row[0].time.key, .has_lane = true, .lane = lane};

        l.sum = rows_sum(mem, row, n, &lane, end);
        for (size_t i = 0; i < steps; i++)
            for (int m = 0; m < REGION_MEASURES; m++)
                if (step[i].has_lane && step[i].lane == lane)
                    l.sum.shows[m] = l.sum.shows[m] && step[i].sum.shows[m];
        if (l.sum.n[REGION_OPENED] > 0)
            out->row[out->n++] = l;
    }
}

void
region_lines_of(struct arena *mem, const struct region_time *row, size_t n,
                struct date end, struct region_lines *out_lanes,
                struct region_lines *out_steps)
{
    *out_steps = (struct region_lines){
        ARENA_NEW_N(mem, struct region_line, n + 1), 0};
    *out_lanes = (struct region_lines){
        ARENA_NEW_N(mem, struct region_line, n + 1), 0};
    for (size_t at = 0; at < n;) {
        size_t before = out_steps->n;
        size_t k = 1;

        while (at + k < n && str_eq(row[at + k].time.key, row[at].time.key))
            k++;
        add_steps(mem, &row[at], k, end, out_steps);
        add_lanes(mem, &row[at], k, end, &out_steps->row[before],
                  out_steps->n - before, out_lanes);
        at += k;
    }
}
