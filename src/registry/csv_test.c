/* Tests of the CSV reader: what RFC 4180 allows, and each refusal.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/csv.h"

#include "base/buf.h"
#include "base/test.h"
#include "text/messages_registry.h"

static struct csv
opened(struct arena *mem, const char *text)
{
    struct csv csv = {0};

    CHECK(!csv_open(mem, str_of(text), &csv));
    return csv;
}

static struct csv_row
next_row(struct csv *csv)
{
    struct csv_row row = {0};
    bool more = false;

    CHECK(!csv_next(csv, &row, &more));
    CHECK(more);
    return row;
}

static void
check_end(struct csv *csv)
{
    struct csv_row row;
    bool more = true;

    CHECK(!csv_next(csv, &row, &more));
    CHECK(!more);
}

/* The error of the first row of `text`. */
static const struct err *
row_error(struct arena *mem, const char *text)
{
    struct csv csv = opened(mem, text);
    struct csv_row row;
    bool more;

    return csv_next(&csv, &row, &more);
}

static const struct err *
open_error(struct arena *mem, struct str text)
{
    struct csv csv;

    return csv_open(mem, text, &csv);
}

TEST(commas_and_semicolons)
{
    struct csv csv = opened(mem, "a,b\n1,2;3\n");
    struct csv_row row = next_row(&csv);

    CHECK_STR(row.field[1], "2;3");
    check_end(&csv);
    csv = opened(mem, "a;b\r\n1;2,3\r\n");
    row = next_row(&csv);
    CHECK_STR(row.field[1], "2,3");
    check_end(&csv);
    csv = opened(mem, "\"a;x\",b\n1,2");
    CHECK_EQ(csv.separator, ',');
    CHECK_STR(csv.name[0], "a;x");
}

TEST(byte_order_mark_blank_lines_and_blanks)
{
    struct csv csv = opened(mem, "\xef\xbb\xbf\r\n a , b \r\n\r\n 1 ,  \n\n");
    struct csv_row row = next_row(&csv);

    CHECK_EQ(csv_column(&csv, "a"), 0);
    CHECK_EQ(csv_column(&csv, "b"), 1);
    CHECK_EQ(csv_column(&csv, "c"), -1);
    CHECK_EQ(row.line, 4);
    CHECK_STR(row.field[0], "1");
    CHECK_STR(row.field[1], "");
    check_end(&csv);
}

TEST(quotes_hold_separators_quotes_and_lines)
{
    struct csv csv = opened(mem, "a,b\n\"x,\"\"y\"\"\r\nz\" , \"\"\n3,4\n");
    struct csv_row row = next_row(&csv);

    CHECK_STR(row.field[0], "x,\"y\"\r\nz");
    CHECK_STR(row.field[1], "");
    row = next_row(&csv);
    CHECK_EQ(row.line, 4);
    check_end(&csv);
}

TEST(header_faults)
{
    CHECK_ERR(open_error(mem, STR("")), INVALID, MSG_CSV_EMPTY);
    CHECK_ERR(open_error(mem, STR("\xef\xbb\xbf\n")), INVALID, MSG_CSV_EMPTY);
    CHECK_ERR(open_error(mem, STR("a,,c\n")), INVALID, MSG_CSV_COLUMN_UNNAMED);
    CHECK_ERR(open_error(mem, STR("a,b,a\n")), INVALID, MSG_CSV_COLUMN_TWICE);
    CHECK_ERR(open_error(mem, STR("a,\"b\n")), INVALID, MSG_CSV_QUOTE_OPEN);
}

TEST(not_utf8_names_the_line)
{
    const struct err *err = open_error(mem, STR("a,b\n1,2\n3,\xe5\n"));

    CHECK_ERR(err, INVALID, MSG_CSV_NOT_UTF8);
    CHECK_EQ(err->line, 3);
    CHECK_ERR(open_error(mem, STR("a\n1\0\n")), INVALID, MSG_CSV_NOT_UTF8);
}

TEST(row_faults_name_line_and_column)
{
    const struct err *err = row_error(mem, "a,b\n1,2\"3\n");

    CHECK_ERR(err, INVALID, MSG_CSV_QUOTE_MISPLACED);
    CHECK_EQ(err->line, 2);
    CHECK_STR(str_of(err->field), "b");
    CHECK_ERR(row_error(mem, "a,b\n\"1,2\n"), INVALID, MSG_CSV_QUOTE_OPEN);
    CHECK_ERR(row_error(mem, "a,b\n\"1\"x,2\n"), INVALID, MSG_CSV_AFTER_QUOTE);
    CHECK_ERR(row_error(mem, "a,b\n1\r2,3\n"), INVALID, MSG_CSV_CONTROL);
    CHECK_ERR(row_error(mem, "a,b\n\"1\x01\",3\n"), INVALID, MSG_CSV_CONTROL);
}

TEST(wrong_number_of_values_goes_on)
{
    struct csv csv = opened(mem, "a,b\n1\n1,2,3\n4,5\n");
    struct csv_row row;
    bool more = false;

    CHECK_ERR(csv_next(&csv, &row, &more), INVALID, MSG_CSV_WRONG_COUNT);
    CHECK(more);
    CHECK_ERR(csv_next(&csv, &row, &more), INVALID, MSG_CSV_WRONG_COUNT);
    CHECK(more);
    row = next_row(&csv);
    CHECK_STR(row.field[1], "5");
    check_end(&csv);
}

static struct str
repeated(struct arena *mem, const char *part, size_t n)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < n; i++)
        buf_cz(&b, part);
    return buf_done(&b);
}

TEST(limits)
{
    struct buf b;

    buf_init(&b, mem);
    for (int i = 0; i <= CSV_MAX_COLUMNS; i++)
        buf_fmt(&b, "%sc%d", i ? "," : "", i);
    CHECK_ERR(open_error(mem, buf_done(&b)), INVALID, MSG_CSV_TOO_MANY_COLUMNS);

    buf_init(&b, mem);
    buf_cz(&b, "a\n");
    buf_str(&b, repeated(mem, "x", CSV_MAX_FIELD + 1));
    CHECK_ERR(row_error(mem, str_cz(mem, buf_done(&b))), INVALID,
              MSG_CSV_FIELD_TOO_LONG);

    buf_init(&b, mem);
    buf_cz(&b, "a\n\"");
    buf_str(&b, repeated(mem, "x", CSV_MAX_FIELD + 2));
    buf_cz(&b, "\"");
    CHECK_ERR(row_error(mem, str_cz(mem, buf_done(&b))), INVALID,
              MSG_CSV_FIELD_TOO_LONG);

    CHECK_ERR(open_error(mem, (struct str){"a", CSV_MAX_BYTES + 1}), INVALID,
              MSG_CSV_TOO_LARGE);
}

TEST(too_many_rows)
{
    struct buf b;
    struct csv csv;
    struct csv_row row;
    bool more = true;
    const struct err *err = NULL;

    buf_init(&b, mem);
    buf_cz(&b, "a\n");
    for (int i = 0; i <= CSV_MAX_ROWS; i++)
        buf_cz(&b, "1\n");
    CHECK(!csv_open(mem, buf_done(&b), &csv));
    while (!err && more)
        err = csv_next(&csv, &row, &more);
    CHECK_ERR(err, INVALID, MSG_CSV_TOO_MANY_ROWS);
    CHECK_EQ(csv.rows, CSV_MAX_ROWS);
}
