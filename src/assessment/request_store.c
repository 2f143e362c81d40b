/* Drafts, what lacks, and lists of requests: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_store.h"

#include "base/grow.h"
#include "text/messages_assessment.h"

#define ROW_COLS                                                   \
    "a.id, a.case_id, a.state, a.state_at, a.sent_at, a.priority," \
    " r.name, b.name, (SELECT MIN(d.due_on) FROM deadline d"       \
    " WHERE d.object_id = a.id AND d.kind = 'thk_decide'"          \
    " AND d.closed_at IS NULL)"
#define ROW_FROM                              \
    " FROM assessment a"                      \
    " JOIN case_file f ON f.id = a.case_id"   \
    " JOIN unit r ON r.id = a.requester_unit" \
    " JOIN unit b ON b.id = a.decider_unit"
#define BEFORE_DECISION                                           \
    " a.state IN ('sent', 'received', 'incomplete', 'completed'," \
    " 'under_assessment', 'waiting_list')"

enum {
    DRAFT_GET,
    DRAFT_PUT,
    DRAFT_DROP,
    LACK_ADD,
    LACK_ANSWER,
    LACK_LIST,
    LIST_DRAFTS,
    LIST_SENT,
    LIST_INBOX,
    COUNT_INBOX,
    FIND_OPEN,
    DUE,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [DRAFT_GET] = {"assessment_draft.get",
                   /* no share: read by its writer, after the gate */
                   "SELECT request, typed, saved_by, saved_at, version"
                   " FROM assessment_draft WHERE assessment_id = $1"},
    [DRAFT_PUT] = {"assessment_draft.put",
                   "INSERT INTO assessment_draft (assessment_id, request,"
                   " typed, saved_by, saved_at, version)"
                   " VALUES ($1, $2, $3, $4, $5, 1)"
                   " ON CONFLICT (assessment_id) DO UPDATE SET"
                   " request = excluded.request, typed = excluded.typed,"
                   " saved_by = excluded.saved_by,"
                   " saved_at = excluded.saved_at,"
                   " version = assessment_draft.version + 1"},
    [DRAFT_DROP] = {"assessment_draft.drop",
                    /* no share: changes without showing */
                    "DELETE FROM assessment_draft WHERE assessment_id = $1"},
    [LACK_ADD] = {"assessment_lack.add",
                  "INSERT INTO assessment_lack (id, assessment_id, what,"
                  " asked_at, asked_by, answered_at)"
                  " VALUES ($1, $2, $3, $4, $5, NULL)"},
    [LACK_ANSWER] = {"assessment_lack.answer",
                     /* no share: changes without showing */
                     "UPDATE assessment_lack SET answered_at = $2"
                     " WHERE assessment_id = $1 AND answered_at IS NULL"},
    [LACK_LIST] = {"assessment_lack.list",
                   "SELECT l.what FROM assessment_lack l"
                   " JOIN assessment a ON a.id = l.assessment_id"
                   " JOIN case_file f ON f.id = a.case_id"
                   " WHERE l.assessment_id = $4 AND l.answered_at IS NULL"
                   " AND " SHARE_SEES_CORE("f")},
    [LIST_DRAFTS] = {"assessment.list_drafts",
                     "SELECT " ROW_COLS ROW_FROM
                     " WHERE a.author_account = $3 AND a.requester_unit = $1"
                     " AND a.state = 'draft' AND " SHARE_SEES_CORE(
                         "f") " ORDER BY a.made_at DESC, a.id LIMIT 200"},
    [LIST_SENT] = {"assessment.list_sent",
                   "SELECT " ROW_COLS ROW_FROM
                   " WHERE a.requester_unit = $1 AND a.state <> 'draft'"
                   " AND " SHARE_SEES_CORE(
                       "f") " ORDER BY a.state_at DESC, a.id"
                            " LIMIT $4 OFFSET $5"},
    [LIST_INBOX] = {"assessment.list_inbox",
                    "SELECT " ROW_COLS ROW_FROM
                    " WHERE a.decider_unit = $1 AND" BEFORE_DECISION
                    " AND (CAST($4 AS TEXT) = '' OR a.state = $4)"
                    " AND (CAST($5 AS BIGINT) = 0 OR a.priority = $5)"
                    " AND " SHARE_SEES_CORE(
                        "f") " ORDER BY CASE WHEN a.priority = 0 THEN 4"
                             " ELSE a.priority END, a.sent_at, a.id"
                             " LIMIT $6 OFFSET $7"},
    [COUNT_INBOX] = {"assessment.count_inbox",
                     "SELECT a.state, COUNT(*) FROM assessment a"
                     " JOIN case_file f ON f.id = a.case_id"
                     " WHERE a.decider_unit = $1 AND" BEFORE_DECISION
                     " AND " SHARE_SEES_CORE("f") " GROUP BY a.state"},
    [FIND_OPEN] = {"assessment.find_open",
                   /* no share: is there one already, for its own unit */
                   "SELECT a.id, a.author_account, a.state FROM assessment a"
                   " WHERE a.case_id = $1 AND a.state NOT IN"
                   " ('closed', 'withdrawn', 'declined')"
                   " ORDER BY a.made_at DESC LIMIT 1"},
    [DUE] = {"assessment.due",
             "SELECT MIN(d.due_on) FROM deadline d"
             " JOIN case_file f ON f.id = d.case_id"
             " WHERE d.object_id = $4 AND d.kind = 'thk_decide'"
             " AND d.closed_at IS NULL AND " SHARE_SEES_CORE("f")},
};
const struct db_set request_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

