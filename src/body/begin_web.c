/* Pages that begin and end a body.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/begin_web.h"

#include "body/begin_app.h"
#include "body/member_pages.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

enum { NAME_MAX = 100, SHORT_MAX = 20 };

static struct field_view
kind_field(const struct form_view *f)
{
    struct choice choice[BODY_KIND_COUNT];

    for (int i = 0; i < BODY_KIND_COUNT; i++)
        choice[i] = (struct choice){
            .value = str_of(body_kind_word((enum body_kind)i)),
            .label = words(f->pg, body_kind_message((enum body_kind)i)),
            .selected = i == BODY_LOCAL};
    return field_choice(f, FIELD_SELECT, "slag", MSG_BEGIN_KIND, 0, choice,
                        BODY_KIND_COUNT);
}

static struct field_view
prepares_field(const struct form_view *f, const struct body_list *mine)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice, mine->n + 1);

    choice[0] = (struct choice){.label = words(f->pg, MSG_BEGIN_PREPARES_NONE),
                                .selected = true};
    for (size_t i = 0; i < mine->n; i++)
        choice[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, mine->row[i].id.v),
            .label = mine->row[i].name};
    return field_choice(f, FIELD_SELECT, "forbereder", MSG_BEGIN_PREPARES,
                        MSG_BEGIN_PREPARES_HINT, choice, mine->n + 1);
}

static struct body_form
begin_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct body_list *mine)
{
    struct form_view f = form_view_of(pg, req, err);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 6);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    crumb[1] = (struct crumb){.label = words(pg, MSG_BEGIN_TITLE)};
    field[0] = kind_field(&f);
    field[1] = field_text(&f, "navn", MSG_BEGIN_NAME, 0, STR_NONE);
    field[2] = field_text(&f, "kort", MSG_BEGIN_SHORT, MSG_BEGIN_SHORT_HINT,
                          STR_NONE);
    field[3] = field_text(&f, "part1", MSG_BEGIN_PARTY, MSG_BEGIN_PARTY_HINT,
                          STR_NONE);
    field[4] = field_text(&f, "part2", MSG_BEGIN_PARTY_MORE, 0, STR_NONE);
    field[4].optional = true;
    field[5] = prepares_field(&f, mine);
    return (struct body_form){.crumbs = {crumb, 2},
                              .title = words(pg, MSG_BEGIN_TITLE),
                              .lead = words(pg, MSG_BEGIN_LEAD),
                              .action = STR("/organ/ny"),
                              .cancel = STR("/organ"),
                              .button = words(pg, MSG_BEGIN_TITLE),
                              .errors = errors_of(&f),
                              .fields = field,
                              .fields_n = 6};
}

static const struct err *
show_new(struct call *c, const struct http_req *req, struct page *pg,
         const struct err *fault)
{
    struct body_list mine;
    const struct err *err = begin_app_choices(c, &mine);

    if (!err) {
        struct body_form v = begin_form_of(pg, fault ? req : NULL, fault,
                                           &mine);

        tpl_body_form(pg, &v);
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)res;
    return show_new(c, req, pg, NULL);
}

static enum body_kind
form_kind(struct form *f)
{
    const char *kind[BODY_KIND_COUNT + 1] = {NULL};

    for (int i = 0; i < BODY_KIND_COUNT; i++)
        kind[i] = body_kind_word((enum body_kind)i);
    return (enum body_kind)form_choice(f, "slag", kind);
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct begin_form b = {
        .kind = form_kind(&f),
        .name = form_text_required(&f, "navn", NAME_MAX),
        .short_name = form_text_required(&f, "kort", SHORT_MAX),
        .party = {form_text_required(&f, "part1", 200),
                  form_text(&f, "part2", 200)},
        .prepares = {form_id_or_none(&f, "forbereder")},
    };
    body_id id = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = begin_app_create(c, &b, &id);
    if (form_shown_again(err, res))
        return show_new(c, req, pg, err);
    if (!err)
        http_see_other(res, body_path(pg, "/organ/", id.v, "/medlemmer"));
    return err;
}

static const struct err *
show_end(struct call *c, const struct http_req *req, struct page *pg,
         const struct err *fault)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct body_members m;
    const struct err *err = form_errors(&f);

    if (!err)
        err = members_app_view(c, id, &m);
    if (!err) {
        struct body_form v = body_end_form_of(pg, fault ? req : NULL, fault,
                                              &m);

        tpl_body_form(pg, &v);
    }
    return err;
}

static const struct err *
get_end(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)res;
    return show_end(c, req, pg, NULL);
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct date last = form_date(&f, "siste");
    const struct err *err;

    if (date_is_none(last) && !form_errors(&f))
        form_fault(&f, "siste", MSG_FORM_REQUIRED);
    err = form_errors(&f);
    if (!err)
        err = begin_app_end(c, id, last);
    if (form_shown_again(err, res))
        return show_end(c, req, pg, err);
    if (!err)
        http_see_other(res, body_path(pg, "/organ/", id.v, ""));
    return err;
}

const struct route begin_routes[] = {
    {HTTP_GET, "/organ/ny", ACT_BODY_BEGIN, get_new},
    {HTTP_POST, "/organ/ny", ACT_BODY_BEGIN, post_new},
    {HTTP_GET, "/organ/{organ}/avslutt", ACT_BODY_VIEW, get_end},
    {HTTP_POST, "/organ/{organ}/avslutt", ACT_BODY_RUN, post_end},
};
const size_t begin_routes_n = ARRAY_LEN(begin_routes);
