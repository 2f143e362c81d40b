/* Tests of the baton's rules: offers, answers, terms, ladder, bouncing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton.h"

#include "base/test.h"
#include "base/workday.h"
#include "text/messages_casefile.h"

enum { KARI = 11, OLA = 12, TONE = 21, LEADER_B = 22 };
enum { UNIT_A = 1, UNIT_B = 2 };

static struct baton_party
party(int64_t function, int64_t unit)
{
    return (struct baton_party){.function = {function},
                                .unit = {unit},
                                .kind = FUNCTION_CASEWORKER,
                                .active = true,
                                .takes_part = true};
}

static struct baton_event
event(enum baton_event_kind kind, struct date day)
{
    return (struct baton_event){
        .kind = kind, .day = day, .terms = baton_terms_default};
}

static const struct err *
step(struct arena *mem, struct baton *b, const struct baton_event *e,
     struct baton_effects *fx)
{
    return baton_apply(mem, b, e, b, fx);
}

static struct baton
opened(struct arena *mem, struct date day)
{
    struct baton b = {.asked_since = DATE_NONE};
    struct baton_effects fx;
    struct baton_event e = event(BATON_OPENED, day);

    e.to = party(KARI, UNIT_A);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK(fx.holder_moved);
    return b;
}

static struct baton_event
offer_to(int64_t function, int64_t unit, int64_t id, struct date day)
{
    struct baton_event e = event(BATON_OFFERED, day);

    e.to = party(function, unit);
    e.offer = (offer_id){id};
    return e;
}

static struct baton_event
answer(enum baton_event_kind kind, int64_t function, int64_t id,
       struct date day)
{
    struct baton_event e = event(kind, day);

    e.by = party(function, UNIT_B);
    e.offer = (offer_id){id};
    return e;
}

TEST(baton_moves_only_on_yes)
{
    struct date day = date_ymd(2026, 11, 23); /* a Monday */
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    CHECK(fx.offer_made && !fx.holder_moved);
    CHECK_EQ(b.holder.function.v, KARI);
    CHECK_DATE(b.offer.due, "2026-11-30");
    e = offer_to(OLA, UNIT_A, 2, day);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_OFFER_IS_OPEN);
    e = answer(BATON_ACCEPTED, OLA, 1, day);
    CHECK_ERR(step(mem, &b, &e, &fx), DENIED, MSG_BATON_NOT_YOURS_TO_ANSWER);
    e = answer(BATON_ACCEPTED, TONE, 1, day);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.holder.function.v, TONE);
    CHECK_EQ(fx.ended_as, OFFER_ACCEPTED);
    CHECK_EQ(b.offer.id.v, 0);
    CHECK_EQ(b.offers, 0);
}

TEST(baton_offer_needs_active_receiver_in_the_case)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    e.to.takes_part = false;
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_UNIT_NOT_IN_CASE);
    e.to.takes_part = true;
    e.to.active = false;
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_NOT_ACTIVE);
    e = offer_to(KARI, UNIT_A, 1, day);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_OWN);
}

TEST(baton_offer_to_a_function_is_for_all_who_have_it)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(0, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    e = answer(BATON_ACCEPTED, TONE, 1, day);
    e.by.kind = FUNCTION_THERAPIST;
    CHECK_ERR(step(mem, &b, &e, &fx), DENIED, MSG_BATON_NOT_YOURS_TO_ANSWER);
    e.by.kind = FUNCTION_CASEWORKER;
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.holder.function.v, TONE);
}

TEST(baton_talk_first_extends_once_by_one_working_day)
{
    struct date day = date_ymd(2026, 11, 20); /* a Friday */
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    CHECK_DATE(b.offer.due, "2026-11-27");
    e = answer(BATON_TALK, TONE, 1, day);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_DATE(b.offer.due, "2026-11-30"); /* over the weekend */
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_ALREADY_EXTENDED);
}

TEST(baton_two_refusals_raise_once)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    bool raised[3];

    for (int i = 0; i < 3; i++) {
        struct baton_event e = offer_to(TONE, UNIT_B, i + 1, day);

        CHECK(!step(mem, &b, &e, &fx));
        e = answer(i == 1 ? BATON_EXPIRED : BATON_DECLINED, TONE, i + 1, day);
        CHECK(!step(mem, &b, &e, &fx));
        CHECK_EQ(b.holder.function.v, KARI);
        raised[i] = fx.raise;
    }
    CHECK(!raised[0] && raised[1] && !raised[2]);
    CHECK_EQ(baton_bounce(&b, day).offers, 3);
    CHECK_EQ(baton_bounce(&b, day).units, 1);
}

