/* Pathways: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/store.h"

#include "db/list.h"
#include "text/messages_pathway.h"

enum {
    DEFINITIONS_MAX = 500,
    RUNS_MAX = 50,
    EVENTS_MAX = 2000,
    PARTS_MAX = 60,
    TIMES_MAX = 50000
};

enum {
    DEF_FIND,
    DEF_GET,
    DEF_LIST,
    DEF_INSERT,
    DEF_UPDATE,
    DEF_RETIRE,
    DEF_DISCARD,
    ADOPTION_LIST,
    ADOPT,
    ADOPTION_END,
    IS_ADOPTED,
    RUN_INSERT,
    RUN_UPDATE,
    RUN_LIST,
    RUN_GET,
    EVENT_ADD,
    EVENT_LIST,
    STEP_PUT,
    STEP_DROP,
    STEP_LIST,
    STEP_RUN,
    PART_LIST,
    RUN_FIGURES,
    STEP_TIMES,
    SQL_COUNT
};

#define DEF_COLUMNS \
    "id, key, version, status, title, shipped, made_at, row_version"
#define RUN_COLUMNS                                                         \
    "r.id, r.case_id, r.definition_id, r.unit_id, u.name, r.state,"         \
    " r.started_on, r.ended_on, r.version, d.body FROM pathway_run r"       \
    " JOIN case_file f ON f.id = r.case_id JOIN unit u ON u.id = r.unit_id" \
    " JOIN pathway_definition d ON d.id = r.definition_id"
/* A run is its unit's: others see it when that unit shares its plan. */
#define SHARE_SEES_RUN SHARE_SEES_OF("f", "'plan'", "r.unit_id")

