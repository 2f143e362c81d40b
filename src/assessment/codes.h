/* Code lists of Bufdir's messages that a THK request uses, each listed once.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_CODES_H
#define HELHET_ASSESSMENT_CODES_H

#include "text/text.h"

/* Each list: X(list, name, code as written in a message). A value is stored as
 * its enum constant, 0 is "not answered". Its text is the message
 * MSG_REQUEST_<list>_<name>. Source: Bufdir's code lists as of 2025-10-31. */

/* Who made the decision (VedtakInstansType). */
#define REQUEST_CODES_DECIDER(X)  \
    X(DECIDER, COURT, "1")        \
    X(DECIDER, MUNICIPALITY, "2") \
    X(DECIDER, TRIBUNAL, "3")     \
    X(DECIDER, POLICE, "4")       \
    X(DECIDER, UDI, "5")

/* Is the decision made? (VedtakStatusType) */
#define REQUEST_CODES_DECISION(X)  \
    X(DECISION, MADE, "1")         \
    X(DECISION, WHEN_MEASURE, "2") \
    X(DECISION, AWAITS_TRIBUNAL, "3")

/* Barneverns- og helsenemnda (NemndsbehandlingStatusType). */
#define REQUEST_CODES_TRIBUNAL(X) \
    X(TRIBUNAL, PLANNED, "1")     \
    X(TRIBUNAL, FILED, "2")       \
    X(TRIBUNAL, DIALOGUE, "3")    \
    X(TRIBUNAL, NOT_RELEVANT, "4")

/* Lovhjemmel: sections of barnevernsloven that allow a THK.
 * (HenvisningLovparagrafTverrfagligHelsekartleggingType) */
#define REQUEST_CODES_LEGAL(X) \
    X(LEGAL, 3_2, "3-2")       \
    X(LEGAL, 4_2, "4-2")       \
    X(LEGAL, 4_4, "4-4")       \
    X(LEGAL, 5_1, "5-1")       \
    X(LEGAL, 6_1, "6-1")       \
    X(LEGAL, 6_2, "6-2")

/* What is planned after the wanted measure (PlanEtterTiltakType). */
#define REQUEST_CODES_PLAN(X)     \
    X(PLAN, FOSTER_HOME, "2")     \
    X(PLAN, TREATMENT, "3")       \
    X(PLAN, CARE, "4")            \
    X(PLAN, CARE_OR_SPECIAL, "5") \
    X(PLAN, HOME_MEASURE, "6")    \
    X(PLAN, OWN_HOME, "7")        \
    X(PLAN, OTHER, "9")

/* Individuell plan (IndividuellPlanStatusType). */
#define REQUEST_CODES_IP(X) \
    X(IP, EXISTS, "1")      \
    X(IP, BEING_MADE, "2")  \
    X(IP, CONSIDERED, "3")  \
    X(IP, NOT_RELEVANT, "4")

/* Kindergarten, school or work (DagtilbudTypeType). */
#define REQUEST_CODES_DAY(X)     \
    X(DAY, NONE, "1")            \
    X(DAY, CHILDMINDER, "2")     \
    X(DAY, KINDERGARTEN, "3")    \
    X(DAY, PRIMARY, "4")         \
    X(DAY, LOWER_SECONDARY, "5") \
    X(DAY, UPPER_SECONDARY, "6") \
    X(DAY, WORK, "7")            \
    X(DAY, OTHER, "9")

/* A caregiver's relation to the child (OmsorgsrelasjonType). */
#define REQUEST_CODES_RELATION(X) \
    X(RELATION, MOTHER, "1")      \
    X(RELATION, FATHER, "2")      \
    X(RELATION, GUARDIAN, "3")    \
    X(RELATION, OTHER, "9")

/* A caregiver's share in the care (OmsorgType). */
#define REQUEST_CODES_CARE(X) \
    X(CARE, NONE, "1")        \
    X(CARE, DAILY, "2")       \
    X(CARE, SHARED, "3")      \
    X(CARE, VISITS, "4")      \
    X(CARE, OTHER, "9")

/* How often a caregiver meets the child (KontaktFrekvensType). */
#define REQUEST_CODES_CONTACT(X) \
    X(CONTACT, REGULAR, "1")     \
    X(CONTACT, SPORADIC, "2")    \
    X(CONTACT, NONE, "3")

/* How a document of the check list reaches Bufetat
 * (DokumentOversendelseType). Where a message names a document twice, the
 * lowest stands. */
