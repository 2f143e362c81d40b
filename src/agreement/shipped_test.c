/* The real agreement as data: every statement represented exactly once, and in
 * the store with both versions, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/shipped.h"

#include "agreement/app.h"
#include "base/test.h"
#include "registry/function.h"

#define FX_MORE_SETS agreement_sql, agreement_fact_sql, agreement_duty_sql
#include "agreement/fixture.h"

/* Statement -> representation, as the agreement was read. */
static const struct {
    const char *ref;
    enum shown_as shown;
    const char *kind;
} wanted[] = {
    {"A01", SHOWN_DEFINITION, ""},
    {"A02", SHOWN_DEFINITION, ""},
    {"A03", SHOWN_DEFINITION, ""},
    {"A04", SHOWN_PEOPLE, ""},
    {"A05", SHOWN_OBLIGATION, "meetings_per_year"},
    {"A06", SHOWN_DEFINITION, ""},
    {"A07", SHOWN_OBLIGATION, "meetings_per_year"},
    {"A08", SHOWN_OBLIGATION, "prepared_by"},
    {"A09", SHOWN_OBLIGATION, "plan_in_force"},
    {"A10", SHOWN_OBLIGATION, "plan_endorsed"},
    {"A11", SHOWN_OBLIGATION, "joint_agenda"},
    {"A12", SHOWN_OBLIGATION, "invite_always"},
    {"A13", SHOWN_OBLIGATION, "rotating_host"},
    {"A14", SHOWN_OBLIGATION, "evaluate_at_last_meeting"},
    {"A15", SHOWN_OBLIGATION, "revise_when_asked"},
    {"A16", SHOWN_OBLIGATION, "make_known"},
    {"A17", SHOWN_OBLIGATION, "make_known"},
    {"A18", SHOWN_DEFINITION, ""},
    {"A19", SHOWN_OBLIGATION, "local_agreements"},
    {"A20", SHOWN_POINT, ""},
    {"A21", SHOWN_POINT, ""},
    {"A22", SHOWN_PERMISSION, ""},
    {"A23", SHOWN_OBLIGATION, "contact_points"},
    {"A24", SHOWN_OBLIGATION, "escalation_routine"},
    {"A25", SHOWN_OBLIGATION, "competence_input"},
    {"A26", SHOWN_OBLIGATION, "competence_activity"},
    {"A27", SHOWN_PEOPLE, ""},
    {"A28", SHOWN_PEOPLE, ""},
    {"A29", SHOWN_OBLIGATION, "internal_disagreement"},
    {"A30", SHOWN_PERIOD, ""},
    {"A31", SHOWN_PERMISSION, ""},
    {"A32", SHOWN_PERMISSION, ""},
};

static void
check_clauses(const struct clause_list *list)
{
    CHECK_EQ(list->n, ARRAY_LEN(wanted));
    for (size_t i = 0; i < list->n && i < ARRAY_LEN(wanted); i++) {
        const struct clause *c = &list->row[i];

        CHECK_STR(c->ref, wanted[i].ref);
        CHECK_EQ(c->shown, wanted[i].shown);
        CHECK(c->statement.n > 0);
        CHECK(c->section.n > 0);
        if (c->shown == SHOWN_OBLIGATION)
            CHECK_STR(str_of(obligation_kind_word(c->duty.kind)),
                      wanted[i].kind);
        else
            CHECK_STR(STR_NONE, wanted[i].kind);
    }
}

TEST(every_statement_is_represented_exactly_once)
{
    struct clause_list list = {0};
    struct str *units = NULL;

    CHECK(!shipped_clauses(mem, &list, &units));
    check_clauses(&list);
}

