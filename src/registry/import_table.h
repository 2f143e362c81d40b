/* What each kind of import file holds: columns and statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_IMPORT_TABLE_H
#define HELHET_REGISTRY_IMPORT_TABLE_H

#include "registry/import.h"

enum column_type {
    COLUMN_TEXT,   /* limit: characters */
    COLUMN_WORD,   /* one of `known` */
    COLUMN_DATE,   /* YYYY-MM-DD or empty */
    COLUMN_NUMBER, /* 0..limit; empty is -1 in the store */
    COLUMN_LENGTH, /* 0..limit; empty is 0 in the store */
    COLUMN_DIGITS, /* exactly `limit` digits */
    COLUMN_FLAG,   /* 0 or 1; empty is 0 */
    COLUMN_EMAIL,  /* limit: characters */
    COLUMN_LOGIN,  /* lower case, digits and .-_@ */
    COLUMN_COUNTY, /* must exist */
    COLUMN_PLACE,  /* a municipality, must exist */
    COLUMN_UNIT,   /* code of a unit, must exist */
    COLUMN_PARENT, /* code of a unit, must exist or stand in the same file */
    COLUMN_USER,   /* login, must exist */
    COLUMN_DEPUTY  /* login, must hold a function at the unit */
};

struct import_column {
    const char *name;
    enum column_type type;
    int limit;
    bool required; /* in the header row, and never empty */
    bool key;
    bool (*known)(struct str word); /* COLUMN_WORD: never asked for "" */
    const char *empty; /* what an empty value stands for, or NULL */
};

#define IMPORT_COLUMNS_MAX 20 /* of one kind */

/* What a statement wants after the columns $1..$n. */
enum import_extra {
    EXTRA_NONE,
    EXTRA_POSITION, /* $n+1: place in the file */
    EXTRA_ID,       /* $n+1: the row's id */
    EXTRA_ID_SEARCH /* $n+1: id, $n+2: folded names (units) */
};

struct import_table {
    enum import_kind kind;
    int message;
    const struct import_column *col;
    size_t n;
    bool periods; /* rows that differ in valid_from only may not overlap */
    bool linked;  /* has a parent or a deputy, set when all rows are there */
    enum import_extra extra;
};

/* Statements: READ gives the columns in order, then the id where there is one;
 * INSERT and UPDATE take the columns as $1..$n, then the extra ones. */
enum import_verb { IMPORT_READ, IMPORT_INSERT, IMPORT_UPDATE, IMPORT_VERBS };
#define IMPORT_STMT(kind, verb) ((size_t)(kind)*IMPORT_VERBS + (size_t)(verb))
#define IMPORT_SET_PARENT       IMPORT_STMT(IMPORT_KIND_COUNT, 0)
#define IMPORT_SET_DEPUTY       IMPORT_STMT(IMPORT_KIND_COUNT, 1)
#define IMPORT_STMT_COUNT       IMPORT_STMT(IMPORT_KIND_COUNT, 2)
const struct db_stmt *import_stmt(size_t i);

extern const struct import_table *const import_tables[IMPORT_KIND_COUNT];

/* Index of a column by name; the column must be there. */
size_t import_column_at(const struct import_table *t, const char *name);

#endif
