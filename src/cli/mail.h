/* The mail server, as the settings say.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_MAIL_H
#define HELHET_CLI_MAIL_H

#include "cli/settings.h"
#include "notify/outbox.h"

/* A demo's people do not exist: it sends to a server on this machine only.
 * Errors: INTERNAL with what the operator must set right. */
const struct err *mail_options_of(struct arena *mem, const struct settings *s,
                                  struct smtp_options *out) MUST_CHECK;

#endif
