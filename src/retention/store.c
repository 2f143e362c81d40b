/* Retention: rules, closed cases, removals: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/store.h"

#include "db/list.h"
#include "sharing/share.h"

enum {
    RULES,
    ADD_RULE,
    LIST,
    FIND,
    ALL,
    ASK,
    CONFIRM,
    STOP,
    DESTROY,
    END_SHARES,
    CLEAR_MAIL,
    END_SESSIONS,
    END_PASSKEYS,
    CLEAR_ACCOUNTS,
    END_LINKS,
    DONE,
    UNWIPED,
    WIPED,
    FAULT_REMOVED,
    FAULT_UNKNOWN,
    FAULT_HALF,
    FAULT_UNORDERED,
    SQL_COUNT
};

#define HOLD(BIT, WHAT) \
    " + CASE WHEN EXISTS (SELECT 1 FROM " WHAT ") THEN " BIT " ELSE 0 END"
/* SINCE: openings in an emergency are reviewed for so long; TODAY: a text. */
#define HOLDS(SINCE, TODAY)                                                  \
    "0" HOLD("1", "assessment y WHERE y.case_id = f.id AND y.state NOT IN"   \
                  " ('declined', 'withdrawn', 'closed')")                    \
        HOLD("2", "referral y WHERE y.case_id = f.id AND (y.state IN"        \
                  " ('sent', 'received', 'right') OR (y.state = 'no_right'"  \
                  " AND y.complain_by >= " TODAY "))")                       \
            HOLD("4", "escalation y WHERE y.case_id = f.id"                  \
                      " AND y.state = 'open'")                               \
                HOLD("8", "emergency y WHERE y.case_id = f.id"               \
                          " AND y.opened_at > " SINCE)                       \
                    HOLD("64", "access_review y WHERE y.case_id = f.id"      \
                               " AND y.verdict = 'wrong' AND"                \
                               " (y.told_unit_on IS NULL OR y.told_child_on" \
                               " IS NULL OR y.told_authority_on IS NULL)")   \
                        HOLD("16", "deadline y WHERE y.case_id = f.id"       \
                                   " AND y.closed_at IS NULL")               \
                            HOLD("32", "case_knock y WHERE y.answer = ''"    \
                                       " AND (y.case_id = f.id OR"           \
                                       " y.thread_id = f.id)")

#define CASE_COLS(SINCE, TODAY)                                              \
    "f.id, f.closed_at, COALESCE((SELECT MAX(e.at) FROM case_event e"        \
    " WHERE e.case_id = f.id), f.closed_at), o.type, f.holder_unit, " HOLDS( \
        SINCE, TODAY) ", COALESCE(r.id, 0), COALESCE(r.asked_account, 0),"   \
                      " COALESCE(a.name, ''), r.asked_at, COALESCE(b.name, " \
                      "''), r.remove_on"
#define SEALED_COLS ", f.wrapped_key, k.given_name, k.birth_date"
#define FROM_CLOSED                                         \
    " FROM case_file f JOIN unit o ON o.id = f.opened_unit" \
    " JOIN child k ON k.case_id = f.id AND k.latest = 1"    \
    " LEFT JOIN case_removal r ON r.case_id = f.id"         \
    " AND r.stopped_at IS NULL"                             \
    " LEFT JOIN account a ON a.id = r.asked_account"        \
    " LEFT JOIN account b ON b.id = r.confirmed_account"
#define IS_CLOSED                                \
    " f.state = 0 AND f.wrapped_key IS NOT NULL" \
    " AND f.closed_at IS NOT NULL"
#define OWN_CLOSED                                          \
    "SELECT " CASE_COLS("$4", "$5") SEALED_COLS FROM_CLOSED \
        " WHERE" IS_CLOSED " AND f.holder_unit = $1 AND " SHARE_SEES_CORE("f")

/* Accounts that are the family's of this case and nothing else. */
#define ONLY_OF_CASE(ACCOUNT)                                               \
    ACCOUNT " IN (SELECT l.account_id FROM family_link l"                   \
            " WHERE l.case_id = $1) AND NOT EXISTS (SELECT 1 FROM"          \
            " unit_function n WHERE n.account_id = " ACCOUNT ")"            \
            " AND NOT EXISTS (SELECT 1 FROM family_link m JOIN case_file w" \
            " ON w.id = m.case_id WHERE m.account_id = " ACCOUNT            \
            " AND m.case_id <> $1 AND w.wrapped_key IS NOT NULL)"

