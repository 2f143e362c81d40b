/* Tests of a case's removal, on both databases: two persons, the term, and that
 * no copy of the key is left in the store's files.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/app.h"

#define FX_MORE_SETS \
    retention_sql, own_set, case_message_sql, ask_sql, plan_sql, outbox_sql,
#include "casefile/plan_store.h"
#include "db/db.h"
#include "message/ask.h"
#include "message/message.h"
#include "notify/outbox.h"

enum {
    RV_KEY,
    RV_LOOKUP,
    RV_CUT,
    RV_FORGE,
    RV_LINK,
    RV_NAME,
    RV_DUE,
    RV_MESSAGE,
    RV_ASK,
    RV_SQL
};
static const struct db_stmt own_stmt[RV_SQL] = {
    [RV_KEY] = {"rv.key", "SELECT wrapped_key FROM case_file WHERE id = $1"},
    [RV_LOOKUP] = {"rv.lookup", "SELECT COUNT(*) FROM case_file WHERE id = $1"
                                " AND child_lookup IS NOT NULL"},
    [RV_CUT] = {"rv.cut",
                "UPDATE case_file SET wrapped_key = NULL WHERE id = $1"},
    [RV_FORGE] = {"rv.forge", "UPDATE case_removal SET confirmed_account = 99"
                              " WHERE case_id = $1"},
    [RV_LINK] = {"rv.link",
                 "INSERT INTO family_link (id, case_id, account_id, kind,"
                 " person_id, made_at, made_by, ended_at)"
                 " VALUES (77, $1, $2, 'child', NULL, 1, 1, NULL)"},
    [RV_NAME] = {"rv.name", "SELECT name || login || email FROM account"
                            " WHERE id = $1"},
    [RV_MESSAGE] = {"rv.message", "SELECT text FROM message WHERE id = $1"},
    [RV_ASK] = {"rv.ask", "SELECT text FROM case_ask WHERE id = $1"},
    [RV_DUE] = {"rv.due", "SELECT due_on FROM case_removal WHERE case_id = $1"},
};
static const struct db_set own_set = {own_stmt, RV_SQL};

#include "casefile/fixture.h"
#include "text/messages_message.h"
#include "text/messages_retention.h"

#include <fcntl.h>
#include <string.h>

enum { YOUNG = 51 };

/* --- the store, looked at --- */

static struct str
value(struct fixture *f, int stmt, int64_t id)
{
    struct db_tx tx;
    struct db_rows rows;
    struct str out = STR_NONE;
    bool found = false;

    OK(db_read_begin(f->db, f->mem, &tx));
    OK(db_first(&tx, &own_stmt[stmt], DB_ARGS(db_int(id)), &rows, &found));
    if (found) {
        out = stmt == RV_LOOKUP
                  ? str_fmt(f->mem, "%lld", (long long)db_get_int(&rows, 0))
              : stmt == RV_NAME || stmt == RV_DUE ? db_get_text(&rows, 0)
                                                  : db_get_blob(&rows, 0);
        db_rows_close(&rows);
    }
    db_read_end(&tx);
    return out;
}

static void
change(struct fixture *f, int stmt, const struct db_val *arg, size_t n)
{
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &own_stmt[stmt], arg, n, NULL));
    OK(db_write_end(&tx, true));
}

/* How often the bytes stand in a file that may not be there. */
static int
times_in_file(struct arena *mem, const char *path, struct str needle)
{
    struct buf b;
    char part[65536];
    ssize_t n;
    int times = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return 0;
    buf_init(&b, mem);
    while ((n = read(fd, part, sizeof part)) > 0)
        buf_bytes(&b, part, (size_t)n);
    (void)close(fd);
    for (size_t i = 0; i + needle.n <= b.n; i++)
        times += memcmp(b.p + i, needle.p, needle.n) == 0;
    return times;
}

static bool
is_sqlite(const struct fixture *f)
{
    return strcmp(db_driver_name(f->db), "sqlite") == 0;
}

/* One value of PostgreSQL's own tables, asked by the owner of ours. */
static struct str
ask_catalogue(struct fixture *f, const char *statement)
{
    struct db_stmt ask = {"rv.ask", statement};
    struct db_set set = {&ask, 1};
    const char *url = getenv("HELHET_TEST_PG");
    struct db *db = NULL;
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;
    struct str out;

    OK(db_open_single(f->mem, url, &set, &db));
    OK(db_write_begin(db, f->mem, &tx));
    OK(db_first(&tx, &ask, DB_NO_ARGS, &rows, &found));
    out = str_copy(f->mem, db_get_text(&rows, 0));
    db_rows_close(&rows);
    OK(db_write_end(&tx, false));
    db_close(db);
    return out;
}

