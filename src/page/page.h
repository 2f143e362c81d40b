/* Page: what every template is given, and the frames around it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_PAGE_H
#define HELHET_PAGE_PAGE_H

#include "base/buf.h"
#include "text/text.h"

/* One entry of the left menu; the dispatcher fills what this user may use. */
struct nav_item {
    struct str href;
    int label;      /* message */
    int group;      /* message: heading of the group */
    bool current;
    int64_t count;  /* shown when > 0 */
};

/* Who is logged in, as the frame shows it. */
struct page_user {
    struct str name;
    struct str unit_name;  /* the unit one acts for (R804) */
    struct str function;   /* in the reader's language */
    bool many_functions;   /* offers to change the acting function */
    const struct nav_item *nav;
    size_t nav_n;
};

/* Handed to every template function. */
struct page {
    struct buf *out;
    struct arena *mem;
    enum lang lang;
    struct date today;
    struct instant now;
    struct str path;      /* of this page: for the language and theme switch */
    struct str csrf;      /* token of the session; written by {% csrf %} */
    struct str scheme;    /* "light", "dark", "auto" */
    const struct page_user *user; /* NULL: not logged in */
    bool demo;            /* the banner "made-up data" */
    bool has_errors;      /* the title starts with "Feil:" */
    struct str notice;    /* one line of what just happened, or empty */
};

/* A template x.html is the function tpl_x(pg, view). Its header declares it:
 * PAGE_TEMPLATE(x, struct x_view); the template names type and header:
 * {% view struct x_view from "casefile/x.h" %} */
#define PAGE_TEMPLATE(name, type)                                             \
    void tpl_##name(struct page *pg, const type *v)

/* Frames: {% frame staff TITLE %} around a staff page (header, menu, footer),
 * {% frame plain TITLE %} for login and errors, {% frame young TITLE %} for the
 * child's own page. TITLE is a message id or a `struct str` field. */
void frame_staff_begin(struct page *pg, struct str title);
void frame_staff_end(struct page *pg);
void frame_plain_begin(struct page *pg, struct str title);
void frame_plain_end(struct page *pg);

#endif