static const struct db_stmt sql[SQL_COUNT] = {
    [RULES] = {"retention.rules",
               "SELECT rule, unit_type, years, starts, age, legal_basis,"
               " valid_from, valid_to, source FROM retention_rule"
               " ORDER BY valid_from DESC, rule"},
    [ADD_RULE] = {"retention.add_rule",
                  "INSERT INTO retention_rule (rule, unit_type, years, starts,"
                  " age, legal_basis, valid_from, valid_to, source)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [LIST] = {"retention.list",
              OWN_CLOSED " ORDER BY f.closed_at, f.id LIMIT $6"},
    [FIND] = {"retention.find", OWN_CLOSED " AND f.id = $6"},
    [ALL] = {"retention.all",
             /* no share: for the system and its operator; of the child only
              * the birth date is opened, for the rules, and told nobody */
             "SELECT " CASE_COLS("$1", "$2") SEALED_COLS FROM_CLOSED
             " WHERE" IS_CLOSED " AND f.id > $3 AND (CAST($5 AS BIGINT) = 0"
             " OR r.remove_on IS NOT NULL) ORDER BY f.id LIMIT $4"},
    [ASK] = {"retention.ask",
             "INSERT INTO case_removal (id, case_id, rule, source, due_on,"
             " asked_at, asked_by, asked_account, confirmed_at, confirmed_by,"
             " confirmed_account, remove_on, stopped_at, stopped_account,"
             " done_at, wiped_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
             " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"},
    [CONFIRM] = {"retention.confirm",
                 "UPDATE case_removal SET confirmed_at = $2,"
                 " confirmed_by = $3, confirmed_account = $4, remove_on = $5"
                 " WHERE id = $1 AND confirmed_at IS NULL"
                 " AND stopped_at IS NULL"},
    [STOP] = {"retention.stop",
              "UPDATE case_removal SET stopped_at = $2, stopped_account = $3"
              " WHERE id = $1 AND stopped_at IS NULL AND done_at IS NULL"},
    [DESTROY] = {"retention.destroy",
                 /* no share: what two persons asked for; shows nothing */
                 "UPDATE case_file SET wrapped_key = NULL,"
                 " child_lookup = NULL, version = version + 1"
                 " WHERE id = $1 AND state = 0 AND wrapped_key IS NOT NULL"},
    [END_SHARES] = {"retention.end_shares",
                    "UPDATE share SET ended_at = $2, ends_at = $2,"
                    " ended_by = 0 WHERE case_id = $1 AND ends_at > $2"},
    [CLEAR_MAIL] = {"retention.clear_mail",
                    /* no share: addresses of the case's own family go */
                    "UPDATE outbox SET to_address = '', to_name = '',"
                    " state = CASE WHEN ended_at IS NULL THEN 4 ELSE state"
                    " END, ended_at = COALESCE(ended_at, $2)"
                    " WHERE to_address IN (SELECT p.email FROM account p"
                    " WHERE p.email <> '' AND " ONLY_OF_CASE("p.id") ")"},
    [END_SESSIONS] = {"retention.end_sessions",
                      /* no share: accounts of the case's own family end */
                      "DELETE FROM session WHERE " ONLY_OF_CASE(
                          "session.account_id")},
    [END_PASSKEYS] = {"retention.end_passkeys",
                      /* no share: accounts of the case's own family end */
                      "DELETE FROM passkey WHERE " ONLY_OF_CASE(
                          "passkey.account_id")},
    [CLEAR_ACCOUNTS] =
        {"retention.clear_accounts",
         /* no share: accounts of the case's own family lose their names */
         "UPDATE account SET login = 'removed-' || CAST(id AS TEXT),"
         " name = '', email = '', password = '', totp = NULL, valid_to = $2,"
         " version = version + 1 WHERE " ONLY_OF_CASE("account.id")},
    [END_LINKS] = {"retention.end_links",
                   /* no share: ends what the case's family could see */
                   "UPDATE family_link SET ended_at = $2 WHERE case_id = $1"
                   " AND ended_at IS NULL"},
    [DONE] = {"retention.done",
              "UPDATE case_removal SET done_at = $2 WHERE id = $1"
              " AND confirmed_at IS NOT NULL AND stopped_at IS NULL"
              " AND done_at IS NULL"},
    [UNWIPED] = {"retention.unwiped",
                 "SELECT COUNT(*), MAX(done_at) FROM case_removal"
                 " WHERE done_at IS NOT NULL AND wiped_at IS NULL"},
    [WIPED] = {"retention.wiped",
               "UPDATE case_removal SET wiped_at = $2 WHERE done_at <= $1"
               " AND wiped_at IS NULL"},
    [FAULT_REMOVED] = {"retention.fault_removed",
                       /* no share: a count for the operator */
                       "SELECT COUNT(*) FROM case_file"
                       " WHERE wrapped_key IS NULL"},
    [FAULT_UNKNOWN] = {"retention.fault_unknown",
                       /* no share: a count for the operator */
                       "SELECT COUNT(*) FROM case_file f"
                       " WHERE f.wrapped_key IS NULL AND NOT EXISTS (SELECT 1"
                       " FROM case_removal r WHERE r.case_id = f.id"
                       " AND r.done_at IS NOT NULL)"},
    [FAULT_HALF] = {"retention.fault_half",
                    /* no share: a count for the operator */
                    "SELECT COUNT(*) FROM case_removal r JOIN case_file f"
                    " ON f.id = r.case_id WHERE r.done_at IS NOT NULL"
                    " AND (f.wrapped_key IS NOT NULL OR f.child_lookup IS NOT"
                    " NULL OR f.state <> 0 OR EXISTS (SELECT 1 FROM share s"
                    " WHERE s.case_id = f.id AND s.ends_at > r.done_at)"
                    " OR EXISTS (SELECT 1 FROM family_link l"
                    " WHERE l.case_id = f.id AND l.ended_at IS NULL))"},
    [FAULT_UNORDERED] = {"retention.fault_unordered",
                         "SELECT COUNT(*) FROM case_removal r"
                         " WHERE r.done_at IS NOT NULL AND NOT EXISTS"
                         " (SELECT 1 FROM audit a WHERE a.case_id = r.case_id"
                         " AND a.action = 'retention.confirm'"
                         " AND a.outcome = 'done'"
                         " AND a.account_id = r.confirmed_account)"},
};
const struct db_set retention_sql = {sql, SQL_COUNT};

