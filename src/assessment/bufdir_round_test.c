/* Tests of Bufdir's messages, generated: what is written is read back.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir_test.h"
#include "text/messages_assessment.h"

#include <stdio.h>
#include <stdlib.h>

static uint64_t seed;

static uint64_t
draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static struct str
draw_text(struct arena *mem, size_t min, size_t max)
{
    static const char *const letters[] = {
        "a", "b",  "Z", " ", "7", "æ", "ø",  "å", "Å",   "č",    "đ",
        "ŋ", "š",  "ŧ", "ž", "Á", "<", "&",  ">", "]]>", "\"",   "'",
        "é", "漢", "𝄞", "–", "«", "»", "\t", "ï", "ö",   "&amp;"};
    size_t n = draw(4) == 0 ? max
                            : min + draw(max - min < 90 ? max - min + 1 : 90);
    size_t have = 0;
    struct buf b;

    buf_init(&b, mem);
    while (have < n) {
        const char *c = letters[draw(ARRAY_LEN(letters))];
        size_t k = str_chars(str_of(c));

        if (have + k <= n) {
            buf_cz(&b, c);
            have += k;
        }
    }
    return buf_done(&b);
}

static struct str
draw_digits(struct arena *mem, size_t n)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < n; i++)
        buf_char(&b, (char)('0' + draw(10)));
    return buf_done(&b);
}

/* A synthetic number with right check digits, by trying. */
static struct str
draw_natid(struct arena *mem, bool duf)
{
    for (;;) {
        struct natid id;
        struct str s = duf ? str_fmt(mem, "20%02d%.*s", (int)draw(25),
                                     STR_FMT(draw_digits(mem, 8)))
                           : str_fmt(mem, "%02d%02d%.*s", (int)draw(28) + 1,
                                     (int)draw(12) + 81,
                                     STR_FMT(draw_digits(mem, 7)));

        if (natid_parse(s, &id) == NATID_OK)
            return s;
    }
}

static struct str
draw_value(struct arena *mem, const struct request_field *f)
{
    size_t n;

    switch (f->kind) {
    case REQUEST_TEXT:
        if (draw(20) == 0)
            return STR("linje\nlinje\r\nslutt\n ");
        return draw_text(mem, f->min < 2 ? 2 : f->min, f->max);
    case REQUEST_LINE:
        return draw_text(mem, f->min < 2 ? 1 : f->min, f->max);
    case REQUEST_CODE:
    case REQUEST_CODES: {
        const struct request_code *c = request_codes(f->list, &n);

        return str_of(c[draw(n)].code);
    }
    case REQUEST_BOOL:
        return draw(2) ? STR("true") : STR("false");
    case REQUEST_DATE:
        return date_format(
            mem, date_add(date_ymd(2000, 1, 1), (int32_t)draw(20000)));
    case REQUEST_NATID:
        return draw_natid(mem, draw(4) == 0);
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
        return draw_digits(mem, f->max);
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
    case REQUEST_INSTANT:
        break;
    }
    return STR_NONE;
}

static void
draw_fields(struct arena *mem, const struct request_field *table, int n,
            void *base)
{
    for (int i = 0; i < n; i++) {
        if (!table[i].required && draw(3) == 0)
            continue;
        CHECK_EQ(request_put(mem, &table[i], base, draw_value(mem, &table[i])),
                 REQUEST_OK);
    }
}

/* Makes complete what was drawn: either text or reason, groups whole. */
static void
mend(struct arena *mem, struct thk_request *r)
{
    for (int i = 0; i < REQUEST_AREAS; i++) {
        struct request_area *a = &r->area[i];

        if (a->text.n > 0)
            a->reason = STR_NONE;
        else if (a->reason.n == 0)
            a->text = STR("kjent");
    }
    for (;;) {
        const struct err *list = request_check(mem, r, 0);
        const struct request_field *f;

        if (!list)
            return;
        f = request_field_find(str_of(list->field));
        CHECK(f && list->msg == MSG_REQUEST_GROUP_PART);
        if (!f)
            return;
        CHECK_EQ(request_put(mem, f, r, draw_value(mem, f)), REQUEST_OK);
    }
}

