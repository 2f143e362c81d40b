/* What compiled templates call: how each type of hole is written.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/tpl.h"

#include "base/random.h"
#include "page/frame.h"

struct str
tpl_of_str(struct page *pg, struct str s)
{
    (void)pg;
    return s;
}

struct str
tpl_words_i64(struct page *pg, int64_t v)
{
    return int_text(pg->mem, pg->lang, v);
}

struct str
tpl_words_u64(struct page *pg, uint64_t v)
{
    ASSERT(v <= INT64_MAX);
    return int_text(pg->mem, pg->lang, (int64_t)v);
}

struct str
tpl_words_date(struct page *pg, struct date d)
{
    return date_text(pg->mem, pg->lang, d);
}

struct str
tpl_words_instant(struct page *pg, struct instant t)
{
    return time_text(pg->mem, pg->lang, t);
}

struct str
tpl_raw_i64(struct page *pg, int64_t v)
{
    return str_fmt(pg->mem, "%lld", (long long)v);
}

struct str
tpl_raw_u64(struct page *pg, uint64_t v)
{
    return str_fmt(pg->mem, "%llu", (unsigned long long)v);
}

struct str
tpl_raw_date(struct page *pg, struct date d)
{
    return date_format(pg->mem, d);
}

struct str
tpl_raw_instant(struct page *pg, struct instant t)
{
    return t.us == 0 ? STR_NONE : instant_format(pg->mem, t);
}

struct str
tpl_id(struct page *pg, int64_t id)
{
    return id == 0 ? STR_NONE : id_format(pg->mem, id);
}

struct str
tpl_of_account(struct page *pg, account_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_unit(struct page *pg, unit_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_function(struct page *pg, function_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_case(struct page *pg, case_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_child(struct page *pg, child_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_offer(struct page *pg, offer_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_share(struct page *pg, share_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_deadline(struct page *pg, deadline_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_assessment(struct page *pg, assessment_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_event(struct page *pg, event_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_of_message(struct page *pg, message_id id)
{
    return tpl_id(pg, id.v);
}

struct str
tpl_short(struct page *pg, struct date d)
{
    return date_short(pg->mem, pg->lang, d);
}

struct str
tpl_relative(struct page *pg, struct date d)
{
    return date_relative(pg->mem, pg->lang, d, pg->today);
}

struct str
tpl_time(struct page *pg, struct instant t)
{
    return t.us == 0 ? STR_NONE : clock_text(pg->mem, pg->lang, t);
}

struct str
tpl_day(struct page *pg, struct instant t)
{
    return t.us == 0 ? STR_NONE : date_text(pg->mem, pg->lang, date_in_oslo(t));
}

struct msg_arg
tpl_arg_u64(uint64_t v)
{
    ASSERT(v <= INT64_MAX);
    return msg_int((int64_t)v);
}

bool
tpl_true_bool(bool v)
{
    return v;
}

bool
tpl_true_i64(int64_t v)
{
    return v != 0;
}

bool
tpl_true_u64(uint64_t v)
{
    return v != 0;
}

bool
tpl_true_str(struct str s)
{
    return s.n > 0;
}

bool
tpl_true_date(struct date d)
{
    return !date_is_none(d);
}

bool
tpl_true_instant(struct instant t)
{
    return t.us != 0;
}

bool
tpl_true_ptr(const void *p)
{
    return p != NULL;
}

void
tpl_csrf(struct page *pg)
{
    int64_t key;

    random_bytes(&key, sizeof key);
    key &= INT64_MAX;
    tpl_frame_csrf(pg, &(struct frame_csrf){.token = pg->csrf,
                                            .once = id_format(pg->mem, key)});
}

void
tpl_icon(struct page *pg, struct str name)
{
    if (name.n == 0)
        return;
    if (pg->sprite.n == 0)
        pg->sprite = http_asset_url(pg->mem, "icons.svg");
    tpl_frame_icon(pg, &(struct frame_icon){pg->sprite, name});
}

void
tpl_icon_named(struct page *pg, const struct str *name)
{
    tpl_icon(pg, *name);
}

struct page_json
page_json_of(const struct json *j)
{
    ASSERT(j->depth == 0);
    return (struct page_json){buf_done(j->out)};
}

void
tpl_json(struct page *pg, struct page_json data)
{
    ASSERT(!str_has(data.text, STR("<")));
    buf_str(pg->out, data.text);
}
