/* Tests of definitions: faults found, the shipped ones, PlanDefinition JSON.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/fixture.h"

#include "base/embed.h"
#include "pathway/plan_definition.h"
#include "text/messages_pathway.h"
#include "text/messages_text.h"

static const struct path_rule rules[] = {
    {{"bup_referral_assessment", 23}, 10, TERM_WORKDAYS},
    {{"bup_latest_start", 16}, 65, TERM_WORKDAYS},
};

static bool
has(struct arena *mem, const struct path_def *d, enum path_fault f, char step)
{
    struct path_problems p = path_check(mem, d, rules, ARRAY_LEN(rules));

    for (size_t i = 0; i < p.n; i++)
        if (p.row[i].fault == f &&
            (step == 0 ||
             (p.row[i].step >= 0 && d->step[p.row[i].step].id.p[0] == step)))
            return true;
    return false;
}

static size_t
faults(struct arena *mem, const struct path_def *d)
{
    return path_check(mem, d, rules, ARRAY_LEN(rules)).n;
}

TEST(whole_pathways_have_no_faults)
{
    static const char *const good[] = {
        "a!",
        "a; b!<a",
        "a; b<a; c<a; d!<b c",
        "a?; b<a:yes; c<a:no; d!+<b c",
        "a; b?<a c:no; c?<b; d!<b:yes c:yes",
        "a<c:no; b<a; c?<b; d!<c:yes", /* back to the first */
    };

    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        struct path_def d = sketch(mem, good[i]);

        CHECK_EQ(faults(mem, &d), 0);
    }
}

TEST(each_fault_is_found_at_its_step)
{
    struct path_def d = sketch(mem, "");

    CHECK(has(mem, &d, PATH_NO_STEPS, 0));
    d = sketch(mem, "a<d; b!; c<d; d<c");
    CHECK(has(mem, &d, PATH_UNREACHABLE, 'c'));
    d = sketch(mem, "a; b!<a; c<a");
    CHECK(has(mem, &d, PATH_DEAD_END, 'c'));
    CHECK(!has(mem, &d, PATH_DEAD_END, 'b'));
    d = sketch(mem, "a?; b!<a:yes");
    CHECK(has(mem, &d, PATH_OUTCOME_STUCK, 'a'));
    d = sketch(mem, "a; b<a c; c<b");
    CHECK(has(mem, &d, PATH_NO_EXIT, 'b'));
    CHECK(has(mem, &d, PATH_NO_EXIT, 'c'));
    d = sketch(mem, "a; b<a c; c<b; d!<c"); /* always round and on */
    CHECK(has(mem, &d, PATH_NO_EXIT, 'b'));
    d = sketch(mem, "a; b!<a");
    d.step[0].has_service = false;
    d.step[1].has_function = false;
    CHECK(has(mem, &d, PATH_NO_SERVICE, 'a'));
    CHECK(has(mem, &d, PATH_NO_FUNCTION, 'b'));
}

TEST(a_term_that_is_no_law_is_not_called_law)
{
    struct path_def d = sketch(mem, "a; b!<a");
    struct path_term *t = &d.step[0].term;

    *t = (struct path_term){.set = true,
                            .n = 10,
                            .unit = TERM_WORKDAYS,
                            .kind = SOURCE_LAW,
                            .rule = STR("bup_referral_assessment")};
    CHECK(has(mem, &d, PATH_TERM_NO_SOURCE, 'a'));
    t->source = STR("pbrl. § 2-2 a");
    CHECK_EQ(faults(mem, &d), 0);
    t->n = 9;
    CHECK(has(mem, &d, PATH_TERM_NOT_LAW, 'a'));
    t->kind = SOURCE_OWN_GOAL;
    CHECK_EQ(faults(mem, &d), 0);
}

TEST(shipped_pathways_are_whole_sourced_and_in_both_norwegians)
{
    size_t seen = 0;

    for (size_t i = 0; i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);
        struct path_def d;
        struct path_def again;
        struct str json = {(const char *)e->p, e->n};
        struct str first;

        if (!str_starts(str_of(e->name), STR("data/pathways/")))
            continue;
        seen++;
        CHECK(!plan_definition_read(mem, json, &d));
        CHECK_EQ(faults(mem, &d), 0);
        CHECK(str_eq(str_of(e->name),
                     str_fmt(mem, "data/pathways/%.*s.json", STR_FMT(d.key))));
        CHECK(d.status == PATH_ACTIVE && d.source.n > 0);
        for (uint32_t k = 0; k < d.step_n; k++) {
            const struct path_step *s = &d.step[k];

            CHECK(s->source.n > 0);
            CHECK(s->title.t[LANG_NN].n > 0 && s->title.t[LANG_EN].n > 0);
            CHECK(!s->term.set || s->term.kind == SOURCE_LAW);
            for (uint32_t o = 0; o < s->outcome_n; o++)
                CHECK(s->outcome[o].title.t[LANG_NN].n > 0);
        }
        first = plan_definition_write(mem, &d);
        CHECK(!plan_definition_read(mem, first, &again));
        CHECK(str_eq(first, plan_definition_write(mem, &again)));
    }
    CHECK_EQ(seen, 10);
}

