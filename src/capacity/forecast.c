/* Forecasts of arrivals and waits, scored against what really followed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast.h"

#include "registry/csv.h"
#include "text/messages_capacity.h"
#include "text/messages_text.h"
#include "text/text.h"

enum { WAIT_MAX = 3650, TERMS_MAX = 100000 };
#define NEARLY_NOTHING 1e-12

/* --- distributions --- */

double
forecast_crps(const struct forecast_dist *d, int64_t came)
{
    double sum = 0, f = 0;
    int64_t last = d->first + (int64_t)d->n;

    for (int64_t k = came; k < d->first; k++)
        sum += 1;
    for (size_t i = 0; i < d->n; i++) {
        double over = d->first + (int64_t)i >= came ? 1 : 0;

        f += d->p[i];
        sum += (f - over) * (f - over);
    }
    for (int64_t k = last; k < came; k++)
        sum += 1;
    return sum;
}

double
forecast_crps_expected(const struct forecast_dist *d)
{
    double sum = 0, f = 0;

    for (size_t i = 0; i < d->n; i++) {
        f += d->p[i];
        sum += f * (1 - f);
    }
    return sum;
}

int64_t
forecast_quantile(const struct forecast_dist *d, double q)
{
    double f = 0;

    for (size_t i = 0; i < d->n; i++) {
        f += d->p[i];
        if (f >= q - NEARLY_NOTHING)
            return d->first + (int64_t)i;
    }
    return d->first + (int64_t)d->n - 1;
}

double
forecast_between(const struct forecast_dist *d, int64_t low, int64_t high)
{
    double sum = 0;

    for (size_t i = 0; i < d->n; i++) {
        int64_t k = d->first + (int64_t)i;

        if (k >= low && k <= high)
            sum += d->p[i];
    }
    return sum;
}

/* Terms of the negative binomial with shape r and success chance 1 - q, from
 * its mode outwards by the ratio of neighbours; then made to sum to 1. */
struct forecast_dist
forecast_arrivals(struct arena *mem, int64_t came, int64_t past, int64_t days)
{
    double r = (double)came + 0.5;
    double q = (double)days / (double)(past + days);
    double top = q * (r - 1) / (1 - q);
    int64_t mode = top > 0 ? (int64_t)top : 0;
    double *p = ARENA_NEW_N(mem, double, TERMS_MAX);
    int64_t first = mode, last = mode;
    double sum = 1;

    ASSERT(past > 0 && days > 0 && mode < TERMS_MAX / 2);
    p[mode] = 1;
    while (first > 0 && p[first] > NEARLY_NOTHING) {
        p[first - 1] = p[first] * (double)first / ((double)first - 1 + r) / q;
        sum += p[--first];
    }
    while (last < TERMS_MAX - 1 && p[last] > NEARLY_NOTHING) {
        p[last + 1] = p[last] * ((double)last + r) / ((double)last + 1) * q;
        sum += p[++last];
    }
    for (int64_t k = first; k <= last; k++)
        p[k] /= sum;
    return (struct forecast_dist){first, p + first, (size_t)(last - first + 1)};
}

/* --- history --- */

static const struct err *
read_date(struct arena *mem, const struct csv *csv, const struct csv_row *row,
          const char *column, struct date *out)
{
    int at = csv_column(csv, column);

    *out = DATE_NONE;
    if (at < 0 || row->field[at].n == 0)
        return NULL;
    if (date_parse(row->field[at], out))
        return NULL;
    return ERR(mem, INVALID, .msg = MSG_FORECAST_DATE, .field = column,
               .line = row->line);
}

static bool
is_before(struct date d, struct date first)
{
    return !date_is_none(d) && date_cmp(d, first) < 0;
}

static const struct err *
read_case(struct arena *mem, const struct csv *csv, const struct csv_row *row,
          struct forecast_case *out)
{
    const struct err *err = read_date(mem, csv, row, "requested",
                                      &out->requested);

    if (!err)
        err = read_date(mem, csv, row, "assessed", &out->assessed);
    if (!err)
        err = read_date(mem, csv, row, "left", &out->left);
    if (!err && date_is_none(out->requested))
        err = ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "requested",
                  .line = row->line);
    if (!err && (is_before(out->assessed, out->requested) ||
                 is_before(out->left, out->requested)))
        err = ERR(mem, INVALID, .msg = MSG_FORECAST_BEFORE, .field = "assessed",
                  .line = row->line);
    return err;
}

static struct date
later(struct date a, struct date b)
{
    return date_is_none(b) || (!date_is_none(a) && date_cmp(a, b) >= 0) ? a : b;
}

