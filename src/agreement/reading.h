/* Who must read an agreement, who has, and when they are reminded (R204). Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_READING_H
#define HELHET_AGREEMENT_READING_H

#include "agreement/agreement.h"
#include "agreement/obligation.h"

struct reader {
    function_id function;
    int32_t kind;        /* enum function_kind */
    struct str name;     /* "Name, unit" */
    struct date asked;   /* the later of the function's and the point's first */
    struct date read_on; /* NONE: not yet */
    int32_t reminders;
    struct date reminded; /* the last time; NONE: never */
};
struct reader_list {
    struct reader *row;
    size_t n;
};

/* Is a reader to be reminded on `today`, `days` after asked or after the last
 * reminder, at most `max` times? days 0: never. Own goals, no law's. */
bool reader_is_due(const struct reader *r, struct date today, int32_t days,
                   int32_t max);
/* Who must know the agreement on day `on` by its clauses and their verdicts,
 * each once, as the functions began. Without reminders.
 * Source: R203 (make_known), R204. */
struct reader_list readers_of(struct arena *mem, const struct clause_list *of,
                              const struct verdict *verdict,
                              const struct fact_list *facts, struct date on);

#endif