static const struct db_stmt sql[SQL_COUNT] = {
    [DEF_FIND] = {"pathway.find",
                  "SELECT " DEF_COLUMNS ", body FROM pathway_definition"
                  " WHERE key = $1 AND version = $2"},
    [DEF_GET] = {"pathway.get", "SELECT " DEF_COLUMNS
                                ", body FROM pathway_definition WHERE id = $1"},
    [DEF_LIST] = {"pathway.list",
                  "SELECT " DEF_COLUMNS " FROM pathway_definition"
                  " ORDER BY key, made_at DESC, id DESC"},
    [DEF_INSERT] = {"pathway.insert",
                    "INSERT INTO pathway_definition (id, key, version, status,"
                    " title, body, shipped, made_at, made_by, published_at,"
                    " row_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
                    " $10, 1) ON CONFLICT DO NOTHING"},
    [DEF_UPDATE] = {"pathway.update",
                    "UPDATE pathway_definition SET title = $3, body = $4,"
                    " status = $5, published_at = $6, key = $7, version = $8,"
                    " row_version = $2 + 1"
                    " WHERE id = $1 AND row_version = $2"
                    " AND status = 'draft'"},
    [DEF_RETIRE] = {"pathway.retire",
                    "UPDATE pathway_definition SET status = 'retired',"
                    " row_version = $2 + 1 WHERE id = $1"
                    " AND row_version = $2 AND status = 'active'"},
    [DEF_DISCARD] = {"pathway.discard",
                     "DELETE FROM pathway_definition WHERE id = $1"
                     " AND row_version = $2 AND status = 'draft'"},
    [ADOPTION_LIST] = {"pathway_adoption.list",
                       "SELECT a.id, a.key, a.unit_id, u.name, u.type,"
                       " a.from_on, a.to_on FROM pathway_adoption a"
                       " JOIN unit u ON u.id = a.unit_id WHERE a.key = $1"
                       " ORDER BY a.from_on DESC, a.id"},
    [ADOPT] = {"pathway_adoption.insert",
               "INSERT INTO pathway_adoption (id, key, unit_id, from_on,"
               " to_on, made_at, made_by) VALUES ($1, $2, $3, $4, NULL, $5,"
               " $6) ON CONFLICT DO NOTHING"},
    [ADOPTION_END] = {"pathway_adoption.end",
                      "UPDATE pathway_adoption SET to_on = $3 WHERE key = $1"
                      " AND unit_id = $2 AND to_on IS NULL"},
    [IS_ADOPTED] = {"pathway_adoption.is",
                    "SELECT 1 FROM pathway_adoption WHERE unit_id = $2"
                    " AND key = $1 AND from_on <= $3"
                    " AND (to_on IS NULL OR to_on >= $3) LIMIT 1"},
    [RUN_INSERT] = {"pathway_run.insert",
                    "INSERT INTO pathway_run (id, case_id, definition_id,"
                    " unit_id, state, started_on, ended_on, version)"
                    " VALUES ($1, $2, $3, $4, $5, $6, NULL, 1)"},
    [RUN_UPDATE] = {"pathway_run.update",
                    /* no share: changes without showing */
                    "UPDATE pathway_run SET state = $3, ended_on = $4,"
                    " definition_id = $5, version = $2 + 1 WHERE id = $1"
                    " AND version = $2"},
    [RUN_LIST] = {"pathway_run.list",
                  "SELECT " RUN_COLUMNS
                  " WHERE r.case_id = $4 AND " SHARE_SEES_RUN
                  " ORDER BY r.started_on DESC, r.id DESC"},
    [RUN_GET] = {"pathway_run.get",
                 "SELECT " RUN_COLUMNS " WHERE r.id = $4 AND " SHARE_SEES_RUN},
    [EVENT_ADD] = {"pathway_event.add",
                   "INSERT INTO pathway_event (run_id, seq, kind, step,"
                   " outcome, day, text, at, function_id, unit_id,"
                   " said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
                   " $11)"},
    [EVENT_LIST] =
        {"pathway_event.list",
         "SELECT e.seq, e.kind, e.step, e.outcome, e.day,"
         " CASE WHEN " SHARE_SEES_OF(
             "f", "'plan'",
             "e.unit_id") " THEN e.text ELSE NULL END, e.at, e.function_id,"
                          " e.unit_id, a.name, u.name, CASE "
                          "WHEN " SHARE_SEES_OF(
                              "f", "'plan'",
                              "e.unit_id") " THEN e.said_by ELSE NULL END FROM "
                                           "pathway_event e"
                                           " JOIN pathway_run r ON r.id = "
                                           "e.run_id"
                                           " JOIN case_file f ON f.id = "
                                           "r.case_id"
                                           " JOIN unit_function n ON n.id = "
                                           "e.function_id"
                                           " JOIN account a ON a.id = "
                                           "n.account_id"
                                           " JOIN unit u ON u.id = e.unit_id"
                                           " WHERE e.run_id = $4 "
                                           "AND " SHARE_SEES_RUN
                                           " ORDER BY e.seq"},
    [STEP_PUT] = {"pathway_step.put",
                  "INSERT INTO pathway_step (id, run_id, step, round, state,"
                  " service, unit_id, function_id, opened_on, settled_on,"
                  " due_on, deviations) VALUES ($1, $2, $3, $4, $5, $6, $7,"
                  " $8, $9, $10, $11, $12) ON CONFLICT (run_id, step)"
                  " DO UPDATE SET round = EXCLUDED.round,"
                  " state = EXCLUDED.state, service = EXCLUDED.service,"
                  " unit_id = EXCLUDED.unit_id,"
                  " function_id = EXCLUDED.function_id,"
                  " opened_on = EXCLUDED.opened_on,"
                  " settled_on = EXCLUDED.settled_on,"
                  " due_on = EXCLUDED.due_on,"
                  " deviations = EXCLUDED.deviations"},
    [STEP_DROP] = {"pathway_step.drop",
                   /* no share: changes without showing */
                   "DELETE FROM pathway_step WHERE id = $1"},
    [STEP_LIST] = {"pathway_step.list",
                   "SELECT s.id, s.run_id, s.step, s.round, s.state,"
                   " s.service, s.unit_id, s.function_id,"
                   " COALESCE(a.name, ''), COALESCE(u.name, ''),"
                   " COALESCE(u.type, ''), s.opened_on, s.settled_on,"
                   " s.due_on, s.deviations FROM pathway_step s"
                   " JOIN pathway_run r ON r.id = s.run_id"
                   " JOIN case_file f ON f.id = r.case_id"
                   " LEFT JOIN unit_function n ON n.id = s.function_id"
                   " LEFT JOIN account a ON a.id = n.account_id"
                   " LEFT JOIN unit u ON u.id = s.unit_id"
                   " WHERE s.run_id = $4 AND " SHARE_SEES_RUN " ORDER BY s.id"},
    [STEP_RUN] = {"pathway_step.run", "SELECT s.run_id FROM pathway_step s"
                                      " JOIN pathway_run r ON r.id = s.run_id"
                                      " JOIN case_file f ON f.id = r.case_id"
                                      " WHERE s.id = $4 AND " SHARE_SEES_RUN},
    [PART_LIST] =
        {"pathway.parts",
         "SELECT p.unit_id, u.name, u.type FROM case_unit p"
         " JOIN case_file f ON f.id = p.case_id"
         " JOIN unit u ON u.id = p.unit_id WHERE p.case_id = $4"
         " AND p.state = 'active' AND p.ended_at IS NULL"
         " AND (p.unit_id = $5 OR EXISTS (SELECT 1 FROM share g"
         " WHERE g.case_id = f.id AND g.to_unit = p.unit_id"
         " AND g.class = 'plan' AND g.from_unit = $5 AND g.ends_at > $2"
         " AND g.valid_from <= $2)) AND " SHARE_SEES_CORE(
             "f") " ORDER BY p.from_at, p.id"},
    [RUN_FIGURES] = {"pathway_run.figures",
                     /* no share: counts of the unit's own runs, no identity,
                      * protected left out */
                     "SELECT d.key, MIN(d.title), COUNT(*),"
                     " SUM(CASE WHEN r.state = 'finished' THEN 1 ELSE 0 END),"
                     " SUM(CASE WHEN r.state = 'stopped' THEN 1 ELSE 0 END)"
                     " FROM pathway_run r JOIN pathway_definition d"
                     " ON d.id = r.definition_id JOIN case_file f"
                     " ON f.id = r.case_id AND f.is_protected = 0"
                     " WHERE r.unit_id = $1"
                     " GROUP BY d.key ORDER BY d.key"},
    [STEP_TIMES] = {"pathway_step.times",
                    /* no share: counts of the unit's own runs, no identity,
                     * protected left out */
                    "SELECT d.key, s.step, s.opened_on, s.settled_on, s.due_on,"
                    " s.deviations FROM pathway_run r"
                    " JOIN pathway_definition d ON d.id = r.definition_id"
                    " JOIN pathway_step s ON s.run_id = r.id"
                    " JOIN case_file f ON f.id = r.case_id"
                    " AND f.is_protected = 0"
                    " WHERE r.unit_id = $1 AND s.opened_on IS NOT NULL"
                    " ORDER BY d.key, s.step"},
};
const struct db_set pathway_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

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

