/* What a foster home is shown and asked: statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/foster_store.h"

#include "db/list.h"
#include "text/messages_family.h"

enum {
    DAYS,
    ADD_DAY,
    END_DAY,
    MEASURES,
    MARK,
    UNMARK,
    ASKS,
    ASK,
    ANSWER,
    DECIDE,
    SQL_COUNT
};

#define OF_LINK(ROW)                                      \
    " JOIN case_file f ON f.id = " ROW ".case_id"         \
    " JOIN family_link l ON l.id = " ROW ".link_id"       \
    " AND l.ended_at IS NULL"                             \
    " JOIN account a ON a.id = l.account_id"              \
    " WHERE " ROW ".case_id = $4 AND (CAST($5 AS BIGINT)" \
    " IS NULL OR " ROW ".link_id = $5) AND "

static const struct db_stmt sql[SQL_COUNT] = {
    [DAYS] = {"foster.days",
              "SELECT d.id, d.case_id, d.link_id, d.unit_id, d.class, d.day,"
              " d.words, a.login FROM foster_day d" OF_LINK("d") SHARE_SEES_OF(
                  "f", "d.class",
                  "d.unit_id") " AND d.ended_at IS NULL AND d.day >= $6"
                               " ORDER BY d.day, d.id LIMIT 200"},
    [ADD_DAY] = {"foster.add_day",
                 "INSERT INTO foster_day (id, case_id, link_id, unit_id,"
                 " class, day, words, made_at, made_by, ended_at)"
                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)"},
    [END_DAY] = {"foster.end_day",
                 /* no share: the gate let the holder take it away */
                 "UPDATE foster_day SET ended_at = $3 WHERE id = $2"
                 " AND case_id = $1 AND ended_at IS NULL"},
    [MEASURES] =
        {"foster.measures",
         "SELECT m.id, m.link_id, m.item, a.login"
         " FROM foster_measure m" OF_LINK("m") SHARE_SEES(
             "f", "'plan'") " AND m.ended_at IS NULL ORDER BY m.id LIMIT 400"},
    [MARK] = {"foster.mark",
              "INSERT INTO foster_measure (id, case_id, link_id, item,"
              " made_at, made_by, ended_at)"
              " VALUES ($1, $2, $3, $4, $5, $6, NULL)"},
    [UNMARK] = {"foster.unmark",
                /* no share: the gate let the holder take it away */
                "UPDATE foster_measure SET ended_at = $3 WHERE case_id = $1"
                " AND item = $2 AND ended_at IS NULL"},
    [ASKS] =
        {"foster.asks",
         "SELECT q.id, q.case_id, q.link_id, q.unit_id, q.matter,"
         " q.words, q.rule, q.asked_at, q.answer, q.answer_words,"
         " q.answered_at, q.decision, q.why, q.decided_at, a.login"
         " FROM foster_ask q" OF_LINK("q") SHARE_SEES_OF(
             "f", "'health'",
             "q.unit_id") " ORDER BY q.asked_at DESC, q.id DESC LIMIT 200"},
    [ASK] = {"foster.ask",
             "INSERT INTO foster_ask (id, case_id, link_id, unit_id, matter,"
             " words, rule, asked_at, asked_by, answer, answer_words,"
             " answered_at, decision, why, decided_at, decided_by)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', NULL, NULL,"
             " '', NULL, NULL, NULL)"},
    [ANSWER] = {"foster.answer",
                /* no share: the gate let the foster home answer its own */
                "UPDATE foster_ask SET answer = $3, answer_words = $4,"
                " answered_at = $5 WHERE case_id = $1 AND id = $2"
                " AND answer = '' AND decision = ''"},
    [DECIDE] = {"foster.decide",
                /* no share: the gate let the holder decide */
                "UPDATE foster_ask SET decision = $3, why = $4,"
                " decided_at = $5, decided_by = $6 WHERE case_id = $1"
                " AND id = $2 AND answer <> 'yes' AND decision = ''"},
};
const struct db_set foster_sql = {sql, SQL_COUNT};

static void
day_read(const struct db_rows *rows, void *row)
{
    struct foster_day *d = row;

    *d = (struct foster_day){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .link = db_get_int(rows, 2),
        .unit = {db_get_int(rows, 3)},
        .day = db_get_date(rows, 5),
        .words = db_get_blob(rows, 6),
        .login = db_get_text(rows, 7),
    };
    (void)info_class_parse(db_get_text(rows, 4), &d->class_);
}

const struct err *
foster_store_days(struct db_tx *tx, const struct viewer *v, case_id id,
                  int64_t link, struct date from, struct foster_days *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[DAYS],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_int(id.v), db_id(link), db_date(from)),
        DB_ALL, sizeof(struct foster_day), day_read, &g);

    if (!err)
        *out = (struct foster_days){g.row, g.n};
    return err;
}

