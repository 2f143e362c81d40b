/* Pages of agreements: list, obligations, text, points and their evidence.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/web.h"

#include "agreement/pages_reading.h"

#include "agreement/pages.h"
#include "file/pages.h"
#include "text/messages_agreement.h"
#include "text/messages_body.h"

enum { LABEL_MAX = 200, DOCUMENT_MAX = 300, COUNT_MAX = 99, INVITED_MAX = 40 };

static agreement_id
path_agreement(struct form *f)
{
    return (agreement_id){form_path_id(f, "avtale")};
}

/* The day asked for; today when none is, or an odd or a future one. */
static struct date
day_asked(const struct call *c, const struct http_req *req)
{
    struct form f = form_of(c->mem, req);
    struct date day = form_date(&f, "dag");

    if (form_errors(&f) || date_is_none(day) || date_cmp(day, c->today) > 0)
        return c->today;
    return day;
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct look_list list = {0};
    struct agreement_duty_list mine = {0};
    const struct err *err = agreement_app_list(c, c->today, &list, &mine);

    (void)req;
    (void)res;
    if (!err) {
        struct agreement_list_view v = agreement_list_view_of(pg, &list, &mine);

        v.may_start = call_may_role(c, ACT_AGREEMENT_NEW);
        tpl_agreement_list(pg, &v);
    }
    return err;
}

static const struct err *
look_at(struct call *c, const struct http_req *req, struct date on,
        struct agreement_look *out)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    return err ? err : agreement_app_view(c, id, on, out);
}

static const struct err *
get_agreement(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct agreement_look look;
    const struct err *err = look_at(c, req, day_asked(c, req), &look);

    (void)res;
    if (!err) {
        struct agreement_view v = agreement_view_of(
            pg, req, &look,
            look.party && call_may_role(c, ACT_AGREEMENT_RELEASE));

        v.campaign = look.party && look.version &&
                     call_may_role(c, ACT_AGREEMENT_CAMPAIGN);
        tpl_agreement_view(pg, &v);
    }
    return err;
}

static const struct err *
get_text(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct agreement_look look;
    const struct err *err = look_at(c, req, c->today, &look);

    (void)res;
    if (!err) {
        struct agreement_text_view v = agreement_text_view_of(pg, &look);

        tpl_agreement_text(pg, &v);
    }
    return err;
}

/* --- one point --- */

/* The clause of a point that has a page of its own. Errors: NOT_FOUND. */
static const struct err *
find_clause(struct call *c, const struct agreement_look *look, struct str ref,
            size_t *out)
{
    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct clause *clause = &look->clauses.row[i];

        if (!str_eq(clause->ref, ref) || (clause->shown != SHOWN_OBLIGATION &&
                                          clause->shown != SHOWN_PEOPLE))
            continue;
        *out = i;
        return NULL;
    }
    return ERR(c->mem, NOT_FOUND);
}

static const struct err *
show_point(struct call *c, const struct http_req *req, struct page *pg,
           const struct http_req *typed, const struct err *wrong)
{
    struct agreement_look look;
    size_t i = 0;
    const struct err *err = look_at(c, req, c->today, &look);

    if (!err)
        err = find_clause(c, &look, http_path_arg(req, "ref"), &i);
    if (!err) {
        bool may = look.party && call_may_role(c, ACT_AGREEMENT_EVIDENCE);
        struct agreement_point_view v = agreement_point_view_of(
            pg, typed, wrong, &look, i, may);

        v.no_scanner = c->sv->clamd.n == 0;
        tpl_agreement_point(pg, &v);
    }
    return err;
}

static const struct err *
get_point(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)res;
    return show_point(c, req, pg, NULL, NULL);
}

static int32_t
number_or_none(struct form *f, const char *name)
{
    return form_has(f, name) ? (int32_t)form_int(f, name, 0, COUNT_MAX) : 0;
}

static uint32_t
read_flags(struct form *f)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } boxes[] = {
        {"felles", FACT_JOINT},         {"utkast", FACT_PREPARED},
        {"tilslutning", FACT_ENDORSED}, {"revisjon", FACT_ASKED},
        {"offentlig", FACT_RELEASED},   {"avtalt", FACT_AGREED},
    };
    uint32_t flags = 0;

    for (size_t i = 0; i < ARRAY_LEN(boxes); i++)
        if (form_checked(f, boxes[i].name))
            flags |= boxes[i].flag;
    return flags;
}

static void
read_invited(struct form *f, struct evidence *e)
{
    int64_t *unit = ARENA_NEW_N(f->mem, int64_t, INVITED_MAX);
    struct str value;

    while (e->invited_n < INVITED_MAX &&
           form_each(f, "invitert", e->invited_n, 20, &value) &&
           id_parse(value, &unit[e->invited_n]))
        e->invited_n++;
    e->invited = unit;
}

