/* Drafts, comments, signatures and notices: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_store.h"

#include "base/grow.h"

enum {
    BEGUN_BY,
    SET_NOTICE,
    CHILDREN,
    SECTIONS,
    INSERT_SECTION,
    UPDATE_SECTION,
    PLACE_SECTION,
    REMOVE_SECTION,
    TERMS,
    SET_PLACE,
    DROP_UNITS,
    DROP_CLAUSE,
    BIND,
    REFS,
    POINTS,
    PUT_POINT,
    DROP_POINT,
    COMMENTS,
    INSERT_COMMENT,
    SETTLE,
    SIGNATURES,
    INSERT_SIGNATURE,
    DROP_SIGNATURES,
    NOTICE,
    INSERT_NOTICE,
    KEEP_NOTICE,
    DROP_NOTICE,
    BACKS,
    DISCARD,
    LED_PARTIES,
    DUE,
    TO_SIGN,
    TO_RENEW,
    TO_ANSWER,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [BEGUN_BY] = {"draft.begun_by",
                  "UPDATE agreement SET started_by = $2 WHERE id = $1"},
    [SET_NOTICE] = {"draft.set_notice",
                    "UPDATE agreement SET notice_months = $2,"
                    " version = version + 1 WHERE id = $1"},
    [CHILDREN] =
        {"draft.children",
         "SELECT a.id, a.title FROM agreement a WHERE a.parent_id = $1 AND"
         " (EXISTS (SELECT 1 FROM agreement_version v WHERE v.agreement_id ="
         " a.id AND v.state NOT IN ('draft', 'approval',"
         " 'signing', 'discarded')) OR EXISTS (SELECT 1"
         " FROM agreement_party p WHERE p.agreement_id = a.id"
         " AND p.unit_id = $2)) ORDER BY a.title, a.id"},
    [SECTIONS] = {"draft.sections",
                  "SELECT id, position, level, number, heading, body, version,"
                  " removed_at FROM agreement_section WHERE version_id = $1"
                  " ORDER BY position, id"},
    [INSERT_SECTION] = {"draft.insert_section",
                        "INSERT INTO agreement_section (id, version_id,"
                        " position, level, number, heading, body, version)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, 1)"},
    [UPDATE_SECTION] = {"draft.update_section",
                        "UPDATE agreement_section SET heading = $4, body = $5,"
                        " level = $6, version = version + 1 WHERE id = $1"
                        " AND version = $2 AND version_id = $3"
                        " AND removed_at IS NULL"},
    [PLACE_SECTION] = {"draft.place_section",
                       "UPDATE agreement_section SET position = $2,"
                       " number = $3 WHERE id = $1"},
    [REMOVE_SECTION] = {"draft.remove_section",
                        "UPDATE agreement_section SET removed_at = $3,"
                        " version = version + 1 WHERE id = $1"
                        " AND version_id = $2"},
    [TERMS] = {"draft.terms",
               "UPDATE agreement_version SET agreed_from = $3, until_on = $4,"
               " agreed_until = $4, notice_months = $5, version = version + 1 "
               "WHERE id = $1"
               " AND version = $2"},
    [SET_PLACE] = {"draft.set_place",
                   "UPDATE agreement_clause SET section_id = $2, section = $3"
                   " WHERE id = $1"},
    [DROP_UNITS] = {"draft.drop_units",
                    "DELETE FROM agreement_clause_unit WHERE clause_id IN"
                    " (SELECT c.id FROM agreement_clause c WHERE c.id = $1"
                    " AND c.version_id = $2)"},
    [DROP_CLAUSE] = {"draft.drop_clause",
                     "DELETE FROM agreement_clause WHERE id = $1"
                     " AND version_id = $2"},
    [BIND] = {"draft.bind", "UPDATE agreement_clause SET binding_from = $2"
                            " WHERE version_id = $1 AND binding_from IS NULL"},
    [REFS] = {"draft.refs", "SELECT DISTINCT c.ref FROM agreement_clause c"
                            " JOIN agreement_version v ON v.id = c.version_id"
                            " WHERE v.agreement_id = $1 AND c.ref LIKE 'P%'"},
    [POINTS] = {"draft.points",
                "SELECT no, section_id, reason FROM agreement_point"
                " WHERE version_id = $1 ORDER BY no"},
    [PUT_POINT] = {"draft.put_point",
                   "INSERT INTO agreement_point (version_id, no, section_id,"
                   " reason, account_id, made_at) VALUES ($1, $2, $3, $4, $5,"
                   " $6) ON CONFLICT (version_id, no) DO UPDATE SET"
                   " section_id = excluded.section_id,"
                   " reason = excluded.reason,"
                   " account_id = excluded.account_id,"
                   " made_at = excluded.made_at"},
    [DROP_POINT] = {"draft.drop_point",
                    "DELETE FROM agreement_point WHERE version_id = $1"
                    " AND no = $2"},
    [COMMENTS] = {"draft.comments",
                  "SELECT k.id, k.section_id, k.parent_id, k.unit_id,"
                  " k.account_id, a.name, u.name, k.body, k.made_at,"
                  " k.settled_at FROM agreement_comment k"
                  " JOIN account a ON a.id = k.account_id"
                  " JOIN unit u ON u.id = k.unit_id WHERE k.version_id = $1"
                  " ORDER BY k.made_at, k.id"},
    [INSERT_COMMENT] = {"draft.insert_comment",
                        "INSERT INTO agreement_comment (id, version_id,"
                        " section_id, parent_id, unit_id, account_id, body,"
                        " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"},
    [SETTLE] = {"draft.settle",
                "UPDATE agreement_comment SET settled_at = $4, settled_by = $3"
                " WHERE id = $1 AND version_id = $2 AND parent_id IS NULL"
                " AND settled_at IS NULL"},
    [SIGNATURES] = {"draft.signatures",
                    "SELECT s.version_id, s.unit_id, s.function_id,"
                    " s.account_id, s.name, s.unit_name, s.hash, s.signed_at,"
                    " s.gone_at, CASE WHEN f.unit_id = s.unit_id THEN 0"
                    " ELSE 1 END FROM agreement_signature s"
                    " JOIN unit_function f ON f.id = s.function_id"
                    " JOIN agreement_version v ON v.id = s.version_id"
                    " WHERE v.agreement_id = $1 ORDER BY s.signed_at, s.id"},
    [INSERT_SIGNATURE] = {"draft.insert_signature",
                          "INSERT INTO agreement_signature (id, version_id,"
                          " unit_id, function_id, account_id, name, unit_name,"
                          " hash, signed_at) VALUES ($1, $2, $3, $4, $5, $6,"
                          " $7, $8, $9)"},
    [DROP_SIGNATURES] = {"draft.drop_signatures",
                         "UPDATE agreement_signature SET gone_at = $2"
                         " WHERE version_id = $1 AND gone_at IS NULL"},
    [NOTICE] = {"draft.notice",
                "SELECT n.unit_id, n.account_id, n.given_on, n.ends_on,"
                " n.reason, u.name FROM agreement_notice n"
                " JOIN unit u ON u.id = n.unit_id WHERE n.version_id = $1"},
    [INSERT_NOTICE] = {"draft.insert_notice",
                       "INSERT INTO agreement_notice (version_id, unit_id,"
                       " account_id, given_on, ends_on, reason, made_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    [KEEP_NOTICE] = {"draft.keep_notice",
                     "INSERT INTO agreement_notice_back (id, version_id,"
                     " unit_id, given_on, ends_on, reason, back_on, account_id,"
                     " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [DROP_NOTICE] = {"draft.drop_notice",
                     "DELETE FROM agreement_notice WHERE version_id = $1"},
    [BACKS] = {"draft.notice_backs",
               "SELECT n.version_id, n.unit_id, n.account_id, n.given_on,"
               " n.ends_on, n.reason, u.name, n.back_on"
               " FROM agreement_notice_back n JOIN unit u ON u.id = n.unit_id"
               " JOIN agreement_version v ON v.id = n.version_id"
               " WHERE v.agreement_id = $1 ORDER BY n.back_on, n.id"},
    [DISCARD] = {"draft.discard",
                 "UPDATE agreement_version SET state = 'discarded', note = $3,"
                 " discarded_on = $4, discarded_by = $5, version = version + 1"
                 " WHERE id = $1 AND version = $2"},
    [LED_PARTIES] = {"draft.led", DRAFT_LED
                     "SELECT p.unit_id, u.name FROM agreement_party p"
                     " JOIN led ON led.id = p.unit_id"
                     " JOIN unit u ON u.id = p.unit_id"
                     " WHERE p.agreement_id = $3 ORDER BY p.position"},
    [DUE] = {"draft.due",
             "SELECT v.agreement_id, v.number FROM agreement_version v"
             " WHERE (v.state = 'signed' AND v.from_on <= $1)"
             " OR (v.state = 'in_force' AND v.until_on < $1 AND EXISTS (SELECT"
             " 1 FROM agreement_notice n WHERE n.version_id = v.id))"
             " ORDER BY v.agreement_id, v.number"},
    [TO_SIGN] = {"draft.to_sign", DRAFT_LED
                 "SELECT DISTINCT a.id, a.title, 0 FROM agreement_party p"
                 " JOIN led ON led.id = p.unit_id"
                 " JOIN agreement a ON a.id = p.agreement_id"
                 " JOIN agreement_version v ON v.agreement_id = a.id"
                 " AND v.state = 'signing' WHERE NOT EXISTS"
                 " (SELECT 1 FROM agreement_signature s"
                 " WHERE s.version_id = v.id AND s.unit_id = p.unit_id"
                 " AND s.gone_at IS NULL) ORDER BY a.title, a.id"},
    [TO_RENEW] = {"draft.to_renew", DRAFT_LED
                  "SELECT DISTINCT a.id, a.title, 0, v.until_on"
                  " FROM agreement_party p"
                  " JOIN led ON led.id = p.unit_id"
                  " JOIN agreement a ON a.id = p.agreement_id"
                  " JOIN agreement_version v ON v.agreement_id = a.id"
                  " AND v.state = 'in_force' WHERE v.until_on >= $2"
                  " AND v.until_on <= $3 AND NOT EXISTS (SELECT 1"
                  " FROM agreement_notice n WHERE n.version_id = v.id)"
                  " AND NOT EXISTS (SELECT 1 FROM agreement_version w"
                  " WHERE w.agreement_id = a.id AND w.number > v.number"
                  " AND w.state <> 'discarded') ORDER BY v.until_on, a.title,"
                  " a.id"},
    [TO_ANSWER] = {"draft.to_answer",
                   "SELECT a.id, a.title, COUNT(*) FROM agreement_party p"
                   " JOIN agreement a ON a.id = p.agreement_id"
                   " JOIN agreement_version v ON v.agreement_id = a.id"
                   " AND v.state IN ('draft', 'approval', 'signing')"
                   " JOIN agreement_comment k ON k.version_id = v.id"
                   " AND k.parent_id IS NULL AND k.settled_at IS NULL"
                   " AND k.unit_id <> $1 WHERE p.unit_id = $1 AND NOT EXISTS"
                   " (SELECT 1 FROM agreement_comment r"
                   " WHERE r.parent_id = k.id AND r.unit_id = $1)"
                   " GROUP BY a.id, a.title ORDER BY a.title, a.id"},
};
const struct db_set agreement_draft_sql = {sql, SQL_COUNT};

const struct err *
agreement_store_begun_by(struct db_tx *tx, agreement_id id, unit_id unit)
{
    return db_run(tx, &sql[BEGUN_BY], DB_ARGS(db_int(id.v), db_int(unit.v)),
                  NULL);
}

const struct err *
agreement_store_set_notice(struct db_tx *tx, agreement_id id, int32_t months)
{
    return db_run(tx, &sql[SET_NOTICE], DB_ARGS(db_int(id.v), db_int(months)),
                  NULL);
}

const struct err *
agreement_store_list_children(struct db_tx *tx, agreement_id id, unit_id unit,
                              struct agreement_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[CHILDREN], DB_ARGS(db_int(id.v), db_int(unit.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement *a = grow(tx->mem, &g, sizeof *a);

        a->id.v = db_get_int(&rows, 0);
        a->title = db_get_text(&rows, 1);
    }
    *out = (struct agreement_list){g.row, g.n};
    return rows.err;
}

/* A statement that must change just one row. Errors: `kind` when it did not. */
static const struct err *
run_one(struct db_tx *tx, int which, const struct db_val *arg, size_t n_arg,
        enum err_kind kind)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[which], arg, n_arg, &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, kind);
}

