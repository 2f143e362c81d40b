/* Fills the views of drafts, and reads their forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/edit_pages.h"

#include "http/http.h"
#include "text/messages_pathway.h"
#include "text/messages_text.h"

enum { TITLE_MAX = 200, TERM_MAX = 3660, SPARE_OUTCOMES = 2 };

static const char *const language_suffix[LANG_COUNT] = {
    [LANG_NB] = "", [LANG_NN] = "-nn", [LANG_EN] = "-en"};
static const int language_name[LANG_COUNT] = {[LANG_NB] = MSG_PATHWAY_IN_NB,
                                              [LANG_NN] = MSG_PATHWAY_IN_NN,
                                              [LANG_EN] = MSG_PATHWAY_IN_EN};
static const char *const term_words[] = {"ingen", "mal", "avtale", "lov", NULL};
static const enum deadline_source term_sources[] = {
    SOURCE_OWN_GOAL, SOURCE_OWN_GOAL, SOURCE_AGREEMENT, SOURCE_LAW};
static const char *const unit_words[] = {"dager",   "virkedager", "uker",
                                         "maneder", "ar",         NULL};
static const enum term_unit units[] = {TERM_DAYS, TERM_WORKDAYS, TERM_WEEKS,
                                       TERM_MONTHS, TERM_YEARS};
static const int unit_labels[] = {
    MSG_PATHWAY_UNIT_DAYS, MSG_PATHWAY_UNIT_WORKDAYS, MSG_PATHWAY_UNIT_WEEKS,
    MSG_PATHWAY_UNIT_MONTHS, MSG_PATHWAY_UNIT_YEARS};

static const char *
name_in(struct arena *mem, const char *name, enum lang l)
{
    return str_cz(mem, str_fmt(mem, "%s%s", name, language_suffix[l]));
}

/* --- a text in three languages --- */

static struct field_view
one_language(const struct form_view *f, const char *name, int label,
             const struct path_text *t, enum lang l, int64_t rows)
{
    struct page *pg = f->pg;
    const char *own = name_in(pg->mem, name, l);
    const struct msg_arg arg[] = {msg_str(words(pg, label))};
    struct field_view v = rows > 0 ? field_area(f, own, label, 0, t->t[l],
                                                PATH_TEXT_MAX)
                                   : field_text(f, own, label, 0, t->t[l]);

    v.rows = rows;
    v.label = msg_text(pg->mem, pg->lang, language_name[l], arg, 1);
    v.optional = l != LANG_NB;
    return v;
}

/* rows 0: one line. */
static struct three_fields
three(const struct form_view *f, const char *name, int label,
      const struct path_text *t, int64_t rows)
{
    return (struct three_fields){
        .nb = one_language(f, name, label, t, LANG_NB, rows),
        .nn = one_language(f, name, label, t, LANG_NN, rows),
        .en = one_language(f, name, label, t, LANG_EN, rows)};
}

static struct three_fields
three_optional(const struct form_view *f, const char *name, int label,
               const struct path_text *t)
{
    struct three_fields v = three(f, name, label, t, 3);

    v.nb.optional = true;
    return v;
}

static struct path_text
text_of(struct form *f, const char *name, size_t max_chars)
{
    struct path_text t = {{STR_NONE}};

    for (enum lang l = 0; l < LANG_COUNT; l++)
        t.t[l] = form_text(f, name_in(f->mem, name, l), max_chars);
    return t;
}

static struct path_text
title_of(struct form *f)
{
    struct path_text t = text_of(f, "tittel", TITLE_MAX);

    t.t[LANG_NB] = form_text_required(f, "tittel", TITLE_MAX);
    return t;
}

/* --- a copy --- */

