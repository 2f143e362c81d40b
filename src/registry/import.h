/* Import (R105): CSV files of units, places, functions, users, rules; first
 * tried, then all or nothing.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_IMPORT_H
#define HELHET_REGISTRY_IMPORT_H

#include "access/call.h"

/* In the order in which they are applied, whatever the order of the files. */
enum import_kind {
    IMPORT_COUNTIES,
    IMPORT_MUNICIPALITIES,
    IMPORT_CODES,
    IMPORT_UNITS,
    IMPORT_SUCCESSORS,
    IMPORT_CATCHMENTS,
    IMPORT_USERS,
    IMPORT_FUNCTIONS,
    IMPORT_DEADLINES,
    IMPORT_CONSENT_RULES,
    IMPORT_INSTRUMENTS,
    IMPORT_REPORT_AREAS,
    IMPORT_LEGAL_BASES,
    IMPORT_RETENTION_RULES,
    IMPORT_KIND_COUNT
};

struct import_file {
    struct str name; /* for the report only: the header row tells the kind */
    struct str bytes;
};

enum import_action { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_REFUSED };

/* One line of the report. A refused line may stand several times, once for
 * each reason. */
struct import_line {
    struct str file;
    int64_t line; /* 0: the file as a whole */
    enum import_action action;
    struct str key;    /* what the line is about, "BUP-ROSTEN"; may be empty */
    struct str column; /* to blame, or those changed; may be empty */
    int msg;           /* reason of a refusal, else 0 */
    struct msg_arg arg[MSG_ARGS_MAX];
};

struct import_report {
    struct import_line *line; /* by kind, file, line */
    size_t n;
    int64_t added; /* lines */
    int64_t changed;
    int64_t unchanged;
    int64_t refused;
    bool dry;
    bool stored; /* false: dry, or refused > 0 */
};

/* Imports the files in one transaction; with `dry`, or when a single line is
 * refused, nothing is stored and *out tells why. Rows that no file names stay
 * as they are: nothing is ever deleted. The same files again change nothing. A
 * column that a file leaves out keeps its value in rows that exist. Users get
 * no password here. Errors: DENIED, UNAVAILABLE, UNCERTAIN, INTERNAL; a bad
 * file is no error but a report. */
const struct err *registry_import_run(struct call *c,
                                      const struct import_file *file, size_t n,
                                      bool dry,
                                      struct import_report *out) MUST_CHECK;
/* The same, saying how many rows of all are written; where `tell` (may be NULL)
 * gives false nothing is stored. Errors: UNAVAILABLE (stopped). */
typedef bool (*import_tell_fn)(void *arg, int64_t done, int64_t total);
const struct err *registry_import_told(struct call *c,
                                       const struct import_file *file, size_t n,
                                       bool dry, import_tell_fn tell,
                                       void *tell_arg,
                                       struct import_report *out) MUST_CHECK;

/* The same inside a transaction that is open and permitted (demo, init): the
 * caller undoes it when out->refused > 0. out->stored says 0 refused. */
const struct err *registry_import_in(struct call *c,
                                     const struct import_file *file, size_t n,
                                     struct import_report *out) MUST_CHECK;

/* The reference data that ships in the binary, as files. */
const struct import_file *import_shipped(struct arena *mem, size_t *out_n);

/* The report for people, a line for each line, then the sum. */
void import_report_text(struct buf *b, enum lang l,
                        const struct import_report *r);
/* {"added":…,"lines":[{"file":…,"line":…,"column":…,"reason":…}…]} */
void import_report_json(struct buf *b, enum lang l,
                        const struct import_report *r);

extern const struct db_set import_sql; /* for db_options.sets */

#endif
