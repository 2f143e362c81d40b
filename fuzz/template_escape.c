/* Fuzz target: any text through every writer and through real components; it
 * must never become markup, an address that runs, or a broken string.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str
written(struct arena *mem, void (*writer)(struct buf *, struct str),
        struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    writer(&b, s);
    return buf_done(&b);
}

static size_t
count(struct str s, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

static void
check_html(struct arena *mem, struct str s)
{
    struct str out = written(mem, html_text, s);

    ASSERT(count(out, '<') == 0 && count(out, '>') == 0);
    ASSERT(count(out, '"') == 0 && count(out, '\'') == 0);
    ASSERT(count(out, '&') == count(s, '&') + count(s, '<') + count(s, '>') +
                                  count(s, '"') + count(s, '\''));
}

static void
check_url(struct arena *mem, struct str s)
{
    struct str url = written(mem, html_url, s);
    struct str part = written(mem, url_part, s);

    ASSERT(url.n == 0 || url.p[0] == '/' || url.p[0] == '#' ||
           url.p[0] == '?' || str_starts(url, STR("https://")) ||
           str_starts(url, STR("mailto:")) || str_starts(url, STR("tel:")));
    ASSERT(!str_starts(url, STR("//")) && !str_has(url, STR("\\")));
    ASSERT(count(url, '"') == 0 && count(url, '<') == 0);
    for (size_t i = 0; i < part.n; i++)
        ASSERT((unsigned char)part.p[i] > ' ' &&
               (unsigned char)part.p[i] < 0x7F);
    ASSERT(count(part, '/') + count(part, '"') + count(part, '&') +
               count(part, '#') + count(part, '?') ==
           0);
}

static void
check_strings(struct arena *mem, struct str s)
{
    struct str csv = written(mem, csv_field, s);
    struct buf b;
    struct json j;
    struct str out;

    ASSERT(count(csv, '"') == 2 + 2 * count(s, '"'));
    ASSERT(csv.p[1] != '=' && csv.p[1] != '+' && csv.p[1] != '-' &&
           csv.p[1] != '@');
    buf_init(&b, mem);
    json_init(&j, &b);
    json_str(&j, s);
    out = buf_done(&b);
    for (size_t i = 0; i < out.n; i++)
        ASSERT((unsigned char)out.p[i] >= ' ' && out.p[i] != '<');
    ASSERT(out.n >= 2 && out.p[0] == '"' && out.p[out.n - 1] == '"');
}

/* Components that show `s` in text, attributes and addresses. */
static struct str
page_with(struct arena *mem, struct str s)
{
    const struct choice choice = {.value = s, .label = s, .hint = s};
    struct buf out;
    struct page pg = {
        .out = &out, .mem = mem, .today = date_ymd(2026, 11, 21), .csrf = s};
    struct field_view field = {.kind = FIELD_AREA,
                               .name = STR("x"),
                               .label = s,
                               .hint = s,
                               .value = s,
                               .error = s,
                               .max = 10};
    struct field_view radios = {.kind = FIELD_RADIOS,
                                .name = STR("y"),
                                .label = s,
                                .choices = &choice,
                                .choices_n = 1};
    struct confirm confirm = {
        .title = s, .text = s, .action = s, .button = s, .cancel_href = s};
    struct baton_bar baton = {.holder = s,
                              .holder_unit = s,
                              .since = DATE_NONE,
                              .offered = true,
                              .offered_to = s,
                              .answer_by = DATE_NONE};

    buf_init(&out, mem);
    tpl_field(&pg, &field);
    tpl_field(&pg, &radios);
    tpl_confirm(&pg, &confirm);
    tpl_baton(&pg, &baton);
    return buf_done(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)64 * 1024 * 1024);
    struct str s = {(const char *)data, size};

    check_html(mem, s);
    check_url(mem, s);
    check_strings(mem, s);
    if (size > 0) {
        struct str tame = page_with(mem, STR("x"));
        struct str wild = page_with(mem, s);

        ASSERT(count(tame, '<') == count(wild, '<'));
        ASSERT(count(tame, '>') == count(wild, '>'));
        ASSERT(count(tame, '"') == count(wild, '"'));
    }
    arena_free(mem);
    return 0;
}
