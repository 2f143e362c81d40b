/* XML into a small tree: no DOCTYPE, no entities, no network, and limits.
 * SPDX-License-Identifier: EUPL-1.2 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "assessment/bufdir_wire.h"
#include "text/messages_assessment.h"

#include <string.h>

enum { DEPTH_MAX = 16, NODES_MAX = 20000, NAME_MAX_BYTES = 60 };
#define TEXT_MAX_BYTES ((size_t)40000) /* 10,000 of the longest characters */

struct parse {
    struct arena *mem;
    xmlParserCtxt *ctxt;
    const struct err *err;
    struct xml_node *root;
    struct xml_node *at;   /* open element */
    struct xml_node *last; /* last closed child of `at`, or NULL */
    struct buf text;       /* of the open element so far */
    int depth;
    int nodes;
};

struct str
xml_path(struct arena *mem, const struct xml_node *n)
{
    const struct xml_node *up[DEPTH_MAX + 2];
    size_t depth = 0;
    struct buf b;

    for (; n && depth < ARRAY_LEN(up); n = n->parent)
        up[depth++] = n;
    buf_init(&b, mem);
    while (depth-- > 0) {
        const struct xml_node *k = up[depth];
        int before = 0;
        int same = 0;

        for (const struct xml_node *s = k->parent ? k->parent->first : NULL; s;
             s = s->next) {
            bool alike = strcmp(s->name, k->name) == 0;

            if (s == k)
                before = same;
            same += alike;
        }
        buf_char(&b, '/');
        buf_cz(&b, k->name);
        if (same > 1)
            buf_fmt(&b, "[%d]", before + 1);
    }
    return buf_done(&b);
}

static void
refuse(struct parse *p, int msg, struct msg_arg a, struct msg_arg b)
{
    if (p->err)
        return;
    p->err = ERR(p->mem, INVALID, .msg = msg, .arg = {a, b});
    xmlStopParser(p->ctxt);
}

static struct msg_arg
here(struct parse *p)
{
    return msg_str(xml_path(p->mem, p->at));
}

static const struct msg_arg no_arg = {.kind = MSG_ARG_NONE};

/* Names of ours are ASCII and short; others only have to be shown. */
static const char *
plain_name(struct arena *mem, const xmlChar *name)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < NAME_MAX_BYTES && name[i]; i++)
        buf_char(&b, name[i] > ' ' && name[i] < 0x7F ? (char)name[i] : '?');
    return str_cz(mem, buf_done(&b));
}

static enum wire_ns
find_ns(const xmlChar *uri)
{
    for (int ns = NS_NONE + 1; ns < NS_COUNT; ns++)
        if (uri && strcmp((const char *)uri, wire_ns_uri[ns]) == 0)
            return (enum wire_ns)ns;
    return NS_NONE;
}

/* Only where the schema lies may be said. */
static bool
attributes_are_known(const xmlChar **attribute, int n)
{
    static const char xsi[] = "http://www.w3.org/2001/XMLSchema-instance";

    for (int i = 0; i < n; i++) {
        const char *name = (const char *)attribute[5 * i];
        const char *uri = (const char *)attribute[5 * i + 2];

        if (!uri || strcmp(uri, xsi) != 0 ||
            (strcmp(name, "schemaLocation") != 0 &&
             strcmp(name, "noNamespaceSchemaLocation") != 0))
            return false;
    }
    return true;
}

