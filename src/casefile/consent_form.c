/* The consent form to print: worded for adults, for youth, and for children.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/consent_pages.h"

#include "notify/pdf.h"
#include "text/messages_casefile.h"
#include "text/messages_sharing.h"

enum { BLOCKS_MAX = 60 };

struct form_doc {
    struct arena *mem;
    enum lang lang;
    struct pdf_block block[BLOCKS_MAX];
    size_t n;
};

static void
put(struct form_doc *d, enum pdf_kind kind, struct str text)
{
    ASSERT(d->n < BLOCKS_MAX);
    d->block[d->n++] = (struct pdf_block){.kind = kind, .text = text};
}

static void
say(struct form_doc *d, enum pdf_kind kind, int msg)
{
    put(d, kind, msg_plain(d->lang, msg));
}

/* The words that differ by who reads. */
struct wording {
    int intro;
    int what;
    int choice; /* that one may say no and change one's mind */
    int sign;
};
static const struct wording wordings[READER_COUNT] = {
    [READER_ADULT] = {MSG_FORM_ADULT_INTRO, MSG_FORM_ADULT_WHAT,
                      MSG_FORM_ADULT_CHOICE, MSG_FORM_ADULT_SIGN},
    [READER_YOUTH] = {MSG_FORM_YOUTH_INTRO, MSG_FORM_YOUTH_WHAT,
                      MSG_FORM_YOUTH_CHOICE, MSG_FORM_YOUTH_SIGN},
    [READER_CHILD] = {MSG_FORM_CHILD_INTRO, MSG_FORM_CHILD_WHAT,
                      MSG_FORM_CHILD_CHOICE, MSG_FORM_CHILD_SIGN},
};

static void
put_about(struct form_doc *d, const struct case_view *v,
          enum consent_reader reader)
{
    const struct child *k = &v->child;
    struct str name = k->family_name.n
                          ? str_fmt(d->mem, "%.*s %.*s", STR_FMT(k->given_name),
                                    STR_FMT(k->family_name))
                          : k->given_name;

    if (reader == READER_ADULT)
        put(d, PDF_TEXT,
            msg_text(d->mem, d->lang, MSG_FORM_ABOUT,
                     (const struct msg_arg[]){msg_str(name),
                                              msg_date(k->birth_date)},
                     2));
    else
        put(d, PDF_TEXT,
            msg_text(d->mem, d->lang, MSG_FORM_ABOUT_YOU,
                     (const struct msg_arg[]){msg_str(k->given_name)}, 1));
}

static void
put_classes(struct form_doc *d)
{
    for (int k = CLASS_CORE + 1; k < CLASS_COUNT; k++)
        put(d, PDF_ITEM,
            msg_text(d->mem, d->lang, MSG_FORM_BOX,
                     (const struct msg_arg[]){msg_str(msg_plain(
                         d->lang, info_class_message((enum info_class)k)))},
                     1));
}

static void
put_units(struct form_doc *d, const struct case_view *v)
{
    for (size_t i = 0; i < v->units.n && i < 12; i++)
        put(d, PDF_ITEM,
            msg_text(d->mem, d->lang, MSG_FORM_BOX,
                     (const struct msg_arg[]){msg_str(v->units.row[i].name)},
                     1));
}

static void
put_rules(struct form_doc *d, const struct consent_answer *a)
{
    say(d, PDF_HEADING, MSG_FORM_WHO);
    if (!a->rule) {
        say(d, PDF_TEXT, MSG_CONSENT_ASK_LAWYER);
        return;
    }
    say(d, PDF_TEXT, a->rule->message);
    for (size_t i = 0; i < a->also_n; i++)
        say(d, PDF_TEXT, a->also[i]->message);
    put(d, PDF_TEXT,
        msg_text(d->mem, d->lang, MSG_CONSENT_SOURCE,
                 (const struct msg_arg[]){msg_str(a->rule->id),
                                          msg_str(a->rule->legal_basis),
                                          msg_str(a->rule->source)},
                 3));
}

/* Two lines where two parents sign; the child's own words where it does not
 * decide itself. */
static void
put_signature(struct form_doc *d, const struct consent_answer *a,
              enum consent_reader reader)
{
    bool parents = a->rule && a->rule->who == CONSENTER_PARENTS;

    say(d, PDF_HEADING, MSG_FORM_SIGN);
    say(d, PDF_TEXT, wordings[reader].sign);
    say(d, PDF_TEXT, MSG_FORM_LINE);
    if (parents && reader == READER_ADULT) {
        say(d, PDF_TEXT, MSG_FORM_LINE);
        say(d, PDF_TEXT, MSG_FORM_ONE_PARENT);
    }
    if (reader == READER_ADULT && a->rule && a->rule->who != CONSENTER_CHILD) {
        say(d, PDF_HEADING, MSG_FORM_VOICE);
        say(d, PDF_TEXT, MSG_FORM_VOICE_LINE);
    }
}

const struct err *
consent_form_pdf(struct call *c, const struct case_view *v,
                 enum consent_matter m, enum consent_reader reader,
                 enum lang lang, struct str *out)
{
    struct form_doc *d = ARENA_NEW(c->mem, struct form_doc);
    struct consent_answer a = consent_answer_of(v, m, c->today);
    struct pdf_doc doc = {.lang = lang_code(lang),
                          .title = msg_plain(lang, MSG_FORM_TITLE),
                          .page_of = msg_plain(lang, MSG_FORM_PAGE_OF),
                          .made = c->now};

    d->mem = c->mem;
    d->lang = lang;
    doc.mark = msg_text(c->mem, lang, MSG_FORM_MARK,
                        (const struct msg_arg[]){msg_str(c->who.unit_name),
                                                 msg_date(c->today),
                                                 msg_str(STR(CONSENT_WORDING))},
                        3);
    say(d, PDF_TITLE, MSG_FORM_TITLE);
    say(d, PDF_TEXT, wordings[reader].intro);
    say(d, PDF_HEADING, MSG_FORM_MATTER);
    say(d, PDF_TEXT, matter_message(m));
    put_about(d, v, reader);
    say(d, PDF_HEADING, MSG_FORM_WHAT);
    say(d, PDF_TEXT, wordings[reader].what);
    put_classes(d);
    say(d, PDF_HEADING, MSG_FORM_TO);
    put_units(d, v);
    say(d, PDF_HEADING, MSG_FORM_HOW_LONG);
    say(d, PDF_TEXT, MSG_FORM_UNTIL_LINE);
    say(d, PDF_HEADING, MSG_FORM_CHOICE_TITLE);
    say(d, PDF_TEXT, wordings[reader].choice);
    put_rules(d, &a);
    put_signature(d, &a, reader);
    doc.block = d->block;
    doc.n = d->n;
    return pdf_write(c->mem, &doc, out);
}
