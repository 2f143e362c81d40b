/* Every reachable state of the baton, by the real transition function (R616).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton.h"

#include "base/test.h"

#include <stdio.h>
#include <string.h>

/* Three units, four people: two at A (1 leads), one at B, one at C. */
enum { UNITS = 3, PEOPLE = 4, STATES_MAX = 1 << 17, SLOTS = 1 << 19 };
static const int unit_of[PEOPLE] = {0, 0, 1, 2};
/* Who stands in: deputy or leader, then the next in line. */
static const int stand_in[PEOPLE][PEOPLE - 1] = {
    {1, 2, 3}, {0, 2, 3}, {0, 3, 1}, {0, 2, 1}};

/* The world around one case: whose function is active, who takes part. */
struct world {
    struct baton baton;
    uint8_t active; /* bit for each person */
    uint8_t joined; /* bit for each unit */
};
typedef const struct err *(*transition)(struct arena *, const struct baton *,
                                        const struct baton_event *,
                                        struct baton *, struct baton_effects *);
/* What matters of a state; counts are cut off where rules stop caring. */
struct key {
    uint8_t b[16];
};

struct explorer {
    transition apply;
    struct world *state;
    struct key *key; /* of each state, so that a search does not make it anew */
    size_t n;
    int32_t *slot; /* hash table of indexes into state, -1: free */
    int64_t transitions;
    int64_t broken;
    bool quiet;
};
static const struct date day = {20000};

static struct baton_party
person(const struct world *w, int p)
{
    return (struct baton_party){
        .function = {p + 1},
        .unit = {unit_of[p] + 1},
        .kind = p == 1 ? FUNCTION_CASEWORKER : FUNCTION_LEADER,
        .active = (w->active >> p) & 1,
        .takes_part = (w->joined >> unit_of[p]) & 1,
    };
}

static struct key
key_of(const struct world *w)
{
    const struct baton *b = &w->baton;
    const struct baton_offer *o = &b->offer;
    int32_t refused = b->declines + b->expiries;
    struct key k = {{
        b->open,
        (uint8_t)b->holder.function.v,
        (uint8_t)(o->id.v != 0),
        (uint8_t)o->to.function.v,
        (uint8_t)o->to.unit.v,
        (uint8_t)o->to.kind,
        o->talked,
        (uint8_t)o->rung,
        (uint8_t)o->above.v,
        (uint8_t)(refused > 2 ? 2 : refused),
        b->bounce_raised,
        w->active,
        w->joined,
        (uint8_t)(b->offers > 0),
    }};

    return k;
}

static void
normalise(struct world *w)
{
    struct baton *b = &w->baton;

    if (b->offer.id.v != 0)
        b->offer.id.v = 1;
    if (b->declines + b->expiries > 2) {
        b->declines = 2;
        b->expiries = 0;
    }
    b->offers = b->offers > 0;
    b->units_n = 0;
    b->held_since = day;
    b->asked_since = b->offers ? day : DATE_NONE;
}

static void
remember(struct explorer *x, struct world *w)
{
    struct key k;
    uint32_t h = 2166136261u;
    size_t at;

    normalise(w);
    k = key_of(w);
    for (size_t i = 0; i < sizeof k.b; i++)
        h = (h ^ k.b[i]) * 16777619u;
    for (at = h % SLOTS; x->slot[at] >= 0; at = (at + 1) % SLOTS) {
        if (memcmp(&x->key[x->slot[at]], &k, sizeof k) == 0)
            return;
    }
    ASSERT(x->n < STATES_MAX);
    x->slot[at] = (int32_t)x->n;
    x->key[x->n] = k;
    x->state[x->n++] = *w;
}

static void
broken(struct explorer *x, const struct baton_event *e, const char *what)
{
    x->broken++;
    if (!x->quiet)
        printf("broken after %s: %s\n", baton_event_word(e->kind), what);
}

/* The promise: a holder with an active function, of a unit of the case, at
 * every instant; one open offer at most, never to the holder. */
