/* Retention: rules, what is ripe, and removal by two persons.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/app.h"

#include "text/messages_retention.h"

enum { LOOKED_AT_MAX = 300, BATCH = 500, REMOVE_MAX = 100 };

/* --- rules --- */

const struct err *
retention_app_rules(struct call *c, struct retention_rules *out)
{
    const enum action a = ACT_RETENTION_RULES;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = retention_store_rules(&c->tx, out);
    return call_end(c, a, 0, err);
}

const struct err *
retention_app_add_rule(struct call *c, const struct retention_rule *r)
{
    const enum action a = ACT_RETENTION_RULE_ADD;
    const struct err *err = call_begin_on(c, a, subject_none());
    struct retention_rules all = {0};

    if (!err)
        err = retention_store_rules(&c->tx, &all);
    for (size_t i = 0; !err && i < all.n; i++)
        if (str_eq(all.row[i].rule, r->rule))
            err = ERR(c->mem, INVALID, .field = "kode",
                      .msg = MSG_RETENTION_RULE_TAKEN);
    if (!err)
        err = retention_store_add_rule(&c->tx, r);
    return call_end(c, a, 0, err);
}

/* --- what is ripe --- */

/* Has its day come, as far as it can be reckoned? */
static const struct err *
reckon(struct call *c, const struct retention_rules *rules,
       struct closed_case *k, struct date on, struct ripe_case *out,
       bool *out_ripe)
{
    const struct sealed_label *s = &k->sealed;
    const struct err *err = NULL;

    if (retention_asks_birth(rules, on))
        err = casefile_born_in(c, k->id, s->wrapped_key, s->birth,
                               &k->kept.born);
    *out = (struct ripe_case){.k = *k};
    out->term = retention_term_of(rules, &k->kept, on);
    *out_ripe = out->term.rule && (date_is_none(out->term.until) ||
                                   date_cmp(out->term.until, on) < 0);
    return err;
}

static const struct err *
list_own(struct call *c, struct ripe_list *out)
{
    struct viewer v = viewer_of(c);
    struct closed_cases closed = {0};
    int64_t *ids;
    const struct err *err = retention_store_list(&c->tx, &v, c->today,
                                                 LOOKED_AT_MAX + 1, &closed);

    out->more = closed.n > LOOKED_AT_MAX;
    out->closed = out->more ? LOOKED_AT_MAX : (int64_t)closed.n;
    out->row = ARENA_NEW_N(c->mem, struct ripe_case, closed.n + 1);
    ids = ARENA_NEW_N(c->mem, int64_t, closed.n + 1);
    for (size_t i = 0; !err && i < (size_t)out->closed; i++) {
        struct ripe_case *r = &out->row[out->n];
        const struct sealed_label *s = &closed.row[i].sealed;
        bool ripe = false;

        err = reckon(c, &out->rules, &closed.row[i], c->today, r, &ripe);
        if (err || !ripe)
            continue;
        err = casefile_label_in(c, r->k.id, s->wrapped_key, s->given, s->birth,
                                &r->label);
        ids[out->n++] = r->k.id.v;
    }
    if (!err)
        call_saw(c, ids, out->n, CLASS_BIT(CORE));
    return err;
}

const struct err *
retention_app_list(struct call *c, struct ripe_list *out)
{
    const enum action a = ACT_RETENTION_LIST;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct ripe_list){0};
    if (!err)
        err = retention_store_rules(&c->tx, &out->rules);
    if (!err)
        err = list_own(c, out);
    return call_end(c, a, 0, err);
}

static const struct err *
list_all(struct call *c, struct date on, bool confirmed, struct ripe_list *out)
{
    struct growing g = {0};
    struct closed_cases part = {.n = BATCH};
    case_id after = {0};
    const struct err *err = NULL;

    while (!err && part.n == BATCH) {
        err = retention_store_all(&c->tx, c->now, on, confirmed, after, BATCH,
                                  &part);
        for (size_t i = 0; !err && i < part.n; i++) {
            struct ripe_case r;
            bool ripe = false;

            after = part.row[i].id;
            out->closed++;
            err = reckon(c, &out->rules, &part.row[i], on, &r, &ripe);
            if (ripe && r.term.rule->starts == RETENTION_BIRTHDAY)
                r.term.until = DATE_NONE;
            if (ripe)
                *(struct ripe_case *)grow(c->mem, &g, sizeof r) = r;
        }
    }
    out->row = g.row;
    out->n = g.n;
    return err;
}

const struct err *
retention_app_all(struct call *c, struct date on, struct ripe_list *out)
{
    const enum action a = ACT_SYSTEM_JOB;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct ripe_list){0};
    if (!err)
        err = retention_store_rules(&c->tx, &out->rules);
    if (!err)
        err = list_all(c, on, false, out);
    return call_end(c, a, 0, err);
}

/* --- one asks, another confirms --- */

