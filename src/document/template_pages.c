/* Fills the views of letter templates.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/template_pages.h"

#include "text/messages_document.h"

static const struct {
    int title;
    int text;
    int heading;
} words_of[LANG_COUNT] = {
    [LANG_NB] = {MSG_TEMPLATE_TITLE_NB, MSG_TEMPLATE_TEXT_NB, MSG_LETTER_IN_NB},
    [LANG_NN] = {MSG_TEMPLATE_TITLE_NN, MSG_TEMPLATE_TEXT_NN, MSG_LETTER_IN_NN},
    [LANG_EN] = {MSG_TEMPLATE_TITLE_EN, MSG_TEMPLATE_TEXT_EN, MSG_LETTER_IN_EN},
};

static struct crumbs
crumbs_to(const struct page *pg, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 2);

    c[0] = (struct crumb){STR("/brevmaler"), words(pg, MSG_TEMPLATES_TITLE)};
    c[1] = (struct crumb){STR_NONE, here};
    return (struct crumbs){c, 2};
}

static struct str
path_of(struct page *pg, const struct letter *l)
{
    struct str key = l->template ? id_format(pg->mem, l->template) : l->name;

    return str_fmt(pg->mem, "/brevmaler/%.*s", STR_FMT(key));
}

/* The name of an own one; of one that ships its title, with the child's first
 * name as it is read. */
static struct str
name_of(struct page *pg, const struct letter *l)
{
    const struct letter_facts none = {.child = STR("…")};

    return l->template
               ? l->name
               : letter_fill(pg->mem, pg->lang, l->title[pg->lang], &none);
}

static struct str
ages_of(struct page *pg, const struct letter *l)
{
    const struct msg_arg ages[] = {msg_int(l->age_from), msg_int(l->age_to)};

    return msg_text(pg->mem, pg->lang, MSG_TEMPLATE_AGES_OF, ages, 2);
}

static struct status_tag
state_of(struct page *pg, const struct template *t)
{
    if (t->id == 0)
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_TEMPLATES_SHIPPED)};
    if (!date_is_none(t->withdrawn_on))
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_TEMPLATE_WITHDRAWN)};
    if (date_is_none(t->from_on))
        return (struct status_tag){STATUS_INFO, words(pg, MSG_TEMPLATE_DRAFT)};
    if (t->letter.nr == t->used_nr)
        return (struct status_tag){STATUS_OK, words(pg, MSG_TEMPLATE_IN_USE)};
    return t->letter.nr > t->used_nr
               ? (struct status_tag){STATUS_INFO,
                                     words(pg, MSG_TEMPLATE_PLANNED)}
               : (struct status_tag){STATUS_NEUTRAL,
                                     words(pg, MSG_TEMPLATE_REPLACED)};
}

/* --- the list --- */

/* Of the newest version, and of one before it that is in use. */
static struct status_tag
state_of_all(struct page *pg, const struct template *t)
{
    bool draft = date_is_none(t->from_on);

    if (t->used_nr == 0 || t->used_nr == t->letter.nr)
        return state_of(pg, t);
    return (struct status_tag){STATUS_OK,
                               words(pg, draft ? MSG_TEMPLATE_IN_USE_DRAFT
                                               : MSG_TEMPLATE_IN_USE_PLANNED)};
}

static struct template_row_view
row_of(struct page *pg, const struct letter *l)
{
    return (struct template_row_view){
        .href = path_of(pg, l),
        .name = name_of(pg, l),
        .reader = words(pg, letter_reader_message((int)l->reader)),
        .ages = ages_of(pg, l),
        .whose = letter_whose(pg, l)};
}

struct template_list_view
template_list_view_of(struct page *pg, const struct template_list *own,
                      const struct letter_list *shipped, bool all_units)
{
    struct template_row_view *row = ARENA_NEW_N(
        pg->mem, struct template_row_view, own->n + shipped->n + 1);

    for (size_t i = 0; i < own->n; i++) {
        row[i] = row_of(pg, &own->row[i].letter);
        row[i].state = state_of_all(pg, &own->row[i]);
    }
    for (size_t i = 0; i < shipped->n; i++)
        row[own->n + i] = row_of(pg, &shipped->row[i]);
    return (struct template_list_view){
        .lead = words(pg, all_units ? MSG_TEMPLATES_LEAD_ALL
                                    : MSG_TEMPLATES_LEAD_UNIT),
        .rows = row,
        .rows_n = own->n,
        .empty = {.title = words(pg, MSG_TEMPLATES_NONE),
                  .text = words(pg, MSG_TEMPLATES_NONE_TEXT)},
        .shipped = row + own->n,
        .shipped_n = shipped->n};
}

