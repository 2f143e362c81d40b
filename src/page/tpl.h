/* What compiled templates call: type-directed holes, arguments, conditions.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Only generated code includes this. A `const char *`, a natid, a key or a
 * struct of one's own has no entry below, so such a hole does not compile. */
#ifndef HELHET_PAGE_TPL_H
#define HELHET_PAGE_TPL_H

#include "base/id.h"
#include "page/page.h"

/* Each gives the text of a hole. "_words" for people (12 345, 27. november
 * 2026), "_raw" for machines (12345, 2026-11-27). */
struct str tpl_of_str(struct page *pg, struct str s);
struct str tpl_words_i64(struct page *pg, int64_t v);
struct str tpl_words_u64(struct page *pg, uint64_t v);
struct str tpl_words_date(struct page *pg, struct date d);
struct str tpl_words_instant(struct page *pg, struct instant t);
struct str tpl_raw_i64(struct page *pg, int64_t v);
struct str tpl_raw_u64(struct page *pg, uint64_t v);
struct str tpl_raw_date(struct page *pg, struct date d);
struct str tpl_raw_instant(struct page *pg, struct instant t);
struct str tpl_of_account(struct page *pg, account_id id);
struct str tpl_of_unit(struct page *pg, unit_id id);
struct str tpl_of_function(struct page *pg, function_id id);
struct str tpl_of_case(struct page *pg, case_id id);
struct str tpl_of_child(struct page *pg, child_id id);
struct str tpl_of_offer(struct page *pg, offer_id id);
struct str tpl_of_share(struct page *pg, share_id id);
struct str tpl_of_deadline(struct page *pg, deadline_id id);
struct str tpl_of_assessment(struct page *pg, assessment_id id);
struct str tpl_of_event(struct page *pg, event_id id);
struct str tpl_of_message(struct page *pg, message_id id);

/* clang-format off */
#define TPL_IDS                                                               \
    account_id: tpl_of_account,                                               \
    unit_id: tpl_of_unit,                                                     \
    function_id: tpl_of_function,                                             \
    case_id: tpl_of_case,                                                     \
    child_id: tpl_of_child,                                                   \
    offer_id: tpl_of_offer,                                                   \
    share_id: tpl_of_share,                                                   \
    deadline_id: tpl_of_deadline,                                             \
    assessment_id: tpl_of_assessment,                                         \
    event_id: tpl_of_event,                                                   \
    message_id: tpl_of_message

/* All whole numbers but char and bool. */
#define TPL_NUMBERS(signed_fn, unsigned_fn)                                   \
    short: signed_fn,                                                         \
    int: signed_fn,                                                           \
    long: signed_fn,                                                          \
    long long: signed_fn,                                                     \
    unsigned short: unsigned_fn,                                              \
    unsigned int: unsigned_fn,                                                \
    unsigned long: unsigned_fn,                                               \
    unsigned long long: unsigned_fn

#define TPL_STR(pg, x)                                                        \
    _Generic((x),                                                             \
        struct str: tpl_of_str,                                               \
        struct date: tpl_words_date,                                          \
        struct instant: tpl_words_instant,                                    \
        TPL_NUMBERS(tpl_words_i64, tpl_words_u64),                            \
        TPL_IDS)((pg), (x))

#define TPL_RAW(pg, x)                                                        \
    _Generic((x),                                                             \
        struct str: tpl_of_str,                                               \
        struct date: tpl_raw_date,                                            \
        struct instant: tpl_raw_instant,                                      \
        TPL_NUMBERS(tpl_raw_i64, tpl_raw_u64),                                \
        TPL_IDS)((pg), (x))

/* Filters: {{ field|short }} and so on. */
struct str tpl_short(struct page *pg, struct date d);
struct str tpl_relative(struct page *pg, struct date d);
struct str tpl_time(struct page *pg, struct instant t);
struct str tpl_day(struct page *pg, struct instant t);
struct str tpl_id(struct page *pg, int64_t id);
#define tpl_iso(pg, x)                                                        \
    _Generic((x), struct date: tpl_raw_date,                                  \
             struct instant: tpl_raw_instant)((pg), (x))
#define tpl_long(pg, x) TPL_STR(pg, x)
#define tpl_plain(pg, x) TPL_RAW(pg, x)

/* Arguments of messages. */
struct msg_arg tpl_arg_u64(uint64_t v);
#define TPL_ARG(x)                                                            \
    _Generic((x),                                                             \
        struct str: msg_str,                                                  \
        struct date: msg_date,                                                \
        struct instant: msg_time,                                             \
        TPL_NUMBERS(msg_int, tpl_arg_u64))(x)

/* Conditions: true, not 0, not empty, not NULL, not "none". */
bool tpl_true_bool(bool v);
bool tpl_true_i64(int64_t v);
bool tpl_true_u64(uint64_t v);
bool tpl_true_str(struct str s);
bool tpl_true_date(struct date d);
bool tpl_true_instant(struct instant t);
bool tpl_true_ptr(const void *p);
#define TPL_TRUE(x)                                                           \
    _Generic((x),                                                             \
        bool: tpl_true_bool,                                                  \
        TPL_NUMBERS(tpl_true_i64, tpl_true_u64),                              \
        struct str: tpl_true_str,                                             \
        struct date: tpl_true_date,                                           \
        struct instant: tpl_true_instant,                                     \
        default: tpl_true_ptr)(x)
/* clang-format on */

/* {% csrf %}: the token (_csrf) and a fresh key (_once) by which the same form
 * sent twice is done once. {% icon Name %} is tpl_icon in page.h. */
void tpl_csrf(struct page *pg);
/* A hole inside <script type="application/json">. */
void tpl_json(struct page *pg, struct page_json data);

#endif
