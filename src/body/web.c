/* Pages of bodies and meetings.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/web.h"

#include "body/invite_app.h"
#include "body/pages.h"
#include "body/year_pages.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

enum { PEOPLE_MAX = 200 };

static const struct err *
get_home(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct body_home h;
    const struct err *err = body_app_home(c, &h);

    (void)req;
    (void)res;
    if (!err) {
        struct body_home_page v = body_home_page_of(pg, &h);

        v.may_begin = call_may_role(c, ACT_BODY_BEGIN);
        tpl_body_home(pg, &v);
    }
    return err;
}

static struct str
search_text(const struct http_req *req)
{
    struct str s = str_trim(http_param(req, "q"));

    while (str_chars(s) > 100 || !str_is_utf8(s))
        s.n--;
    return s;
}

static const struct err *
read_body(struct call *c, const struct http_req *req, struct body_whole *w)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    const struct err *err = form_errors(&f);

    return err ? err : body_app_view(c, id, search_text(req), w);
}

static const struct err *
read_meeting(struct call *c, const struct http_req *req,
             struct meeting_whole *w)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    const struct err *err = form_errors(&f);

    return err ? err : meeting_app_view(c, id, w);
}

static const struct err *
get_body(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct body_whole w;
    const struct err *err = read_body(c, req, &w);

    (void)res;
    if (!err) {
        struct body_page v = body_page_of(pg, &w);

        tpl_body_page(pg, &v);
    }
    return err;
}

static const struct err *
get_meeting(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct meeting_whole w;
    const struct err *err = read_meeting(c, req, &w);

    (void)res;
    if (!err) {
        struct meeting_page v = meeting_page_of(pg, &w);

        tpl_meeting_page(pg, &v);
    }
    return err;
}

static const struct err *
get_calendar(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct meeting_whole w;
    struct str text = STR_NONE;
    const struct err *err = read_meeting(c, req, &w);

    (void)pg;
    if (!err) {
        struct ical_event e = meeting_event(c->mem, c->sv, &w.m, w.b.name);

        err = ical_write(c->mem, ICAL_PUBLISH, STR_NONE, &e, 1, c->now, &text);
    }
    if (!err)
        http_attachment(res, "text/calendar; charset=utf-8", STR("mote.ics"),
                        text);
    return err;
}

/* --- forms --- */

static void
show(struct http_res *res, struct page *pg, const struct body_form *v,
     const struct err *wrong)
{
    tpl_body_form(pg, v);
    res->status = wrong ? 422 : 200;
}

static void
to_meeting(struct http_res *res, struct page *pg, meeting_id id)
{
    http_see_other(res, body_path(pg, "/moter/", id.v, ""));
}

static const struct err *
show_propose(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, const struct err *wrong)
{
    struct body_whole w;
    const struct err *err = read_body(c, req, &w);

    if (!err && !w.may.propose)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct body_form v = propose_form_of(pg, wrong ? req : NULL, wrong, &w);

        show(res, pg, &v, wrong);
    }
    return err;
}

static const struct err *
get_propose(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    return show_propose(c, req, res, pg, NULL);
}

static const struct err *
post_propose(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    static const char *const kinds[] = {"information", "discussion", "decision",
                                        "endorsement", NULL};
    static const char *const topics[] = {"none", "evaluation", "plan", "input",
                                         NULL};
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    item_id item;
    struct item_form i = {.title = form_text_required(&f, "tittel", 200),
                          .text = form_text(&f, "tekst", 4000)};
    const struct err *err;

    i.kind = (enum item_kind)form_choice(&f, "type", kinds);
    i.topic = (enum item_topic)form_choice(&f, "tema", topics);
    i.minutes = (int32_t)form_int(&f, "minutter", 1, 480);
    err = form_errors(&f);
    if (!err)
        err = body_app_propose(c, id, &i, &item);
    if (err && err->kind == INVALID)
        return show_propose(c, req, res, pg, err);
    if (!err)
        http_see_other(res, body_path(pg, "/organ/", id.v, ""));
    return err;
}

/* "10:30" or "10.30" → minutes since midnight. */
static int32_t
form_clock(struct form *f, const char *name)
{
    struct str s = form_text_required(f, name, 5);
    struct str h, m;
    int64_t hour = 0, minute = 0;

    if (s.n == 0)
        return 0;
    if ((!str_split(s, ':', &h, &m) && !str_split(s, '.', &h, &m)) ||
        !str_to_i64(h, &hour) || !str_to_i64(m, &minute) || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || m.n != 2)
        form_add(f,
                 ERR(f->mem, INVALID, .msg = MSG_MEETING_CLOCK, .field = name));
    return (int32_t)(hour * 60 + minute);
}

