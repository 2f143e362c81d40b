/* Fills the views of letters.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter_pages.h"

#include "text/messages_document.h"

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

        row[i] = (struct letter_row){
            .href = letter_path(pg, v->about.head.id, l->name, ""),
            .title = letter_fill(pg->mem, pg->lang, l->title[pg->lang],
                                 &v->facts),
            .reader = words(pg, letter_reader_message(l->reader))};
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
                                                     v->letter.name,
                                                     known[i].rest),
                                         words(pg, known[i].msg), false};
    return link;
}

struct letter_page_view
letter_page_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct letter_view *v,
                    enum lang lang, bool preview)
{
    struct form_view f = form_view_of(pg, req, err);
    struct letter_page_view p = {
        .top = case_top_of(pg, &v->about, TAB_LETTERS),
        .id = v->about.head.id,
        .action = letter_path(pg, v->about.head.id, v->letter.name, ""),
        .lang = str_of(lang_code(lang)),
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
    return p;
}
