/* Routes of a foster home's own page, and of the holder's page about it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/forms.h"
#include "family/foster_pages.h"
#include "family/web.h"
#include "text/messages_family.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 60, LINE_MAX_CHARS = 300, TEXT_MAX_CHARS = 2000 };

/* --- the foster home's own page --- */

static const struct err *
show_home(struct call *c, struct page *pg, const struct http_req *req,
          const struct err *wrong)
{
    struct foster_view v;
    const struct err *err = foster_app_page(c, &v);

    if (!err) {
        struct foster_home_view h = foster_home_of(pg, req, wrong, &v);

        tpl_own_foster(pg, &h);
    }
    return err;
}

static const struct err *
get_home(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)req;
    (void)res;
    return show_home(c, pg, NULL, NULL);
}

static const struct err *
post_home_answer(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t ask = form_path_id(&f, "sporsmal");
    enum foster_word answer = FOSTER_OPEN;
    struct str said = form_text(&f, answer_field(c->mem, "ord", ask),
                                TEXT_MAX_CHARS);
    const struct err *err;

    if (!foster_word_parse(form_text(&f, "svar", WORD_MAX_CHARS), &answer) ||
        answer == FOSTER_OPEN)
        form_fault(&f, "svar", MSG_FORM_CHOICE);
    err = form_errors(&f);
    if (!err)
        err = foster_app_answer(c, ask, answer, said);
    if (form_shown_again(err, res))
        return show_home(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/fosterhjem"));
    return err;
}

/* --- the holder's page --- */

static const struct err *
show_page(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong,
          const struct new_access *made)
{
    struct foster_staff_view v;
    const struct err *err = foster_app_staff(c, id, &v);

    if (!err) {
        struct foster_page p = foster_page_of(pg, req, wrong, &v, made);

        tpl_foster_page(pg, &p);
    }
    return err;
}

/* What a post leads to: the page again with its faults, or afresh. */
static const struct err *
answer(struct call *c, struct page *pg, case_id id, const struct http_req *req,
       struct http_res *res, const struct err *err)
{
    if (form_shown_again(err, res))
        return show_page(c, pg, id, req, err, NULL);
    if (!err)
        http_see_other(res, case_path(pg, id, "/fosterhjem"));
    return err;
}

static const struct err *
get_page(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_page(c, pg, id, NULL, NULL, NULL);
}

/* The password is shown once, on the answer itself. */
static const struct err *
post_give(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct date from = form_date(&f, "fra");
    struct date to = form_date(&f, "til");
    struct new_access made = {.login = STR_NONE};
    const struct err *err = form_errors(&f);

    if (!err)
        err = foster_app_give(c, id, from, to, &made);
    if (form_shown_again(err, res))
        return show_page(c, pg, id, req, err, NULL);
    return err ? err : show_page(c, pg, id, NULL, NULL, &made);
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t link = form_path_id(&f, "kobling");
    const struct err *err = form_errors(&f);

    if (!err)
        err = foster_app_end(c, id, link);
    return answer(c, pg, id, req, res, err);
}

static const struct err *
post_day(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct foster_day d = {.case_id = path_case(&f)};
    const struct err *err;

    d.day = form_date(&f, "dag");
    d.words = form_text(&f, "hva", LINE_MAX_CHARS);
    if (!info_class_parse(form_text(&f, "klasse", WORD_MAX_CHARS), &d.class_) ||
        !foster_class_fits(d.class_))
        form_fault(&f, "klasse", MSG_FORM_CHOICE);
    err = form_errors(&f);
    if (!err)
        err = foster_app_day(c, &d);
    return answer(c, pg, d.case_id, req, res, err);
}

static const struct err *
post_day_end(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t day = form_path_id(&f, "time");
    const struct err *err = form_errors(&f);

    if (!err)
        err = foster_app_end_day(c, id, day);
    return answer(c, pg, id, req, res, err);
}

static const struct err *
post_measure(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    static const char *const what[] = {"vis", "skjul", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t item = form_path_id(&f, "tiltak");
    bool on = form_choice(&f, "gjor", what) == 0;
    const struct err *err = form_errors(&f);

    if (!err)
        err = foster_app_mark(c, id, item, on);
    return answer(c, pg, id, req, res, err);
}

static const struct err *
post_ask(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct foster_ask a = {.case_id = path_case(&f)};
    const struct err *err;

    if (!matter_parse(form_text(&f, "gjelder", WORD_MAX_CHARS), &a.matter))
        form_fault(&f, "gjelder", MSG_FORM_CHOICE);
    a.words = form_text(&f, "tekst", TEXT_MAX_CHARS);
    err = form_errors(&f);
    if (!err)
        err = foster_app_ask(c, &a);
    return answer(c, pg, a.case_id, req, res, err);
}

static const struct err *
post_decide(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t ask = form_path_id(&f, "sporsmal");
    enum foster_word decision = FOSTER_OPEN;
    struct str why = form_text(&f, answer_field(c->mem, "hvorfor", ask),
                               TEXT_MAX_CHARS);
    const struct err *err;

    (void)foster_word_parse(
        form_text(&f, answer_field(c->mem, "avgjort", ask), WORD_MAX_CHARS),
        &decision);
    err = form_errors(&f);
    if (!err)
        err = foster_app_decide(c, id, ask, decision, why);
    return answer(c, pg, id, req, res, err);
}

const struct route foster_routes[] = {
    {HTTP_GET, "/fosterhjem", ACT_FOSTER_PAGE, get_home},
    {HTTP_POST, "/fosterhjem/svar/{sporsmal}", ACT_FOSTER_ANSWER,
     post_home_answer},
    {HTTP_GET, "/barn/{sak}/fosterhjem", ACT_CASE_VIEW, get_page},
    {HTTP_POST, "/barn/{sak}/fosterhjem", ACT_FAMILY_ACCESS, post_give},
    {HTTP_POST, "/barn/{sak}/fosterhjem/{kobling}/slutt", ACT_FAMILY_ACCESS,
     post_end},
    {HTTP_POST, "/barn/{sak}/fosterhjem/time", ACT_FOSTER_EDIT, post_day},
    {HTTP_POST, "/barn/{sak}/fosterhjem/time/{time}/slutt", ACT_FOSTER_EDIT,
     post_day_end},
    {HTTP_POST, "/barn/{sak}/fosterhjem/tiltak/{tiltak}", ACT_FOSTER_EDIT,
     post_measure},
    {HTTP_POST, "/barn/{sak}/fosterhjem/samtykke", ACT_FOSTER_EDIT, post_ask},
    {HTTP_POST, "/barn/{sak}/fosterhjem/samtykke/{sporsmal}", ACT_FOSTER_EDIT,
     post_decide},
};
const size_t foster_routes_n = ARRAY_LEN(foster_routes);

const struct menu_entry foster_menu[] = {
    {"/fosterhjem", MSG_FOSTER_HOME, MSG_FOSTER_HOME, ROLE_BIT(FOSTER), NULL},
};
const size_t foster_menu_n = ARRAY_LEN(foster_menu);
