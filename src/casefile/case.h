/* The case (saken): child, participants, team, timeline. Types, pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_CASE_H
#define HELHET_CASEFILE_CASE_H

#include "base/natid.h"
#include "casefile/baton.h"
#include "registry/unit.h"
#include "sharing/share.h"

enum event_kind {
#define EVENT(id, word, msg) EVENT_##id,
#include "casefile/event_kind.def"
#undef EVENT
    EVENT_KIND_COUNT
};
enum team_role {
#define TEAM_ROLE(id, word, msg) TEAM_##id,
#include "casefile/team_role.def"
#undef TEAM_ROLE
    TEAM_ROLE_COUNT
};
enum close_reason {
#define CLOSE_REASON(id, word, msg) CLOSE_##id,
#include "casefile/close_reason.def"
#undef CLOSE_REASON
    CLOSE_REASON_COUNT
};
const char *event_kind_word(enum event_kind k);
bool event_kind_parse(struct str word, enum event_kind *out);
int event_kind_message(enum event_kind k);
const char *team_role_word(enum team_role r);
bool team_role_parse(struct str word, enum team_role *out);
int team_role_message(enum team_role r);
const char *close_reason_word(enum close_reason r);
bool close_reason_parse(struct str word, enum close_reason *out);
int close_reason_message(enum close_reason r);

/* Protection level of the address. Source: folkeregisterloven § 10-4. From
 * CONFIDENTIAL on, only the short list knows of the case (R604). */
enum protection {
    PROTECTION_NONE,
    PROTECTION_CLIENT_ADDRESS,
    PROTECTION_CONFIDENTIAL, /* fortrolig */
    PROTECTION_STRICT,       /* strengt fortrolig */
    PROTECTION_COUNT
};
int protection_message(enum protection p);

/* The child as a service's case knows it. All text plain; sealed in store. */
struct child {
    case_id case_id;
    int64_t version;
    bool provisional; /* no national number yet (newborn, came alone) */
    enum protection protection;
    struct str given_name;
    struct str family_name;
    struct natid number; /* kind NATID_NONE when provisional */
    struct date birth_date;
    bool birth_unknown;  /* an official message does not tell it */
    struct str language; /* empty: Norwegian */
    bool interpreter;
    struct str municipality; /* responsible, four digits, or empty */
    enum care care;
    struct date care_since; /* DATE_NONE: not known */
    struct str lives;       /* where, in words */
    struct str address;
    struct str phone;
};
/* Whole years, -1 when the birth date is not known. */
int32_t child_age(const struct child *k, struct date today);
/* Every fault, with its field: also who was too old on the day `opened` that
 * the case was. Synthetic numbers only in a demo or test installation, real
 * ones only outside it. Errors: INVALID. Source: R601. */
const struct err *child_check(struct arena *mem, const struct child *k,
                              bool demo, struct date today,
                              struct date opened) MUST_CHECK;

enum person_kind {
    PERSON_GUARDIAN,
    PERSON_CARER,
    PERSON_NETWORK,
    PERSON_KIND_COUNT
};
struct person {
    int64_t id;
    enum person_kind kind;
    struct str name;
    struct str relation;
    struct str phone;
    struct str address;
    bool responsibility; /* has parental responsibility */
};
const char *person_kind_word(enum person_kind k);
int person_kind_message(enum person_kind k);
bool person_kind_parse(struct str word, enum person_kind *out);

/* A case without its content. */
struct case_head {
    case_id id;
    bool open;
    function_id holder;
    unit_id holder_unit;
    account_id holder_account;
    struct str holder_name;
    struct str holder_unit_name;
    enum unit_type holder_unit_type;
    struct date held_since;
    int32_t bti_level; /* -1: not used */
    bool is_protected;
    bool joined;
    unit_id opened_unit;
    struct instant opened_at;
    struct instant closed_at;
    struct str close_reason; /* word, empty while open */
    int64_t version;
    struct str wrapped_key;
};

/* May a unit of this type open a case? Source: R602. */
bool case_may_open(enum unit_type t);

/* One line of the timeline. */
struct event {
    event_id id;
    case_id case_id;
    struct instant at;
    enum event_kind kind;
    enum info_class class_;
    function_id function; /* who; {0}: the system */
    unit_id unit;
    function_id other_function; /* whom it concerns */
    unit_id other_unit;
    int64_t object_id;
    struct date day;
    struct str text; /* plain; sealed in the store */
    struct str name; /* of who, read along */
    struct str unit_name;
    struct str other_name;
    struct str other_unit_name;
    enum unit_type unit_type;
};
struct participant {
    unit_id unit;
    struct str name;
    enum unit_type type;
    enum purpose purpose;
    bool active; /* else invited */
    struct instant since;
};
struct team_member {
    function_id function;
    account_id account;
    unit_id unit;
    struct str name;
    struct str unit_name;
    enum unit_type unit_type;
    enum function_kind kind;
    enum team_role role;
    struct instant since;
};

#endif
