/* Pages of the team's work on one child.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work_web.h"

#include "assessment/work_pages.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

#define TEXT_MAX   20000
#define REASON_MAX 1000

static const struct err *
path_ids(struct call *c, const struct http_req *req, assessment_id *id,
         int64_t *nr)
{
    struct form f = form_of(c->mem, req);

    id->v = form_path_id(&f, "id");
    if (nr)
        *nr = form_path_id(&f, "nr");
    return form_errors(&f);
}

static void
see_other(struct page *pg, struct http_res *res, assessment_id id,
          const char *rest)
{
    http_see_other(res, work_path(pg, id, rest));
}

/* Input that is wrong, or was changed meanwhile: the form is shown again. */
static bool
is_for_form(const struct err *err)
{
    return err && (err->kind == INVALID ||
                   (err->kind == CONFLICT && err->msg == MSG_SHEET_CHANGED));
}

static int
status_of(const struct err *err)
{
    if (!err)
        return 200;
    return err->kind == CONFLICT ? 409 : 422;
}

/* --- overview and steps --- */

static const struct err *
show_work(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    struct work w = {0};
    const struct err *err = path_ids(c, req, &id, NULL);

    if (!err)
        err = work_app_view(c, id, &w);
    if (!err) {
        struct work_view v = work_view_of(pg, wrong ? req : NULL, wrong, c, &w);

        tpl_thk_work(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_work(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_work(c, req, res, pg, NULL);
}

static enum thk_step
form_step(struct form *f)
{
    struct str word = form_text_required(f, "steg", 40);

    for (unsigned s = 0; s < THK_STEP_COUNT; s++)
        if (str_eq_cz(word, thk_transition((enum thk_step)s)->word))
            return (enum thk_step)s;
    form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_CHOICE, .field = "steg"));
    return THK_STEP_SEND;
}

/* The end of both roads: the step is taken, or the page says why not. */
static const struct err *
take_step(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, struct form *f, enum thk_step step, struct str note)
{
    assessment_id id = {form_path_id(f, "id")};
    const struct err *err = form_errors(f);

    if (!err)
        err = work_app_step(c, id, step, note);
    if (is_for_form(err))
        return show_work(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

static const struct err *
post_step(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    enum thk_step step = form_step(&f);
    struct str note = form_text(&f, "grunn", REASON_MAX);

    return take_step(c, req, res, pg, &f, step, note);
}

/* Whoever asked for it closes it: an action of its own. */
static const struct err *
post_close(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);

    return take_step(c, req, res, pg, &f, THK_STEP_CLOSE, STR_NONE);
}

/* --- sheets --- */

static const struct err *
path_sheet(struct call *c, const struct http_req *req, assessment_id *id,
           struct sheet *s)
{
    const struct err *err = path_ids(c, req, id, NULL);

    if (!err && !sheet_kind_parse(http_path_arg(req, "slag"), &s->kind))
        err = ERR(c->mem, NOT_FOUND);
    s->nr = http_path_arg(req, "nr");
    if (!err && sheet_rule(s->kind)->list == SHEETS_MANY &&
        str_eq_cz(s->nr, "ny"))
        s->nr = id_format(c->mem, id_new());
    return err;
}

static struct str
form_value(struct form *f, const struct sheet_field *field)
{
    struct str value = STR_NONE, typed;

    switch (field->kind) {
    case SHEET_FIELD_LINE:
    case SHEET_FIELD_TEXT:
        return form_text(f, field->name, (size_t)field->max);
    case SHEET_FIELD_DATE:
        return date_format(f->mem, form_date(f, field->name));
    case SHEET_FIELD_TIME:
        typed = form_text(f, field->name, 8);
        if (typed.n > 0 && !sheet_time_parse(f->mem, typed, &value))
            form_add(f, ERR(f->mem, INVALID, .msg = MSG_SHEET_TIME_WRONG,
                            .field = field->name));
        return value;
    case SHEET_FIELD_ANSWER:
        if (form_text(f, field->name, 10).n == 0)
            return STR_NONE;
        return str_of(
            sheet_answers[form_choice(f, field->name, sheet_answers)]);
    case SHEET_FIELD_CHECK:
        break;
    }
    return form_checked(f, field->name) ? STR("1") : STR_NONE;
}

static void
read_sheet(struct form *f, struct sheet *s)
{
    size_t n;
    const struct sheet_field *field = sheet_fields(s->kind, &n);

    for (size_t i = 0; i < n; i++)
        s->value[i] = form_value(f, &field[i]);
    s->version = form_int(f, "version", 0, INT64_MAX);
}

static const struct err *
show_sheet(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    struct sheet s = {0};
    struct sheet_view v = {0};
    const struct err *err = path_sheet(c, req, &id, &s);

    if (!err)
        err = sheet_app_get(c, id, s.kind, s.nr, &v);
    if (!err) {
        struct work_form_view form = sheet_form_of(
            pg, wrong ? req : NULL, wrong, &v, http_path_arg(req, "nr"));

        tpl_thk_form(pg, &form);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_sheet(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return show_sheet(c, req, res, pg, NULL);
}

static const struct err *
post_sheet(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {0};
    struct sheet s = {0};
    const struct err *err = path_sheet(c, req, &id, &s);

    if (err)
        return err;
    read_sheet(&f, &s);
    err = form_errors(&f);
    if (!err)
        err = sheet_app_put(c, id, &s);
    if (is_for_form(err))
        return show_sheet(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

/* Sent by the page while one types; the form's own token is for its button. */
static const struct err *
post_keep(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {0};
    struct sheet s = {0};
    struct json j;
    const struct err *err = path_sheet(c, req, &id, &s);

    (void)pg;
    c->once = STR_NONE;
    if (err)
        return err;
    read_sheet(&f, &s);
    err = form_errors(&f);
    if (!err)
        err = sheet_app_keep(c, id, &s);
    if (err)
        return err;
    res->content_type = "application/json";
    json_init(&j, &res->body);
    json_open(&j, '{');
    json_key(&j, "version");
    json_int(&j, s.version);
    json_close(&j, '}');
    return NULL;
}

/* --- where a deadline leads --- */

static const struct err *
see_where(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, bool recommendation)
{
    struct form f = form_of(c->mem, req);
    int64_t nr = form_path_id(&f, "nr");
    assessment_id id = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = work_app_where(c, recommendation, nr, &id);
    if (!err)
        see_other(pg, res, id,
                  str_cz(c->mem, str_fmt(c->mem, "/%s/%.*s",
                                         recommendation ? "anbefalinger"
                                                        : "opplysninger",
                                         STR_FMT(id_format(c->mem, nr)))));
    return err;
}

static const struct err *
get_where_information(struct call *c, const struct http_req *req,
                      struct http_res *res, struct page *pg)
{
    return see_where(c, req, res, pg, false);
}

static const struct err *
get_where_advice(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    return see_where(c, req, res, pg, true);
}

/* --- information --- */

static struct ground
form_ground(struct form *f)
{
    struct ground g = {.basis = BASIS_NECESSARY,
                       .how = form_text(f, "hvordan", REASON_MAX)};

    if (!basis_parse(form_text(f, "grunnlag", 40), &g.basis))
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_CHOICE,
                        .field = "grunnlag"));
    return g;
}

static const struct err *
show_ask(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    struct work w = {0};
    struct unit_list units = {0};
    const struct err *err = path_ids(c, req, &id, NULL);

    if (!err)
        err = work_app_view_units(c, id, &w, &units);
    if (!err) {
        struct work_form_view v = ask_form_of(pg, wrong ? req : NULL, wrong, &w,
                                              &units);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_ask(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    return show_ask(c, req, res, pg, NULL);
}

static const struct err *
post_ask(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    struct information_form form = {
        .source = (enum information_source)form_choice(&f, "kilde",
                                                       information_words),
        .unit = {form_id_or_none(&f, "enhet")},
        .question = form_text(&f, "sporsmal", 5000),
        .due_on = form_date(&f, "frist"),
        .ground = form_ground(&f)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = prepare_app_ask(c, id, &form);
    if (is_for_form(err))
        return show_ask(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

static const struct information *
find_information(const struct work *w, int64_t nr)
{
    for (size_t i = 0; i < w->information.n; i++)
        if (w->information.row[i].id == nr)
            return &w->information.row[i];
    return NULL;
}

static const struct err *
show_information(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    int64_t nr = 0;
    struct work w = {0};
    const struct information *i;
    const struct err *err = path_ids(c, req, &id, &nr);

    if (!err)
        err = work_app_view(c, id, &w);
    i = err ? NULL : find_information(&w, nr);
    if (!err && !i)
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct work_form_view v = answer_form_of(
            pg, wrong ? req : NULL, wrong, &w, i, i->unit.v == c->who.unit.v);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_information(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    return show_information(c, req, res, pg, NULL);
}

/* The team notes what came; a unit that was asked answers. */
static const struct err *
answer(struct call *c, struct form *f, assessment_id id, int64_t nr)
{
    static const char *const what[] = {"svar", "ingenting", NULL};
    bool nothing = form_choice(f, "hva", what) == 1;
    struct str text = form_text(f, "svar", TEXT_MAX);
    struct ground g = {0};

    if (c->who.role != ROLE_THK_MEMBER)
        g = form_ground(f);
    if (form_errors(f))
        return form_errors(f);
    if (c->who.role == ROLE_THK_MEMBER)
        return prepare_app_note(
            c, id, nr, nothing ? INFORMATION_NOTHING : INFORMATION_PAPER, text);
    return prepare_app_answer(c, id, nr, nothing, text, &g);
}

static const struct err *
post_information(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {0};
    int64_t nr = 0;
    const struct err *err = path_ids(c, req, &id, &nr);

    if (!err)
        err = answer(c, &f, id, nr);
    if (is_for_form(err))
        return show_information(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

/* --- recommendations --- */

static const struct err *
show_advice(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    struct work w = {0};
    struct unit_list units = {0};
    const struct err *err = path_ids(c, req, &id, NULL);

    if (!err)
        err = work_app_view_units(c, id, &w, &units);
    if (!err) {
        struct work_form_view v = advice_form_of(pg, wrong ? req : NULL, wrong,
                                                 &w, &units);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_advice(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    return show_advice(c, req, res, pg, NULL);
}

static const struct err *
post_advice(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    struct recommendation_form form = {.unit = {form_id(&f, "enhet")},
                                       .text = form_text(&f, "tekst", 2000),
                                       .due_on = form_date(&f, "frist")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = recommend_app_add(c, id, &form);
    if (is_for_form(err))
        return show_advice(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

static const struct recommendation *
find_advice(const struct work *w, int64_t nr)
{
    for (size_t i = 0; i < w->recommendations.n; i++)
        if (w->recommendations.row[i].id == nr)
            return &w->recommendations.row[i];
    return NULL;
}

static const struct err *
show_one(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    int64_t nr = 0;
    struct work w = {0};
    struct function_list people = {0};
    const struct recommendation *r;
    const struct err *err = path_ids(c, req, &id, &nr);

    if (!err)
        err = work_app_view_people(c, id, &w, &people);
    r = err ? NULL : find_advice(&w, nr);
    if (!err && !r)
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct work_form_view v = advice_answer_form_of(
            pg, wrong ? req : NULL, wrong, c, &w, r, &people);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    return show_one(c, req, res, pg, NULL);
}

static const struct err *
post_one(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    static const char *const answers[] = {"ja", "nei", "gjort", NULL};
    static const enum recommendation_state to[] = {
        RECOMMENDATION_ACCEPTED, RECOMMENDATION_REFUSED, RECOMMENDATION_DONE};
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    int64_t nr = form_path_id(&f, "nr");
    struct recommendation_answer form = {
        .to = to[form_choice(&f, "svar", answers)],
        .owner = {form_id_or_none(&f, "ansvarlig")},
        .status = form_text(&f, "status", 2000)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = recommend_app_answer(c, id, nr, &form);
    if (is_for_form(err))
        return show_one(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

static const struct err *
post_drop(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    assessment_id id = {0};
    int64_t nr = 0;
    const struct err *err = path_ids(c, req, &id, &nr);

    if (!err)
        err = recommend_app_drop(c, id, nr);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

/* --- the report --- */

static const struct err *
show_sign(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    assessment_id id = {0};
    struct work w = {0};
    struct unit_list units = {0};
    const struct err *err = path_ids(c, req, &id, NULL);

    if (!err)
        err = work_app_view_units(c, id, &w, &units);
    if (!err) {
        struct work_form_view v = sign_form_of(pg, NULL, wrong, &w);

        tpl_thk_form(pg, &v);
        res->status = status_of(wrong);
    }
    return err;
}

static const struct err *
get_sign(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_sign(c, req, res, pg, NULL);
}

static const struct err *
post_sign(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    assessment_id id = {form_path_id(&f, "id")};
    struct str password = form_text(&f, "passord", 200);
    const struct err *err = form_errors(&f);

    if (!err)
        err = report_app_sign(c, id, password);
    if (is_for_form(err))
        return show_sign(c, req, res, pg, err);
    if (!err)
        see_other(pg, res, id, "/arbeid");
    return err;
}

static const struct err *
get_pdf(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    assessment_id id = {0};
    struct str file = http_path_arg(req, "fil"), pdf = STR_NONE;
    const struct err *err = path_ids(c, req, &id, NULL);

    (void)pg;
    if (!err && !str_ends(file, STR(".pdf")))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = report_app_pdf(c, id, str_cut(file, 0, file.n - 4), &pdf);
    if (!err)
        http_attachment(res, "application/pdf", STR("rapport.pdf"), pdf);
    return err;
}

const struct route work_routes[] = {
    {HTTP_GET, "/thk/opplysning/{nr}", ACT_ASSESSMENT_VIEW,
     get_where_information},
    {HTTP_GET, "/thk/anbefaling/{nr}", ACT_ASSESSMENT_VIEW, get_where_advice},
    {HTTP_GET, "/thk/{id}/arbeid", ACT_ASSESSMENT_VIEW, get_work},
    {HTTP_POST, "/thk/{id}/neste", ACT_ASSESSMENT_WORK, post_step},
    {HTTP_POST, "/thk/{id}/avslutt", ACT_ASSESSMENT_CLOSE, post_close},
    {HTTP_GET, "/thk/{id}/ark/{slag}/{nr}", ACT_ASSESSMENT_VIEW, get_sheet},
    {HTTP_POST, "/thk/{id}/ark/{slag}/{nr}", ACT_ASSESSMENT_EXPERIENCE,
     post_sheet},
    {HTTP_POST, "/thk/{id}/ark/{slag}/{nr}/lagre", ACT_ASSESSMENT_WORK,
     post_keep},
    {HTTP_GET, "/thk/{id}/opplysninger", ACT_ASSESSMENT_MATERIAL, get_ask},
    {HTTP_POST, "/thk/{id}/opplysninger", ACT_ASSESSMENT_WORK, post_ask},
    {HTTP_GET, "/thk/{id}/opplysninger/{nr}", ACT_ASSESSMENT_VIEW,
     get_information},
    {HTTP_POST, "/thk/{id}/opplysninger/{nr}", ACT_INFORMATION_ANSWER,
     post_information},
    {HTTP_GET, "/thk/{id}/anbefalinger", ACT_ASSESSMENT_MATERIAL, get_advice},
    {HTTP_POST, "/thk/{id}/anbefalinger", ACT_ASSESSMENT_WORK, post_advice},
    {HTTP_GET, "/thk/{id}/anbefalinger/{nr}", ACT_ASSESSMENT_VIEW, get_one},
    {HTTP_POST, "/thk/{id}/anbefalinger/{nr}", ACT_RECOMMENDATION_ANSWER,
     post_one},
    {HTTP_POST, "/thk/{id}/anbefalinger/{nr}/fjern", ACT_ASSESSMENT_WORK,
     post_drop},
    {HTTP_GET, "/thk/{id}/rapport/signer", ACT_ASSESSMENT_MATERIAL, get_sign},
    {HTTP_POST, "/thk/{id}/rapport/signer", ACT_ASSESSMENT_WORK, post_sign},
    {HTTP_GET, "/thk/{id}/rapport/{fil}", ACT_REPORT_VIEW, get_pdf},
};
const size_t work_routes_n = ARRAY_LEN(work_routes);
