/* Runs one scenario script, step by step.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "script.h"

#include "base/clock.h"
#include "fresh.h"
#include "page_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS_MAX = 80, VARS_MAX = 40 };

struct variable {
    struct str name;
    struct str value;
};
struct script {
    struct world *world;
    struct str word[WORDS_MAX];
    size_t n;
    struct variable var[VARS_MAX];
    size_t vars;
    struct str why; /* what did not hold */
};

typedef bool (*step_fn)(struct script *s);

static bool
no(struct script *s, const char *what, struct str detail)
{
    s->why = str_fmt(s->world->mem, "%s: %.*s", what, STR_FMT(detail));
    return false;
}

/* --- words --- */

/* $name in a word becomes the kept value. */
static struct str
expand(struct script *s, struct str word)
{
    struct buf b;

    buf_init(&b, s->world->mem);
    for (size_t i = 0; i < word.n; i++) {
        bool known = false;

        for (size_t v = 0; word.p[i] == '$' && v < s->vars; v++) {
            struct str rest = str_cut(word, i + 1, word.n);

            if (!str_starts(rest, s->var[v].name))
                continue;
            buf_str(&b, s->var[v].value);
            i += s->var[v].name.n;
            known = true;
            break;
        }
        if (!known)
            buf_char(&b, word.p[i]);
    }
    return buf_done(&b);
}

/* A word ends at a blank outside quotes; quotes go, "\n" is a new line. */
static struct str
next_word(struct script *s, struct str *line)
{
    struct buf b;
    bool quoted = false;
    size_t i = 0;

    buf_init(&b, s->world->mem);
    for (; i < line->n && (quoted || line->p[i] != ' '); i++) {
        if (line->p[i] == '"')
            quoted = !quoted;
        else if (line->p[i] == '\\' && i + 1 < line->n && line->p[i + 1] == 'n')
            buf_char(&b, '\n'), i++;
        else
            buf_char(&b, line->p[i]);
    }
    *line = str_trim(str_cut(*line, i, line->n));
    return expand(s, buf_done(&b));
}

static void
split_words(struct script *s, struct str line)
{
    s->n = 0;
    line = str_trim(line);
    while (line.n > 0 && s->n < WORDS_MAX)
        s->word[s->n++] = next_word(s, &line);
}

static struct str
word(const struct script *s, size_t i)
{
    return i < s->n ? s->word[i] : STR_NONE;
}

/* name=value words from `from` on; "name=<path" is what the file says. */
static size_t
fills(struct script *s, size_t from, struct form_fill *fill)
{
    size_t n = 0;

    for (size_t i = from; i < s->n && n < WORDS_MAX; i++) {
        struct str value;

        if (!str_split(s->word[i], '=', &fill[n].name, &value))
            continue;
        if (str_starts(value, STR("<")))
            value = fresh_read(
                s->world->mem,
                str_cz(s->world->mem, str_cut(value, 1, value.n)));
        fill[n++].value = value;
    }
    return n;
}

/* --- steps --- */

static bool
step_as(struct script *s)
{
    return world_as(s->world, word(s, 1)) || no(s, "cannot log in", word(s, 1));
}

static bool
step_get(struct script *s)
{
    world_get(s->world, word(s, 1));
    return true;
}

static bool
step_post(struct script *s)
{
    struct form_fill fill[WORDS_MAX];
    size_t n = fills(s, 2, fill);
    struct str body;

    if (!page_fill_form(s->world->mem, s->world->body, word(s, 1), fill, n,
                        &body))
        return no(s, "the page has no form that posts to", word(s, 1));
    world_post(s->world, word(s, 1), body);
    return true;
}

static bool
step_press(struct script *s)
{
    struct form_fill fill[WORDS_MAX];
    size_t n = fills(s, 2, fill);
    struct str action = STR_NONE;
    struct str body;

    if (!page_press(s->world->mem, s->world->body, word(s, 1), fill, n, &action,
                    &body))
        return no(s, "the page has no button", word(s, 1));
    world_post(s->world, action.n > 0 ? action : s->world->path, body);
    return true;
}

/* A post without any page before it: what an attacker or a script sends. */
static bool
step_send(struct script *s)
{
    world_post(s->world, word(s, 1), word(s, 2));
    return true;
}

static bool
step_follow(struct script *s)
{
    return world_follow(s->world) ||
           no(s, "no Location to follow, status",
              str_fmt(s->world->mem, "%d", s->world->status));
}

static bool
step_click(struct script *s)
{
    struct str href;

    if (!page_link(s->world->mem, s->world->body, word(s, 1), &href))
        return no(s, "the page has no link", word(s, 1));
    world_get(s->world, href);
    return true;
}

static bool
expect_text(struct script *s, struct str wanted, bool there)
{
    bool has = str_has(page_text(s->world->mem, s->world->body), wanted);

    if (has == there)
        return true;
    return no(s, there ? "not on the page" : "on the page", wanted);
}

static bool
expect_status(struct script *s, int64_t wanted)
{
    if (s->world->status == (int)wanted)
        return true;
    return no(s, "status",
              str_fmt(s->world->mem, "%d; %.*s", s->world->status,
                      STR_FMT(str_cut(page_text(s->world->mem, s->world->body),
                                      0, 400))));
}

