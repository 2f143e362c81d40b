/* What coverage is judged by, gathered from the store. No child is in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_STORE_H
#define HELHET_COVERAGE_STORE_H

#include "coverage/coverage.h"
#include "db/db.h"

extern const struct db_set coverage_sql;

/* All institutions and outpatient clinics, by name in Norwegian order, with
 * all that was ever true of them. */
const struct err *coverage_store_facts(struct db_tx *tx,
                                       struct coverage_facts *out) MUST_CHECK;

#endif
