/* Reads a page as a browser would: its text, links, and forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TESTS_PAGE_SCAN_H
#define HELHET_TESTS_PAGE_SCAN_H

#include "base/buf.h"

/* What parts a form with files; a body that begins with it is multipart. */
#define PAGE_BOUNDARY "scenario-boundary-1"

struct form_fill {
    struct str name;
    struct str value;
};

/* All text that a reader sees, white space folded to one space. */
struct str page_text(struct arena *mem, struct str html);
/* What stands in <title>. */
struct str page_title(struct arena *mem, struct str html);
/* The address of the link with this text. False: there is none. */
bool page_link(struct arena *mem, struct str html, struct str text,
               struct str *out);

/* Addresses on this site that the page links to, in order; `max` at most. */
size_t page_links(struct arena *mem, struct str html, struct str *out,
                  size_t max);

/* The body that a browser would send for the form with this action: its own
 * values with those of `fill` in their place; a name that the form does not
 * have is added. False: there is no such form. */
bool page_fill_form(struct arena *mem, struct str html, struct str action,
                    const struct form_fill *fill, size_t n, struct str *out);
/* The same for the form that holds a button with this text; *action is where
 * it posts, the button's own name and value go along. */
bool page_press(struct arena *mem, struct str html, struct str button,
                const struct form_fill *fill, size_t n, struct str *action,
                struct str *out);

#endif
