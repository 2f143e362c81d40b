/* Template compiler: one HTML template becomes one C function.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * tplc IN.html OUT.c [OUT.d FOLDER/messages.txt…]: the language is in
 * src/page/README.md; the texts tell which headers of ids to include, and
 * stand in the dependency file: an id may move from one folder to another. */
#include "tplc.h"

#include "keep.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LITERAL_MAX = 3000, BLOCKS_MAX = 40, WORDS_MAX = 8 };

const char *tplc_file;

struct block {
    bool loop;
    int line;
    struct html_mark *mark;
    char *var;  /* loop: its name in the template … */
    char *expr; /* … and in C */
    int index;
};

static FILE *out;
static const char *src; /* the whole template, after two NULs */
static const char *at;  /* where we read */
static int line = 1;
static char *name;  /* of the function */
static char *view;  /* "struct x_view" */
static char *frame; /* to close at the end */
static bool split;
static struct block block[BLOCKS_MAX];
static int n_block;
static int loops;
static char **message_files; /* ends with NULL */
static char literal[LITERAL_MAX];
static size_t literal_n;
static int literal_line;

void
tplc_fault(int where, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s:%d: error: ", tplc_file, where);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

/* All memory hangs in one chain until the end. */
struct chunk {
    struct chunk *next;
    max_align_t bytes[];
};
static struct chunk *chunks;

void *
tplc_alloc(size_t bytes)
{
    struct chunk *c = malloc(sizeof *c + bytes);

    if (!c) {
        fprintf(stderr, "tplc: out of memory\n");
        exit(1);
    }
    c->next = chunks;
    chunks = c;
    return c->bytes;
}

char *
tplc_copy(const char *s, size_t n)
{
    char *p = tplc_alloc(n + 1);

    memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

/* --- output --- */
static void
write_quoted(const char *s, size_t n)
{
    fputc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c == '\n')
            fputs("\\n", out);
        else if (c < ' ')
            fprintf(out, "\\%03o", (unsigned)c);
        else if (strchr("\"\\?", c))
            fprintf(out, "\\%c", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void
line_mark(int where)
{
    fprintf(out, "#line %d ", where);
    write_quoted(tplc_file, strlen(tplc_file));
    fputc('\n', out);
}

static void
literal_flush(void)
{
    if (literal_n == 0)
        return;
    line_mark(literal_line);
    fputs("    buf_bytes(pg->out, ", out);
    write_quoted(literal, literal_n);
    fprintf(out, ", %zu);\n", literal_n);
    literal_n = 0;
}

static void
literal_char(char c)
{
    /* Not inside a UTF-8 sequence. */
    if (literal_n >= LITERAL_MAX - 4 && ((unsigned char)c & 0xC0) != 0x80)
        literal_flush();
    if (literal_n == 0)
        literal_line = line;
    literal[literal_n++] = c;
}

/* --- words of a directive --- */
struct words {
    char *w[WORDS_MAX];
    int n;
};

static bool
is_word_char(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && c >= '0' && c <= '9');
}

static struct words
words_of(const char *s, size_t n)
{
    struct words ws = {.n = 0};
    size_t i = 0;

    for (;;) {
        size_t from;

        while (i < n && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t'))
            i++;
        from = i;
        while (i < n && s[i] != ' ' && s[i] != '\n' && s[i] != '\t')
            i++;
        if (i == from)
            return ws;
        if (ws.n == WORDS_MAX)
            tplc_fault(line, "too many words");
        ws.w[ws.n++] = tplc_copy(s + from, i - from);
    }
}

static bool
is_capitals(const char *w)
{
    for (const char *p = w; *p; p++)
        if (!((*p >= 'A' && *p <= 'Z') || *p == '_' ||
              (p > w && *p >= '0' && *p <= '9')))
            return false;
    return *w != '\0';
}

static void
name_check(const char *w)
{
    bool ok = is_word_char(*w, true);

    for (const char *p = w; *p; p++)
        ok = ok && is_word_char(*p, false);
    if (!ok)
        tplc_fault(line, "'%s' is not a name", w);
}

static char *
joined(const char *a, const char *b)
{
    size_t n = strlen(a);
    size_t m = strlen(b);
    char *p = tplc_alloc(n + m + 1);

    memcpy(p, a, n);
    memcpy(p + n, b, m + 1);
    return p;
}

/* A field of the view or of a loop's element, in C: a.b.c and a->b. */
static char *
expr_of(const char *w)
{
    size_t head = 0;
    const char *base = NULL;
    char *e;

    while (is_word_char(w[head], head == 0))
        head++;
    if (w[0] == '#') {
        for (int i = n_block - 1; i >= 0; i--) {
            if (!block[i].loop || strcmp(block[i].var, w + 1) != 0)
                continue;
            e = tplc_alloc(40);
            snprintf(e, 40, "(int64_t)(i%d + 1)", block[i].index);
            return e;
        }
        tplc_fault(line, "'%s' is no loop around here", w + 1);
    }
    for (const char *p = w; *p;) {
        if (!is_word_char(*p, true))
            tplc_fault(line, "'%s' is not a field", w);
        while (is_word_char(*p, false))
            p++;
        if (*p == '.')
            p++;
        else if (p[0] == '-' && p[1] == '>')
            p += 2;
        else if (*p != '\0')
            tplc_fault(line, "'%s' is not a field", w);
        else
            break;
    }
    if (head == 0)
        tplc_fault(line, "'%s' is not a field", w);
    for (int i = n_block - 1; i >= 0 && !base; i--)
        if (block[i].loop && strlen(block[i].var) == head &&
            strncmp(block[i].var, w, head) == 0)
            base = block[i].expr;
    return base ? joined(base, w + head) : joined("v->", w);
}

/* --- holes --- */
static void
hole_open(const char *what)
{
    switch (html_place()) {
    case HTML_IN_TEXT:
        fputs("    html_text(pg->out, ", out);
        return;
    case HTML_IN_ATTR:
    case HTML_IN_WORDS:
        fputs("    html_attr(pg->out, ", out);
        return;
    case HTML_IN_URL_START:
        fputs("    html_url(pg->out, ", out);
        return;
    case HTML_IN_URL_PART:
        fputs("    url_part(pg->out, ", out);
        return;
    case HTML_IN_TAG:
    case HTML_IN_JSON:
    case HTML_NOWHERE:
        tplc_fault(line, "%s must stand in text or in a quoted attribute",
                   what);
    }
}

static void
hole(const char *source, size_t n)
{
    static const char *const filters[] = {
        "short", "relative", "iso", "time", "plain", "id", "day", "long", NULL};
    struct words ws = words_of(source + 2, n - 4);
    char *bar;
    const char *conversion;
    const char *suffix = "";

    if (ws.n != 1)
        tplc_fault(line, "write {{ field }} or {{ field|filter }}");
    bar = strchr(ws.w[0], '|');
    if (bar)
        *bar++ = '\0';
    if (strlen(ws.w[0]) > 2 && !strcmp(ws.w[0] + strlen(ws.w[0]) - 2, ".v"))
        tplc_fault(line, "an id is shown as {{ field|id }}");
    if (html_place() == HTML_IN_JSON && !bar) {
        literal_flush();
        line_mark(line);
        fprintf(out, "    tpl_json(pg, %s);\n", expr_of(ws.w[0]));
        return;
    }
    conversion = html_place() == HTML_IN_TEXT || html_place() == HTML_IN_WORDS
                     ? "TPL_STR"
                     : "TPL_RAW";
    if (bar) {
        bool known = false;

        for (const char *const *f = filters; *f; f++)
            known = known || strcmp(*f, bar) == 0;
        if (!known)
            tplc_fault(line, "unknown filter '%s'", bar);
        conversion = joined("tpl_", bar);
        suffix = strcmp(bar, "id") == 0 ? ".v" : "";
    }
    literal_flush();
    line_mark(line);
    hole_open("{{ … }}");
    fprintf(out, "%s(pg, %s%s));\n", conversion, expr_of(ws.w[0]), suffix);
    html_hole(line, source, n);
}

/* A message and its arguments, as an expression of type struct str. */
static void
write_message(const struct words *ws, int first)
{
    int n = ws->n - first - 1;

    if (n == 0) {
        fprintf(out, "msg_plain(pg->lang, MSG_%s)", ws->w[first]);
        return;
    }
    fprintf(out,
            "msg_text(pg->mem, pg->lang, MSG_%s, "
            "(const struct msg_arg[]){",
            ws->w[first]);
    for (int i = first + 1; i < ws->n; i++)
        fprintf(out, "%sTPL_ARG(%s)", i > first + 1 ? ", " : "",
                expr_of(ws->w[i]));
    fprintf(out, "}, %d)", n);
}

static void
message_args_check(const struct words *ws, int first)
{
    if (!is_capitals(ws->w[first]) || strncmp(ws->w[first], "MSG_", 4) == 0)
        tplc_fault(line, "'%s': a message id in capitals, without MSG_",
                   ws->w[first]);
    line_mark(line);
    fprintf(out,
            "    _Static_assert(MSGARGS_%s == %d, \"%s is given %d "
            "arguments\");\n",
            ws->w[first], ws->n - first - 1, ws->w[first], ws->n - first - 1);
    line_mark(line);
}

static void
words_place_check(const char *what)
{
    if (html_place() != HTML_IN_TEXT && html_place() != HTML_IN_WORDS &&
        html_place() != HTML_IN_ATTR)
        tplc_fault(line, "%s must stand in text or in a quoted attribute",
                   what);
}

static void
text_place_check(const char *what)
{
    if (html_place() != HTML_IN_TEXT)
        tplc_fault(line, "{%% %s %%} must stand between tags", what);
}

/* --- directives --- */
static void
do_view(const struct words *ws)
{
    const char *h = ws->n == 5 ? ws->w[4] : "";
    size_t n = strlen(h);

    if (view || ws->n != 5 || strcmp(ws->w[1], "struct") != 0 ||
        strcmp(ws->w[3], "from") != 0 || n < 3 || h[0] != '"' ||
        h[n - 1] != '"')
        tplc_fault(line, "once, first: {%% view struct x from \"a/x.h\" %%}");
    name_check(ws->w[2]);
    view = joined("struct ", ws->w[2]);
    fprintf(out, "#include \"page/tpl.h\"\n");
    tplc_include_messages(out, src, message_files);
    line_mark(line);
    fprintf(out, "#include %s\n\n", h);
}

/* The function's head; at the first thing that is not a view or comment. */
static void
function_open(const char *suffix)
{
    line_mark(line);
    fprintf(out,
            "void\ntpl_%s%s(struct page *pg, const %s *v)\n{\n"
            "    (void)pg;\n    (void)v;\n",
            name, suffix, view);
}

static void
do_if(const struct words *ws, int first)
{
    bool not = ws->n == first + 2 && strcmp(ws->w[first], "not") == 0;

    if (ws->n != first + 1 && !not )
        tplc_fault(line, "write {%% if field %%} or {%% if not field %%}");
    fprintf(out, "if (%sTPL_TRUE(%s)) {\n", not ? "!" : "",
            expr_of(ws->w[ws->n - 1]));
}

static struct block *
block_push(void)
{
    struct block *b;

    if (n_block == BLOCKS_MAX)
        tplc_fault(line, "nested too deep");
    b = &block[n_block];
    memset(b, 0, sizeof *b);
    b->line = line;
    b->mark = html_block_start(line);
    return b;
}

static void
do_for(const struct words *ws)
{
    struct block *b = block_push();
    char *rows;
    size_t cap;

    if (ws->n != 4 || strcmp(ws->w[2], "in") != 0)
        tplc_fault(line, "write {%% for x in rows %%}");
    name_check(ws->w[1]);
    for (int i = 0; i < n_block; i++)
        if (block[i].loop && strcmp(block[i].var, ws->w[1]) == 0)
            tplc_fault(line, "the loop around is called '%s' too", ws->w[1]);
    rows = expr_of(ws->w[3]);
    b->loop = true;
    b->var = ws->w[1];
    b->index = ++loops;
    cap = strlen(rows) + 30;
    b->expr = tplc_alloc(cap);
    snprintf(b->expr, cap, "%s[i%d]", rows, b->index);
    fprintf(out, "    for (size_t i%d = 0; i%d < %s_n; i%d++) {\n", b->index,
            b->index, rows, b->index);
    n_block++;
}

static void
do_else(const struct words *ws)
{
    struct block *b = n_block > 0 ? &block[n_block - 1] : NULL;

    if (!b || b->loop)
        tplc_fault(line, "{%% else %%} without {%% if %%}");
    html_block_else(line, b->mark);
    if (ws->n == 1) {
        fputs("    } else {\n", out);
        return;
    }
    if (strcmp(ws->w[1], "if") != 0)
        tplc_fault(line, "write {%% else %%} or {%% else if field %%}");
    fputs("    } else ", out);
    do_if(ws, 2);
}

static void
do_end(void)
{
    if (n_block == 0)
        tplc_fault(line, "{%% end %%} without a start");
    html_block_end(line, block[n_block - 1].mark);
    n_block--;
    fputs("    }\n", out);
}

static void
do_part(const struct words *ws)
{
    const char *field;

    text_place_check("part");
    if (ws->n != 3)
        tplc_fault(line, "write {%% part name field %%}, *field for a pointer "
                         "or . for the view");
    name_check(ws->w[1]);
    field = ws->w[2];
    if (strcmp(field, ".") == 0)
        fprintf(out, "    tpl_%s(pg, v);\n", ws->w[1]);
    else if (*field == '*')
        fprintf(out, "    tpl_%s(pg, %s);\n", ws->w[1], expr_of(field + 1));
    else
        fprintf(out, "    tpl_%s(pg, &%s);\n", ws->w[1], expr_of(field));
}

static void
do_frame(const struct words *ws)
{
    if (frame || ws->n < 3)
        tplc_fault(line, "once: {%% frame staff TITLE %%}");
    text_place_check("frame");
    name_check(ws->w[1]);
    frame = ws->w[1];
    if (is_capitals(ws->w[2])) {
        message_args_check(ws, 2);
        fprintf(out, "    frame_%s_begin(pg, ", frame);
        write_message(ws, 2);
        fputs(");\n", out);
    } else if (ws->n == 3) {
        fprintf(out, "    frame_%s_begin(pg, %s);\n", frame, expr_of(ws->w[2]));
    } else {
        tplc_fault(line, "a title is a message or one field");
    }
}

static void
do_message(const struct words *ws, const char *source, size_t n)
{
    if (ws->n < 2)
        tplc_fault(line, "write {%% t MESSAGE arguments %%}");
    words_place_check("{% t … %}");
    message_args_check(ws, 1);
    hole_open("{% t … %}");
    write_message(ws, 1);
    fputs(");\n", out);
    html_hole(line, source, n);
}

static void
do_message_field(const struct words *ws, const char *source, size_t n)
{
    if (ws->n != 2)
        tplc_fault(line, "write {%% m field %%}");
    words_place_check("{% m … %}");
    hole_open("{% m … %}");
    fprintf(out, "msg_plain(pg->lang, %s));\n", expr_of(ws->w[1]));
    html_hole(line, source, n);
}

static void
do_split(void)
{
    if (n_block > 0 || frame || split)
        tplc_fault(line, "{%% split %%} once, outside blocks and frames");
    split = true;
    fputs("}\n\n", out);
    function_open("_end");
}

static void
do_csrf(void)
{
    text_place_check("csrf");
    html_csrf(line);
    fputs("    tpl_csrf(pg);\n", out);
}

static void
do_icon(const struct words *ws)
{
    text_place_check("icon");
    if (ws->n != 2)
        tplc_fault(line, "write {%% icon Name %%}");
    name_check(ws->w[1]);
    fprintf(out, "    tpl_icon(pg, STR(\"%s\"));\n", ws->w[1]);
}

static void
directive(const char *source, size_t n)
{
    struct words ws = words_of(source + 2, n - 4);
    const char *w = ws.n > 0 ? ws.w[0] : "";

    literal_flush();
    if (strcmp(w, "view") == 0) {
        do_view(&ws);
        return;
    }
    if (!view)
        tplc_fault(line, "first: {%% view struct x from \"a/x.h\" %%}");
    line_mark(line);
    if (strcmp(w, "if") == 0) {
        block_push();
        fputs("    ", out);
        do_if(&ws, 1);
        n_block++;
    } else if (strcmp(w, "for") == 0) {
        do_for(&ws);
    } else if (strcmp(w, "else") == 0) {
        do_else(&ws);
    } else if (strcmp(w, "end") == 0 && ws.n == 1) {
        do_end();
    } else if (strcmp(w, "part") == 0) {
        do_part(&ws);
    } else if (strcmp(w, "frame") == 0) {
        do_frame(&ws);
    } else if (strcmp(w, "t") == 0) {
        do_message(&ws, source, n);
    } else if (strcmp(w, "m") == 0) {
        do_message_field(&ws, source, n);
    } else if (strcmp(w, "csrf") == 0 && ws.n == 1) {
        do_csrf();
    } else if (strcmp(w, "icon") == 0) {
        do_icon(&ws);
    } else if (strcmp(w, "split") == 0 && ws.n == 1) {
        do_split();
    } else {
        tplc_fault(line, "unknown: {%% %s %%}", w);
    }
}

/* Moves over n characters, counting lines. */
static void
skip(size_t n)
{
    for (size_t i = 0; i < n; i++)
        line += *at++ == '\n';
}

/* At "{{", "{%" or "{#": gives the length of the whole, its end included. */
static size_t
mark_length(void)
{
    char close[3] = {at[1] == '{' ? '}' : at[1], '}', '\0'};
    const char *end = strstr(at + 2, close);

    if (!end)
        tplc_fault(line, "'%.2s' without '%s'", at, close);
    return (size_t)(end + 2 - at);
}

static bool opened; /* the function's head is written */

static void
read_mark(void)
{
    size_t n = mark_length();
    bool is_view = at[1] == '%' && strstr(at, "view") &&
                   strstr(at, "view") < at + n && !view;

    if (at[1] != '#' && !is_view && !opened) {
        if (!view)
            tplc_fault(line, "first: {%% view struct x from \"a/x.h\" %%}");
        function_open(strstr(src, "{% split %}") ? "_begin" : "");
        opened = true;
    }
    if (at[1] == '{')
        hole(at, n);
    else if (at[1] == '%')
        directive(at, n);
    skip(n);
}

static void
read_char(void)
{
    bool keep = html_char(line, at);

    for (const char *p = html_insert(); *p; p++)
        literal_char(*p);
    if (keep)
        literal_char(*at);
}

static void
read_template(void)
{
    bool begun = false;

    /* White space at the end is left out: parts stand inside lines. */
    while (at[strspn(at, " \n\t\r")] != '\0') {
        if (at[0] == '{' && strchr("{%#", at[1]) && at[1] != '\0') {
            read_mark();
            continue;
        }
        begun = opened || !strchr(" \n\t\r", *at);
        if (begun && !opened) {
            if (!view)
                tplc_fault(line, "first: {%% view struct x from \"a/x.h\" %%}");
            function_open(strstr(src, "{% split %}") ? "_begin" : "");
            opened = true;
        }
        if (begun)
            read_char();
        skip(1);
    }
    literal_flush();
    if (n_block > 0)
        tplc_fault(block[n_block - 1].line, "block without {%% end %%}");
    if (!opened)
        tplc_fault(line, "the template is empty");
    html_end(line);
    if (frame)
        fprintf(out, "    frame_%s_end(pg);\n", frame);
    fputs("}\n", out);
}

static void
load(const char *path)
{
    FILE *f = fopen(path, "rb");
    long size = -1;
    char *p;

    if (f && fseek(f, 0, SEEK_END) == 0)
        size = ftell(f);
    if (size < 0)
        tplc_cannot("read", path);
    rewind(f);
    p = tplc_alloc((size_t)size + 2);
    p[0] = 'x'; /* html_char looks one back */
    p[1 + fread(p + 1, 1, (size_t)size, f)] = '\0';
    fclose(f);
    src = at = p + 1;
}

/* The function is called as the file, '-' becomes '_'. */
static void
name_from(const char *path)
{
    const char *base = strrchr(path, '/');
    size_t n;

    base = base ? base + 1 : path;
    n = strcspn(base, ".");
    name = tplc_copy(base, n);
    for (size_t i = 0; i < n; i++)
        if (name[i] == '-')
            name[i] = '_';
    name_check(name);
}

int
main(int argc, char **argv)
{
    char *text = NULL;
    size_t n = 0;

    if (argc < 3) {
        fprintf(stderr,
                "usage: tplc IN.html OUT.c [OUT.d FOLDER/messages.txt...]\n");
        return 2;
    }
    message_files = argv + (argc > 3 ? 4 : 3);
    tplc_file = argv[1];
    load(argv[1]);
    name_from(argv[1]);
    out = open_memstream(&text, &n);
    if (!out) {
        fprintf(stderr, "tplc: out of memory\n");
        return 1;
    }
    fputs("/* Generated by tools/tplc. Do not edit. */\n", out);
    read_template();
    if ((ferror(out) | fclose(out)) || !keep_file(argv[2], text, n))
        tplc_cannot("write", argv[2]);
    free(text);
    if (argc > 3)
        tplc_write_dependencies(argv[3], argv[2], message_files);
    return 0;
}
