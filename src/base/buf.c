/* Growing text in an arena: doubles when full.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/buf.h"

#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define BUF_FIRST_BYTES 64

void
buf_init(struct buf *b, struct arena *mem)
{
    *b = (struct buf){.mem = mem};
}

/* Room for n more bytes. */
static void
reserve(struct buf *b, size_t n)
{
    size_t cap = b->cap > 0 ? b->cap : BUF_FIRST_BYTES;
    char *p;

    if (n <= b->cap - b->n)
        return;
    while (cap - b->n < n)
        cap = cap <= SIZE_MAX / 2 ? cap * 2 : SIZE_MAX;
    p = arena_alloc(b->mem, cap);
    if (b->n > 0)
        memcpy(p, b->p, b->n);
    b->p = p;
    b->cap = cap;
}

void
buf_bytes(struct buf *b, const void *p, size_t n)
{
    if (n == 0)
        return;
    reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
    buf_bytes(b, s.p, s.n);
}

void
buf_cz(struct buf *b, const char *cz)
{
    buf_str(b, str_of(cz));
}

void
buf_char(struct buf *b, char c)
{
    reserve(b, 1);
    b->p[b->n++] = c;
}

void
buf_i64(struct buf *b, int64_t v)
{
    char text[20]; /* filled from its end: a sign and 19 digits */
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    size_t at = sizeof text;

    do
        text[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (v < 0)
        text[--at] = '-';
    buf_bytes(b, text + at, sizeof text - at);
}

static void PRINTF_LIKE(2, 0)
    buf_vfmt(struct buf *b, const char *fmt, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    ASSERT(n >= 0);
    reserve(b, (size_t)n + 1);
    (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    b->n += (size_t)n;
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    buf_vfmt(b, fmt, args);
    va_end(args);
}

struct str
buf_done(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

struct str
str_fmt(struct arena *mem, const char *fmt, ...)
{
    struct buf b;
    va_list args;

    buf_init(&b, mem);
    va_start(args, fmt);
    buf_vfmt(&b, fmt, args);
    va_end(args);
    return buf_done(&b);
}
