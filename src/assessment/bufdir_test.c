/* Tests of Bufdir's messages: samples, hostile input, and round trips.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir.h"

#include "base/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- files --- */

static struct str
file_text(struct arena *mem, const char *path)
{
    char *p;
    long n;
    FILE *f = fopen(path, "rb");

    if (!f) {
        CHECK(f != NULL);
        return STR_NONE;
    }
    CHECK(fseek(f, 0, SEEK_END) == 0);
    n = ftell(f);
    CHECK(n >= 0 && fseek(f, 0, SEEK_SET) == 0);
    p = arena_alloc(mem, (size_t)n + 1);
    CHECK(fread(p, 1, (size_t)n, f) == (size_t)n);
    (void)fclose(f);
    return (struct str){p, (size_t)n};
}

static struct str
sample(struct arena *mem, const char *name)
{
    const char *source = getenv("HELHET_SOURCE");

    return file_text(mem,
                     str_cz(mem, str_fmt(mem, "%s/tests/samples/bufdir/%s.xml",
                                         source ? source : ".", name)));
}

static const struct err *
read_sample(struct arena *mem, const char *name, struct bufdir_message *out)
{
    return bufdir_read(mem, sample(mem, name), out);
}

static struct str
written(struct arena *mem, const struct bufdir_message *m)
{
    struct buf b;
    const struct err *err;

    buf_init(&b, mem);
    err = bufdir_write(&b, m);
    CHECK(err == NULL);
    return buf_done(&b);
}

/* Reads what is written; the second writing equals the first, and so do the
 * requests. */
static void
check_round_trip(struct arena *mem, const struct bufdir_message *m)
{
    struct bufdir_message back;
    struct str first = written(mem, m);
    const struct err *err = bufdir_read(mem, first, &back);

    CHECK(err == NULL);
    if (err)
        return;
    CHECK_EQ(back.kind, m->kind);
    CHECK_STR(written(mem, &back), str_cz(mem, first));
    CHECK(str_eq(request_pack(mem, &back.request),
                 request_pack(mem, &m->request)));
}

/* --- samples --- */

TEST(complete_request_is_read_whole)
{
    struct bufdir_message m;
    const struct thk_request *r = &m.request;

    CHECK(!read_sample(mem, "complete", &m));
    CHECK_EQ(m.kind, BUFDIR_REFERRAL);
    CHECK_STR(m.head.id, "3f2b7c1e-52aa-4d0e-9a4e-7f6e5b1c0a01");
    CHECK_EQ(m.head.link, REQUEST_LINK_NEW);
    CHECK_STR(instant_format(mem, m.head.sent), "2026-11-16T08:42:05.000000Z");
    CHECK_STR(m.head.sender.municipality, "Hustadvika");
    CHECK_STR(m.head.receiver.number, "986128433");
    CHECK_STR(r->contact.name, "Ine Eksempel");
    CHECK_STR(r->alt_contact.email, "leif.eksempel@example.no");
    CHECK_STR(r->case_ref, "SAK-2026-0117");
    CHECK_STR(natid_reveal(mem, &r->child), "14831995182");
    CHECK_EQ(r->interpreter, REQUEST_YES);
    CHECK_STR(request_code_text(LANG_EN, REQUEST_LIST_LANGUAGE, r->language),
              "Tigrinya");
    CHECK_EQ(r->ema, REQUEST_NO);
    CHECK_EQ(r->decider, REQUEST_DECIDER_MUNICIPALITY);
    CHECK_DATE(r->decided_on, "2026-11-02");
    CHECK_EQ(r->legal, REQUEST_LEGAL_5_1);
    CHECK_EQ(r->plan,
             1U << REQUEST_PLAN_FOSTER_HOME | 1U << REQUEST_PLAN_OTHER);
    CHECK_STR(r->ip_coordinator.phone, "00 00 00 03");
    CHECK_EQ(r->n_caregivers, 3);
    CHECK_STR(r->caregivers[1].last_name, "Eksempel Šuoŋŋa");
    CHECK_EQ(r->caregivers[2].dead, REQUEST_NO);
    CHECK_EQ(r->caregivers[2].responsibility, REQUEST_UNANSWERED);
    CHECK(str_has(r->area[REQUEST_AREA_1_1 - 1].text, STR(".\n\nSover")));
    CHECK(str_has(r->area[REQUEST_AREA_2_4 - 1].text, STR("<meldt to")));
    CHECK_STR(r->area[REQUEST_AREA_3_3 - 1].reason, "Ikke kjent ennå.");
    CHECK_STR(r->dimension[1], "Samlet vurdering av dimensjon 2.");
    CHECK_STR(r->child_views, "«Jeg vil bo der det er stille.»");
    CHECK(request_has_consent(r));
    CHECK_EQ(r->document[0], REQUEST_TRANSFER_EARLIER);
    CHECK_EQ(r->n_attachments, 2);
    CHECK_EQ(r->attachments[1].type, REQUEST_ATTACHMENT_OTHER);
    check_round_trip(mem, &m);
}

