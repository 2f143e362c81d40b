/* What the pages of a case, an offer and the lists show.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_app.h"

#include "access/audit.h"
#include "base/buf.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"

enum { EVENTS_MAX = 100 };

/* --- names in lists --- */

const struct err *
casefile_born_in(struct call *c, case_id id, struct str wrapped_key,
                 struct str birth, struct date *out)
{
    struct key key;
    struct str day = STR_NONE;
    const struct err *err = NULL;

    *out = DATE_NONE;
    if (birth.n > 0)
        err = call_case_key(c, id, wrapped_key, &key);
    if (!err && birth.n > 0)
        err = unseal(c->mem, &key, id.v, "child.birth_date", birth, &day);
    if (!err)
        (void)date_parse(day, out);
    return err;
}

const struct err *
casefile_label_in(struct call *c, case_id id, struct str wrapped_key,
                  struct str given, struct str birth, struct child_label *out)
{
    struct key key;
    struct date born = DATE_NONE;
    struct child_label l = {.age = -1};
    struct str no_age;
    const struct err *err = call_case_key(c, id, wrapped_key, &key);

    if (!err)
        err = unseal(c->mem, &key, id.v, "child.given_name", given, &l.name);
    err = call_or_damaged(c, err, &l.name);
    if (!err)
        err = call_or_damaged(
            c, casefile_born_in(c, id, wrapped_key, birth, &born), &no_age);
    if (err)
        return err;
    if (!date_is_none(born))
        l.age = date_age(born, c->today);
    *out = l;
    return NULL;
}

struct str
child_label_text(struct arena *mem, enum lang lang, const struct child_label *l)
{
    struct msg_arg arg[] = {msg_str(l->name), msg_int(l->age)};

    return l->age < 0 ? l->name : msg_text(mem, lang, MSG_CHILD_LABEL, arg, 2);
}

const struct err *
casefile_list_in(struct call *c, enum case_filter filter, int64_t skip,
                 int64_t max, struct case_list *out)
{
    struct viewer v = viewer_of(c);
    struct sealed_label *sealed = NULL;
    int64_t *ids;
    const struct err *err = case_store_list(&c->tx, &v, filter, skip, max, out,
                                            &sealed);

    if (err)
        return err;
    ids = ARENA_NEW_N(c->mem, int64_t, out->n + 1);
    for (size_t i = 0; !err && i < out->n; i++) {
        ids[i] = out->row[i].id.v;
        err = casefile_label_in(c, out->row[i].id, sealed[i].wrapped_key,
                                sealed[i].given, sealed[i].birth,
                                &out->row[i].label);
    }
    if (!err)
        call_saw(c, ids, out->n, CLASS_BIT(CORE));
    return err;
}

const struct err *
casefile_app_list(struct call *c, enum case_filter filter, int64_t skip,
                  int64_t max, struct case_list *out)
{
    const struct err *err = call_begin(c, ACT_CASE_LIST);

    if (err)
        return err;
    err = call_permit(c, ACT_CASE_LIST, subject_none());
    if (!err)
        err = casefile_list_in(c, filter, skip, max, out);
    return call_end(c, ACT_CASE_LIST, 0, err);
}

/* --- a case --- */

static const struct err *
open_reason(struct call *c, const struct key *key, struct baton_row *row)
{
    if (row->reason.n == 0)
        return NULL;
    return call_or_damaged(c,
                           unseal(c->mem, key, row->baton.offer.id.v,
                                  "offer.reason", row->reason, &row->reason),
                           &row->reason);
}

static const struct err *
open_events(struct call *c, const struct key *key, struct event_list *list)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct event *e = &list->row[i];

        if (e->text.n > 0)
            err = call_or_damaged(
                c,
                unseal(c->mem, key, e->id.v, "event.text", e->text, &e->text),
                &e->text);
        if (!err)
            e->text = lang_text_of(e->text, c->lang);
        c->classes |= 1u << e->class_;
    }
    return err;
}

