/* Notices by mail (varsler): each new line of a worklist once, as its person
 * chose. SPDX-License-Identifier: EUPL-1.2
 *
 * The mail says only that something waits (R814). What is urgent to a child is
 * never held back, whatever was chosen and at any hour. */
#ifndef HELHET_WORKLIST_NOTICE_H
#define HELHET_WORKLIST_NOTICE_H

#include "access/call.h"
#include "deadline/deadline.h"

enum notice_topic {
#define TOPIC(id, name, msg) NOTICE_ON_##id,
#include "worklist/notice_topic.def"
#undef TOPIC
    NOTICE_ON_COUNT
};
const char *notice_topic_name(enum notice_topic t);
int notice_topic_message(enum notice_topic t);
enum notice_topic notice_topic_of(enum deadline_kind k);
/* A child stands without somebody, is sent from one to the next, or has waited
 * longer than the law allows; or the last day is today or past. */
bool notice_is_urgent(enum deadline_kind k, struct date due_on,
                      struct date today);

enum notice_how { NOTICE_AT_ONCE, NOTICE_DAILY, NOTICE_NOT, NOTICE_HOW_COUNT };
struct notice_choice {
    enum notice_how how[NOTICE_ON_COUNT];
    int32_t quiet_from; /* whole hour in Oslo, -1: no quiet hours */
    int32_t quiet_to;   /* not included */
};
/* For who has chosen nothing: once a day; batons, messages and what children
 * say at once; quiet
 * from 17 to 7. An own goal, no law says so. */
struct notice_choice notice_default(void);
/* Errors: INVALID (fields stille_fra, stille_til). */
const struct err *notice_check(struct arena *mem,
                               const struct notice_choice *n) MUST_CHECK;

enum notice_fate { NOTICE_SEND, NOTICE_WAIT, NOTICE_DROP };
struct notice_line {
    int64_t id; /* of the deadline */
    enum notice_topic topic;
    enum deadline_kind kind; /* not of AGREEMENT */
    struct date due_on;
    struct instant made_at;
};
/* What is told of an agreement never is. */
bool notice_line_is_urgent(const struct notice_line *line, struct date today);
/* What is to happen with the line now. Once a day is at seven in the morning:
 * what was made before it. Pure. */
enum notice_fate notice_fate_of(const struct notice_choice *n,
                                const struct notice_line *line,
                                struct instant now);

/* --- notice_store.c --- */
extern const struct db_set notice_sql;
struct notice_row {
    struct notice_line line;
    account_id account;
    struct str name;
    struct str email; /* may be empty */
    struct str language;
    struct notice_choice choice;
};
struct notice_rows {
    struct notice_row *row;
    size_t n;
};
enum { NOTICE_ROWS_MAX = 500 };
/* What nobody was told of and its person may see, after (account, id), in that
 * order. */
const struct err *notice_store_pending(struct db_tx *tx, struct instant now,
                                       account_id account, int64_t after,
                                       struct notice_rows *out) MUST_CHECK;
const struct err *notice_store_told(struct db_tx *tx, int64_t id,
                                    account_id account) MUST_CHECK;
const struct err *notice_store_get(struct db_tx *tx, account_id account,
                                   struct notice_choice *out) MUST_CHECK;
const struct err *notice_store_put(struct db_tx *tx, account_id account,
                                   const struct notice_choice *n,
                                   struct instant now) MUST_CHECK;

/* --- notice_app.c --- */
struct notice_view {
    struct notice_choice choice;
    struct str email; /* where notices go; empty: nowhere */
};
const struct err *notice_app_view(struct call *c,
                                  struct notice_view *out) MUST_CHECK;
const struct err *notice_app_choose(struct call *c,
                                    const struct notice_choice *n) MUST_CHECK;
/* Puts the mails of what is ripe into the outbox and marks it as told, in one
 * transaction for each 500 lines. `c` is a call of the system, not open. Safe
 * to run again and by several processes. */
const struct err *notice_run(struct call *c) MUST_CHECK;

#endif
