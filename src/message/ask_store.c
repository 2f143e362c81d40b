/* Questions to services without an account: statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask.h"

#include "db/list.h"
#include "text/messages_message.h"

enum {
    INSERT,
    LIST,
    GET,
    FIND,
    NOTE_TRY,
    NOTE_READ,
    ANSWER,
    END,
    SEEN,
    SETTLE,
    SQL_COUNT
};

#define ASK_COLS                                                            \
    "q.id, q.case_id, q.unit_id, q.function_id, q.account_id, a.name,"      \
    " u.name, q.class, q.service, q.recipient, q.kind, q.item_id, q.text,"  \
    " q.names_child, q.basis, q.legal_basis, q.tries, q.last_day,"          \
    " q.asked_at, q.read_at, q.answered_at, q.became, q.answer, q.seen_at," \
    " q.ended_at, q.token, q.code, f.state, f.is_protected,"                \
    " (SELECT COUNT(*) FROM consent_record r WHERE r.case_id = q.case_id"   \
    " AND r.from_unit = q.unit_id AND r.ended_at >= q.asked_at)"            \
    " + (SELECT COUNT(*) FROM share h WHERE h.case_id = q.case_id"          \
    " AND h.from_unit = q.unit_id AND h.basis IN ('consent', 'request')"    \
    " AND h.end_reason IS NOT NULL AND h.ended_at >= q.asked_at),"          \
    " q.step_id, q.effect, q.effect_id, q.effect_before, q.settled_at"
#define ASK_FROM                                            \
    " FROM case_ask q JOIN case_file f ON f.id = q.case_id" \
    " JOIN account a ON a.id = q.account_id"                \
    " JOIN unit u ON u.id = q.unit_id"
#define SEES_ASK SHARE_SEES_OF("f", "q.class", "q.unit_id")

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"ask.insert",
                "INSERT INTO case_ask (id, case_id, unit_id, function_id,"
                " account_id, class, service, recipient, kind, item_id, text,"
                " names_child, basis, legal_basis, consent_rule, consent_by,"
                " source, token, code, tries, last_day, asked_at, read_at,"
                " answered_at, became, answer, seen_at, ended_at, ended_by,"
                " consent_id, step_id)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, $14, $15, $16, $17, $18, $19, 0, $20, $21, NULL, NULL,"
                " '', NULL, NULL, NULL, NULL, $22, $23)"},
    [LIST] = {"ask.list",
              "SELECT " ASK_COLS ASK_FROM " WHERE q.case_id = $4 AND " SEES_ASK
              " ORDER BY q.asked_at DESC, q.id DESC LIMIT 200"},
    [GET] = {"ask.get",
             "SELECT " ASK_COLS ASK_FROM " WHERE q.id = $4 AND " SEES_ASK},
    [FIND] = {"ask.find",
              /* no share: whoever brings the link; what it shows is asked for
               * again through the asker's eyes */
              "SELECT " ASK_COLS ASK_FROM " WHERE q.token = $1"},
    [NOTE_TRY] = {"ask.note_try",
                  /* no share: a wrong code is counted */
                  "UPDATE case_ask SET tries = tries + 1 WHERE id = $1"},
    [NOTE_READ] = {"ask.note_read",
                   /* no share: the gate let who has link and code read */
                   "UPDATE case_ask SET read_at = COALESCE(read_at, $2)"
                   " WHERE id = $1"},
    [ANSWER] = {"ask.answer",
                /* no share: the gate let who has link and code answer */
                "UPDATE case_ask SET became = $2, answer = $3,"
                " answered_at = $4, effect = $5, effect_id = $6,"
                " effect_before = $7 WHERE id = $1 AND answered_at IS NULL"
                " AND ended_at IS NULL"},
    [SETTLE] = {"ask.settle",
                /* no share: the gate let the holder, who has read it with one
                 */
                "UPDATE case_ask SET settled_at = $2, settled_by = $3"
                " WHERE id = $1 AND effect <> '' AND settled_at IS NULL"},
    [END] = {"ask.end",
             /* no share: the gate let the holder or the team withdraw */
             "UPDATE case_ask SET ended_at = $2, ended_by = $3 WHERE id = $1"
             " AND answered_at IS NULL AND ended_at IS NULL"},
    [SEEN] = {"ask.seen",
              /* no share: the app has read it with one */
              "UPDATE case_ask SET seen_at = COALESCE(seen_at, $2)"
              " WHERE id = $1"},
};
const struct db_set ask_sql = {sql, SQL_COUNT};

