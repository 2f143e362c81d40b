/* The request for a THK (anmodning om tverrfaglig helsekartlegging) as data.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_REQUEST_H
#define HELHET_ASSESSMENT_REQUEST_H

#include "assessment/codes.h"
#include "base/err.h"
#include "base/natid.h"

/* One data contract for the web form, the sealed draft and Bufdir's message.
 * Every field stands once in request_fields.def: its key, kind, limits, step,
 * label and when it must be answered; what is done with a request is done by
 * walking that table. Source: Bufdir's message for THK, version 1.2.0. */

enum request_answer { REQUEST_UNANSWERED, REQUEST_NO, REQUEST_YES };

struct request_org {
    struct str number; /* organisation number, nine digits */
    struct str name;
    struct str municipality_number; /* four digits, or empty */
    struct str municipality;
    struct str district_number; /* bydel: two digits, or empty */
    struct str district;
};

struct request_contact {
    struct str name;
    struct str phone;
    struct str email;
};

/* A parent, or another who has the daily care. */
struct request_caregiver {
    struct str first_name;
    struct str last_name;
    int relation; /* enum request_relation_code */
    struct str relation_other;
    int dead;           /* enum request_answer */
    int care;           /* enum request_care_code */
    int contact;        /* enum request_contact_code */
    int responsibility; /* foreldreansvar, enum request_answer */
};

/* A file that goes with the message; the bytes travel beside it. */
struct request_attachment {
    struct str file_name;
    int type; /* enum request_attachment_code */
    struct str description;
};

struct request_area {
    struct str text;
    struct str reason; /* why there is no text; one of the two, never both */
};

/* More than these are refused, by forms and in messages. */
#define REQUEST_CAREGIVERS_MAX  50
#define REQUEST_ATTACHMENTS_MAX 500

/* Begin one with request_init: a draft in which nothing is answered. */
struct thk_request {
    /* 1 the child */
    struct str case_ref;  /* KommunalSaksId */
    struct natid child;   /* fnr, D or DUF; kind NATID_NONE with digits:
                             a provisional number (see natid_provisional) */
    struct str residence; /* Bosted, if not the registered address */
    int interpreter;      /* enum request_answer */
    int language;         /* value in REQUEST_LIST_LANGUAGE */
    struct str interpreter_note;
    int ema;                            /* enslig mindreårig asylsøker */
    struct request_contact contact;     /* case worker */
    struct request_contact alt_contact; /* leader, or another who knows */
    /* 2 the decision and the plan */
    int legal;    /* enum request_legal_code */
    int decision; /* enum request_decision_code */
    int decider;  /* enum request_decider_code */
    struct date decided_on;
    int tribunal; /* enum request_tribunal_code */
    struct date tribunal_on;
    int has_plan;  /* enum request_answer */
    unsigned plan; /* bit v is set for each enum request_plan_code v */
    struct str plan_other;
    int ip; /* individual plan, enum request_ip_code */
    struct date ip_from;
    struct request_contact ip_coordinator;
    struct str ip_body; /* where the coordinator works */
    int day;            /* enum request_day_code */
    struct str day_other;
    struct str day_note;
    struct request_org billing; /* who pays, when not the sender */
    /* 3 the child's needs and situation */
    struct request_area area[REQUEST_AREAS];  /* [enum request_area_code - 1] */
    struct str dimension[REQUEST_DIMENSIONS]; /* overall, by dimension */
    struct str need;                          /* overall need of help */
    /* 4 participation */
    struct str frames; /* RammerForGjennomforing */
    struct str child_views;
    struct str views_weight;
    struct str parents;
    /* 5 consent, parents and caregivers */
    int consent; /* obtained and attached, enum request_answer */
    struct request_caregiver *caregivers;
    size_t n_caregivers;
    /* 6 documents */
    int document[REQUEST_DOCUMENTS]; /* enum request_transfer_code */
    struct request_attachment *attachments;
    size_t n_attachments;
};

/* Nothing answered; dates are DATE_NONE, all else zero. */
void request_init(struct thk_request *out);

enum request_kind {
    REQUEST_LINE,    /* struct str, one line */
    REQUEST_TEXT,    /* struct str, many lines, ended by LF */
    REQUEST_CODE,    /* int, a value of `list` */
    REQUEST_CODES,   /* unsigned, a bit for each value of `list` */
    REQUEST_BOOL,    /* int, enum request_answer */
    REQUEST_DATE,    /* struct date */
    REQUEST_NATID,   /* struct natid */
    REQUEST_ORGNR,   /* struct str, organisation number */
    REQUEST_DIGITS,  /* struct str, exactly `max` digits */
    REQUEST_UUID,    /* struct str; message heads only */
    REQUEST_VERSION, /* struct str such as 1.2.3; message heads only */
    REQUEST_INTEGER, /* struct str, a whole number; messages only */
    REQUEST_INSTANT  /* struct instant; message heads only */
};

#define REQUEST_STEPS 6

#define REQUEST_FIELD(id, ...) REQUEST_F_##id,
enum request_field_id {
#include "assessment/request_fields.def"
    REQUEST_FIELD_COUNT
};
#undef REQUEST_FIELD