/* --- preview --- */

static struct template_preview
preview_of(struct page *pg, const struct letter *l,
           const struct letter_facts *sample)
{
    struct template_text *text = ARENA_NEW_N(pg->mem, struct template_text,
                                             LANG_COUNT);
    struct template_preview p = {.texts = text,
                                 .advice = l->reader != LETTER_CHILD};

    for (int i = 0; i < LANG_COUNT; i++) {
        enum lang lang = (enum lang)i;
        struct reading r = letter_reading(pg->mem, l, lang);

        if (l->text[i].n == 0)
            continue;
        text[p.texts_n++] = (struct template_text){
            .code = str_of(lang_code(lang)),
            .heading = words(pg, words_of[i].heading),
            .title = letter_fill(pg->mem, lang, l->title[i], sample),
            .text = letter_fill(pg->mem, lang, l->text[i], sample),
            .reading = reading_panel_of(pg, &r, letter_level(l), lang)};
    }
    return p;
}

/* --- one --- */

static struct str
changed_text(struct page *pg, const struct template *t)
{
    const struct msg_arg by[] = {msg_str(t->changed_by),
                                 msg_time(t->changed_at)};

    return msg_text(pg->mem, pg->lang, MSG_TEMPLATE_CHANGED_BY, by, 2);
}

static struct facts
facts_of(struct page *pg, const struct template *t)
{
    const struct letter *l = &t->letter;
    const struct msg_arg nr[] = {msg_int(l->nr)};
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 6);
    size_t n = 0;

    row[n++] = (struct fact){
        .label = words(pg, MSG_TEMPLATE_READER),
        .value = words(pg, letter_reader_message((int)l->reader))};
    row[n++] = (struct fact){.label = words(pg, MSG_TEMPLATE_AGES),
                             .value = ages_of(pg, l)};
    if (t->id != 0) {
        row[n++] = (struct fact){
            .label = words(pg, MSG_TEMPLATE_FOR),
            .value = l->unit_name.n > 0 ? l->unit_name : letter_whose(pg, l)};
        row[n++] = (struct fact){
            .label = words(pg, MSG_TEMPLATE_VERSIONS),
            .value = msg_text(pg->mem, pg->lang, MSG_TEMPLATE_VERSION, nr, 1)};
        row[n++] = (struct fact){.label = words(pg, MSG_TEMPLATE_CHANGED_LABEL),
                                 .value = changed_text(pg, t)};
    }
    if (!date_is_none(t->from_on))
        row[n++] = (struct fact){
            .label = words(pg, MSG_TEMPLATE_FROM),
            .value = date_text(pg->mem, pg->lang, t->from_on)};
    return (struct facts){.rows = row, .rows_n = n};
}

struct template_page_view
template_page_view_of(struct page *pg, const struct template_view *v,
                      const struct letter_facts *sample)
{
    const struct template *t = &v->template;
    struct str path = path_of(pg, &t->letter);
    struct template_version_row *row = ARENA_NEW_N(
        pg->mem, struct template_version_row, v->versions.n + 1);
    struct template_page_view p = {
        .crumbs = crumbs_to(pg, name_of(pg, &t->letter)),
        .name = name_of(pg, &t->letter),
        .state = state_of(pg, t),
        .facts = facts_of(pg, t),
        .preview = preview_of(pg, &t->letter, sample),
        .rows = row,
        .rows_n = v->versions.n,
        .path = path,
        .copy_href = str_fmt(
            pg->mem, "/brevmaler/ny?fra=%.*s",
            STR_FMT(str_cut(path, sizeof "/brevmaler/" - 1, path.n))),
        .mine = v->mine,
    };

    for (size_t i = 0; i < v->versions.n; i++) {
        const struct template *w = &v->versions.row[i];

        row[i] = (struct template_version_row){
            .href = str_fmt(pg->mem, "%.*s?versjon=%lld", STR_FMT(path),
                            (long long)w->letter.nr),
            .nr = w->letter.nr,
            .state = state_of(pg, w),
            .from = w->from_on,
            .changed = changed_text(pg, w)};
    }
    return p;
}

