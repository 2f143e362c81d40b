/* Answers as JSON and CSV: for the page's downloads and `helhet simulate`.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/answer.h"
#include "page/chart.h"

enum { DECIMALS = 4, WEEK_DAYS = 7 };

static const char *const wait_words[] = {"decision", "assessment", "report"};

/* --- shares of the histogram --- */

double
answer_share_in(const struct answer *a, const struct sim_scope *s,
                enum sim_wait w, int from_day, int days)
{
    double sum = 0, some = 0;

    for (int i = 0; i <= SIM_DAYS; i++) {
        double at = i * a->run->bin;
        bool last = i == SIM_DAYS;

        sum += (double)s->days[w][i];
        if (last ? days == 0
                 : at >= from_day && (days == 0 || at < from_day + days))
            some += (double)s->days[w][i];
    }
    return sum > 0 ? some / sum : 0;
}

const char *
answer_scope_word(const struct answer *a, int i)
{
    int region = i < 0 ? params_region(&a->params) : a->region_of[i];

    return param_choice_word(PARAM_AREA, region + 1);
}

/* --- JSON --- */

static void
number(struct json *j, double v)
{
    struct str s = decimal_raw(j->out->mem, v, DECIMALS);

    if (s.n > 0)
        json_number(j, s);
    else
        json_null(j);
}

static void
pair(struct json *j, const char *key, double v)
{
    json_key(j, key);
    number(j, v);
}

static void
estimate_in(struct json *j, const struct sim_estimate *e)
{
    pair(j, "mean", e->mean);
    pair(j, "low", e->low);
    pair(j, "high", e->high);
}

static void
estimate(struct json *j, const char *key, const struct sim_estimate *e)
{
    json_key(j, key);
    json_open(j, '{');
    estimate_in(j, e);
    json_close(j, '}');
}

static void
flag(struct json *j, const char *key, bool v)
{
    json_key(j, key);
    json_bool(j, v);
}

