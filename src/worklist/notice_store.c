/* Notices by mail: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/grow.h"
#include "sharing/sight.h"
#include "worklist/notice.h"

enum { PENDING, TOLD, TOLD_BETWEEN, TOLD_NEWS, GET, PUT, SQL_COUNT };

#define CHOICES                                                              \
    " COALESCE(n.account_id, 0), n.baton, n.message, n.child, n.assessment," \
    " n.referral, n.plan, n.agreement, n.quiet_from, n.quiet_to"

static const struct db_stmt sql[SQL_COUNT] = {
    /* Each person's own condition: the unit has the core of the case shared,
     * and the class the line tells of, which a function of the person there
     * lets one see; of a protected case the person is on the
     * short list. An offered baton is told to its receiver before anything is
     * shared. */
    [PENDING] =
        {"notice.pending",
         "SELECT d.id, d.kind, d.due_on, d.made_at, d.account_id, a.name,"
         " a.email, a.language," CHOICES " FROM deadline d"
         " JOIN account a ON a.id = d.account_id"
         " JOIN case_file f ON f.id = d.case_id"
         " LEFT JOIN notice_choice n ON n.account_id = d.account_id"
         " WHERE d.closed_at IS NULL AND d.announced <> d.account_id"
         " AND (d.account_id > $2 OR (d.account_id = $2 AND d.id > $3))"
         " AND (d.kind = 'baton_answer' OR EXISTS (SELECT 1 FROM share"
         " WHERE share.case_id = f.id AND share.to_unit = d.unit_id"
         " AND share.class = 'core' AND share.ends_at > $1"
         " AND share.valid_from <= $1 AND (share.to_account IS NULL"
         " OR share.to_account = d.account_id)))"
         " AND (d.class = 'core' OR EXISTS (SELECT 1 FROM share g"
         " WHERE g.case_id = f.id AND g.to_unit = d.unit_id"
         " AND g.class = d.class AND g.ends_at > $1 AND g.valid_from <= $1"
         " AND (g.to_account IS NULL OR g.to_account = d.account_id)"
         " AND (d.owner_unit IS NULL OR g.from_unit = d.owner_unit))"
         " AND EXISTS (SELECT 1 FROM unit_function w"
         " WHERE w.account_id = d.account_id AND w.unit_id = d.unit_id"
         " AND w.valid_from <= $4 AND (w.valid_to IS NULL OR"
         " w.valid_to >= $4) AND" SIGHT_LETS(
             "w", "d.class",
             "$4") "))"
                   " AND (f.is_protected = 0 OR EXISTS (SELECT 1 FROM "
                   "case_short_list l"
                   " WHERE l.case_id = f.id AND l.account_id = d.account_id))"
                   /* a message between units is about no case: its person is
                      told */
                   " UNION ALL SELECT o.id, 'message_read', o.due_on, "
                   "o.delivered_at,"
                   " o.account_id, a.name, a.email, a.language," CHOICES
                   " FROM unit_message_to o JOIN account a ON a.id = "
                   "o.account_id"
                   " LEFT JOIN notice_choice n ON n.account_id = o.account_id"
                   " WHERE o.settled_at IS NULL AND o.announced <> o.account_id"
                   " AND (o.account_id > $2 OR (o.account_id = $2 AND o.id > "
                   "$3))"
                   /* what happened to an agreement, too: its person speaks for
                      a party */
                   " UNION ALL SELECT o.id, 'agreement', o.until_on, o.made_at,"
                   " o.account_id, a.name, a.email, a.language," CHOICES
                   " FROM agreement_news o JOIN account a ON a.id = "
                   "o.account_id"
                   " LEFT JOIN notice_choice n ON n.account_id = o.account_id"
                   " WHERE o.announced = 0"
                   " AND (o.account_id > $2 OR (o.account_id = $2 AND o.id > "
                   "$3))"
                   " ORDER BY 5, 1 LIMIT 500"},
    [TOLD] = {"notice.told", "UPDATE deadline SET announced = $2"
                             " WHERE id = $1 AND account_id = $2"},
    [TOLD_BETWEEN] = {"notice.told_between",
                      "UPDATE unit_message_to SET announced = $2"
                      " WHERE id = $1 AND account_id = $2"},
    [TOLD_NEWS] = {"notice.told_news",
                   "UPDATE agreement_news SET announced = $2"
                   " WHERE id = $1 AND account_id = $2"},
    [GET] = {"notice.get",
             "SELECT" CHOICES " FROM notice_choice n WHERE n.account_id = $1"},
    [PUT] = {"notice.put",
             "INSERT INTO notice_choice (account_id, baton, message, child,"
             " assessment, referral, plan, quiet_from, quiet_to, changed_at,"
             " agreement)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
             " ON CONFLICT (account_id) DO UPDATE SET baton = $2, message = $3,"
             " child = $4, assessment = $5, referral = $6, plan = $7,"
             " quiet_from = $8, quiet_to = $9, changed_at = $10,"
             " agreement = $11"},
};
const struct db_set notice_sql = {sql, SQL_COUNT};

