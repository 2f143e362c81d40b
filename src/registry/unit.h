/* Units (enheter), municipalities, catchments (opptaksområder): types, rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_UNIT_H
#define HELHET_REGISTRY_UNIT_H

#include "base/err.h"
#include "base/id.h"

/* Each enum here has a fixed code word, used in CSV files and in the store:
 * unit_type_code, unit_type_parse and so on. Numbers are free to change. */
enum unit_type {
    UNIT_DIRECTORATE,
    UNIT_RHF,
    UNIT_HF,
    UNIT_HF_DEPARTMENT, /* klinikk or avdeling of an HF, above its BUP */
    UNIT_HOSPITAL,      /* private hospital with an area of its own */
    UNIT_BUP,           /* BUP clinic, ward or team of an HF */
    UNIT_BUFETAT_REGION,
    UNIT_BUFETAT_SERVICE,
    UNIT_BFE, /* Oslo's agency with Bufetat's tasks; bvl § 16-6 */
    UNIT_INSTITUTION,
    UNIT_MUNICIPALITY,
    UNIT_CHILD_WELFARE, /* kommunal barnevernstjeneste */
    UNIT_HELSESTASJON,
    UNIT_FASTLEGE,
    UNIT_PPT_SKOLE,
    UNIT_TANNHELSE,
    UNIT_THK_TEAM,
    UNIT_FACT_TEAM,
    UNIT_COMPETENCE_CENTRE, /* RKBU, KORUS, RVTS */
    UNIT_STATSFORVALTER,
    UNIT_KS,
    UNIT_USER_ORGANISATION,
    UNIT_TYPE_COUNT
};

/* How sure a fact is; data/README.md says what each word means. */
enum certainty {
    CERTAINTY_VERIFIED,
    CERTAINTY_COPIED,
    CERTAINTY_DATED,
    CERTAINTY_KNOWN,
    CERTAINTY_INFERRED,
    CERTAINTY_DOUBTFUL,
    CERTAINTY_UNKNOWN,
    CERTAINTY_MADE_UP,
    CERTAINTY_COUNT
};

/* What a unit serves a municipality for. */
enum catchment_purpose {
    CATCHMENT_HF,
    CATCHMENT_BUP,
    CATCHMENT_BUFETAT,
    CATCHMENT_THK,
    CATCHMENT_FACT,
    CATCHMENT_CHILD_WELFARE,
    CATCHMENT_PURPOSE_COUNT
};

/* Periods everywhere in the registry: Oslo dates, both ends inclusive;
 * DATE_NONE at an end means open at that end. */
struct unit {
    unit_id id;
    struct str code;   /* stable key of imports: A-Z 0-9 -, unique */
    unit_id parent_id; /* {0}: none */
    enum unit_type type;
    struct str kind; /* code of the list "<type>_kind", or empty */
    struct str name;
    struct str short_name;   /* may be empty: unit_short gives the name */
    struct str org_number;   /* mod 11, or empty; two units may share one */
    struct str her_id;       /* or empty */
    struct str resh_id;      /* or empty */
    struct str municipality; /* four digits, or empty */
    int32_t age_from;        /* whole years inclusive, -1: not known */
    int32_t age_to;
    struct date valid_from;
    struct date valid_to;
    enum certainty certainty;
    struct str source;
    struct str note;
    int64_t version;
};
#define UNIT_DEPTH_MAX 16 /* units above each other */
struct unit_list {
    struct unit *row;
    size_t n;
};

struct municipality {
    struct str number; /* four digits */
    struct str name;
    struct str county;      /* two digits */
    struct str county_name; /* empty when read without the county */
    struct str language;    /* neutral, bokmaal, nynorsk */
    struct str sami_area; /* development, revitalisation, stimulation, empty */
    struct date valid_from;
    struct date valid_to;
    enum certainty certainty;
    struct str source;
};
/* "Molde (1506)" */
struct str municipality_label(struct arena *mem, const struct municipality *m);
struct municipality_list {
    struct municipality *row;
    size_t n;
};

/* "Unit serves municipality for purpose in a period." */
struct catchment {
    int64_t id;
    unit_id unit_id;
    struct str unit_name; /* read along, for lists */
    struct str municipality;
    struct str municipality_name; /* read along, for lists */
    struct str district;          /* bydel; empty: the whole municipality */
    enum catchment_purpose purpose;
    struct date valid_from;
    struct date valid_to;
    enum certainty certainty;
    struct str source;
    struct str note;
    int64_t version;
};
struct catchment_list {
    struct catchment *row;
    size_t n;
};

const char *unit_type_code(enum unit_type t);
bool unit_type_parse(struct str s, enum unit_type *out);
int unit_type_message(enum unit_type t); /* its name for people */
const char *certainty_code(enum certainty c);
bool certainty_parse(struct str s, enum certainty *out);
int certainty_message(enum certainty c); /* in plain words, for people */
const char *catchment_purpose_code(enum catchment_purpose p);
bool catchment_purpose_parse(struct str s, enum catchment_purpose *out);
int catchment_purpose_message(enum catchment_purpose p);

/* Is `on` inside the period? Both ends inclusive, DATE_NONE is open. */
bool period_has(struct date from, struct date to, struct date on);
/* Do two periods share a day? */
bool period_overlap(struct date a_from, struct date a_to, struct date b_from,
                    struct date b_to);

struct str unit_short(const struct unit *u); /* short name, else name */
/* May a unit of this type serve municipalities for `p`? */
bool catchment_purpose_fits(enum catchment_purpose p, enum unit_type t);

/* Checks one unit by itself: code, name, organisation number (mod 11), HER-id,
 * ages, period. Every fault found, with its column as field.
 * Errors: INVALID. Source: enhetsregisterforskriften (check digit). */
const struct err *unit_check(struct arena *mem,
                             const struct unit *u) MUST_CHECK;

/* A fault of the catchments as a whole on a day. */
enum catchment_fault { CATCHMENT_HOLE, CATCHMENT_OVERLAP };
struct catchment_problem {
    enum catchment_fault fault;
    struct str municipality;
    struct str municipality_name;
    struct str district; /* of an overlap; empty: the whole municipality */
    enum catchment_purpose purpose;
    struct catchment a; /* overlap: the two that collide */
    struct catchment b;
};
struct catchment_problem_list {
    struct catchment_problem *row;
    size_t n;
};

/* Holes (no unit for hf, bup, bufetat or thk) and overlaps (two units for hf,
 * bup, bufetat or child_welfare in the same place) on `on`, ordered by
 * municipality, then purpose. Several THK teams are no overlap: they divide
 * children by age. Municipalities not valid on the day are passed over. A
 * municipality with districts has no hole when it has any row: which districts
 * exist is not known. Pure. `rows` must be sorted by municipality. */
struct catchment_problem_list
catchment_problems(struct arena *mem, const struct municipality_list *places,
                   const struct catchment_list *rows, struct date on);

#endif
