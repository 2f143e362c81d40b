/* Fills a foster home's own page, and the holder's page about it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/foster_pages.h"

#include "text/messages_casefile.h"
#include "text/messages_family.h"

enum { TEXT_MAX_CHARS = 2000, LINE_MAX_CHARS = 300 };

static struct str
with_day(struct page *pg, int message, struct date day)
{
    return date_is_none(day)
               ? STR_NONE
               : msg_text(pg->mem, pg->lang, message,
                          (const struct msg_arg[]){msg_date(day)}, 1);
}

static struct str
with_text(struct page *pg, int message, struct str text)
{
    return msg_text(pg->mem, pg->lang, message,
                    (const struct msg_arg[]){msg_str(text)}, 1);
}

/* --- what both pages show --- */

static struct foster_measure_row
measure_row(struct page *pg, const struct plan_item *i)
{
    const struct msg_arg who[] = {msg_str(i->owner_name),
                                  msg_str(i->owner_unit_name)};

    return (struct foster_measure_row){
        .item = {i->item},
        .text = i->text,
        .who = msg_text(pg->mem, pg->lang, MSG_FOSTER_MEASURE_WHO, who, 2),
        .by = with_day(pg, MSG_FOSTER_MEASURE_BY, i->due_on)};
}

static struct status_tag
ask_status(struct page *pg, enum foster_ask_state s)
{
    switch (s) {
    case FOSTER_WAITS:
        return (struct status_tag){STATUS_SOON,
                                   words(pg, MSG_FOSTER_STATE_WAITS)};
    case FOSTER_CONSENTED:
        return (struct status_tag){STATUS_OK,
                                   words(pg, MSG_FOSTER_STATE_CONSENTED)};
    case FOSTER_DISAGREES:
        return (struct status_tag){STATUS_SOON,
                                   words(pg, MSG_FOSTER_STATE_DISAGREES)};
    case FOSTER_DECIDED_YES:
        return (struct status_tag){STATUS_OK,
                                   words(pg, MSG_FOSTER_STATE_DECIDED_YES)};
    case FOSTER_DECIDED_NO:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL,
                               words(pg, MSG_FOSTER_STATE_DECIDED_NO)};
}

static struct foster_ask_row
ask_row(struct page *pg, const struct foster_ask *a)
{
    return (struct foster_ask_row){
        .id = {a->id},
        .matter = matter_message(a->matter),
        .words = a->words,
        .day = date_in_oslo(a->asked_at),
        .rule = with_text(pg, MSG_FOSTER_ASKED_RULE, a->rule),
        .login = a->login,
        .state = ask_status(pg, foster_ask_state_of(a)),
        .answer = a->answer_words,
        .why = a->why};
}

/* --- the foster home's own page --- */

static struct happening_row *
days_of(struct page *pg, const struct foster_days *days)
{
    struct happening_row *row = ARENA_NEW_N(pg->mem, struct happening_row,
                                            days->n + 1);

    for (size_t i = 0; i < days->n; i++)
        row[i] = (struct happening_row){days->row[i].day, days->row[i].words};
    return row;
}

static struct foster_measure_row *
measures_of(struct page *pg, const struct plan_items *items)
{
    struct foster_measure_row *row = ARENA_NEW_N(
        pg->mem, struct foster_measure_row, items->n + 1);

    for (size_t i = 0; i < items->n; i++)
        row[i] = measure_row(pg, &items->row[i]);
    return row;
}

static struct foster_why_row
why_row(struct page *pg, const struct consent_rule *r)
{
    const struct msg_arg arg[] = {msg_str(r->id), msg_str(r->legal_basis),
                                  msg_str(r->source)};

    return (struct foster_why_row){
        .text = r->message,
        .source = msg_text(pg->mem, pg->lang, MSG_FOSTER_RULE, arg, 3),
        .since = with_day(pg, MSG_FOSTER_RULE_SINCE, r->valid_from)};
}