static bool
step_expect(struct script *s)
{
    int64_t status = 0;

    if (s->n == 2 && str_to_i64(word(s, 1), &status))
        return expect_status(s, status);
    if (str_eq_cz(word(s, 1), "no"))
        return expect_text(s, word(s, 2), false);
    if (str_eq_cz(word(s, 1), "location"))
        return str_starts(s->world->location, word(s, 2)) ||
               no(s, "location", s->world->location);
    if (str_eq_cz(word(s, 1), "title"))
        return str_has(page_title(s->world->mem, s->world->body), word(s, 2)) ||
               no(s, "title", page_title(s->world->mem, s->world->body));
    return expect_text(s, word(s, 1), true);
}

static void
remember(struct script *s, struct str name, struct str value)
{
    if (s->vars < VARS_MAX)
        s->var[s->vars++] = (struct variable){name, value};
}

/* keep NAME path N: segment N (from 1) of the last Location or page. */
/* What stands in the n-th <code> of the page. */
static bool
keep_code(struct script *s, int64_t n)
{
    static const char open[] = "<code>";
    struct str rest = s->world->body;
    struct str text = STR_NONE;
    struct str tail = STR_NONE;

    for (size_t at = 0; at + sizeof open - 1 < rest.n; at++) {
        if (!str_starts(str_cut(rest, at, rest.n), STR("<code>")) || --n > 0)
            continue;
        (void)str_split(str_cut(rest, at + sizeof open - 1, rest.n), '<', &text,
                        &tail);
        remember(s, word(s, 1), text);
        return true;
    }
    return no(s, "no such code", word(s, 3));
}

static bool
step_keep(struct script *s)
{
    struct str rest = s->world->location.n > 0 ? s->world->location
                                               : s->world->path;
    struct str part = STR_NONE;
    int64_t n = 0;

    if (!str_to_i64(word(s, 3), &n))
        return no(s, "keep NAME path N", word(s, 3));
    if (str_eq_cz(word(s, 2), "code"))
        return keep_code(s, n);
    rest = str_cut(rest, 1, rest.n);
    for (int64_t i = 0; i < n; i++)
        (void)str_split(rest, '/', &part, &rest);
    if (part.n == 0)
        return no(s, "no such part in", s->world->location);
    remember(s, word(s, 1), part);
    return true;
}

static bool
step_message(struct script *s)
{
    return (s->n > 1 && world_message(s->world, &s->word[1], s->n - 1)) ||
           no(s, "the message could not be read", word(s, 1));
}

static bool
step_outbox(struct script *s)
{
    return world_outbox(s->world) || no(s, "no outbox", STR_NONE);
}

/* The last answer is a PDF that foreign readers open without complaint; what
 * they tell of it is the page. */
static bool
step_pdf(struct script *s)
{
    struct arena *mem = s->world->mem;
    char path[] = "/tmp/helhet-pdf-XXXXXX";
    int fd = mkstemp(path);
    bool ok = fd >= 0 && write(fd, s->world->body.p, s->world->body.n) ==
                             (ssize_t)s->world->body.n;

    if (fd >= 0)
        (void)close(fd);
    ok = ok && fresh_shell(mem, str_fmt(mem,
                                        "{ qpdf --check %s >/dev/null &&"
                                        " pdfinfo %s && pdftotext %s -; }"
                                        " >%s.txt",
                                        path, path, path, path));
    s->world->body = fresh_read(mem, str_cz(mem, str_fmt(mem, "%s.txt", path)));
    (void)fresh_shell(mem, str_fmt(mem, "rm -f %s %s.txt", path, path));
    return ok || no(s, "not a PDF that is whole", s->world->body);
}

/* clock 2026-11-30T08:00:00Z, or clock +5 (days). */
static bool
step_clock(struct script *s)
{
    struct instant t = clock_now();
    int64_t days = 0;

    if (str_starts(word(s, 1), STR("+")) &&
        str_to_i64(str_cut(word(s, 1), 1, 9), &days))
        t.us += days * INT64_C(86400000000);
    else if (!instant_parse(word(s, 1), &t))
        return no(s, "not a time", word(s, 1));
    clock_fix(t);
    return true;
}

static bool
step_jobs(struct script *s)
{
    return world_jobs(s->world) || no(s, "jobs failed", STR_NONE);
}

static bool
step_language(struct script *s)
{
    s->world->header[0].value = word(s, 1);
    return true;
}

static const struct {
    const char *word;
    step_fn run;
} steps[] = {
    {"as", step_as},         {"get", step_get},
    {"post", step_post},     {"press", step_press},
    {"send", step_send},     {"follow", step_follow},
    {"click", step_click},   {"expect", step_expect},
    {"keep", step_keep},     {"message", step_message},
    {"outbox", step_outbox}, {"clock", step_clock},
    {"jobs", step_jobs},     {"language", step_language},
    {"pdf", step_pdf},
};

static bool
run_line(struct script *s, struct str line)
{
    split_words(s, line);
    if (s->n == 0 || str_starts(s->word[0], STR("#")))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (str_eq_cz(s->word[0], steps[i].word))
            return steps[i].run(s);
    return no(s, "unknown step", s->word[0]);
}

bool
script_run(struct world *world, struct str name, struct str text)
{
    struct script *s = ARENA_NEW(world->mem, struct script);
    int64_t at = 0;

    s->world = world;
    (void)world_as(world, STR("nobody"));
    while (text.n > 0) {
        struct str line;

        at++;
        (void)str_split(text, '\n', &line, &text);
        if (run_line(s, line))
            continue;
        printf("FAIL %.*s: %.*s (line %lld)\n", STR_FMT(name), STR_FMT(s->why),
               (long long)at);
        return false;
    }
    printf("ok %.*s\n", STR_FMT(name));
    return true;
}
