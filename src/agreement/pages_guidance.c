/* Fills the views of agreed hours of guidance: the year, the form, the CSV.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_guidance.h"

#include "notify/sheet.h"
#include "registry/function.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

enum { HOUR = 60, STEP = 15, QUARTERS = 4, MONTHS = 3, CSV_COLS = 8 };

/* "3,5": minutes are whole quarters of an hour. */
static struct str
hours_number(struct page *pg, int32_t minutes)
{
    static const char *const part[] = {"", "25", "5", "75"};
    const char *comma = pg->lang == LANG_EN ? "." : ",";
    int32_t rest = minutes % HOUR / STEP;

    return str_fmt(pg->mem, "%d%s%s", minutes / HOUR, rest ? comma : "",
                   part[rest]);
}

static struct str
hours_text(struct page *pg, int msg, int32_t minutes)
{
    const struct msg_arg arg[] = {msg_str(hours_number(pg, minutes))};

    return msg_text(pg->mem, pg->lang, msg, arg, 1);
}

static struct str
with_day(struct page *pg, int msg, struct str terms, struct date day)
{
    const struct msg_arg arg[] = {msg_str(terms), msg_date(day)};

    return msg_text(pg->mem, pg->lang, msg, arg, 2);
}

struct str
guidance_terms(struct page *pg, const struct clause *c, struct date from,
               struct date until)
{
    const struct obligation *o = &c->duty;
    const struct msg_arg arg[] = {msg_int(o->n), msg_str(c->unit_name[0]),
                                  msg_str(c->unit_name[1])};
    struct str terms = msg_text(pg->mem, pg->lang,
                                o->months == 1 ? MSG_GUIDANCE_EACH_MONTH
                                               : MSG_GUIDANCE_EACH_QUARTER,
                                arg, 3);

    if (!date_is_none(from))
        terms = with_day(pg, MSG_GUIDANCE_FROM, terms, from);
    if (!date_is_none(until))
        terms = with_day(pg, MSG_GUIDANCE_UNTIL, terms, until);
    return terms;
}

struct str
draft_duty_text(struct page *pg, const struct clause *c)
{
    return c->duty.kind == OBLIGATION_GUIDANCE
               ? guidance_terms(pg, c, c->agreed_from, c->agreed_until)
               : words(pg, obligation_kind_message(c->duty.kind));
}

/* --- the year --- */

static struct str
quarter_name(struct page *pg, struct date first)
{
    int y;
    int m;
    int d;

    date_split(first, &y, &m, &d);
    return msg_text(pg->mem, pg->lang, MSG_GUIDANCE_QUARTER,
                    (struct msg_arg[]){msg_int(1 + (m - 1) / MONTHS),
                                       msg_str(str_fmt(pg->mem, "%d", y))},
                    2);
}

static struct status_tag
quarter_status(struct page *pg, const struct guidance_quarter *q)
{
    bool over = date_cmp(guidance_last(q->first, MONTHS), pg->today) < 0;

    if (q->agreed == 0)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_GUIDANCE_NONE_AGREED)};
    if (q->given >= q->agreed)
        return (struct status_tag){STATUS_OK, words(pg, MSG_GUIDANCE_DONE)};
    if (date_cmp(q->first, pg->today) > 0)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_GUIDANCE_TO_COME)};
    return (struct status_tag){
        over ? STATUS_BREACH : STATUS_INFO,
        hours_text(pg, over ? MSG_GUIDANCE_LACKS : MSG_GUIDANCE_LEFT,
                   q->agreed - q->given)};
}

static const struct guidance_quarter_row *
quarters_of(struct page *pg, const struct guidance_look *g,
            const struct clause *c)
{
    struct guidance_quarter_row *row = ARENA_NEW_N(
        pg->mem, struct guidance_quarter_row, QUARTERS);

    for (int i = 0; i < QUARTERS; i++) {
        struct guidance_quarter q = guidance_quarter_of(
            c, &g->notes, date_ymd(g->year, 1 + i * MONTHS, 1));

        row[i] = (struct guidance_quarter_row){
            .quarter = quarter_name(pg, q.first),
            .agreed = hours_text(pg, MSG_GUIDANCE_HOURS, q.agreed),
            .given = hours_text(pg, MSG_GUIDANCE_HOURS, q.given),
            .status = quarter_status(pg, &q)};
    }
    return row;
}

static bool
is_guidance(const struct clause *c)
{
    return c->shown == SHOWN_OBLIGATION && c->duty.kind == OBLIGATION_GUIDANCE;
}

static void
fill_parts(struct page *pg, const struct guidance_look *g,
           struct guidance_view *v)
{
    struct guidance_part *row = ARENA_NEW_N(pg->mem, struct guidance_part,
                                            g->look.clauses.n + 1);