const struct err *
foster_store_add_day(struct db_tx *tx, const struct foster_day *d,
                     function_id by, struct instant now)
{
    return db_run(tx, &sql[ADD_DAY],
                  DB_ARGS(db_int(d->id), db_int(d->case_id.v), db_int(d->link),
                          db_int(d->unit.v), db_cz(info_class_word(d->class_)),
                          db_date(d->day), db_blob(d->words), db_time(now),
                          db_int(by.v)),
                  NULL);
}

const struct err *
foster_store_end_day(struct db_tx *tx, case_id id, int64_t day,
                     struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[END_DAY], DB_ARGS(db_int(id.v), db_int(day), db_time(now)),
        &n);

    return err || n > 0 ? err : ERR(tx->mem, NOT_FOUND);
}

static void
measure_read(const struct db_rows *rows, void *row)
{
    *(struct foster_measure *)row = (struct foster_measure){
        .id = db_get_int(rows, 0),
        .link = db_get_int(rows, 1),
        .item = db_get_int(rows, 2),
        .login = db_get_text(rows, 3),
    };
}

const struct err *
foster_store_measures(struct db_tx *tx, const struct viewer *v, case_id id,
                      int64_t link, struct foster_measures *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[MEASURES],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_int(id.v), db_id(link)),
        DB_ALL, sizeof(struct foster_measure), measure_read, &g);

    if (!err)
        *out = (struct foster_measures){g.row, g.n};
    return err;
}

const struct err *
foster_store_mark(struct db_tx *tx, case_id id, const struct foster_measure *m,
                  function_id by, struct instant now)
{
    return db_run(tx, &sql[MARK],
                  DB_ARGS(db_int(m->id), db_int(id.v), db_int(m->link),
                          db_int(m->item), db_time(now), db_int(by.v)),
                  NULL);
}

const struct err *
foster_store_unmark(struct db_tx *tx, case_id id, int64_t item,
                    struct instant now)
{
    return db_run(tx, &sql[UNMARK],
                  DB_ARGS(db_int(id.v), db_int(item), db_time(now)), NULL);
}

static void
ask_read(const struct db_rows *rows, void *row)
{
    struct foster_ask *a = row;

    *a = (struct foster_ask){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .link = db_get_int(rows, 2),
        .unit = {db_get_int(rows, 3)},
        .words = db_get_blob(rows, 5),
        .rule = db_get_text(rows, 6),
        .asked_at = db_get_time(rows, 7),
        .answer_words = db_get_blob(rows, 9),
        .answered_at = db_get_time(rows, 10),
        .why = db_get_blob(rows, 12),
        .decided_at = db_get_time(rows, 13),
        .login = db_get_text(rows, 14),
    };
    (void)matter_parse(db_get_text(rows, 4), &a->matter);
    (void)foster_word_parse(db_get_text(rows, 8), &a->answer);
    (void)foster_word_parse(db_get_text(rows, 11), &a->decision);
}

const struct err *
foster_store_asks(struct db_tx *tx, const struct viewer *v, case_id id,
                  int64_t link, struct foster_asks *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[ASKS],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_int(id.v), db_id(link)),
        DB_ALL, sizeof(struct foster_ask), ask_read, &g);

    if (!err)
        *out = (struct foster_asks){g.row, g.n};
    return err;
}

const struct err *
foster_store_ask(struct db_tx *tx, const struct foster_ask *a, function_id by,
                 struct instant now)
{
    return db_run(tx, &sql[ASK],
                  DB_ARGS(db_int(a->id), db_int(a->case_id.v), db_int(a->link),
                          db_int(a->unit.v), db_cz(matter_word(a->matter)),
                          db_blob(a->words), db_text(a->rule), db_time(now),
                          db_int(by.v)),
                  NULL);
}

const struct err *
foster_store_answer(struct db_tx *tx, const struct foster_ask *a,
                    struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[ANSWER],
                                   DB_ARGS(db_int(a->case_id.v), db_int(a->id),
                                           db_cz(foster_word_word(a->answer)),
                                           db_blob(a->answer_words),
                                           db_time(now)),
                                   &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_FOSTER_ANSWERED_ALREADY);
    return err;
}

const struct err *
foster_store_decide(struct db_tx *tx, const struct foster_ask *a,
                    function_id by, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[DECIDE],
                                   DB_ARGS(db_int(a->case_id.v), db_int(a->id),
                                           db_cz(foster_word_word(a->decision)),
                                           db_blob(a->why), db_time(now),
                                           db_int(by.v)),
                                   &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_FOSTER_DECIDED_ALREADY);
    return err;
}
