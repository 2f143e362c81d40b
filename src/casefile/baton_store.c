/* The baton, its offers, its history and planned absence: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/store.h"

#include "base/buf.h"
#include "db/list.h"
#include "text/messages_casefile.h"
#include "text/messages_registry.h"

enum {
    GET,
    OF_OFFER,
    NAMES,
    PARTY,
    SAVE,
    LOG,
    OFFER_INSERT,
    OFFER_UPDATE,
    OFFER_END,
    UNITS_ASKED,
    OF_FUNCTION,
    LEAVING,
    BOUND,
    STUCK,
    HISTORY,
    ALL_CASES,
    ABSENT,
    ABSENCE_PUT,
    BOUNCES,
    SQL_COUNT
};

/* Messages that lie unread with function f, and were handed to nobody. */
#define HAS_UNREAD                                                        \
    " OR EXISTS (SELECT 1 FROM message_to r WHERE r.function_id = f.id"   \
    " AND r.account_id = f.account_id AND r.settled_at IS NULL"           \
    " AND r.watched_at IS NULL) OR EXISTS (SELECT 1 FROM unit_message_to" \
    " s WHERE s.function_id = f.id AND s.account_id = f.account_id"       \
    " AND s.settled_at IS NULL AND s.watched_at IS NULL)"

/* A case's baton and its open offer. */
#define BATON_COLS                                                    \
    "SELECT f.state, f.holder_function, f.holder_unit, h.kind,"       \
    " f.held_since, f.offers, f.declines, f.expiries, f.asked_since," \
    " f.bounce_raised, f.holder_account, f.is_protected, f.version,"  \
    " o.id, o.to_function, o.to_unit, o.to_kind, o.offered_on,"       \
    " o.due_on, o.talked, o.rung, o.above_function, o.version,"       \
    " o.from_function, o.classes, o.basis, o.consent_by,"             \
    " o.consent_rule, o.source, o.offered_at, o.reason, f.id"
