/* Research and development projects (FoU-prosjekter) with parties and period:
 * evidence that an agreement's point may have. Pure.
 * SPDX-License-Identifier: EUPL-1.2
 * Source: R505. */
#ifndef HELHET_AGREEMENT_PROJECT_H
#define HELHET_AGREEMENT_PROJECT_H

#include "agreement/agreement.h"

ID_TYPE(project_id);

enum project_kind {
#define KIND(id, word, msg) PROJECT_##id,
#include "agreement/project_kind.def"
#undef KIND
    PROJECT_KIND_COUNT
};
const char *project_kind_word(enum project_kind k);
bool project_kind_parse(struct str word, enum project_kind *out);
int project_kind_message(enum project_kind k);

enum {
    PROJECT_PARTIES_MAX = 4, /* units; others are told in words */
    PROJECT_TITLE_MAX = 200, /* characters, as all that follow */
    PROJECT_ABOUT_MAX = 2000,
    PROJECT_LINE_MAX = 300
};

struct project_party {
    unit_id unit;
    struct str name;
};
struct project {
    project_id id;
    enum project_kind kind;
    struct str title;
    struct str about;
    struct str others;    /* parties that are no units, in words */
    struct str reference; /* where more is to be found: address or words */
    struct date from;
    struct date until; /* the last day; DATE_NONE: it goes on */
    unit_id unit;      /* that registered it: the first of its parties */
    struct project_party party[PROJECT_PARTIES_MAX];
    size_t parties;
    agreement_id agreement; /* whose point it is evidence of; 0: none's */
    struct str ref;
    struct str agreement_title; /* read along */
    account_id account;
    struct date known;
    int64_t version;
};
struct project_list {
    struct project *row;
    size_t n;
};

/* Does it go on for a day of the year (0: any) with the unit (0: any)? */
bool project_matches(const struct project *p, int year, unit_id unit);

/* Every fault. Errors: INVALID at "tittel", "fra", "til", "part2" … (a unit
 * twice), "andre" (nobody to work with). */
const struct err *project_check(struct arena *mem,
                                const struct project *p) MUST_CHECK;
/* May its last day be `until`? Errors: INVALID at "til". */
const struct err *project_check_end(struct arena *mem, const struct project *p,
                                    struct date until) MUST_CHECK;

#endif
