/* Fills the views of team, shares, and the forms about a case.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/pages.h"

#include "access/gate.h"
#include "text/messages_casefile.h"
#include "text/messages_document.h"
#include "text/messages_message.h"

enum { PER_PAGE = 50, TEXT_MAX_CHARS = 2000 };

/* --- choices --- */

struct field_view
people_field(const struct form_view *f, const struct case_view *v,
             const char *name, int label, int hint, bool functions)
{
    struct page *pg = f->pg;
    size_t cap = v->people.n * 2 + 1;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, cap);
    size_t n = 0;

    for (size_t i = 0; i < v->people.n; i++) {
        const struct receiver *r = &v->people.row[i];
        const struct msg_arg who[] = {
            msg_str(r->function.holder_name),
            msg_str(words(pg, function_kind_message(r->function.kind))),
            msg_str(r->function.unit_name)};
        const struct msg_arg away[] = {msg_date(r->away_until),
                                       msg_str(r->stand_in)};

        if (r->function.id.v == v->head.holder.v ||
            (functions && function_is_limited(r->function.kind)))
            continue;
        c[n].value = id_format(pg->mem, r->function.id.v);
        c[n].label = msg_text(pg->mem, pg->lang, MSG_PERSON_AT, who, 3);
        if (!date_is_none(r->away_until))
            c[n].hint = r->stand_in.n ? msg_text(pg->mem, pg->lang,
                                                 MSG_PERSON_AWAY, away, 2)
                                      : words(pg, MSG_BATON_RECEIVER_AWAY);
        n++;
    }
    for (size_t i = 0; functions && i < v->people.n; i++) {
        const struct function_row *p = &v->people.row[i].function;
        const struct msg_arg what[] = {
            msg_str(words(pg, function_kind_message(p->kind))),
            msg_str(p->unit_name)};
        bool seen = function_is_limited(p->kind);

        for (size_t k = 0; k < i && !seen; k++)
            seen = v->people.row[k].function.kind == p->kind &&
                   v->people.row[k].function.unit_id.v == p->unit_id.v;
        if (seen)
            continue;
        c[n].value = str_fmt(pg->mem, "%.*s.%s",
                             STR_FMT(id_format(pg->mem, p->unit_id.v)),
                             function_kind_code(p->kind));
        c[n++].label = msg_text(pg->mem, pg->lang, MSG_FUNCTION_AT, what, 2);
    }
    return field_choice(f, functions ? FIELD_RADIOS : FIELD_SELECT, name, label,
                        hint, c, n);
}

struct field_view
word_field(const struct form_view *f, enum field_kind kind, const char *name,
           int label, int hint, int n, const char *(*word)(int),
           int (*message)(int), int selected)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, (size_t)n + 1);

    for (int i = 0; i < n; i++)
        c[i] = (struct choice){.value = str_of(word(i)),
                               .label = words(pg, message(i)),
                               .selected = i == selected};
    return field_choice(f, kind, name, label, hint, c, (size_t)n);
}

#define WORDS_OF(noun, type)                 \
    static const char *noun##_word_at(int i) \
    {                                        \
        return noun##_word((enum type)i);    \
    }                                        \
    static int noun##_message_at(int i)      \
    {                                        \
        return noun##_message((enum type)i); \
    }
WORDS_OF(purpose, purpose)
WORDS_OF(team_role, team_role)
WORDS_OF(care, care)
WORDS_OF(close_reason, close_reason)
WORDS_OF(person_kind, person_kind)
/* The first ground is a unit's own: not to be chosen. */
static const char *
ground_word_at(int i)
{
    return basis_word((enum basis)(i + 1));
}
static int
ground_message_at(int i)
{
    return basis_message((enum basis)(i + 1));
}
/* The first class comes with every share. */
static const char *
class_word_at(int i)
{
    return info_class_word((enum info_class)(i + 1));
}
static int
class_message_at(int i)
{
    return info_class_message((enum info_class)(i + 1));
}

