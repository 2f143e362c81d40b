/* The obligation engine (R203): facts and a date in, a verdict out. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_OBLIGATION_H
#define HELHET_AGREEMENT_OBLIGATION_H

#include "agreement/facts.h"

enum obligation_kind {
#define OBLIGATION(id, word, msg) OBLIGATION_##id,
#include "agreement/obligation_kind.def"
#undef OBLIGATION
    OBLIGATION_KIND_COUNT
};
enum verdict_state {
#define VERDICT(id, word, msg) VERDICT_##id,
#include "agreement/verdict.def"
#undef VERDICT
    VERDICT_COUNT
};
enum lack_kind {
#define LACK(id, word, msg) LACK_##id,
#include "agreement/lack.def"
#undef LACK
    LACK_COUNT
};

/* What a clause asks for. */
struct obligation {
    int64_t id; /* of its clause */
    enum obligation_kind kind;
    struct date from; /* binding from, that day included */
    struct date to;   /* last day; DATE_NONE: until terminated */
    struct str body;
    int32_t n;      /* how many a year; hours of guidance a period */
    int32_t years;  /* length of a plan; turn of a host */
    int32_t months; /* of a period of guidance: 1 or 3 */
    int32_t days;   /* own goal: days to read after one was asked; 0: none */
    const int64_t *unit; /* to invite; hosts in their order; who gives guidance
                            and who receives */
    size_t units;
    uint32_t functions; /* bits 1 << enum function_kind */
};

/* Something missing. What the fields mean depends on the kind. */
struct lack {
    enum lack_kind kind;
    int32_t n;
    int32_t year;
    int64_t unit;
    int32_t function;
    struct date day; /* of guidance: the last day of the period */
    const struct agreement_fact
        *fact; /* the meeting, plan, holder at fault, or NULL */
};

struct verdict {
    bool applies; /* false: not binding on that day; then nothing else is set */
    enum verdict_state state;
    int32_t have; /* "2 of 3"; need 0: not counted */
    int32_t need;
    struct date last; /* the last day to do it; breached: the day that passed */
    struct date met;  /* met: since when, if it is one day */
    const struct agreement_fact *const *evidence;
    size_t evidence_n;
    const struct lack *lack;
    size_t lacks;
};

/* Our own choice, not the agreement's: how long before its last day something
 * is called due soon, and due. Days. */
enum { OBLIGATION_SOON_DAYS = 60, OBLIGATION_DUE_DAYS = 14 };

/* The verdict of the day `on`. Deterministic: the order of facts does not
 * matter but for the order of evidence. Lives in `mem`; points into `facts`.
 *
 * Duties of a year count from the first whole calendar year. A year that ended
 * without them is a breach until the next year's have been done. Each meeting
 * of the year is looked at (those of the year before, until the first one).
 * Evidence is a fact that fulfils: adding one never makes met breached.
 * Source: R203; the regional agreement's A05-A29. */
struct verdict obligation_judge(struct arena *mem, const struct obligation *o,
                                const struct fact_list *facts, struct date on);

/* Who must run the body's meetings in a year: an index into o->unit. */
size_t obligation_host_of(const struct obligation *o, int year);

const char *obligation_kind_word(enum obligation_kind k);
bool obligation_kind_parse(struct str word, enum obligation_kind *out);
int obligation_kind_message(enum obligation_kind k);
const char *verdict_word(enum verdict_state s);
bool verdict_parse(struct str word, enum verdict_state *out);
int verdict_message(enum verdict_state s);
const char *lack_word(enum lack_kind k);
int lack_message(enum lack_kind k);

#endif
