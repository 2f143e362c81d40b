/* The gate: what every action answers, and the rules that hold for them all.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/test.h"

#include <stdio.h>
#include <stdlib.h>

static struct gate_facts
known_facts(uint32_t relations, uint32_t classes)
{
    return (struct gate_facts){.subject_exists = true,
                               .about_child = true,
                               .relations = relations,
                               .classes = classes,
                               .function_active = true};
}

TEST(unknown_child_is_hidden_from_every_role_in_every_action)
{
    struct gate_facts facts = known_facts(0, CLASS_ALL & ~CLASS_BIT(CORE));

    (void)mem;
    for (unsigned a = ACT_NONE + 1; a < ACT_COUNT; a++)
        for (unsigned r = 0; r < ROLE_COUNT; r++)
            if (action_rule((enum action)a)->relations != 0)
                CHECK_EQ(gate_decide((enum action)a, (enum role)r, &facts),
                         GATE_HIDE);
}

TEST(protected_child_is_hidden_from_all_but_the_short_list)
{
    struct gate_facts facts = known_facts(
        REL_BIT(HOLDER) | REL_BIT(PARTICIPANT), CLASS_ALL);

    (void)mem;
    facts.is_protected = true;
    CHECK_EQ(gate_decide(ACT_CASE_VIEW, ROLE_CASEWORKER, &facts), GATE_HIDE);
    facts.on_short_list = true;
    CHECK_EQ(gate_decide(ACT_CASE_VIEW, ROLE_CASEWORKER, &facts), GATE_ALLOW);
}

/* Relations to a body: nothing there is about a child. */
#define OF_BODIES                                                      \
    (REL_BIT(BODY_SEES) | REL_BIT(BODY_MEMBER) | REL_BIT(BODY_PARTY) | \
     REL_BIT(BODY_RUNNER))

/* Relations to an agreement, likewise. */
#define OF_AGREEMENTS (REL_BIT(PARTY) | REL_BIT(INVITED))

TEST(administrator_and_adviser_never_meet_a_child)
{
    struct gate_facts facts = known_facts((1u << REL_COUNT) - 1, CLASS_ALL);

    (void)mem;
    facts.on_short_list = true;
    for (unsigned a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        uint32_t relations = action_rule((enum action)a)->relations;

        if ((relations & ~OF_BODIES) == 0 || (relations & OF_AGREEMENTS) != 0)
            continue;
        CHECK_EQ(gate_decide((enum action)a, ROLE_ADMINISTRATOR, &facts),
                 GATE_DENY);
        CHECK_EQ(gate_decide((enum action)a, ROLE_ADVISER, &facts), GATE_DENY);
        /* nobody by name but by a link and its code */
        if (relations != REL_BIT(LINKED))
            CHECK_EQ(gate_decide((enum action)a, ROLE_PUBLIC, &facts),
                     GATE_DENY);
    }
}

TEST(an_ended_function_may_nothing)
{
    struct gate_facts facts = known_facts((1u << REL_COUNT) - 1, CLASS_ALL);

    (void)mem;
    facts.function_active = false;
    for (unsigned a = ACT_NONE + 1; a < ACT_COUNT; a++)
        CHECK(gate_decide((enum action)a, ROLE_CASEWORKER, &facts) !=
              GATE_ALLOW);
}

TEST(a_missing_class_denies_what_needs_it)
{
    struct gate_facts facts = known_facts(REL_BIT(PARTICIPANT),
                                          CLASS_BIT(CORE));

    (void)mem;
    CHECK_EQ(gate_decide(ACT_CASE_VIEW, ROLE_THERAPIST, &facts), GATE_ALLOW);
    CHECK_EQ(gate_decide(ACT_REPORT_VIEW, ROLE_THERAPIST, &facts), GATE_DENY);
    facts.classes |= CLASS_BIT(REPORT);
    CHECK_EQ(gate_decide(ACT_REPORT_VIEW, ROLE_THERAPIST, &facts), GATE_ALLOW);
}

static const char *
answer_word(enum gate_answer g)
{
    switch (g) {
    case GATE_ALLOW:
        return "yes";
    case GATE_HIDE:
        return "hidden";
    case GATE_DENY:
        return "no";
    }
    return "?";
}

/* One line of the matrix: an action, a relation, and every role's answer. */
static void
matrix_line(struct buf *b, enum action a, const char *relation,
            const struct gate_facts *facts)
{
    buf_fmt(b, "%-24s %-14s", action_rule(a)->word, relation);
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        buf_fmt(b, " %s", answer_word(gate_decide(a, (enum role)r, facts)));
    buf_char(b, '\n');
}

static struct str
matrix(struct arena *mem)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "# Who may do what, by relation to the child's case: printed "
               "from the gate itself.\n# SPDX-License-Identifier: EUPL-1.2\n"
               "# Roles:");
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        buf_fmt(&b, " %s", role_word((enum role)r));
    buf_char(&b, '\n');
    for (unsigned i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        enum action a = (enum action)i;
        struct gate_facts facts = known_facts(0, CLASS_ALL);

        if (action_rule(a)->relations == 0) {
            matrix_line(&b, a, "-", &facts);
            continue;
        }
        matrix_line(&b, a, "none", &facts);
        for (unsigned r = 0; r < REL_COUNT; r++) {
            facts.relations = 1u << r;
            matrix_line(&b, a, relation_word((enum relation)r), &facts);
        }
    }
    return buf_done(&b);
}

static struct str
read_file(struct arena *mem, const char *path)
{
    struct buf b;
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "rb");

    buf_init(&b, mem);
    if (!f)
        return STR_NONE;
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_bytes(&b, part, n);
    (void)fclose(f);
    return buf_done(&b);
}

/* tests/policy_matrix.txt is what a lawyer reads; a change of policy is a
 * change of that file. HELHET_WRITE_MATRIX=1 writes it anew. */
TEST(policy_matrix_is_the_one_that_was_read)
{
    const char *root = getenv("HELHET_SOURCE");
    const char *path = str_cz(
        mem, str_fmt(mem, "%s/tests/policy_matrix.txt", root ? root : "."));
    struct str now = matrix(mem);

    if (getenv("HELHET_WRITE_MATRIX")) {
        FILE *f = fopen(path, "wb");

        CHECK(f && fwrite(now.p, 1, now.n, f) == now.n && !fclose(f));
    }
    CHECK(str_eq(read_file(mem, path), now));
}
