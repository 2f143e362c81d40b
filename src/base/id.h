/* Identifiers: 64 bits, ordered by time, one C type for each kind.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_ID_H
#define HELHET_BASE_ID_H

#include "base/str.h"

#define ID_TYPE(name) \
    typedef struct {  \
        int64_t v;    \
    } name

/* 0 is "none". */
ID_TYPE(account_id); /* a login, and the person who has it */
ID_TYPE(session_id);
ID_TYPE(unit_id);
ID_TYPE(function_id); /* a person's function at a unit */
ID_TYPE(case_id);
ID_TYPE(child_id);
ID_TYPE(offer_id); /* an offer of the baton */
ID_TYPE(share_id);
ID_TYPE(deadline_id);
ID_TYPE(assessment_id);
ID_TYPE(audit_id);
ID_TYPE(event_id); /* a line of a case's timeline */
ID_TYPE(message_id);
ID_TYPE(outbox_id);

/* A new id: milliseconds since 2020 above 22 random bits, never the same twice
 * in one process, always growing. Always > 0. Safe from any thread. */
int64_t id_new(void);
/* Tests only: forgets the last id, so that a fixed clock and fixed randomness
 * give the same ids again. */
void id_restart(void);

/* External form: 13 characters of Crockford base32, lower case, of the id
 * mixed by a keyless bijection, so that it shows neither order nor time. */
struct str id_format(struct arena *mem, int64_t id);

/* False when `s` is not an external id. Accepts what id_format writes, only. */
bool id_parse(struct str s, int64_t *out);

#endif