static const struct {
    const char *word;
    int message;
    int step;
} lacks[THK_LACK_COUNT] = {
#define LACK(id, word, step, msg) [THK_LACK_##id] = {word, msg, step},
#include "assessment/lacks.def"
#undef LACK
};

const char *
thk_lack_word(enum thk_lack l)
{
    ASSERT((unsigned)l < THK_LACK_COUNT);
    return lacks[l].word;
}

int
thk_lack_message(enum thk_lack l)
{
    ASSERT((unsigned)l < THK_LACK_COUNT);
    return lacks[l].message;
}

int
thk_lack_step(enum thk_lack l)
{
    ASSERT((unsigned)l < THK_LACK_COUNT);
    return lacks[l].step;
}

/* --- drafts --- */

const struct err *
request_store_get_draft(struct db_tx *tx, assessment_id id,
                        struct draft_row *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[DRAFT_GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    *out = (struct draft_row){.id = id};
    if (err || !found)
        return err;
    out->request = db_get_blob(&rows, 0);
    out->typed = db_get_blob(&rows, 1);
    out->saved_by.v = db_get_int(&rows, 2);
    out->saved_at = db_get_time(&rows, 3);
    out->version = db_get_int(&rows, 4);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
request_store_put_draft(struct db_tx *tx, const struct draft_row *d)
{
    return db_run(tx, &sql[DRAFT_PUT],
                  DB_ARGS(db_int(d->id.v), db_blob(d->request),
                          db_blob(d->typed), db_int(d->saved_by.v),
                          db_time(d->saved_at)),
                  NULL);
}

const struct err *
request_store_drop_draft(struct db_tx *tx, assessment_id id)
{
    return db_run(tx, &sql[DRAFT_DROP], DB_ARGS(db_int(id.v)), NULL);
}

/* --- what lacks --- */

const struct err *
request_store_add_lack(struct db_tx *tx, assessment_id id, enum thk_lack what,
                       function_id by, struct instant now)
{
    return db_run(tx, &sql[LACK_ADD],
                  DB_ARGS(db_int(id_new()), db_int(id.v),
                          db_cz(thk_lack_word(what)), db_time(now),
                          db_int(by.v)),
                  NULL);
}

const struct err *
request_store_answer_lacks(struct db_tx *tx, assessment_id id,
                           struct instant now)
{
    return db_run(tx, &sql[LACK_ANSWER], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

const struct err *
request_store_lacks(struct db_tx *tx, const struct viewer *v, assessment_id id,
                    uint32_t *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LACK_LIST],
                                     DB_ARGS(VIEWER(v), db_int(id.v)), &rows);

    *out = 0;
    while (!err && db_next(&rows))
        for (unsigned l = 0; l < THK_LACK_COUNT; l++)
            if (str_eq_cz(db_get_text(&rows, 0), lacks[l].word))
                *out |= 1u << l;
    return err ? err : rows.err;
}

/* --- lists --- */

static const struct err *
read_rows(struct db_tx *tx, const struct db_stmt *stmt,
          const struct db_val *arg, size_t n_arg, struct request_rows *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, stmt, arg, n_arg, &rows);

    while (!err && db_next(&rows)) {
        struct request_row *r = grow(tx->mem, &g, sizeof *r);
        bool known = thk_state_parse(db_get_text(&rows, 2), &r->state);

        ASSERT(known);
        r->id.v = db_get_int(&rows, 0);
        r->case_id.v = db_get_int(&rows, 1);
        r->state_at = db_get_time(&rows, 3);
        r->sent_at = db_get_time(&rows, 4);
        r->priority = db_get_int(&rows, 5);
        r->requester_name = db_get_text(&rows, 6);
        r->decider_name = db_get_text(&rows, 7);
        r->due_on = db_get_date(&rows, 8);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct request_rows){g.row, g.n};
    return err;
}

const struct err *
request_store_list_drafts(struct db_tx *tx, const struct viewer *v,
                          struct request_rows *out)
{
    return read_rows(tx, &sql[LIST_DRAFTS], DB_ARGS(VIEWER(v)), out);
}

const struct err *
request_store_list_sent(struct db_tx *tx, const struct viewer *v, int64_t skip,
                        int64_t max, struct request_rows *out)
{
    return read_rows(tx, &sql[LIST_SENT],
                     DB_ARGS(VIEWER(v), db_int(max), db_int(skip)), out);
}

const struct err *
request_store_list_inbox(struct db_tx *tx, const struct viewer *v,
                         struct str state, int64_t priority, int64_t skip,
                         int64_t max, struct request_rows *out)
{
    return read_rows(tx, &sql[LIST_INBOX],
                     DB_ARGS(VIEWER(v), db_text(state), db_int(priority),
                             db_int(max), db_int(skip)),
                     out);
}

const struct err *
request_store_count_inbox(struct db_tx *tx, const struct viewer *v,
                          struct state_counts *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[COUNT_INBOX], DB_ARGS(VIEWER(v)),
                                     &rows);

    *out = (struct state_counts){0};
    while (!err && db_next(&rows)) {
        enum thk_state s = THK_DRAFT;
        bool known = thk_state_parse(db_get_text(&rows, 0), &s);

        ASSERT(known);
        out->n[s] = db_get_int(&rows, 1);
    }
    return err ? err : rows.err;
}

const struct err *
request_store_find_open(struct db_tx *tx, case_id id, struct assessment *out,
                        bool *found)
{
    struct db_rows rows;
    bool known;
    const struct err *err = db_first(tx, &sql[FIND_OPEN], DB_ARGS(db_int(id.v)),
                                     &rows, found);

    if (err || !*found)
        return err;
    *out = (struct assessment){.id = {db_get_int(&rows, 0)},
                               .author_account = {db_get_int(&rows, 1)}};
    known = thk_state_parse(db_get_text(&rows, 2), &out->state);
    ASSERT(known);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
request_store_due(struct db_tx *tx, const struct viewer *v, assessment_id id,
                  struct date *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[DUE], DB_ARGS(VIEWER(v), db_int(id.v)), &rows, &found);

    *out = DATE_NONE;
    if (err || !found)
        return err;
    *out = db_get_date(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}
