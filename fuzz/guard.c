/* Fuzz target: any bytes as a request's head, cut up as the HTTP library cuts
 * it; what the guard lets pass can be read in one way only.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/guard.h"

#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes a line off *rest as the library does: CR LF or LF end it and become
 * NUL. False: no line end. */
static bool
take_line(char **rest, char *end, char **line)
{
    char *lf = memchr(*rest, '\n', (size_t)(end - *rest));

    if (!lf)
        return false;
    *line = *rest;
    *rest = lf + 1;
    if (lf > *line && lf[-1] == '\r')
        lf[-1] = '\0';
    *lf = '\0';
    return true;
}

/* "METHOD target version"; the library's strings end at the first NUL. */
static bool
request_line(char *line, struct guard_head *h, char **target)
{
    char *sp = strchr(line, ' ');
    char *last = strrchr(line, ' ');

    if (!sp || sp == last)
        return false;
    *sp = '\0';
    *last = '\0';
    *target = sp + 1;
    h->method = str_of(line);
    h->version = str_of(last + 1);
    h->target = str_of(*target);
    h->target_at = (size_t)(*target - line);
    return true;
}

static bool
header_line(char *line, struct guard_head *h, struct http_pair *out)
{
    char *colon = strchr(line, ':');
    char *value;

    if (!colon)
        return false;
    *colon = '\0';
    for (value = colon + 1; *value == ' ' || *value == '\t'; value++) {
    }
    if (h->n_header == GUARD_HEADERS_MAX) {
        h->too_many = true;
        return true;
    }
    out[h->n_header++] = (struct http_pair){str_of(line), str_of(value)};
    return true;
}

/* The library turns CR, LF and NUL at the end of a line into the same: what
 * remains unseen is a NUL in the place of a CR (ADR 0007). */
static void
mend(char *p, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (p[i] == '\n' && p[i - 1] == '\0')
            p[i - 1] = '\r';
    }
    for (size_t i = n < 4 ? 0 : n - 4; i < n; i++) {
        if (p[i] != '\0' && p[i] != '\r' && p[i] != '\n')
            return;
    }
    if (n >= 4)
        memcpy(p + n - 4, "\r\n\r\n", 4);
}

/* Read strictly by its own grammar, with nothing of the guard's: each line
 * ends in CR LF, holds no NUL or other control, begins with no space, and there
 * is one Host and at most one length. */
static bool
is_plain(struct str s)
{
    size_t hosts = 0;
    size_t lengths = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool starts = i > 0 && s.p[i - 1] == '\n';
        bool is_cr = c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n';
        bool is_lf = c == '\n' && i > 0 && s.p[i - 1] == '\r';

        if ((c < 0x20 && c != '\t' && !is_cr && !is_lf) || c == 0x7f ||
            (starts && (c == ' ' || c == '\t')))
            return false;
        if (starts) {
            hosts += strncasecmp(s.p + i, "host:", 5) == 0;
            lengths += strncasecmp(s.p + i, "content-length:", 15) == 0;
            lengths += strncasecmp(s.p + i, "transfer-encoding:", 18) == 0;
        }
    }
    return hosts == 1 && lengths <= 1;
}

/* A whole head, up to its empty line; else the library would wait, or refuse.
 */
static bool
cut_up(char *copy, size_t size, struct guard_head *h, struct http_pair *header,
       char **target)
{
    char *rest = copy;
    char *line;
    bool more = take_line(&rest, copy + size, &line) &&
                request_line(line, h, target) &&
                take_line(&rest, copy + size, &line);

    while (more && *line)
        more = header_line(line, h, header) &&
               take_line(&rest, copy + size, &line);
    h->raw = (struct str){copy, (size_t)(rest - copy)};
    return more;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)16 * 1024 * 1024);
    struct http_pair header[GUARD_HEADERS_MAX];
    struct guard_head h = {.header = header};
    struct guard_verdict verdict;
    char *copy = arena_alloc(mem, size + 16);
    char *plain = arena_alloc(mem, size + 16);
    char *target;

    memcpy(copy, data, size);
    memcpy(plain, data, size);
    if (cut_up(copy, size, &h, header, &target)) {
        h.target = str_copy(mem, h.target);
        for (char *q = target; *q; q++)
            *q = *q == '?' || *q == '&' || *q == '=' ? '\1' : *q;
        mend(plain, h.raw.n);
        guard_check(&h, 1000, &verdict);
        ASSERT(verdict.status == 0 || verdict.why);
        ASSERT(verdict.status != 0 || is_plain((struct str){plain, h.raw.n}));
    }
    arena_free(mem);
    return 0;
}
