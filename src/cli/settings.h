/* Settings: read once at the start, then const.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_SETTINGS_H
#define HELHET_CLI_SETTINGS_H

#include "base/buf.h"
#include "base/err.h"

struct settings {
#define SETTING_TEXT(name, def, text)          struct str name;
#define SETTING_INT(name, def, min, max, text) int64_t name;
#define SETTING_FLAG(name, def, text)          bool name;
#include "cli/settings.def"
#undef SETTING_TEXT
#undef SETTING_INT
#undef SETTING_FLAG
};

/* Defaults, then the file (`path`, NULL: none), then the environment. Every
 * fault is told, with its line: an unknown name, a value out of bounds. Errors:
 * INVALID list (detail in English, line, field = name). */
const struct err *settings_read(struct arena *mem, const char *path,
                                struct settings *out) MUST_CHECK;
/* What follows from several settings together: the db and the key file, plain
 * HTTP beyond loopback only behind a TLS proxy. Errors: INVALID. */
const struct err *settings_check(struct arena *mem,
                                 struct settings *s) MUST_CHECK;
/* Does `listen` stay on this machine? */
bool listen_is_loopback(struct str listen);
/* Name, bounds, default and text of each, for --help and the manual. */
void settings_help(struct buf *b);
/* name = value for each; the store's password left out. */
void settings_print(struct buf *b, const struct settings *s);
void settings_json(struct buf *b, const struct settings *s);

#endif
