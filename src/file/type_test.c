/* Tests of what files are and what they are called.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/type.h"

#include "base/test.h"
#include "text/messages_file.h"

#include <string.h>

TEST(type_is_told_by_content)
{
    struct str type = STR_NONE;

    CHECK(!file_type(mem, "fil", STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), &type));
    CHECK_STR(type, "application/pdf");
    CHECK(!file_type(mem, "fil", STR("Et notat om noe.\n"), &type));
    CHECK_STR(type, "text/plain");
    CHECK_ERR(file_type(mem, "fil", STR_NONE, &type), INVALID, MSG_FILE_EMPTY);
    CHECK_ERR(file_type(mem, "fil",
                        STR("\x7f"
                            "ELF\x02\x01\x01"),
                        &type),
              INVALID, MSG_FILE_TYPE);
    CHECK_ERR(
        file_type(mem, "fil", STR("<!DOCTYPE html><html><script>"), &type),
        INVALID, MSG_FILE_TYPE);
}

TEST(too_large_is_refused)
{
    size_t n = FILE_MAX_BYTES + 1;
    char *p = arena_alloc(mem, n);
    struct str type = STR_NONE;

    memset(p, 'a', n);
    CHECK_ERR(file_type(mem, "fil", (struct str){p, n}, &type), INVALID,
              MSG_FILE_TOO_LARGE);
    CHECK(!file_type(mem, "fil", (struct str){p, n - 1}, &type));
}

TEST(names_lose_their_folders)
{
    CHECK_STR(file_name_of(mem, STR("C:\\Users\\a\\plan.pdf")), "plan.pdf");
    CHECK_STR(file_name_of(mem, STR("../../etc/passwd")), "passwd");
    CHECK_STR(file_name_of(mem, STR("a\r\nb.pdf")), "ab.pdf");
    CHECK_STR(file_name_of(mem, STR("/")), "fil");
}
