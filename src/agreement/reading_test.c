/* Tests of who is reminded to read an agreement, and when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/reading.h"

#include "base/test.h"
#include "registry/function.h"

static struct reader
asked_on(struct date asked)
{
    return (struct reader){
        .asked = asked, .read_on = DATE_NONE, .reminded = DATE_NONE};
}

TEST(a_reader_is_reminded_every_so_many_days_and_no_more)
{
    struct reader r = asked_on(date_ymd(2026, 11, 1));

    (void)mem;
    CHECK(!reader_is_due(&r, date_ymd(2026, 11, 14), 14, 3));
    CHECK(reader_is_due(&r, date_ymd(2026, 11, 15), 14, 3));
    CHECK(!reader_is_due(&r, date_ymd(2026, 11, 15), 0, 3));
    CHECK(!reader_is_due(&r, date_ymd(2026, 11, 15), 14, 0));
    r.reminders = 1;
    r.reminded = date_ymd(2026, 11, 15);
    CHECK(!reader_is_due(&r, date_ymd(2026, 11, 28), 14, 3));
    CHECK(reader_is_due(&r, date_ymd(2026, 11, 29), 14, 3));
    r.reminders = 3;
    CHECK(!reader_is_due(&r, date_ymd(2027, 11, 29), 14, 3));
    r = asked_on(date_ymd(2026, 11, 1));
    r.read_on = date_ymd(2026, 11, 2);
    CHECK(!reader_is_due(&r, date_ymd(2026, 12, 1), 14, 3));
}

TEST(readers_hold_the_functions_today_each_once)
{
    const struct agreement_fact fact[] = {
        {.kind = FACT_HOLDER,
         .object = 1,
         .function = FUNCTION_LEADER,
         .on = date_ymd(2020, 1, 1),
         .until = DATE_NONE},
        {.kind = FACT_HOLDER,
         .object = 2,
         .function = FUNCTION_LEADER,
         .on = date_ymd(2026, 11, 10),
         .until = DATE_NONE},
        {.kind = FACT_HOLDER,
         .object = 3,
         .function = FUNCTION_LEADER,
         .on = date_ymd(2020, 1, 1),
         .until = date_ymd(2026, 11, 1)},
        {.kind = FACT_HOLDER,
         .object = 4,
         .function = FUNCTION_CONTACT_POINT,
         .on = date_ymd(2020, 1, 1),
         .until = DATE_NONE},
        {.kind = FACT_READ, .object = 1, .on = date_ymd(2024, 2, 1)}};
    struct clause clause[2] = {{.shown = SHOWN_OBLIGATION,
                                .duty = {.kind = OBLIGATION_KNOWN,
                                         .from = date_ymd(2023, 11, 8),
                                         .functions = 1u << FUNCTION_LEADER}}};
    struct verdict verdict[2] = {{.applies = true}, {.applies = true}};
    const struct fact_list facts = {fact, ARRAY_LEN(fact)};
    const struct clause_list clauses = {clause, 2};
    struct reader_list list;

    clause[1] = clause[0];
    list = readers_of(mem, &clauses, verdict, &facts, date_ymd(2026, 11, 22));
    CHECK_EQ((int64_t)list.n, 2);
    CHECK_DATE(list.row[0].asked, "2023-11-08");
    CHECK_DATE(list.row[0].read_on, "2024-02-01");
    CHECK_EQ(list.row[1].function.v, 2);
    CHECK_DATE(list.row[1].asked, "2026-11-10");
    CHECK(date_is_none(list.row[1].read_on));
}
