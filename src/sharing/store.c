/* Shares, consent rules and a case's access log: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/store.h"

#include "db/list.h"
#include "text/messages_sharing.h"

enum {
    WRAPPED_KEY,
    INSERT,
    HAS,
    GET,
    END,
    END_UNIT,
    LIST,
    CLASSES,
    RULES,
    LOG,
    LOG_COUNT,
    LOG_SINCE,
    LOG_UNITS,
    SQL_COUNT
};

#define SHARE_COLS                                                          \
    "s.id, s.case_id, s.class, s.from_unit, s.to_unit, s.purpose, s.basis," \
    " s.legal_basis, s.consent_rule, s.consent_by, s.wording, s.source,"    \
    " s.valid_from, s.valid_to, s.ended_at, s.end_reason, f.name, t.name"

/* Every look and change of case $4, those of lists too. */
#define LOG_LINES                                                         \
    "(SELECT at, seq, account_id, function_id, unit_id, role, action,"    \
    " classes, ground, outcome, 0 AS in_list, object_id FROM audit"       \
    " WHERE case_id = $4 UNION ALL "                                      \
    "SELECT b.at, b.seq, b.account_id, b.function_id, b.unit_id, b.role," \
    " b.action, b.classes, b.ground, b.outcome, 1 AS in_list,"            \
    " 0 AS object_id FROM audit_case l"                                   \
    " JOIN audit b ON b.chain = l.chain AND b.seq = l.seq"                \
    " WHERE l.case_id = $4) a"
/* $5: the unit, 0 for all. $6: enum log_part. $7: the bit of an emergency. */
#define LOG_WANTED                                                 \
    "(CAST($5 AS BIGINT) = 0 OR a.unit_id = $5)"                   \
    " AND (CAST($6 AS BIGINT) <> 1 OR a.in_list = 0)"              \
    " AND (CAST($6 AS BIGINT) <> 2 OR a.outcome <> 'done')"        \
    " AND (CAST($6 AS BIGINT) <> 3 OR a.action = 'emergency.open'" \
    " OR (a.outcome = 'done' AND (a.ground & $7) <> 0))"

