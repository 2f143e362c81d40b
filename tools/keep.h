/* Writing generated files: one that would not change is left alone.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TOOLS_KEEP_H
#define HELHET_TOOLS_KEEP_H

#include <stdbool.h>
#include <stddef.h>

/* Makes the file hold these bytes; its time stays when it did already, so
 * that nothing is compiled anew. False: it could not be written. */
bool keep_file(const char *path, const char *text, size_t n);

#endif