#define BATON_JOINS /* no share: input of the rule and of the gate */ \
    " JOIN unit_function h ON h.id = f.holder_function"               \
    " LEFT JOIN baton_offer o ON o.case_id = f.id AND o.state = 1"

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"baton.get",
             /* no share: the rule's input, read after the gate allowed */
             BATON_COLS " FROM case_file f" BATON_JOINS " WHERE f.id = $1"},
    [OF_OFFER] = {"baton.of_offer",
                  /* no share: leads the gate to the case; the rule's input */
                  BATON_COLS " FROM baton_offer q"
                             " JOIN case_file f ON f.id = q.case_id" BATON_JOINS
                             " WHERE q.id = $1"},
    [NAMES] = {"baton_offer.names",
               /* no share: whom an offer of a case that is shown is for */
               "SELECT a.name, u.name FROM baton_offer o"
               " JOIN unit u ON u.id = o.to_unit"
               " LEFT JOIN account a ON a.id = o.to_account"
               " WHERE o.id = $1"},
    [PARTY] = {"baton.party",
               /* no share: the rule's input, shown to nobody */
               "SELECT f.account_id, f.unit_id, f.kind, f.valid_from,"
               " f.valid_to, p.state FROM unit_function f"
               " LEFT JOIN case_unit p ON p.case_id = $2"
               " AND p.unit_id = f.unit_id AND p.ended_at IS NULL"
               " WHERE f.id = $1"},
    [SAVE] = {"baton.save",
              /* no share: changes without showing */
              "UPDATE case_file SET state = $3, holder_function = $4,"
              " holder_unit = $5, holder_account = $6, held_since = $7,"
              " offers = $8, declines = $9, expiries = $10,"
              " asked_since = $11, bounce_raised = $12, version = $2 + 1"
              " WHERE id = $1 AND version = $2"},
    [LOG] = {"baton.log",
             "INSERT INTO baton_event (case_id, seq, kind, at, day,"
             " by_function, by_unit, by_kind, to_function, to_unit, to_kind,"
             " to_takes_part, gone_function, offer_id, rung, answer_days,"
             " talk_days, bounce_refused, bounce_days, seal) VALUES ($1, $2,"
             " $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
             " $17, $18, $19, $20)"},
    [OFFER_INSERT] = {"baton_offer.insert",
                      "INSERT INTO baton_offer (id, case_id, from_function,"
                      " from_unit, to_function, to_account, to_unit, to_kind,"
                      " above_function, above_account, reason, classes,"
                      " basis, consent_by, consent_rule, source, offered_at,"
                      " offered_on, due_on, talked, rung, state, ended_at,"
                      " ended_by, answer, version) VALUES ($1, $2, $3, $4,"
                      " $5, $6, $7, $8, NULL, NULL, $9, $10, $11, $12, $13,"
                      " $14, $15, $16, $17, 0, 0, 1, NULL, NULL, NULL, 1)"},
    [OFFER_UPDATE] = {"baton_offer.update",
                      /* no share: changes without showing */
                      "UPDATE baton_offer SET to_function = $3,"
                      " to_account = $4, to_unit = $5, to_kind = $6,"
                      " above_function = $7, above_account = $8,"
                      " due_on = $9, talked = $10, rung = $11,"
                      " version = $2 + 1 WHERE id = $1 AND version = $2"
                      " AND state = 1"},
    [OFFER_END] = {"baton_offer.end",
                   /* no share: changes without showing */
                   "UPDATE baton_offer SET state = $3, ended_at = $4,"
                   " ended_by = $5, answer = $6, version = $2 + 1"
                   " WHERE id = $1 AND version = $2 AND state = 1"},
    [UNITS_ASKED] = {"baton_offer.units_asked",
                     /* no share: read after the gate allowed the case */
                     "SELECT COUNT(DISTINCT to_unit) FROM baton_offer"
                     " WHERE case_id = $1 AND offered_on >= $2"},
    [OF_FUNCTION] = {"baton.of_function",
                     /* no share: moves batons, shows nothing */
                     "SELECT id FROM case_file WHERE holder_function = $1"
                     " AND state = 1"
                     " UNION SELECT case_id FROM baton_offer"
                     " WHERE to_function = $1 AND state = 1"
                     " UNION SELECT case_id FROM baton_offer"
                     " WHERE above_function = $1 AND state = 1"
                     " ORDER BY 1"},
    [LEAVING] =
        {"baton.leaving",
         /* no share: moves batons, shows nothing */
         "SELECT f.id FROM unit_function f"
         " WHERE f.valid_to IS NOT NULL AND f.valid_to <= $1"
         " AND (EXISTS (SELECT 1 FROM case_file c"
         " WHERE c.holder_function = f.id AND c.state = 1)"
         " OR EXISTS (SELECT 1 FROM baton_offer o"
         " WHERE o.to_function = f.id AND o.state = 1)"
         " OR EXISTS (SELECT 1 FROM baton_offer p"
         " WHERE p.above_function = f.id AND p.state = 1)"
         " OR EXISTS (SELECT 1 FROM deadline d"
         " WHERE d.function_id = f.id AND d.closed_at IS NULL)" HAS_UNREAD ")"
         " ORDER BY f.id LIMIT 100"},
    [BOUND] = {"baton.bound",
               /* no share: asks whether somebody must stand in */
               "SELECT f.id FROM unit_function f WHERE f.id = $1"
               " AND (EXISTS (SELECT 1 FROM case_file c"
               " WHERE c.holder_function = f.id AND c.state = 1)"
               " OR EXISTS (SELECT 1 FROM baton_offer o"
               " WHERE o.to_function = f.id AND o.state = 1)"
               " OR EXISTS (SELECT 1 FROM baton_offer p"
               " WHERE p.above_function = f.id AND p.state = 1)"
               " OR EXISTS (SELECT 1 FROM case_team t"
               " WHERE t.function_id = f.id AND t.ended_at IS NULL)"
               " OR EXISTS (SELECT 1 FROM deadline d"
               " WHERE d.function_id = f.id AND d.closed_at IS NULL)" HAS_UNREAD
               ")"},
    [STUCK] = {"baton.stuck",
               /* no share: raises escalations, shows nothing */
               "SELECT id FROM case_file WHERE state = 1 AND offers > 0"
               " AND bounce_raised = 0 AND asked_since <= $1"
               " ORDER BY asked_since, id LIMIT 200"},
    [HISTORY] = {"baton.history",
                 /* no share: replayed by verify and by tests */
                 "SELECT kind, day, by_function, by_unit, by_kind,"
                 " to_function, to_unit, to_kind, to_takes_part,"
                 " gone_function, offer_id, rung, answer_days, talk_days,"
                 " bounce_refused, bounce_days, seq, at, seal"
                 " FROM baton_event"
                 " WHERE case_id = $1 ORDER BY seq"},
    [ALL_CASES] = {"baton.all_cases",
                   /* no share: replayed by verify */
                   "SELECT id FROM case_file WHERE id > $1 ORDER BY id"
                   " LIMIT 500"},
    [ABSENT] = {"absence.find",
                "SELECT to_on FROM absence WHERE function_id = $1"
                " AND ended_at IS NULL AND from_on <= $2 AND to_on >= $2"
                " ORDER BY to_on DESC LIMIT 1"},
    [ABSENCE_PUT] = {"absence.put",
                     "INSERT INTO absence (id, function_id, from_on, to_on,"
                     " made_at, ended_at) VALUES ($1, $2, $3, $4, $5, NULL)"},
    [BOUNCES] = {"baton.bounces",
                 /* no share: counts without identity, protected left out */
                 "SELECT u.name, COUNT(*), CAST(SUM(f.offers) AS BIGINT),"
                 " CAST(SUM(f.declines + f.expiries) AS BIGINT),"
                 " CAST(SUM(f.bounce_raised) AS BIGINT)"
                 " FROM case_file f JOIN unit u ON u.id = f.holder_unit"
                 " WHERE f.state = 1 AND f.offers > 0 AND f.is_protected = 0"
                 " GROUP BY u.id, u.name ORDER BY u.name, u.id LIMIT 500"},
};
const struct db_set baton_sql = {sql, SQL_COUNT};

