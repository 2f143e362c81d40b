/* Documents: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"

#include "base/grow.h"
#include "text/messages_document.h"

enum {
    INSERT,
    PUT_VERSION,
    PUT_LETTER,
    NEWEST,
    WITHDRAW,
    LIST,
    GET,
    VERSIONS,
    SQL_COUNT
};

/* Its unit's own, or shared with the asking one and still standing. */
#define SHARE_SEES_DOCUMENT                                        \
    " (d.unit_id = $1 OR (d.own = 0 AND"                           \
    " d.withdrawn_at IS NULL)) AND " SHARE_SEES_OF("f", "d.class", \
                                                   "d.unit_id")
#define OF_CASE                                                          \
    "SELECT d.id, d.case_id, d.class, d.unit_id, u.name, u.type, d.own," \
    " d.kind, d.title, d.newest, d.withdrawn_at, d.withdraw_reason,"     \
    " w.made_at, b.media_type, b.bytes, d.version, k.name, l.nr"         \
    " FROM document d"                                                   \
    " JOIN case_file f ON f.id = d.case_id"                              \
    " JOIN unit u ON u.id = d.unit_id"                                   \
    " JOIN document_version w ON w.document_id = d.id"                   \
    " AND w.nr = d.newest JOIN case_blob b ON b.id = w.blob_id"          \
    " LEFT JOIN document_letter l ON l.document_id = d.id"               \
    " LEFT JOIN letter_template_version k"                               \
    " ON k.template_id = l.template_id AND k.nr = l.nr"                  \
    " WHERE d.case_id = $4 AND" SHARE_SEES_DOCUMENT

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"document.insert",
                "INSERT INTO document (id, case_id, class, unit_id, own, kind,"
                " title, newest, made_at, made_by, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, 1)"},
    [PUT_VERSION] = {"document.put_version",
                     "INSERT INTO document_version (document_id, nr, blob_id,"
                     " made_at, made_by) VALUES ($1, $2, $3, $4, $5)"},
    [PUT_LETTER] = {"document.put_letter",
                    "INSERT INTO document_letter (document_id, template_id, nr)"
                    " VALUES ($1, $2, $3)"},
    [NEWEST] = {"document.newest",
                /* no share: changes without showing */
                "UPDATE document SET newest = $3, version = $2 + 1"
                " WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL"},
    [WITHDRAW] = {"document.withdraw",
                  /* no share: changes without showing */
                  "UPDATE document SET withdrawn_at = $4, withdrawn_by = $2,"
                  " withdraw_reason = $3, version = version + 1"
                  " WHERE id = $1 AND withdrawn_at IS NULL"},
    [LIST] = {"document.list",
              OF_CASE " ORDER BY w.made_at DESC, d.id DESC LIMIT 500"},
    [GET] = {"document.get", OF_CASE " AND d.id = $5"},
    [VERSIONS] = {"document.versions",
                  "SELECT v.nr, v.blob_id, v.made_at, a.name, b.media_type,"
                  " b.bytes, b.scanned FROM document_version v"
                  " JOIN document d ON d.id = v.document_id"
                  " JOIN case_file f ON f.id = d.case_id"
                  " JOIN case_blob b ON b.id = v.blob_id"
                  " JOIN unit_function n ON n.id = v.made_by"
                  " JOIN account a ON a.id = n.account_id"
                  " WHERE v.document_id = $4 AND" SHARE_SEES_DOCUMENT
                  " ORDER BY v.nr DESC LIMIT 200"},
};
const struct db_set document_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

const struct err *
document_store_insert(struct db_tx *tx, const struct document *d,
                      function_id by)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(d->id), db_int(d->case_id.v),
                          db_cz(info_class_word(d->class_)), db_int(d->unit.v),
                          db_int(d->own), db_cz(document_kind_word(d->kind)),
                          db_blob(d->title), db_time(d->made_at), db_int(by.v)),
                  NULL);
}

const struct err *
document_store_put_version(struct db_tx *tx, int64_t document, int64_t nr,
                           int64_t blob, function_id by, struct instant now)
{
    return db_run(tx, &sql[PUT_VERSION],
                  DB_ARGS(db_int(document), db_int(nr), db_int(blob),
                          db_time(now), db_int(by.v)),
                  NULL);
}

const struct err *
document_store_put_letter(struct db_tx *tx, int64_t document, int64_t template,
                          int64_t nr)
{
    return db_run(tx, &sql[PUT_LETTER],
                  DB_ARGS(db_int(document), db_int(template), db_int(nr)),
                  NULL);
}

const struct err *
document_store_newest(struct db_tx *tx, int64_t document, int64_t version,
                      int64_t nr)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[NEWEST],
        DB_ARGS(db_int(document), db_int(version), db_int(nr)), &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_DOCUMENT_CHANGED);
    return err;
}

const struct err *
document_store_withdraw(struct db_tx *tx, int64_t document, function_id by,
                        struct str reason, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[WITHDRAW],
        DB_ARGS(db_int(document), db_int(by.v), db_blob(reason), db_time(now)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_DOCUMENT_IS_WITHDRAWN);
    return err;
}

static void
document_read(const struct db_rows *rows, struct document *d)
{
    *d = (struct document){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 3)},
        .unit_name = db_get_text(rows, 4),
        .own = db_get_int(rows, 6) != 0,
        .title = db_get_blob(rows, 8),
        .newest = db_get_int(rows, 9),
        .withdrawn_at = db_get_time(rows, 10),
        .withdraw_reason = db_get_blob(rows, 11),
        .made_at = db_get_time(rows, 12),
        .media_type = db_get_text(rows, 13),
        .bytes = db_get_int(rows, 14),
        .version = db_get_int(rows, 15),
        .template_name = db_get_text(rows, 16),
        .template_nr = db_get_int(rows, 17),
    };
    (void)info_class_parse(db_get_text(rows, 2), &d->class_);
    (void)unit_type_parse(db_get_text(rows, 5), &d->unit_type);
    (void)document_kind_parse(db_get_text(rows, 7), &d->kind);
}

const struct err *
document_store_list(struct db_tx *tx, const struct viewer *v, case_id about,
                    struct document_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST], DB_ARGS(VIEWER(v), db_int(about.v)), &rows);

    while (!err && db_next(&rows))
        document_read(&rows, grow(tx->mem, &g, sizeof(struct document)));
    *out = (struct document_list){g.row, g.n};
    return err ? err : rows.err;
}

const struct err *
document_store_get(struct db_tx *tx, const struct viewer *v, case_id about,
                   int64_t document, struct document *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(about.v), db_int(document)),
        &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    document_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
document_store_versions(struct db_tx *tx, const struct viewer *v,
                        int64_t document, struct document_versions *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[VERSIONS], DB_ARGS(VIEWER(v), db_int(document)), &rows);

    while (!err && db_next(&rows)) {
        struct document_version *w = grow(tx->mem, &g, sizeof *w);

        *w = (struct document_version){
            .nr = db_get_int(&rows, 0),
            .blob = db_get_int(&rows, 1),
            .made_at = db_get_time(&rows, 2),
            .name = db_get_text(&rows, 3),
            .media_type = db_get_text(&rows, 4),
            .bytes = db_get_int(&rows, 5),
            .scanned = db_get_int(&rows, 6) != 0,
        };
    }
    *out = (struct document_versions){g.row, g.n};
    return err ? err : rows.err;
}
