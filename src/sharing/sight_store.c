/* What a function lets its holder see: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/grow.h"
#include "db/list.h"
#include "sharing/sight.h"

enum { IN_FORCE, LIST, INSERT, SQL_COUNT };
enum { LIST_MAX = 100 };

static const struct db_stmt sql[SQL_COUNT] = {
    [IN_FORCE] = {"sight.in_force",
                  "SELECT classes FROM function_sight WHERE kind = $1"
                  " AND valid_from <= $2 ORDER BY valid_from DESC, id DESC"
                  " LIMIT 1"},
    [LIST] = {"sight.list",
              "SELECT s.id, s.classes, s.valid_from, s.source,"
              " COALESCE(a.name, '') FROM function_sight s"
              " LEFT JOIN account a ON a.id = s.made_by WHERE s.kind = $1"
              " ORDER BY s.valid_from DESC, s.id DESC LIMIT 100"},
    [INSERT] = {"sight.insert",
                "INSERT INTO function_sight (id, kind, classes, valid_from,"
                " source, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6,"
                " $7)"},
};
const struct db_set sight_sql = {sql, SQL_COUNT};

/* Words with one space between; what is no class of this binary is not seen. */
static uint32_t
classes_read(struct str text)
{
    uint32_t bits = CLASS_BIT(CORE);

    for (size_t at = 0; at < text.n;) {
        size_t n = 0;
        enum info_class k = CLASS_CORE;

        while (at + n < text.n && text.p[at + n] != ' ')
            n++;
        if (info_class_parse(str_cut(text, at, n), &k))
            bits |= 1u << k;
        at += n + 1;
    }
    return bits;
}

const struct err *
sight_hidden_in(struct db_tx *tx, enum function_kind kind, struct date on,
                uint32_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err;

    *out = 0;
    if (!function_is_limited(kind))
        return NULL;
    *out = CLASS_ALL & ~CLASS_BIT(CORE);
    err = db_first(tx, &sql[IN_FORCE],
                   DB_ARGS(db_cz(function_kind_code(kind)), db_date(on)), &rows,
                   &found);
    if (err || !found)
        return err;
    *out = CLASS_ALL & ~classes_read(db_get_text(&rows, 0));
    db_rows_close(&rows);
    return NULL;
}

static void
sight_read(const struct db_rows *rows, void *row)
{
    struct sight *out = row;

    *out = (struct sight){.id = db_get_int(rows, 0),
                          .classes = classes_read(db_get_text(rows, 1)),
                          .valid_from = db_get_date(rows, 2),
                          .source = db_get_text(rows, 3),
                          .by = db_get_text(rows, 4)};
}

const struct err *
sight_store_list(struct db_tx *tx, enum function_kind kind,
                 struct sight_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LIST], DB_ARGS(db_cz(function_kind_code(kind))), LIST_MAX,
        sizeof(struct sight), sight_read, &g);

    *out = (struct sight_list){.row = g.row, .n = g.n};
    return err;
}

const struct err *
sight_store_insert(struct call *c, int64_t id, enum function_kind kind,
                   uint32_t classes, struct str why)
{
    const struct actor seen = {.hidden = ~(classes | CLASS_BIT(CORE))};

    return db_run(&c->tx, &sql[INSERT],
                  DB_ARGS(db_int(id), db_cz(function_kind_code(kind)),
                          db_text(classes_seen(c->mem, &seen)),
                          db_date(c->today), db_text(why), db_time(c->now),
                          db_int(c->who.account.v)),
                  NULL);
}
