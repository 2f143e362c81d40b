/* Pages of the joint plan and the team's meetings.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/web.h"

#include "casefile/forms.h"
#include "casefile/plan_pages.h"
#include "text/messages_text.h"

enum { TEXT_MAX_CHARS = 4000, WORD_MAX_CHARS = 100 };

static void
see_plan(struct page *pg, struct http_res *res, case_id id)
{
    http_see_other(res, case_path(pg, id, "/plan"));
}

static const struct err *
get_plan(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct plan_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = plan_app_view(c, id, &v);
    if (!err) {
        struct joint_plan_page p = joint_plan_page_of(pg, &v, c->who.unit);

        tpl_joint_plan_page(pg, &p);
    }
    return err;
}

static const struct err *
get_document(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct plan_view v;
    struct str pdf = STR_NONE;
    const struct err *err = form_errors(&f);

    if (!err)
        err = plan_app_view(c, id, &v);
    if (!err)
        err = plan_document(pg, &v, &pdf);
    if (!err)
        http_attachment(res, "application/pdf", STR("plan.pdf"), pdf);
    return err;
}

static const struct err *
get_compare(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t from = 0, to = 0;
    struct plan_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err && (!str_to_i64(http_param(req, "fra"), &from) ||
                 !str_to_i64(http_param(req, "til"), &to)))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = plan_app_view(c, id, &v);
    if (!err && (from < 1 || to < 1 || from > v.newest || to > v.newest))
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct plan_diff_page p = plan_diff_page_of(pg, &v, from, to);

        tpl_plan_diff_page(pg, &p);
    }
    return err;
}

/* --- items --- */

static const struct err *
find(struct call *c, const struct plan_view *v, int64_t nr,
     struct plan_item *out)
{
    *out = (struct plan_item){.starts_on = DATE_NONE, .due_on = DATE_NONE};
    if (nr == 0)
        return NULL;
    for (size_t k = 0; k < v->items.n; k++)
        if (v->items.row[k].item == nr &&
            plan_holds(&v->items.row[k], v->newest + 1)) {
            *out = v->items.row[k];
            return NULL;
        }
    return ERR(c->mem, NOT_FOUND);
}

static const struct err *
show_item(struct call *c, struct page *pg, case_id id, int64_t nr,
          const struct http_req *req, const struct err *wrong)
{
    struct plan_view v;
    struct plan_item item;
    const struct err *err = plan_app_view(c, id, &v);

    if (!err)
        err = find(c, &v, nr, &item);
    if (!err) {
        struct plan_item_page p = plan_item_page_of(pg, req, wrong, &v, &item,
                                                    c->who.unit);

        tpl_plan_item_page(pg, &p);
    }
    return err;
}

/* 0 for a new one. */
static int64_t
path_item(struct form *f, const struct http_req *req)
{
    return http_path_arg(req, "punkt").n ? form_path_id(f, "punkt") : 0;
}

static const struct err *
get_item(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t nr = path_item(&f, req);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_item(c, pg, id, nr, NULL, NULL);
}

static void
read_item(struct form *f, struct plan_item *i)
{
    struct str kind = form_text(f, "slag", WORD_MAX_CHARS);

    if (i->item == 0 && !plan_kind_parse(kind, &i->kind))
        form_add(f,
                 ERR(f->mem, INVALID, .field = "slag", .msg = MSG_FORM_CHOICE));
    i->text = form_text(f, "tekst", TEXT_MAX_CHARS);
    i->owner.v = form_id_or_none(f, "ansvarlig");
    i->starts_on = form_date(f, "start");
    i->due_on = form_date(f, "frist");
}

static const struct err *
post_item(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t nr = path_item(&f, req);
    struct plan_item item = {.item = nr};
    const struct err *err;

    read_item(&f, &item);
    err = form_errors(&f);
    if (!err)
        err = plan_app_put(c, id, &item);
    if (form_shown_again(err, res))
        return show_item(c, pg, id, nr, req, err);
    if (!err)
        see_plan(pg, res, id);
    return err;
}

static const struct err *
post_drop(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t nr = form_path_id(&f, "punkt");
    const struct err *err = form_errors(&f);

    if (!err)
        err = plan_app_drop(c, id, nr);
    if (!err)
        see_plan(pg, res, id);
    return err;
}

