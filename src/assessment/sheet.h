/* Sheets: what a team writes while it assesses a child, as data. Pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_SHEET_H
#define HELHET_ASSESSMENT_SHEET_H

#include "assessment/state.h"

/* Clarifying meeting, day, participation, area, instrument, report to a reader,
 * feedback: all are sheets. sheets.def lists them, sheet_fields.def their
 * fields; form, store and PDF walk these lists. Every save is a new version.
 * Source: R714, R715, R717; FOR-2023-10-12-1631 § 6 (participation). */
enum sheet_kind {
#define SHEET(id, ...) SHEET_##id,
#include "assessment/sheets.def"
#undef SHEET
    SHEET_KIND_COUNT
};
enum sheet_list {
    SHEETS_ONE,
    SHEETS_MANY,
    SHEETS_AREAS,
    SHEETS_READERS,
    SHEETS_SOURCES
};
enum sheet_field_kind {
    SHEET_FIELD_LINE,
    SHEET_FIELD_TEXT,
    SHEET_FIELD_DATE,   /* kept as YYYY-MM-DD */
    SHEET_FIELD_TIME,   /* kept as HH:MM */
    SHEET_FIELD_ANSWER, /* ja, delvis, nei */
    SHEET_FIELD_CHECK   /* "1" or empty */
};
extern const char *const sheet_answers[]; /* their words, NULL last */
extern const int sheet_answer_messages[];

struct sheet_rule {
    const char *word;
    enum info_class class_;
    enum sheet_list list;
    uint32_t states; /* 1 << enum thk_state: when it may be written */
    enum action writes;
    int title;
    int lead;
};
struct sheet_field {
    enum sheet_kind sheet;
    const char *name;
    enum sheet_field_kind kind;
    bool must;
    int64_t max; /* characters */
    int label;
    int hint; /* 0: none */
};
#define SHEET_VALUES_MAX 8

struct sheet {
    int64_t id;
    enum sheet_kind kind;
    struct str nr;
    int64_t version;                    /* 0: not written yet */
    struct str value[SHEET_VALUES_MAX]; /* by field number */
    struct instant made_at;
    struct str name; /* of who wrote it */
    account_id account;
    bool kept;       /* false: saved by itself while one typed */
    bool whole;      /* sheet_check had nothing to say when it was read */
    unit_id unit;    /* whose it is */
    struct str body; /* packed, or sealed in the store */
};
struct sheet_set {
    struct sheet *row; /* by kind, then in the order of the list */
    size_t n;
};

const struct sheet_rule *sheet_rule(enum sheet_kind k);
bool sheet_kind_parse(struct str word, enum sheet_kind *out);
/* The fields of a kind: *out_n of them. */
const struct sheet_field *sheet_fields(enum sheet_kind k, size_t *out_n);
/* Number i of a kind with a list; false beyond the last. */
bool sheet_key(enum sheet_list list, size_t i, struct str *out_nr,
               int *out_name);
/* What the sheet `nr` is called; false: there is none such. For MANY any
 * external id. */
bool sheet_name(enum sheet_kind k, struct str nr, int *out);

/* The value of a field, by name. */
struct str sheet_value(const struct sheet *s, const char *name);
struct date sheet_date(const struct sheet *s, const char *name);
/* The latest one, or NULL. */
const struct sheet *sheet_find(const struct sheet_set *set, enum sheet_kind k,
                               const char *nr);
/* Does it count? Cancelled days and removed instruments do not. */
bool sheet_counts(const struct sheet *s);

/* Every fault, by field. Participation is told in all its parts, or why the
 * child was not heard; an area has a finding, or why not. Errors: INVALID. */
const struct err *sheet_check(struct arena *mem, const struct sheet *s,
                              struct date today) MUST_CHECK;

/* Bytes to be sealed, and back. Errors: INTERNAL (not such bytes). */
struct str sheet_pack(struct arena *mem, const struct sheet *s);
const struct err *sheet_unpack(struct arena *mem, struct sheet *s) MUST_CHECK;

/* "9.30" and "09:30" → "09:30"; false: no time of day. */
bool sheet_time_parse(struct arena *mem, struct str s, struct str *out);

#endif
