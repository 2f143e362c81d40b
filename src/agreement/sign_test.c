/* Signing with a real one-time code, on both databases: what an installation
 * that is not the demo asks of a leader.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/app.h"
#include "agreement/approval_app.h"
#include "agreement/meeting_facts.h"
#include "agreement/news.h"
#include "body/facts_store.h"
#include "body/store.h"

#include <liboath/oath.h>

#define FX_MORE_SETS                                                    \
    agreement_sql, agreement_fact_sql, agreement_duty_sql, body_sql,    \
        meeting_sql, body_facts_sql, account_sql, agreement_draft_sql,  \
        agreement_approval_sql, audit_sql, audit_list_sql, session_sql, \
        passkey_sql, agreement_news_sql
#include "access/account.h"
#include "access/audit.h"
#include "access/session.h"
#include "agreement/fixture.h"
#include "text/messages_access.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

struct signer {
    account_id account;
    function_id function;
    unit_id unit;
    struct str name;
    struct str secret; /* binary */
};
struct desk {
    struct fixture *f;
    struct arena *mem;
    struct audit_chain chain;
    struct keyring *keys;
    struct signer leader[2];
    agreement_id draft;
    struct str hash;
};

static void
add_leader(struct desk *d, size_t i, const char *login, const char *unit)
{
    struct signer *s = &d->leader[i];
    struct function_row r = {.kind = FUNCTION_LEADER,
                             .valid_from = date_ymd(2025, 1, 1),
                             .valid_to = DATE_NONE};
    struct str base32 = STR_NONE;
    struct unit u = {0};
    char *secret = NULL;
    bool found = false;
    size_t n = 0;
    struct call c;

    call_init_system(&c, d->mem, &d->f->services, d->f->call.now);
    s->name = str_of(login);
    OK(account_app_create(&c, s->name, s->name, STR(""),
                          STR("lang og trygg frase"), DATE_NONE, false,
                          &s->account, &base32));
    CHECK_EQ(oath_base32_decode(base32.p, base32.n, &secret, &n), OATH_OK);
    s->secret = str_copy(d->mem, (struct str){secret, n});
    free(secret);
    fx_begin(d->f);
    OK(registry_store_find_unit(&d->f->call.tx, str_of(unit), &u, &found));
    CHECK(found);
    r.id.v = id_new();
    r.account_id = s->account;
    r.unit_id = u.id;
    OK(registry_store_insert_function(&d->f->call.tx, &r));
    fx_end(d->f, true);
    s->function = r.id;
    s->unit = u.id;
}

static struct call
as(struct desk *d, size_t i)
{
    struct call c = d->f->call;

    c.who = (struct actor){.account = d->leader[i].account,
                           .function = d->leader[i].function,
                           .unit = d->leader[i].unit,
                           .role = ROLE_LEADER,
                           .name = d->leader[i].name,
                           .unit_name = STR("Klinikk")};
    c.request_id = STR("test");
    return c;
}

static struct draft_look
look(struct desk *d, int64_t number)
{
    struct call c = as(d, 0);
    struct draft_look l;

    OK(draft_app_view(&c, d->draft, number, &l));
    return l;
}

static const struct err *
approve(struct desk *d, size_t i, struct str hash)
{
    struct call c = as(d, i);

    return approval_app_give(&c, d->draft, hash);
}

/* Sent to approval, and approved by both. */
static void
send_and_approve(struct desk *d)
{
    struct call c = as(d, 0);

    OK(draft_app_send(&c, d->draft));
    d->hash = look(d, 0).hash;
    OK(approve(d, 0, d->hash));
    OK(approve(d, 1, d->hash));
}

/* A short text between two clinics, ready to be signed. */
static struct desk *
desk_open(struct fixture *f)
{
    struct desk *d = ARENA_NEW(f->call.mem, struct desk);
    const struct draft_start start = {
        .kind = AGREEMENT_OPTIONAL_LOCAL,
        .part = {STR("BUP-MOLDE"), STR("BUP-ROSTEN")}};
    struct section_form section = {
        .heading = STR("Mål"), .body = STR("Vi samarbeider."), .level = 1};
    struct section theirs;
    struct call c;

    d->f = f;
    d->mem = f->call.mem;
    crypto_init();
    OK(keyring_open(d->mem,
                    str_cz(d->mem, str_fmt(d->mem, "%s/key", f->folder)), true,
                    &d->keys));
    audit_chain_init(&d->chain);
    f->services.keys = d->keys;
    f->services.chain = &d->chain;
    f->services.facts[SUBJECT_AGREEMENT] = agreement_facts;
    add_leader(d, 0, "gro", "BUP-MOLDE");
    add_leader(d, 1, "kari", "BUP-ROSTEN");
    c = as(d, 0);
    OK(draft_app_start(&c, &start, NULL, &d->draft));
    c = as(d, 0);
    OK(draft_app_save(&c, d->draft, &section, NULL, &theirs));
    send_and_approve(d);
    return d;
}

