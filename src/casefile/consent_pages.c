/* Fills the pages of consent.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/consent_pages.h"

#include "base/buf.h"
#include "text/messages_casefile.h"

enum { LINE_MAX_CHARS = 500 };

struct consent_answer
consent_answer_of(const struct case_view *v, enum consent_matter m,
                  struct date today)
{
    struct consent_facts facts = {m, child_age(&v->child, today),
                                  v->child.care};

    if (facts.age < 0)
        return (struct consent_answer){.matter = m};
    return consent_answer(v->rules, v->rules_n, &facts, today);
}

/* --- who decides --- */

static struct str
source_of(struct page *pg, const struct consent_rule *r)
{
    const struct msg_arg arg[] = {msg_str(r->id), msg_str(r->legal_basis),
                                  msg_str(r->source)};

    return msg_text(pg->mem, pg->lang, MSG_CONSENT_SOURCE, arg, 3);
}

static struct str
later_of(struct page *pg, const struct case_view *v, enum consent_matter m)
{
    struct consent_answer later;
    struct date from;
    struct str who;

    if (date_is_none(v->child.birth_date))
        return STR_NONE;
    from = consent_next(v->rules, v->rules_n, m, v->child.care,
                        v->child.birth_date, pg->today, &later);
    if (date_is_none(from))
        return STR_NONE;
    who = words(pg, later.rule ? consenter_message(later.rule->who)
                               : MSG_CONSENT_LATER_LAWYER);
    return msg_text(pg->mem, pg->lang, MSG_CONSENT_LATER,
                    (const struct msg_arg[]){msg_date(from), msg_str(who)}, 2);
}

static struct consent_row
row_of(struct page *pg, const struct case_view *v, enum consent_matter m)
{
    struct consent_answer a = consent_answer_of(v, m, pg->today);
    struct consent_why *why = ARENA_NEW_N(pg->mem, struct consent_why,
                                          CONSENT_ALSO_MAX + 1);
    size_t n = 0;

    if (a.rule)
        why[n++] = (struct consent_why){a.rule->message, source_of(pg, a.rule)};
    for (size_t i = 0; i < a.also_n; i++)
        why[n++] = (struct consent_why){a.also[i]->message,
                                        source_of(pg, a.also[i])};
    return (struct consent_row){
        .matter = matter_message(m),
        .who = a.rule ? words(pg, consenter_message(a.rule->who)) : STR_NONE,
        .ruled = a.rule != NULL,
        .why = why,
        .why_n = n,
        .later = later_of(pg, v, m),
    };
}

static struct str
facts_of(struct page *pg, const struct case_view *v)
{
    int32_t age = child_age(&v->child, pg->today);
    const struct msg_arg arg[] = {
        msg_int(age), msg_str(words(pg, care_message(v->child.care)))};

    if (age < 0)
        return words(pg, MSG_CONSENT_NO_AGE);
    return msg_text(pg->mem, pg->lang, MSG_CONSENT_FACTS, arg, 2);
}

/* --- what was answered --- */

static struct str
classes_of(struct page *pg, uint32_t bits)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (int k = CLASS_CORE + 1; k < CLASS_COUNT; k++) {
        if ((bits >> k & 1) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, ", ");
        buf_str(&b, words(pg, info_class_message((enum info_class)k)));
    }
    return buf_done(&b);
}

static struct status_tag
status_of(struct page *pg, const struct consent_record *r)
{
    if (r->ended_at.us != 0)
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_CONSENT_IS_WITHDRAWN)};
    if (!date_is_none(r->valid_to) && date_cmp(r->valid_to, pg->today) < 0)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_CONSENT_IS_OVER)};
    switch (r->state) {
    case CONSENT_GIVEN:
    case CONSENT_PARTLY:
        return (struct status_tag){STATUS_OK,
                                   words(pg, consent_state_message(r->state))};
    case CONSENT_REFUSED:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL,
                               words(pg, consent_state_message(r->state))};
}

static struct str
who_of(struct page *pg, const struct consent_record *r)
{
    return words(pg, r->one_parent ? MSG_CONSENT_ONE_PARENT_SHORT
                                   : consenter_message(r->by));
}

static struct consent_answer_row *
answer_rows(struct page *pg, const struct case_view *v, unit_id acting)
{
    struct consent_answer_row *row = ARENA_NEW_N(
        pg->mem, struct consent_answer_row, v->answers.n + 1);

    for (size_t i = 0; i < v->answers.n; i++) {
        const struct consent_record *r = &v->answers.row[i];
        bool refused = r->state == CONSENT_REFUSED;

        row[i] = (struct consent_answer_row){
            .id = {r->id},
            .matter = matter_message(r->matter),
            .who = who_of(pg, r),
            .what = classes_of(pg, refused ? r->asked : r->given),
            .to = r->to_name,
            .until = date_is_none(r->valid_to)
                         ? words(pg, MSG_CONSENT_UNTIL_WITHDRAWN)
                         : date_text(pg->mem, pg->lang, r->valid_to),
            .note = r->end_reason.n ? r->end_reason : r->how,
            .status = status_of(pg, r),
            .may_end = !refused && r->ended_at.us == 0 &&
                       (v->is_holder || r->from_unit.v == acting.v),
        };
    }
    return row;
}

/* --- fields --- */

static struct field_view
matter_field(const struct form_view *f, const char *name, int label)
{
    struct choice c[MATTER_COUNT] = {{.value = {0}}};

    for (int i = 0; i < MATTER_COUNT; i++) {
        c[i].value = str_of(matter_word((enum consent_matter)i));
        c[i].label = words(f->pg, matter_message((enum consent_matter)i));
        c[i].selected = i == MATTER_SHARE_HEALTH;
    }
    return field_choice(f, FIELD_SELECT, name, label, 0, c, MATTER_COUNT);
}

