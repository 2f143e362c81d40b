/* Holds the tree against the house style: check [--root FOLDER]
 * [--write-sources]. SPDX-License-Identifier: EUPL-1.2
 *
 * Findings go to standard error as path:line: [rule] text; for each rule a
 * line "ok" or "FAIL" goes to standard output, as tests print them. */
#include "check.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const rule_words[RULE_COUNT] = {
    [RULE_HEADER] = "header",     [RULE_LENGTH] = "length",
    [RULE_DEAD] = "dead",         [RULE_LAYERS] = "layers",
    [RULE_LIBRARY] = "library",   [RULE_MEMORY] = "memory",
    [RULE_GOTO] = "goto",         [RULE_CLOCK] = "clock",
    [RULE_THREADS] = "threads",   [RULE_SLEEP] = "sleep",
    [RULE_SQL] = "sql",           [RULE_SHARE] = "share",
    [RULE_TEMPLATE] = "template", [RULE_MESSAGES] = "messages",
    [RULE_SOURCES] = "sources",
};

static int findings[RULE_COUNT];

void
finding(enum rule rule, const struct file *f, int line, const char *message,
        const char *what)
{
    findings[rule]++;
    fprintf(stderr, "%s:%d: [%s] %s%s%s\n", f->path, line, rule_words[rule],
            message, *what ? ": " : "", what);
}

void *
must_alloc(void *old, size_t bytes)
{
    void *p = realloc(old, bytes);

    if (!p) {
        fprintf(stderr, "check: out of memory\n");
        exit(2);
    }
    return p;
}

bool
ends_with(const char *s, const char *end)
{
    size_t n = strlen(s);
    size_t m = strlen(end);

    return n >= m && !strcmp(s + n - m, end);
}

bool
token_is(const struct token *t, const char *word)
{
    return (t->kind == TOKEN_WORD || t->kind == TOKEN_PUNCT) &&
           strlen(word) == t->n && !memcmp(t->p, word, t->n);
}

bool
in_list(const char *word, const char *list)
{
    size_t n = strlen(word);

    for (const char *p = list; n > 0 && (p = strstr(p, word)); p++) {
        if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
            return true;
    }
    return false;
}

int
line_of(const struct file *f, const char *at)
{
    int line = 1;

    for (const char *p = f->text; p < at; p++)
        line += *p == '\n';
    return line;
}

/* The file's text, or NULL where there is none. */
static char *
read_text(const char *path, size_t *bytes)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    size_t n = 0;
    size_t got;

    if (!f)
        return NULL;
    do {
        text = must_alloc(text, n + 65537);
        got = fread(text + n, 1, 65536, f);
        n += got;
    } while (got > 0);
    fclose(f);
    text[n] = '\0';
    *bytes = n;
    return text;
}

/* Data, pictures, pages of text, samples and lock files carry no header. */
static bool
has_header(const struct file *f)
{
    static const char *const ends[] = {
        ".c",   ".h",    ".def", ".sql",        ".mjs",         ".js",
        ".css", ".html", ".sh",  "meson.build", "messages.txt", "Makefile"};

    if (!strncmp(f->text, "#!", 2))
        return true;
    if (ends_with(f->name, ".html") && !f->folder[0])
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends_with(f->name, ends[i]))
            return true;
    }
    return false;
}

static void
check_file(const char *root, const char *path)
{
    struct file f = {0};
    char full[2100];
    const char *slash = strrchr(path, '/');

    snprintf(full, sizeof full, "%s/%s", root, path);
    f.text = read_text(full, &f.bytes);
    if (!f.text)
        return;
    f.path = path;
    f.name = slash ? slash + 1 : path;
    if (!strncmp(path, "src/", 4))
        snprintf(f.folder, sizeof f.folder, "%.*s", (int)strcspn(path + 4, "/"),
                 path + 4);
    if (ends_with(path, ".c") || ends_with(path, ".h") ||
        ends_with(path, ".def"))
        lex(&f);
    if (has_header(&f))
        check_any(&f);
    if (f.token) {
        check_includes(&f);
        check_calls(&f);
        check_functions(&f);
        check_sql(&f);
        check_messages(&f);
        sources_collect(&f);
    }
    if (f.folder[0] && ends_with(path, ".html"))
        check_template(&f);
    free(f.token);
    free(f.text);
}

static bool
is_skipped(const char *path, const char *name)
{
    return name[0] == '.' || !strncmp(path, "build", 5) ||
           in_list(name, "node_modules var corpus LICENSE") ||
           !strcmp(path, "tests/check");
}

static void
check_folder(const char *root, const char *folder)
{
    char path[1024];
    struct dirent **entry = NULL;
    int n;

    snprintf(path, sizeof path, "%s/%s", root, folder);
    n = scandir(path, &entry, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        struct stat st;
        char full[2100];

        snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "",
                 entry[i]->d_name);
        snprintf(full, sizeof full, "%s/%s", root, path);
        if (!is_skipped(path, entry[i]->d_name) && !lstat(full, &st)) {
            if (S_ISDIR(st.st_mode))
                check_folder(root, path);
            else if (S_ISREG(st.st_mode) && st.st_size < 1000000)
                check_file(root, path);
        }
        free(entry[i]);
    }
    free(entry);
}

/* Writes docs/SOURCES.md, or holds it against what the code says. */
static void
check_sources(const char *root, bool write)
{
    struct file f = {.path = "docs/SOURCES.md", .name = "SOURCES.md"};
    char path[1024];
    char *page = sources_page();
    FILE *out;

    snprintf(path, sizeof path, "%s/docs/SOURCES.md", root);
    if (write) {
        out = fopen(path, "w");
        if (!out || fputs(page, out) < 0 || fclose(out)) {
            fprintf(stderr, "check: cannot write %s\n", path);
            exit(2);
        }
    }
    f.text = read_text(path, &f.bytes);
    if (f.text && strcmp(f.text, page))
        finding(RULE_SOURCES, &f, 1, "not current: run make sources", "");
    free(f.text);
    free(page);
}

int
main(int argc, char **argv)
{
    const char *root = ".";
    bool write = false;
    bool failed = false;
    char path[1024];

    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--write-sources"))
            write = true;
        else if (!strcmp(argv[i], "--root") && i + 1 < argc)
            root = argv[++i];
    }
    snprintf(path, sizeof path, "%s/tools/share_tables.txt", root);
    share_tables_read(path);
    messages_read(root);
    check_folder(root, "");
    check_sources(root, write);
    for (int i = 0; i < RULE_COUNT; i++) {
        failed = failed || findings[i] > 0;
        printf("%s check: %s\n", findings[i] ? "FAIL" : "ok", rule_words[i]);
    }
    return failed;
}
