/* The commands that stand in files of their own.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_COMMANDS_H
#define HELHET_CLI_COMMANDS_H

#include "cli/cli.h"

#endif
