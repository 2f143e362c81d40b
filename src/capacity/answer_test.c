/* Tests of answers: what they hold, what they never say, the same twice.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "capacity/answer.h"
#include "registry/csv.h"
#include "text/json_read.h"

#include <math.h>

static struct params
region_midt(struct arena *mem)
{
    struct params p;

    params_defaults(mem, date_ymd(2026, 11, 22), &p);
    CHECK(!params_set(mem, &p, STR("omrade"), STR("midt")));
    CHECK(!params_set(mem, &p, STR("aar"), STR("2")));
    CHECK(!params_set(mem, &p, STR("kjoringer"), STR("40")));
    return p;
}

static const struct answer *
compute(struct arena *mem, const struct params *p, int threads)
{
    const struct answer_how how = {.threads = threads, .solve = true};

    return answer_compute(mem, p, &how);
}

static struct str
as_json(struct arena *mem, const struct answer *a)
{
    struct buf b;

    buf_init(&b, mem);
    answer_json(&b, a);
    return buf_done(&b);
}

/* Region Midt with the shipped figures: two teams cannot, some can. */
TEST(how_many_teams)
{
    struct params p = region_midt(mem);
    const struct answer *a = compute(mem, &p, 1);
    int keeps = answer_balance(a, -1);

    CHECK(a->whole);
    CHECK(a->run->all.unstable);
    CHECK(keeps > 2 && keeps < 8);
    CHECK(answer_load(a, keeps) <= 1 && answer_load(a, keeps - 1) > 1);
    CHECK(a->fewest && a->fewest->found && a->fewest->teams >= keeps);
    CHECK_EQ(a->what_if_n, ANSWER_WHAT_IF_MAX);
    for (size_t i = 1; i < a->what_if_n; i++) {
        CHECK(a->what_if[i].teams > a->what_if[i - 1].teams);
        CHECK(a->what_if[i].within.mean >= a->what_if[i - 1].within.mean - .05);
        if (a->what_if[i].teams == 2)
            CHECK(a->what_if[i].now);
    }
    CHECK_EQ(answer_reaches(a, &a->what_if[0]), -1);
    CHECK_EQ(answer_reaches(a, &a->what_if[a->what_if_n - 1]), 1);
}

/* The same scenario gives the same bytes, whatever does the work. */
TEST(same_answer_on_any_threads)
{
    struct params p = region_midt(mem);

    CHECK(str_eq(as_json(mem, compute(mem, &p, 1)),
                 as_json(mem, compute(mem, &p, 2))));
}

TEST(shares_by_week_are_all_the_children)
{
    struct params p = region_midt(mem);
    const struct answer_how how = {.threads = 1, .quick = true};
    const struct answer *a = answer_compute(mem, &p, &how);
    double sum = answer_share_in(a, &a->run->all, SIM_ASSESSMENT, 364, 0);

    for (int week = 0; week < 52; week++)
        sum += answer_share_in(a, &a->run->all, SIM_ASSESSMENT, week * 7, 7);
    CHECK(fabs(sum - 1) < 1e-9);
    CHECK(!a->fewest);
}

/* Where the queue grows without end, no mean wait is told. */
TEST(json_is_json_and_silent_about_means_that_are_none)
{
    struct params p = region_midt(mem);
    const struct answer *a = compute(mem, &p, 1);
    struct json_doc doc;
    size_t all;

    CHECK(!json_parse(mem, as_json(mem, a), 100000, &doc));
    all = json_find(&doc, 0, "all");
    CHECK(doc.token[json_find(&doc, all, "unstable")].kind == JSON_TRUE);
    CHECK(!str_has(as_json(mem, a), STR("mean_days")));
    CHECK(json_find(&doc, 0, "fewest_teams") > 0);
    CHECK(!params_set(mem, &p, STR("team_midt"), STR("8")));
    CHECK(str_has(as_json(mem, compute(mem, &p, 1)), STR("mean_days")));
}

TEST(csv_is_csv)
{
    struct params p = region_midt(mem);
    const struct answer *a = compute(mem, &p, 1);
    struct buf b;
    struct csv csv;
    struct csv_row row;
    bool more = true, found = false;

    buf_init(&b, mem);
    answer_csv(&b, a);
    CHECK(!csv_open(mem, buf_done(&b), &csv));
    while (!csv_next(&csv, &row, &more) && more)
        found = found || (str_eq_cz(row.field[0], "what_if") &&
                          str_eq_cz(row.field[3], "2"));
    CHECK(found && !more);
    CHECK(csv.rows > 400);
}

/* On a plan the duty can hold about when the teams come, not from the first
 * day: of all who are asked for from then on enough are within the goal. */
TEST(from_when_on_a_plan)
{
    struct params p = region_midt(mem);
    const struct answer *a;

    CHECK(!params_set(mem, &p, STR("aar"), STR("4")));
    CHECK(!params_set(mem, &p, STR("plan"),
                      STR("midt 2027-12-01, midt 2027-12-01, midt 2027-12-01,"
                          "midt 2027-12-01, midt 2027-12-01")));
    a = compute(mem, &p, 1);
    CHECK(a->earliest && a->earliest->found);
    CHECK(a->earliest &&
          date_cmp(a->earliest->from, date_ymd(2026, 12, 1)) > 0 &&
          date_cmp(a->earliest->from, date_ymd(2027, 12, 1)) <= 0);
}

/* --- stopped on the way --- */

static bool
stop_at_half(void *ctx, int done, int total)
{
    int *told = ctx;

    CHECK(done >= *told && done <= total);
    *told = done;
    return done * 2 < total;
}

TEST(progress_moves_and_cancels)
{
    struct params p = region_midt(mem);
    atomic_bool cancel = false;
    int told = 0;
    const struct answer_how how = {.threads = 1,
                                   .solve = true,
                                   .progress = stop_at_half,
                                   .ctx = &told,
                                   .cancel = &cancel};
    const struct answer *a = answer_compute(mem, &p, &how);

    CHECK(told > 0);
    CHECK(a->run->replications > 0);
}
