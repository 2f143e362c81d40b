/* The forms of the team's work as views.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work_pages.h"
#include "base/embed.h"
#include "base/workday.h"
#include "registry/csv.h"
#include "text/messages_assessment.h"

#define ASK_WORKDAYS 10 /* proposed time to answer */
#define FIELDS_MAX   40

static struct work_form_view
form_of_work(struct page *pg, const struct form_view *f, const struct work *w,
             struct str title, int lead, int button)
{
    return (struct work_form_view){.crumbs = work_crumbs(pg, w, title),
                                   .title = title,
                                   .under = work_child(pg, w),
                                   .lead = lead ? words(pg, lead) : STR_NONE,
                                   .button = words(pg, button),
                                   .errors = errors_of(f),
                                   .cancel = work_path(pg, w->a.id, "/arbeid")};
}

/* --- sheets --- */

static struct field_view
answer_field(const struct form_view *f, const struct sheet_field *s,
             struct str value)
{
    struct choice choice[4] = {{STR(""), STR("–"), STR_NONE, value.n == 0}};
    size_t n = 1;

    for (size_t i = 0; sheet_answers[i]; i++)
        choice[n++] = (struct choice){
            .value = str_of(sheet_answers[i]),
            .label = words(f->pg, sheet_answer_messages[i]),
            .selected = str_eq_cz(value, sheet_answers[i])};
    return field_choice(f, FIELD_SELECT, s->name, s->label, s->hint, choice, n);
}

static struct field_view
sheet_field_of(const struct form_view *f, const struct sheet_field *s,
               struct str value)
{
    struct date day = DATE_NONE;

    switch (s->kind) {
    case SHEET_FIELD_LINE:
        return field_text(f, s->name, s->label, s->hint, value);
    case SHEET_FIELD_TEXT:
        return field_area(f, s->name, s->label, s->hint, value, s->max);
    case SHEET_FIELD_DATE:
        (void)date_parse(value, &day);
        return field_date(f, s->name, s->label, s->hint, day);
    case SHEET_FIELD_TIME:
        return field_of_kind(f, FIELD_TIME, s->name, s->label, s->hint, value);
    case SHEET_FIELD_ANSWER:
        return answer_field(f, s, value);
    case SHEET_FIELD_CHECK:
        break;
    }
    return field_check(f, s->name, s->label, s->hint, value.n > 0);
}

/* Known instruments by name; another may be written. Nothing of what they ask
 * is here: they are protected by copyright. */
static void
suggest_instruments(struct page *pg, struct field_view *name)
{
    enum { MAX = 100 };
    const struct embedded *file = embed_find("data/instruments.csv");
    struct suggestion *s = ARENA_NEW_N(pg->mem, struct suggestion, MAX);
    struct csv csv;
    struct csv_row row;
    bool more = false;
    size_t n = 0;

    if (!file ||
        csv_open(pg->mem, (struct str){(const char *)file->p, file->n}, &csv))
        return;
    while (n < MAX && !csv_next(&csv, &row, &more) && more)
        s[n++].text = str_fmt(pg->mem, "%.*s (%.*s)", STR_FMT(row.field[0]),
                              STR_FMT(row.field[1]));
    name->suggestions = s;
    name->suggestions_n = n;
}

static void
fill_sheet_fields(const struct form_view *f, const struct sheet *s,
                  struct work_form_view *v)
{
    size_t n;
    const struct sheet_field *field = sheet_fields(s->kind, &n);
    struct field_view *row = ARENA_NEW_N(f->pg->mem, struct field_view, n);

    for (size_t i = 0; i < n; i++) {
        row[i] = sheet_field_of(f, &field[i], s->value[i]);
        row[i].optional = !field[i].must && field[i].kind != SHEET_FIELD_CHECK;
    }
    if (s->kind == SHEET_INSTRUMENT)
        suggest_instruments(f->pg, &row[0]);
    v->fields = row;
    v->fields_n = n;
}

static void
fill_sheet_facts(struct page *pg, const struct sheet *s,
                 struct work_form_view *v)
{
    size_t n;
    const struct sheet_field *field = sheet_fields(s->kind, &n);
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, n);

    for (size_t i = 0; i < n; i++) {
        struct str value = s->value[i];

        if (value.n == 0)
            continue;
        if (field[i].kind == SHEET_FIELD_DATE)
            value = date_text(pg->mem, pg->lang, sheet_date(s, field[i].name));
        if (field[i].kind == SHEET_FIELD_CHECK)
            value = words(pg, MSG_SHEET_YES);
        for (size_t k = 0;
             field[i].kind == SHEET_FIELD_ANSWER && sheet_answers[k]; k++)
            if (str_eq_cz(s->value[i], sheet_answers[k]))
                value = words(pg, sheet_answer_messages[k]);
        row[v->facts.rows_n++] = (struct fact){
            .label = words(pg, field[i].label), .value = value};
    }
    v->facts.rows = row;
}

