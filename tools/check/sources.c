/* Collects every "Source:" of the code into the page docs/SOURCES.md.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 512 };

struct source {
    char text[TEXT_BYTES]; /* "bvl. § 2-2" */
    char name[128];        /* what the comment stands above */
    char path[256];
};

static struct source *sources;
static size_t count;

/* The words from p on, to the end of the sentence's line, of the paragraph or
 * of the comment; runs of white space and stars become one space. */
static void
source_text(const char *p, const char *end, char *out)
{
    size_t n = 0;

    while (p < end && n + 2 < TEXT_BYTES && strncmp(p, "*/", 2) != 0) {
        if (*p == '\n') {
            const char *q = p + 1;

            q += strspn(q, " \t");
            q += strspn(q, "*/");
            q += strspn(q, " \t");
            if (q >= end || *q == '\n' || (n > 0 && out[n - 1] == '.') ||
                !strncmp(q, "Source:", 7))
                break;
            out[n++] = ' ';
            p = q;
        } else {
            out[n++] = *p == '|' ? '/' : *p;
            p++;
        }
    }
    while (n > 0 && (isspace((unsigned char)out[n - 1]) || out[n - 1] == '.'))
        n--;
    out[n] = '\0';
}

static void
copy_token(const struct token *t, char *out, size_t room)
{
    snprintf(out, room, "%.*s", (int)t->n, t->p);
}

static bool
is_keyword(const struct token *t)
{
    return token_is(t, "struct") || token_is(t, "enum") ||
           token_is(t, "const") || token_is(t, "static") ||
           token_is(t, "define");
}

/* What the comment at token i is about: what stands before it on its line,
 * else the next function, type or row. */
static void
source_name(const struct file *f, size_t i, char *out, size_t room)
{
    size_t first = 0;

    snprintf(out, room, "the file");
    for (size_t j = i; j > 0 && f->token[j - 1].line == f->token[i].line; j--) {
        if (f->token[j - 1].kind == TOKEN_WORD) {
            copy_token(&f->token[j - 1], out, room);
            return;
        }
    }
    if (f->token[i].line == 1)
        return;
    for (size_t j = i + 1; j + 1 < f->tokens; j++) {
        const struct token *t = &f->token[j];

        if (token_is(t, ";") || token_is(t, "{") || token_is(t, "="))
            break;
        if (t->kind == TOKEN_WORD && !first && !is_keyword(t))
            first = j;
        if (t->kind == TOKEN_WORD && token_is(&f->token[j + 1], "(")) {
            copy_token(t, out, room);
            return;
        }
    }
    if (first)
        copy_token(&f->token[first], out, room);
}

void
sources_collect(const struct file *f)
{
    for (size_t i = 0; i < f->tokens && f->folder[0] && !is_test(f); i++) {
        const struct token *t = &f->token[i];
        const char *end = t->p + t->n;

        if (t->kind != TOKEN_COMMENT)
            continue;
        for (const char *p = t->p; (p = strstr(p, "Source: ")) && p < end;
             p++) {
            struct source *s;

            sources = must_alloc(sources, (count + 1) * sizeof *sources);
            s = &sources[count++];
            memset(s, 0, sizeof *s);
            source_text(p + 8, end, s->text);
            source_name(f, i, s->name, sizeof s->name);
            snprintf(s->path, sizeof s->path, "%s", f->path);
        }
    }
}

static int
by_text(const void *a, const void *b)
{
    const struct source *x = a;
    const struct source *y = b;
    int order = strcmp(x->text, y->text);

    if (!order)
        order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->name, y->name);
}

char *
sources_page(void)
{
    size_t room = 1024 + count * sizeof *sources;
    char *page = must_alloc(NULL, room);
    size_t n;

    if (count > 0)
        qsort(sources, count, sizeof *sources, by_text);
    n = (size_t)snprintf(
        page, room,
        "<!-- From law and standard to the code that follows it. Made by "
        "`make sources`. -->\n<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"
        "# Sources\n\nEach row is a \"Source:\" that stands beside a "
        "declaration.\n\n| Source | What follows it | Where |\n"
        "| --- | --- | --- |\n");
    for (size_t i = 0; i < count; i++)
        n += (size_t)snprintf(page + n, room - n, "| %s | `%s` | %s |\n",
                              sources[i].text, sources[i].name,
                              sources[i].path);
    return page;
}