/* A case of the unit's own whose day has come and that nothing holds. */
static const struct err *
find_ripe(struct call *c, case_id id, struct ripe_case *out)
{
    struct viewer v = viewer_of(c);
    struct retention_rules rules = {0};
    struct closed_case k = {0};
    bool found = false;
    bool ripe = false;
    const struct err *err = retention_store_rules(&c->tx, &rules);

    if (!err)
        err = retention_store_find(&c->tx, &v, c->today, id, &k, &found);
    if (!err && found)
        err = reckon(c, &rules, &k, c->today, out, &ripe);
    if (err)
        return err;
    if (!ripe)
        return ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_NOT_RIPE);
    if (out->term.cannot_reckon)
        return ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_CANNOT_RECKON);
    return k.holds ? ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_HELD) : NULL;
}

/* The rule's day. One that counts from the birth would tell the birth date, and
 * the record outlives the case's key: the day before the question stands in. */
static struct date
day_on_record(const struct call *c, const struct retention_term *t)
{
    return t->rule->starts == RETENTION_BIRTHDAY ? date_add(c->today, -1)
                                                 : t->until;
}

const struct err *
retention_app_ask(struct call *c, case_id id)
{
    const enum action a = ACT_RETENTION_ASK;
    struct ripe_case r = {.label = {.age = -1}};
    const struct err *err = call_begin_on(c, a, subject_case(id));

    if (!err)
        err = find_ripe(c, id, &r);
    if (!err && r.k.removal)
        err = ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_ASKED_ALREADY);
    if (!err) {
        struct removal m = {.id = id_new(),
                            .case_id = id,
                            .rule = r.term.rule->rule,
                            .source = r.term.rule->source,
                            .due_on = day_on_record(c, &r.term),
                            .by = c->who.function,
                            .account = c->who.account};

        err = retention_store_ask(&c->tx, &m, c->now);
    }
    return call_end(c, a, id.v, err);
}

const struct err *
retention_app_confirm(struct call *c, case_id id)
{
    const enum action a = ACT_RETENTION_CONFIRM;
    struct ripe_case r = {.label = {.age = -1}};
    const struct err *err = call_begin_on(c, a, subject_case(id));

    if (!err)
        err = find_ripe(c, id, &r);
    if (!err && (!r.k.removal || !date_is_none(r.k.remove_on)))
        err = ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_NOT_ASKED);
    if (!err && r.k.asked_account.v == c->who.account.v)
        err = ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_OTHER_PERSON);
    if (!err)
        err = retention_store_confirm(
            &c->tx, r.k.removal, c->who.function, c->who.account,
            date_add(c->today, c->sv->rules.removal_wait_days), c->now);
    return call_end(c, a, id.v, err);
}

const struct err *
retention_app_stop(struct call *c, case_id id)
{
    const enum action a = ACT_RETENTION_STOP;
    struct viewer v = viewer_of(c);
    struct closed_case k = {0};
    bool found = false;
    const struct err *err = call_begin_on(c, a, subject_case(id));

    if (!err)
        err = retention_store_find(&c->tx, &v, c->today, id, &k, &found);
    if (!err && (!found || !k.removal))
        err = ERR(c->mem, CONFLICT, .msg = MSG_RETENTION_NOT_ASKED);
    if (!err)
        err = retention_store_stop(&c->tx, k.removal, c->who.account, c->now);
    return call_end(c, a, id.v, err);
}

/* --- the removal --- */

static const struct err *
remove_due(struct call *c, int64_t *out_removed)
{
    struct ripe_list all = {0};
    const struct err *err = retention_store_rules(&c->tx, &all.rules);

    *out_removed = 0;
    if (!err)
        err = list_all(c, c->today, true, &all);
    for (size_t i = 0; !err && i < all.n && *out_removed < REMOVE_MAX; i++) {
        const struct closed_case *k = &all.row[i].k;

        if (k->holds || all.row[i].term.cannot_reckon ||
            date_is_none(k->remove_on) || date_cmp(k->remove_on, c->today) > 0)
            continue;
        err = retention_store_remove(&c->tx, k->id, k->removal, c->today,
                                     c->now);
        (*out_removed)++;
    }
    return err;
}

const struct err *
retention_job_remove(struct call *c, int64_t object)
{
    int64_t removed = 0;

    (void)object;
    return remove_due(c, &removed);
}

const struct err *
retention_app_remove_due(struct call *c, int64_t *out_removed)
{
    const enum action a = ACT_SYSTEM_JOB;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out_removed = 0;
    if (!err)
        err = remove_due(c, out_removed);
    return call_end(c, a, 0, err);
}

static const struct err *
count_unwiped(struct call *c, int64_t *out_n, struct instant *out_last)
{
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = retention_store_unwiped(&tx, out_n, out_last);
    db_read_end(&tx);
    return err;
}

const struct err *
retention_wipe(struct call *c)
{
    /* Where a key, a name or an address stood in the clear. */
    static const char *const table[] = {"case_file", "account", "outbox"};
    const enum action a = ACT_SYSTEM_JOB;
    int64_t n = 0;
    struct instant last = {0};
    const struct err *err = count_unwiped(c, &n, &last);

    if (err || n == 0)
        return err;
    err = db_shred(c->sv->db, c->mem, table, ARRAY_LEN(table));
    if (!err)
        err = call_begin_on(c, a, subject_none());
    if (err)
        return err;
    err = retention_store_wiped(&c->tx, last, c->now);
    return call_end(c, a, 0, err);
}
