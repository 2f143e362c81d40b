/* Drafts, comments, signatures and notices in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_DRAFT_STORE_H
#define HELHET_AGREEMENT_DRAFT_STORE_H

#include "agreement/draft.h"
#include "agreement/news.h"
#include "agreement/store.h"

extern const struct db_set agreement_draft_sql;

/* The acting leader's unit ($1) and those below that have no leader on $2. */
#define DRAFT_LED                                                             \
    "WITH RECURSIVE led (id) AS (SELECT u.id FROM unit u WHERE u.id = $1"     \
    " UNION SELECT u.id FROM unit u JOIN led ON u.parent_id = led.id"         \
    " WHERE NOT EXISTS (SELECT 1 FROM unit_function f WHERE f.unit_id = u.id" \
    " AND f.kind = 'leader' AND f.valid_from <= $2"                           \
    " AND (f.valid_to IS NULL OR f.valid_to >= $2))) "

/* Who began it, until it is signed. */
const struct err *agreement_store_begun_by(struct db_tx *tx, agreement_id id,
                                           unit_id unit) MUST_CHECK;
const struct err *agreement_store_set_notice(struct db_tx *tx, agreement_id id,
                                             int32_t months) MUST_CHECK;
/* Those with this one as their parent, that were ever signed or have `unit`
 * as a party. */
const struct err *
agreement_store_list_children(struct db_tx *tx, agreement_id id, unit_id unit,
                              struct agreement_list *out) MUST_CHECK;

/* --- the text --- */

/* Also the removed ones, in their order. */
const struct err *
draft_store_sections(struct db_tx *tx, version_id id,
                     struct draft_section_list *out) MUST_CHECK;
/* d->s.id is made. */
const struct err *draft_store_insert(struct db_tx *tx, version_id id,
                                     struct draft_section *d) MUST_CHECK;
/* Heading, text and level; d->s.version as seen. Errors: CONFLICT. */
const struct err *draft_store_update(struct db_tx *tx, version_id id,
                                     const struct draft_section *d) MUST_CHECK;
/* Its place and number; not a change of its text. */
const struct err *draft_store_place(struct db_tx *tx,
                                    const struct draft_section *d) MUST_CHECK;
/* Takes it away, or brings it back (`at` 0). */
const struct err *draft_store_remove(struct db_tx *tx, version_id id,
                                     int64_t section,
                                     struct instant at) MUST_CHECK;
/* Days and notice; v->version as seen. Errors: CONFLICT. */
const struct err *draft_store_terms(struct db_tx *tx,
                                    const struct version *v) MUST_CHECK;

/* --- obligations of sections --- */

const struct err *draft_store_set_place(struct db_tx *tx, int64_t clause,
                                        int64_t section,
                                        struct str number) MUST_CHECK;
const struct err *draft_store_drop_clause(struct db_tx *tx, version_id id,
                                          int64_t clause) MUST_CHECK;
/* What is new in this version binds from that day. */
const struct err *draft_store_bind(struct db_tx *tx, version_id id,
                                   struct date from) MUST_CHECK;
/* The highest number of a ref "P12" in any version; 0: none. */
const struct err *draft_store_last_ref(struct db_tx *tx, agreement_id id,
                                       int32_t *out) MUST_CHECK;

/* --- required points --- */
const struct err *point_store_list(struct db_tx *tx, version_id id,
                                   struct point_cover_list *out) MUST_CHECK;
const struct err *point_store_put(struct db_tx *tx, version_id id,
                                  const struct point_cover *p,
                                  account_id account,
                                  struct instant now) MUST_CHECK;
const struct err *point_store_drop(struct db_tx *tx, version_id id,
                                   int32_t no) MUST_CHECK;

/* --- comments --- */
struct comment {
    int64_t id;
    int64_t section;
    int64_t parent; /* 0: none */
    unit_id unit;
    account_id account;
    struct str name;      /* read along */
    struct str unit_name; /* read along */
    struct str body;
    struct instant at;
    struct instant settled_at;
};
struct comment_list {
    struct comment *row;
    size_t n;
};
/* Oldest first. */
const struct err *comment_store_list(struct db_tx *tx, version_id id,
                                     struct comment_list *out) MUST_CHECK;
const struct err *comment_store_insert(struct db_tx *tx, version_id id,
                                       const struct comment *k) MUST_CHECK;
/* Errors: NOT_FOUND: there is none that is open. */
const struct err *comment_store_settle(struct db_tx *tx, version_id id,
                                       int64_t comment, account_id by,
                                       struct instant at) MUST_CHECK;

