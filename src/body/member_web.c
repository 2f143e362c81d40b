/* Pages of a body's members and how it works.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/member_web.h"

#include "body/member_pages.h"
#include "text/messages_text.h"

static const struct err *
read_members(struct call *c, const struct http_req *req, struct body_members *m)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    const struct err *err = form_errors(&f);

    return err ? err : members_app_view(c, id, m);
}

static void
to_members(struct http_res *res, struct page *pg, body_id id)
{
    http_see_other(res, body_path(pg, "/organ/", id.v, "/medlemmer"));
}

static const struct err *
get_members(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct body_members m;
    const struct err *err = read_members(c, req, &m);

    (void)res;
    if (!err) {
        struct members_page v = members_page_of(pg, &m);

        tpl_body_members(pg, &v);
    }
    return err;
}

typedef struct body_form (*members_form_maker)(struct page *pg,
                                               const struct http_req *req,
                                               const struct err *err,
                                               const struct body_members *m);

static const struct err *
show_form(struct call *c, const struct http_req *req, struct page *pg,
          const struct err *wrong, members_form_maker make)
{
    struct body_members m;
    const struct err *err = read_members(c, req, &m);

    if (!err) {
        struct body_form v = make(pg, wrong ? req : NULL, wrong, &m);

        tpl_body_form(pg, &v);
    }
    return err;
}

static const struct err *
get_add(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)res;
    return show_form(c, req, pg, NULL, seat_form_of);
}

static enum seat
form_seat(struct form *f)
{
    static const char *const seats[] = {"chair", "secretary", "member",
                                        "invited", NULL};

    return (enum seat)form_choice(f, "plass", seats);
}

static const struct err *
post_add(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct seat_form s = {.login = form_text(&f, "bruker", 100),
                          .name = form_text(&f, "navn", 100),
                          .address = form_text(&f, "epost", 200),
                          .unit = form_text(&f, "enhet", 200),
                          .seat = form_seat(&f),
                          .from = form_date(&f, "fra")};
    const struct err *err;

    if (date_is_none(s.from) && !form_errors(&f))
        form_fault(&f, "fra", MSG_FORM_REQUIRED);
    err = form_errors(&f);
    if (!err)
        err = members_app_add(c, id, &s);
    if (form_shown_again(err, res))
        return show_form(c, req, pg, err, seat_form_of);
    if (!err)
        to_members(res, pg, id);
    return err;
}

static const struct err *
show_change(struct call *c, const struct http_req *req, struct page *pg,
            const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    person_id id = {form_path_id(&f, "medlem")};
    struct body_members m;
    struct body_person p = {0};
    const struct err *err = members_app_view_seat(c, id, &m, &p);

    if (!err) {
        struct body_form v = change_form_of(pg, wrong ? req : NULL, wrong, &m,
                                            &p);

        tpl_body_form(pg, &v);
    }
    return err;
}

static const struct err *
get_change(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    (void)res;
    return show_change(c, req, pg, NULL);
}

static const struct err *
post_change(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    person_id id = {form_path_id(&f, "medlem")};
    enum seat seat = form_seat(&f);
    struct date last = form_date(&f, "til");
    body_id body = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = members_app_change(c, id, seat, last, &body);
    if (form_shown_again(err, res))
        return show_change(c, req, pg, err);
    if (!err)
        to_members(res, pg, body);
    return err;
}

static const struct err *
get_unit(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)res;
    return show_form(c, req, pg, NULL, unit_form_of);
}

static const struct err *
post_unit(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    static const char *const parts[] = {"party", "member", "invited", NULL};
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct str name = form_text_required(&f, "enhet", 200);
    enum body_part part = (enum body_part)form_choice(&f, "del", parts);
    const struct err *err = form_errors(&f);

    if (!err)
        err = members_app_add_unit(c, id, name, part);
    if (form_shown_again(err, res))
        return show_form(c, req, pg, err, unit_form_of);
    if (!err)
        to_members(res, pg, id);
    return err;
}

static const struct err *
post_end_unit(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    unit_id unit = {form_id_or_none(&f, "enhet")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = members_app_end_unit(c, id, unit);
    if (!err)
        to_members(res, pg, id);
    return err;
}

static const struct err *
get_rules(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)res;
    return show_form(c, req, pg, NULL, rules_form_of);
}

static const struct err *
post_rules(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct body b = {.id = {form_path_id(&f, "organ")},
                     .quorum_people = (int32_t)form_int(&f, "antall", 0, 99),
                     .quorum_parties = form_checked(&f, "parter"),
                     .host_years = (int32_t)form_int(&f, "vertar", 0, 20),
                     .host_from = (int32_t)form_int(&f, "vertfra", 0, 2200),
                     .meetings_a_year = (int32_t)form_int(&f, "moter", 0, 12),
                     .version = form_int(&f, "versjon", 1, INT64_MAX)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = members_app_rules(c, &b);
    if (form_shown_again(err, res))
        return show_form(c, req, pg, err, rules_form_of);
    if (!err)
        to_members(res, pg, b.id);
    return err;
}

const struct route member_routes[] = {
    {HTTP_GET, "/organ/{organ}/medlemmer", ACT_BODY_VIEW, get_members},
    {HTTP_GET, "/organ/{organ}/medlemmer/ny", ACT_BODY_VIEW, get_add},
    {HTTP_POST, "/organ/{organ}/medlemmer/ny", ACT_BODY_RUN, post_add},
    {HTTP_GET, "/organ/{organ}/enheter/ny", ACT_BODY_VIEW, get_unit},
    {HTTP_POST, "/organ/{organ}/enheter/ny", ACT_BODY_RUN, post_unit},
    {HTTP_POST, "/organ/{organ}/enheter/slutt", ACT_BODY_RUN, post_end_unit},
    {HTTP_GET, "/organ/{organ}/regler", ACT_BODY_VIEW, get_rules},
    {HTTP_POST, "/organ/{organ}/regler", ACT_BODY_RUN, post_rules},
    {HTTP_GET, "/medlemmer/{medlem}", ACT_BODY_VIEW, get_change},
    {HTTP_POST, "/medlemmer/{medlem}", ACT_BODY_RUN, post_change},
};
const size_t member_routes_n = ARRAY_LEN(member_routes);
