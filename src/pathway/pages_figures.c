/* Fills the page of figures, and the same for a spreadsheet.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/buf.h"
#include "pathway/pages.h"
#include "text/messages_pathway.h"

static struct str
count_text(struct page *pg, int64_t n)
{
    return figure_shows(n) ? str_fmt(pg->mem, "%lld", (long long)n)
                           : words(pg, MSG_PATHWAY_FEW);
}

static struct str
median_text(struct page *pg, const struct step_figure *s)
{
    const struct msg_arg days[] = {msg_int(s->median)};

    return s->settled >= FIGURE_LEAST
               ? msg_text(pg->mem, pg->lang, MSG_PATHWAY_TERM_DAYS, days, 1)
               : words(pg, MSG_PATHWAY_TOO_FEW);
}

static struct step_figure_line
step_figure_line_of(struct page *pg, const struct step_figure *s,
                    const struct path_def *d)
{
    int32_t i = path_step_find(d, s->step);
    struct step_figure_line l = {
        .pathway = d->key.n > 0 ? path_text_in(&d->title, pg->lang) : s->key,
        .title = s->step,
        .opened = count_text(pg, s->opened),
        .median = median_text(pg, s),
        .late = s->with_due > 0 ? count_text(pg, s->late)
                                : words(pg, MSG_PATHWAY_NO_TERM),
        .deviations = count_text(pg, s->deviations)};

    if (i < 0)
        return l;
    l.title = path_text_in(&d->step[i].title, pg->lang);
    if (d->step[i].has_service)
        l.service = (struct service_tag){
            service_of_unit(d->step[i].service),
            words(pg, unit_type_message(d->step[i].service))};
    return l;
}

struct pathway_figures_view
pathway_figures_view_of(struct page *pg, const struct pathway_figures *f)
{
    struct figure_line *run = ARENA_NEW_N(pg->mem, struct figure_line,
                                          f->runs.n + 1);
    struct step_figure_line *step = ARENA_NEW_N(
        pg->mem, struct step_figure_line, f->steps.n + 1);

    for (size_t i = 0; i < f->runs.n; i++)
        run[i] = (struct figure_line){f->runs.row[i].title,
                                      count_text(pg, f->runs.row[i].started),
                                      count_text(pg, f->runs.row[i].finished),
                                      count_text(pg, f->runs.row[i].stopped)};
    for (size_t i = 0; i < f->steps.n; i++)
        step[i] = step_figure_line_of(pg, &f->steps.row[i], &f->def[i].def);
    return (struct pathway_figures_view){.rows = run,
                                         .rows_n = f->runs.n,
                                         .steps = step,
                                         .steps_n = f->steps.n,
                                         .has_region = f->has_region};
}

void
pathway_csv_line(struct buf *b, const struct str *field, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_cz(b, i > 0 ? ";" : "");
        csv_field(b, field[i]);
    }
    buf_cz(b, "\r\n");
}

struct str
pathway_figures_csv(struct page *pg, const struct pathway_figures_view *v)
{
    const struct str head[] = {
        words(pg, MSG_PATHWAY_NAME),        words(pg, MSG_PATHWAY_STEP),
        words(pg, MSG_PATHWAY_SERVICE),     words(pg, MSG_PATHWAY_N_OPENED),
        words(pg, MSG_PATHWAY_MEDIAN),      words(pg, MSG_PATHWAY_N_LATE),
        words(pg, MSG_PATHWAY_N_DEVIATIONS)};
    struct buf b;

    buf_init(&b, pg->mem);
    pathway_csv_line(&b, head, ARRAY_LEN(head));
    for (size_t i = 0; i < v->steps_n; i++) {
        const struct step_figure_line *s = &v->steps[i];
        const struct str row[] = {s->pathway,   s->title,  s->service.name,
                                  s->opened,    s->median, s->late,
                                  s->deviations};

        pathway_csv_line(&b, row, ARRAY_LEN(row));
    }
    return buf_done(&b);
}
