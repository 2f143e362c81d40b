/* News of agreements: words, statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/news.h"

#include "base/grow.h"
#include "base/words.h"
#include "text/messages_agreement.h"

static const struct word words_of_news[] = {
#define NEWS(id, word, listed, msg) {word, msg},
#include "agreement/news_kind.def"
#undef NEWS
};
static const bool listed_news[] = {
#define NEWS(id, word, listed, msg) listed,
#include "agreement/news_kind.def"
#undef NEWS
};

const char *
news_kind_word(enum news_kind k)
{
    return words_of_news[k].word;
}

bool
news_kind_parse(struct str word, enum news_kind *out)
{
    int i = word_find(words_of_news, ARRAY_LEN(words_of_news), word);

    if (i >= 0)
        *out = (enum news_kind)i;
    return i >= 0;
}

int
news_kind_message(enum news_kind k)
{
    return words_of_news[k].msg;
}

bool
news_is_listed(enum news_kind k)
{
    return listed_news[k];
}

enum { INSERT, LIST, ENDING, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"agreement.insert_news",
                "INSERT INTO agreement_news (id, agreement_id, version_id,"
                " kind, unit_id, account_id, made_at, until_on, announced)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)"},
    [LIST] = {"agreement.news",
              "SELECT n.agreement_id, n.version_id, n.kind, n.made_at, a.title"
              " FROM agreement_news n JOIN agreement a ON a.id ="
              " n.agreement_id WHERE n.account_id = $1 AND n.unit_id = $2"
              " AND n.until_on >= $3 ORDER BY n.made_at DESC, n.id DESC"
              " LIMIT 100"},
    [ENDING] = {"agreement.news_ending",
                "SELECT v.agreement_id, v.id FROM agreement_version v"
                " WHERE v.state = 'in_force' AND v.until_on >= $2"
                " AND v.until_on <= $3 AND NOT EXISTS (SELECT 1"
                " FROM agreement_notice x WHERE x.version_id = v.id)"
                " AND NOT EXISTS (SELECT 1 FROM agreement_news n"
                " WHERE n.version_id = v.id AND n.kind = $1)"
                " ORDER BY v.id"},
};
const struct db_set agreement_news_sql = {sql, SQL_COUNT};

const struct err *
news_store_insert(struct db_tx *tx, const struct agreement_news *n,
                  struct date until)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(id_new()), db_int(n->agreement.v),
                          db_int(n->version.v), db_cz(news_kind_word(n->kind)),
                          db_int(n->unit.v), db_int(n->account.v),
                          db_time(n->made_at), db_date(until)),
                  NULL);
}

const struct err *
news_store_list(struct db_tx *tx, account_id account, unit_id unit,
                struct date today, struct agreement_news_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST],
        DB_ARGS(db_int(account.v), db_int(unit.v), db_date(today)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        enum news_kind kind = NEWS_SENT;

        if (!news_kind_parse(db_get_text(&rows, 2), &kind) ||
            !news_is_listed(kind))
            continue;
        *(struct agreement_news *)grow(
            tx->mem, &g,
            sizeof(struct agreement_news)) = (struct agreement_news){
            .agreement = {db_get_int(&rows, 0)},
            .version = {db_get_int(&rows, 1)},
            .kind = kind,
            .unit = unit,
            .account = account,
            .made_at = db_get_time(&rows, 3),
            .title = db_get_text(&rows, 4)};
    }
    *out = (struct agreement_news_list){g.row, g.n};
    return rows.err;
}

const struct err *
news_store_ending(struct db_tx *tx, enum news_kind kind, struct date from,
                  struct date to, struct agreement_news_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[ENDING],
        DB_ARGS(db_cz(news_kind_word(kind)), db_date(from), db_date(to)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_news *n = grow(tx->mem, &g, sizeof *n);

        n->agreement.v = db_get_int(&rows, 0);
        n->version.v = db_get_int(&rows, 1);
        n->kind = kind;
    }
    *out = (struct agreement_news_list){g.row, g.n};
    return rows.err;
}
