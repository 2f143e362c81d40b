/* The small part of Markdown that an agreement's text may use.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_MARKDOWN_H
#define HELHET_AGREEMENT_MARKDOWN_H

#include "base/str.h"

/* A piece of a line with one look. */
struct md_span {
    struct str text;
    bool strong;
    bool em;
    struct str href; /* empty: no link */
    bool br;         /* a line break stands before it */
};
struct md_line {
    const struct md_span *spans;
    size_t spans_n;
};
/* A paragraph or a heading has one line, a list one for each item. */
struct md_block {
    bool heading;
    bool bullets;
    bool numbered; /* none of the three: a paragraph */
    const struct md_line *lines;
    size_t lines_n;
};
struct md_text {
    const struct md_block *blocks;
    size_t blocks_n;
};

/* Paragraphs, lists, headings, emphasis and links by libmd4c. Everything else
 * is shown as it was written: HTML is text, a list inside a list becomes items
 * of the outer one, images are their words. Cannot fail: text that the library
 * refuses is one paragraph. Nothing here is HTML yet; the templates escape. */
struct md_text markdown_read(struct arena *mem, struct str text);
/* The words of a line, for documents that know no looks. */
struct str md_line_text(struct arena *mem, const struct md_line *line);

#endif
