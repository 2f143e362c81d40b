/* The requester's pages: list, start, steps, check, send, receipt, withdraw.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_pages.h"
#include "assessment/web.h"
#include "text/messages_assessment.h"
#include "text/messages_casefile.h"

const struct err *
thk_path_id(struct call *c, const struct http_req *req, assessment_id *out)
{
    struct form f = form_of(c->mem, req);

    out->v = form_path_id(&f, "id");
    return form_errors(&f);
}

void
thk_see_other(struct http_res *res, assessment_id id, const char *rest)
{
    http_see_other(res, str_fmt(res->mem, "/thk/%.*s%s",
                                STR_FMT(id_format(res->mem, id.v)), rest));
}

static int64_t
page_number(const struct http_req *req)
{
    int64_t n = 1;

    if (!str_to_i64(http_param(req, "side"), &n) || n < 1 || n > 100000)
        return 1;
    return n;
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct request_lists lists;
    int64_t number = page_number(req);
    const struct err *err = request_app_lists(c, number, &lists);

    (void)res;
    if (!err) {
        struct thk_list_view v = thk_list_view_of(pg, number, &lists);

        tpl_thk_list(pg, &v);
    }
    return err;
}

/* --- start --- */

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct request_start s;
    case_id id = {0};
    const struct err *err = NULL;

    (void)res;
    if (!id_parse(http_param(req, "barn"), &id.v))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = request_app_before(c, id, &s);
    if (!err) {
        struct thk_new_view v = thk_new_view_of(pg, id, &s);

        tpl_thk_new(pg, &v);
    }
    return err;
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_id(&f, "barn")};
    assessment_id made = {0};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = request_app_start(c, id, &made);
    if (!err)
        thk_see_other(res, made, "/steg/1");
    return err;
}

/* --- steps --- */

static const struct err *
path_step(struct call *c, const struct http_req *req, assessment_id *id,
          int *step)
{
    int64_t n = 0;
    const struct err *err = thk_path_id(c, req, id);

    if (!err && (!str_to_i64(http_path_arg(req, "steg"), &n) || n < 1 ||
                 n > REQUEST_STEPS))
        err = ERR(c->mem, NOT_FOUND);
    *step = (int)n;
    return err;
}

static const struct err *
show_step(struct call *c, struct page *pg, assessment_id id, int step,
          bool grew, bool whole, const struct err **out_faults)
{
    struct request_view v;
    const struct err *faults;
    const struct err *err = request_app_view(c, id, &v);

    if (!err && !v.editable)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (err)
        return err;
    faults = whole ? draft_check(c->mem, &v.draft, step)
                   : draft_typed_faults(c->mem, &v.draft, step);
    if (out_faults)
        *out_faults = faults;
    if (faults || !out_faults) {
        struct thk_step_view view = thk_step_view_of(pg, &v, step, grew,
                                                     faults);

        tpl_thk_step(pg, &view);
    }
    return NULL;
}

static const struct err *
get_step(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    assessment_id id;
    int step = 0;
    const struct err *err = path_step(c, req, &id, &step);

    (void)res;
    return err ? err
               : show_step(c, pg, id, step, http_param(req, "nye").n > 0, false,
                           NULL);
}

/* "fjern_omsorg-2": which row. */
static bool
row_of(struct str button, const char *prefix, size_t *out)
{
    int64_t n = 0;
    struct str start = str_of(prefix);

    if (!str_starts(button, start) ||
        !str_to_i64(str_cut(button, start.n, button.n), &n) || n < 0)
        return false;
    *out = (size_t)n;
    return true;
}

static void
read_button(struct str button, struct request_saving *form)
{
    if (str_eq_cz(button, "nytt_omsorg"))
        form->press = DRAFT_ADD_CAREGIVER;
    else if (str_eq_cz(button, "nytt_vedlegg"))
        form->press = DRAFT_ADD_ATTACHMENT;
    else if (row_of(button, "fjern_omsorg-", &form->item))
        form->press = DRAFT_DROP_CAREGIVER;
    else if (row_of(button, "fjern_vedlegg-", &form->item))
        form->press = DRAFT_DROP_ATTACHMENT;
}