TEST(baton_is_stuck_after_fifteen_working_days)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    CHECK(!baton_is_stuck(&b, &baton_terms_default, workday_add(day, 14)));
    CHECK(baton_is_stuck(&b, &baton_terms_default, workday_add(day, 15)));
    e = event(BATON_STUCK, workday_add(day, 15));
    CHECK(!step(mem, &b, &e, &fx));
    CHECK(fx.raise);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_NOT_STUCK);
}

TEST(baton_ladder_climbs_by_dates_to_named_people)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);
    struct baton_step s;
    const struct baton_terms *t = &baton_terms_default;

    CHECK(!step(mem, &b, &e, &fx));
    CHECK(!baton_step_due(&b.offer, t, b.offer.due, &s)); /* the day is whole */
    CHECK(baton_step_due(&b.offer, t, date_ymd(2026, 12, 1), &s));
    CHECK_EQ(s.rung, RUNG_REMIND);
    CHECK_DATE(s.until, "2026-12-02");
    e = event(BATON_ESCALATED, date_ymd(2026, 12, 1));
    e.offer = (offer_id){1};
    e.rung = RUNG_REMIND;
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.offer.above.v, 0);
    CHECK(!baton_step_due(&b.offer, t, date_ymd(2026, 12, 2), &s));
    CHECK(baton_step_due(&b.offer, t, date_ymd(2026, 12, 3), &s));
    CHECK_EQ(s.rung, RUNG_LEADER);
    e.rung = RUNG_LEADER;
    e.to = party(LEADER_B, UNIT_B);
    CHECK(!step(mem, &b, &e, &fx));
    e = answer(BATON_ACCEPTED, LEADER_B, 1, day);
    CHECK(!step(mem, &b, &e, &fx)); /* the leader may take it */
    CHECK_EQ(b.holder.function.v, LEADER_B);
}

TEST(baton_falls_when_a_function_ends)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    e = event(BATON_FUNCTION_ENDED, day);
    e.gone = party(KARI, UNIT_A);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_NOBODY_TO_TAKE_OVER);
    e.to = party(OLA, UNIT_A);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.holder.function.v, OLA);
    CHECK_EQ(b.offer.id.v, 1); /* the offer goes on, now from Ola */
    e.gone = party(TONE, UNIT_B);
    e.to = party(LEADER_B, UNIT_B);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.offer.to.function.v, LEADER_B);
    CHECK(fx.offer_moved && !fx.holder_moved);
    e.gone = party(LEADER_B, UNIT_B);
    e.to = party(OLA, UNIT_A); /* the holder: nothing left to offer */
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(fx.ended_as, OFFER_MOOT);
}

TEST(baton_close_ends_the_offer_and_reopening_needs_a_holder)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = opened(mem, day);
    struct baton_effects fx;
    struct baton_event e = offer_to(TONE, UNIT_B, 1, day);

    CHECK(!step(mem, &b, &e, &fx));
    e = event(BATON_CLOSED, day);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(fx.ended_as, OFFER_CASE_CLOSED);
    e = offer_to(TONE, UNIT_B, 2, day);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_CASE_IS_CLOSED);
    e = event(BATON_REOPENED, day);
    CHECK_ERR(step(mem, &b, &e, &fx), CONFLICT, MSG_BATON_NOT_ACTIVE);
    e.to = party(OLA, UNIT_A);
    CHECK(!step(mem, &b, &e, &fx));
    CHECK_EQ(b.holder.function.v, OLA);
}

TEST(baton_replay_gives_what_happened)
{
    struct date day = date_ymd(2026, 11, 23);
    struct baton b = {.asked_since = DATE_NONE};
    struct baton again;
    struct baton_effects fx;
    struct baton_event e[4] = {
        event(BATON_OPENED, day), offer_to(TONE, UNIT_B, 1, day),
        answer(BATON_TALK, TONE, 1, day), answer(BATON_ACCEPTED, TONE, 1, day)};
    size_t bad = 99;

    e[0].to = party(KARI, UNIT_A);
    for (size_t i = 0; i < ARRAY_LEN(e); i++)
        CHECK(!step(mem, &b, &e[i], &fx));
    CHECK(!baton_replay(mem, e, ARRAY_LEN(e), &again, &bad));
    CHECK(baton_same(&b, &again));
    e[1].offer.v = 7; /* history changed: the answer no longer follows */
    CHECK_ERR(baton_replay(mem, e, ARRAY_LEN(e), &again, &bad), CONFLICT,
              MSG_BATON_OFFER_NOT_OPEN);
    CHECK_EQ(bad, 2);
}
