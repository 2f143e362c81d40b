/* QR pictures: libqrencode counts the squares, SVG is written here.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/qr.h"

#include <errno.h>
#include <qrencode.h>

/* Empty squares all around, so that a camera finds the edge. Source: ISO/IEC
 * 18004. */
enum { QUIET = 4, TEXT_MAX = 2000 };

static bool
is_dark(const QRcode *code, int x, int y)
{
    return x < code->width && (code->data[y * code->width + x] & 1) != 0;
}

/* One stroke for each run of dark squares in a row. */
static void
put_row(struct buf *b, const QRcode *code, int y)
{
    for (int x = 0; x < code->width; x++) {
        int from = x;

        while (is_dark(code, x, y))
            x++;
        if (x > from)
            buf_fmt(b, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from,
                    x - from);
    }
}

void
tpl_qr(struct page *pg, const struct qr *v)
{
    struct buf *b = pg->out;
    QRcode *code;
    int side;

    ASSERT(v->text.n > 0 && v->text.n <= TEXT_MAX);
    code = QRcode_encodeString8bit(str_cz(pg->mem, v->text), 0, QR_ECLEVEL_M);
    ASSERT(code || errno == ENOMEM);
    if (!code)
        return; /* the letters beside it say the same */
    side = code->width + 2 * QUIET;
    buf_fmt(b,
            "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "shape-rendering=\"crispEdges\" aria-label=\"",
            side, side);
    html_attr(b, v->label);
    buf_fmt(b,
            "\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
            "<path fill=\"#000\" d=\"",
            side, side);
    for (int y = 0; y < code->width; y++)
        put_row(b, code, y);
    buf_cz(b, "\"/></svg>\n");
    QRcode_free(code);
}
