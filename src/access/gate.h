/* The gate: may this person do this to that, now, on what ground? Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_GATE_H
#define HELHET_ACCESS_GATE_H

#include "base/id.h"
#include "base/str.h"

enum role {
#define ROLE(id, word) ROLE_##id,
#include "access/roles.def"
#undef ROLE
    ROLE_COUNT
};
enum relation {
#define RELATION(id, word) REL_##id,
#include "access/relations.def"
#undef RELATION
    REL_COUNT
};
enum info_class {
#define CLASS(id, word) CLASS_##id,
#include "access/classes.def"
#undef CLASS
    CLASS_COUNT
};
/* Sets of the three, as bits. */
#define ROLE_BIT(id)  (1u << ROLE_##id)
#define REL_BIT(id)   (1u << REL_##id)
#define CLASS_BIT(id) (1u << CLASS_##id)
#define CLASS_ALL     ((1u << CLASS_COUNT) - 1)
/* The child and its guardians; with them its foster parents: no staff. */
#define KIN_ROLES    (ROLE_BIT(YOUNG) | ROLE_BIT(GUARDIAN))
#define FAMILY_ROLES (KIN_ROLES | ROLE_BIT(FOSTER))

enum action {
    ACT_NONE,
#define ACTION(id, word, rw, roles, relations, class_, audit) ACT_##id,
#include "access/actions.def"
#undef ACTION
    ACT_COUNT
};
enum audit_level {
    AUDIT_NOTHING, /* nothing about a child is read or changed */
    AUDIT_CHANGE,  /* written with the change */
    AUDIT_LOOK /* a read of a child's information: durable before the answer */
};
enum action_rw { ACTION_READ, ACTION_WRITE };

struct action_rule {
    const char *word;
    enum action_rw rw;
    uint32_t roles;     /* any of these; 0: nobody */
    uint32_t relations; /* any of these to the subject; 0: no subject needed */
    uint32_t class_;    /* a share of all of these is needed; 0: none */
    enum audit_level audit;
};
const struct action_rule *action_rule(enum action a);
/* By its word; ACT_NONE: no such action (any more). */
enum action action_find(struct str word);
/* Does the role allow it at all? Only for whether a page offers a link. */
bool role_may(enum role r, enum action a);

/* What is known of the actor and the subject, gathered by call_permit. */
struct gate_facts {
    bool subject_exists;
    bool about_child;     /* the subject is, or belongs to, a child's case */
    uint32_t relations;   /* REL_BIT set of what holds */
    uint32_t classes;     /* CLASS_BIT set: active shares to the acting unit */
    bool is_protected;    /* fortrolig or strengt fortrolig address (R604) */
    bool on_short_list;   /* the account is named on the case's short list */
    bool function_active; /* the acting function is in its period */
    uint32_t asked;       /* CLASS_BIT set that the action asks for */
};
enum gate_answer {
    GATE_ALLOW,
    GATE_HIDE, /* answer as if it did not exist */
    GATE_DENY  /* they know of it, but may not */
};
/* A subject about a child is known to those whose unit has an active share of
 * CORE or who are offered it, and, where the address is protected, who stand on
 * the short list: all others get GATE_HIDE, whatever the action. */
enum gate_answer gate_decide(enum action a, enum role role,
                             const struct gate_facts *facts);

const char *role_word(enum role r);
const char *relation_word(enum relation r);
const char *info_class_word(enum info_class c);
bool info_class_parse(struct str word, enum info_class *out);

#endif