static void
desk_close(struct desk *d)
{
    keyring_free(d->keys);
}

static struct str
code_of(struct desk *d, size_t i)
{
    char otp[7];

    CHECK_EQ(oath_totp_generate(d->leader[i].secret.p, d->leader[i].secret.n,
                                (time_t)(d->f->call.now.us / 1000000), 30, 0, 6,
                                otp),
             OATH_OK);
    return str_copy(d->mem, str_of(otp));
}

/* The message a signature is refused with; 0: it stands. */
static int
sign_with(struct desk *d, size_t i, struct str code)
{
    struct call c = as(d, i);
    struct factor_proof proof = {.code = code};
    const struct err *err = draft_app_sign(&c, d->draft, d->hash, &proof);

    if (!err)
        return 0;
    CHECK_STR(str_of(err->field), "kode");
    CHECK_EQ(err->kind, INVALID);
    return err->msg;
}

static struct str
another(struct desk *d, struct str code)
{
    char *p = ARENA_NEW_N(d->mem, char, code.n);

    for (size_t i = 0; i < code.n; i++)
        p[i] = code.p[i];
    p[0] = p[0] == '9' ? '0' : (char)(p[0] + 1);
    return (struct str){p, code.n};
}

TEST_BOTH(only_the_leaders_own_code_signs)
{
    struct desk *d = desk_open(f);
    struct str right;

    right = code_of(d, 0);
    CHECK_EQ(sign_with(d, 0, STR_NONE), MSG_FORM_REQUIRED);
    CHECK_EQ(sign_with(d, 0, another(d, right)), MSG_FACTOR_WRONG);
    CHECK_EQ(sign_with(d, 0, code_of(d, 1)), MSG_FACTOR_WRONG);
    CHECK_EQ(sign_with(d, 0, STR("lang og trygg frase")), MSG_FACTOR_WRONG);
    CHECK_EQ((int64_t)look(d, 0).signatures.n, 0);
    CHECK_EQ(sign_with(d, 0, right), 0);
    CHECK_EQ((int64_t)look(d, 0).signatures.n, 1);
    CHECK_EQ(look(d, 0).v->state, VERSION_SIGNING);
    CHECK_EQ(sign_with(d, 1, code_of(d, 1)), 0);
    CHECK_EQ(look(d, 1).v->state, VERSION_IN_FORCE);
    CHECK_STR(look(d, 1).signatures.row[1].hash, str_cz(d->mem, d->hash));
    desk_close(d);
}

TEST_BOTH(a_code_signs_once_and_guessing_must_wait)
{
    struct desk *d = desk_open(f);
    struct str right;

    right = code_of(d, 0);
    for (int i = 0; i < 5; i++)
        CHECK_EQ(sign_with(d, 0, another(d, right)), MSG_FACTOR_WRONG);
    CHECK_EQ(sign_with(d, 0, right), MSG_LOGIN_WAIT);
    f->call.now.us += INT64_C(60000000);
    right = code_of(d, 0);
    CHECK_EQ(sign_with(d, 0, right), 0);
    /* the text is sent back and sent anew: the code that was used is spent */
    {
        struct call c = as(d, 1);
        struct version terms;

        OK(approval_app_send_back(&c, d->draft, STR("Oppsigelse mangler."),
                                  NULL));
        terms = *look(d, 0).v;
        terms.notice_months = 6;
        c = as(d, 0);
        OK(draft_app_terms(&c, d->draft, &terms, NULL));
        send_and_approve(d);
    }
    CHECK_EQ(sign_with(d, 0, right), MSG_FACTOR_WRONG);
    f->call.now.us += INT64_C(60000000);
    CHECK_EQ(sign_with(d, 0, code_of(d, 0)), 0);
    desk_close(d);
}

static const struct err *
change_terms(struct desk *d)
{
    struct version terms = *look(d, 0).v;
    struct call c = as(d, 0);

    terms.notice_months = 3;
    return draft_app_terms(&c, d->draft, &terms, NULL);
}

