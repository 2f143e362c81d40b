/* Pages of conversations between units, and of anonymous consultations.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/web.h"

#include "casefile/forms.h"
#include "message/pages.h"
#include "text/messages_message.h"
#include "text/messages_text.h"

enum { PER_PAGE = 50, LINE_MAX_CHARS = 200 };

static void
see_between(struct page *pg, struct http_res *res, enum between_kind kind,
            int64_t thread)
{
    http_see_other(res, str_fmt(pg->mem, "%s/%.*s",
                                kind == BETWEEN_QUESTION ? "/drofting"
                                                         : "/meldinger/enheter",
                                STR_FMT(id_format(pg->mem, thread))));
}

/* --- lists --- */

static const struct err *
show_between_list(struct call *c, const struct http_req *req, struct page *pg,
                  enum between_kind kind)
{
    int64_t number = read_page(req), total = 0;
    struct between_list list;
    const struct err *err = between_app_list(c, kind, (number - 1) * PER_PAGE,
                                             PER_PAGE, &list, &total);

    if (!err) {
        struct between_list_view v = between_list_view_of(pg, req, kind, number,
                                                          &list, total);

        if (kind == BETWEEN_QUESTION)
            tpl_consult_list(pg, &v);
        else
            tpl_between_list(pg, &v);
    }
    return err;
}

static const struct err *
get_between_list(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    (void)res;
    return show_between_list(c, req, pg, BETWEEN_MESSAGE);
}

static const struct err *
get_consult_list(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    (void)res;
    return show_between_list(c, req, pg, BETWEEN_QUESTION);
}

static const struct err *
get_consult_figures(struct call *c, const struct http_req *req,
                    struct http_res *res, struct page *pg)
{
    struct consult_figures list;
    const struct err *err = consult_app_figures(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct consult_figures_view v = consult_figures_view_of(pg, &list);

        tpl_consult_figures_page(pg, &v);
    }
    return err;
}

static const struct err *
get_consult_csv(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct consult_figures list;
    const struct err *err = consult_app_figures(c, &list);

    (void)req;
    if (!err)
        http_attachment(res, "text/csv; charset=utf-8", STR("drofting.csv"),
                        consult_figures_csv(pg, &list));
    return err;
}

/* --- a new one --- */

static const struct err *
show_between_new(struct call *c, struct page *pg, enum between_kind kind,
                 struct str text, int64_t unit, const struct http_req *req,
                 const struct err *wrong)
{
    struct between_whom w;
    const struct err *err = between_app_whom(c, text, (unit_id){unit}, &w);

    if (!err) {
        struct between_new_view v = between_new_view_of(pg, req, wrong, kind,
                                                        &w);

        tpl_between_new(pg, &v);
    }
    return err;
}

static const struct err *
show_between_whom(struct call *c, const struct http_req *req, struct page *pg,
                  enum between_kind kind)
{
    struct form f = form_of(c->mem, req);
    int64_t unit = form_id_or_none(&f, "enhet");
    struct str text = form_text(&f, "q", LINE_MAX_CHARS);
    const struct err *err = form_errors(&f);

    return err ? err : show_between_new(c, pg, kind, text, unit, NULL, NULL);
}

static const struct err *
get_between_new(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    (void)res;
    return show_between_whom(c, req, pg, BETWEEN_MESSAGE);
}

static const struct err *
get_consult_new(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    (void)res;
    return show_between_whom(c, req, pg, BETWEEN_QUESTION);
}

/* A function's code, or a person's function. */
static void
read_whom(struct form *f, struct between_form *m)
{
    struct str s = form_text_required(f, "til", LINE_MAX_CHARS);

    if (s.n == 0 || function_kind_parse(s, &m->to_kind))
        return;
    if (m->kind == BETWEEN_QUESTION || !id_parse(s, &m->to.v))
        form_fault(f, "til", MSG_FORM_CHOICE);
}

/* What is told without identity has been read by whoever sends it. */
static void
read_confirm(struct form *f, enum between_kind kind)
{
    if (kind == BETWEEN_QUESTION && !form_checked(f, "lest"))
        form_fault(f, "lest", MSG_CONSULT_CONFIRM_NEEDED);
}

static const struct err *
send_between_new(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg, enum between_kind kind)
{
    struct form f = form_of(c->mem, req);
    struct between_form m = {.kind = kind, .to_unit = {form_id(&f, "enhet")}};
    int64_t thread = 0;
    const struct err *err;

    read_whom(&f, &m);
    m.subject = form_text_required(&f, "emne", MESSAGE_SUBJECT_MAX);
    m.text = form_text_required(&f, "tekst", MESSAGE_TEXT_MAX);
    read_confirm(&f, kind);
    err = form_errors(&f);
    if (!err)
        err = between_app_send(c, &m, &thread);
    if (form_shown_again(err, res))
        return show_between_new(c, pg, kind, STR_NONE, m.to_unit.v, req, err);
    if (!err)
        see_between(pg, res, kind, thread);
    return err;
}