/* --- rules --- */

static void
rule_read(const struct db_rows *rows, void *row)
{
    struct retention_rule *r = row;
    struct str type = db_get_text(rows, 1);

    r->rule = db_get_text(rows, 0);
    r->any_type = type.n == 0;
    if (!r->any_type)
        (void)unit_type_parse(type, &r->unit_type);
    r->years = (int32_t)db_get_int(rows, 2);
    (void)retention_start_parse(db_get_text(rows, 3), &r->starts);
    r->age = (int32_t)db_get_int(rows, 4);
    r->legal_basis = db_get_text(rows, 5);
    r->valid_from = db_get_date(rows, 6);
    r->valid_to = db_get_date(rows, 7);
    r->source = db_get_text(rows, 8);
}

const struct err *
retention_store_rules(struct db_tx *tx, struct retention_rules *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[RULES], DB_NO_ARGS, DB_ALL,
                                    sizeof(struct retention_rule), rule_read,
                                    &g);

    *out = (struct retention_rules){g.row, g.n};
    return err;
}

const struct err *
retention_store_add_rule(struct db_tx *tx, const struct retention_rule *r)
{
    return db_run(
        tx, &sql[ADD_RULE],
        DB_ARGS(db_text(r->rule),
                db_cz(r->any_type ? "" : unit_type_code(r->unit_type)),
                db_int(r->years), db_cz(retention_start_word(r->starts)),
                db_int(r->age), db_text(r->legal_basis), db_date(r->valid_from),
                db_date(r->valid_to), db_text(r->source)),
        NULL);
}

/* --- closed cases --- */

/* For so long the leader reviews what was opened in an emergency. */
static struct instant
reviewed_since(struct instant now)
{
    const int64_t day_us = INT64_C(86400000000);

    return (struct instant){now.us - 30 * day_us};
}

static void
case_read(const struct db_rows *rows, void *row)
{
    struct closed_case *k = row;

    k->id.v = db_get_int(rows, 0);
    k->kept.closed_on = date_in_oslo(db_get_time(rows, 1));
    k->kept.last_on = date_in_oslo(db_get_time(rows, 2));
    (void)unit_type_parse(db_get_text(rows, 3), &k->kept.opened_by);
    k->holder_unit.v = db_get_int(rows, 4);
    k->holds = (uint32_t)db_get_int(rows, 5);
    k->removal = db_get_int(rows, 6);
    k->asked_account.v = db_get_int(rows, 7);
    k->asked_name = db_get_text(rows, 8);
    k->asked_on = k->removal ? date_in_oslo(db_get_time(rows, 9)) : DATE_NONE;
    k->confirmed_name = db_get_text(rows, 10);
    k->remove_on = db_get_date(rows, 11);
    k->kept.born = DATE_NONE;
    k->sealed = (struct sealed_label){
        db_get_blob(rows, 12), db_get_blob(rows, 13), db_get_blob(rows, 14)};
}

