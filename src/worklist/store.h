/* The worklist's and the search's questions to the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_STORE_H
#define HELHET_WORKLIST_STORE_H

#include "worklist/list.h"

extern const struct db_set worklist_sql;

/* At most so many offers are listed. */
enum { OFFERS_MAX = 50 };

const struct err *worklist_store_duties(struct db_tx *tx,
                                        const struct viewer *v,
                                        enum duty_filter filter, int64_t skip,
                                        int64_t max,
                                        struct duty_list *out) MUST_CHECK;
/* How many duties of the unit, or told to the leader. */
const struct err *worklist_store_count(struct db_tx *tx, const struct viewer *v,
                                       enum duty_filter filter,
                                       int64_t *out) MUST_CHECK;
/* The viewer's own: over, week and all. */
const struct err *worklist_store_count_mine(struct db_tx *tx,
                                            const struct viewer *v,
                                            struct date today,
                                            struct duty_counts *out) MUST_CHECK;
const struct err *worklist_store_count_asked(struct db_tx *tx,
                                             const struct viewer *v,
                                             struct date today,
                                             int64_t *out) MUST_CHECK;
const struct err *worklist_store_asked(struct db_tx *tx, const struct viewer *v,
                                       struct date today,
                                       struct offer_list *out) MUST_CHECK;
const struct err *worklist_store_sent(struct db_tx *tx, const struct viewer *v,
                                      struct instant since,
                                      struct offer_list *out) MUST_CHECK;
/* Open cases that the viewer may know of, for matching in memory: at most
 * `max`, after the case `after`. */
const struct err *worklist_store_children(struct db_tx *tx,
                                          const struct viewer *v, case_id after,
                                          int64_t max,
                                          struct found_list *out) MUST_CHECK;
/* The children whose pages the viewer opened last, latest first, as far as the
 * acting unit may still know of them. */
const struct err *worklist_store_recent(struct db_tx *tx,
                                        const struct viewer *v, int64_t max,
                                        struct found_list *out) MUST_CHECK;

#endif
