/* Reads pages with libxml2's HTML parser.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page_scan.h"

#include "text/text.h"

#include <libxml/HTMLparser.h>
#include <string.h>

struct scan {
    struct arena *mem;
    struct buf text;
    struct str wanted; /* a link's or a button's text, or a form's action */
    xmlNode *found;
    bool buttons;
};

static void
close_document(void *doc)
{
    xmlFreeDoc(doc);
}

static xmlNode *
parse(struct arena *mem, struct str html)
{
    htmlDocPtr doc = htmlReadMemory(
        html.p ? html.p : "", (int)html.n, NULL, "UTF-8",
        HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

    if (!doc)
        return NULL;
    arena_defer(mem, close_document, doc);
    return xmlDocGetRootElement(doc);
}

static bool
is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE &&
           strcmp((const char *)n->name, name) == 0;
}

static struct str
attribute(struct arena *mem, xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetProp(n, (const xmlChar *)name);
    struct str s = str_copy(mem, str_of((const char *)v));

    xmlFree(v);
    return s;
}

static bool
has_attribute(xmlNode *n, const char *name)
{
    return xmlHasProp(n, (const xmlChar *)name) != NULL;
}

/* Next node in document order below `top`, without recursion. */
static xmlNode *
next_node(xmlNode *n, const xmlNode *top, bool into)
{
    if (into && n->children)
        return n->children;
    while (n && n != top && !n->next)
        n = n->parent;
    return !n || n == top ? NULL : n->next;
}

static void
add_folded(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool space = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';

        if (!space)
            buf_char(b, s.p[i]);
        else if (b->n > 0 && b->p[b->n - 1] != ' ')
            buf_char(b, ' ');
    }
}

static struct str
text_of(struct arena *mem, xmlNode *top)
{
    struct buf b;

    buf_init(&b, mem);
    for (xmlNode *n = top; n;
         n = next_node(n, top, !is(n, "script") && !is(n, "style"))) {
        if (n->type == XML_TEXT_NODE)
            add_folded(&b, str_of((const char *)n->content));
        else if (b.n > 0 && b.p[b.n - 1] != ' ' && !is(n, "b") && !is(n, "a"))
            buf_char(&b, ' ');
    }
    return str_trim(buf_done(&b));
}

struct str
page_text(struct arena *mem, struct str html)
{
    xmlNode *root = parse(mem, html);

    return root ? text_of(mem, root) : STR_NONE;
}

static xmlNode *
find_element(struct arena *mem, xmlNode *root, const char *name,
             struct str text)
{
    for (xmlNode *n = root; n; n = next_node(n, root, true))
        if (is(n, name) && (text.n == 0 || str_eq(text_of(mem, n), text)))
            return n;
    return NULL;
}

struct str
page_title(struct arena *mem, struct str html)
{
    xmlNode *root = parse(mem, html);
    xmlNode *title = root ? find_element(mem, root, "title", STR_NONE) : NULL;

    return title ? text_of(mem, title) : STR_NONE;
}

bool
page_link(struct arena *mem, struct str html, struct str text, struct str *out)
{
    xmlNode *root = parse(mem, html);
    xmlNode *a = root ? find_element(mem, root, "a", text) : NULL;

    if (!a)
        return false;
    *out = attribute(mem, a, "href");
    return true;
}

/* Puts "&" for "&amp;": an address of ours is escaped in no other way. */
static struct str
without_amp(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        buf_char(&b, s.p[i]);
        if (str_starts(str_cut(s, i, s.n), STR("&amp;")))
            i += 4;
    }
    return buf_done(&b);
}

/* By hand: walks read tens of thousands of pages, all from our own templates,
 * whose attributes stand in double quotes. */
size_t
page_links(struct arena *mem, struct str html, struct str *out, size_t max)
{
    const char *at = html.p;
    const char *end = html.p + html.n;
    size_t n = 0;

    while (n < max && at && (at = memchr(at, '<', (size_t)(end - at)))) {
        struct str tag = {at, (size_t)(end - at)};
        struct str href = STR_NONE;

        at++;
        if (!str_starts(tag, STR("<a ")) ||
            !str_split(tag, '>', &tag, &(struct str){0}))
            continue;
        for (size_t i = 0; i < tag.n && href.n == 0; i++)
            if (str_starts(str_cut(tag, i, tag.n), STR(" href=\"")))
                (void)str_split(str_cut(tag, i + 7, tag.n), '"', &href,
                                &(struct str){0});
        if (str_starts(href, STR("/")) && !str_starts(href, STR("//")) &&
            !str_starts(href, STR("/assets/")))
            out[n++] = without_amp(mem, href);
    }
    return n;
}

/* --- forms --- */

struct body {
    struct arena *mem;
    struct buf b;
    xmlNode *form;
    const struct form_fill *fill;
    size_t n;
    bool used[64];
    bool multipart;
};

/* What a choice with these words sends: an option, or the control of a label.
 */
