/* Fuzz target: any bytes as a CSV file, read to its end.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
row_holds(const struct csv *csv, const struct csv_row *row)
{
    ASSERT(row->n == csv->n);
    for (size_t i = 0; i < row->n; i++) {
        ASSERT(str_is_utf8(row->field[i]));
        ASSERT(row->field[i].n <= CSV_MAX_FIELD);
        for (size_t k = 0; k < row->field[i].n; k++)
            ASSERT(row->field[i].p[k] != '\0');
    }
}

static void
read_all(struct csv *csv)
{
    int64_t line = 0;
    bool more = true;

    while (more) {
        struct csv_row row = {0};
        const struct err *err = csv_next(csv, &row, &more);

        if (err) {
            ASSERT(err->kind == INVALID && err->line > 0 && err->msg != 0);
        } else if (more) {
            ASSERT(row.line > line);
            line = row.line;
            row_holds(csv, &row);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)256 * 1024 * 1024);
    struct csv csv;
    const struct err *err;

    err = csv_open(mem, (struct str){(const char *)data, size}, &csv);
    if (!err)
        read_all(&csv);
    arena_free(mem);
    return 0;
}
