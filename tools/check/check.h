/* Holds the tree against the house style: what the parts of the checker share.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_CHECK_CHECK_H
#define TOOLS_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* Every rule, with the word that findings and self-tests call it by. */
enum rule {
    RULE_HEADER,   /* line 1 says what the file is for, then SPDX */
    RULE_LENGTH,   /* file 800 lines, function 80, handler 25 */
    RULE_DEAD,     /* no TODO without an issue, no #if 0 */
    RULE_LAYERS,   /* who may include whom */
    RULE_LIBRARY,  /* database and HTTP libraries behind one folder */
    RULE_MEMORY,   /* malloc and free in few folders */
    RULE_GOTO,     /* goto in few folders, forward only */
    RULE_CLOCK,    /* few places read the clock */
    RULE_THREADS,  /* few places start threads */
    RULE_SLEEP,    /* no sleeps in tests */
    RULE_SQL,      /* SQL in store.c only */
    RULE_SHARE,    /* statements on case content mention the share table */
    RULE_TEMPLATE, /* labels, captions, nothing inline */
    RULE_MESSAGES, /* as many arguments as the message names */
    RULE_SOURCES,  /* docs/SOURCES.md is current */
    RULE_COUNT
};

enum token_kind { TOKEN_WORD, TOKEN_STRING, TOKEN_PUNCT, TOKEN_COMMENT };

/* A token of C; text is not NUL-terminated and has no quotes around it. */
struct token {
    enum token_kind kind;
    const char *p;
    size_t n;
    int line;
};

struct file {
    const char *path; /* from the root of the tree: "src/base/arena.c" */
    char folder[64];  /* "base" of the above; "" outside src/ */
    const char *name; /* last part of path */
    char *text;       /* NUL-terminated */
    size_t bytes;
    struct token *token; /* of C files, else NULL */
    size_t tokens;
};

/* Reports a finding. */
void finding(enum rule rule, const struct file *f, int line,
             const char *message, const char *what);

/* --- small helpers --- */
void *must_alloc(void *old, size_t bytes); /* realloc that never fails */
bool ends_with(const char *s, const char *end);
bool token_is(const struct token *t, const char *word);
/* Is the folder, or the file's name, one of the space-separated words? */
bool in_list(const char *word, const char *list);
int line_of(const struct file *f, const char *at);

/* rules 0 < store 1 < app 2 < web, its pages and fhir 3, read from the file's
 * name. */
int role_of(const char *name);
/* Tests and their harness, wherever they lie. */
bool is_test(const struct file *f);

/* Splits the C text of a file into tokens. */
void lex(struct file *f);

/* --- the rules, by what they look at --- */
void check_any(const struct file *f);       /* header, length, dead */
void check_includes(const struct file *f);  /* layers, library */
void check_calls(const struct file *f);     /* memory, clock, threads, sleep */
void check_functions(const struct file *f); /* length, goto */
void check_sql(const struct file *f);       /* sql, share */
void check_template(const struct file *f);

void check_messages(const struct file *f); /* messages */

/* Reads every folder's messages.txt: what each takes. */
void messages_read(const char *root);
/* Reads the list of tables whose rows belong to a case. */
void share_tables_read(const char *path);

/* Remembers the "Source:" lines of a file; then writes the page of them all,
 * which the caller frees. */
void sources_collect(const struct file *f);
char *sources_page(void);

#endif
