/* The demo: made-up units, people and children on real reference data.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_DEMO_H
#define HELHET_CLI_DEMO_H

#include "agreement/agreement.h"
#include "assessment/assessment.h"
#include "body/body.h"
#include "cli/cli.h"
#include "file/paper.h"

/* The password of every demo account. */
#define DEMO_PASSWORD "helhet-demo-2026"
/* A one-time link that waits for an answer, /svar/…, and its code. */
#define DEMO_LINK      "demo-lenke-til-tannlegen"
#define DEMO_LINK_CODE "246810"

/* Fills an empty store: reference data, demo units and people, then their
 * children and work, each through the same app functions that people use.
 * Changes nothing when the demo is there already. Errors: any. */
const struct err *demo_fill(struct arena *mem, const struct services *sv,
                            struct instant now) MUST_CHECK;

/* The children, their cases and offers; after the people. */
const struct err *demo_fill_children(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now) MUST_CHECK;
/* Requests for an assessment of `child` 0, 1 and 2 (cases that tone opened). */
const struct err *demo_fill_requests(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now,
                                     const case_id *child) MUST_CHECK;
/* One request by a demo account, begun and (send) sent with made-up answers. */
const struct err *demo_send_request(struct arena *mem,
                                    const struct services *sv,
                                    const char *login, struct instant now,
                                    case_id id, bool send,
                                    assessment_id *out) MUST_CHECK;
/* Messages about them, in the cases that were opened first. */
const struct err *demo_fill_messages(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now,
                                     const case_id *child) MUST_CHECK;
/* Pathways in use, and one under way for child 1. */
const struct err *demo_fill_pathways(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now,
                                     const case_id *child) MUST_CHECK;
/* A referral with its answer, two disagreements (children 1 and 6), and a
 * pathway's draft. */
const struct err *demo_fill_referrals(struct arena *mem,
                                      const struct services *sv,
                                      struct instant now,
                                      const case_id *child) MUST_CHECK;
/* The family of the case: accounts "ung" and "forelder", what the child said;
 * the case is one that tone opened and holds. */
const struct err *demo_fill_family(struct arena *mem, const struct services *sv,
                                   struct instant now, case_id id) MUST_CHECK;
/* A foster home of the case: account "foster", what it is shown and asked; the
 * child "lina" and its mother "mor". */
const struct err *demo_fill_foster(struct arena *mem, const struct services *sv,
                                   struct instant now, case_id id) MUST_CHECK;
/* When functions were last confirmed, two of them too long ago. */
const struct err *demo_fill_authority(struct arena *mem,
                                      const struct services *sv,
                                      struct instant now) MUST_CHECK;
/* A case that was closed long ago: the demo's made-up rule lets it go. */
const struct err *demo_fill_retention(struct arena *mem,
                                      const struct services *sv,
                                      struct instant now) MUST_CHECK;
/* Letter templates: a unit's in use, its draft, and one for all units. */
const struct err *demo_fill_letters(struct arena *mem,
                                    const struct services *sv,
                                    struct instant now) MUST_CHECK;
/* RSBU, AU and the system meeting, with a year of meetings. */
const struct err *demo_fill_bodies(struct arena *mem, const struct services *sv,
                                   struct instant now) MUST_CHECK;
/* The body that demo_fill_bodies began first. */
const struct err *demo_find_rsbu(struct arena *mem, const struct services *sv,
                                 body_id *out) MUST_CHECK;
/* RSBU's action plan, endorsed by both parties. */
const struct err *demo_fill_action_plan(struct arena *mem,
                                        const struct services *sv,
                                        struct instant now) MUST_CHECK;
/* RSBU's yearly evaluation: one party has submitted, one has a draft. */
const struct err *demo_fill_evaluation(struct arena *mem,
                                       const struct services *sv,
                                       struct instant now) MUST_CHECK;
/* A shared document and one of the unit's own. */
const struct err *demo_fill_documents(struct arena *mem,
                                      const struct services *sv,
                                      struct instant now,
                                      case_id id) MUST_CHECK;
/* An institution with a share of everything, its health contact and its
 * residential care staff; the case is one that mari opened and holds. */
const struct err *demo_fill_care(struct arena *mem, const struct services *sv,
                                 struct instant now, case_id id) MUST_CHECK;
/* A joint plan that is adopted, and a meeting; another for the child with a
 * page of its own. Both are tone's cases. */
const struct err *demo_fill_plan(struct arena *mem, const struct services *sv,
                                 struct instant now, case_id id,
                                 case_id own) MUST_CHECK;
/* Documents of RSBU's meetings; one is released by both parties. */
const struct err *demo_fill_papers(struct arena *mem, const struct services *sv,
                                   struct instant now) MUST_CHECK;
/* A made-up PDF, as paper_check would leave it. */
const struct err *demo_paper_file(struct arena *mem, struct instant now,
                                  struct str title, struct str text,
                                  struct paper_file *out) MUST_CHECK;
/* The regional agreement, and what its parties did. */
const struct err *demo_fill_agreements(struct arena *mem,
                                       const struct services *sv,
                                       struct instant now) MUST_CHECK;
/* A supplementary agreement on hours of guidance, and what was given. */
const struct err *demo_fill_guidance(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now,
                                     agreement_id parent) MUST_CHECK;
/* Research and development projects; after the agreements. */
const struct err *demo_fill_projects(struct arena *mem,
                                     const struct services *sv,
                                     struct instant now) MUST_CHECK;
/* A call in the name of a demo account's first function, at `now`. */
const struct err *demo_act_as(struct call *c, struct arena *mem,
                              const struct services *sv, const char *login,
                              struct instant now) MUST_CHECK;

enum cli_exit run_demo(struct cli *c);

#endif
