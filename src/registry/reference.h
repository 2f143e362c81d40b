/* The tables of rules and codes (reference data), as others read them.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_REFERENCE_H
#define HELHET_REGISTRY_REFERENCE_H

#include "db/db.h"
#include "registry/unit.h"
#include "text/text.h"

/* One code of a list: Bufdir's ("DagtilbudTypeType") or ours ("bup_kind"). */
struct code {
    struct str code;
    struct str text_nb;
    struct str text_nn; /* empty: the list has none, use code_text */
    struct str text_en;
    struct date valid_from;
    struct date valid_to;
    struct str alt_code;
};
struct code_list {
    struct code *row;
    size_t n;
};

/* The best text there is in a language: its own, else bokmål. */
struct str code_text(const struct code *c, enum lang l);

/* Codes of a list valid on `on` (DATE_NONE: all), in the list's own order. */
const struct err *reference_store_list_codes(struct db_tx *tx, struct str list,
                                             struct date on,
                                             struct code_list *out) MUST_CHECK;
/* Text of one code; the code itself when the list does not have it. */
const struct err *reference_store_code_text(struct db_tx *tx, struct str list,
                                            struct str code, enum lang l,
                                            struct str *out) MUST_CHECK;

/* A deadline by law, agreement or local rule. */
struct deadline_rule {
    struct str rule; /* "bup_referral_assessment" */
    struct str name_nb;
    int64_t length;  /* 0: none is known, each unit sets its own */
    struct str unit; /* hour day working_day week month year times_a_year */
    struct str starts_nb;
    struct str legal_basis;
    struct str responsible_nb;
    enum certainty certainty;
    struct str source;
    struct str note;
};
struct deadline_rule_list {
    struct deadline_rule *row;
    size_t n;
};
const struct err *
reference_store_list_deadline_rules(struct db_tx *tx,
                                    struct deadline_rule_list *out) MUST_CHECK;

/* An assessment instrument: its name and terms, never its items. */
struct instrument {
    struct str code;
    struct str name;
    struct str informant_nb;
    struct str age_nb;
    struct str domain_nb;
    struct str licence;
    enum certainty certainty;
};
struct instrument_list {
    struct instrument *row;
    size_t n;
};
const struct err *
reference_store_list_instruments(struct db_tx *tx,
                                 struct instrument_list *out) MUST_CHECK;

/* An area of the report of a health assessment (THK), in the report's order. */
struct report_area {
    struct str code;
    struct str name_nb;
    enum certainty certainty;
};
struct report_area_list {
    struct report_area *row;
    size_t n;
};
const struct err *
reference_store_list_report_areas(struct db_tx *tx,
                                  struct report_area_list *out) MUST_CHECK;

/* Who decides, by topic, age and situation. */
struct consent_reference {
    struct str rule; /* "C11" */
    struct str topic;
    int32_t age_from; /* whole years inclusive, -1: open */
    int32_t age_to;
    struct str situation_nb;
    struct str who_decides_nb;
    struct str rule_nb;
    struct str legal_basis;
    struct date valid_from;
    struct date valid_to;
};
struct consent_reference_list {
    struct consent_reference *row;
    size_t n;
};
/* Those of a topic ("thk") valid on `on`. */
const struct err *reference_store_list_consent_rules(
    struct db_tx *tx, struct str topic, struct date on,
    struct consent_reference_list *out) MUST_CHECK;

extern const struct db_set reference_sql; /* for db_options.sets */

#endif