TEST(minimal_request_is_read)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "minimal", &m));
    CHECK_EQ(m.request.interpreter, REQUEST_NO);
    CHECK_EQ(m.request.has_plan, REQUEST_NO);
    CHECK_EQ(m.request.n_caregivers, 0);
    CHECK(date_is_none(m.request.decided_on));
    CHECK_EQ(m.request.contact.name.n, 0);
    check_round_trip(mem, &m);
}

TEST(request_without_consent_is_read_as_such)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "no-consent", &m));
    CHECK(!request_has_consent(&m.request));
    CHECK_EQ(m.request.consent, REQUEST_NO);
}

TEST(links_to_earlier_messages_are_read)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "duplicate", &m));
    CHECK_EQ(m.head.link, REQUEST_LINK_DUPLICATE);
    CHECK(str_eq(m.head.id, m.head.about_id));
    CHECK(!read_sample(mem, "update", &m));
    CHECK_EQ(m.head.link, REQUEST_LINK_UPDATE);
    CHECK_STR(m.head.receiver_ref, "H-26-0440");
    CHECK_STR(instant_format(mem, m.head.sent), "2026-11-18T08:00:00.500000Z");
    check_round_trip(mem, &m);
}

TEST(numbers_of_every_kind_are_read)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "duf", &m));
    CHECK_EQ(m.request.child.kind, NATID_DUF);
    CHECK_EQ(m.request.ema, REQUEST_YES);
    CHECK_STR(m.head.sender.district_number, "01");
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "provisional", &m));
    CHECK_EQ(m.request.child.kind, NATID_NONE);
    CHECK_STR(str_of(m.request.child.digits), "11112600100");
    check_round_trip(mem, &m);
}

TEST(time_without_zone_is_oslo)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "duf", &m)); /* 2026-07-01T12:00:00 */
    CHECK_STR(instant_format(mem, m.head.sent), "2026-07-01T10:00:00.000000Z");
}

TEST(check_list_of_25_or_26_is_read)
{
    struct bufdir_message m25;
    struct bufdir_message m26;
    struct bufdir_message twice;
    struct str xml = sample(mem, "complete");
    struct str tail = STR("  </DokumentSjekkliste>\n</Henvisning>\n");
    struct str more;

    CHECK(!read_sample(mem, "checklist-25", &m25));
    CHECK(!bufdir_read(mem, xml, &m26));
    CHECK(memcmp(m25.request.document, m26.request.document,
                 sizeof(m25.request.document)) == 0);
    check_round_trip(mem, &m25);

    /* An entry named twice counts as the one that says most. */
    CHECK(str_ends(xml, tail));
    xml = sample(mem, "checklist-25");
    more = str_fmt(mem,
                   "%.*s<Dokument><DokumentType>3</DokumentType>"
                   "<DokumentOversendelse>1</DokumentOversendelse></Dokument>"
                   "%.*s",
                   STR_FMT(str_cut(xml, 0, xml.n - tail.n)), STR_FMT(tail));
    CHECK(!bufdir_read(mem, more, &twice));
    CHECK_EQ(m25.request.document[2], REQUEST_TRANSFER_NOT_RELEVANT);
    CHECK_EQ(twice.request.document[2], REQUEST_TRANSFER_ENCLOSED);
}

