/* Facts that obligations are judged by: what happened, and when it was known.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_FACTS_H
#define HELHET_AGREEMENT_FACTS_H

#include "base/err.h"

enum fact_kind {
#define FACT(id, word, msg, by_hand) FACT_##id,
#include "agreement/fact_kind.def"
#undef FACT
    FACT_KIND_COUNT
};

/* What is true of a fact beside its day; which bits count depends on kind. */
enum fact_flag {
    FACT_JOINT = 1,     /* meeting: both parties approved the agenda */
    FACT_PREPARED = 2,  /* plan: drafted by the body that must */
    FACT_ENDORSED = 4,  /* plan: the body endorsed it, in a decision */
    FACT_ASKED = 8,     /* evaluation: asks for a revision */
    FACT_RELEASED = 16, /* dispute: taken to the public */
    FACT_AGREED = 32    /* dispute: after agreement or talk between both */
};

/* One fact. Days are Oslo days, inclusive. A fact counts on a day D when it was
 * known by then (known <= D) and not taken back (gone > D), so that the state
 * of every past day can be worked out again. */
struct agreement_fact {
    enum fact_kind kind;
    int64_t object;   /* meeting, plan, function …: same object, same thing */
    int64_t clause;   /* waiver, judged: the clause it is about */
    struct str body;  /* code of the body: "RSBU", "AU", "SYSTEM" */
    int64_t unit;     /* meeting: the host; place, post, holder: where */
    int64_t other;    /* area, local agreement: the clinic */
    int32_t function; /* enum function_kind: post, holder */
    struct date on;   /* its day, or the first day it holds */
    struct date until; /* the last day it holds; DATE_NONE: open */
    struct date known;
    struct date gone; /* DATE_NONE: stands */
    int32_t n;     /* meeting: agenda items prepared …; guidance: minutes */
    int32_t total; /* … of so many */
    uint32_t flags;
    struct str label;     /* what people read */
    struct str href;      /* one click away, or empty */
    struct str reference; /* of a document that lies elsewhere, or empty */
    bool entered;         /* by hand: the object is its own row */
    int64_t of_body;      /* whose meeting it was; 0: none's */
};
struct fact_list {
    const struct agreement_fact *row;
    size_t n;
};

const char *fact_kind_word(enum fact_kind k);
bool fact_kind_parse(struct str word, enum fact_kind *out);
int fact_kind_message(enum fact_kind k);
bool fact_kind_by_hand(enum fact_kind k);

#endif