TEST(templates_have_their_points)
{
    struct point_list list = {0};

    CHECK(!shipped_points(mem, AGREEMENT_LOCAL, &list));
    CHECK_EQ(list.n, 17);
    CHECK(!list.row[0].official); /* proposed: the circular was not read */
    CHECK(list.row[16].official);
    CHECK(!shipped_points(mem, AGREEMENT_MUNICIPAL_HEALTH, &list));
    CHECK_EQ(list.n, 13); /* hol. § 6-2 */
    CHECK(!shipped_points(mem, AGREEMENT_REGIONAL, &list));
    CHECK_EQ(list.n, 18);
}

TEST_BOTH(the_agreement_is_put_into_the_store_once)
{
    struct agreement a = {0};
    struct version_list versions = {0};
    struct clause_list clauses = {0};
    struct fact_list facts = {0};
    bool found = false;

    fx_begin(f);
    OK(agreement_install_in(&f->call));
    OK(agreement_install_in(&f->call)); /* again: nothing */
    OK(agreement_store_find(&f->call.tx, STR(AGREEMENT_MIDT), &a, &found));
    CHECK(found);
    OK(version_store_list(&f->call.tx, a.id, &versions));
    CHECK_EQ(versions.n, 2);
    CHECK_EQ(version_on(&versions, date_ymd(2022, 1, 1))->number, 1);
    CHECK_EQ(version_on(&versions, date_ymd(2023, 11, 8))->number, 2);
    CHECK(version_on(&versions, date_ymd(2021, 8, 31)) == NULL);
    for (size_t i = 0; i < versions.n; i++) {
        OK(clause_store_list(&f->call.tx, versions.row[i].id, &clauses));
        check_clauses(&clauses);
    }
    CHECK_EQ(clauses.row[11].duty.units, 6); /* A12 */
    CHECK_EQ(clauses.row[12].duty.units, 2); /* A13 */
    CHECK_EQ(clauses.row[6].duty.n, 3);      /* A07 */
    CHECK_DATE(clauses.row[6].duty.from, "2021-09-01");
    OK(agreement_store_facts(&f->call.tx, a.id, versions.row[0].id, &facts));
    CHECK(facts.n > 0); /* 14 institutions, their posts */
    fx_end(f, true);
}

TEST_BOTH(evidence_by_hand_counts_until_it_is_taken_back)
{
    struct agreement a = {0};
    struct version_list versions = {0};
    struct clause_list clauses = {0};
    struct fact_list facts = {0};
    bool found = false;
    struct evidence e = {.ref = STR("A24"),
                         .fact = {.kind = FACT_ROUTINE,
                                  .on = date_ymd(2026, 1, 1),
                                  .until = DATE_NONE,
                                  .known = date_ymd(2026, 1, 1),
                                  .label = STR("Rutine, versjon 3")}};

    fx_begin(f);
    OK(agreement_install_in(&f->call));
    OK(agreement_store_find(&f->call.tx, STR(AGREEMENT_MIDT), &a, &found));
    OK(version_store_list(&f->call.tx, a.id, &versions));
    OK(clause_store_list(&f->call.tx, versions.row[0].id, &clauses));
    e.agreement = a.id;
    OK(evidence_store_insert(&f->call.tx, &e, (struct instant){1}));
    OK(evidence_store_withdraw(&f->call.tx, a.id, e.id,
                               date_ymd(2026, 11, 20)));
    CHECK_ERR(evidence_store_withdraw(&f->call.tx, a.id, e.id,
                                      date_ymd(2026, 11, 20)),
              NOT_FOUND, 0);
    OK(agreement_store_facts(&f->call.tx, a.id, versions.row[0].id, &facts));
    CHECK_EQ(obligation_judge(f->call.mem, &clauses.row[23].duty, &facts,
                              date_ymd(2026, 11, 19))
                 .state,
             VERDICT_MET);
    CHECK_EQ(obligation_judge(f->call.mem, &clauses.row[23].duty, &facts,
                              date_ymd(2026, 11, 20))
                 .state,
             VERDICT_BREACHED);
    fx_end(f, false);
}
