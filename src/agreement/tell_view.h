/* Verdicts in words: for pages and for the command line.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_TELL_VIEW_H
#define HELHET_AGREEMENT_TELL_VIEW_H

#include "agreement/app.h"
#include "text/text.h"

/* What is missing, in words: "1 møte gjenstår i 2026". */
struct str lack_text(struct arena *mem, enum lang l, const struct clause *c,
                     const struct lack *lack);
/* A piece of evidence: its label and day. */
struct str fact_text(struct arena *mem, enum lang l,
                     const struct agreement_fact *f);

/* Everything that was judged, as text for people and as JSON. */
void looks_text(struct buf *b, enum lang l, const struct look_list *list);
void looks_json(struct arena *mem, struct buf *b, enum lang l,
                const struct look_list *list);

#endif
