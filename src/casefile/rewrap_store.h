/* The keys of cases, for wrapping them anew (R603).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_REWRAP_STORE_H
#define HELHET_CASEFILE_REWRAP_STORE_H

#include "access/key_store.h"

extern const struct key_table case_keys;
extern const struct db_set case_rewrap_sql;

#endif