#define REQUEST_CODES_TRANSFER(X) \
    X(TRANSFER, ENCLOSED, "1")    \
    X(TRANSFER, EARLIER, "2")     \
    X(TRANSFER, LATER, "3")       \
    X(TRANSFER, NOT_RELEVANT, "4")

/* What an attached file is (VedleggTypeType). */
#define REQUEST_CODES_ATTACHMENT(X) \
    X(ATTACHMENT, READABLE, "1")    \
    X(ATTACHMENT, PLAN, "10")       \
    X(ATTACHMENT, OTHER, "999")

/* Barnets behov i sentrum: areas (KunnskapsmodellOmradeType). */
#define REQUEST_CODES_AREA(X) \
    X(AREA, 1_1, "1.1")       \
    X(AREA, 1_2, "1.2")       \
    X(AREA, 1_3, "1.3")       \
    X(AREA, 1_4, "1.4")       \
    X(AREA, 2_1, "2.1")       \
    X(AREA, 2_2, "2.2")       \
    X(AREA, 2_3, "2.3")       \
    X(AREA, 2_4, "2.4")       \
    X(AREA, 3_1, "3.1")       \
    X(AREA, 3_2, "3.2")       \
    X(AREA, 3_3, "3.3")

/* Barnets behov i sentrum: dimensions (KunnskapsmodellDimensjonType). */
#define REQUEST_CODES_DIMENSION(X) \
    X(DIMENSION, 1, "1")           \
    X(DIMENSION, 2, "2")           \
    X(DIMENSION, 3, "3")

/* The check list of documents
 * (DokumentinformasjonTverrfagligHelsekartleggingTypeType). */
#define REQUEST_CODES_DOCUMENT(X) \
    X(DOCUMENT, 1, "1")           \
    X(DOCUMENT, 2, "2")           \
    X(DOCUMENT, 3, "3")           \
    X(DOCUMENT, 4, "4")           \
    X(DOCUMENT, 5, "5")           \
    X(DOCUMENT, 6, "6")           \
    X(DOCUMENT, 7, "7")           \
    X(DOCUMENT, 8, "8")           \
    X(DOCUMENT, 9, "9")           \
    X(DOCUMENT, 10, "10")         \
    X(DOCUMENT, 11, "11")         \
    X(DOCUMENT, 12, "12")         \
    X(DOCUMENT, 13, "13")         \
    X(DOCUMENT, 14, "14")         \
    X(DOCUMENT, 15, "15")         \
    X(DOCUMENT, 16, "16")         \
    X(DOCUMENT, 17, "17")         \
    X(DOCUMENT, 18, "18")         \
    X(DOCUMENT, 19, "19")         \
    X(DOCUMENT, 20, "20")         \
    X(DOCUMENT, 21, "21")         \
    X(DOCUMENT, 22, "22")         \
    X(DOCUMENT, 23, "23")         \
    X(DOCUMENT, 24, "24")         \
    X(DOCUMENT, 25, "25")

/* How a message hangs on an earlier one (MeldingsForbindelseType); 0: new. */
#define REQUEST_CODES_LINK(X)                           \
    X(LINK, DUPLICATE, "Duplikat")                      \
    X(LINK, UPDATE, "Oppdatering")                      \
    X(LINK, ADDITION, "Tillegg")                        \
    X(LINK, WITHDRAWN, "Trukket")                       \
    X(LINK, DELETED, "Slettet")                         \
    X(LINK, APP_RECEIPT, "ApplikasjonsKvittering")      \
    X(LINK, OFFICER_RECEIPT, "SaksbehandlerKvittering") \
    X(LINK, ANSWER, "Svar")                             \
    X(LINK, ERROR, "Feil")

/* Why a message was refused (FeilkodeType). */
#define REQUEST_CODES_ERROR(X) \
    X(ERROR, XML, "1001")      \
    X(ERROR, RULE, "1002")     \
    X(ERROR, OTHER, "9999")

/* What a test message tries (TestEnumType). */
#define REQUEST_CODES_TEST(X) \
    X(TEST, ONE, "1")         \
    X(TEST, TWO, "2")         \
    X(TEST, OTHER, "9")

