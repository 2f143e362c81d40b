/* Deadlines (frister): dated duties of a unit and a person. Types, pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DEADLINE_DEADLINE_H
#define HELHET_DEADLINE_DEADLINE_H

#include "base/err.h"
#include "base/id.h"

enum deadline_kind {
#define DEADLINE(id, word, msg, class_) DEADLINE_##id,
#include "deadline/kinds.def"
#undef DEADLINE
    DEADLINE_KIND_COUNT
};
/* Who says so. A goal of one's own is never shown as law. */
enum deadline_source { SOURCE_OWN_GOAL, SOURCE_LAW, SOURCE_AGREEMENT };
enum deadline_state {
    DEADLINE_OPEN,
    DEADLINE_MET,
    DEADLINE_CANCELLED,
    DEADLINE_MISSED /* passed, told to a leader, and still to do */
};

struct deadline {
    deadline_id id;
    case_id case_id;
    unit_id unit_id;
    function_id function_id; /* the person who must act */
    account_id account_id;
    enum deadline_kind kind;
    struct str rule; /* id of the rule that gave the date */
    enum deadline_source source;
    struct date due_on; /* last day, that day included */
    enum deadline_state state;
    int64_t object_id;         /* what it is about; 0: the case */
    unit_id owner;             /* whose content it tells of; 0: any unit's */
    function_id told_function; /* the leader told when it was missed */
    int64_t version;
};

const char *deadline_kind_word(enum deadline_kind k);
bool deadline_kind_parse(struct str word, enum deadline_kind *out);
int deadline_kind_message(enum deadline_kind k);
/* The class of information the line tells of: who has it not shared, from the
 * deadline's owner, does not see the line (R633). */
const char *deadline_kind_class(enum deadline_kind k);
int deadline_source_message(enum deadline_source s);

/* Units of a rule's length, as the rules' data writes them: words of
 * data/deadlines.csv, or bokmål. */
enum term_unit {
    TERM_DAYS,
    TERM_WORKDAYS,
    TERM_WEEKS,
    TERM_MONTHS,
    TERM_YEARS
};
bool term_unit_parse(struct str nb, enum term_unit *out);
/* The last day of a term of `n` units from `from`; the first day does not
 * count. Weeks and months end on the day of the same name or number; the last
 * day of a shorter month. Source: LOV-1915-08-13-5 (domstolloven) § 148. */
struct date term_end(struct date from, int32_t n, enum term_unit unit);

/* How much it hurries, worst first. */
enum severity { SEVERITY_OVER, SEVERITY_TODAY, SEVERITY_SOON, SEVERITY_LATER };
/* Soon: within three working days. */
enum severity deadline_severity(struct date due_on, struct date today);

#endif
