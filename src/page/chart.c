/* Charts: axes, lines with bands, bars. Pure text out of numbers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/chart.h"

/* The picture in its own units; app.css scales it to the column. */
#define WIDTH  640.0
#define HEIGHT 260.0
#define LEFT   52.0
#define RIGHT  14.0
#define TOP    26.0
#define BOTTOM 40.0
#define PLOT_W (WIDTH - LEFT - RIGHT)
#define PLOT_H (HEIGHT - TOP - BOTTOM)

enum { AXIS_LINES = 5, TICKS_MAX = 12, DECIMALS_MAX = 6, LABEL_HEIGHT = 18 };

/* --- numbers --- */

static bool
is_number(double v)
{
    return v == v && v < 1e12 && v > -1e12;
}

/* |v| times 10^decimals, rounded half up. */
static uint64_t
scaled(double v, int decimals)
{
    double x = v < 0 ? -v : v;

    for (int i = 0; i < decimals; i++)
        x *= 10;
    return (uint64_t)(x + 0.5);
}

/* `whole` grouped as language l does it, then `fraction` with its zeros. */
static struct str
number(struct arena *mem, double v, int decimals, const enum lang *l)
{
    uint64_t n = scaled(v, decimals);
    uint64_t one = 1;
    struct buf b;

    ASSERT(decimals >= 0 && decimals <= DECIMALS_MAX);
    for (int i = 0; i < decimals; i++)
        one *= 10;
    buf_init(&b, mem);
    if (v < 0 && n > 0)
        buf_cz(&b, l ? "\u2212" : "-");
    if (l)
        buf_str(&b, int_text(mem, *l, (int64_t)(n / one)));
    else
        buf_i64(&b, (int64_t)(n / one));
    if (decimals > 0) {
        buf_char(&b, !l || *l == LANG_EN ? '.' : ',');
        for (uint64_t rest = one / 10; rest > 0; rest /= 10)
            buf_char(&b, (char)('0' + n / rest % 10));
    }
    return buf_done(&b);
}

struct str
decimal_text(struct arena *mem, enum lang l, double v, int decimals)
{
    return is_number(v) ? number(mem, v, decimals, &l) : STR("\u2013");
}

struct str
decimal_raw(struct arena *mem, double v, int decimals)
{
    return is_number(v) ? number(mem, v, decimals, NULL) : STR_NONE;
}

double
chart_step(double top, int lines)
{
    double step = 1;
    double want = top / lines;

    if (!is_number(top) || top <= 0)
        return 1;
    while (step > want)
        step /= 10;
    while (step * 10 <= want)
        step *= 10;
    if (step >= want)
        return step;
    if (step * 2 >= want)
        return step * 2;
    return step * 5 >= want ? step * 5 : step * 10;
}

/* --- the picture --- */

struct drawing {
    struct page *pg;
    const struct chart *c;
    double step; /* of the y axis */
    double top;  /* where it ends */
    int decimals;
};

static void
put(struct drawing *d, double v)
{
    buf_str(d->pg->out, decimal_raw(d->pg->mem, v, 1));
}

static void
attr(struct drawing *d, const char *name, double v)
{
    buf_fmt(d->pg->out, " %s=\"", name);
    put(d, v);
    buf_char(d->pg->out, '"');
}

static double
highest(const double *v, size_t n, double most)
{
    for (size_t i = 0; v && i < n; i++)
        if (is_number(v[i]) && v[i] > most)
            most = v[i];
    return most;
}

static void
measure(struct drawing *d)
{
    const struct chart *c = d->c;
    double most = highest(c->bar, c->n, c->y_min_top);

    for (size_t i = 0; i < c->lines; i++) {
        most = highest(c->line[i].y, c->n, most);
        most = highest(c->line[i].high, c->n, most);
    }
    if (c->goal.label.n > 0 && c->goal.at > most)
        most = c->goal.at;
    d->step = chart_step(most, AXIS_LINES);
    for (d->top = d->step; d->top < most;)
        d->top += d->step;
    for (double s = d->step; s < 0.999 && d->decimals < DECIMALS_MAX; s *= 10)
        d->decimals++;
}

static double
x_at(const struct drawing *d, double i)
{
    return LEFT + (i + 0.5) * PLOT_W / (double)d->c->n;
}

static double
y_at(const struct drawing *d, double v)
{
    double part = v / d->top;

    if (part < 0)
        part = 0;
    return TOP + PLOT_H * (1 - (part > 1 ? 1 : part));
}

static void
rule(struct drawing *d, const char *class, double x1, double y1, double x2,
     double y2)
{
    buf_fmt(d->pg->out, "<line class=\"%s\"", class);
    attr(d, "x1", x1);
    attr(d, "x2", x2);
    attr(d, "y1", y1);
    attr(d, "y2", y2);
    buf_cz(d->pg->out, "/>");
}