/* --- definitions --- */

static void
def_read(const struct db_rows *rows, void *row)
{
    struct path_row *r = row;

    *r = (struct path_row){.id = db_get_int(rows, 0),
                           .key = db_get_text(rows, 1),
                           .version = db_get_text(rows, 2),
                           .title = db_get_text(rows, 4),
                           .shipped = db_get_int(rows, 5) != 0,
                           .made_at = db_get_time(rows, 6),
                           .row_version = db_get_int(rows, 7)};
    (void)path_status_parse(db_get_text(rows, 3), &r->status);
}

static const struct err *
def_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, struct path_row *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, stmt, arg, n_arg, &rows, found);

    if (err || !*found)
        return err;
    def_read(&rows, out);
    out->body = db_get_text(&rows, 8);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
pathway_store_find(struct db_tx *tx, struct str key, struct str version,
                   struct path_row *out, bool *found)
{
    return def_one(tx, &sql[DEF_FIND], DB_ARGS(db_text(key), db_text(version)),
                   out, found);
}

const struct err *
pathway_store_get(struct db_tx *tx, int64_t id, struct path_row *out)
{
    bool found = false;
    const struct err *err = def_one(tx, &sql[DEF_GET], DB_ARGS(db_int(id)), out,
                                    &found);

    return !err && !found ? ERR(tx->mem, NOT_FOUND) : err;
}

