/* Sheets as foreign readers see them; nothing becomes a formula.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/sheet.h"

#include "base/buf.h"
#include "base/test.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct sheet
made(struct arena *mem)
{
    static const char *const text[] = {
        "=cmd|'/c calc'!A1",
        "+47 12",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1",
        "Ås \"kvart\", a;b",
        "æøå <&>",
        "",
        "a-b",
        "to\nrader",
        "\uff1d1",
    };
    struct str *cell = ARENA_NEW_N(mem, struct str, ARRAY_LEN(text) + 2);

    cell[0] = STR("Navn");
    cell[1] = STR("=Sted");
    for (size_t i = 0; i < ARRAY_LEN(text); i++)
        cell[i + 2] = str_of(text[i]);
    return (struct sheet){
        .title = STR("Dekning i [Midt-Norge]: alle institusjoner/BUP"),
        .head = cell,
        .cols = 2,
        .cell = cell + 2,
        .rows = ARRAY_LEN(text) / 2,
    };
}

/* What a Python program prints of the bytes. */
static struct str
read_by(struct arena *mem, const char *program, struct str bytes)
{
    char path[] = "/tmp/helhet-sheet-test-XXXXXX";
    int fd = mkstemp(path);
    struct buf b;
    FILE *f;
    char part[4096];
    size_t n;

    CHECK(fd >= 0);
    CHECK_EQ(write(fd, bytes.p, bytes.n), (ssize_t)bytes.n);
    close(fd);
    f = popen(str_cz(mem, str_fmt(mem, "/usr/bin/python3 -c \"%s\" %s", program,
                                  path)),
              "r");
    CHECK(f != NULL);
    buf_init(&b, mem);
    while (f && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_bytes(&b, part, n);
    CHECK(f && pclose(f) == 0);
    unlink(path);
    return buf_done(&b);
}

/* Every cell by itself, escaped as Python writes it. */
static void
check_cells(struct str got)
{
    CHECK_STR(got, "'Navn' \"'=Sted\"\n"
                   "\"'=cmd|'/c calc'!A1\" \"'+47 12\"\n"
                   "\"'-1\" \"'@SUM(A1)\"\n"
                   "\"'\\t=1+1\" \"'\\n=1\"\n"
                   "'Ås \"kvart\", a;b' 'æøå <&>'\n"
                   "'' 'a-b'\n"
                   "'to\\nrader' \"'\\uff1d1\"\n");
}

TEST(csv_is_read_by_another)
{
    struct sheet sheet = made(mem);

    check_cells(read_by(
        mem,
        "import csv,sys\n"
        "for r in csv.reader(open(sys.argv[1],encoding='utf-8',newline='')):\n"
        " print(*[repr(c).replace(chr(0xff1d),r'\\\\uff1d') for c in r])",
        sheet_csv(mem, &sheet)));
}

TEST(xlsx_is_read_by_another)
{
    struct sheet sheet = made(mem);
    struct str bytes = STR_NONE;

    CHECK(!sheet_xlsx(mem, &sheet, &bytes));
    CHECK(str_starts(bytes, STR("PK")));
    check_cells(
        read_by(mem,
                "import openpyxl,sys\n"
                "w=openpyxl.load_workbook(open(sys.argv[1],'rb'))\n"
                "assert len(w.sheetnames)==1 and len(w.sheetnames[0])<=31\n"
                "for r in w.active.iter_rows():\n"
                " assert all(c.data_type in 'sn' for c in r)\n"
                " print(*[repr(c.value or '').replace(chr(0xff1d),r'\\\\uff1d')"
                " for c in r])",
                bytes));
}

TEST(no_file_is_left_behind)
{
    struct sheet sheet = made(mem);
    struct str bytes = STR_NONE;
    char dir[] = "/tmp/helhet-sheet-dir-XXXXXX";

    CHECK(mkdtemp(dir) != NULL);
    CHECK_EQ(setenv("TMPDIR", dir, 1), 0);
    CHECK(!sheet_xlsx(mem, &sheet, &bytes));
    CHECK_EQ(rmdir(dir), 0); /* it is empty */
    {
        const struct err *err = sheet_xlsx(mem, &sheet, &bytes);

        CHECK(err && err->kind == UNAVAILABLE);
    }
    CHECK_EQ(unsetenv("TMPDIR"), 0);
}
