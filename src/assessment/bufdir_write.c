/* Writing Bufdir's messages as XML that validates.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir.h"

#include "assessment/bufdir_wire.h"
#include "text/messages_assessment.h"

enum { DEPTH_MAX = 16 };

/* Prefixes by namespace; the root's own is the default one. */
static const char *const prefixes[NS_COUNT] = {
    [NS_GENERAL] = "bg",
    [NS_MESSAGE] = "mld",
    [NS_CHILD] = "bv",
    [NS_REFERRAL] = "henv",
};

struct writer {
    struct wire wire; /* first: a wire is a writer */
    struct buf *out;
    struct {
        enum wire_ns ns;
        const char *name;
    } open[DEPTH_MAX];
    int depth;
};

/* Fits a wire whose side is that of the writer. */
static struct writer *
writer_of(struct wire *w)
{
    return (struct writer *)w;
}

static void
put_name(struct buf *b, enum wire_ns ns, const char *name)
{
    if (prefixes[ns])
        buf_fmt(b, "%s:", prefixes[ns]);
    buf_cz(b, name);
}

static void
put_indent(struct buf *b, int depth)
{
    buf_fmt(b, "%*s", depth * 2, "");
}

/* Carriage returns would come back as line feeds. */
static void
put_text(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&':
            buf_cz(b, "&amp;");
            break;
        case '<':
            buf_cz(b, "&lt;");
            break;
        case '>':
            buf_cz(b, "&gt;");
            break;
        case '\r':
            buf_cz(b, "&#13;");
            break;
        default:
            buf_char(b, s.p[i]);
        }
}

static struct str
write_path(struct wire *w, const char *name)
{
    struct writer *x = writer_of(w);
    struct buf b;

    buf_init(&b, w->mem);
    for (int i = 0; i < x->depth; i++)
        buf_fmt(&b, "/%s", x->open[i].name);
    if (name)
        buf_fmt(&b, "/%s", name);
    return buf_done(&b);
}

static void
put_namespaces(struct writer *x, enum wire_ns root)
{
    buf_fmt(x->out, " xmlns=\"%s\"", wire_ns_uri[root]);
    for (int ns = NS_NONE + 1; ns < NS_COUNT; ns++)
        if (prefixes[ns])
            buf_fmt(x->out, " xmlns:%s=\"%s\"", prefixes[ns], wire_ns_uri[ns]);
}

static bool
write_open(struct wire *w, enum wire_ns ns, const char *name, bool present,
           bool must)
{
    struct writer *x = writer_of(w);

    (void)must;
    if (w->err || !present)
        return false;
    ASSERT(x->depth < DEPTH_MAX);
    put_indent(x->out, x->depth);
    buf_char(x->out, '<');
    put_name(x->out, ns, name);
    if (x->depth == 0)
        put_namespaces(x, ns);
    buf_cz(x->out, ">\n");
    x->open[x->depth].ns = ns;
    x->open[x->depth].name = name;
    x->depth++;
    return true;
}

static void
write_close(struct wire *w)
{
    struct writer *x = writer_of(w);

    if (w->err)
        return;
    x->depth--;
    put_indent(x->out, x->depth);
    buf_cz(x->out, "</");
    put_name(x->out, x->open[x->depth].ns, x->open[x->depth].name);
    buf_cz(x->out, ">\n");
}

/* Would the reader take it? */
static enum request_fault
fault_of(struct arena *mem, const struct request_field *f, struct str text)
{
    union {
        struct str text;
        int code;
        unsigned codes;
        struct date date;
        struct natid natid;
        struct instant instant;
    } trash = {.text = STR_NONE};
    struct request_field at_start = *f;

    at_start.offset = 0;
    return request_put(mem, &at_start, &trash, text);
}

static void
write_leaf(struct wire *w, enum wire_ns ns, const char *name,
           const struct request_field *f, void *base, bool must)
{
    struct writer *x = writer_of(w);
    enum request_fault fault;
    struct str text;

    if (w->err)
        return;
    if (request_is_empty(f, base)) {
        if (must && f->min + (f->kind != REQUEST_TEXT) > 0)
            w->err = ERR(w->mem, INVALID, .msg = MSG_BUFDIR_MISSING,
                         .arg = {msg_str(write_path(w, name))});
        if (w->err || !must)
            return;
    }
    text = request_reveal(w->mem, f, base);
    fault = fault_of(w->mem, f, text);
    if (fault != REQUEST_OK) {
        w->err = wire_fault(w->mem, write_path(w, name), f, fault);
        return;
    }
    put_indent(x->out, x->depth);
    buf_char(x->out, '<');
    put_name(x->out, ns, name);
    buf_char(x->out, '>');
    put_text(x->out, text);
    buf_cz(x->out, "</");
    put_name(x->out, ns, name);
    buf_cz(x->out, ">\n");
}

static size_t
write_count(struct wire *w, enum wire_ns ns, const char *name, size_t n,
            size_t max)
{
    (void)ns;
    if (n > max && !w->err)
        w->err = ERR(
            w->mem, INVALID, .msg = MSG_BUFDIR_COUNT,
            .arg = {msg_str(write_path(w, name)), msg_int((int64_t)max)});
    return w->err ? 0 : n;
}

static const struct wire_side writing = {
    .writes = true,
    .open = write_open,
    .close = write_close,
    .leaf = write_leaf,
    .count = write_count,
    .path = write_path,
};

const struct err *
bufdir_write(struct buf *out, const struct bufdir_message *m)
{
    struct bufdir_message copy = *m; /* the shape is made for reading, too */
    struct buf b;
    struct writer x = {.wire = {.side = &writing, .mem = out->mem}, .out = &b};

    buf_init(&b, out->mem);
    buf_cz(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    wire_message(&x.wire, &copy);
    if (!x.wire.err)
        buf_str(out, buf_done(&b));
    return x.wire.err;
}