static void
words_at(struct drawing *d, const char *class, double x, double y,
         const char *anchor, struct str text)
{
    buf_fmt(d->pg->out, "<text class=\"%s\"", class);
    attr(d, "x", x);
    attr(d, "y", y);
    buf_fmt(d->pg->out, " text-anchor=\"%s\">", anchor);
    html_text(d->pg->out, text);
    buf_cz(d->pg->out, "</text>");
}

static void
axes(struct drawing *d)
{
    const struct chart *c = d->c;
    struct page *pg = d->pg;
    size_t every, labels = 0, nr = 0;

    for (size_t i = 0; c->tick && i < c->n; i++)
        labels += c->tick[i].n > 0;
    every = labels > 0 ? (labels + TICKS_MAX - 1) / TICKS_MAX : 1;
    for (double v = 0; v < d->top + d->step / 2; v += d->step) {
        struct str n = decimal_text(pg->mem, pg->lang, v, d->decimals);

        rule(d, "ak-linje", LEFT, y_at(d, v), WIDTH - RIGHT, y_at(d, v));
        words_at(d, "ak-tekst", LEFT - 6, y_at(d, v) + 4, "end",
                 str_fmt(pg->mem, "%.*s%.*s", STR_FMT(n), STR_FMT(c->y_unit)));
    }
    for (size_t i = 0; c->tick && i < c->n; i++)
        if (c->tick[i].n > 0 && nr++ % every == 0)
            words_at(d, "ak-tekst", x_at(d, (double)i), HEIGHT - BOTTOM + 16,
                     "middle", c->tick[i]);
    words_at(d, "ak-tekst", 4, 12, "start", c->y_label);
    words_at(d, "ak-tekst", WIDTH - RIGHT, HEIGHT - 5, "end", c->x_label);
}

/* What a pointer that rests on value i is told: "weeks 8: 12.4 (11.8–13.1)". */
static void
told(struct drawing *d, const char *of, size_t i, double v,
     const struct chart_line *l)
{
    const struct chart *c = d->c;
    struct arena *mem = d->pg->mem;
    int decimals = d->decimals < DECIMALS_MAX ? d->decimals + 1 : DECIMALS_MAX;
    struct buf b;

    buf_init(&b, mem);
    if (l && l->label.n > 0)
        buf_fmt(&b, "%.*s, ", STR_FMT(l->label));
    buf_str(&b, c->x_label);
    if (c->tick && c->tick[i].n > 0)
        buf_fmt(&b, " %.*s", STR_FMT(c->tick[i]));
    buf_fmt(&b, ": %.*s%.*s",
            STR_FMT(decimal_text(mem, d->pg->lang, v, decimals)),
            STR_FMT(c->y_unit));
    if (l && l->low && l->high && is_number(l->low[i]) && is_number(l->high[i]))
        buf_fmt(&b, " (%.*s\u2013%.*s)",
                STR_FMT(decimal_text(mem, d->pg->lang, l->low[i], decimals)),
                STR_FMT(decimal_text(mem, d->pg->lang, l->high[i], decimals)));
    buf_cz(d->pg->out, "><title>");
    html_text(d->pg->out, buf_done(&b));
    buf_fmt(d->pg->out, "</title></%s>", of);
}

static void
bars(struct drawing *d)
{
    const struct chart *c = d->c;
    double wide = PLOT_W / (double)c->n;
    double gap = wide > 8 ? 1.5 : wide / 6;

    for (size_t i = 0; i < c->n; i++) {
        double y = is_number(c->bar[i]) ? y_at(d, c->bar[i]) : TOP + PLOT_H;

        buf_fmt(d->pg->out, "<rect class=\"ak-stolpe%s\"",
                i >= c->late_from ? " ak-stolpe--sein" : "");
        attr(d, "x", LEFT + (double)i * wide + gap);
        attr(d, "y", y);
        attr(d, "width", wide - 2 * gap);
        attr(d, "height", TOP + PLOT_H - y);
        told(d, "rect", i, c->bar[i], NULL);
    }
}

static void
point(struct drawing *d, size_t i, double v)
{
    put(d, x_at(d, (double)i));
    buf_char(d->pg->out, ',');
    put(d, y_at(d, v));
    buf_char(d->pg->out, ' ');
}

static void
band(struct drawing *d, size_t k)
{
    const struct chart_line *l = &d->c->line[k];

    if (!l->low || !l->high)
        return;
    buf_fmt(d->pg->out, "<polygon class=\"ak-band ak-band%zu\" points=\"", k);
    for (size_t i = 0; i < d->c->n; i++)
        if (is_number(l->low[i]) && is_number(l->high[i]))
            point(d, i, l->high[i]);
    for (size_t i = d->c->n; i-- > 0;)
        if (is_number(l->low[i]) && is_number(l->high[i]))
            point(d, i, l->low[i]);
    buf_cz(d->pg->out, "\"/>");
}

