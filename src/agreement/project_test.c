/* Research and development projects: filters, and what may be registered.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/project.h"

#include "base/test.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

static struct project
project(void)
{
    return (struct project){.title = STR("Sammen om ungdom"),
                            .party = {{{1}, STR("A")}, {{2}, STR("B")}},
                            .parties = 2,
                            .from = date_ymd(2025, 12, 31),
                            .until = date_ymd(2027, 1, 1)};
}

TEST(a_project_is_found_by_each_year_it_touches)
{
    struct project p = project();

    CHECK(!project_matches(&p, 2024, (unit_id){0}));
    CHECK(project_matches(&p, 2025, (unit_id){0}));
    CHECK(project_matches(&p, 2026, (unit_id){0}));
    CHECK(project_matches(&p, 2027, (unit_id){0}));
    CHECK(!project_matches(&p, 2028, (unit_id){0}));
    p.until = DATE_NONE;
    CHECK(project_matches(&p, 2028, (unit_id){0}));
    CHECK(project_matches(&p, 0, (unit_id){2}));
    CHECK(!project_matches(&p, 2026, (unit_id){3}));
}

TEST(what_may_be_registered)
{
    struct project p = project();

    CHECK(!project_check(mem, &p));
    p.until = date_ymd(2025, 12, 30);
    CHECK_ERR(project_check(mem, &p), INVALID, MSG_EVIDENCE_ENDS_FIRST);
    p = project();
    p.from = DATE_NONE;
    CHECK_ERR(project_check(mem, &p), INVALID, MSG_FORM_REQUIRED);
    p = project();
    p.title = STR_NONE;
    CHECK_ERR(project_check(mem, &p), INVALID, MSG_FORM_REQUIRED);
    p = project();
    p.party[1].unit.v = 1;
    CHECK_ERR(project_check(mem, &p), INVALID, MSG_PROJECT_TWICE);
    p.parties = 1;
    CHECK_ERR(project_check(mem, &p), INVALID, MSG_PROJECT_ALONE);
    p.others = STR("Et universitet");
    CHECK(!project_check(mem, &p));
}

TEST(kinds_have_words)
{
    for (int k = 0; k < PROJECT_KIND_COUNT; k++) {
        enum project_kind back = PROJECT_RESEARCH;

        CHECK(project_kind_parse(
            str_of(project_kind_word((enum project_kind)k)), &back));
        CHECK_EQ((int)back, k);
    }
}
