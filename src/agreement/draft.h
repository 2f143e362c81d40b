/* An agreement's text on its way to signature (R201, R202): pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_DRAFT_H
#define HELHET_AGREEMENT_DRAFT_H

#include "agreement/agreement.h"
#include "agreement/shipped.h"

enum {
    DRAFT_SECTIONS_MAX = 80,
    DRAFT_PARTIES_MAX = 4,
    DRAFT_HEADING_MAX = 200,  /* characters */
    DRAFT_BODY_MAX = 20000,   /* characters */
    DRAFT_REASON_MAX = 500,   /* characters */
    DRAFT_COMMENT_MAX = 2000, /* characters */
    DRAFT_NOTICE_MAX = 36     /* months */
};

/* A section of a draft, in its place. */
struct draft_section {
    struct section s;
    int32_t level; /* 1 or 2 */
    int32_t position;
    bool removed;
};
struct draft_section_list {
    struct draft_section *row;
    size_t n;
};

/* Numbers the sections that stand, in their order: 1, 2, 2.1, 2.2, 3. A second
 * level without a first above it is a first. */
void draft_number(struct arena *mem, struct draft_section_list *list);

/* How a point is said to be met: by a section, or waived with a reason. */
struct point_cover {
    int32_t no;
    int64_t section; /* 0: waived */
    struct str reason;
};
struct point_cover_list {
    struct point_cover *row;
    size_t n;
};
enum point_state { POINT_LACKING, POINT_COVERED, POINT_WAIVED };
struct draft_point {
    struct point point;
    enum point_state state;
    int64_t section;         /* that covers it, or should */
    struct str section_name; /* "3 Ansvar" */
    struct str reason;
};
struct draft_point_list {
    struct draft_point *row;
    size_t n;
    size_t lacking;
};
/* A point is covered by a section that stands and has a text. Source: R202. */
void draft_points(struct arena *mem, const struct point_list *points,
                  const struct point_cover_list *covers,
                  const struct draft_section_list *sections,
                  struct draft_point_list *out);

/* All that is signed, in one order: title, kind, parties, days, notice,
 * sections, obligations. Each value stands with its length before it, so that
 * no two agreements have one text. Source: ADR 0022. */
struct str draft_canonical(struct arena *mem, const struct agreement *a,
                           const struct party_list *parties,
                           const struct version *v,
                           const struct section_list *sections,
                           const struct clause_list *clauses);
/* SHA-256 of that, 64 hex digits. */
struct str draft_hash(struct arena *mem, struct str canonical);

/* The last day of an agreement when notice is given on `given`: the same day of
 * the month, the months later (the month's last day where it has no such day),
 * that day included. Own choice where the agreement does not say from when
 * notice counts. */
struct date notice_last_day(struct date given, int32_t months);

/* Is it sent, so that its text waits for what the parties say? */
bool version_is_frozen(const struct version *v);
/* Is it on its way to signature, or may it still change? */
bool version_is_open(const struct version *v);
/* Was it ever signed? Neither is written nor was given up. */
bool version_was_signed(const struct version *v);
/* The version that is being written, or NULL; at most one is. */
const struct version *version_being_written(const struct version_list *all);
/* A version by its number, or NULL. */
const struct version *version_numbered(const struct version_list *all,
                                       int64_t number);

#endif