TEST(a_foreign_plan_is_read_and_its_lacks_are_named)
{
    struct path_def d;

    CHECK(!plan_definition_read(
        mem,
        STR("{\"resourceType\":\"PlanDefinition\",\"name\":\"X\","
            "\"version\":\"2\",\"status\":\"draft\",\"title\":\"Fremmed\","
            "\"publisher\":\"Noen\",\"action\":["
            "{\"id\":\"one\",\"title\":\"En\",\"relatedAction\":["
            "{\"actionId\":\"two\",\"relationship\":\"before-start\"}]},"
            "{\"id\":\"two\",\"title\":\"To\"}]}"),
        &d));
    CHECK_EQ(d.step_n, 2);
    CHECK_EQ(d.step[1].edge_n, 1);
    CHECK(has(mem, &d, PATH_NO_SERVICE, 'o'));
    CHECK(has(mem, &d, PATH_DEAD_END, 't'));
}

#define PLAN(members)                                             \
    STR("{\"resourceType\":\"PlanDefinition\",\"name\":\"x\","    \
        "\"version\":\"1\",\"status\":\"draft\",\"title\":\"T\"," \
        "\"action\":[" members "]}")

#define IN(x)   "{\"action\":[" x "]}"
#define DEEP(x) IN(IN(IN(IN(IN(IN(IN(IN(IN(x)))))))))

/* Each fault in words, at its place. */
/* A condition nobody here understands goes out as it came in. */
TEST(a_foreign_condition_is_kept)
{
    static const char plan[] =
        "{\"resourceType\":\"PlanDefinition\",\"status\":\"draft\","
        "\"name\":\"far\",\"version\":\"1\",\"title\":\"Far\",\"action\":[{"
        "\"id\":\"a\",\"title\":\"A\",\"condition\":[{\"kind\":"
        "\"applicability\",\"expression\":{\"language\":\"text/cql\","
        "\"expression\":\"AgeInYears() = 1.50\",\"extension\":[{\"url\":"
        "\"x\",\"valueDecimal\":1.50},{\"url\":\"y\",\"valueBoolean\":false},"
        "{}]}},[],null]}]}";
    static const char kept[] =
        "\"condition\":[{\"kind\":\"applicability\",\"expression\":{"
        "\"language\":\"text/cql\",\"expression\":\"AgeInYears() = 1.50\","
        "\"extension\":[{\"url\":\"x\",\"valueDecimal\":1.50},{\"url\":"
        "\"y\",\"valueBoolean\":false},{}]}},[],null]";
    struct path_def d;
    struct str out;

    CHECK(!plan_definition_read(mem, str_of(plan), &d));
    out = plan_definition_write(mem, &d);
    CHECK(str_has(out, str_of(kept)));
    CHECK(!plan_definition_read(mem, out, &d));
    CHECK(str_eq(plan_definition_write(mem, &d), out));
}

TEST(all_that_is_wrong_is_said_at_once)
{
    struct path_def d;
    const struct err *err = plan_definition_read(
        mem,
        PLAN("{\"id\":\"a\"},{\"id\":\"b\",\"title\":\"B\","
             "\"modifierExtension\":[],"
             "\"relatedAction\":[{\"actionId\":\"x\",\"relationship\":"
             "\"after\"}]}"),
        &d);
    static const int msg[] = {MSG_PATHWAY_JSON_TITLE, MSG_PATHWAY_JSON_MODIFIER,
                              MSG_PATHWAY_JSON_RELATION};

    for (size_t i = 0; i < ARRAY_LEN(msg); i++) {
        CHECK(err && err->msg == msg[i]);
        err = err ? err->next : NULL;
    }
    CHECK(!err);
}

