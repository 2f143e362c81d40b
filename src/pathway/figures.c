/* How long steps take and how often they are late: medians and counts.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/figures.h"

bool
figure_shows(int64_t n)
{
    return n == 0 || n >= FIGURE_LEAST;
}

/* Shell sort: no recursion, nothing allocated. */
static void
sort_days(int32_t *day, size_t n)
{
    for (size_t gap = n / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < n; i++) {
            int32_t one = day[i];
            size_t k = i;

            for (; k >= gap && day[k - gap] > one; k -= gap)
                day[k] = day[k - gap];
            day[k] = one;
        }
}

int64_t
figure_median(int32_t *day, size_t n)
{
    if (n == 0)
        return 0;
    sort_days(day, n);
    return day[(n - 1) / 2];
}

bool
step_time_is_late(const struct step_time *t, struct date today)
{
    struct date end = date_is_none(t->settled) ? today : t->settled;

    return !date_is_none(t->due) && date_cmp(t->due, end) < 0;
}

/* The rows of one step, from `row` on; gives how many they are. */
static size_t
one_step(const struct step_time *row, size_t n, struct date today, int32_t *day,
         struct step_figure *out)
{
    size_t i = 0;
    size_t settled = 0;

    *out = (struct step_figure){.key = row[0].key, .step = row[0].step};
    for (; i < n && str_eq(row[i].key, row[0].key) &&
           str_eq(row[i].step, row[0].step);
         i++) {
        out->opened++;
        out->deviations += row[i].deviations;
        out->with_due += date_is_none(row[i].due) ? 0 : 1;
        out->late += step_time_is_late(&row[i], today) ? 1 : 0;
        if (!date_is_none(row[i].settled))
            day[settled++] = row[i].settled.days - row[i].opened.days;
    }
    out->settled = (int64_t)settled;
    out->median = figure_median(day, settled);
    return i;
}

struct step_figures
path_step_figures(struct arena *mem, const struct step_time *row, size_t n,
                  struct date today)
{
    struct step_figures out = {ARENA_NEW_N(mem, struct step_figure, n + 1), 0};
    int32_t *day = ARENA_NEW_N(mem, int32_t, n + 1);

    for (size_t at = 0; at < n;)
        at += one_step(&row[at], n - at, today, day, &out.row[out.n++]);
    return out;
}