static void
draw_request(struct arena *mem, struct thk_request *r)
{
    request_init(r);
    draw_fields(mem, request_fields, REQUEST_FIELD_COUNT, r);
    r->n_caregivers = draw(5);
    r->caregivers = ARENA_NEW_N(mem, struct request_caregiver, r->n_caregivers);
    for (size_t i = 0; i < r->n_caregivers; i++)
        draw_fields(mem, request_caregiver_fields,
                    REQUEST_CAREGIVER_FIELD_COUNT, &r->caregivers[i]);
    r->n_attachments = draw(4);
    r->attachments = ARENA_NEW_N(mem, struct request_attachment,
                                 r->n_attachments);
    for (size_t i = 0; i < r->n_attachments; i++) {
        struct request_attachment *a = &r->attachments[i];

        draw_fields(mem, request_attachment_fields,
                    REQUEST_ATTACHMENT_FIELD_COUNT, a);
        a->file_name = str_fmt(mem, "fil-%zu.pdf", i);
    }
    if (r->caregivers)
        for (size_t i = 0; i < r->n_caregivers; i++)
            if (r->caregivers[i].relation_other.n == 0)
                r->caregivers[i].relation_other = STR("tante");
    if (r->plan_other.n == 0)
        r->plan_other = STR("annet");
    request_tidy(r);
    mend(mem, r);
}

static struct str
draw_uuid(struct arena *mem)
{
    return str_fmt(mem, "%08x-%04x-4%03x-a%03x-%012llx",
                   (unsigned)draw(1ULL << 32), (unsigned)draw(1 << 16),
                   (unsigned)draw(1 << 12), (unsigned)draw(1 << 12),
                   (unsigned long long)draw(1ULL << 48));
}

static void
draw_org(struct arena *mem, struct request_org *o)
{
    o->number = draw_digits(mem, 9);
    o->name = draw_text(mem, 2, 200);
    if (draw(2) == 0)
        return;
    o->municipality_number = draw_digits(mem, 4);
    o->municipality = draw_text(mem, 1, 70);
    if (draw(2) == 0)
        return;
    o->district_number = draw_digits(mem, 2);
    o->district = draw_text(mem, 1, 70);
}

static int
link_of(enum bufdir_kind kind)
{
    switch (kind) {
    case BUFDIR_REFERRAL:
        return draw(2) ? REQUEST_LINK_NEW : REQUEST_LINK_UPDATE;
    case BUFDIR_FILES:
        return REQUEST_LINK_ADDITION;
    case BUFDIR_WITHDRAWN:
        return draw(2) ? REQUEST_LINK_WITHDRAWN : REQUEST_LINK_DELETED;
    case BUFDIR_APP_RECEIPT:
        return REQUEST_LINK_APP_RECEIPT;
    case BUFDIR_OFFICER_RECEIPT:
        return REQUEST_LINK_OFFICER_RECEIPT;
    case BUFDIR_ERROR:
        return REQUEST_LINK_ERROR;
    case BUFDIR_TEST:
    case BUFDIR_KIND_COUNT:
        break;
    }
    return REQUEST_LINK_NEW;
}

static void
draw_head(struct arena *mem, struct bufdir_message *m)
{
    struct bufdir_head *h = &m->head;

    h->id = draw_uuid(mem);
    h->link = link_of(m->kind);
    if (h->link != REQUEST_LINK_NEW) {
        h->start_id = draw_uuid(mem);
        h->about_id = draw_uuid(mem);
        if (draw(2))
            h->receiver_ref = draw_text(mem, 1, 40);
    }
    h->system_vendor = draw_text(mem, 2, 255);
    h->system_name = STR("Helhet");
    h->system_version = draw(2) ? STR("0.1.0") : STR("1.2.3.4567");
    h->sent.us = (int64_t)(1700000000000000 + draw(1ULL << 50));
    draw_org(mem, &h->sender);
    draw_org(mem, &h->receiver);
    if (draw(2))
        h->sender_ref = draw_text(mem, 1, 40);
    if (m->kind != BUFDIR_REFERRAL && draw(2)) {
        h->contact = (struct request_contact){
            draw_text(mem, 2, 255), STR("00 00"), STR("a@example.no")};
        h->alt_contact = h->contact;
    }
}

