/* Pages of choosing a team, of the board, and of figures.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work_pages.h"
#include "assessment/work_web.h"
#include "text/messages_assessment.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

#define MARKS_MAX 20

static int
status_of(const struct err *err)
{
    return err ? 422 : 200;
}

/* --- a team for a child --- */

static const struct err *
get_team(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    struct team_view v = {0};
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = team_app_view(c, id, &v);
    if (!err) {
        struct team_page page = team_page_of(pg, &v);

        tpl_thk_team(pg, &page);
    }
    return err;
}

static const struct team_option *
find_team(const struct team_view *v, int64_t unit)
{
    for (size_t i = 0; i < v->options.n; i++)
        if (v->options.row[i].setup.unit.v == unit)
            return &v->options.row[i];
    return NULL;
}

static const struct err *
show_choose(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    int64_t unit = form_path_id(&f, "enhet");
    struct team_view v = {0};
    const struct team_option *o = NULL;
    const struct err *err = form_errors(&f);

    if (!err)
        err = team_app_view(c, id, &v);
    if (!err) {
        o = find_team(&v, unit);
        err = o ? NULL : ERR(c->mem, NOT_FOUND);
    }
    if (!err) {
        struct work_form_view form = choose_form_of(pg, wrong ? req : NULL,
                                                    wrong, &v, o);

        tpl_thk_form(pg, &form);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_choose(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    return show_choose(c, req, res, pg, NULL);
}

/* Boxes "ute-ID", each with "grunn-ID" and "ny-ID". */
static size_t
form_marks(struct form *f, struct team_mark *mark)
{
    size_t n = 0;

    for (size_t i = 0; i < f->req->n_field && n < MARKS_MAX; i++) {
        struct str name = f->req->field[i].name;
        int64_t id;

        if (!str_starts(name, STR("ute-")) ||
            !id_parse(str_cut(name, 4, name.n), &id))
            continue;
        name = str_cut(name, 4, name.n);
        mark[n].function.v = id;
        mark[n].reason = form_text(
            f, str_cz(f->mem, str_fmt(f->mem, "grunn-%.*s", STR_FMT(name))),
            500);
        mark[n++].instead.v = form_id_or_none(
            f, str_cz(f->mem, str_fmt(f->mem, "ny-%.*s", STR_FMT(name))));
    }
    return n;
}

static const struct err *
post_choose(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    static const char *const variants[] = {"A", "B", "C", NULL};
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    struct team_mark mark[MARKS_MAX] = {0};
    struct team_choice choice = {
        .unit = {form_path_id(&f, "enhet")},
        .mark = mark,
        .marks = form_marks(&f, mark),
        .variant = str_of(variants[form_choice(&f, "variant", variants)]),
        .tell_clinic = form_checked(&f, "klinikk")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = team_app_choose(c, id, &choice);
    if (err && err->kind == INVALID)
        return show_choose(c, req, res, pg, err);
    if (!err)
        http_see_other(res, work_path(pg, id, "/arbeid"));
    return err;
}

/* --- the board --- */

/* "2026-48" → its Monday; DATE_NONE when it is no such week. */
static struct date
week_parse(struct str s)
{
    struct str year, week;
    int64_t y, w;
    struct date monday;
    int real_y, real_w;

    if (!str_split(s, '-', &year, &week) || !str_to_i64(year, &y) ||
        !str_to_i64(week, &w) || y < 2020 || y > 2100 || w < 1 || w > 53)
        return DATE_NONE;
    monday = date_of_week((int)y, (int)w);
    date_iso_week(monday, &real_y, &real_w);
    return real_w == (int)w ? monday : DATE_NONE;
}

static const struct err *
show_plan(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    struct board b = {0};
    struct str asked = http_param(req, "fra");
    const struct err *err = board_app_view(c, week_parse(asked), &b);

    if (!err) {
        struct plan_page v = plan_page_of(pg, req, wrong, &b, asked);

        tpl_thk_plan(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_plan(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_plan(c, req, res, pg, NULL);
}

/* Errors of the rules stand at "plass"; the page has one such field a child. */
static const struct err *
at_child(struct arena *mem, const struct err *err, struct str child)
{
    const struct err *list = NULL;

    for (; err; err = err->next) {
        struct err e = *err;

        e.next = NULL;
        if (e.field && str_eq_cz(str_of(e.field), "plass"))
            e.field = str_cz(mem, str_fmt(mem, "plass-%.*s", STR_FMT(child)));
        list = err_join(mem, list, err_new(mem, &e));
    }
    return list;
}

/* "UNIT.YEAR-WEEK" */
static void
form_place(struct form *f, struct str child, unit_id *unit, struct date *week)
{
    struct str typed = form_text(
        f, str_cz(f->mem, str_fmt(f->mem, "plass-%.*s", STR_FMT(child))), 40);
    struct str id, rest;

    *week = DATE_NONE;
    if (str_split(typed, '.', &id, &rest) && id_parse(id, &unit->v))
        *week = week_parse(rest);
    if (date_is_none(*week))
        form_add(f,
                 ERR(f->mem, INVALID,
                     .msg = typed.n > 0 ? MSG_FORM_CHOICE : MSG_FORM_REQUIRED,
                     .field = "plass"));
}

static const struct err *
post_place(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_id(&f, "thk")};
    struct str child = id_format(c->mem, id.v);
    unit_id unit = {0};
    struct date week;
    const struct err *err;

    form_place(&f, child, &unit, &week);
    err = form_errors(&f);
    if (!err)
        err = board_app_place(c, id, unit, week);
    if (err && err->kind == INVALID)
        return show_plan(c, req, res, pg, at_child(c->mem, err, child));
    if (!err)
        http_see_other(res, STR("/thk/plan"));
    return err;
}

static const struct err *
post_unplace(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_id(&f, "thk")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = board_app_unplace(c, id);
    if (!err)
        http_see_other(res, STR("/thk/plan"));
    return err;
}

/* --- how a team works --- */

/* The board, and the team of the path on it. */
static const struct err *
find_setup(struct call *c, const struct http_req *req, struct board *b,
           const struct team_option **out)
{
    struct form f = form_of(c->mem, req);
    int64_t unit = form_path_id(&f, "enhet");
    const struct err *err = form_errors(&f);

    if (!err)
        err = board_app_view(c, DATE_NONE, b);
    for (size_t i = 0; i < b->n && !err; i++)
        if (b->row[i].team.setup.unit.v == unit && b->may_plan)
            *out = &b->row[i].team;
    if (!err && !*out)
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

static const struct err *
show_setup(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg, const struct err *wrong)
{
    struct board b = {0};
    const struct team_option *o = NULL;
    const struct err *err = find_setup(c, req, &b, &o);

    if (!err) {
        struct work_form_view v = setup_form_of(pg, wrong ? req : NULL, wrong,
                                                o);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_setup(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return show_setup(c, req, res, pg, NULL);
}

static uint32_t
form_needed(struct form *f)
{
    uint32_t bits = 0;
    struct str each;

    for (size_t i = 0; form_each(f, "trengs", i, 40, &each); i++) {
        enum profession p;

        if (profession_parse(each, &p) && p != PROFESSION_NONE)
            bits |= 1u << p;
    }
    return bits;
}

static const struct err *
post_setup(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct team_setup t = {
        .unit = {form_path_id(&f, "enhet")},
        .age_from = (int32_t)form_int(&f, "alder-fra", 0, 25),
        .age_to = (int32_t)form_int(&f, "alder-til", 0, 25),
        .needed = form_needed(&f),
        .week_places = (int32_t)form_int(&f, "plasser", 0,
                                         TEAM_WEEK_PLACES_MAX),
        .days_each = (int32_t)form_int(&f, "dager", 1, 5)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = board_app_setup(c, &t);
    if (err && err->kind == INVALID)
        return show_setup(c, req, res, pg, err);
    if (!err)
        http_see_other(res, STR("/thk/plan"));
    return err;
}

/* --- one week of a team --- */

static const struct err *
show_week(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    struct board b = {0};
    const struct team_option *o = NULL;
    const struct err *err = find_setup(c, req, &b, &o);

    if (!err) {
        struct work_form_view v = one_week_form_of(pg, wrong ? req : NULL,
                                                   wrong, &b, o);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_week(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_week(c, req, res, pg, NULL);
}

static const struct err *
post_week(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    unit_id unit = {form_path_id(&f, "enhet")};
    struct date week = week_parse(form_text_required(&f, "uke", 10));
    bool set = form_text(&f, "plasser", 10).n > 0;
    int64_t places = set ? form_int(&f, "plasser", 0, TEAM_WEEK_PLACES_MAX)
                         : -1;
    const struct err *err;

    if (date_is_none(week))
        form_add(&f,
                 ERR(c->mem, INVALID, .msg = MSG_FORM_CHOICE, .field = "uke"));
    err = form_errors(&f);
    if (!err)
        err = board_app_week(c, unit, week, (int32_t)places);
    if (err && err->kind == INVALID)
        return show_week(c, req, res, pg, err);
    if (!err)
        http_see_other(res, STR("/thk/plan"));
    return err;
}

/* --- figures --- */

static const struct err *
get_figures(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct recommendation_share s[RECOMMENDATION_TERMS] = {0};
    const struct err *err = recommend_app_figures(c, s);

    (void)req;
    (void)res;
    if (!err) {
        struct figures_page v = figures_page_of(pg, s);

        tpl_thk_figures(pg, &v);
    }
    return err;
}

const struct route board_routes[] = {
    {HTTP_GET, "/thk/plan", ACT_BOARD_VIEW, get_plan},
    {HTTP_POST, "/thk/plan/plasser", ACT_ASSESSMENT_PLAN, post_place},
    {HTTP_POST, "/thk/plan/fjern", ACT_ASSESSMENT_PLAN, post_unplace},
    {HTTP_GET, "/thk/plan/team/{enhet}", ACT_BOARD_VIEW, get_setup},
    {HTTP_POST, "/thk/plan/team/{enhet}", ACT_BOARD_EDIT, post_setup},
    {HTTP_GET, "/thk/plan/team/{enhet}/uke", ACT_BOARD_VIEW, get_week},
    {HTTP_POST, "/thk/plan/team/{enhet}/uke", ACT_BOARD_EDIT, post_week},
    {HTTP_GET, "/thk/statistikk", ACT_ASSESSMENT_FIGURES, get_figures},
    {HTTP_GET, "/thk/{id}/team", ACT_ASSESSMENT_VIEW, get_team},
    {HTTP_GET, "/thk/{id}/team/{enhet}", ACT_ASSESSMENT_VIEW, get_choose},
    {HTTP_POST, "/thk/{id}/team/{enhet}", ACT_ASSESSMENT_PLAN, post_choose},
};
const size_t board_routes_n = ARRAY_LEN(board_routes);

const struct menu_entry board_menu[] = {
    {"/thk/plan", MSG_PLAN_MENU, MSG_CASE_MENU_GROUP,
     ROLE_BIT(INTAKE) | ROLE_BIT(THK_MEMBER), "Calendar"},
    {"/thk/statistikk", MSG_FIGURES_MENU, MSG_CASE_MENU_GROUP,
     ROLE_BIT(INTAKE) | ROLE_BIT(THK_MEMBER) | ROLE_BIT(LEADER), "BarChart"},
};
const size_t board_menu_n = ARRAY_LEN(board_menu);