struct field_view
classes_field(const struct form_view *f)
{
    return word_field(f, FIELD_CHECKS, "klasser", MSG_SHARE_CLASSES,
                      MSG_SHARE_CLASSES_HINT, CLASS_COUNT - 1, class_word_at,
                      class_message_at, -1);
}

struct field_view
basis_field(const struct form_view *f)
{
    return word_field(f, FIELD_SELECT, "grunnlag", MSG_SHARE_BASIS, 0,
                      BASIS_EMERGENCY - 1, ground_word_at, ground_message_at,
                      -1);
}

static const char *
offer_word_at(int i)
{
    return basis_word((enum basis)i);
}
static int
offer_message_at(int i)
{
    return i == BASIS_OWN ? MSG_OFFER_BASIS_OWN : basis_message((enum basis)i);
}

struct field_view
offer_basis_field(const struct form_view *f)
{
    return word_field(f, FIELD_SELECT, "grunnlag", MSG_SHARE_BASIS, 0,
                      BASIS_COUNT, offer_word_at, offer_message_at, -1);
}

struct field_view
consenter_field(const struct form_view *f)
{
    struct page *pg = f->pg;
    struct choice c[CONSENTER_GIVERS + 1] = {
        {.label = words(pg, MSG_SHARE_NOBODY_CONSENTED)}};
    struct field_view v;

    for (int i = 0; i < CONSENTER_GIVERS; i++) {
        c[i + 1].value = str_of(consenter_word((enum consenter)i));
        c[i + 1].label = words(pg, consenter_message((enum consenter)i));
    }
    v = field_choice(f, FIELD_SELECT, "samtykke", MSG_SHARE_CONSENTER,
                     MSG_SHARE_CONSENTER_HINT, c, ARRAY_LEN(c));
    v.optional = true;
    return v;
}

struct field_view
source_field(const struct form_view *f)
{
    struct field_view v = field_text(f, "kilde", MSG_SHARE_SOURCE,
                                     MSG_SHARE_SOURCE_HINT, STR_NONE);

    v.optional = true;
    return v;
}

static struct field_view
units_field(const struct form_view *f, const struct unit_list *list,
            const char *name, int label)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        c[i] = (struct choice){.value = id_format(pg->mem, list->row[i].id.v),
                               .label = list->row[i].name};
    return field_choice(f, FIELD_SELECT, name, label, 0, c, list->n);
}

/* --- team --- */

static struct unit_row_view *
unit_rows(struct page *pg, const struct case_view *v)
{
    struct unit_row_view *row = ARENA_NEW_N(pg->mem, struct unit_row_view,
                                            v->units.n + 1);

    for (size_t i = 0; i < v->units.n; i++) {
        const struct participant *p = &v->units.row[i];

        row[i] = (struct unit_row_view){
            .id = p->unit,
            .service = {service_of_unit(p->type), p->name},
            .purpose = words(pg, purpose_message(p->purpose)),
            .since = date_text(pg->mem, pg->lang, date_in_oslo(p->since)),
            .invited = !p->active,
            .may_leave = v->is_holder && p->unit.v != v->head.holder_unit.v,
        };
    }
    return row;
}

static struct short_row *
short_rows(struct page *pg, const struct case_view *v)
{
    struct short_row *row = ARENA_NEW_N(pg->mem, struct short_row,
                                        v->short_list.n + 1);

    for (size_t i = 0; i < v->short_list.n; i++)
        row[i] = (struct short_row){
            .account = v->short_list.row[i].account,
            .name = v->short_list.row[i].name,
            .holder = v->short_list.row[i].account.v ==
                      v->head.holder_account.v,
        };
    return row;
}

static struct person_row *
person_rows(struct page *pg, const struct case_view *v)
{
    struct person_row *row = ARENA_NEW_N(pg->mem, struct person_row,
                                         v->persons.n + 1);

    for (size_t i = 0; i < v->persons.n; i++) {
        const struct person *p = &v->persons.row[i];

        row[i] = (struct person_row){
            p->name,           person_kind_message(p->kind),
            p->responsibility, p->relation,
            p->phone,          id_format(pg->mem, p->id)};
    }
    return row;
}

