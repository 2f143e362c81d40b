/* The worklist and the search: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/store.h"

#include "db/list.h"

enum {
    MINE,
    UNIT,
    TOLD,
    UNIT_COUNT,
    TOLD_COUNT,
    MINE_SOON,
    ASKED,
    ASKED_COUNT,
    SENT,
    CHILDREN,
    RECENT,
    SQL_COUNT
};

/* The receiver's own list stands apart: it is asked before anything is shared
 * with its unit. */
#define OPEN_DUTY " d.closed_at IS NULL AND d.kind <> 'baton_answer'"
#define OF_MINE                                           \
    " d.account_id = $3 AND d.unit_id = $1 AND" OPEN_DUTY \
    " AND " SHARE_SEES_DUTY("f", "d")
#define OF_UNIT \
    " d.unit_id = $1 AND" OPEN_DUTY " AND " SHARE_SEES_DUTY("f", "d")
#define OF_TOLD                                    \
    " d.told_account = $3 AND d.closed_at IS NULL" \
    " AND " SHARE_SEES_DUTY("f", "d")
/* In the order of the index, so that reading stops after a page. */
#define DUTIES(SHARED)                                                   \
    "SELECT d.id, d.case_id, d.kind, d.source, d.due_on, d.object_id,"   \
    " f.wrapped_key, k.given_name, k.birth_date, a.name, u.name, u.type" \
    " FROM deadline d JOIN case_file f ON f.id = d.case_id"              \
    " JOIN child k ON k.case_id = d.case_id AND k.latest = 1"            \
    " JOIN account a ON a.id = d.account_id"                             \
    " JOIN unit u ON u.id = d.unit_id WHERE" SHARED                      \
    " ORDER BY d.due_on, d.id LIMIT $5 OFFSET $4"
#define COUNT(SHARED)                                   \
    "SELECT COUNT(*) FROM (SELECT d.id FROM deadline d" \
    " JOIN case_file f ON f.id = d.case_id WHERE" SHARED " LIMIT 1000) n"
/* All, those due before $4, and those due from $4 to $5. */
#define SOON(SHARED)                                                   \
    "SELECT COUNT(*),"                                                 \
    " COALESCE(SUM(CASE WHEN n.due_on < $4 THEN 1 ELSE 0 END), 0),"    \
    " COALESCE(SUM(CASE WHEN n.due_on >= $4 AND n.due_on <= $5 THEN 1" \
    " ELSE 0 END), 0) FROM (SELECT d.due_on FROM deadline d"           \
    " JOIN case_file f ON f.id = d.case_id WHERE" SHARED               \
    " ORDER BY d.due_on, d.id LIMIT 1000) n"
/* What the person may answer: to it, to its function, or by the ladder. */
#define ASKED_IDS                                                           \
    " (SELECT o.id FROM baton_offer o WHERE o.state = 1"                    \
    " AND o.to_account = $3 AND o.to_unit = $1"                             \
    " UNION SELECT o.id FROM baton_offer o"                                 \
    " JOIN unit_function n ON n.unit_id = o.to_unit AND n.kind = o.to_kind" \
    " WHERE o.state = 1 AND o.to_function IS NULL AND o.to_unit = $1"       \
    " AND n.account_id = $3 AND n.valid_from <= $4"                         \
    " AND (n.valid_to IS NULL OR n.valid_to >= $4)"                         \
    " UNION SELECT o.id FROM baton_offer o"                                 \
    " JOIN unit_function n ON n.id = o.above_function"                      \
    " WHERE o.state = 1 AND o.above_account = $3 AND n.unit_id = $1)"
#define ON_LIST                                                       \
    " (f.is_protected = 0 OR EXISTS (SELECT 1 FROM case_short_list l" \
    " WHERE l.case_id = f.id AND l.account_id = $3))"
#define OFFER_COLS                                                          \
    "SELECT o.id, o.case_id, o.due_on, o.rung, o.state, f.wrapped_key,"     \
    " k.given_name, k.birth_date, COALESCE(a.name, ''), o.to_kind, u.name," \
    " u.type FROM baton_offer o JOIN case_file f ON f.id = o.case_id"       \
    " JOIN child k ON k.case_id = f.id AND k.latest = 1"

#define FOUND_COLS                                            \
    "SELECT f.id, f.wrapped_key, k.given_name, k.birth_date," \
    " k.family_name, a.name FROM case_file f"                 \
    " JOIN child k ON k.case_id = f.id AND k.latest = 1"      \
    " JOIN account a ON a.id = f.holder_account"