static void
fill_history(struct page *pg, const struct sheet_set *history,
             struct work_form_view *v)
{
    struct timeline_item *row = ARENA_NEW_N(pg->mem, struct timeline_item,
                                            history->n + 1);

    for (size_t i = 0; i < history->n; i++)
        row[i] = (struct timeline_item){
            .who = history->row[i].name,
            .when = time_text(pg->mem, pg->lang, history->row[i].made_at),
            .text = msg_text(
                pg->mem, pg->lang, MSG_SHEET_VERSION_NR,
                (const struct msg_arg[]){msg_int(history->row[i].version)}, 1)};
    v->items = row;
    v->items_n = history->n;
    v->history = (struct timeline){row, history->n};
}

static const struct hidden *
hidden_version(struct page *pg, int64_t version)
{
    struct hidden *h = ARENA_NEW(pg->mem, struct hidden);

    *h = (struct hidden){STR("version"),
                         str_fmt(pg->mem, "%lld", (long long)version)};
    return h;
}

struct work_form_view
sheet_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct sheet_view *v, struct str nr)
{
    const struct sheet_rule *rule = sheet_rule(v->sheet.kind);
    struct form_view f = form_view_of(pg, req, err);
    int name = rule->title;
    struct work_form_view out;
    struct str rest = str_fmt(pg->mem, "/ark/%s/%.*s", rule->word, STR_FMT(nr));

    (void)sheet_name(v->sheet.kind, v->sheet.nr, &name);
    out = form_of_work(pg, &f, &v->w, words(pg, name), rule->lead,
                       MSG_WORK_SAVE);
    out.action = work_path(pg, v->w.a.id, str_cz(pg->mem, rest));
    if (v->editable && rule->list != SHEETS_MANY &&
        rule->writes == ACT_ASSESSMENT_WORK)
        out.autosave = str_fmt(pg->mem, "%.*s/lagre", STR_FMT(out.action));
    if (v->editable)
        fill_sheet_fields(&f, &v->sheet, &out);
    else
        fill_sheet_facts(pg, &v->sheet, &out);
    out.hidden = hidden_version(pg, v->sheet.version);
    out.hidden_n = 1;
    fill_history(pg, &v->history, &out);
    return out;
}

/* --- pieces --- */

static struct field_view
unit_field(const struct form_view *f, const struct unit_list *units,
           bool on_paper)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        units->n + 1);
    size_t n = 0;

    choice[n++] = (struct choice){
        .label = words(f->pg, on_paper ? MSG_WORK_ON_PAPER : MSG_WORK_CHOOSE)};
    for (size_t i = 0; i < units->n; i++)
        choice[n++] = (struct choice){
            .value = id_format(f->pg->mem, units->row[i].id.v),
            .label = str_fmt(
                f->pg->mem, "%.*s (%.*s)", STR_FMT(unit_short(&units->row[i])),
                STR_FMT(words(f->pg, unit_type_message(units->row[i].type))))};
    return field_choice(f, FIELD_SELECT, "enhet", MSG_WORK_UNIT,
                        on_paper ? MSG_WORK_UNIT_HINT : 0, choice, n);
}

static struct field_view
ground_field(const struct form_view *f)
{
    struct choice choice[BASIS_COUNT];
    size_t n = 0;

    for (unsigned b = 0; b < BASIS_COUNT; b++)
        if (b != BASIS_OWN)
            choice[n++] = (struct choice){
                .value = str_of(basis_word((enum basis)b)),
                .label = str_fmt(
                    f->pg->mem, "%.*s (%.*s)",
                    STR_FMT(words(f->pg, basis_message((enum basis)b))),
                    STR_FMT(basis_legal((enum basis)b))),
                .selected = b == BASIS_NECESSARY};
    return field_choice(f, FIELD_SELECT, "grunnlag", MSG_WORK_GROUND,
                        MSG_WORK_GROUND_HINT, choice, n);
}

static struct field_view
how_field(const struct form_view *f)
{
    struct field_view v = field_text(f, "hvordan", MSG_WORK_HOW,
                                     MSG_WORK_HOW_HINT, STR_NONE);

    v.optional = true;
    return v;
}

/* --- information --- */