/* --- signatures and notice --- */
struct party_signature {
    version_id version;
    unit_id unit;
    function_id function;
    account_id account;
    struct str name;
    struct str unit_name;
    struct str hash;
    struct instant at;
    bool gone;
    bool above; /* by the leader of a unit above the party */
};
struct party_signature_list {
    struct party_signature *row;
    size_t n;
};
/* What signatures and approvals share. `list` takes the agreement and gives
 * version, party, function, account, name, unit's name, hash, at, gone, above;
 * `insert` takes a new id and the same without the last two. */
const struct err *signatures_read(struct db_tx *tx, const struct db_stmt *list,
                                  agreement_id id,
                                  struct party_signature_list *out) MUST_CHECK;
const struct err *signature_put(struct db_tx *tx, const struct db_stmt *insert,
                                const struct party_signature *s) MUST_CHECK;
/* Of all versions of an agreement, oldest first, also those that are gone. */
const struct err *
signature_store_list(struct db_tx *tx, agreement_id id,
                     struct party_signature_list *out) MUST_CHECK;
/* Errors: CONFLICT: the party has signed. */
const struct err *
signature_store_insert(struct db_tx *tx,
                       const struct party_signature *s) MUST_CHECK;
/* Those that stand are gone; *out_n: how many. */
const struct err *signature_store_drop(struct db_tx *tx, version_id id,
                                       struct instant at,
                                       int64_t *out_n) MUST_CHECK;

struct notice {
    version_id version;
    unit_id unit;
    account_id account;
    struct date given_on;
    struct date ends_on; /* that day included */
    struct str reason;
    struct str unit_name; /* read along */
    struct date back_on;  /* taken back that day; NONE: not */
};
struct notice_list {
    struct notice *row;
    size_t n;
};
const struct err *notice_store_find(struct db_tx *tx, version_id id,
                                    struct notice *out, bool *found) MUST_CHECK;
/* Errors: CONFLICT: notice was given. */
const struct err *notice_store_insert(struct db_tx *tx, const struct notice *n,
                                      struct instant now) MUST_CHECK;

/* It is no notice any more, but is kept: n->back_on, n->account took it back.
 */
const struct err *notice_store_take_back(struct db_tx *tx,
                                         const struct notice *n,
                                         struct instant now) MUST_CHECK;
/* Those that were taken back, of all versions, oldest first. */
const struct err *notice_store_backs(struct db_tx *tx, agreement_id id,
                                     struct notice_list *out) MUST_CHECK;
/* The draft is given up; v->version as seen, v->note says why. Errors:
 * CONFLICT. */
const struct err *draft_store_discard(struct db_tx *tx,
                                      const struct version *v) MUST_CHECK;
/* Parties whose nearest leader on `today`, in the unit or above it, leads
 * `unit`. Source: R201. */
const struct err *draft_store_led(struct db_tx *tx, agreement_id id,
                                  unit_id unit, struct date today,
                                  struct party_list *out) MUST_CHECK;

/* --- by the clock --- */

/* Signed versions whose first day has come; versions in force whose last day
 * has passed after notice. */
const struct err *version_store_due(struct db_tx *tx, struct date today,
                                    struct version_list *out) MUST_CHECK;

/* --- what waits for a unit --- */
enum draft_wait_kind {
    WAIT_SIGN,
    WAIT_APPROVE,
    WAIT_READ,
    WAIT_MEND,
    WAIT_END,
    WAIT_ANSWER
};
struct draft_wait {
    agreement_id agreement;
    struct str title;
    enum draft_wait_kind kind;
    int64_t comments; /* to answer */
    struct date on;   /* the last day, of what ends */
};
struct draft_wait_list {
    struct draft_wait *row;
    size_t n;
};
struct draft_waits {
    struct draft_wait_list sign;    /* its leader is to */
    struct draft_wait_list approve; /* its leader, or whom it has named */
    struct draft_wait_list read;    /* others of it read before that */
    struct draft_wait_list mend;    /* was sent back */
    struct draft_wait_list end;     /* its last day is near */
    struct draft_wait_list answer;
    struct agreement_news_list news; /* asks for nothing */
};
/* For the unit's leader, also for units below that have none. */
const struct err *draft_store_to_sign(struct db_tx *tx, unit_id unit,
                                      struct date today,
                                      struct draft_wait_list *out) MUST_CHECK;
/* In force, with the text's last day from today to `last`, and nothing newer
 * begun: for the unit's leader, also for units below that have none. */
const struct err *draft_store_to_renew(struct db_tx *tx, unit_id unit,
                                       struct date today, struct date last,
                                       struct draft_wait_list *out) MUST_CHECK;
const struct err *draft_store_to_answer(struct db_tx *tx, unit_id unit,
                                        struct draft_wait_list *out) MUST_CHECK;

#endif
