/* Bufetat's pages: inbox, receive, ask for more, take up, decide, undo, letter.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_pages.h"
#include "assessment/web.h"
#include "text/messages_assessment.h"

static const struct err *
get_inbox(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct inbox_filter f = {.page = 1};
    struct inbox in;
    enum thk_state known;
    const struct err *err;

    (void)res;
    if (thk_state_parse(http_param(req, "tilstand"), &known))
        f.state = http_param(req, "tilstand");
    if (!str_to_i64(http_param(req, "prioritet"), &f.priority) ||
        f.priority < 1 || f.priority > 3)
        f.priority = 0;
    if (!str_to_i64(http_param(req, "side"), &f.page) || f.page < 1 ||
        f.page > 100000)
        f.page = 1;
    err = inbox_app_list(c, &f, &in);
    if (!err) {
        struct thk_inbox_view v = thk_inbox_view_of(pg, req, &f, &in);

        tpl_thk_inbox(pg, &v);
    }
    return err;
}

/* The id in the path and the version that the form was made from. */
struct seen {
    assessment_id id;
    int64_t version;
};

static const struct err *
read_seen(struct form *f, struct seen *out)
{
    out->id.v = form_path_id(f, "id");
    out->version = form_int(f, "versjon", 1, INT64_MAX);
    return form_errors(f);
}

/* The request, while one of `steps` may be taken by its decider. */
static const struct err *
view_for(struct call *c, const struct http_req *req, uint32_t steps,
         struct request_view *out)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    if (!err)
        err = request_app_view(c, id, out);
    if (!err && (out->relations & REL_BIT(DECIDER)) == 0)
        err = ERR(c->mem, NOT_FOUND);
    if (!err && (thk_steps_from(out->a.state) & steps) == 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

static const struct err *
post_receive(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct seen seen;
    const struct err *err = read_seen(&f, &seen);

    (void)pg;
    if (!err)
        err = inbox_app_receive(c, seen.id, seen.version);
    if (!err)
        thk_see_other(res, seen.id, "");
    return err;
}

/* --- steps with a reason --- */

static const struct reason_words lack_words = {
    .path = "/mangler",
    .title = MSG_THK_LACK_TITLE,
    .lead = MSG_THK_LACK_LEAD,
    .button = MSG_THK_LACK_SEND,
    .field = "begrunnelse",
    .label = MSG_THK_LACK_WHY,
    .hint = MSG_THK_LACK_HINT,
    .boxes = true,
};
static const struct reason_words take_up_words = {
    .path = "/vurder",
    .title = MSG_THK_TAKE_UP_TITLE,
    .lead = MSG_THK_TAKE_UP_LEAD,
    .button = MSG_THK_TO_TAKE_UP,
    .field = "grunnlag",
    .label = MSG_THK_TAKE_UP_WHY,
    .hint = MSG_THK_TAKE_UP_HINT,
};
static const struct reason_words undo_words = {
    .path = "/avgjorelse/angre",
    .title = MSG_THK_UNDO_TITLE,
    .lead = MSG_THK_UNDO_LEAD,
    .button = MSG_THK_TO_UNDO,
    .field = "begrunnelse",
    .label = MSG_THK_UNDO_WHY,
    .danger = true,
};

static const struct err *
show_reason(struct call *c, const struct http_req *req, struct page *pg,
            uint32_t steps, const struct reason_words *w,
            const struct err *faults)
{
    struct request_view v;
    const struct err *err = view_for(c, req, steps, &v);

    if (!err) {
        struct thk_reason_view view = thk_reason_view_of(
            pg, faults ? req : NULL, faults, &v, w);

        tpl_thk_reason(pg, &view);
    }
    return err;
}

/* What a posted reason leads to: on, or the same page with what is wrong. */
static const struct err *
answer_reason(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg, uint32_t steps, const struct reason_words *w,
              const struct err *err)
{
    assessment_id id;

    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_reason(c, req, pg, steps, w, err);
    }
    if (!err)
        err = thk_path_id(c, req, &id);
    if (!err)
        thk_see_other(res, id, "");
    return err;
}

#define LACK_STEP (1u << THK_STEP_LACK)
static const struct err *
get_lack(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)res;
    return show_reason(c, req, pg, LACK_STEP, &lack_words, NULL);
}

static uint32_t
read_lacks(struct form *f)
{
    uint32_t bits = 0;
    struct str word;

    for (size_t i = 0; form_each(f, "mangler", i, 40, &word); i++)
        for (unsigned l = 0; l < THK_LACK_COUNT; l++)
            if (str_eq_cz(word, thk_lack_word((enum thk_lack)l)))
                bits |= 1u << l;
    return bits;
}

static const struct err *
post_lack(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct seen seen;
    uint32_t lacks = read_lacks(&f);
    struct str reason = form_text(&f, "begrunnelse", 2000);
    const struct err *err = read_seen(&f, &seen);

    if (!err)
        err = inbox_app_lack(c, seen.id, seen.version, lacks, reason);
    return answer_reason(c, req, res, pg, LACK_STEP, &lack_words, err);
}

#define TAKE_UP_STEP (1u << THK_STEP_TAKE_UP)
static const struct err *
get_take_up(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)res;
    return show_reason(c, req, pg, TAKE_UP_STEP, &take_up_words, NULL);
}

static const struct err *
post_take_up(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct seen seen;
    struct str ground = form_text(&f, "grunnlag", 2000);
    const struct err *err = read_seen(&f, &seen);

    if (!err)
        err = inbox_app_take_up(c, seen.id, seen.version, ground);
    return answer_reason(c, req, res, pg, TAKE_UP_STEP, &take_up_words, err);
}

