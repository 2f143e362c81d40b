/* Tests of search in names.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/search.h"

#include "base/test.h"

TEST(folds_the_letters_used_in_names)
{
    CHECK_STR(search_fold(mem, STR("BUP ÅLESUND Ærøskøbing")),
              "bup ålesund ærøskøbing");
    CHECK_STR(search_fold(mem, STR("ČĐŊŠŦŽ Ǩ ß × Ÿ")), "čđŋšŧž Ǩ ß × ÿ");
    CHECK_STR(search_fold(mem, STR("\xc3")), "\xc3");
    CHECK_STR(search_fold(mem, STR_NONE), "");
}

TEST(a_pattern_escapes_what_like_knows)
{
    CHECK_STR(search_pattern(mem, STR(" 100%_! ")), "%100!%!_!!%");
    CHECK_STR(search_pattern(mem, STR_NONE), "%");
}

TEST(has_finds_without_case)
{
    CHECK(search_has(mem, STR("Ålesund"), STR("ÅLE")));
    CHECK(search_has(mem, STR("Ålesund"), STR("  ")));
    CHECK(!search_has(mem, STR("Ålesund"), STR("ale")));
}
