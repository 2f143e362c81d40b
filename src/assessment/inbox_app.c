/* Bufetat's inbox: requests in order of urgency and waiting; receive, ask for
 * what lacks, take up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision_app.h"
#include "assessment/message_app.h"
#include "assessment/request_app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"

static int64_t
total_of(const struct inbox *in, const struct inbox_filter *f)
{
    enum thk_state only = THK_DRAFT;
    int64_t n = 0;

    if (thk_state_parse(f->state, &only))
        return in->counts.n[only];
    for (unsigned s = 0; s < THK_STATE_COUNT; s++)
        n += in->counts.n[s];
    return n;
}

/* A leader leads many kinds of units; these pages are Bufetat's and its teams'.
 */
const struct err *
bufetat_only_in(struct call *c, bool teams)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, c->who.unit, &u);

    if (!err && u.type != UNIT_BUFETAT_REGION &&
        !(teams && u.type == UNIT_THK_TEAM))
        err = ERR(c->mem, DENIED);
    return err;
}

const struct err *
inbox_is_own_in(struct call *c, bool *out)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, c->who.unit, &u);

    *out = !err && u.type == UNIT_BUFETAT_REGION &&
           (action_rule(ACT_INBOX_VIEW)->roles & (1u << c->who.role)) != 0;
    return err;
}

const struct err *
inbox_app_list(struct call *c, const struct inbox_filter *f, struct inbox *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = call_begin(c, ACT_INBOX_VIEW);

    *out = (struct inbox){0};
    if (err)
        return err;
    err = call_permit(c, ACT_INBOX_VIEW, subject_none());
    if (!err)
        err = bufetat_only_in(c, false);
    if (!err)
        err = request_store_list_inbox(&c->tx, &v, f->state, f->priority,
                                       (f->page - 1) * REQUEST_PER_PAGE,
                                       REQUEST_PER_PAGE, &out->list);
    if (!err)
        err = request_store_count_inbox(&c->tx, &v, &out->counts);
    if (!err)
        err = request_fill_names(c, &out->list);
    out->total = total_of(out, f);
    return call_end(c, ACT_INBOX_VIEW, 0, err);
}

/* --- steps --- */

static const struct err *
begin_on(struct call *c, enum action act, assessment_id id, int64_t version,
         struct assessment *a)
{
    const struct err *err = call_begin(c, act);

    if (err)
        return err;
    err = call_permit(c, act, subject_assessment(id));
    if (!err)
        err = assessment_store_get(&c->tx, id, a);
    if (!err && a->version != version)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

const struct err *
inbox_app_receive(struct call *c, assessment_id id, int64_t version)
{
    struct assessment a = {0};
    const struct err *err = begin_on(c, ACT_ASSESSMENT_RECEIVE, id, version,
                                     &a);

    if (!err)
        err = assessment_step_in(c, &a, THK_STEP_RECEIVE, 0, STR_NONE);
    if (!err)
        err = message_seen_in(c, &a);
    return call_end(c, ACT_ASSESSMENT_RECEIVE, id.v, err);
}

static const struct err *
check_lack(struct arena *mem, uint32_t lacks, struct str reason)
{
    const struct err *list = NULL;

    if (lacks == 0)
        list = ERR(mem, INVALID, .msg = MSG_THK_CHOOSE_LACK,
                   .field = "mangler");
    if (reason.n == 0)
        list = err_join(mem, list,
                        ERR(mem, INVALID, .msg = MSG_THK_WRITE_LACK,
                            .field = "begrunnelse"));
    return list;
}

const struct err *
inbox_app_lack(struct call *c, assessment_id id, int64_t version,
               uint32_t lacks, struct str reason)
{
    struct assessment a = {0};
    const struct err *err = begin_on(c, ACT_ASSESSMENT_RECEIVE, id, version,
                                     &a);

    if (!err)
        err = check_lack(c->mem, lacks, reason);
    for (unsigned l = 0; !err && l < THK_LACK_COUNT; l++)
        if ((lacks & (1u << l)) != 0)
            err = request_store_add_lack(&c->tx, id, (enum thk_lack)l,
                                         c->who.function, c->now);
    if (!err)
        err = assessment_step_in(c, &a, THK_STEP_LACK, 1u << THK_NEED_REASON,
                                 reason);
    return call_end(c, ACT_ASSESSMENT_RECEIVE, id.v, err);
}

const struct err *
inbox_app_take_up(struct call *c, assessment_id id, int64_t version,
                  struct str ground)
{
    struct assessment a = {0};
    struct thk_request r;
    uint32_t met = 0;
    const struct err *err = begin_on(c, ACT_ASSESSMENT_DECIDE, id, version, &a);

    if (!err)
        err = assessment_request_in(c, &a, &r);
    if (!err && (request_has_consent(&r) || ground.n > 0))
        met = 1u << THK_NEED_CONSENT;
    if (!err && met == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_THK_NEED_CONSENT,
                  .field = "grunnlag");
    if (!err)
        err = assessment_step_in(c, &a, THK_STEP_TAKE_UP, met, ground);
    return call_end(c, ACT_ASSESSMENT_DECIDE, id.v, err);
}
