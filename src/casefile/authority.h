/* Authorisations (tilganger): functions that the leader confirms each year, or
 * ends. SPDX-License-Identifier: EUPL-1.2
 *
 * An own rule of Helhet, never shown as law. */
#ifndef HELHET_CASEFILE_AUTHORITY_H
#define HELHET_CASEFILE_AUTHORITY_H

#include "access/call.h"
#include "registry/registry.h"

/* So many days after its day the next level's leader sees it as well. */
enum { AUTHORITY_STEP_DAYS = 14, AUTHORITY_MAX = 500 };

extern const struct db_set authority_sql;

struct authority {
    function_id id;
    account_id account;
    unit_id unit;
    enum function_kind kind;
    struct date from;
    struct date to;        /* DATE_NONE: no end set */
    struct date confirmed; /* DATE_NONE: never */
    struct instant last_login;
    struct str name;
    struct str unit_name;
};
struct authority_list {
    struct authority *row;
    size_t n;
};
/* How it stands at one unit, for the administrator. */
struct authority_count {
    struct str unit_name;
    int64_t functions;
    int64_t late;
    int64_t endless; /* without a last day */
};
struct authority_counts {
    struct authority_count *row; /* most late first, at most 200 */
    size_t n;
};

/* --- rules: pure --- */

/* The last day on which it is to be confirmed: a year after the last time, or
 * after it began. Source: R801. */
struct date authority_due(const struct authority *a);
bool authority_is_late(const struct authority *a, struct date today);

/* --- store --- */
/* Today's functions of the unit, and those elsewhere that its leader is to look
 * through; longest unconfirmed first. */
const struct err *authority_store_list(struct db_tx *tx, unit_id unit,
                                       struct date today,
                                       struct authority_list *out) MUST_CHECK;
/* Of all units, those last confirmed before `before`. */
const struct err *authority_store_late(struct db_tx *tx, struct date before,
                                       struct date today,
                                       struct authority_list *out) MUST_CHECK;
const struct err *
authority_store_counts(struct db_tx *tx, struct date before, struct date today,
                       struct authority_counts *out) MUST_CHECK;
const struct err *authority_store_confirm(struct db_tx *tx, function_id f,
                                          account_id by, struct date on,
                                          struct instant now) MUST_CHECK;
/* *out_new: it did not stand there before. */
const struct err *authority_store_put_due(struct db_tx *tx, function_id f,
                                          unit_id unit, struct date since,
                                          bool *out_new) MUST_CHECK;
/* It waits with nobody any more. */
const struct err *authority_store_settle(struct db_tx *tx,
                                         function_id f) MUST_CHECK;
const struct err *authority_store_waits(struct db_tx *tx, unit_id unit,
                                        struct date today,
                                        int64_t *out) MUST_CHECK;

/* --- app --- */
/* The acting leader's, own function left out. */
const struct err *authority_app_view(struct call *c,
                                     struct authority_list *out) MUST_CHECK;
const struct err *authority_app_counts(struct call *c,
                                       struct authority_counts *out) MUST_CHECK;
/* Each of them or none. Errors: INVALID at "f" (none), NOT_FOUND. */
const struct err *authority_app_confirm(struct call *c, const function_id *id,
                                        size_t n) MUST_CHECK;
/* How many wait for the acting leader; others: 0. In an open call. */
const struct err *authority_waits_in(struct call *c, int64_t *out) MUST_CHECK;
/* May who acts answer for this function: at the own unit, or fallen to it? In
 * an open call. */
const struct err *authority_answers_in(struct call *c,
                                       const struct function_row *f,
                                       bool *out) MUST_CHECK;
/* The daily job: what is late is put into worklists, and told by mail once. */
const struct err *authority_job(struct call *c, int64_t object) MUST_CHECK;

#endif
