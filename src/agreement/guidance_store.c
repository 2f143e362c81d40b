/* Hours of guidance that were given: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance_store.h"

#include "base/grow.h"
#include "registry/function.h"

enum { LIST, INSERT, WITHDRAW, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"guidance.list",
              "SELECT g.id, g.ref, g.given_on, g.minutes, g.subject,"
              " g.function_id, g.known_on, f.unit_id, u.name, a.name, f.kind"
              " FROM agreement_guidance g"
              " JOIN unit_function f ON f.id = g.function_id"
              " JOIN unit u ON u.id = f.unit_id"
              " JOIN account a ON a.id = f.account_id"
              " WHERE g.agreement_id = $1 AND g.given_on >= $2"
              " AND g.given_on <= $3 AND g.gone_on IS NULL"
              " ORDER BY g.given_on DESC, g.id DESC"},
    [INSERT] = {"guidance.insert",
                "INSERT INTO agreement_guidance (id, agreement_id, ref,"
                " given_on, minutes, subject, function_id, known_on, made_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [WITHDRAW] = {"guidance.withdraw",
                  "UPDATE agreement_guidance SET gone_on = $4"
                  " WHERE agreement_id = $1 AND id = $2 AND gone_on IS NULL"
                  " AND function_id IN (SELECT f.id FROM unit_function f"
                  " WHERE f.unit_id = $3)"},
};
const struct db_set agreement_guidance_sql = {sql, SQL_COUNT};

const struct err *
guidance_store_list(struct db_tx *tx, agreement_id id, struct date from,
                    struct date to, struct guidance_note_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST], DB_ARGS(db_int(id.v), db_date(from), db_date(to)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct guidance_note *n = grow(tx->mem, &g, sizeof *n);
        enum function_kind kind = FUNCTION_LEADER;

        (void)function_kind_parse(db_get_text(&rows, 10), &kind);
        *n = (struct guidance_note){
            .id = db_get_int(&rows, 0),
            .agreement = id,
            .ref = db_get_text(&rows, 1),
            .on = db_get_date(&rows, 2),
            .minutes = (int32_t)db_get_int(&rows, 3),
            .subject = db_get_text(&rows, 4),
            .function = {db_get_int(&rows, 5)},
            .known = db_get_date(&rows, 6),
            .unit = {db_get_int(&rows, 7)},
            .unit_name = db_get_text(&rows, 8),
            .name = db_get_text(&rows, 9),
            .kind = (int32_t)kind,
        };
    }
    *out = (struct guidance_note_list){g.row, g.n};
    return rows.err;
}

const struct err *
guidance_store_insert(struct db_tx *tx, struct guidance_note *n,
                      struct instant now)
{
    n->id = id_new();
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(n->id), db_int(n->agreement.v),
                          db_text(n->ref), db_date(n->on), db_int(n->minutes),
                          db_text(n->subject), db_int(n->function.v),
                          db_date(n->known), db_time(now)),
                  NULL);
}

const struct err *
guidance_store_withdraw(struct db_tx *tx, agreement_id id, int64_t note,
                        unit_id unit, struct date gone)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[WITHDRAW],
        DB_ARGS(db_int(id.v), db_int(note), db_int(unit.v), db_date(gone)), &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, NOT_FOUND);
}
