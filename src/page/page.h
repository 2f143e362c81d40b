/* Page: what every template is given, and the frames around it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_PAGE_H
#define HELHET_PAGE_PAGE_H

#include "base/buf.h"
#include "text/text.h"

/* The services, as shape and colour tell them apart. */
enum service_kind {
    SERVICE_OTHER,
    SERVICE_CHILD_WELFARE, /* barnevern: square */
    SERVICE_BUFETAT,       /* diamond */
    SERVICE_HEALTH,        /* circle */
    SERVICE_MUNICIPALITY,  /* triangle */
    SERVICE_CHILD          /* star */
};

/* One entry of the left menu; the dispatcher fills what this user may use. */
struct nav_item {
    struct str href;
    int label;       /* message */
    int group;       /* message: heading of the group */
    struct str icon; /* name in page/icons.txt, or empty */
    bool current;
    int64_t count; /* shown when > 0 */
};

/* Who is logged in, as the frame shows it. */
struct page_user {
    struct str name;
    struct str unit_name;       /* the unit one acts for (R804) */
    struct str function;        /* in the reader's language */
    bool many_functions;        /* offers to change the acting function */
    const struct nav_item *nav; /* entries of one group side by side */
    size_t nav_n;
    enum service_kind service; /* colour of the initials */
};

/* A field of a form that could not be taken now: it can be sent again. */
struct kept_field {
    struct str name;
    struct str value;
};

/* Handed to every template function. */
struct page {
    struct buf *out;
    struct arena *mem;
    enum lang lang;
    struct date today;
    struct instant now;
    struct str path;   /* of this page: for the language and theme switch */
    struct str csrf;   /* token of the session: {% csrf %} writes it as the
                          hidden field "csrf", and beside it "once": a fresh
                          token_new(mem, 16) for each form, so that a form
                          sent twice has its effect once */
    struct str scheme; /* "light", "dark", "auto" */
    const struct page_user *user; /* NULL: not logged in */
    bool demo;                    /* the banner "made-up data" */
    bool has_errors;              /* the title starts with "Feil:" */
    struct str done_at;           /* for error pages: where a form led that
                                   * was sent before, or empty */
    struct str kept_for;  /* for error pages: where a form shall be sent that
                           * could not be taken now, or empty */
    struct str kept_once; /* its token */
    const struct kept_field *kept; /* its fields, without tokens */
    size_t kept_n;
    struct str notice;      /* one line of what just happened, or empty */
    bool notice_alarms;     /* it tells of something to be afraid of */
    struct str version;     /* of the program, in the footer; may be empty */
    struct str sprite;      /* address of the icons; filled at the first one */
    int64_t session_left_s; /* until the session ends; 0: no warning */
};

/* JSON for a script of ours, inside <script type="application/json" id="…">;
 * made by the JSON writer only, which leaves no '<' in it. */
struct page_json {
    struct str text;
};
struct page_json page_json_of(const struct json *j);

/* A template x.html is the function tpl_x(pg, view). Its header declares it:
 * PAGE_TEMPLATE(x, struct x_view); the template names type and header:
 * {% view struct x_view from "casefile/x.h" %} */
#define PAGE_TEMPLATE(name, type) \
    void tpl_##name(struct page *pg, const type *v)

/* Frames: {% frame staff TITLE %} around a staff page (header, menu, footer),
 * {% frame plain TITLE %} for login and errors, {% frame young TITLE %} for the
 * child's own page. TITLE is a message id or a `struct str` field. */
void frame_staff_begin(struct page *pg, struct str title);
void frame_staff_end(struct page *pg);
void frame_plain_begin(struct page *pg, struct str title);
void frame_plain_end(struct page *pg);
void frame_young_begin(struct page *pg, struct str title);
void frame_young_end(struct page *pg);

/* A message without arguments in the reader's language; 0: empty. */
struct str words(const struct page *pg, int msg);
/* At most two letters for an avatar: "Ingrid Solbakken" → "IS". */
struct str page_initials(struct arena *mem, struct str name);
/* Icons of the sprite: <svg class="ikon"><use href="…#Name"></svg>, not read
 * aloud. A name that is not in page/icons.txt shows nothing. */
void tpl_icon(struct page *pg, struct str name);
/* The same for a name in the view: {% part icon_named field %}. */
void tpl_icon_named(struct page *pg, const struct str *name);

#endif