/* --- the text --- */

const struct err *
draft_store_sections(struct db_tx *tx, version_id id,
                     struct draft_section_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[SECTIONS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct draft_section *d = grow(tx->mem, &g, sizeof *d);

        d->s.id = db_get_int(&rows, 0);
        d->position = (int32_t)db_get_int(&rows, 1);
        d->level = (int32_t)db_get_int(&rows, 2);
        d->s.number = db_get_text(&rows, 3);
        d->s.heading = db_get_text(&rows, 4);
        d->s.body = db_get_text(&rows, 5);
        d->s.version = db_get_int(&rows, 6);
        d->removed = db_get_int(&rows, 7) != 0;
    }
    *out = (struct draft_section_list){g.row, g.n};
    return rows.err;
}

const struct err *
draft_store_insert(struct db_tx *tx, version_id id, struct draft_section *d)
{
    d->s.id = id_new();
    return db_run(tx, &sql[INSERT_SECTION],
                  DB_ARGS(db_int(d->s.id), db_int(id.v), db_int(d->position),
                          db_int(d->level), db_text(d->s.number),
                          db_text(d->s.heading), db_text(d->s.body)),
                  NULL);
}

const struct err *
draft_store_update(struct db_tx *tx, version_id id,
                   const struct draft_section *d)
{
    return run_one(tx, UPDATE_SECTION,
                   DB_ARGS(db_int(d->s.id), db_int(d->s.version), db_int(id.v),
                           db_text(d->s.heading), db_text(d->s.body),
                           db_int(d->level)),
                   CONFLICT);
}

