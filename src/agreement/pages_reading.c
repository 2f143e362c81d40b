/* Fills the page of a campaign.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_reading.h"

#include "registry/function.h"
#include "text/messages_agreement.h"

static struct str
reminded_of(struct page *pg, const struct reader *r)
{
    const struct msg_arg arg[] = {msg_int(r->reminders), msg_date(r->reminded)};

    return r->reminders == 0
               ? words(pg, MSG_CAMPAIGN_NEVER)
               : msg_text(pg->mem, pg->lang, MSG_CAMPAIGN_TIMES, arg, 2);
}

static struct status_tag
status_of(struct page *pg, const struct reader *r)
{
    const struct msg_arg arg[] = {msg_date(r->read_on)};

    if (date_is_none(r->read_on))
        return (struct status_tag){STATUS_SOON, words(pg, MSG_CAMPAIGN_NOT)};
    return (struct status_tag){
        STATUS_OK, msg_text(pg->mem, pg->lang, MSG_CAMPAIGN_READ, arg, 1)};
}

static struct str
rule_of(struct page *pg, const struct own_rules *rules)
{
    const struct msg_arg arg[] = {msg_int(rules->read_remind_days),
                                  msg_int(rules->read_remind_max)};

    return rules->read_remind_days == 0 || rules->read_remind_max == 0
               ? words(pg, MSG_CAMPAIGN_RULE_NONE)
               : msg_text(pg->mem, pg->lang, MSG_CAMPAIGN_RULE, arg, 2);
}

struct campaign_view
campaign_view_of(struct page *pg, const struct campaign *k,
                 const struct own_rules *rules)
{
    struct campaign_row *row = ARENA_NEW_N(pg->mem, struct campaign_row,
                                           k->readers.n + 1);

    for (size_t i = 0; i < k->readers.n; i++) {
        const struct reader *r = &k->readers.row[i];

        row[i] = (struct campaign_row){
            .name = r->name,
            .function = function_kind_message((enum function_kind)r->kind),
            .status = status_of(pg, r),
            .asked = r->asked,
            .reminded = reminded_of(pg, r)};
    }
    return (struct campaign_view){
        .top = agreement_top_of(pg, &k->look, AGREEMENT_TAB_NONE),
        .rule = rule_of(pg, rules),
        .read = (int64_t)k->read,
        .rows = row,
        .rows_n = k->readers.n,
        .empty = {.title = words(pg, MSG_CAMPAIGN_NONE),
                  .text = words(pg, MSG_CAMPAIGN_NONE_TEXT)}};
}