static const struct err *
post_state(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t nr = form_path_id(&f, "punkt");
    struct str word = form_text_required(&f, "status", WORD_MAX_CHARS);
    struct str note = form_text(&f, "merknad", TEXT_MAX_CHARS);
    enum plan_state state = PLAN_STATE_PLANNED;
    const struct err *err;

    if (word.n > 0 && !plan_state_parse(word, &state))
        form_add(&f, ERR(c->mem, INVALID, .field = "status",
                         .msg = MSG_FORM_CHOICE));
    err = form_errors(&f);
    if (!err)
        err = plan_app_state(c, id, nr, state, note);
    if (form_shown_again(err, res))
        return show_item(c, pg, id, nr, req, err);
    if (!err)
        see_plan(pg, res, id);
    return err;
}

/* --- adopting --- */

static const struct err *
show_adopt(struct call *c, struct page *pg, case_id id,
           const struct http_req *req, const struct err *wrong)
{
    struct plan_view v;
    const struct err *err = plan_app_view(c, id, &v);

    if (!err) {
        struct plan_adopt_page p = plan_adopt_page_of(pg, req, wrong, &v);

        tpl_plan_adopt_page(pg, &p);
    }
    return err;
}

static const struct err *
get_adopt(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_adopt(c, pg, id, NULL, NULL);
}

static const struct err *
post_adopt(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct plan_version v = {.evaluate_on = form_date(&f, "evaluering")};
    struct str who = form_text(&f, "samtykke", WORD_MAX_CHARS);
    const struct err *err;

    v.coordinator.v = form_id_or_none(&f, "koordinator");
    v.is_individual = form_checked(&f, "individuell");
    v.consented = consenter_parse(who, &v.consent_by);
    v.consent_source = form_text(&f, "kilde", TEXT_MAX_CHARS);
    err = form_errors(&f);
    if (!err)
        err = plan_app_adopt(c, id, &v);
    if (form_shown_again(err, res))
        return show_adopt(c, pg, id, req, err);
    if (!err)
        see_plan(pg, res, id);
    return err;
}

/* --- meetings --- */

static const struct err *
show_meet(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong)
{
    struct plan_view v;
    const struct err *err = plan_app_view(c, id, &v);

    if (!err) {
        struct plan_meet_page p = plan_meet_page_of(pg, req, wrong, &v);

        tpl_plan_meet_page(pg, &p);
    }
    return err;
}

static const struct err *
get_meet(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_meet(c, pg, id, NULL, NULL);
}

static const struct err *
post_meet(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct team_meeting m = {.held_on = form_date(&f, "dato")};
    const struct err *err;

    m.present = form_text(&f, "deltok", TEXT_MAX_CHARS);
    m.child = form_text(&f, "barnet", TEXT_MAX_CHARS);
    m.minutes = form_text(&f, "referat", TEXT_MAX_CHARS);
    err = form_errors(&f);
    if (!err)
        err = plan_app_meet(c, id, &m);
    if (form_shown_again(err, res))
        return show_meet(c, pg, id, req, err);
    if (!err)
        see_plan(pg, res, id);
    return err;
}

const struct route plan_routes[] = {
    {HTTP_GET, "/barn/{sak}/plan", ACT_PLAN_VIEW, get_plan},
    {HTTP_GET, "/barn/{sak}/plan/plan.pdf", ACT_PLAN_VIEW, get_document},
    {HTTP_GET, "/barn/{sak}/plan/sammenlign", ACT_PLAN_VIEW, get_compare},
    {HTTP_GET, "/barn/{sak}/plan/ny", ACT_PLAN_EDIT, get_item},
    {HTTP_POST, "/barn/{sak}/plan/ny", ACT_PLAN_EDIT, post_item},
    {HTTP_GET, "/barn/{sak}/plan/vedta", ACT_PLAN_ADOPT, get_adopt},
    {HTTP_POST, "/barn/{sak}/plan/vedta", ACT_PLAN_ADOPT, post_adopt},
    {HTTP_GET, "/barn/{sak}/plan/mote", ACT_PLAN_EDIT, get_meet},
    {HTTP_POST, "/barn/{sak}/plan/mote", ACT_PLAN_EDIT, post_meet},
    {HTTP_GET, "/barn/{sak}/plan/{punkt}", ACT_PLAN_EDIT, get_item},
    {HTTP_POST, "/barn/{sak}/plan/{punkt}", ACT_PLAN_EDIT, post_item},
    {HTTP_POST, "/barn/{sak}/plan/{punkt}/fjern", ACT_PLAN_EDIT, post_drop},
    {HTTP_POST, "/barn/{sak}/plan/{punkt}/status", ACT_PLAN_EDIT, post_state},
};
const size_t plan_routes_n = ARRAY_LEN(plan_routes);