static struct field_view
reader_field(const struct form_view *f, const struct case_view *v)
{
    int32_t age = child_age(&v->child, f->pg->today);
    const struct choice c[] = {
        {.value = STR("voksen"),
         .label = words(f->pg, MSG_CONSENT_READER_ADULT)},
        {.value = STR("ungdom"),
         .label = words(f->pg, MSG_CONSENT_READER_YOUTH),
         .selected = age >= 12},
        {.value = STR("barn"), .label = words(f->pg, MSG_CONSENT_READER_CHILD)},
    };

    return field_choice(f, FIELD_SELECT, "leser", MSG_CONSENT_READER, 0, c,
                        READER_COUNT);
}

static struct field_view
lang_field(const struct form_view *f)
{
    const struct choice c[] = {
        {.value = STR("nb"),
         .label = STR("Bokmål"),
         .selected = f->pg->lang == LANG_NB},
        {.value = STR("nn"),
         .label = STR("Nynorsk"),
         .selected = f->pg->lang == LANG_NN},
        {.value = STR("en"),
         .label = STR("English"),
         .selected = f->pg->lang == LANG_EN},
    };

    return field_choice(f, FIELD_SELECT, "maal", MSG_CONSENT_FORM_LANG, 0, c,
                        ARRAY_LEN(c));
}

static struct field_view
class_field(const struct form_view *f, const char *name, int label, int hint)
{
    struct choice c[CLASS_COUNT] = {{.value = {0}}};
    size_t n = 0;

    for (int k = CLASS_CORE + 1; k < CLASS_COUNT; k++) {
        c[n].value = str_of(info_class_word((enum info_class)k));
        c[n++].label = words(f->pg, info_class_message((enum info_class)k));
    }
    return field_choice(f, FIELD_CHECKS, name, label, hint, c, n);
}

static struct field_view
giver_field(const struct form_view *f)
{
    /* None is chosen beforehand: who answered is a fact, not a habit. */
    struct choice c[CONSENTER_GIVERS + 1] = {
        {.label = words(f->pg, MSG_CONSENT_CHOOSE_WHO)}};

    for (int i = 0; i < CONSENTER_GIVERS; i++) {
        c[i + 1].value = str_of(consenter_word((enum consenter)i));
        c[i + 1].label = words(f->pg, consenter_message((enum consenter)i));
    }
    return field_choice(f, FIELD_SELECT, "samtykke", MSG_CONSENT_ANSWERED_BY, 0,
                        c, ARRAY_LEN(c));
}

static struct field_view
to_field(const struct form_view *f, const struct case_view *v, unit_id acting)
{
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, v->units.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < v->units.n; i++) {
        if (v->units.row[i].unit.v == acting.v)
            continue;
        c[n].value = id_format(f->pg->mem, v->units.row[i].unit.v);
        c[n++].label = v->units.row[i].name;
    }
    return field_choice(f, FIELD_SELECT, "til", MSG_SHARE_TO, MSG_SHARE_TO_HINT,
                        c, n);
}

static void
fill_form(const struct form_view *f, const struct case_view *v, unit_id acting,
          struct consent_page *p)
{
    p->errors = errors_of(f);
    p->matter = matter_field(f, "gjelder", MSG_CONSENT_MATTER);
    p->to = to_field(f, v, acting);
    p->asked = class_field(f, "spurt", MSG_CONSENT_ASKED, 0);
    p->given = class_field(f, "klasser", MSG_CONSENT_GIVEN,
                           MSG_CONSENT_GIVEN_HINT);
    p->by = giver_field(f);
    p->one_parent = field_check(f, "en_forelder", MSG_CONSENT_ONE_PARENT,
                                MSG_CONSENT_ONE_PARENT_HINT, false);
    p->on = field_date(f, "dato", MSG_CONSENT_ON, 0, f->pg->today);
    p->until = field_date(f, "til_dato", MSG_SHARE_UNTIL, MSG_SHARE_UNTIL_HINT,
                          DATE_NONE);
    p->how = field_text(f, "kilde", MSG_CONSENT_HOW, MSG_CONSENT_HOW_HINT,
                        STR_NONE);
    p->given.optional = p->until.optional = true;
}

struct consent_page
consent_page_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct case_view *v,
                unit_id acting)
{
    struct form_view f = form_view_of(pg, req, err);
    struct form_view fresh = {.pg = pg};
    struct consent_row *row = ARENA_NEW_N(pg->mem, struct consent_row,
                                          MATTER_COUNT);
    struct consent_page p = {
        .top = case_top_of(pg, v, TAB_CONSENT),
        .id = v->head.id,
        .facts = facts_of(pg, v),
        .rows = row,
        .rows_n = MATTER_COUNT,
        .form_matter = matter_field(&fresh, "sak", MSG_CONSENT_FORM_MATTER),
        .form_reader = reader_field(&fresh, v),
        .form_lang = lang_field(&fresh),
        .answers = answer_rows(pg, v, acting),
        .answers_n = v->answers.n,
    };

    for (int m = 0; m < MATTER_COUNT; m++)
        row[m] = row_of(pg, v, (enum consent_matter)m);
    fill_form(&f, v, acting, &p);
    return p;
}

struct consent_end_view
consent_end_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct case_view *v,
                    int64_t record)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct consent_end_view){
        .top = case_top_of(pg, v, TAB_CONSENT),
        .id = v->head.id,
        .record = {record},
        .errors = errors_of(&f),
        .reason = field_area(&f, "hvorfor", MSG_SHARE_END_WHY, 0, STR_NONE,
                             LINE_MAX_CHARS),
    };
}
