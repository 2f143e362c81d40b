/* Bufdir's messages for a THK: what they say, reading and writing them.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_BUFDIR_H
#define HELHET_ASSESSMENT_BUFDIR_H

#include "assessment/request.h"

/* Source: Bufdir's message definitions for child welfare as of 2025-10-31.
 * Where its schemas cannot be met, see docs/adr/0005-feilmelding.md. */
enum bufdir_kind {
    BUFDIR_REFERRAL,        /* henvisning, THK: new, update or sent again */
    BUFDIR_FILES,           /* vedleggmelding: files sent later */
    BUFDIR_WITHDRAWN,       /* trukketmelding: withdrawn, or sent by mistake */
    BUFDIR_APP_RECEIPT,     /* applikasjonskvittering: the system has it */
    BUFDIR_OFFICER_RECEIPT, /* saksbehandlerkvittering: a person has seen it */
    BUFDIR_ERROR,           /* feilmelding: it was refused */
    BUFDIR_TEST,            /* testmelding */
    BUFDIR_KIND_COUNT
};

struct bufdir_head {
    struct str id;       /* of this message, a UUID */
    int link;            /* to an earlier one, enum request_link_code; 0: new */
    struct str start_id; /* first message of the conversation; empty if new */
    struct str about_id; /* the earlier message; empty if new */
    struct str receiver_ref;
    struct str system_vendor;
    struct str system_name;
    struct str system_version; /* 1.2.3 */
    struct instant sent;
    struct request_org sender;
    struct request_org receiver;
    struct str sender_ref;
    /* Of messages without a request; a request has its own. */
    struct request_contact contact;
    struct request_contact alt_contact;
};

struct bufdir_fault {
    int code;        /* enum request_error_code */
    struct str text; /* without personal data */
    struct str path; /* of the element, or empty */
};

#define BUFDIR_FAULTS_MAX 100

struct bufdir_message {
    enum bufdir_kind kind;
    struct bufdir_head head;
    struct thk_request request;       /* BUFDIR_REFERRAL */
    struct request_attachment *files; /* BUFDIR_FILES */
    size_t n_files;
    struct str text;   /* reason of a withdrawal, information in a receipt */
    struct str result; /* BUFDIR_APP_RECEIPT: a whole number, or empty */
    struct bufdir_fault fault;   /* BUFDIR_ERROR: the main one */
    struct bufdir_fault *faults; /* and more exactly */
    size_t n_faults;
    /* BUFDIR_TEST */
    struct str provoke; /* the error code the sender wants back, or empty */
    int test;           /* enum request_test_code */
    struct str test_other;
    struct date test_on;
    struct natid test_child;
};

/* Nothing said; dates are DATE_NONE, all else zero. */
void bufdir_init(struct bufdir_message *out, enum bufdir_kind kind);

/* The largest message that is read, in bytes; the largest that the limits of
 * the fields allow is half of it. */
#define BUFDIR_MAX_BYTES ((size_t)4 * 1024 * 1024)

/* Reads one message of any kind above: all of it, or nothing. Refused are
 * DOCTYPE, entities, what the schema does not allow, national numbers with
 * wrong check digits, the same area, dimension or file name twice, and links
 * that do not fit the kind. The check list may have 25 or 26 entries; an entry
 * named twice counts as the one that says most. Whether a request is complete
 * is not asked (request_check). Same id as before: the caller decides. Errors:
 * INVALID, with the path and the rule; never a value. */
const struct err *bufdir_read(struct arena *mem, struct str xml,
                              struct bufdir_message *out) MUST_CHECK;

/* Appends the message as XML in UTF-8. What is written validates against the
 * schema of its kind, but for BUFDIR_ERROR. Holds national numbers: whoever
 * calls this has an audited reason.
 * Errors: INVALID, with the path of what is missing or does not fit. */
const struct err *bufdir_write(struct buf *out,
                               const struct bufdir_message *m) MUST_CHECK;

/* Only the head (Meldingshode) of a message of any kind, known or not, to be
 * able to answer what was refused. Errors: INVALID. */
const struct err *bufdir_read_head(struct arena *mem, struct str xml,
                                   struct bufdir_head *out) MUST_CHECK;

/* A new id, the time, and Helhet as the sending system; version: 1.2.3. */
void bufdir_stamp(struct arena *mem, struct bufdir_head *h, struct instant now,
                  struct str version);

/* Begins a receipt or a refusal of the other party's message `to`: from its
 * receiver to its sender. Stamp it. */
void bufdir_reply(const struct bufdir_head *to, enum bufdir_kind kind,
                  struct bufdir_message *out);

/* Begins a message that follows one's own earlier one (withdrawal, files,
 * update): the same parties and conversation. Stamp it. */
void bufdir_follow(const struct bufdir_head *own, enum bufdir_kind kind,
                   int link, struct bufdir_message *out);

/* What a refusal says of an error from bufdir_read. */
struct bufdir_fault bufdir_fault_of(struct arena *mem, enum lang l,
                                    const struct err *err);

#endif
