/* Documents of meetings and of matters on their agendas (R302, R305).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PAPER_APP_H
#define HELHET_BODY_PAPER_APP_H

#include "body/app.h"
#include "file/paper.h"

/* What documents belong to. */
struct paper_place {
    enum paper_of of;
    struct meeting m;        /* id {0}: the matter is on no agenda yet */
    struct agenda_item item; /* id {0}: the meeting's own */
    struct body b;
    struct body_unit_list units; /* of the meeting's day, or today */
    struct body_may may;
    int64_t parties;
    bool closed; /* the minutes are approved, or it is over */
    struct paper_list papers;
};
/* The documents of a meeting or a matter, for everybody who sees the body.
 * Errors: NOT_FOUND. */
const struct err *body_paper_list(struct call *c, enum paper_of of,
                                  int64_t owner,
                                  struct paper_place *out) MUST_CHECK;

struct body_paper {
    struct paper_place at;
    struct paper paper;
    struct paper_version_list versions;
    struct str text; /* how a plain text begins */
    bool may_change; /* by the unit that put it there, and who runs the body */
};
const struct err *body_paper_view(struct call *c, int64_t id,
                                  struct body_paper *out) MUST_CHECK;
const struct err *body_paper_file(struct call *c, int64_t id, int32_t nr,
                                  struct paper_version *out,
                                  struct str *out_bytes) MUST_CHECK;

/* By members and who runs the body; `f` has been through paper_check. Errors:
 * NOT_FOUND, DENIED, CONFLICT (closed, removed, changed). */
const struct err *body_paper_add(struct call *c, enum paper_of of,
                                 int64_t owner, struct str title,
                                 const struct paper_file *f,
                                 int64_t *out) MUST_CHECK;
const struct err *body_paper_renew(struct call *c, int64_t id,
                                   const struct paper_file *f) MUST_CHECK;
const struct err *body_paper_remove(struct call *c, int64_t id,
                                    struct str reason) MUST_CHECK;
/* The acting person's party releases version `nr`, or takes that back. */
const struct err *body_paper_release(struct call *c, int64_t id, int32_t nr,
                                     bool release) MUST_CHECK;

/* Of meetings: what every party has released; nothing else is read. For
 * anybody. */
struct public_paper {
    struct paper paper;
    struct meeting m;
    struct str body_name;
};
struct public_paper_list {
    struct public_paper *row;
    size_t n;
};
const struct err *body_paper_public(struct call *c,
                                    struct public_paper_list *out) MUST_CHECK;
/* Errors: NOT_FOUND: there is none, or it is not public. */
const struct err *body_paper_public_file(struct call *c, int64_t id,
                                         struct paper *out,
                                         struct paper_version *out_version,
                                         struct str *out_bytes) MUST_CHECK;

#endif
