/* Components: turns kinds into the words and shapes that templates show.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/parts.h"

#include "base/workday.h"
#include "page/frame.h"
#include "page/part_views.h"
#include "text/messages_page.h"
#include "text/messages_text.h"

static struct part_tag
status_look(enum status_kind kind)
{
    switch (kind) {
    case STATUS_OK:
        return (struct part_tag){.color = STR("success"),
                                 .icon = STR("CheckmarkCircleFill")};
    case STATUS_SOON:
        return (struct part_tag){.color = STR("warning"),
                                 .icon = STR("HourglassTopFilled")};
    case STATUS_BREACH:
        return (struct part_tag){.color = STR("danger"),
                                 .icon = STR("XMarkOctagonFill")};
    case STATUS_INFO:
        return (struct part_tag){.color = STR("info"),
                                 .icon = STR("InformationSquareFill")};
    case STATUS_NEUTRAL:
        return (struct part_tag){.color = STR("neutral"),
                                 .icon = STR("CircleBroken")};
    case STATUS_WITHDRAWN:
        return (struct part_tag){.color = STR("neutral"),
                                 .icon = STR("CircleSlash")};
    case STATUS_MANUAL:
        return (struct part_tag){.color = STR("neutral"),
                                 .icon = STR("EyeWithPupil")};
    }
    return (struct part_tag){.color = STR("neutral")};
}

void
tpl_status(struct page *pg, const struct status_tag *v)
{
    struct part_tag t = status_look(v->kind);

    t.text = v->text;
    tpl_part_status(pg, &t);
}

static struct part_tag
due_look(enum due_kind kind)
{
    switch (kind) {
    case DUE_OVER:
        return (struct part_tag){.kind = STR("over"),
                                 .icon = STR("XMarkOctagonFill")};
    case DUE_SOON:
        return (struct part_tag){.kind = STR("snart"),
                                 .icon = STR("HourglassTopFilled")};
    case DUE_OK:
        return (struct part_tag){.kind = STR("ok"), .icon = STR("Clock")};
    case DUE_DONE:
        return (struct part_tag){.kind = STR("ferdig"),
                                 .icon = STR("CheckmarkCircleFill")};
    case DUE_WAITING:
        return (struct part_tag){.kind = STR("venter"),
                                 .icon = STR("ClockDashed")};
    case DUE_NONE:
        break;
    }
    return (struct part_tag){.kind = STR_NONE};
}

void
tpl_due(struct page *pg, const struct due_tag *v)
{
    struct part_tag t = due_look(v->kind);

    if (v->kind == DUE_NONE)
        return;
    t.text = v->text;
    tpl_part_due(pg, &t);
}

struct due_tag
due_of(const struct page *pg, struct date last, int32_t soon_workdays)
{
    int32_t days;

    if (date_is_none(last))
        return (struct due_tag){.kind = DUE_NONE};
    days = last.days - pg->today.days;
    if (days < 0) {
        const struct msg_arg over[] = {msg_int(-(int64_t)days)};

        return (struct due_tag){
            DUE_OVER, msg_text(pg->mem, pg->lang, MSG_DATE_DAYS_OVER, over, 1)};
    }
    return (struct due_tag){
        workdays_between(pg->today, last) <= soon_workdays ? DUE_SOON : DUE_OK,
        date_relative(pg->mem, pg->lang, last, pg->today)};
}

struct due_tag
due_done(const struct page *pg, struct date day)
{
    const struct msg_arg arg[] = {
        msg_str(date_day_month(pg->mem, pg->lang, day))};

    return (struct due_tag){DUE_DONE,
                            msg_text(pg->mem, pg->lang, MSG_DUE_DONE, arg, 1)};
}

static struct str
service_word(enum service_kind kind)
{
    if (kind == SERVICE_CHILD)
        return STR("barn");
    return kind == SERVICE_OTHER ? STR("annen") : service_color(kind);
}

void
tpl_service(struct page *pg, const struct service_tag *v)
{
    tpl_part_service(pg, &(struct part_tag){.kind = service_word(v->kind),
                                            .color = service_color(v->kind),
                                            .text = v->name});
}

void
tpl_baton(struct page *pg, const struct baton_bar *v)
{
    struct part_baton b = {.bar = v,
                           .initials = page_initials(pg->mem, v->holder),
                           .color = service_color(v->service)};

    b.answer_by = date_relative(pg->mem, pg->lang, v->answer_by, pg->today);
    tpl_part_baton(pg, &b);
}

void
tpl_alert(struct page *pg, const struct alert *v)
{
    static const char *const colors[] = {
        [ALERT_INFO] = "info",
        [ALERT_SUCCESS] = "success",
        [ALERT_WARNING] = "warning",
        [ALERT_DANGER] = "danger",
    };

    ASSERT((size_t)v->kind < ARRAY_LEN(colors));
    tpl_part_alert(pg, &(struct part_alert){.alert = v,
                                            .color = str_of(colors[v->kind]),
                                            .role = v->kind == ALERT_DANGER
                                                        ? STR("alert")
                                                        : STR("status")});
}

/* The request's own address with another page number. */
static struct str
page_address(struct page *pg, const struct http_req *req, int64_t number)
{
    struct buf b;

    buf_init(&b, pg->mem);
    buf_cz(&b, "?");
    for (size_t i = 0; i < req->n_param; i++) {
        if (str_eq_cz(req->param[i].name, "side"))
            continue;
        url_part(&b, req->param[i].name);
        buf_char(&b, '=');
        url_part(&b, req->param[i].value);
        buf_char(&b, '&');
    }
    buf_cz(&b, "side=");
    buf_i64(&b, number);
    return buf_done(&b);
}

struct pages
pages_of(struct page *pg, const struct http_req *req, int64_t number,
         int64_t per_page, int64_t total)
{
    struct pages p = {.total = total};

    ASSERT(number >= 1 && per_page >= 1);
    p.first = (number - 1) * per_page + 1;
    p.last = number * per_page < total ? number * per_page : total;
    if (number > 1)
        p.previous = page_address(pg, req, number - 1);
    if (p.last < total)
        p.next = page_address(pg, req, number + 1);
    return p;
}
