/* The version of this binary.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_VERSION_H
#define HELHET_CLI_VERSION_H

#define HELHET_VERSION "0.1.0"

#endif
