/* What staff do with what the child says, and who of the family gets access.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/app.h"

#include "access/account.h"
#include "crypto/crypto.h"
#include "text/messages_family.h"

enum { LOGIN_BYTES = 6, PASSWORD_BYTES = 12 };

/* --- the child's voice --- */

static const struct err *
open_statement(struct call *c, const struct key *key, struct statement *s)
{
    const struct {
        const char *name;
        struct str *text;
    } part[] = {
        {"statement.words", &s->words},
        {"statement.informed", &s->informed},
        {"statement.weight", &s->weight},
        {"statement.outcome", &s->outcome},
    };
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(part); i++) {
        if (part[i].text->n > 0)
            err = unseal(c->mem, key, s->id, part[i].name, *part[i].text,
                         part[i].text);
    }
    return err;
}

static const struct err *
list_said(struct call *c, case_id id, struct statement_list *out)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = statement_store_list(&c->tx, c->who.unit, c->now, c->who.account,
                                   id, out);
    for (size_t i = 0; !err && i < out->n; i++)
        err = open_statement(c, &key, &out->row[i]);
    if (!err && out->n > 0)
        c->classes |= CLASS_BIT(VOICE);
    return err;
}

const struct err *
voice_app_view(struct call *c, case_id id, struct voice_view *out)
{
    const struct err *err;

    *out = (struct voice_view){.may_answer = false};
    err = casefile_app_view(c, ACT_CASE_VIEW, id, 0, &out->v);
    if (!err)
        err = call_begin(c, ACT_VOICE_VIEW);
    if (err)
        return err;
    err = call_permit(c, ACT_VOICE_VIEW, subject_case(id));
    if (!err)
        err = list_said(c, id, &out->said);
    out->may_answer = (c->ground & (REL_BIT(HOLDER) | REL_BIT(TEAM))) != 0 &&
                      call_may_role(c, ACT_VOICE_ANSWER);
    return call_end(c, ACT_VOICE_VIEW, id.v, err);
}