/* On PostgreSQL beneath the folder of tools/pg-test. */
static const char *
table_file(struct fixture *f, const char *statement)
{
    struct str rest;
    struct str host = STR_NONE;

    CHECK(str_split(str_of(getenv("HELHET_TEST_PG")), '=', &rest, &host));
    (void)str_split(host, '&', &host, &rest);
    return str_cz(f->mem, str_fmt(f->mem, "%.*s/data/%.*s", STR_FMT(host),
                                  STR_FMT(ask_catalogue(f, statement))));
}

/* In the store's own files. */
static int
copies_of(struct fixture *f, struct str what)
{
    static const char *const tables[] = {
        "SELECT pg_relation_filepath('case_file')",
        "SELECT pg_relation_filepath('account')",
        "SELECT pg_relation_filepath('account_login_key')",
        "SELECT pg_relation_filepath('outbox')",
    };
    const char *file = str_cz(f->mem,
                              str_fmt(f->mem, "%s/helhet.db", f->folder));
    int times = 0;

    for (size_t i = 0; !is_sqlite(f) && i < ARRAY_LEN(tables); i++)
        times += times_in_file(f->mem, table_file(f, tables[i]), what);
    if (!is_sqlite(f))
        return times;
    return times_in_file(f->mem, file, what) +
           times_in_file(f->mem,
                         str_cz(f->mem, str_fmt(f->mem, "%s-wal", file)), what);
}

static struct retention_faults
faults(struct fixture *f)
{
    struct db_tx tx;
    struct retention_faults out = {0};

    OK(db_read_begin(f->db, f->mem, &tx));
    OK(retention_store_faults(&tx, &out));
    db_read_end(&tx);
    return out;
}

/* --- steps --- */

static struct call
as_leader(struct fixture *f)
{
    return fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
}

static void
days_pass(struct fixture *f, int days)
{
    f->now.us += days * INT64_C(86400000000);
}

static void
be_on(struct fixture *f, struct date day)
{
    f->now = date_end_in_oslo(date_add(day, -1));
}

static void
add_rule_from(struct fixture *f, const char *name, enum retention_start starts,
              int32_t age)
{
    struct call c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    struct retention_rule r = {.rule = str_of(name),
                               .any_type = true,
                               .years = 10,
                               .starts = starts,
                               .age = age,
                               .valid_from = date_ymd(2026, 1, 1),
                               .valid_to = DATE_NONE,
                               .source = STR("made up for this test")};

    OK(retention_app_add_rule(&c, &r));
    c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    CHECK_ERR(retention_app_add_rule(&c, &r), INVALID,
              MSG_RETENTION_RULE_TAKEN);
}

static void
add_rule(struct fixture *f)
{
    add_rule_from(f, "T1", RETENTION_CLOSED, -1);
}

static case_id
closed_case_of(struct fixture *f, const struct case_open_form *form)
{
    struct call c = fx_kari(f);
    struct case_view v;
    case_id id = {0};

    OK(casefile_app_open(&c, form, &id));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
    c = fx_kari(f);
    OK(casefile_app_close(&c, id, v.head.version, CLOSE_DONE, STR("All well")));
    return id;
}

static case_id
closed_case(struct fixture *f)
{
    struct case_open_form form = fx_child("Lea", "02831490090");

    return closed_case_of(f, &form);
}

static int64_t
run_removals(struct fixture *f)
{
    struct call c;
    int64_t removed = 0;

    f->sv.rules.removal_wait_days = 30;
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(retention_app_remove_due(&c, &removed));
    return removed;
}

static size_t
ripe(struct fixture *f)
{
    struct call c = fx_kari(f);
    struct ripe_list list;

    OK(retention_app_list(&c, &list));
    return list.n;
}

static void
ask_and_confirm(struct fixture *f, case_id id)
{
    struct call c = fx_kari(f);

    f->sv.rules.removal_wait_days = 30;
    OK(retention_app_ask(&c, id));
    c = as_leader(f);
    OK(retention_app_confirm(&c, id));
}

