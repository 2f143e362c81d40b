/* The outbox's page, for the administrator.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/web.h"

#include "notify/pages.h"
#include "text/messages_notify.h"

static const char *const state_word[] = {"venter", "sendt",   "avvist",
                                         "utlopt", "tatt-ut", NULL};
static const int state_message[] = {MSG_OUTBOX_WAITING, MSG_OUTBOX_SENT,
                                    MSG_OUTBOX_REFUSED, MSG_OUTBOX_GIVEN_UP,
                                    MSG_OUTBOX_TAKEN_OUT};
static const enum status_kind state_status[] = {
    STATUS_SOON, STATUS_OK, STATUS_BREACH, STATUS_BREACH, STATUS_WITHDRAWN};

static struct str
note_of(struct page *pg, const struct outbox_row *r)
{
    if (r->tries == 0 && r->reason.n == 0)
        return STR_NONE;
    if (r->reason.n == 0)
        return msg_text(pg->mem, pg->lang, MSG_OUTBOX_TRIES,
                        (const struct msg_arg[]){msg_int(r->tries)}, 1);
    return msg_text(pg->mem, pg->lang, MSG_OUTBOX_TRIES_WHY,
                    (const struct msg_arg[]){msg_int(r->tries),
                                             msg_int(r->reply),
                                             msg_str(r->reason)},
                    3);
}

static struct tabs
tabs_of(struct page *pg, const struct outbox_view *v, enum outbox_state now)
{
    size_t n = ARRAY_LEN(state_message);
    struct tab *tab = ARENA_NEW_N(pg->mem, struct tab, n);

    for (size_t i = 0; i < n; i++)
        tab[i] = (struct tab){
            .href = str_fmt(pg->mem, "/utboks?vis=%s", state_word[i]),
            .label = str_fmt(pg->mem, "%.*s (%lld)",
                             STR_FMT(msg_plain(pg->lang, state_message[i])),
                             (long long)v->count[i]),
            .current = i == (size_t)now};
    return (struct tabs){msg_plain(pg->lang, MSG_OUTBOX_TITLE), tab, n};
}

static struct outbox_page
page_of(struct page *pg, const struct call *c, const struct outbox_view *v,
        enum outbox_state state)
{
    struct outbox_line *line = ARENA_NEW_N(pg->mem, struct outbox_line,
                                           v->n + 1);

    for (size_t i = 0; i < v->n; i++) {
        const struct outbox_row *r = &v->row[i];

        line[i] = (struct outbox_line){
            .id = r->id,
            .address = r->mail.to_address.n > 0
                           ? r->mail.to_address
                           : msg_plain(pg->lang, MSG_OUTBOX_EMPTIED),
            .subject = r->mail.subject,
            .made = r->made_at,
            .next = state == OUTBOX_WAITING && r->tries > 0
                        ? r->due_at
                        : (struct instant){0},
            .status = {state_status[r->state],
                       msg_plain(pg->lang, state_message[r->state])},
            .note = note_of(pg, r),
            .open = r->state != OUTBOX_SENT && r->state != OUTBOX_TAKEN_OUT &&
                    !outbox_is_emptied(r)};
    }
    return (struct outbox_page){
        .no_server = !c->sv->mail_is_sent,
        .none_set = {.kind = ALERT_WARNING,
                     .title = msg_plain(pg->lang, MSG_OUTBOX_NO_SERVER),
                     .text = msg_plain(pg->lang, MSG_OUTBOX_NO_SERVER_TEXT)},
        .tabs = tabs_of(pg, v, state),
        .caption = state_message[state],
        .rows = line,
        .rows_n = v->n,
        .empty = {.title = msg_plain(pg->lang, MSG_OUTBOX_NONE)}};
}

static const struct err *
get_outbox(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct str show = http_param(req, "vis");
    enum outbox_state state = OUTBOX_WAITING;
    struct outbox_view v;
    const struct err *err;

    (void)res;
    for (size_t i = 0; state_word[i]; i++)
        if (str_eq_cz(show, state_word[i]))
            state = (enum outbox_state)i;
    err = outbox_app_view(c, state, &v);
    if (!err) {
        struct outbox_page page = page_of(pg, c, &v, state);

        tpl_outbox_list(pg, &page);
    }
    return err;
}

static const struct err *
post_again(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    outbox_id id = {form_path_id(&f, "id")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = outbox_app_again(c, id);
    if (!err)
        http_see_other(res, STR("/utboks"));
    return err;
}

static const struct err *
post_take_out(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    outbox_id id = {form_path_id(&f, "id")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = outbox_app_take_out(c, id);
    if (!err)
        http_see_other(res, STR("/utboks"));
    return err;
}

const struct route notify_routes[] = {
    {HTTP_GET, "/utboks", ACT_OUTBOX_VIEW, get_outbox},
    {HTTP_POST, "/utboks/{id}/igjen", ACT_OUTBOX_EDIT, post_again},
    {HTTP_POST, "/utboks/{id}/ut", ACT_OUTBOX_EDIT, post_take_out},
};
const size_t notify_routes_n = ARRAY_LEN(notify_routes);

const struct menu_entry notify_menu[] = {
    {"/utboks", MSG_OUTBOX_TITLE, MSG_OUTBOX_MENU_GROUP,
     ROLE_BIT(ADMINISTRATOR), "EnvelopeClosed"},
};
const size_t notify_menu_n = ARRAY_LEN(notify_menu);
