/* Lists of cases: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/list_store.h"

#include "db/list.h"

enum {
    MINE,
    UNIT,
    CLOSED,
    MINE_COUNT,
    UNIT_COUNT,
    CLOSED_COUNT,
    OFFER,
    SQL_COUNT
};

#define LINE_COLS                                                        \
    "f.id, f.wrapped_key, k.given_name, k.birth_date, a.name, u.name,"   \
    " u.type, f.holder_account, f.holder_unit, f.is_protected,"          \
    " (SELECT w.name FROM baton_offer o JOIN unit w ON w.id = o.to_unit" \
    " WHERE o.case_id = f.id AND o.state = 1),"                          \
    " (SELECT MIN(d.due_on) FROM deadline d WHERE d.case_id = f.id"      \
    " AND d.closed_at IS NULL AND " SHARE_SEES_DUTY("f", "d") ")"
#define LINE_JOINS                                       \
    " JOIN child k ON k.case_id = f.id AND k.latest = 1" \
    " JOIN account a ON a.id = f.holder_account"         \
    " JOIN unit u ON u.id = f.holder_unit"
#define FROM_MINE(JOINS)                                  \
    " FROM case_file f" JOINS                             \
    " WHERE f.holder_account = $3 AND f.holder_unit = $1" \
    " AND f.state = 1 AND " SHARE_SEES_CORE("f")
#define FROM_UNIT(STATE)                                                \
    " FROM case_unit p JOIN case_file f ON f.id = p.case_id"            \
    " WHERE p.unit_id = $1 AND p.ended_at IS NULL AND f.state = " STATE \
    " AND " SHARE_SEES_CORE("f")
#define LINES(FROM)                                                          \
    "SELECT " LINE_COLS " FROM (SELECT f.*" FROM                             \
    " ORDER BY f.opened_at DESC, f.id DESC LIMIT $5 OFFSET $4) f" LINE_JOINS \
    " ORDER BY f.opened_at DESC, f.id DESC"
/* In the order of an index: reading stops after a page. */
#define LINES_MINE                 \
    "SELECT " LINE_COLS FROM_MINE( \
        LINE_JOINS) " ORDER BY f.opened_at DESC, f.id DESC LIMIT $5 OFFSET $4"
#define COUNT(FROM) "SELECT COUNT(*) FROM (SELECT f.id" FROM " LIMIT 1000) n"

static const struct db_stmt sql[SQL_COUNT] = {
    [MINE] = {"case_list.mine", LINES_MINE},
    [UNIT] = {"case_list.unit", LINES(FROM_UNIT("1"))},
    [CLOSED] = {"case_list.closed", LINES(FROM_UNIT("0"))},
    [MINE_COUNT] = {"case_list.mine_count", COUNT(FROM_MINE(""))},
    [UNIT_COUNT] = {"case_list.unit_count", COUNT(FROM_UNIT("1"))},
    [CLOSED_COUNT] = {"case_list.closed_count", COUNT(FROM_UNIT("0"))},
    [OFFER] = {"baton_offer.view",
               /* no share: the gate let the receiver and the sender see it */
               "SELECT f.wrapped_key, k.given_name, k.birth_date, o.state,"
               " b.name, w.name, w.type, COALESCE(a.name, ''), u.name,"
               " o.to_kind, u.type, o.offered_at, o.due_on, o.talked,"
               " o.classes, o.basis, o.reason, o.ended_at, o.answer,"
               " (SELECT COUNT(*) FROM case_team t WHERE t.case_id = f.id"
               " AND t.ended_at IS NULL),"
               " (SELECT COUNT(*) FROM deadline d WHERE d.case_id = f.id"
               " AND d.closed_at IS NULL"
               " AND d.function_id = f.holder_function),"
               " (SELECT MIN(e.due_on) FROM deadline e"
               " WHERE e.case_id = f.id AND e.closed_at IS NULL"
               " AND e.function_id = f.holder_function)"
               " FROM baton_offer o JOIN case_file f ON f.id = o.case_id"
               " JOIN child k ON k.case_id = f.id AND k.latest = 1"
               " JOIN unit_function g ON g.id = o.from_function"
               " JOIN account b ON b.id = g.account_id"
               " JOIN unit w ON w.id = o.from_unit"
               " LEFT JOIN account a ON a.id = o.to_account"
               " JOIN unit u ON u.id = o.to_unit WHERE o.id = $1"},
};
const struct db_set case_list_sql = {sql, SQL_COUNT};

