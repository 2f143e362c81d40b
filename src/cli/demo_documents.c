/* The demo's documents, put there by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "document/document.h"
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
