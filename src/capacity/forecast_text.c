/* Forecasts and their scores as JSON and as lines for the terminal.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast.h"
#include "page/chart.h"

enum { DECIMALS = 4 };

static void
pair(struct json *j, const char *key, double v)
{
    json_key(j, key);
    json_number(j, decimal_raw(j->out->mem, v, DECIMALS));
}

static void
whole(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void
json_point(struct json *j, const struct forecast_point *p)
{
    json_open(j, '{');
    json_key(j, "as_of");
    json_str(j, date_format(j->out->mem, p->as_of));
    json_key(j, "until");
    json_str(j, date_format(j->out->mem, p->until));
    whole(j, "low", p->low);
    whole(j, "middle", p->middle);
    whole(j, "high", p->high);
    pair(j, "expected_inside", p->expected_inside);
    pair(j, "expected_crps", p->expected_crps);
    if (p->scored) {
        whole(j, "came", p->came);
        pair(j, "inside", p->inside);
        pair(j, "crps", p->crps);
        pair(j, "naive_crps", p->naive_crps);
    }
    json_close(j, '}');
}

static void
json_part(struct json *j, const char *key, const struct forecast_score *s,
          const struct forecast_point *p, size_t n,
          const struct forecast_point *next)
{
    json_key(j, key);
    json_open(j, '{');
    json_key(j, "score");
    json_open(j, '{');
    whole(j, "n", s->n);
    pair(j, "inside", s->inside);
    pair(j, "expected_inside", s->expected_inside);
    pair(j, "crps", s->crps);
    pair(j, "expected_crps", s->expected_crps);
    pair(j, "naive_crps", s->naive_crps);
    json_close(j, '}');
    json_key(j, "forecasts");
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_point(j, &p[i]);
    json_close(j, ']');
    if (next) {
        json_key(j, "next");
        json_point(j, next);
    }
    json_close(j, '}');
}

void
forecast_json(struct buf *out, const struct forecast *f)
{
    struct json j;

    json_init(&j, out);
    json_open(&j, '{');
    json_part(&j, "arrivals", &f->arrivals_score, f->arrivals, f->arrivals_n,
              &f->next_arrivals);
    json_part(&j, "waits_days", &f->waits_score, f->waits, f->waits_n,
              f->has_next_waits ? &f->next_waits : NULL);
    whole(&j, "waits_not_all_known_yet", f->too_early);
    json_close(&j, '}');
    buf_char(out, '\n');
}

/* --- lines --- */

static struct str
number(struct buf *b, double v, int decimals)
{
    return decimal_text(b->mem, LANG_EN, v, decimals);
}

static void
put_next(struct buf *b, const char *what, const char *unit,
         const struct forecast_point *p)
{
    buf_fmt(b,
            "%s, the days after %.*s until %.*s: %lld %s"
            " (most likely %lld to %lld)\n",
            what, STR_FMT(date_format(b->mem, p->as_of)),
            STR_FMT(date_format(b->mem, p->until)), (long long)p->middle, unit,
            (long long)p->low, (long long)p->high);
}

static void
put_score(struct buf *b, const char *of, const struct forecast_score *s)
{
    if (s->n == 0) {
        buf_cz(b, "  not scored yet: what followed is not known\n");
        return;
    }
    buf_fmt(b,
            "  scored on %lld %s: inside the interval %.*s %% of the times"
            " (it promised %.*s %%)\n",
            (long long)s->n, of, STR_FMT(number(b, s->inside * 100, 1)),
            STR_FMT(number(b, s->expected_inside * 100, 1)));
    buf_fmt(b,
            "  CRPS %.*s (were the forecast exactly right: %.*s;"
            " as last time: %.*s)\n",
            STR_FMT(number(b, s->crps, 2)),
            STR_FMT(number(b, s->expected_crps, 2)),
            STR_FMT(number(b, s->naive_crps, 2)));
}

void
forecast_text(struct buf *out, const struct forecast *f)
{
    put_next(out, "Requests", "requests", &f->next_arrivals);
    put_score(out, "past forecasts", &f->arrivals_score);
    if (f->has_next_waits)
        put_next(out, "Wait to the assessment", "days", &f->next_waits);
    put_score(out, "children", &f->waits_score);
    if (f->too_early > 0)
        buf_fmt(out,
                "  %lld past forecasts of waits are too young to score:"
                " somebody still waits\n",
                (long long)f->too_early);
}
