/* Tests of the form reader: values, faults, and that faults add up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "http/http.h"
#include "text/messages_http.h"
#include "text/messages_text.h"

#include <string.h>

/* A form as POSTed with this body. */
static struct form
form(struct arena *mem, const char *body)
{
    struct http_req *req = ARENA_NEW(mem, struct http_req);
    struct http_sketch s = {.method = "POST",
                            .target = STR("/?q=from+query"),
                            .content_type = "application/x-www-form-urlencoded",
                            .body = str_of(body)};

    ASSERT(http_req_parse_target(mem, &s, req) == 0);
    return form_of(mem, req);
}

static void
check_fault(const struct form *f, int msg, const char *field)
{
    CHECK_ERR(form_errors(f), INVALID, msg);
    CHECK(form_errors(f) && form_errors(f)->field &&
          strcmp(form_errors(f)->field, field) == 0);
}

TEST(text_is_trimmed_and_cleaned)
{
    struct form f = form(
        mem, "a=+%0D%0A+x%0D%0Ay%0Dz%0Bq%09+&b=&c=%C3%A6%C3%B8%C3%A5");

    CHECK_STR(form_text(&f, "a", 20), "x\ny\nz q");
    CHECK_STR(form_text(&f, "b", 20), "");
    CHECK_STR(form_text(&f, "none", 20), "");
    CHECK_STR(form_text(&f, "c", 3), "æøå");
    CHECK(form_has(&f, "b") && !form_has(&f, "none") && !form_has(&f, "q"));
    CHECK(!form_errors(&f));
    (void)form_text(&f, "c", 2);
    check_fault(&f, MSG_FORM_TOO_LONG, "c");
    CHECK_EQ(form_errors(&f)->arg[0].num, 2);
}

TEST(get_reads_the_query)
{
    struct http_req req;
    struct form f;

    ASSERT(http_req_parse_target(
               mem,
               &(struct http_sketch){.method = "GET", .target = STR("/?q=x")},
               &req) == 0);
    f = form_of(mem, &req);
    CHECK_STR(form_text(&f, "q", 20), "x");
}

TEST(faults_add_up_in_order)
{
    struct form f = form(mem, "a=+&n=x");
    const struct err *e;

    (void)form_text_required(&f, "a", 20);
    (void)form_int(&f, "n", 1, 9);
    (void)form_date(&f, "d");
    (void)form_choice(&f, "c", (const char *[]){"x", NULL});
    form_add(&f, NULL);
    e = form_errors(&f);
    check_fault(&f, MSG_FORM_REQUIRED, "a");
    CHECK_ERR(e->next, INVALID, MSG_FORM_NUMBER);
    CHECK_ERR(e->next->next, INVALID, MSG_FORM_REQUIRED);
    CHECK(!e->next->next->next);
}

TEST(a_single_field_may_not_come_twice)
{
    struct form f = form(mem, "a=1&a=2");
    struct str v;

    CHECK_STR(form_text_required(&f, "a", 20), "");
    check_fault(&f, MSG_FORM_TWICE, "a");
    CHECK(!form_errors(&f)->next);
    f = form(mem, "a=1&b=x&a=2");
    CHECK(form_each(&f, "a", 0, 9, &v) && str_eq_cz(v, "1"));
    CHECK(form_each(&f, "a", 1, 9, &v) && str_eq_cz(v, "2"));
    CHECK(!form_each(&f, "a", 2, 9, &v));
    CHECK(!form_errors(&f));
}

TEST(numbers)
{
    struct form f = form(mem, "a=12+345&b=-3&c=10&d=1.5&e=9999999999999999999");

    CHECK_EQ(form_int(&f, "a", 0, 99999), 12345);
    CHECK_EQ(form_int(&f, "b", -3, 0), -3);
    CHECK(!form_errors(&f));
    CHECK_EQ(form_int(&f, "c", 1, 9), 1);
    check_fault(&f, MSG_FORM_NUMBER_BETWEEN, "c");
    CHECK_EQ(form_errors(&f)->arg[0].num, 1);
    CHECK_EQ(form_errors(&f)->arg[1].num, 9);
    f.err = NULL;
    CHECK_EQ(form_int(&f, "d", 1, 9), 1);
    check_fault(&f, MSG_FORM_NUMBER, "d");
    f.err = NULL;
    CHECK_EQ(form_int(&f, "e", 1, 9), 1);
    check_fault(&f, MSG_FORM_NUMBER, "e");
    f.err = NULL;
    CHECK_EQ(form_int(&f, "none", 1, 9), 1);
    check_fault(&f, MSG_FORM_REQUIRED, "none");
}

