/* Routes of consent: who decides, the form to print, what was answered.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/consent_pages.h"
#include "casefile/web.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 60, LINE_MAX_CHARS = 500 };
#define CONSENT_PARTS (VIEW_UNITS | VIEW_ANSWERS)

static const struct err *
show_page(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id,
                                              CONSENT_PARTS, &v);

    if (!err) {
        struct consent_page p = consent_page_of(pg, req, wrong, &v,
                                                c->who.unit);

        tpl_consent_page(pg, &p);
    }
    return err;
}

static const struct err *
get_page(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_page(c, pg, id, NULL, NULL);
}

static uint32_t
read_class_set(const struct form *f, const char *name)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < f->req->n_field; i++) {
        enum info_class k = CLASS_CORE;

        if (str_eq_cz(f->req->field[i].name, name) &&
            info_class_parse(f->req->field[i].value, &k))
            bits |= 1u << k;
    }
    return bits;
}

static void
read_record(struct form *f, struct consent_record *r)
{
    r->case_id.v = form_path_id(f, "sak");
    if (!matter_parse(form_text(f, "gjelder", WORD_MAX_CHARS), &r->matter))
        form_fault(f, "gjelder", MSG_FORM_CHOICE);
    if (!consenter_parse(form_text(f, "samtykke", WORD_MAX_CHARS), &r->by) ||
        (int)r->by >= CONSENTER_GIVERS)
        form_fault(f, "samtykke", MSG_FORM_CHOICE);
    r->one_parent = form_checked(f, "en_forelder");
    r->to_unit.v = form_id(f, "til");
    r->asked = read_class_set(f, "spurt");
    r->given = read_class_set(f, "klasser");
    r->answered_on = form_date(f, "dato");
    r->valid_to = form_date(f, "til_dato");
    r->how = form_text(f, "kilde", LINE_MAX_CHARS);
}

static const struct err *
post_page(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct consent_record r = {0};
    const struct err *err;

    read_record(&f, &r);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_consent(c, &r);
    if (form_shown_again(err, res))
        return show_page(c, pg, r.case_id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, r.case_id, "/samtykke/hvem"));
    return err;
}

static void
read_form_choice(const struct http_req *req, enum consent_matter *m,
                 enum consent_reader *reader, enum lang *lang)
{
    struct str who = http_param(req, "leser");

    (void)matter_parse(http_param(req, "sak"), m);
    *reader = str_eq_cz(who, "ungdom") ? READER_YOUTH
              : str_eq_cz(who, "barn") ? READER_CHILD
                                       : READER_ADULT;
    (void)lang_parse(http_param(req, "maal"), lang);
}

static const struct err *
get_form(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    enum consent_matter m = MATTER_SHARE_HEALTH;
    enum consent_reader reader = READER_ADULT;
    enum lang lang = c->lang;
    struct case_view v;
    struct str pdf = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    read_form_choice(req, &m, &reader, &lang);
    if (!err)
        err = casefile_app_view(c, ACT_CASE_VIEW, id, CONSENT_PARTS, &v);
    if (!err)
        err = consent_form_pdf(c, &v, m, reader, lang, &pdf);
    if (!err)
        http_attachment(res, "application/pdf", STR("samtykke.pdf"), pdf);
    return err;
}

static const struct err *
show_end(struct call *c, struct page *pg, case_id id, int64_t record,
         const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id,
                                              CONSENT_PARTS, &v);

    if (!err) {
        struct consent_end_view e = consent_end_view_of(pg, req, wrong, &v,
                                                        record);

        tpl_consent_end(pg, &e);
    }
    return err;
}

static const struct err *
get_end(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t record = form_path_id(&f, "svar");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_end(c, pg, id, record, NULL, NULL);
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t record = form_path_id(&f, "svar");
    struct str why = form_text_required(&f, "hvorfor", LINE_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_consent_end(c, id, record, why);
    if (form_shown_again(err, res))
        return show_end(c, pg, id, record, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, "/samtykke/hvem"));
    return err;
}

const struct route consent_routes[] = {
    {HTTP_GET, "/barn/{sak}/samtykke/hvem", ACT_CASE_VIEW, get_page},
    {HTTP_POST, "/barn/{sak}/samtykke/hvem", ACT_SHARE_CREATE, post_page},
    {HTTP_GET, "/barn/{sak}/samtykke/skjema", ACT_CASE_VIEW, get_form},
    {HTTP_GET, "/barn/{sak}/samtykke/svar/{svar}/trekk", ACT_SHARE_END,
     get_end},
    {HTTP_POST, "/barn/{sak}/samtykke/svar/{svar}/trekk", ACT_SHARE_END,
     post_end},
};
const size_t consent_routes_n = ARRAY_LEN(consent_routes);