const struct err *
draft_store_place(struct db_tx *tx, const struct draft_section *d)
{
    return db_run(
        tx, &sql[PLACE_SECTION],
        DB_ARGS(db_int(d->s.id), db_int(d->position), db_text(d->s.number)),
        NULL);
}

const struct err *
draft_store_remove(struct db_tx *tx, version_id id, int64_t section,
                   struct instant at)
{
    return run_one(tx, REMOVE_SECTION,
                   DB_ARGS(db_int(section), db_int(id.v), db_time(at)),
                   NOT_FOUND);
}

const struct err *
draft_store_terms(struct db_tx *tx, const struct version *v)
{
    return run_one(tx, TERMS,
                   DB_ARGS(db_int(v->id.v), db_int(v->version),
                           db_date(v->agreed_from), db_date(v->until),
                           db_int(v->notice_months)),
                   CONFLICT);
}

/* --- obligations of sections --- */

const struct err *
draft_store_set_place(struct db_tx *tx, int64_t clause, int64_t section,
                      struct str number)
{
    return db_run(tx, &sql[SET_PLACE],
                  DB_ARGS(db_int(clause), db_int(section), db_text(number)),
                  NULL);
}

const struct err *
draft_store_drop_clause(struct db_tx *tx, version_id id, int64_t clause)
{
    const struct err *err = db_run(tx, &sql[DROP_UNITS],
                                   DB_ARGS(db_int(clause), db_int(id.v)), NULL);

    return err ? err
               : run_one(tx, DROP_CLAUSE, DB_ARGS(db_int(clause), db_int(id.v)),
                         NOT_FOUND);
}

