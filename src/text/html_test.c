/* Tests of the HTML, address and CSV writers with hostile text.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "text/text.h"

static struct str
written(struct arena *mem, void (*writer)(struct buf *, struct str),
        const char *s)
{
    struct buf b;

    buf_init(&b, mem);
    writer(&b, str_of(s));
    return buf_done(&b);
}

TEST(html_escapes_all_five)
{
    CHECK_STR(written(mem, html_text, "<b>&'\"x"),
              "&lt;b&gt;&amp;&#39;&quot;x");
    CHECK_STR(written(mem, html_attr, "\" onload='x"), "&quot; onload=&#39;x");
    CHECK_STR(written(mem, html_text, "æøå \xF0\x9F\x98\x80\n\tx"),
              "æøå \xF0\x9F\x98\x80\n\tx");
    CHECK_STR(written(mem, html_text,
                      "a\x01\x7F"
                      "b"),
              "a\xEF\xBF\xBD\xEF\xBF\xBD"
              "b");
    CHECK_STR(written(mem, html_text, ""), "");
}

TEST(html_url_refuses_what_can_run_or_leave)
{
    static const char *const bad[] = {"javascript:alert(1)",
                                      "JaVaScRiPt:alert(1)",
                                      " /x",
                                      "java\nscript:x",
                                      "data:text/html,x",
                                      "//evil.example",
                                      "/\\evil.example",
                                      "\\\\evil.example",
                                      "http://evil.example",
                                      "vbscript:x",
                                      "barn/1",
                                      "/a\tb",
                                      "https:evil"};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK_STR(written(mem, html_url, bad[i]), "#");
    CHECK_STR(written(mem, html_url, "/barn/x?a=1&b=\"2\"#t"),
              "/barn/x?a=1&amp;b=&quot;2&quot;#t");
    CHECK_STR(written(mem, html_url, "/"), "/");
    CHECK_STR(written(mem, html_url, "#t"), "#t");
    CHECK_STR(written(mem, html_url, "?side=2"), "?side=2");
    CHECK_STR(written(mem, html_url, "https://lovdata.no/"),
              "https://lovdata.no/");
    CHECK_STR(written(mem, html_url, "mailto:a@b.no"), "mailto:a@b.no");
    CHECK_STR(written(mem, html_url, ""), "");
}

TEST(url_part_encodes_all_but_unreserved)
{
    CHECK_STR(written(mem, url_part, "a-Z_0.~"), "a-Z_0.~");
    CHECK_STR(written(mem, url_part, "/../?&=#%\"<å"),
              "%2F..%2F%3F%26%3D%23%25%22%3C%C3%A5");
}

TEST(csv_quotes_and_defuses)
{
    CHECK_STR(written(mem, csv_field, "a;b\"c"), "\"a;b\"\"c\"");
    CHECK_STR(written(mem, csv_field, "=cmd|'/c calc'!A1"),
              "\"'=cmd|'/c calc'!A1\"");
    CHECK_STR(written(mem, csv_field, " \t+1"), "\"' \t+1\"");
    CHECK_STR(written(mem, csv_field, "-1"), "\"'-1\"");
    CHECK_STR(written(mem, csv_field, "@x"), "\"'@x\"");
    CHECK_STR(written(mem, csv_field, "\uff1dx"), "\"'\uff1dx\"");
    CHECK_STR(written(mem, csv_field, ""), "\"\"");
    CHECK_STR(written(mem, csv_field, "a-b"), "\"a-b\"");
}
