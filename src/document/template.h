/* Letter templates (brevmaler) of one's own: a unit's or the whole
 * installation's, in versions (R663). SPDX-License-Identifier: EUPL-1.2
 *
 * A leader makes them for the own unit, an administrator for the installation.
 * What ships with the program cannot be changed, only copied. A version is a
 * draft until it is put in use from a day; then it is never changed. Letters to
 * a child must be easy to read before they are put in use: a template meets
 * many children, and there is time to write it anew. For other readers, and for
 * the single letter, the level is advice: its writer knows who reads, and does
 * not choose what the unit is called. */
#ifndef HELHET_DOCUMENT_TEMPLATE_H
#define HELHET_DOCUMENT_TEMPLATE_H

#include "access/call.h"
#include "document/letter.h"

enum {
    TEMPLATE_NAME_MAX = 100, /* characters */
    TEMPLATE_AGE_MAX = 25,
    LETTER_TITLE_MAX = 120, /* names are filled in; DOCUMENT_TITLE_MAX */
    LETTER_TEXT_MAX = 8000
};

struct template
{
    int64_t id;   /* 0: ships with the program */
    unit_id unit; /* 0: the whole installation's */
    struct date withdrawn_on;
    int64_t version;      /* grows by one with every change of any of it */
    struct letter letter; /* one version */
    struct date from_on;  /* DATE_NONE: a draft */
    struct instant changed_at;
    struct str changed_by;
    int64_t used_nr; /* the version in use on the day asked for, 0: none */
};
struct template_list {
    struct template *row;
    size_t n;
};

/* --- template.c: pure --- */
/* Errors: INVALID (alder_til; tittel_XX and tekst_XX: a field that is not
 * known, or not for this reader, or a language half written). */
const struct err *template_check(struct arena *mem,
                                 const struct letter *l) MUST_CHECK;
/* May it be put in use from `from`? `last` is since when the version before is.
 * Errors: INVALID (fra: before today or before `last`; tekst_nb, tekst_nn: not
 * written; tekst_XX: too hard for a child). */
const struct err *template_check_use(struct arena *mem, const struct letter *l,
                                     struct date from, struct date today,
                                     struct date last) MUST_CHECK;
/* What is too hard, one error for each, on the field tekst_XX; NULL: none. */
const struct err *template_hard(struct arena *mem, const struct reading *r,
                                enum reading_level level,
                                enum lang lang) MUST_CHECK;
/* "tittel_nb", "tekst_nb" and so on. */
const char *template_title_name(enum lang lang);
const char *template_text_name(enum lang lang);

/* --- template_store.c: `unit` is whose leader asks; 0: an administrator --- */
extern const struct db_set template_sql;
/* The newest version of each that may be seen, by name. */
const struct err *template_store_list(struct db_tx *tx, unit_id unit,
                                      struct date today,
                                      struct template_list *out) MUST_CHECK;
/* Those in use at the unit today. */
const struct err *template_store_in_use(struct db_tx *tx, unit_id unit,
                                        struct date today,
                                        struct template_list *out) MUST_CHECK;
/* Every version of one, the newest first. Errors: NOT_FOUND. */
const struct err *template_store_versions(struct db_tx *tx, unit_id unit,
                                          struct date today, int64_t id,
                                          struct template_list *out) MUST_CHECK;
const struct err *template_store_insert(struct db_tx *tx,
                                        const struct template *t,
                                        struct instant now) MUST_CHECK;
/* Errors: CONFLICT (somebody changed it meanwhile, or it is withdrawn). */
const struct err *template_store_touch(struct db_tx *tx, int64_t id,
                                       int64_t version,
                                       struct date withdrawn_on) MUST_CHECK;
const struct err *template_store_put(struct db_tx *tx, const struct template *t,
                                     function_id by,
                                     struct instant now) MUST_CHECK;
/* The draft `nr` becomes what `t` is. Errors: CONFLICT (no draft any more). */
const struct err *template_store_change(struct db_tx *tx,
                                        const struct template *t,
                                        function_id by,
                                        struct instant now) MUST_CHECK;

/* --- template_app.c --- */
const struct err *template_app_list(struct call *c,
                                    struct template_list *out) MUST_CHECK;
struct template_view {
    struct template template; /* the version asked for */
    struct template_list versions;
    bool mine; /* one's own to change, and not withdrawn */
};
/* `key`: the external id, or the name of one that ships. `nr` 0: the newest.
 * Errors: NOT_FOUND. */
const struct err *template_app_view(struct call *c, struct str key, int64_t nr,
                                    struct template_view *out) MUST_CHECK;

struct template_form {
    int64_t id;   /* 0: a new one */
    int64_t seen; /* the version that was shown */
    struct letter letter;
    bool use;
    struct date from;
};
/* Keeps a draft, as a new version where the newest is no draft; with `use` it
 * is put in use from a day. Errors: INVALID (template_check,
 * template_check_use), NOT_FOUND, DENIED (somebody else's), CONFLICT. */
const struct err *template_app_save(struct call *c,
                                    const struct template_form *f,
                                    int64_t *out) MUST_CHECK;
const struct err *template_app_withdraw(struct call *c, int64_t id,
                                        int64_t seen) MUST_CHECK;

#endif