TEST_BOTH(nobody_signs_what_not_all_have_approved)
{
    struct desk *d = desk_open(f);
    struct call c = as(d, 0);
    struct factor_proof proof = {.wrong = false};
    const struct err *err;

    OK(approval_app_send_back(&c, d->draft, STR("Tenk om igjen."), NULL));
    CHECK_EQ(look(d, 0).v->state, VERSION_DRAFT);
    c = as(d, 0);
    OK(draft_app_send(&c, d->draft));
    d->hash = look(d, 0).hash;
    err = approve(d, 0, STR("00"));
    CHECK(err && err->kind == CONFLICT);
    OK(approve(d, 0, d->hash));
    err = approve(d, 0, d->hash);
    CHECK(err && err->msg == MSG_APPROVAL_TWICE);
    CHECK_EQ(look(d, 0).v->state, VERSION_APPROVAL);
    c = as(d, 0);
    proof.code = code_of(d, 0);
    err = draft_app_sign(&c, d->draft, d->hash, &proof);
    CHECK(err && err->msg == MSG_SIGN_NOT_SENT);
    OK(approve(d, 1, d->hash));
    CHECK_EQ(look(d, 0).v->state, VERSION_SIGNING);
    CHECK_EQ(sign_with(d, 0, code_of(d, 0)), 0);
    desk_close(d);
}

TEST_BOTH(a_text_that_is_sent_is_frozen_until_it_is_sent_back)
{
    struct desk *d = desk_open(f);
    struct draft_look l;
    struct call c;
    const struct err *err = change_terms(d);

    CHECK(err && err->msg == MSG_DRAFT_FROZEN);
    CHECK_EQ(sign_with(d, 0, code_of(d, 0)), 0);
    c = as(d, 1);
    err = approval_app_send_back(&c, d->draft, STR_NONE, NULL);
    CHECK(err && err->kind == INVALID);
    c = as(d, 1);
    OK(approval_app_send_back(&c, d->draft, STR("Frist mangler."), NULL));
    l = look(d, 0);
    CHECK_EQ(l.v->state, VERSION_DRAFT);
    CHECK(l.signatures.row[0].gone);
    CHECK(l.approvals.row[0].gone && l.approvals.row[1].gone);
    CHECK_STR(approval_open_return(&l)->reason, "Frist mangler.");
    OK(change_terms(d));
    send_and_approve(d);
    l = look(d, 0);
    CHECK(approval_open_return(&l) == NULL);
    CHECK_EQ((int64_t)l.returns.n, 1);
    desk_close(d);
}

/* A text that waited for signatures before approval was a step of its own: it
 * has no approvals, and is signed all the same. */
TEST_BOTH(what_waited_for_signatures_before_is_still_signed)
{
    struct desk *d = desk_open(f);

    fx_begin(d->f);
    OK(approved_store_drop(&d->f->call.tx, look(d, 0).v->id, d->f->call.now));
    fx_end(d->f, true);
    CHECK_EQ(sign_with(d, 0, code_of(d, 0)), 0);
    CHECK_EQ(sign_with(d, 1, code_of(d, 1)), 0);
    CHECK_EQ(look(d, 1).v->state, VERSION_IN_FORCE);
    desk_close(d);
}

TEST_BOTH(who_is_named_approves_and_nobody_else_of_the_unit)
{
    struct desk *d = desk_open(f);
    struct call c = as(d, 0);
    struct function_row r = {.id = {id_new()},
                             .account_id = d->leader[0].account,
                             .unit_id = d->leader[0].unit,
                             .kind = FUNCTION_CLINIC_CONTACT,
                             .valid_from = date_ymd(2025, 1, 1),
                             .valid_to = DATE_NONE};
    const struct err *err;

    OK(approval_app_send_back(&c, d->draft, STR("Vent."), NULL));
    fx_begin(d->f);
    OK(registry_store_insert_function(&d->f->call.tx, &r));
    fx_end(d->f, true);
    c = as(d, 0);
    OK(draft_app_send(&c, d->draft));
    d->hash = look(d, 0).hash;
    c = as(d, 0);
    c.who.role = ROLE_CLINIC_CONTACT;
    c.who.function = r.id;
    err = approval_app_give(&c, d->draft, d->hash);
    CHECK(err && err->kind == DENIED);
    c = as(d, 0);
    err = approval_app_name(&c, d->draft, d->leader[1].unit, r.id, NULL);
    CHECK(err && err->kind == NOT_FOUND);
    c = as(d, 0);
    OK(approval_app_name(&c, d->draft, d->leader[0].unit, r.id, NULL));
    c = as(d, 0);
    c.who.role = ROLE_CLINIC_CONTACT;
    c.who.function = r.id;
    OK(approval_app_give(&c, d->draft, d->hash));
    CHECK_EQ((int64_t)look(d, 0).approvals.n, 3);
    desk_close(d);
}
