/* Tests of a case's files: sealed in chunks, seen by who shares them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/blob.h"
#include "casefile/fixture.h"

#include <string.h>

/* Begins a call of Kari or Tone that may see the case. */
static void
begin(struct call *c, case_id id)
{
    OK(call_begin(c, ACT_CASE_VIEW));
    OK(call_permit(c, ACT_CASE_VIEW, subject_case(id)));
}

TEST_BOTH(file_comes_back_as_it_was)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    size_t n = 2 * BLOB_CHUNK_BYTES + 17;
    char *p = arena_alloc(f->mem, n);
    struct blob b = {.case_id = id,
                     .class_ = CLASS_PLAN,
                     .unit = c.who.unit,
                     .name = STR("Plan for Lea.pdf"),
                     .type = STR("application/pdf")};
    struct blob back = {0};
    struct str bytes = STR_NONE;

    for (size_t i = 0; i < n; i++)
        p[i] = (char)(i * 31);
    OK(call_begin(&c, ACT_CASE_CORRECT));
    OK(call_permit(&c, ACT_CASE_CORRECT, subject_case(id)));
    OK(casefile_blob_put_in(&c, &b, (struct str){p, n}));
    OK(call_end(&c, ACT_CASE_CORRECT, id.v, NULL));
    CHECK_EQ(b.chunks, 3);
    c = fx_kari(f);
    begin(&c, id);
    OK(casefile_blob_in(&c, b.id, &back));
    CHECK_STR(back.name, "Plan for Lea.pdf");
    CHECK_STR(back.type, "application/pdf");
    CHECK_EQ(back.bytes, (int64_t)n);
    OK(casefile_blob_read_in(&c, &back, &bytes));
    CHECK_EQ(bytes.n, n);
    CHECK(memcmp(bytes.p, p, n) == 0);
    back.chunks = 2; /* an end that is not the end does not open */
    CHECK_ERR(casefile_blob_read_in(&c, &back, &bytes), INTERNAL, 0);
    OK(call_end(&c, ACT_CASE_VIEW, id.v, NULL));
}

TEST_BOTH(file_is_not_there_for_who_has_no_share)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    struct blob b = {.case_id = id,
                     .class_ = CLASS_WELFARE,
                     .unit = c.who.unit,
                     .name = STR("a.txt"),
                     .type = STR("text/plain")};
    struct blob back = {0};

    OK(call_begin(&c, ACT_CASE_CORRECT));
    OK(call_permit(&c, ACT_CASE_CORRECT, subject_case(id)));
    OK(casefile_blob_put_in(&c, &b, STR("abc")));
    CHECK_ERR(casefile_blob_in(&c, b.id, &back), NOT_FOUND, 0);
    OK(share_own_in(&c, id, c.who.unit, CLASS_BIT(WELFARE)));
    OK(casefile_blob_in(&c, b.id, &back));
    OK(call_end(&c, ACT_CASE_CORRECT, id.v, NULL));
}
