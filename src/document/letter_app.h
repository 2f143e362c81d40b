/* What people do with letters: choose a template, write, store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_LETTER_APP_H
#define HELHET_DOCUMENT_LETTER_APP_H

#include "document/document.h"
#include "document/template.h"

struct letter_view {
    struct case_view about;
    struct letter_list list; /* those for the child's age */
    struct letter letter;    /* one of them */
    struct letter_facts facts;
};
const struct err *letter_app_list(struct call *c, case_id about,
                                  struct letter_view *out) MUST_CHECK;
/* `key`: the name of one that ships, or the external id of a template that the
 * acting unit has in use; `nr` its version, 0: the one in use today. Errors:
 * NOT_FOUND. */
const struct err *letter_app_view(struct call *c, case_id about, struct str key,
                                  int64_t nr,
                                  struct letter_view *out) MUST_CHECK;

struct letter_form {
    case_id case_id;
    struct str key; /* as of letter_app_view */
    int64_t nr;
    enum lang lang;
    struct str title;
    struct str text;
    enum info_class class_;
    bool own;
};
/* The letter as a tagged PDF among the case's documents; *out gets its id.
 * Errors: INVALID (fields tittel, tekst, klasse; something in [brackets]). */
const struct err *letter_app_save(struct call *c, const struct letter_form *f,
                                  int64_t *out) MUST_CHECK;

#endif
