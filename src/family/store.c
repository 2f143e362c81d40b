/* The family's accounts, statements and what is withheld: statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/store.h"

#include "db/list.h"
#include "sharing/share.h"
#include "text/messages_family.h"

enum {
    LINKS,
    LINKS_OF,
    LINK,
    FACTS,
    HAS_FOSTER,
    LINK_INSERT,
    LINK_END,
    SAY,
    SAID,
    SAID_OWN,
    ANSWER,
    WITHHELD,
    WITHHOLD,
    DECIDE,
    SQL_COUNT
};

#define LINK_COLS                                           \
    "l.id, l.case_id, l.account_id, l.kind, l.person_id,"   \
    " l.made_at, f.holder_unit, f.holder_account, a.login," \
    " l.from_day, l.to_day, l.care"
#define LINK_FROM                                              \
    " FROM family_link l JOIN case_file f ON f.id = l.case_id" \
    " JOIN account a ON a.id = l.account_id"
/* Not ended, and a foster home's within its period, both days inclusive. */
#define HOLDS_ON(DAY)                                  \
    " AND l.ended_at IS NULL AND (l.kind <> 'foster'"  \
    " OR (l.from_day <= " DAY " AND (l.to_day IS NULL" \
    " OR l.to_day >= " DAY ")))"
#define SAID_COLS                                                 \
    "s.id, s.case_id, s.unit_id, s.said_by, s.informed, s.words," \
    " s.agrees, s.to_guardians, s.said_at, s.weight, s.outcome,"  \
    " s.became, s.answered_at, COALESCE(p.name, '')"
#define SAID_FROM                                            \
    " FROM statement s JOIN case_file f ON f.id = s.case_id" \
    " LEFT JOIN unit_function u ON u.id = s.answered_by"     \
    " LEFT JOIN account p ON p.id = u.account_id"

static const struct db_stmt sql[SQL_COUNT] = {
    [LINKS] = {"family.links",
               /* no share: one's own link says that it is one's own */
               "SELECT " LINK_COLS LINK_FROM
               " WHERE l.account_id = $1" HOLDS_ON(
                   "$2") " ORDER BY l.made_at, l.id"},
    [LINKS_OF] = {"family.links_of",
                  "SELECT " LINK_COLS LINK_FROM
                  " WHERE l.case_id = $4 AND l.ended_at IS NULL"
                  " AND " SHARE_SEES_CORE("f") " ORDER BY l.made_at, l.id"},
    [LINK] = {"family.link",
              /* no share: one's own link says that it is one's own */
              "SELECT " LINK_COLS LINK_FROM
              " WHERE l.id = $1 AND l.account_id = $2" HOLDS_ON("$3")},
    [FACTS] = {"family.facts",
               /* no share: the gate asks who the account is in the case */
               "SELECT l.kind, f.is_protected, (SELECT COUNT(*) FROM"
               " case_short_list k WHERE k.case_id = f.id"
               " AND k.account_id = $2) FROM family_link l JOIN case_file f"
               " ON f.id = l.case_id WHERE l.case_id = $1"
               " AND l.account_id = $2" HOLDS_ON("$3")},
    [HAS_FOSTER] = {"family.has_foster",
                    /* no share: whether, for the child's own page */
                    "SELECT COUNT(*) FROM family_link l WHERE l.case_id = $1"
                    " AND l.kind = 'foster'" HOLDS_ON("$2")},
    [LINK_INSERT] = {"family.link_insert",
                     "INSERT INTO family_link (id, case_id, account_id, kind,"
                     " person_id, made_at, made_by, ended_at, from_day,"
                     " to_day, care)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, $9,"
                     " $10)"},
    [LINK_END] = {"family.link_end",
                  /* no share: the gate let the holder end it */
                  "UPDATE family_link SET ended_at = $3 WHERE id = $2"
                  " AND case_id = $1 AND ended_at IS NULL"
                  " AND CASE WHEN kind = 'foster' THEN 1 ELSE 0 END = $4"},
    [SAY] = {"statement.insert",
             "INSERT INTO statement (id, case_id, unit_id, said_by, informed,"
             " words, agrees, to_guardians, said_at, made_by, weight, outcome,"
             " became, answered_at, answered_by) VALUES ($1, $2, $3, $4, $5,"
             " $6, $7, $8, $9, $10, NULL, NULL, '', NULL, NULL)"},
    [SAID] = {"statement.list",
              "SELECT " SAID_COLS SAID_FROM
              " WHERE s.case_id = $4 AND " SHARE_SEES(
                  "f", "'voice'") " ORDER BY s.said_at DESC, s.id DESC"},
    [SAID_OWN] = {"statement.own",
                  /* no share: the family's own page, by its own link */
                  "SELECT " SAID_COLS SAID_FROM
                  " JOIN family_link l ON l.case_id = s.case_id"
                  " AND l.account_id = $2 AND l.ended_at IS NULL"
                  " WHERE s.case_id = $1 AND (l.kind = 'child'"
                  " OR (l.kind = 'guardian' AND s.to_guardians = 1))"
                  " ORDER BY s.said_at DESC, s.id DESC"},
    [ANSWER] = {"statement.answer",
                /* no share: the gate let the team answer what it has read */
                "UPDATE statement SET weight = $3, outcome = $4, became = $5,"
                " answered_at = $6, answered_by = $7 WHERE id = $2"
                " AND case_id = $1 AND answered_at IS NULL"},
    [WITHHELD] = {"withheld.list",
                  /* no share: it hides, and is shown to the child and those
                   * who may give access */
                  "SELECT id, class, state, reason, asked_at FROM withheld"
                  " WHERE case_id = $1 AND state <> 'lifted'"
                  " ORDER BY asked_at"},
    [WITHHOLD] = {"withheld.insert",
                  "INSERT INTO withheld (id, case_id, class, state, reason,"
                  " asked_at, asked_by, decided_at, decided_by, decision)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)"},
    [DECIDE] = {"withheld.decide",
                /* no share: the gate let the child or the holder decide */
                "UPDATE withheld SET state = $3, decided_at = $4,"
                " decided_by = $5 WHERE case_id = $1 AND class = $2"
                " AND state <> 'lifted'"},
};
const struct db_set family_sql = {sql, SQL_COUNT};

