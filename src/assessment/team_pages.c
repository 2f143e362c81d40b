/* Proposed teams, the board, and figures as views.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work_pages.h"
#include "base/workday.h"
#include "text/messages_assessment.h"

static struct str
say(struct page *pg, int msg, struct msg_arg a, struct msg_arg b, size_t n)
{
    return msg_text(pg->mem, pg->lang, msg, (const struct msg_arg[]){a, b}, n);
}

static struct str
ages_of(struct page *pg, const struct team_setup *t)
{
    if (t->age_from < 0 || t->age_to < 0 ||
        (t->version == 0 && t->age_from == 0 && t->age_to == 17))
        return words(pg, MSG_PLAN_AGES_UNKNOWN);
    return say(pg, MSG_PLAN_AGES, msg_int(t->age_from), msg_int(t->age_to), 2);
}

/* --- /thk/{id}/team --- */

static void
fill_why(struct page *pg, const struct team_option *o, const struct work *w,
         struct team_line *line)
{
    struct str *why = ARENA_NEW_N(pg->mem, struct str, PROFESSION_COUNT + 5);
    const struct err *e = team_check(pg->mem, &o->setup, &o->people,
                                     o->verdict.age_known ? w->age : -1,
                                     w->a.decider_unit);
    size_t n = 0;

    why[n++] = ages_of(pg, &o->setup);
    why[n++] = words(pg, o->verdict.own_region ? MSG_TEAM_OWN_REGION
                                               : MSG_TEAM_BY_AGREEMENT);
    why[n++] = say(pg, MSG_TEAM_FREE, msg_int(o->free), msg_int(0), 1);
    for (; e && n < PROFESSION_COUNT + 5; e = e->next)
        why[n++] = err_text(pg->mem, pg->lang, e);
    line->why = why;
    line->why_n = n;
}

static void
fill_people(struct page *pg, const struct team_people *people,
            struct team_line *line)
{
    struct str *row = ARENA_NEW_N(pg->mem, struct str, people->n + 1);

    for (size_t i = 0; i < people->n; i++)
        row[i] = str_fmt(
            pg->mem, "%.*s, %.*s", STR_FMT(people->row[i].name),
            STR_FMT(words(pg, profession_message(people->row[i].profession))));
    line->people = row;
    line->people_n = people->n;
}

static struct team_line
team_line_of(struct page *pg, const struct team_view *v,
             const struct team_option *o)
{
    bool can = o->verdict.fits && (v->w.a.state == THK_OFFERED ||
                                   v->w.a.team_unit.v == o->setup.unit.v);
    struct str rest = str_fmt(pg->mem, "/team/%.*s",
                              STR_FMT(id_format(pg->mem, o->setup.unit.v)));
    struct team_line line = {
        .name = o->setup.name,
        .href = can ? work_path(pg, v->w.a.id, str_cz(pg->mem, rest))
                    : STR_NONE,
        .fits = {
            o->verdict.fits ? STATUS_OK : STATUS_NEUTRAL,
            words(pg, o->verdict.fits ? MSG_TEAM_FITS : MSG_TEAM_FITS_NOT)}};

    fill_why(pg, o, &v->w, &line);
    fill_people(pg, &o->people, &line);
    return line;
}

struct team_page
team_page_of(struct page *pg, const struct team_view *v)
{
    struct team_line *row = ARENA_NEW_N(pg->mem, struct team_line,
                                        v->options.n + 1);

    for (size_t i = 0; i < v->options.n; i++)
        row[i] = team_line_of(pg, v, &v->options.row[i]);
    return (struct team_page){
        .crumbs = work_crumbs(pg, &v->w, words(pg, MSG_TEAM_PAGE_TITLE)),
        .under = work_child(pg, &v->w),
        .teams = row,
        .teams_n = v->options.n,
        .empty = {.title = words(pg, MSG_TEAM_NONE_THERE)}};
}

/* --- /thk/plan --- */

static struct str
week_name(struct page *pg, struct date monday)
{
    int year, week;

    date_iso_week(monday, &year, &week);
    return say(pg, MSG_PLAN_WEEK, msg_int(week), msg_int(0), 1);
}

