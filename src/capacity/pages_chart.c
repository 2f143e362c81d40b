/* The simulator's three charts, and the tables that stand beside them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/pages.h"
#include "text/messages_capacity.h"

#include <math.h>

enum {
    WEEK_DAYS = 7,
    SPREAD_BARS = 20,
    QUARTER = 3, /* months between rows of the queue's table */
    YEAR = 12,
    YEARS_TICKED = 2, /* so few years have a label each quarter */
    LONG_BAR = 26,    /* weeks */
    GROWING_BAR = 4
};

static struct str
number(struct page *pg, double v, int decimals)
{
    return decimal_text(pg->mem, pg->lang, v, decimals);
}

/* --- waits by number of teams --- */

static double
weeks(double days)
{
    return days / WEEK_DAYS;
}

static void
line_of(struct chart *c, const struct answer *a, struct page *pg, bool nine)
{
    size_t n = a->what_if_n;
    double *y = ARENA_NEW_N(pg->mem, double, n);
    double *low = ARENA_NEW_N(pg->mem, double, n);
    double *high = ARENA_NEW_N(pg->mem, double, n);

    for (size_t i = 0; i < n; i++) {
        const struct sim_estimate *e = nine ? &a->what_if[i].p90
                                            : &a->what_if[i].p50;

        y[i] = weeks(e->mean);
        low[i] = weeks(e->low);
        high[i] = weeks(e->high);
    }
    c->line[c->lines++] = (struct chart_line){
        words(pg, nine ? MSG_CAP_LINE_NINE : MSG_CAP_LINE_HALF), y, low, high};
}

static void
chart_what_if(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    struct chart *c = &v->what_if_chart;
    struct str *tick = ARENA_NEW_N(pg->mem, struct str, a->what_if_n + 1);

    if (a->what_if_n == 0)
        return;
    for (size_t i = 0; i < a->what_if_n; i++)
        tick[i] = number(pg, a->what_if[i].teams, 0);
    *c = (struct chart){
        .id = STR("fig-team"),
        .title = words(pg, MSG_CAP_WHAT_IF),
        .description = words(pg, MSG_CAP_WHAT_IF_CAPTION),
        .x_label = words(pg, MSG_CAP_AXIS_TEAMS),
        .y_label = words(pg, MSG_CAP_AXIS_WEEKS),
        .tick = tick,
        .n = a->what_if_n,
        .points = true,
        .goal = {a->params.number[PARAM_GOAL], words(pg, MSG_CAP_GOAL_MARK)},
        .late_from = a->what_if_n,
    };
    line_of(c, a, pg, false);
    line_of(c, a, pg, true);
}

/* --- the distribution of waits --- */

/* Whole weeks in a bar, so that the goal falls between two bars and nearly all
 * waits are inside. */
static int
weeks_in_bar(const struct answer *a)
{
    enum sim_wait on = a->model->goal_on;
    int goal = (int)fmax(1, floor(a->params.number[PARAM_GOAL]));
    int most = a->run->all.unstable ? GROWING_BAR : LONG_BAR;
    int n = 1;

    while (n < most && (answer_share_in(a, &a->run->all, on,
                                        SPREAD_BARS * n * WEEK_DAYS, 0) > 0.02))
        n++;
    for (int k = n; k <= goal && k < n + 3; k++)
        if (goal % k == 0)
            return k;
    return n;
}

