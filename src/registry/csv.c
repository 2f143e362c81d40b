/* CSV reader: one pass over borrowed bytes, no recursion, every bound checked.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/csv.h"

#include "text/messages_registry.h"

/* A field as it is read: where it ends and what the row does next. */
enum field_end { END_FIELD, END_ROW, END_FILE };

static char
peek(const struct csv *csv, size_t at)
{
    return at < csv->rest.n ? csv->rest.p[at] : '\0';
}

static void
skip(struct csv *csv, size_t n)
{
    csv->rest.p += n;
    csv->rest.n -= n;
}

/* Length of the line end at `at`: 2 for CRLF, 1 for LF, else 0. */
static size_t
line_end(const struct csv *csv, size_t at)
{
    if (peek(csv, at) == '\n')
        return 1;
    return peek(csv, at) == '\r' && peek(csv, at + 1) == '\n' ? 2 : 0;
}

/* Control characters; line ends and tabs are judged where they stand. */
static bool
is_control(char c)
{
    return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;
}

static const struct err *
fault(const struct csv *csv, size_t column, int msg)
{
    const char *field = NULL;

    if (csv->name && column < csv->n)
        field = str_cz(csv->mem, csv->name[column]);
    return ERR(csv->mem, INVALID, .msg = msg, .line = csv->line,
               .field = field);
}

/* After a field: a separator, a line end or the end of the file. */
static bool
field_ends(struct csv *csv, enum field_end *out)
{
    size_t eol = line_end(csv, 0);

    if (csv->rest.n == 0) {
        *out = END_FILE;
        return true;
    }
    if (eol) {
        skip(csv, eol);
        csv->line++;
        *out = END_ROW;
        return true;
    }
    if (peek(csv, 0) != csv->separator)
        return false;
    skip(csv, 1);
    *out = END_FIELD;
    return true;
}

static const struct err *
read_plain(struct csv *csv, size_t column, struct str *out)
{
    size_t n = 0;

    while (n < csv->rest.n && csv->rest.p[n] != csv->separator &&
           !line_end(csv, n)) {
        if (csv->rest.p[n] == '"')
            return fault(csv, column, MSG_CSV_QUOTE_MISPLACED);
        if (is_control(csv->rest.p[n]))
            return fault(csv, column, MSG_CSV_CONTROL);
        n++;
    }
    if (n > CSV_MAX_FIELD)
        return fault(csv, column, MSG_CSV_FIELD_TOO_LONG);
    *out = str_trim(str_cut(csv->rest, 0, n));
    skip(csv, n);
    return NULL;
}

/* The text between quotes that starts at rest[1]; `n` bytes with doubled ones.
 */
static struct str
unquote(struct csv *csv, size_t n)
{
    char *p = arena_alloc(csv->mem, n ? n : 1);
    size_t used = 0;

    for (size_t i = 0; i < n; i++) {
        char c = csv->rest.p[1 + i];

        p[used++] = c;
        if (c == '"')
            i++;
    }
    return (struct str){p, used};
}

static const struct err *
read_quoted(struct csv *csv, size_t column, struct str *out)
{
    int64_t lines = 0;
    size_t n = 0;

    for (;; n++) {
        if (1 + n >= csv->rest.n)
            return fault(csv, column, MSG_CSV_QUOTE_OPEN);
        if (n > CSV_MAX_FIELD)
            return fault(csv, column, MSG_CSV_FIELD_TOO_LONG);
        if (csv->rest.p[1 + n] == '"') {
            if (peek(csv, 2 + n) != '"')
                break;
            n++;
        } else if (line_end(csv, 1 + n)) {
            n += line_end(csv, 1 + n) - 1;
            lines++;
        } else if (is_control(csv->rest.p[1 + n])) {
            return fault(csv, column, MSG_CSV_CONTROL);
        }
    }
    *out = unquote(csv, n);
    skip(csv, n + 2);
    csv->line += lines;
    return NULL;
}

/* Reads one record into `field`; *n counts all its fields, also those beyond
 * the array, which are read and dropped. */
