/* Services without an account, as logs and forms name them. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_OUTSIDE_H
#define HELHET_SHARING_OUTSIDE_H

#include "base/arena.h"
#include "base/str.h"
#include "text/text.h"

enum outside {
#define OUTSIDE(id, word, msg, at) OUTSIDE_##id,
#include "sharing/outside.def"
#undef OUTSIDE
    OUTSIDE_COUNT
};
const char *outside_word(enum outside s);
bool outside_parse(struct str word, enum outside *out);
int outside_message(enum outside s);
/* Health care, or it may be: "other" is not told. */
bool outside_is_health(enum outside s);
/* "Somebody at the school": who used a link, for the access log. */
struct str outside_somebody(struct arena *mem, enum lang lang, enum outside s);

#endif