static void
link_read(const struct db_rows *rows, void *row)
{
    struct family_link *l = row;

    *l = (struct family_link){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .account = {db_get_int(rows, 2)},
        .person = db_get_int(rows, 4),
        .made_at = db_get_time(rows, 5),
        .holder_unit = {db_get_int(rows, 6)},
        .holder_account = {db_get_int(rows, 7)},
        .login = db_get_text(rows, 8),
        .from = db_get_date(rows, 9),
        .to = db_get_date(rows, 10),
        .care = db_get_blob(rows, 11),
    };
    (void)family_kind_parse(db_get_text(rows, 3), &l->kind);
}

const struct err *
family_store_links(struct db_tx *tx, account_id account, struct date on,
                   struct link_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LINKS], DB_ARGS(db_int(account.v), db_date(on)), DB_ALL,
        sizeof(struct family_link), link_read, &g);

    if (!err)
        *out = (struct link_list){g.row, g.n};
    return err;
}

const struct err *
family_store_links_of(struct db_tx *tx, unit_id acting, struct instant now,
                      account_id account, case_id id, struct link_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[LINKS_OF],
                                    DB_ARGS(db_int(acting.v), db_time(now),
                                            db_int(account.v), db_int(id.v)),
                                    DB_ALL, sizeof(struct family_link),
                                    link_read, &g);

    if (!err)
        *out = (struct link_list){g.row, g.n};
    return err;
}

const struct err *
family_store_link(struct db_tx *tx, int64_t id, account_id account,
                  struct date on, struct family_link *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(
        tx, &sql[LINK], DB_ARGS(db_int(id), db_int(account.v), db_date(on)),
        &rows, found);

    if (err || !*found)
        return err;
    link_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
family_store_facts(struct db_tx *tx, case_id id, account_id account,
                   struct date on, struct family_facts *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[FACTS], DB_ARGS(db_int(id.v), db_int(account.v), db_date(on)),
        &rows, &found);

    *out = (struct family_facts){.found = false};
    if (err || !found)
        return err;
    out->found = family_kind_parse(db_get_text(&rows, 0), &out->kind);
    out->is_protected = db_get_int(&rows, 1) != 0;
    out->on_short_list = db_get_int(&rows, 2) != 0;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
family_store_has_foster(struct db_tx *tx, case_id id, struct date on, bool *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[HAS_FOSTER],
                                     DB_ARGS(db_int(id.v), db_date(on)), &rows,
                                     &found);

    *out = false;
    if (err || !found)
        return err;
    *out = db_get_int(&rows, 0) > 0;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
family_store_insert_link(struct db_tx *tx, const struct family_link *l,
                         function_id by, struct instant now)
{
    return db_run(tx, &sql[LINK_INSERT],
                  DB_ARGS(db_int(l->id), db_int(l->case_id.v),
                          db_int(l->account.v),
                          db_cz(family_kind_word(l->kind)), db_id(l->person),
                          db_time(now), db_int(by.v), db_date(l->from),
                          db_date(l->to), db_blob(l->care)),
                  NULL);
}

const struct err *
family_store_end_link(struct db_tx *tx, case_id id, int64_t link, bool foster,
                      struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[LINK_END],
        DB_ARGS(db_int(id.v), db_int(link), db_time(now), db_int(foster)), &n);

    return err || n > 0 ? err : ERR(tx->mem, NOT_FOUND);
}

