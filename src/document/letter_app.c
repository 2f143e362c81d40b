/* What people do with letters: choose a template, write, store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter_app.h"

#include "notify/pdf.h"
#include "text/messages_assessment.h"
#include "text/messages_document.h"

enum { PARAGRAPHS_MAX = 200 };

/* What the acting unit has in use today, in `own`. */
static const struct err *
read_case(struct call *c, case_id about, struct letter_view *out,
          struct template_list *own)
{
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_LIST,
                                          subject_case(about));

    *out = (struct letter_view){0};
    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS, &out->about);
    if (!err)
        err = template_store_in_use(&c->tx, c->who.unit, c->today, own);
    if (err)
        return err;
    out->facts = (struct letter_facts){.child = out->about.child.given_name,
                                       .unit = c->who.unit_name,
                                       .sender = c->who.name,
                                       .day = c->today,
                                       .born = out->about.child.birth_date};
    if (out->about.child.birth_unknown)
        out->facts.born = DATE_NONE;
    return NULL;
}

/* The house's own first, then those that ship. */
static const struct err *
both_lists(struct call *c, const struct template_list *own,
           struct letter_view *out)
{
    int32_t age = child_age(&out->about.child, c->today);
    struct letter_list shipped = {0};
    const struct err *err = letter_list(c->mem, age, &shipped);

    out->list.row = ARENA_NEW_N(c->mem, struct letter, own->n + shipped.n + 1);
    for (size_t i = 0; i < own->n; i++)
        if (letter_fits_age(&own->row[i].letter, age))
            out->list.row[out->list.n++] = own->row[i].letter;
    for (size_t i = 0; i < shipped.n; i++)
        out->list.row[out->list.n++] = shipped.row[i];
    return err;
}

const struct err *
letter_app_list(struct call *c, case_id about, struct letter_view *out)
{
    struct template_list own = {0};
    const struct err *err = read_case(c, about, out, &own);

    if (!err)
        err = both_lists(c, &own, out);
    return call_end(c, ACT_DOCUMENT_LIST, about.v, err);
}

/* The one in use today; or the version that a letter was begun from, were the
 * template changed or withdrawn meanwhile: what was typed is not lost. */
static const struct err *
find_own(struct call *c, const struct template_list *own, int64_t id,
         int64_t nr, struct letter *out)
{
    struct template_list versions = *own;
    const struct err *err = NULL;

    if (nr > 0)
        err = template_store_versions(&c->tx, c->who.unit, c->today, id,
                                      &versions);
    for (size_t i = 0; !err && i < versions.n; i++) {
        const struct template *t = &versions.row[i];

        if (t->id == id && (nr == 0 || t->letter.nr == nr) &&
            !date_is_none(t->from_on) && date_cmp(t->from_on, c->today) <= 0) {
            *out = t->letter;
            return NULL;
        }
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
letter_app_view(struct call *c, case_id about, struct str key, int64_t nr,
                struct letter_view *out)
{
    struct template_list own = {0};
    int64_t id = 0;
    const struct err *err = read_case(c, about, out, &own);

    if (!err)
        err = id_parse(key, &id) ? find_own(c, &own, id, nr, &out->letter)
                                 : letter_find(c->mem, key, &out->letter);
    return call_end(c, ACT_DOCUMENT_LIST, about.v, err);
}

/* --- storing --- */

/* Paragraphs stand apart by an empty line. */
static size_t
paragraphs(struct str text, struct pdf_block *block)
{
    size_t n = 1;

    for (size_t from = 0, i = 0; i <= text.n && n < PARAGRAPHS_MAX; i++) {
        bool end = i == text.n || n + 1 == PARAGRAPHS_MAX;
        struct str part;

        if (!end && !str_starts(str_cut(text, i, 2), STR("\n\n")))
            continue;
        part = str_trim(n + 1 == PARAGRAPHS_MAX
                            ? str_cut(text, from, text.n)
                            : str_cut(text, from, i - from));
        if (part.n > 0)
            block[n++] = (struct pdf_block){.kind = PDF_TEXT, .text = part};
        from = i;
    }
    return n;
}

static const struct err *
write_pdf(struct call *c, const struct letter_form *f, struct str *out)
{
    struct pdf_block block[PARAGRAPHS_MAX] = {
        {.kind = PDF_TITLE, .text = f->title}};
    struct str day = date_text(c->mem, f->lang, c->today);
    struct pdf_doc doc = {.lang = lang_code(f->lang),
                          .title = msg_plain(f->lang, MSG_DOCUMENT_KIND_LETTER),
                          .mark = str_fmt(c->mem, "%.*s, %.*s",
                                          STR_FMT(c->who.unit_name),
                                          STR_FMT(day)),
                          .page_of = msg_plain(f->lang, MSG_REPORT_PAGE_OF),
                          .made = c->now,
                          .block = block};

    doc.n = paragraphs(f->text, block);
    return pdf_write(c->mem, &doc, out);
}

const struct err *
letter_app_save(struct call *c, const struct letter_form *f, int64_t *out)
{
    struct document_form d = {.case_id = f->case_id,
                              .title = f->title,
                              .kind = DOCUMENT_KIND_LETTER,
                              .class_ = f->class_,
                              .own = f->own,
                              .name = STR("brev.pdf"),
                              .made_here = true};
    struct letter_view v;
    const struct err *err = letter_app_view(c, f->case_id, f->key, f->nr, &v);

    if (err)
        return err;
    d.template = v.letter.template;
    d.template_nr = v.letter.nr;
    if (letter_is_open(f->text) || letter_is_open(f->title))
        return ERR(c->mem, INVALID, .field = "tekst", .msg = MSG_LETTER_OPEN);
    err = write_pdf(c, f, &d.bytes);
    return err ? err : document_app_put(c, &d, out);
}
