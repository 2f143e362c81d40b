/* Documents of evidence entered by hand (R203, R305).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAPER_APP_H
#define HELHET_AGREEMENT_PAPER_APP_H

#include "agreement/app.h"
#include "agreement/paper_store.h"
#include "file/paper.h"

/* What documents of evidence belong to. */
struct evidence_place {
    struct agreement agreement;
    struct evidence_brief evidence;
    int64_t parties; /* that must release one */
    bool party;      /* the acting unit is one */
    bool closed;     /* the evidence was taken back */
    struct paper_list papers;
};
/* For everybody who sees the agreement. Errors: NOT_FOUND (also where the
 * evidence is another agreement's). */
const struct err *evidence_paper_list(struct call *c, agreement_id id,
                                      int64_t evidence,
                                      struct evidence_place *out) MUST_CHECK;

struct evidence_paper_look {
    struct evidence_place at;
    struct paper paper;
    struct paper_version_list versions;
    struct str text; /* how a plain text begins */
    bool may_change; /* by the party that put it there */
};
const struct err *
evidence_paper_view(struct call *c, agreement_id id, int64_t paper,
                    struct evidence_paper_look *out) MUST_CHECK;
const struct err *evidence_paper_file(struct call *c, agreement_id id,
                                      int64_t paper, int32_t nr,
                                      struct paper_version *out,
                                      struct str *out_bytes) MUST_CHECK;

/* By a party; `f` has been through paper_check. Errors: NOT_FOUND, DENIED,
 * CONFLICT (taken back, removed, changed). */
const struct err *evidence_paper_add(struct call *c, agreement_id id,
                                     int64_t evidence, struct str title,
                                     const struct paper_file *f,
                                     int64_t *out) MUST_CHECK;
const struct err *evidence_paper_renew(struct call *c, agreement_id id,
                                       int64_t paper,
                                       const struct paper_file *f) MUST_CHECK;
const struct err *evidence_paper_remove(struct call *c, agreement_id id,
                                        int64_t paper,
                                        struct str reason) MUST_CHECK;
/* The acting party's leader releases version `nr`, or takes that back. */
const struct err *evidence_paper_release(struct call *c, agreement_id id,
                                         int64_t paper, int32_t nr,
                                         bool release) MUST_CHECK;

/* All that stand, of evidence that stands. Inside an open call. */
const struct err *evidence_papers_in(struct call *c, agreement_id id,
                                     struct paper_list *out) MUST_CHECK;

/* Gives entered evidence without an address of its own the address of its first
 * document, so that it is one click from the verdict. Inside an open call. */
const struct err *evidence_link_in(struct call *c, agreement_id id,
                                   struct agreement_fact *row,
                                   size_t n) MUST_CHECK;

/* What every party has released; nothing else is read. For anybody. */
struct public_evidence {
    struct paper paper;
    struct str agreement;
    struct str label;
};
struct public_evidence_list {
    struct public_evidence *row;
    size_t n;
};
const struct err *
evidence_paper_public(struct call *c,
                      struct public_evidence_list *out) MUST_CHECK;
/* Errors: NOT_FOUND: there is none, or it is not public. */
const struct err *evidence_paper_public_file(struct call *c, int64_t id,
                                             struct paper *out,
                                             struct paper_version *out_version,
                                             struct str *out_bytes) MUST_CHECK;

#endif
