/* A whole installation inside one test process: store, router, clock, people.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TESTS_WORLD_H
#define HELHET_TESTS_WORLD_H

#include "main/wiring.h"

enum { PEOPLE_MAX = 64 };

struct visitor {
    struct str login; /* empty: nobody */
    struct str cookies;
    struct date day; /* of logging in: a session does not last the night */
};

struct world {
    struct arena *mem;      /* lives as long as the world */
    struct arena *call_mem; /* of the request at hand */
    struct wiring w;
    struct visitor person[PEOPLE_MAX];
    size_t n_person;
    struct visitor *who;
    struct str language; /* Accept-Language */
    struct http_pair header[2];
    /* the last answer */
    int status;
    struct str body;
    struct str location;
    struct str path; /* of the page that is shown */
};

/* A fresh installation with the demo in `url` (an empty file path or an empty
 * PostgreSQL database), at a fixed time. Ends the program when it cannot. */
void world_open(struct world *world, const char *folder, const char *url);
void world_close(struct world *world);

/* Who the next requests come from: logs in when that was not done. */
bool world_as(struct world *world, struct str login);
void world_get(struct world *world, struct str target);
/* `body` is urlencoded. */
void world_post(struct world *world, struct str target, struct str body);
/* GET of the last answer's Location. */
bool world_follow(struct world *world);
/* Runs what the timer would run. */
/* Takes one of Bufdir's messages as the system, with the files beside it; the
 * outcome's word is the body. */
bool world_message(struct world *world, const struct str *path, size_t n);
/* What waits to go out is the body, and waits no more; with HELHET_WRITE_TO it
 * is written there too, for others to judge. */
bool world_outbox(struct world *world);
bool world_jobs(struct world *world);
/* Does all open that was sealed, where retention/sealed.def says it stands?
 * Tells when not. */
bool world_is_whole(struct world *world, struct str name);

#endif
