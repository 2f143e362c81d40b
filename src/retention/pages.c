/* Fills the views of retention's pages.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/pages.h"

#include "retention/tell_view.h"
#include "text/messages_retention.h"

/* --- what can be removed --- */

static struct status_tag
state_of(struct page *pg, const struct ripe_case *r)
{
    const struct closed_case *k = &r->k;
    bool confirmed = !date_is_none(k->remove_on);
    const struct msg_arg arg[] = {
        msg_str(confirmed ? k->confirmed_name : k->asked_name),
        msg_date(confirmed ? k->remove_on : k->asked_on)};
    int msg = confirmed ? MSG_RETENTION_STATE_CONFIRMED
                        : MSG_RETENTION_STATE_ASKED;

    if (k->holds)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_RETENTION_STATE_HELD)};
    if (r->term.cannot_reckon)
        return (struct status_tag){STATUS_MANUAL,
                                   words(pg, MSG_RETENTION_STATE_UNKNOWN)};
    if (!k->removal)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_RETENTION_STATE_NONE)};
    return (struct status_tag){confirmed ? STATUS_BREACH : STATUS_SOON,
                               msg_text(pg->mem, pg->lang, msg, arg, 2)};
}

static struct ripe_row
row_of(struct page *pg, const struct call *c, const struct ripe_case *r)
{
    const struct closed_case *k = &r->k;
    struct choice *hold = ARENA_NEW_N(pg->mem, struct choice, HOLDS_MAX);
    int msg[HOLDS_MAX];
    bool free = !k->holds && !r->term.cannot_reckon;
    struct ripe_row row = {
        .id = k->id,
        .label = child_label_text(pg->mem, pg->lang, &r->label),
        .closed_on = k->kept.closed_on,
        .kept_until = r->term.cannot_reckon ? DATE_NONE : r->term.until,
        .rule = r->term.rule->rule,
        .state = state_of(pg, r),
        .holds = hold,
        .may_ask = free && !k->removal,
        .may_confirm = free && k->removal && date_is_none(k->remove_on) &&
                       k->asked_account.v != c->who.account.v &&
                       call_may_role(c, ACT_RETENTION_CONFIRM),
        .may_stop = k->removal != 0,
    };

    hold_messages(k->holds, msg, &row.holds_n);
    for (size_t i = 0; i < row.holds_n; i++)
        hold[i] = (struct choice){.label = words(pg, msg[i])};
    return row;
}