struct work_form_view
ask_form_of(struct page *pg, const struct http_req *req, const struct err *err,
            const struct work *w, const struct unit_list *units)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view v = form_of_work(pg, &f, w, words(pg, MSG_WORK_ASK),
                                           MSG_WORK_ASK_LEAD, MSG_WORK_SEND);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 6);
    struct choice source[INFORMATION_COUNT];

    for (unsigned i = 0; i < INFORMATION_COUNT; i++)
        source[i] = (struct choice){
            .value = str_of(information_words[i]),
            .label = words(pg,
                           information_message((enum information_source)i))};
    row[0] = field_choice(&f, FIELD_SELECT, "kilde", MSG_WORK_SOURCE, 0, source,
                          INFORMATION_COUNT);
    row[1] = unit_field(&f, units, true);
    row[2] = field_area(&f, "sporsmal", MSG_WORK_QUESTION,
                        MSG_WORK_QUESTION_HINT, STR_NONE, 5000);
    row[3] = field_date(&f, "frist", MSG_WORK_DUE, 0,
                        workday_add(pg->today, ASK_WORKDAYS));
    row[4] = ground_field(&f);
    row[5] = how_field(&f);
    v.fields = row;
    v.fields_n = 6;
    v.action = work_path(pg, w->a.id, "/opplysninger");
    return v;
}

static void
add_fact(struct page *pg, struct facts *f, struct fact *row, int label,
         struct str value)
{
    if (value.n > 0)
        row[f->rows_n++] = (struct fact){.label = words(pg, label),
                                         .value = value};
    f->rows = row;
}

static struct field_view
how_answered(const struct form_view *f, bool own)
{
    struct choice choice[2] = {
        {.value = STR("svar"),
         .label = words(f->pg,
                        own ? MSG_WORK_WE_ANSWER : MSG_WORK_CAME_ON_PAPER),
         .selected = true},
        {.value = STR("ingenting"),
         .label = words(f->pg, own ? MSG_WORK_WE_HAVE_NOTHING
                                   : MSG_INFO_STATE_NOTHING)}};

    return field_choice(f, FIELD_RADIOS, "hva", MSG_WORK_ANSWER_KIND, 0, choice,
                        2);
}

struct work_form_view
answer_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct work *w,
               const struct information *i, bool own)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view v = form_of_work(
        pg, &f, w, words(pg, information_message(i->source)), 0,
        own ? MSG_WORK_SEND : MSG_WORK_SAVE);
    struct fact *fact = ARENA_NEW_N(pg->mem, struct fact, 5);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 4);
    struct str rest = str_fmt(pg->mem, "/opplysninger/%.*s",
                              STR_FMT(id_format(pg->mem, i->id)));

    add_fact(pg, &v.facts, fact, MSG_WORK_QUESTION, i->question);
    add_fact(pg, &v.facts, fact, MSG_WORK_UNIT, i->unit_name);
    add_fact(pg, &v.facts, fact, MSG_WORK_DUE,
             date_text(pg->mem, pg->lang, i->due_on));
    add_fact(pg, &v.facts, fact, MSG_WORK_STATE,
             words(pg, information_state_message(i->state)));
    add_fact(pg, &v.facts, fact, MSG_WORK_ANSWER, i->answer);
    v.action = work_path(pg, w->a.id, str_cz(pg->mem, rest));
    if (i->state != INFORMATION_ASKED || (!own && !w->is_team))
        return v;
    row[0] = how_answered(&f, own);
    row[1] = field_area(&f, "svar", MSG_WORK_ANSWER, 0, STR_NONE, 20000);
    row[2] = ground_field(&f);
    row[3] = how_field(&f);
    v.fields = row;
    v.fields_n = own ? 4 : 2;
    return v;
}

/* --- recommendations --- */

struct work_form_view
advice_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct work *w,
               const struct unit_list *units)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view v = form_of_work(pg, &f, w,
                                           words(pg, MSG_WORK_ADD_ADVICE),
                                           MSG_WORK_ADVICE_LEAD, MSG_WORK_SAVE);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 3);

    row[0] = field_area(&f, "tekst", MSG_WORK_ADVICE_TEXT, MSG_WORK_ADVICE_HINT,
                        STR_NONE, 2000);
    row[1] = unit_field(&f, units, false);
    row[2] = field_date(&f, "frist", MSG_WORK_DUE, 0, DATE_NONE);
    v.fields = row;
    v.fields_n = 3;
    v.action = work_path(pg, w->a.id, "/anbefalinger");
    return v;
}

