/* A scenario script: given/as/get/post/press/expect, one step a line.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TESTS_SCRIPT_H
#define HELHET_TESTS_SCRIPT_H

#include "world.h"

/* Runs the steps of `text`; prints "ok NAME" or "FAIL NAME: why (line n)".
 * True: all steps held. The steps are described in tests/scenarios/README.md.
 */
bool script_run(struct world *world, struct str name, struct str text);

#endif