const struct err *
pathway_store_list(struct db_tx *tx, struct path_row_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[DEF_LIST], DB_NO_ARGS,
                                    DEFINITIONS_MAX, sizeof(struct path_row),
                                    def_read, &g);

    *out = (struct path_row_list){g.row, g.n};
    return err;
}

const struct err *
pathway_store_insert(struct db_tx *tx, const struct path_row *r, function_id by,
                     struct instant now)
{
    struct instant published = {r->status == PATH_DRAFT ? 0 : now.us};

    return run_one(tx, &sql[DEF_INSERT],
                   DB_ARGS(db_int(r->id), db_text(r->key), db_text(r->version),
                           db_cz(path_status_word(r->status)),
                           db_text(r->title), db_text(r->body),
                           db_int(r->shipped), db_time(now), db_id(by.v),
                           db_time(published)),
                   MSG_PATHWAY_VERSION_TAKEN);
}

const struct err *
pathway_store_update(struct db_tx *tx, const struct path_row *r,
                     struct instant now)
{
    struct instant published = {r->status == PATH_DRAFT ? 0 : now.us};

    return run_one(
        tx, &sql[DEF_UPDATE],
        DB_ARGS(db_int(r->id), db_int(r->row_version), db_text(r->title),
                db_text(r->body), db_cz(path_status_word(r->status)),
                db_time(published), db_text(r->key), db_text(r->version)),
        MSG_PATHWAY_CHANGED);
}

const struct err *
pathway_store_retire(struct db_tx *tx, int64_t id, int64_t row_version)
{
    return run_one(tx, &sql[DEF_RETIRE],
                   DB_ARGS(db_int(id), db_int(row_version)),
                   MSG_PATHWAY_CHANGED);
}

const struct err *
pathway_store_discard(struct db_tx *tx, int64_t id, int64_t row_version)
{
    return run_one(tx, &sql[DEF_DISCARD],
                   DB_ARGS(db_int(id), db_int(row_version)),
                   MSG_PATHWAY_CHANGED);
}

/* --- adoption --- */

static void
adoption_read(const struct db_rows *rows, void *row)
{
    struct adoption *a = row;

    *a = (struct adoption){.id = db_get_int(rows, 0),
                           .key = db_get_text(rows, 1),
                           .unit = {db_get_int(rows, 2)},
                           .unit_name = db_get_text(rows, 3),
                           .from_on = db_get_date(rows, 5),
                           .to_on = db_get_date(rows, 6)};
    (void)unit_type_parse(db_get_text(rows, 4), &a->unit_type);
}

const struct err *
pathway_store_list_adoption(struct db_tx *tx, struct str key,
                            struct adoption_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[ADOPTION_LIST],
                                    DB_ARGS(db_text(key)), DEFINITIONS_MAX,
                                    sizeof(struct adoption), adoption_read, &g);

    *out = (struct adoption_list){g.row, g.n};
    return err;
}

const struct err *
pathway_store_adopt(struct db_tx *tx, struct str key, unit_id unit,
                    struct date from, function_id by, struct instant now)
{
    return run_one(tx, &sql[ADOPT],
                   DB_ARGS(db_int(id_new()), db_text(key), db_int(unit.v),
                           db_date(from), db_time(now), db_int(by.v)),
                   MSG_PATHWAY_IN_USE_ALREADY);
}

const struct err *
pathway_store_end_adoption(struct db_tx *tx, struct str key, unit_id unit,
                           struct date to)
{
    return run_one(tx, &sql[ADOPTION_END],
                   DB_ARGS(db_text(key), db_int(unit.v), db_date(to)),
                   MSG_PATHWAY_CHANGED);
}

const struct err *
pathway_store_is_adopted(struct db_tx *tx, struct str key, unit_id unit,
                         struct date on, bool *out)
{
    return db_has(tx, &sql[IS_ADOPTED],
                  DB_ARGS(db_text(key), db_int(unit.v), db_date(on)), out);
}

/* --- runs --- */

static const char *const end_words[] = {[PATH_RUNS] = "runs",
                                        [PATH_FINISHED] = "finished",
                                        [PATH_STOPPED] = "stopped",
                                        [PATH_AS_MEASURES] = "measures"};