static const struct db_stmt sql[SQL_COUNT] = {
    [WRAPPED_KEY] = {"share.wrapped_key",
                     /* no share: the key opens nothing that was not read */
                     "SELECT wrapped_key FROM case_file WHERE id = $1"},
    [INSERT] = {"share.insert",
                "INSERT INTO share (id, case_id, class, from_unit, to_unit,"
                " purpose, basis, legal_basis, consent_rule, consent_by,"
                " wording, source, valid_from, valid_to, ends_at, ended_at,"
                " ended_by, end_reason, made_at, made_by, consent_id,"
                " to_account)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, $14, $15, NULL, NULL, NULL, $16, $17, $18, $19)"},
    [HAS] = {"share.has",
             "SELECT 1 FROM share WHERE case_id = $1 AND to_unit = $2"
             " AND class = $3 AND ends_at > $4 AND from_unit = $5"
             " AND purpose = $6 AND valid_to IS NULL AND consent_id IS NULL"
             " AND to_account IS NULL LIMIT 1"},
    [GET] = {"share.get", "SELECT " SHARE_COLS " FROM share s"
                          " JOIN unit f ON f.id = s.from_unit"
                          " JOIN unit t ON t.id = s.to_unit WHERE s.id = $1"},
    [END] = {"share.end",
             "UPDATE share SET ended_at = $2, ends_at = $2, ended_by = $3,"
             " end_reason = $4 WHERE id = $1 AND ended_at IS NULL"
             " AND ends_at > $2"},
    [END_UNIT] = {"share.end_unit",
                  "UPDATE share SET ended_at = $3, ends_at = $3,"
                  " ended_by = $4 WHERE case_id = $1 AND to_unit = $2"
                  " AND ended_at IS NULL AND ends_at > $3"
                  " AND basis <> 'own'"},
    [LIST] = {"share.list",
              "SELECT " SHARE_COLS " FROM share s"
              " JOIN case_file c ON c.id = s.case_id"
              " JOIN unit f ON f.id = s.from_unit"
              " JOIN unit t ON t.id = s.to_unit"
              " WHERE s.case_id = $4 AND " SHARE_SEES_CORE(
                  "c") " ORDER BY s.made_at DESC, s.id DESC LIMIT 500"},
    [CLASSES] = {"share.classes",
                 "SELECT DISTINCT class FROM share WHERE case_id = $1"
                 " AND to_unit = $2 AND ends_at > $3 AND valid_from <= $3"
                 " AND (to_account IS NULL OR to_account = $4)"
                 " AND" FUNCTION_SEES("class")},
    [RULES] = {"share.consent_rules",
               "SELECT rule, age_from, age_to, legal_basis, valid_from,"
               " valid_to, source, certainty FROM consent_rule"
               " ORDER BY rule"},
    [LOG] = {"share.log",
             "SELECT a.at, a.account_id, COALESCE(p.name, ''),"
             " COALESCE(u.name, ''), a.unit_id, a.role, a.action, a.classes,"
             " a.ground, a.outcome, a.in_list, COALESCE(q.service, ''),"
             " COALESCE(u.type, ''), COALESCE(f.kind, '') FROM " LOG_LINES
             " JOIN case_file c ON c.id = $4"
             " LEFT JOIN account p ON p.id = a.account_id"
             " LEFT JOIN unit u ON u.id = a.unit_id"
             " LEFT JOIN unit_function f ON f.id = a.function_id"
             " LEFT JOIN case_ask q ON q.id = a.object_id"
             " WHERE " LOG_WANTED " AND " SHARE_SEES_CORE(
                 "c") " ORDER BY a.at DESC, a.seq DESC LIMIT $9 OFFSET $8"},
    [LOG_COUNT] = {"share.log_count",
                   "SELECT COUNT(*) FROM " LOG_LINES
                   " JOIN case_file c ON c.id = $4"
                   " WHERE " LOG_WANTED " AND " SHARE_SEES_CORE("c")},
    [LOG_SINCE] = {"share.log_since",
                   "SELECT COUNT(*), COUNT(DISTINCT a.account_id),"
                   " COUNT(DISTINCT a.unit_id) FROM " LOG_LINES
                   " JOIN case_file c ON c.id = $4"
                   " WHERE a.at >= $5 AND a.account_id <> 0"
                   " AND a.unit_id <> 0 AND a.outcome = 'done'"
                   " AND " SHARE_SEES_CORE("c")},
    [LOG_UNITS] = {"share.log_units",
                   "SELECT DISTINCT u.id, u.name FROM " LOG_LINES
                   " JOIN case_file c ON c.id = $4"
                   " JOIN unit u ON u.id = a.unit_id"
                   " WHERE " SHARE_SEES_CORE("c") " ORDER BY u.name, u.id"},
};
const struct db_set sharing_sql = {sql, SQL_COUNT};

const struct err *
sharing_store_wrapped_key(struct db_tx *tx, case_id id, struct str *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[WRAPPED_KEY],
                                     DB_ARGS(db_int(id.v)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out = db_get_blob(&rows, 0);
    db_rows_close(&rows);
    return out->n == 0 ? ERR(tx->mem, NOT_FOUND) : NULL;
}

const struct err *
sharing_store_insert(struct db_tx *tx, const struct share *s,
                     struct str sealed_source, function_id by,
                     struct instant now)
{
    int64_t ends = s->valid_to.us ? s->valid_to.us : INT64_MAX;

    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(s->id.v), db_int(s->case_id.v),
                db_cz(info_class_word(s->class_)), db_int(s->from_unit.v),
                db_int(s->to_unit.v), db_cz(purpose_word(s->purpose)),
                db_cz(basis_word(s->basis)), db_text(s->legal_basis),
                db_text(s->consent_rule),
                db_cz(s->consented ? consenter_word(s->consent_by) : ""),
                db_text(s->wording), db_blob(sealed_source),
                db_time(s->valid_from), db_time(s->valid_to), db_int(ends),
                db_time(now), db_int(by.v), db_id(s->consent_id),
                db_id(s->to_account.v)),
        NULL);
}

