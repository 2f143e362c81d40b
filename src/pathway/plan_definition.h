/* Pathways as FHIR PlanDefinition JSON: strict reader and writer.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * What FHIR R4 has no place for stands in extensions "urn:helhet:pathway:…":
 * outcomes, what is recorded, on which outcome a step follows, and what a term
 * is counted from. Steps are `action`, what comes before `relatedAction`
 * ("after-end", or on the earlier action "before-start"), the service and the
 * function `participant.role`, lengths `timingDuration`, the source
 * `documentation`. Conditions are kept as they came, and judged by people (no
 * CQL). */
#ifndef HELHET_PATHWAY_PLAN_DEFINITION_H
#define HELHET_PATHWAY_PLAN_DEFINITION_H

#include "pathway/definition.h"

enum { PLAN_BYTES_MAX = 400000, PLAN_TOKENS_MAX = 20000 };

/* Reads one definition; its shape is found too, its faults are not. Refused:
 * what is no PlanDefinition, modifierExtension, a relation to an action that is
 * not there, the same id twice, a text that is too long, a number that is no
 * whole positive one. An action with actions inside is a group and no step: its
 * service falls to steps that have none, its relations to its first steps, and
 * what follows it waits for its last ones. A name that is not there is the
 * resource's id, a version 1, a title the name. What is known to FHIR but means
 * nothing here is passed over. Errors: INVALID (line: nothing; arg: the
 * id of the action, or the element). Source: FHIR R4 PlanDefinition. */
const struct err *plan_definition_read(struct arena *mem, struct str json,
                                       struct path_def *out) MUST_CHECK;
/* Writes what plan_definition_read reads. */
struct str plan_definition_write(struct arena *mem, const struct path_def *d);

/* A value that was read, as compact JSON again: what is kept of another's plan
 * without being understood has at most so many values and keys. */
enum { PLAN_VALUE_TOKENS = 500 };
struct json_doc;
struct str plan_value_text(struct arena *mem, const struct json_doc *doc,
                           size_t token);

#endif
