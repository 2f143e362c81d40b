/* Gzip: static files packed once, for browsers that take it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_GZIP_H
#define HELHET_HTTP_GZIP_H

#include "base/str.h"

/* Pages are never packed: their length would tell of secrets in them that an
 * attacker's own text stands beside (BREACH). Static files hold none. */

struct gzip_cache;

struct gzip_cache *gzip_new(void); /* heap; empty */
void gzip_free(struct gzip_cache *g);

/* Does an Accept-Encoding header take gzip? */
bool gzip_wanted(struct str accept_encoding);

/* The packed form of an embedded file, made at the first call; lives as long
 * as the cache. Empty: not an embedded text, or not shorter. Any thread. */
struct str gzip_of(struct gzip_cache *g, struct str file);

#endif
