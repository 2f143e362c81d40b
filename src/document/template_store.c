/* Letter templates: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/list.h"
#include "document/template.h"
#include "text/messages_document.h"

enum { INSERT, TOUCH, PUT, CHANGE, LIST, IN_USE, VERSIONS, SQL_COUNT };
enum { TEMPLATES_MAX = 500 };

/* $1: the unit (0: the installation's only), $2: the day. */
#define USED_NR                                                        \
    "(SELECT MAX(w.nr) FROM letter_template_version w WHERE"           \
    " w.template_id = t.id AND w.from_on <= $2 AND (t.withdrawn_on IS" \
    " NULL OR t.withdrawn_on > $2))"
#define SELECT_OWN                                                         \
    "SELECT t.id, t.unit_id, t.withdrawn_on, t.version, COALESCE(u.name,"  \
    " ''), v.nr, v.name, v.reader, v.age_from, v.age_to, v.title_nb,"      \
    " v.text_nb, v.title_nn, v.text_nn, v.title_en, v.text_en, v.from_on," \
    " v.changed_at, a.name, " USED_NR                                      \
    " FROM letter_template t JOIN letter_template_version v"               \
    " ON v.template_id = t.id LEFT JOIN unit u ON u.id = t.unit_id"        \
    " JOIN unit_function n ON n.id = v.changed_by"                         \
    " JOIN account a ON a.id = n.account_id"                               \
    " WHERE (t.unit_id IS NULL OR t.unit_id = $1)"

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"template.insert",
                "INSERT INTO letter_template (id, unit_id, withdrawn_on,"
                " made_at, version) VALUES ($1, $2, NULL, $3, 1)"},
    [TOUCH] = {"template.touch",
               "UPDATE letter_template SET version = $2 + 1,"
               " withdrawn_on = $3 WHERE id = $1 AND version = $2"
               " AND withdrawn_on IS NULL"},
    [PUT] = {"template.put",
             "INSERT INTO letter_template_version (template_id, nr, name,"
             " reader, age_from, age_to, title_nb, text_nb, title_nn, text_nn,"
             " title_en, text_en, from_on, changed_at, changed_by) VALUES"
             " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
             " $15)"},
    [CHANGE] = {"template.change",
                "UPDATE letter_template_version SET name = $3, reader = $4,"
                " age_from = $5, age_to = $6, title_nb = $7, text_nb = $8,"
                " title_nn = $9, text_nn = $10, title_en = $11,"
                " text_en = $12, from_on = $13, changed_at = $14,"
                " changed_by = $15 WHERE template_id = $1 AND nr = $2"
                " AND from_on IS NULL"},
    [LIST] = {"template.list",
              SELECT_OWN " AND v.nr = (SELECT MAX(x.nr) FROM"
                         " letter_template_version x WHERE x.template_id ="
                         " t.id) ORDER BY v.name COLLATE nb, t.id"},
    [IN_USE] = {"template.in_use", SELECT_OWN
                " AND v.nr = " USED_NR " ORDER BY v.name COLLATE nb, t.id"},
    [VERSIONS] = {"template.versions",
                  SELECT_OWN " AND t.id = $3 ORDER BY v.nr DESC"},
};
const struct db_set template_sql = {sql, SQL_COUNT};

static void
read_template(const struct db_rows *rows, void *row)
{
    struct template *t = row;
    struct letter *l = &t->letter;

    t->id = db_get_int(rows, 0);
    t->unit.v = db_get_int(rows, 1);
    t->withdrawn_on = db_get_date(rows, 2);
    t->version = db_get_int(rows, 3);
    l->template = t->id;
    l->unit_name = db_get_text(rows, 4);
    l->nr = db_get_int(rows, 5);
    l->name = db_get_text(rows, 6);
    (void)letter_reader_parse(db_get_text(rows, 7), &l->reader);
    l->age_from = (int32_t)db_get_int(rows, 8);
    l->age_to = (int32_t)db_get_int(rows, 9);
    for (int i = 0; i < LANG_COUNT; i++) {
        l->title[i] = db_get_text(rows, 10 + 2 * i);
        l->text[i] = db_get_text(rows, 11 + 2 * i);
    }
    t->from_on = db_get_date(rows, 16);
    t->changed_at = db_get_time(rows, 17);
    t->changed_by = db_get_text(rows, 18);
    t->used_nr = db_get_int(rows, 19);
}

static const struct err *
list(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
     size_t n_arg, struct template_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, stmt, arg, n_arg, TEMPLATES_MAX,
                                    sizeof(struct template), read_template, &g);

    *out = (struct template_list){g.row, g.n};
    return err;
}

const struct err *
template_store_list(struct db_tx *tx, unit_id unit, struct date today,
                    struct template_list *out)
{
    return list(tx, &sql[LIST], DB_ARGS(db_int(unit.v), db_date(today)), out);
}

const struct err *
template_store_in_use(struct db_tx *tx, unit_id unit, struct date today,
                      struct template_list *out)
{
    return list(tx, &sql[IN_USE], DB_ARGS(db_int(unit.v), db_date(today)), out);
}

const struct err *
template_store_versions(struct db_tx *tx, unit_id unit, struct date today,
                        int64_t id, struct template_list *out)
{
    const struct err *err = list(
        tx, &sql[VERSIONS], DB_ARGS(db_int(unit.v), db_date(today), db_int(id)),
        out);

    return !err && out->n == 0 ? ERR(tx->mem, NOT_FOUND) : err;
}

const struct err *
template_store_insert(struct db_tx *tx, const struct template *t,
                      struct instant now)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(t->id), db_id(t->unit.v), db_time(now)), NULL);
}

const struct err *
template_store_touch(struct db_tx *tx, int64_t id, int64_t version,
                     struct date withdrawn_on)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[TOUCH],
        DB_ARGS(db_int(id), db_int(version), db_date(withdrawn_on)), &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_TEMPLATE_CHANGED);
    return err;
}

static const struct err *
run_version(struct db_tx *tx, const struct db_stmt *stmt,
            const struct template *t, function_id by, struct instant now)
{
    const struct letter *l = &t->letter;
    int64_t n = 0;
    const struct err *err = db_run(
        tx, stmt,
        DB_ARGS(db_int(t->id), db_int(l->nr), db_text(l->name),
                db_cz(letter_reader_word((int)l->reader)), db_int(l->age_from),
                db_int(l->age_to), db_text(l->title[LANG_NB]),
                db_text(l->text[LANG_NB]), db_text(l->title[LANG_NN]),
                db_text(l->text[LANG_NN]), db_text(l->title[LANG_EN]),
                db_text(l->text[LANG_EN]), db_date(t->from_on), db_time(now),
                db_int(by.v)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_TEMPLATE_CHANGED);
    return err;
}

const struct err *
template_store_put(struct db_tx *tx, const struct template *t, function_id by,
                   struct instant now)
{
    return run_version(tx, &sql[PUT], t, by, now);
}

const struct err *
template_store_change(struct db_tx *tx, const struct template *t,
                      function_id by, struct instant now)
{
    return run_version(tx, &sql[CHANGE], t, by, now);
}