static struct str
week_value(struct page *pg, struct date monday)
{
    int year, week;

    date_iso_week(monday, &year, &week);
    return str_fmt(pg->mem, "%04d-%02d", year, week);
}

/* "uke 48, 2026" */
static struct str
week_of_year(struct page *pg, struct date monday)
{
    int year, week;

    date_iso_week(monday, &year, &week);
    return say(pg, MSG_PLAN_WEEK_OF, msg_int(week),
               msg_str(str_fmt(pg->mem, "%d", year)), 2);
}

static struct str
child_label(struct page *pg, const struct board_child *k)
{
    if (k->age < 0)
        return k->name;
    return say(pg, MSG_WORK_CHILD, msg_str(k->name), msg_int(k->age), 2);
}

static struct str
closed_why(struct page *pg, const struct team_setup *t,
           const struct team_week *w)
{
    if (w->workdays == 0)
        return words(pg, MSG_PLAN_HOLIDAY);
    if (w->days == 0 && (w->missing & t->needed) == t->needed)
        return words(pg, MSG_PLAN_NOBODY);
    for (unsigned p = 1; p < PROFESSION_COUNT; p++)
        if (w->days < t->days_each && (w->missing & (1u << p)) != 0)
            return say(
                pg, MSG_PLAN_WITHOUT,
                msg_str(words(pg, profession_message((enum profession)p))),
                msg_int(0), 1);
    return words(pg,
                 w->days < t->days_each ? MSG_PLAN_HOLIDAY : MSG_PLAN_CLOSED);
}

static struct plan_cell
cell_of(struct page *pg, const struct board *b, const struct board_row *r,
        size_t week)
{
    const struct team_week *w = &r->week[week];
    struct plan_child *row = ARENA_NEW_N(pg->mem, struct plan_child,
                                         b->children.n + 1);
    struct plan_cell cell = {.closed = w->places == 0, .children = row};

    for (size_t i = 0; i < b->children.n; i++) {
        const struct board_child *k = &b->children.row[i];

        if (k->unit.v != r->team.setup.unit.v ||
            date_cmp(k->week, w->monday) != 0)
            continue;
        row[cell.children_n++] = (struct plan_child){
            .href = work_path(pg, k->id, "/arbeid"),
            .label = child_label(pg, k),
            .firm = k->state == THK_PLANNED || k->state == THK_CARRIED_OUT};
    }
    cell.hidden = w->taken - (int64_t)cell.children_n;
    cell.free = w->places > w->taken ? w->places - w->taken : 0;
    cell.count = say(pg, MSG_PLAN_OF, msg_int(w->taken), msg_int(w->places), 2);
    if (cell.closed)
        cell.why = closed_why(pg, &r->team.setup, w);
    return cell;
}

static struct plan_row
row_of(struct page *pg, const struct board *b, const struct board_row *r)
{
    struct plan_cell *cell = ARENA_NEW_N(pg->mem, struct plan_cell,
                                         BOARD_WEEKS);
    struct buf people;

    buf_init(&people, pg->mem);
    for (size_t i = 0; i < r->team.people.n; i++) {
        buf_cz(&people, i > 0 ? ", " : "");
        buf_str(&people, words(pg, profession_message(
                                       r->team.people.row[i].profession)));
    }
    for (size_t i = 0; i < BOARD_WEEKS; i++)
        cell[i] = cell_of(pg, b, r, i);
    return (struct plan_row){
        .name = r->team.setup.name,
        .ages = ages_of(pg, &r->team.setup),
        .people = buf_done(&people),
        .setup_href = b->may_plan ? str_fmt(pg->mem, "/thk/plan/team/%.*s",
                                            STR_FMT(id_format(
                                                pg->mem, r->team.setup.unit.v)))
                                  : STR_NONE,
        .cells = cell,
        .cells_n = BOARD_WEEKS};
}

