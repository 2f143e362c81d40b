/* Inside this folder's open calls.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_BODY_APP_H
#define HELHET_BODY_BODY_APP_H

#include "body/app.h"
#include "registry/search.h"

/* INVALID, at a field of the form. */
const struct err *body_wrong(struct call *c, const char *field,
                             int msg) MUST_CHECK;
const struct err *body_may_in(struct call *c, body_id id,
                              struct body_may *out) MUST_CHECK;
const struct err *body_item_add_in(struct call *c, body_id body,
                                   const struct item_form *f,
                                   item_id *out) MUST_CHECK;
const struct err *meeting_plan_in(struct call *c, body_id body,
                                  const struct meeting_form *f,
                                  meeting_id *out) MUST_CHECK;
const struct err *meeting_call_in(struct call *c, struct meeting *m) MUST_CHECK;
const struct err *meeting_hold_in(struct call *c, struct meeting *m,
                                  const struct presence_mark *mark,
                                  size_t n) MUST_CHECK;
const struct err *meeting_record_in(struct call *c, const struct meeting *m,
                                    struct agenda_item *i,
                                    const struct record_form *f) MUST_CHECK;
const struct err *meeting_send_minutes_in(struct call *c,
                                          struct meeting *m) MUST_CHECK;
const struct err *meeting_approve_minutes_in(struct call *c, struct meeting *m,
                                             meeting_id in) MUST_CHECK;

#endif