struct pathway_copy_view
pathway_copy_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct path_page *p)
{
    const struct path_def *d = &p->found.def;
    struct form_view f = form_view_of(pg, req, err);
    struct str title = path_text_in(&d->title, pg->lang);

    return (struct pathway_copy_view){
        .crumbs = path_crumbs(pg, title),
        .title = title,
        .base = str_fmt(pg->mem, "/forlop/%.*s/%.*s", STR_FMT(d->key),
                        STR_FMT(d->version)),
        .errors = errors_of(&f),
        .key = field_text(&f, "navn", MSG_PATHWAY_KEY, MSG_PATHWAY_KEY_HINT,
                          d->key),
        .version = field_text(&f, "versjon", MSG_PATHWAY_NEW_VERSION,
                              MSG_PATHWAY_NEW_VERSION_HINT, STR_NONE)};
}

/* --- the whole --- */

static struct service_tag
service_of(struct page *pg, const struct path_step *s)
{
    return s->has_service
               ? (struct service_tag){service_of_unit(s->service),
                                      words(pg, unit_type_message(s->service))}
               : (struct service_tag){SERVICE_OTHER,
                                      words(pg, MSG_PATHWAY_LANE_NONE)};
}

static struct draft_line *
draft_lines(struct page *pg, const struct path_def *d, struct str base)
{
    struct draft_line *row = ARENA_NEW_N(pg->mem, struct draft_line,
                                         d->step_n + 1);

    for (uint32_t i = 0; i < d->step_n; i++) {
        const struct path_step *s = &d->step[i];
        struct str title = path_text_in(&s->title, pg->lang);
        const struct msg_arg arg[] = {msg_str(title)};

        row[i] = (struct draft_line){
            .id = s->id,
            .title = title,
            .service = service_of(pg, s),
            .after = path_after_text(pg, d, s),
            .term = path_term_text(pg, &s->term),
            .href = str_fmt(pg->mem, "%.*s/steg/%.*s", STR_FMT(base),
                            STR_FMT(s->id)),
            .up = msg_text(pg->mem, pg->lang, MSG_PATHWAY_MOVE_UP, arg, 1),
            .down = msg_text(pg->mem, pg->lang, MSG_PATHWAY_MOVE_DOWN, arg, 1),
            .first = i == 0,
            .last = i + 1 == d->step_n};
        if (s->has_function)
            row[i].who = words(pg, function_kind_message(s->function));
    }
    return row;
}

struct pathway_draft_view
pathway_draft_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct draft_page *p,
                      bool may_publish)
{
    const struct path_def *d = &p->found.def;
    struct form_view f = form_view_of(pg, req, err);
    const struct msg_arg version[] = {msg_str(d->version)};
    struct str base = str_fmt(pg->mem, "/forlop/%.*s/%.*s", STR_FMT(d->key),
                              STR_FMT(d->version));
    struct str title = path_text_in(&d->title, pg->lang);

    return (struct pathway_draft_view){
        .crumbs = path_crumbs(pg, title),
        .title = title,
        .under = msg_text(pg->mem, pg->lang, MSG_PATHWAY_VERSION, version, 1),
        .status = path_status_tag(pg, PATH_DRAFT),
        .base = base,
        .seen = str_fmt(pg->mem, "%lld", (long long)p->found.row.row_version),
        .errors = errors_of(&f),
        .problems = path_problem_lines(pg, d, &p->problems),
        .problems_n = p->problems.n,
        .lanes = lanes_of(pg, d, NULL),
        .steps = draft_lines(pg, d, base),
        .steps_n = d->step_n,
        .name = three(&f, "tittel", MSG_PATHWAY_TITLE, &d->title, 0),
        .purpose = three_optional(&f, "formal", MSG_PATHWAY_PURPOSE,
                                  &d->purpose),
        .source = field_text(&f, "kilde", MSG_PATHWAY_SOURCE,
                             MSG_PATHWAY_SOURCE_HINT, d->source),
        .may_publish = may_publish,
        .whole = p->problems.n == 0};
}

struct def_words
def_words_of(struct form *f)
{
    return (struct def_words){.title = title_of(f),
                              .purpose = text_of(f, "formal", PATH_TEXT_MAX),
                              .source = form_text(f, "kilde", PATH_TEXT_MAX)};
}

/* --- a step: choices --- */