/* --- tests --- */

TEST_BOTH(a_case_is_removed_by_two_persons_after_a_term)
{
    case_id id = closed_case(f);
    struct call c;
    struct str key;

    CHECK_EQ(ripe(f), 0);
    days_pass(f, 11 * 366);
    CHECK_EQ(ripe(f), 0); /* no rule */
    c = fx_kari(f);
    CHECK_ERR(retention_app_ask(&c, id), CONFLICT, MSG_RETENTION_NOT_RIPE);
    add_rule(f);
    CHECK_EQ(ripe(f), 1);
    c = as_leader(f);
    CHECK_ERR(retention_app_confirm(&c, id), CONFLICT, MSG_RETENTION_NOT_ASKED);
    ask_and_confirm(f, id);
    c = fx_kari(f);
    CHECK_ERR(retention_app_ask(&c, id), CONFLICT, MSG_RETENTION_ASKED_ALREADY);
    days_pass(f, 29);
    CHECK_EQ(run_removals(f), 0);
    days_pass(f, 1);
    key = value(f, RV_KEY, id.v);
    CHECK(key.n > 32);
    CHECK_STR(value(f, RV_LOOKUP, id.v), "1");
    CHECK_EQ(run_removals(f), 1);
    CHECK_EQ(value(f, RV_KEY, id.v).n, 0);
    CHECK_STR(value(f, RV_LOOKUP, id.v), "0");
    CHECK_EQ(run_removals(f), 0);
    CHECK_EQ(faults(f).removed, 1);
    CHECK_EQ(faults(f).unknown + faults(f).half + faults(f).unordered, 0);
}

/* Born 2 March 2014: 18 in 2032, and ten years more. */
TEST_BOTH(years_run_from_a_birthday)
{
    case_id id = closed_case(f);
    struct call c;
    struct ripe_list all;

    add_rule_from(f, "T1", RETENTION_BIRTHDAY, 18);
    be_on(f, date_ymd(2042, 3, 2));
    CHECK_EQ(ripe(f), 0);
    c = fx_kari(f);
    CHECK_ERR(retention_app_ask(&c, id), CONFLICT, MSG_RETENTION_NOT_RIPE);
    days_pass(f, 1);
    CHECK_EQ(ripe(f), 1);
    days_pass(f, 7);
    ask_and_confirm(f, id);
    CHECK_STR(value(f, RV_DUE, id.v), "2042-03-09"); /* the day before asking */
    days_pass(f, 30);
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(retention_app_all(&c, c.today, &all));
    CHECK_EQ(all.n, 1);
    CHECK(date_is_none(all.row[0].term.until)); /* it would tell the birth */
    CHECK_EQ(run_removals(f), 1);
}

TEST_BOTH(without_a_birth_date_nothing_is_removed_until_it_is_known)
{
    struct case_open_form form = fx_child("Lea", NULL);
    struct child born = form.child;
    struct ripe_list list;
    struct call c;
    case_id id;

    form.child.birth_date = DATE_NONE;
    form.child.birth_unknown = true;
    id = closed_case_of(f, &form);
    add_rule_from(f, "T1", RETENTION_CLOSED, -1);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    add_rule_from(f, "T2", RETENTION_BIRTHDAY, 18);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 0);
    c = fx_kari(f);
    OK(retention_app_list(&c, &list));
    CHECK(list.n == 1 && list.row[0].term.cannot_reckon &&
          str_eq(list.row[0].term.rule->rule, STR("T2"))); /* it is told */
    c = fx_kari(f);
    OK(retention_app_stop(&c, id));
    c = fx_kari(f);
    CHECK_ERR(retention_app_ask(&c, id), CONFLICT, MSG_RETENTION_CANNOT_RECKON);
    /* Put down when the child has become a grown-up of 27. */
    be_on(f, date_ymd(2041, 6, 1));
    born.case_id = id;
    born.version = 1;
    c = fx_kari(f);
    OK(casefile_app_correct(&c, &born, STR("The register told it")));
    CHECK_EQ(ripe(f), 0);
    be_on(f, date_ymd(2042, 3, 3));
    ask_and_confirm(f, id);
}