static const struct err *
count(struct db_tx *tx, const struct viewer *v, enum case_filter filter,
      int64_t *out)
{
    return db_number(
        tx, &sql[MINE_COUNT + (int)filter],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v)), out);
}

static void
line_read(const struct db_rows *rows, struct case_line *l,
          struct sealed_label *s)
{
    *l = (struct case_line){
        .id = {db_get_int(rows, 0)},
        .holder_name = db_get_text(rows, 4),
        .holder_unit = db_get_text(rows, 5),
        .holder_account = {db_get_int(rows, 7)},
        .holder_unit_id = {db_get_int(rows, 8)},
        .is_protected = db_get_int(rows, 9) != 0,
        .offered_to = db_get_text(rows, 10),
        .next_due = db_get_date(rows, 11),
    };
    (void)unit_type_parse(db_get_text(rows, 6), &l->holder_type);
    *s = (struct sealed_label){db_get_blob(rows, 1), db_get_blob(rows, 2),
                               db_get_blob(rows, 3)};
}

const struct err *
case_store_list(struct db_tx *tx, const struct viewer *v,
                enum case_filter filter, int64_t skip, int64_t max,
                struct case_list *out, struct sealed_label **out_sealed)
{
    struct db_rows rows;
    struct case_line *row = ARENA_NEW_N(tx->mem, struct case_line, (size_t)max);
    struct sealed_label *sealed = ARENA_NEW_N(tx->mem, struct sealed_label,
                                              (size_t)max);
    size_t n = 0;
    const struct err *err = count(tx, v, filter, &out->total);

    if (!err)
        err = db_query(tx, &sql[MINE + (int)filter],
                       DB_ARGS(db_int(v->unit.v), db_time(v->now),
                               db_int(v->account.v), db_int(skip), db_int(max)),
                       &rows);
    if (err)
        return err;
    for (; n < (size_t)max && db_next(&rows); n++)
        line_read(&rows, &row[n], &sealed[n]);
    if (n == (size_t)max)
        db_rows_close(&rows);
    out->row = row;
    out->n = n;
    *out_sealed = sealed;
    return rows.err;
}

static void
offer_read(const struct db_rows *rows, struct offer_view *o)
{
    o->sealed = (struct sealed_label){
        db_get_blob(rows, 0), db_get_blob(rows, 1), db_get_blob(rows, 2)};
    o->state = (enum offer_state)db_get_int(rows, 3);
    o->from_name = db_get_text(rows, 4);
    o->from_unit = db_get_text(rows, 5);
    (void)unit_type_parse(db_get_text(rows, 6), &o->from_type);
    o->to_name = db_get_text(rows, 7);
    o->to_unit = db_get_text(rows, 8);
    (void)function_kind_parse(db_get_text(rows, 9), &o->to_kind);
    (void)unit_type_parse(db_get_text(rows, 10), &o->to_type);
    o->offered_at = db_get_time(rows, 11);
    o->due = db_get_date(rows, 12);
    o->talked = db_get_int(rows, 13) != 0;
    o->classes = (uint32_t)db_get_int(rows, 14);
    (void)basis_parse(db_get_text(rows, 15), &o->basis);
    o->reason = db_get_blob(rows, 16);
    o->ended_at = db_get_time(rows, 17);
    o->answer = db_get_blob(rows, 18);
    o->team = db_get_int(rows, 19);
    o->deadlines = db_get_int(rows, 20);
    o->first_due = db_get_date(rows, 21);
}

const struct err *
baton_store_get_offer(struct db_tx *tx, offer_id id, struct offer_view *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[OFFER], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    offer_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}
