/* Tests of Bufdir's messages: samples, hostile input, what follows a message.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir_test.h"
#include "text/messages_assessment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    bufdir_init(out, BUFDIR_KIND_COUNT);
    return bufdir_read(mem, sample(mem, name), out);
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
        struct bufdir_message m;
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
    p[0] = '<';
    p[1] = 'a';
    p[2] = '>';
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

TEST(nothing_may_follow_the_root)
{
    struct str xml = sample(mem, "withdrawn");
    struct bufdir_message m;
    struct buf b;

    buf_init(&b, mem);
    buf_str(&b, xml);
    buf_bytes(&b, "\0<x/>", 5);
    CHECK_ERR(bufdir_read(mem, buf_done(&b), &m), INVALID, MSG_BUFDIR_NOT_XML);
}

/* The library's own words would hold bytes of the message. */
TEST(a_message_in_another_encoding_is_refused_without_a_sound)
{
    struct str xml = sample(mem, "complete");
    struct str head = STR("<?xml version=\"1.0\" encoding=\"UTF-7\"?>");
    FILE *said = tmpfile();
    int held = dup(STDERR_FILENO);
    struct bufdir_message m;
    struct buf b;

    CHECK(str_starts(xml, str_cut(head, 0, 34)));
    buf_init(&b, mem);
    buf_str(&b, head);
    buf_str(&b, str_cut(xml, head.n, xml.n));
    CHECK(said && dup2(fileno(said), STDERR_FILENO) >= 0);
    CHECK_ERR(bufdir_read(mem, buf_done(&b), &m), INVALID, MSG_BUFDIR_NOT_XML);
    CHECK(dup2(held, STDERR_FILENO) >= 0);
    CHECK_EQ(lseek(fileno(said), 0, SEEK_END), 0);
    (void)close(held);
    (void)fclose(said);
}

/* --- what follows a message --- */

TEST(a_receipt_goes_back_to_the_sender)
{
    struct instant now = {1795000000000000};
    struct bufdir_message m;
    struct bufdir_message receipt;
    struct bufdir_message end;

    CHECK(!read_sample(mem, "complete", &m));
    bufdir_reply(&m.head, BUFDIR_APP_RECEIPT, &receipt);
    bufdir_stamp(mem, &receipt.head, now, STR("1.2.3"));
    CHECK_STR(receipt.head.sender.name, "Bufetat");
    CHECK_STR(receipt.head.receiver.municipality, "Hustadvika");
    CHECK_STR(receipt.head.receiver_ref, "SAK-2026-0117");
    CHECK(str_eq(receipt.head.about_id, m.head.id));
    CHECK(str_eq(receipt.head.start_id, m.head.id));
    check_round_trip(mem, &receipt);

    bufdir_follow(&m.head, BUFDIR_WITHDRAWN, REQUEST_LINK_WITHDRAWN, &end);
    bufdir_stamp(mem, &end.head, now, STR("1.2.3"));
    CHECK_STR(end.head.receiver.name, "Bufetat");
    CHECK(!str_eq(end.head.id, receipt.head.id));
    check_round_trip(mem, &end);
}

TEST(a_refused_message_can_be_answered)
{
    struct bufdir_message m;
    struct bufdir_message answer;
    struct bufdir_head head;
    const struct err *err = read_sample(mem, "hostile-bad-code", &m);

    CHECK(!bufdir_read_head(mem, sample(mem, "hostile-bad-code"), &head));
    bufdir_reply(&head, BUFDIR_ERROR, &answer);
    bufdir_stamp(mem, &answer.head, head.sent, STR("1.2.3"));
    answer.fault = bufdir_fault_of(mem, LANG_NB, err);
    CHECK_EQ(answer.fault.code, REQUEST_ERROR_XML);
    CHECK_STR(answer.fault.path, "/Henvisning/Vedtak/Lovhjemmel");
    check_round_trip(mem, &answer);
    CHECK(!bufdir_read_head(mem, sample(mem, "hostile-wrong-type"), &head));
    CHECK_STR(head.sender.municipality, "Hustadvika");
    err = read_sample(mem, "hostile-wrong-type", &m);
    CHECK_EQ(bufdir_fault_of(mem, LANG_NB, err).code, REQUEST_ERROR_OTHER);
    err = read_sample(mem, "hostile-bad-number", &m);
    CHECK_EQ(bufdir_fault_of(mem, LANG_NB, err).code, REQUEST_ERROR_RULE);
    CHECK_ERR(bufdir_read_head(mem, sample(mem, "hostile-laughs"), &head),
              INVALID, MSG_BUFDIR_DOCTYPE);
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
