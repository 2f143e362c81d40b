/* Bufdir's messages that follow others: replies, withdrawals, what went wrong.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir.h"

#include "base/random.h"
#include "text/messages_assessment.h"

void
bufdir_init(struct bufdir_message *out, enum bufdir_kind kind)
{
    *out = (struct bufdir_message){.kind = kind, .test_on = DATE_NONE};
    request_init(&out->request);
}

/* A random UUID. Source: RFC 4122 § 4.4. */
static struct str
new_uuid(struct arena *mem)
{
    unsigned char r[16];
    struct buf b;

    random_bytes(r, sizeof(r));
    r[6] = (unsigned char)((r[6] & 0x0F) | 0x40);
    r[8] = (unsigned char)((r[8] & 0x3F) | 0x80);
    buf_init(&b, mem);
    for (size_t i = 0; i < sizeof(r); i++)
        buf_fmt(&b, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                (unsigned)r[i]);
    return buf_done(&b);
}

void
bufdir_stamp(struct arena *mem, struct bufdir_head *h, struct instant now,
             struct str version)
{
    h->id = new_uuid(mem);
    h->sent = now;
    h->system_vendor = STR("Helhet");
    h->system_name = STR("Helhet");
    h->system_version = version;
}

static void
hang_on(const struct bufdir_head *earlier, int link, struct bufdir_head *out)
{
    out->link = link;
    out->start_id = earlier->start_id.n > 0 ? earlier->start_id : earlier->id;
    out->about_id = earlier->id;
}

void
bufdir_reply(const struct bufdir_head *to, enum bufdir_kind kind,
             struct bufdir_message *out)
{
    static const int links[BUFDIR_KIND_COUNT] = {
        [BUFDIR_APP_RECEIPT] = REQUEST_LINK_APP_RECEIPT,
        [BUFDIR_OFFICER_RECEIPT] = REQUEST_LINK_OFFICER_RECEIPT,
        [BUFDIR_ERROR] = REQUEST_LINK_ERROR,
    };

    ASSERT(links[kind] != 0);
    bufdir_init(out, kind);
    hang_on(to, links[kind], &out->head);
    out->head.receiver_ref = to->sender_ref;
    out->head.sender = to->receiver;
    out->head.receiver = to->sender;
}

void
bufdir_follow(const struct bufdir_head *own, enum bufdir_kind kind, int link,
              struct bufdir_message *out)
{
    bufdir_init(out, kind);
    hang_on(own, link, &out->head);
    out->head.sender = own->sender;
    out->head.receiver = own->receiver;
    out->head.sender_ref = own->sender_ref;
}

struct bufdir_fault
bufdir_fault_of(struct arena *mem, enum lang l, const struct err *err)
{
    struct bufdir_fault f = {.code = REQUEST_ERROR_XML,
                             .text = err_text(mem, l, err)};

    if (err->kind != INVALID || err->msg == MSG_BUFDIR_UNKNOWN_TYPE ||
        err->msg == MSG_BUFDIR_TOO_BIG)
        f.code = REQUEST_ERROR_OTHER;
    if (err->msg == MSG_BUFDIR_NATID || err->msg == MSG_BUFDIR_REPEATED ||
        err->msg == MSG_BUFDIR_RELATION)
        f.code = REQUEST_ERROR_RULE;
    if (err->arg[0].kind == MSG_ARG_STR &&
        str_starts(err->arg[0].str, STR("/")))
        f.path = err->arg[0].str;
    return f;
}