static void
offer_read(const struct db_rows *rows, struct baton_row *out)
{
    struct baton_offer *o = &out->baton.offer;

    o->id.v = db_get_int(rows, 13);
    if (o->id.v == 0)
        return;
    o->to.function.v = db_get_int(rows, 14);
    o->to.unit.v = db_get_int(rows, 15);
    (void)function_kind_parse(db_get_text(rows, 16), &o->to.kind);
    o->made = db_get_date(rows, 17);
    o->due = db_get_date(rows, 18);
    o->talked = db_get_int(rows, 19) != 0;
    o->rung = (enum baton_rung)db_get_int(rows, 20);
    o->above.v = db_get_int(rows, 21);
    out->offer_version = db_get_int(rows, 22);
    out->offer_from.v = db_get_int(rows, 23);
    out->offer_classes = (uint32_t)db_get_int(rows, 24);
    (void)basis_parse(db_get_text(rows, 25), &out->offer_basis);
    out->offer_consented = consenter_parse(db_get_text(rows, 26),
                                           &out->offer_consent_by);
    out->offer_consent_rule = db_get_text(rows, 27);
    out->offer_source = db_get_blob(rows, 28);
    out->offered_at = db_get_time(rows, 29);
    out->reason = db_get_blob(rows, 30);
}

