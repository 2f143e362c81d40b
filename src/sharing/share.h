/* Shares (delinger): which unit may see what about a child, on what ground.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_SHARE_H
#define HELHET_SHARING_SHARE_H

#include "access/gate.h"
#include "base/err.h"
#include "sharing/consent.h"

enum purpose {
#define PURPOSE(id, word, msg) PURPOSE_##id,
#include "sharing/purpose.def"
#undef PURPOSE
    PURPOSE_COUNT
};
enum basis {
#define BASIS(id, word, legal, msg) BASIS_##id,
#include "sharing/basis.def"
#undef BASIS
    BASIS_COUNT
};

const char *purpose_word(enum purpose p);
bool purpose_parse(struct str word, enum purpose *out);
int purpose_message(enum purpose p);
const char *basis_word(enum basis b);
bool basis_parse(struct str word, enum basis *out);
int basis_message(enum basis b);
struct str basis_legal(enum basis b); /* paragraphs, for people */
int info_class_message(enum info_class k);

/* The function acted for lets one see the class: $0 is what the call gives its
 * transaction, the words of the classes (classes_seen). Source: 01-product,
 * roles. */
#define FUNCTION_SEES(CLASS) " $0 LIKE '%' || " CLASS " || '%'"

/* THE condition under which a statement may show something of a case, written
 * here once. CASE is the alias of case_file, CLASS a word of classes.def (or a
 * column) in SQL. The statement's first three parameters are always: $1 the
 * acting unit, $2 now, $3 the account. Source: R604, R633. */
#define SHARE_SEES(CASE, CLASS)                                      \
    FUNCTION_SEES(CLASS)                                             \
    " AND"                                                           \
    " EXISTS (SELECT 1 FROM share WHERE share.case_id = " CASE ".id" \
    " AND share.to_unit = $1 AND share.class = " CLASS               \
    " AND share.ends_at > $2 AND share.valid_from <= $2"             \
    " AND (share.to_account IS NULL OR share.to_account = $3))"      \
    " AND (" CASE ".is_protected = 0 OR EXISTS (SELECT 1 FROM"       \
    " case_short_list WHERE case_short_list.case_id = " CASE ".id"   \
    " AND case_short_list.account_id = $3))"
#define SHARE_SEES_CORE(CASE) SHARE_SEES(CASE, "'core'")

/* As SHARE_SEES, for content that a unit owns (R631): OWNER is its column. */
#define SHARE_SEES_OF(CASE, CLASS, OWNER)                            \
    FUNCTION_SEES(CLASS)                                             \
    " AND"                                                           \
    " EXISTS (SELECT 1 FROM share WHERE share.case_id = " CASE ".id" \
    " AND share.to_unit = $1 AND share.class = " CLASS               \
    " AND share.from_unit = " OWNER                                  \
    " AND share.ends_at > $2 AND share.valid_from <= $2"             \
    " AND (share.to_account IS NULL OR share.to_account = $3))"      \
    " AND (" CASE ".is_protected = 0 OR EXISTS (SELECT 1 FROM"       \
    " case_short_list WHERE case_short_list.case_id = " CASE ".id"   \
    " AND case_short_list.account_id = $3))"

/* As SHARE_SEES_CORE, for a deadline D: its line is seen by who has the class
 * shared that it tells of, from the unit that owns it. */
#define SHARE_SEES_DUTY(CASE, D)                                           \
    SHARE_SEES_CORE(CASE)                                                  \
    " AND (" D ".class = 'core' OR" FUNCTION_SEES(                         \
        D ".class") " AND EXISTS (SELECT 1 FROM share g"                   \
                    " WHERE g.case_id = " CASE ".id AND g.to_unit = $1"    \
                    " AND g.class = " D ".class AND g.ends_at > $2"        \
                    " AND g.valid_from <= $2 AND (g.to_account IS NULL"    \
                    " OR g.to_account = $3) AND (" D ".owner_unit IS NULL" \
                    " OR g.from_unit = " D ".owner_unit)))"

/* One act of sharing. Periods are instants: from inclusive, to exclusive. */
struct share {
    share_id id;
    case_id case_id;
    enum info_class class_;
    unit_id from_unit;
    unit_id to_unit;
    enum purpose purpose;
    enum basis basis;
    struct str legal_basis;
    struct str consent_rule; /* id of the dated rule, or empty */
    bool consented;
    enum consenter consent_by; /* when consented */
    int64_t consent_id;        /* record it rests on; 0: none */
    account_id to_account;     /* for this person only; {0}: for the unit */
    struct str wording;        /* version of the words consented to */
    struct str source;         /* plain text; sealed in the store */
    struct instant valid_from;
    struct instant valid_to; /* {0}: no end set */
    struct instant ended_at; /* {0}: nobody ended it */
    struct str end_reason;   /* plain text; sealed in the store */
    struct str from_name;    /* of the units, read along for lists */
    struct str to_name;
};
bool share_is_active(const struct share *s, struct instant now);

/* May this be put down as a share? A consent names who gave it and the dated
 * rule; no share from a unit to itself but OWN; the period has a beginning
 * before its end. Errors: INVALID, field named. Source: R632. */
const struct err *share_check(struct arena *mem,
                              const struct share *s) MUST_CHECK;

#endif