    for (size_t i = 0; i < g->look.clauses.n; i++) {
        const struct clause *c = &g->look.clauses.row[i];

        if (!is_guidance(c))
            continue;
        row[v->parts_n++] = (struct guidance_part){
            .anchor = str_fmt(pg->mem, "v-%.*s", STR_FMT(c->ref)),
            .ref = c->ref,
            .href = agreement_point_path(pg->mem, g->look.agreement.id, c->ref),
            .statement = c->statement,
            .terms = guidance_terms(pg, c, c->duty.from, c->duty.to),
            .quarters = quarters_of(pg, g, c),
            .quarters_n = QUARTERS};
    }
    v->parts = row;
}

static void
fill_notes(struct page *pg, const struct guidance_look *g, bool may_note,
           struct guidance_view *v)
{
    struct guidance_note_row *row = ARENA_NEW_N(
        pg->mem, struct guidance_note_row, g->notes.n + 1);

    for (size_t i = 0; i < g->notes.n; i++) {
        const struct guidance_note *n = &g->notes.row[i];
        struct str function = words(
            pg, function_kind_message((enum function_kind)n->kind));

        row[i] = (struct guidance_note_row){
            .id = id_format(pg->mem, n->id),
            .on = n->on,
            .hours = hours_text(pg, MSG_GUIDANCE_HOURS, n->minutes),
            .subject = n->subject,
            .ref = n->ref,
            .who = str_fmt(pg->mem, "%.*s, %.*s, %.*s", STR_FMT(n->name),
                           STR_FMT(function), STR_FMT(n->unit_name)),
            .may_withdraw = may_note && n->unit.v == g->unit.v};
    }
    v->notes = row;
    v->notes_n = g->notes.n;
}

static struct field_view
point_field(const struct form_view *f, const struct guidance_look *g,
            size_t *out_n)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        g->look.clauses.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < g->look.clauses.n; i++) {
        const struct clause *c = &g->look.clauses.row[i];

        if (!guidance_may_note(c, g->unit))
            continue;
        choice[n] = (struct choice){
            .value = c->ref, .label = c->statement, .selected = n == 0};
        n++;
    }
    *out_n = n;
    return field_choice(f, FIELD_RADIOS, "punkt", MSG_GUIDANCE_POINT, 0, choice,
                        n);
}

static struct field_view
minutes_field(const struct form_view *f)
{
    struct choice choice[HOUR / STEP];

    for (int32_t i = 0; i < HOUR / STEP; i++) {
        struct str n = str_fmt(f->pg->mem, "%d", i * STEP);

        choice[i] = (struct choice){.value = n, .label = n, .selected = i == 0};
    }
    return field_choice(f, FIELD_SELECT, "minutter", MSG_GUIDANCE_MINUTES, 0,
                        choice, ARRAY_LEN(choice));
}

static void
fill_form(const struct form_view *f, const struct guidance_look *g,
          struct guidance_view *v)
{
    size_t n = 0;

    v->point = point_field(f, g, &n);
    v->may_note = n > 0;
    v->day = field_date(f, "dag", MSG_GUIDANCE_DAY, 0, DATE_NONE);
    v->hours = field_number(f, "timer", MSG_GUIDANCE_WHOLE_HOURS, 0, 0);
    v->minutes = minutes_field(f);
    v->subject = field_text(f, "emne", MSG_GUIDANCE_SUBJECT,
                            MSG_GUIDANCE_SUBJECT_HINT, STR_NONE);
    v->errors = errors_of(f);
}

static struct str
year_href(struct page *pg, const struct guidance_look *g, const char *tail,
          int year)
{
    return str_fmt(
        pg->mem, "%.*s%s?ar=%d",
        STR_FMT(agreement_path(pg->mem, g->look.agreement.id, "/veiledning")),
        tail, year);
}

struct guidance_view
guidance_view_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct guidance_look *g,
                 bool may_note)
{
    struct form_view f = form_view_of(pg, req, err);
    struct guidance_view v = {
        .top = agreement_top_of(pg, &g->look, AGREEMENT_TAB_GUIDANCE),
        .year = g->year,
        .csv_href = year_href(pg, g, ".csv", g->year),
        .before_href = year_href(pg, g, "", g->year - 1),
        .before = g->year - 1,
        .after = g->year + 1,
        .empty = {.title = words(pg, MSG_GUIDANCE_EMPTY),
                  .text = words(pg, MSG_GUIDANCE_EMPTY_TEXT)}};

    if (date_cmp(date_ymd(g->year + 1, 1, 1), pg->today) <= 0)
        v.after_href = year_href(pg, g, "", g->year + 1);
    fill_parts(pg, g, &v);
    fill_notes(pg, g, may_note, &v);
    if (may_note)
        fill_form(&f, g, &v);
    return v;
}

