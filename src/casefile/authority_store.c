/* Authorisations and when they were confirmed, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/authority.h"

#include "db/list.h"

enum { LIST, LATE, COUNTS, CONFIRM, PUT_DUE, SETTLE, WAITS, SQL_COUNT };
enum { COUNTS_MAX = 200 };

#define VALID(F, DAY)                                          \
    " " F ".valid_from <= " DAY " AND (" F ".valid_to IS NULL" \
    " OR " F ".valid_to >= " DAY ")"
#define LAST " COALESCE(r.confirmed_on, f.valid_from)"
#define COLS                                                                  \
    "SELECT f.id, f.account_id, f.unit_id, f.kind, f.valid_from, f.valid_to," \
    " r.confirmed_on, a.last_login, a.name, u.name FROM unit_function f"      \
    " JOIN account a ON a.id = f.account_id JOIN unit u ON u.id = f.unit_id"  \
    " LEFT JOIN function_review r ON r.function_id = f.id WHERE"

static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"authority.list",
              COLS VALID("f", "$2") " AND (f.unit_id = $1 OR f.id IN (SELECT"
                                    " w.function_id FROM function_review_due w"
                                    " WHERE w.unit_id = $1)) ORDER BY" LAST
                                    ", a.name, f.id LIMIT 500"},
    [LATE] = {"authority.late",
              COLS VALID("f", "$2") " AND" LAST " < $1 ORDER BY f.id"},
    [COUNTS] =
        {"authority.counts",
         "SELECT u.name, COUNT(*), SUM(CASE WHEN" LAST " < $1 THEN 1"
         " ELSE 0 END), SUM(CASE WHEN f.valid_to IS NULL THEN 1 ELSE 0"
         " END) FROM unit_function f JOIN unit u ON u.id = f.unit_id"
         " LEFT JOIN function_review r ON r.function_id = f.id WHERE" VALID(
             "f", "$2") " GROUP BY u.id, u.name ORDER BY 3 DESC,"
                        " u.name LIMIT 200"},
    [CONFIRM] = {"authority.confirm",
                 "INSERT INTO function_review (function_id, confirmed_on,"
                 " by_account, at) VALUES ($1, $2, $3, $4)"
                 " ON CONFLICT (function_id) DO UPDATE SET"
                 " confirmed_on = excluded.confirmed_on,"
                 " by_account = excluded.by_account, at = excluded.at"},
    [PUT_DUE] = {"authority.put_due",
                 "INSERT INTO function_review_due (function_id, unit_id, since)"
                 " VALUES ($1, $2, $3) ON CONFLICT (function_id, unit_id)"
                 " DO NOTHING"},
    [SETTLE] = {"authority.settle",
                "DELETE FROM function_review_due WHERE function_id = $1"},
    [WAITS] = {"authority.waits",
               "SELECT COUNT(*) FROM function_review_due w"
               " JOIN unit_function f ON f.id = w.function_id"
               " WHERE w.unit_id = $1 AND" VALID("f", "$2")},
};
const struct db_set authority_sql = {sql, SQL_COUNT};

static void
authority_read(const struct db_rows *rows, void *row)
{
    struct authority *a = row;

    *a = (struct authority){
        .id = {db_get_int(rows, 0)},
        .account = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .from = db_get_date(rows, 4),
        .to = db_get_date(rows, 5),
        .confirmed = db_get_date(rows, 6),
        .last_login = db_get_time(rows, 7),
        .name = db_get_text(rows, 8),
        .unit_name = db_get_text(rows, 9),
    };
    (void)function_kind_parse(db_get_text(rows, 3), &a->kind);
}

static const struct err *
read_list(struct db_tx *tx, const struct db_stmt *stmt,
          const struct db_val *arg, size_t n_arg, struct authority_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, stmt, arg, n_arg, DB_ALL,
                                    sizeof(struct authority), authority_read,
                                    &g);

    *out = (struct authority_list){g.row, g.n};
    return err;
}

const struct err *
authority_store_list(struct db_tx *tx, unit_id unit, struct date today,
                     struct authority_list *out)
{
    return read_list(tx, &sql[LIST], DB_ARGS(db_int(unit.v), db_date(today)),
                     out);
}

const struct err *
authority_store_late(struct db_tx *tx, struct date before, struct date today,
                     struct authority_list *out)
{
    return read_list(tx, &sql[LATE], DB_ARGS(db_date(before), db_date(today)),
                     out);
}

static void
count_read(const struct db_rows *rows, void *row)
{
    *(struct authority_count *)row = (struct authority_count){
        .unit_name = db_get_text(rows, 0),
        .functions = db_get_int(rows, 1),
        .late = db_get_int(rows, 2),
        .endless = db_get_int(rows, 3),
    };
}

const struct err *
authority_store_counts(struct db_tx *tx, struct date before, struct date today,
                       struct authority_counts *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[COUNTS], DB_ARGS(db_date(before), db_date(today)), COUNTS_MAX,
        sizeof(struct authority_count), count_read, &g);

    *out = (struct authority_counts){g.row, g.n};
    return err;
}

const struct err *
authority_store_confirm(struct db_tx *tx, function_id f, account_id by,
                        struct date on, struct instant now)
{
    return db_run(tx, &sql[CONFIRM],
                  DB_ARGS(db_int(f.v), db_date(on), db_int(by.v), db_time(now)),
                  NULL);
}

const struct err *
authority_store_put_due(struct db_tx *tx, function_id f, unit_id unit,
                        struct date since, bool *out_new)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[PUT_DUE], DB_ARGS(db_int(f.v), db_int(unit.v), db_date(since)),
        &changed);

    *out_new = changed == 1;
    return err;
}

const struct err *
authority_store_settle(struct db_tx *tx, function_id f)
{
    return db_run(tx, &sql[SETTLE], DB_ARGS(db_int(f.v)), NULL);
}

const struct err *
authority_store_waits(struct db_tx *tx, unit_id unit, struct date today,
                      int64_t *out)
{
    return db_number(tx, &sql[WAITS], DB_ARGS(db_int(unit.v), db_date(today)),
                     out);
}
