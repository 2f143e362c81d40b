/* Fills the page of the yearly evaluation.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation_pages.h"

#include "text/messages_body.h"

enum { ANSWER_MAX = 2000, TEXTS = 4 };

static struct str
evaluation_say(struct page *pg, int msg, const struct msg_arg *arg, size_t n)
{
    return msg_text(pg->mem, pg->lang, msg, arg, n);
}

/* --- the parties --- */

static const struct evaluation *
answer_of(const struct evaluation_look *l, unit_id unit)
{
    for (size_t i = 0; i < l->answers.n; i++)
        if (l->answers.row[i].unit.v == unit.v)
            return &l->answers.row[i];
    return NULL;
}

static void
fill_evaluators(struct page *pg, const struct evaluation_look *l,
                struct evaluation_page *v)
{
    struct evaluation_party *row = ARENA_NEW_N(pg->mem, struct evaluation_party,
                                               l->units.n + 1);
    const struct msg_arg n[] = {msg_int((int64_t)l->submitted),
                                msg_int((int64_t)l->parties)};

    for (size_t i = 0; i < l->units.n; i++) {
        const struct body_unit *u = &l->units.row[i];
        const struct evaluation *e = answer_of(l, u->unit);
        struct evaluation_party *p = &row[v->parties_n];

        if (u->part != PART_PARTY)
            continue;
        v->parties_n++;
        p->unit = u->name;
        p->tag = (struct status_tag){STATUS_NEUTRAL,
                                     words(pg, MSG_EVALUATION_WAITS)};
        if (e && !date_is_none(e->submitted_on)) {
            const struct msg_arg arg[] = {msg_date(e->submitted_on),
                                          msg_str(e->name)};

            p->tag = (struct status_tag){STATUS_OK,
                                         words(pg, MSG_EVALUATION_SUBMITTED)};
            p->by = evaluation_say(pg, MSG_EVALUATION_SUBMITTED_BY, arg, 2);
        }
    }
    v->parties = row;
    v->count = evaluation_say(pg, MSG_EVALUATION_COUNT, n, 2);
}

/* --- side by side --- */

static struct str
score_text(struct page *pg, const struct evaluation *e, int i)
{
    if (!e || e->score[i] < 1)
        return words(pg, MSG_EVALUATION_NO_ANSWER);
    return words(pg, evaluation_score_message(e->score[i]));
}

static struct evaluation_row
statement_row(struct page *pg, const struct evaluation_look *l, int i)
{
    struct evaluation_cell *cell = ARENA_NEW_N(pg->mem, struct evaluation_cell,
                                               l->units.n + 1);
    struct evaluation_row r = {.question = words(pg, evaluation_statement(i)),
                               .cells = cell};
    int64_t agree = 0;

    for (size_t k = 0; k < l->units.n; k++) {
        const struct body_unit *u = &l->units.row[k];
        const struct evaluation *e = answer_of(l, u->unit);

        if (u->part != PART_PARTY)
            continue;
        cell[r.cells_n++] = (struct evaluation_cell){u->name,
                                                     score_text(pg, e, i)};
        agree += e && e->score[i] >= EVALUATION_AGREES;
    }
    {
        const struct msg_arg arg[] = {msg_int(agree),
                                      msg_int((int64_t)r.cells_n)};

        r.agree = evaluation_say(pg, MSG_EVALUATION_N_OF, arg, 2);
    }
    return r;
}

static struct str
text_at(const struct evaluation *e, int i)
{
    const struct str text[TEXTS] = {e->works, e->lacks, e->change, e->points};

    return text[i];
}

static struct evaluation_text
text_row(struct page *pg, const struct evaluation_look *l, int i)
{
    static const int question[TEXTS] = {
        MSG_EVALUATION_WORKS, MSG_EVALUATION_LACKS, MSG_EVALUATION_CHANGE,
        MSG_EVALUATION_POINTS};
    struct evaluation_cell *cell = ARENA_NEW_N(pg->mem, struct evaluation_cell,
                                               l->units.n + 1);
    struct evaluation_text t = {.question = words(pg, question[i]),
                                .cells = cell};

    for (size_t k = 0; k < l->units.n; k++) {
        const struct body_unit *u = &l->units.row[k];
        const struct evaluation *e = answer_of(l, u->unit);
        struct str text = e ? text_at(e, i) : STR_NONE;

        if (u->part == PART_PARTY)
            cell[t.cells_n++] = (struct evaluation_cell){
                u->name,
                text.n > 0 ? text : words(pg, MSG_EVALUATION_NO_ANSWER)};
    }
    return t;
}

