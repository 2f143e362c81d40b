/* Splits C into tokens for the checker: words, strings, comments, the rest.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <ctype.h>
#include <string.h>

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void
add(struct file *f, enum token_kind kind, const char *p, size_t n, int line)
{
    if ((f->tokens & (f->tokens - 1)) == 0) {
        size_t room = f->tokens ? f->tokens * 2 : 1;

        f->token = must_alloc(f->token, room * sizeof *f->token);
    }
    f->token[f->tokens++] = (struct token){kind, p, n, line};
}

/* The end of a quoted run that starts at p, its closing quote included. */
static const char *
skip_quoted(const char *p)
{
    char quote = *p++;

    while (*p && *p != quote && *p != '\n') {
        if (*p == '\\' && p[1])
            p++;
        p++;
    }
    return *p == quote ? p + 1 : p;
}

static const char *
skip_comment(const char *p)
{
    const char *end;

    if (p[1] == '/') {
        end = strchr(p, '\n');
        return end ? end : p + strlen(p);
    }
    end = strstr(p + 2, "*/");
    return end ? end + 2 : p + strlen(p);
}

static const char *
skip_word(const char *p)
{
    while (is_word(*p))
        p++;
    return p;
}

void
lex(struct file *f)
{
    const char *p = f->text;
    int line = 1;

    while (*p) {
        const char *end = p + 1;

        if (p[0] == '/' && (p[1] == '*' || p[1] == '/')) {
            end = skip_comment(p);
            add(f, TOKEN_COMMENT, p, (size_t)(end - p), line);
        } else if (*p == '"' && end < skip_quoted(p)) {
            end = skip_quoted(p);
            add(f, TOKEN_STRING, p + 1, (size_t)(end - p - 2), line);
        } else if (*p == '\'') {
            end = skip_quoted(p);
        } else if (is_word(*p)) {
            end = skip_word(p);
            add(f, TOKEN_WORD, p, (size_t)(end - p), line);
        } else if (!isspace((unsigned char)*p)) {
            add(f, TOKEN_PUNCT, p, 1, line);
        }
        for (; p < end; p++)
            line += *p == '\n';
    }
}