TEST(what_is_not_understood_is_refused)
{
    struct path_def d;

    CHECK_ERR(plan_definition_read(mem, STR("{}"), &d), INVALID,
              MSG_PATHWAY_JSON_TYPE);
    CHECK_ERR(plan_definition_read(mem, STR("[1,2"), &d), INVALID,
              MSG_JSON_BAD);
    CHECK(!plan_definition_read(mem, PLAN("{\"title\":\"A\"}"), &d));
    CHECK_STR(d.step[0].id, "action-1");
    CHECK_ERR(plan_definition_read(mem, PLAN("{\"id\":\"a\"}"), &d), INVALID,
              MSG_PATHWAY_JSON_TITLE);
    CHECK_ERR(plan_definition_read(
                  mem, PLAN(DEEP("{\"id\":\"a\",\"title\":\"A\"}")), &d),
              INVALID, MSG_PATHWAY_JSON_NESTED);
    CHECK_ERR(plan_definition_read(mem,
                                   PLAN("{\"id\":\"a\",\"title\":\"A\","
                                        "\"modifierExtension\":[]}"),
                                   &d),
              INVALID, MSG_PATHWAY_JSON_MODIFIER);
    CHECK_ERR(plan_definition_read(
                  mem,
                  PLAN("{\"id\":\"a\",\"title\":\"A\",\"relatedAction\":["
                       "{\"actionId\":\"b\",\"relationship\":\"after-end\"}"
                       "]}"),
                  &d),
              INVALID, MSG_PATHWAY_JSON_RELATION);
    CHECK_ERR(plan_definition_read(
                  mem,
                  PLAN("{\"id\":\"a\",\"title\":\"A\",\"timingDuration\":"
                       "{\"value\":1.5,\"code\":\"d\"}}"),
                  &d),
              INVALID, MSG_PATHWAY_JSON_TERM);
    CHECK_ERR(plan_definition_read(mem,
                                   PLAN("{\"id\":\"a\",\"title\":\"A\"},"
                                        "{\"id\":\"a\",\"title\":\"B\"}"),
                                   &d),
              INVALID, MSG_PATHWAY_JSON_ID);
    CHECK_ERR(plan_definition_read(mem, PLAN("{\"id\":7,\"title\":\"A\"}"), &d),
              INVALID, MSG_PATHWAY_JSON_KIND);
}

/* Who waits for whom, in ids: "b<a c<a d<b d<c". */
static struct str
ways_of(struct arena *mem, const struct path_def *d)
{
    struct buf b;

    buf_init(&b, mem);
    for (uint32_t i = 0; i < d->step_n; i++)
        for (uint32_t k = 0; k < d->step[i].edge_n; k++)
            buf_fmt(&b, "%s%.*s<%.*s", b.n ? " " : "", STR_FMT(d->step[i].id),
                    STR_FMT(d->step[d->step[i].edge[k].from].id));
    return buf_done(&b);
}

/* A definition by others: groups of actions, and what FHIR lets out. */
TEST(groups_of_actions_become_their_steps)
{
    struct path_def d;

    CHECK(!plan_definition_read(
        mem,
        STR("{\"resourceType\":\"PlanDefinition\",\"id\":\"sleep\","
            "\"name\":\"Sleep\",\"status\":\"draft\",\"action\":["
            "{\"id\":\"a\",\"title\":\"A\"},"
            "{\"id\":\"g\",\"title\":\"Together\",\"participant\":[{\"type\":"
            "\"practitioner\",\"role\":{\"coding\":[{\"system\":"
            "\"urn:helhet:pathway:service\",\"code\":\"bup\"}]}}],"
            "\"relatedAction\":[{\"actionId\":\"a\",\"relationship\":"
            "\"after-end\"}],\"action\":["
            "{\"id\":\"b\",\"title\":\"B\"},"
            "{\"id\":\"c\",\"title\":\"C\",\"relatedAction\":[{\"actionId\":"
            "\"b\",\"relationship\":\"after-end\"}]},"
            "{\"id\":\"h\",\"action\":[{\"id\":\"d\",\"title\":\"D\"}]}]},"
            "{\"id\":\"e\",\"title\":\"E\",\"relatedAction\":[{\"actionId\":"
            "\"g\",\"relationship\":\"after-end\"}]}]}"),
        &d));
    CHECK_STR(d.key, "Sleep");
    CHECK_STR(d.version, "1");
    CHECK_STR(d.title.t[LANG_NB], "Sleep");
    CHECK(d.step_n == 5);
    CHECK_STR(ways_of(mem, &d), "b<a c<b d<a e<c e<d");
    CHECK(!d.step[0].has_service && d.step[1].has_service &&
          d.step[3].has_service && d.step[3].service == UNIT_BUP);
}