static const struct err *
read_one(struct db_tx *tx, const struct db_stmt *stmt, int64_t id,
         struct baton_row *out)
{
    struct db_rows rows;
    bool found = false;
    struct baton *b = &out->baton;
    const struct err *err = db_first(tx, stmt, DB_ARGS(db_int(id)), &rows,
                                     &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out = (struct baton_row){.case_id = {db_get_int(&rows, 31)}};
    b->open = db_get_int(&rows, 0) != 0;
    b->holder.function.v = db_get_int(&rows, 1);
    b->holder.unit.v = db_get_int(&rows, 2);
    (void)function_kind_parse(db_get_text(&rows, 3), &b->holder.kind);
    b->held_since = db_get_date(&rows, 4);
    b->offers = (int32_t)db_get_int(&rows, 5);
    b->declines = (int32_t)db_get_int(&rows, 6);
    b->expiries = (int32_t)db_get_int(&rows, 7);
    b->asked_since = db_get_date(&rows, 8);
    b->bounce_raised = db_get_int(&rows, 9) != 0;
    out->holder_account.v = db_get_int(&rows, 10);
    out->is_protected = db_get_int(&rows, 11) != 0;
    out->version = db_get_int(&rows, 12);
    offer_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
baton_store_get(struct db_tx *tx, case_id id, struct baton_row *out)
{
    return read_one(tx, &sql[GET], id.v, out);
}

const struct err *
baton_store_of_offer(struct db_tx *tx, offer_id id, struct baton_row *out)
{
    return read_one(tx, &sql[OF_OFFER], id.v, out);
}

const struct err *
baton_store_names(struct db_tx *tx, struct baton_row *row)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err;

    if (row->baton.offer.id.v == 0)
        return NULL;
    err = db_first(tx, &sql[NAMES], DB_ARGS(db_int(row->baton.offer.id.v)),
                   &rows, &found);
    if (err || !found)
        return err;
    row->to_name = db_get_text(&rows, 0);
    row->to_unit_name = db_get_text(&rows, 1);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
baton_store_party(struct db_tx *tx, case_id id, function_id f,
                  struct date today, struct baton_party *out,
                  account_id *out_account)
{
    struct db_rows rows;
    bool found = false;
    struct function_row row = {0};
    const struct err *err = db_first(
        tx, &sql[PARTY], DB_ARGS(db_int(f.v), db_int(id.v)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND, .msg = MSG_FUNCTION_NOT_FOUND);
    row.valid_from = db_get_date(&rows, 3);
    row.valid_to = db_get_date(&rows, 4);
    *out = (struct baton_party){
        .function = f,
        .unit = {db_get_int(&rows, 1)},
        .active = function_is_valid(&row, today),
        .takes_part = !db_is_null(&rows, 5),
        .joined = str_eq_cz(db_get_text(&rows, 5), "active"),
    };
    (void)function_kind_parse(db_get_text(&rows, 2), &out->kind);
    *out_account = (account_id){db_get_int(&rows, 0)};
    db_rows_close(&rows);
    return NULL;
}

static const struct err *
one_row(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, int msg)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, stmt, arg, n_arg, &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = msg);
    return err;
}

const struct err *
baton_store_save(struct db_tx *tx, const struct baton_row *before,
                 const struct baton *after, account_id holder_account)
{
    return one_row(
        tx, &sql[SAVE],
        DB_ARGS(db_int(before->case_id.v), db_int(before->version),
                db_int(after->open), db_int(after->holder.function.v),
                db_int(after->holder.unit.v), db_int(holder_account.v),
                db_date(after->held_since), db_int(after->offers),
                db_int(after->declines), db_int(after->expiries),
                db_date(after->asked_since), db_int(after->bounce_raised)),
        MSG_CASE_CHANGED);
}

static struct db_val
kind_of(const struct baton_party *p)
{
    return db_cz(p->unit.v ? function_kind_code(p->kind) : "");
}

/* A row of the history, bound to its case and place by a keyed hash: what the
 * replay alone would not notice, as who answered, is found all the same. */
static struct hash
seal_of(struct arena *mem, const struct keyring *keys, case_id id, int64_t seq,
        const struct baton_event *e, struct instant at)
{
    const struct hash none = {{0}};
    const int64_t part[] = {
        id.v,
        seq,
        (int64_t)e->kind,
        at.us,
        e->day.days,
        e->by.function.v,
        e->by.unit.v,
        e->by.unit.v ? (int64_t)e->by.kind : 0,
        e->to.function.v,
        e->to.unit.v,
        e->to.unit.v ? (int64_t)e->to.kind : 0,
        e->to.takes_part,
        e->gone.function.v,
        e->offer.v,
        (int64_t)e->rung,
        e->terms.answer_days,
        e->terms.talk_days,
        e->terms.bounce_refused,
        e->terms.bounce_days,
    };
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < ARRAY_LEN(part); i++) {
        buf_i64(&b, part[i]);
        buf_char(&b, ' ');
    }
    return chain_next(keys, &none, buf_done(&b));
}

const struct err *
baton_store_log(struct db_tx *tx, const struct keyring *keys, case_id id,
                int64_t seq, const struct baton_event *e, struct instant now)
{
    struct hash seal = seal_of(tx->mem, keys, id, seq, e, now);

    return db_run(
        tx, &sql[LOG],
        DB_ARGS(db_int(id.v), db_int(seq), db_int((int64_t)e->kind),
                db_time(now), db_date(e->day), db_id(e->by.function.v),
                db_id(e->by.unit.v), kind_of(&e->by), db_id(e->to.function.v),
                db_id(e->to.unit.v), kind_of(&e->to), db_int(e->to.takes_part),
                db_id(e->gone.function.v), db_id(e->offer.v),
                db_int((int64_t)e->rung), db_int(e->terms.answer_days),
                db_int(e->terms.talk_days), db_int(e->terms.bounce_refused),
                db_int(e->terms.bounce_days),
                db_blob((struct str){(const char *)seal.b, HASH_BYTES})),
        NULL);
}