static const struct err *
view_head(struct call *c, case_id id, const struct key *key,
          struct case_view *out)
{
    struct viewer v = viewer_of(c);
    int32_t units = 0;
    const struct err *err = case_store_get(&c->tx, &v, id, &out->head);

    if (!err)
        err = child_store_get(&c->tx, &v, key, id, &out->child);
    if (!err)
        err = baton_store_get(&c->tx, id, &out->baton);
    if (!err)
        err = baton_store_names(&c->tx, &out->baton);
    if (!err)
        err = open_reason(c, key, &out->baton);
    if (!err && !date_is_none(out->baton.baton.asked_since))
        err = baton_store_units_asked(&c->tx, id, out->baton.baton.asked_since,
                                      &units);
    if (err)
        return err;
    out->bounce = baton_bounce(&out->baton.baton, c->today);
    out->bounce.units = units;
    out->reader = c->who.account;
    out->is_holder = (c->ground & (REL_BIT(HOLDER) | REL_BIT(HOLDER_LEADER))) !=
                     0;
    return NULL;
}

static const struct err *
view_consent(struct call *c, struct case_view *out)
{
    struct consent_facts facts = {
        .matter = MATTER_ASSESSMENT,
        .age = child_age(&out->child, c->today),
        .care = out->child.care,
    };

    if (facts.age < 0)
        return NULL;
    return consent_who_in(c, &facts, &out->consent, &out->consent_known);
}

static bool
may_meet_child(enum function_kind k)
{
    return k != FUNCTION_ADMINISTRATOR && k != FUNCTION_ADVISER;
}

/* Is the person away, and who stands in? Shown to senders before they send. */
static const struct err *
view_receiver(struct call *c, const struct function_row *f,
              struct receiver *out)
{
    struct function_row now = {0};
    const struct err *err = casefile_route_in(c, f->id, &now, &out->away_until);

    out->function = *f;
    if (err && err->kind == CONFLICT) /* away, and nobody stands in */
        return NULL;
    if (!err && now.id.v != f->id.v)
        out->stand_in = now.holder_name;
    return err;
}

static const struct err *
view_people(struct call *c, struct case_view *out)
{
    enum { MAX = 500 };
    struct receiver *row = ARENA_NEW_N(c->mem, struct receiver, MAX);
    size_t n = 0;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < out->units.n; i++) {
        struct function_list list = {0};

        err = registry_store_list_unit_functions(&c->tx, out->units.row[i].unit,
                                                 c->today, &list);
        for (size_t k = 0; !err && k < list.n && n < MAX; k++) {
            if (may_meet_child(list.row[k].kind))
                err = view_receiver(c, &list.row[k], &row[n++]);
        }
    }
    out->people = (struct receiver_list){row, n};
    return err;
}

static const struct err *
view_invite(struct call *c, struct case_view *out)
{
    static const enum unit_type types[] = {UNIT_BUP,
                                           UNIT_CHILD_WELFARE,
                                           UNIT_BUFETAT_REGION,
                                           UNIT_BUFETAT_SERVICE,
                                           UNIT_BFE,
                                           UNIT_INSTITUTION,
                                           UNIT_THK_TEAM,
                                           UNIT_FACT_TEAM,
                                           UNIT_HELSESTASJON,
                                           UNIT_FASTLEGE,
                                           UNIT_PPT_SKOLE,
                                           UNIT_TANNHELSE};
    struct unit_list one[ARRAY_LEN(types)];
    size_t n = 0;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(types); i++) {
        err = registry_store_list_units(&c->tx, types[i], c->today, &one[i]);
        n += err ? 0 : one[i].n;
    }
    if (err)
        return err;
    out->invite.row = ARENA_NEW_N(c->mem, struct unit, n + 1);
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        for (size_t k = 0; k < one[i].n; k++)
            out->invite.row[out->invite.n++] = one[i].row[k];
    }
    return NULL;
}

