/* Fills the page of forecasts: what will come, and how earlier ones did.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast_pages.h"
#include "text/messages_capacity.h"

enum { FEW = 5, ROWS_MAX = 26 };

static struct str
say(struct page *pg, int msg, const struct msg_arg *arg, size_t n)
{
    return msg_text(pg->mem, pg->lang, msg, arg, n);
}
#define SAY(pg, msg, ...)                                   \
    say((pg), (msg), (const struct msg_arg[]){__VA_ARGS__}, \
        ARRAY_LEN(((const struct msg_arg[]){__VA_ARGS__})))

static struct str
percent(struct page *pg, double share)
{
    return str_fmt(pg->mem, "%.*s\u00a0%%",
                   STR_FMT(decimal_text(pg->mem, pg->lang, share * 100, 0)));
}

/* Numbers of children so small that they could point at somebody are hidden. */
static struct str
count_of(struct page *pg, int64_t n)
{
    return n > 0 && n < FEW ? SAY(pg, MSG_FORECAST_FEWER, msg_int(FEW))
                            : int_text(pg->mem, pg->lang, n);
}

/* --- words --- */

static struct str
next_words(struct page *pg, int msg, const struct forecast_point *p)
{
    return SAY(pg, msg, msg_date(p->until), msg_int(p->middle), msg_int(p->low),
               msg_int(p->high));
}

static void
score_words(struct page *pg, const struct forecast_score *s,
            struct forecast_part *out)
{
    if (s->n == 0) {
        out->held = words(pg, MSG_FORECAST_NOT_SCORED);
        return;
    }
    out->held = SAY(pg, MSG_FORECAST_HELD, msg_str(percent(pg, s->inside)),
                    msg_str(percent(pg, s->expected_inside)));
    out->error = SAY(
        pg, MSG_FORECAST_ERROR,
        msg_str(decimal_text(pg->mem, pg->lang, s->crps, 1)),
        msg_str(decimal_text(pg->mem, pg->lang, s->expected_crps, 1)),
        msg_str(decimal_text(pg->mem, pg->lang, s->naive_crps, 1)));
}

/* --- the table and the picture --- */

static struct forecast_line
line_of(struct page *pg, const struct forecast_point *p, bool waits)
{
    bool inside = p->scored && p->inside >= p->expected_inside;
    struct forecast_line l = {
        .days = SAY(pg, MSG_FORECAST_SPAN, msg_date(date_add(p->as_of, 1)),
                    msg_date(p->until)),
        .between = SAY(pg, MSG_CAP_BETWEEN,
                       msg_str(int_text(pg->mem, pg->lang, p->low)),
                       msg_str(int_text(pg->mem, pg->lang, p->high))),
        .middle = int_text(pg->mem, pg->lang, p->middle),
        .came = p->scored ? count_of(pg, p->came) : STR("\u2013"),
    };

    if (!waits && p->scored)
        inside = p->inside > 0.5;
    l.held = (struct status_tag){!p->scored ? STATUS_NEUTRAL
                                 : inside   ? STATUS_OK
                                            : STATUS_INFO,
                                 words(pg, !p->scored ? MSG_FORECAST_OPEN
                                           : inside   ? MSG_FORECAST_INSIDE
                                                      : MSG_FORECAST_OUTSIDE)};
    if (waits && p->scored)
        l.share = percent(pg, p->inside);
    return l;
}

/* The newest on top; a year and a half of four weeks is enough to look at. */
static void
fill_rows(struct page *pg, const struct forecast_point *p, size_t n, bool waits,
          struct forecast_part *out)
{
    struct forecast_line *row = ARENA_NEW_N(pg->mem, struct forecast_line,
                                            ROWS_MAX);

    while (out->rows_n < n && out->rows_n < ROWS_MAX) {
        row[out->rows_n] = line_of(pg, &p[n - 1 - out->rows_n], waits);
        out->rows_n++;
    }
    out->rows = row;
    out->table = SAY(pg, MSG_FORECAST_TABLE, msg_str(out->title));
}

/* What was foreseen as a band, what came as points, the newest to the right. */
static void
fill_chart(struct page *pg, const struct forecast_point *p, size_t n,
           struct forecast_part *out)
{
    size_t from = n > ROWS_MAX ? n - ROWS_MAX : 0;
    size_t len = n - from;
    double *y = ARENA_NEW_N(pg->mem, double, 4 * len + 4);
    struct str *tick = ARENA_NEW_N(pg->mem, struct str, len + 1);