static void
whole(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void
word(struct json *j, const char *key, struct str v)
{
    json_key(j, key);
    json_str(j, v);
}

static void
json_inputs(struct json *j, const struct answer *a)
{
    json_key(j, "inputs");
    json_open(j, '{');
    for (int i = 0; i < PARAM_COUNT; i++)
        word(j, param_info((enum param)i)->name,
             param_text(j->out->mem, &a->params, (enum param)i));
    json_close(j, '}');
}

/* A mean wait says nothing where the queue grows without end. */
static void
json_wait(struct json *j, const struct answer *a, const struct sim_scope *s,
          enum sim_wait w)
{
    json_key(j, wait_words[w]);
    json_open(j, '{');
    if (!s->unstable)
        estimate(j, "mean_days", &s->wait[w]);
    estimate(j, "half_within_days", &s->p50[w]);
    flag(j, "half_or_more", s->p50_more[w]);
    estimate(j, "nine_of_ten_within_days", &s->p90[w]);
    flag(j, "nine_of_ten_or_more", s->p90_more[w]);
    json_key(j, "share_by_week");
    json_open(j, '[');
    for (int day = 0; day < 2 * 52 * WEEK_DAYS; day += WEEK_DAYS)
        number(j, answer_share_in(a, s, w, day, WEEK_DAYS));
    number(j, answer_share_in(a, s, w, 2 * 52 * WEEK_DAYS, 0));
    json_close(j, ']');
    json_close(j, '}');
}

static void
json_months(struct json *j, const struct answer *a, const struct sim_scope *s)
{
    json_key(j, "months");
    json_open(j, '[');
    for (int m = 0; m <= a->model->months; m++) {
        struct date d = date_add_months(a->model->start, m);

        json_open(j, '{');
        word(j, "until", date_format(j->out->mem, d));
        estimate(j, "waiting", &s->backlog[m]);
        if (m > 0)
            estimate(j, "within", &s->within_month[m - 1]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
json_scope(struct json *j, const struct answer *a, const struct sim_scope *s,
           int i)
{
    json_open(j, '{');
    word(j, "area", str_of(answer_scope_word(a, i)));
    whole(j, "balance_teams", answer_balance(a, i));
    pair(j, "load", s->load);
    flag(j, "unstable", s->unstable);
    estimate(j, "within", &s->within);
    pair(j, "chance", s->chance);
    estimate(j, "growth_a_month", &s->growth);
    estimate(j, "asked_a_year", &s->asked);
    estimate(j, "done_a_year", &s->done);
    estimate(j, "refused_a_year", &s->refused);
    estimate(j, "left_a_year", &s->left);
    estimate(j, "waiting", &s->waiting);
    json_key(j, "waits");
    json_open(j, '{');
    for (int w = 0; w < SIM_WAITS; w++)
        json_wait(j, a, s, (enum sim_wait)w);
    json_close(j, '}');
    json_months(j, a, s);
    json_close(j, '}');
}

static void
json_teams(struct json *j, const struct answer *a)
{
    json_key(j, "teams");
    json_open(j, '[');
    for (int t = 0; t < a->model->teams; t++) {
        json_open(j, '{');
        word(j, "area", str_of(answer_scope_word(a, a->model->team[t].region)));
        pair(j, "from_day", a->model->team[t].from);
        estimate(j, "busy", &a->run->busy[t]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
json_what_if(struct json *j, const struct answer *a)
{
    json_key(j, "what_if");
    json_open(j, '[');
    for (size_t i = 0; i < a->what_if_n; i++) {
        const struct what_if *w = &a->what_if[i];

        json_open(j, '{');
        whole(j, "teams", w->teams);
        pair(j, "load", w->load);
        flag(j, "unstable", w->unstable);
        estimate(j, "within", &w->within);
        estimate(j, "half_within_days", &w->p50);
        estimate(j, "nine_of_ten_within_days", &w->p90);
        estimate(j, "waiting_at_end", &w->backlog);
        estimate(j, "growth_a_month", &w->growth);
        pair(j, "chance", w->chance);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
json_solve(struct json *j, const struct answer *a, const char *key,
           const struct sim_answer *s, bool date)
{
    if (!s)
        return;
    json_key(j, key);
    json_open(j, '{');
    flag(j, "found", s->found);
    if (s->found && date)
        word(j, "from", date_format(j->out->mem, s->from));
    if (s->found && !date) {
        whole(j, "teams", s->teams);
        json_key(j, "per_region");
        json_open(j, '{');
        for (int i = 0; i < a->model->regions; i++)
            whole(j, answer_scope_word(a, i), s->per_region[i]);
        json_close(j, '}');
    }
    json_key(j, "tries");
    json_open(j, '[');
    for (int i = 0; i < s->n_tries; i++) {
        json_open(j, '{');
        whole(j, date ? "month" : "teams", s->tries[i].teams);
        whole(j, "runs", s->tries[i].replications);
        whole(j, "verdict", s->tries[i].verdict);
        estimate(j, "within", &s->tries[i].within);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void
answer_json(struct buf *out, const struct answer *a)
{
    struct json j;

    json_init(&j, out);
    json_open(&j, '{');
    json_inputs(&j, a);
    whole(&j, "runs", a->run->replications);
    flag(&j, "whole", a->whole);
    pair(&j, "confidence", a->run->confidence);
    whole(&j, "children", (int64_t)a->run->children);
    word(&j, "hash",
         str_fmt(out->mem, "%016llx", (unsigned long long)a->run->hash));
    pair(&j, "little", a->run->little);
    json_key(&j, "all");
    json_scope(&j, a, &a->run->all, -1);
    json_key(&j, "regions");
    json_open(&j, '[');
    for (int i = 0; i < a->model->regions; i++)
        json_scope(&j, a, &a->run->region[i], i);
    json_close(&j, ']');
    json_teams(&j, a);
    json_what_if(&j, a);
    json_solve(&j, a, "fewest_teams", a->fewest, false);
    json_solve(&j, a, "earliest_date", a->earliest, true);
    json_close(&j, '}');
    buf_char(out, '\n');
}

/* --- CSV --- */

struct row {
    const char *part, *scope, *name;
    struct str at; /* a date, a week, a number of teams; or empty */
    const char *unit;
};

static void
csv_row(struct buf *b, const struct row *r, const struct sim_estimate *e)
{
    const double v[] = {e->mean, e->low, e->high};

    csv_field(b, str_of(r->part));
    buf_char(b, ',');
    csv_field(b, str_of(r->scope));
    buf_char(b, ',');
    csv_field(b, str_of(r->name));
    buf_char(b, ',');
    csv_field(b, r->at);
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        buf_char(b, ',');
        buf_str(b, decimal_raw(b->mem, v[i], DECIMALS));
    }
    buf_char(b, ',');
    csv_field(b, str_of(r->unit));
    buf_char(b, '\n');
}

static struct sim_estimate
exactly(double v)
{
    return (struct sim_estimate){v, v, v};
}

static void
csv_inputs(struct buf *b, const struct answer *a)
{
    for (int i = 0; i < PARAM_COUNT; i++) {
        buf_cz(b, "\"input\",\"\",");
        csv_field(b, str_of(param_info((enum param)i)->name));
        buf_char(b, ',');
        csv_field(b, param_text(b->mem, &a->params, (enum param)i));
        buf_cz(b, ",,,,\"\"\n");
    }
}

static void
csv_waits(struct buf *b, const struct answer *a, const struct sim_scope *s,
          const char *scope)
{
    for (int w = 0; w < SIM_WAITS; w++) {
        struct row r = {wait_words[w], scope, "half_within", STR_NONE, "days"};

        csv_row(b, &r, &s->p50[w]);
        r.name = "nine_of_ten_within";
        csv_row(b, &r, &s->p90[w]);
        r.name = "mean";
        if (!s->unstable)
            csv_row(b, &r, &s->wait[w]);
        r.name = "share_in_week";
        r.unit = "share";
        for (int week = 0; week < 2 * 52; week++) {
            struct sim_estimate e = exactly(answer_share_in(
                a, s, (enum sim_wait)w, week * WEEK_DAYS, WEEK_DAYS));

            r.at = str_fmt(b->mem, "%d", week);
            csv_row(b, &r, &e);
        }
    }
}

static void
csv_scope(struct buf *b, const struct answer *a, const struct sim_scope *s,
          int i)
{
    const char *scope = answer_scope_word(a, i);
    struct sim_estimate load = exactly(s->load);
    struct row r = {"summary", scope, "load", STR_NONE, "share"};

    csv_row(b, &r, &load);
    r.name = "within";
    csv_row(b, &r, &s->within);
    r.name = "growth_a_month";
    r.unit = "children";
    csv_row(b, &r, &s->growth);
    r.name = "asked_a_year";
    csv_row(b, &r, &s->asked);
    r.name = "done_a_year";
    csv_row(b, &r, &s->done);
    csv_waits(b, a, s, scope);
    r.part = "month";
    for (int m = 0; m <= a->model->months; m++) {
        r.at = date_format(b->mem, date_add_months(a->model->start, m));
        r.name = "waiting";
        r.unit = "children";
        csv_row(b, &r, &s->backlog[m]);
        r.name = "within";
        r.unit = "share";
        if (m > 0)
            csv_row(b, &r, &s->within_month[m - 1]);
    }
}

void
answer_csv(struct buf *out, const struct answer *a)
{
    buf_cz(out, "part,scope,name,at,mean,low,high,unit\n");
    csv_inputs(out, a);
    csv_scope(out, a, &a->run->all, -1);
    for (int i = 0; a->model->regions > 1 && i < a->model->regions; i++)
        csv_scope(out, a, &a->run->region[i], i);
    for (int t = 0; t < a->model->teams; t++) {
        struct row r = {"team", answer_scope_word(a, a->model->team[t].region),
                        "busy", str_fmt(out->mem, "%d", t + 1), "share"};

        csv_row(out, &r, &a->run->busy[t]);
    }
    for (size_t i = 0; i < a->what_if_n; i++) {
        struct row r = {"what_if", answer_scope_word(a, -1), "within",
                        str_fmt(out->mem, "%d", a->what_if[i].teams), "share"};

        csv_row(out, &r, &a->what_if[i].within);
        r.name = "nine_of_ten_within";
        r.unit = "days";
        csv_row(out, &r, &a->what_if[i].p90);
    }
}
