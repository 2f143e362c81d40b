/* A table that leaves the program: as CSV and as XLSX.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_SHEET_H
#define HELHET_NOTIFY_SHEET_H

#include "base/err.h"

/* All cells are text. One that a spreadsheet would take for a formula gets an
 * apostrophe before it, in both formats: what is kept as text today may be
 * saved as CSV tomorrow. Source: R815. */
struct sheet {
    struct str title; /* of the file and its only tab */
    const struct str *head;
    size_t cols;
    const struct str *cell; /* rows × cols, row by row */
    size_t rows;
};

/* Comma between, one line a row, the first names the columns. UTF-8. */
struct str sheet_csv(struct arena *mem, const struct sheet *s);

/* The bytes of a workbook. Errors: UNAVAILABLE (no room for a temporary file);
 * INTERNAL. */
const struct err *sheet_xlsx(struct arena *mem, const struct sheet *s,
                             struct str *out) MUST_CHECK;

#endif
