/* Pathways of a region in numbers: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/region_store.h"

#include "db/list.h"

enum { RUNS, TIMES, SQL_COUNT };

/* The units below $1, and municipal ones in a municipality that $1 or one of
 * those serves on $3. A protected child is in no figure. */
#define REGION                                                              \
    "WITH RECURSIVE below (id) AS (SELECT u.id FROM unit u WHERE u.id = $1" \
    " UNION SELECT u.id FROM unit u JOIN below b ON u.parent_id = b.id),"   \
    " region (id, type) AS (SELECT u.id, u.type FROM unit u"                \
    " JOIN below b ON b.id = u.id UNION SELECT u.id, u.type FROM unit u"    \
    " JOIN catchment c ON c.municipality = u.municipality"                  \
    " JOIN below b ON b.id = c.unit_id WHERE u.parent_id IS NULL"           \
    " AND (c.valid_from IS NULL OR c.valid_from <= $3)"                     \
    " AND (c.valid_to IS NULL OR c.valid_to >= $3)) "
#define OF_REGION /* no share: counts, no child; protected left out */ \
    " FROM pathway_run r JOIN region g ON g.id = r.unit_id"            \
    " JOIN pathway_definition d ON d.id = r.definition_id"             \
    " JOIN case_file f ON f.id = r.case_id AND f.is_protected = 0"
#define ENDED(STATE)                                                   \
    "SUM(CASE WHEN r.state " STATE " AND r.ended_on <= $3 THEN 1 ELSE" \
    " 0 END)"

static const struct db_stmt sql[SQL_COUNT] = {
    [RUNS] = {"pathway_region.runs",
              /* no share: counts without identity, protected left out */
              REGION "SELECT d.key, MIN(d.title), r.unit_id, g.type, COUNT(*),"
                     " " ENDED("= 'finished'") ", " ENDED("<> 'finished'")
                         OF_REGION
              " WHERE r.started_on >= $2 AND r.started_on <= $3"
              " GROUP BY d.key, r.unit_id, g.type ORDER BY d.key, r.unit_id"},
    [TIMES] =
        {"pathway_region.times",
         /* no share: counts without identity, protected left out */
         REGION
         "SELECT d.key, s.step, s.opened_on, CASE WHEN"
         " s.settled_on <= $3 THEN s.settled_on ELSE NULL END, s.due_on,"
         " (SELECT COUNT(*) FROM pathway_event e WHERE e.run_id = r.id"
         " AND e.step = s.step AND e.kind = 'deviation'"
         " AND e.day <= $3 AND NOT EXISTS (SELECT 1 FROM pathway_event x"
         " WHERE x.run_id = e.run_id AND x.kind = 'undone'"
         " AND x.outcome = CAST(e.seq AS TEXT))), r.unit_id, g.type" OF_REGION
         " JOIN pathway_step s ON s.run_id = r.id"
         " WHERE s.opened_on >= $2 AND s.opened_on <= $3"
         " ORDER BY d.key, s.step, r.unit_id"},
};
const struct db_set pathway_region_sql = {sql, SQL_COUNT};

static void
run_read(const struct db_rows *rows, void *row)
{
    struct region_run_row *r = row;
    int64_t *n = r->part.n;

    r->key = db_get_text(rows, 0);
    r->title = db_get_text(rows, 1);
    r->part.unit = db_get_int(rows, 2);
    (void)unit_type_parse(db_get_text(rows, 3), &r->part.type);
    n[REGION_STARTED] = db_get_int(rows, 4);
    n[REGION_FINISHED] = db_get_int(rows, 5);
    n[REGION_STOPPED] = db_get_int(rows, 6);
    n[REGION_REST] = n[REGION_STARTED] - n[REGION_FINISHED] - n[REGION_STOPPED];
}

const struct err *
region_store_runs(struct db_tx *tx, unit_id unit, struct date from,
                  struct date to, struct region_run_rows *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[RUNS], DB_ARGS(db_int(unit.v), db_date(from), db_date(to)),
        DB_ALL, sizeof(struct region_run_row), run_read, &g);

    *out = (struct region_run_rows){g.row, g.n};
    return err;
}

static void
time_read(const struct db_rows *rows, void *row)
{
    struct region_time *t = row;

    t->time = (struct step_time){.key = db_get_text(rows, 0),
                                 .step = db_get_text(rows, 1),
                                 .opened = db_get_date(rows, 2),
                                 .settled = db_get_date(rows, 3),
                                 .due = db_get_date(rows, 4),
                                 .deviations = db_get_int(rows, 5)};
    t->unit = db_get_int(rows, 6);
    (void)unit_type_parse(db_get_text(rows, 7), &t->type);
}

const struct err *
region_store_times(struct db_tx *tx, unit_id unit, struct date from,
                   struct date to, struct region_times *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[TIMES], DB_ARGS(db_int(unit.v), db_date(from), db_date(to)),
        DB_ALL, sizeof(struct region_time), time_read, &g);

    *out = (struct region_times){g.row, g.n};
    return err;
}