const struct err *
retention_store_list(struct db_tx *tx, const struct viewer *v,
                     struct date today, size_t max, struct closed_cases *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LIST],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_time(reviewed_since(v->now)), db_date(today),
                db_int((int64_t)max)),
        max, sizeof(struct closed_case), case_read, &g);

    *out = (struct closed_cases){g.row, g.n};
    return err;
}

const struct err *
retention_store_find(struct db_tx *tx, const struct viewer *v,
                     struct date today, case_id id, struct closed_case *out,
                     bool *found)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[FIND],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_time(reviewed_since(v->now)), db_date(today), db_int(id.v)),
        1, sizeof(struct closed_case), case_read, &g);

    *found = !err && g.n == 1;
    if (*found)
        *out = *(struct closed_case *)g.row;
    return err;
}

const struct err *
retention_store_all(struct db_tx *tx, struct instant now, struct date today,
                    bool confirmed, case_id after, size_t max,
                    struct closed_cases *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[ALL],
        DB_ARGS(db_time(reviewed_since(now)), db_date(today), db_int(after.v),
                db_int((int64_t)max), db_int(confirmed)),
        max, sizeof(struct closed_case), case_read, &g);

    *out = (struct closed_cases){g.row, g.n};
    return err;
}

/* --- removals --- */

/* One row, or somebody was first. */
static const struct err *
run_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, stmt, arg, n, &changed);

    return err || changed == 1 ? err : ERR(tx->mem, CONFLICT);
}

const struct err *
retention_store_ask(struct db_tx *tx, const struct removal *r,
                    struct instant now)
{
    return db_run(tx, &sql[ASK],
                  DB_ARGS(db_int(r->id), db_int(r->case_id.v), db_text(r->rule),
                          db_text(r->source), db_date(r->due_on), db_time(now),
                          db_int(r->by.v), db_int(r->account.v)),
                  NULL);
}

const struct err *
retention_store_confirm(struct db_tx *tx, int64_t removal, function_id by,
                        account_id account, struct date remove_on,
                        struct instant now)
{
    return run_one(tx, &sql[CONFIRM],
                   DB_ARGS(db_int(removal), db_time(now), db_int(by.v),
                           db_int(account.v), db_date(remove_on)));
}

const struct err *
retention_store_stop(struct db_tx *tx, int64_t removal, account_id account,
                     struct instant now)
{
    return run_one(tx, &sql[STOP],
                   DB_ARGS(db_int(removal), db_time(now), db_int(account.v)));
}

const struct err *
retention_store_remove(struct db_tx *tx, case_id id, int64_t removal,
                       struct date today, struct instant now)
{
    const struct db_val of_case[] = {db_int(id.v), db_time(now)};
    const struct err *err = run_one(tx, &sql[DESTROY], of_case, 1);

    if (!err)
        err = db_run(tx, &sql[END_SHARES], of_case, 2, NULL);
    if (!err)
        err = db_run(tx, &sql[CLEAR_MAIL], of_case, 2, NULL);
    if (!err)
        err = db_run(tx, &sql[END_SESSIONS], of_case, 1, NULL);
    if (!err)
        err = db_run(tx, &sql[END_PASSKEYS], of_case, 1, NULL);
    if (!err)
        err = db_run(tx, &sql[CLEAR_ACCOUNTS],
                     DB_ARGS(db_int(id.v), db_date(date_add(today, -1))), NULL);
    if (!err)
        err = db_run(tx, &sql[END_LINKS], of_case, 2, NULL);
    if (!err)
        err = run_one(tx, &sql[DONE], DB_ARGS(db_int(removal), db_time(now)));
    return err;
}

const struct err *
retention_store_unwiped(struct db_tx *tx, int64_t *out_n,
                        struct instant *out_last)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[UNWIPED], DB_NO_ARGS, &rows,
                                     &found);

    if (err)
        return err;
    *out_n = db_get_int(&rows, 0);
    *out_last = db_get_time(&rows, 1);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
retention_store_wiped(struct db_tx *tx, struct instant last, struct instant now)
{
    return db_run(tx, &sql[WIPED], DB_ARGS(db_time(last), db_time(now)), NULL);
}

const struct err *
retention_store_faults(struct db_tx *tx, struct retention_faults *out)
{
    int64_t *const count[] = {&out->removed, &out->unknown, &out->half,
                              &out->unordered};
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < sizeof count / sizeof *count; i++) {
        struct db_rows rows;
        bool found = false;

        err = db_first(tx, &sql[FAULT_REMOVED + (int)i], DB_NO_ARGS, &rows,
                       &found);
        if (err)
            return err;
        *count[i] = db_get_int(&rows, 0);
        db_rows_close(&rows);
    }
    return err;
}
