/* Markdown into blocks, by the events of libmd4c.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/markdown.h"

#include "base/buf.h"
#include "base/grow.h"

#include <md4c.h>

struct reading {
    struct arena *mem;
    struct growing blocks; /* struct md_block */
    struct growing lines;  /* struct md_line of the block that is open */
    struct growing spans;  /* struct md_span of the line that is open */
    struct buf text;       /* of the span that is open */
    struct md_span look;   /* of the text that comes */
    int lists;             /* how deep in lists */
    bool numbered;         /* the outermost list is */
    bool heading;
};

static void
end_span(struct reading *r)
{
    struct md_span *s;

    if (r->text.n == 0)
        return;
    s = grow(r->mem, &r->spans, sizeof *s);
    *s = r->look;
    s->text = buf_done(&r->text);
    r->look.br = false;
    buf_init(&r->text, r->mem);
}

static void
end_line(struct reading *r)
{
    struct md_line *line;

    end_span(r);
    r->look.br = false;
    if (r->spans.n == 0)
        return;
    line = grow(r->mem, &r->lines, sizeof *line);
    *line = (struct md_line){r->spans.row, r->spans.n};
    r->spans = (struct growing){0};
}

static void
end_block(struct reading *r)
{
    struct md_block *b;

    end_line(r);
    if (r->lines.n == 0)
        return;
    b = grow(r->mem, &r->blocks, sizeof *b);
    *b = (struct md_block){.heading = r->heading && r->lists == 0,
                           .bullets = r->lists > 0 && !r->numbered,
                           .numbered = r->lists > 0 && r->numbered,
                           .lines = r->lines.row,
                           .lines_n = r->lines.n};
    r->lines = (struct growing){0};
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reading *r = user;

    (void)detail;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        if (r->lists == 0)
            end_block(r);
        else
            end_line(r);
        if (r->lists++ == 0)
            r->numbered = type == MD_BLOCK_OL;
        break;
    case MD_BLOCK_LI:
        end_line(r);
        break;
    case MD_BLOCK_H:
        r->heading = true;
        break;
    case MD_BLOCK_P:
        /* a further paragraph of an item goes on in it */
        end_span(r);
        r->look.br = r->lists > 0 && r->spans.n > 0;
        break;
    default:
        break;
    }
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reading *r = user;

    (void)detail;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        if (r->lists == 1)
            end_block(r);
        r->lists--;
        break;
    case MD_BLOCK_LI:
        end_line(r);
        break;
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
        if (r->lists == 0)
            end_block(r);
        r->heading = false;
        break;
    default:
        break;
    }
    return 0;
}

/* Only what the template's own check lets through. */
static struct str
address_of(const MD_SPAN_A_DETAIL *a)
{
    struct str href = {a->href.text, a->href.size};

    return str_starts(href, STR("https://")) ? href : STR_NONE;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reading *r = user;

    end_span(r);
    if (type == MD_SPAN_EM)
        r->look.em = true;
    if (type == MD_SPAN_STRONG)
        r->look.strong = true;
    if (type == MD_SPAN_A)
        r->look.href = str_copy(r->mem, address_of(detail));
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reading *r = user;

    (void)detail;
    end_span(r);
    if (type == MD_SPAN_EM)
        r->look.em = false;
    if (type == MD_SPAN_STRONG)
        r->look.strong = false;
    if (type == MD_SPAN_A)
        r->look.href = STR_NONE;
    return 0;
}

static int
take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct reading *r = user;

    if (type == MD_TEXT_BR) {
        end_span(r);
        r->look.br = true;
    } else if (type == MD_TEXT_SOFTBR) {
        buf_char(&r->text, ' ');
    } else if (type != MD_TEXT_NULLCHAR) {
        buf_bytes(&r->text, text, size);
    }
    return 0;
}

static struct md_text
as_it_is(struct arena *mem, struct str text)
{
    struct md_span *span = ARENA_NEW(mem, struct md_span);
    struct md_line *line = ARENA_NEW(mem, struct md_line);
    struct md_block *block = ARENA_NEW(mem, struct md_block);

    *span = (struct md_span){.text = text};
    *line = (struct md_line){span, 1};
    *block = (struct md_block){.lines = line, .lines_n = 1};
    return (struct md_text){block, 1};
}

struct md_text
markdown_read(struct arena *mem, struct str text)
{
    struct reading r = {.mem = mem};
    const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = take_text,
    };

    buf_init(&r.text, mem);
    if (text.n == 0)
        return (struct md_text){NULL, 0};
    if (text.n > UINT32_MAX / 2 ||
        md_parse(text.p, (MD_SIZE)text.n, &parser, &r) != 0)
        return as_it_is(mem, text);
    end_block(&r);
    return (struct md_text){r.blocks.row, r.blocks.n};
}

struct str
md_line_text(struct arena *mem, const struct md_line *line)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < line->spans_n; i++) {
        if (line->spans[i].br)
            buf_char(&b, '\n');
        buf_str(&b, line->spans[i].text);
        if (line->spans[i].href.n > 0 &&
            !str_eq(line->spans[i].href, line->spans[i].text))
            buf_fmt(&b, " (%.*s)", STR_FMT(line->spans[i].href));
    }
    return buf_done(&b);
}
