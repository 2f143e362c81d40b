/* The files that ship inside the binary: migrations, reference data, assets.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

/* One file. Names are paths from the root of the source tree with the first
 * folder kept: "sql/0001_registry.sql", "data/units.csv", "assets/app.css". */
struct embedded {
    const char *name;
    const unsigned char *p; /* n bytes, then one NUL that n does not count */
    size_t n;
    const char *hash; /* 16 hex digits of the content's SHA-256, for URLs */
    const char *mime; /* as in Content-Type, with charset for text */
};

/* The file with exactly this name, or NULL. Lives as long as the process. */
const struct embedded *embed_find(const char *name);

/* File number i, 0 <= i < embed_count(), in strcmp order of the names; NULL
 * beyond. Files of one folder therefore lie side by side. */
const struct embedded *embed_at(size_t i);
size_t embed_count(void);

/* The generated table that the functions above read. */
extern const struct embedded embed_table[];
extern const size_t embed_table_count;

#endif