const struct err *
pathway_store_insert_run(struct db_tx *tx, const struct run_row *r)
{
    return db_run(tx, &sql[RUN_INSERT],
                  DB_ARGS(db_int(r->id), db_int(r->case_id.v),
                          db_int(r->definition), db_int(r->unit.v),
                          db_cz(end_words[r->end]), db_date(r->started_on)),
                  NULL);
}

const struct err *
pathway_store_update_run(struct db_tx *tx, const struct run_row *r)
{
    return run_one(tx, &sql[RUN_UPDATE],
                   DB_ARGS(db_int(r->id), db_int(r->version),
                           db_cz(end_words[r->end]), db_date(r->ended_on),
                           db_int(r->definition)),
                   MSG_PATHWAY_RUN_CHANGED);
}

static void
run_read(const struct db_rows *rows, void *row)
{
    struct run_row *r = row;
    struct str word = db_get_text(rows, 5);

    *r = (struct run_row){.id = db_get_int(rows, 0),
                          .case_id = {db_get_int(rows, 1)},
                          .definition = db_get_int(rows, 2),
                          .unit = {db_get_int(rows, 3)},
                          .unit_name = db_get_text(rows, 4),
                          .started_on = db_get_date(rows, 6),
                          .ended_on = db_get_date(rows, 7),
                          .version = db_get_int(rows, 8),
                          .body = db_get_text(rows, 9)};
    for (unsigned i = 0; i < ARRAY_LEN(end_words); i++)
        if (str_eq_cz(word, end_words[i]))
            r->end = (enum path_run_end)i;
}

const struct err *
pathway_store_list_runs(struct db_tx *tx, const struct viewer *v, case_id id,
                        struct run_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[RUN_LIST],
                                    DB_ARGS(VIEWER(v), db_int(id.v)), RUNS_MAX,
                                    sizeof(struct run_row), run_read, &g);

    *out = (struct run_list){g.row, g.n};
    return err;
}

const struct err *
pathway_store_get_run(struct db_tx *tx, const struct viewer *v, int64_t id,
                      struct run_row *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[RUN_GET], DB_ARGS(VIEWER(v), db_int(id)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    run_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
pathway_store_add_event(struct db_tx *tx, int64_t run,
                        const struct event_row *e)
{
    return db_run(tx, &sql[EVENT_ADD],
                  DB_ARGS(db_int(run), db_int(e->seq),
                          db_cz(path_event_word(e->event.kind)),
                          db_text(e->event.step), db_text(e->event.outcome),
                          db_date(e->event.day), db_blob(e->text),
                          db_time(e->at), db_int(e->function.v),
                          db_int(e->unit.v), db_blob(e->said_by)),
                  NULL);
}

static void
event_read(const struct db_rows *rows, void *row)
{
    struct event_row *e = row;

    *e = (struct event_row){.seq = db_get_int(rows, 0),
                            .event = {.step = db_get_text(rows, 2),
                                      .outcome = db_get_text(rows, 3),
                                      .day = db_get_date(rows, 4)},
                            .text = db_get_blob(rows, 5),
                            .at = db_get_time(rows, 6),
                            .function = {db_get_int(rows, 7)},
                            .unit = {db_get_int(rows, 8)},
                            .name = db_get_text(rows, 9),
                            .unit_name = db_get_text(rows, 10),
                            .said_by = db_get_blob(rows, 11)};
    (void)path_event_parse(db_get_text(rows, 1), &e->event.kind);
}

const struct err *
pathway_store_list_events(struct db_tx *tx, const struct viewer *v, int64_t run,
                          struct event_rows *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[EVENT_LIST],
                                    DB_ARGS(VIEWER(v), db_int(run)), EVENTS_MAX,
                                    sizeof(struct event_row), event_read, &g);

    *out = (struct event_rows){g.row, g.n};
    return err;
}

const struct err *
pathway_store_put_step(struct db_tx *tx, const struct step_row *s)
{
    return db_run(tx, &sql[STEP_PUT],
                  DB_ARGS(db_int(s->id), db_int(s->run), db_text(s->step),
                          db_int(s->round), db_cz(path_state_word(s->state)),
                          db_cz(unit_type_code(s->service)), db_id(s->unit.v),
                          db_id(s->function.v), db_date(s->opened_on),
                          db_date(s->settled_on), db_date(s->due_on),
                          db_int(s->deviations)),
                  NULL);
}

const struct err *
pathway_store_drop_step(struct db_tx *tx, int64_t id)
{
    return db_run(tx, &sql[STEP_DROP], DB_ARGS(db_int(id)), NULL);
}

static void
step_read(const struct db_rows *rows, void *row)
{
    struct step_row *s = row;

    *s = (struct step_row){.id = db_get_int(rows, 0),
                           .run = db_get_int(rows, 1),
                           .step = db_get_text(rows, 2),
                           .round = db_get_int(rows, 3),
                           .unit = {db_get_int(rows, 6)},
                           .function = {db_get_int(rows, 7)},
                           .name = db_get_text(rows, 8),
                           .unit_name = db_get_text(rows, 9),
                           .opened_on = db_get_date(rows, 11),
                           .settled_on = db_get_date(rows, 12),
                           .due_on = db_get_date(rows, 13),
                           .deviations = db_get_int(rows, 14)};
    (void)path_state_parse(db_get_text(rows, 4), &s->state);
    (void)unit_type_parse(db_get_text(rows, 5), &s->service);
    (void)unit_type_parse(db_get_text(rows, 10), &s->unit_type);
}

const struct err *
pathway_store_list_steps(struct db_tx *tx, const struct viewer *v, int64_t run,
                         struct step_rows *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[STEP_LIST], DB_ARGS(VIEWER(v), db_int(run)),
        PATH_STEPS_MAX * 2, sizeof(struct step_row), step_read, &g);

    *out = (struct step_rows){g.row, g.n};
    return err;
}