const struct err *
forecast_read(struct arena *mem, struct str text, struct forecast_history *out)
{
    struct forecast_history h = {.until = DATE_NONE};
    struct csv csv;
    struct csv_row row;
    bool more = true;
    size_t room = 1;
    const struct err *err = csv_open(mem, text, &csv);

    if (err)
        return err;
    if (csv_column(&csv, "requested") < 0 || csv_column(&csv, "assessed") < 0)
        return ERR(mem, INVALID, .msg = MSG_FORECAST_COLUMNS, .line = 1);
    for (size_t i = 0; i < text.n; i++)
        room += text.p[i] == '\n';
    h.row = ARENA_NEW_N(mem, struct forecast_case, room);
    while ((err = csv_next(&csv, &row, &more)) == NULL && more) {
        struct forecast_case *c = &h.row[h.n];

        err = read_case(mem, &csv, &row, c);
        if (err)
            return err;
        h.until = later(later(later(h.until, c->requested), c->assessed),
                        c->left);
        h.n++;
    }
    if (!err && h.n == 0)
        err = ERR(mem, INVALID, .msg = MSG_FORECAST_EMPTY);
    if (!err)
        *out = h;
    return err;
}

/* --- waits --- */

static bool
is_by(struct date d, struct date day)
{
    return !date_is_none(d) && date_cmp(d, day) <= 0;
}

/* Days until the assessment, or how long it is known to be longer than. */
static int64_t
known_wait(const struct forecast_case *c, struct date as_of, bool *over)
{
    struct date end = as_of;

    *over = is_by(c->assessed, as_of);
    if (*over)
        end = c->assessed;
    else if (is_by(c->left, as_of))
        end = c->left;
    return end.days - c->requested.days < WAIT_MAX
               ? end.days - c->requested.days
               : WAIT_MAX;
}

struct forecast_dist
forecast_waits(struct arena *mem, const struct forecast_history *h,
               struct date from, struct date as_of)
{
    double *p = ARENA_NEW_N(mem, double, WAIT_MAX + 1);
    int64_t *ended = ARENA_NEW_N(mem, int64_t, WAIT_MAX + 1);
    int64_t *censored = ARENA_NEW_N(mem, int64_t, WAIT_MAX + 1);
    int64_t at_risk = 0;
    double still = 1;
    size_t n = 0;

    for (size_t i = 0; i < h->n; i++) {
        const struct forecast_case *c = &h->row[i];
        bool over;
        int64_t days;

        if (date_cmp(c->requested, from) < 0 ||
            date_cmp(c->requested, as_of) > 0)
            continue;
        days = known_wait(c, as_of, &over);
        (over ? ended : censored)[days]++;
        at_risk++;
        if (over && (size_t)days + 1 > n)
            n = (size_t)days + 1;
    }
    for (size_t d = 0; d < n; d++) {
        if (ended[d] > 0)
            p[d] = still * (double)ended[d] / (double)at_risk;
        still -= p[d];
        at_risk -= ended[d] + censored[d];
    }
    if (n > 0)
        p[n - 1] += still;
    return (struct forecast_dist){0, p, n};
}

/* --- one forecast --- */

static int64_t
came_between(const struct forecast_history *h, struct date after,
             struct date until)
{
    int64_t n = 0;

    for (size_t i = 0; i < h->n; i++)
        n += date_cmp(h->row[i].requested, after) > 0 &&
             date_cmp(h->row[i].requested, until) <= 0;
    return n;
}

static void
fill_point(const struct forecast_dist *d, const struct forecast_how *how,
           struct forecast_point *p)
{
    double tail = (1 - how->interval) / 2;

    p->low = forecast_quantile(d, tail);
    p->middle = forecast_quantile(d, 0.5);
    p->high = forecast_quantile(d, 1 - tail);
    p->expected_inside = forecast_between(d, p->low, p->high);
    p->expected_crps = forecast_crps_expected(d);
}

static double
distance(int64_t a, int64_t b)
{
    return (double)(a > b ? a - b : b - a);
}

static void
arrivals_at(struct arena *mem, const struct forecast_history *h,
            const struct forecast_how *how, struct forecast_point *p)
{
    struct date back = date_add(p->as_of, (int32_t)-how->memory_days);
    struct date last = date_add(p->as_of, (int32_t)-how->horizon_days);
    struct forecast_dist d = forecast_arrivals(
        mem, came_between(h, back, p->as_of), how->memory_days,
        how->horizon_days);

    fill_point(&d, how, p);
    p->scored = date_cmp(p->until, h->until) <= 0;
    if (!p->scored)
        return;
    p->came = came_between(h, p->as_of, p->until);
    p->inside = p->came >= p->low && p->came <= p->high;
    p->crps = forecast_crps(&d, p->came);
    p->naive_crps = distance(p->came, came_between(h, last, p->as_of));
}

/* Scores the waits of those asked for in the window, if each is known. */
static void
score_waits(const struct forecast_history *h, const struct forecast_dist *d,
            int64_t naive, struct forecast_point *p)
{
    p->scored = true;
    for (size_t i = 0; i < h->n; i++) {
        const struct forecast_case *c = &h->row[i];
        int64_t wait;

        if (date_cmp(c->requested, p->as_of) <= 0 ||
            date_cmp(c->requested, p->until) > 0)
            continue;
        if (date_is_none(c->assessed)) {
            p->scored = p->scored && !date_is_none(c->left);
            continue;
        }
        wait = c->assessed.days - c->requested.days;
        p->came++;
        p->inside += wait >= p->low && wait <= p->high;
        p->crps += forecast_crps(d, wait);
        p->naive_crps += distance(wait, naive);
    }
    if (p->came == 0)
        p->scored = false;
    if (!p->scored)
        return;
    p->inside /= (double)p->came;
    p->crps /= (double)p->came;
    p->naive_crps /= (double)p->came;
}

