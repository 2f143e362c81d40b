/* How long a closed case is kept: the rules, applied.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/retention.h"

static const char *const start_words[RETENTION_START_COUNT] = {
    [RETENTION_CLOSED] = "closed",
    [RETENTION_LAST_EVENT] = "last_event",
    [RETENTION_BIRTHDAY] = "birthday",
};

const char *
retention_start_word(enum retention_start s)
{
    return start_words[s];
}

bool
retention_start_parse(struct str word, enum retention_start *out)
{
    for (int i = 0; i < RETENTION_START_COUNT; i++)
        if (str_eq_cz(word, start_words[i])) {
            *out = (enum retention_start)i;
            return true;
        }
    return false;
}

static bool
is_valid(const struct retention_rule *r, struct date today)
{
    return date_cmp(r->valid_from, today) <= 0 &&
           (date_is_none(r->valid_to) || date_cmp(today, r->valid_to) <= 0);
}

static bool
fits(const struct retention_rule *r, const struct retention_case *k,
     struct date today)
{
    return (r->any_type || r->unit_type == k->opened_by) && is_valid(r, today);
}

/* Who is born on 29 February turns a year older on 1 March in other years. */
static struct date
birthday(struct date born, int32_t age)
{
    struct date day = date_add_months(born, age * 12);

    return date_age(born, day) < age ? date_add(day, 1) : day;
}

/* DATE_NONE: nobody knows. */
static struct date
start_of(const struct retention_rule *r, const struct retention_case *k)
{
    switch (r->starts) {
    case RETENTION_CLOSED:
        return k->closed_on;
    case RETENTION_LAST_EVENT:
        return k->last_on;
    case RETENTION_BIRTHDAY:
        return date_is_none(k->born) ? DATE_NONE : birthday(k->born, r->age);
    case RETENTION_START_COUNT:
        break;
    }
    return DATE_NONE;
}

struct retention_term
retention_term_of(const struct retention_rules *rules,
                  const struct retention_case *k, struct date today)
{
    struct retention_term t = {.until = DATE_NONE};

    for (size_t i = 0; i < rules->n; i++) {
        const struct retention_rule *r = &rules->row[i];
        struct date from = start_of(r, k);
        struct date end;

        if (!fits(r, k, today))
            continue;
        if (date_is_none(from)) {
            t.cannot_reckon = true;
            t.rule = r;
            continue;
        }
        end = date_add_months(from, r->years * 12);
        if (!date_is_none(t.until) && date_cmp(end, t.until) <= 0)
            continue;
        t.until = end;
        if (!t.cannot_reckon)
            t.rule = r;
    }
    return t;
}

bool
retention_asks_birth(const struct retention_rules *rules, struct date today)
{
    for (size_t i = 0; i < rules->n; i++)
        if (rules->row[i].starts == RETENTION_BIRTHDAY &&
            is_valid(&rules->row[i], today))
            return true;
    return false;
}
