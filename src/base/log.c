/* Log lines for operators: JSON to standard error, one write() each.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include "base/clock.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES 4096
/* Room kept for closing quotes, brace and newline. */
#define TAIL_BYTES 8

static _Atomic int lowest_level = LOG_INFO;

/* A line under construction; what does not fit is left out. It lives on the
 * stack, since logging must work when memory is short. */
struct line {
    char p[LINE_BYTES];
    size_t n;
};

/* All of `bytes`, or nothing. */
static bool
line_add(struct line *l, struct str s)
{
    if (s.n > LINE_BYTES - TAIL_BYTES - l->n)
        return false;
    memcpy(l->p + l->n, s.p, s.n);
    l->n += s.n;
    return true;
}

/* Bytes of text that may be shown as they stand: whole UTF-8 characters that
 * are neither control characters nor special in JSON. */
static size_t
plain_length(struct str s)
{
    unsigned char c = (unsigned char)s.p[0];

    if (c < 0x80)
        return c >= 0x20 && c != 0x7F && c != '"' && c != '\\';
    for (size_t n = 2; n <= 4 && n <= s.n; n++)
        if (str_is_utf8(str_cut(s, 0, n)))
            return n;
    return 0;
}

static void
line_text(struct line *l, struct str s)
{
    bool fits = true;

    fits = line_add(l, STR("\""));
    while (fits && s.n > 0) {
        size_t n = plain_length(s);

        if (n > 0) {
            fits = line_add(l, str_cut(s, 0, n));
        } else {
            char escape[8];

            n = 1;
            (void)snprintf(escape, sizeof escape, "\\u%04x",
                           (unsigned char)s.p[0] < 0x80 ? s.p[0] : 0xFFFD);
            fits = line_add(l, str_of(escape));
        }
        s = str_cut(s, n, s.n);
    }
    l->p[l->n++] = '"'; /* from the room kept for the tail */
}

/* ,"name":"value"; left out when there is no value. */
static void
line_field(struct line *l, const char *name, const char *value)
{
    struct str key = str_of(name);

    if (!value || key.n + 8 > LINE_BYTES - TAIL_BYTES - l->n)
        return;
    (void)line_add(l, STR(",\""));
    (void)line_add(l, key);
    (void)line_add(l, STR("\":"));
    line_text(l, str_of(value));
}

static const char *
level_word(enum log_level level)
{
    switch (level) {
    case LOG_DEBUG:
        return "debug";
    case LOG_INFO:
        return "info";
    case LOG_WARN:
        return "warn";
    case LOG_ERROR:
        return "error";
    }
    return "error";
}

static const char *
kind_word(enum err_kind kind)
{
    switch (kind) {
    case NOT_FOUND:
        return "not_found";
    case DENIED:
        return "denied";
    case INVALID:
        return "invalid";
    case CONFLICT:
        return "conflict";
    case UNAVAILABLE:
        return "unavailable";
    case UNCERTAIN:
        return "uncertain";
    case INTERNAL:
        return "internal";
    }
    return "internal";
}

/* {"time":"…" of now. The arena is a small one of its own: a line is rare
 * beside the work it tells of. */
static void
line_start(struct line *l, enum log_level level, const char *event)
{
    struct arena *mem = arena_new(256);

    l->n = 0;
    (void)line_add(l, STR("{\"time\":\""));
    (void)line_add(l, instant_format(mem, clock_now()));
    (void)line_add(l, STR("\""));
    line_field(l, "level", level_word(level));
    line_field(l, "event", event);
    arena_free(mem);
}

/* One write, so that lines of several threads and processes do not mix. A log
 * that cannot be written has nobody to be reported to. */
static void
line_end(struct line *l)
{
    ssize_t done;

    l->p[l->n++] = '}';
    l->p[l->n++] = '\n';
    do
        done = write(STDERR_FILENO, l->p, l->n);
    while (done < 0 && errno == EINTR);
}

void
log_level_set(enum log_level lowest)
{
    atomic_store(&lowest_level, (int)lowest);
}

static bool
is_wanted(enum log_level level)
{
    return (int)level >= atomic_load(&lowest_level);
}

void
log_event(enum log_level level, const char *event, const char *detail)
{
    struct line l;

    if (!is_wanted(level))
        return;
    line_start(&l, level, event);
    line_field(&l, "detail", detail);
    line_end(&l);
}

/* What the user did or may not know is not a fault of the operation. */
static enum log_level
kind_level(enum err_kind kind)
{
    switch (kind) {
    case NOT_FOUND:
    case DENIED:
    case INVALID:
    case CONFLICT:
        return LOG_INFO;
    case UNAVAILABLE:
    case UNCERTAIN:
        return LOG_WARN;
    case INTERNAL:
        return LOG_ERROR;
    }
    return LOG_ERROR;
}

void
log_err(const char *event, const struct err *e)
{
    struct line l;
    enum log_level level = kind_level(e->kind);

    if (!is_wanted(level))
        return;
    line_start(&l, level, event);
    line_field(&l, "kind", kind_word(e->kind));
    line_field(&l, "where", e->where);
    line_field(&l, "field", e->field);
    line_field(&l, "detail", e->detail);
    line_end(&l);
}
