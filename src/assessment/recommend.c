/* Recommendations: their states, what an answer needs, and figures.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/recommend.h"

#include "text/messages_assessment.h"

static const struct {
    const char *word;
    int message;
} states[RECOMMENDATION_STATE_COUNT] = {
    [RECOMMENDATION_WRITTEN] = {"written", MSG_ADVICE_WRITTEN},
    [RECOMMENDATION_ADDRESSED] = {"addressed", MSG_ADVICE_ADDRESSED},
    [RECOMMENDATION_ACCEPTED] = {"accepted", MSG_ADVICE_ACCEPTED},
    [RECOMMENDATION_REFUSED] = {"refused", MSG_ADVICE_REFUSED},
    [RECOMMENDATION_DONE] = {"done", MSG_ADVICE_DONE},
};

const char *
recommendation_state_word(enum recommendation_state s)
{
    ASSERT((unsigned)s < RECOMMENDATION_STATE_COUNT);
    return states[s].word;
}

bool
recommendation_state_parse(struct str word, enum recommendation_state *out)
{
    for (unsigned i = 0; i < RECOMMENDATION_STATE_COUNT; i++)
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum recommendation_state)i;
            return true;
        }
    return false;
}

int
recommendation_state_message(enum recommendation_state s)
{
    ASSERT((unsigned)s < RECOMMENDATION_STATE_COUNT);
    return states[s].message;
}

static bool
may_go(enum recommendation_state from, enum recommendation_state to)
{
    switch (to) {
    case RECOMMENDATION_ADDRESSED:
        return from == RECOMMENDATION_WRITTEN;
    case RECOMMENDATION_ACCEPTED:
        return from == RECOMMENDATION_ADDRESSED ||
               from == RECOMMENDATION_ACCEPTED;
    case RECOMMENDATION_REFUSED:
        return from == RECOMMENDATION_ADDRESSED;
    case RECOMMENDATION_DONE:
        return from == RECOMMENDATION_ACCEPTED;
    case RECOMMENDATION_WRITTEN:
    case RECOMMENDATION_STATE_COUNT:
        break;
    }
    return false;
}

const struct err *
recommendation_check(struct arena *mem, const struct recommendation *r,
                     enum recommendation_state to, struct str status,
                     function_id owner)
{
    if (!may_go(r->state, to))
        return ERR(mem, CONFLICT, .msg = MSG_ADVICE_NOT_NOW);
    if (to == RECOMMENDATION_REFUSED && status.n == 0)
        return ERR(mem, INVALID, .msg = MSG_ADVICE_REASON_MISSING,
                   .field = "status");
    if (to == RECOMMENDATION_DONE && status.n == 0)
        return ERR(mem, INVALID, .msg = MSG_ADVICE_RESULT_MISSING,
                   .field = "status");
    if (to == RECOMMENDATION_ACCEPTED && owner.v == 0)
        return ERR(mem, INVALID, .msg = MSG_ADVICE_OWNER_MISSING,
                   .field = "ansvarlig");
    return NULL;
}

bool
recommendation_is_settled(const struct recommendation *r)
{
    return r->state == RECOMMENDATION_DONE ||
           r->state == RECOMMENDATION_REFUSED;
}

static bool
is_small(int64_t n)
{
    return n > 0 && n < RECOMMENDATION_SHOWN_FROM;
}

struct recommendation_share
recommendation_share_of(const struct recommendation_dates *row, size_t n,
                        int32_t months, struct date today)
{
    struct recommendation_share s = {0};

    for (size_t i = 0; i < n; i++) {
        struct date end = date_add_months(row[i].addressed_on, months);

        if (date_cmp(end, today) > 0)
            continue; /* its time is not out */
        s.addressed++;
        if (!date_is_none(row[i].done_on) && date_cmp(row[i].done_on, end) <= 0)
            s.done++;
    }
    s.shown = s.addressed > 0 && !is_small(s.addressed) && !is_small(s.done) &&
              !is_small(s.addressed - s.done);
    return s;
}
