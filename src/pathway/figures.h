/* How long steps take and how often they are late (R645). Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_FIGURES_H
#define HELHET_PATHWAY_FIGURES_H

#include "pathway/definition.h"

/* A step of somebody's pathway that has been open; nothing says whose. */
struct step_time {
    struct str key;      /* of the pathway */
    struct str step;     /* its id */
    struct date opened;  /* Oslo days */
    struct date settled; /* DATE_NONE: still open */
    struct date due;     /* last day; DATE_NONE: none */
    int64_t deviations;
};
struct step_figure {
    struct str key;
    struct str step;
    int64_t opened;  /* how many have come to the step */
    int64_t settled; /* and have left it */
    int64_t median;  /* calendar days from opening to settling */
    int64_t with_due;
    int64_t late; /* settled after the last day, or still open after it */
    int64_t deviations;
};
struct step_figures {
    struct step_figure *row;
    size_t n;
};
/* One figure for each step; rows of one step stand together in `row`. */
struct step_figures path_step_figures(struct arena *mem,
                                      const struct step_time *row, size_t n,
                                      struct date today);

/* Half of the `n` took this long or shorter; `day` is put in order. 0 of none.
 */
int64_t figure_median(int32_t *day, size_t n);
/* Was it settled after its last day, or is it open after it on `today`? */
bool step_time_is_late(const struct step_time *t, struct date today);

/* A count below this says too much about somebody. Source: R645, as
 * batons in numbers (R614). */
enum { FIGURE_LEAST = 5 };
/* May the count be shown? None at all may. */
bool figure_shows(int64_t n);

#endif