/* All weeks with room, of teams of the child's age; its own place too. */
static struct field_view
where_field(struct page *pg, const struct http_req *req, const struct err *err,
            const struct board *b, const struct board_child *k)
{
    struct form_view f = form_view_of(pg, NULL, err);
    struct choice *choice = ARENA_NEW_N(pg->mem, struct choice,
                                        b->n * BOARD_WEEKS + 1);
    size_t n = 0;
    struct str id = id_format(pg->mem, k->id.v);
    struct field_view v;

    (void)req;
    choice[n++] = (struct choice){.label = words(pg, MSG_WORK_CHOOSE)};
    for (size_t i = 0; i < b->n; i++)
        for (size_t w = 0; w < BOARD_WEEKS; w++) {
            const struct board_row *r = &b->row[i];

            choice[n++] = (struct choice){
                .value = str_fmt(
                    pg->mem, "%.*s.%.*s",
                    STR_FMT(id_format(pg->mem, r->team.setup.unit.v)),
                    STR_FMT(week_value(pg, r->week[w].monday))),
                .label = str_fmt(pg->mem, "%.*s, %.*s",
                                 STR_FMT(r->team.setup.name),
                                 STR_FMT(week_name(pg, r->week[w].monday))),
                .selected = k->unit.v == r->team.setup.unit.v &&
                            date_cmp(k->week, r->week[w].monday) == 0};
        }
    v = field_choice(
        &f, FIELD_SELECT,
        str_cz(pg->mem, str_fmt(pg->mem, "plass-%.*s", STR_FMT(id))),
        MSG_PLAN_PLACE, 0, choice, n);
    v.label = say(pg, MSG_PLAN_PLACE_FOR, msg_str(k->name), msg_int(0), 1);
    return v;
}

static struct queue_line
queue_line_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct board *b,
              const struct board_child *k)
{
    static const int priority[] = {MSG_PLAN_NO_PRIORITY, MSG_PLAN_URGENT,
                                   MSG_PLAN_HIGH, MSG_PLAN_NORMAL};
    struct queue_line q = {
        .href = work_path(pg, k->id, "/arbeid"),
        .child = child_label(pg, k),
        .waited = k->asked_at.us
                      ? pg->today.days - date_in_oslo(k->asked_at).days
                      : 0,
        .priority = words(
            pg, priority[k->priority > 0 && k->priority < 4 ? k->priority : 0]),
        .id = id_format(pg->mem, k->id.v),
        .where = where_field(pg, req, err, b, k),
        .placed = k->unit.v != 0,
        .may = b->may_plan && k->state != THK_CARRIED_OUT};

    for (size_t i = 0; i < b->n; i++)
        if (b->row[i].team.setup.unit.v == k->unit.v)
            q.place = str_fmt(pg->mem, "%.*s, %.*s",
                              STR_FMT(b->row[i].team.setup.name),
                              STR_FMT(week_name(pg, k->week)));
    return q;
}

static void
fill_queue(struct page *pg, const struct http_req *req, const struct err *err,
           const struct board *b, struct plan_page *v)
{
    struct queue_line *queue = ARENA_NEW_N(pg->mem, struct queue_line,
                                           b->children.n + 1);
    struct queue_line *placed = ARENA_NEW_N(pg->mem, struct queue_line,
                                            b->children.n + 1);

    for (size_t i = 0; i < b->children.n; i++) {
        const struct board_child *k = &b->children.row[i];

        if (k->unit.v == 0 && k->state != THK_CARRIED_OUT)
            queue[v->queue_n++] = queue_line_of(pg, req, err, b, k);
        else if (k->unit.v != 0)
            placed[v->placed_n++] = queue_line_of(pg, req, err, b, k);
    }
    v->queue = queue;
    v->placed = placed;
}

static struct counts
counts_of(struct page *pg, const struct board *b, int64_t queue)
{
    struct count *c = ARENA_NEW_N(pg->mem, struct count, 3);
    int64_t open = 0, closed = 0;

    for (size_t i = 0; i < b->n; i++)
        for (size_t w = 0; w < BOARD_WEEKS; w++) {
            const struct team_week *t = &b->row[i].week[w];

            open += t->places > t->taken ? t->places - t->taken : 0;
            closed += t->places == 0;
        }
    c[0] = (struct count){queue, words(pg, MSG_PLAN_IN_QUEUE), STR("#ko")};
    c[1] = (struct count){open, words(pg, MSG_PLAN_FREE_PLACES), STR_NONE};
    c[2] = (struct count){closed, words(pg, MSG_PLAN_CLOSED_WEEKS), STR_NONE};
    return (struct counts){c, 3};
}

