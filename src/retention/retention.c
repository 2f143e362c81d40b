/* How long a closed case is kept: the rules, applied.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/retention.h"

static const char *const start_words[RETENTION_START_COUNT] = {
    [RETENTION_CLOSED] = "closed",
    [RETENTION_LAST_EVENT] = "last_event",
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
fits(const struct retention_rule *r, const struct retention_case *k,
     struct date today)
{
    return (r->any_type || r->unit_type == k->opened_by) &&
           date_cmp(r->valid_from, today) <= 0 &&
           (date_is_none(r->valid_to) || date_cmp(today, r->valid_to) <= 0);
}

struct date
retention_kept_until(const struct retention_rules *rules,
                     const struct retention_case *k, struct date today,
                     const struct retention_rule **out_rule)
{
    struct date until = DATE_NONE;

    *out_rule = NULL;
    for (size_t i = 0; i < rules->n; i++) {
        const struct retention_rule *r = &rules->row[i];
        struct date from = r->starts == RETENTION_CLOSED ? k->closed_on
                                                         : k->last_on;
        struct date end = date_add_months(from, r->years * 12);

        if (!fits(r, k, today) || (*out_rule && date_cmp(end, until) <= 0))
            continue;
        until = end;
        *out_rule = r;
    }
    return until;
}
