/* What lies unread with a function that ends, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_LEAVER_STORE_H
#define HELHET_CASEFILE_LEAVER_STORE_H

#include "casefile/store.h"

extern const struct db_set leaver_sql;
/* Every message in a case or between units that `gone` has neither read nor
 * answered is delivered now to `to` as well, where that is of the same unit:
 * no other unit may be let into a conversation. The old receipts stay as they
 * are, and the daily watch has nothing more to do with them. */
const struct err *leaver_store_hand_letters(struct db_tx *tx, function_id gone,
                                            const struct function_row *to,
                                            struct instant now) MUST_CHECK;

#endif
