/* What lies unread with a function that ends: the statements. Messages stand
 * above this folder; a leaver's must not wait for their daily watch.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/leaver_store.h"

#include "db/list.h"

enum {
    IN_CASES,
    IN_CASES_COPY,
    IN_CASES_PASSED,
    BETWEEN,
    BETWEEN_COPY,
    BETWEEN_PASSED,
    SQL_COUNT
};

/* By the account first: that is what the tables are sorted by. */
#define UNREAD(TABLE)                                              \
    "SELECT o.id, o.unit_id FROM unit_function n JOIN " TABLE " o" \
    " ON o.account_id = n.account_id AND o.function_id = n.id"     \
    " WHERE n.id = $1 AND o.settled_at IS NULL AND o.watched_at IS NULL"

static const struct db_stmt sql[SQL_COUNT] = {
    [IN_CASES] = {"leaver.in_cases",
                  /* no share: moves what waits, shows nothing */
                  UNREAD("message_to")},
    [IN_CASES_COPY] = {"leaver.in_cases_copy",
                       /* no share: changes without showing */
                       "INSERT INTO message_to (id, message_id, thread_id,"
                       " unit_id, function_id, account_id, kind, due_on,"
                       " delivered_at) SELECT $2, o.message_id, o.thread_id,"
                       " o.unit_id, $3, $4, o.kind, o.due_on, $5"
                       " FROM message_to o WHERE o.id = $1"
                       " ON CONFLICT (message_id, function_id) DO NOTHING"},
    [IN_CASES_PASSED] = {"leaver.in_cases_passed",
                         /* no share: changes without showing */
                         "UPDATE message_to SET watched_at = $2"
                         " WHERE id = $1"},
    [BETWEEN] = {"leaver.between", UNREAD("unit_message_to")},
    [BETWEEN_COPY] = {"leaver.between_copy",
                      "INSERT INTO unit_message_to (id, group_id, message_id,"
                      " thread_id, unit_id, function_id, account_id, needs,"
                      " due_on, delivered_at, announced) SELECT $2, o.group_id,"
                      " o.message_id, o.thread_id, o.unit_id, $3, $4, o.needs,"
                      " o.due_on, $5, 0 FROM unit_message_to o WHERE o.id = $1"
                      " ON CONFLICT (message_id, function_id) DO NOTHING"},
    [BETWEEN_PASSED] = {"leaver.between_passed",
                        "UPDATE unit_message_to SET watched_at = $2,"
                        " announced = account_id WHERE id = $1"},
};
const struct db_set leaver_sql = {sql, SQL_COUNT};

struct unread {
    int64_t id;
    int64_t unit;
};

static void
unread_read(const struct db_rows *rows, void *row)
{
    *(struct unread *)row = (struct unread){db_get_int(rows, 0),
                                            db_get_int(rows, 1)};
}

/* `which`: the list; its copy and its mark stand after it. */
static const struct err *
hand_over(struct db_tx *tx, int which, function_id gone,
          const struct function_row *to, struct instant now)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[which], DB_ARGS(db_int(gone.v)),
                                    DB_ALL, sizeof(struct unread), unread_read,
                                    &g);
    const struct unread *row = g.row;

    for (size_t i = 0; !err && i < g.n; i++) {
        if (row[i].unit == to->unit_id.v)
            err = db_run(tx, &sql[which + 1],
                         DB_ARGS(db_int(row[i].id), db_int(id_new()),
                                 db_int(to->id.v), db_int(to->account_id.v),
                                 db_time(now)),
                         NULL);
        if (!err)
            err = db_run(tx, &sql[which + 2],
                         DB_ARGS(db_int(row[i].id), db_time(now)), NULL);
    }
    return err;
}

const struct err *
leaver_store_hand_letters(struct db_tx *tx, function_id gone,
                          const struct function_row *to, struct instant now)
{
    const struct err *err = hand_over(tx, IN_CASES, gone, to, now);

    return err ? err : hand_over(tx, BETWEEN, gone, to, now);
}
