/* Tests of the JSON reader: what it takes, what it refuses, and where.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "text/json_read.h"
#include "text/messages_text.h"
#include "text/text.h"

static const struct err *
parse(struct arena *mem, struct str s, struct json_doc *doc)
{
    return json_parse(mem, s, 1000, doc);
}

TEST(reads_all_kinds)
{
    struct json_doc d;
    size_t list;

    CHECK(!parse(mem,
                 STR(" {\"a\" : [1.10, -0e+5, true,false,null,\"x\"], "
                     "\"b\":{\"c\":\"\\u00e6\\n\\ud83d\\ude00\\/\"},"
                     "\"tom\":{},\"ingen\":[]}\n"),
                 &d));
    CHECK_EQ(d.token[0].kind, JSON_OBJECT);
    CHECK_EQ(d.token[0].n, 4);
    list = json_find(&d, 0, "a");
    CHECK_EQ(d.token[list].n, 6);
    CHECK_STR(d.token[json_item(&d, list, 0)].text, "1.10");
    CHECK_STR(d.token[json_item(&d, list, 1)].text, "-0e+5");
    CHECK_EQ(d.token[json_item(&d, list, 4)].kind, JSON_NULL);
    CHECK_EQ(json_item(&d, list, 6), 0);
    CHECK_STR(json_text(&d, json_find(&d, 0, "b"), "c"),
              "æ\n\xF0\x9F\x98\x80/");
    CHECK_EQ(d.token[json_find(&d, 0, "tom")].n, 0);
    CHECK_EQ(d.token[json_find(&d, 0, "ingen")].kind, JSON_ARRAY);
    CHECK_EQ(json_find(&d, 0, "absent"), 0);
    CHECK_EQ(json_find(&d, list, "a"), 0);
    CHECK_STR(json_text(&d, 0, "a"), "");
}

TEST(a_value_alone_is_json)
{
    struct json_doc d;

    CHECK(!parse(mem, STR("\"x\""), &d));
    CHECK_STR(d.token[0].text, "x");
    CHECK(!parse(mem, STR("0"), &d));
    CHECK(!parse(mem, STR("[]"), &d));
}

TEST(refuses_what_is_not_json)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "{",
                                      "[",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "[1 2]",
                                      "01",
                                      "1.",
                                      "+1",
                                      ".5",
                                      "NaN",
                                      "nul",
                                      "True",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\n\"",
                                      "\"\\u12\"",
                                      "\"\\ud800\"",
                                      "\"\\udc00\"",
                                      "\"\\u0000\"",
                                      "\"\\ud800\\u0041\"",
                                      "[}",
                                      "{]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,\"a\":2}",
                                      "{\"a\":1,\"\\u0061\":2}",
                                      "1 1",
                                      "[] []",
                                      "/* */ 1",
                                      "\xEF\xBB\xBF"
                                      "1",
                                      "\"\xff\"",
                                      "{\"a\":1]",
                                      "{1:1}",
                                      "]",
                                      ",",
                                      "{,}",
                                      "\"\\",
                                      "[1,,2]"};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct json_doc d;

        CHECK_ERR(parse(mem, str_of(bad[i]), &d), INVALID, MSG_JSON_BAD);
    }
    {
        struct json_doc d;

        CHECK_ERR(parse(mem, STR("\"a\0b\""), &d), INVALID, MSG_JSON_BAD);
    }
}

TEST(says_where)
{
    struct json_doc d;
    const struct err *e = parse(mem, STR("{\"a\": x}"), &d);

    CHECK_EQ(e->line, 7);
    CHECK_STR(err_text(mem, LANG_EN, e),
              "The text is not valid JSON from byte 7.");
}

/* `depth` arrays inside each other. */
static struct str
nested(struct arena *mem, int depth)
{
    struct buf b;

    buf_init(&b, mem);
    for (int i = 0; i < depth; i++)
        buf_char(&b, '[');
    for (int i = 0; i < depth; i++)
        buf_char(&b, ']');
    return buf_done(&b);
}

static struct str
object_of(struct arena *mem, int keys)
{
    struct buf b;

    buf_init(&b, mem);
    for (int i = 0; i < keys; i++)
        buf_fmt(&b, "%c\"k%d\":1", i == 0 ? '{' : ',', i);
    buf_char(&b, '}');
    return buf_done(&b);
}

TEST(limits_hold)
{
    struct json_doc d;

    CHECK(!parse(mem, nested(mem, JSON_DEPTH_MAX), &d));
    CHECK_ERR(parse(mem, nested(mem, JSON_DEPTH_MAX + 1), &d), INVALID,
              MSG_JSON_BAD);
    CHECK_ERR(parse(mem, nested(mem, 1000000), &d), INVALID, MSG_JSON_BAD);
    CHECK(!json_parse(mem, STR("[1,2,3]"), 4, &d));
    CHECK_ERR(json_parse(mem, STR("[1,2,3]"), 3, &d), INVALID, MSG_JSON_BAD);
    CHECK_ERR(json_parse(mem, STR("1"), 0, &d), INVALID, MSG_JSON_BAD);
    CHECK(!parse(mem, object_of(mem, JSON_KEYS_MAX), &d));
    CHECK_ERR(parse(mem, object_of(mem, JSON_KEYS_MAX + 1), &d), INVALID,
              MSG_JSON_BAD);
}