static struct field_view
service_field(const struct form_view *f, const struct path_step *s)
{
    struct page *pg = f->pg;
    struct choice c[UNIT_TYPE_COUNT + 1] = {
        {.label = words(pg, MSG_PATHWAY_NOT_CHOSEN)}};

    for (int i = 0; i < UNIT_TYPE_COUNT; i++) {
        enum unit_type t = (enum unit_type)i;

        c[i + 1] = (struct choice){.value = str_of(unit_type_code(t)),
                                   .label = words(pg, unit_type_message(t)),
                                   .selected = s->has_service &&
                                               s->service == t};
    }
    return field_choice(f, FIELD_SELECT, "tjeneste", MSG_PATHWAY_SERVICE,
                        MSG_PATHWAY_SERVICE_HINT, c, ARRAY_LEN(c));
}

static struct field_view
function_field(const struct form_view *f, const struct path_step *s)
{
    struct page *pg = f->pg;
    struct choice c[FUNCTION_KIND_COUNT + 1] = {
        {.label = words(pg, MSG_PATHWAY_NOT_CHOSEN)}};

    for (int i = 0; i < FUNCTION_KIND_COUNT; i++) {
        enum function_kind k = (enum function_kind)i;

        c[i + 1] = (struct choice){.value = str_of(function_kind_code(k)),
                                   .label = words(pg, function_kind_message(k)),
                                   .selected = s->has_function &&
                                               s->function == k};
    }
    return field_choice(f, FIELD_SELECT, "funksjon", MSG_PATHWAY_FUNCTION,
                        MSG_PATHWAY_FUNCTION_HINT, c, ARRAY_LEN(c));
}

static bool
has_edge(const struct path_step *s, uint32_t from, int32_t outcome)
{
    for (uint32_t e = 0; e < s->edge_n; e++)
        if (s->edge[e].from == from && s->edge[e].outcome == outcome)
            return true;
    return false;
}

/* Each other step, and each outcome of it. */
static struct field_view
after_field(const struct form_view *f, const struct path_def *d,
            const struct path_step *s, int32_t own)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice,
                                   d->step_n * (PATH_OUTCOMES_MAX + 1) + 1);
    size_t n = 0;

    for (uint32_t i = 0; i < d->step_n; i++) {
        const struct path_step *from = &d->step[i];
        struct str title = path_text_in(&from->title, pg->lang);

        if ((int32_t)i == own)
            continue;
        c[n++] = (struct choice){
            .value = from->id, .label = title, .selected = has_edge(s, i, -1)};
        for (uint32_t o = 0; o < from->outcome_n; o++)
            c[n++] = (struct choice){
                .value = str_fmt(pg->mem, "%.*s/%.*s", STR_FMT(from->id),
                                 STR_FMT(from->outcome[o].code)),
                .label = str_fmt(
                    pg->mem, "%.*s: %.*s", STR_FMT(title),
                    STR_FMT(path_text_in(&from->outcome[o].title, pg->lang))),
                .selected = has_edge(s, i, (int32_t)o)};
    }
    return field_choice(f, FIELD_CHECKS, "etter", MSG_PATHWAY_AFTER_WHAT,
                        MSG_PATHWAY_AFTER_HINT, c, n);
}

static struct field_view
kinds_field(const struct form_view *f, const struct path_step *s)
{
    struct page *pg = f->pg;
    const struct choice c[] = {
        {STR("mote"), words(pg, MSG_PATHWAY_IS_MEETING), STR_NONE, s->meeting},
        {STR("forste"), words(pg, MSG_PATHWAY_IS_ANY), STR_NONE, s->any},
        {STR("slutt"), words(pg, MSG_PATHWAY_IS_END), STR_NONE, s->end}};

    return field_choice(f, FIELD_CHECKS, "art", MSG_PATHWAY_KINDS, 0, c,
                        ARRAY_LEN(c));
}