static struct str
part_of(struct page *pg, const struct consent_answer *a)
{
    enum foster_part part = foster_part_of(a);

    switch (part) {
    case FOSTER_NOT:
    case FOSTER_TOGETHER:
        return with_text(pg,
                         part == FOSTER_NOT ? MSG_FOSTER_PART_NOT
                                            : MSG_FOSTER_PART_TOGETHER,
                         words(pg, consenter_message(a->rule->who)));
    case FOSTER_STANDS_IN:
        return words(pg, MSG_FOSTER_PART_STANDS_IN);
    case FOSTER_ASK_LAWYER:
        break;
    }
    return words(pg, MSG_FOSTER_PART_ASK_LAWYER);
}

static struct foster_matter_row
matter_row(struct page *pg, const struct consent_answer *a)
{
    struct foster_why_row *why = ARENA_NEW_N(pg->mem, struct foster_why_row,
                                             CONSENT_ALSO_MAX + 1);
    size_t n = 0;

    if (a->rule)
        why[n++] = why_row(pg, a->rule);
    for (size_t i = 0; i < a->also_n; i++)
        why[n++] = why_row(pg, a->also[i]);
    return (struct foster_matter_row){.matter = matter_message(a->matter),
                                      .part = part_of(pg, a),
                                      .why = why,
                                      .why_n = n};
}

/* What a foster home asks about; the others are not for its page. */
static struct foster_matter_row *
matters_of(struct page *pg, const struct foster_view *v, size_t *n)
{
    static const enum consent_matter shown[] = {
        MATTER_HEALTH, MATTER_SHARE_HEALTH, MATTER_HEALTH_TO_CARERS,
        MATTER_ASSESSMENT, MATTER_PLAN};
    struct foster_matter_row *row = ARENA_NEW_N(
        pg->mem, struct foster_matter_row, ARRAY_LEN(shown));
    struct consent_facts facts = {.age = v->own.age, .care = v->own.child.care};

    *n = v->own.age < 0 ? 0 : ARRAY_LEN(shown);
    for (size_t i = 0; i < *n; i++) {
        struct consent_answer a;

        facts.matter = shown[i];
        a = consent_answer(v->rules, v->rules_n, &facts, pg->today);
        row[i] = matter_row(pg, &a);
    }
    return row;
}

static struct str
facts_of(struct page *pg, const struct own_page *p)
{
    const struct msg_arg arg[] = {
        msg_int(p->age), msg_str(words(pg, care_message(p->child.care)))};

    return p->age < 0
               ? words(pg, MSG_FOSTER_CONSENT_NO_AGE)
               : msg_text(pg->mem, pg->lang, MSG_FOSTER_CONSENT_FACTS, arg, 2);
}

static struct foster_ask_row *
own_asks(struct page *pg, const struct form_view *f,
         const struct foster_asks *q)
{
    struct foster_ask_row *row = ARENA_NEW_N(pg->mem, struct foster_ask_row,
                                             q->n + 1);

    for (size_t i = 0; i < q->n; i++) {
        const struct foster_ask *a = &q->row[i];

        row[i] = ask_row(pg, a);
        row[i].open = foster_ask_state_of(a) == FOSTER_WAITS;
        row[i].words_field = field_area(f, answer_field(pg->mem, "ord", a->id),
                                        MSG_FOSTER_WORDS, MSG_FOSTER_WORDS_HINT,
                                        STR_NONE, TEXT_MAX_CHARS);
    }
    return row;
}

/* Names of services; health services are left out where the child keeps its
 * health to itself. */
static struct str *
units_of(struct page *pg, const struct own_page *p, size_t *n)
{
    struct str *row = ARENA_NEW_N(pg->mem, struct str, p->units.n + 1);

    *n = 0;
    for (size_t i = 0; i < p->units.n; i++) {
        const struct participant *u = &p->units.row[i];

        if (u->active && !own_keeps_unit(p, u->unit))
            row[(*n)++] = u->name;
    }
    return row;
}

struct foster_home_view
foster_home_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct foster_view *v)
{
    const struct own_page *p = &v->own;
    const struct msg_arg holder[] = {msg_str(p->head.holder_name),
                                     msg_str(p->head.holder_unit_name)};
    struct form_view f = form_view_of(pg, req, err);
    struct foster_home_view out = {
        .name = p->child.given_name,
        .lasts = with_day(pg, MSG_FOSTER_LASTS, p->link.to),
        .hidden = p->hidden != 0,
        .days = days_of(pg, &v->days),
        .days_n = v->days.n,
        .measures = measures_of(pg, &v->items),
        .measures_n = v->items.n,
        .errors = errors_of(&f),
        .asks = own_asks(pg, &f, &v->asks),
        .asks_n = v->asks.n,
        .facts = facts_of(pg, p),
        .holder = msg_text(pg->mem, pg->lang, MSG_FOSTER_HOLDER, holder, 2),
    };

    out.matters = matters_of(pg, v, &out.matters_n);
    out.units = units_of(pg, p, &out.units_n);
    return out;
}