static void
check_state(struct explorer *x, const struct world *w,
            const struct baton_event *e)
{
    const struct baton *b = &w->baton;
    int holder = (int)b->holder.function.v - 1;

    if (!b->open)
        return;
    if (holder < 0 || holder >= PEOPLE)
        broken(x, e, "no holder");
    else if (!((w->active >> holder) & 1))
        broken(x, e, "the holder's function has ended");
    else if (!((w->joined >> unit_of[holder]) & 1))
        broken(x, e, "the holder's unit does not take part");
    if (b->offer.id.v != 0 && b->offer.to.function.v == holder + 1)
        broken(x, e, "offered to the holder");
    if (b->offer.id.v != 0 && b->offer.to.function.v != 0 &&
        !((w->active >> (b->offer.to.function.v - 1)) & 1))
        broken(x, e, "offered to somebody who has left");
}

static void
check_step(struct explorer *x, const struct baton *a, const struct baton *b,
           const struct baton_event *e, const struct baton_effects *fx)
{
    bool moved = a->holder.function.v != b->holder.function.v;
    bool may_move = e->kind == BATON_ACCEPTED || e->kind == BATON_OPENED ||
                    e->kind == BATON_REOPENED ||
                    e->kind == BATON_FUNCTION_ENDED ||
                    e->kind == BATON_REORGANISED;

    if (moved && !may_move)
        broken(x, e, "moved without a yes");
    if (moved && !fx->holder_moved)
        broken(x, e, "moved silently");
    if (a->offer.id.v != 0 && b->offer.id.v != a->offer.id.v &&
        fx->offer_ended.v != a->offer.id.v)
        broken(x, e, "an offer vanished");
}

static void
try_event(struct explorer *x, struct arena *mem, const struct world *from,
          uint8_t active_after, const struct baton_event *e)
{
    struct world to = *from;
    struct baton_effects fx = {0};
    const struct err *err;

    err = x->apply(mem, &from->baton, e, &to.baton, &fx);
    if (err)
        return;
    x->transitions++;
    to.active = active_after;
    if (fx.joins.v != 0)
        to.joined |= (uint8_t)(1u << (fx.joins.v - 1));
    check_step(x, &from->baton, &to.baton, e, &fx);
    check_state(x, &to, e);
    remember(x, &to);
}

static void
try_offers(struct explorer *x, struct arena *mem, const struct world *w)
{
    struct baton_event e = {.kind = BATON_OFFERED,
                            .day = day,
                            .offer = {1},
                            .terms = baton_terms_default};

    for (int p = 0; p < PEOPLE; p++) {
        e.to = person(w, p);
        try_event(x, mem, w, w->active, &e);
        e.to.function = (function_id){0}; /* to the function, not the person */
        try_event(x, mem, w, w->active, &e);
    }
}

static void
try_answers(struct explorer *x, struct arena *mem, const struct world *w)
{
    static const enum baton_event_kind kinds[] = {
        BATON_TALK, BATON_ACCEPTED, BATON_DECLINED, BATON_WITHDRAWN,
        BATON_EXPIRED};
    struct baton_event e = {
        .day = day, .offer = {1}, .terms = baton_terms_default};

    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        e.kind = kinds[k];
        for (int p = 0; p < PEOPLE; p++) {
            e.by = person(w, p);
            if (e.by.active) /* the gate lets nobody else in */
                try_event(x, mem, w, w->active, &e);
        }
    }
}

static void
try_ladder(struct explorer *x, struct arena *mem, const struct world *w)
{
    struct baton_event e = {.kind = BATON_ESCALATED,
                            .day = day,
                            .offer = {1},
                            .terms = baton_terms_default};

    for (int r = RUNG_REMIND; r < RUNG_COUNT; r++) {
        e.rung = (enum baton_rung)r;
        for (int p = 0; p < PEOPLE; p++) {
            e.to = person(w, p);
            try_event(x, mem, w, w->active, &e);
        }
    }
    e.kind = BATON_STUCK;
    e.day = date_add(day, 40);
    try_event(x, mem, w, w->active, &e);
}

/* Somebody leaves, or their unit is reorganised: who stands in is the first
 * active of the line, as the registry finds it. */
static void
try_leavers(struct explorer *x, struct arena *mem, const struct world *w)
{
    struct baton_event e = {.day = day, .terms = baton_terms_default};

    for (int p = 0; p < PEOPLE; p++) {
        if (!((w->active >> p) & 1))
            continue;
        e.gone = person(w, p);
        e.to = (struct baton_party){0};
        for (int i = 0; i < PEOPLE - 1 && e.to.function.v == 0; i++) {
            if ((w->active >> stand_in[p][i]) & 1)
                e.to = person(w, stand_in[p][i]);
        }
        e.kind = BATON_FUNCTION_ENDED;
        try_event(x, mem, w, (uint8_t)(w->active & ~(1u << p)), &e);
        e.kind = BATON_REORGANISED;
        try_event(x, mem, w, (uint8_t)(w->active & ~(1u << p)), &e);
    }
}