const struct err *
sharing_store_has(struct db_tx *tx, const struct share *s, struct instant now,
                  bool *out)
{
    return db_has(tx, &sql[HAS],
                  DB_ARGS(db_int(s->case_id.v), db_int(s->to_unit.v),
                          db_cz(info_class_word(s->class_)), db_time(now),
                          db_int(s->from_unit.v),
                          db_cz(purpose_word(s->purpose))),
                  out);
}

static void
share_read(const struct db_rows *rows, void *row)
{
    struct share *out = row;

    *out = (struct share){
        .id = {db_get_int(rows, 0)},
        .case_id = {db_get_int(rows, 1)},
        .from_unit = {db_get_int(rows, 3)},
        .to_unit = {db_get_int(rows, 4)},
        .legal_basis = db_get_text(rows, 7),
        .consent_rule = db_get_text(rows, 8),
        .wording = db_get_text(rows, 10),
        .source = db_get_blob(rows, 11),
        .valid_from = db_get_time(rows, 12),
        .valid_to = db_get_time(rows, 13),
        .ended_at = db_get_time(rows, 14),
        .end_reason = db_get_blob(rows, 15),
        .from_name = db_get_text(rows, 16),
        .to_name = db_get_text(rows, 17),
    };
    (void)info_class_parse(db_get_text(rows, 2), &out->class_);
    (void)purpose_parse(db_get_text(rows, 5), &out->purpose);
    (void)basis_parse(db_get_text(rows, 6), &out->basis);
    out->consented = consenter_parse(db_get_text(rows, 9), &out->consent_by);
}

const struct err *
sharing_store_get(struct db_tx *tx, share_id id, struct share *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    share_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
sharing_store_end(struct db_tx *tx, share_id id, function_id by,
                  struct str sealed_reason, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[END],
                                   DB_ARGS(db_int(id.v), db_time(now),
                                           db_int(by.v),
                                           db_blob(sealed_reason)),
                                   &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_SHARE_ALREADY_ENDED);
    return err;
}

const struct err *
sharing_store_end_unit(struct db_tx *tx, case_id id, unit_id unit,
                       function_id by, struct instant now)
{
    return db_run(
        tx, &sql[END_UNIT],
        DB_ARGS(db_int(id.v), db_int(unit.v), db_time(now), db_int(by.v)),
        NULL);
}

const struct err *
sharing_store_list(struct db_tx *tx, unit_id acting, struct instant now,
                   account_id account, case_id id, struct share_list *out)
{
    enum { MAX = 500 };
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[LIST],
                                    DB_ARGS(db_int(acting.v), db_time(now),
                                            db_int(account.v), db_int(id.v)),
                                    MAX, sizeof(struct share), share_read, &g);

    *out = (struct share_list){g.row, g.n};
    return err;
}

const struct err *
sharing_store_classes(struct db_tx *tx, case_id id, unit_id to,
                      account_id account, struct instant now, uint32_t *out)
{
    struct db_rows rows;
    uint32_t bits = 0;
    const struct err *err = db_query(
        tx, &sql[CLASSES],
        DB_ARGS(db_int(id.v), db_int(to.v), db_time(now), db_int(account.v)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        enum info_class k = CLASS_CORE;

        if (info_class_parse(db_get_text(&rows, 0), &k))
            bits |= 1u << k;
    }
    *out = bits;
    return rows.err;
}

static void
rule_read(const struct db_rows *rows, void *row)
{
    struct consent_rule *rule = row;

    *rule = (struct consent_rule){
        .id = db_get_text(rows, 0),
        .age_from = (int32_t)db_get_int(rows, 1),
        .age_to = (int32_t)db_get_int(rows, 2),
        .legal_basis = db_get_text(rows, 3),
        .valid_from = db_get_date(rows, 4),
        .valid_to = db_get_date(rows, 5),
        .source = db_get_text(rows, 6),
        .certainty = db_get_text(rows, 7),
    };
}

/* The rules of the data in the order of the map, one for each matter; `out`
 * NULL: counts only. */
static size_t
map_rules(const struct consent_rule *row, size_t rows_n,
          struct consent_rule *out)
{
    struct consent_rule one;
    size_t n = 0;

    for (size_t m = 0; m < consent_map_size(); m++) {
        for (size_t i = 0; i < rows_n; i++) {
            if (!consent_rule_map(m, &row[i], &one))
                continue;
            if (out)
                out[n] = one;
            n++;
        }
    }
    return n;
}

const struct err *
sharing_store_consent_rules(struct db_tx *tx, struct consent_rule **out,
                            size_t *out_n)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[RULES], DB_NO_ARGS, DB_ALL,
                                    sizeof(struct consent_rule), rule_read, &g);

    if (err)
        return err;
    *out = ARENA_NEW_N(tx->mem, struct consent_rule,
                       map_rules(g.row, g.n, NULL) + 1);
    *out_n = map_rules(g.row, g.n, *out);
    return NULL;
}

