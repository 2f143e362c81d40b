/* The checker's rules about SQL: where it stands, and the share table.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENT_BYTES = 16384, TABLES = 128 };

static char tables[TABLES][64];
static size_t table_count;

void
share_tables_read(const char *path)
{
    char line[256];
    FILE *f = fopen(path, "r");

    while (f && table_count < TABLES && fgets(line, sizeof line, f)) {
        line[strcspn(line, "#\n")] = '\0';
        if (sscanf(line, "%63s", tables[table_count]) == 1)
            table_count++;
    }
    if (f)
        fclose(f);
}

/* Does a string open a statement? */
static bool
opens_statement(const struct token *t)
{
    static const char *const verbs[] = {"SELECT", "INSERT", "UPDATE", "DELETE",
                                        "WITH",   "CREATE", "ALTER",  "DROP"};

    if (t->kind != TOKEN_STRING)
        return false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t n = strlen(verbs[i]);

        if (t->n >= n && !memcmp(t->p, verbs[i], n) &&
            (t->n == n || t->p[n] == ' '))
            return true;
    }
    return false;
}

/* Is one of the case-content tables read or changed in place? */
static const char *
content_table(const char *sql)
{
    static char word[64];
    char before[64] = "";

    while (*sql) {
        size_t n = 0;

        while (isalnum((unsigned char)sql[n]) || sql[n] == '_')
            n++;
        if (n == 0) {
            sql++;
            continue;
        }
        snprintf(word, sizeof word, "%.*s", (int)(n < 63 ? n : 63), sql);
        sql += n;
        for (size_t i = 0;
             i < table_count && in_list(before, "FROM JOIN UPDATE ONLY"); i++) {
            if (!strcmp(word, tables[i]))
                return tables[i];
        }
        memcpy(before, word, sizeof before);
    }
    return NULL;
}

/* The statement that opens at token i, macros by their names; the token after
 * it goes to *end. */
static void
statement_read(const struct file *f, size_t i, char *out, size_t *end)
{
    size_t n = 0;
    int depth = 0;

    for (; i < f->tokens; i++) {
        const struct token *t = &f->token[i];

        if (token_is(t, "("))
            depth++;
        else if (token_is(t, ")"))
            depth--;
        if (depth < 0 || token_is(t, "}") || token_is(t, ";") ||
            (depth == 0 && token_is(t, ",")))
            break;
        if ((t->kind == TOKEN_STRING || t->kind == TOKEN_WORD) &&
            n + t->n + 2 < STATEMENT_BYTES) {
            memcpy(out + n, t->p, t->n);
            n += t->n;
            if (t->kind == TOKEN_WORD)
                out[n++] = ' ';
        }
    }
    out[n] = '\0';
    *end = i;
}

/* Mentions share, in any case: the table, or a macro that joins it. */
static bool
mentions_share(const char *sql)
{
    for (; *sql; sql++) {
        size_t i = 0;

        while (i < 5 && tolower((unsigned char)sql[i]) == "share"[i])
            i++;
        if (i == 5)
            return true;
    }
    return false;
}

/* "no share: reason" in a comment between two tokens. */
static bool
has_reason(const struct file *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct token *t = &f->token[i];
        const char *mark;

        if (t->kind != TOKEN_COMMENT)
            continue;
        mark = strstr(t->p, "no share: ");
        if (mark && mark + 20 < t->p + t->n)
            return true;
    }
    return false;
}

static void
check_statement(const struct file *f, size_t from, size_t i, size_t *end)
{
    static char sql[STATEMENT_BYTES];
    const char *table;

    statement_read(f, i, sql, end);
    table = content_table(sql);
    if (table && !mentions_share(sql) && !has_reason(f, from, *end))
        finding(RULE_SHARE, f, f->token[i].line,
                "case content without the share table", table);
}

void
check_sql(const struct file *f)
{
    size_t from = 0;
    size_t end;

    if (!f->folder[0] || is_test(f) || !strcmp(f->folder, "db"))
        return;
    for (size_t i = 0; i < f->tokens; i++) {
        if (!opens_statement(&f->token[i]))
            continue;
        if (role_of(f->name) != 1) {
            finding(RULE_SQL, f, f->token[i].line, "SQL stands in store.c", "");
            continue;
        }
        check_statement(f, from, i, &end);
        from = end;
        i = end;
    }
}
