/* The checker's rules about C: includes, calls, functions, lengths.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <stdio.h>
#include <string.h>

enum { FUNCTION_LINES = 80, HANDLER_LINES = 25 };

/* The folders from the lowest to the highest. Those of one rank, and the two
 * branches of the domain, are siblings and do not include each other. */
static const struct layer {
    const char *folder;
    int rank;
    char branch; /* 'a' agreements, 'c' cases; ' ' neither */
} layers[] = {
    {"base", 0, ' '},       {"text", 1, ' '},      {"crypto", 1, ' '},
    {"db", 2, ' '},         {"http", 2, ' '},      {"page", 3, ' '},
    {"access", 4, ' '},     {"registry", 5, ' '},  {"deadline", 6, ' '},
    {"notify", 6, ' '},     {"file", 7, ' '},      {"body", 8, 'a'},
    {"competence", 8, 'a'}, {"agreement", 9, 'a'}, {"coverage", 10, 'a'},
    {"sharing", 8, 'c'},    {"casefile", 9, 'c'},  {"assessment", 10, 'c'},
    {"family", 10, 'c'},    {"pathway", 10, 'c'},  {"referral", 10, 'c'},
    {"message", 10, 'c'},   {"document", 10, 'c'}, {"statistics", 11, ' '},
    {"capacity", 11, ' '},  {"fhir", 12, ' '},     {"worklist", 12, ' '},
    {"retention", 12, ' '}, {"cli", 13, ' '},      {"main", 14, ' '},
};

static const struct layer *
layer_find(const char *folder)
{
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        if (!strcmp(layers[i].folder, folder))
            return &layers[i];
    }
    return NULL;
}

int
role_of(const char *name)
{
    static const struct {
        const char *word;
        int role;
    } roles[] = {
        {"store", 1}, {"app", 2},  {"web", 3},   {"fhir", 3}, {"pages", 3},
        {"page", 3},  {"view", 3}, {"forms", 3}, {"form", 3}, {"dispatch", 3},
    };
    const char *end = strrchr(name, '.');
    int role = 0;

    /* the last word of "import_store" or "pages_baton" that names a role */
    for (const char *p = name; end && p < end; p += strcspn(p, "_.") + 1) {
        size_t n = strcspn(p, "_.");

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
            if (n == strlen(roles[i].word) && !strncmp(p, roles[i].word, n))
                role = roles[i].role;
        }
    }
    return role;
}

bool
is_test(const struct file *f)
{
    return strstr(f->name, "_test.") || strstr(f->name, "_test_") ||
           in_list(f->name, "test.c test_main.c") ||
           strstr(f->name, "fixture") != NULL;
}

static bool
may_include(const struct layer *self, const struct layer *other)
{
    if (self->rank <= other->rank)
        return false;
    return self->branch == ' ' || other->branch == ' ' ||
           self->branch == other->branch;
}

/* Platform folders, and main, name their files otherwise. */
static bool
has_roles(const struct layer *l)
{
    return l->rank >= 4 && strcmp(l->folder, "main") != 0;
}

static void
check_own_include(const struct file *f, int line, const char *target)
{
    char folder[64] = "";
    const char *slash = strchr(target, '/');
    const struct layer *self = layer_find(f->folder);
    const struct layer *other;

    if (!f->folder[0])
        return;
    if (!slash || (size_t)(slash - target) >= sizeof folder) {
        finding(RULE_LAYERS, f, line, "include by folder/name.h", target);
        return;
    }
    memcpy(folder, target, (size_t)(slash - target));
    other = layer_find(folder);
    if (!self || !other) {
        finding(RULE_LAYERS, f, line, "folder not in the architecture", target);
    } else if (self == other) {
        if (!is_test(f) && has_roles(self) &&
            role_of(f->name) < role_of(slash + 1))
            finding(RULE_LAYERS, f, line, "rules < store < app < web", target);
    } else if (!may_include(self, other)) {
        finding(RULE_LAYERS, f, line, "folder above or beside", target);
    }
    if (!strcmp(target, "base/test.h") && !is_test(f) &&
        !ends_with(f->name, "_test.h"))
        finding(RULE_LAYERS, f, line, "test harness in the product", target);
}

