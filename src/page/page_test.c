/* Tests of frames, components, fields and error pages: what they say, and that
 * hostile text stays text. SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "page/error_page.h"
#include "page/parts.h"
#include "page/tpl.h"
#include "text/messages_text.h"

#define EVIL "<script>alert(1)</script>\"' onload=x"

static struct page
page_for(struct arena *mem)
{
    struct page pg = {.mem = mem,
                      .lang = LANG_NB,
                      .today = date_ymd(2026, 11, 23),
                      .now = {INT64_C(1795420000000000)},
                      .path = STR("/barn"),
                      .csrf = STR("tok<en"),
                      .scheme = STR("dark")};

    pg.out = ARENA_NEW(mem, struct buf);
    buf_init(pg.out, mem);
    return pg;
}

static bool
has(const struct page *pg, const char *part)
{
    return str_has(buf_done(pg->out), str_of(part));
}

TEST(staff_frame_is_whole_and_escaped)
{
    const struct nav_item nav[] = {
        {.href = STR("/"),
         .label = MSG_WORD_ALL,
         .group = MSG_WORD_SHOW,
         .current = true,
         .count = 12,
         .icon = STR("Tasklist")},
        {.href = STR("/x"), .label = MSG_WORD_NONE, .group = MSG_WORD_SHOW},
        {.href = STR("/y"), .label = MSG_WORD_YES, .group = MSG_WORD_NO},
    };
    const struct page_user user = {.name = STR("Ingrid " EVIL),
                                   .unit_name = STR("Hustadvika"),
                                   .service = SERVICE_CHILD_WELFARE,
                                   .nav = nav,
                                   .nav_n = 3};
    struct page pg = page_for(mem);

    pg.user = &user;
    pg.demo = true;
    pg.notice = STR(EVIL);
    frame_staff_begin(&pg, STR(EVIL));
    frame_staff_end(&pg);
    CHECK(!has(&pg, "<script>alert"));
    CHECK(!has(&pg, "tok<en"));
    CHECK(has(&pg, "<!doctype html>\n<html lang=\"nb\" "
                   "data-color-scheme=\"dark\">"));
    CHECK(has(&pg, "class=\"miljo\""));
    CHECK(has(&pg, "name=\"_csrf\" value=\"tok&lt;en\""));
    CHECK(has(&pg, "name=\"_once\" value=\""));
    CHECK(has(&pg, "<a href=\"/\" aria-current=\"page\"><svg"));
    CHECK(has(&pg, "id=\"meny-2\""));
    CHECK(!has(&pg, "id=\"meny-3\""));
    CHECK(has(&pg, "data-color=\"barnevern\" data-initials=\"I"));
    CHECK(has(&pg, "<span class=\"teller\">12</span>"));
    CHECK(has(&pg, "action=\"/logg-ut\""));
    CHECK(has(&pg, "value=\"nn\" lang=\"nn\">Nynorsk</button>"));
    CHECK(!has(&pg, "lang=\"nb\">Bokmål</button>"));
    CHECK(has(&pg, "</footer>\n</body>\n</html>"));
}

TEST(theme_cookie_is_not_trusted)
{
    struct page pg = page_for(mem);

    pg.scheme = STR("\"><script>");
    frame_plain_begin(&pg, STR("x"));
    CHECK(has(&pg, "data-color-scheme=\"auto\""));
    CHECK(has(&pg, "<title>x – Helhet</title>"));
}

TEST(young_frame_has_a_quick_way_out)
{
    struct page pg = page_for(mem);

    pg.has_errors = true;
    frame_young_begin(&pg, STR("x"));
    frame_young_end(&pg);
    CHECK(has(&pg, "class=\"ung\""));
    CHECK(has(&pg, "data-forlat"));
    CHECK(has(&pg, "<title>Feil: x – Helhet</title>"));
}

TEST(initials)
{
    CHECK_STR(page_initials(mem, STR("Ingrid Solbakken")), "IS");
    CHECK_STR(page_initials(mem, STR(" Åse  Marie Ødegård ")), "ÅØ");
    CHECK_STR(page_initials(mem, STR("Ø")), "Ø");
    CHECK_STR(page_initials(mem, STR("")), "");
}

TEST(deadline_tags)
{
    struct page pg = page_for(mem);
    struct date today = pg.today;

    CHECK_STR(due_of(&pg, date_add(today, -4), 3).text, "4 dager over");
    CHECK_EQ(due_of(&pg, date_add(today, -1), 3).kind, DUE_OVER);
    CHECK_STR(due_of(&pg, date_add(today, 1), 3).text, "I morgen");
    CHECK_EQ(due_of(&pg, today, 3).kind, DUE_SOON);
    CHECK_EQ(due_of(&pg, date_ymd(2026, 11, 26), 3).kind, DUE_SOON);
    CHECK_EQ(due_of(&pg, date_ymd(2026, 11, 27), 3).kind, DUE_OK);
    CHECK_EQ(due_of(&pg, DATE_NONE, 3).kind, DUE_NONE);
    CHECK_STR(due_done(&pg, date_ymd(2026, 12, 4)).text, "Gjort 4. desember");
    tpl_due(&pg, &(struct due_tag){DUE_NONE, STR("nothing")});
    CHECK_STR(buf_done(pg.out), "");
    tpl_due(&pg, &(struct due_tag){DUE_OVER, STR(EVIL)});
    CHECK(has(&pg, "data-t=\"over\""));
    CHECK(has(&pg, "icons.svg#XMarkOctagonFill"));
    CHECK(!has(&pg, "<script>"));
}

TEST(baton_bar)
{
    struct page pg = page_for(mem);
    struct baton_bar bar = {.service = SERVICE_HEALTH,
                            .holder = STR("Marius Vik"),
                            .holder_unit = STR("BUP Molde"),
                            .since = date_ymd(2026, 9, 14),
                            .answer_by = DATE_NONE};

    tpl_baton(&pg, &bar);
    CHECK(has(&pg, "siden 14. september 2026"));
    CHECK(!has(&pg, "stafett__tilbud"));
    bar.offered = true;
    bar.offered_to = STR("Ingrid");
    bar.answer_by = date_ymd(2026, 11, 24);
    tpl_baton(&pg, &bar);
    CHECK(has(&pg, "Tilbudt, svarfrist: I morgen"));
}

TEST(field_shows_what_was_typed_and_what_is_wrong)
{
    struct page pg = page_for(mem);
    const struct http_pair typed[] = {{STR("navn"), STR(EVIL)},
                                      {STR("dato-dag"), STR("31")},
                                      {STR("dato-maned"), STR("11")},
                                      {STR("dato-ar"), STR("2026")},
                                      {STR("valg"), STR("b")}};
    const struct http_req req = {.field = typed, .n_field = 5};
    const struct err *err = ERR(mem, INVALID, .msg = MSG_FORM_DATE_MONTH_HAS,
                                .arg = {msg_int(11), msg_int(30)},
                                .field = "dato");
    struct form_view f = form_view_of(&pg, &req, err);
    const struct choice choices[] = {
        {.value = STR("a"), .label = STR("A"), .selected = true},
        {.value = STR("b"), .label = STR("B")}};
    struct field_view name = field_text(&f, "navn", MSG_WORD_SAVE,
                                        MSG_WORD_BACK, STR("stored"));
    struct field_view day = field_date(&f, "dato", MSG_WORD_SAVE, 0,
                                       date_ymd(2020, 1, 1));
    struct field_view choice = field_choice(&f, FIELD_RADIOS, "valg",
                                            MSG_WORD_SAVE, 0, choices, 2);
    struct error_summary errors = errors_of(&f);

    tpl_error_summary(&pg, &errors);
    tpl_field(&pg, &name);
    tpl_field(&pg, &day);
    tpl_field(&pg, &choice);
    CHECK(pg.has_errors);
    CHECK(!has(&pg, "<script>"));
    CHECK(has(&pg, "<a class=\"ds-link\" href=\"#dato\">Datoen finnes ikke. "
                   "Det er 30 dager i november.</a>"));
    CHECK(has(&pg, "for=\"navn\""));
    CHECK(has(&pg, "aria-describedby=\"navn-h\""));
    CHECK(has(&pg, "value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; "
                   "onload=x\""));
    CHECK(has(&pg, "id=\"dato\" name=\"dato-dag\" type=\"text\" "
                   "inputmode=\"numeric\" size=\"2\" value=\"31\" "
                   "aria-invalid=\"true\""));
    CHECK(has(&pg, "aria-describedby=\"dato-f\""));
    CHECK(has(&pg, "id=\"valg\" value=\"a\">"));
    CHECK(has(&pg, "id=\"valg-2\" value=\"b\" checked>"));
}

TEST(field_shows_what_is_stored_at_first)
{
    struct page pg = page_for(mem);
    struct form_view f = form_view_of(&pg, NULL, NULL);
    struct field_view v;

    v = field_area(&f, "tekst", MSG_WORD_SAVE, 0, STR("\n</textarea>"), 2000);
    tpl_field(&pg, &v);
    CHECK(has(&pg, "aria-describedby=\"tekst-t\">\n\n&lt;/textarea&gt;"
                   "</textarea>"));
    CHECK(has(&pg, "Inntil 2000 tegn"));
    v = field_date(&f, "dato", MSG_WORD_SAVE, 0, date_ymd(2026, 3, 9));
    CHECK_STR(v.day, "9");
    CHECK_STR(v.year, "2026");
    v = field_check(&f, "ok", MSG_WORD_YES, 0, true);
    tpl_field(&pg, &v);
    CHECK(has(&pg, "name=\"ok\" value=\"1\" checked>"));
    v = field_of_kind(&f, FIELD_PASSWORD, "pw", MSG_WORD_YES, 0, STR("secret"));
    tpl_field(&pg, &v);
    CHECK(!has(&pg, "secret"));
    CHECK(!pg.has_errors);
    v = field_hidden("version", STR("7"));
    tpl_field(&pg, &v);
    CHECK(has(&pg, "<input type=\"hidden\" name=\"version\" value=\"7\">"));
}

TEST(pages_keep_the_query)
{
    struct page pg = page_for(mem);
    const struct http_pair param[] = {{STR("q"), STR("a&b")},
                                      {STR("side"), STR("2")}};
    const struct http_req req = {.param = param, .n_param = 2};
    struct pages p = pages_of(&pg, &req, 2, 50, 120);

    CHECK_EQ(p.first, 51);
    CHECK_EQ(p.last, 100);
    CHECK_STR(p.previous, "?q=a%26b&side=1");
    CHECK_STR(p.next, "?q=a%26b&side=3");
    p = pages_of(&pg, &req, 3, 50, 120);
    CHECK_EQ(p.last, 120);
    CHECK_EQ(p.next.n, 0);
}

TEST(error_pages_say_what_happened)
{
    static const int all[] = {400, 401, 403, 404, 405, 409, 410,
                              413, 415, 418, 422, 429, 500, 503};

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct page pg = page_for(mem);

        error_page(&pg, all[i], NULL, STR("req-1"));
        CHECK(has(&pg, "<h1>"));
        CHECK(has(&pg, "<code>req-1</code>"));
        CHECK(has(&pg, "116 111"));
    }
}

TEST(error_page_uses_the_errors_own_words)
{
    struct page pg = page_for(mem);
    const struct err *uncertain = ERR(mem, UNCERTAIN,
                                      .detail = "operator only");
    const struct err *own = ERR(mem, CONFLICT, .msg = MSG_ERR_GONE);

    error_page(&pg, error_page_status(uncertain), uncertain, STR("r"));
    CHECK(has(&pg, "vet ikke om det ble lagret"));
    CHECK(!has(&pg, "operator only"));
    error_page(&pg, error_page_status(own), own, STR("r"));
    CHECK(has(&pg, "Lenken er brukt"));
}

TEST(data_for_a_script_holds_no_markup)
{
    struct page pg = page_for(mem);
    struct buf b;
    struct json j;

    buf_init(&b, mem);
    json_init(&j, &b);
    json_open(&j, '[');
    json_str(&j, STR("</script>"));
    json_close(&j, ']');
    CHECK_STR(page_json_of(&j).text, "[\"\\u003c/script>\"]");
    tpl_json(&pg, page_json_of(&j));
    CHECK(!has(&pg, "<"));
}
