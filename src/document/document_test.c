/* Documents of a case: who sees them, versions, withdrawal, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"

#define FX_MORE_SETS document_sql,
#include "casefile/fixture.h"
#include "text/messages_document.h"
#include "text/messages_file.h"
#include "text/messages_text.h"

static struct document_form
form_of_text(case_id id, const char *title)
{
    return (struct document_form){.case_id = id,
                                  .title = str_of(title),
                                  .kind = DOCUMENT_KIND_MINUTES,
                                  .class_ = CLASS_DOCUMENTS,
                                  .name = STR("referat.txt"),
                                  .bytes = STR("Vi snakket om skolen.\n")};
}

/* Kari's unit shares documents with the clinic. */
static case_id
case_of_two(struct fixture *f)
{
    case_id id = fx_case(f);
    struct share s = {.case_id = id,
                      .to_unit = {CLINIC},
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY};
    struct call c = fx_kari(f);

    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_HEALTH_CARE));
    c = fx_kari(f);
    OK(casefile_app_share(&c, &s, CLASS_BIT(DOCUMENTS)));
    return id;
}

static int64_t
put(struct fixture *f, const struct document_form *form)
{
    struct call c = fx_kari(f);
    int64_t id = 0;

    OK(document_app_put(&c, form, &id));
    f->now.us += 1000000;
    return id;
}

static size_t
count(struct call c, case_id id)
{
    struct document_view v;

    OK(document_app_list(&c, id, &v));
    return v.list.n;
}

static bool
is_hidden(struct call c, case_id id, int64_t document)
{
    struct document_view v;
    struct call again = c;
    struct blob b;
    struct str bytes;
    const struct err *err = document_app_view(&c, id, document, &v);
    const struct err *file = document_app_file(&again, id, document, 1, &b,
                                               &bytes);

    CHECK((err && err->kind == NOT_FOUND) == (file && file->kind == NOT_FOUND));
    return err && err->kind == NOT_FOUND;
}

TEST_BOTH(seen_by_whom_it_is_shared_with)
{
    case_id id = case_of_two(f);
    struct document_form open = form_of_text(id, "Referat");
    struct document_form own = form_of_text(id, "Eget notat");
    struct document_form health = form_of_text(id, "Journal");
    int64_t a, b, c;

    own.own = true;
    health.class_ = CLASS_HEALTH;
    a = put(f, &open);
    b = put(f, &own);
    c = put(f, &health);
    CHECK_EQ((int64_t)count(fx_kari(f), id), 3);
    CHECK_EQ((int64_t)count(fx_tone(f), id), 1);
    CHECK(!is_hidden(fx_tone(f), id, a));
    CHECK(is_hidden(fx_tone(f), id, b));
    CHECK(is_hidden(fx_tone(f), id, c));
    CHECK(is_hidden(fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER), id, a));
}

TEST_BOTH(withdrawn_consent_takes_it_away_at_once)
{
    case_id id = case_of_two(f);
    struct document_form form = form_of_text(id, "Referat");
    int64_t document = put(f, &form);
    struct case_view v;
    struct call c = fx_kari(f);

    CHECK(!is_hidden(fx_tone(f), id, document));
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_SHARES, &v));
    for (size_t i = 0; i < v.shares.n; i++)
        if (v.shares.row[i].class_ == CLASS_DOCUMENTS &&
            v.shares.row[i].to_unit.v == CLINIC) {
            c = fx_kari(f);
            OK(sharing_app_end(&c, id, v.shares.row[i].id, STR("Trukket")));
        }
    CHECK(is_hidden(fx_tone(f), id, document));
    CHECK_EQ((int64_t)count(fx_tone(f), id), 0);
    CHECK_EQ((int64_t)count(fx_kari(f), id), 1);
}