static void
draw_files(struct arena *mem, struct bufdir_message *m)
{
    m->n_files = draw(4);
    m->files = ARENA_NEW_N(mem, struct request_attachment, m->n_files);
    for (size_t i = 0; i < m->n_files; i++) {
        m->files[i].file_name = str_fmt(mem, "vedlegg %zu.pdf", i);
        m->files[i].type = (int)draw(3) + 1;
        m->files[i].description = draw_text(mem, 0, 255);
    }
}

static void
draw_fault(struct arena *mem, struct bufdir_fault *f)
{
    f->code = (int)draw(3) + 1;
    f->text = draw_text(mem, 2, 300);
    if (draw(2))
        f->path = STR("/Henvisning/Klient");
}

static void
draw_message(struct arena *mem, enum bufdir_kind kind, struct bufdir_message *m)
{
    bufdir_init(m, kind);
    draw_head(mem, m);
    switch (kind) {
    case BUFDIR_REFERRAL:
        draw_request(mem, &m->request);
        break;
    case BUFDIR_FILES:
        draw_files(mem, m);
        break;
    case BUFDIR_APP_RECEIPT:
        m->result = draw(2) ? STR("-12") : STR("0");
        m->text = draw_text(mem, 0, 5000);
        break;
    case BUFDIR_WITHDRAWN:
    case BUFDIR_OFFICER_RECEIPT:
        m->text = draw_text(mem, 0, 5000);
        break;
    case BUFDIR_ERROR:
        draw_fault(mem, &m->fault);
        m->n_faults = draw(4);
        m->faults = ARENA_NEW_N(mem, struct bufdir_fault, m->n_faults);
        for (size_t i = 0; i < m->n_faults; i++)
            draw_fault(mem, &m->faults[i]);
        break;
    case BUFDIR_TEST:
        m->test = (int)draw(3) + 1;
        m->test_on = date_ymd(2027, 1, 1 + (int)draw(28));
        break;
    case BUFDIR_KIND_COUNT:
        break;
    }
}

TEST(what_is_written_is_read_back)
{
    for (uint64_t i = 1; i <= 400; i++) {
        struct bufdir_message m;
        struct arena *own = arena_new((size_t)64 * 1024 * 1024);

        seed = i * 0x9E3779B97F4A7C15;
        draw_message(own, (enum bufdir_kind)(i % BUFDIR_KIND_COUNT), &m);
        check_round_trip(own, &m);
        arena_free(own);
    }
    CHECK(arena_used(mem) == 0);
}

TEST(what_is_packed_is_unpacked)
{
    for (uint64_t i = 1; i <= 100; i++) {
        struct thk_request r;
        struct thk_request back;

        seed = i * 0x9E3779B97F4A7C15;
        draw_request(mem, &r);
        CHECK(!request_unpack(mem, request_pack(mem, &r), &back));
        CHECK(str_eq(request_pack(mem, &r), request_pack(mem, &back)));
        arena_reset(mem);
    }
}

/* For the conformance test: with HELHET_WRITE_TO a folder, 25 messages of each
 * kind are left there as KIND-NUMBER.xml. */
TEST(messages_are_written_for_others_to_judge)
{
    static const char *const names[BUFDIR_KIND_COUNT] = {
        "referral",        "files", "withdrawn", "app-receipt",
        "officer-receipt", "error", "test"};
    const char *folder = getenv("HELHET_WRITE_TO");

    for (uint64_t i = 0; folder && i < 25ULL * BUFDIR_KIND_COUNT; i++) {
        enum bufdir_kind kind = (enum bufdir_kind)(i % BUFDIR_KIND_COUNT);
        struct bufdir_message m;
        struct str xml;
        FILE *f;

        seed = (i + 1) * 0xD1342543DE82EF95;
        draw_message(mem, kind, &m);
        xml = written(mem, &m);
        f = fopen(str_cz(mem, str_fmt(mem, "%s/%s-%d.xml", folder, names[kind],
                                      (int)(i / BUFDIR_KIND_COUNT))),
                  "wb");
        CHECK(f != NULL);
        if (!f)
            return;
        CHECK(fwrite(xml.p, 1, xml.n, f) == xml.n);
        CHECK(fclose(f) == 0);
        arena_reset(mem);
    }
}
