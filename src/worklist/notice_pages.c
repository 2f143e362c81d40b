/* Fills the view of notices.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/notice_pages.h"

#include "text/messages_worklist.h"

enum { HOURS = 24 };

const char *const notice_how_words[] = {"straks", "daglig", "ikke", NULL};

bool
notice_hour_parse(struct str s, int32_t *out)
{
    int64_t n = 0;

    if (str_eq_cz(s, "-")) {
        *out = -1;
        return true;
    }
    if (!str_to_i64(s, &n) || n < 0 || n >= HOURS)
        return false;
    *out = (int32_t)n;
    return true;
}

static struct field_view
how_field(const struct form_view *f, enum notice_topic t, enum notice_how how)
{
    static const int label[NOTICE_HOW_COUNT] = {
        [NOTICE_AT_ONCE] = MSG_NOTICE_AT_ONCE,
        [NOTICE_DAILY] = MSG_NOTICE_DAILY,
        [NOTICE_NOT] = MSG_NOTICE_NOT};
    struct choice c[NOTICE_HOW_COUNT];

    for (int i = 0; i < NOTICE_HOW_COUNT; i++)
        c[i] = (struct choice){.value = str_of(notice_how_words[i]),
                               .label = words(f->pg, label[i]),
                               .selected = i == (int)how};
    return field_choice(f, FIELD_SELECT, notice_topic_name(t),
                        notice_topic_message(t), 0, c, ARRAY_LEN(c));
}

static struct field_view
hour_field(const struct form_view *f, const char *name, int label, int hint,
           int32_t hour)
{
    struct choice c[HOURS + 1] = {{.value = STR("-"),
                                   .label = words(f->pg, MSG_NOTICE_NO_QUIET),
                                   .selected = hour < 0}};

    for (int i = 0; i < HOURS; i++)
        c[i + 1] = (struct choice){
            .value = str_fmt(f->pg->mem, "%d", i),
            .label = msg_text(f->pg->mem, f->pg->lang, MSG_NOTICE_HOUR,
                              (const struct msg_arg[]){msg_int(i)}, 1),
            .selected = i == hour};
    return field_choice(f, FIELD_SELECT, name, label, hint, c, ARRAY_LEN(c));
}

static struct alert
where_alert(struct page *pg, const struct notice_view *v)
{
    if (v->email.n == 0)
        return (struct alert){.kind = ALERT_WARNING,
                              .title = words(pg, MSG_NOTICE_NO_ADDRESS),
                              .text = words(pg, MSG_NOTICE_NO_ADDRESS_TEXT)};
    return (struct alert){
        .kind = ALERT_INFO,
        .text = msg_text(pg->mem, pg->lang, MSG_NOTICE_ADDRESS,
                         (const struct msg_arg[]){msg_str(v->email)}, 1)};
}

struct notice_page_view
notice_page_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct notice_view *v,
                    bool saved)
{
    struct form_view f = form_view_of(pg, req, err);
    struct notice_topic_row *row = ARENA_NEW_N(pg->mem, struct notice_topic_row,
                                               NOTICE_ON_COUNT);

    for (int i = 0; i < NOTICE_ON_COUNT; i++)
        row[i].field = how_field(&f, (enum notice_topic)i, v->choice.how[i]);
    return (struct notice_page_view){
        .where = where_alert(pg, v),
        .saved = saved,
        .done = {.kind = ALERT_SUCCESS, .text = words(pg, MSG_NOTICE_SAVED)},
        .errors = errors_of(&f),
        .rows = row,
        .rows_n = NOTICE_ON_COUNT,
        .quiet_from = hour_field(&f, "stille_fra", MSG_NOTICE_QUIET_FROM,
                                 MSG_NOTICE_QUIET_HINT, v->choice.quiet_from),
        .quiet_to = hour_field(&f, "stille_til", MSG_NOTICE_QUIET_TO, 0,
                               v->choice.quiet_to),
    };
}