/* --- the holder's page --- */

static struct status_tag
link_status(struct page *pg, enum foster_link_state s)
{
    switch (s) {
    case FOSTER_LINK_OPEN:
        return (struct status_tag){STATUS_OK, words(pg, MSG_FOSTER_LINK_OPEN)};
    case FOSTER_LINK_LATER:
        return (struct status_tag){STATUS_INFO,
                                   words(pg, MSG_FOSTER_LINK_LATER)};
    case FOSTER_LINK_OVER:
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_FOSTER_LINK_OVER)};
    case FOSTER_LINK_NO_GROUND:
        break;
    }
    return (struct status_tag){STATUS_WITHDRAWN,
                               words(pg, MSG_FOSTER_LINK_NO_GROUND)};
}

static struct str
period_of(struct page *pg, const struct family_link *l)
{
    const struct msg_arg arg[] = {msg_date(l->from), msg_date(l->to)};
    bool both = !date_is_none(l->to);

    return msg_text(pg->mem, pg->lang,
                    both ? MSG_FOSTER_PERIOD_BOTH : MSG_FOSTER_PERIOD_FROM, arg,
                    both ? 2 : 1);
}

static void
fill_links(struct page *pg, const struct foster_staff_view *v,
           struct foster_page *p)
{
    struct foster_link_row *row = ARENA_NEW_N(pg->mem, struct foster_link_row,
                                              v->links_n + 1);

    for (size_t i = 0; i < v->links_n; i++) {
        const struct foster_link *k = &v->link[i];

        row[i] = (struct foster_link_row){.id = {k->l.id},
                                          .login = k->l.login,
                                          .period = period_of(pg, &k->l),
                                          .care = care_message(k->care),
                                          .state = link_status(pg, k->state)};
        p->somebody = p->somebody || k->state == FOSTER_LINK_OPEN ||
                      k->state == FOSTER_LINK_LATER;
    }
    p->links = row;
    p->links_n = v->links_n;
}

static void
fill_days(struct page *pg, const struct foster_staff_view *v,
          struct foster_page *p)
{
    struct foster_day_row *row = ARENA_NEW_N(pg->mem, struct foster_day_row,
                                             v->days.n + 1);

    for (size_t i = 0; i < v->days.n; i++) {
        const struct foster_day *d = &v->days.row[i];

        row[i] = (struct foster_day_row){{d->id}, d->day, d->words, d->login};
    }
    p->days = row;
    p->days_n = v->days.n;
}

static void
fill_measures(struct page *pg, const struct foster_staff_view *v,
              struct foster_page *p)
{
    const struct plan_items *all = &v->plan.items;
    struct foster_measure_row *row = ARENA_NEW_N(
        pg->mem, struct foster_measure_row, all->n + 1);

    p->measures = row;
    for (size_t i = 0; i < all->n; i++) {
        struct foster_measure_row *m = &row[p->measures_n];

        if (all->row[i].kind != PLAN_MEASURE ||
            !plan_holds(&all->row[i], v->plan.newest))
            continue;
        *m = measure_row(pg, &all->row[i]);
        for (size_t k = 0; k < v->marks.n; k++)
            m->marked = m->marked || v->marks.row[k].item == m->item.v;
        p->measures_n++;
    }
}

static struct field_view
decision_field(const struct form_view *f, int64_t ask)
{
    const struct choice c[] = {
        {.value = STR("yes"), .label = words(f->pg, MSG_FOSTER_DECISION_YES)},
        {.value = STR("no"), .label = words(f->pg, MSG_FOSTER_DECISION_NO)}};

    return field_choice(f, FIELD_RADIOS,
                        answer_field(f->pg->mem, "avgjort", ask),
                        MSG_FOSTER_DECISION, 0, c, ARRAY_LEN(c));
}