TEST_BOTH(versions_are_kept)
{
    case_id id = case_of_two(f);
    struct document_form form = form_of_text(id, "Referat");
    struct document_form next = form;
    struct document_view v;
    struct call c = fx_tone(f);
    struct blob b;
    struct str bytes;
    int64_t document = put(f, &form), out = 0;
    const struct err *err;

    next.document = document;
    next.bytes = STR("Rettet.\n");
    err = document_app_put(&c, &next, &out);
    CHECK(err && err->kind == DENIED); /* another unit's */
    put(f, &next);
    c = fx_tone(f);
    OK(document_app_view(&c, id, document, &v));
    CHECK_EQ((int64_t)v.versions.n, 2);
    CHECK_EQ(v.document.newest, 2);
    CHECK_STR(v.text, "Rettet.\n");
    CHECK(!v.versions.row[0].scanned);
    c = fx_tone(f);
    OK(document_app_file(&c, id, document, 1, &b, &bytes));
    CHECK(str_ends(bytes, STR("Vi snakket om skolen.\n")));
    CHECK(str_starts(bytes, STR("Somebody, "))); /* who reads, and when */
    c = fx_tone(f);
    err = document_app_file(&c, id, document, 3, &b, &bytes);
    CHECK(err && err->kind == NOT_FOUND);
}

TEST_BOTH(withdrawn_is_kept_by_its_own_unit)
{
    case_id id = case_of_two(f);
    struct document_form form = form_of_text(id, "Feil barn");
    struct document_form next = form;
    int64_t document = put(f, &form), out = 0;
    struct document_view v;
    struct call c = fx_tone(f);
    const struct err *err = document_app_withdraw(&c, id, document, STR("x"));

    CHECK(err && err->kind == DENIED);
    c = fx_kari(f);
    CHECK_ERR(document_app_withdraw(&c, id, document, STR_NONE), INVALID,
              MSG_FORM_REQUIRED);
    c = fx_kari(f);
    OK(document_app_withdraw(&c, id, document, STR("Lagt i feil sak")));
    CHECK(is_hidden(fx_tone(f), id, document));
    c = fx_kari(f);
    OK(document_app_view(&c, id, document, &v));
    CHECK_STR(v.document.withdraw_reason, "Lagt i feil sak");
    CHECK(!v.is_mine);
    next.document = document;
    c = fx_kari(f);
    CHECK_ERR(document_app_put(&c, &next, &out), CONFLICT,
              MSG_DOCUMENT_IS_WITHDRAWN);
}

TEST_BOTH(a_bad_file_keeps_nothing)
{
    case_id id = case_of_two(f);
    struct document_form form = form_of_text(id, "");
    struct call c = fx_kari(f);
    int64_t out = 0;
    const struct err *err;

    form.bytes = STR("\x7f"
                     "ELF\x02\x01\x01");
    err = document_app_put(&c, &form, &out);
    CHECK(err && err->kind == INVALID && err->next); /* title and file */
    form = form_of_text(id, "Lås");
    form.bytes = STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\nbroken\n");
    c = fx_kari(f);
    CHECK_ERR(document_app_put(&c, &form, &out), INVALID, MSG_FILE_PDF);
    f->sv.clamd = STR("/nowhere/clamd.ctl");
    form = form_of_text(id, "Uten kontroll");
    c = fx_kari(f);
    CHECK_ERR(document_app_put(&c, &form, &out), UNAVAILABLE, MSG_SCAN_FAILED);
    CHECK_EQ((int64_t)count(fx_kari(f), id), 0);
}

/* With the clamd of part 64-scan. */
TEST_BOTH(what_the_scanner_let_pass_says_so)
{
    case_id id = case_of_two(f);
    struct document_form form = form_of_text(id, "Kontrollert");
    struct str eicar = str_fmt(f->mem, "%s%s%s",
                               "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
                               "EICAR-STANDARD-ANTI", "VIRUS-TEST-FILE!$H+H*");
    struct call c = fx_kari(f);
    struct document_view v;
    int64_t document, out = 0;

    f->sv.clamd = str_of(getenv("HELHET_TEST_CLAMD"));
    if (f->sv.clamd.n == 0)
        return;
    document = put(f, &form);
    OK(document_app_view(&c, id, document, &v));
    CHECK(v.versions.row[0].scanned);
    form.bytes = str_fmt(f->mem, "Et notat.\n%.*s\n", STR_FMT(eicar));
    c = fx_kari(f);
    CHECK_ERR(document_app_put(&c, &form, &out), INVALID, MSG_SCAN_FOUND);
    CHECK_EQ((int64_t)count(fx_kari(f), id), 1);
}