static bool
is_blank(struct str s)
{
    return str_trim(s).n == 0;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
         int n_defaulted, const xmlChar **attributes)
{
    struct parse *p = ((xmlParserCtxt *)data)->_private;
    struct xml_node *n;

    (void)prefix;
    (void)n_ns;
    (void)ns;
    (void)n_defaulted;
    if (p->err)
        return;
    if (!is_blank(buf_done(&p->text)))
        refuse(p, MSG_BUFDIR_TEXT_BETWEEN, here(p), no_arg);
    if (++p->depth > DEPTH_MAX)
        refuse(p, MSG_BUFDIR_TOO_DEEP, here(p), msg_int(DEPTH_MAX));
    if (++p->nodes > NODES_MAX)
        refuse(p, MSG_BUFDIR_TOO_MANY_ELEMENTS, msg_int(NODES_MAX), no_arg);
    if (p->err)
        return;
    n = ARENA_NEW(p->mem, struct xml_node);
    n->ns = find_ns(uri);
    n->name = plain_name(p->mem, name);
    n->parent = p->at;
    if (p->last)
        p->last->next = n;
    else if (p->at)
        p->at->first = n;
    else
        p->root = n;
    p->at = n;
    p->last = NULL;
    buf_init(&p->text, p->mem);
    if (!attributes_are_known(attributes, n_attributes))
        refuse(p, MSG_BUFDIR_ATTRIBUTE, here(p), no_arg);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
    struct parse *p = ((xmlParserCtxt *)data)->_private;

    (void)name;
    (void)prefix;
    (void)uri;
    if (p->err)
        return;
    if (!p->at->first)
        p->at->text = buf_done(&p->text);
    else if (!is_blank(buf_done(&p->text)))
        refuse(p, MSG_BUFDIR_TEXT_BETWEEN, here(p), no_arg);
    buf_init(&p->text, p->mem);
    p->last = p->at;
    p->at = p->at->parent;
    p->depth--;
}

static void
on_text(void *data, const xmlChar *text, int n)
{
    struct parse *p = ((xmlParserCtxt *)data)->_private;

    if (p->err || !p->at)
        return;
    if (p->text.n + (size_t)n > TEXT_MAX_BYTES)
        refuse(p, MSG_BUFDIR_LONG, here(p), msg_int(TEXT_MAX_BYTES / 4));
    else
        buf_bytes(&p->text, text, (size_t)n);
}

/* Called as soon as <!DOCTYPE is seen, before anything in it is read. */
static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external,
           const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    refuse(((xmlParserCtxt *)data)->_private, MSG_BUFDIR_DOCTYPE, no_arg,
           no_arg);
}

static void
on_error(void *data, xmlError *e)
{
    struct parse *p = ((xmlParserCtxt *)data)->_private;

    if (e->level >= XML_ERR_ERROR && !p->err)
        p->err = ERR(p->mem, INVALID, .msg = MSG_BUFDIR_NOT_XML,
                     .arg = {msg_int(e->line)}, .line = e->line);
}

/* What the library would print, bytes of the message with it. The parser's own
 * errors come to on_error. */
static void
print_nothing(void *data, xmlError *e)
{
    (void)data;
    (void)e;
}

/* True when nothing stands after the root: the library stops at a NUL. */
static bool
is_read_to_the_end(const xmlParserCtxt *ctxt)
{
    return ctxt->input && ctxt->input->cur == ctxt->input->end;
}

static void
free_context(void *thing)
{
    xmlFreeParserCtxt(thing);
}

const struct err *
xml_parse(struct arena *mem, struct str xml, struct xml_node **out)
{
    struct parse p = {.mem = mem};
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .ignorableWhitespace = on_text,
        .internalSubset = on_doctype,
        .serror = on_error,
    };

    if (xml.n > BUFDIR_MAX_BYTES)
        return ERR(mem, INVALID, .msg = MSG_BUFDIR_TOO_BIG,
                   .arg = {msg_int(BUFDIR_MAX_BYTES)});
    if (xml.n == 0)
        return ERR(mem, INVALID, .msg = MSG_BUFDIR_NOT_XML, .arg = {msg_int(1)},
                   .line = 1);
    xmlInitParser();
    p.ctxt = xmlNewParserCtxt();
    if (!p.ctxt)
        return ERR(mem, UNAVAILABLE, .detail = "libxml2: no memory");
    arena_defer(mem, free_context, p.ctxt);
    *p.ctxt->sax = sax;
    p.ctxt->_private = &p;
    buf_init(&p.text, mem);
    xmlSetStructuredErrorFunc(NULL, print_nothing); /* of this thread */
    (void)xmlCtxtReadMemory(p.ctxt, xml.p, (int)xml.n, NULL, NULL,
                            XML_PARSE_NONET);
    if (!p.err &&
        (!p.ctxt->wellFormed || !p.root || !is_read_to_the_end(p.ctxt)))
        p.err = ERR(mem, INVALID, .msg = MSG_BUFDIR_NOT_XML,
                    .arg = {msg_int(1)}, .line = 1);
    p.ctxt->_private = NULL;
    if (!p.err)
        *out = p.root;
    return p.err;
}
