/* Pages of messages.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/web.h"

#include "casefile/forms.h"
#include "message/pages.h"
#include "text/messages_message.h"
#include "text/messages_text.h"
#include "text/messages_worklist.h"

enum { PER_PAGE = 50, LINE_MAX_CHARS = 200, SOURCE_MAX_CHARS = 300 };

static void
see_thread(struct page *pg, struct http_res *res, case_id about, int64_t thread)
{
    http_see_other(res, str_fmt(pg->mem, "/barn/%.*s/meldinger/%.*s",
                                STR_FMT(id_format(pg->mem, about.v)),
                                STR_FMT(id_format(pg->mem, thread))));
}

/* --- lists --- */

static const struct err *
get_inbox(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    int64_t number = read_page(req), total = 0;
    struct thread_list list;
    struct between_list between;
    const struct err *err = message_app_inbox(
        c, (number - 1) * PER_PAGE, PER_PAGE, &list, &total, &between);

    (void)res;
    if (!err) {
        struct message_inbox_view v = message_inbox_view_of(
            pg, req, number, &list, total, call_may_role(c, ACT_MESSAGE_COUNT),
            &between);

        tpl_message_inbox(pg, &v);
    }
    return err;
}

static const struct err *
get_counts(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct message_counts list;
    const struct err *err = message_app_counts(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct message_counts_view v = message_counts_view_of(pg, &list);

        tpl_message_counts(pg, &v);
    }
    return err;
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct message_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = message_app_list(c, id, &v);
    if (!err) {
        struct message_list_view l = message_list_view_of(pg, &v);

        tpl_message_list(pg, &l);
    }
    return err;
}

/* --- writing --- */

static const struct err *
show_new(struct call *c, struct page *pg, case_id id,
         const struct http_req *req, const struct err *wrong)
{
    struct message_view v;
    const struct err *err = message_app_list(c, id, &v);

    if (!err) {
        struct message_new_view n = message_new_view_of(pg, req, wrong, &v);

        tpl_message_new(pg, &n);
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_new(c, pg, id, NULL, NULL);
}

/* "team", a person, or "unit.function". */
static void
read_to(struct form *f, struct message_form *m)
{
    struct str s = form_text_required(f, "til", LINE_MAX_CHARS);
    struct str unit, kind;

    m->to_team = str_eq_cz(s, "team");
    if (s.n == 0 || m->to_team)
        return;
    if (!str_split(s, '.', &unit, &kind)) {
        if (!id_parse(s, &m->to.v))
            form_fault(f, "til", MSG_FORM_CHOICE);
    } else if (!id_parse(unit, &m->to_unit.v) ||
               !function_kind_parse(kind, &m->kind)) {
        form_fault(f, "til", MSG_FORM_CHOICE);
    }
}

/* On what ground a unit that gets nothing from us yet is to get messages. */
static void
read_ground(struct form *f, struct share *s)
{
    struct str word = form_text(f, "grunnlag", LINE_MAX_CHARS);
    struct str who = form_text(f, "samtykke", LINE_MAX_CHARS);

    s->basis = BASIS_OWN;
    s->purpose = PURPOSE_FOLLOW_UP;
    if (word.n > 0 && (!basis_parse(word, &s->basis) || s->basis == BASIS_OWN))
        form_fault(f, "grunnlag", MSG_FORM_CHOICE);
    s->consented = s->basis == BASIS_CONSENT &&
                   consenter_parse(who, &s->consent_by);
    s->source = form_text(f, "kilde", SOURCE_MAX_CHARS);
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct message_form m = {.case_id = {form_path_id(&f, "sak")}};
    int64_t thread = 0;
    const struct err *err;

    read_to(&f, &m);
    m.subject = form_text_required(&f, "emne", MESSAGE_SUBJECT_MAX);
    m.text = form_text_required(&f, "tekst", MESSAGE_TEXT_MAX);
    read_ground(&f, &m.ground);
    err = form_errors(&f);
    if (!err)
        err = message_app_send(c, &m, &thread);
    if (form_shown_again(err, res))
        return show_new(c, pg, m.case_id, req, err);
    if (!err)
        see_thread(pg, res, m.case_id, thread);
    return err;
}

/* --- a thread --- */

static const struct err *
show_thread(struct call *c, struct page *pg, case_id id, int64_t thread,
            const struct http_req *req, const struct err *wrong)
{
    struct message_view v;
    const struct err *err = message_app_thread(c, id, thread, &v);

    if (!err) {
        struct message_thread_view t = message_thread_view_of(pg, req, wrong,
                                                              &v);

        tpl_message_thread(pg, &t);
    }
    return err;
}

static const struct err *
get_thread(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t thread = form_path_id(&f, "melding");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_thread(c, pg, id, thread, NULL, NULL);
}

static const struct err *
post_thread(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct message_form m = {.case_id = {form_path_id(&f, "sak")},
                             .thread = form_path_id(&f, "melding")};
    int64_t thread = 0;
    const struct err *err;

    m.text = form_text_required(&f, "tekst", MESSAGE_TEXT_MAX);
    read_ground(&f, &m.ground);
    err = form_errors(&f);
    if (!err)
        err = message_app_send(c, &m, &thread);
    if (form_shown_again(err, res))
        return show_thread(c, pg, m.case_id, m.thread, req, err);
    if (!err)
        see_thread(pg, res, m.case_id, thread);
    return err;
}

static const struct err *
post_read(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t thread = form_path_id(&f, "melding");
    const struct err *err = form_errors(&f);

    if (!err)
        err = message_app_settle(c, id, thread);
    if (!err)
        see_thread(pg, res, id, thread);
    return err;
}

const struct route message_routes[] = {
    {HTTP_GET, "/meldinger", ACT_MESSAGE_INBOX, get_inbox},
    {HTTP_GET, "/meldinger/avstemming", ACT_MESSAGE_COUNT, get_counts},
    {HTTP_GET, "/barn/{sak}/meldinger", ACT_MESSAGE_LIST, get_list},
    {HTTP_GET, "/barn/{sak}/meldinger/ny", ACT_MESSAGE_SEND, get_new},
    {HTTP_POST, "/barn/{sak}/meldinger/ny", ACT_MESSAGE_SEND, post_new},
    {HTTP_GET, "/barn/{sak}/meldinger/{melding}", ACT_MESSAGE_VIEW, get_thread},
    {HTTP_POST, "/barn/{sak}/meldinger/{melding}", ACT_MESSAGE_SEND,
     post_thread},
    {HTTP_POST, "/barn/{sak}/meldinger/{melding}/lest", ACT_MESSAGE_SEND,
     post_read},
};
const size_t message_routes_n = ARRAY_LEN(message_routes);

#define STAFF                                                          \
    (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM) | ROLE_BIT(ADMINISTRATOR) | \
       ROLE_BIT(ADVISER) | ROLE_BIT(CARE_STAFF)))
const struct menu_entry message_menu[] = {
    {"/meldinger", MSG_MESSAGE_INBOX, MSG_WORKLIST_MENU_GROUP, STAFF,
     "EnvelopeClosed"},
    {"/drofting", MSG_CONSULT_TITLE, MSG_WORKLIST_MENU_GROUP, STAFF,
     "PersonChat"},
};
const size_t message_menu_n = ARRAY_LEN(message_menu);
