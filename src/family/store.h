/* The family's accounts, statements and what is withheld, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_STORE_H
#define HELHET_FAMILY_STORE_H

#include "access/call.h"
#include "family/family.h"

extern const struct db_set family_sql;

struct link_list {
    struct family_link *row;
    size_t n;
};
/* An account's links that hold on a day, oldest first. */
const struct err *family_store_links(struct db_tx *tx, account_id account,
                                     struct date on,
                                     struct link_list *out) MUST_CHECK;
/* Of a case that the acting unit may see. */
const struct err *family_store_links_of(struct db_tx *tx, unit_id acting,
                                        struct instant now, account_id account,
                                        case_id id,
                                        struct link_list *out) MUST_CHECK;
/* One's own link. *found false: ended, not in its period, or another's. */
const struct err *family_store_link(struct db_tx *tx, int64_t id,
                                    account_id account, struct date on,
                                    struct family_link *out,
                                    bool *found) MUST_CHECK;
/* What the gate asks: who the account is in the case. */
struct family_facts {
    bool found;
    enum family_kind kind;
    bool is_protected;
    bool on_short_list;
};
const struct err *family_store_facts(struct db_tx *tx, case_id id,
                                     account_id account, struct date on,
                                     struct family_facts *out) MUST_CHECK;
/* Has a foster home a page on the day? For the child's own page. */
const struct err *family_store_has_foster(struct db_tx *tx, case_id id,
                                          struct date on, bool *out) MUST_CHECK;
const struct err *family_store_insert_link(struct db_tx *tx,
                                           const struct family_link *l,
                                           function_id by,
                                           struct instant now) MUST_CHECK;
/* A foster home's, or another's. Errors: NOT_FOUND. */
const struct err *family_store_end_link(struct db_tx *tx, case_id id,
                                        int64_t link, bool foster,
                                        struct instant now) MUST_CHECK;

struct statement_list {
    struct statement *row; /* texts still sealed */
    size_t n;
};
/* Texts are sealed already. `by`: a function, or the child's link. */
const struct err *statement_store_insert(struct db_tx *tx,
                                         const struct statement *s,
                                         account_id said_by, function_id by,
                                         struct instant now) MUST_CHECK;
/* Where VOICE is shared with the acting unit; newest first. */
const struct err *statement_store_list(struct db_tx *tx, unit_id acting,
                                       struct instant now, account_id account,
                                       case_id id,
                                       struct statement_list *out) MUST_CHECK;
/* For somebody of the case's family. */
const struct err *statement_store_own(struct db_tx *tx, case_id id,
                                      account_id account,
                                      struct statement_list *out) MUST_CHECK;
/* Errors: CONFLICT: answered already. */
const struct err *statement_store_answer(struct db_tx *tx,
                                         const struct statement *s,
                                         function_id by,
                                         struct instant now) MUST_CHECK;

struct withheld {
    int64_t id;
    enum info_class class_;
    enum withheld_state state;
    struct str reason;
    struct instant asked_at;
};
struct withheld_list {
    struct withheld *row;
    size_t n;
};
/* What is kept now; reasons still sealed. */
const struct err *withheld_store_list(struct db_tx *tx, case_id id,
                                      struct withheld_list *out) MUST_CHECK;
const struct err *withheld_store_insert(struct db_tx *tx, case_id id,
                                        const struct withheld *w,
                                        function_id by,
                                        struct instant now) MUST_CHECK;
/* Errors: CONFLICT: lifted already. */
const struct err *withheld_store_decide(struct db_tx *tx, case_id id,
                                        enum info_class k,
                                        enum withheld_state state,
                                        function_id by,
                                        struct instant now) MUST_CHECK;

#endif
