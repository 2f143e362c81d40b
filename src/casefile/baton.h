/* The baton (stafettpinnen): who is responsible for a child now. Pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_BATON_H
#define HELHET_CASEFILE_BATON_H

#include "base/err.h"
#include "base/id.h"
#include "registry/function.h"

/* A person with a function at a unit, as an event sees them. The caller
 * gathers `active` (the function is valid on the event's day) and `takes_part`
 * (the unit takes part in the case or is invited to it). `joined` is no input
 * of the rule: it tells the caller that the unit is not merely invited.
 * function 0: nobody. */
struct baton_party {
    function_id function;
    unit_id unit;
    enum function_kind kind;
    bool active;
    bool takes_part;
    bool joined;
};

/* Working days of the protocol. No law or agreement gives them: they are a
 * region's own goals and are shown as such. Source: R612, R613, R614. */
struct baton_terms {
    int32_t answer_days;    /* from the offer to the answer */
    int32_t talk_days;      /* one extension, when asked to talk first */
    int32_t rung_days;      /* on each rung of the ladder */
    int32_t bounce_refused; /* declines or expiries that raise an escalation */
    int32_t bounce_days;    /* working days without an accepted next holder */
};
extern const struct baton_terms baton_terms_default; /* 5, 1, 2, 2, 15 */

/* The ladder of an offer nobody answers. Source: R613. */
enum baton_rung {
    RUNG_NONE,
    RUNG_REMIND, /* the receiver is reminded */
    RUNG_LEADER, /* the receiving unit's leader may answer */
    RUNG_ABOVE,  /* the leader of the unit above may answer */
    RUNG_COUNT
};

/* How an offer ended; the store keeps the number. */
enum offer_state {
    OFFER_NONE, /* there is no offer */
    OFFER_OPEN,
    OFFER_ACCEPTED,
    OFFER_DECLINED,
    OFFER_WITHDRAWN,
    OFFER_EXPIRED,
    OFFER_MOOT,        /* the receiver got the baton in another way */
    OFFER_CASE_CLOSED, /* the case was closed */
    OFFER_STATE_COUNT
};

/* The one open offer of a case. id 0: none. */
struct baton_offer {
    offer_id id;
    struct baton_party to; /* function 0: to anyone with `kind` at `unit` */
    struct date made;
    struct date due; /* last day for the answer, that day included */
    bool talked;     /* the one extension is used */
    enum baton_rung rung;
    function_id above; /* who may answer too, from RUNG_LEADER on; 0: none */
};

#define BATON_UNITS_MAX 16

/* A case's baton. Zeroed: a case that was never opened. */
struct baton {
    bool open;
    struct baton_party holder; /* `active`, `takes_part` mean nothing here */
    struct date held_since;
    struct baton_offer offer;
    /* since the baton was last accepted or the case opened (R614) */
    int32_t offers;
    int32_t declines;
    int32_t expiries;
    struct date asked_since; /* the first of these offers, or DATE_NONE */
    unit_id units[BATON_UNITS_MAX]; /* asked, each once */
    size_t units_n;
    bool bounce_raised; /* an escalation was raised */
};

/* What happens to a baton; the numbers are kept in baton_event.kind. */
enum baton_event_kind {
    BATON_OPENED = 1,
    BATON_OFFERED,
    BATON_TALK, /* the receiver wants to talk first */
    BATON_ACCEPTED,
    BATON_DECLINED,
    BATON_WITHDRAWN,
    BATON_ESCALATED, /* one rung of the ladder */
    BATON_EXPIRED,
    BATON_FUNCTION_ENDED,
    BATON_REORGANISED, /* a unit is reorganised: same rule, in bulk */
    BATON_STUCK,       /* too long without an accepted next holder */
    BATON_CLOSED,
    BATON_REOPENED
};
struct baton_event {
    enum baton_event_kind kind;
    struct date day;         /* Oslo */
    struct baton_party by;   /* who answers or acts; function 0: the system */
    struct baton_party to;   /* first holder, receiver, or who takes over */
    struct baton_party gone; /* whose function ends or moves */
    offer_id offer;          /* made or answered */
    enum baton_rung rung;    /* ESCALATED */
    struct baton_terms terms;
};

/* What the caller must do in the same transaction. */
struct baton_effects {
    bool holder_moved;
    bool offer_made;
    offer_id offer_ended; /* 0: none */
    enum offer_state ended_as;
    bool offer_moved; /* receiver, term or rung of the open offer changed */
    unit_id joins;    /* must become a participating unit; 0: none */
    bool raise;       /* the case bounces: raise an escalation now (R614) */
};

/* The one transition of a case's baton: nothing else moves it. *after and
 * *effects are written on success only. An event that does not concern the
 * baton (another person's function ended) changes nothing.
 * Errors: CONFLICT (case closed, no such open offer, offer already open,
 * extension used, receiver inactive or not of the case, nobody to take over).
 * Source: R611, R612, R614, R615. */
const struct err *baton_apply(struct arena *mem, const struct baton *before,
                              const struct baton_event *e, struct baton *after,
                              struct baton_effects *effects) MUST_CHECK;

/* Folds `n` events from nothing: what the store must hold. *out_bad is the
 * index of the event that does not follow (its error is returned). */
const struct err *baton_replay(struct arena *mem, const struct baton_event *e,
                               size_t n, struct baton *out,
                               size_t *out_bad) MUST_CHECK;

/* Holder, open offer and openness are the same in both. */
bool baton_same(const struct baton *a, const struct baton *b);

/* May this person answer the offer? Pure: receiver, one with the kind at the
 * unit, or the one the ladder reached. */
bool baton_may_answer(const struct baton_offer *o,
                      const struct baton_party *who);

/* A step of the ladder that falls due. */
struct baton_step {
    enum baton_rung rung; /* RUNG_COUNT: the offer expires */
    struct date on;       /* first day of the step */
    struct date until;    /* last day to act on it, that day included */
};
/* The next step of an open offer, if it is due on `today`. Rung k begins on
 * the first working day after due + (k - 1) rung_days. Source: R613. */
bool baton_step_due(const struct baton_offer *o,
                    const struct baton_terms *terms, struct date today,
                    struct baton_step *out);
/* The day that step begins, due or not: when to look again. */
struct date baton_step_day(const struct baton_offer *o,
                           const struct baton_terms *terms);

/* Bouncing (kasteball) of a case, as counts. Source: R614. */
struct bounce {
    int32_t offers;
    int32_t declines;
    int32_t expiries;
    int32_t units;
    int32_t days; /* working days since the first offer nobody accepted */
    bool raised;
};
struct bounce baton_bounce(const struct baton *b, struct date today);
/* Time to raise by days alone? */
bool baton_is_stuck(const struct baton *b, const struct baton_terms *terms,
                    struct date today);

const char *baton_event_word(enum baton_event_kind k); /* English, for verify */

#endif
