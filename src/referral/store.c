/* Referrals: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/store.h"

#include "db/list.h"
#include "text/messages_referral.h"

enum { REFERRALS_MAX = 100, PAUSES_MAX = 100, BREACHES_MAX = 200 };
enum {
    INSERT,
    UPDATE,
    LIST,
    GET,
    PAUSES,
    PAUSE,
    RESUME,
    BREACHED,
    MARK_BREACH,
    SQL_COUNT
};

#define COLUMNS                                                             \
    "r.id, r.case_id, r.from_unit, r.from_function, r.referrer, r.to_unit," \
    " r.state, r.why, r.wish, r.consent_rule, r.sent_on, r.received_on,"    \
    " r.assess_due, r.assessed_on, r.answer, r.start_on, r.latest_on,"      \
    " r.complain_by, r.told_child, r.told_guardian, r.told_referrer,"       \
    " r.started_on, r.breached_on, r.version, u.name, t.name, a.name"       \
    " FROM referral r JOIN case_file f ON f.id = r.case_id"                 \
    " JOIN unit u ON u.id = r.from_unit JOIN unit t ON t.id = r.to_unit"    \
    " JOIN unit_function n ON n.id = r.from_function"                       \
    " JOIN account a ON a.id = n.account_id"
/* What the referring unit wrote is health information of its own: others see
 * it when that unit shares it. */
#define SHARE_SEES_REFERRAL SHARE_SEES_OF("f", "'health'", "r.from_unit")

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"referral.insert",
                "INSERT INTO referral (id, case_id, from_unit, from_function,"
                " referrer, to_unit, state, why, wish, consent_rule, sent_on,"
                " version) VALUES ($1, $2, $3, $4, $5, $6, 'sent', $7, $8, $9,"
                " $10, 1)"},
    [UPDATE] = {"referral.update",
                /* no share: changes without showing */
                "UPDATE referral SET state = $3, received_on = $4,"
                " assess_due = $5, assessed_on = $6, answer = $7,"
                " start_on = $8, latest_on = $9, complain_by = $10,"
                " told_child = $11, told_guardian = $12, told_referrer = $13,"
                " started_on = $14, version = $2 + 1 WHERE id = $1"
                " AND version = $2"},
    [LIST] = {"referral.list",
              "SELECT " COLUMNS " WHERE r.case_id = $4 AND " SHARE_SEES_REFERRAL
              " ORDER BY r.sent_on DESC, r.id DESC"},
    [GET] = {"referral.get",
             "SELECT " COLUMNS " WHERE r.id = $4 AND " SHARE_SEES_REFERRAL},
    [PAUSES] = {"referral_pause.list",
                "SELECT p.from_on, p.to_on, p.reason, p.id"
                " FROM referral_pause p JOIN referral r"
                " ON r.id = p.referral_id JOIN case_file f"
                " ON f.id = r.case_id WHERE p.referral_id = $4 "
                "AND " SHARE_SEES_REFERRAL " ORDER BY p.from_on, p.id"},
    [PAUSE] = {"referral_pause.insert",
               "INSERT INTO referral_pause (id, referral_id, from_on, to_on,"
               " reason) VALUES ($1, $2, $3, NULL, $4)"
               " ON CONFLICT DO NOTHING"},
    [RESUME] = {"referral_pause.end",
                /* no share: changes without showing */
                "UPDATE referral_pause SET to_on = $2"
                " WHERE referral_id = $1 AND to_on IS NULL"},
    [BREACHED] = {"referral.breached",
                  /* no share: for the daily job, shown to nobody */
                  "SELECT id, case_id, from_unit, to_unit FROM referral"
                  " WHERE breached_on IS NULL AND ((state = 'received'"
                  " AND assess_due < $1) OR (state = 'right'"
                  " AND latest_on < $1)) ORDER BY id LIMIT 200"},
    [MARK_BREACH] = {"referral.mark_breach",
                     /* no share: changes without showing */
                     "UPDATE referral SET breached_on = $2 WHERE id = $1"},
};
const struct db_set referral_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

const struct err *
referral_store_insert(struct db_tx *tx, const struct referral *r)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(r->id), db_int(r->case_id.v),
                          db_int(r->from_unit.v), db_int(r->from_function.v),
                          db_text(r->referrer), db_int(r->to_unit.v),
                          db_blob(r->why), db_blob(r->wish),
                          db_text(r->consent_rule), db_date(r->sent_on)),
                  NULL);
}

static const struct err *
run_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, stmt, arg, n_arg, &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_REFERRAL_CHANGED);
    return err;
}

