/* Bufdir's official messages for a THK, in and out.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_MESSAGE_APP_H
#define HELHET_ASSESSMENT_MESSAGE_APP_H

#include "assessment/assessment.h"
#include "assessment/bufdir.h"

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
/* Takes one message, all of it or nothing, as the system. The case is held by
 * who leads the requester's unit, or by whoever is there. `version` is of this
 * program, 1.2.3. Errors: only of the store; what is wrong with the message is
 * in out->refusal. Source: R703. */
const struct err *message_app_in(struct call *c, struct str xml,
                                 struct str version,
                                 struct message_answer *out) MUST_CHECK;

/* A request as the official message; the same each time. Errors: NOT_FOUND,
 * INVALID (path of what the message cannot be without). */
const struct err *message_app_out(struct call *c, assessment_id id,
                                  struct str version,
                                  struct str *out) MUST_CHECK;

#endif
