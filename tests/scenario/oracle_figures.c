/* The oracle's figures: without identity, and without the protected child.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "oracle.h"

#include "db/store.h"
#include "message/message.h"
#include "pathway/app.h"

enum { FIGURE_RUNS, FIGURE_MESSAGES, FIGURES };
static const struct db_stmt statements[FIGURES] = {
    [FIGURE_RUNS] = {"oracle.runs",
                     "SELECT r.case_id, f.is_protected"
                     " FROM pathway_run r JOIN case_file f"
                     " ON f.id = r.case_id WHERE r.unit_id = $1"},
    [FIGURE_MESSAGES] = {"oracle.messages",
                         "SELECT m.case_id, f.is_protected FROM message_to o"
                         " JOIN message m ON m.id = o.message_id"
                         " JOIN case_file f ON f.id = m.case_id"
                         " WHERE m.unit_id = $1 OR o.unit_id = $1"},
};
const struct db_set oracle_figure_set = {statements, FIGURES};

/* Rows of a statement that are of no protected child. */
static int64_t
count_open(struct proof *p, int which, unit_id unit, int64_t *out_hidden)
{
    struct arena *mem = arena_new(1 << 22);
    struct db_tx tx;
    struct db_rows rows;
    int64_t n = 0;

    *out_hidden = 0;
    oracle_must(db_read_begin(p->db, mem, &tx), "read");
    oracle_must(
        db_query(&tx, &statements[which], DB_ARGS(db_int(unit.v)), &rows),
        "figures");
    while (db_next(&rows)) {
        n += db_get_int(&rows, 1) == 0;
        *out_hidden += db_get_int(&rows, 1) != 0;
    }
    oracle_must(rows.err, "figures");
    db_read_end(&tx);
    arena_free(mem);
    return n;
}

static void
judge_count(struct proof *p, const char *what, int which, int64_t is)
{
    int64_t hidden = 0;
    int64_t want = count_open(p, which, p->owner.who.unit, &hidden);

    oracle_judge(p, &p->watcher[MARI], str_of(what), is != want, false);
    /* the figure would tell, were the protected child in it */
    oracle_judge(p, &p->watcher[MARI], str_of(what), hidden == 0, false);
}

void
oracle_figures(struct proof *p)
{
    struct call c = oracle_by(p, "mari");
    struct pathway_figures f = {.def = NULL};
    struct message_counts m = {0};
    int64_t runs = 0;
    int64_t sent = 0;

    oracle_must(pathway_app_figures(&c, &f), "pathways");
    for (size_t i = 0; i < f.runs.n; i++)
        runs += f.runs.row[i].started;
    judge_count(p, "pathways in numbers", FIGURE_RUNS, runs);
    c = oracle_by(p, "leif");
    oracle_must(message_app_counts(&c, &m), "messages");
    for (size_t i = 0; i < m.n; i++)
        sent += m.row[i].sent;
    judge_count(p, "messages in numbers", FIGURE_MESSAGES, sent);
}