/* The board's first weeks that may be chosen: now, and every eighth after. */
static struct field_view
from_field(struct page *pg, const struct board *b)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct choice choice[7];
    struct date now = date_add(pg->today, 1 - date_weekday(pg->today));
    bool found = false;
    size_t n = 0;

    for (int i = 0; i < 6; i++) {
        struct date monday = date_add(now, 7 * BOARD_WEEKS * i);
        bool is = date_cmp(monday, b->monday[0]) == 0;

        found |= is;
        choice[n++] = (struct choice){.value = week_value(pg, monday),
                                      .label = week_of_year(pg, monday),
                                      .selected = is};
    }
    if (!found)
        choice[n++] = (struct choice){.value = week_value(pg, b->monday[0]),
                                      .label = week_of_year(pg, b->monday[0]),
                                      .selected = true};
    return field_choice(&f, FIELD_SELECT, "fra", MSG_PLAN_FROM, 0, choice, n);
}

struct plan_page
plan_page_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct board *b, struct str asked)
{
    struct form_view f = form_view_of(pg, NULL, err);
    struct plan_week *week = ARENA_NEW_N(pg->mem, struct plan_week,
                                         BOARD_WEEKS);
    struct plan_row *row = ARENA_NEW_N(pg->mem, struct plan_row, b->n + 1);
    struct plan_page v = {.from = from_field(pg, b),
                          .weeks = week,
                          .weeks_n = BOARD_WEEKS,
                          .rows = row,
                          .rows_n = b->n,
                          .errors = errors_of(&f),
                          .empty = {.title = words(pg, MSG_PLAN_NO_TEAMS)}};

    (void)asked;
    for (size_t i = 0; i < BOARD_WEEKS; i++)
        week[i] = (struct plan_week){
            .name = week_name(pg, b->monday[i]),
            .days = str_fmt(
                pg->mem, "%.*s–%.*s",
                STR_FMT(date_day_month(pg->mem, pg->lang, b->monday[i])),
                STR_FMT(date_day_month(pg->mem, pg->lang,
                                       date_add(b->monday[i], 4)))),
            .now = date_cmp(b->monday[i], pg->today) <= 0 &&
                   date_cmp(date_add(b->monday[i], 6), pg->today) >= 0};
    for (size_t i = 0; i < b->n; i++)
        row[i] = row_of(pg, b, &b->row[i]);
    fill_queue(pg, req, err, b, &v);
    v.counts = counts_of(pg, b, (int64_t)v.queue_n);
    v.period = say(pg, MSG_PLAN_PERIOD, msg_str(week_of_year(pg, b->monday[0])),
                   msg_str(week_of_year(pg, b->monday[BOARD_WEEKS - 1])), 2);
    return v;
}

/* --- how a team works --- */

static struct field_view
needed_field(const struct form_view *f, uint32_t needed)
{
    struct choice choice[PROFESSION_COUNT];
    size_t n = 0;

    for (unsigned p = 1; p < PROFESSION_COUNT; p++)
        choice[n++] = (struct choice){
            .value = str_of(profession_code((enum profession)p)),
            .label = words(f->pg, profession_message((enum profession)p)),
            .selected = (needed & (1u << p)) != 0};
    return field_choice(f, FIELD_CHECKS, "trengs", MSG_PLAN_NEEDED, 0, choice,
                        n);
}

