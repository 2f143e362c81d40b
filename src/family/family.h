/* The child and the guardians themselves: what they may see, say and withhold.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_FAMILY_H
#define HELHET_FAMILY_FAMILY_H

#include "casefile/case.h"
#include "deadline/deadline.h"

enum family_kind { FAMILY_CHILD, FAMILY_GUARDIAN, FAMILY_FOSTER };
enum { FAMILY_KIND_COUNT = FAMILY_FOSTER + 1 };
const char *family_kind_word(enum family_kind k);
bool family_kind_parse(struct str word, enum family_kind *out);
int family_kind_message(enum family_kind k);
/* The name that accounts and menus bear: it names nobody. */
int family_account_message(enum family_kind k);

/* An account that is somebody in a case. Its id stands for the function that
 * others act in. */
struct family_link {
    int64_t id;
    case_id case_id;
    account_id account;
    enum family_kind kind;
    int64_t person; /* of the case's persons; 0: the child, a foster home */
    /* a foster home's: both days inclusive, to DATE_NONE: no end set */
    struct date from;
    struct date to;
    struct str care; /* sealed: the care situation it rests on */
    struct instant made_at;
    unit_id holder_unit; /* of the case, read along */
    account_id holder_account;
    struct str login;
};

/* --- what the child says (R623) --- */
enum agrees { AGREES_YES, AGREES_NO, AGREES_NOT_ASKED };
enum { AGREES_COUNT = AGREES_NOT_ASKED + 1 };
const char *agrees_word(enum agrees a);
bool agrees_parse(struct str word, enum agrees *out);
int agrees_message(enum agrees a);
enum became { BECAME_OPEN, BECAME_YES, BECAME_PARTLY, BECAME_NO };
enum { BECAME_COUNT = BECAME_NO + 1 };
const char *became_word(enum became b);
bool became_parse(struct str word, enum became *out);
int became_message(enum became b);       /* for staff */
int became_young_message(enum became b); /* for the child */

/* One participation: what the child was told, what it said in its own words,
 * whether it agrees with how that is written, and what weight it was given and
 * what was done. Source: R623; bvl. § 1-4; FOR-2023-10-12-1631 § 6. */
struct statement {
    int64_t id;
    case_id case_id;
    unit_id unit;
    bool by_child; /* itself, on its own page */
    struct str informed;
    struct str words;
    enum agrees agrees;
    bool to_guardians;
    struct instant said_at;
    struct str weight;
    struct str outcome;
    enum became became;
    struct instant answered_at; /* {0}: not yet */
    struct str answered_by;     /* name */
};
/* All four parts are there: a tick is not enough. */
bool statement_is_whole(const struct statement *s);
/* May it be put down by an adult? Errors: INVALID. */
const struct err *statement_check(struct arena *mem,
                                  const struct statement *s) MUST_CHECK;
/* The name of a field in the form that answers statement `id`: a page has many
 * such forms. */
const char *answer_field(struct arena *mem, const char *name, int64_t id);
/* May it be answered so? Errors: INVALID, CONFLICT (answered already). */
const struct err *statement_check_answer(struct arena *mem,
                                         const struct statement *s,
                                         enum became became, struct str weight,
                                         struct str outcome) MUST_CHECK;

/* --- what the child keeps from its guardians --- */
enum withhold_right {
    WITHHOLD_ASKS,     /* under 12: an adult decides; hidden until then */
    WITHHOLD_RESERVES, /* 12 to 15: respected, an adult may lift it */
    WITHHOLD_DECIDES   /* from 16: nobody lifts it */
};
/* Hidden from the first moment in each case; the right says who may lift it.
 * Unknown age: ASKS. Source: pbrl. § 3-4 (rules C6, C7, C8). */
enum withhold_right withhold_right_of(int32_t age);
enum withheld_state { WITHHELD_ASKED, WITHHELD_KEPT, WITHHELD_LIFTED };
const char *withheld_state_word(enum withheld_state s);
bool withheld_state_parse(struct str word, enum withheld_state *out);
/* May an adult lift what a child of this age keeps? */
bool withhold_may_lift(int32_t age);

/* --- the same in a fourteen-year-old's words --- */

/* What happened, for the child: 0 for what is not for that page. */
int event_young_message(enum event_kind k);
/* What comes, for the child: 0 for what is not for that page. */
int deadline_young_message(enum deadline_kind k);
/* What somebody did who looked; `own`: the reader. */
int look_young_message(enum action a, bool own, bool in_list);
int class_young_message(enum info_class k);
int team_role_young_message(enum team_role r);

#endif