static struct field_view
next_field(const struct form_view *f, enum recommendation_state now)
{
    bool asked = now == RECOMMENDATION_ADDRESSED;
    struct choice choice[2] = {
        {.value = STR("ja"),
         .label = words(f->pg, asked ? MSG_WORK_ACCEPT : MSG_WORK_STILL),
         .selected = true},
        {.value = asked ? STR("nei") : STR("gjort"),
         .label = words(f->pg, asked ? MSG_WORK_REFUSE : MSG_ADVICE_DONE)}};

    return field_choice(f, FIELD_RADIOS, "svar", MSG_WORK_ANSWER_KIND, 0,
                        choice, 2);
}

static struct field_view
owner_field(const struct form_view *f, const struct function_list *people,
            function_id owner)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        people->n + 1);
    size_t n = 0;

    choice[n++] = (struct choice){.label = words(f->pg, MSG_WORK_CHOOSE)};
    for (size_t i = 0; i < people->n; i++)
        choice[n++] = (struct choice){
            .value = id_format(f->pg->mem, people->row[i].id.v),
            .label = str_fmt(
                f->pg->mem, "%.*s, %.*s", STR_FMT(people->row[i].holder_name),
                STR_FMT(
                    words(f->pg, function_kind_message(people->row[i].kind)))),
            .selected = people->row[i].id.v == owner.v};
    return field_choice(f, FIELD_SELECT, "ansvarlig", MSG_WORK_OWNER, 0, choice,
                        n);
}

struct work_form_view
advice_answer_form_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct call *c,
                      const struct work *w, const struct recommendation *r,
                      const struct function_list *people)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view v = form_of_work(
        pg, &f, w, words(pg, MSG_WORK_ONE_ADVICE), 0, MSG_WORK_SEND);
    struct fact *fact = ARENA_NEW_N(pg->mem, struct fact, 6);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view, 3);
    struct str rest = str_fmt(pg->mem, "/anbefalinger/%.*s",
                              STR_FMT(id_format(pg->mem, r->id)));

    add_fact(pg, &v.facts, fact, MSG_WORK_ADVICE_TEXT, r->text);
    add_fact(pg, &v.facts, fact, MSG_WORK_UNIT, r->unit_name);
    add_fact(pg, &v.facts, fact, MSG_WORK_DUE,
             date_text(pg->mem, pg->lang, r->due_on));
    add_fact(pg, &v.facts, fact, MSG_WORK_STATE,
             words(pg, recommendation_state_message(r->state)));
    add_fact(pg, &v.facts, fact, MSG_WORK_OWNER, r->owner_name);
    add_fact(pg, &v.facts, fact, MSG_WORK_STATUS, r->status);
    v.action = work_path(pg, w->a.id, str_cz(pg->mem, rest));
    if (r->state == RECOMMENDATION_WRITTEN && c->who.role == ROLE_THK_MEMBER) {
        v.drop = str_fmt(pg->mem, "%.*s/fjern", STR_FMT(v.action));
        v.drop_text = words(pg, MSG_WORK_DROP_ADVICE);
    }
    if (r->to_unit.v != c->who.unit.v || recommendation_is_settled(r) ||
        r->state == RECOMMENDATION_WRITTEN)
        return v;
    row[0] = next_field(&f, r->state);
    row[1] = owner_field(&f, people,
                         r->owner.v != 0 ? r->owner : c->who.function);
    row[2] = field_area(&f, "status", MSG_WORK_STATUS, MSG_WORK_STATUS_HINT,
                        STR_NONE, 2000);
    row[2].optional = true;
    v.fields = row;
    v.fields_n = 3;
    return v;
}

/* --- signing --- */

struct work_form_view
sign_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct work *w)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view v = form_of_work(pg, &f, w, words(pg, MSG_WORK_SIGN),
                                           MSG_WORK_SIGN_LEAD, MSG_WORK_SIGN);
    struct field_view *row = ARENA_NEW(pg->mem, struct field_view);
    struct fact *fact = ARENA_NEW_N(pg->mem, struct fact, 2);

    *row = field_of_kind(&f, FIELD_PASSWORD, "passord", MSG_WORK_PASSWORD, 0,
                         STR_NONE);
    row->autocomplete = STR("current-password");
    add_fact(pg, &v.facts, fact, MSG_WORK_JOURNAL,
             words(pg, MSG_WORK_JOURNAL_TEXT));
    add_fact(pg, &v.facts, fact, MSG_WORK_DIGEST,
             hash_hex(pg->mem, &w->digest));
    v.fields = row;
    v.fields_n = 1;
    v.action = work_path(pg, w->a.id, "/rapport/signer");
    return v;
}

/* --- choosing a team --- */

