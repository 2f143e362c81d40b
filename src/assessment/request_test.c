/* Tests of the THK request: fields, what is typed, completeness, sealed form.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request.h"

#include "base/test.h"
#include "text/messages_assessment.h"

#include <stdio.h>
#include <stdlib.h>

static const struct request_field *
field(enum request_field_id id)
{
    return &request_fields[id];
}

static const struct err *
type(struct arena *mem, struct thk_request *r, enum request_field_id id,
     const char *typed)
{
    return request_set(mem, field(id), r, NULL, str_of(typed));
}

static bool
has(const struct err *list, const char *key, int msg)
{
    for (; list; list = list->next)
        if (list->field && str_eq_cz(str_of(list->field), key) &&
            list->msg == msg)
            return true;
    return false;
}

static size_t
length(const struct err *list)
{
    size_t n = 0;

    for (; list; list = list->next)
        n++;
    return n;
}

TEST(every_field_is_found_by_its_key_and_has_a_step_and_a_label)
{
    (void)mem;
    for (int i = 0; i < REQUEST_FIELD_COUNT; i++) {
        const struct request_field *f = &request_fields[i];

        CHECK(request_field_find(str_of(f->key)) == f);
        CHECK(f->step >= 1 && f->step <= REQUEST_STEPS);
        CHECK(i == 0 || f->step >= request_fields[i - 1].step);
        CHECK(f->label > 0);
        CHECK(f->if_field < i);
        CHECK((f->kind == REQUEST_CODE || f->kind == REQUEST_CODES) ==
              (f->list != REQUEST_LIST_NONE));
    }
    CHECK(request_field_find(STR("no_such_key")) == NULL);
}

TEST(code_lists_are_those_of_bufdir)
{
    size_t n;

    (void)mem;
    (void)request_codes(REQUEST_LIST_LANGUAGE, &n);
    CHECK_EQ(n, 187);
    (void)request_codes(REQUEST_LIST_DOCUMENT, &n);
    CHECK_EQ(n, 25);
    CHECK_EQ(request_code_find(REQUEST_LIST_LEGAL, STR("5-1")),
             REQUEST_LEGAL_5_1);
    CHECK_EQ(request_code_find(REQUEST_LIST_LEGAL, STR("3-4")), 0);
    CHECK_EQ(request_code_find(REQUEST_LIST_DAY, STR("9")), REQUEST_DAY_OTHER);
    CHECK(request_code_at(REQUEST_LIST_DAY, 0) == NULL);
    CHECK_STR(
        request_code_text(LANG_NN, REQUEST_LIST_LANGUAGE,
                          request_code_find(REQUEST_LIST_LANGUAGE, STR("ti"))),
        "Tigrinja");
    CHECK_STR(
        request_code_text(LANG_NB, REQUEST_LIST_DAY, REQUEST_DAY_KINDERGARTEN),
        "Barnehage");
}

TEST(typed_text_is_tidied)
{
    struct thk_request r;

    request_init(&r);
    CHECK(!type(mem, &r, REQUEST_F_CASE_REF, "  SAK\r\n17 "));
    CHECK_STR(r.case_ref, "SAK 17");
    CHECK(!type(mem, &r, REQUEST_F_NEED, "first\r\nsecond\rthird\n"));
    CHECK_STR(r.need, "first\nsecond\nthird");
    CHECK(!type(mem, &r, REQUEST_F_NEED, "  "));
    CHECK(request_is_empty(field(REQUEST_F_NEED), &r));
}

TEST(typed_days_may_be_written_two_ways)
{
    struct thk_request r;

    request_init(&r);
    CHECK(!type(mem, &r, REQUEST_F_DECIDED_ON, "5.11.2026"));
    CHECK_DATE(r.decided_on, "2026-11-05");
    CHECK(!type(mem, &r, REQUEST_F_DECIDED_ON, "2026-12-24"));
    CHECK_STR(request_get(mem, field(REQUEST_F_DECIDED_ON), &r), "2026-12-24");
    CHECK_ERR(type(mem, &r, REQUEST_F_DECIDED_ON, "31.11.2026"), INVALID,
              MSG_REQUEST_NO_SUCH_DAY);
    CHECK_ERR(type(mem, &r, REQUEST_F_DECIDED_ON, "1.2.3.4"), INVALID,
              MSG_REQUEST_NO_SUCH_DAY);
    CHECK_DATE(r.decided_on, "2026-12-24");
    CHECK(!type(mem, &r, REQUEST_F_DECIDED_ON, ""));
    CHECK(date_is_none(r.decided_on));
}

TEST(typed_numbers_are_checked_and_shown_masked)
{
    struct thk_request r;

    request_init(&r);
    CHECK_ERR(type(mem, &r, REQUEST_F_CHILD, "148319 95183"), INVALID,
              MSG_REQUEST_NATID_WRONG);
    CHECK(!type(mem, &r, REQUEST_F_CHILD, "148319 95182"));
    CHECK_EQ(r.child.kind, NATID_FNR);
    CHECK(!str_has(request_get(mem, field(REQUEST_F_CHILD), &r), STR("95182")));
    CHECK(!request_set(mem, field(REQUEST_F_CHILD), &r, NULL,
                       request_get(mem, field(REQUEST_F_CHILD), &r)));
    CHECK_STR(request_reveal(mem, field(REQUEST_F_CHILD), &r), "14831995182");
    CHECK(!type(mem, &r, REQUEST_F_CHILD, "29020000100"));
    CHECK_EQ(r.child.kind, NATID_NONE);
    CHECK_STR(request_reveal(mem, field(REQUEST_F_CHILD), &r), "29020000100");
    CHECK(!natid_provisional(STR("30020000100")));
    CHECK(!natid_provisional(STR("01020000101")));
    CHECK_ERR(type(mem, &r, REQUEST_F_BILLING_NUMBER, "123456789"), INVALID,
              MSG_REQUEST_ORGNR_WRONG);
    CHECK(!type(mem, &r, REQUEST_F_BILLING_NUMBER, "986 128 433"));
}

TEST(typed_text_keeps_to_its_limits)
{
    struct thk_request r;
    struct buf b;

    request_init(&r);
    buf_init(&b, mem);
    for (int i = 0; i < 5000; i++)
        buf_cz(&b, "å");
    CHECK(!request_set(mem, field(REQUEST_F_NEED), &r, NULL, buf_done(&b)));
    buf_cz(&b, "å");
    CHECK_ERR(request_set(mem, field(REQUEST_F_NEED), &r, "own", buf_done(&b)),
              INVALID, MSG_REQUEST_LONG);
    CHECK_EQ(str_chars(r.need), 5000);
    CHECK_ERR(type(mem, &r, REQUEST_F_CASE_REF, "x"), INVALID,
              MSG_REQUEST_SHORT);
    CHECK_ERR(type(mem, &r, REQUEST_F_NEED, "a\001b"), INVALID,
              MSG_REQUEST_CHARS);
    CHECK_ERR(type(mem, &r, REQUEST_F_NEED, "a\xEF\xBF\xBF"), INVALID,
              MSG_REQUEST_CHARS);
    CHECK_ERR(type(mem, &r, REQUEST_F_NEED, "a\xE5"), INVALID,
              MSG_REQUEST_CHARS);
    CHECK_ERR(type(mem, &r, REQUEST_F_LEGAL, "3-4"), INVALID,
              MSG_REQUEST_NOT_LISTED);
    CHECK_ERR(type(mem, &r, REQUEST_F_EMA, "kanskje"), INVALID,
              MSG_REQUEST_CHOOSE);
}

TEST(several_codes_make_one_answer)
{
    struct thk_request r;

    request_init(&r);
    CHECK(!type(mem, &r, REQUEST_F_PLAN, "9 2"));
    CHECK_EQ(r.plan, 1U << REQUEST_PLAN_FOSTER_HOME | 1U << REQUEST_PLAN_OTHER);
    CHECK_STR(request_get(mem, field(REQUEST_F_PLAN), &r), "2 9");
    CHECK_ERR(type(mem, &r, REQUEST_F_PLAN, "2 8"), INVALID,
              MSG_REQUEST_NOT_LISTED);
}

TEST(an_empty_request_lacks_what_must_be_answered)
{
    struct thk_request r;
    const struct err *list;
    size_t by_step = 0;

    request_init(&r);
    list = request_check(mem, &r, 0);
    CHECK(has(list, "case_ref", MSG_REQUEST_MISSING));
    CHECK(has(list, "legal", MSG_REQUEST_CHOOSE));
    CHECK(has(list, "area_1_1", MSG_REQUEST_AREA_EMPTY));
    CHECK(has(list, "document_25", MSG_REQUEST_CHOOSE));
    CHECK(!has(list, "residence", MSG_REQUEST_MISSING));
    CHECK(!has(list, "language", MSG_REQUEST_CHOOSE));
    CHECK_STR(str_of(list->field), "case_ref");
    for (int step = 1; step <= REQUEST_STEPS; step++)
        by_step += length(request_check(mem, &r, step));
    CHECK_EQ(by_step, length(list));
}

TEST(answers_ask_for_further_answers)
{
    struct thk_request r;

    request_init(&r);
    r.interpreter = REQUEST_YES;
    r.decision = REQUEST_DECISION_MADE;
    CHECK(has(request_check(mem, &r, 1), "language", MSG_REQUEST_CHOOSE));
    CHECK(has(request_check(mem, &r, 2), "decided_on", MSG_REQUEST_MISSING));
    CHECK(has(request_check(mem, &r, 2), "decider", MSG_REQUEST_CHOOSE));
    r.ip_coordinator.name = STR("Kari Eksempel");
    CHECK(has(request_check(mem, &r, 2), "ip_phone", MSG_REQUEST_GROUP_PART));
    r.billing.district = STR("Gamle Oslo");
    CHECK(has(request_check(mem, &r, 2), "billing_number",
              MSG_REQUEST_GROUP_PART));
    CHECK(has(request_check(mem, &r, 2), "billing_district_number",
              MSG_REQUEST_GROUP_PART));
    r.area[0].text = STR("god");
    r.area[0].reason = STR("ukjent");
    CHECK(has(request_check(mem, &r, 3), "area_1_1_reason",
              MSG_REQUEST_AREA_BOTH));
}

TEST(items_are_checked_one_by_one)
{
    struct request_caregiver c[2] = {{.first_name = STR("Mona"),
                                      .relation = REQUEST_RELATION_MOTHER,
                                      .dead = REQUEST_YES},
                                     {.first_name = STR("Bjørg"),
                                      .relation = REQUEST_RELATION_OTHER,
                                      .dead = REQUEST_NO}};
    struct request_attachment a[2] = {
        {.file_name = STR("a.pdf"), .type = REQUEST_ATTACHMENT_PLAN},
        {.file_name = STR("a.pdf"), .type = REQUEST_ATTACHMENT_PLAN}};
    struct thk_request r;
    const struct err *list;

    request_init(&r);
    r.consent = REQUEST_NO;
    r.caregivers = c;
    r.n_caregivers = 2;
    r.attachments = a;
    r.n_attachments = 2;
    list = request_check(mem, &r, 5);
    CHECK_EQ(length(list), 2);
    CHECK(has(list, "caregiver_2_relation_other", MSG_REQUEST_MISSING));
    CHECK(has(list, "caregiver_2_responsibility", MSG_REQUEST_CHOOSE));
    CHECK(has(request_check(mem, &r, 6), "attachment_2_file_name",
              MSG_REQUEST_FILE_TWICE));
    CHECK(!request_has_consent(&r));
}

TEST(tidying_clears_what_no_longer_applies)
{
    struct thk_request r;

    request_init(&r);
    CHECK(!type(mem, &r, REQUEST_F_DECISION, "1"));
    CHECK(!type(mem, &r, REQUEST_F_DECIDER, "2"));
    CHECK(!type(mem, &r, REQUEST_F_TRIBUNAL, "1"));
    CHECK(!type(mem, &r, REQUEST_F_TRIBUNAL_ON, "2026-12-01"));
    request_tidy(&r);
    CHECK_DATE(r.tribunal_on, "2026-12-01");
    CHECK(!type(mem, &r, REQUEST_F_DECIDER, "3"));
    request_tidy(&r);
    CHECK_EQ(r.tribunal, REQUEST_TRIBUNAL_UNSET);
    CHECK(date_is_none(r.tribunal_on));
    CHECK_EQ(r.decider, REQUEST_DECIDER_TRIBUNAL);
}

TEST(broken_packs_are_refused)
{
    struct thk_request r;
    struct thk_request back;
    struct str packed;

    request_init(&r);
    r.case_ref = STR("SAK-1");
    packed = request_pack(mem, &r);
    CHECK(!request_unpack(mem, packed, &back));
    CHECK_STR(back.case_ref, "SAK-1");
    for (size_t n = 0; n < packed.n; n++)
        if (n != 4) /* the mark alone: nothing answered */
            CHECK_ERR(request_unpack(mem, str_cut(packed, 0, n), &back),
                      INTERNAL, 0);
    CHECK_ERR(request_unpack(mem, STR("THK1\003foo\0\0\0\0"), &back), INTERNAL,
              0);
}