/* --- CSV --- */

static void
put_quarter(struct page *pg, const struct guidance_look *g,
            const struct clause *c, int quarter, struct str *at)
{
    struct guidance_quarter q = guidance_quarter_of(
        c, &g->notes, date_ymd(g->year, 1 + quarter * MONTHS, 1));

    at[0] = c->ref;
    at[1] = c->statement;
    at[2] = c->unit_name[0];
    at[3] = c->unit_name[1];
    at[4] = str_fmt(pg->mem, "%d", g->year);
    at[5] = str_fmt(pg->mem, "%d", quarter + 1);
    at[6] = hours_number(pg, q.agreed);
    at[7] = hours_number(pg, q.given);
}

struct str
guidance_csv(struct page *pg, const struct guidance_look *g)
{
    const struct str head[CSV_COLS] = {
        words(pg, MSG_AGREEMENT_POINT),     words(pg, MSG_AGREEMENT_STATEMENT),
        words(pg, MSG_GUIDANCE_GIVER),      words(pg, MSG_GUIDANCE_RECEIVER),
        words(pg, MSG_GUIDANCE_YEAR),       words(pg, MSG_GUIDANCE_QUARTER_NO),
        words(pg, MSG_GUIDANCE_AGREED_CSV), words(pg, MSG_GUIDANCE_GIVEN_CSV)};
    struct str *cell = ARENA_NEW_N(pg->mem, struct str,
                                   g->look.clauses.n * QUARTERS * CSV_COLS + 1);
    struct sheet s = {.title = words(pg, MSG_GUIDANCE),
                      .head = head,
                      .cols = CSV_COLS,
                      .cell = cell};

    for (size_t i = 0; i < g->look.clauses.n; i++) {
        if (!is_guidance(&g->look.clauses.row[i]))
            continue;
        for (int k = 0; k < QUARTERS; k++)
            put_quarter(pg, g, &g->look.clauses.row[i], k,
                        cell + s.rows++ * CSV_COLS);
    }
    return sheet_csv(pg->mem, &s);
}

/* --- agreeing --- */

static struct field_view
unit_field(const struct form_view *f, const char *name, int label,
           const struct unit_list *units)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        units->n + 1);

    choice[0] = (struct choice){.value = STR_NONE,
                                .label = words(f->pg, MSG_GUIDANCE_CHOOSE)};
    for (size_t i = 0; i < units->n; i++)
        choice[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, units->row[i].id.v),
            .label = units->row[i].name};
    return field_choice(f, FIELD_SELECT, name, label, 0, choice, units->n + 1);
}

static struct field_view
period_field(const struct form_view *f)
{
    const struct choice choice[] = {
        {.value = STR("kvartal"),
         .label = words(f->pg, MSG_GUIDANCE_PER_QUARTER),
         .selected = true},
        {.value = STR("maned"), .label = words(f->pg, MSG_GUIDANCE_PER_MONTH)},
    };

    return field_choice(f, FIELD_RADIOS, "per", MSG_GUIDANCE_PER, 0, choice, 2);
}

struct draft_form_view
guidance_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct draft_look *d,
                 int64_t section, const struct unit_list *units)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_GUIDANCE_AGREE,
                                                "/utkast");
    struct field_view until = field_date(&f, "til", MSG_GUIDANCE_LAST_DAY, 0,
                                         DATE_NONE);
    struct field_view from = field_date(&f, "fra", MSG_GUIDANCE_FIRST_DAY,
                                        MSG_GUIDANCE_FIRST_DAY_HINT, DATE_NONE);

    from.optional = until.optional = true;
    v.lead = words(pg, MSG_GUIDANCE_AGREE_LEAD);
    v.action = draft_section_path(pg->mem, d, section, "/veiledning");
    v.cancel = draft_section_path(pg->mem, d, section, "");
    v.fields[v.fields_n++] = field_text(&f, "setning", MSG_DUTY_TEXT,
                                        MSG_GUIDANCE_TEXT_HINT, STR_NONE);
    v.fields[v.fields_n++] = field_number(&f, "antall", MSG_GUIDANCE_N, 0, 0);
    v.fields[v.fields_n++] = period_field(&f);
    v.fields[v.fields_n++] = unit_field(&f, "fra_enhet", MSG_GUIDANCE_GIVER,
                                        units);
    v.fields[v.fields_n++] = unit_field(&f, "til_enhet", MSG_GUIDANCE_RECEIVER,
                                        units);
    v.fields[v.fields_n++] = from;
    v.fields[v.fields_n++] = until;
    v.button = words(pg, MSG_DUTY_ADD);
    return v;
}