static void
chart_spread(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    enum sim_wait on = a->model->goal_on;
    int n = weeks_in_bar(a);
    double *bar = ARENA_NEW_N(pg->mem, double, SPREAD_BARS);
    struct str *tick = ARENA_NEW_N(pg->mem, struct str, SPREAD_BARS);
    struct cap_pair *row = ARENA_NEW_N(pg->mem, struct cap_pair, SPREAD_BARS);
    double goal = a->params.number[PARAM_GOAL] / n;

    for (int i = 0; i < SPREAD_BARS; i++) {
        bool last = i == SPREAD_BARS - 1;
        double share = answer_share_in(a, &a->run->all, on, i * n * WEEK_DAYS,
                                       last ? 0 : n * WEEK_DAYS);

        bar[i] = share * 100;
        tick[i] = number(pg, i * n, 0);
        row[i].at = str_fmt(pg->mem, last ? "%d+" : "%d\u2013%d", i * n,
                            (i + 1) * n);
        row[i].value = capacity_percent(pg, share, 1);
    }
    v->spread = row;
    v->spread_n = SPREAD_BARS;
    v->spread_chart = (struct chart){
        .id = STR("fig-ford"),
        .title = v->spread_title,
        .description = words(pg, MSG_CAP_SPREAD_CAPTION),
        .x_label = words(pg, MSG_CAP_AXIS_WEEKS),
        .y_label = words(pg, MSG_CAP_AXIS_SHARE),
        .y_unit = STR("\u00a0%"),
        .y_min_top = 10,
        .tick = tick,
        .n = SPREAD_BARS,
        .bar = bar,
        .late_from = (size_t)ceil(goal),
    };
    if (goal < SPREAD_BARS)
        v->spread_chart.moment = (struct chart_mark){
            goal - 0.5, words(pg, MSG_CAP_OVER_GOAL)};
}

/* --- the queue over time --- */

static void
queue_row(struct page *pg, const struct answer *a, int month,
          struct cap_pair *out)
{
    const struct sim_estimate *e = &a->run->all.backlog[month];
    const struct msg_arg between[] = {msg_str(number(pg, e->low, 0)),
                                      msg_str(number(pg, e->high, 0))};
    struct date d = date_add(date_add_months(a->model->start, month), -1);

    out->at = date_text(pg->mem, pg->lang, month == 0 ? a->model->start : d);
    out->value = number(pg, e->mean, 0);
    out->between = msg_text(pg->mem, pg->lang, MSG_CAP_BETWEEN, between, 2);
}

static void
queue_values(struct page *pg, const struct answer *a, struct chart *c,
             struct str *tick)
{
    size_t n = (size_t)a->model->months + 1;
    double *y = ARENA_NEW_N(pg->mem, double, n);
    double *low = ARENA_NEW_N(pg->mem, double, n);
    double *high = ARENA_NEW_N(pg->mem, double, n);
    int year, month, day;

    for (size_t i = 0; i < n; i++) {
        y[i] = a->run->all.backlog[i].mean;
        low[i] = fmax(0, a->run->all.backlog[i].low);
        high[i] = a->run->all.backlog[i].high;
        date_split(date_add_months(a->model->start, (int32_t)i), &year, &month,
                   &day);
        if (a->model->months > YEARS_TICKED * YEAR && month == 1)
            tick[i] = str_fmt(pg->mem, "%d", year);
        else if (a->model->months <= YEARS_TICKED * YEAR &&
                 (month - 1) % QUARTER == 0)
            tick[i] = str_fmt(pg->mem, "%02d.%d", month, year);
    }
    c->line[c->lines++] = (struct chart_line){words(pg, MSG_CAP_QUEUE_LINE), y,
                                              low, high};
}

static void
chart_queue(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    int months = a->model->months;
    size_t n = (size_t)months + 1;
    struct str *tick = ARENA_NEW_N(pg->mem, struct str, n);
    struct cap_pair *row = ARENA_NEW_N(pg->mem, struct cap_pair, n);
    double from = a->model->duty_from * YEAR / 365.25;

    v->queue_chart = (struct chart){
        .id = STR("fig-ko"),
        .title = words(pg, MSG_CAP_QUEUE_TITLE),
        .description = words(pg, MSG_CAP_QUEUE_CAPTION),
        .x_label = words(pg, MSG_CAP_AXIS_MONTH),
        .y_label = words(pg, MSG_CAP_AXIS_CHILDREN),
        .tick = tick,
        .n = n,
        .y_min_top = 10,
        .late_from = n,
    };
    queue_values(pg, a, &v->queue_chart, tick);
    if (from > 0 && from < months)
        v->queue_chart.moment = (struct chart_mark){
            from, words(pg, MSG_CAP_DUTY_MARK)};
    for (int m = 0; m <= months; m += QUARTER)
        queue_row(pg, a, m, &row[v->queue_n++]);
    v->queue = row;
}

void
capacity_charts_fill(struct page *pg, const struct answer *a,
                     struct capacity_view *v)
{
    chart_what_if(pg, a, v);
    chart_spread(pg, a, v);
    chart_queue(pg, a, v);
}