static struct person_fields
person_fields_of(const struct form_view *f, const struct person *p)
{
    struct person_fields t = {
        .name = field_text(f, "navn", MSG_CHILD_NAME, 0, p->name),
        .kind = word_field(f, FIELD_SELECT, "slag", MSG_PERSON_KIND, 0,
                           PERSON_KIND_COUNT, person_kind_word_at,
                           person_kind_message_at, (int)p->kind),
        .relation = field_text(f, "relasjon", MSG_PERSON_RELATION,
                               MSG_PERSON_RELATION_HINT, p->relation),
        .phone = field_of_kind(f, FIELD_TEL, "telefon", MSG_CHILD_PHONE, 0,
                               p->phone),
        .responsibility = field_check(f, "foreldreansvar",
                                      MSG_PERSON_RESPONSIBILITY, 0,
                                      p->responsibility),
    };

    t.relation.optional = t.phone.optional = true;
    return t;
}

struct case_person_view
case_person_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct case_view *v,
                    const struct person *p)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct case_person_view){
        .top = case_top_of(pg, v, TAB_TEAM),
        .id = v->head.id,
        .nr = id_format(pg->mem, p->id),
        .errors = errors_of(&f),
        .person = person_fields_of(&f, p),
    };
}

static struct str
trust_by(struct page *pg, const struct trust *t)
{
    const struct msg_arg child[] = {msg_date(date_in_oslo(t->at))};
    const struct msg_arg adult[] = {msg_str(t->unit_name), child[0]};

    if (t->id == 0)
        return STR_NONE;
    return t->by_child
               ? msg_text(pg->mem, pg->lang, MSG_TRUST_BY_CHILD, child, 1)
               : msg_text(pg->mem, pg->lang, MSG_TRUST_BY_ADULT, adult, 2);
}

struct case_team_view
case_team_view_of(struct page *pg, const struct http_req *req,
                  const struct err *err, const struct case_view *v,
                  const struct trust *trust)
{
    struct form_view f = form_view_of(pg, req, err);
    struct case_team_view t = {
        .top = case_top_of(pg, v, TAB_TEAM),
        .id = v->head.id,
        .is_holder = v->is_holder && v->head.open,
        .units = unit_rows(pg, v),
        .units_n = v->units.n,
        .is_protected = v->head.is_protected,
        .short_list = short_rows(pg, v),
        .short_list_n = v->short_list.n,
        .errors = errors_of(&f),
        .member = people_field(&f, v, "funksjon", MSG_TEAM_WHO, 0, false),
        .role = word_field(&f, FIELD_SELECT, "rolle", MSG_TEAM_ROLE_FIELD, 0,
                           TEAM_ROLE_COUNT, team_role_word_at,
                           team_role_message_at, -1),
        .unit = units_field(&f, &v->invite, "enhet", MSG_CASE_UNIT),
        .purpose = word_field(&f, FIELD_SELECT, "formal", MSG_CASE_PURPOSE, 0,
                              PURPOSE_COUNT, purpose_word_at,
                              purpose_message_at, 0),
        .reveal = people_field(&f, v, "person", MSG_TEAM_WHO, 0, false),
        .trust = trust->words,
        .trust_by = trust_by(pg, trust),
        .may_trust = v->head.open && role_may(v->role, ACT_VOICE_WRITE),
        .trust_words = field_text(&f, "tillit", MSG_TRUST_WORDS,
                                  MSG_TRUST_WORDS_HINT, STR_NONE),
    };

    t.team = team_rows(pg, v, &t.team_n);
    t.persons = person_rows(pg, v);
    t.persons_n = v->persons.n;
    t.person = person_fields_of(&f, &(struct person){.kind = 0});
    return t;
}

/* --- shares --- */