struct retention_view
retention_view_of(struct page *pg, const struct call *c,
                  const struct ripe_list *list)
{
    const struct msg_arg days[] = {msg_int(c->sv->rules.removal_wait_days)};
    bool has_rules = list->rules.n > 0;
    struct ripe_row *row = ARENA_NEW_N(pg->mem, struct ripe_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        row[i] = row_of(pg, c, &list->row[i]);
    return (struct retention_view){
        .how = msg_text(pg->mem, pg->lang, MSG_RETENTION_HOW, days, 1),
        .rows = row,
        .rows_n = list->n,
        .none = {.title = words(pg, has_rules ? MSG_RETENTION_NONE_RIPE
                                              : MSG_RETENTION_NO_RULE),
                 .text = has_rules ? STR_NONE
                                   : words(pg, MSG_RETENTION_NO_RULE_TEXT)},
        .more = list->more,
        .has_rules = has_rules,
    };
}

/* --- rules --- */

static const int start_message[RETENTION_START_COUNT] = {
    [RETENTION_CLOSED] = MSG_RETENTION_START_CLOSED,
    [RETENTION_LAST_EVENT] = MSG_RETENTION_START_LAST_EVENT,
    [RETENTION_BIRTHDAY] = MSG_RETENTION_START_BIRTHDAY,
};

static struct str
starts_text(struct page *pg, const struct retention_rule *r)
{
    const struct msg_arg age[] = {msg_int(r->age)};

    return r->starts == RETENTION_BIRTHDAY
               ? msg_text(pg->mem, pg->lang, MSG_RETENTION_TURNS, age, 1)
               : words(pg, start_message[r->starts]);
}

static const struct rule_row *
rule_rows(struct page *pg, const struct retention_rules *rules)
{
    struct rule_row *row = ARENA_NEW_N(pg->mem, struct rule_row, rules->n + 1);

    for (size_t i = 0; i < rules->n; i++) {
        const struct retention_rule *r = &rules->row[i];
        const struct msg_arg n[] = {msg_int(r->years)};

        row[i] = (struct rule_row){
            .rule = r->rule,
            .type = words(pg, r->any_type ? MSG_RETENTION_RULE_ANY_TYPE
                                          : unit_type_message(r->unit_type)),
            .years = msg_text(pg->mem, pg->lang, MSG_RETENTION_YEARS, n, 1),
            .starts = starts_text(pg, r),
            .legal_basis = r->legal_basis,
            .valid_from = r->valid_from,
            .valid_to = r->valid_to,
            .source = r->source};
    }
    return row;
}

/* Those that open cases. */
static struct field_view
type_field(const struct form_view *f)
{
    static const enum unit_type openers[] = {
        UNIT_CHILD_WELFARE, UNIT_BUFETAT_SERVICE, UNIT_BFE, UNIT_BUP};
    struct choice choice[ARRAY_LEN(openers) + 1] = {
        {.value = STR("any"),
         .label = words(f->pg, MSG_RETENTION_RULE_ANY_TYPE),
         .selected = true}};

    for (size_t i = 0; i < ARRAY_LEN(openers); i++)
        choice[i + 1] = (struct choice){
            .value = str_of(unit_type_code(openers[i])),
            .label = words(f->pg, unit_type_message(openers[i]))};
    return field_choice(f, FIELD_SELECT, "type", MSG_RETENTION_RULE_TYPE, 0,
                        choice, ARRAY_LEN(choice));
}

static struct field_view
starts_field(const struct form_view *f)
{
    struct choice choice[RETENTION_START_COUNT];

    for (int i = 0; i < RETENTION_START_COUNT; i++)
        choice[i] = (struct choice){
            .value = str_of(retention_start_word((enum retention_start)i)),
            .label = words(f->pg, start_message[i])};
    return field_choice(f, FIELD_RADIOS, "regnet_fra",
                        MSG_RETENTION_RULE_STARTS, 0, choice,
                        RETENTION_START_COUNT);
}

struct retention_rules_view
retention_rules_view_of(struct page *pg, const struct http_req *req,
                        const struct err *wrong,
                        const struct retention_rules *rules, bool may_add)
{
    struct form_view f = form_view_of(pg, req, wrong);
    struct retention_rules_view v = {
        .rows = rule_rows(pg, rules),
        .rows_n = rules->n,
        .none = {.title = words(pg, MSG_RETENTION_NO_RULE),
                 .text = words(pg, MSG_RETENTION_NO_RULE_TEXT)},
        .may_add = may_add,
        .errors = errors_of(&f),
        .code = field_text(&f, "kode", MSG_RETENTION_RULE_CODE,
                           MSG_RETENTION_RULE_CODE_HINT, STR_NONE),
        .type = type_field(&f),
        .years = field_text(&f, "ar", MSG_RETENTION_RULE_YEARS, 0, STR_NONE),
        .starts = starts_field(&f),
        .age = field_text(&f, "alder", MSG_RETENTION_RULE_AGE,
                          MSG_RETENTION_RULE_AGE_HINT, STR_NONE),
        .law = field_text(&f, "hjemmel", MSG_RETENTION_RULE_LAW, 0, STR_NONE),
        .from = field_date(&f, "fra", MSG_RETENTION_RULE_FROM, 0, DATE_NONE),
        .to = field_date(&f, "til", MSG_RETENTION_RULE_TO, 0, DATE_NONE),
        .source = field_text(&f, "kilde", MSG_RETENTION_RULE_SOURCE, 0,
                             STR_NONE),
    };

    v.age.optional = true;
    v.law.optional = true;
    v.to.optional = true;
    return v;
}