const struct err *
baton_store_insert_offer(struct db_tx *tx, const struct baton_row *r,
                         const struct baton *after, account_id to_account,
                         struct instant now)
{
    const struct baton_offer *o = &after->offer;

    return db_run(
        tx, &sql[OFFER_INSERT],
        DB_ARGS(db_int(o->id.v), db_int(r->case_id.v),
                db_int(after->holder.function.v), db_int(after->holder.unit.v),
                db_id(o->to.function.v), db_id(to_account.v),
                db_int(o->to.unit.v), kind_of(&o->to), db_blob(r->reason),
                db_int(r->offer_classes), db_cz(basis_word(r->offer_basis)),
                db_cz(r->offer_consented ? consenter_word(r->offer_consent_by)
                                         : ""),
                db_text(r->offer_consent_rule), db_blob(r->offer_source),
                db_time(now), db_date(o->made), db_date(o->due)),
        NULL);
}

const struct err *
baton_store_update_offer(struct db_tx *tx, const struct baton_row *before,
                         const struct baton *after, account_id to_account,
                         account_id above_account)
{
    const struct baton_offer *o = &after->offer;

    return one_row(tx, &sql[OFFER_UPDATE],
                   DB_ARGS(db_int(o->id.v), db_int(before->offer_version),
                           db_id(o->to.function.v), db_id(to_account.v),
                           db_int(o->to.unit.v), kind_of(&o->to),
                           db_id(o->above.v), db_id(above_account.v),
                           db_date(o->due), db_int(o->talked),
                           db_int((int64_t)o->rung)),
                   MSG_BATON_OFFER_NOT_OPEN);
}

const struct err *
baton_store_end_offer(struct db_tx *tx, const struct baton_row *before,
                      enum offer_state how, function_id by,
                      struct str sealed_answer, struct instant now)
{
    return one_row(tx, &sql[OFFER_END],
                   DB_ARGS(db_int(before->baton.offer.id.v),
                           db_int(before->offer_version), db_int((int64_t)how),
                           db_time(now), db_id(by.v), db_blob(sealed_answer)),
                   MSG_BATON_OFFER_NOT_OPEN);
}

const struct err *
baton_store_units_asked(struct db_tx *tx, case_id id, struct date since,
                        int32_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[UNITS_ASKED],
                                     DB_ARGS(db_int(id.v), db_date(since)),
                                     &rows, &found);

    if (err)
        return err;
    *out = 0;
    if (found) {
        *out = (int32_t)db_get_int(&rows, 0);
        db_rows_close(&rows);
    }
    return NULL;
}

/* All ids of a query's first column. */
static void
case_read(const struct db_rows *rows, void *row)
{
    *(case_id *)row = (case_id){db_get_int(rows, 0)};
}

static const struct err *
read_cases(struct db_tx *tx, const struct db_stmt *stmt,
           const struct db_val *arg, size_t n_arg, struct case_ids *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, stmt, arg, n_arg, DB_ALL,
                                    sizeof(case_id), case_read, &g);

    *out = (struct case_ids){g.row, g.n};
    return err;
}

const struct err *
baton_store_list_of_function(struct db_tx *tx, function_id f,
                             struct case_ids *out)
{
    return read_cases(tx, &sql[OF_FUNCTION], DB_ARGS(db_int(f.v)), out);
}

static void
function_read(const struct db_rows *rows, void *row)
{
    *(function_id *)row = (function_id){db_get_int(rows, 0)};
}

static const struct err *
read_functions(struct db_tx *tx, const struct db_stmt *stmt,
               const struct db_val *arg, size_t n_arg, struct function_ids *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, stmt, arg, n_arg, DB_ALL,
                                    sizeof(function_id), function_read, &g);

    *out = (struct function_ids){g.row, g.n};
    return err;
}

const struct err *
baton_store_list_leaving(struct db_tx *tx, struct date today,
                         struct function_ids *out)
{
    return read_functions(tx, &sql[LEAVING], DB_ARGS(db_date(today)), out);
}

