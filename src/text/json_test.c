/* Tests of the JSON writer.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "text/text.h"

TEST(commas_stand_where_they_should)
{
    struct buf b;
    struct json j;

    buf_init(&b, mem);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, "a");
    json_open(&j, '[');
    json_int(&j, 1);
    json_int(&j, INT64_MIN);
    json_open(&j, '{');
    json_close(&j, '}');
    json_close(&j, ']');
    json_key(&j, "b");
    json_null(&j);
    json_key(&j, "c");
    json_bool(&j, true);
    json_key(&j, "d");
    json_number(&j, STR("1.10"));
    json_close(&j, '}');
    CHECK_STR(buf_done(&b), "{\"a\":[1,-9223372036854775808,{}],\"b\":null,"
                            "\"c\":true,\"d\":1.10}");
}

TEST(text_is_escaped)
{
    struct buf b;
    struct json j;

    buf_init(&b, mem);
    json_init(&j, &b);
    json_str(&j, STR("\"\\\n\x01</script>æ"));
    CHECK_STR(buf_done(&b), "\"\\\"\\\\\\n\\u0001\\u003c/script>æ\"");
}

TEST(numbers_follow_the_grammar)
{
    static const char *const good[] = {"0",  "-0",  "1.10",
                                       "10", "1e5", "1.5E-3"};
    static const char *const bad[] = {"",   "-",  "01", "1.", ".5",
                                      "1e", "+1", "1 ", "NaN"};

    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        CHECK(json_is_number(str_of(good[i])));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(!json_is_number(str_of(bad[i])));
}