static const struct err *
post_between_new(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    return send_between_new(c, req, res, pg, BETWEEN_MESSAGE);
}

static const struct err *
post_consult_new(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    return send_between_new(c, req, res, pg, BETWEEN_QUESTION);
}

/* --- one of them --- */

static const struct err *
show_between(struct call *c, struct page *pg, enum between_kind kind,
             int64_t thread, const struct http_req *req,
             const struct err *wrong)
{
    struct between_view v;
    const struct err *err = between_app_view(c, kind, thread, &v);

    if (!err) {
        struct between_thread_view t = between_thread_view_of(pg, req, wrong,
                                                              c->who.unit, &v);

        tpl_between_thread(pg, &t);
    }
    return err;
}

static const char *
thread_in_path(enum between_kind kind)
{
    return kind == BETWEEN_QUESTION ? "sporsmal" : "samtale";
}

static const struct err *
look_at_between(struct call *c, const struct http_req *req, struct page *pg,
                enum between_kind kind)
{
    struct form f = form_of(c->mem, req);
    int64_t thread = form_path_id(&f, thread_in_path(kind));
    const struct err *err = form_errors(&f);

    return err ? err : show_between(c, pg, kind, thread, NULL, NULL);
}

static const struct err *
get_between(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)res;
    return look_at_between(c, req, pg, BETWEEN_MESSAGE);
}

static const struct err *
get_consult(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)res;
    return look_at_between(c, req, pg, BETWEEN_QUESTION);
}

static const struct err *
answer_between(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg, enum between_kind kind)
{
    struct form f = form_of(c->mem, req);
    struct between_form m = {.kind = kind,
                             .thread = form_path_id(&f, thread_in_path(kind))};
    int64_t thread = 0;
    const struct err *err;

    m.text = form_text_required(&f, "tekst", MESSAGE_TEXT_MAX);
    read_confirm(&f, kind);
    err = form_errors(&f);
    if (!err)
        err = between_app_send(c, &m, &thread);
    if (form_shown_again(err, res))
        return show_between(c, pg, kind, m.thread, req, err);
    if (!err)
        see_between(pg, res, kind, thread);
    return err;
}

static const struct err *
post_between(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return answer_between(c, req, res, pg, BETWEEN_MESSAGE);
}

static const struct err *
post_consult(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return answer_between(c, req, res, pg, BETWEEN_QUESTION);
}

/* Does one thing to the thread, and shows it. */
static const struct err *
do_to_between(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg, enum between_kind kind,
              const struct err *(*act)(struct call *, int64_t))
{
    struct form f = form_of(c->mem, req);
    int64_t thread = form_path_id(&f, thread_in_path(kind));
    const struct err *err = form_errors(&f);

    if (!err)
        err = act(c, thread);
    if (!err)
        see_between(pg, res, kind, thread);
    return err;
}

static const struct err *
post_between_read(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    return do_to_between(c, req, res, pg, BETWEEN_MESSAGE, between_app_settle);
}

static const struct err *
post_consult_read(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    return do_to_between(c, req, res, pg, BETWEEN_QUESTION, between_app_settle);
}

static const struct err *
post_consult_close(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    return do_to_between(c, req, res, pg, BETWEEN_QUESTION, between_app_close);
}

const struct route between_routes[] = {
    {HTTP_GET, "/meldinger/enheter", ACT_BETWEEN_LIST, get_between_list},
    {HTTP_GET, "/meldinger/enheter/ny", ACT_BETWEEN_LIST, get_between_new},
    {HTTP_POST, "/meldinger/enheter/ny", ACT_BETWEEN_SEND, post_between_new},
    {HTTP_GET, "/meldinger/enheter/{samtale}", ACT_BETWEEN_VIEW, get_between},
    {HTTP_POST, "/meldinger/enheter/{samtale}", ACT_BETWEEN_SEND, post_between},
    {HTTP_POST, "/meldinger/enheter/{samtale}/lest", ACT_BETWEEN_SEND,
     post_between_read},
    {HTTP_GET, "/drofting", ACT_BETWEEN_LIST, get_consult_list},
    {HTTP_GET, "/drofting/tall", ACT_CONSULT_FIGURES, get_consult_figures},
    {HTTP_GET, "/drofting/tall.csv", ACT_CONSULT_FIGURES, get_consult_csv},
    {HTTP_GET, "/drofting/ny", ACT_BETWEEN_LIST, get_consult_new},
    {HTTP_POST, "/drofting/ny", ACT_BETWEEN_SEND, post_consult_new},
    {HTTP_GET, "/drofting/{sporsmal}", ACT_BETWEEN_VIEW, get_consult},
    {HTTP_POST, "/drofting/{sporsmal}", ACT_BETWEEN_SEND, post_consult},
    {HTTP_POST, "/drofting/{sporsmal}/lest", ACT_BETWEEN_SEND,
     post_consult_read},
    {HTTP_POST, "/drofting/{sporsmal}/lukk", ACT_BETWEEN_SEND,
     post_consult_close},
};
const size_t between_routes_n = ARRAY_LEN(between_routes);
