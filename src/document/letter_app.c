/* What people do with letters: choose a template, write, store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter_app.h"

#include "notify/pdf.h"
#include "text/messages_assessment.h"
#include "text/messages_document.h"

enum { PARAGRAPHS_MAX = 200 };

static const struct err *
read_case(struct call *c, case_id about, struct letter_view *out)
{
    const struct err *err = call_begin_on(c, ACT_DOCUMENT_LIST,
                                          subject_case(about));

    *out = (struct letter_view){0};
    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS, &out->about);
    err = call_end(c, ACT_DOCUMENT_LIST, about.v, err);
    if (err)
        return err;
    out->facts = (struct letter_facts){.child = out->about.child.given_name,
                                       .unit = c->who.unit_name,
                                       .sender = c->who.name,
                                       .day = c->today};
    return NULL;
}

const struct err *
letter_app_list(struct call *c, case_id about, struct letter_view *out)
{
    const struct err *err = read_case(c, about, out);

    return err ? err
               : letter_list(c->mem, child_age(&out->about.child, c->today),
                             &out->list);
}

const struct err *
letter_app_view(struct call *c, case_id about, struct str name,
                struct letter_view *out)
{
    const struct err *err = read_case(c, about, out);

    return err ? err : letter_find(c->mem, name, &out->letter);
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
    const struct err *err = NULL;

    if (letter_is_open(f->text) || letter_is_open(f->title))
        return ERR(c->mem, INVALID, .field = "tekst", .msg = MSG_LETTER_OPEN);
    err = write_pdf(c, f, &d.bytes);
    return err ? err : document_app_put(c, &d, out);
}
