/* Frames: the views of the page's outer templates. Private to page/.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_FRAME_H
#define HELHET_PAGE_FRAME_H

#include "http/http.h"
#include "page/page.h"

struct frame_csrf {
    struct str token;
    struct str once;
};
PAGE_TEMPLATE(frame_csrf, struct frame_csrf);

struct frame_icon {
    struct str sprite; /* its address */
    struct str name;
};
PAGE_TEMPLATE(frame_icon, struct frame_icon);

struct frame_group {
    int label;
    const struct frame_entry *items;
    size_t items_n;
};
struct frame_entry {
    struct str href;
    int label;
    struct str icon;
    bool current;
    int64_t count;
};

struct frame_choice {
    struct str value;
    struct str label;
    bool current;
};

struct frame {
    struct str title;
    struct str lang;
    struct str scheme;
    struct str css;
    struct str js;
    struct str favicon;
    struct str path;
    struct str notice;
    bool notice_alarms;
    struct str version;
    bool demo;
    bool has_errors;
    bool may_choose; /* there is a token, so the choices can be posted */
    int64_t warn_s;  /* when to warn that the session ends; 0: never */
    const struct page_user *user;
    struct str initials;
    struct str color;
    const struct frame_group *groups;
    size_t groups_n;
    const struct frame_choice *langs;
    size_t langs_n;
    const struct frame_choice *schemes;
    size_t schemes_n;
};
PAGE_TEMPLATE(frame_head, struct frame);
PAGE_TEMPLATE(frame_banner, struct frame);
PAGE_TEMPLATE(frame_logo, struct frame);
PAGE_TEMPLATE(frame_user, struct frame);
PAGE_TEMPLATE(frame_menu, struct frame);
PAGE_TEMPLATE(frame_notice, struct frame);
PAGE_TEMPLATE(frame_footer, struct frame);
PAGE_TEMPLATE(frame_langs, struct frame);
PAGE_TEMPLATE(frame_staff_begin, struct frame);
PAGE_TEMPLATE(frame_staff_end, struct frame);
PAGE_TEMPLATE(frame_plain_begin, struct frame);
PAGE_TEMPLATE(frame_plain_end, struct frame);
PAGE_TEMPLATE(frame_young_begin, struct frame);
PAGE_TEMPLATE(frame_young_end, struct frame);

/* "barnevern", "bufetat", …: data-color of a service. */
struct str service_color(enum service_kind kind);

#endif