TEST(ids)
{
    int64_t id = id_new();
    struct form f = form(mem,
                         str_cz(mem, str_fmt(mem, "a=%.*s&b=x&c=",
                                             STR_FMT(id_format(mem, id)))));
    struct http_req *req = ARENA_NEW(mem, struct http_req);

    CHECK_EQ(form_id(&f, "a"), id);
    CHECK_EQ(form_id_or_none(&f, "c"), 0);
    CHECK_EQ(form_id_or_none(&f, "none"), 0);
    CHECK(!form_errors(&f));
    CHECK_EQ(form_id(&f, "b"), 0);
    check_fault(&f, MSG_FORM_ID, "b");
    f.err = NULL;
    CHECK_EQ(form_id(&f, "c"), 0);
    check_fault(&f, MSG_FORM_REQUIRED, "c");
    req->path = str_fmt(mem, "/barn/%.*s", STR_FMT(id_format(mem, id)));
    CHECK(route_match("/barn/{sak}", req));
    f = form_of(mem, req);
    CHECK_EQ(form_path_id(&f, "sak"), id);
    CHECK(!form_errors(&f));
    CHECK_EQ(form_path_id(&f, "annet"), 0);
    CHECK_ERR(form_errors(&f), NOT_FOUND, 0);
}

TEST(boxes_and_choices)
{
    static const char *const words[] = {"ja", "nei", NULL};
    struct form f = form(mem, "a=on&b=0&c=&d=nei&e=kanskje");

    CHECK(form_checked(&f, "a") && !form_checked(&f, "b") &&
          !form_checked(&f, "c") && !form_checked(&f, "none"));
    CHECK_EQ(form_choice(&f, "d", words), 1);
    CHECK(!form_errors(&f));
    CHECK_EQ(form_choice(&f, "e", words), 0);
    check_fault(&f, MSG_FORM_CHOICE, "e");
}

TEST(dates_in_one_field_or_three)
{
    struct form f = form(mem, "a=2026-11-27&b=27.11.2026&c=+7.+1.+2026&"
                              "d-dag=29&d-maned=2&d-ar=2028&"
                              "e-dag=&e-maned=&e-ar=&g-dag=07&g-maned=01&"
                              "g-ar=2026");

    CHECK_DATE(form_date(&f, "a"), "2026-11-27");
    CHECK_DATE(form_date(&f, "b"), "2026-11-27");
    CHECK_DATE(form_date(&f, "c"), "2026-01-07");
    CHECK_DATE(form_date(&f, "d"), "2028-02-29");
    CHECK_DATE(form_date(&f, "g"), "2026-01-07");
    CHECK(date_is_none(form_date(&f, "e")));
    CHECK(date_is_none(form_date(&f, "none")));
    CHECK(!form_errors(&f));
}

TEST(days_that_do_not_exist_tell_what_the_month_has)
{
    struct form f = form(mem, "a-dag=31&a-maned=11&a-ar=2026&b=29.2.2027");

    CHECK(date_is_none(form_date(&f, "a")));
    check_fault(&f, MSG_FORM_DATE_MONTH_HAS, "a");
    CHECK_EQ(form_errors(&f)->arg[0].num, 11);
    CHECK_EQ(form_errors(&f)->arg[1].num, 30);
    f.err = NULL;
    CHECK(date_is_none(form_date(&f, "b")));
    CHECK_EQ(form_errors(&f)->arg[1].num, 28);
}

TEST(dates_that_are_none)
{
    static const char *const bad[] = {
        "a=i+morgen",  "a=2026-13-01", "a=27.11.26", "a=0.1.2026",
        "a=1.1",       "a-dag=1",      "a=2026-11",  "a-dag=1&a-maned=2",
        "a=32.1.2026", "a=--",         "a=1.x.2026", "a=99999999.1.2026",
        "a=1.1.20260", "a=2026-11-2-7"};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct form f = form(mem, bad[i]);

        test_check(date_is_none(form_date(&f, "a")), bad[i], TEST_WHERE);
        test_check_err(form_errors(&f), INVALID, MSG_FORM_DATE, bad[i],
                       TEST_WHERE);
    }
}

TEST(file_of_a_multipart_form)
{
    struct http_file file[] = {
        {STR("fil"), STR("a.csv"), STR("text/csv"), STR("1;2")}};
    struct http_req req = {.method = HTTP_POST, .file = file, .n_file = 1};
    struct form f = form_of(mem, &req);

    CHECK(form_file(&f, "fil") == &file[0]);
    CHECK(!form_file(&f, "annen"));
}
