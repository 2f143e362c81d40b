/* Fills the views of letters.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter_pages.h"

#include "text/messages_document.h"

/* --- how hard it reads --- */

struct reading_panel
reading_panel_of(struct page *pg, const struct reading *r,
                 enum reading_level level, enum lang lang)
{
    const struct msg_arg of[] = {msg_int(reading_lix(r)), msg_int(r->sentence),
                                 msg_int(r->words)};
    const struct err *hard = template_hard(pg->mem, r, level, lang);
    struct growing g = {0};

    for (const struct err *e = hard; e; e = e->next)
        ((struct reading_fault_row *)grow(pg->mem, &g,
                                          sizeof(struct reading_fault_row)))
            ->text = err_text(pg->mem, pg->lang, e);
    return (struct reading_panel){
        .tag = {hard ? STATUS_SOON : STATUS_OK,
                words(pg, hard ? MSG_READING_TOO_HARD : MSG_READING_FITS)},
        .line = msg_text(pg->mem, pg->lang, MSG_READING_LINE, of, 3),
        .faults = g.row,
        .faults_n = g.n};
}

/* --- the list --- */

struct str
letter_whose(struct page *pg, const struct letter *l)
{
    const struct msg_arg unit[] = {msg_str(l->unit_name)};

    if (l->template == 0)
        return STR_NONE;
    return l->unit_name.n > 0
               ? msg_text(pg->mem, pg->lang, MSG_LETTER_MADE_BY, unit, 1)
               : words(pg, MSG_LETTER_MADE_FOR_ALL);
}

static struct str
letter_key(struct page *pg, const struct letter *l)
{
    return l->template ? id_format(pg->mem, l->template) : l->name;
}

static struct str
letter_path(struct page *pg, case_id about, struct str name, const char *rest)
{
    return case_path(pg, about,
                     str_cz(pg->mem, str_fmt(pg->mem, "/dokumenter/brev/%.*s%s",
                                             STR_FMT(name), rest)));
}

struct letter_list_view
letter_list_view_of(struct page *pg, const struct letter_view *v)
{
    struct letter_row *row = ARENA_NEW_N(pg->mem, struct letter_row,
                                         v->list.n + 1);

    for (size_t i = 0; i < v->list.n; i++) {
        const struct letter *l = &v->list.row[i];
        enum lang lang = letter_lang(l, pg->lang);

        row[i] = (struct letter_row){
            .href = letter_path(pg, v->about.head.id, letter_key(pg, l), ""),
            .title = letter_fill(pg->mem, lang, l->title[lang], &v->facts),
            .reader = words(pg, letter_reader_message((int)l->reader)),
            .whose = letter_whose(pg, l)};
    }
    return (struct letter_list_view){
        .top = case_top_of(pg, &v->about, TAB_LETTERS),
        .rows = row,
        .rows_n = v->list.n};
}

static const struct link *
languages_of(struct page *pg, const struct letter_view *v, enum lang now,
             size_t *n)
{
    static const struct {
        const char *rest;
        int msg;
    } known[LANG_COUNT] = {
        [LANG_NB] = {"?sprak=nb", MSG_LETTER_IN_NB},
        [LANG_NN] = {"?sprak=nn", MSG_LETTER_IN_NN},
        [LANG_EN] = {"?sprak=en", MSG_LETTER_IN_EN},
    };
    struct link *link = ARENA_NEW_N(pg->mem, struct link, LANG_COUNT);

    *n = 0;
    for (int i = 0; i < LANG_COUNT; i++)
        if (i != (int)now)
            link[(*n)++] = (struct link){letter_path(pg, v->about.head.id,
                                                     letter_key(pg, &v->letter),
                                                     known[i].rest),
                                         words(pg, known[i].msg), false};
    return link;
}

static struct reading_panel
reading_of_shown(struct page *pg, const struct letter *l, enum lang lang,
                 const struct letter_page_view *p)
{
    struct reading r = reading_of(lang, letter_level(l),
                                  str_fmt(pg->mem, "%.*s\n%.*s",
                                          STR_FMT(p->shown_title),
                                          STR_FMT(p->shown_text)));

    return reading_panel_of(pg, &r, letter_level(l), lang);
}

struct letter_page_view
letter_page_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct letter_view *v,
                    enum lang wanted, bool preview)
{
    struct form_view f = form_view_of(pg, req, err);
    enum lang lang = letter_lang(&v->letter, wanted);
    struct letter_page_view p = {
        .top = case_top_of(pg, &v->about, TAB_LETTERS),
        .id = v->about.head.id,
        .action = letter_path(pg, v->about.head.id, letter_key(pg, &v->letter),
                              ""),
        .lang = str_of(lang_code(lang)),
        .nr = v->letter.nr,
        .not_in_language = lang != wanted,
        .no_language = {.kind = ALERT_INFO,
                        .text = words(pg, MSG_LETTER_NOT_IN_LANGUAGE)},
        .errors = errors_of(&f),
        .class_ = document_class_field(&f),
        .own = field_check(&f, "egen", MSG_DOCUMENT_OWN, MSG_DOCUMENT_OWN_HINT,
                           false),
        .preview = preview,
    };
    struct str title = letter_fill(pg->mem, lang, v->letter.title[lang],
                                   &v->facts);

    p.heading = title;
    p.languages = languages_of(pg, v, lang, &p.languages_n);
    p.title = field_text(&f, "tittel", MSG_DOCUMENT_TITLE, 0, title);
    p.text = field_area(
        &f, "tekst", MSG_LETTER_TEXT, MSG_LETTER_TEXT_HINT,
        letter_fill(pg->mem, lang, v->letter.text[lang], &v->facts),
        LETTER_TEXT_MAX);
    p.text.rows = 16;
    p.shown_title = p.title.value;
    p.shown_text = p.text.value;
    if (preview)
        p.reading = reading_of_shown(pg, &v->letter, lang, &p);
    return p;
}
