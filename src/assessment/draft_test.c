/* Drafts: nothing typed is lost, rows come and go, progress is told.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/draft.h"
#include "base/test.h"
#include "text/messages_assessment.h"

static struct draft
fresh(void)
{
    struct draft d = {0};

    request_init(&d.request);
    return d;
}

#define PAIR(n, v)     \
    {                  \
        STR(n), STR(v) \
    }

TEST(a_step_is_stored_and_what_cannot_be_is_kept)
{
    struct draft d = fresh();
    bool grew = false;
    const struct http_pair form[] = {
        PAIR("legal", "5-1"),          PAIR("decision", "1"),
        PAIR("decided_on-dag", "31"),  PAIR("decided_on-maned", "11"),
        PAIR("decided_on-ar", "2026"),
    };
    const struct err *err = draft_apply(mem, &d, 2, form, 5, DRAFT_SAVE, 0,
                                        &grew);

    CHECK(!err);
    CHECK(grew); /* who decided, and when, are asked now */
    err = draft_apply(mem, &d, 2, form, 5, DRAFT_SAVE, 0, &grew);
    CHECK_ERR(err, INVALID, MSG_REQUEST_NO_SUCH_DAY);
    CHECK_EQ(d.typed.n, 3);
    CHECK_STR(d.typed.row[0].value, "31");
    CHECK_EQ(draft_progress(mem, &d, 2), DRAFT_FAULTY);
    CHECK_EQ(d.request.legal, REQUEST_LEGAL_5_1);
}

TEST(a_corrected_text_is_no_longer_kept)
{
    struct draft d = fresh();
    bool grew = false;
    const struct http_pair bad[] = {PAIR("child", "123")};
    const struct http_pair good[] = {PAIR("child", "")};

    CHECK(draft_apply(mem, &d, 1, bad, 1, DRAFT_SAVE, 0, &grew));
    CHECK_EQ(d.typed.n, 1);
    CHECK(!draft_apply(mem, &d, 1, good, 1, DRAFT_SAVE, 0, &grew));
    CHECK_EQ(d.typed.n, 0);
}

TEST(typed_faults_come_once)
{
    struct draft d = fresh();
    bool grew = false;
    const struct http_pair bad[] = {PAIR("child", "123")};
    int n = 0;

    CHECK(draft_apply(mem, &d, 1, bad, 1, DRAFT_SAVE, 0, &grew));
    for (const struct err *e = draft_check(mem, &d, 1); e; e = e->next)
        n += e->field && str_eq_cz(str_of(e->field), "child");
    CHECK_EQ(n, 1);
}

TEST(rows_come_and_go_with_what_was_typed)
{
    struct draft d = fresh();
    bool grew = false;
    const struct http_pair form[] = {
        PAIR("caregiver_1_first_name", "Kari"),
        PAIR("caregiver_2_first_name", "O"),
    };

    CHECK(!draft_apply(mem, &d, 5, NULL, 0, DRAFT_ADD_CAREGIVER, 0, &grew));
    CHECK(!draft_apply(mem, &d, 5, NULL, 0, DRAFT_ADD_CAREGIVER, 0, &grew));
    CHECK_EQ(d.request.n_caregivers, 2);
    CHECK(draft_apply(mem, &d, 5, form, 2, DRAFT_DROP_CAREGIVER, 0, &grew));
    CHECK_EQ(d.request.n_caregivers, 1);
    CHECK_EQ(d.typed.n, 1);
    CHECK_STR(d.typed.row[0].name, "caregiver_1_first_name");
    CHECK_STR(d.typed.row[0].value, "O");
}

TEST(typed_texts_survive_packing)
{
    struct typed row[] = {{1, STR("child"), STR("12\n3 4")},
                          {6, STR("attachment_1_type"), STR_NONE}};
    struct typed_list in = {row, 2};
    struct typed_list out = {0};

    CHECK(!typed_unpack(mem, typed_pack(mem, &in), &out));
    CHECK_EQ(out.n, 2);
    CHECK_STR(out.row[0].value, "12\n3 4");
    CHECK_EQ(out.row[1].step, 6);
    CHECK(typed_unpack(mem, STR("1 5 5\nabc"), &out));
}

TEST(fields_know_their_steps)
{
    CHECK_EQ(draft_step_of(STR("legal")), 2);
    CHECK_EQ(draft_step_of(STR("caregiver_1_first_name")), 5);
    CHECK_EQ(draft_step_of(STR("nothing")), 0);
}