static void
read_evidence(struct form *f, const struct http_req *req, struct evidence *e)
{
    const char *words[FACT_KIND_COUNT + 1] = {NULL};

    for (int k = 0; k < FACT_KIND_COUNT; k++)
        words[k] = fact_kind_word((enum fact_kind)k);
    e->agreement = path_agreement(f);
    e->ref = http_path_arg(req, "ref");
    e->fact.kind = (enum fact_kind)form_choice(f, "slag", words);
    e->fact.on = form_date(f, "dag");
    e->fact.until = form_date(f, "til");
    e->fact.gone = DATE_NONE;
    e->fact.label = form_text_required(f, "tekst", LABEL_MAX);
    e->document = form_text(f, "dokument", DOCUMENT_MAX);
    e->fact.flags = read_flags(f);
    if (e->fact.kind == FACT_MEETING || e->fact.kind == FACT_PLANNED) {
        e->fact.unit = form_id(f, "vert");
        e->fact.n = number_or_none(f, "forberedt");
        e->fact.total = number_or_none(f, "saker");
        read_invited(f, e);
    }
    if (e->fact.kind == FACT_LOCAL)
        e->fact.unit = form_id(f, "institusjon");
}

static const struct err *
post_point(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct evidence e = {0};
    const struct http_file *sent = form_file(&f, "fil");
    struct paper_file file = {.name = STR_NONE};
    const struct err *err;

    read_evidence(&f, req, &e);
    err = form_errors(&f);
    if (sent) {
        file = (struct paper_file){.name = sent->file_name,
                                   .bytes = sent->bytes};
        err = err_join(c->mem, err, paper_check(c, &file));
    }
    if (!err || err->kind == INVALID)
        err = agreement_app_add_evidence(c, &e, sent ? &file : NULL, err);
    if (file_shown_again(err, res))
        return show_point(c, req, pg, req, err);
    if (!err)
        http_see_other(res, agreement_point_path(c->mem, e.agreement, e.ref));
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t evidence = form_id_or_none(&f, "bevis");
    struct str ref = form_text(&f, "punkt", 20);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = agreement_app_withdraw(c, id, evidence);
    if (!err)
        http_see_other(res, agreement_point_path(c->mem, id, ref));
    return err;
}

static const struct err *
post_read(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = agreement_app_confirm(c, id);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, ""));
    return err;
}

static const struct err *
post_release(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    bool release = form_checked(&f, "slipp");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = agreement_app_release(c, id, release);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, ""));
    return err;
}

/* --- for anybody --- */

static const struct err *
get_public_list(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct look_list list = {0};
    const struct err *err = agreement_app_public(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct agreement_public_list_view v = public_list_view_of(pg, &list);

        tpl_agreement_public_list(pg, &v);
    }
    return err;
}

static const struct err *
get_public(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct look_list list = {0};
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = agreement_app_public(c, &list);
    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].agreement.id.v == id.v) {
            struct agreement_public_view v = public_view_of(pg, &list.row[i]);

            tpl_agreement_public(pg, &v);
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
get_campaign(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    struct campaign k;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = reading_app_campaign(c, id, &k);
    if (!err) {
        struct campaign_view v = campaign_view_of(pg, &k, &c->sv->rules);

        tpl_campaign(pg, &v);
    }
    return err;
}

const struct route agreement_routes[] = {
    {HTTP_GET, "/avtaler", ACT_AGREEMENT_LIST, get_list},
    {HTTP_GET, "/avtaler/{avtale}", ACT_AGREEMENT_VIEW, get_agreement},
    {HTTP_GET, "/avtaler/{avtale}/tekst", ACT_AGREEMENT_VIEW, get_text},
    {HTTP_GET, "/avtaler/{avtale}/punkt/{ref}", ACT_AGREEMENT_VIEW, get_point},
    {HTTP_POST, "/avtaler/{avtale}/punkt/{ref}", ACT_AGREEMENT_EVIDENCE,
     post_point},
    {HTTP_POST, "/avtaler/{avtale}/bevis/trekk", ACT_AGREEMENT_EVIDENCE,
     post_withdraw},
    {HTTP_POST, "/avtaler/{avtale}/lest", ACT_AGREEMENT_CONFIRM, post_read},
    {HTTP_GET, "/avtaler/{avtale}/kjent", ACT_AGREEMENT_CAMPAIGN, get_campaign},
    {HTTP_POST, "/avtaler/{avtale}/slipp", ACT_AGREEMENT_RELEASE, post_release},
    {HTTP_GET, "/offentlig/avtaler", ACT_AGREEMENT_PUBLIC, get_public_list},
    {HTTP_GET, "/offentlig/avtaler/{avtale}", ACT_AGREEMENT_PUBLIC, get_public},
};
const size_t agreement_routes_n = ARRAY_LEN(agreement_routes);

#define EVERYBODY (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM)))
const struct menu_entry agreement_menu[] = {
    {"/avtaler", MSG_AGREEMENTS, MSG_BODY_MENU_GROUP, EVERYBODY, "Handshake"},
};
const size_t agreement_menu_n = ARRAY_LEN(agreement_menu);
