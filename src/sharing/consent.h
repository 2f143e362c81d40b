/* Who may consent or decide for a child (samtykkekompetanse), by dated rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_CONSENT_H
#define HELHET_SHARING_CONSENT_H

#include "base/date.h"
#include "base/str.h"

enum care {
#define CARE(id, word, msg) CARE_##id,
#include "sharing/care.def"
#undef CARE
    CARE_COUNT
};
enum consenter {
#define CONSENTER(id, word, msg) CONSENTER_##id,
#include "sharing/consenter.def"
#undef CONSENTER
    CONSENTER_COUNT
};
enum { CONSENTER_GIVERS = CONSENTER_CARERS + 1 }; /* who can give consent */
enum consent_matter {
#define MATTER(id, word, msg) MATTER_##id,
#include "sharing/matter.def"
#undef MATTER
    MATTER_COUNT
};
#define CARE_BIT(id) (1u << CARE_##id)
#define CARE_ANY     ((1u << CARE_COUNT) - 1)

const char *care_word(enum care k);
bool care_parse(struct str word, enum care *out);
int care_message(enum care k);
const char *consenter_word(enum consenter w);
bool consenter_parse(struct str word, enum consenter *out);
int consenter_message(enum consenter w);
const char *matter_word(enum consent_matter m);
bool matter_parse(struct str word, enum consent_matter *out);
int matter_message(enum consent_matter m);

/* A dated rule as the data holds it, for one matter: both ages and dates
 * inclusive, -1 and DATE_NONE are open. */
struct consent_rule {
    struct str id;
    enum consent_matter matter;
    int32_t age_from;
    int32_t age_to;
    uint32_t situations; /* CARE_BITs */
    enum consenter who;
    bool adds;   /* says more; another rule decides */
    int message; /* the rule in plain words */
    struct str legal_basis;
    struct date valid_from;
    struct date valid_to;
    struct str source;
    struct str certainty; /* a word of data/README.md */
};
struct consent_facts {
    enum consent_matter matter;
    int32_t age; /* whole years */
    enum care care;
};
/* How many matters rules can be spread over; the `nth` entry of the map. */
size_t consent_map_size(void);
/* Is `row` the rule of the map's entry? Then *out is it, with matter,
 * situations, who and words filled. */
bool consent_rule_map(size_t nth, const struct consent_rule *row,
                      struct consent_rule *out);

/* The first deciding rule in force on `on` that fits; NULL: no rule answers, a
 * lawyer must. Source: pbrl. §§ 3-4, 4-3, 4-4, 6-5; bvl. §§ 2-6 (not in force),
 * 6-1, 12-3, 12-6; phvl. § 2-1; hpl. § 22; FOR-2022-06-22-1110 § 5; R632. */
const struct consent_rule *consent_find(const struct consent_rule *rule,
                                        size_t n,
                                        const struct consent_facts *facts,
                                        struct date on);

#define CONSENT_ALSO_MAX 8
struct consent_answer {
    enum consent_matter matter;
    const struct consent_rule *rule; /* NULL: no rule answers: ask a lawyer */
    const struct consent_rule *also[CONSENT_ALSO_MAX]; /* that fit too */
    size_t also_n;
};
/* The whole answer: there always is one. */
struct consent_answer consent_answer(const struct consent_rule *rule, size_t n,
                                     const struct consent_facts *facts,
                                     struct date on);
bool consent_answer_same(const struct consent_answer *a,
                         const struct consent_answer *b);
/* The first day after `on`, up to the child's twentieth birthday, on which
 * another rule answers; DATE_NONE: none. `later` is what holds from then. */
struct date consent_next(const struct consent_rule *rule, size_t n,
                         enum consent_matter matter, enum care care,
                         struct date born, struct date on,
                         struct consent_answer *later);

#endif