/* The number that the child's sheet holds, as a name. */
static const struct err *
view_municipality(struct call *c, struct case_view *out)
{
    struct municipality m = {0};
    const struct err *err = NULL;

    if (out->child.municipality.n == 0)
        return NULL;
    err = registry_store_get_municipality(&c->tx, out->child.municipality, &m);
    if (err && err->kind == NOT_FOUND)
        return NULL;
    out->municipality = m.name;
    return err;
}

static const struct err *
view_parts(struct call *c, case_id id, unsigned parts, const struct key *key,
           struct case_view *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = NULL;

    if (parts & VIEW_UNITS)
        err = case_store_list_units(&c->tx, &v, id, &out->units);
    if (!err && parts & VIEW_TEAM)
        err = case_store_list_team(&c->tx, &v, id, &out->team);
    if (!err && parts & VIEW_DEADLINES)
        err = case_store_list_deadlines(&c->tx, &v, id, &out->deadlines);
    if (!err && parts & VIEW_EVENTS)
        err = case_store_list_events(&c->tx, &v, id, EVENTS_MAX, &out->events);
    if (!err && parts & VIEW_EVENTS)
        err = open_events(c, key, &out->events);
    if (!err && parts & VIEW_SHARES)
        err = sharing_list_in(c, id, &out->shares);
    if (!err && parts & VIEW_PERSONS)
        err = child_store_list_persons(&c->tx, &v, key, id, &out->persons);
    if (!err && parts & VIEW_KNOCKS && out->is_holder)
        err = case_store_list_knocks(&c->tx, &v, id, &out->knocks);
    if (!err && parts & VIEW_SHORT_LIST && out->head.is_protected)
        err = case_store_short_list(&c->tx, &v, id, &out->short_list);
    if (!err && parts & VIEW_CONSENT)
        err = view_consent(c, out);
    if (!err && parts & VIEW_ANSWERS)
        err = consent_list_in(c, id, &out->answers);
    if (!err && parts & VIEW_ANSWERS)
        err = consent_rules_in(c, &out->rules, &out->rules_n);
    if (!err && parts & VIEW_PEOPLE)
        err = view_people(c, out);
    if (!err && parts & VIEW_INVITE)
        err = view_invite(c, out);
    return err;
}

const struct err *
casefile_view_in(struct call *c, case_id id, unsigned parts,
                 struct case_view *out)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    *out = (struct case_view){.role = c->who.role};
    if (!err)
        err = view_head(c, id, &key, out);
    if (!err && parts & VIEW_EVENTS)
        err = view_municipality(c, out);
    if (!err && parts & VIEW_HOLDER && !out->is_holder)
        err = ERR(c->mem, DENIED);
    return err ? err : view_parts(c, id, parts, &key, out);
}

const struct err *
casefile_app_view(struct call *c, enum action a, case_id id, unsigned parts,
                  struct case_view *out)
{
    const struct err *err = call_begin(c, a);

    *out = (struct case_view){0};
    if (err)
        return err;
    err = call_permit(c, a, subject_case(id));
    if (!err)
        err = casefile_view_in(c, id, parts, out);
    return call_end(c, a, id.v, err);
}

/* The 30 days of which the log's page tells the sum. */
#define SUM_US (INT64_C(30) * 24 * 60 * 60 * 1000000)

const struct err *
casefile_app_log(struct call *c, case_id id, const struct log_ask *ask,
                 struct case_log *out)
{
    struct instant since = {c->now.us - SUM_US};
    const struct err *err = audit_fill_lists(c->sv->db, c->mem);

    *out = (struct case_log){0};
    if (!err)
        err = call_begin(c, ACT_CASE_LOG_VIEW);
    if (err)
        return err;
    err = call_permit(c, ACT_CASE_LOG_VIEW, subject_case(id));
    if (!err)
        err = casefile_view_in(c, id, 0, &out->head);
    if (!err)
        err = sharing_store_log(&c->tx, c->who.unit, c->now, c->who.account, id,
                                ask, &out->log);
    if (!err)
        err = sharing_store_log_sum(&c->tx, c->who.unit, c->now, c->who.account,
                                    id, since, &out->sum);
    return call_end(c, ACT_CASE_LOG_VIEW, id.v, err);
}