#define REQUEST_CODE_ENUM(list, name, code) REQUEST_##list##_##name,
/* clang-format off */
enum request_decider_code { REQUEST_DECIDER_UNSET, REQUEST_CODES_DECIDER(REQUEST_CODE_ENUM) };
enum request_decision_code { REQUEST_DECISION_UNSET, REQUEST_CODES_DECISION(REQUEST_CODE_ENUM) };
enum request_tribunal_code { REQUEST_TRIBUNAL_UNSET, REQUEST_CODES_TRIBUNAL(REQUEST_CODE_ENUM) };
enum request_legal_code { REQUEST_LEGAL_UNSET, REQUEST_CODES_LEGAL(REQUEST_CODE_ENUM) };
enum request_plan_code { REQUEST_PLAN_UNSET, REQUEST_CODES_PLAN(REQUEST_CODE_ENUM) };
enum request_ip_code { REQUEST_IP_UNSET, REQUEST_CODES_IP(REQUEST_CODE_ENUM) };
enum request_day_code { REQUEST_DAY_UNSET, REQUEST_CODES_DAY(REQUEST_CODE_ENUM) };
enum request_relation_code { REQUEST_RELATION_UNSET, REQUEST_CODES_RELATION(REQUEST_CODE_ENUM) };
enum request_care_code { REQUEST_CARE_UNSET, REQUEST_CODES_CARE(REQUEST_CODE_ENUM) };
enum request_contact_code { REQUEST_CONTACT_UNSET, REQUEST_CODES_CONTACT(REQUEST_CODE_ENUM) };
enum request_transfer_code { REQUEST_TRANSFER_UNSET, REQUEST_CODES_TRANSFER(REQUEST_CODE_ENUM) };
enum request_attachment_code { REQUEST_ATTACHMENT_UNSET, REQUEST_CODES_ATTACHMENT(REQUEST_CODE_ENUM) };
enum request_area_code { REQUEST_AREA_UNSET, REQUEST_CODES_AREA(REQUEST_CODE_ENUM) REQUEST_AREA_END };
enum request_dimension_code { REQUEST_DIMENSION_UNSET, REQUEST_CODES_DIMENSION(REQUEST_CODE_ENUM) REQUEST_DIMENSION_END };
enum request_document_code { REQUEST_DOCUMENT_UNSET, REQUEST_CODES_DOCUMENT(REQUEST_CODE_ENUM) REQUEST_DOCUMENT_END };
enum request_link_code { REQUEST_LINK_NEW, REQUEST_CODES_LINK(REQUEST_CODE_ENUM) };
enum request_error_code { REQUEST_ERROR_UNSET, REQUEST_CODES_ERROR(REQUEST_CODE_ENUM) };
enum request_test_code { REQUEST_TEST_UNSET, REQUEST_CODES_TEST(REQUEST_CODE_ENUM) };
/* clang-format on */

/* How many there are. */
#define REQUEST_AREAS      (REQUEST_AREA_END - 1)
#define REQUEST_DIMENSIONS (REQUEST_DIMENSION_END - 1)
#define REQUEST_DOCUMENTS  (REQUEST_DOCUMENT_END - 1)

enum request_list {
    REQUEST_LIST_NONE,
    REQUEST_LIST_DECIDER,
    REQUEST_LIST_DECISION,
    REQUEST_LIST_TRIBUNAL,
    REQUEST_LIST_LEGAL,
    REQUEST_LIST_PLAN,
    REQUEST_LIST_IP,
    REQUEST_LIST_DAY,
    REQUEST_LIST_RELATION,
    REQUEST_LIST_CARE,
    REQUEST_LIST_CONTACT,
    REQUEST_LIST_TRANSFER,
    REQUEST_LIST_ATTACHMENT,
    REQUEST_LIST_AREA,
    REQUEST_LIST_DIMENSION,
    REQUEST_LIST_DOCUMENT,
    REQUEST_LIST_LINK,
    REQUEST_LIST_ERROR,
    REQUEST_LIST_TEST,
    REQUEST_LIST_LANGUAGE, /* languages other than Norwegian */
    REQUEST_LIST_COUNT
};

struct request_code {
    const char *code;             /* as in a message and in a form */
    int msg;                      /* id of its text; 0 for languages */
    const char *name[LANG_COUNT]; /* of a language, by enum lang; else NULL */
};

/* The entries of a list in order; *n is how many. Entry i has value i + 1. */
const struct request_code *request_codes(enum request_list list, size_t *n);

/* The value of a code, 0 when the list has no such code. Exact. */
int request_code_find(enum request_list list, struct str code);

/* The entry with a value from 1 to the list's length, NULL for 0. */
const struct request_code *request_code_at(enum request_list list, int value);

/* What people read of a value; empty for 0. Borrowed, static. */
struct str request_code_text(enum lang l, enum request_list list, int value);

#endif
