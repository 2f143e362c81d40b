/* Long simulations beside the requests: one at a time, watched, cancelled.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A scenario is known by its address text; whoever asks for the same one gets
 * the same run. One thread of its own, started at the first run, computes with
 * at most all cores but one. Answers are kept until their place is needed.
 * Why threads live here: docs/adr/0021. */
#ifndef HELHET_CAPACITY_RUN_QUEUE_H
#define HELHET_CAPACITY_RUN_QUEUE_H

#include "base/id.h"
#include "capacity/answer.h"

enum { RUNS_MAX = 12 }; /* waiting, working and kept */

enum run_state {
    RUN_NONE, /* not known (any more), or no place for it: all are waiting */
    RUN_WAITING,
    RUN_WORKING,
    RUN_DONE,
    RUN_CANCELLED,
    RUN_FAILED /* its memory was full */
};

struct run_view {
    enum run_state state;
    uint64_t id; /* of the scenario */
    int done, total;
    int ahead;                   /* runs that come first */
    account_id account;          /* who asked first, and may cancel */
    const struct answer *answer; /* when done: lives as long as `mem` */
};

struct runs;
/* Ends its thread and frees when `mem` is freed. */
struct runs *runs_new(struct arena *mem);

/* Starts the scenario, or finds it. One that was cancelled or failed is started
 * anew when `again`. */
void runs_ask(struct runs *r, struct arena *mem, const struct params *p,
              account_id account, bool again, struct run_view *out);
/* How far is it? Starts nothing. */
void runs_find(struct runs *r, struct arena *mem, uint64_t id,
               struct run_view *out);
/* Its scenario, as params_query; empty when not known. */
struct str runs_query(struct runs *r, struct arena *mem, uint64_t id);
/* Stops it, if `account` asked for it first. */
bool runs_cancel(struct runs *r, uint64_t id, account_id account);

/* The id of a scenario: FNV-1a of its address text. */
uint64_t runs_id(struct arena *mem, const struct params *p);

#endif
