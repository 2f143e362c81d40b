/* What people type about cases, read from requests.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_FORMS_H
#define HELHET_CASEFILE_FORMS_H

#include "casefile/app.h"
#include "http/http.h"

/* The case in the address. */
case_id path_case(struct form *f);
/* Each reads what stands in the form; errors gather in f->err. */
void read_child(struct form *f, struct child *out);
void read_open(struct form *f, struct case_open_form *out);
void read_offer(struct form *f, struct offer_form *out);
/* *out_classes without CORE is INVALID: it comes along by itself. */
void read_share(struct form *f, struct date today, struct share *out,
                uint32_t *out_classes);
enum offer_answer read_answer(struct form *f);
enum team_role read_team_role(struct form *f);
enum purpose read_purpose(struct form *f);
enum close_reason read_close_reason(struct form *f);
void read_person(struct form *f, struct person *out);
/* The page asked for, from 1; anything odd is the first. */
int64_t read_page(const struct http_req *req);

#endif