static struct meeting_form
form_meeting(struct form *f)
{
    struct meeting_form m = {.day = form_date(f, "dag"),
                             .from_minute = form_clock(f, "start"),
                             .to_minute = form_clock(f, "slutt"),
                             .place = form_text_required(f, "sted", 200),
                             .link = form_text(f, "lenke", 500)};

    if (date_is_none(m.day) && !form_errors(f))
        form_add(
            f, ERR(f->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "dag"));
    return m;
}

static const struct err *
show_plan(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    struct meeting none = {.held_on = DATE_NONE};
    struct body_whole w;
    const struct err *err = read_body(c, req, &w);

    if (!err && !w.may.run)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct body_form v = meeting_form_of(pg, wrong ? req : NULL, wrong,
                                             &w.b, &none);

        show(res, pg, &v, wrong);
    }
    return err;
}

static const struct err *
get_plan(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_plan(c, req, res, pg, NULL);
}

static const struct err *
post_plan(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct meeting_form m = form_meeting(&f);
    meeting_id made = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = meeting_app_plan(c, id, &m, &made);
    if (err && err->kind == INVALID)
        return show_plan(c, req, res, pg, err);
    if (!err)
        to_meeting(res, pg, made);
    return err;
}

/* A form about a meeting, for those who run it. */
typedef struct body_form (*meeting_form_maker)(struct page *pg,
                                               const struct http_req *req,
                                               const struct err *err,
                                               const struct meeting_whole *w);

static const struct err *
show_form(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong, meeting_form_maker make)
{
    struct meeting_whole w;
    const struct err *err = read_meeting(c, req, &w);

    if (!err && !w.may.run)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct body_form v = make(pg, wrong ? req : NULL, wrong, &w);

        show(res, pg, &v, wrong);
    }
    return err;
}

static struct body_form
move_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct meeting_whole *w)
{
    return meeting_form_of(pg, req, err, &w->b, &w->m);
}

static const struct err *
get_move(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_form(c, req, res, pg, NULL, move_form_of);
}

static const struct err *
post_move(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    struct meeting_form m = form_meeting(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = meeting_app_move(c, id, &m);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, move_form_of);
    if (!err)
        to_meeting(res, pg, id);
    return err;
}

/* A step without fields. */
static const struct err *
post_step(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg,
          const struct err *(*step)(struct call *c, meeting_id id))
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = step(c, id);
    if (!err)
        to_meeting(res, pg, id);
    return err;
}

static const struct err *
post_approve(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return post_step(c, req, res, pg, meeting_app_approve);
}

static const struct err *
post_call(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return post_step(c, req, res, pg, meeting_app_call);
}

static const struct err *
post_send(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return post_step(c, req, res, pg, meeting_app_send_minutes);
}

static const struct err *
get_cancel(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    return show_form(c, req, res, pg, NULL, cancel_form_of);
}

static const struct err *
post_cancel(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    struct str reason = form_text_required(&f, "grunn", 500);
    const struct err *err = form_errors(&f);

    if (!err)
        err = meeting_app_cancel(c, id, reason);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, cancel_form_of);
    if (!err)
        to_meeting(res, pg, id);
    return err;
}

static const struct err *
get_hold(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_form(c, req, res, pg, NULL, hold_form_of);
}

/* Fields "person-ID" with 0 … 3; "resten": who is not noted was there. */
static size_t
form_presence(struct form *f, struct presence_mark *mark)
{
    static const char *const words[] = {"0", "1", "2", "3", NULL};
    bool rest = form_checked(f, "resten");
    size_t n = 0;

    for (size_t i = 0; i < f->req->n_field && n < PEOPLE_MAX; i++) {
        struct str name = f->req->field[i].name;

        if (!str_starts(name, STR("person-")) ||
            !id_parse(str_cut(name, 7, name.n), &mark[n].person.v))
            continue;
        mark[n].presence = (enum presence)form_choice(f, str_cz(f->mem, name),
                                                      words);
        if (rest && mark[n].presence == PRESENCE_NONE)
            mark[n].presence = PRESENT;
        n++;
    }
    if (n == 0)
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_MEETING_NO_PRESENCE));
    return n;
}

static const struct err *
post_hold(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    struct presence_mark mark[PEOPLE_MAX] = {0};
    size_t n = form_presence(&f, mark);
    const struct err *err = form_errors(&f);

    if (!err)
        err = meeting_app_hold(c, id, mark, n);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, hold_form_of);
    if (!err)
        to_meeting(res, pg, id);
    return err;
}

