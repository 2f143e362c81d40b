/* The demo's documents and letter templates, put there by the same app
 * functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "document/document.h"
#include "document/template.h"
#include "notify/pdf.h"

#define DAY_US INT64_C(86400000000)

static const struct err *
minutes_pdf(struct arena *mem, struct instant now, struct str *out)
{
    const struct pdf_block block[] = {
        {.kind = PDF_TITLE, .text = STR("Referat fra oppstartsmøtet")},
        {.kind = PDF_TEXT,
         .text = STR("Til stede: mor, helsesykepleier, barnehagen og "
                     "barneverntjenesten. Alle opplysninger er oppdiktet.")},
        {.kind = PDF_HEADING, .text = STR("Det vi ble enige om")},
        {.kind = PDF_ITEM, .text = STR("Mor fører søvndagbok i to uker.")},
        {.kind = PDF_ITEM,
         .text = STR("Barnehagen hilser barnet velkommen ved døra hver dag.")},
    };
    struct pdf_doc doc = {.lang = "nb",
                          .title = STR("Referat"),
                          .mark = STR("Oppdiktet referat"),
                          .page_of = STR("Side %d av %d"),
                          .made = now,
                          .block = block,
                          .n = ARRAY_LEN(block)};

    return pdf_write(mem, &doc, out);
}

const struct err *
demo_fill_documents(struct arena *mem, const struct services *sv,
                    struct instant now, case_id id)
{
    struct document_form d = {.case_id = id,
                              .title = STR("Referat fra oppstartsmøtet"),
                              .kind = DOCUMENT_KIND_MINUTES,
                              .class_ = CLASS_DOCUMENTS,
                              .name = STR("referat.pdf"),
                              .made_here = true};
    struct instant then = {now.us - 6 * DAY_US};
    struct call c;
    int64_t out = 0;
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    if (!err)
        err = minutes_pdf(mem, then, &d.bytes);
    if (!err)
        err = document_app_put(&c, &d, &out);
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    if (err)
        return err;
    d = (struct document_form){
        .case_id = id,
        .title = STR("Egne notater til samtalen"),
        .kind = DOCUMENT_KIND_OTHER,
        .class_ = CLASS_WELFARE,
        .own = true,
        .name = STR("notat.txt"),
        .bytes = STR("Husk å spørre om bamsen som er redd for mørket.\n"),
    };
    return document_app_put(&c, &d, &out);
}

/* --- letter templates --- */

static struct letter
welcome(void)
{
    struct letter l = {.name = STR("Velkommen til barneverntjenesten, ungdom"),
                       .reader = LETTER_CHILD,
                       .age_from = 12,
                       .age_to = 18};

    l.title[LANG_NB] = STR("Snart møtes vi");
    l.text[LANG_NB] = STR(
        "Hei {barn}!\n\nJeg heter {avsender} og jobber på {enhet}. Jeg skal "
        "hjelpe deg og familien din fram til sommeren.\n\nVi møtes [tid og "
        "sted]. Du kan si hva du vil snakke om, og hva du ikke vil snakke om."
        "\n\nDu kan ringe meg når du vil: [telefon]\n\nHilsen {avsender}");
    l.title[LANG_NN] = STR("Snart møtest vi");
    l.text[LANG_NN] = STR(
        "Hei {barn}!\n\nEg heiter {avsender} og jobbar på {enhet}. Eg skal "
        "hjelpe deg og familien din fram til sommaren.\n\nVi møtest [tid og "
        "stad]. Du kan seie kva du vil snakke om, og kva du ikkje vil snakke "
        "om.\n\nDu kan ringje meg når du vil: [telefon]\n\nHelsing {avsender}");
    return l;
}

static struct letter
for_foster_parents(void)
{
    struct letter l = {.name = STR("Til fosterforeldre før kartlegging"),
                       .reader = LETTER_FOSTER,
                       .age_from = 0,
                       .age_to = 18};

    l.title[LANG_NB] = STR("Helsekartlegging av {barn}");
    l.text[LANG_NB] = STR(
        "Til fosterforeldrene til {barn}\n\n{barn} skal til tverrfaglig "
        "helsekartlegging [tid og sted]. Dere er dem som kjenner hverdagen "
        "best. Skriv gjerne ned det dere vil at teamet skal vite.\n\nHar dere "
        "spørsmål, kan dere ringe {avsender}: [telefon]\n\nHilsen {avsender}, "
        "{rolle}, {enhet}");
    l.title[LANG_NN] = STR("Helsekartlegging av {barn}");
    l.text[LANG_NN] = STR(
        "Til fosterforeldra til {barn}\n\n{barn} skal til tverrfagleg "
        "helsekartlegging [tid og stad]. De er dei som kjenner kvardagen best. "
        "Skriv gjerne ned det de vil at teamet skal vite.\n\nHar de spørsmål, "
        "kan de ringje {avsender}: [telefon]\n\nHelsing {avsender}, {rolle}, "
        "{enhet}");
    l.title[LANG_EN] = STR("Health assessment of {barn}");
    l.text[LANG_EN] = STR(
        "To the foster parents of {barn}\n\n{barn} is going to an "
        "interdisciplinary health assessment [time and place]. You know the "
        "everyday best. Please write down what you want the team to know.\n\n"
        "If you have questions, call {avsender}: [telephone]\n\nBest wishes, "
        "{avsender}, {rolle}, {enhet}");
    return l;
}

static const struct err *
make_template(struct arena *mem, const struct services *sv, struct instant then,
              const char *login, struct letter l, bool use)
{
    struct call c;
    int64_t id = 0;
    const struct err *err = demo_act_as(&c, mem, sv, login, then);
    struct template_form f = {.letter = l, .use = use};

    if (err)
        return err;
    f.from = c.today;
    return template_app_save(&c, &f, &id);
}

const struct err *
demo_fill_letters(struct arena *mem, const struct services *sv,
                  struct instant now)
{
    const struct instant then = {now.us - 20 * DAY_US};
    struct letter draft = {.name = STR("Til foresatte etter første møte"),
                           .reader = LETTER_GUARDIAN,
                           .age_from = 0,
                           .age_to = 18};
    const struct err *err = make_template(mem, sv, then, "leif", welcome(),
                                          true);

    draft.title[LANG_NB] = STR("Takk for praten");
    draft.text[LANG_NB] = STR("Hei!\n\nVi snakket om [hva dere snakket om].");
    if (!err)
        err = make_template(mem, sv, then, "leif", draft, false);
    return err ? err
               : make_template(mem, sv, then, "admin", for_foster_parents(),
                               true);
}
