/* What a function lets its holder see: by day, by decision, and beside every
 * share. SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/sight.h"

#define FX_MORE_SETS sight_sql,
#include "casefile/fixture.h"
#include "text/messages_text.h"

#define SEES_FIRST (CLASS_BIT(CORE) | CLASS_BIT(PLAN) | CLASS_BIT(VOICE))

static uint32_t
hidden_on(struct fixture *f, enum function_kind kind, struct date on)
{
    struct db_tx tx;
    uint32_t bits = 0;

    OK(db_read_begin(f->db, f->mem, &tx));
    OK(sight_hidden_in(&tx, kind, on, &bits));
    db_read_end(&tx);
    return bits;
}

TEST_BOTH(only_care_staff_are_limited)
{
    struct date today = date_in_oslo(f->now);

    for (int k = 0; k < FUNCTION_KIND_COUNT; k++)
        CHECK_EQ(hidden_on(f, (enum function_kind)k, today),
                 k == FUNCTION_CARE_STAFF ? CLASS_ALL & ~SEES_FIRST : 0);
    /* before anything was decided: the core alone */
    CHECK_EQ(hidden_on(f, FUNCTION_CARE_STAFF, date_ymd(2019, 12, 31)),
             CLASS_ALL & ~CLASS_BIT(CORE));
    CHECK_EQ(hidden_on(f, FUNCTION_CARE_STAFF, date_ymd(2020, 1, 1)),
             CLASS_ALL & ~SEES_FIRST);
}

TEST_BOTH(an_administrator_decides_from_today)
{
    struct date today = date_in_oslo(f->now);
    struct sight_list list = {0};
    struct call c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);

    OK(sight_app_decide(&c, FUNCTION_CARE_STAFF, CLASS_BIT(HEALTH),
                        STR("Styret, sak 12")));
    CHECK_EQ(hidden_on(f, FUNCTION_CARE_STAFF, today),
             CLASS_ALL & ~(CLASS_BIT(CORE) | CLASS_BIT(HEALTH)));
    CHECK_EQ(hidden_on(f, FUNCTION_CARE_STAFF, date_add(today, -1)),
             CLASS_ALL & ~SEES_FIRST);
    /* the later of one day counts; nothing leaves the core */
    c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    OK(sight_app_decide(&c, FUNCTION_CARE_STAFF, 0, STR("Angret")));
    c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
    OK(sight_app_list(&c, FUNCTION_CARE_STAFF, &list));
    CHECK_EQ(list.n, 3);
    CHECK_EQ(list.now, CLASS_BIT(CORE));
    CHECK_STR(list.row[0].source, "Angret");
    CHECK_STR(list.row[0].by, "Person 31");
    CHECK_EQ(list.row[2].classes, SEES_FIRST);
    CHECK_EQ(list.row[2].by.n, 0);
}

TEST_BOTH(nobody_else_decides)
{
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
    const struct err *err = sight_app_decide(&c, FUNCTION_CARE_STAFF, CLASS_ALL,
                                             STR("Gjerne"));

    CHECK_ERR(err, DENIED, 0);
    c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    CHECK_ERR(sight_app_decide(&c, FUNCTION_CARE_STAFF, CLASS_ALL, STR_NONE),
              INVALID, MSG_FORM_REQUIRED);
    c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    CHECK_ERR(sight_app_decide(&c, FUNCTION_LEADER, 0, STR("Alle")), NOT_FOUND,
              0);
}

static uint32_t
classes_of(struct fixture *f, struct call *c, case_id id)
{
    uint32_t bits = 0;

    (void)f;
    OK(call_begin_on(c, ACT_CASE_VIEW, subject_case(id)));
    OK(sharing_store_classes(&c->tx, id, c->who.unit, c->who.account, c->now,
                             &bits));
    OK(call_end(c, ACT_CASE_VIEW, id.v, NULL));
    return bits;
}

/* Every class by itself, of what the own unit has written too. */
TEST_BOTH(the_limit_stands_beside_every_share)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    uint32_t all = classes_of(f, &c, id);

    CHECK(all != CLASS_BIT(CORE));
    for (unsigned k = 0; k < CLASS_COUNT; k++) {
        uint32_t lets = CLASS_BIT(CORE) | 1u << k;

        c = fx_as(f, OLA, WELFARE, ROLE_CARE_STAFF);
        c.who.hidden = CLASS_ALL & ~lets;
        CHECK_EQ(classes_of(f, &c, id), all & lets);
    }
}

/* A transaction that was told nothing reads nothing: it fails. */
TEST_BOTH(a_transaction_without_a_function_fails)
{
    case_id id = fx_case(f);
    struct db_tx tx;
    uint32_t bits = 0;

    OK(db_read_begin(f->db, f->mem, &tx));
    CHECK_ERR(sharing_store_classes(&tx, id, (unit_id){WELFARE},
                                    (account_id){KARI}, f->now, &bits),
              INTERNAL, 0);
    db_read_end(&tx);
}

/* A function that is limited neither gets the baton nor stands in for others.
 */
TEST(the_limited_stand_in_for_their_like)
{
    (void)mem;
    CHECK(function_may_stand_in(FUNCTION_CARE_STAFF, FUNCTION_CARE_STAFF));
    CHECK(function_may_stand_in(FUNCTION_CARE_STAFF, FUNCTION_LEADER));
    CHECK(function_may_stand_in(FUNCTION_LEADER, FUNCTION_HEALTH_CONTACT));
    CHECK(!function_may_stand_in(FUNCTION_HEALTH_CONTACT, FUNCTION_CARE_STAFF));
}