TEST(other_kinds_are_read)
{
    struct bufdir_message m;

    CHECK(!read_sample(mem, "withdrawn", &m));
    CHECK_EQ(m.kind, BUFDIR_WITHDRAWN);
    CHECK_EQ(m.head.link, REQUEST_LINK_WITHDRAWN);
    CHECK_STR(m.text, "Barnet er flyttet hjem.");
    CHECK_STR(m.head.contact.name, "Ine Eksempel");
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "deleted", &m));
    CHECK_EQ(m.head.link, REQUEST_LINK_DELETED);
    CHECK(!read_sample(mem, "files", &m));
    CHECK_EQ(m.kind, BUFDIR_FILES);
    CHECK_EQ(m.n_files, 1);
    CHECK_STR(m.files[0].file_name, "samtykke.pdf");
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "app-receipt", &m));
    CHECK_STR(m.result, "0");
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "officer-receipt", &m));
    CHECK_EQ(m.kind, BUFDIR_OFFICER_RECEIPT);
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "error", &m));
    CHECK_EQ(m.fault.code, REQUEST_ERROR_XML);
    CHECK_EQ(m.n_faults, 1);
    CHECK_STR(m.faults[0].path, "/Henvisning/Vedtak/Lovhjemmel");
    check_round_trip(mem, &m);
    CHECK(!read_sample(mem, "test", &m));
    CHECK_EQ(m.test, REQUEST_TEST_OTHER);
    CHECK_STR(m.provoke, "1001");
    check_round_trip(mem, &m);
}

/* --- hostile --- */

static const struct {
    const char *name;
    int msg;
    const char *path; /* first argument, or NULL */
} hostile[] = {
    {"laughs", MSG_BUFDIR_DOCTYPE, NULL},
    {"external-entity", MSG_BUFDIR_DOCTYPE, NULL},
    {"external-dtd", MSG_BUFDIR_DOCTYPE, NULL},
    {"undeclared-entity", MSG_BUFDIR_NOT_XML, NULL},
    {"deep", MSG_BUFDIR_TOO_DEEP, NULL},
    {"deep-inside", MSG_BUFDIR_TOO_DEEP, NULL},
    {"latin1-as-utf8", MSG_BUFDIR_NOT_XML, NULL},
    {"unknown-encoding", MSG_BUFDIR_NOT_XML, NULL},
    {"truncated", MSG_BUFDIR_NOT_XML, NULL},
    {"empty", MSG_BUFDIR_NOT_XML, NULL},
    {"not-xml", MSG_BUFDIR_NOT_XML, NULL},
    {"control-reference", MSG_BUFDIR_NOT_XML, NULL},
    {"wrong-type", MSG_BUFDIR_UNKNOWN_TYPE, "Henvisning"},
    {"wrong-version", MSG_BUFDIR_UNKNOWN_TYPE, "Henvisning"},
    {"other-help", MSG_BUFDIR_FIXED, "/Henvisning/ForespurtBistand"},
    {"bad-code", MSG_BUFDIR_CODE, "/Henvisning/Vedtak/Lovhjemmel"},
    {"bad-date", MSG_BUFDIR_DATE, "/Henvisning/Vedtak/Dato"},
    {"bad-number", MSG_BUFDIR_NATID,
     "/Henvisning/Klient/Identifikator/Fodselsnummer"},
    {"both-numbers", MSG_BUFDIR_UNEXPECTED,
     "/Henvisning/Klient/Identifikator/DUFnummer"},
    {"missing", MSG_BUFDIR_MISSING, "/Henvisning/Samtykke"},
    {"order", MSG_BUFDIR_UNEXPECTED, "/Henvisning/Vedtak"},
    {"extra", MSG_BUFDIR_UNEXPECTED, "/Henvisning/Annet"},
    {"text-between", MSG_BUFDIR_TEXT_BETWEEN, "/Henvisning"},
    {"attribute", MSG_BUFDIR_ATTRIBUTE, "/Henvisning/Samtykke"},
    {"xsi-type", MSG_BUFDIR_ATTRIBUTE, "/Henvisning/Klient"},
    {"area-twice", MSG_BUFDIR_REPEATED,
     "/Henvisning/BarnetsBehovOgSituasjon/OmradeBeskrivelse[11]"},
    {"too-long", MSG_BUFDIR_LONG,
     "/Henvisning/BarnetsBehovOgSituasjon/BistandSamletBehov"},
    {"long-leaf", MSG_BUFDIR_LONG,
     "/Henvisning/BarnetsBehovOgSituasjon/BistandSamletBehov"},
    {"file-twice", MSG_BUFDIR_REPEATED, "/Henvisning/Vedlegg[2]"},
    {"wrong-link", MSG_BUFDIR_RELATION,
     "/Henvisning/Meldingshode/OppfolgingAvMelding"},
    {"bad-id", MSG_BUFDIR_UUID, "/Henvisning/Meldingshode/Id"},
    {"wrong-namespace", MSG_BUFDIR_UNEXPECTED, "/Henvisning/Klient/Bosted"},
};

