/* Messages: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/message_store.h"

#include "db/list.h"

enum { INSERT, FIND, LAST, WAITING, GIVEN, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"assessment_message.insert",
                "INSERT INTO assessment_message (message_id, assessment_id,"
                " direction, kind, xml, at)"
                " VALUES ($1, $2, $6, $3, $4, $5)"},
    [FIND] = {"assessment_message.find",
              /* no share: is it here already, shows nothing */
              "SELECT assessment_id FROM assessment_message"
              " WHERE message_id = $1"},
    [LAST] = {"assessment_message.last",
              /* no share: what is answered, shown to nobody here */
              "SELECT xml FROM assessment_message WHERE assessment_id = $1"
              " AND direction = 'in' AND kind = 'referral'"
              " ORDER BY at DESC, message_id DESC LIMIT 1"},
    [WAITING] = {"assessment_message.waiting",
                 /* no share: the system carries it to its receiver */
                 "SELECT m.message_id, m.assessment_id, a.case_id, m.xml"
                 " FROM assessment_message m"
                 " JOIN assessment a ON a.id = m.assessment_id"
                 " WHERE m.direction = 'out' AND m.given_at IS NULL"
                 " ORDER BY m.at, m.message_id LIMIT $1"},
    [GIVEN] = {"assessment_message.given",
               "UPDATE assessment_message SET given_at = $2"
               " WHERE message_id = $1 AND given_at IS NULL"},
};
const struct db_set message_sql = {sql, SQL_COUNT};

const struct err *
message_store_insert(struct db_tx *tx, struct str message, assessment_id id,
                     bool out, const char *kind, struct str xml,
                     struct instant now)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_text(message), db_int(id.v), db_cz(kind),
                          db_blob(xml), db_time(now),
                          db_cz(out ? "out" : "in")),
                  NULL);
}

const struct err *
message_store_last(struct db_tx *tx, assessment_id id, struct str *out,
                   bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[LAST], DB_ARGS(db_int(id.v)),
                                     &rows, found);

    if (err || !*found)
        return err;
    *out = db_get_blob(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

static void
waiting_read(const struct db_rows *rows, void *row)
{
    struct message_waiting *w = row;

    *w = (struct message_waiting){.id = db_get_text(rows, 0),
                                  .about = {db_get_int(rows, 1)},
                                  .case_id = {db_get_int(rows, 2)},
                                  .xml = db_get_blob(rows, 3)};
}

const struct err *
message_store_waiting(struct db_tx *tx, int64_t max,
                      struct message_waiting_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[WAITING], DB_ARGS(db_int(max)),
                                    (size_t)max, sizeof *out->row, waiting_read,
                                    &g);

    *out = (struct message_waiting_list){g.row, g.n};
    return err;
}

const struct err *
message_store_given(struct db_tx *tx, struct str message, struct instant now)
{
    return db_run(tx, &sql[GIVEN], DB_ARGS(db_text(message), db_time(now)),
                  NULL);
}

const struct err *
message_store_find(struct db_tx *tx, struct str message, assessment_id *out)
{
    return db_number(tx, &sql[FIND], DB_ARGS(db_text(message)), &out->v);
}
