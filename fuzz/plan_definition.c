/* Fuzz target: any bytes as a PlanDefinition; what is read is checked, written,
 * read again the same, and can be run. SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/plan_definition.h"
#include "pathway/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every open step is done, with its first outcome; a way back may go on. */
static void
run_through(struct arena *mem, const struct path_def *d)
{
    enum { EVENTS_MAX = 40 };
    struct date day = date_ymd(2026, 11, 23);
    struct path_event e[EVENTS_MAX] = {
        {.kind = PATH_EVENT_STARTED, .day = day}};
    size_t n = 1;

    while (n < EVENTS_MAX) {
        struct path_run run = path_replay(mem, d, e, n, day);
        uint32_t open = 0;
        uint32_t *next = path_next(mem, &run, &open);

        if (open == 0)
            return;
        e[n] = (struct path_event){
            .kind = PATH_EVENT_DONE, .step = d->step[next[0]].id, .day = day};
        if (d->step[next[0]].outcome_n > 0)
            e[n].outcome = d->step[next[0]].outcome[0].code;
        n++;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)256 * 1024 * 1024);
    struct str json = {(const char *)data, size};
    struct path_def d;
    struct path_def again;

    if (!plan_definition_read(mem, json, &d)) {
        struct str first = plan_definition_write(mem, &d);

        (void)path_check(mem, &d, NULL, 0);
        ASSERT(!plan_definition_read(mem, first, &again));
        ASSERT(again.step_n == d.step_n && again.levels == d.levels);
        ASSERT(str_eq(first, plan_definition_write(mem, &again)));
        run_through(mem, &d);
    }
    arena_free(mem);
    return 0;
}