static const struct err *
store_said(struct call *c, struct statement *s)
{
    struct key key;
    struct event e = {
        .case_id = s->case_id, .kind = EVENT_CHILD_SAID, .class_ = CLASS_VOICE};
    struct statement sealed;
    const struct err *err = case_key_in(c, s->case_id, &key);

    if (err)
        return err;
    s->id = id_new();
    s->unit = c->who.unit;
    sealed = *s;
    sealed.words = seal(c->mem, &key, s->id, "statement.words", s->words);
    sealed.informed = seal(c->mem, &key, s->id, "statement.informed",
                           s->informed);
    err = share_own_in(c, s->case_id, s->unit, CLASS_BIT(VOICE));
    if (!err)
        err = statement_store_insert(&c->tx, &sealed, (account_id){0},
                                     c->who.function, c->now);
    e.object_id = s->id;
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
voice_app_put(struct call *c, struct statement *s)
{
    const struct err *err = call_begin(c, ACT_VOICE_WRITE);

    if (err)
        return err;
    err = call_permit(c, ACT_VOICE_WRITE, subject_case(s->case_id));
    if (!err)
        err = statement_check(c->mem, s);
    if (!err)
        err = store_said(c, s);
    return call_end(c, ACT_VOICE_WRITE, s->id, err);
}

static const struct err *
find_said(struct call *c, case_id id, int64_t statement, struct statement *out)
{
    struct statement_list list = {0};
    const struct err *err = statement_store_list(&c->tx, c->who.unit, c->now,
                                                 c->who.account, id, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        if (list.row[i].id == statement) {
            *out = list.row[i];
            return NULL;
        }
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
store_answer(struct call *c, struct statement *s, struct str weight,
             struct str outcome)
{
    struct key key;
    struct event e = {.case_id = s->case_id,
                      .kind = EVENT_CHILD_ANSWERED,
                      .class_ = CLASS_VOICE,
                      .object_id = s->id};
    const struct err *err = case_key_in(c, s->case_id, &key);

    if (err)
        return err;
    s->weight = seal(c->mem, &key, s->id, "statement.weight", weight);
    s->outcome = seal(c->mem, &key, s->id, "statement.outcome", outcome);
    err = statement_store_answer(&c->tx, s, c->who.function, c->now);
    if (!err)
        err = deadline_close_in(c, s->id, DEADLINE_VOICE_ANSWER, DEADLINE_MET);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
voice_app_answer(struct call *c, case_id id, int64_t statement,
                 enum became became, struct str weight, struct str outcome)
{
    struct statement s = {0};
    const struct err *err = call_begin(c, ACT_VOICE_ANSWER);

    if (err)
        return err;
    err = call_permit(c, ACT_VOICE_ANSWER, subject_case(id));
    if (!err)
        err = find_said(c, id, statement, &s);
    if (!err)
        err = statement_check_answer(c->mem, &s, became, weight, outcome);
    s.became = became;
    if (!err)
        err = store_answer(c, &s, weight, outcome);
    return call_end(c, ACT_VOICE_ANSWER, statement, err);
}

/* --- the family's access --- */

const struct err *
access_app_view(struct call *c, case_id id, struct access_view *out)
{
    struct key key;
    const struct err *err;

    *out = (struct access_view){.age = -1};
    err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_PERSONS | VIEW_HOLDER,
                            &out->v);
    if (!err)
        err = call_begin(c, ACT_CASE_VIEW);
    if (err)
        return err;
    err = call_permit(c, ACT_CASE_VIEW, subject_case(id));
    if (!err)
        err = case_key_in(c, id, &key);
    if (!err)
        err = family_store_links_of(&c->tx, c->who.unit, c->now, c->who.account,
                                    id, &out->links);
    if (!err)
        err = withheld_store_list(&c->tx, id, &out->withheld);
    for (size_t i = 0; !err && i < out->withheld.n; i++) {
        struct withheld *w = &out->withheld.row[i];

        if (w->reason.n > 0)
            err = unseal(c->mem, &key, w->id, "withheld.reason", w->reason,
                         &w->reason);
    }
    out->age = child_age(&out->v.child, c->today);
    return call_end(c, ACT_CASE_VIEW, id.v, err);
}

/* Parental responsibility comes from the case's own record. */
static const struct err *
check_person(struct call *c, case_id id, int64_t person)
{
    struct person_list list = {0};
    const struct err *err = casefile_persons_in(c, id, &list);

    if (err || person == 0)
        return err;
    for (size_t i = 0; i < list.n; i++) {
        if (list.row[i].id == person && list.row[i].responsibility)
            return NULL;
    }
    return ERR(c->mem, INVALID, .field = "hvem",
               .msg = MSG_FAMILY_NO_RESPONSIBILITY);
}

static const struct err *
check_once(struct call *c, case_id id, int64_t person)
{
    struct link_list list = {0};
    const struct err *err = family_store_links_of(&c->tx, c->who.unit, c->now,
                                                  c->who.account, id, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        if (list.row[i].person == person && list.row[i].kind != FAMILY_FOSTER)
            return ERR(c->mem, CONFLICT, .field = "hvem",
                       .msg = MSG_FAMILY_HAS_ACCESS);
    }
    return err;
}

const struct err *
family_open_in(struct call *c, struct family_link *l, struct new_access *out)
{
    static const char *const prefix[FAMILY_KIND_COUNT] = {"ung", "foresatt",
                                                          "fosterhjem"};
    struct str name = msg_plain(LANG_NB, family_account_message(l->kind));
    const struct err *err;

    if (out->login.n == 0)
        out->login = login_normal(
            c->mem, str_fmt(c->mem, "%s-%.*s", prefix[l->kind],
                            STR_FMT(token_new(c->mem, LOGIN_BYTES))));
    if (out->password.n == 0)
        out->password = token_new(c->mem, PASSWORD_BYTES);
    err = account_create_in(c, out->login, name, STR_NONE, out->password,
                            DATE_NONE, c->sv->demo, &l->account, &out->secret);
    return err ? err
               : family_store_insert_link(&c->tx, l, c->who.function, c->now);
}

static const struct err *
open_access(struct call *c, case_id id, int64_t person, struct new_access *out)
{
    bool child = person == 0;
    struct family_link l = {.id = id_new(),
                            .case_id = id,
                            .kind = child ? FAMILY_CHILD : FAMILY_GUARDIAN,
                            .person = person,
                            .from = DATE_NONE,
                            .to = DATE_NONE};

    return family_open_in(c, &l, out);
}

const struct err *
access_app_open(struct call *c, case_id id, int64_t person,
                struct new_access *out)
{
    const struct err *err = call_begin(c, ACT_FAMILY_ACCESS);

    if (err)
        return err;
    err = call_permit(c, ACT_FAMILY_ACCESS, subject_case(id));
    if (!err)
        err = check_person(c, id, person);
    if (!err)
        err = check_once(c, id, person);
    if (!err)
        err = open_access(c, id, person, out);
    return call_end(c, ACT_FAMILY_ACCESS, id.v, err);
}

const struct err *
access_app_end(struct call *c, case_id id, int64_t link)
{
    const struct err *err = call_begin(c, ACT_FAMILY_ACCESS);

    if (err)
        return err;
    err = call_permit(c, ACT_FAMILY_ACCESS, subject_case(id));
    if (!err)
        err = family_store_end_link(&c->tx, id, link, false, c->now);
    return call_end(c, ACT_FAMILY_ACCESS, link, err);
}

const struct err *
access_app_decide(struct call *c, case_id id, enum info_class k, bool keep)
{
    struct child child = {0};
    const struct err *err = call_begin(c, ACT_FAMILY_ACCESS);

    if (err)
        return err;
    err = call_permit(c, ACT_FAMILY_ACCESS, subject_case(id));
    if (!err)
        err = casefile_child_in(c, id, &child);
    if (!err && !keep && !withhold_may_lift(child_age(&child, c->today)))
        err = ERR(c->mem, CONFLICT, .msg = MSG_FAMILY_CHILD_DECIDES);
    if (!err)
        err = withheld_store_decide(&c->tx, id, k,
                                    keep ? WITHHELD_KEPT : WITHHELD_LIFTED,
                                    c->who.function, c->now);
    return call_end(c, ACT_FAMILY_ACCESS, id.v, err);
}
