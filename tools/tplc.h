/* Template compiler: the HTML reader that tells where a hole stands.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TOOLS_TPLC_H
#define HELHET_TOOLS_TPLC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#define TPLC_PRINTF __attribute__((format(printf, 2, 3)))
#else
#define TPLC_PRINTF
#endif

/* Prints FILE:LINE: error: … and ends with exit code 1. */
_Noreturn void tplc_fault(int line, const char *fmt, ...) TPLC_PRINTF;
extern const char *tplc_file;
/* Prints that the file cannot be read or written and ends with exit code 1. */
_Noreturn void tplc_cannot(const char *what, const char *path);
/* Includes the headers of the ids that the template names; files end with
 * NULL, each is FOLDER/messages.txt. */
void tplc_include_messages(FILE *out, const char *src, char **files);
/* Writes for ninja that the target must be made anew when a file changes. */
void tplc_write_dependencies(const char *path, const char *target,
                             char **files);

/* Memory that lives until the program ends. */
void *tplc_alloc(size_t bytes);
char *tplc_copy(const char *s, size_t n);

/* What may be written at this point, and how. */
enum html_place {
    HTML_IN_TEXT,      /* between tags */
    HTML_IN_ATTR,      /* quoted attribute read by machines */
    HTML_IN_WORDS,     /* quoted attribute read by people: title, aria-label */
    HTML_IN_URL_START, /* address, nothing before: the whole must be checked */
    HTML_IN_URL_PART,  /* address, after a fixed start: percent-encoded */
    HTML_IN_TAG,       /* between attributes: blocks only */
    HTML_IN_JSON,      /* data for a script: one struct page_json */
    HTML_NOWHERE       /* script: nothing at all */
};

struct html_mark; /* the reader's state at a block's start */

/* Reads one character of fixed text; true when it should be written out. */
bool html_char(int line, const char *at);
/* What to write before that character: a role that the tag must have. */
const char *html_insert(void);
enum html_place html_place(void);
/* A hole was written here; `source` is its text. */
void html_hole(int line, const char *source, size_t n);
/* {% csrf %} stands here. */
void html_csrf(int line);
/* Blocks: the HTML must stand alike where a block starts and ends. */
struct html_mark *html_block_start(int line);
void html_block_else(int line, struct html_mark *mark);
void html_block_end(int line, struct html_mark *mark);
/* The end of the file: all closed, all controls labelled. */
void html_end(int line);

#endif
