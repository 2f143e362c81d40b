/* Drafts: numbers, required points, what is signed, Markdown, comparison.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/compare.h"
#include "agreement/draft.h"
#include "agreement/markdown.h"
#include "base/test.h"

static struct draft_section
section(int64_t id, int32_t level, const char *heading, const char *body)
{
    return (struct draft_section){
        .level = level,
        .s = {.id = id, .heading = str_of(heading), .body = str_of(body)}};
}

/* --- numbers --- */

TEST(sections_are_numbered_in_two_levels)
{
    struct draft_section row[] = {
        section(1, 2, "a", ""), section(2, 2, "b", ""), section(3, 1, "c", ""),
        section(4, 1, "d", ""), section(5, 2, "e", "")};
    struct draft_section_list list = {row, ARRAY_LEN(row)};

    draft_number(mem, &list);
    CHECK_STR(row[0].s.number, "1"); /* nothing stands above it */
    CHECK_STR(row[1].s.number, "1.1");
    CHECK_STR(row[2].s.number, "2");
    CHECK_STR(row[3].s.number, "3");
    CHECK_STR(row[4].s.number, "3.1");
    row[2].removed = true;
    draft_number(mem, &list);
    CHECK_STR(row[3].s.number, "2");
}

/* --- required points --- */

TEST(a_point_needs_a_text_or_a_reason)
{
    struct point p[] = {{.no = 1}, {.no = 2}, {.no = 3}, {.no = 4}, {.no = 5}};
    struct point_list points = {p, ARRAY_LEN(p)};
    struct point_cover c[] = {{.no = 1, .section = 10},
                              {.no = 2, .section = 20},
                              {.no = 3, .section = 30},
                              {.no = 4, .reason = STR("No beds.")}};
    struct point_cover_list covers = {c, ARRAY_LEN(c)};
    struct draft_section row[] = {section(10, 1, "Aim", "Text."),
                                  section(20, 1, "Empty", ""),
                                  section(30, 1, "Gone", "Text.")};
    struct draft_section_list sections = {row, ARRAY_LEN(row)};
    struct draft_point_list out;

    row[2].removed = true;
    draft_points(mem, &points, &covers, &sections, &out);
    CHECK_EQ(out.n, 5);
    CHECK_EQ(out.row[0].state, POINT_COVERED);
    CHECK_EQ(out.row[1].state, POINT_LACKING);
    CHECK_EQ(out.row[1].section, 20);
    CHECK_EQ(out.row[2].state, POINT_LACKING);
    CHECK_EQ(out.row[2].section, 0);
    CHECK_EQ(out.row[3].state, POINT_WAIVED);
    CHECK_EQ(out.row[4].state, POINT_LACKING);
    CHECK_EQ(out.lacking, 3);
}

/* --- what is signed --- */

struct signed_text {
    struct agreement a;
    struct party party[2];
    struct version v;
    struct section section[2];
    struct clause clause;
};

static struct signed_text
text_of(void)
{
    return (struct signed_text){
        .a = {.title = STR("Agreement"), .kind = AGREEMENT_LOCAL},
        .party = {{.name = STR("A")}, {.name = STR("B")}},
        .v = {.number = 1,
              .from = DATE_NONE,
              .until = DATE_NONE,
              .agreed_from = DATE_NONE},
        .section =
            {{.number = STR("1"), .heading = STR("Aim"), .body = STR("One")},
             {.number = STR("2"), .heading = STR("How"), .body = STR("Two")}},
        .clause = {.ref = STR("P01"),
                   .section = STR("2"),
                   .shown = SHOWN_OBLIGATION,
                   .duty = {.kind = OBLIGATION_MEETINGS, .n = 2}}};
}

static struct str
hash_of_text(struct arena *mem, struct signed_text *t)
{
    const struct party_list parties = {t->party, 2};
    const struct section_list sections = {t->section, 2};
    const struct clause_list clauses = {&t->clause, 1};

    return draft_hash(
        mem, draft_canonical(mem, &t->a, &parties, &t->v, &sections, &clauses));
}

TEST(every_part_of_the_text_changes_the_hash)
{
    struct signed_text t = text_of();
    struct str all[10];
    size_t n = 0;

    all[n++] = hash_of_text(mem, &t);
    CHECK_EQ(all[0].n, 64);
    t.a.title = STR("Agreement.");
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.party[1].name = STR("C");
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.v.number = 2;
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.v.agreed_from = date_ymd(2027, 1, 1);
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.v.notice_months = 6;
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.section[0].body = STR("One ");
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.clause.duty.n = 3;
    all[n++] = hash_of_text(mem, &t);
    /* what stands in one section may not slip into the next */
    t = text_of();
    t.section[0].body = STR("One\nsection 1:2\nheading 3:How\ntext 3:Two");
    all[n++] = hash_of_text(mem, &t);
    t = text_of();
    t.v.agreed_until = date_ymd(2027, 1, 1);
    all[n++] = hash_of_text(mem, &t);
    CHECK_EQ(n, ARRAY_LEN(all));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            CHECK(!str_eq(all[i], all[k]));
}

TEST(the_days_it_took_effect_and_ended_are_no_part_of_the_hash)
{
    struct signed_text t = text_of();
    struct str before = hash_of_text(mem, &t);

    t.v.from = date_ymd(2026, 11, 22);
    t.v.until = date_ymd(2027, 5, 22); /* notice was given */
    t.v.state = VERSION_IN_FORCE;
    CHECK(str_eq(hash_of_text(mem, &t), before));
}

TEST(notice_ends_on_the_same_day_months_later)
{
    (void)mem;
    CHECK_DATE(notice_last_day(date_ymd(2026, 11, 22), 6), "2027-05-22");
    CHECK_DATE(notice_last_day(date_ymd(2026, 8, 31), 6), "2027-02-28");
}