static void
fill_outcomes(struct pathway_draft_step_view *v, const struct form_view *f,
              const struct path_step *s)
{
    struct page *pg = f->pg;
    struct outcome_fields *row = ARENA_NEW_N(pg->mem, struct outcome_fields,
                                             PATH_OUTCOMES_MAX);
    static const struct path_outcome none;

    v->outcomes = row;
    v->outcomes_n = s->outcome_n + SPARE_OUTCOMES;
    if (v->outcomes_n > PATH_OUTCOMES_MAX)
        v->outcomes_n = PATH_OUTCOMES_MAX;
    for (size_t i = 0; i < v->outcomes_n; i++) {
        const struct path_outcome *o = i < s->outcome_n ? &s->outcome[i]
                                                        : &none;
        const char *name = str_cz(pg->mem,
                                  str_fmt(pg->mem, "utfall-%zu", i + 1));
        const struct msg_arg nr[] = {msg_int((int64_t)i + 1)};

        row[i].title = three(f, name, MSG_PATHWAY_OUTCOME, &o->title, 0);
        row[i].title.nb.optional = true;
        row[i].title.nb.label = msg_text(pg->mem, pg->lang,
                                         MSG_PATHWAY_OUTCOME_NR, nr, 1);
        row[i].end = field_check(
            f, str_cz(pg->mem, str_fmt(pg->mem, "%s-slutt", name)),
            MSG_PATHWAY_OUTCOME_END, 0, o->end);
        row[i].end.label = msg_text(pg->mem, pg->lang,
                                    MSG_PATHWAY_OUTCOME_END_NR, nr, 1);
    }
}

/* --- a step: its term --- */

static struct field_view
term_field(const struct form_view *f, const struct path_term *t)
{
    struct page *pg = f->pg;
    const struct choice c[] = {
        {STR("ingen"), words(pg, MSG_PATHWAY_NO_TERM), STR_NONE, !t->set},
        {STR("mal"), words(pg, deadline_source_message(SOURCE_OWN_GOAL)),
         STR_NONE, t->set && t->kind == SOURCE_OWN_GOAL},
        {STR("avtale"), words(pg, deadline_source_message(SOURCE_AGREEMENT)),
         STR_NONE, t->set && t->kind == SOURCE_AGREEMENT},
        {STR("lov"), words(pg, deadline_source_message(SOURCE_LAW)), STR_NONE,
         t->set && t->kind == SOURCE_LAW}};

    return field_choice(f, FIELD_RADIOS, "frist", MSG_PATHWAY_TERM_WHOSE,
                        MSG_PATHWAY_TERM_WHOSE_HINT, c, ARRAY_LEN(c));
}

static struct field_view
unit_field(const struct form_view *f, const struct path_term *t)
{
    struct choice c[ARRAY_LEN(units)];

    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        c[i] = (struct choice){.value = str_of(unit_words[i]),
                               .label = words(f->pg, unit_labels[i]),
                               .selected = t->set && t->unit == units[i]};
    return field_choice(f, FIELD_SELECT, "frist-enhet", MSG_PATHWAY_TERM_UNIT,
                        0, c, ARRAY_LEN(c));
}

static struct field_view
rule_field(const struct form_view *f, const struct path_term *t,
           const struct draft_page *p)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, p->rules_n + 1);

    c[0] = (struct choice){.label = words(pg, MSG_PATHWAY_NOT_CHOSEN)};
    for (size_t i = 0; i < p->rules_n; i++) {
        const struct path_term like = {
            .set = true, .n = p->rules[i].n, .unit = p->rules[i].unit};

        c[i + 1] = (struct choice){
            .value = p->rules[i].id,
            .label = str_fmt(pg->mem, "%.*s (%.*s)", STR_FMT(p->rules[i].id),
                             STR_FMT(path_term_text(pg, &like))),
            .selected = t->set && str_eq(t->rule, p->rules[i].id)};
    }
    return field_choice(f, FIELD_SELECT, "frist-regel", MSG_PATHWAY_TERM_RULE,
                        MSG_PATHWAY_TERM_RULE_HINT, c, p->rules_n + 1);
}

