/* Bufdir's official messages for a THK, in and out.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_MESSAGE_APP_H
#define HELHET_ASSESSMENT_MESSAGE_APP_H

#include "assessment/assessment.h"
#include "assessment/bufdir.h"
#include "assessment/message_store.h"

/* What became of a message. */
enum message_outcome {
    MESSAGE_NEW,       /* a request stands in the inbox */
    MESSAGE_KNOWN,     /* it came before: nothing was changed */
    MESSAGE_CHANGED,   /* an update, files or an addition */
    MESSAGE_WITHDRAWN, /* the request is withdrawn */
    MESSAGE_NOTED,     /* a receipt, or a test */
    MESSAGE_REFUSED    /* nothing was stored */
};
const char *message_outcome_word(enum message_outcome o);

struct message_answer {
    enum message_outcome outcome;
    const struct err *refusal; /* MESSAGE_REFUSED: path and rule, no values */
    struct str answer;         /* receipt or feilmelding as XML; may be empty */
    struct str answer_id;      /* its id */
    assessment_id id;          /* {0}: none */
};
/* A file that came beside a message. */
struct message_file {
    struct str name;
    struct str bytes;
};
/* Takes one message, all of it or nothing, as the system. The case is held by
 * who leads the requester's unit, or by whoever is there. `version` is of this
 * program, 1.2.3. Errors: only of the store; what is wrong with the message is
 * in out->refusal; so is a file that it does not name, or whose kind is not let
 * in. Source: R703. */
const struct err *message_app_in(struct call *c, struct str xml,
                                 struct str version,
                                 const struct message_file *files,
                                 size_t n_files,
                                 struct message_answer *out) MUST_CHECK;

/* Somebody has received a request: when it came as a message, its sender gets a
 * saksbehandlerkvittering. In an open call of the decider. */
const struct err *message_seen_in(struct call *c,
                                  const struct assessment *a) MUST_CHECK;
/* What waits to be carried out, opened; as the system. */
const struct err *
message_app_waiting(struct call *c,
                    struct message_waiting_list *out) MUST_CHECK;
/* It was written where its carrier takes it: it waits no more. */
const struct err *message_app_given(struct call *c, struct str id) MUST_CHECK;

/* A request as the official message; the same each time. Errors: NOT_FOUND,
 * INVALID (path of what the message cannot be without). */
const struct err *message_app_out(struct call *c, assessment_id id,
                                  struct str version,
                                  struct str *out) MUST_CHECK;

#endif
