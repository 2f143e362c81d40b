/* The reader's mark on what leaves, and pictures of what stands in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/mark.h"

#include "file/tool.h"
#include "text/messages_file.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points: A4. qpdf fits it to other sizes of paper. */
#define PAGE_W 595.276
#define PAGE_H 841.89
#define SLANT  (-0.7) /* radians, rising to the right */
enum { QPDF_FINE = 0, QPDF_WARNED = 3 };

static cairo_status_t
keep_bytes(void *arg, const unsigned char *data, unsigned length)
{
    buf_bytes(arg, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static PangoLayout *
layout_new(cairo_t *cr, const char *font, double width, struct str text)
{
    PangoLayout *l = pango_cairo_create_layout(cr);
    PangoFontDescription *d = pango_font_description_from_string(font);

    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    pango_layout_set_text(l, text.p ? text.p : "", (int)text.n);
    return l;
}

/* One page with nothing but the mark. */
static struct str
draw_mark(struct arena *mem, struct str mark)
{
    struct buf out;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoLayout *l;

    buf_init(&out, mem);
    surface = cairo_pdf_surface_create_for_stream(keep_bytes, &out, PAGE_W,
                                                  PAGE_H);
    cr = cairo_create(surface);
    l = layout_new(cr, "Noto Sans, DejaVu Sans Bold 22", PAGE_W, mark);
    cairo_save(cr);
    cairo_translate(cr, PAGE_W / 2, PAGE_H / 2);
    cairo_rotate(cr, SLANT);
    cairo_set_source_rgba(cr, 0.2, 0.2, 0.2, 0.12);
    cairo_move_to(cr, -PAGE_W / 2, -20);
    pango_cairo_show_layout(cr, l);
    cairo_restore(cr);
    g_object_unref(l);
    l = layout_new(cr, "Noto Sans, DejaVu Sans 7", PAGE_W - 40, mark);
    cairo_set_source_rgb(cr, 0.25, 0.25, 0.25);
    cairo_move_to(cr, 20, PAGE_H - 16);
    pango_cairo_show_layout(cr, l);
    g_object_unref(l);
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return buf_done(&out);
}

const struct err *
mark_pdf(struct arena *mem, const char *field, struct str bytes,
         struct str mark, struct str *out)
{
    static const char *const argv[] = {"/usr/bin/qpdf", "--warning-exit-0",
                                       TOOL_FIRST,      "--overlay",
                                       TOOL_SECOND,     "--from=",
                                       "--repeat=1",    "--",
                                       TOOL_OUT,        NULL};
    struct str marked = STR_NONE;
    int status = -1;
    const struct err *err = tool_run(mem, argv, bytes, draw_mark(mem, mark),
                                     &marked, &status);

    if (err)
        return err;
    if ((status != QPDF_FINE && status != QPDF_WARNED) ||
        !str_starts(marked, STR("%PDF-")))
        return ERR(mem, INVALID, .msg = MSG_FILE_PDF, .field = field);
    *out = marked;
    return NULL;
}

const struct err *
mark_first_page(struct arena *mem, struct str bytes, struct str *out)
{
    static const char *const argv[] = {"/usr/bin/pdftocairo",
                                       "-png",
                                       "-singlefile",
                                       "-f",
                                       "1",
                                       "-scale-to-x",
                                       "900",
                                       "-scale-to-y",
                                       "-1",
                                       TOOL_FIRST,
                                       "-",
                                       NULL};
    struct str picture = STR_NONE;
    int status = -1;
    const struct err *err = tool_run(mem, argv, bytes, STR_NONE, &picture,
                                     &status);

    if (err)
        return err;
    if (status != 0 || !str_starts(picture, STR("\x89PNG\r\n")))
        return ERR(mem, NOT_FOUND);
    *out = picture;
    return NULL;
}

struct str
mark_text(struct arena *mem, struct str bytes, struct str mark)
{
    struct buf b;

    buf_init(&b, mem);
    buf_str(&b, mark);
    buf_cz(&b, "\n\n");
    buf_str(&b, bytes);
    return buf_done(&b);
}