const struct err *
baton_store_list_bound(struct db_tx *tx, function_id f,
                       struct function_ids *out)
{
    return read_functions(tx, &sql[BOUND], DB_ARGS(db_int(f.v)), out);
}

const struct err *
baton_store_list_stuck(struct db_tx *tx, struct date before,
                       struct case_ids *out)
{
    return read_cases(tx, &sql[STUCK], DB_ARGS(db_date(before)), out);
}

const struct err *
baton_store_all_cases(struct db_tx *tx, case_id after, struct case_ids *out)
{
    return read_cases(tx, &sql[ALL_CASES], DB_ARGS(db_int(after.v)), out);
}

/* Stored events were applied, so who took part in them was active then. */
static void
event_read(const struct db_rows *rows, struct baton_event *e)
{
    *e = (struct baton_event){
        .kind = (enum baton_event_kind)db_get_int(rows, 0),
        .day = db_get_date(rows, 1),
        .by = {.function = {db_get_int(rows, 2)},
               .unit = {db_get_int(rows, 3)},
               .active = true,
               .takes_part = true},
        .to = {.function = {db_get_int(rows, 5)},
               .unit = {db_get_int(rows, 6)},
               .active = true,
               .takes_part = db_get_int(rows, 8) != 0},
        .gone = {.function = {db_get_int(rows, 9)}},
        .offer = {db_get_int(rows, 10)},
        .rung = (enum baton_rung)db_get_int(rows, 11),
        .terms = {.answer_days = (int32_t)db_get_int(rows, 12),
                  .talk_days = (int32_t)db_get_int(rows, 13),
                  .bounce_refused = (int32_t)db_get_int(rows, 14),
                  .bounce_days = (int32_t)db_get_int(rows, 15)},
    };
    (void)function_kind_parse(db_get_text(rows, 4), &e->by.kind);
    (void)function_kind_parse(db_get_text(rows, 7), &e->to.kind);
}

/* Is the row at hand the one that was written? Its last three columns are its
 * place, its time and its seal. */
static bool
has_seal(const struct db_rows *rows, const struct keyring *keys, case_id id,
         const struct baton_event *e)
{
    struct hash seal = seal_of(rows->tx->mem, keys, id, db_get_int(rows, 16), e,
                               db_get_time(rows, 17));

    return str_eq((struct str){(const char *)seal.b, HASH_BYTES},
                  db_get_blob(rows, 18));
}

const struct err *
baton_store_history(struct db_tx *tx, const struct keyring *keys, case_id id,
                    struct baton_history *out)
{
    bool sealed = true;
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[HISTORY], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct baton_event *e = grow(tx->mem, &g, sizeof *e);

        event_read(&rows, e);
        sealed = has_seal(&rows, keys, id, e) && sealed;
    }
    *out = (struct baton_history){g.row, g.n, sealed};
    return rows.err;
}

const struct err *
baton_store_absent(struct db_tx *tx, function_id f, struct date on,
                   struct date *out_until, bool *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[ABSENT], DB_ARGS(db_int(f.v), db_date(on)), &rows, &found);

    if (err)
        return err;
    *out = found;
    if (found) {
        *out_until = db_get_date(&rows, 0);
        db_rows_close(&rows);
    }
    return NULL;
}

const struct err *
baton_store_put_absence(struct db_tx *tx, function_id f, struct date from,
                        struct date to, struct instant now)
{
    return db_run(tx, &sql[ABSENCE_PUT],
                  DB_ARGS(db_int(id_new()), db_int(f.v), db_date(from),
                          db_date(to), db_time(now)),
                  NULL);
}

static void
bounce_read(const struct db_rows *rows, void *row)
{
    struct bounce_count *b = row;

    *b = (struct bounce_count){
        .unit_name = db_get_text(rows, 0),
        .cases = db_get_int(rows, 1),
        .offers = db_get_int(rows, 2),
        .refused = db_get_int(rows, 3),
        .raised = db_get_int(rows, 4),
    };
}

const struct err *
baton_store_bounces(struct db_tx *tx, struct bounce_counts *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[BOUNCES], DB_NO_ARGS, DB_ALL,
                                    sizeof(struct bounce_count), bounce_read,
                                    &g);

    *out = (struct bounce_counts){g.row, g.n};
    return err;
}