static struct field_view
from_field(const struct form_view *f, const struct path_def *d,
           const struct path_term *t, int32_t own)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, d->step_n + 2);
    size_t n = 0;

    c[n++] = (struct choice){.value = STR("open"),
                             .label = words(pg, MSG_PATHWAY_FROM_OPEN),
                             .selected = t->from == PATH_FROM_OPEN};
    c[n++] = (struct choice){.value = STR("start"),
                             .label = words(pg, MSG_PATHWAY_FROM_START),
                             .selected = t->from == PATH_FROM_START};
    for (uint32_t i = 0; i < d->step_n; i++) {
        const struct msg_arg title[] = {
            msg_str(path_text_in(&d->step[i].title, pg->lang))};

        if ((int32_t)i != own)
            c[n++] = (struct choice){
                .value = d->step[i].id,
                .label = msg_text(pg->mem, pg->lang, MSG_PATHWAY_FROM_STEP,
                                  title, 1),
                .selected = t->from == PATH_FROM_STEP && t->step == i};
    }
    return field_choice(f, FIELD_SELECT, "frist-fra", MSG_PATHWAY_TERM_FROM, 0,
                        c, n);
}

static void
fill_term(struct pathway_draft_step_view *v, const struct form_view *f,
          const struct draft_page *p, const struct path_step *s, int32_t own)
{
    const struct path_term *t = &s->term;

    v->term = term_field(f, t);
    v->term_n = field_of_kind(f, FIELD_NUMBER, "frist-n", MSG_PATHWAY_TERM_N, 0,
                              t->set ? str_fmt(f->pg->mem, "%d", t->n)
                                     : STR_NONE);
    v->term_unit = unit_field(f, t);
    v->term_rule = rule_field(f, t, p);
    v->term_from = from_field(f, &p->found.def, t, own);
    v->term_source = field_text(f, "frist-kilde", MSG_PATHWAY_TERM_SOURCE,
                                MSG_PATHWAY_TERM_SOURCE_HINT, t->source);
    v->pause = three_optional(f, "pause", MSG_PATHWAY_PAUSE_WHEN, &t->pause);
    v->term_n.optional = v->term_source.optional = true;
}

/* --- a step: the page --- */

/* Only what is wrong with this step. */
static struct path_problems
problems_of(struct arena *mem, const struct path_problems *all, int32_t step)
{
    struct path_problems own = {
        ARENA_NEW_N(mem, struct path_problem, all->n + 1), 0};

    for (size_t i = 0; i < all->n; i++)
        if (all->row[i].step == step)
            own.row[own.n++] = all->row[i];
    return own;
}

struct pathway_draft_step_view
pathway_draft_step_view_of(struct page *pg, const struct http_req *req,
                           const struct err *err, const struct draft_page *p,
                           int32_t step)
{
    static const struct path_step fresh;
    const struct path_def *d = &p->found.def;
    const struct path_step *s = step < 0 ? &fresh : &d->step[step];
    struct form_view f = form_view_of(pg, req, err);
    struct path_problems own = problems_of(pg->mem, &p->problems,
                                           step < 0 ? -2 : step);
    struct str base = str_fmt(pg->mem, "/forlop/%.*s/%.*s", STR_FMT(d->key),
                              STR_FMT(d->version));
    struct pathway_draft_step_view v = {
        .title = step < 0 ? words(pg, MSG_PATHWAY_STEP_NEW)
                          : path_text_in(&s->title, pg->lang),
        .action = step < 0 ? str_fmt(pg->mem, "%.*s/nytt-steg", STR_FMT(base))
                           : str_fmt(pg->mem, "%.*s/steg/%.*s", STR_FMT(base),
                                     STR_FMT(s->id)),
        .back = str_fmt(pg->mem, "%.*s/rediger", STR_FMT(base)),
        .seen = str_fmt(pg->mem, "%lld", (long long)p->found.row.row_version),
        .is_new = step < 0,
        .errors = errors_of(&f),
        .problems = path_problem_lines(pg, d, &own),
        .problems_n = own.n,
        .lanes = lanes_of(pg, d, NULL),
        .name = three(&f, "tittel", MSG_PATHWAY_TITLE, &s->title, 0),
        .text = three_optional(&f, "tekst", MSG_PATHWAY_WHAT, &s->text),
        .record = three_optional(&f, "fores", MSG_PATHWAY_RECORD, &s->record),
        .service = service_field(&f, s),
        .function = function_field(&f, s),
        .source = field_text(&f, "kilde", MSG_PATHWAY_SOURCE,
                             MSG_PATHWAY_SOURCE_HINT, s->source),
        .after = after_field(&f, d, s, step),
        .kinds = kinds_field(&f, s)};

    v.has_others = v.after.choices_n > 0;
    v.source.optional = true;
    v.crumbs = path_crumbs(pg, v.title);
    fill_outcomes(&v, &f, s);
    fill_term(&v, &f, p, s, step);
    return v;
}

