/* The tables of rules and codes in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/grow.h"
#include "registry/reference.h"

#define CODE_ROW(FIRST, COL) \
    FIRST(code, text)        \
    COL(text_nb, text)       \
    COL(text_nn, text)       \
    COL(text_en, text)       \
    COL(valid_from, date)    \
    COL(valid_to, date)      \
    COL(alt_code, text)

#define DEADLINE_ROW(FIRST, COL) \
    FIRST(rule, text)            \
    COL(name_nb, text)           \
    COL(length, i64)             \
    COL(unit, text)              \
    COL(starts_nb, text)         \
    COL(legal_basis, text)       \
    COL(responsible_nb, text)    \
    COL(certainty, certainty)    \
    COL(source, text)            \
    COL(note, text)

#define INSTRUMENT_ROW(FIRST, COL) \
    FIRST(code, text)              \
    COL(name, text)                \
    COL(informant_nb, text)        \
    COL(age_nb, text)              \
    COL(domain_nb, text)           \
    COL(licence, text)             \
    COL(certainty, certainty)

#define AREA_ROW(FIRST, COL) \
    FIRST(code, text)        \
    COL(name_nb, text)       \
    COL(certainty, certainty)

#define CONSENT_ROW(FIRST, COL) \
    FIRST(rule, text)           \
    COL(topic, text)            \
    COL(age_from, i32)          \
    COL(age_to, i32)            \
    COL(situation_nb, text)     \
    COL(who_decides_nb, text)   \
    COL(rule_nb, text)          \
    COL(legal_basis, text)      \
    COL(valid_from, date)       \
    COL(valid_to, date)

enum { CODES, ONE_CODE, DEADLINES, INSTRUMENTS, AREAS, CONSENTS, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [CODES] = {"reference.codes",
               "SELECT " DB_COLUMNS(
                   CODE_ROW) " FROM code WHERE list = $1"
                             " AND (CAST($2 AS TEXT) IS NULL OR"
                             " ((valid_from IS NULL OR valid_from <= $2)"
                             " AND (valid_to IS NULL OR valid_to >= $2)))"
                             " ORDER BY position, code"},
    [ONE_CODE] = {"reference.one_code",
                  "SELECT " DB_COLUMNS(
                      CODE_ROW) " FROM code"
                                " WHERE list = $1 AND code = $2"},
    [DEADLINES] = {"reference.deadlines",
                   "SELECT " DB_COLUMNS(DEADLINE_ROW) " FROM deadline_rule"
                                                      " ORDER BY rule"},
    [INSTRUMENTS] = {"reference.instruments",
                     "SELECT " DB_COLUMNS(
                         INSTRUMENT_ROW) " FROM instrument"
                                         " ORDER BY name COLLATE nb, code"},
    [AREAS] = {"reference.areas",
               "SELECT " DB_COLUMNS(AREA_ROW) " FROM report_area"
                                              " ORDER BY position, code"},
    [CONSENTS] =
        {"reference.consents",
         "SELECT " DB_COLUMNS(
             CONSENT_ROW) " FROM consent_rule"
                          " WHERE topic = $1"
                          " AND (valid_from IS NULL OR valid_from <= $2)"
                          " AND (valid_to IS NULL OR valid_to >= $2)"
                          " ORDER BY age_from, rule"},
};
const struct db_set reference_sql = {sql, SQL_COUNT};

static void
db_read_certainty(const struct db_rows *rows, int col, enum certainty *out)
{
    bool known = certainty_parse(db_get_text(rows, col), out);

    ASSERT(known);
}

/* A reader of one row and a function that reads them all. */
#define READ_LIST(name, type, ROW)                                           \
    static void name##_read(const struct db_rows *rows, struct type *out)    \
    {                                                                        \
        int col = 0;                                                         \
                                                                             \
        DB_READ(ROW)                                                         \
    }                                                                        \
    static const struct err *name(struct db_tx *tx, const struct db_stmt *s, \
                                  const struct db_val *arg, size_t n,        \
                                  struct type##_list *out)                   \
    {                                                                        \
        struct growing g = {0};                                              \
        struct db_rows rows;                                                 \
        const struct err *err = db_query(tx, s, arg, n, &rows);              \
                                                                             \
        if (err)                                                             \
            return err;                                                      \
        while (db_next(&rows))                                               \
            name##_read(&rows, grow(tx->mem, &g, sizeof *out->row));         \
        if (!rows.err)                                                       \
            *out = (struct type##_list){g.row, g.n};                         \
        return rows.err;                                                     \
    }
READ_LIST(codes_of, code, CODE_ROW)
READ_LIST(deadlines_of, deadline_rule, DEADLINE_ROW)
READ_LIST(instruments_of, instrument, INSTRUMENT_ROW)
READ_LIST(areas_of, report_area, AREA_ROW)
READ_LIST(consents_of, consent_reference, CONSENT_ROW)

struct str
code_text(const struct code *c, enum lang l)
{
    if (l == LANG_NN && c->text_nn.n)
        return c->text_nn;
    if (l == LANG_EN && c->text_en.n)
        return c->text_en;
    return c->text_nb;
}

const struct err *
reference_store_list_codes(struct db_tx *tx, struct str list, struct date on,
                           struct code_list *out)
{
    return codes_of(tx, &sql[CODES], DB_ARGS(db_text(list), db_date(on)), out);
}

const struct err *
reference_store_code_text(struct db_tx *tx, struct str list, struct str code,
                          enum lang l, struct str *out)
{
    struct code_list got = {0};
    const struct err *err = codes_of(
        tx, &sql[ONE_CODE], DB_ARGS(db_text(list), db_text(code)), &got);

    if (!err)
        *out = got.n ? code_text(&got.row[0], l) : code;
    return err;
}

const struct err *
reference_store_list_deadline_rules(struct db_tx *tx,
                                    struct deadline_rule_list *out)
{
    return deadlines_of(tx, &sql[DEADLINES], DB_NO_ARGS, out);
}

const struct err *
reference_store_list_instruments(struct db_tx *tx, struct instrument_list *out)
{
    return instruments_of(tx, &sql[INSTRUMENTS], DB_NO_ARGS, out);
}

const struct err *
reference_store_list_report_areas(struct db_tx *tx,
                                  struct report_area_list *out)
{
    return areas_of(tx, &sql[AREAS], DB_NO_ARGS, out);
}

const struct err *
reference_store_list_consent_rules(struct db_tx *tx, struct str topic,
                                   struct date on,
                                   struct consent_reference_list *out)
{
    return consents_of(tx, &sql[CONSENTS], DB_ARGS(db_text(topic), db_date(on)),
                       out);
}