#define UNDO_STEP (1u << THK_STEP_UNDO)
static const struct err *
get_undo(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)res;
    return show_reason(c, req, pg, UNDO_STEP, &undo_words, NULL);
}

static const struct err *
post_undo(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct seen seen;
    struct str reason = form_text(&f, "begrunnelse", 2000);
    const struct err *err = read_seen(&f, &seen);

    if (!err)
        err = decision_app_undo(c, seen.id, seen.version, reason);
    return answer_reason(c, req, res, pg, UNDO_STEP, &undo_words, err);
}

/* --- the decision --- */

#define DECIDE_STEPS \
    (1u << THK_STEP_OFFER | 1u << THK_STEP_DECLINE | 1u << THK_STEP_WAIT)

static const struct err *
show_decide(struct call *c, const struct http_req *req, struct page *pg,
            const struct err *faults)
{
    struct request_view v;
    struct code_list reasons = {0};
    const struct err *err = view_for(c, req, DECIDE_STEPS, &v);

    if (!err)
        err = decision_app_reasons(c, v.a.id, &reasons);
    if (!err) {
        struct thk_decide_view view = thk_decide_view_of(
            pg, c, faults ? req : NULL, faults, &v, &reasons);

        tpl_thk_decide(pg, &view);
    }
    return err;
}

static const struct err *
get_decide(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    (void)res;
    return show_decide(c, req, pg, NULL);
}

static void
read_decision(struct form *f, struct decision *d)
{
    static const char *const kinds[] = {"offer", "decline", "wait", NULL};
    struct str priority = form_text(f, "prioritet", 1);

    d->kind = (enum decision_kind)form_choice(f, "avgjorelse", kinds);
    d->reason = form_text(f, "begrunnelse", 5000);
    d->to_child = form_text(f, "til_barnet", 2000);
    if (d->kind == DECISION_DECLINE)
        d->reason_code = form_text(f, "avslagsgrunn", 40);
    if (d->kind == DECISION_DECLINE || !str_to_i64(priority, &d->priority) ||
        d->priority < 1 || d->priority > 3)
        d->priority = 0;
}

static const struct err *
post_decide(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct decision d = {0};
    struct seen seen;
    const struct err *err;

    read_decision(&f, &d);
    err = read_seen(&f, &seen);
    if (!err)
        err = decision_app_make(c, seen.id, seen.version, &d);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_decide(c, req, pg, err);
    }
    if (!err)
        thk_see_other(res, seen.id, "");
    return err;
}

/* --- the second person --- */

static const struct err *
show_second(struct call *c, const struct http_req *req, struct page *pg,
            const struct err *faults)
{
    struct request_view v;
    const struct err *err = view_for(c, req, DECIDE_STEPS, &v);

    if (!err && (v.decision.id == 0 || v.decision.state != DECISION_PROPOSED))
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err) {
        struct thk_second_view view = thk_second_view_of(
            pg, c, faults ? req : NULL, faults, &v);

        tpl_thk_second(pg, &view);
    }
    return err;
}

static const struct err *
get_second(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    (void)res;
    return show_second(c, req, pg, NULL);
}

static const struct err *
post_second(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    static const char *const answers[] = {"ja", "nei", NULL};
    struct form f = form_of(c->mem, req);
    struct str reason = form_text(&f, "begrunnelse", 2000);
    int answer = form_choice(&f, "svar", answers);
    struct seen seen;
    const struct err *err = read_seen(&f, &seen);

    if (!err)
        err = decision_app_second(c, seen.id, seen.version, answer == 0,
                                  reason);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_second(c, req, pg, err);
    }
    if (!err)
        thk_see_other(res, seen.id, "");
    return err;
}

static const struct err *
get_letter(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct request_view v;
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)res;
    if (!err)
        err = request_app_view(c, id, &v);
    if (!err && (v.decision.id == 0 || v.decision.state != DECISION_STANDS))
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct thk_letter_view view = thk_letter_view_of(pg, &v);

        tpl_thk_letter(pg, &view);
    }
    return err;
}

const struct route inbox_routes[] = {
    {HTTP_GET, "/thk/innboks", ACT_INBOX_VIEW, get_inbox},
    {HTTP_POST, "/thk/{id}/mottak", ACT_ASSESSMENT_RECEIVE, post_receive},
    {HTTP_GET, "/thk/{id}/mangler", ACT_REQUEST_VIEW, get_lack},
    {HTTP_POST, "/thk/{id}/mangler", ACT_ASSESSMENT_RECEIVE, post_lack},
    {HTTP_GET, "/thk/{id}/vurder", ACT_REQUEST_VIEW, get_take_up},
    {HTTP_POST, "/thk/{id}/vurder", ACT_ASSESSMENT_DECIDE, post_take_up},
    {HTTP_GET, "/thk/{id}/avgjorelse", ACT_REQUEST_VIEW, get_decide},
    {HTTP_POST, "/thk/{id}/avgjorelse", ACT_ASSESSMENT_DECIDE, post_decide},
    {HTTP_GET, "/thk/{id}/avgjorelse/bekreft", ACT_REQUEST_VIEW, get_second},
    {HTTP_POST, "/thk/{id}/avgjorelse/bekreft", ACT_ASSESSMENT_DECIDE,
     post_second},
    {HTTP_GET, "/thk/{id}/avgjorelse/angre", ACT_REQUEST_VIEW, get_undo},
    {HTTP_POST, "/thk/{id}/avgjorelse/angre", ACT_ASSESSMENT_DECIDE, post_undo},
    {HTTP_GET, "/thk/{id}/brev", ACT_REQUEST_VIEW, get_letter},
};
const size_t inbox_routes_n = ARRAY_LEN(inbox_routes);
