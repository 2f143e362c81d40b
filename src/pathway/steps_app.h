/* Steps of pathways for folders that do not know pathways.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_STEPS_APP_H
#define HELHET_PATHWAY_STEPS_APP_H

#include "casefile/said_app.h"

/* said_app.c; registered by main. */
extern const struct case_steps pathway_steps;

#endif
