/* PDF documents: laid out by Pango, drawn and tagged by Cairo, and finished by
 * qpdf with what Cairo leaves out.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qpdf/qpdf-c.h>

/* Points: A4, margins, foot. */
#define PAGE_W   595.276
#define PAGE_H   841.89
#define MARGIN   62.0
#define FOOT_Y   (PAGE_H - 40.0)
#define BOTTOM   (PAGE_H - 74.0)
#define WIDTH    (PAGE_W - 2 * MARGIN)
#define CELL_GAP 8.0

struct pen {
    struct arena *mem;
    const struct pdf_doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    double y;
    int page;
    int pages; /* 0: counting */
};

static const struct {
    const char *tag;
    const char *font;
    double before;
    double indent;
} look[] = {
    [PDF_TITLE] = {"H1", "Noto Sans, DejaVu Sans Bold 19", 0, 0},
    [PDF_HEADING] = {"H2", "Noto Sans, DejaVu Sans Bold 13", 18, 0},
    [PDF_HEADING_3] = {"H3", "Noto Sans, DejaVu Sans Bold 10.5", 10, 0},
    [PDF_TEXT] = {"P", "Noto Sans, DejaVu Sans 10", 6, 0},
    [PDF_QUOTE] = {"P", "Noto Sans, DejaVu Sans Italic 11", 8, 18},
    [PDF_ITEM] = {"LBody", "Noto Sans, DejaVu Sans 10", 4, 14},
    [PDF_HEAD_ROW] = {"TH", "Noto Sans, DejaVu Sans Bold 9", 8, 0},
    [PDF_ROW] = {"TD", "Noto Sans, DejaVu Sans 9", 4, 0},
};

static PangoLayout *
layout_new(struct pen *p, const char *font, double width, struct str text)
{
    PangoLayout *l = pango_cairo_create_layout(p->cr);
    PangoFontDescription *d = pango_font_description_from_string(font);

    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(l, text.p ? text.p : "", (int)text.n);
    return l;
}

/* --- pages --- */

static void
foot(struct pen *p)
{
    struct buf b;
    PangoLayout *l;
    struct str form = p->doc->page_of;
    int number[] = {p->page, p->pages};
    size_t next = 0;

    buf_init(&b, p->mem);
    for (size_t i = 0; i < form.n; i++)
        if (form.p[i] == '%' && i + 1 < form.n && next < 2) {
            buf_i64(&b, number[next++]);
            i++;
        } else {
            buf_char(&b, form.p[i]);
        }
    buf_cz(&b, "\n");
    buf_str(&b, p->doc->mark);
    l = layout_new(p, "Noto Sans, DejaVu Sans 8", WIDTH, buf_done(&b));
    cairo_set_source_rgb(p->cr, 0.3, 0.3, 0.3);
    cairo_move_to(p->cr, MARGIN, FOOT_Y - 12);
    pango_cairo_show_layout(p->cr, l);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
    g_object_unref(l);
}

static void
page_end(struct pen *p)
{
    foot(p);
    cairo_show_page(p->cr);
}

static void
room_for(struct pen *p, double height)
{
    if (p->y + height <= BOTTOM)
        return;
    page_end(p);
    p->page++;
    p->y = MARGIN;
}

/* --- text: every line is a Span, or Cairo leaves it out of the structure ---
 */

static void
draw_line(struct pen *p, PangoLayoutLine *line, double x, double y)
{
    cairo_tag_begin(p->cr, "Span", "");
    cairo_move_to(p->cr, x, y);
    pango_cairo_show_layout_line(p->cr, line);
    cairo_tag_end(p->cr, "Span");
}

static void
draw_text(struct pen *p, PangoLayout *l, double x)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);

    do {
        PangoRectangle box;
        double height, base;

        pango_layout_iter_get_line_extents(it, NULL, &box);
        height = (double)box.height / PANGO_SCALE;
        base = (double)(pango_layout_iter_get_baseline(it) - box.y) /
               PANGO_SCALE;
        room_for(p, height);
        draw_line(p, pango_layout_iter_get_line_readonly(it), x, p->y + base);
        p->y += height;
    } while (pango_layout_iter_next_line(it));
    pango_layout_iter_free(it);
}