static void
access_read(const struct db_rows *rows, void *row)
{
    struct access_line *line = row;

    *line = (struct access_line){
        .at = db_get_time(rows, 0),
        .account_id = {db_get_int(rows, 1)},
        .name = db_get_text(rows, 2),
        .unit_name = db_get_text(rows, 3),
        .unit_id = {db_get_int(rows, 4)},
        .role = db_get_text(rows, 5),
        .action = action_find(db_get_text(rows, 6)),
        .classes = (uint32_t)db_get_int(rows, 7),
        .ground = (uint32_t)db_get_int(rows, 8),
        .outcome = db_get_text(rows, 9),
        .in_list = db_get_int(rows, 10) != 0,
        .by_link = db_get_int(rows, 1) == 0 && db_get_text(rows, 11).n > 0,
    };
    (void)unit_type_parse(db_get_text(rows, 12), &line->unit_type);
    line->has_function = function_kind_parse(db_get_text(rows, 13),
                                             &line->function);
    (void)outside_parse(db_get_text(rows, 11), &line->outside);
}

/* Reads the `n` numbers of a statement's only row. */
static const struct err *
read_numbers(struct db_tx *tx, const struct db_stmt *stmt,
             const struct db_val *arg, size_t n_arg, int64_t *out, int n)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, stmt, arg, n_arg, &rows, &found);

    if (err || !found)
        return err;
    for (int i = 0; i < n; i++)
        out[i] = db_get_int(&rows, i);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
sharing_store_log(struct db_tx *tx, unit_id acting, struct instant now,
                  account_id account, case_id id, const struct log_ask *ask,
                  struct access_log *out)
{
    const struct db_val arg[] = {
        db_int(acting.v),           db_time(now),
        db_int(account.v),          db_int(id.v),
        db_int(ask->unit.v),        db_int(ask->part),
        db_int(REL_BIT(EMERGENCY)), db_int(ask->skip),
        db_int(ask->max),
    };
    const size_t paging = 2;
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LOG], arg, ARRAY_LEN(arg), (size_t)ask->max,
        sizeof(struct access_line), access_read, &g);

    *out = (struct access_log){.row = g.row, .n = g.n};
    if (!err)
        err = read_numbers(tx, &sql[LOG_COUNT], arg, ARRAY_LEN(arg) - paging,
                           &out->total, 1);
    return err;
}

static void
log_unit_read(const struct db_rows *rows, void *row)
{
    *(struct log_unit *)row = (struct log_unit){{db_get_int(rows, 0)},
                                                db_get_text(rows, 1)};
}

const struct err *
sharing_store_log_sum(struct db_tx *tx, unit_id acting, struct instant now,
                      account_id account, case_id id, struct instant since,
                      struct log_sum *out)
{
    const struct db_val arg[] = {db_int(acting.v), db_time(now),
                                 db_int(account.v), db_int(id.v),
                                 db_time(since)};
    int64_t count[3] = {0};
    struct growing g = {0};
    const struct err *err = read_numbers(
        tx, &sql[LOG_SINCE], arg, ARRAY_LEN(arg), count, ARRAY_LEN(count));

    if (!err)
        err = db_list(tx, &sql[LOG_UNITS], arg, ARRAY_LEN(arg) - 1, DB_ALL,
                      sizeof(struct log_unit), log_unit_read, &g);
    *out = (struct log_sum){count[0], count[1], count[2], g.row, g.n};
    return err;
}