/* Round for even lines, square for odd ones: told apart without colour. */
static void
shape(struct drawing *d, size_t k, size_t i, double v)
{
    double x = x_at(d, (double)i), y = y_at(d, v);

    if (k % 2 == 0) {
        buf_fmt(d->pg->out, "<circle class=\"ak-punkt%zu\" r=\"4.5\"", k);
        attr(d, "cx", x);
        attr(d, "cy", y);
    } else {
        buf_fmt(d->pg->out,
                "<rect class=\"ak-punkt%zu\" width=\"8\" height=\"8\"", k);
        attr(d, "x", x - 4);
        attr(d, "y", y - 4);
    }
    told(d, k % 2 == 0 ? "circle" : "rect", i, v, &d->c->line[k]);
}

static void
line(struct drawing *d, size_t k)
{
    const double *y = d->c->line[k].y;
    bool open = false;

    for (size_t i = 0; i < d->c->n; i++) {
        if (!open && is_number(y[i]))
            buf_fmt(d->pg->out, "<polyline class=\"ak-kurve%zu\" points=\"", k);
        else if (open && !is_number(y[i]))
            buf_cz(d->pg->out, "\"/>");
        open = is_number(y[i]);
        if (open)
            point(d, i, y[i]);
    }
    if (open)
        buf_cz(d->pg->out, "\"/>");
    for (size_t i = 0; d->c->points && i < d->c->n; i++)
        if (is_number(y[i]))
            shape(d, k, i, y[i]);
}

/* How far value i of line k is from those of the other lines. */
static double
apart(const struct drawing *d, size_t k, size_t i)
{
    double nearest = PLOT_H;

    for (size_t o = 0; o < d->c->lines; o++) {
        double v = d->c->line[o].y[i];
        double far = y_at(d, v) - y_at(d, d->c->line[k].y[i]);

        if (o != k && is_number(v) && (far < 0 ? -far : far) < nearest)
            nearest = far < 0 ? -far : far;
    }
    return nearest;
}

/* The line's name above it where the other lines are farthest, the last such
 * place: never one over the other. */
static void
line_label(struct drawing *d, size_t k)
{
    const struct chart_line *l = &d->c->line[k];
    size_t at = d->c->n;
    double x, up = 10;

    for (size_t i = 0; i < d->c->n; i++)
        if (is_number(l->y[i]) &&
            (at == d->c->n || apart(d, k, i) >= apart(d, k, at)))
            at = i;
    if (at == d->c->n)
        return;
    x = x_at(d, (double)at);
    if (d->c->lines > 1 && apart(d, k, at) < LABEL_HEIGHT)
        up += LABEL_HEIGHT * (double)k;
    words_at(d, "ak-merke", x, y_at(d, l->y[at]) - up,
             x > LEFT + PLOT_W / 2 ? "end" : "start", l->label);
}

static void
marks(struct drawing *d)
{
    const struct chart *c = d->c;

    if (c->goal.label.n > 0) {
        double y = y_at(d, c->goal.at);

        rule(d, "ak-maal", LEFT, y, WIDTH - RIGHT, y);
        words_at(d, "ak-merke", LEFT + 4, y - 5, "start", c->goal.label);
    }
    if (c->moment.label.n > 0) {
        double x = x_at(d, c->moment.at);
        bool late = x > LEFT + PLOT_W / 2;

        rule(d, "ak-maal", x, TOP - 8, x, TOP + PLOT_H);
        words_at(d, "ak-merke", late ? x - 5 : x + 5, TOP - 1,
                 late ? "end" : "start", c->moment.label);
    }
}

static void
named(struct drawing *d, const char *tag, char letter, struct str text)
{
    struct buf *b = d->pg->out;

    buf_fmt(b, "<%s id=\"", tag);
    html_attr(b, d->c->id);
    buf_fmt(b, "-%c\">", letter);
    html_text(b, text);
    buf_fmt(b, "</%s>", tag);
}

static void
begin(struct drawing *d)
{
    struct buf *b = d->pg->out;

    buf_fmt(b, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"",
            (int)WIDTH, (int)HEIGHT);
    html_attr(b, d->c->id);
    buf_cz(b, "-t ");
    html_attr(b, d->c->id);
    buf_cz(b, "-d\">");
    named(d, "title", 't', d->c->title);
    named(d, "desc", 'd', d->c->description);
}

void
tpl_chart(struct page *pg, const struct chart *c)
{
    struct drawing d = {.pg = pg, .c = c};

    ASSERT(c->n > 0 && c->lines <= CHART_LINES_MAX);
    measure(&d);
    begin(&d);
    axes(&d);
    for (size_t k = 0; k < c->lines; k++)
        band(&d, k);
    if (c->bar)
        bars(&d);
    for (size_t k = 0; k < c->lines; k++)
        line(&d, k);
    marks(&d);
    for (size_t k = 0; k < c->lines; k++)
        line_label(&d, k);
    buf_cz(pg->out, "</svg>\n");
}
