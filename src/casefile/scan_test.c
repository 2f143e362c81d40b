/* Tests of what the virus scanner's answers mean. The scanner itself: part
 * 64-scan. SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/scan.h"

#include "base/test.h"
#include "text/messages.h"

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