static const struct err *
get_approved(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return show_form(c, req, res, pg, NULL, approved_form_of);
}

static const struct err *
post_approved(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    meeting_id in = {form_id(&f, "mote")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = meeting_app_approve_minutes(c, id, in);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, approved_form_of);
    if (!err)
        to_meeting(res, pg, id);
    return err;
}

/* The year asked for; anything odd is this year. */
static int
year_asked(const struct call *c, const struct http_req *req)
{
    int64_t n = 0;
    int y, m, d;

    date_split(c->today, &y, &m, &d);
    if (str_to_i64(http_param(req, "ar"), &n) && n >= 2000 && n <= 2100)
        return (int)n;
    return y;
}

static const struct err *
read_year(struct call *c, const struct http_req *req, struct body_whole *w)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    const struct err *err = form_errors(&f);

    return err ? err : body_app_year(c, id, year_asked(c, req), w);
}

static const struct err *
get_year(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct body_whole w;
    const struct err *err = read_year(c, req, &w);

    (void)res;
    if (!err) {
        struct year_page v = year_page_of(pg, &w, year_asked(c, req));

        tpl_body_year(pg, &v);
    }
    return err;
}

static const struct err *
get_year_calendar(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    struct body_whole w;
    struct str text = STR_NONE;
    const struct err *err = read_year(c, req, &w);

    (void)pg;
    if (!err)
        err = year_calendar(c, &w, year_asked(c, req), &text);
    if (!err)
        http_attachment(res, "text/calendar; charset=utf-8", STR("arshjul.ics"),
                        text);
    return err;
}

const struct route body_routes[] = {
    {HTTP_GET, "/organ", ACT_BODY_LIST, get_home},
    {HTTP_GET, "/organ/{organ}", ACT_BODY_VIEW, get_body},
    {HTTP_GET, "/organ/{organ}/sak", ACT_BODY_VIEW, get_propose},
    {HTTP_POST, "/organ/{organ}/sak", ACT_BODY_PROPOSE, post_propose},
    {HTTP_GET, "/organ/{organ}/mote", ACT_BODY_VIEW, get_plan},
    {HTTP_POST, "/organ/{organ}/mote", ACT_BODY_RUN, post_plan},
    {HTTP_GET, "/organ/{organ}/arshjul", ACT_BODY_VIEW, get_year},
    {HTTP_GET, "/organ/{organ}/arshjul/kalender", ACT_BODY_VIEW,
     get_year_calendar},
    {HTTP_GET, "/moter/{mote}", ACT_BODY_VIEW, get_meeting},
    {HTTP_GET, "/moter/{mote}/kalender", ACT_BODY_VIEW, get_calendar},
    {HTTP_GET, "/moter/{mote}/endre", ACT_BODY_VIEW, get_move},
    {HTTP_POST, "/moter/{mote}/endre", ACT_BODY_RUN, post_move},
    {HTTP_POST, "/moter/{mote}/godkjenn", ACT_BODY_APPROVE, post_approve},
    {HTTP_POST, "/moter/{mote}/kall-inn", ACT_BODY_RUN, post_call},
    {HTTP_GET, "/moter/{mote}/avlys", ACT_BODY_VIEW, get_cancel},
    {HTTP_POST, "/moter/{mote}/avlys", ACT_BODY_RUN, post_cancel},
    {HTTP_GET, "/moter/{mote}/holdt", ACT_BODY_VIEW, get_hold},
    {HTTP_POST, "/moter/{mote}/holdt", ACT_BODY_RUN, post_hold},
    {HTTP_POST, "/moter/{mote}/referat", ACT_BODY_RUN, post_send},
    {HTTP_GET, "/moter/{mote}/godkjent", ACT_BODY_VIEW, get_approved},
    {HTTP_POST, "/moter/{mote}/godkjent", ACT_BODY_RUN, post_approved},
};
const size_t body_routes_n = ARRAY_LEN(body_routes);

#define MENU                                                                 \
    (ROLE_BIT(LEADER) | ROLE_BIT(ADVISER) | ROLE_BIT(CLINIC_CONTACT) |       \
     ROLE_BIT(HEALTH_CONTACT) | ROLE_BIT(CONTACT_POINT) | ROLE_BIT(INTAKE) | \
     ROLE_BIT(COORDINATOR))
const struct menu_entry body_menu[] = {
    {"/organ", MSG_BODY_TITLE, MSG_BODY_MENU_GROUP, MENU, "PersonGroup"},
};
const size_t body_menu_n = ARRAY_LEN(body_menu);
