/* Tests of PDF documents: read again by qpdf and poppler.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "notify/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void
doc_of(struct pdf_doc *doc, struct pdf_block *block, size_t paragraphs)
{
    size_t n = 0;

    block[n++] = (struct pdf_block){.kind = PDF_TITLE, .text = STR("Rapport")};
    block[n++] = (struct pdf_block){.kind = PDF_QUOTE,
                                    .text = STR("«Jeg vil bo nær søster»")};
    for (size_t i = 0; i < paragraphs; i++)
        block[n++] = (struct pdf_block){
            .kind = PDF_TEXT,
            .text = STR("Et avsnitt om søvn, skole og ærlige svar på spørsmål "
                        "som går over mer enn en linje når siden er smal.")};
    block[n++] = (struct pdf_block){.kind = PDF_ITEM, .text = STR("Første")};
    block[n++] = (struct pdf_block){.kind = PDF_ITEM, .text = STR("Andre")};
    block[n++] = (struct pdf_block){
        .kind = PDF_HEAD_ROW, .cell = {STR("Navn"), STR("Dato")}, .cells = 2};
    block[n++] = (struct pdf_block){
        .kind = PDF_ROW, .cell = {STR("SDQ"), STR("23.11.2026")}, .cells = 2};
    *doc = (struct pdf_doc){.lang = "nb",
                            .title = STR("Rapport & vurdering"),
                            .mark = STR("Lastet ned av Tone Demovik"),
                            .page_of = STR("Side %d av %d"),
                            .made = {1},
                            .block = block,
                            .n = n};
}

/* What a program says of the file: its output. */
static struct str
ask(struct arena *mem, const char *command, struct str pdf, const char *rest)
{
    char path[] = "/tmp/helhet-pdf-XXXXXX";
    int fd = mkstemp(path);
    struct buf b;
    char part[4096];
    FILE *f;
    size_t n;

    buf_init(&b, mem);
    CHECK(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    CHECK_EQ(close(fd), 0);
    f = popen(str_cz(mem, str_fmt(mem, "%s %s%s", command, path, rest)), "r");
    while (f && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_bytes(&b, part, n);
    CHECK(f && pclose(f) == 0);
    CHECK_EQ(unlink(path), 0);
    return buf_done(&b);
}

TEST(a_document_is_tagged_titled_and_whole)
{
    struct pdf_block block[80];
    struct pdf_doc doc;
    struct str pdf = STR_NONE;
    struct str info;

    doc_of(&doc, block, 3);
    CHECK(!pdf_write(mem, &doc, &pdf));
    CHECK(str_starts(pdf, STR("%PDF-")));
    (void)ask(mem, "qpdf --check", pdf, "");
    info = ask(mem, "pdfinfo", pdf, "");
    CHECK(str_has(info, STR("Title:           Rapport & vurdering")));
    CHECK(str_has(info, STR("Tagged:          yes")));
    CHECK(str_has(info, STR("Pages:           1")));
    info = ask(mem, "pdfinfo -struct-text", pdf, "");
    CHECK(str_has(info, STR("H1")));
    CHECK(str_has(info, STR("TH")));
    CHECK(str_has(info, STR("Jeg vil bo nær søster")));
    info = ask(mem, "qpdf --qdf --object-streams=disable", pdf, " -");
    CHECK(str_has(info, STR("/DisplayDocTitle true")));
    CHECK(str_has(info, STR("/Lang (nb)")));
    CHECK(str_has(info, STR("pdfuaid:part>1<")));
    CHECK(str_has(info, STR("/Tabs /S")));
}

TEST(long_documents_number_their_pages)
{
    struct pdf_block block[80];
    struct pdf_doc doc;
    struct str pdf = STR_NONE;
    struct str text;

    doc_of(&doc, block, 60);
    CHECK(!pdf_write(mem, &doc, &pdf));
    text = ask(mem, "pdftotext", pdf, " -");
    CHECK(str_has(text, STR("Side 1 av 4")));
    CHECK(str_has(text, STR("Side 4 av 4")));
    CHECK(str_has(text, STR("Lastet ned av Tone Demovik")));
    CHECK(str_has(text, STR("ærlige svar på spørsmål")));
}