TEST_BOTH(nobody_confirms_what_they_asked_for)
{
    case_id id = closed_case(f);
    struct call c = as_leader(f);

    add_rule(f);
    days_pass(f, 11 * 366);
    c = as_leader(f);
    OK(retention_app_ask(&c, id));
    c = as_leader(f);
    CHECK_ERR(retention_app_confirm(&c, id), CONFLICT,
              MSG_RETENTION_OTHER_PERSON);
    c = fx_kari(f);
    CHECK_EQ(retention_app_confirm(&c, id)->kind, DENIED);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    CHECK_EQ(retention_app_ask(&c, id)->kind, NOT_FOUND);
}

TEST_BOTH(a_removal_can_be_stopped_until_its_day)
{
    case_id id = closed_case(f);
    struct call c;

    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 29);
    c = fx_kari(f);
    OK(retention_app_stop(&c, id));
    days_pass(f, 60);
    CHECK_EQ(run_removals(f), 0);
    CHECK(value(f, RV_KEY, id.v).n > 0);
    ask_and_confirm(f, id); /* and asked for again */
}

TEST_BOTH(a_case_that_opens_again_stays)
{
    case_id id = closed_case(f);
    struct call c;

    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    c = fx_kari(f);
    OK(casefile_app_reopen(&c, id, STR("Back again")));
    days_pass(f, 60);
    CHECK_EQ(run_removals(f), 0);
    CHECK(value(f, RV_KEY, id.v).n > 0);
    CHECK_EQ(ripe(f), 0);
}

TEST_BOTH(what_is_removed_is_not_found_by_anybody)
{
    case_id id = closed_case(f);
    struct case_view v;
    struct case_list list;
    struct call c;

    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 1);
    c = fx_kari(f);
    CHECK_EQ(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v)->kind, NOT_FOUND);
    c = fx_kari(f);
    CHECK_EQ(casefile_app_reopen(&c, id, STR("Back"))->kind, NOT_FOUND);
    c = fx_kari(f);
    OK(casefile_app_list(&c, CASES_CLOSED, 0, 50, &list));
    CHECK_EQ(list.n, 0);
    CHECK_EQ(list.total, 0);
    CHECK_EQ(ripe(f), 0);
    (void)closed_case(f); /* the same number again: a new case */
}

/* A message's number, sent to the clinic in the open case. */
static int64_t
fx_message(struct fixture *f, case_id id)
{
    struct message_form m = {
        .case_id = id,
        .subject = STR("Start at school"),
        .text = STR("Can you meet on Monday?"),
        .to = {TONE + 100},
        .ground = {.basis = BASIS_NECESSARY, .purpose = PURPOSE_FOLLOW_UP}};
    struct call c = fx_kari(f);
    struct message_view v;
    int64_t thread = 0;

    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_HEALTH_CARE));
    c = fx_kari(f);
    OK(message_app_send(&c, &m, &thread));
    c = fx_kari(f);
    OK(message_app_thread(&c, id, thread, &v));
    return v.messages.row[0].id;
}

static struct ask_secret
fx_question(struct fixture *f, struct ask *a)
{
    struct call c = fx_kari(f);
    struct ask_secret s = {.token = STR_NONE};

    a->service = OUTSIDE_SCHOOL;
    a->recipient = STR("A teacher");
    a->text = STR("Is the place free?");
    a->class_ = CLASS_WELFARE;
    a->basis = BASIS_NECESSARY;
    a->last_day = date_add(date_in_oslo(f->now), 10);
    f->sv.facts[SUBJECT_ASK] = ask_facts;
    OK(ask_app_send(&c, a, &s));
    return s;
}

/* What the destroyed key alone opens is gone with it: the test kept a copy. */
TEST_BOTH(messages_and_questions_by_link_were_sealed_by_that_key)
{
    case_id id = fx_case(f);
    int64_t message = fx_message(f, id);
    struct ask a = {.case_id = id};
    struct ask_secret s = fx_question(f, &a);
    struct str wrapped = value(f, RV_KEY, id.v);
    struct call c;
    struct ask_shown shown;
    struct ask_view asks;
    struct case_view v;
    struct str text;
    struct key key;

    c = fx_kari(f);
    OK(ask_app_list(&c, id, &asks));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
    c = fx_kari(f);
    OK(casefile_app_close(&c, id, v.head.version, CLOSE_DONE, STR("All well")));
    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 1);
    OK(key_unwrap(f->mem, f->sv.keys, id.v, wrapped, &key));
    OK(unseal(f->mem, &key, message, "message.text",
              value(f, RV_MESSAGE, message), &text));
    CHECK_STR(text, "Can you meet on Monday?");
    OK(unseal(f->mem, &key, asks.asks.row[0].id, COLUMN_ASK_TEXT,
              value(f, RV_ASK, asks.asks.row[0].id), &text));
    CHECK_STR(text, "Is the place free?");
    c = fx_as(f, 0, 0, ROLE_PUBLIC);
    c.who = (struct actor){.role = ROLE_PUBLIC};
    c.peer = STR("192.0.2.7");
    CHECK_ERR(ask_link_read(&c, &s, &shown), INVALID, MSG_ASK_REFUSED);
}

