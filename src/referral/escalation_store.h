/* Escalations in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_ESCALATION_STORE_H
#define HELHET_REFERRAL_ESCALATION_STORE_H

#include "casefile/store.h"
#include "referral/escalation.h"

extern const struct db_set escalation_sql;

struct escalation_level {
    int64_t level;
    int64_t days; /* working days; 0: no term is set */
    struct str people;
    struct str source;
};
struct escalation_levels {
    struct escalation_level row[LEVEL_SYSTEM + 1]; /* by level; 0 unused */
};
const struct err *
escalation_store_levels(struct db_tx *tx,
                        struct escalation_levels *out) MUST_CHECK;
const struct err *escalation_store_set_level(struct db_tx *tx,
                                             const struct escalation_level *l,
                                             function_id by,
                                             struct instant now) MUST_CHECK;

struct escalation_word {
    int64_t id;
    bool decision; /* else a side's view */
    int64_t level;
    unit_id unit;
    function_id function;
    struct str text; /* sealed until opened */
    struct date by_on;
    struct date at_on;
    struct str name;
    struct str unit_name;
};
struct escalation {
    int64_t id;
    case_id case_id;
    unit_id unit;
    function_id function;
    int64_t level;
    bool decided;
    struct str matter; /* sealed until opened, as all text */
    struct str wish;
    struct str clear; /* empty: not cleared */
    struct str clear_age;
    struct str clear_region;
    struct str clear_services;
    struct date raised_on;
    struct date due_on;
    int64_t version;
    struct str unit_name;
    const struct escalation_word *word;
    size_t word_n;
};
struct escalation_list {
    struct escalation *row;
    size_t n;
};
const struct err *
escalation_store_insert(struct db_tx *tx,
                        const struct escalation *e) MUST_CHECK;
/* Level, state, term and what is cleared. Errors: CONFLICT. */
const struct err *
escalation_store_update(struct db_tx *tx,
                        const struct escalation *e) MUST_CHECK;
const struct err *escalation_store_list(struct db_tx *tx,
                                        const struct viewer *v, case_id id,
                                        struct escalation_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *escalation_store_get(struct db_tx *tx, const struct viewer *v,
                                       int64_t id,
                                       struct escalation *out) MUST_CHECK;
const struct err *
escalation_store_add_word(struct db_tx *tx, int64_t escalation,
                          const struct escalation_word *w) MUST_CHECK;
/* Those shared with the viewer. */
const struct err *escalation_store_words(struct db_tx *tx,
                                         const struct viewer *v,
                                         struct escalation *e) MUST_CHECK;
/* What AU and the system meeting see: cleared, of no protected child, without
 * anything but level, bands and the cleared text. */
const struct err *
escalation_store_list_clear(struct db_tx *tx,
                            struct escalation_list *out) MUST_CHECK;
const struct err *escalation_store_get_clear(struct db_tx *tx, int64_t id,
                                             struct escalation *out) MUST_CHECK;

#endif
