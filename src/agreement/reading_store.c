/* Reminders to readers of an agreement: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/reading_store.h"

enum { MAIL, REMINDERS, REMIND, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [MAIL] = {"reading.mail",
              "SELECT a.email, a.name, a.language FROM unit_function f"
              " JOIN account a ON a.id = f.account_id WHERE f.id = $1"},
    [REMINDERS] = {"reading.reminders",
                   "SELECT function_id, COUNT(*), MAX(sent_on)"
                   " FROM agreement_reminder WHERE version_id = $1"
                   " GROUP BY function_id"},
    [REMIND] = {"reading.remind",
                "INSERT INTO agreement_reminder (version_id, function_id, nr,"
                " sent_on, made_at) VALUES ($1, $2, $3, $4, $5)"},
};
const struct db_set reading_sql = {sql, SQL_COUNT};

const struct err *
reading_store_mail(struct db_tx *tx, function_id f, struct reader_mail *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[MAIL], DB_ARGS(db_int(f.v)),
                                     &rows, &found);

    *out = (struct reader_mail){0};
    if (err || !found)
        return err;
    *out = (struct reader_mail){.address = db_get_text(&rows, 0),
                                .name = db_get_text(&rows, 1),
                                .language = db_get_text(&rows, 2)};
    db_rows_close(&rows);
    return NULL;
}

const struct err *
reading_store_reminders(struct db_tx *tx, version_id v,
                        struct reader_list *list)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[REMINDERS], DB_ARGS(db_int(v.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        for (size_t i = 0; i < list->n; i++)
            if (list->row[i].function.v == db_get_int(&rows, 0)) {
                list->row[i].reminders = (int32_t)db_get_int(&rows, 1);
                list->row[i].reminded = db_get_date(&rows, 2);
            }
    return rows.err;
}

const struct err *
reading_store_remind(struct db_tx *tx, version_id v, const struct reader *r,
                     struct date on, struct instant now)
{
    return db_run(tx, &sql[REMIND],
                  DB_ARGS(db_int(v.v), db_int(r->function.v),
                          db_int(r->reminders + 1), db_date(on), db_time(now)),
                  NULL);
}
