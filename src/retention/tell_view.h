/* What has reached its day, for the operator: text and JSON.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_TELL_VIEW_H
#define HELHET_RETENTION_TELL_VIEW_H

#include "retention/app.h"
#include "text/text.h"

/* The words of the reasons that hold a case, as messages; *n of them. */
#define HOLDS_MAX 7
void hold_messages(uint32_t holds, int out[HOLDS_MAX], size_t *n);

/* A line for each case: number, closed, kept until (not told where it counts
 * from a birth), rule, how far. */
void ripe_text(struct arena *mem, struct buf *b, enum lang l,
               const struct ripe_list *list);
/* {"rules":…,"closed":…,"removed":…,"cases":[…]} */
void ripe_json(struct arena *mem, struct buf *b, const struct ripe_list *list,
               int64_t removed);

#endif