/* Half of those assessed in the last horizon waited so long. */
static int64_t
last_waits(struct arena *mem, const struct forecast_history *h,
           const struct forecast_how *how, struct date as_of)
{
    double *p = ARENA_NEW_N(mem, double, WAIT_MAX + 1);
    struct date after = date_add(as_of, (int32_t)-how->horizon_days);
    struct forecast_dist d = {0, p, WAIT_MAX + 1};
    double n = 0;

    for (size_t i = 0; i < h->n; i++) {
        const struct forecast_case *c = &h->row[i];
        bool over;

        if (is_by(c->assessed, as_of) && date_cmp(c->assessed, after) > 0) {
            p[known_wait(c, as_of, &over)]++;
            n++;
        }
    }
    for (size_t i = 0; n > 0 && i < d.n; i++)
        p[i] /= n;
    return n > 0 ? forecast_quantile(&d, 0.5) : 0;
}

static bool
waits_at(struct arena *mem, const struct forecast_history *h,
         const struct forecast_how *how, struct forecast_point *p)
{
    struct forecast_dist d = forecast_waits(
        mem, h, date_add(p->as_of, (int32_t)(1 - how->memory_days)), p->as_of);

    if (d.n == 0)
        return false;
    fill_point(&d, how, p);
    if (date_cmp(p->until, h->until) <= 0)
        score_waits(h, &d, last_waits(mem, h, how, p->as_of), p);
    return true;
}

/* --- all of them --- */

static struct forecast_score
score(const struct forecast_point *p, size_t n, bool by_child)
{
    struct forecast_score s = {0};
    double total = 0;

    for (size_t i = 0; i < n; i++) {
        double w = by_child ? (double)p[i].came : 1;

        if (!p[i].scored)
            continue;
        total += w;
        s.n += by_child ? p[i].came : 1;
        s.inside += w * p[i].inside;
        s.expected_inside += w * p[i].expected_inside;
        s.crps += w * p[i].crps;
        s.expected_crps += w * p[i].expected_crps;
        s.naive_crps += w * p[i].naive_crps;
    }
    if (total > 0) {
        s.inside /= total;
        s.expected_inside /= total;
        s.crps /= total;
        s.expected_crps /= total;
        s.naive_crps /= total;
    }
    return s;
}

static struct date
first_day(const struct forecast_history *h)
{
    struct date first = h->row[0].requested;

    for (size_t i = 1; i < h->n; i++)
        if (date_cmp(h->row[i].requested, first) < 0)
            first = h->row[i].requested;
    return first;
}

static struct forecast_point
point_at(struct date as_of, const struct forecast_how *how)
{
    return (struct forecast_point){
        .as_of = as_of, .until = date_add(as_of, (int32_t)how->horizon_days)};
}

const struct err *
forecast_make(struct arena *mem, const struct forecast_history *h,
              const struct forecast_how *how, struct forecast *out)
{
    struct date day = date_add(first_day(h), (int32_t)(how->memory_days - 1));
    size_t room;
    struct forecast_point *arrivals, *waits;
    struct forecast f = {0};

    if (date_cmp(date_add(day, (int32_t)how->horizon_days), h->until) > 0)
        return ERR(mem, INVALID, .msg = MSG_FORECAST_TOO_SHORT,
                   .arg = {msg_int(how->memory_days + how->horizon_days)});
    room = (size_t)((h->until.days - day.days) / how->horizon_days + 2);
    arrivals = ARENA_NEW_N(mem, struct forecast_point, room);
    waits = ARENA_NEW_N(mem, struct forecast_point, room);
    for (; date_cmp(date_add(day, (int32_t)how->horizon_days), h->until) <= 0;
         day = date_add(day, (int32_t)how->horizon_days)) {
        arrivals[f.arrivals_n] = waits[f.waits_n] = point_at(day, how);
        arrivals_at(mem, h, how, &arrivals[f.arrivals_n++]);
        if (!waits_at(mem, h, how, &waits[f.waits_n]))
            continue;
        f.too_early += !waits[f.waits_n++].scored;
    }
    f.next_arrivals = f.next_waits = point_at(h->until, how);
    arrivals_at(mem, h, how, &f.next_arrivals);
    f.has_next_waits = waits_at(mem, h, how, &f.next_waits);
    f.arrivals = arrivals;
    f.waits = waits;
    f.arrivals_score = score(arrivals, f.arrivals_n, false);
    f.waits_score = score(waits, f.waits_n, true);
    *out = f;
    return NULL;
}