/* Where a step leads when it is as it should be. */
static void
go_on(struct http_res *res, assessment_id id, int step)
{
    struct str rest = step < REQUEST_STEPS
                          ? str_fmt(res->mem, "/steg/%d", step + 1)
                          : STR("/kontroller");

    thk_see_other(res, id, str_cz(res->mem, rest));
}

static void
stay(struct http_res *res, assessment_id id, int step, const char *query)
{
    thk_see_other(
        res, id,
        str_cz(res->mem, str_fmt(res->mem, "/steg/%d%s", step, query)));
}

static const struct err *
finish_step(struct call *c, struct http_res *res, struct page *pg,
            assessment_id id, int step, bool grew)
{
    const struct err *faults = NULL;
    const struct err *err;

    if (grew) {
        stay(res, id, step, "?nye=1");
        return NULL;
    }
    err = show_step(c, pg, id, step, false, true, &faults);
    if (!err && faults)
        res->status = 422;
    else if (!err)
        go_on(res, id, step);
    return err;
}

static const struct err *
save(struct call *c, const struct http_req *req, assessment_id *id, int *step,
     enum draft_press *press, bool *grew)
{
    struct request_saving form = {.pair = req->field, .n = req->n_field};
    const struct err *faults = NULL;
    const struct err *err = path_step(c, req, id, step);

    form.step = *step;
    for (size_t i = 0; i < req->n_field; i++)
        if (str_eq_cz(req->field[i].name, "gjor"))
            read_button(req->field[i].value, &form);
    *press = form.press;
    return err ? err : request_app_save(c, *id, &form, grew, &faults);
}

static bool
pressed(const struct http_req *req, const char *value)
{
    for (size_t i = 0; i < req->n_field; i++)
        if (str_eq_cz(req->field[i].name, "gjor") &&
            str_eq_cz(req->field[i].value, value))
            return true;
    return false;
}

static const struct err *
post_step(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    assessment_id id;
    int step = 0;
    bool grew = false;
    enum draft_press press;
    const struct err *err = save(c, req, &id, &step, &press, &grew);

    if (err)
        return err;
    if (pressed(req, "senere")) {
        http_see_other(res, STR("/thk"));
        return NULL;
    }
    if (pressed(req, "last_opp")) {
        thk_see_other(res, id, "/vedlegg");
        return NULL;
    }
    if (press != DRAFT_SAVE) {
        stay(res, id, step, "");
        return NULL;
    }
    return finish_step(c, res, pg, id, step, grew);
}

/* The script saves while one types: it answers nothing, and does not use up
 * the form's own token. */
static const struct err *
post_autosave(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    assessment_id id;
    int step = 0;
    bool grew = false;
    enum draft_press press;
    const struct err *err;

    (void)pg;
    c->once = STR_NONE;
    err = save(c, req, &id, &step, &press, &grew);
    if (!err)
        res->status = 204;
    return err;
}

/* --- check and send --- */

static const struct err *
show_check(struct call *c, struct page *pg, assessment_id id,
           const struct err *faults)
{
    struct request_view v;
    const struct err *err = request_app_view(c, id, &v);

    if (!err && !v.editable)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err) {
        struct thk_check_view view = thk_check_view_of(pg, &v, faults);

        tpl_thk_check(pg, &view);
    }
    return err;
}

static const struct err *
get_check(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)res;
    return err ? err : show_check(c, pg, id, NULL);
}

static const struct err *
post_check(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    bool confirmed = form_checked(&f, "lest");
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    if (!err)
        err = request_app_send(c, id, confirmed);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_check(c, pg, id, err);
    }
    if (!err)
        thk_see_other(res, id, "/kvittering");
    return err;
}

static const struct err *
get_receipt(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct request_view v;
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)res;
    if (!err)
        err = request_app_view(c, id, &v);
    if (!err && v.a.state == THK_DRAFT)
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct thk_receipt_view view = thk_receipt_view_of(pg, &v);

        tpl_thk_receipt(pg, &view);
    }
    return err;
}

static const struct err *
post_discard(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)pg;
    if (!err)
        err = request_app_discard(c, id);
    if (!err)
        http_see_other(res, STR("/thk"));
    return err;
}

/* --- the request; withdraw; read --- */