const struct err *
referral_store_update(struct db_tx *tx, const struct referral *r)
{
    return run_one(tx, &sql[UPDATE],
                   DB_ARGS(db_int(r->id), db_int(r->version),
                           db_cz(referral_state_word(r->state)),
                           db_date(r->received_on), db_date(r->assess_due),
                           db_date(r->assessed_on), db_blob(r->answer),
                           db_date(r->start_on), db_date(r->latest_on),
                           db_date(r->complain_by), db_date(r->told_child),
                           db_date(r->told_guardian), db_date(r->told_referrer),
                           db_date(r->started_on)));
}

static void
referral_read(const struct db_rows *rows, void *row)
{
    struct referral *r = row;

    *r = (struct referral){.id = db_get_int(rows, 0),
                           .case_id = {db_get_int(rows, 1)},
                           .from_unit = {db_get_int(rows, 2)},
                           .from_function = {db_get_int(rows, 3)},
                           .referrer = db_get_text(rows, 4),
                           .to_unit = {db_get_int(rows, 5)},
                           .why = db_get_blob(rows, 7),
                           .wish = db_get_blob(rows, 8),
                           .consent_rule = db_get_text(rows, 9),
                           .sent_on = db_get_date(rows, 10),
                           .received_on = db_get_date(rows, 11),
                           .assess_due = db_get_date(rows, 12),
                           .assessed_on = db_get_date(rows, 13),
                           .answer = db_get_blob(rows, 14),
                           .start_on = db_get_date(rows, 15),
                           .latest_on = db_get_date(rows, 16),
                           .complain_by = db_get_date(rows, 17),
                           .told_child = db_get_date(rows, 18),
                           .told_guardian = db_get_date(rows, 19),
                           .told_referrer = db_get_date(rows, 20),
                           .started_on = db_get_date(rows, 21),
                           .breached_on = db_get_date(rows, 22),
                           .version = db_get_int(rows, 23),
                           .from_name = db_get_text(rows, 24),
                           .to_name = db_get_text(rows, 25),
                           .by_name = db_get_text(rows, 26)};
    (void)referral_state_parse(db_get_text(rows, 6), &r->state);
}

const struct err *
referral_store_list(struct db_tx *tx, const struct viewer *v, case_id id,
                    struct referral_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LIST], DB_ARGS(VIEWER(v), db_int(id.v)), REFERRALS_MAX,
        sizeof(struct referral), referral_read, &g);

    *out = (struct referral_list){g.row, g.n};
    return err;
}

const struct err *
referral_store_get(struct db_tx *tx, const struct viewer *v, int64_t id,
                   struct referral *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(id)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    referral_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

static void
pause_read(const struct db_rows *rows, void *row)
{
    struct referral_pause *p = row;

    *p = (struct referral_pause){.from_on = db_get_date(rows, 0),
                                 .to_on = db_get_date(rows, 1),
                                 .reason = db_get_blob(rows, 2),
                                 .id = db_get_int(rows, 3)};
}

const struct err *
referral_store_pauses(struct db_tx *tx, const struct viewer *v,
                      struct referral *r)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[PAUSES], DB_ARGS(VIEWER(v), db_int(r->id)), PAUSES_MAX,
        sizeof(struct referral_pause), pause_read, &g);

    r->pause = g.row;
    r->pause_n = g.n;
    return err;
}

const struct err *
referral_store_pause(struct db_tx *tx, int64_t id, int64_t referral,
                     struct date from, struct str sealed)
{
    return run_one(
        tx, &sql[PAUSE],
        DB_ARGS(db_int(id), db_int(referral), db_date(from), db_blob(sealed)));
}

const struct err *
referral_store_resume(struct db_tx *tx, int64_t referral, struct date to)
{
    return run_one(tx, &sql[RESUME], DB_ARGS(db_int(referral), db_date(to)));
}

static void
breach_read(const struct db_rows *rows, void *row)
{
    struct referral_breach *b = row;

    *b = (struct referral_breach){db_get_int(rows, 0),
                                  {db_get_int(rows, 1)},
                                  {db_get_int(rows, 2)},
                                  {db_get_int(rows, 3)}};
}

const struct err *
referral_store_list_breached(struct db_tx *tx, struct date today,
                             struct referral_breaches *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[BREACHED], DB_ARGS(db_date(today)), BREACHES_MAX,
        sizeof(struct referral_breach), breach_read, &g);

    *out = (struct referral_breaches){g.row, g.n};
    return err;
}

const struct err *
referral_store_mark_breach(struct db_tx *tx, int64_t id, struct date today)
{
    return run_one(tx, &sql[MARK_BREACH], DB_ARGS(db_int(id), db_date(today)));
}
