/* Escalations: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation_store.h"

#include "db/list.h"
#include "text/messages_referral.h"

enum { ESCALATIONS_MAX = 100, WORDS_MAX = 200 };
enum {
    LEVELS,
    SET_LEVEL,
    INSERT,
    UPDATE,
    LIST,
    GET,
    WORD_ADD,
    WORDS,
    CLEAR_LIST,
    CLEAR_GET,
    SQL_COUNT
};

#define COLUMNS                                                    \
    "e.id, e.case_id, e.unit_id, e.function_id, e.level, e.state," \
    " e.matter, e.wish, e.clear, e.clear_age, e.clear_region,"     \
    " e.clear_services, e.raised_on, e.due_on, e.version, u.name"  \
    " FROM escalation e JOIN case_file f ON f.id = e.case_id"      \
    " JOIN unit u ON u.id = e.unit_id"
#define SHARE_SEES_ESCALATION SHARE_SEES_OF("f", "'plan'", "e.unit_id")
/* Without identity: nothing of who raised it, when, or what it is about but
 * the text that a person has cleared. */
#define CLEAR_COLUMNS                                                    \
    "e.id, e.case_id, e.unit_id, e.function_id, e.level, e.state, NULL," \
    " NULL, e.clear, e.clear_age, e.clear_region, e.clear_services,"     \
    " e.raised_on, NULL, e.version, '' FROM escalation e"                \
    " JOIN case_file f ON f.id = e.case_id"                              \
    " WHERE e.level >= 3 AND e.clear IS NOT NULL AND f.is_protected = 0"

static const struct db_stmt sql[SQL_COUNT] = {
    [LEVELS] = {"escalation_level.list",
                "SELECT level, days, people, source FROM escalation_level"
                " ORDER BY level"},
    [SET_LEVEL] = {"escalation_level.set",
                   "INSERT INTO escalation_level (level, days, people, source,"
                   " set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6)"
                   " ON CONFLICT (level) DO UPDATE SET days = EXCLUDED.days,"
                   " people = EXCLUDED.people, source = EXCLUDED.source,"
                   " set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by"},
    [INSERT] = {"escalation.insert",
                "INSERT INTO escalation (id, case_id, unit_id, function_id,"
                " level, state, matter, wish, clear, clear_age, clear_region,"
                " clear_services, raised_on, due_on, version) VALUES ($1, $2,"
                " $3, $4, 1, 'open', $5, $6, NULL, '', '', '', $7, $8, 1)"
                " ON CONFLICT DO NOTHING"},
    [UPDATE] = {"escalation.update",
                /* no share: changes without showing */
                "UPDATE escalation SET level = $3, state = $4, clear = $5,"
                " clear_age = $6, clear_region = $7, clear_services = $8,"
                " due_on = $9, version = $2 + 1 WHERE id = $1"
                " AND version = $2"},
    [LIST] = {"escalation.list",
              "SELECT " COLUMNS
              " WHERE e.case_id = $4 AND " SHARE_SEES_ESCALATION
              " ORDER BY e.raised_on DESC, e.id DESC"},
    [GET] = {"escalation.get",
             "SELECT " COLUMNS " WHERE e.id = $4 AND " SHARE_SEES_ESCALATION},
    [WORD_ADD] = {"escalation_word.add",
                  "INSERT INTO escalation_word (id, escalation_id, kind, level,"
                  " unit_id, function_id, text, by_on, at_on) VALUES ($1, $2,"
                  " $3, $4, $5, $6, $7, $8, $9)"},
    [WORDS] = {"escalation_word.list",
               "SELECT w.id, w.kind, w.level, w.unit_id, w.function_id, w.text,"
               " w.by_on, w.at_on, a.name, u.name FROM escalation_word w"
               " JOIN escalation e ON e.id = w.escalation_id"
               " JOIN case_file f ON f.id = e.case_id"
               " JOIN unit_function n ON n.id = w.function_id"
               " JOIN account a ON a.id = n.account_id"
               " JOIN unit u ON u.id = n.unit_id WHERE w.escalation_id = $4"
               " AND " SHARE_SEES_ESCALATION " AND " SHARE_SEES_OF(
                   "f", "'plan'", "w.unit_id") " ORDER BY w.id"},
    [CLEAR_LIST] = {"escalation.list_clear",
                    /* no share: without identity, text cleared by a person */
                    "SELECT " CLEAR_COLUMNS " ORDER BY e.state DESC, e.id"},
    [CLEAR_GET] = {"escalation.get_clear",
                   /* no share: without identity, text cleared by a person */
                   "SELECT " CLEAR_COLUMNS " AND e.id = $1"},
};
const struct db_set escalation_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

const struct err *
escalation_store_levels(struct db_tx *tx, struct escalation_levels *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LEVELS], DB_NO_ARGS, &rows);

    *out = (struct escalation_levels){0};
    for (int64_t i = LEVEL_CASE; i <= LEVEL_SYSTEM; i++)
        out->row[i].level = i;
    while (!err && db_next(&rows)) {
        struct escalation_level *l = &out->row[db_get_int(&rows, 0)];

        l->days = db_get_int(&rows, 1);
        l->people = db_get_text(&rows, 2);
        l->source = db_get_text(&rows, 3);
    }
    return err ? err : rows.err;
}