static const struct err *
read_record(struct csv *csv, struct str *field, size_t max, size_t *n)
{
    enum field_end end = END_FIELD;

    *n = 0;
    while (end == END_FIELD) {
        struct str got = STR_NONE;
        size_t blanks = 0;
        const struct err *err;

        while (peek(csv, blanks) == ' ' || peek(csv, blanks) == '\t')
            blanks++;
        if (peek(csv, blanks) == '"') {
            skip(csv, blanks);
            err = read_quoted(csv, *n, &got);
            while (!err && (peek(csv, 0) == ' ' || peek(csv, 0) == '\t'))
                skip(csv, 1);
        } else {
            err = read_plain(csv, *n, &got);
        }
        if (err)
            return err;
        if (!field_ends(csv, &end))
            return fault(csv, *n, MSG_CSV_AFTER_QUOTE);
        if (*n < max)
            field[*n] = got;
        (*n)++;
    }
    return NULL;
}

static void
skip_empty_lines(struct csv *csv)
{
    size_t eol;

    while ((eol = line_end(csv, 0)) > 0) {
        skip(csv, eol);
        csv->line++;
    }
}

/* The first `;` or `,` outside quotes on the first line; `,` when none. */
static char
find_separator(struct str s)
{
    bool quoted = false;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == ';' || c == ','))
            return c;
        else if (!quoted && c == '\n')
            break;
    }
    return ',';
}

static const struct err *
read_header(struct csv *csv)
{
    const struct err *err;
    int64_t line = csv->line;

    if (csv->rest.n == 0)
        return fault(csv, 0, MSG_CSV_EMPTY);
    csv->name = NULL;
    struct str *name = ARENA_NEW_N(csv->mem, struct str, CSV_MAX_COLUMNS);
    size_t n = 0;

    err = read_record(csv, name, CSV_MAX_COLUMNS, &n);
    if (err)
        return err;
    if (n > CSV_MAX_COLUMNS)
        return ERR(csv->mem, INVALID, .msg = MSG_CSV_TOO_MANY_COLUMNS,
                   .arg = {msg_int(CSV_MAX_COLUMNS)}, .line = line);
    for (size_t i = 0; i < n; i++) {
        if (name[i].n == 0)
            return ERR(csv->mem, INVALID, .msg = MSG_CSV_COLUMN_UNNAMED,
                       .arg = {msg_int((int64_t)i + 1)}, .line = line);
        for (size_t j = 0; j < i; j++)
            if (str_eq(name[i], name[j]))
                return ERR(csv->mem, INVALID, .msg = MSG_CSV_COLUMN_TWICE,
                           .arg = {msg_str(name[i])}, .line = line);
    }
    csv->name = name;
    csv->n = n;
    return NULL;
}

/* The line of the first byte that is not UTF-8. */
static int64_t
bad_utf8_line(struct str s)
{
    int64_t line = 1;
    struct str head;
    struct str rest = s;

    while (str_split(rest, '\n', &head, &rest) && str_is_utf8(head))
        line++;
    return line;
}

const struct err *
csv_open(struct arena *mem, struct str bytes, struct csv *out)
{
    *out = (struct csv){.mem = mem, .rest = bytes, .line = 1};
    if (bytes.n > CSV_MAX_BYTES)
        return ERR(mem, INVALID, .msg = MSG_CSV_TOO_LARGE,
                   .arg = {msg_int(CSV_MAX_BYTES / (1024 * 1024))});
    if (!str_is_utf8(bytes))
        return ERR(mem, INVALID, .msg = MSG_CSV_NOT_UTF8,
                   .line = bad_utf8_line(bytes));
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        skip(out, 3);
    skip_empty_lines(out);
    out->separator = find_separator(out->rest);
    return read_header(out);
}

const struct err *
csv_next(struct csv *csv, struct csv_row *out, bool *more)
{
    const struct err *err;

    skip_empty_lines(csv);
    *more = false;
    if (csv->rest.n == 0)
        return NULL;
    if (csv->rows == CSV_MAX_ROWS)
        return ERR(csv->mem, INVALID, .msg = MSG_CSV_TOO_MANY_ROWS,
                   .arg = {msg_int(CSV_MAX_ROWS)}, .line = csv->line);
    out->line = csv->line;
    out->field = ARENA_NEW_N(csv->mem, struct str, csv->n);
    err = read_record(csv, out->field, csv->n, &out->n);
    if (err)
        return err;
    csv->rows++;
    *more = true;
    if (out->n != csv->n)
        return ERR(csv->mem, INVALID, .msg = MSG_CSV_WRONG_COUNT,
                   .arg = {msg_int((int64_t)out->n), msg_int((int64_t)csv->n)},
                   .line = out->line);
    return NULL;
}

int
csv_column(const struct csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->n; i++)
        if (str_eq_cz(csv->name[i], name))
            return (int)i;
    return -1;
}