static void
draw_block(struct pen *p, const struct pdf_block *b)
{
    double in = look[b->kind].indent;
    bool item = b->kind == PDF_ITEM;
    PangoLayout *l = layout_new(p, look[b->kind].font, WIDTH - in, b->text);

    p->y += look[b->kind].before;
    if (b->kind <= PDF_HEADING_3)
        room_for(p, 70); /* a heading does not stand alone at the foot */
    if (item) {
        PangoLayout *dot = layout_new(p, look[b->kind].font, in, STR("•"));

        room_for(p, 16);
        cairo_tag_begin(p->cr, "LI", "");
        cairo_tag_begin(p->cr, "Lbl", "");
        draw_line(p, pango_layout_get_line_readonly(dot, 0), MARGIN,
                  p->y + (double)pango_layout_get_baseline(dot) / PANGO_SCALE);
        cairo_tag_end(p->cr, "Lbl");
        g_object_unref(dot);
    }
    cairo_tag_begin(p->cr, look[b->kind].tag, "");
    draw_text(p, l, MARGIN + in);
    cairo_tag_end(p->cr, look[b->kind].tag);
    if (item)
        cairo_tag_end(p->cr, "LI");
    g_object_unref(l);
}

/* --- tables --- */

static void
draw_cell(struct pen *p, PangoLayout *l, const char *tag, double x)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);

    cairo_tag_begin(p->cr, tag, "");
    do
        draw_line(p, pango_layout_iter_get_line_readonly(it), x,
                  p->y +
                      (double)pango_layout_iter_get_baseline(it) / PANGO_SCALE);
    while (pango_layout_iter_next_line(it));
    cairo_tag_end(p->cr, tag);
    pango_layout_iter_free(it);
}

static void
draw_rule(struct pen *p)
{
    cairo_set_source_rgb(p->cr, 0.7, 0.7, 0.7);
    cairo_set_line_width(p->cr, 0.5);
    cairo_move_to(p->cr, MARGIN, p->y);
    cairo_line_to(p->cr, MARGIN + WIDTH, p->y);
    cairo_stroke(p->cr);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
}

static void
draw_row(struct pen *p, const struct pdf_block *b)
{
    PangoLayout *l[PDF_CELLS_MAX];
    size_t n = b->cells < PDF_CELLS_MAX ? b->cells : PDF_CELLS_MAX;
    double step = WIDTH / (double)(n ? n : 1);
    double height = 0;

    for (size_t i = 0; i < n; i++) {
        int h = 0;

        l[i] = layout_new(p, look[b->kind].font, step - CELL_GAP, b->cell[i]);
        pango_layout_get_size(l[i], NULL, &h);
        if ((double)h / PANGO_SCALE > height)
            height = (double)h / PANGO_SCALE;
    }
    p->y += look[b->kind].before;
    room_for(p, height + 6);
    cairo_tag_begin(p->cr, "TR", "");
    for (size_t i = 0; i < n; i++) {
        bool heads = b->kind == PDF_HEAD_ROW || i == 0;

        draw_cell(p, l[i], heads ? "TH" : "TD", MARGIN + step * (double)i);
        g_object_unref(l[i]);
    }
    cairo_tag_end(p->cr, "TR");
    p->y += height + 3;
    draw_rule(p);
}

/* --- the document --- */

static const char *
group_of(const struct pdf_block *b)
{
    if (b->kind == PDF_ITEM)
        return "L";
    return b->kind == PDF_HEAD_ROW || b->kind == PDF_ROW ? "Table" : NULL;
}

static void
draw_all(struct pen *p)
{
    const char *open = NULL;

    cairo_tag_begin(p->cr, "Document", "");
    for (size_t i = 0; i < p->doc->n; i++) {
        const struct pdf_block *b = &p->doc->block[i];
        const char *group = group_of(b);

        if (open && (group != open || b->kind == PDF_HEAD_ROW)) {
            cairo_tag_end(p->cr, open);
            open = NULL;
        }
        if (group && !open) {
            cairo_tag_begin(p->cr, group, "");
            open = group;
        }
        if (b->kind == PDF_HEAD_ROW || b->kind == PDF_ROW)
            draw_row(p, b);
        else
            draw_block(p, b);
    }
    if (open)
        cairo_tag_end(p->cr, open);
    cairo_tag_end(p->cr, "Document");
    page_end(p);
}