const struct err *
statement_store_insert(struct db_tx *tx, const struct statement *s,
                       account_id said_by, function_id by, struct instant now)
{
    return db_run(tx, &sql[SAY],
                  DB_ARGS(db_int(s->id), db_int(s->case_id.v),
                          db_int(s->unit.v), db_id(said_by.v),
                          db_blob(s->informed), db_blob(s->words),
                          db_cz(agrees_word(s->agrees)),
                          db_int(s->to_guardians), db_time(now), db_int(by.v)),
                  NULL);
}

static void
statement_read(const struct db_rows *rows, void *row)
{
    struct statement *s = row;

    *s = (struct statement){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .by_child = db_get_int(rows, 3) != 0,
        .informed = db_get_blob(rows, 4),
        .words = db_get_blob(rows, 5),
        .to_guardians = db_get_int(rows, 7) != 0,
        .said_at = db_get_time(rows, 8),
        .weight = db_get_blob(rows, 9),
        .outcome = db_get_blob(rows, 10),
        .answered_at = db_get_time(rows, 12),
        .answered_by = db_get_text(rows, 13),
    };
    (void)agrees_parse(db_get_text(rows, 6), &s->agrees);
    (void)became_parse(db_get_text(rows, 11), &s->became);
}

const struct err *
statement_store_list(struct db_tx *tx, unit_id acting, struct instant now,
                     account_id account, case_id id, struct statement_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[SAID],
                                    DB_ARGS(db_int(acting.v), db_time(now),
                                            db_int(account.v), db_int(id.v)),
                                    DB_ALL, sizeof(struct statement),
                                    statement_read, &g);

    if (!err)
        *out = (struct statement_list){g.row, g.n};
    return err;
}

const struct err *
statement_store_own(struct db_tx *tx, case_id id, account_id account,
                    struct statement_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[SAID_OWN], DB_ARGS(db_int(id.v), db_int(account.v)), DB_ALL,
        sizeof(struct statement), statement_read, &g);

    if (!err)
        *out = (struct statement_list){g.row, g.n};
    return err;
}

const struct err *
statement_store_answer(struct db_tx *tx, const struct statement *s,
                       function_id by, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[ANSWER],
        DB_ARGS(db_int(s->case_id.v), db_int(s->id), db_blob(s->weight),
                db_blob(s->outcome), db_cz(became_word(s->became)),
                db_time(now), db_int(by.v)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_VOICE_ANSWERED_ALREADY);
    return err;
}

static void
withheld_read(const struct db_rows *rows, void *row)
{
    struct withheld *w = row;

    *w = (struct withheld){
        .id = db_get_int(rows, 0),
        .reason = db_get_blob(rows, 3),
        .asked_at = db_get_time(rows, 4),
    };
    (void)info_class_parse(db_get_text(rows, 1), &w->class_);
    (void)withheld_state_parse(db_get_text(rows, 2), &w->state);
}

const struct err *
withheld_store_list(struct db_tx *tx, case_id id, struct withheld_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[WITHHELD], DB_ARGS(db_int(id.v)),
                                    DB_ALL, sizeof(struct withheld),
                                    withheld_read, &g);

    if (!err)
        *out = (struct withheld_list){g.row, g.n};
    return err;
}

const struct err *
withheld_store_insert(struct db_tx *tx, case_id id, const struct withheld *w,
                      function_id by, struct instant now)
{
    return db_run(tx, &sql[WITHHOLD],
                  DB_ARGS(db_int(w->id), db_int(id.v),
                          db_cz(info_class_word(w->class_)),
                          db_cz(withheld_state_word(w->state)),
                          db_blob(w->reason), db_time(now), db_int(by.v)),
                  NULL);
}

const struct err *
withheld_store_decide(struct db_tx *tx, case_id id, enum info_class k,
                      enum withheld_state state, function_id by,
                      struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[DECIDE],
        DB_ARGS(db_int(id.v), db_cz(info_class_word(k)),
                db_cz(withheld_state_word(state)), db_time(now), db_int(by.v)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_YOUNG_NOT_HIDDEN);
    return err;
}
