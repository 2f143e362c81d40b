/* Functions nobody may call: naming one fails the build.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_BANNED_H
#define HELHET_BASE_BANNED_H

/* Their declarations must be read before the names are forbidden. Headers of
 * libraries that are included later must not name them either; the ones we use
 * do not, but for alloca in GLib's. It is therefore left to a warning. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__GNUC__)
#pragma GCC diagnostic error "-Walloca"
#pragma GCC poison strcpy strncpy strcat strncat /* str_copy, struct buf */
#pragma GCC poison sprintf vsprintf              /* str_fmt, buf_fmt */
#pragma GCC poison strtok                        /* str_split */
#pragma GCC poison atoi atol atoll atof          /* str_to_i64 */
#pragma GCC poison localtime gmtime mktime       /* base/date.h */
#pragma GCC poison asctime ctime                 /* instant_format */
#pragma GCC poison rand srand                    /* random_bytes */
#pragma GCC poison tmpnam tempnam mktemp         /* mkstemp */
#endif

#endif