static struct str
reference_codes(struct arena *mem)
{
    const char *source = getenv("HELHET_SOURCE");
    struct buf b;
    FILE *f = fopen(
        str_cz(mem, str_fmt(mem, "%s/data/codes.csv", source ? source : ".")),
        "rb");
    char part[4096];

    buf_init(&b, mem);
    CHECK(f != NULL);
    if (!f)
        return STR_NONE;
    for (size_t n; (n = fread(part, 1, sizeof(part), f)) > 0;)
        buf_bytes(&b, part, n);
    (void)fclose(f);
    return buf_done(&b);
}

TEST(code_lists_agree_with_the_reference_data)
{
    static const struct {
        enum request_list list;
        const char *name;
        bool whole; /* all that the reference data has */
    } lists[] = {
        {REQUEST_LIST_DECIDER, "VedtakInstansType", true},
        {REQUEST_LIST_DECISION, "VedtakStatusType", true},
        {REQUEST_LIST_TRIBUNAL, "NemndsbehandlingStatusType", true},
        {REQUEST_LIST_LEGAL, "VedtakHenvisningParagrafType", false},
        {REQUEST_LIST_PLAN, "PlanEtterTiltakType", true},
        {REQUEST_LIST_IP, "IndividuellPlanStatusType", true},
        {REQUEST_LIST_DAY, "DagtilbudTypeType", true},
        {REQUEST_LIST_RELATION, "OmsorgsrelasjonType", true},
        {REQUEST_LIST_CARE, "OmsorgType", true},
        {REQUEST_LIST_CONTACT, "KontaktFrekvensType", true},
        {REQUEST_LIST_TRANSFER, "DokumentOversendelseType", true},
        {REQUEST_LIST_ATTACHMENT, "VedleggTypeType", true},
        {REQUEST_LIST_AREA, "KunnskapsmodellOmradeType", true},
        {REQUEST_LIST_DIMENSION, "KunnskapsmodellDimensjonType", true},
        {REQUEST_LIST_DOCUMENT,
         "DokumentinformasjonTverrfagligHelsekartleggingTypeType", true},
        {REQUEST_LIST_LINK, "MeldingsForbindelseType", true},
        {REQUEST_LIST_LANGUAGE, "SprakTypeUtenNorsk", true},
    };
    struct str all = reference_codes(mem);

    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        struct str rest = all;
        struct str row;
        size_t n;
        size_t rows = 0;
        const struct request_code *c = request_codes(lists[i].list, &n);

        while (rest.n > 0) {
            struct str list;

            (void)str_split(rest, '\n', &row, &rest);
            (void)str_split(row, ',', &list, &row);
            rows += str_eq_cz(list, lists[i].name);
        }
        CHECK(lists[i].whole ? rows == n : rows > n);
        for (size_t k = 0; k < n; k++)
            CHECK(str_has(all,
                          str_fmt(mem, "\n%s,%s,", lists[i].name, c[k].code)));
    }
}
