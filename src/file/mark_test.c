/* Tests of the reader's mark, by the tools themselves.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/mark.h"

#include "base/test.h"
#include "file/tool.h"
#include "notify/pdf.h"
#include "text/messages_file.h"

static struct str
two_pages(struct arena *mem)
{
    static const struct pdf_block block[] = {
        {.kind = PDF_TITLE, .text = {"Rapport", 7}},
        {.kind = PDF_TEXT, .text = {"Det som er skrevet.", 19}},
    };
    struct pdf_block many[120];
    struct pdf_doc doc = {.lang = "nb",
                          .title = STR("Rapport"),
                          .page_of = STR("%d av %d"),
                          .block = many,
                          .n = ARRAY_LEN(many)};
    struct str out = STR_NONE;

    for (size_t i = 0; i < ARRAY_LEN(many); i++)
        many[i] = block[i > 0];
    CHECK(!pdf_write(mem, &doc, &out));
    return out;
}

/* What a reader's program finds on the pages. */
static struct str
text_of(struct arena *mem, struct str pdf)
{
    static const char *const argv[] = {"/usr/bin/pdftotext", "-layout",
                                       TOOL_FIRST, "-", NULL};
    struct str out = STR_NONE;
    int status = -1;

    CHECK(!tool_run(mem, argv, pdf, STR_NONE, &out, &status));
    CHECK_EQ(status, 0);
    return out;
}

TEST(each_page_carries_who_and_when)
{
    struct str mark = STR("Kari Nordmann, BUP, kl. 09.42"), out = STR_NONE;
    struct str pages, page, text;
    int64_t n = 0;

    CHECK(!mark_pdf(mem, "fil", two_pages(mem), mark, &out));
    text = text_of(mem, out);
    CHECK(str_has(text, STR("Det som er skrevet.")));
    for (pages = text; str_split(pages, '\f', &page, &pages); n++)
        CHECK(str_has(page, mark));
    CHECK(n > 1);
}

TEST(what_is_no_pdf_is_refused)
{
    struct str out = STR_NONE;

    CHECK_ERR(mark_pdf(mem, "fil", STR("%PDF-1.7\nnothing\n"), STR("m"), &out),
              INVALID, MSG_FILE_PDF);
    CHECK(out.n == 0);
}

TEST(the_first_page_is_a_picture)
{
    struct str out = STR_NONE;
    const struct err *err;

    CHECK(!mark_first_page(mem, two_pages(mem), &out));
    CHECK(str_starts(out, STR("\x89PNG")));
    err = mark_first_page(mem, STR("%PDF-1.7\nnothing\n"), &out);
    CHECK(err && err->kind == NOT_FOUND);
}

TEST(a_tool_sees_nothing_of_ours)
{
    static const char *const argv[] = {
        "/bin/sh", "-c", "env | sort; ls /proc/self/fd; id -u", NULL};
    static const char *const absent[] = {"/nowhere/tool", NULL};
    struct str out = STR_NONE;
    int status = -1;

    CHECK(!tool_run(mem, argv, STR("a"), STR("b"), &out, &status));
    CHECK_EQ(status, 0);
    CHECK(!str_has(out, STR("HELHET")) && !str_has(out, STR("HOME")));
    CHECK(!tool_run(mem, absent, STR("a"), STR("b"), &out, &status));
    CHECK(status != 0);
}

TEST(a_text_begins_with_the_mark)
{
    CHECK_STR(mark_text(mem, STR("En.\nTo.\n"), STR("Kari")),
              "Kari\n\nEn.\nTo.\n");
}