/* From column `at`; nothing chosen gives the default. */
static struct notice_choice
choice_read(const struct db_rows *rows, int at)
{
    struct notice_choice n = notice_default();

    if (db_get_int(rows, at) == 0)
        return n;
    for (int i = 0; i < NOTICE_ON_COUNT; i++) {
        int64_t how = db_get_int(rows, at + 1 + i);

        n.how[i] = how >= 0 && how < NOTICE_HOW_COUNT ? (enum notice_how)how
                                                      : NOTICE_DAILY;
    }
    n.quiet_from = (int32_t)db_get_int(rows, at + 1 + NOTICE_ON_COUNT);
    n.quiet_to = (int32_t)db_get_int(rows, at + 2 + NOTICE_ON_COUNT);
    return n;
}

const struct err *
notice_store_pending(struct db_tx *tx, struct instant now, account_id account,
                     int64_t after, struct notice_rows *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PENDING],
                                     DB_ARGS(db_time(now), db_int(account.v),
                                             db_int(after),
                                             db_date(date_in_oslo(now))),
                                     &rows);

    while (!err && db_next(&rows)) {
        struct notice_row *r = grow(tx->mem, &g, sizeof *r);

        *r = (struct notice_row){
            .line = {.id = db_get_int(&rows, 0),
                     .due_on = db_get_date(&rows, 2),
                     .made_at = db_get_time(&rows, 3)},
            .account = {db_get_int(&rows, 4)},
            .name = db_get_text(&rows, 5),
            .email = db_get_text(&rows, 6),
            .language = db_get_text(&rows, 7),
            .choice = choice_read(&rows, 8),
        };
        r->line.topic = NOTICE_ON_AGREEMENT;
        if (deadline_kind_parse(db_get_text(&rows, 1), &r->line.kind))
            r->line.topic = notice_topic_of(r->line.kind);
    }
    *out = (struct notice_rows){g.row, g.n};
    return err ? err : rows.err;
}

const struct err *
notice_store_told(struct db_tx *tx, int64_t id, account_id account)
{
    const struct err *err = db_run(
        tx, &sql[TOLD], DB_ARGS(db_int(id), db_int(account.v)), NULL);

    if (!err)
        err = db_run(tx, &sql[TOLD_BETWEEN],
                     DB_ARGS(db_int(id), db_int(account.v)), NULL);
    return err ? err
               : db_run(tx, &sql[TOLD_NEWS],
                        DB_ARGS(db_int(id), db_int(account.v)), NULL);
}

const struct err *
notice_store_get(struct db_tx *tx, account_id account,
                 struct notice_choice *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(account.v)),
                                     &rows, &found);

    *out = notice_default();
    if (err || !found)
        return err;
    *out = choice_read(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
notice_store_put(struct db_tx *tx, account_id account,
                 const struct notice_choice *n, struct instant now)
{
    return db_run(tx, &sql[PUT],
                  DB_ARGS(db_int(account.v), db_int(n->how[NOTICE_ON_BATON]),
                          db_int(n->how[NOTICE_ON_MESSAGE]),
                          db_int(n->how[NOTICE_ON_CHILD]),
                          db_int(n->how[NOTICE_ON_ASSESSMENT]),
                          db_int(n->how[NOTICE_ON_REFERRAL]),
                          db_int(n->how[NOTICE_ON_PLAN]), db_int(n->quiet_from),
                          db_int(n->quiet_to), db_time(now),
                          db_int(n->how[NOTICE_ON_AGREEMENT])),
                  NULL);
}