static const char *
name_of(struct page *pg, const char *prefix, function_id id)
{
    return str_cz(pg->mem, str_fmt(pg->mem, "%s-%.*s", prefix,
                                   STR_FMT(id_format(pg->mem, id.v))));
}

/* Those of the same profession elsewhere. */
static struct field_view
instead_field(const struct form_view *f, const struct team_view *v,
              const struct team_person *p, const char *name)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice, FIELDS_MAX);
    size_t n = 0;

    choice[n++] = (struct choice){.label = words(f->pg, MSG_TEAM_NOBODY)};
    for (size_t i = 0; i < v->options.n; i++)
        for (size_t k = 0; k < v->options.row[i].people.n; k++) {
            const struct team_person *o = &v->options.row[i].people.row[k];

            if (o->profession != p->profession || o->unit.v == p->unit.v ||
                n == FIELDS_MAX)
                continue;
            choice[n++] = (struct choice){
                .value = id_format(f->pg->mem, o->function.v),
                .label = str_fmt(f->pg->mem, "%.*s, %.*s", STR_FMT(o->name),
                                 STR_FMT(o->unit_name))};
        }
    return field_choice(f, FIELD_SELECT, name, MSG_TEAM_INSTEAD, 0, choice, n);
}

static const struct team_person *
stored_person(const struct work *w, function_id f)
{
    for (size_t i = 0; i < w->people.n; i++)
        if (w->people.row[i].function.v == f.v)
            return &w->people.row[i];
    return NULL;
}

static size_t
member_fields(const struct form_view *f, const struct team_view *v,
              const struct team_person *p, struct field_view *row)
{
    struct page *pg = f->pg;
    const struct team_person *was = stored_person(&v->w, p->function);

    row[0] = field_check(f, name_of(pg, "ute", p->function), MSG_TEAM_LEAVE_OUT,
                         0, was && was->left_out);
    row[0].label = msg_text(
        pg->mem, pg->lang, MSG_TEAM_LEAVE_OUT_NAME,
        (const struct msg_arg[]){
            msg_str(p->name),
            msg_str(words(pg, profession_message(p->profession)))},
        2);
    row[1] = field_text(f, name_of(pg, "grunn", p->function), MSG_TEAM_WHY_OUT,
                        0, was ? was->reason : STR_NONE);
    row[1].optional = true;
    row[2] = instead_field(f, v, p, name_of(pg, "ny", p->function));
    return 3;
}

static struct field_view
variant_field(const struct form_view *f, struct str now)
{
    static const struct {
        const char *value;
        int label;
    } each[] = {{"A", MSG_TEAM_VARIANT_A},
                {"B", MSG_TEAM_VARIANT_B},
                {"C", MSG_TEAM_VARIANT_C}};
    struct choice choice[3];

    for (size_t i = 0; i < 3; i++)
        choice[i] = (struct choice){
            .value = str_of(each[i].value),
            .label = words(f->pg, each[i].label),
            .selected = now.n > 0 ? str_eq_cz(now, each[i].value) : i == 0};
    return field_choice(f, FIELD_RADIOS, "variant", MSG_TEAM_VARIANT, 0, choice,
                        3);
}

struct work_form_view
choose_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct team_view *v,
               const struct team_option *o)
{
    struct form_view f = form_view_of(pg, req, err);
    struct work_form_view out = form_of_work(
        pg, &f, &v->w, o->setup.name, MSG_TEAM_CHOOSE_LEAD, MSG_TEAM_CHOOSE);
    struct field_view *row = ARENA_NEW_N(pg->mem, struct field_view,
                                         3 * o->people.n + 2);
    struct str rest = str_fmt(pg->mem, "/team/%.*s",
                              STR_FMT(id_format(pg->mem, o->setup.unit.v)));
    size_t n = 0;

    row[n++] = variant_field(&f, v->w.a.variant);
    for (size_t i = 0; i < o->people.n; i++)
        n += member_fields(&f, v, &o->people.row[i], &row[n]);
    if (v->clinic.id.v != 0 && v->consented) {
        row[n] = field_check(&f, "klinikk", MSG_TEAM_TELL_CLINIC,
                             MSG_TEAM_TELL_CLINIC_HINT, false);
        row[n++].label = msg_text(
            pg->mem, pg->lang, MSG_TEAM_TELL_CLINIC_NAME,
            (const struct msg_arg[]){msg_str(unit_short(&v->clinic))}, 1);
    }
    out.fields = row;
    out.fields_n = n;
    out.action = work_path(pg, v->w.a.id, str_cz(pg->mem, rest));
    out.cancel = work_path(pg, v->w.a.id, "/team");
    return out;
}
