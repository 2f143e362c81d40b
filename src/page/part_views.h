/* Parts: what their templates show, worked out in C. Private to page/.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_PART_VIEWS_H
#define HELHET_PAGE_PART_VIEWS_H

#include "page/parts.h"

/* status, due and service: kind turned into words for attributes. */
struct part_tag {
    struct str kind;  /* data-t, data-tj */
    struct str color; /* data-color */
    struct str icon;
    struct str text;
};
PAGE_TEMPLATE(part_status, struct part_tag);
PAGE_TEMPLATE(part_due, struct part_tag);
PAGE_TEMPLATE(part_service, struct part_tag);

struct part_baton {
    const struct baton_bar *bar;
    struct str initials;
    struct str color;
    struct str answer_by; /* "I morgen" */
};
PAGE_TEMPLATE(part_baton, struct part_baton);

struct part_alert {
    const struct alert *alert;
    struct str color;
    struct str role; /* "alert" for danger, else "status" */
};
PAGE_TEMPLATE(part_alert, struct part_alert);

struct part_choice {
    struct str id;
    const struct choice *choice;
    bool selected;
};
/* A field with the ids that tie it together. */
struct part_field {
    const struct field_view *f;
    struct str type;      /* of an input */
    struct str inputmode; /* may be empty */
    struct str described; /* aria-describedby, may be empty */
    const struct part_choice *choices;
    size_t choices_n;
    struct str list; /* id of the suggestions, may be empty */
    const struct suggestion *suggestions;
    size_t suggestions_n;
};
PAGE_TEMPLATE(field_input, struct part_field);
PAGE_TEMPLATE(field_area, struct part_field);
PAGE_TEMPLATE(field_select, struct part_field);
PAGE_TEMPLATE(field_radios, struct part_field);
PAGE_TEMPLATE(field_checks, struct part_field);
PAGE_TEMPLATE(field_check, struct part_field);
PAGE_TEMPLATE(field_date, struct part_field);
PAGE_TEMPLATE(field_hidden, struct part_field);
PAGE_TEMPLATE(field_file, struct part_field);
/* What stands around every control. */
PAGE_TEMPLATE(field_hint, struct part_field);
PAGE_TEMPLATE(field_error, struct part_field);
PAGE_TEMPLATE(field_optional, struct part_field);

struct error_view {
    int64_t status;
    struct str title;
    struct str text;
    struct str request_id;
    struct instant now;
    struct str again; /* address to try again, may be empty */
    struct str done;  /* where the first sending led, may be empty */
    bool logged_in;
    struct str kept_for; /* a form can be sent there again, may be empty */
    struct str kept_once;
    const struct kept_field *kept;
    size_t kept_n;
};
PAGE_TEMPLATE(error_body, struct error_view);
PAGE_TEMPLATE(error_staff, struct error_view);
PAGE_TEMPLATE(error_plain, struct error_view);

#endif