static const struct db_stmt sql[SQL_COUNT] = {
    [MINE] = {"worklist.mine", DUTIES(OF_MINE)},
    [UNIT] = {"worklist.unit", DUTIES(OF_UNIT)},
    [TOLD] = {"worklist.told", DUTIES(OF_TOLD)},
    [UNIT_COUNT] = {"worklist.unit_count", COUNT(OF_UNIT)},
    [TOLD_COUNT] = {"worklist.told_count", COUNT(OF_TOLD)},
    [MINE_SOON] = {"worklist.mine_soon", SOON(OF_MINE)},
    [ASKED] = {"worklist.asked",
               /* no share: the offer lets its receiver know of the case */
               OFFER_COLS " JOIN unit_function g ON g.id = o.from_function"
                          " JOIN account a ON a.id = g.account_id"
                          " JOIN unit u ON u.id = o.from_unit"
                          " WHERE $2 > CAST(0 AS BIGINT) AND o.id IN" ASKED_IDS
                          " AND" ON_LIST " ORDER BY o.due_on, o.id LIMIT 50"},
    [ASKED_COUNT] = {"worklist.asked_count",
                     /* no share: as worklist.asked */
                     "SELECT COUNT(*) FROM baton_offer o"
                     " JOIN case_file f ON f.id = o.case_id"
                     " WHERE $2 > CAST(0 AS BIGINT) AND o.id IN" ASKED_IDS
                     " AND" ON_LIST},
    [SENT] = {"worklist.sent", OFFER_COLS
              " LEFT JOIN account a ON a.id = o.to_account"
              " JOIN unit u ON u.id = o.to_unit"
              " WHERE o.from_function IN (SELECT g.id FROM unit_function g"
              " WHERE g.account_id = $3 AND g.unit_id = $1)"
              " AND (o.state = 1 OR o.ended_at > $4)"
              " AND " SHARE_SEES_CORE("f") " ORDER BY o.state = 1 DESC, "
                                           "o.offered_at DESC, o.id LIMIT 20"},
    [CHILDREN] = {"worklist.children",
                  FOUND_COLS " WHERE f.id IN (SELECT s.case_id FROM share s"
                             " WHERE s.to_unit = $1 AND s.class = 'core'"
                             " AND s.ends_at > $2 AND s.valid_from <= $2"
                             " AND s.case_id > $4) AND " SHARE_SEES_CORE(
                                 "f") " ORDER BY f.id LIMIT $5"},
    /* What was looked at stands in the audit; the latest rows are enough. */
    [RECENT] = {"worklist.recent", FOUND_COLS
                " JOIN (SELECT r.case_id, MAX(r.at) AS seen_at FROM"
                " (SELECT s.case_id, s.at, s.outcome FROM audit s"
                " WHERE s.account_id = $3 ORDER BY s.at DESC LIMIT 300) r"
                " WHERE r.case_id > 0 AND r.outcome = 'done'"
                " GROUP BY r.case_id) w ON w.case_id = f.id"
                " WHERE " SHARE_SEES_CORE(
                    "f") " ORDER BY w.seen_at DESC LIMIT $4"},
};
const struct db_set worklist_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

static void
duty_read(const struct db_rows *rows, struct duty *d)
{
    *d = (struct duty){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .source = (enum deadline_source)db_get_int(rows, 3),
        .due_on = db_get_date(rows, 4),
        .object_id = db_get_int(rows, 5),
        .sealed = {db_get_blob(rows, 6), db_get_blob(rows, 7),
                   db_get_blob(rows, 8)},
        .who = db_get_text(rows, 9),
        .unit = db_get_text(rows, 10),
    };
    (void)deadline_kind_parse(db_get_text(rows, 2), &d->kind);
    (void)unit_type_parse(db_get_text(rows, 11), &d->unit_type);
}

const struct err *
worklist_store_duties(struct db_tx *tx, const struct viewer *v,
                      enum duty_filter filter, int64_t skip, int64_t max,
                      struct duty_list *out)
{
    struct db_rows rows;
    struct duty *row = ARENA_NEW_N(tx->mem, struct duty, (size_t)max);
    size_t n = 0;
    const struct err *err = db_query(
        tx, &sql[MINE + (int)filter],
        DB_ARGS(VIEWER(v), db_int(skip), db_int(max + 1)), &rows);

    if (err)
        return err;
    while (n < (size_t)max && db_next(&rows))
        duty_read(&rows, &row[n++]);
    *out = (struct duty_list){row, n, n == (size_t)max && db_next(&rows)};
    if (out->more)
        db_rows_close(&rows);
    return rows.err;
}

