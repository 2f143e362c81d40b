/* Growing text in an arena: the one way to build strings.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_BUF_H
#define HELHET_BASE_BUF_H

#include "base/attr.h"
#include "base/str.h"

struct buf {
    struct arena *mem;
    char *p;
    size_t n;   /* bytes used */
    size_t cap; /* bytes owned */
};

void buf_init(struct buf *b, struct arena *mem);
void buf_str(struct buf *b, struct str s);
void buf_cz(struct buf *b, const char *cz);
void buf_char(struct buf *b, char c);
void buf_bytes(struct buf *b, const void *p, size_t n);
void buf_i64(struct buf *b, int64_t v);
void buf_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* What was built so far; lives as long as the arena. */
struct str buf_done(const struct buf *b);

/* printf into an arena. */
struct str str_fmt(struct arena *mem, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