struct work_form_view
setup_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct team_option *o)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct team_setup *t = &o->setup;
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 5);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/thk/plan"), words(pg, MSG_PLAN_TITLE)};
    crumb[1] = (struct crumb){STR_NONE, t->name};
    row[0] = field_number(&f, "alder-fra", MSG_PLAN_AGE_FROM, 0, t->age_from);
    row[1] = field_number(&f, "alder-til", MSG_PLAN_AGE_TO, 0, t->age_to);
    row[2] = needed_field(&f, t->needed);
    row[3] = field_number(&f, "plasser", MSG_PLAN_WEEK_PLACES, 0,
                          t->week_places);
    row[4] = field_number(&f, "dager", MSG_PLAN_DAYS_EACH,
                          MSG_PLAN_DAYS_EACH_HINT, t->days_each);
    return (struct work_form_view){
        .crumbs = {crumb, 2},
        .title = t->name,
        .lead = words(pg, MSG_PLAN_SETUP_LEAD),
        .fields = row,
        .fields_n = 5,
        .action = str_fmt(pg->mem, "/thk/plan/team/%.*s",
                          STR_FMT(id_format(pg->mem, t->unit.v))),
        .button = words(pg, MSG_WORK_SAVE),
        .errors = errors_of(&f),
        .more_href = str_fmt(pg->mem, "/thk/plan/team/%.*s/uke",
                             STR_FMT(id_format(pg->mem, t->unit.v))),
        .more = words(pg, MSG_PLAN_ONE_WEEK),
        .cancel = STR("/thk/plan")};
}

struct work_form_view
one_week_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct board *b,
                 const struct team_option *o)
{
    struct form_view f = form_view_of(pg, req, err);
    struct str id = id_format(pg->mem, o->setup.unit.v);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 2);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    struct choice choice[BOARD_WEEKS];

    crumb[0] = (struct crumb){STR("/thk/plan"), words(pg, MSG_PLAN_TITLE)};
    crumb[1] = (struct crumb){
        str_fmt(pg->mem, "/thk/plan/team/%.*s", STR_FMT(id)), o->setup.name};
    crumb[2] = (struct crumb){STR_NONE, words(pg, MSG_PLAN_ONE_WEEK)};
    for (size_t i = 0; i < BOARD_WEEKS; i++)
        choice[i] = (struct choice){.value = week_value(pg, b->monday[i]),
                                    .label = week_of_year(pg, b->monday[i])};
    row[0] = field_choice(&f, FIELD_SELECT, "uke", MSG_PLAN_ONE_WEEK_WEEK, 0,
                          choice, BOARD_WEEKS);
    row[1] = field_text(&f, "plasser", MSG_PLAN_WEEK_PLACES, 0, STR_NONE);
    row[1].optional = true;
    return (struct work_form_view){
        .crumbs = {crumb, 3},
        .title = words(pg, MSG_PLAN_ONE_WEEK),
        .under = o->setup.name,
        .lead = words(pg, MSG_PLAN_ONE_WEEK_LEAD),
        .fields = row,
        .fields_n = 2,
        .action = str_fmt(pg->mem, "/thk/plan/team/%.*s/uke", STR_FMT(id)),
        .button = words(pg, MSG_WORK_SAVE),
        .errors = errors_of(&f),
        .cancel = STR("/thk/plan")};
}

/* --- /thk/statistikk --- */

static struct str
number(struct page *pg, bool shown, int64_t n)
{
    return shown ? int_text(pg->mem, pg->lang, n)
                 : words(pg, MSG_FIGURES_HIDDEN);
}

struct figures_page
figures_page_of(struct page *pg,
                const struct recommendation_share s[RECOMMENDATION_TERMS])
{
    struct figure_line *row = ARENA_NEW_N(pg->mem, struct figure_line,
                                          RECOMMENDATION_TERMS);

    for (size_t i = 0; i < RECOMMENDATION_TERMS; i++)
        row[i] = (struct figure_line){
            .term = say(pg, MSG_FIGURES_MONTHS, msg_int(recommendation_term[i]),
                        msg_int(0), 1),
            .addressed = number(pg, s[i].shown, s[i].addressed),
            .done = number(pg, s[i].shown, s[i].done),
            .share = s[i].shown ? str_fmt(pg->mem, "%lld %%",
                                          (long long)((s[i].done * 100 +
                                                       s[i].addressed / 2) /
                                                      s[i].addressed))
                                : words(pg, MSG_FIGURES_HIDDEN)};
    return (struct figures_page){row, RECOMMENDATION_TERMS};
}
