/* What bodies did, as facts that obligations are judged by. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_MEETING_FACTS_H
#define HELHET_AGREEMENT_MEETING_FACTS_H

#include "agreement/facts.h"
#include "base/grow.h"
#include "body/facts_store.h"

/* The name by which obligations call a kind of body: "RSBU". */
const char *body_kind_code(enum body_kind k);

/* Adds struct agreement_fact to `out`: what the bodies in `ids` planned,
 * called, held, evaluated and decided, each with the day it was known from. A
 * meeting counts as held when those were there whom its body needs: own choice,
 * the agreement does not say. A meeting that was planned and then approved is
 * two facts, one after the other, so that past days are judged as they were; so
 * is an action plan that was drafted and then endorsed by every party.
 * Source: R203; regional agreement, Helse Midt-Norge and Bufetat, 4-4.1 */
void meeting_facts_add(struct arena *mem, const struct body_facts *b,
                       const body_id *ids, size_t n, struct growing *out);

#endif