    for (size_t i = 0; i < len; i++) {
        const struct forecast_point *at = &p[from + i];

        y[i] = (double)at->middle;
        y[len + i] = (double)at->low;
        y[2 * len + i] = (double)at->high;
        y[3 * len + i] = at->came >= FEW || at->came == 0 ? (double)at->came
                                                          : (double)FEW - 1;
        tick[i] = i % 3 == 0 ? date_short(pg->mem, pg->lang, at->until)
                             : STR_NONE;
    }
    out->has_chart = len > 1;
    out->chart = (struct chart){
        .id = STR("fig-prognose"),
        .title = out->title,
        .description = words(pg, MSG_FORECAST_CHART),
        .x_label = words(pg, MSG_FORECAST_UNTIL),
        .y_label = words(pg, MSG_FORECAST_REQUESTS),
        .tick = tick,
        .n = len,
        .points = true,
        .line = {{words(pg, MSG_FORECAST_FORESEEN), y, y + len, y + 2 * len},
                 {words(pg, MSG_FORECAST_CAME), y + 3 * len, NULL, NULL}},
        .lines = 2,
    };
}

static void
fill_answer(struct page *pg, const struct forecast *f,
            struct forecast_view *out)
{
    out->has_answer = true;
    out->requests = (struct forecast_part){
        .id = STR("anmodninger"),
        .title = words(pg, MSG_FORECAST_REQUESTS),
        .next = next_words(pg, MSG_FORECAST_NEXT_REQUESTS, &f->next_arrivals),
        .came_label = words(pg, MSG_FORECAST_CAME)};
    score_words(pg, &f->arrivals_score, &out->requests);
    fill_rows(pg, f->arrivals, f->arrivals_n, false, &out->requests);
    fill_chart(pg, f->arrivals, f->arrivals_n, &out->requests);
    out->waits = (struct forecast_part){
        .id = STR("ventetid"),
        .title = words(pg, MSG_FORECAST_WAITS),
        .next = f->has_next_waits
                    ? next_words(pg, MSG_FORECAST_NEXT_WAITS, &f->next_waits)
                    : words(pg, MSG_FORECAST_NO_WAITS),
        .came_label = words(pg, MSG_FORECAST_CHILDREN)};
    score_words(pg, &f->waits_score, &out->waits);
    fill_rows(pg, f->waits, f->waits_n, true, &out->waits);
}

/* As it stands in the address, right or wrong. */
static struct field_view
days_field(const struct form_view *form, const struct http_req *req,
           const char *name, int label, int hint, int64_t days)
{
    struct str typed = http_param(req, name);

    return field_of_kind(
        form, FIELD_NUMBER, name, label, hint,
        typed.n > 0 ? typed : str_fmt(form->pg->mem, "%lld", (long long)days));
}

void
forecast_fill(struct page *pg, const struct http_req *req,
              const struct forecast_how *how, const struct err *wrong,
              const struct forecast *f, struct forecast_view *out)
{
    bool of_form = wrong && wrong->field;
    struct form_view form = form_view_of(pg, of_form ? req : NULL,
                                         of_form ? wrong : NULL);

    *out = (struct forecast_view){
        .days = days_field(&form, req, "dager", MSG_FORECAST_DAYS,
                           MSG_FORECAST_DAYS_HINT, how->horizon_days),
        .memory = days_field(&form, req, "tilbake", MSG_FORECAST_MEMORY,
                             MSG_FORECAST_MEMORY_HINT, how->memory_days),
        .errors = errors_of(&form),
        .json_href = str_fmt(
            pg->mem, "/kapasitet/prognose.json?dager=%lld&tilbake=%lld",
            (long long)how->horizon_days, (long long)how->memory_days)};
    if (f)
        fill_answer(pg, f, out);
    else
        out->empty = (struct empty){
            .title = words(pg, MSG_FORECAST_NOT_YET),
            .text = of_form ? words(pg, MSG_CAP_WRONG)
                            : err_text(pg->mem, pg->lang, wrong),
            .link = {.href = STR("/kapasitet"),
                     .label = words(pg, MSG_FORECAST_TO_SIMULATOR)}};
}
