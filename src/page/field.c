/* Form fields: builders that keep what was typed, and how each kind is shown.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/part_views.h"

struct form_view
form_view_of(struct page *pg, const struct http_req *req, const struct err *err)
{
    if (err)
        pg->has_errors = true;
    return (struct form_view){pg, req, err};
}

/* --- what was typed --- */
static const struct http_pair *
typed(const struct form_view *f, struct str name)
{
    if (!f->req)
        return NULL;
    for (size_t i = 0; i < f->req->n_field; i++)
        if (str_eq(f->req->field[i].name, name))
            return &f->req->field[i];
    return NULL;
}

static bool
typed_value(const struct form_view *f, struct str name, struct str value)
{
    for (size_t i = 0; f->req && i < f->req->n_field; i++)
        if (str_eq(f->req->field[i].name, name) &&
            str_eq(f->req->field[i].value, value))
            return true;
    return false;
}

static struct str
error_of(const struct form_view *f, const char *name)
{
    for (const struct err *e = f->err; e; e = e->next)
        if (e->field && str_eq_cz(str_of(e->field), name))
            return err_text(f->pg->mem, f->pg->lang, e);
    return STR_NONE;
}

struct field_view
field_of_kind(const struct form_view *f, enum field_kind kind, const char *name,
              int label, int hint, struct str value)
{
    const struct http_pair *t = typed(f, str_of(name));

    return (struct field_view){
        .kind = kind,
        .name = str_of(name),
        .label = words(f->pg, label),
        .hint = words(f->pg, hint),
        .value = t ? t->value : value,
        .error = error_of(f, name),
    };
}

struct field_view
field_text(const struct form_view *f, const char *name, int label, int hint,
           struct str value)
{
    return field_of_kind(f, FIELD_TEXT, name, label, hint, value);
}

struct field_view
field_number(const struct form_view *f, const char *name, int label, int hint,
             int64_t value)
{
    return field_of_kind(f, FIELD_NUMBER, name, label, hint,
                         str_fmt(f->pg->mem, "%lld", (long long)value));
}

struct field_view
field_area(const struct form_view *f, const char *name, int label, int hint,
           struct str value, int64_t max_chars)
{
    struct field_view v = field_of_kind(f, FIELD_AREA, name, label, hint,
                                        value);

    v.max = max_chars;
    v.rows = max_chars > 0 && max_chars <= 500 ? 3 : 6;
    return v;
}

/* One of the three controls of a date: as typed, else from the value. */
static struct str
date_control(const struct form_view *f, const char *name, const char *suffix,
             int number)
{
    struct str control = str_fmt(f->pg->mem, "%s-%s", name, suffix);
    const struct http_pair *t = typed(f, control);

    if (t)
        return t->value;
    return number == 0 ? STR_NONE : str_fmt(f->pg->mem, "%d", number);
}

struct field_view
field_date(const struct form_view *f, const char *name, int label, int hint,
           struct date value)
{
    struct field_view v = field_of_kind(f, FIELD_DATE, name, label, hint,
                                        STR_NONE);
    struct date d = value;
    int year = 0;
    int month = 0;
    int day = 0;

    if (v.value.n > 0)
        (void)date_parse(v.value, &d);
    if (!date_is_none(d))
        date_split(d, &year, &month, &day);
    v.day = date_control(f, name, "dag", day);
    v.month = date_control(f, name, "maned", month);
    v.year = date_control(f, name, "ar", year);
    return v;
}

struct field_view
field_check(const struct form_view *f, const char *name, int label, int hint,
            bool checked)
{
    struct field_view v = field_of_kind(f, FIELD_CHECK, name, label, hint,
                                        STR_NONE);
    bool on = f->req ? typed(f, v.name) != NULL : checked;

    v.value = on ? STR("1") : STR_NONE;
    return v;
}

struct field_view
field_choice(const struct form_view *f, enum field_kind kind, const char *name,
             int label, int hint, const struct choice *choices, size_t n)
{
    struct field_view v = field_of_kind(f, kind, name, label, hint, STR_NONE);
    struct choice *copy = ARENA_NEW_N(f->pg->mem, struct choice, n + 1);

    for (size_t i = 0; i < n; i++) {
        copy[i] = choices[i];
        if (f->req)
            copy[i].selected = typed_value(f, v.name, choices[i].value);
    }
    v.choices = copy;
    v.choices_n = n;
    return v;
}

