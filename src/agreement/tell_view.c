/* Verdicts in words, as text and as JSON.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/tell_view.h"

#include "registry/function.h"
#include "text/messages_agreement.h"

static struct str
unit_name(const struct clause *c, int64_t unit)
{
    for (size_t i = 0; i < c->duty.units; i++)
        if (c->duty.unit[i] == unit)
            return c->unit_name[i];
    return STR_NONE;
}

static struct str
function_name(enum lang l, int32_t function)
{
    return msg_plain(l, function_kind_message((enum function_kind)function));
}

struct str
fact_text(struct arena *mem, enum lang l, const struct agreement_fact *f)
{
    struct str day = date_text(mem, l, f->on);
    const struct msg_arg arg[] = {msg_str(f->label), msg_str(day)};

    if (f->label.n)
        return msg_text(mem, l, MSG_EVIDENCE_ON, arg, 2);
    return str_fmt(mem, "%.*s %.*s",
                   STR_FMT(msg_plain(l, fact_kind_message(f->kind))),
                   STR_FMT(day));
}

/* Which of a lack's facts its message takes, in order. */
struct str
lack_text(struct arena *mem, enum lang l, const struct clause *c,
          const struct lack *lack)
{
    struct str what = lack->fact ? fact_text(mem, l, lack->fact) : STR_NONE;
    struct str label = lack->fact ? lack->fact->label : STR_NONE;
    struct msg_arg arg[MSG_ARGS_MAX] = {0};
    size_t n = 0;

    switch (lack->kind) {
    case LACK_MEETINGS:
    case LACK_LAST_YEAR:
    case LACK_INPUT:
        arg[n++] = msg_int(lack->n);
        arg[n++] = msg_int(lack->year);
        break;
    case LACK_EVALUATION:
    case LACK_REVISION:
    case LACK_EXCHANGE:
    case LACK_COURSE:
        arg[n++] = msg_int(lack->year);
        break;
    case LACK_PREPARATION:
        arg[n++] = msg_int(lack->n);
        arg[n++] = msg_str(what);
        break;
    case LACK_INVITATION:
    case LACK_HOST:
        arg[n++] = msg_str(unit_name(c, lack->unit));
        arg[n++] = msg_str(what);
        break;
    case LACK_LOCAL:
    case LACK_LOCAL_ENDS:
        arg[n++] = msg_str(label);
        break;
    case LACK_CONTACT:
    case LACK_CONTACT_ENDS:
    case LACK_READ:
        arg[n++] = msg_str(function_name(l, lack->function));
        arg[n++] = msg_str(label);
        break;
    case LACK_AGENDA:
    case LACK_PLAN_PREPARED:
    case LACK_PLAN_ENDS:
    case LACK_ENDORSEMENT:
    case LACK_RELEASED:
        arg[n++] = msg_str(what);
        break;
    case LACK_GUIDANCE:
    case LACK_GUIDANCE_BEFORE:
        arg[n++] = msg_int(lack->n);
        arg[n++] = msg_date(lack->day);
        break;
    case LACK_PLAN:
    case LACK_ROUTINE:
    case LACK_COUNT:
        break;
    }
    return msg_text(mem, l, lack_message(lack->kind), arg, n);
}

/* --- text --- */

static void
put_clause(struct buf *b, enum lang l, const struct clause *c,
           const struct verdict *v)
{
    buf_fmt(b, "  %-4.*s %-9s %-24s", STR_FMT(c->ref), verdict_word(v->state),
            obligation_kind_word(c->duty.kind));
    if (v->need > 0)
        buf_fmt(b, " %d/%d", v->have, v->need);
    if (!date_is_none(v->last))
        buf_fmt(b, "  %.*s", STR_FMT(date_format(b->mem, v->last)));
    buf_char(b, '\n');
    for (size_t i = 0; i < v->evidence_n; i++)
        buf_fmt(b, "         + %.*s\n",
                STR_FMT(fact_text(b->mem, l, v->evidence[i])));
    for (size_t i = 0; i < v->lacks; i++)
        buf_fmt(b, "         - %.*s\n",
                STR_FMT(lack_text(b->mem, l, c, &v->lack[i])));
}

void
looks_text(struct buf *b, enum lang l, const struct look_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct agreement_look *look = &list->row[i];

        buf_fmt(b, "%.*s, %.*s: ", STR_FMT(look->agreement.title),
                STR_FMT(date_format(b->mem, look->on)));
        if (!look->version) {
            buf_cz(b, "not in force\n");
            continue;
        }
        buf_fmt(b, "version %d\n", look->version->number);
        for (size_t k = 0; k < look->clauses.n; k++)
            if (look->clauses.row[k].shown == SHOWN_OBLIGATION &&
                look->verdict[k].applies)
                put_clause(b, l, &look->clauses.row[k], &look->verdict[k]);
    }
}

/* --- JSON --- */

static void
json_pair(struct json *j, const char *key, struct str value)
{
    json_key(j, key);
    json_str(j, value);
}

static void
put_verdict_json(struct arena *mem, struct json *j, enum lang l,
                 const struct clause *c, const struct verdict *v)
{
    json_pair(j, "state", str_of(verdict_word(v->state)));
    json_key(j, "have");
    json_int(j, v->have);
    json_key(j, "need");
    json_int(j, v->need);
    json_pair(j, "last", date_format(mem, v->last));
    json_pair(j, "met", date_format(mem, v->met));
    json_key(j, "evidence");
    json_open(j, '[');
    for (size_t i = 0; i < v->evidence_n; i++) {
        json_open(j, '{');
        json_pair(j, "kind", str_of(fact_kind_word(v->evidence[i]->kind)));
        json_pair(j, "on", date_format(mem, v->evidence[i]->on));
        json_pair(j, "label", v->evidence[i]->label);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_key(j, "missing");
    json_open(j, '[');
    for (size_t i = 0; i < v->lacks; i++) {
        json_open(j, '{');
        json_pair(j, "kind", str_of(lack_word(v->lack[i].kind)));
        json_pair(j, "text", lack_text(mem, l, c, &v->lack[i]));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
put_look_json(struct arena *mem, struct json *j, enum lang l,
              const struct agreement_look *look)
{
    json_pair(j, "code", look->agreement.code);
    json_pair(j, "title", look->agreement.title);
    json_key(j, "version");
    json_int(j, look->version ? look->version->number : 0);
    json_key(j, "clauses");
    json_open(j, '[');
    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct clause *c = &look->clauses.row[i];

        json_open(j, '{');
        json_pair(j, "ref", c->ref);
        json_pair(j, "section", c->section);
        json_pair(j, "shown_as", str_of(shown_as_word(c->shown)));
        if (c->shown == SHOWN_OBLIGATION) {
            json_pair(j, "kind", str_of(obligation_kind_word(c->duty.kind)));
            if (look->verdict[i].applies)
                put_verdict_json(mem, j, l, c, &look->verdict[i]);
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}

void
looks_json(struct arena *mem, struct buf *b, enum lang l,
           const struct look_list *list)
{
    struct json j;

    json_init(&j, b);
    json_open(&j, '[');
    for (size_t i = 0; i < list->n; i++) {
        json_open(&j, '{');
        json_pair(&j, "on", date_format(mem, list->row[i].on));
        put_look_json(mem, &j, l, &list->row[i]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buf_char(b, '\n');
}
