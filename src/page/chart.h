/* Charts: SVG drawn by the server, the same without scripts, in print, in dark.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A chart stands beside a table with the same numbers; title and description
 * are read aloud. Colours come from classes in assets/app.css; number, label
 * and dash or shape tell things apart besides colour. Values are doubles: a
 * chart is a picture of numbers, not a place where they are kept. */
#ifndef HELHET_PAGE_CHART_H
#define HELHET_PAGE_CHART_H

#include "page/page.h"

enum { CHART_LINES_MAX = 4 };

/* One line over the chart's x values; a value that is NaN is a gap. Where low
 * and high are given, a band between them. */
struct chart_line {
    struct str label; /* written at the line's end */
    const double *y;
    const double *low;
    const double *high;
};

/* A mark across the whole chart: a goal, a day. Nothing when the label is
 * empty. */
struct chart_mark {
    double at; /* a value of y; for bars and `is_x` an index along x */
    struct str label;
};

struct chart {
    struct str id; /* unique on the page, a word */
    struct str title;
    struct str description; /* what the reader should see in it */
    struct str x_label;
    struct str y_label;
    const struct str *tick; /* n labels along x; empty: no label there */
    size_t n;               /* values along x, at least 1 */
    double y_min_top;       /* the axis reaches at least to here */
    struct str y_unit;      /* after each number of the axis: " %" */
    /* lines */
    struct chart_line line[CHART_LINES_MAX];
    size_t lines;
    bool points;              /* a shape at each value */
    struct chart_mark goal;   /* a level of y */
    struct chart_mark moment; /* an index along x, between values allowed */
    /* bars */
    const double *bar; /* n heights; NULL: a chart of lines */
    size_t late_from;  /* bars from this index on are drawn as late; n: none */
};

/* {% part chart field %} */
PAGE_TEMPLATE(chart, struct chart);

/* The step between lines of an axis that reaches to `top` with about `lines`
 * of them: 1, 2 or 5 times a power of ten; 1 when there is nothing to show. */
double chart_step(double top, int lines);

/* A number for people with so many decimals (0 to 6), trailing zeros kept:
 * 1,5 / 1.5; grouped as int_text; no number, or beyond 10^12: "–". */
struct str decimal_text(struct arena *mem, enum lang l, double v, int decimals);
/* The same for machines: 1.5, -0.25; no number: empty. */
struct str decimal_raw(struct arena *mem, double v, int decimals);

#endif