const struct err *
draft_store_bind(struct db_tx *tx, version_id id, struct date from)
{
    return db_run(tx, &sql[BIND], DB_ARGS(db_int(id.v), db_date(from)), NULL);
}

const struct err *
draft_store_last_ref(struct db_tx *tx, agreement_id id, int32_t *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[REFS], DB_ARGS(db_int(id.v)),
                                     &rows);

    *out = 0;
    if (err)
        return err;
    while (db_next(&rows)) {
        struct str ref = db_get_text(&rows, 0);
        int64_t n = 0;

        if (str_to_i64(str_cut(ref, 1, ref.n), &n) && n > *out && n < 10000)
            *out = (int32_t)n;
    }
    return rows.err;
}

/* --- required points --- */

const struct err *
point_store_list(struct db_tx *tx, version_id id, struct point_cover_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[POINTS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct point_cover *p = grow(tx->mem, &g, sizeof *p);

        p->no = (int32_t)db_get_int(&rows, 0);
        p->section = db_get_int(&rows, 1);
        p->reason = db_get_text(&rows, 2);
    }
    *out = (struct point_cover_list){g.row, g.n};
    return rows.err;
}

const struct err *
point_store_put(struct db_tx *tx, version_id id, const struct point_cover *p,
                account_id account, struct instant now)
{
    return db_run(tx, &sql[PUT_POINT],
                  DB_ARGS(db_int(id.v), db_int(p->no), db_id(p->section),
                          db_text(p->reason), db_int(account.v), db_time(now)),
                  NULL);
}

const struct err *
point_store_drop(struct db_tx *tx, version_id id, int32_t no)
{
    return db_run(tx, &sql[DROP_POINT], DB_ARGS(db_int(id.v), db_int(no)),
                  NULL);
}

/* --- comments --- */

