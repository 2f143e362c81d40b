/* Messages: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/message_store.h"

enum { INSERT, FIND, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"assessment_message.insert",
                "INSERT INTO assessment_message (message_id, assessment_id,"
                " direction, kind, xml, at)"
                " VALUES ($1, $2, 'in', $3, $4, $5)"},
    [FIND] = {"assessment_message.find",
              /* no share: is it here already, shows nothing */
              "SELECT assessment_id FROM assessment_message"
              " WHERE message_id = $1"},
};
const struct db_set message_sql = {sql, SQL_COUNT};

const struct err *
message_store_insert(struct db_tx *tx, struct str message, assessment_id id,
                     const char *kind, struct str xml, struct instant now)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_text(message), db_int(id.v), db_cz(kind),
                          db_blob(xml), db_time(now)),
                  NULL);
}

const struct err *
message_store_find(struct db_tx *tx, struct str message, assessment_id *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[FIND], DB_ARGS(db_text(message)),
                                     &rows, &found);

    *out = (assessment_id){0};
    if (err || !found)
        return err;
    out->v = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}