/* --- the form --- */

static const struct template_language *
language_fields(const struct form_view *f, const struct letter *l)
{
    struct template_language *out = ARENA_NEW_N(
        f->pg->mem, struct template_language, LANG_COUNT);

    for (int i = 0; i < LANG_COUNT; i++) {
        enum lang lang = (enum lang)i;

        out[i].title = field_text(
            f, template_title_name(lang), words_of[i].title,
            lang == LANG_EN ? MSG_TEMPLATE_ENGLISH_HINT : 0, l->title[i]);
        out[i].text = field_area(f, template_text_name(lang), words_of[i].text,
                                 MSG_TEMPLATE_TEXT_HINT, l->text[i],
                                 LETTER_TEXT_MAX);
        out[i].title.optional = lang == LANG_EN;
        out[i].text.optional = lang == LANG_EN;
        out[i].text.rows = 14;
    }
    return out;
}

static const struct template_field_row *
field_rows(struct page *pg)
{
    struct template_field_row *row = ARENA_NEW_N(
        pg->mem, struct template_field_row, LETTER_FIELD_COUNT);

    for (int i = 0; i < LETTER_FIELD_COUNT; i++)
        row[i] = (struct template_field_row){
            .word = str_of(letter_field_word((enum letter_field)i)),
            .meaning = words(pg, letter_field_message((enum letter_field)i))};
    return row;
}

struct template_form_view
template_form_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct letter *l,
                      const struct template_view *v, const struct letter *typed,
                      const struct letter_facts *sample)
{
    struct form_view f = form_view_of(pg, req, err);
    struct str heading = v ? v->template.letter.name
                           : words(pg, MSG_TEMPLATE_NEW);
    struct str path = v ? path_of(pg, &v->template.letter) : STR("/brevmaler");
    struct template_form_view p = {
        .crumbs = crumbs_to(pg, heading),
        .heading = heading,
        .action = str_fmt(pg->mem, "%.*s/%s", STR_FMT(path),
                          v ? "rediger" : "ny"),
        .cancel_href = path,
        .errors = errors_of(&f),
        .name = field_text(&f, "navn", MSG_TEMPLATE_NAME,
                           MSG_TEMPLATE_NAME_HINT,
                           l->template ? l->name : STR_NONE),
        .reader = word_field(&f, FIELD_SELECT, "leser", MSG_TEMPLATE_READER, 0,
                             LETTER_READER_COUNT, letter_reader_word,
                             letter_reader_message, (int)l->reader),
        .age_from = field_number(&f, "alder_fra", MSG_TEMPLATE_AGE_FROM, 0,
                                 l->age_from),
        .age_to = field_number(&f, "alder_til", MSG_TEMPLATE_AGE_TO, 0,
                               l->age_to),
        .languages = language_fields(&f, l),
        .languages_n = LANG_COUNT,
        .fields = field_rows(pg),
        .fields_n = LETTER_FIELD_COUNT,
        .from = field_date(&f, "fra", MSG_TEMPLATE_FROM, MSG_TEMPLATE_FROM_HINT,
                           pg->today),
        .looked = typed != NULL,
    };

    if (v)
        p.seen = str_fmt(pg->mem, "%lld", (long long)v->template.version);
    if (typed)
        p.preview = preview_of(pg, typed, sample);
    return p;
}

struct confirm
template_withdraw_view_of(struct page *pg, const struct template_view *v)
{
    struct hidden *seen = ARENA_NEW_N(pg->mem, struct hidden, 1);
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 1);
    struct str path = path_of(pg, &v->template.letter);

    seen[0] = (struct hidden){
        STR("sett"), str_fmt(pg->mem, "%lld", (long long)v->template.version)};
    row[0] = (struct fact){.label = words(pg, MSG_TEMPLATE_NAME),
                           .value = v->template.letter.name};
    return (struct confirm){
        .title = words(pg, MSG_TEMPLATE_WITHDRAW),
        .text = words(pg, MSG_TEMPLATE_WITHDRAW_LEAD),
        .rows = row,
        .rows_n = 1,
        .action = str_fmt(pg->mem, "%.*s/trekk", STR_FMT(path)),
        .hidden = seen,
        .hidden_n = 1,
        .button = words(pg, MSG_TEMPLATE_WITHDRAW),
        .cancel_href = path,
        .danger = true};
}