struct field_view
field_hidden(const char *name, struct str value)
{
    return (struct field_view){
        .kind = FIELD_HIDDEN, .name = str_of(name), .value = value};
}

struct error_summary
errors_of(const struct form_view *f)
{
    struct error_line *line;
    size_t n = 0;

    for (const struct err *e = f->err; e; e = e->next)
        n++;
    line = ARENA_NEW_N(f->pg->mem, struct error_line, n + 1);
    n = 0;
    for (const struct err *e = f->err; e; e = e->next)
        line[n++] = (struct error_line){
            .field = e->field ? str_of(e->field) : STR_NONE,
            .text = err_text(f->pg->mem, f->pg->lang, e)};
    return (struct error_summary){line, n};
}

/* --- how it is shown --- */
static const char *
input_type(enum field_kind kind)
{
    switch (kind) {
    case FIELD_EMAIL:
        return "email";
    case FIELD_TEL:
        return "tel";
    case FIELD_PASSWORD:
        return "password";
    case FIELD_SEARCH:
        return "search";
    case FIELD_TEXT:
    case FIELD_NUMBER: /* type=number loses what cannot be read */
    case FIELD_TIME:
    case FIELD_FILE:
    case FIELD_AREA:
    case FIELD_SELECT:
    case FIELD_RADIOS:
    case FIELD_CHECKS:
    case FIELD_CHECK:
    case FIELD_DATE:
    case FIELD_HIDDEN:
        return "text";
    }
    return "text";
}

static struct str
described_by(struct page *pg, const struct field_view *v)
{
    struct buf b;

    buf_init(&b, pg->mem);
    if (v->hint.n > 0)
        buf_fmt(&b, "%.*s-h ", STR_FMT(v->name));
    if (v->kind == FIELD_AREA && v->max > 0)
        buf_fmt(&b, "%.*s-t ", STR_FMT(v->name));
    if (v->error.n > 0)
        buf_fmt(&b, "%.*s-f ", STR_FMT(v->name));
    return str_trim(buf_done(&b));
}

/* The first choice carries the field's own id, so the summary's link meets
 * a control. */
static void
fill_choices(struct page *pg, const struct field_view *v, struct part_field *p)
{
    struct part_choice *c = ARENA_NEW_N(pg->mem, struct part_choice,
                                        v->choices_n + 1);

    for (size_t i = 0; i < v->choices_n; i++) {
        c[i].id = i == 0
                      ? v->name
                      : str_fmt(pg->mem, "%.*s-%zu", STR_FMT(v->name), i + 1);
        c[i].choice = &v->choices[i];
        c[i].selected = v->choices[i].selected;
    }
    p->choices = c;
    p->choices_n = v->choices_n;
}

static void
show_input(struct page *pg, struct part_field *p)
{
    p->type = str_of(input_type(p->f->kind));
    if (p->f->kind == FIELD_NUMBER)
        p->inputmode = STR("numeric");
    p->suggestions = p->f->suggestions;
    p->suggestions_n = p->f->suggestions_n;
    if (p->suggestions_n > 0)
        p->list = str_fmt(pg->mem, "%.*s-forslag", STR_FMT(p->f->name));
    tpl_field_input(pg, p);
}

void
tpl_field(struct page *pg, const struct field_view *v)
{
    struct field_view shown = *v;
    struct part_field p = {.f = &shown, .described = described_by(pg, v)};

    fill_choices(pg, v, &p);
    switch (v->kind) {
    case FIELD_PASSWORD: /* never sent back */
        shown.value = STR_NONE;
        show_input(pg, &p);
        return;
    case FIELD_TEXT:
    case FIELD_NUMBER:
    case FIELD_EMAIL:
    case FIELD_TEL:
    case FIELD_SEARCH:
    case FIELD_TIME:
        show_input(pg, &p);
        return;
    case FIELD_FILE:
        tpl_field_file(pg, &p);
        return;
    case FIELD_AREA:
        if (shown.rows == 0)
            shown.rows = 6;
        tpl_field_area(pg, &p);
        return;
    case FIELD_SELECT:
        tpl_field_select(pg, &p);
        return;
    case FIELD_RADIOS:
        tpl_field_radios(pg, &p);
        return;
    case FIELD_CHECKS:
        tpl_field_checks(pg, &p);
        return;
    case FIELD_CHECK:
        tpl_field_check(pg, &p);
        return;
    case FIELD_DATE:
        tpl_field_date(pg, &p);
        return;
    case FIELD_HIDDEN:
        tpl_field_hidden(pg, &p);
        return;
    }
}
