/* What happens to an agreement, told to those who speak for its parties.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Each is told on the worklist, or by the line there that asks for something,
 * and by mail as that person chose: worklist/notice.h. The mail says only that
 * something waits (R814). */
#ifndef HELHET_AGREEMENT_NEWS_H
#define HELHET_AGREEMENT_NEWS_H

#include "access/call.h"
#include "agreement/agreement.h"

enum news_kind {
#define NEWS(id, word, listed, msg) NEWS_##id,
#include "agreement/news_kind.def"
#undef NEWS
    NEWS_KIND_COUNT
};
const char *news_kind_word(enum news_kind k);
bool news_kind_parse(struct str word, enum news_kind *out);
int news_kind_message(enum news_kind k);
/* Does it stand on the worklist? */
bool news_is_listed(enum news_kind k);

/* Own choice: days that it stands there. */
enum { NEWS_DAYS = 14 };

struct agreement_news {
    agreement_id agreement;
    version_id version;
    enum news_kind kind;
    unit_id unit;       /* of the function that is told */
    account_id account; /* who is told */
    struct instant made_at;
    struct str title; /* read along */
};
struct agreement_news_list {
    struct agreement_news *row;
    size_t n;
};

/* --- news_store.c --- */
extern const struct db_set agreement_news_sql;

const struct err *news_store_insert(struct db_tx *tx,
                                    const struct agreement_news *n,
                                    struct date until) MUST_CHECK;
/* What a person is told at a unit and has not stood too long, newest first. */
const struct err *news_store_list(struct db_tx *tx, account_id account,
                                  unit_id unit, struct date today,
                                  struct agreement_news_list *out) MUST_CHECK;
/* Versions in force whose text's last day lies from `from` to `to`, of which
 * `kind` was not told; those under notice are left out. */
const struct err *news_store_ending(struct db_tx *tx, enum news_kind kind,
                                    struct date from, struct date to,
                                    struct agreement_news_list *out) MUST_CHECK;

/* --- news_app.c: in an open call --- */

/* Tells, of each party, the nearest leader, the advisers, and who is named to
 * approve; each person once, and not the one who acts. */
const struct err *news_tell_in(struct call *c, agreement_id id,
                               version_id version,
                               enum news_kind kind) MUST_CHECK;
/* Tells of what ends soon and of what has expired: the daily job. */
const struct err *news_watch_in(struct call *c) MUST_CHECK;

#endif
