/* A body's beginning and end (R301).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_BEGIN_APP_H
#define HELHET_BODY_BEGIN_APP_H

#include "body/app.h"

enum { BEGIN_PARTIES = 2 }; /* beside one's own unit */
struct begin_form {
    enum body_kind kind;
    struct str name;
    struct str short_name; /* before decision numbers */
    struct str party[BEGIN_PARTIES];
    body_id prepares; /* {0}: no other body's matters */
};

/* The bodies one has to do with: those that a new one may prepare for. */
const struct err *begin_app_choices(struct call *c,
                                    struct body_list *out) MUST_CHECK;
/* The acting unit is its first party and the acting person its secretary.
 * Errors: INVALID with the field. */
const struct err *begin_app_create(struct call *c, const struct begin_form *f,
                                   body_id *out) MUST_CHECK;
/* `last` is its last day; what was stays. Errors: INVALID: the day is past, or
 * a meeting is planned after it. */
const struct err *begin_app_end(struct call *c, body_id id,
                                struct date last) MUST_CHECK;

#endif
