/* Deadlines (frister): words, terms, how much they hurry. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "deadline/deadline.h"

#include "base/workday.h"
#include "text/messages_deadline.h"
#include "text/messages_family.h"
#include "text/messages_message.h"

static const struct {
    const char *word;
    int msg;
    const char *class_;
} kinds[DEADLINE_KIND_COUNT] = {
#define DEADLINE(id, word, msg, class_) [DEADLINE_##id] = {word, msg, class_},
#include "deadline/kinds.def"
#undef DEADLINE
};

const char *
deadline_kind_word(enum deadline_kind k)
{
    return kinds[k].word;
}

bool
deadline_kind_parse(struct str word, enum deadline_kind *out)
{
    for (int i = 0; i < DEADLINE_KIND_COUNT; i++) {
        if (str_eq_cz(word, kinds[i].word)) {
            *out = (enum deadline_kind)i;
            return true;
        }
    }
    return false;
}

int
deadline_kind_message(enum deadline_kind k)
{
    return kinds[k].msg;
}

const char *
deadline_kind_class(enum deadline_kind k)
{
    return kinds[k].class_;
}

int
deadline_source_message(enum deadline_source s)
{
    switch (s) {
    case SOURCE_OWN_GOAL:
        return MSG_DEADLINE_SOURCE_OWN_GOAL;
    case SOURCE_LAW:
        return MSG_DEADLINE_SOURCE_LAW;
    case SOURCE_AGREEMENT:
        return MSG_DEADLINE_SOURCE_AGREEMENT;
    }
    return MSG_DEADLINE_SOURCE_OWN_GOAL;
}

bool
term_unit_parse(struct str nb, enum term_unit *out)
{
    static const struct {
        const char *word;
        enum term_unit unit;
    } words[] = {
        {"dag", TERM_DAYS},
        {"dager", TERM_DAYS},
        {"virkedag", TERM_WORKDAYS},
        {"virkedager", TERM_WORKDAYS},
        {"uke", TERM_WEEKS},
        {"uker", TERM_WEEKS},
        {"måned", TERM_MONTHS},
        {"måneder", TERM_MONTHS},
        {"år", TERM_YEARS},
        {"day", TERM_DAYS},
        {"working_day", TERM_WORKDAYS},
        {"week", TERM_WEEKS},
        {"month", TERM_MONTHS},
        {"year", TERM_YEARS},
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_eq_cz(nb, words[i].word)) {
            *out = words[i].unit;
            return true;
        }
    }
    return false;
}

struct date
term_end(struct date from, int32_t n, enum term_unit unit)
{
    switch (unit) {
    case TERM_DAYS:
        return date_add(from, n);
    case TERM_WORKDAYS:
        return workday_add(from, n);
    case TERM_WEEKS:
        return date_add(from, 7 * n);
    case TERM_MONTHS:
        return date_add_months(from, n);
    case TERM_YEARS:
        return date_add_months(from, 12 * n);
    }
    return from;
}

enum severity
deadline_severity(struct date due_on, struct date today)
{
    if (date_cmp(due_on, today) < 0)
        return SEVERITY_OVER;
    if (date_cmp(due_on, today) == 0)
        return SEVERITY_TODAY;
    /* Any fifteen days have more working days than three: no need to count. */
    if (due_on.days - today.days < 15 && workdays_between(today, due_on) <= 3)
        return SEVERITY_SOON;
    return SEVERITY_LATER;
}
