/* Tests of what the virus scanner's answers mean. The scanner itself: part
 * 64-scan. SPDX-License-Identifier: EUPL-1.2 */
#include "file/scan.h"

#include "base/test.h"
#include "text/messages_file.h"

#include <stdlib.h>

TEST(answers_of_clamd)
{
    struct str name;

    CHECK_EQ(scan_parse((struct str){"stream: OK", 11}, &name), SCAN_CLEAN);
    CHECK_EQ(scan_parse(STR("stream: OK\n"), &name), SCAN_CLEAN);
    CHECK_EQ(scan_parse(STR("stream: Win.Test.EICAR_HDB-1 FOUND"), &name),
             SCAN_FOUND);
    CHECK_STR(name, "Win.Test.EICAR_HDB-1");
    CHECK_EQ(scan_parse(STR("INSTREAM size limit exceeded. ERROR"), &name),
             SCAN_FAILED);
    CHECK_EQ(scan_parse(STR("stream: OK FOUND ERROR"), &name), SCAN_FAILED);
    CHECK_EQ(scan_parse(STR_NONE, &name), SCAN_FAILED);
}

TEST(no_scanner_is_told_and_a_silent_one_keeps_nothing)
{
    bool scanned = true;

    CHECK(!scan_bytes(mem, STR_NONE, "fil", STR("x"), &scanned));
    CHECK(!scanned);
    CHECK_ERR(
        scan_bytes(mem, STR("/nowhere/clamd.ctl"), "fil", STR("x"), &scanned),
        UNAVAILABLE, MSG_SCAN_FAILED);
    CHECK_ERR(scan_bytes(mem, STR("nonsense"), "fil", STR("x"), &scanned),
              UNAVAILABLE, MSG_SCAN_FAILED);
    CHECK(!scanned);
}

/* The harmless string that scanners are tried with, in pieces, so that no
 * scanner stops this file. Source: EICAR, Anti-Malware Testfile. */
static struct str
eicar(struct arena *mem)
{
    return str_fmt(mem, "Et notat.\n%s%s%s\n", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
                   "EICAR-STANDARD-ANTI", "VIRUS-TEST-FILE!$H+H*");
}

/* Part 64-scan starts a real clamd and says where: else nothing to ask. */
TEST(a_real_scanner_stops_what_it_knows)
{
    struct str where = str_of(getenv("HELHET_TEST_CLAMD"));
    char *big = arena_alloc(mem, 3 << 20);
    struct str all = {big, 3 << 20};
    bool scanned = false;
    const struct err *err;

    if (where.n == 0)
        return;
    for (size_t i = 0; i < all.n; i++)
        big[i] = (char)('a' + i % 26);
    CHECK(!scan_bytes(mem, where, "fil", STR("Et notat.\n"), &scanned));
    CHECK(scanned);
    CHECK(!scan_bytes(mem, where, "fil", all, &scanned));
    CHECK(scanned);
    err = scan_bytes(mem, where, "fil", eicar(mem), &scanned);
    CHECK_ERR(err, INVALID, MSG_SCAN_FOUND);
    CHECK(err && str_has(err->arg[0].str, STR("Helhet.Test.Eicar")));
    CHECK(!scanned);
}
