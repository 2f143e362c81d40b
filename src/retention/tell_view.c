/* What has reached its day, for the operator: text and JSON.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/tell_view.h"

#include "text/messages_retention.h"

static const struct {
    uint32_t bit;
    int msg;
    const char *word;
} holds[HOLDS_MAX] = {
    {HOLD_ASSESSMENT, MSG_RETENTION_HOLD_ASSESSMENT, "assessment"},
    {HOLD_REFERRAL, MSG_RETENTION_HOLD_REFERRAL, "referral"},
    {HOLD_ESCALATION, MSG_RETENTION_HOLD_ESCALATION, "escalation"},
    {HOLD_REVIEW, MSG_RETENTION_HOLD_REVIEW, "review"},
    {HOLD_DEADLINE, MSG_RETENTION_HOLD_DEADLINE, "deadline"},
    {HOLD_KNOCK, MSG_RETENTION_HOLD_KNOCK, "knock"},
    {HOLD_WRONG, MSG_RETENTION_HOLD_WRONG, "wrong_look"},
};

void
hold_messages(uint32_t bits, int out[HOLDS_MAX], size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < HOLDS_MAX; i++)
        if (bits & holds[i].bit)
            out[(*n)++] = holds[i].msg;
}

static const char *
state_word(const struct ripe_case *r)
{
    const struct closed_case *k = &r->k;

    if (k->holds)
        return "held";
    if (r->term.cannot_reckon)
        return "cannot be reckoned";
    if (!k->removal)
        return "not asked";
    return date_is_none(k->remove_on) ? "asked" : "confirmed";
}

void
ripe_text(struct arena *mem, struct buf *b, enum lang l,
          const struct ripe_list *list)
{
    if (list->rules.n == 0) {
        buf_str(b, msg_plain(l, MSG_RETENTION_TELL_NO_RULE));
        buf_char(b, '\n');
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct ripe_case *r = &list->row[i];

        buf_fmt(b, "%.*s  closed %.*s  kept until %.*s  rule %.*s  %s",
                STR_FMT(id_format(mem, r->k.id.v)),
                STR_FMT(date_format(mem, r->k.kept.closed_on)),
                STR_FMT(date_is_none(r->term.until)
                            ? STR("-")
                            : date_format(mem, r->term.until)),
                STR_FMT(r->term.rule->rule), state_word(r));
        if (!date_is_none(r->k.remove_on))
            buf_fmt(b, ", removed on %.*s",
                    STR_FMT(date_format(mem, r->k.remove_on)));
        buf_char(b, '\n');
    }
    buf_fmt(b, "%zu of %lld closed cases have reached their day.\n", list->n,
            (long long)list->closed);
}

static void
put_case(struct arena *mem, struct json *j, const struct ripe_case *r)
{
    json_open(j, '{');
    json_key(j, "case");
    json_str(j, id_format(mem, r->k.id.v));
    json_key(j, "closed_on");
    json_str(j, date_format(mem, r->k.kept.closed_on));
    json_key(j, "kept_until");
    json_str(j, date_format(mem, r->term.until));
    json_key(j, "rule");
    json_str(j, r->term.rule->rule);
    json_key(j, "state");
    json_str(j, str_of(state_word(r)));
    json_key(j, "remove_on");
    json_str(j, date_format(mem, r->k.remove_on));
    json_key(j, "held_by");
    json_open(j, '[');
    for (size_t i = 0; i < HOLDS_MAX; i++)
        if (r->k.holds & holds[i].bit)
            json_str(j, str_of(holds[i].word));
    json_close(j, ']');
    json_close(j, '}');
}

void
ripe_json(struct arena *mem, struct buf *b, const struct ripe_list *list,
          int64_t removed)
{
    struct json j;

    json_init(&j, b);
    json_open(&j, '{');
    json_key(&j, "rules");
    json_int(&j, (int64_t)list->rules.n);
    json_key(&j, "closed");
    json_int(&j, list->closed);
    json_key(&j, "removed");
    json_int(&j, removed);
    json_key(&j, "cases");
    json_open(&j, '[');
    for (size_t i = 0; i < list->n; i++)
        put_case(mem, &j, &list->row[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_char(b, '\n');
}