/* --- an offer --- */

/* The receiver sees what it will get before it answers: what hurries, how many
 * are on the team, what is shared; no content. */
static const struct err *
view_offer(struct call *c, offer_id id, struct offer_view *out)
{
    struct key key;
    const struct err *err = casefile_offered_in(c, id, &out->baton);

    out->case_id = out->baton.case_id;
    if (!err)
        err = case_key_in(c, out->case_id, &key);
    if (!err)
        err = baton_store_get_offer(&c->tx, id, out);
    if (!err)
        err = unseal(c->mem, &key, id.v, "offer.reason", out->reason,
                     &out->reason);
    if (!err && out->answer.n > 0)
        err = unseal(c->mem, &key, id.v, "offer.answer", out->answer,
                     &out->answer);
    if (err)
        return err;
    out->is_open = out->baton.baton.offer.id.v == id.v;
    out->may_answer = out->is_open && (c->ground & REL_BIT(OFFERED)) != 0;
    out->is_sender = (c->ground & (REL_BIT(HOLDER) | REL_BIT(HOLDER_LEADER))) !=
                     0;
    return casefile_label_in(c, out->case_id, out->sealed.wrapped_key,
                             out->sealed.given, out->sealed.birth, &out->label);
}

const struct err *
casefile_app_offer_view(struct call *c, offer_id id, struct offer_view *out)
{
    const struct err *err = call_begin(c, ACT_BATON_OFFER_VIEW);

    *out = (struct offer_view){0};
    if (err)
        return err;
    err = call_permit(c, ACT_BATON_OFFER_VIEW, subject_offer(id));
    if (!err)
        err = view_offer(c, id, out);
    return call_end(c, ACT_BATON_OFFER_VIEW, id.v, err);
}

const struct err *
casefile_app_bounces(struct call *c, struct bounce_counts *out)
{
    const struct err *err = call_begin(c, ACT_UNIT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_UNIT_VIEW, subject_none());
    if (!err)
        err = baton_store_bounces(&c->tx, out);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}

/* --- verify --- */

static const struct err *
verify_case(struct db_tx *tx, const struct keyring *keys, case_id id,
            struct casefile_verdict *out)
{
    struct baton_history h = {0};
    struct baton_row stored;
    struct baton replayed = {.asked_since = DATE_NONE};
    size_t bad = 0;
    const char *why = NULL;
    const struct err *err = baton_store_history(tx, keys, id, &h);

    if (!err)
        err = baton_store_get(tx, id, &stored);
    if (err)
        return err;
    out->cases++;
    out->events += (int64_t)h.n;
    if (h.n == 0)
        why = "a case without a history";
    else if (!h.sealed)
        why = "an event that is not as it was written";
    else if (baton_replay(tx->mem, h.row, h.n, &replayed, &bad))
        why = "an event that does not follow from those before it";
    else if (!baton_same(&replayed, &stored.baton))
        why = "what is stored does not follow from the history";
    if (!why)
        return NULL;
    out->bad++;
    if (out->first_bad.v == 0) {
        out->first_bad = id;
        out->why = why;
    }
    return NULL;
}

const struct err *
casefile_verify(struct db_tx *tx, const struct keyring *keys,
                struct casefile_verdict *out)
{
    struct case_ids ids = {0};
    case_id after = {0};
    const struct err *err = NULL;

    *out = (struct casefile_verdict){0};
    do {
        err = baton_store_all_cases(tx, after, &ids);
        for (size_t i = 0; !err && i < ids.n; i++)
            err = verify_case(tx, keys, ids.id[i], out);
        if (ids.n > 0)
            after = ids.id[ids.n - 1];
    } while (!err && ids.n > 0);
    return err;
}