static struct str
consent_text(struct page *pg, const struct case_view *v)
{
    const struct msg_arg arg[] = {
        msg_str(words(pg, consenter_message(v->consent.who))),
        msg_str(v->consent.legal_basis)};

    if (!v->consent_known)
        return words(pg, MSG_CONSENT_UNKNOWN);
    return msg_text(pg->mem, pg->lang, MSG_CONSENT_WHO, arg, 2);
}

static struct field_view
participants_field(const struct form_view *f, const struct case_view *v,
                   unit_id acting)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, v->units.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < v->units.n; i++) {
        if (v->units.row[i].unit.v != acting.v)
            c[n++] = (struct choice){
                .value = id_format(pg->mem, v->units.row[i].unit.v),
                .label = v->units.row[i].name};
    }
    return field_choice(f, FIELD_SELECT, "til", MSG_SHARE_TO, MSG_SHARE_TO_HINT,
                        c, n);
}

struct case_shares_view
case_shares_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct case_view *v,
                    unit_id acting)
{
    struct form_view f = form_view_of(pg, req, err);
    struct case_shares_view s = {
        .top = case_top_of(pg, v, TAB_SHARES),
        .id = v->head.id,
        .consent = consent_text(pg, v),
        .errors = errors_of(&f),
        .to = participants_field(&f, v, acting),
        .classes = classes_field(&f),
        .purpose = word_field(&f, FIELD_SELECT, "formal", MSG_CASE_PURPOSE, 0,
                              PURPOSE_COUNT, purpose_word_at,
                              purpose_message_at, 0),
        .basis = basis_field(&f),
        .consent_by = consenter_field(&f),
        .source = source_field(&f),
        .until = field_date(&f, "til_dato", MSG_SHARE_UNTIL,
                            MSG_SHARE_UNTIL_HINT, DATE_NONE),
    };

    s.until.optional = true;
    s.shares = share_rows(pg, v, acting, v->shares.n, &s.shares_n);
    return s;
}

/* --- forms --- */

static struct field_view
protection_field(const struct form_view *f, enum protection is)
{
    struct page *pg = f->pg;
    struct choice c[PROTECTION_COUNT];

    for (int i = 0; i < PROTECTION_COUNT; i++)
        c[i] = (struct choice){
            .value = int_text(pg->mem, LANG_EN, i),
            .label = words(pg, protection_message((enum protection)i)),
            .selected = i == (int)is};
    return field_choice(f, FIELD_SELECT, "gradering", MSG_CHILD_PROTECTION,
                        MSG_CHILD_PROTECTION_HINT, c, PROTECTION_COUNT);
}

/* The list to choose from, and the label of the one that is stored. */
static void
place_suggestions(struct page *pg, const struct municipality_list *places,
                  const struct child *k, struct child_fields *v,
                  const struct form_view *f)
{
    struct suggestion *s = ARENA_NEW_N(pg->mem, struct suggestion,
                                       places->n + 1);
    struct str stored = k->municipality;

    for (size_t i = 0; i < places->n; i++) {
        s[i].text = municipality_label(pg->mem, &places->row[i]);
        if (str_eq(places->row[i].number, k->municipality))
            stored = s[i].text;
    }
    v->municipality = field_text(f, "kommune", MSG_CHILD_MUNICIPALITY,
                                 MSG_CHILD_MUNICIPALITY_HINT, stored);
    v->municipality.suggestions = s;
    v->municipality.suggestions_n = places->n;
    v->municipality.optional = true;
}