const struct err *
ask_store_insert(struct db_tx *tx, const struct ask *a)
{
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(a->id), db_int(a->case_id.v), db_int(a->unit.v),
                db_int(a->function.v), db_int(a->account.v),
                db_cz(info_class_word(a->class_)),
                db_cz(outside_word(a->service)), db_blob(a->recipient),
                db_cz(ask_kind_word(a->kind)), db_id(a->item), db_blob(a->text),
                db_int(a->names_child), db_cz(basis_word(a->basis)),
                db_text(a->legal_basis), db_text(a->consent_rule),
                db_cz(a->consented ? consenter_word(a->consent_by) : ""),
                db_blob(a->source), db_blob(a->token), db_blob(a->code),
                db_date(a->last_day), db_time(a->asked_at),
                db_id(a->consent_id), db_id(a->step)),
        NULL);
}

static void
ask_read(const struct db_rows *rows, void *row)
{
    struct ask *a = row;

    *a = (struct ask){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .function = {db_get_int(rows, 3)},
        .account = {db_get_int(rows, 4)},
        .by_name = db_get_text(rows, 5),
        .unit_name = db_get_text(rows, 6),
        .recipient = db_get_blob(rows, 9),
        .item = db_get_int(rows, 11),
        .text = db_get_blob(rows, 12),
        .names_child = db_get_int(rows, 13) != 0,
        .legal_basis = db_get_text(rows, 15),
        .tries = db_get_int(rows, 16),
        .last_day = db_get_date(rows, 17),
        .asked_at = db_get_time(rows, 18),
        .read_at = db_get_time(rows, 19),
        .answered_at = db_get_time(rows, 20),
        .answer = db_get_blob(rows, 22),
        .seen_at = db_get_time(rows, 23),
        .ended_at = db_get_time(rows, 24),
        .token = db_get_blob(rows, 25),
        .code = db_get_blob(rows, 26),
        .case_open = db_get_int(rows, 27) != 0,
        .is_protected = db_get_int(rows, 28) != 0,
        .step = db_get_int(rows, 30),
        .said = {.id = db_get_int(rows, 32), .before = db_get_text(rows, 33)},
        .settled_at = db_get_time(rows, 34),
    };
    (void)ask_effect_parse(db_get_text(rows, 31), &a->effect);
    (void)info_class_parse(db_get_text(rows, 7), &a->class_);
    (void)outside_parse(db_get_text(rows, 8), &a->service);
    (void)ask_kind_parse(db_get_text(rows, 10), &a->kind);
    (void)basis_parse(db_get_text(rows, 14), &a->basis);
    a->consent_ended = ask_rests_on_will(a->basis) && db_get_int(rows, 29) != 0;
    (void)ask_became_parse(db_get_text(rows, 21), &a->became);
}

const struct err *
ask_store_list(struct db_tx *tx, const struct viewer *v, case_id about,
               struct ask_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[LIST],
                                    DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                            db_int(v->account.v),
                                            db_int(about.v)),
                                    DB_ALL, sizeof(struct ask), ask_read, &g);

    if (!err)
        *out = (struct ask_list){g.row, g.n};
    return err;
}

const struct err *
ask_store_get(struct db_tx *tx, const struct viewer *v, int64_t id,
              struct ask *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v), db_int(id)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    ask_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
ask_store_find(struct db_tx *tx, const struct hash *token, struct ask *out,
               bool *found)
{
    struct str bytes = {(const char *)token->b, sizeof token->b};
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[FIND], DB_ARGS(db_blob(bytes)),
                                     &rows, found);

    if (err || !*found)
        return err;
    ask_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
ask_store_note_try(struct db_tx *tx, int64_t id)
{
    return db_run(tx, &sql[NOTE_TRY], DB_ARGS(db_int(id)), NULL);
}

const struct err *
ask_store_note_read(struct db_tx *tx, int64_t id, struct instant now)
{
    return db_run(tx, &sql[NOTE_READ], DB_ARGS(db_int(id), db_time(now)), NULL);
}

static const struct err *
ended(struct db_tx *tx, const struct err *err, int64_t n)
{
    return err || n > 0 ? err : ERR(tx->mem, CONFLICT, .msg = MSG_ASK_ENDED);
}

const struct err *
ask_store_answer(struct db_tx *tx, const struct ask *a, struct str sealed,
                 struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[ANSWER],
        DB_ARGS(db_int(a->id), db_cz(ask_became_word(a->became)),
                db_blob(sealed), db_time(now),
                db_cz(ask_effect_word(a->effect)), db_id(a->said.id),
                db_text(a->said.before)),
        &n);

    return ended(tx, err, n);
}

const struct err *
ask_store_settle(struct db_tx *tx, int64_t id, function_id by,
                 struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[SETTLE], DB_ARGS(db_int(id), db_time(now), db_int(by.v)), &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_ASK_CHANGED_SINCE);
    return err;
}

const struct err *
ask_store_end(struct db_tx *tx, int64_t id, function_id by, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[END], DB_ARGS(db_int(id), db_time(now), db_int(by.v)), &n);

    return ended(tx, err, n);
}

const struct err *
ask_store_seen(struct db_tx *tx, int64_t id, struct instant now)
{
    return db_run(tx, &sql[SEEN], DB_ARGS(db_int(id), db_time(now)), NULL);
}