const struct err *
comment_store_list(struct db_tx *tx, version_id id, struct comment_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[COMMENTS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct comment *k = grow(tx->mem, &g, sizeof *k);

        k->id = db_get_int(&rows, 0);
        k->section = db_get_int(&rows, 1);
        k->parent = db_get_int(&rows, 2);
        k->unit.v = db_get_int(&rows, 3);
        k->account.v = db_get_int(&rows, 4);
        k->name = db_get_text(&rows, 5);
        k->unit_name = db_get_text(&rows, 6);
        k->body = db_get_text(&rows, 7);
        k->at = db_get_time(&rows, 8);
        k->settled_at = db_get_time(&rows, 9);
    }
    *out = (struct comment_list){g.row, g.n};
    return rows.err;
}

const struct err *
comment_store_insert(struct db_tx *tx, version_id id, const struct comment *k)
{
    return db_run(tx, &sql[INSERT_COMMENT],
                  DB_ARGS(db_int(id_new()), db_int(id.v), db_int(k->section),
                          db_id(k->parent), db_int(k->unit.v),
                          db_int(k->account.v), db_text(k->body),
                          db_time(k->at)),
                  NULL);
}

const struct err *
comment_store_settle(struct db_tx *tx, version_id id, int64_t comment,
                     account_id by, struct instant at)
{
    return run_one(
        tx, SETTLE,
        DB_ARGS(db_int(comment), db_int(id.v), db_int(by.v), db_time(at)),
        NOT_FOUND);
}

/* --- signatures and notice --- */

static struct party_signature
signature_read(const struct db_rows *rows)
{
    return (struct party_signature){.version = {db_get_int(rows, 0)},
                                    .unit = {db_get_int(rows, 1)},
                                    .function = {db_get_int(rows, 2)},
                                    .account = {db_get_int(rows, 3)},
                                    .name = db_get_text(rows, 4),
                                    .unit_name = db_get_text(rows, 5),
                                    .hash = db_get_text(rows, 6),
                                    .at = db_get_time(rows, 7),
                                    .gone = db_get_int(rows, 8) != 0,
                                    .above = db_get_int(rows, 9) != 0};
}

const struct err *
signatures_read(struct db_tx *tx, const struct db_stmt *list, agreement_id id,
                struct party_signature_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, list, DB_ARGS(db_int(id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows))
        *(struct party_signature *)grow(
            tx->mem, &g,
            sizeof(struct party_signature)) = signature_read(&rows);
    *out = (struct party_signature_list){g.row, g.n};
    return rows.err;
}

const struct err *
signature_put(struct db_tx *tx, const struct db_stmt *insert,
              const struct party_signature *s)
{
    return db_run(
        tx, insert,
        DB_ARGS(db_int(id_new()), db_int(s->version.v), db_int(s->unit.v),
                db_int(s->function.v), db_int(s->account.v), db_text(s->name),
                db_text(s->unit_name), db_text(s->hash), db_time(s->at)),
        NULL);
}

const struct err *
signature_store_list(struct db_tx *tx, agreement_id id,
                     struct party_signature_list *out)
{
    return signatures_read(tx, &sql[SIGNATURES], id, out);
}

const struct err *
signature_store_insert(struct db_tx *tx, const struct party_signature *s)
{
    return signature_put(tx, &sql[INSERT_SIGNATURE], s);
}

const struct err *
signature_store_drop(struct db_tx *tx, version_id id, struct instant at,
                     int64_t *out_n)
{
    return db_run(tx, &sql[DROP_SIGNATURES], DB_ARGS(db_int(id.v), db_time(at)),
                  out_n);
}

const struct err *
notice_store_find(struct db_tx *tx, version_id id, struct notice *out,
                  bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[NOTICE], DB_ARGS(db_int(id.v)),
                                     &rows, found);

    if (err || !*found)
        return err;
    *out = (struct notice){.version = id,
                           .unit = {db_get_int(&rows, 0)},
                           .account = {db_get_int(&rows, 1)},
                           .given_on = db_get_date(&rows, 2),
                           .ends_on = db_get_date(&rows, 3),
                           .reason = db_get_text(&rows, 4),
                           .unit_name = db_get_text(&rows, 5),
                           .back_on = DATE_NONE};
    db_rows_close(&rows);
    return NULL;
}

const struct err *
notice_store_insert(struct db_tx *tx, const struct notice *n,
                    struct instant now)
{
    return db_run(tx, &sql[INSERT_NOTICE],
                  DB_ARGS(db_int(n->version.v), db_int(n->unit.v),
                          db_int(n->account.v), db_date(n->given_on),
                          db_date(n->ends_on), db_text(n->reason),
                          db_time(now)),
                  NULL);
}