static const struct err *
count(struct db_tx *tx, int which, const struct db_val *arg, size_t n_arg,
      int64_t *out)
{
    return db_number(tx, &sql[which], arg, n_arg, out);
}

const struct err *
worklist_store_count(struct db_tx *tx, const struct viewer *v,
                     enum duty_filter filter, int64_t *out)
{
    ASSERT(filter != DUTIES_MINE);
    return count(tx, filter == DUTIES_TOLD ? TOLD_COUNT : UNIT_COUNT,
                 DB_ARGS(VIEWER(v)), out);
}

const struct err *
worklist_store_count_asked(struct db_tx *tx, const struct viewer *v,
                           struct date today, int64_t *out)
{
    return count(tx, ASKED_COUNT, DB_ARGS(VIEWER(v), db_date(today)), out);
}

const struct err *
worklist_store_count_mine(struct db_tx *tx, const struct viewer *v,
                          struct date today, struct duty_counts *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[MINE_SOON],
        DB_ARGS(VIEWER(v), db_date(today),
                db_date(date_add(today, DUTY_WEEK_DAYS))),
        &rows, &found);

    if (err || !found)
        return err;
    out->all = db_get_int(&rows, 0);
    out->over = db_get_int(&rows, 1);
    out->week = db_get_int(&rows, 2);
    db_rows_close(&rows);
    return NULL;
}

static const struct err *
offers(struct db_tx *tx, int which, const struct viewer *v, struct db_val last,
       struct offer_list *out)
{
    struct db_rows rows;
    struct offer_line *row = ARENA_NEW_N(tx->mem, struct offer_line,
                                         OFFERS_MAX);
    size_t n = 0;
    const struct err *err = db_query(tx, &sql[which], DB_ARGS(VIEWER(v), last),
                                     &rows);

    if (err)
        return err;
    for (; n < OFFERS_MAX && db_next(&rows); n++) {
        row[n] = (struct offer_line){
            .id = {db_get_int(&rows, 0)},
            .case_id = {db_get_int(&rows, 1)},
            .due_on = db_get_date(&rows, 2),
            .rung = (enum baton_rung)db_get_int(&rows, 3),
            .state = (enum offer_state)db_get_int(&rows, 4),
            .sealed = {db_get_blob(&rows, 5), db_get_blob(&rows, 6),
                       db_get_blob(&rows, 7)},
            .name = db_get_text(&rows, 8),
            .unit = db_get_text(&rows, 10),
        };
        (void)function_kind_parse(db_get_text(&rows, 9), &row[n].kind);
        (void)unit_type_parse(db_get_text(&rows, 11), &row[n].unit_type);
    }
    if (n == OFFERS_MAX)
        db_rows_close(&rows);
    *out = (struct offer_list){row, n};
    return rows.err;
}

const struct err *
worklist_store_asked(struct db_tx *tx, const struct viewer *v,
                     struct date today, struct offer_list *out)
{
    return offers(tx, ASKED, v, db_date(today), out);
}

const struct err *
worklist_store_sent(struct db_tx *tx, const struct viewer *v,
                    struct instant since, struct offer_list *out)
{
    return offers(tx, SENT, v, db_time(since), out);
}

static const struct err *
found(struct db_tx *tx, int which, const struct db_val *arg, size_t n_arg,
      int64_t max, struct found_list *out)
{
    struct db_rows rows;
    struct found_child *row = ARENA_NEW_N(tx->mem, struct found_child,
                                          (size_t)max);
    size_t n = 0;
    const struct err *err = db_query(tx, &sql[which], arg, n_arg, &rows);

    if (err)
        return err;
    for (; n < (size_t)max && db_next(&rows); n++)
        row[n] = (struct found_child){
            .case_id = {db_get_int(&rows, 0)},
            .sealed = {db_get_blob(&rows, 1), db_get_blob(&rows, 2),
                       db_get_blob(&rows, 3)},
            .family = db_get_blob(&rows, 4),
            .holder = db_get_text(&rows, 5),
        };
    if (n == (size_t)max)
        db_rows_close(&rows);
    *out = (struct found_list){row, n};
    return rows.err;
}

const struct err *
worklist_store_children(struct db_tx *tx, const struct viewer *v, case_id after,
                        int64_t max, struct found_list *out)
{
    return found(tx, CHILDREN, DB_ARGS(VIEWER(v), db_int(after.v), db_int(max)),
                 max, out);
}

const struct err *
worklist_store_recent(struct db_tx *tx, const struct viewer *v, int64_t max,
                      struct found_list *out)
{
    return found(tx, RECENT, DB_ARGS(VIEWER(v), db_int(max)), max, out);
}