static void
fill_asks(const struct form_view *f, const struct foster_staff_view *v,
          struct foster_page *p)
{
    struct page *pg = f->pg;
    struct foster_ask_row *row = ARENA_NEW_N(pg->mem, struct foster_ask_row,
                                             v->asks.n + 1);

    for (size_t i = 0; i < v->asks.n; i++) {
        const struct foster_ask *a = &v->asks.row[i];
        enum foster_ask_state s = foster_ask_state_of(a);

        row[i] = ask_row(pg, a);
        row[i].open = s == FOSTER_WAITS || s == FOSTER_DISAGREES;
        row[i].decision_field = decision_field(f, a->id);
        row[i].why_field = field_area(
            f, answer_field(pg->mem, "hvorfor", a->id), MSG_FOSTER_WHY,
            MSG_FOSTER_WHY_HINT, STR_NONE, TEXT_MAX_CHARS);
    }
    p->asks = row;
    p->asks_n = v->asks.n;
}

static struct field_view
class_field(const struct form_view *f)
{
    static const struct {
        enum info_class class_;
        int label;
    } may[] = {{CLASS_CORE, MSG_FOSTER_CLASS_OTHER},
               {CLASS_HEALTH, MSG_FOSTER_CLASS_HEALTH},
               {CLASS_WELFARE, MSG_FOSTER_CLASS_WELFARE}};
    struct choice c[ARRAY_LEN(may)] = {{.value = {0}}};

    for (size_t i = 0; i < ARRAY_LEN(may); i++) {
        c[i].value = str_of(info_class_word(may[i].class_));
        c[i].label = words(f->pg, may[i].label);
    }
    return field_choice(f, FIELD_SELECT, "klasse", MSG_FOSTER_CLASS,
                        MSG_FOSTER_CLASS_HINT, c, ARRAY_LEN(c));
}

/* Only what the rules of today let a foster home consent to. */
static struct field_view
matter_field(const struct form_view *f, const struct case_view *v, bool *any)
{
    struct choice c[MATTER_COUNT] = {{.value = {0}}};
    struct consent_facts facts = {.age = child_age(&v->child, f->pg->today),
                                  .care = v->child.care};
    size_t n = 0;

    for (int i = 0; facts.age >= 0 && i < MATTER_COUNT; i++) {
        struct consent_answer a;

        facts.matter = (enum consent_matter)i;
        a = consent_answer(v->rules, v->rules_n, &facts, f->pg->today);
        if (!foster_may_answer(&a))
            continue;
        c[n].value = str_of(matter_word(facts.matter));
        c[n++].label = words(f->pg, matter_message(facts.matter));
    }
    *any = n > 0;
    return field_choice(f, FIELD_SELECT, "gjelder", MSG_FOSTER_ASK_MATTER, 0, c,
                        n);
}

struct foster_page
foster_page_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct foster_staff_view *v,
               const struct new_access *made)
{
    struct form_view f = form_view_of(pg, req, err);
    struct foster_page p = {
        .top = case_top_of(pg, &v->v, TAB_FAMILY),
        .id = v->v.head.id,
        .errors = errors_of(&f),
        .from = field_date(&f, "fra", MSG_FOSTER_FROM, 0, pg->today),
        .to = field_date(&f, "til", MSG_FOSTER_TO, MSG_FOSTER_TO_HINT,
                         DATE_NONE),
        .day = field_date(&f, "dag", MSG_FOSTER_DAY, 0, DATE_NONE),
        .what = field_area(&f, "hva", MSG_FOSTER_WHAT, MSG_FOSTER_WHAT_HINT,
                           STR_NONE, LINE_MAX_CHARS),
        .class_ = class_field(&f),
        .words = field_area(&f, "tekst", MSG_FOSTER_ASK_WORDS, 0, STR_NONE,
                            TEXT_MAX_CHARS),
    };

    fill_links(pg, v, &p);
    fill_days(pg, v, &p);
    fill_measures(pg, v, &p);
    fill_asks(&f, v, &p);
    p.matter = matter_field(&f, &v->v, &p.may_ask);
    p.may_ask = p.may_ask && p.somebody;
    if (!made)
        return p;
    p.made = true;
    p.login = made->login;
    p.password = made->password;
    if (!pg->demo)
        p.secret = made->secret;
    return p;
}
