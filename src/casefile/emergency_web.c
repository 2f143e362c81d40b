/* Routes of access in an emergency and of the leader's review.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency_pages.h"
#include "casefile/web.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 60, REASON_MAX_CHARS = 500 };

static const struct err *
show_emergency(struct call *c, struct page *pg, const struct http_req *req,
               const struct err *wrong)
{
    enum work_field f = FIELD_OF_NONE;
    const struct err *err = emergency_app_field(c, &f);

    if (!err) {
        struct emergency_view v = emergency_view_of(pg, req, wrong, f);

        tpl_emergency_form(pg, &v);
    }
    return err;
}

static const struct err *
get_emergency(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    (void)req;
    (void)res;
    return show_emergency(c, pg, NULL, NULL);
}

static void
read_emergency(struct form *f, struct natid *number, struct emergency *e)
{
    if (natid_parse(form_text(f, "nummer", WORD_MAX_CHARS), number) != NATID_OK)
        form_fault(f, "nummer", MSG_CHILD_NUMBER_WRONG);
    e->reason = form_text(f, "grunn", REASON_MAX_CHARS);
    e->minutes = form_int(f, "minutter", 1, EMERGENCY_MINUTES_MAX);
    for (size_t i = 0; i < f->req->n_field; i++) {
        enum info_class k = CLASS_CORE;

        if (str_eq_cz(f->req->field[i].name, "klasser") &&
            info_class_parse(f->req->field[i].value, &k))
            e->classes |= 1u << k;
    }
}

static const struct err *
post_emergency(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct natid number = {0};
    struct emergency e = {.id = 0};
    case_id id = {0};
    const struct err *err;

    read_emergency(&f, &number, &e);
    err = form_errors(&f);
    if (!err)
        err = emergency_app_open(c, &number, &e, &id);
    if (form_shown_again(err, res))
        return show_emergency(c, pg, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, ""));
    return err;
}

static const struct err *
show_review(struct call *c, struct page *pg, const struct http_req *req,
            const struct err *wrong)
{
    struct review_view v;
    const struct err *err = review_app_view(c, &v);

    if (!err) {
        struct review_page p = review_page_of(pg, req, wrong, &v);

        tpl_review_page(pg, &p);
    }
    return err;
}

static const struct err *
get_review(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    (void)req;
    (void)res;
    return show_review(c, pg, NULL, NULL);
}

static const struct err *
post_review(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    static const char *const verdicts[] = {"rett", "feil", NULL};
    struct form f = form_of(c->mem, req);
    struct review r = {.account = {form_id(&f, "konto")},
                       .case_id = {form_id(&f, "sak")}};
    const struct err *err;

    if (!date_parse(form_text(&f, "dag", WORD_MAX_CHARS), &r.day))
        form_fault(&f, "dag", MSG_FORM_CHOICE);
    r.note = form_text(&f, "merknad", REASON_MAX_CHARS);
    r.verdict = form_choice(&f, "dom", verdicts) == 1 ? VERDICT_WRONG
                                                      : VERDICT_RIGHT;
    err = form_errors(&f);
    if (!err)
        err = review_app_judge(c, &r);
    if (form_shown_again(err, res))
        return show_review(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/gjennomgang"));
    return err;
}

static const struct err *
post_tell(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "gjennomgang");
    struct str word = form_text(&f, "hvem", WORD_MAX_CHARS);
    int step = -1;
    const struct err *err;

    for (int i = 0; i < TELL_COUNT; i++) {
        if (str_eq_cz(word, tell_word((enum tell_step)i)))
            step = i;
    }
    if (step < 0)
        form_fault(&f, "hvem", MSG_FORM_CHOICE);
    err = form_errors(&f);
    if (!err)
        err = review_app_tell(c, id, (enum tell_step)step);
    if (form_shown_again(err, res))
        return show_review(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/gjennomgang"));
    return err;
}

const struct route emergency_routes[] = {
    {HTTP_GET, "/nodrett", ACT_EMERGENCY_OPEN, get_emergency},
    {HTTP_POST, "/nodrett", ACT_EMERGENCY_OPEN, post_emergency},
    {HTTP_GET, "/gjennomgang", ACT_REVIEW_VIEW, get_review},
    {HTTP_POST, "/gjennomgang", ACT_REVIEW_JUDGE, post_review},
    {HTTP_POST, "/gjennomgang/{gjennomgang}/varsle", ACT_REVIEW_JUDGE,
     post_tell},
};
const size_t emergency_routes_n = ARRAY_LEN(emergency_routes);

const struct menu_entry emergency_menu[] = {
    {"/gjennomgang", MSG_REVIEW_TITLE, MSG_CASE_MENU_GROUP, ROLE_BIT(LEADER),
     "EyeWithPupil"},
};
const size_t emergency_menu_n = ARRAY_LEN(emergency_menu);
