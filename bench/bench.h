/* What the bench's programs share: an installation with many cases, and who
 * works in it. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BENCH_BENCH_H
#define HELHET_BENCH_BENCH_H

#include "casefile/app.h"
#include "main/wiring.h"

/* Each caseworker has so many cases where nothing else is said, each unit so
 * many caseworkers. */
enum { CASES_EACH = 50, WORKERS_EACH = 20 };

struct bench {
    struct arena *mem;
    struct arena *call_mem; /* reset by bench_as */
    struct wiring w;
};

/* Ends the program when there is an error. */
void bench_must(const struct err *err, const char *what);

/* Opens the installation in `folder` with `readers` read connections; made,
 * with reference data and demo accounts, when `create`. */
void bench_open(struct bench *b, const char *folder, bool create,
                unsigned readers);
void bench_close(struct bench *b);

/* Adds units with caseworkers and their `cases` open cases, `each` a
 * caseworker, each with a clinic that takes part and a deadline. */
void bench_fill(struct bench *b, int64_t cases, int64_t each);

/* A call, now, by a caseworker that bench_fill made. */
void bench_as(struct bench *b, struct arena *mem, int64_t worker,
              struct call *c);
/* The same by the leader of a unit. */
void bench_as_leader(struct bench *b, struct arena *mem, int64_t unit,
                     struct call *c);
/* The caseworker offers all its cases to the clinic's therapist. */
void bench_offer_all(struct bench *b, int64_t worker);
/* The first caseworker's case gets all that a case can have (full.c). */
void bench_full(struct bench *b, case_id id);
void bench_full_pathway(struct bench *b, case_id id);
/* A call, now, by a clinic's therapist. */
void bench_as_therapist(struct bench *b, struct arena *mem, function_id f,
                        struct call *c);
/* The clinic that takes part in a unit's cases, and its only therapist. */
unit_id bench_clinic(int64_t unit);
function_id bench_therapist(int64_t unit);
/* A new session: the cookie's "name=value". */
struct str bench_log_in(struct bench *b, int64_t worker);

#endif
