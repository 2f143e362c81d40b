/* Log lines for operators: JSON to standard error, never personal data.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_LOG_H
#define HELHET_BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lowest level that is written; LOG_INFO at start. */
void log_level_set(enum log_level lowest);
/* One line. `event` is a fixed word from log_events.def; `detail` may be NULL.
 */
void log_event(enum log_level level, const char *event, const char *detail);
/* One failure, one line: kind, where, detail; never arguments. */
void log_err(const char *event, const struct err *e);

#endif
