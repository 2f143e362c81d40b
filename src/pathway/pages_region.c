/* Fills the page of a region's pathways in numbers, and the same for a
 * spreadsheet. SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/pages.h"

#include "base/buf.h"
#include "pathway/region_app.h"
#include "text/messages_pathway.h"

static struct str
sum_text(struct page *pg, const struct region_sum *s, enum region_measure m)
{
    return s->shows[m] ? str_fmt(pg->mem, "%lld", (long long)s->n[m])
                       : words(pg, MSG_PATHWAY_NOT_SHOWN);
}

static struct str
sum_median(struct page *pg, const struct region_sum *s)
{
    const struct msg_arg days[] = {msg_int(s->median)};
    bool few = !s->shows[REGION_SETTLED] || s->n[REGION_SETTLED] == 0;

    return few ? words(pg, MSG_PATHWAY_TOO_FEW)
               : msg_text(pg->mem, pg->lang, MSG_PATHWAY_TERM_DAYS, days, 1);
}

static struct step_figure_line
region_line_of(struct page *pg, const struct region_line *r,
               const struct path_def *d)
{
    int32_t i = r->step.n > 0 ? path_step_find(d, r->step) : -1;
    struct step_figure_line l = {
        .pathway = d->key.n > 0 ? path_text_in(&d->title, pg->lang) : r->key,
        .title = i < 0 ? r->step : path_text_in(&d->step[i].title, pg->lang),
        .opened = sum_text(pg, &r->sum, REGION_OPENED),
        .median = sum_median(pg, &r->sum),
        .late = sum_text(pg, &r->sum, REGION_LATE),
        .deviations = sum_text(pg, &r->sum, REGION_DEVIATIONS)};

    if (r->has_lane)
        l.service = (struct service_tag){service_of_unit(r->lane),
                                         words(pg, unit_type_message(r->lane))};
    return l;
}

static const struct step_figure_line *
lines_of(struct page *pg, const struct region_lines *list,
         const struct path_found *def)
{
    struct step_figure_line *out = ARENA_NEW_N(pg->mem, struct step_figure_line,
                                               list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        out[i] = region_line_of(pg, &list->row[i], &def[i].def);
    return out;
}

static void
draw(struct page *pg, const struct region_figures *f, struct region_view *v)
{
    double *bar = ARENA_NEW_N(pg->mem, double, f->run_n + 1);
    struct str *tick = ARENA_NEW_N(pg->mem, struct str, f->run_n + 1);

    for (size_t i = 0; i < f->run_n; i++) {
        const struct region_sum *s = &f->run[i].sum;

        bar[i] = s->shows[REGION_STARTED] ? (double)s->n[REGION_STARTED] : 0;
        tick[i] = str_fmt(pg->mem, "%zu", i + 1);
        v->has_chart = v->has_chart || bar[i] > 0;
    }
    v->chart = (struct chart){
        .id = STR("fig-forlop"),
        .title = words(pg, MSG_PATHWAY_REGION_CHART),
        .description = words(pg, MSG_PATHWAY_REGION_CHART_TEXT),
        .x_label = words(pg, MSG_PATHWAY_NUMBER),
        .y_label = words(pg, MSG_PATHWAY_N_STARTED),
        .y_min_top = 10,
        .tick = tick,
        .n = f->run_n,
        .bar = bar,
        .late_from = f->run_n};
}

/* In the reader's language where a step of it tells; else as it was begun. */
static struct str
run_title(struct page *pg, const struct region_figures *f,
          const struct region_run *r)
{
    for (size_t i = 0; i < f->steps.n; i++)
        if (str_eq(f->steps.row[i].key, r->key) && f->def[i].def.key.n > 0)
            return path_text_in(&f->def[i].def.title, pg->lang);
    return r->title;
}

struct region_view
region_view_of(struct page *pg, const struct region_figures *f)
{
    struct crumb *up = ARENA_NEW_N(pg->mem, struct crumb, 2);
    struct figure_line *run = ARENA_NEW_N(pg->mem, struct figure_line,
                                          f->run_n + 1);
    struct region_view v = {.crumbs = {up, 2},
                            .unit = f->unit_name,
                            .from = f->from,
                            .to = f->to,
                            .rows = run,
                            .rows_n = f->run_n,
                            .lanes = lines_of(pg, &f->lanes, f->lane_def),
                            .lanes_n = f->lanes.n,
                            .steps = lines_of(pg, &f->steps, f->def),
                            .steps_n = f->steps.n};

    up[0] = (struct crumb){STR("/forlop"), words(pg, MSG_PATHWAY_LIST_TITLE)};
    up[1] = (struct crumb){STR("/forlop/tall"), words(pg, MSG_PATHWAY_FIGURES)};
    for (size_t i = 0; i < f->run_n; i++) {
        const struct region_sum *s = &f->run[i].sum;

        run[i] = (struct figure_line){
            run_title(pg, f, &f->run[i]), sum_text(pg, s, REGION_STARTED),
            sum_text(pg, s, REGION_FINISHED), sum_text(pg, s, REGION_STOPPED)};
    }
    draw(pg, f, &v);
    return v;
}

static void
csv_steps(struct page *pg, struct buf *b, int what,
          const struct step_figure_line *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct step_figure_line *s = &row[i];
        const struct str field[] = {words(pg, what), s->pathway, s->title,
                                    s->service.name, s->opened,  STR_NONE,
                                    STR_NONE,        s->median,  s->late,
                                    s->deviations};

        pathway_csv_line(b, field, ARRAY_LEN(field));
    }
}

struct str
region_csv(struct page *pg, const struct region_view *v)
{
    const struct str head[] = {words(pg, MSG_PATHWAY_REGION_WHAT),
                               words(pg, MSG_PATHWAY_NAME),
                               words(pg, MSG_PATHWAY_STEP),
                               words(pg, MSG_PATHWAY_SERVICE),
                               words(pg, MSG_PATHWAY_N_STARTED),
                               words(pg, MSG_PATHWAY_FINISHED),
                               words(pg, MSG_PATHWAY_STOPPED),
                               words(pg, MSG_PATHWAY_MEDIAN),
                               words(pg, MSG_PATHWAY_N_LATE),
                               words(pg, MSG_PATHWAY_N_DEVIATIONS)};
    struct buf b;

    buf_init(&b, pg->mem);
    pathway_csv_line(&b, head, ARRAY_LEN(head));
    for (size_t i = 0; i < v->rows_n; i++) {
        const struct figure_line *r = &v->rows[i];
        const struct str field[] = {words(pg, MSG_PATHWAY_NAME),
                                    r->title,
                                    STR_NONE,
                                    STR_NONE,
                                    r->started,
                                    r->finished,
                                    r->stopped,
                                    STR_NONE,
                                    STR_NONE,
                                    STR_NONE};

        pathway_csv_line(&b, field, ARRAY_LEN(field));
    }
    csv_steps(pg, &b, MSG_PATHWAY_SERVICE, v->lanes, v->lanes_n);
    csv_steps(pg, &b, MSG_PATHWAY_STEP, v->steps, v->steps_n);
    return buf_done(&b);
}
