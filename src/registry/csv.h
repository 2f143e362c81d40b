/* CSV reader: RFC 4180, strict, UTF-8, `;` or `,`, bounded.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_CSV_H
#define HELHET_REGISTRY_CSV_H

#include "base/err.h"

#define CSV_MAX_BYTES   (16 * 1024 * 1024)
#define CSV_MAX_COLUMNS 64
#define CSV_MAX_FIELD   4096   /* bytes of one field */
#define CSV_MAX_ROWS    200000 /* header row not counted */

/* Reads one file, row by row. The bytes are borrowed. */
struct csv {
    struct arena *mem;
    struct str rest;  /* not yet read */
    char separator;   /* `;` or `,`: the first of them in the header row */
    int64_t line;     /* line of the next byte, from 1 */
    int64_t rows;     /* rows given so far, without the header */
    struct str *name; /* the header row */
    size_t n;         /* columns */
};

/* One row: `line` is where it starts, `field` has as many as the header. */
struct csv_row {
    int64_t line;
    struct str *field;
    size_t n;
};

/* Takes a byte order mark off, checks the whole for size and UTF-8, reads the
 * header row: every column named, none named twice, names trimmed. Errors:
 * INVALID, with line. Source: RFC 4180; line ends may be CRLF or LF. */
const struct err *csv_open(struct arena *mem, struct str bytes,
                           struct csv *out) MUST_CHECK;

/* The next row; *more is false at the end. Empty lines are passed over. Fields
 * are trimmed of blanks outside quotes. Errors: INVALID with line and, where
 * one is to blame, field (the column's name): a quote out of place or not
 * closed, a control character, a field too long, too many rows. After those the
 * file cannot be read further. A row with a wrong number of fields is INVALID
 * too, with *more true: the next call goes on after it. */
const struct err *csv_next(struct csv *csv, struct csv_row *out,
                           bool *more) MUST_CHECK;

/* Index of a column by name, or -1. */
int csv_column(const struct csv *csv, const char *name);

#endif
