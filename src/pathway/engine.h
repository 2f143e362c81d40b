/* A pathway that is run: from its definition and what was recorded. Pure.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Nothing here depends on the day it is asked, but what is late: replaying the
 * same events gives the same state, and a deadline moves by an event only. */
#ifndef HELHET_PATHWAY_ENGINE_H
#define HELHET_PATHWAY_ENGINE_H

#include "pathway/definition.h"

enum path_event_kind {
#define PATH_EVENT(id, word, msg, step) PATH_EVENT_##id,
#include "pathway/event.def"
#undef PATH_EVENT
    PATH_EVENT_KIND_COUNT
};
const char *path_event_word(enum path_event_kind k);
bool path_event_parse(struct str word, enum path_event_kind *out);
int path_event_message(enum path_event_kind k);

struct path_event {
    enum path_event_kind kind;
    struct str step;    /* its id; a definition may change under it */
    struct str outcome; /* its code, where the step has outcomes */
    struct date day;
};

enum path_state {
    PATH_WAITING,
    PATH_OPEN,
    PATH_DONE,
    PATH_SKIPPED,
    PATH_NOT_RELEVANT, /* a person said so */
    PATH_NOT_TAKEN,    /* the way went past it */
    PATH_STATE_COUNT
};
const char *path_state_word(enum path_state s);
bool path_state_parse(struct str word, enum path_state *out);
int path_state_message(enum path_state s);
bool path_state_settled(enum path_state s);

struct path_step_state {
    enum path_state state;
    int32_t outcome;     /* -1: none */
    uint32_t round;      /* 1, and more when a way back was taken */
    uint32_t anew;       /* which way back it began anew by; engine's own */
    struct date opened;  /* DATE_NONE until then */
    struct date settled; /* the day it was done, skipped, … */
    struct date due;     /* last day; DATE_NONE: none, or it stands still */
    bool paused;         /* its term stands still */
    struct date paused_on;
    int32_t paused_days; /* over now, in the term's kind of days */
    int32_t deviations;
    bool early; /* settled before what should come first */
    bool late;  /* open after its last day; the only use of today */
};
enum path_run_end { PATH_RUNS, PATH_FINISHED, PATH_STOPPED, PATH_AS_MEASURES };
struct path_run {
    bool started;
    enum path_run_end end;
    struct date started_on;
    struct date ended_on;
    struct path_step_state *step; /* as many as the definition has */
    uint32_t n;
    uint32_t open_n;
    uint32_t settled_n;
    uint32_t anew; /* ways back taken */
};

/* What follows from the events. Those about steps or outcomes that the
 * definition does not have are passed over. When the run has ended no step has
 * a deadline; kept as measures, those open keep theirs and no new one opens.
 * Source: R643, R644. */
struct path_run path_replay(struct arena *mem, const struct path_def *d,
                            const struct path_event *event, size_t n,
                            struct date today);
/* May this be recorded now? Errors: CONFLICT (ended, settled already, not
 * paused, no term that may pause), INVALID (field "utfall": which outcome;
 * "dag": before what came before, or ahead of today). */
const struct err *path_check_event(struct arena *mem, const struct path_def *d,
                                   const struct path_run *run,
                                   const struct path_event *e,
                                   struct date today) MUST_CHECK;

/* `e` undoes the event whose number, from 1, is its outcome: done or a
 * deviation, of the same step, and not undone before. The replay is then as if
 * that had never been recorded; what followed from it waits again. Errors:
 * CONFLICT. */
const struct err *path_check_undo(struct arena *mem,
                                  const struct path_event *event, size_t n,
                                  const struct path_event *e) MUST_CHECK;

/* Steps that are open, soonest first, those without a day last. */
uint32_t *path_next(struct arena *mem, const struct path_run *run,
                    uint32_t *out_n);

#endif