static const struct err *
get_request(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct request_view v;
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    if (!err)
        err = request_app_view(c, id, &v);
    if (!err && v.a.state == THK_DRAFT) {
        thk_see_other(res, id, "/kontroller");
    } else if (!err) {
        struct thk_view view = thk_view_of(pg, c, &v);

        tpl_thk_request(pg, &view);
    }
    return err;
}

static const struct reason_words withdraw_words = {
    .path = "/trekk",
    .title = MSG_THK_WITHDRAW_TITLE,
    .lead = MSG_THK_WITHDRAW_LEAD,
    .button = MSG_THK_TO_WITHDRAW,
    .field = "begrunnelse",
    .label = MSG_THK_WITHDRAW_WHY,
    .danger = true,
};

static const struct err *
show_withdraw(struct call *c, struct page *pg, assessment_id id,
              const struct http_req *typed, const struct err *faults)
{
    struct request_view v;
    const struct err *err = request_app_view(c, id, &v);

    if (!err &&
        (v.relations & action_rule(ACT_REQUEST_WITHDRAW)->relations) == 0)
        err = ERR(c->mem, DENIED);
    if (!err && (thk_steps_from(v.a.state) & 1u << THK_STEP_WITHDRAW) == 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err) {
        struct thk_reason_view view = thk_reason_view_of(pg, typed, faults, &v,
                                                         &withdraw_words);

        tpl_thk_reason(pg, &view);
    }
    return err;
}

static const struct err *
get_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)res;
    return err ? err : show_withdraw(c, pg, id, NULL, NULL);
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str reason = form_text(&f, "begrunnelse", 2000);
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    if (!err)
        err = form_errors(&f);
    if (!err)
        err = request_app_withdraw(c, id, reason);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_withdraw(c, pg, id, req, err);
    }
    if (!err)
        thk_see_other(res, id, "");
    return err;
}

static const struct err *
post_read(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)pg;
    if (!err)
        err = request_app_read_notice(c, id);
    if (!err)
        thk_see_other(res, id, "");
    return err;
}

const struct route request_routes[] = {
    {HTTP_GET, "/thk", ACT_ASSESSMENT_LIST, get_list},
    {HTTP_GET, "/thk/ny", ACT_REQUEST_DRAFT, get_new},
    {HTTP_POST, "/thk/ny", ACT_REQUEST_DRAFT, post_new},
    {HTTP_GET, "/thk/{id}/steg/{steg}", ACT_REQUEST_VIEW, get_step},
    {HTTP_POST, "/thk/{id}/steg/{steg}", ACT_REQUEST_EDIT, post_step},
    {HTTP_POST, "/thk/{id}/steg/{steg}/lagre", ACT_REQUEST_EDIT, post_autosave},
    {HTTP_GET, "/thk/{id}/kontroller", ACT_REQUEST_VIEW, get_check},
    {HTTP_POST, "/thk/{id}/kontroller", ACT_REQUEST_SEND, post_check},
    {HTTP_GET, "/thk/{id}/kvittering", ACT_REQUEST_VIEW, get_receipt},
    {HTTP_POST, "/thk/{id}/slett", ACT_REQUEST_EDIT, post_discard},
    {HTTP_GET, "/thk/{id}/trekk", ACT_REQUEST_WITHDRAW, get_withdraw},
    {HTTP_POST, "/thk/{id}/trekk", ACT_REQUEST_WITHDRAW, post_withdraw},
    {HTTP_POST, "/thk/{id}/lest", ACT_NOTICE_READ, post_read},
    {HTTP_GET, "/thk/{id}", ACT_REQUEST_VIEW, get_request},
};
const size_t request_routes_n = ARRAY_LEN(request_routes);

const struct menu_entry request_menu[] = {
    {"/thk", MSG_THK_TITLE, MSG_CASE_MENU_GROUP,
     ROLE_BIT(LEADER) | ROLE_BIT(CASEWORKER), "ClipboardLink"},
    {"/thk/innboks", MSG_THK_INBOX, MSG_CASE_MENU_GROUP, ROLE_BIT(INTAKE),
     "ClipboardLink"},
};
const size_t request_menu_n = ARRAY_LEN(request_menu);
