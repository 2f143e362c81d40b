/* Looking at projects, registering them, ending them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/project_app.h"

#include "agreement/app.h"
#include "text/messages_text.h"

const struct err *
project_app_list(struct call *c, struct project_list *out)
{
    const enum action a = ACT_PROJECT_LIST;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = project_store_list(&c->tx, (project_id){0}, out);
    return call_end(c, a, 0, err);
}

static const struct err *
get_project(struct call *c, project_id id, struct project *out)
{
    struct project_list list = {0};
    const struct err *err = id.v == 0 ? ERR(c->mem, NOT_FOUND)
                                      : project_store_list(&c->tx, id, &list);

    if (!err && list.n == 0)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        *out = list.row[0];
    return err;
}

const struct err *
project_app_view(struct call *c, project_id id, struct project_look *out)
{
    const enum action a = ACT_PROJECT_LIST;
    struct agreement_tie tie = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct project_look){0};
    if (!err)
        err = get_project(c, id, &out->project);
    if (!err && out->project.agreement.v != 0)
        err = agreement_store_tie(&c->tx, out->project.agreement, c->who.unit,
                                  &tie);
    if (!err) {
        out->own = out->project.unit.v == c->who.unit.v;
        out->sees_agreement = tie.party ||
                              (tie.was_signed && (tie.near || tie.invited));
    }
    return call_end(c, a, id.v, err);
}

static const struct err *
read_offer(struct call *c, struct project_offer *out)
{
    const struct err *err = project_store_units(&c->tx, c->today, &out->units);

    return err ? err : project_store_points(&c->tx, c->who.unit, &out->points);
}

const struct err *
project_app_new(struct call *c, struct project_offer *out)
{
    const enum action a = ACT_PROJECT_NEW;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct project_offer){0};
    if (!err)
        err = read_offer(c, out);
    return call_end(c, a, 0, err);
}

static bool
is_offered(const struct project_offer *offer, unit_id unit)
{
    for (size_t i = 0; i < offer->units.n; i++)
        if (offer->units.row[i].id.v == unit.v)
            return true;
    return false;
}

/* The acting unit first, the others after it; the point by its clause. */
static const struct err *
settle_choices(struct call *c, struct project *p, int64_t clause)
{
    struct project_offer offer = {0};
    const struct err *err = read_offer(c, &offer);
    bool known = clause == 0;

    for (size_t i = 1; !err && i < p->parties; i++)
        if (!is_offered(&offer, p->party[i].unit))
            err = ERR(c->mem, INVALID, .field = "part2",
                      .msg = MSG_FORM_CHOICE);
    for (size_t i = 0; i < offer.points.n; i++)
        if (offer.points.row[i].clause == clause) {
            p->agreement = offer.points.row[i].agreement;
            p->ref = offer.points.row[i].ref;
            known = true;
        }
    return err || known
               ? err
               : ERR(c->mem, INVALID, .field = "punkt", .msg = MSG_FORM_CHOICE);
}

const struct err *
project_app_add(struct call *c, struct project *p, int64_t clause,
                const struct err *typed)
{
    const enum action a = ACT_PROJECT_WRITE;
    const struct err *err = call_begin_on(c, a, subject_none());

    p->unit = c->who.unit;
    p->party[0].unit = c->who.unit;
    p->account = c->who.account;
    p->known = c->today;
    if (!err)
        err = typed ? typed : project_check(c->mem, p);
    if (!err)
        err = settle_choices(c, p, clause);
    if (!err)
        err = project_store_insert(&c->tx, p, c->now);
    return call_end(c, a, p->id.v, err);
}

static const struct err *
get_own(struct call *c, project_id id, struct project *out)
{
    const struct err *err = get_project(c, id, out);

    if (!err && out->unit.v != c->who.unit.v)
        err = ERR(c->mem, DENIED);
    return err;
}

const struct err *
project_app_end(struct call *c, project_id id, struct date until,
                const struct err *typed)
{
    const enum action a = ACT_PROJECT_WRITE;
    struct project p = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = get_own(c, id, &p);
    if (!err)
        err = typed ? typed : project_check_end(c->mem, &p, until);
    p.until = until;
    if (!err)
        err = project_store_end(&c->tx, &p);
    return call_end(c, a, id.v, err);
}

const struct err *
project_app_withdraw(struct call *c, project_id id)
{
    const enum action a = ACT_PROJECT_WRITE;
    struct project p = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = get_own(c, id, &p);
    if (!err)
        err = project_store_withdraw(&c->tx, id, c->today);
    return call_end(c, a, id.v, err);
}
