/* Agreements in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_STORE_H
#define HELHET_AGREEMENT_STORE_H

#include "agreement/agreement.h"
#include "body/body.h"
#include "db/db.h"
#include "registry/unit.h"

extern const struct db_set agreement_sql;
extern const struct db_set agreement_fact_sql;

/* Errors: NOT_FOUND. */
const struct err *agreement_store_get(struct db_tx *tx, agreement_id id,
                                      struct agreement *out) MUST_CHECK;
const struct err *agreement_store_find(struct db_tx *tx, struct str code,
                                       struct agreement *out,
                                       bool *found) MUST_CHECK;
/* All, by kind, then title. */
const struct err *agreement_store_list(struct db_tx *tx,
                                       struct agreement_list *out) MUST_CHECK;
/* Those that a unit may know of: it is a party, lies below or above one, or is
 * invited. Drafts that were never signed: parties only. */
const struct err *
agreement_store_list_near(struct db_tx *tx, unit_id unit,
                          struct agreement_list *out) MUST_CHECK;
/* How a unit stands to an agreement. */
struct agreement_tie {
    bool party;
    bool near; /* below or above a party */
    bool invited;
    bool was_signed; /* some version was ever signed */
    bool begun;      /* it began the agreement, which is not signed yet */
};
const struct err *agreement_store_tie(struct db_tx *tx, agreement_id id,
                                      unit_id unit,
                                      struct agreement_tie *out) MUST_CHECK;
/* a->id is made when 0. Errors: CONFLICT: the code is taken. */
const struct err *agreement_store_insert(struct db_tx *tx, struct agreement *a,
                                         struct instant now) MUST_CHECK;
const struct err *agreement_store_add_party(struct db_tx *tx, agreement_id id,
                                            unit_id unit,
                                            int32_t position) MUST_CHECK;
/* Of one agreement, in their order; id 0: of all. */
const struct err *agreement_store_parties(struct db_tx *tx, agreement_id id,
                                          struct party_list *out) MUST_CHECK;

/* Newest first; agreement 0: of all. */
const struct err *version_store_list(struct db_tx *tx, agreement_id id,
                                     struct version_list *out) MUST_CHECK;
/* v->id is made when 0. */
const struct err *version_store_insert(struct db_tx *tx, struct version *v,
                                       struct instant now) MUST_CHECK;
/* State, days, hash and note; v->version as seen. Errors: CONFLICT. */
const struct err *version_store_update(struct db_tx *tx,
                                       const struct version *v) MUST_CHECK;

const struct err *section_store_list(struct db_tx *tx, version_id id,
                                     struct section_list *out) MUST_CHECK;
const struct err *section_store_insert(struct db_tx *tx, version_id id,
                                       int32_t position,
                                       struct section *s) MUST_CHECK;

/* With their units. */
const struct err *clause_store_list(struct db_tx *tx, version_id id,
                                    struct clause_list *out) MUST_CHECK;
const struct err *clause_store_insert(struct db_tx *tx, version_id id,
                                      int32_t position,
                                      struct clause *c) MUST_CHECK;

/* --- facts --- */

/* All that is known of an agreement and may count for a version's clauses. */
const struct err *agreement_store_facts(struct db_tx *tx, agreement_id id,
                                        version_id version,
                                        struct fact_list *out) MUST_CHECK;

/* The parties and all units below them on a day, by name; only id and name are
 * read. */
const struct err *agreement_store_units(struct db_tx *tx, agreement_id id,
                                        struct date on,
                                        struct unit_list *out) MUST_CHECK;

/* The bodies that are the agreement's: those with the same parties. */
struct agreement_bodies {
    const body_id *row;
    size_t n;
};
const struct err *
agreement_store_bodies(struct db_tx *tx, agreement_id id,
                       struct agreement_bodies *out) MUST_CHECK;

/* A fact entered by hand. */
struct evidence {
    int64_t id;
    agreement_id agreement;
    struct str ref;
    struct agreement_fact fact; /* object and clause are not kept */
    struct str document;
    account_id account;
    const int64_t *invited; /* units, of a meeting */
    size_t invited_n;
};
const struct err *evidence_store_insert(struct db_tx *tx, struct evidence *e,
                                        struct instant now) MUST_CHECK;
/* Taken back from a day on. Errors: NOT_FOUND. */
const struct err *evidence_store_withdraw(struct db_tx *tx, agreement_id id,
                                          int64_t evidence,
                                          struct date gone) MUST_CHECK;

/* --- readings --- */
const struct err *reading_store_insert(struct db_tx *tx, version_id id,
                                       function_id function, account_id account,
                                       struct date on,
                                       struct instant now) MUST_CHECK;

#endif