static void
try_world(struct explorer *x, struct arena *mem, const struct world *w)
{
    struct baton_event e = {
        .kind = BATON_CLOSED, .day = day, .terms = baton_terms_default};

    try_event(x, mem, w, w->active, &e);
    e.kind = BATON_REOPENED;
    for (int p = 0; p < PEOPLE; p++) {
        e.to = person(w, p);
        try_event(x, mem, w, w->active, &e);
    }
    for (int p = 0; p < PEOPLE; p++) { /* a new function, a unit invited */
        struct world next = *w;

        next.active |= (uint8_t)(1u << p);
        remember(x, &next);
        next = *w;
        next.joined |= (uint8_t)(1u << unit_of[p]);
        remember(x, &next);
    }
}

static int64_t
explore(struct arena *mem, transition apply, bool quiet, struct explorer *x)
{
    struct world first = {.active = 15, .joined = 1};
    struct arena *scratch = arena_new(64u << 20);
    struct baton_event e = {.kind = BATON_OPENED, .day = day};

    *x = (struct explorer){.apply = apply, .quiet = quiet};
    x->state = ARENA_NEW_N(mem, struct world, STATES_MAX);
    x->key = ARENA_NEW_N(mem, struct key, STATES_MAX);
    x->slot = ARENA_NEW_N(mem, int32_t, SLOTS);
    memset(x->slot, 0xff, SLOTS * sizeof *x->slot);
    first.baton.asked_since = DATE_NONE;
    e.to = person(&first, 0);
    try_event(x, scratch, &first, first.active, &e);
    for (size_t i = 0; i < x->n; i++) {
        struct world w = x->state[i];

        arena_reset(scratch);
        try_offers(x, scratch, &w);
        try_answers(x, scratch, &w);
        try_ladder(x, scratch, &w);
        try_leavers(x, scratch, &w);
        try_world(x, scratch, &w);
    }
    arena_free(scratch);
    return x->broken;
}

TEST(baton_every_reachable_state_has_one_holder)
{
    struct explorer x;

    CHECK_EQ(explore(mem, baton_apply, false, &x), 0);
    CHECK(x.n > 1000);
    printf("baton: %zu states, %lld transitions, 0 broken\n", x.n,
           (long long)x.transitions);
}

/* --- rules broken on purpose: the exploration must notice each --- */

static const struct err *
leaver_keeps(struct arena *mem, const struct baton *before,
             const struct baton_event *e, struct baton *after,
             struct baton_effects *fx)
{
    const struct err *err = baton_apply(mem, before, e, after, fx);

    if (!err && e->kind == BATON_FUNCTION_ENDED)
        *after = *before;
    return err;
}

static const struct err *
offer_moves(struct arena *mem, const struct baton *before,
            const struct baton_event *e, struct baton *after,
            struct baton_effects *fx)
{
    const struct err *err = baton_apply(mem, before, e, after, fx);

    if (!err && e->kind == BATON_OFFERED && e->to.function.v != 0)
        after->holder = e->to;
    return err;
}

static const struct err *
decline_drops(struct arena *mem, const struct baton *before,
              const struct baton_event *e, struct baton *after,
              struct baton_effects *fx)
{
    const struct err *err = baton_apply(mem, before, e, after, fx);

    if (!err && e->kind == BATON_DECLINED)
        after->holder = (struct baton_party){0};
    return err;
}

static const struct err *
yes_forgets_to_join(struct arena *mem, const struct baton *before,
                    const struct baton_event *e, struct baton *after,
                    struct baton_effects *fx)
{
    const struct err *err = baton_apply(mem, before, e, after, fx);

    if (!err)
        fx->joins = (unit_id){0};
    return err;
}

TEST(baton_exploration_notices_broken_rules)
{
    static const transition wrong[] = {leaver_keeps, offer_moves, decline_drops,
                                       yes_forgets_to_join};

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct explorer x;
        struct arena *own = arena_new(256u << 20);

        CHECK(explore(own, wrong[i], true, &x) > 0);
        arena_free(own);
    }
}
