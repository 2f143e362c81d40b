/* Consent in a case: what was answered, and what follows.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_app.h"

#include "text/messages_casefile.h"

const struct err *
casefile_consent_answer_in(struct call *c, case_id id,
                           enum consent_matter matter,
                           struct consent_answer *out)
{
    struct child k = {0};
    struct consent_rule *rules = NULL;
    size_t n = 0;
    struct consent_facts facts = {.matter = matter};
    const struct err *err = casefile_child_in(c, id, &k);

    if (!err)
        err = consent_rules_in(c, &rules, &n);
    if (err)
        return err;
    facts.age = child_age(&k, c->today);
    facts.care = k.care;
    *out = (struct consent_answer){.matter = matter};
    if (facts.age >= 0)
        *out = consent_answer(rules, n, &facts, c->today);
    return NULL;
}

static const struct err *
check_unit(struct call *c, const struct consent_record *r)
{
    enum takes_part part = NOT_OF_CASE;
    const struct err *err = case_store_takes_part(&c->tx, r->case_id,
                                                  r->to_unit, &part);

    if (!err && part == NOT_OF_CASE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_UNIT_NOT_IN_CASE,
                  .field = "til");
    return err;
}

/* A refusal is on the timeline too, without what was asked. */
static const struct err *
put_down(struct call *c, struct consent_record *r)
{
    bool refused = r->state == CONSENT_REFUSED;
    struct event e = {.case_id = r->case_id,
                      .kind = refused ? EVENT_CONSENT_REFUSED
                                      : EVENT_CONSENT_GIVEN,
                      .other_unit = r->to_unit};
    const struct err *err = consent_put_in(c, r);

    e.object_id = r->id;
    if (!err && !refused)
        err = casefile_join_in(c, r->case_id, r->to_unit, PURPOSE_FOLLOW_UP,
                               true);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
casefile_app_consent(struct call *c, struct consent_record *r)
{
    struct consent_answer answer = {0};
    const struct err *err = call_begin(c, ACT_SHARE_CREATE);

    if (err)
        return err;
    err = call_permit(c, ACT_SHARE_CREATE, subject_case(r->case_id));
    r->from_unit = c->who.unit;
    if (!err)
        err = casefile_consent_answer_in(c, r->case_id, r->matter, &answer);
    if (!err)
        err = consent_check(c->mem, c->lang, r, &answer, c->today);
    if (!err)
        err = check_unit(c, r);
    if (!err)
        err = put_down(c, r);
    return call_end(c, ACT_SHARE_CREATE, r->id, err);
}

const struct err *
casefile_app_consent_end(struct call *c, case_id id, int64_t record,
                         struct str reason)
{
    struct event e = {
        .case_id = id, .kind = EVENT_CONSENT_WITHDRAWN, .object_id = record};
    const struct err *err = call_begin(c, ACT_SHARE_END);

    if (err)
        return err;
    err = call_permit(c, ACT_SHARE_END, subject_case(id));
    if (!err)
        err = consent_end_in(c, id, record, reason);
    if (!err)
        err = casefile_event_in(c, &e);
    return call_end(c, ACT_SHARE_END, record, err);
}