/* --- Markdown --- */

TEST(markdown_is_blocks_and_never_html)
{
    struct md_text t = markdown_read(
        mem, STR("One **two** *three* <b>four</b>\n\n- a\n- b\n  - c\n\n"
                 "1. d\n\n# Five\n\n[x](javascript:alert) "
                 "[y](https://helhet.example)"));

    CHECK_EQ(t.blocks_n, 5);
    CHECK_STR(t.blocks[0].lines[0].spans[1].text, "two");
    CHECK(t.blocks[0].lines[0].spans[1].strong);
    CHECK(t.blocks[0].lines[0].spans[3].em);
    CHECK_STR(t.blocks[0].lines[0].spans[4].text, " <b>four</b>");
    CHECK(t.blocks[1].bullets);
    CHECK_EQ(t.blocks[1].lines_n, 3);
    CHECK(t.blocks[2].numbered);
    CHECK(t.blocks[3].heading);
    CHECK_EQ(t.blocks[4].lines[0].spans[0].href.n, 0);
    CHECK_STR(t.blocks[4].lines[0].spans[2].href, "https://helhet.example");
    CHECK_STR(md_line_text(mem, &t.blocks[4].lines[0]),
              "x y (https://helhet.example)");
    CHECK_EQ(markdown_read(mem, STR_NONE).blocks_n, 0);
    CHECK_EQ(markdown_read(mem, STR("> > - `a`\n\n---\n")).blocks_n, 1);
}

/* --- comparison --- */

static struct section
part(const char *number, const char *heading, const char *body)
{
    return (struct section){.number = str_of(number),
                            .heading = str_of(heading),
                            .body = str_of(body)};
}

TEST(versions_are_compared_by_paragraph)
{
    struct section a[] = {part("1", "Aim", "Same.\n\nWe meet once a year."),
                          part("2", "Old", "Goes away.")};
    struct section b[] = {part("1", "New", "Comes."),
                          part("2", "Aim", "Same.\n\nWe meet twice a year.")};
    struct compare_list d = compare_texts(mem, &(struct section_list){a, 2},
                                          &(struct section_list){b, 2});

    CHECK_EQ(d.n, 7);
    CHECK_EQ(d.row[0].state, COMPARE_ADDED);
    CHECK_STR(d.row[0].now, "1 New");
    CHECK_EQ(d.row[1].state, COMPARE_ADDED);
    CHECK_EQ(d.row[2].state, COMPARE_SAME); /* only its number is another */
    CHECK_STR(d.row[2].now, "2 Aim");
    CHECK_EQ(d.row[3].state, COMPARE_SAME);
    CHECK_EQ(d.row[4].state, COMPARE_CHANGED);
    CHECK_STR(d.row[4].was, "We meet once a year.");
    CHECK_STR(d.row[4].now, "We meet twice a year.");
    CHECK_EQ(d.row[5].state, COMPARE_REMOVED);
    CHECK_EQ(d.row[6].state, COMPARE_REMOVED);
    CHECK_EQ(d.changes, 5);
}

TEST(a_text_is_the_same_as_itself)
{
    struct section a[] = {part("1", "Aim", "One.\n\nTwo.\n\n\n\nThree.")};
    const struct section_list list = {a, 1};
    struct compare_list d = compare_texts(mem, &list, &list);

    CHECK_EQ(d.n, 4);
    CHECK_EQ(d.changes, 0);
    CHECK_EQ(compare_texts(mem, &(struct section_list){0}, &list).changes, 4);
    CHECK_EQ(compare_texts(mem, &list, &(struct section_list){0}).changes, 4);
}

static struct version
bound_version(int32_t number, int y, struct date until, struct date agreed)
{
    return (struct version){.number = number,
                            .state = VERSION_IN_FORCE,
                            .from = date_ymd(y, 1, 1),
                            .until = until,
                            .agreed_until = agreed};
}

TEST(a_version_ends_by_its_date_or_by_notice)
{
    struct date last = date_ymd(2026, 12, 31);
    struct date next = date_ymd(2027, 1, 1);
    struct version v = bound_version(1, 2026, last, last);

    CHECK_EQ(version_state_on(&v, last), VERSION_IN_FORCE);
    CHECK_EQ(version_state_on(&v, next), VERSION_EXPIRED);
    v.agreed_until = DATE_NONE;
    CHECK_EQ(version_state_on(&v, next), VERSION_EXPIRED);
    v.agreed_until = date_ymd(2028, 12, 31);
    CHECK_EQ(version_state_on(&v, next), VERSION_TERMINATED);
    v.until = DATE_NONE;
    CHECK_EQ(version_state_on(&v, next), VERSION_IN_FORCE);
    v.state = VERSION_REPLACED;
    CHECK_EQ(version_state_on(&v, next), VERSION_REPLACED);
}

TEST(an_agreement_has_expired_where_no_other_version_binds)
{
    struct date last = date_ymd(2026, 12, 31);
    struct version row[2] = {bound_version(2, 2028, DATE_NONE, DATE_NONE),
                             bound_version(1, 2026, last, last)};
    const struct version_list all = {row, 2};

    CHECK(!version_expired_on(&all, date_ymd(2025, 12, 31)));
    CHECK(!version_expired_on(&all, last));
    CHECK(version_expired_on(&all, date_ymd(2027, 1, 1)) == &row[1]);
    CHECK(version_expired_on(&all, date_ymd(2027, 12, 31)) == &row[1]);
    CHECK(!version_expired_on(&all, date_ymd(2028, 1, 1)));
}
