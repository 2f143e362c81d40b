/* PDF documents that a screen reader can follow: tagged, titled, in a language.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_PDF_H
#define HELHET_NOTIFY_PDF_H

#include "base/buf.h"
#include "base/err.h"

/* A document is a list of blocks in reading order. Rows of one table, and items
 * of one list, stand beside each other. */
enum pdf_kind {
    PDF_TITLE,     /* heading of level 1, the first block */
    PDF_HEADING,   /* level 2 */
    PDF_HEADING_3, /* level 3 */
    PDF_TEXT,      /* a paragraph; line breaks are kept */
    PDF_QUOTE,     /* somebody's own words */
    PDF_ITEM,      /* one item of a list */
    PDF_HEAD_ROW,  /* begins a table: its column headings */
    PDF_ROW        /* the first cell is the row's heading */
};
#define PDF_CELLS_MAX 5
struct pdf_block {
    enum pdf_kind kind;
    struct str text;
    struct str cell[PDF_CELLS_MAX]; /* rows; short texts */
    size_t cells;
};
struct pdf_doc {
    const char *lang;    /* "nb" */
    struct str title;    /* of the file's metadata: never a child's name */
    struct str mark;     /* foot of each page: who took it out, and when */
    struct str page_of;  /* "Side %d av %d": two whole numbers, in order */
    struct instant made; /* in the metadata */
    const struct pdf_block *block;
    size_t n;
};

/* The file's bytes. Structure tree, /Lang, title shown, tab order and XMP as
 * PDF/UA-1 asks; the foot of the page stands outside the structure. Errors:
 * INTERNAL (a library refused). Source: ISO 14289-1, ISO 32000-1 section 14. */
const struct err *pdf_write(struct arena *mem, const struct pdf_doc *doc,
                            struct str *out) MUST_CHECK;

#endif
