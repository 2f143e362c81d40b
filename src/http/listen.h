/* Listen: from "127.0.0.1:8080", "[::1]:0" or "unix:/path" to a socket.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_LISTEN_H
#define HELHET_HTTP_LISTEN_H

#include "base/err.h"

struct listener {
    int fd;
    int port;       /* 0 on a unix socket */
    bool loopback;  /* nobody outside this machine reaches it */
    char path[108]; /* of a unix socket, else empty */
};

/* Errors: INVALID (no such address), UNAVAILABLE (taken, not permitted). */
const struct err *listen_open(struct arena *mem, const char *where,
                              struct listener *out) MUST_CHECK;
/* Closes, and removes a unix socket's file. */
void listen_close(struct listener *l);

#endif