/* --- a step: what the form says --- */

static void
read_service(struct form *f, struct step_words *w)
{
    struct str service = form_text(f, "tjeneste", PATH_CODE_MAX);
    struct str function = form_text(f, "funksjon", PATH_CODE_MAX);

    w->has_service = unit_type_parse(service, &w->service);
    w->has_function = function_kind_parse(function, &w->function);
    if (!w->has_service && service.n > 0)
        form_fault(f, "tjeneste", MSG_FORM_CHOICE);
    if (!w->has_function && function.n > 0)
        form_fault(f, "funksjon", MSG_FORM_CHOICE);
}

static void
read_kinds(struct form *f, struct step_words *w)
{
    struct str word;

    for (size_t i = 0; form_each(f, "art", i, PATH_CODE_MAX, &word); i++) {
        w->meeting = w->meeting || str_eq_cz(word, "mote");
        w->any = w->any || str_eq_cz(word, "forste");
        w->end = w->end || str_eq_cz(word, "slutt");
    }
}

static void
read_after(struct form *f, struct step_words *w)
{
    struct str word;

    for (size_t i = 0; form_each(f, "etter", i, 2 * PATH_CODE_MAX + 1, &word);
         i++) {
        if (w->after_n == PATH_EDGES_MAX) {
            form_fault(f, "etter", MSG_PATHWAY_AFTER_MANY);
            return;
        }
        w->after[w->after_n++] = word;
    }
}

static void
read_outcomes(struct form *f, struct step_words *w)
{
    for (uint32_t i = 0; i < PATH_OUTCOMES_MAX; i++) {
        const char *name = str_cz(f->mem, str_fmt(f->mem, "utfall-%u", i + 1));

        w->outcome[i].title = text_of(f, name, TITLE_MAX);
        w->outcome[i].end = form_checked(
            f, str_cz(f->mem, str_fmt(f->mem, "%s-slutt", name)));
    }
    w->outcome_n = PATH_OUTCOMES_MAX;
}

static void
read_term(struct form *f, struct step_words *w)
{
    struct path_term *t = &w->term;
    int whose = form_choice(f, "frist", term_words);

    t->set = whose > 0;
    t->kind = term_sources[whose];
    t->rule = form_text(f, "frist-regel", PATH_CODE_MAX);
    t->source = form_text(f, "frist-kilde", PATH_TEXT_MAX);
    t->pause = text_of(f, "pause", PATH_TEXT_MAX);
    w->term_from = form_text(f, "frist-fra", PATH_CODE_MAX);
    t->n = 1;
    if (!t->set || t->kind == SOURCE_LAW)
        return;
    t->rule = STR_NONE;
    t->n = (int32_t)form_int(f, "frist-n", 1, TERM_MAX);
    t->unit = units[form_choice(f, "frist-enhet", unit_words)];
}

struct step_words
step_words_of(struct form *f)
{
    struct step_words w = {.title = title_of(f),
                           .text = text_of(f, "tekst", PATH_TEXT_MAX),
                           .record = text_of(f, "fores", PATH_TEXT_MAX),
                           .source = form_text(f, "kilde", PATH_TEXT_MAX)};

    read_service(f, &w);
    read_kinds(f, &w);
    read_after(f, &w);
    read_outcomes(f, &w);
    read_term(f, &w);
    return w;
}