static struct child_fields
child_fields_of(const struct form_view *f, const struct child *k,
                const struct municipality_list *places)
{
    struct child_fields v = {
        .given = field_text(f, "fornavn", MSG_CHILD_GIVEN, 0, k->given_name),
        .family = field_text(f, "etternavn", MSG_CHILD_FAMILY, 0,
                             k->family_name),
        .number = field_text(f, "nummer", MSG_CHILD_NUMBER,
                             MSG_CHILD_NUMBER_HINT, STR_NONE),
        .without = field_check(f, "uten_nummer", MSG_CHILD_WITHOUT, 0,
                               k->provisional),
        .born = field_date(f, "fodt", MSG_CHILD_BORN, 0, k->birth_date),
        .language = field_text(f, "sprak", MSG_CHILD_LANGUAGE,
                               MSG_CHILD_LANGUAGE_HINT, k->language),
        .interpreter = field_check(f, "tolk", MSG_CHILD_INTERPRETER, 0,
                                   k->interpreter),
        .care = word_field(f, FIELD_SELECT, "omsorg", MSG_CHILD_CARE, 0,
                           CARE_COUNT, care_word_at, care_message_at,
                           (int)k->care),
        .care_since = field_date(f, "omsorg_fra", MSG_CHILD_CARE_SINCE, 0,
                                 k->care_since),
        .lives = field_text(f, "bor", MSG_CHILD_LIVES, MSG_CHILD_LIVES_HINT,
                            k->lives),
        .address = field_text(f, "adresse", MSG_CHILD_ADDRESS, 0, k->address),
        .phone = field_of_kind(f, FIELD_TEL, "telefon", MSG_CHILD_PHONE, 0,
                               k->phone),
        .protection = protection_field(f, k->protection),
    };

    v.family.optional = v.number.optional = v.language.optional = true;
    place_suggestions(f->pg, places, k, &v, f);
    v.care_since.optional = true;
    v.lives.optional = v.address.optional = v.phone.optional = true;
    return v;
}

struct case_new_view
case_new_view_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct municipality_list *places)
{
    struct form_view f = form_view_of(pg, req, err);
    struct child none = {.birth_date = DATE_NONE, .care_since = DATE_NONE};
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);
    struct case_new_view v = {
        .crumbs = {crumb, 2},
        .errors = errors_of(&f),
        .child = child_fields_of(&f, &none, places),
        .bti = field_text(&f, "bti", MSG_CASE_BTI, MSG_CASE_BTI_HINT, STR_NONE),
        .why = field_area(&f, "hvorfor", MSG_CASE_WHY, MSG_CASE_WHY_HINT,
                          STR_NONE, TEXT_MAX_CHARS),
        .demo = pg->demo,
    };

    crumb[0] = (struct crumb){STR("/barn"), words(pg, MSG_CASE_LIST_TITLE)};
    crumb[1] = (struct crumb){STR_NONE, words(pg, MSG_CASE_NEW_TITLE)};
    v.bti.optional = v.why.optional = true;
    return v;
}

struct case_correct_view
case_correct_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct case_view *v,
                     const struct municipality_list *places)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct case_correct_view){
        .top = case_top_of(pg, v, TAB_CORRECT),
        .id = v->head.id,
        .version = v->child.version,
        .errors = errors_of(&f),
        .child = child_fields_of(&f, &v->child, places),
        .why = field_area(&f, "hvorfor", MSG_CASE_CORRECT_WHY, 0, STR_NONE,
                          TEXT_MAX_CHARS),
    };
}

struct case_close_view
case_close_view_of(struct page *pg, const struct http_req *req,
                   const struct err *err, const struct case_view *v)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct case_close_view){
        .top = case_top_of(pg, v, TAB_CLOSE),
        .id = v->head.id,
        .version = v->head.version,
        .is_open = v->head.open,
        .errors = errors_of(&f),
        .reason = word_field(&f, FIELD_SELECT, "grunn", MSG_CASE_CLOSE_REASON,
                             0, CLOSE_REASON_COUNT, close_reason_word_at,
                             close_reason_message_at, 0),
        .achieved = field_area(&f, "oppnadd", MSG_CASE_ACHIEVED, 0, STR_NONE,
                               TEXT_MAX_CHARS),
        .why = field_area(&f, "hvorfor", MSG_CASE_REOPEN_WHY, 0, STR_NONE,
                          TEXT_MAX_CHARS),
    };
}