static cairo_status_t
keep_bytes(void *arg, const unsigned char *data, unsigned length)
{
    if (arg)
        buf_bytes(arg, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Draws once; pages 0 only counts. Gives the number of pages, 0 on failure. */
static int
draw(struct arena *mem, const struct pdf_doc *doc, int pages, struct buf *out)
{
    struct pen p = {
        .mem = mem, .doc = doc, .y = MARGIN, .page = 1, .pages = pages};
    cairo_status_t status;

    p.surface = cairo_pdf_surface_create_for_stream(keep_bytes, out, PAGE_W,
                                                    PAGE_H);
    cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_TITLE,
                                   str_cz(mem, doc->title));
    cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_CREATOR,
                                   "Helhet");
    cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   str_cz(mem, instant_format(mem, doc->made)));
    p.cr = cairo_create(p.surface);
    draw_all(&p);
    cairo_destroy(p.cr);
    cairo_surface_finish(p.surface);
    status = cairo_surface_status(p.surface);
    cairo_surface_destroy(p.surface);
    return status == CAIRO_STATUS_SUCCESS ? p.page : 0;
}

/* --- what Cairo leaves out --- */

static struct str
xmp_of(struct arena *mem, const struct pdf_doc *doc)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "<?xpacket begin=\"\xef\xbb\xbf\" "
               "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf="
               "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:dc="
               "\"http://purl.org/dc/elements/1.1/\" xmlns:pdfuaid="
               "\"http://www.aiim.org/pdfua/ns/id/\">"
               "<pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt>"
               "<rdf:li xml:lang=\"x-default\">");
    for (size_t i = 0; i < doc->title.n; i++) {
        char ch = doc->title.p[i];

        if (ch == '&' || ch == '<' || ch == '>')
            buf_fmt(&b, "&#%d;", ch);
        else
            buf_char(&b, ch);
    }
    buf_fmt(&b,
            "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>%s"
            "</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"
            "</x:xmpmeta>\n<?xpacket end=\"w\"?>",
            doc->lang);
    return buf_done(&b);
}

static void
add_metadata(qpdf_data q, qpdf_oh root, struct str xmp)
{
    qpdf_oh s = qpdf_oh_new_stream(q);
    qpdf_oh dict = qpdf_oh_get_dict(q, s);

    qpdf_oh_replace_stream_data(q, s, (const unsigned char *)xmp.p, xmp.n,
                                qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/Metadata"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/XML"));
    qpdf_oh_replace_key(q, root, "/Metadata", s);
}

static void
complete(qpdf_data q, struct arena *mem, const struct pdf_doc *doc)
{
    qpdf_oh root = qpdf_get_root(q);
    qpdf_oh view = qpdf_oh_new_dictionary(q);
    int pages = qpdf_get_num_pages(q);

    qpdf_oh_replace_key(q, root, "/Lang",
                        qpdf_oh_new_unicode_string(q, doc->lang));
    qpdf_oh_replace_key(q, view, "/DisplayDocTitle", qpdf_oh_new_bool(q, 1));
    qpdf_oh_replace_key(q, root, "/ViewerPreferences", view);
    add_metadata(q, root, xmp_of(mem, doc));
    for (int i = 0; i < pages; i++)
        qpdf_oh_replace_key(q, qpdf_get_page_n(q, (size_t)i), "/Tabs",
                            qpdf_oh_new_name(q, "/S"));
}

static const struct err *
finish(struct arena *mem, const struct pdf_doc *doc, struct str drawn,
       struct str *out)
{
    qpdf_data q = qpdf_init();
    const struct err *err = NULL;

    qpdf_set_suppress_warnings(q, 1);
    qpdf_silence_errors(q);
    if (qpdf_read_memory(q, "report", drawn.p, drawn.n, NULL) >= QPDF_ERRORS)
        err = ERR(mem, INTERNAL, .detail = "qpdf cannot read what cairo wrote");
    if (!err) {
        complete(q, mem, doc);
        qpdf_init_write_memory(q);
        qpdf_set_deterministic_ID(q, 1);
        if (qpdf_write(q) >= QPDF_ERRORS)
            err = ERR(mem, INTERNAL, .detail = "qpdf cannot write the file");
    }
    if (!err)
        *out = str_copy(mem, (struct str){(const char *)qpdf_get_buffer(q),
                                          qpdf_get_buffer_length(q)});
    qpdf_cleanup(&q);
    return err;
}

const struct err *
pdf_write(struct arena *mem, const struct pdf_doc *doc, struct str *out)
{
    struct buf drawn;
    int pages = draw(mem, doc, 0, NULL);

    buf_init(&drawn, mem);
    if (pages == 0 || draw(mem, doc, pages, &drawn) != pages)
        return ERR(mem, INTERNAL, .detail = "cairo cannot draw the document");
    return finish(mem, doc, buf_done(&drawn), out);
}
