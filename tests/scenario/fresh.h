/* Stores for one test run: empty, or a copy of one that was prepared.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * An address is the path of a SQLite file or of a PostgreSQL database
 * (postgresql://server/name?query), which is dropped and made anew. */
#ifndef HELHET_TESTS_FRESH_H
#define HELHET_TESTS_FRESH_H

#include "base/buf.h"

bool fresh_is_postgres(struct str url);
/* Its name for those who read of it. */
const char *fresh_store_name(struct str url);
/* The address of a store beside this one. */
struct str fresh_beside(struct arena *mem, struct str url, const char *suffix);
/* Makes `url` empty. False: it cannot be. */
bool fresh_empty(struct arena *mem, struct str url);
/* Makes `url` what `from` is; nobody may have `from` open. */
bool fresh_copy(struct arena *mem, struct str url, struct str from);
/* PostgreSQL counts what a store holds after it was filled, so that its plans
 * are not guesses. By itself it would leave small tables out. */
bool fresh_settle(struct arena *mem, struct str url);
/* Removes the store. */
void fresh_drop(struct arena *mem, struct str url);

/* The whole file, or empty. */
struct str fresh_read(struct arena *mem, const char *path);
/* A shell's command. False: it failed. */
bool fresh_shell(struct arena *mem, struct str line);

#endif
