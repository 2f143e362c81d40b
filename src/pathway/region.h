/* Pathways of a whole region in numbers (R645): sums that tell nothing of a
 * child, nor of one unit when another's are taken away. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_REGION_H
#define HELHET_PATHWAY_REGION_H

#include "pathway/figures.h"

/* What is summed, of steps and of lanes. Of pathways: started, finished, ended
 * early; REGION_REST is what is neither. */
enum region_measure {
    REGION_OPENED,
    REGION_SETTLED,
    REGION_LATE,
    REGION_DEVIATIONS,
    REGION_REST, /* opened, and not late */
    REGION_MEASURES,
    REGION_STARTED = REGION_OPENED,
    REGION_FINISHED = REGION_SETTLED,
    REGION_STOPPED = REGION_LATE
};
/* What one unit brings. */
struct region_part {
    int64_t unit;
    enum unit_type type;
    int64_t n[REGION_MEASURES];
};
/* May the sum of a measure be shown? Each part of it that somebody could take
 * away, a unit's own or those of one kind of service, leaves none or at least
 * FIGURE_LEAST; and so does each kind of service by itself, since two regions
 * may share the others. */
bool region_shows(const struct region_part *part, size_t n,
                  enum region_measure m);

struct region_sum {
    int64_t n[REGION_MEASURES];
    bool shows[REGION_MEASURES];
    int64_t median; /* calendar days; shown when REGION_SETTLED is */
};
/* Sums a pathway's parts; what is over or under the shown is shown as well. */
struct region_sum region_runs_sum(const struct region_part *part, size_t n);

/* A step of a run that has been open, and whose run it is. */
struct region_time {
    struct step_time time;
    int64_t unit;
    enum unit_type type;
    bool has_lane;
    enum unit_type lane; /* the step's service */
};
struct region_line {
    struct str key;
    struct str step; /* empty: a lane */
    bool has_lane;
    enum unit_type lane;
    struct region_sum sum;
};
struct region_lines {
    struct region_line *row;
    size_t n;
};
/* Rows of one pathway stand together, and in it those of one step. A lane's
 * sum is shown only where each of its steps' is: else one could be reckoned.
 * `end`: the day by which what is open is late. */
void region_lines_of(struct arena *mem, const struct region_time *row, size_t n,
                     struct date end, struct region_lines *out_lanes,
                     struct region_lines *out_steps);

#endif