const struct err *
pathway_store_step_run(struct db_tx *tx, const struct viewer *v, int64_t step,
                       int64_t *out_run)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[STEP_RUN], DB_ARGS(VIEWER(v), db_int(step)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out_run = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

static void
part_read(const struct db_rows *rows, void *row)
{
    struct part_row *p = row;

    *p = (struct part_row){.unit = {db_get_int(rows, 0)},
                           .name = db_get_text(rows, 1)};
    (void)unit_type_parse(db_get_text(rows, 2), &p->type);
}

const struct err *
pathway_store_list_parts(struct db_tx *tx, const struct viewer *v, case_id id,
                         unit_id owner, struct part_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[PART_LIST], DB_ARGS(VIEWER(v), db_int(id.v), db_int(owner.v)),
        PARTS_MAX, sizeof(struct part_row), part_read, &g);

    *out = (struct part_list){g.row, g.n};
    return err;
}

/* --- measures --- */

static void
run_figure_read(const struct db_rows *rows, void *row)
{
    struct run_figure *r = row;

    *r = (struct run_figure){.key = db_get_text(rows, 0),
                             .title = db_get_text(rows, 1),
                             .started = db_get_int(rows, 2),
                             .finished = db_get_int(rows, 3),
                             .stopped = db_get_int(rows, 4)};
}

const struct err *
pathway_store_run_figures(struct db_tx *tx, unit_id unit,
                          struct run_figures *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[RUN_FIGURES], DB_ARGS(db_int(unit.v)), DEFINITIONS_MAX,
        sizeof(struct run_figure), run_figure_read, &g);

    *out = (struct run_figures){g.row, g.n};
    return err;
}

static void
time_read(const struct db_rows *rows, void *row)
{
    struct step_time *t = row;

    *t = (struct step_time){.key = db_get_text(rows, 0),
                            .step = db_get_text(rows, 1),
                            .opened = db_get_date(rows, 2),
                            .settled = db_get_date(rows, 3),
                            .due = db_get_date(rows, 4),
                            .deviations = db_get_int(rows, 5)};
}

const struct err *
pathway_store_step_times(struct db_tx *tx, unit_id unit, struct step_times *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[STEP_TIMES],
                                    DB_ARGS(db_int(unit.v)), TIMES_MAX,
                                    sizeof(struct step_time), time_read, &g);

    *out = (struct step_times){g.row, g.n};
    return err;
}
