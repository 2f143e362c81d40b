/* Search in names: small letters, and patterns for LIKE.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_SEARCH_H
#define HELHET_REGISTRY_SEARCH_H

#include "base/buf.h"

/* Small letters of the Latin scripts used in names here: ASCII, Latin-1 and
 * Latin Extended-A (æ ø å, Sámi č đ ŋ š ŧ ž). Other bytes stay. */
struct str search_fold(struct arena *mem, struct str s);

/* "%folded text%" for LIKE … ESCAPE '!'; the text's own %, _ and ! escaped. */
struct str search_pattern(struct arena *mem, struct str text);

/* Does the folded `text` stand in `s`? Empty text stands in all. */
bool search_has(struct arena *mem, struct str s, struct str text);

#endif
