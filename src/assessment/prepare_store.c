/* Information that a team asks for: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/prepare.h"

#include "base/grow.h"
#include "text/messages_assessment.h"

static const char *const state_words[] = {"asked", "answered", "paper",
                                          "nothing"};

/* The team sees all, a unit that is asked what it was asked. */
#define SEES_ALL                                             \
    "a.team_unit = $1 OR EXISTS (SELECT 1 FROM thk_member m" \
    " WHERE m.assessment_id = a.id AND m.unit_id = $1)"

enum { LIST, WHERE, INSERT, ANSWER, SQL_COUNT };
static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"thk_information.list",
              "SELECT i.id, i.unit_id, u.name, i.source, i.question,"
              " i.asked_at, i.due_on, i.state, i.answer, i.answered_at,"
              " i.version FROM thk_information i"
              " JOIN assessment a ON a.id = i.assessment_id"
              " JOIN case_file f ON f.id = a.case_id"
              " LEFT JOIN unit u ON u.id = i.unit_id"
              " WHERE i.assessment_id = $4 AND " SHARE_SEES_CORE(
                  "f") " AND (i.unit_id = $1 OR (" SEES_ALL ")) ORDER BY i.id"},
    [WHERE] = {"thk_information.where",
               /* no share: the gate is asked about what it belongs to */
               "SELECT assessment_id FROM thk_information WHERE id = $1"},
    [INSERT] = {"thk_information.insert",
                "INSERT INTO thk_information (id, assessment_id, unit_id,"
                " source, question, asked_at, asked_by, due_on, state,"
                " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked',"
                " 1)"},
    [ANSWER] = {"thk_information.answer",
                /* no share: changes without showing */
                "UPDATE thk_information SET state = $3, answer = $4,"
                " answered_at = $5, answered_by = $6, version = $2 + 1"
                " WHERE id = $1 AND version = $2"},
};
const struct db_set prepare_sql = {sql, SQL_COUNT};

static int
index_of(struct str word, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (str_eq_cz(word, words[i]))
            return i;
    ASSERT(!"a word of the store that is not in the list");
    return 0;
}

const struct err *
prepare_store_list(struct db_tx *tx, unit_id unit, struct instant now,
                   account_id account, assessment_id id,
                   struct information_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[LIST],
        DB_ARGS(db_int(unit.v), db_time(now), db_int(account.v), db_int(id.v)),
        &rows);

    while (!err && db_next(&rows)) {
        struct information *i = grow(tx->mem, &g, sizeof *i);

        *i = (struct information){
            .id = db_get_int(&rows, 0),
            .assessment = id,
            .unit = {db_get_int(&rows, 1)},
            .unit_name = db_get_text(&rows, 2),
            .source = (enum information_source)index_of(
                db_get_text(&rows, 3), information_words, INFORMATION_COUNT),
            .question = db_get_blob(&rows, 4),
            .asked_at = db_get_time(&rows, 5),
            .due_on = db_get_date(&rows, 6),
            .state = (enum information_state)index_of(
                db_get_text(&rows, 7), state_words, ARRAY_LEN(state_words)),
            .answer = db_get_blob(&rows, 8),
            .answered_at = db_get_time(&rows, 9),
            .version = db_get_int(&rows, 10)};
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct information_list){g.row, g.n};
    return err;
}

const struct err *
prepare_store_where(struct db_tx *tx, int64_t id, assessment_id *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[WHERE], DB_ARGS(db_int(id)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    out->v = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
prepare_store_insert(struct db_tx *tx, const struct information *i,
                     function_id by)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(i->id), db_int(i->assessment.v),
                          db_id(i->unit.v), db_cz(information_words[i->source]),
                          db_blob(i->question), db_time(i->asked_at),
                          db_int(by.v), db_date(i->due_on)),
                  NULL);
}

const struct err *
prepare_store_answer(struct db_tx *tx, const struct information *i,
                     function_id by)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[ANSWER],
        DB_ARGS(db_int(i->id), db_int(i->version), db_cz(state_words[i->state]),
                db_blob(i->answer), db_time(i->answered_at), db_int(by.v)),
        &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_INFO_ANSWERED_ALREADY);
    return err;
}