const struct err *
escalation_store_set_level(struct db_tx *tx, const struct escalation_level *l,
                           function_id by, struct instant now)
{
    return db_run(tx, &sql[SET_LEVEL],
                  DB_ARGS(db_int(l->level), db_int(l->days), db_text(l->people),
                          db_text(l->source), db_time(now), db_int(by.v)),
                  NULL);
}

static const struct err *
run_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, int msg)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, stmt, arg, n_arg, &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = msg);
    return err;
}

const struct err *
escalation_store_insert(struct db_tx *tx, const struct escalation *e)
{
    return run_one(tx, &sql[INSERT],
                   DB_ARGS(db_int(e->id), db_int(e->case_id.v),
                           db_int(e->unit.v), db_int(e->function.v),
                           db_blob(e->matter), db_blob(e->wish),
                           db_date(e->raised_on), db_date(e->due_on)),
                   MSG_ESCALATION_OPEN_ALREADY);
}

const struct err *
escalation_store_update(struct db_tx *tx, const struct escalation *e)
{
    return run_one(tx, &sql[UPDATE],
                   DB_ARGS(db_int(e->id), db_int(e->version), db_int(e->level),
                           db_cz(e->decided ? "decided" : "open"),
                           db_blob(e->clear), db_text(e->clear_age),
                           db_text(e->clear_region), db_text(e->clear_services),
                           db_date(e->due_on)),
                   MSG_ESCALATION_CHANGED);
}

static void
escalation_read(const struct db_rows *rows, void *row)
{
    struct escalation *e = row;

    *e = (struct escalation){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .function = {db_get_int(rows, 3)},
        .level = db_get_int(rows, 4),
        .decided = str_eq_cz(db_get_text(rows, 5), "decided"),
        .matter = db_get_blob(rows, 6),
        .wish = db_get_blob(rows, 7),
        .clear = db_get_blob(rows, 8),
        .clear_age = db_get_text(rows, 9),
        .clear_region = db_get_text(rows, 10),
        .clear_services = db_get_text(rows, 11),
        .raised_on = db_get_date(rows, 12),
        .due_on = db_get_date(rows, 13),
        .version = db_get_int(rows, 14),
        .unit_name = db_get_text(rows, 15)};
}

const struct err *
escalation_store_list(struct db_tx *tx, const struct viewer *v, case_id id,
                      struct escalation_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LIST], DB_ARGS(VIEWER(v), db_int(id.v)), ESCALATIONS_MAX,
        sizeof(struct escalation), escalation_read, &g);

    *out = (struct escalation_list){g.row, g.n};
    return err;
}

static const struct err *
get_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, struct escalation *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, stmt, arg, n_arg, &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    escalation_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
escalation_store_get(struct db_tx *tx, const struct viewer *v, int64_t id,
                     struct escalation *out)
{
    return get_one(tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(id)), out);
}

const struct err *
escalation_store_get_clear(struct db_tx *tx, int64_t id, struct escalation *out)
{
    return get_one(tx, &sql[CLEAR_GET], DB_ARGS(db_int(id)), out);
}

const struct err *
escalation_store_list_clear(struct db_tx *tx, struct escalation_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[CLEAR_LIST], DB_NO_ARGS,
                                    ESCALATIONS_MAX, sizeof(struct escalation),
                                    escalation_read, &g);

    *out = (struct escalation_list){g.row, g.n};
    return err;
}

const struct err *
escalation_store_add_word(struct db_tx *tx, int64_t escalation,
                          const struct escalation_word *w)
{
    return db_run(tx, &sql[WORD_ADD],
                  DB_ARGS(db_int(w->id), db_int(escalation),
                          db_cz(w->decision ? "decision" : "view"),
                          db_int(w->level), db_int(w->unit.v),
                          db_int(w->function.v), db_blob(w->text),
                          db_date(w->by_on), db_date(w->at_on)),
                  NULL);
}

static void
word_read(const struct db_rows *rows, void *row)
{
    struct escalation_word *w = row;

    *w = (struct escalation_word){
        .id = db_get_int(rows, 0),
        .decision = str_eq_cz(db_get_text(rows, 1), "decision"),
        .level = db_get_int(rows, 2),
        .unit = {db_get_int(rows, 3)},
        .function = {db_get_int(rows, 4)},
        .text = db_get_blob(rows, 5),
        .by_on = db_get_date(rows, 6),
        .at_on = db_get_date(rows, 7),
        .name = db_get_text(rows, 8),
        .unit_name = db_get_text(rows, 9)};
}

const struct err *
escalation_store_words(struct db_tx *tx, const struct viewer *v,
                       struct escalation *e)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[WORDS], DB_ARGS(VIEWER(v), db_int(e->id)), WORDS_MAX,
        sizeof(struct escalation_word), word_read, &g);

    e->word = g.row;
    e->word_n = g.n;
    return err;
}
