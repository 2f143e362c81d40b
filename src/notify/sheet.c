/* Writes tables: CSV by ourselves, XLSX by libxlsxwriter (ADR 0026).
 * SPDX-License-Identifier: EUPL-1.2 */
#include <xlsxwriter.h> /* first: its macros name what base/ poisons */

#include "notify/sheet.h"

#include "text/text.h"

#include <stdlib.h>
#include <unistd.h>

enum { TAB_CHARS = 31, CELL_CHARS = 32767, WIDTH_MIN = 10, WIDTH_MAX = 44 };

/* Control characters have no place in a cell: a line end stays one. */
static struct str
tidy(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '\r')
            buf_char(&b, '\n');
        else
            buf_char(&b, c < ' ' && c != '\t' && c != '\n' ? ' ' : s.p[i]);
    }
    return buf_done(&b);
}

static void
csv_line(struct buf *b, const struct str *cell, size_t cols)
{
    for (size_t i = 0; i < cols; i++) {
        if (i > 0)
            buf_char(b, ',');
        csv_field(b, tidy(b->mem, cell[i]));
    }
    buf_char(b, '\n');
}

struct str
sheet_csv(struct arena *mem, const struct sheet *s)
{
    struct buf b;

    buf_init(&b, mem);
    csv_line(&b, s->head, s->cols);
    for (size_t r = 0; r < s->rows; r++)
        csv_line(&b, s->cell + r * s->cols, s->cols);
    return buf_done(&b);
}

/* What stands in a cell: never a formula, never longer than a cell may be. */
static const char *
cell_text(struct arena *mem, struct str s)
{
    struct str cut = tidy(mem, s);

    while (str_chars(cut) >= CELL_CHARS || !str_is_utf8(cut))
        cut.n--;
    return str_cz(
        mem, text_is_formula(cut) ? str_fmt(mem, "'%.*s", STR_FMT(cut)) : cut);
}

/* A tab's name: at most 31 characters, none of []:*?/\ . */
static const char *
tab_name(struct arena *mem, struct str title)
{
    struct buf b;
    struct str cut = title;

    while (str_chars(cut) > TAB_CHARS || !str_is_utf8(cut))
        cut.n--;
    buf_init(&b, mem);
    for (size_t i = 0; i < cut.n; i++)
        buf_char(&b, strchr("[]:*?/\\'", cut.p[i]) ? ' ' : cut.p[i]);
    return str_cz(mem, buf_done(&b));
}

static double
width_of(const struct sheet *s, size_t col)
{
    size_t most = str_chars(s->head[col]);

    for (size_t r = 0; r < s->rows; r++) {
        size_t n = str_chars(s->cell[r * s->cols + col]);

        most = n > most ? n : most;
    }
    return most < WIDTH_MIN   ? WIDTH_MIN
           : most > WIDTH_MAX ? WIDTH_MAX
                              : (double)most + 1;
}

static lxw_error
fill(struct arena *mem, const struct sheet *s, lxw_workbook *book)
{
    lxw_worksheet *tab = workbook_add_worksheet(book, tab_name(mem, s->title));
    lxw_format *bold = workbook_add_format(book);
    lxw_error bad = LXW_NO_ERROR;

    if (!tab || !bold)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    format_set_bold(bold);
    for (size_t c = 0; !bad && c < s->cols; c++) {
        lxw_col_t col = (lxw_col_t)c;

        bad = worksheet_set_column(tab, col, col, width_of(s, c), NULL);
        if (!bad)
            bad = worksheet_write_string(tab, 0, col,
                                         cell_text(mem, s->head[c]), bold);
        for (size_t r = 0; !bad && r < s->rows; r++)
            bad = worksheet_write_string(
                tab, (lxw_row_t)(r + 1), col,
                cell_text(mem, s->cell[r * s->cols + c]), NULL);
    }
    worksheet_freeze_panes(tab, 1, 0);
    return bad;
}

/* The library writes to a file only; ours has a name for as long as that. */
static const struct err *
write_to(struct arena *mem, const struct sheet *s, const char *path)
{
    lxw_workbook_options opt = {.constant_memory = LXW_FALSE};
    lxw_workbook *book = workbook_new_opt(path, &opt);
    lxw_error bad;
    lxw_error closing;

    if (!book)
        return ERR(mem, UNAVAILABLE, .detail = "xlsx: no memory");
    bad = fill(mem, s, book);
    closing = workbook_close(book); /* frees it, whatever it gives */
    if (bad == LXW_NO_ERROR)
        bad = closing;
    return bad == LXW_NO_ERROR
               ? NULL
               : ERR(mem, UNAVAILABLE, .detail = lxw_strerror(bad));
}

static const struct err *
read_all(struct arena *mem, int fd, struct str *out)
{
    struct buf b;
    char part[16384];
    ssize_t n = 0;

    buf_init(&b, mem);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return ERR(mem, INTERNAL, .detail = "xlsx: cannot seek");
    while ((n = read(fd, part, sizeof part)) > 0)
        buf_bytes(&b, part, (size_t)n);
    if (n < 0)
        return ERR(mem, INTERNAL, .detail = "xlsx: cannot read");
    *out = buf_done(&b);
    return NULL;
}

const struct err *
sheet_xlsx(struct arena *mem, const struct sheet *s, struct str *out)
{
    const char *dir = getenv("TMPDIR");
    struct str name = str_fmt(mem, "%s/helhet-sheet-XXXXXX",
                              dir && *dir ? dir : "/tmp");
    char *path = ARENA_NEW_N(mem, char, name.n + 1);
    const struct err *err;
    int fd;

    memcpy(path, name.p, name.n);
    fd = mkstemp(path); /* 0600 */
    if (fd < 0)
        return ERR(mem, UNAVAILABLE, .detail = "xlsx: no temporary file");
    err = write_to(mem, s, path);
    if (!err)
        err = read_all(mem, fd, out);
    (void)unlink(path);
    (void)close(fd);
    return err;
}
