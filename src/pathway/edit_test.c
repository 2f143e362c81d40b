/* Tests of drafts: ids, ways and terms follow what is changed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/edit.h"

#include "pathway/fixture.h"
#include "pathway/plan_definition.h"
#include "text/messages_text.h"

static uint32_t
below(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % n);
}

/* What the form of a step would say, unchanged. */
static struct step_words
words_of(struct arena *mem, const struct path_def *d, uint32_t i)
{
    const struct path_step *s = &d->step[i];
    struct step_words w = {.title = s->title,
                           .has_service = s->has_service,
                           .service = s->service,
                           .has_function = s->has_function,
                           .function = s->function,
                           .end = s->end,
                           .any = s->any,
                           .outcome_n = s->outcome_n,
                           .term = s->term,
                           .term_from = STR("open")};

    for (uint32_t o = 0; o < s->outcome_n; o++)
        w.outcome[o] = s->outcome[o];
    for (uint32_t e = 0; e < s->edge_n; e++) {
        const struct path_step *from = &d->step[s->edge[e].from];

        w.after[w.after_n++] =
            s->edge[e].outcome < 0
                ? from->id
                : str_fmt(mem, "%.*s/%.*s", STR_FMT(from->id),
                          STR_FMT(from->outcome[s->edge[e].outcome].code));
    }
    if (s->term.from == PATH_FROM_START)
        w.term_from = STR("start");
    if (s->term.from == PATH_FROM_STEP)
        w.term_from = d->step[s->term.step].id;
    return w;
}

TEST(a_step_written_as_it_is_changes_nothing)
{
    struct path_def d = sketch(mem, "a?; b<a:yes; c<a:no; d!+<b c");
    struct str before = plan_definition_write(mem, &d);

    for (uint32_t i = 0; i < d.step_n; i++) {
        struct step_words w = words_of(mem, &d, i);

        CHECK(!path_edit_step(mem, &d, i, &w));
    }
    CHECK(str_eq(plan_definition_write(mem, &d), before));
}

TEST(a_new_step_gets_an_id_nobody_has)
{
    struct path_def d = sketch(mem, "a; b!<a");
    struct step_words w = {.title = {{STR("Ny")}}, .term_from = STR("open")};

    w.after[0] = STR("b");
    w.after_n = 1;
    CHECK(!path_edit_step(mem, &d, 2, &w));
    CHECK_EQ(d.step_n, 3);
    CHECK_STR(d.step[2].id, "step-3");
    CHECK_EQ(d.step[2].edge[0].from, 1);
    path_edit_remove(mem, &d, 0);
    CHECK(!path_edit_step(mem, &d, 2, &w));
    CHECK_STR(d.step[2].id, "step-4");
}

TEST(ways_and_terms_follow_a_step_that_moves_or_goes)
{
    struct path_def d = sketch(mem, "a; b<a; c!<a b");

    d.step[2].term = (struct path_term){
        .set = true, .n = 3, .from = PATH_FROM_STEP, .step = 1};
    path_edit_move(mem, &d, 1, true);
    CHECK_STR(d.step[0].id, "b");
    CHECK_EQ(d.step[0].edge[0].from, 1);
    CHECK_EQ(d.step[2].term.step, 0);
    path_edit_move(mem, &d, 0, true);
    path_edit_move(mem, &d, 2, false);
    CHECK_STR(d.step[0].id, "b");
    CHECK_STR(d.step[2].id, "c");
    path_edit_remove(mem, &d, 0);
    CHECK_EQ(d.step_n, 2);
    CHECK_EQ(d.step[1].edge_n, 1);
    CHECK(d.step[1].term.from == PATH_FROM_OPEN);
}

TEST(an_outcome_taken_away_takes_its_ways_with_it)
{
    struct path_def d = sketch(mem, "a?; b!<a:yes; c!<a:no");
    struct step_words w = words_of(mem, &d, 0);

    w.outcome[0].title.t[LANG_NB] = STR_NONE;
    w.outcome[2].title.t[LANG_NB] = STR("Kanskje");
    w.outcome_n = 3;
    CHECK(!path_edit_step(mem, &d, 0, &w));
    CHECK_EQ(d.step[0].outcome_n, 2);
    CHECK_STR(d.step[0].outcome[0].code, "no");
    CHECK_STR(d.step[0].outcome[1].code, "outcome-3");
    CHECK_EQ(d.step[1].edge_n, 0);
    CHECK_EQ(d.step[2].edge[0].outcome, 0);
}

TEST(what_is_not_there_may_not_come_before)
{
    static const char *const wrong[] = {"x", "b", "a/yes", "a/x"};
    struct path_def d = sketch(mem, "a; b!<a");
    struct step_words w = words_of(mem, &d, 1);

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        w.after[0] = str_of(wrong[i]);
        CHECK_ERR(path_edit_step(mem, &d, 1, &w), INVALID, MSG_FORM_CHOICE);
    }
    w = words_of(mem, &d, 1);
    w.term.set = true;
    w.term_from = STR("x");
    CHECK_ERR(path_edit_step(mem, &d, 1, &w), INVALID, MSG_FORM_CHOICE);
}

/* Whatever is done to a draft, it is written and read back as it was. */
TEST(any_change_can_be_stored)
{
    uint64_t seed = 7;
    struct path_def d = sketch(mem, "a?; b<a:yes; c<a:no; d!+<b c; e!<d");

    for (int round = 0; round < 400; round++) {
        uint32_t at = (uint32_t)below(&seed, d.step_n + 1);
        struct step_words w = {.title = {{STR("Ny")}},
                               .term_from = STR("start"),
                               .term = {.set = true, .n = 2}};
        struct path_def again;
        struct str json;

        if (at < d.step_n)
            w = words_of(mem, &d, at);
        w.outcome[w.outcome_n % PATH_OUTCOMES_MAX]
            .title.t[LANG_NB] = below(&seed, 2) ? STR("Utfall") : STR_NONE;
        if (w.outcome_n < PATH_OUTCOMES_MAX)
            w.outcome_n++;
        if (w.after_n < PATH_EDGES_MAX && d.step_n > 1)
            w.after[w.after_n++] =
                d.step[(at + 1 + below(&seed, d.step_n - 1)) % d.step_n].id;
        if (below(&seed, 3) == 0 && at < d.step_n)
            path_edit_remove(mem, &d, at);
        else if (below(&seed, 3) == 0 && at < d.step_n)
            path_edit_move(mem, &d, at, below(&seed, 2) == 0);
        else if (d.step_n < PATH_STEPS_MAX || at < d.step_n)
            CHECK(!path_edit_step(mem, &d, at, &w) || at < d.step_n);
        json = plan_definition_write(mem, &d);
        CHECK(!plan_definition_read(mem, json, &again));
        CHECK(str_eq(plan_definition_write(mem, &again), json));
    }
}
