/* For the audit's own files: starting and proving the index of its lists.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_AUDIT_LIST_H
#define HELHET_ACCESS_AUDIT_LIST_H

#include "access/audit.h"

/* With a chain's first row. */
const struct err *audit_list_start(struct db_tx *tx, int64_t chain) MUST_CHECK;
/* The case id number `i` of `cases`. */
int64_t audit_list_id(struct str cases, size_t i);

/* The proof: read what audit_case holds, be told every row of the audit, and
 * compare. What stands after a mark is not judged. */
struct audit_list_proof;
const struct err *
audit_list_proof_new(struct db_tx *tx,
                     struct audit_list_proof **out) MUST_CHECK;
/* False: the row's chain has no mark, so that its lists would stay unseen. */
bool audit_list_said(struct audit_list_proof *p, const struct audit_row *row);
/* False: *out_chain's lists are not what the audit says. */
bool audit_list_proved(const struct audit_list_proof *p, int64_t *out_chain);

#endif