static struct str
value_of_words(struct body *body, struct str text)
{
    struct arena *mem = body->mem;
    struct str id = STR_NONE;

    for (xmlNode *x = body->form; x; x = next_node(x, body->form, true)) {
        bool words = (is(x, "option") || is(x, "label")) &&
                     str_eq(str_trim(text_of(mem, x)), text);

        if (words && is(x, "option"))
            return attribute(mem, x, "value");
        if (words)
            id = attribute(mem, x, "for");
        if (id.n > 0 && is(x, "input") && str_eq(attribute(mem, x, "id"), id))
            return attribute(mem, x, "value");
    }
    for (xmlNode *x = body->form; x; x = next_node(x, body->form, true))
        if (id.n > 0 && is(x, "input") && str_eq(attribute(mem, x, "id"), id))
            return attribute(mem, x, "value");
    return text;
}

/* One part of a multipart body; "@name:content" is a file. */
static void
put_part(struct body *body, struct str name, struct str value)
{
    struct str file = STR_NONE;

    buf_cz(&body->b, "--" PAGE_BOUNDARY "\r\nContent-Disposition: form-data;"
                     " name=\"");
    buf_str(&body->b, name);
    if (str_starts(value, STR("@")) && str_split(value, ':', &file, &value)) {
        buf_cz(&body->b, "\"; filename=\"");
        buf_str(&body->b, str_cut(file, 1, file.n));
        buf_cz(&body->b, "\"\r\nContent-Type: application/octet-stream");
    } else {
        buf_char(&body->b, '"');
    }
    buf_cz(&body->b, "\r\n\r\n");
    buf_str(&body->b, value);
    buf_cz(&body->b, "\r\n");
}

static void
put(struct body *body, struct str name, struct str value)
{
    if (body->multipart) {
        put_part(body, name, value);
        return;
    }
    if (body->b.n > 0)
        buf_char(&body->b, '&');
    url_part(&body->b, name);
    buf_char(&body->b, '=');
    url_part(&body->b, value);
}

/* The filled values of `name`, once; false when nobody filled it. */
static bool
put_filled(struct body *body, struct str name)
{
    bool any = false;

    for (size_t i = 0; i < body->n; i++) {
        if (!str_eq(body->fill[i].name, name))
            continue;
        any = true;
        if (!body->used[i] && str_starts(body->fill[i].value, STR("=")))
            put(body, name,
                value_of_words(body, str_cut(body->fill[i].value, 1,
                                             body->fill[i].value.n)));
        else if (!body->used[i])
            put(body, name, body->fill[i].value);
        body->used[i] = true;
    }
    return any;
}

static struct str
selected_value(struct arena *mem, xmlNode *select)
{
    xmlNode *first = NULL;

    for (xmlNode *n = select; n; n = next_node(n, select, true)) {
        if (!is(n, "option"))
            continue;
        if (!first || has_attribute(n, "selected"))
            first = n;
        if (has_attribute(n, "selected"))
            break;
    }
    if (!first)
        return STR_NONE;
    return has_attribute(first, "value") ? attribute(mem, first, "value")
                                         : text_of(mem, first);
}

static void
put_control(struct body *body, xmlNode *n)
{
    struct str name = attribute(body->mem, n, "name");
    struct str type = attribute(body->mem, n, "type");
    bool ticked = has_attribute(n, "checked");

    if (name.n == 0 || is(n, "button") || put_filled(body, name))
        return;
    if (is(n, "select"))
        put(body, name, selected_value(body->mem, n));
    else if (is(n, "textarea"))
        put(body, name, text_of(body->mem, n));
    else if ((!str_eq_cz(type, "checkbox") && !str_eq_cz(type, "radio")) ||
             ticked)
        put(body, name, attribute(body->mem, n, "value"));
}

static struct str
form_body(struct arena *mem, xmlNode *form, const struct form_fill *fill,
          size_t n, xmlNode *button)
{
    struct body body = {.mem = mem, .form = form, .fill = fill, .n = n};

    body.multipart = str_eq_cz(attribute(mem, form, "enctype"),
                               "multipart/form-data");
    buf_init(&body.b, mem);
    for (xmlNode *x = form; x; x = next_node(x, form, true))
        if (is(x, "input") || is(x, "select") || is(x, "textarea"))
            put_control(&body, x);
    if (button && has_attribute(button, "name"))
        put(&body, attribute(mem, button, "name"),
            attribute(mem, button, "value"));
    for (size_t i = 0; i < n; i++)
        if (!body.used[i])
            put(&body, fill[i].name, fill[i].value);
    if (body.multipart)
        buf_cz(&body.b, "--" PAGE_BOUNDARY "--\r\n");
    return buf_done(&body.b);
}

bool
page_fill_form(struct arena *mem, struct str html, struct str action,
               const struct form_fill *fill, size_t n, struct str *out)
{
    xmlNode *root = parse(mem, html);

    for (xmlNode *x = root; x; x = next_node(x, root, true))
        if (is(x, "form") && str_eq(attribute(mem, x, "action"), action)) {
            *out = form_body(mem, x, fill, n, NULL);
            return true;
        }
    return false;
}

bool
page_press(struct arena *mem, struct str html, struct str button,
           const struct form_fill *fill, size_t n, struct str *action,
           struct str *out)
{
    xmlNode *root = parse(mem, html);
    xmlNode *b = root ? find_element(mem, root, "button", button) : NULL;
    xmlNode *form = b;

    while (form && !is(form, "form"))
        form = form->parent;
    if (!form)
        return false;
    *action = has_attribute(b, "formaction") ? attribute(mem, b, "formaction")
                                             : attribute(mem, form, "action");
    *out = form_body(mem, form, fill, n, b);
    return true;
}
