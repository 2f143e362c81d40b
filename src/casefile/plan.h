/* The joint plan (samhandlingsplan) of a case, and the team's meetings.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A plan is what its items say in a version. Items are changed in a draft, the
 * version after the newest adopted one; adopting makes the draft a version that
 * never changes. How a measure goes is told beside, in every version. With
 * consent a plan may serve as an individual plan.
 * Source: R622, bvl. § 15-9, FOR-2022-06-22-1110 §§ 5 and 9. */
#ifndef HELHET_CASEFILE_PLAN_H
#define HELHET_CASEFILE_PLAN_H

#include "casefile/case.h"

enum plan_kind {
#define PLAN_KIND(id, word, one, many) PLAN_##id,
#include "casefile/plan_kind.def"
#undef PLAN_KIND
    PLAN_KIND_COUNT
};
const char *plan_kind_word(enum plan_kind k);
bool plan_kind_parse(struct str word, enum plan_kind *out);
int plan_kind_message(enum plan_kind k);
int plan_kind_heading(enum plan_kind k);

enum plan_state {
#define PLAN_STATE(id, word, msg) PLAN_STATE_##id,
#include "casefile/plan_state.def"
#undef PLAN_STATE
    PLAN_STATE_COUNT
};
const char *plan_state_word(enum plan_state s);
bool plan_state_parse(struct str word, enum plan_state *out);
int plan_state_message(enum plan_state s);

struct plan_item {
    int64_t row;
    int64_t item;
    int64_t version_from;
    int64_t version_to; /* 0: holds still */
    enum plan_kind kind;
    unit_id unit; /* who wrote it */
    struct str unit_name;
    struct str text; /* plain; sealed in the store */
    /* a measure's */
    function_id owner;
    account_id owner_account;
    struct str owner_name;
    unit_id owner_unit;
    struct str owner_unit_name;
    struct date starts_on;
    struct date due_on;
    enum plan_state state;
    int64_t note_id;
    struct str note;    /* of the newest state; plain */
    struct str said_by; /* who told of it by a one-time link; plain */
};
struct plan_items {
    struct plan_item *row;
    size_t n;
};
struct plan_version {
    int64_t version;
    struct date adopted_on;
    struct str adopted_by;
    struct date evaluate_on;
    function_id coordinator;
    struct str coordinator_name;
    bool is_individual;
    bool consented;
    enum consenter consent_by;
    struct str consent_source; /* plain; sealed in the store */
};
struct plan_versions {
    struct plan_version *row; /* newest first */
    size_t n;
};
struct team_meeting {
    int64_t id;
    unit_id unit;
    struct str unit_name;
    struct date held_on;
    struct str present;
    struct str child;
    struct str minutes;
};
struct team_meetings {
    struct team_meeting *row; /* newest first */
    size_t n;
};

/* --- rules, pure --- */

/* Does the item stand in a version? */
bool plan_holds(const struct plan_item *i, int64_t version);
/* May it be put down? A measure names who does it and a day. Errors: INVALID.
 */
const struct err *plan_check(struct arena *mem, const struct plan_item *i,
                             struct date today) MUST_CHECK;
/* What an individual plan must contain and this version lacks: bits of
 * plan_content. Source: FOR-2022-06-22-1110 § 9. */
enum plan_content {
    CONTENT_GOALS = 1,
    CONTENT_NEEDS = 2,
    CONTENT_MEASURES = 4,
    CONTENT_COORDINATOR = 8,
    CONTENT_CONTRIBUTIONS = 16,
    CONTENT_EVALUATION = 32,
    CONTENT_CONSENT = 64,
    CONTENT_COOPERATION = 128
};
enum { PLAN_CONTENTS = 8 };
unsigned plan_lacks(const struct plan_items *items, int64_t version,
                    const struct plan_version *v);
int plan_content_message(int bit); /* 0.. PLAN_CONTENTS - 1 */
/* One item in two versions. */
enum plan_change { PLAN_SAME, PLAN_ADDED, PLAN_REMOVED, PLAN_CHANGED };
struct plan_difference {
    enum plan_change change;
    const struct plan_item *before; /* NULL: added */
    const struct plan_item *after;  /* NULL: removed */
};
/* By kind, then in the order they were made; *n counts them. */
struct plan_difference *plan_compare(struct arena *mem,
                                     const struct plan_items *items,
                                     int64_t from, int64_t to, size_t *n);

#endif
