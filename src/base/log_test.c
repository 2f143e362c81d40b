/* Tests of the log: what stands on the line, and that it is one line of JSON.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include "base/clock.h"
#include "base/test.h"

#include <unistd.h>

static int saved_stderr;
static int reader;

static void
capture_start(void)
{
    int ends[2];

    (void)fflush(stderr);
    saved_stderr = dup(STDERR_FILENO);
    CHECK_EQ(pipe(ends), 0);
    CHECK(dup2(ends[1], STDERR_FILENO) >= 0);
    CHECK_EQ(close(ends[1]), 0);
    reader = ends[0];
    clock_fix((struct instant){INT64_C(1795256130123456)});
}

/* What was written since capture_start. */
static struct str
capture_end(struct arena *mem)
{
    char *p = arena_alloc(mem, 65536);
    size_t n = 0;
    ssize_t got;

    CHECK(dup2(saved_stderr, STDERR_FILENO) >= 0);
    CHECK_EQ(close(saved_stderr), 0);
    while (n < 65536 && (got = read(reader, p + n, 65536 - n)) > 0)
        n += (size_t)got;
    CHECK_EQ(close(reader), 0);
    return (struct str){p, n};
}

#define TIME "{\"time\":\"2026-11-21T10:15:30.123456Z\",\"level\":"

TEST(one_event_one_line)
{
    capture_start();
    log_event(LOG_INFO, "STARTED", "port 8080");
    log_event(LOG_WARN, "SLOW", NULL);
    CHECK_STR(capture_end(mem), TIME
              "\"info\",\"event\":\"STARTED\",\"detail\":\"port 8080\"}\n" TIME
              "\"warn\",\"event\":\"SLOW\"}\n");
}

TEST(lowest_level_holds)
{
    capture_start();
    log_event(LOG_DEBUG, "A", NULL);
    log_level_set(LOG_ERROR);
    log_event(LOG_WARN, "B", NULL);
    log_err("C", ERR(mem, CONFLICT));
    log_level_set(LOG_DEBUG);
    log_event(LOG_DEBUG, "D", NULL);
    log_level_set(LOG_INFO);
    CHECK_STR(capture_end(mem), TIME "\"debug\",\"event\":\"D\"}\n");
}

TEST(errors_without_their_arguments)
{
    struct err e = {.kind = INTERNAL,
                    .where = "x.c:1",
                    .field = "name",
                    .detail = "disk full",
                    .arg = {msg_str(STR("Kari"))}};

    capture_start();
    log_err("FAILED", &e);
    CHECK_STR(capture_end(mem),
              TIME "\"error\",\"event\":\"FAILED\",\"kind\":\"internal\","
                   "\"where\":\"x.c:1\",\"field\":\"name\","
                   "\"detail\":\"disk full\"}\n");
}

TEST(every_kind_has_a_word_and_a_level)
{
    static const char *const want[] = {
        "\"info\",\"event\":\"E\",\"kind\":\"not_found\"",
        "\"info\",\"event\":\"E\",\"kind\":\"denied\"",
        "\"info\",\"event\":\"E\",\"kind\":\"invalid\"",
        "\"info\",\"event\":\"E\",\"kind\":\"conflict\"",
        "\"warn\",\"event\":\"E\",\"kind\":\"unavailable\"",
        "\"warn\",\"event\":\"E\",\"kind\":\"uncertain\"",
        "\"error\",\"event\":\"E\",\"kind\":\"internal\"",
    };

    for (int kind = NOT_FOUND; kind <= INTERNAL; kind++) {
        struct err e = {.kind = (enum err_kind)kind};

        capture_start();
        log_err("E", &e);
        CHECK(str_has(capture_end(mem), str_of(want[kind - NOT_FOUND])));
    }
}

TEST(odd_bytes_are_escaped)
{
    capture_start();
    log_event(LOG_INFO, "ODD", "a\"b\\c\nd\x01 \xC3\xA6 \xFF \x7F \xE2\x82");
    CHECK_STR(capture_end(mem),
              TIME "\"info\",\"event\":\"ODD\",\"detail\":\"a\\u0022b\\u005cc"
                   "\\u000ad\\u0001 \xC3\xA6 \\ufffd \\u007f \\ufffd\\ufffd\"}"
                   "\n");
}

TEST(long_text_is_cut_and_still_closed)
{
    for (size_t n = 3900; n < 4200; n++) {
        char *text = arena_alloc(mem, n + 1);
        struct err e = {.kind = INTERNAL, .where = text, .detail = "after"};
        struct str line;

        memset(text, n % 2 == 0 ? 'x' : '\n', n);
        capture_start();
        log_err("LONG", &e);
        line = capture_end(mem);
        CHECK(line.n <= 4096);
        CHECK(str_ends(line, STR("\"}\n")));
        CHECK(str_starts(line, STR(TIME)));
    }
}