static void
check_library(const struct file *f, int line, const char *target)
{
    static const char *const table[][2] = {
        {"sqlite3.h", "db"},
        {"libpq-fe.h", "db"},
        {"microhttpd.h", "http"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (f->folder[0] && !strcmp(target, table[i][0]) &&
            strcmp(f->folder, table[i][1]))
            finding(RULE_LIBRARY, f, line, "include only in", table[i][1]);
    }
}

void
check_includes(const struct file *f)
{
    char line[512];
    int number = 0;

    for (const char *p = f->text; *p;) {
        size_t n = strcspn(p, "\n");
        char open = 0;
        char target[256] = "";

        number++;
        snprintf(line, sizeof line, "%.*s", (int)(n < 500 ? n : 500), p);
        p += n + (p[n] == '\n');
        if (sscanf(line, " # include %c%255[^\">]", &open, target) != 2 &&
            sscanf(line, "#include %c%255[^\">]", &open, target) != 2)
            continue;
        if (open == '"' && !ends_with(target, ".def"))
            check_own_include(f, number, target);
        check_library(f, number, target);
    }
}

/* Is token i the name of a function that is called (or declared)? */
static bool
is_call(const struct file *f, size_t i, const char *names)
{
    char word[64];

    if (f->token[i].kind != TOKEN_WORD || i + 1 >= f->tokens ||
        !token_is(&f->token[i + 1], "(") || f->token[i].n >= sizeof word)
        return false;
    if (i > 0 &&
        (token_is(&f->token[i - 1], ".") || token_is(&f->token[i - 1], ">")))
        return false;
    memcpy(word, f->token[i].p, f->token[i].n);
    word[f->token[i].n] = '\0';
    return in_list(word, names);
}

void
check_calls(const struct file *f)
{
    bool product = f->folder[0] && !is_test(f);

    for (size_t i = 0; i < f->tokens; i++) {
        int line = f->token[i].line;

        if (product && is_call(f, i, "malloc calloc realloc free strdup") &&
            !in_list(f->folder, "base db http main"))
            finding(RULE_MEMORY, f, line, "use the call's arena", "");
        if (product &&
            is_call(f, i, "time clock_gettime gettimeofday timespec_get") &&
            !in_list(f->folder, "http main cli") &&
            strcmp(f->path, "src/base/clock.c"))
            finding(RULE_CLOCK, f, line, "now and today come with the call",
                    "");
        if (product && is_call(f, i, "pthread_create thrd_create") &&
            !in_list(f->folder, "http db capacity"))
            finding(RULE_THREADS, f, line, "threads live in http, db, capacity",
                    "");
        if (is_test(f) && is_call(f, i, "sleep usleep nanosleep thrd_sleep"))
            finding(RULE_SLEEP, f, line, "a test waits for an event", "");
    }
}

/* The name of the function whose body opens at token i: the word before the
 * last top-level parenthesis. */
static struct token
function_name(const struct file *f, size_t i)
{
    int depth = 0;

    while (i-- > 0) {
        const struct token *t = &f->token[i];

        if (token_is(t, ")"))
            depth++;
        else if (token_is(t, "(") && --depth == 0)
            return i > 0 ? f->token[i - 1] : *t;
        else if (depth == 0 && (token_is(t, ";") || token_is(t, "}")))
            break;
    }
    return f->token[0];
}

/* goto only in some folders, and only to a label further down. */
static void
check_goto(const struct file *f, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++) {
        bool below = false;

        if (!token_is(&f->token[i], "goto"))
            continue;
        if (f->folder[0] && !in_list(f->folder, "base db http main"))
            finding(RULE_GOTO, f, f->token[i].line, "no goto in this folder",
                    "");
        for (size_t j = i + 2; j + 1 < to && !below; j++)
            below = f->token[j].kind == TOKEN_WORD &&
                    f->token[j].n == f->token[i + 1].n &&
                    !memcmp(f->token[j].p, f->token[i + 1].p, f->token[j].n) &&
                    token_is(&f->token[j + 1], ":");
        if (!below)
            finding(RULE_GOTO, f, f->token[i].line, "goto backward", "");
    }
}

static void
check_function(const struct file *f, size_t open, size_t close)
{
    struct token name = function_name(f, open);
    int lines = f->token[close].line - f->token[open].line - 1;
    char what[128];
    bool handler = f->folder[0] &&
                   (strstr(f->name, "web") || strstr(f->name, "fhir")) &&
                   (!strncmp(name.p, "get_", 4) ||
                    !strncmp(name.p, "post_", 5));

    snprintf(what, sizeof what, "%.*s: %d lines",
             (int)(name.n < 80 ? name.n : 80), name.p, lines);
    if (lines > FUNCTION_LINES)
        finding(RULE_LENGTH, f, f->token[open].line, "function over 80", what);
    else if (handler && lines > HANDLER_LINES)
        finding(RULE_LENGTH, f, f->token[open].line, "handler over 25", what);
    check_goto(f, open, close);
}

/* Functions are what opens a brace in column one. */
void
check_functions(const struct file *f)
{
    size_t open = 0;
    bool inside = false;

    for (size_t i = 0; i < f->tokens; i++) {
        const char *p = f->token[i].p;
        bool first = f->token[i].kind == TOKEN_PUNCT &&
                     (p == f->text || p[-1] == '\n');

        if (first && *p == '{') {
            open = i;
            inside = true;
        } else if (first && *p == '}' && inside) {
            check_function(f, open, i);
            inside = false;
        }
    }
}