TEST(hostile_messages_are_refused_with_path_and_rule)
{
    for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
        struct bufdir_message m = {.kind = BUFDIR_KIND_COUNT};
        const char *name = str_cz(mem,
                                  str_fmt(mem, "hostile-%s", hostile[i].name));
        const struct err *err = read_sample(mem, name, &m);

        test_check_err(err, INVALID, hostile[i].msg, name, TEST_WHERE);
        CHECK_EQ(m.kind, BUFDIR_KIND_COUNT);
        if (err && hostile[i].path)
            CHECK_STR(err->arg[0].str, hostile[i].path);
        if (err)
            CHECK(err_text(mem, LANG_NB, err).n > 0);
    }
}

TEST(a_message_of_100_megabytes_is_refused_unread)
{
    size_t n = (size_t)100 * 1024 * 1024;
    char *p = arena_alloc(mem, n);
    struct bufdir_message m;
    size_t used = arena_used(mem);

    memset(p, ' ', n);
    memcpy(p, "<a>", 3);
    CHECK_ERR(bufdir_read(mem, (struct str){p, n}, &m), INVALID,
              MSG_BUFDIR_TOO_BIG);
    CHECK(arena_used(mem) - used < 4096);
}

TEST(many_small_elements_are_refused)
{
    struct bufdir_message m;
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "<a>");
    for (int i = 0; i < 30000; i++)
        buf_cz(&b, "<b/>");
    buf_cz(&b, "</a>");
    CHECK_ERR(bufdir_read(mem, buf_done(&b), &m), INVALID,
              MSG_BUFDIR_TOO_MANY_ELEMENTS);
}

TEST(every_cut_of_a_message_is_refused)
{
    struct str xml = sample(mem, "withdrawn");
    struct bufdir_message m;

    for (size_t n = 0; n < str_trim(xml).n; n += 7)
        CHECK_ERR(bufdir_read(mem, str_cut(xml, 0, n), &m), INVALID,
                  MSG_BUFDIR_NOT_XML);
}

/* Other ways to write the same: encoding, CDATA, comments, white space. */
TEST(other_spellings_of_a_message_are_read)
{
    struct str xml = sample(mem, "withdrawn");
    struct str mark = STR("Barnet er flyttet hjem.");
    struct bufdir_message m;
    struct buf b;
    size_t at = 0;

    while (!str_starts(str_cut(xml, at, xml.n), mark))
        at++;
    buf_init(&b, mem);
    buf_cz(&b, "\xEF\xBB\xBF");
    buf_str(&b, str_cut(xml, 0, at));
    buf_cz(&b, "<![CDATA[Barnet <er>]]> flyt<!-- x -->tet&#x20;hjem.");
    buf_str(&b, str_cut(xml, at + mark.n, xml.n));
    CHECK(!bufdir_read(mem, buf_done(&b), &m));
    CHECK_STR(m.text, "Barnet <er> flyttet hjem.");
}

/* --- the writer --- */

TEST(the_writer_refuses_what_would_not_validate)
{
    struct bufdir_message m;
    struct buf b;

    CHECK(!read_sample(mem, "complete", &m));
    buf_init(&b, mem);
    m.request.consent = REQUEST_UNANSWERED;
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_MISSING);
    CHECK_STR(bufdir_write(&b, &m)->arg[0].str, "/Henvisning/Samtykke");
    m.request.consent = REQUEST_YES;
    m.request.case_ref = STR("x");
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_SHORT);
    m.request.case_ref = STR("x\001y");
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_CHARS);
    m.request.case_ref = STR("SAK");
    m.request.area[0].reason = STR("begge deler");
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_UNEXPECTED);
    m.request.area[0].reason = STR_NONE;
    m.head.link = REQUEST_LINK_ERROR;
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_MISSING);
    m.head.start_id = m.head.about_id = m.head.id;
    CHECK_ERR(bufdir_write(&b, &m), INVALID, MSG_BUFDIR_RELATION);
    CHECK_EQ(b.n, 0); /* nothing half-written */
    m.head.link = REQUEST_LINK_UPDATE;
    CHECK(!bufdir_write(&b, &m));
}

/* --- generated messages --- */

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
