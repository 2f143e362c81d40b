/* Functions (funksjoner): who holds which role at which unit, and when.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_FUNCTION_H
#define HELHET_REGISTRY_FUNCTION_H

#include "base/err.h"
#include "base/id.h"
#include "registry/unit.h"

/* Code words in CSV and store: function_kind_code, the English word. */
enum function_kind {
    FUNCTION_LEADER,         /* leder */
    FUNCTION_CLINIC_CONTACT, /* barnevernansvarlig, at a BUP clinic */
    FUNCTION_HEALTH_CONTACT, /* helseansvarlig, at an institution */
    FUNCTION_CONTACT_POINT,  /* kontaktpunkt */
    FUNCTION_CASEWORKER,     /* saksbehandler, kontaktperson */
    FUNCTION_THERAPIST,      /* behandler */
    FUNCTION_COORDINATOR,    /* koordinator */
    FUNCTION_INTAKE,         /* inntak, fagteam */
    FUNCTION_THK_MEMBER,     /* thk_medlem, with a profession */
    FUNCTION_ADVISER,        /* rådgiver */
    FUNCTION_ADMINISTRATOR,  /* never sees a child's information */
    FUNCTION_CARE_STAFF,     /* miljøpersonale, at an institution: limited */
    FUNCTION_KIND_COUNT
};

enum profession {
    PROFESSION_NONE,
    PROFESSION_PAEDIATRICIAN,        /* barnelege */
    PROFESSION_PSYCHOLOGIST_BUP,     /* psykolog_bup */
    PROFESSION_PSYCHOLOGIST_BUFETAT, /* psykolog_bufetat */
    PROFESSION_CHILD_WELFARE,        /* barnevernfaglig */
    PROFESSION_NURSE,                /* sykepleier */
    PROFESSION_DENTIST,              /* tannlege */
    PROFESSION_COUNT
};

/* One person's function at one unit for a period (both ends inclusive Oslo
 * dates, DATE_NONE is open). A row is never deleted: ending it sets valid_to.
 */
struct function_row {
    function_id id;
    account_id account_id; /* the person; name and login lie in access/ */
    unit_id unit_id;
    enum function_kind kind;
    enum profession profession; /* NONE unless thk_member */
    struct date valid_from;     /* always set */
    struct date valid_to;
    function_id deputy_id; /* {0}: none; a function at the same unit */
    int64_t version;
    struct str holder_name;   /* read along from the account, for lists */
    struct str unit_name;     /* read along, for lists */
    enum unit_type unit_type; /* read along, for the service's colour */
    struct str language; /* malvedtak of the unit's municipality, or empty */
};
struct function_list {
    struct function_row *row;
    size_t n;
};

const char *function_kind_code(enum function_kind k);
bool function_kind_parse(struct str s, enum function_kind *out);
int function_kind_message(enum function_kind k);
/* Does its holder see only some classes of what the unit sees
 * (sharing/sight.h)? Such a one never holds the baton, is not written to, and
 * stands in for its like alone. Source: 01-product, roles. */
bool function_is_limited(enum function_kind k);
bool function_may_stand_in(enum function_kind of, enum function_kind deputy);
const char *profession_code(enum profession p); /* NONE: "" */
bool profession_parse(struct str s, enum profession *out);
int profession_message(enum profession p); /* NONE: 0 */

bool function_is_valid(const struct function_row *f, struct date on);

/* One function by itself: period, profession with thk_member and only there,
 * not its own deputy. Errors: INVALID. */
const struct err *function_check(struct arena *mem,
                                 const struct function_row *f) MUST_CHECK;

/* May `f` stand beside the person's other functions `all`? The same function
 * at the same unit twice on one day is refused. Errors: CONFLICT. */
const struct err *
function_check_overlap(struct arena *mem, const struct function_row *f,
                       const struct function_list *all) MUST_CHECK;

#endif