static void
add_family(struct fixture *f, case_id id)
{
    struct account a = {.id = {YOUNG},
                        .login = STR("lea.oppdiktet"),
                        .name = STR("Lea Oppdiktet"),
                        .email = STR("lea@example.org"),
                        .scheme = STR("auto"),
                        .valid_to = DATE_NONE,
                        .made_up = true};
    struct call c = fx_kari(f);
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(account_store_insert(&tx, &a));
    OK(db_write_end(&tx, true));
    change(f, RV_LINK, DB_ARGS(db_int(id.v), db_int(YOUNG)));
    OK(call_begin_on(&c, ACT_CASE_REOPEN, subject_case(id)));
    OK(outbox_tell_in(&c, a.id, MSG_RETENTION_TITLE, MSG_RETENTION_INTRO, "/"));
    OK(call_end(&c, ACT_CASE_REOPEN, id.v, NULL));
}

/* By name and address, in table and index: nothing but the number is left. */
TEST_BOTH(the_familys_own_account_goes_with_it)
{
    static const char *const told[] = {"lea.oppdiktet", "Lea Oppdiktet",
                                       "lea@example.org"};
    case_id id = closed_case(f);
    struct call c;

    add_family(f, id);
    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 1);
    CHECK_STR(value(f, RV_NAME, YOUNG), "removed-51");
    CHECK_STR(value(f, RV_NAME, KARI), "Person 12p12");
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(retention_wipe(&c));
    for (size_t i = 0; i < ARRAY_LEN(told); i++)
        CHECK_EQ(copies_of(f, str_of(told[i])), 0);
    CHECK(copies_of(f, STR("Person 12")) > 0); /* the right files */
}

/* PostgreSQL's statistics would keep samples that nothing here reaches. */
TEST_BOTH(no_sample_is_kept_of_what_a_removal_takes)
{
    if (is_sqlite(f))
        return;
    CHECK_STR(
        ask_catalogue(f, "SELECT string_agg(attname, ' ' ORDER BY attname) FROM"
                         " pg_attribute WHERE attstattarget = 0 AND attnum > 0"
                         " AND attrelid IN ('case_file'::regclass,"
                         " 'account'::regclass, 'outbox'::regclass)"),
        "child_lookup email login name to_address to_name wrapped_key");
}

TEST_BOTH(no_copy_of_the_key_is_left)
{
    case_id id = closed_case(f);
    struct str key = value(f, RV_KEY, id.v);
    struct str kept = value(f, RV_KEY, fx_case(f).v);
    struct call c;

    add_rule(f);
    for (int i = 0; i < 40; i++) /* pages are split and rebuilt */
        (void)fx_case(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 1);
    if (is_sqlite(f)) /* PostgreSQL may hold it in memory still */
        CHECK(copies_of(f, key) > 0);
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(retention_wipe(&c));
    CHECK_EQ(copies_of(f, key), 0);
    CHECK_EQ(copies_of(f, kept), 1); /* the right files were searched */
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(retention_wipe(&c)); /* nothing to do */
    (void)closed_case(f);   /* and the store goes on */
}

TEST_BOTH(verify_finds_a_key_that_went_without_an_order)
{
    case_id id = closed_case(f);
    case_id other = fx_case(f);

    add_rule(f);
    days_pass(f, 11 * 366);
    ask_and_confirm(f, id);
    days_pass(f, 31);
    CHECK_EQ(run_removals(f), 1);
    change(f, RV_FORGE, DB_ARGS(db_int(id.v)));
    CHECK_EQ(faults(f).unordered, 1);
    change(f, RV_CUT, DB_ARGS(db_int(other.v)));
    CHECK_EQ(faults(f).unknown, 1);
}
