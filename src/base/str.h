/* Text as a pointer and a length, passed by value; valid UTF-8 since the edge.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_STR_H
#define HELHET_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not NUL-terminated. {NULL, 0} is the empty text. */
struct str {
    const char *p;
    size_t n;
};

/* A literal: STR("abc"). */
#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: "%.*s", STR_FMT(s). */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_of(const char *cz); /* borrowed; NULL is empty */
struct str str_copy(struct arena *mem, struct str s);
const char *str_cz(struct arena *mem,
                   struct str s); /* only where libc insists */
bool str_eq(struct str a, struct str b);
bool str_eq_cz(struct str a, const char *b);
int str_cmp(struct str a, struct str b); /* by bytes */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, struct str part);
struct str str_trim(struct str s);                       /* ASCII white space */
struct str str_cut(struct str s, size_t from, size_t n); /* clamped */

/* Splits at the first `sep`: *head is what stands before, *rest what stands
 * after. False when `sep` is absent: *head = s, *rest empty. */
bool str_split(struct str s, char sep, struct str *head, struct str *rest);

/* Is it well-formed UTF-8 without NUL, surrogates and over-long forms? */
bool str_is_utf8(struct str s);
size_t str_chars(struct str s); /* code points */

/* Whole number in base 10, whole string, no sign for u64. False: not one. */
bool str_to_i64(struct str s, int64_t *out);

#endif