#define REQUEST_ITEM_FIELD(id, ...) REQUEST_F_##id,
enum request_caregiver_field_id {
#define REQUEST_CAREGIVER_FIELDS
#include "assessment/request_fields.def"
#undef REQUEST_CAREGIVER_FIELDS
    REQUEST_CAREGIVER_FIELD_COUNT
};
enum request_attachment_field_id {
#define REQUEST_ATTACHMENT_FIELDS
#include "assessment/request_fields.def"
#undef REQUEST_ATTACHMENT_FIELDS
    REQUEST_ATTACHMENT_FIELD_COUNT
};
#undef REQUEST_ITEM_FIELD

struct request_field {
    const char *key; /* name in forms, in errors and in the sealed draft */
    enum request_kind kind;
    enum request_list list; /* of codes, or REQUEST_LIST_NONE */
    size_t offset;          /* of the member in its struct */
    size_t min;             /* characters (code points) when not empty */
    size_t max;             /* characters */
    int step;               /* 1..REQUEST_STEPS */
    int label;              /* message */
    int hint;               /* message, 0: none */
    bool required;          /* always; or, if_field being set, when: */
    int if_field;           /* a field id of the same table, -1: none */
    unsigned if_values;     /* has one of these values (bit v for value v) */
};

/* By enum request_field_id, in the order in which the form asks. */
extern const struct request_field request_fields[REQUEST_FIELD_COUNT];
/* Of struct request_caregiver and struct request_attachment; step 5 and 6. */
extern const struct request_field
    request_caregiver_fields[REQUEST_CAREGIVER_FIELD_COUNT];
extern const struct request_field
    request_attachment_fields[REQUEST_ATTACHMENT_FIELD_COUNT];

/* The field with this key, NULL if there is none. */
const struct request_field *request_field_find(struct str key);

/* "caregiver_1_first_name": the form's name of a field of item `i` (from 0). */
const char *request_caregiver_key(struct arena *mem, size_t i,
                                  const struct request_field *f);
const char *request_attachment_key(struct arena *mem, size_t i,
                                   const struct request_field *f);

/* May field `f` be asked for, given the answers in `base` (the struct that the
 * table is about)? False while the answer it hangs on is another. */
bool request_applies(const struct request_field *table,
                     const struct request_field *f, const void *base);

void request_clear(const struct request_field *f, void *base);
/* Is nothing answered? */
bool request_is_empty(const struct request_field *f, const void *base);

/* What a person typed into field `f` of `base`: white space at the ends goes,
 * lines end with LF, a day may be written 2026-11-05 or 5.11.2026, several
 * codes are parted by spaces, yes is "true", no "false", and a masked national
 * number means "as before". Empty text clears the field. On an error the field
 * is as before; the error names the form field `key`, or f->key if key is NULL.
 * Errors: INVALID. */
const struct err *request_set(struct arena *mem, const struct request_field *f,
                              void *base, const char *key,
                              struct str typed) MUST_CHECK;

/* What stands in the field, as request_set reads it. National numbers masked.
 */
struct str request_get(struct arena *mem, const struct request_field *f,
                       const void *base);
/* The same with the whole national number. Whoever calls this has an audited
 * reason. */
struct str request_reveal(struct arena *mem, const struct request_field *f,
                          const void *base);

/* What is wrong with a text for a field; REQUEST_OK is nothing. */
enum request_fault {
    REQUEST_OK,
    REQUEST_FAULT_SHORT,
    REQUEST_FAULT_LONG,
    REQUEST_FAULT_CHARS, /* a character that XML cannot carry */
    REQUEST_FAULT_CODE,
    REQUEST_FAULT_BOOL,
    REQUEST_FAULT_DATE,
    REQUEST_FAULT_NATID,
    REQUEST_FAULT_ORGNR,
    REQUEST_FAULT_DIGITS,
    REQUEST_FAULT_UUID,
    REQUEST_FAULT_VERSION,
    REQUEST_FAULT_INTEGER,
    REQUEST_FAULT_INSTANT,
    REQUEST_FAULT_COUNT
};

/* Stores a text exactly as it is (messages, sealed drafts): nothing is trimmed;
 * a check digit of an organisation number is not asked for. On a fault the
 * field is as before. Empty text clears the field. */
enum request_fault request_put(struct arena *mem, const struct request_field *f,
                               void *base, struct str text) MUST_CHECK;

/* What is missing or contradicts itself in one step (1..6), or in all (0): one
 * error for each field, by key, in the form's order; NULL when nothing is. */
const struct err *request_check(struct arena *mem, const struct thk_request *r,
                                int step) MUST_CHECK;

/* Clears every answer that hangs on another which now says otherwise. */
void request_tidy(struct thk_request *r);

/* Is the child's or the parents' consent said to be attached? Without it a
 * request is incomplete, not refused. Source: Bufdir's guidance to Samtykke. */
bool request_has_consent(const struct thk_request *r);

/* Numbers that stand in where a child has none yet: the birth date (DDMMYY)
 * and 00100, 00200, 55555 or 99999. Source: Bufdir FodselsnummerType. */
bool natid_provisional(struct str s);

/* All answers as bytes, to be sealed; and back. An unknown field or a broken
 * one is our own mistake. Errors of unpack: INTERNAL. */
struct str request_pack(struct arena *mem, const struct thk_request *r);
const struct err *request_unpack(struct arena *mem, struct str packed,
                                 struct thk_request *out) MUST_CHECK;

#endif