static void
fill_side_by_side(struct page *pg, const struct evaluation_look *l,
                  struct evaluation_page *v)
{
    struct evaluation_row *row = ARENA_NEW_N(pg->mem, struct evaluation_row,
                                             EVALUATION_SCORES);
    struct evaluation_text *text = ARENA_NEW_N(pg->mem, struct evaluation_text,
                                               TEXTS);
    struct evaluation_head *head = ARENA_NEW_N(pg->mem, struct evaluation_head,
                                               l->units.n + 1);

    for (size_t i = 0; i < l->units.n; i++)
        if (l->units.row[i].part == PART_PARTY)
            head[v->heads_n++].unit = l->units.row[i].name;
    for (int i = 0; i < EVALUATION_SCORES; i++)
        row[i] = statement_row(pg, l, i);
    for (int i = 0; i < TEXTS; i++)
        text[i] = text_row(pg, l, i);
    v->heads = head;
    v->rows = row;
    v->rows_n = EVALUATION_SCORES;
    v->texts = text;
    v->texts_n = TEXTS;
}

/* --- the form --- */

static struct field_view
score_field(const struct form_view *f, const struct evaluation *e, int i)
{
    static const char *const name[EVALUATION_SCORES] = {"pastand1", "pastand2",
                                                        "pastand3", "pastand4"};
    static const char *const value[EVALUATION_BEST] = {"1", "2", "3", "4", "5"};
    struct choice choice[EVALUATION_BEST];

    for (int k = 0; k < EVALUATION_BEST; k++)
        choice[k] = (struct choice){
            .value = str_of(value[k]),
            .label = words(f->pg, evaluation_score_message(k + 1)),
            .selected = e->score[i] == k + 1};
    return field_choice(f, FIELD_RADIOS, name[i], evaluation_statement(i), 0,
                        choice, EVALUATION_BEST);
}

static void
fill_answers(const struct form_view *f, const struct evaluation_look *l,
             struct evaluation_page *v)
{
    const struct evaluation *e = &l->own;
    struct field_view *field = ARENA_NEW_N(f->pg->mem, struct field_view,
                                           EVALUATION_SCORES + TEXTS);
    size_t n = 0;

    for (int i = 0; i < EVALUATION_SCORES; i++)
        field[n++] = score_field(f, e, i);
    field[n++] = field_area(f, "virker", MSG_EVALUATION_WORKS, 0, e->works,
                            ANSWER_MAX);
    field[n] = field_area(f, "mangler", MSG_EVALUATION_LACKS, 0, e->lacks,
                          ANSWER_MAX);
    field[n++].optional = true;
    field[n++] = field_area(f, "endring", MSG_EVALUATION_CHANGE, 0, e->change,
                            ANSWER_MAX);
    field[n] = field_text(f, "punkter", MSG_EVALUATION_POINTS,
                          MSG_EVALUATION_POINTS_HINT, e->points);
    field[n++].optional = true;
    v->fields = field;
    v->fields_n = n;
}

/* --- the page --- */

static struct str
lead_of(struct page *pg, const struct evaluation_look *l)
{
    const struct evaluation_window *w = &l->window;
    const struct msg_arg opens[] = {msg_date(w->opens)};

    if (!w->last)
        return words(pg, MSG_EVALUATION_NO_MEETING);
    if (!w->open && date_cmp(pg->today, w->opens) < 0)
        return evaluation_say(pg, MSG_EVALUATION_NOT_OPEN, opens, 1);
    {
        const struct msg_arg day[] = {msg_date(w->last->held_on)};

        return evaluation_say(pg, MSG_EVALUATION_LEAD, day, 1);
    }
}

struct evaluation_page
evaluation_page_of(struct page *pg, const struct http_req *req,
                   const struct err *err, const struct evaluation_look *l)
{
    struct form_view f = form_view_of(pg, err ? req : NULL, err);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    const struct msg_arg arg[] = {
        msg_str(l->b.name), msg_str(str_fmt(pg->mem, "%d", (int)l->year))};
    struct evaluation_page v = {
        .crumbs = {crumb, 3},
        .title = evaluation_say(pg, MSG_EVALUATION_TITLE, arg, 2),
        .path = body_path(pg, "/organ/", l->b.id.v, "/evaluering"),
        .lead = lead_of(pg, l),
        .errors = errors_of(&f),
        .all = l->all,
        .may_answer = l->may_answer,
        .year = l->year};

    crumb[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    crumb[1] = (struct crumb){body_path(pg, "/organ/", l->b.id.v, ""),
                              l->b.name};
    crumb[2] = (struct crumb){STR_NONE, words(pg, MSG_EVALUATION)};
    if (l->window.last) {
        v.meeting_href = body_path(pg, "/moter/", l->window.last->id.v, "");
        v.meeting = date_text(pg->mem, pg->lang, l->window.last->held_on);
    }
    fill_evaluators(pg, l, &v);
    if (l->all)
        fill_side_by_side(pg, l, &v);
    if (l->may_answer)
        fill_answers(&f, l, &v);
    return v;
}