const struct err *
notice_store_take_back(struct db_tx *tx, const struct notice *n,
                       struct instant now)
{
    const struct err *err = db_run(
        tx, &sql[KEEP_NOTICE],
        DB_ARGS(db_int(id_new()), db_int(n->version.v), db_int(n->unit.v),
                db_date(n->given_on), db_date(n->ends_on), db_text(n->reason),
                db_date(n->back_on), db_int(n->account.v), db_time(now)),
        NULL);

    return err ? err
               : run_one(tx, DROP_NOTICE, DB_ARGS(db_int(n->version.v)),
                         CONFLICT);
}

const struct err *
notice_store_backs(struct db_tx *tx, agreement_id id, struct notice_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[BACKS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        *(struct notice *)grow(tx->mem, &g,
                               sizeof(struct notice)) = (struct notice){
            .version = {db_get_int(&rows, 0)},
            .unit = {db_get_int(&rows, 1)},
            .account = {db_get_int(&rows, 2)},
            .given_on = db_get_date(&rows, 3),
            .ends_on = db_get_date(&rows, 4),
            .reason = db_get_text(&rows, 5),
            .unit_name = db_get_text(&rows, 6),
            .back_on = db_get_date(&rows, 7)};
    *out = (struct notice_list){g.row, g.n};
    return rows.err;
}

const struct err *
draft_store_discard(struct db_tx *tx, const struct version *v)
{
    return run_one(tx, DISCARD,
                   DB_ARGS(db_int(v->id.v), db_int(v->version),
                           db_text(v->note), db_date(v->discarded_on),
                           db_text(v->discarded_by)),
                   CONFLICT);
}

const struct err *
draft_store_led(struct db_tx *tx, agreement_id id, unit_id unit,
                struct date today, struct party_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LED_PARTIES],
        DB_ARGS(db_int(unit.v), db_date(today), db_int(id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows))
        *(struct party *)grow(tx->mem, &g,
                              sizeof(struct party)) = (struct party){
            .agreement = id,
            .unit = {db_get_int(&rows, 0)},
            .name = db_get_text(&rows, 1)};
    *out = (struct party_list){g.row, g.n};
    return rows.err;
}

/* --- by the clock, and what waits --- */

const struct err *
version_store_due(struct db_tx *tx, struct date today, struct version_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[DUE], DB_ARGS(db_date(today)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct version *v = grow(tx->mem, &g, sizeof *v);

        v->agreement.v = db_get_int(&rows, 0);
        v->number = (int32_t)db_get_int(&rows, 1);
    }
    *out = (struct version_list){g.row, g.n};
    return rows.err;
}

static const struct err *
waits(struct db_tx *tx, int which, enum draft_wait_kind kind,
      const struct db_val *arg, size_t n_arg, struct draft_wait_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[which], arg, n_arg, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct draft_wait *w = grow(tx->mem, &g, sizeof *w);

        w->agreement.v = db_get_int(&rows, 0);
        w->title = db_get_text(&rows, 1);
        w->kind = kind;
        w->comments = db_get_int(&rows, 2);
    }
    *out = (struct draft_wait_list){g.row, g.n};
    return rows.err;
}

const struct err *
draft_store_to_sign(struct db_tx *tx, unit_id unit, struct date today,
                    struct draft_wait_list *out)
{
    return waits(tx, TO_SIGN, WAIT_SIGN,
                 DB_ARGS(db_int(unit.v), db_date(today)), out);
}

const struct err *
draft_store_to_renew(struct db_tx *tx, unit_id unit, struct date today,
                     struct date last, struct draft_wait_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[TO_RENEW],
        DB_ARGS(db_int(unit.v), db_date(today), db_date(last)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct draft_wait *w = grow(tx->mem, &g, sizeof *w);

        w->agreement.v = db_get_int(&rows, 0);
        w->title = db_get_text(&rows, 1);
        w->kind = WAIT_END;
        w->on = db_get_date(&rows, 3);
    }
    *out = (struct draft_wait_list){g.row, g.n};
    return rows.err;
}

const struct err *
draft_store_to_answer(struct db_tx *tx, unit_id unit,
                      struct draft_wait_list *out)
{
    return waits(tx, TO_ANSWER, WAIT_ANSWER, DB_ARGS(db_int(unit.v)), out);
}
