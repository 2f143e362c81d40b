/* Tests of the growing buffer.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/buf.h"

#include "base/test.h"

TEST(builds_text)
{
    struct buf b;

    buf_init(&b, mem);
    CHECK_STR(buf_done(&b), "");
    buf_cz(&b, "a");
    buf_str(&b, STR("bc"));
    buf_str(&b, STR_NONE);
    buf_cz(&b, NULL);
    buf_char(&b, '-');
    buf_i64(&b, INT64_MIN);
    buf_fmt(&b, " %s %d%%", "x", 7);
    buf_bytes(&b, "yz", 1);
    CHECK_STR(buf_done(&b), "abc--9223372036854775808 x 7%y");
}

TEST(grows)
{
    struct buf b;
    struct str s;

    buf_init(&b, mem);
    for (int i = 0; i < 100000; i++)
        buf_char(&b, (char)('a' + i % 26));
    s = buf_done(&b);
    CHECK_EQ(s.n, 100000);
    for (size_t i = 0; i < s.n; i++)
        CHECK(s.p[i] == (char)('a' + i % 26));
}

TEST(formats_into_an_arena)
{
    CHECK_STR(str_fmt(mem, "%05d", 42), "00042");
    CHECK_STR(str_fmt(mem, "%s", ""), "");
    CHECK_EQ(str_fmt(mem, "%*s", 5000, "").n, 5000);
}
