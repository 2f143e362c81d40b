/* Template compiler: follows the HTML, and refuses what is not safe or not
 * usable: script, style, unquoted attributes, controls without a label, tables
 * without a caption, forms without the token, words that are not messages.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "tplc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 200, NAME_MAX_BYTES = 64, VALUE_MAX = 600, LIST_MAX = 400 };

enum state {
    TEXT,
    TAG_OPEN, /* after '<' */
    TAG_NAME, /* in the name of a start tag */
    END_NAME, /* in the name of an end tag */
    IN_TAG,   /* between attributes */
    ATTR_NAME,
    AFTER_EQ,
    VALUE,
    DOCTYPE
};

struct element {
    char name[NAME_MAX_BYTES];
    int line;
    bool post;  /* a form that posts */
    bool seen;  /* form: token seen; table: caption seen */
    bool cards; /* a table that becomes cards on a phone */
    bool data;  /* a script that is JSON */
};

/* The attributes of the tag under way that some rule asks for. */
enum {
    A_ID,
    A_TYPE,
    A_FOR,
    A_METHOD,
    A_SRC,
    A_ALT,
    A_CLASS,
    A_SCOPE,
    A_ROLE,
    A_KEPT
};
static const char *const kept[A_KEPT] = {
    "id", "type", "for", "method", "src", "alt", "class", "scope", "role"};

static struct {
    enum state state;
    char quote;
    bool url_started;
    char name[NAME_MAX_BYTES]; /* of the tag under way */
    char attr[NAME_MAX_BYTES];
    char value[VALUE_MAX];
    char keep[A_KEPT][VALUE_MAX];
    bool has[A_KEPT];
    bool slash; /* "/>" */
    int depth;
    struct element open[DEPTH_MAX];
    bool entity;
    const char *role; /* to insert before the tag's '>' */
} h;

struct named {
    char *text;
    int line;
};
static struct named controls[LIST_MAX];
static int n_controls;
static struct named labels[LIST_MAX];
static int n_labels;

struct html_mark {
    enum state state;
    int depth;
    bool url_started;
    bool url_then;
    bool has_else;
    char attr[NAME_MAX_BYTES];
    char name[NAME_MAX_BYTES];
};

static bool
one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static bool
is_void(const char *name)
{
    static const char *const list[] = {"area",   "br",    "col",  "hr",
                                       "img",    "input", "link", "meta",
                                       "source", "track", "wbr",  NULL};

    return one_of(name, list);
}

static bool
is_url_attr(const char *name)
{
    static const char *const list[] = {"href",       "src",        "action",
                                       "cite",       "formaction", "poster",
                                       "xlink:href", NULL};

    return one_of(name, list);
}

static bool
is_words_attr(const char *name)
{
    static const char *const list[] = {"title",
                                       "alt",
                                       "placeholder",
                                       "aria-label",
                                       "label",
                                       "summary",
                                       "aria-roledescription",
                                       "aria-valuetext",
                                       "data-etikett",
                                       "aria-description",
                                       "data-igjen",
                                       "data-over",
                                       "data-lagrer",
                                       "data-lagret",
                                       "data-feilet",
                                       NULL};

    return one_of(name, list);
}

static bool
is_refused_attr(const char *name)
{
    static const char *const list[] = {
        "style", "srcdoc", "srcset", "http-equiv", "ping", "background", NULL};

    return one_of(name, list) || strncmp(name, "on", 2) == 0;
}

static bool
is_refused_element(const char *name)
{
    static const char *const list[] = {"style",  "iframe",        "object",
                                       "embed",  "base",          "frame",
                                       "applet", "foreignobject", NULL};

    return one_of(name, list);
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool
is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static void
append(int line, char *to, size_t cap, const char *s, size_t n)
{
    size_t have = strlen(to);

    if (have + n + 1 > cap)
        tplc_fault(line, "name or value too long: %.40s", to);
    memcpy(to + have, s, n);
    to[have + n] = '\0';
}

static struct element *
inner(const char *name)
{
    for (int i = h.depth - 1; i >= 0; i--)
        if (strcmp(h.open[i].name, name) == 0)
            return &h.open[i];
    return NULL;
}

static void
tag_start(void)
{
    h.name[0] = h.attr[0] = h.value[0] = '\0';
    h.slash = false;
    for (int i = 0; i < A_KEPT; i++) {
        h.keep[i][0] = '\0';
        h.has[i] = false;
    }
}

static void
attr_start(int line)
{
    if (is_refused_attr(h.attr))
        tplc_fault(line, "the attribute %s is not allowed", h.attr);
    h.value[0] = '\0';
    h.url_started = false;
}

static void
attr_done(int line)
{
    if (h.attr[0] == '\0')
        return;
    if (is_refused_attr(h.attr))
        tplc_fault(line, "the attribute %s is not allowed", h.attr);
    for (int i = 0; i < A_KEPT; i++) {
        if (strcmp(h.attr, kept[i]) != 0)
            continue;
        h.has[i] = true;
        memcpy(h.keep[i], h.value, sizeof h.value);
    }
    h.attr[0] = h.value[0] = '\0';
}

static void
list_add(int line, struct named *list, int *n, const char *text)
{
    if (*n == LIST_MAX)
        tplc_fault(line, "too many controls: divide the template");
    list[*n].text = tplc_copy(text, strlen(text));
    list[*n].line = line;
    ++*n;
}

static void
control_check(int line)
{
    static const char *const free_types[] = {"hidden", "submit", "button",
                                             "reset",  "image",  NULL};
    bool input = strcmp(h.name, "input") == 0;

    if (!input && strcmp(h.name, "select") != 0 &&
        strcmp(h.name, "textarea") != 0)
        return;
    if (input && one_of(h.keep[A_TYPE], free_types))
        return;
    if (h.keep[A_ID][0] == '\0')
        tplc_fault(line, "<%s> needs an id and a label with for=", h.name);
    list_add(line, controls, &n_controls, h.keep[A_ID]);
}

static bool
has_class(const char *word)
{
    size_t n = strlen(word);
    const char *p = h.keep[A_CLASS];

    while ((p = strstr(p, word)) != NULL) {
        bool starts = p == h.keep[A_CLASS] || p[-1] == ' ';

        if (starts && (p[n] == ' ' || p[n] == '\0' || p[n] == '{'))
            return true;
        p += n;
    }
    return false;
}

/* Safari forgets that something is a table or a list when its display or list
 * style is changed, so the look's classes bring their roles. */
static void
role_choose(void)
{
    static const char *const lists[] = {"oversikt", "linjer", "tidslinje",
                                        "kart",     "tegn",   "lop__spor",
                                        "steg",     NULL};
    const struct element *table = inner("table");
    bool cards = table && table->cards;

    h.role = NULL;
    if (h.has[A_ROLE])
        return;
    if (strcmp(h.name, "table") == 0 && has_class("kort-tabell"))
        h.role = " role=\"table\"";
    if (strcmp(h.name, "ul") == 0 || strcmp(h.name, "ol") == 0)
        for (const char *const *l = lists; *l; l++)
            if (has_class(*l))
                h.role = " role=\"list\"";
    if (!cards)
        return;
    if (strcmp(h.name, "thead") == 0 || strcmp(h.name, "tbody") == 0)
        h.role = " role=\"rowgroup\"";
    else if (strcmp(h.name, "tr") == 0)
        h.role = " role=\"row\"";
    else if (strcmp(h.name, "td") == 0)
        h.role = " role=\"cell\"";
    else if (strcmp(h.name, "th") == 0)
        h.role = strcmp(h.keep[A_SCOPE], "col") == 0 ? " role=\"columnheader\""
                                                     : " role=\"rowheader\"";
}

const char *
html_insert(void)
{
    const char *role = h.role;

    h.role = NULL;
    return role ? role : "";
}

/* '>' of a start tag: the rules of single elements, then the stack. */
static void
tag_done(int line)
{
    struct element *e;

    if (is_refused_element(h.name))
        tplc_fault(line, "<%s> is not allowed", h.name);
    if (strcmp(h.name, "script") == 0 && h.keep[A_SRC][0] == '\0' &&
        strcmp(h.keep[A_TYPE], "application/json") != 0)
        tplc_fault(line, "a script must be a file: <script src=…>");
    if (strcmp(h.name, "img") == 0 && !h.has[A_ALT])
        tplc_fault(line, "<img> needs alt");
    control_check(line);
    role_choose();
    if (strcmp(h.name, "label") == 0 && h.has[A_FOR])
        list_add(line, labels, &n_labels, h.keep[A_FOR]);
    if (strcmp(h.name, "caption") == 0 && inner("table"))
        inner("table")->seen = true;
    h.state = TEXT;
    if (is_void(h.name) || h.slash)
        return;
    if (h.depth == DEPTH_MAX)
        tplc_fault(line, "nested too deep");
    e = &h.open[h.depth++];
    memcpy(e->name, h.name, sizeof e->name);
    e->line = line;
    e->seen = false;
    e->data = strcmp(h.name, "script") == 0 && h.keep[A_SRC][0] == '\0';
    e->cards = strcmp(h.name, "table") == 0 && has_class("kort-tabell");
    e->post = strcmp(h.name, "form") == 0 &&
              strcmp(h.keep[A_METHOD], "post") == 0;
}

static void
end_tag_done(int line)
{
    const struct element *e;

    if (h.depth == 0)
        tplc_fault(line, "</%s> closes nothing", h.name);
    e = &h.open[--h.depth];
    if (strcmp(e->name, h.name) != 0)
        tplc_fault(line, "</%s> closes <%s> of line %d", h.name, e->name,
                   e->line);
    if (strcmp(h.name, "table") == 0 && !e->seen)
        tplc_fault(e->line, "<table> needs a <caption>");
    if (e->post && !e->seen)
        tplc_fault(e->line, "a form that posts needs {%% csrf %%}");
    h.state = TEXT;
}

/* Letters in the page are messages. `&nbsp;` and signs are not letters. */
static bool
is_letter(const char *at)
{
    unsigned char c = (unsigned char)at[0];
    unsigned char d = (unsigned char)at[1];

    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    return c >= 0xC3 && c <= 0xC9 && !(c == 0xC3 && (d == 0x97 || d == 0xB7));
}

static void
words_check(int line, const char *at)
{
    if (*at == '&')
        h.entity = true;
    else if (h.entity && (*at == ';' || is_space(*at)))
        h.entity = false;
    else if (!h.entity && is_letter(at))
        tplc_fault(line, "words are messages: write {%% t … %%} for '%.20s'",
                   at);
}

static void
text_char(int line, const char *at)
{
    const char *const script = "script";

    if (*at == '<') {
        h.entity = false;
        h.state = TAG_OPEN;
        tag_start();
        return;
    }
    if (h.depth > 0 && strcmp(h.open[h.depth - 1].name, script) == 0 &&
        !is_space(*at))
        tplc_fault(line, "no text inside <script>");
    words_check(line, at);
}

static void
tag_open_char(int line, const char *at)
{
    if (*at == '/') {
        h.state = END_NAME;
    } else if (strncmp(at, "!doctype html>", 14) == 0) {
        h.state = DOCTYPE;
    } else if (*at == '!') {
        tplc_fault(line, "no HTML comments: write {# … #}");
    } else if (is_name_char(*at)) {
        h.state = TAG_NAME;
        append(line, h.name, sizeof h.name, at, 1);
    } else {
        tplc_fault(line, "a single '<': write &lt;");
    }
}

static void
end_name_char(int line, const char *at)
{
    if (*at == '>')
        end_tag_done(line);
    else if (is_name_char(*at))
        append(line, h.name, sizeof h.name, at, 1);
    else
        tplc_fault(line, "bad end tag");
}

/* Between attributes, in a tag's name or in an attribute's name. */
static void
in_tag_char(int line, const char *at)
{
    if (*at == '>') {
        attr_done(line);
        tag_done(line);
    } else if (*at == '=' && h.state == ATTR_NAME) {
        attr_start(line);
        h.state = AFTER_EQ;
    } else if (is_space(*at)) {
        attr_done(line);
        h.state = IN_TAG;
    } else if (*at == '/' && at[1] == '>') {
        attr_done(line);
        h.slash = true;
        h.state = IN_TAG;
    } else if (!is_name_char(*at)) {
        tplc_fault(line, "'%c' inside <%s>", *at, h.name);
    } else if (h.state == TAG_NAME) {
        append(line, h.name, sizeof h.name, at, 1);
    } else {
        h.state = ATTR_NAME;
        append(line, h.attr, sizeof h.attr, at, 1);
    }
}

static void
url_start_check(int line, const char *at)
{
    static const char *const ok[] = {
        "/", "#", "?", "https:", "mailto:", "tel:", NULL};

    for (const char *const *p = ok; *p; p++)
        if (strncmp(at, *p, strlen(*p)) == 0)
            return;
    tplc_fault(line, "%s must start with / # ? https: mailto: or tel:", h.attr);
}

static void
value_char(int line, const char *at)
{
    if (*at == h.quote) {
        h.entity = false;
        attr_done(line);
        h.state = IN_TAG;
        return;
    }
    if (*at == '<')
        tplc_fault(line, "'<' in an attribute: is a quote missing?");
    if (is_url_attr(h.attr) && !h.url_started && h.value[0] == '\0')
        url_start_check(line, at);
    h.url_started = true;
    if (is_words_attr(h.attr))
        words_check(line, at);
    append(line, h.value, sizeof h.value, at, 1);
}

/* White space with a line break becomes one line break, outside values and
 * where white space is kept. */
static bool
keep_space(const char *at)
{
    if (h.state == VALUE || inner("pre") || inner("textarea"))
        return true;
    if (h.state == TEXT || h.state == IN_TAG)
        return !(is_space(*at) && is_space(at[-1]));
    return true;
}

bool
html_char(int line, const char *at)
{
    bool keep = keep_space(at);

    switch (h.state) {
    case TEXT:
        text_char(line, at);
        break;
    case TAG_OPEN:
        tag_open_char(line, at);
        break;
    case END_NAME:
        end_name_char(line, at);
        break;
    case TAG_NAME:
    case IN_TAG:
    case ATTR_NAME:
        in_tag_char(line, at);
        break;
    case AFTER_EQ:
        if (*at != '"' && *at != '\'')
            tplc_fault(line, "quote the value of %s", h.attr);
        h.quote = *at;
        h.state = VALUE;
        break;
    case VALUE:
        value_char(line, at);
        break;
    case DOCTYPE:
        if (*at == '>')
            h.state = TEXT;
        break;
    }
    return keep;
}

enum html_place
html_place(void)
{
    const struct element *around = h.depth > 0 ? &h.open[h.depth - 1] : NULL;

    if (h.state == TEXT && around && strcmp(around->name, "script") == 0)
        return around->data ? HTML_IN_JSON : HTML_NOWHERE;
    if (h.state == TEXT)
        return HTML_IN_TEXT;
    if (h.state == IN_TAG || h.state == ATTR_NAME || h.state == TAG_NAME)
        return HTML_IN_TAG;
    if (h.state != VALUE)
        return HTML_NOWHERE;
    if (is_url_attr(h.attr))
        return h.url_started ? HTML_IN_URL_PART : HTML_IN_URL_START;
    return is_words_attr(h.attr) ? HTML_IN_WORDS : HTML_IN_ATTR;
}

void
html_hole(int line, const char *source, size_t n)
{
    if (h.state != VALUE)
        return;
    append(line, h.value, sizeof h.value, source, n);
    h.url_started = true;
}

void
html_csrf(int line)
{
    struct element *form = inner("form");

    if (!form)
        tplc_fault(line, "{%% csrf %%} stands inside a form");
    form->seen = true;
}

static void
settle(int line)
{
    if (h.state == TAG_NAME || h.state == ATTR_NAME) {
        attr_done(line);
        h.state = IN_TAG;
    }
    if (h.state == TAG_OPEN || h.state == END_NAME || h.state == AFTER_EQ ||
        h.state == DOCTYPE)
        tplc_fault(line, "a block may not start or end here");
}

struct html_mark *
html_block_start(int line)
{
    struct html_mark *m = tplc_alloc(sizeof *m);

    settle(line);
    memset(m, 0, sizeof *m);
    m->state = h.state;
    m->depth = h.depth;
    m->url_started = h.url_started;
    memcpy(m->attr, h.attr, sizeof m->attr);
    memcpy(m->name, h.name, sizeof m->name);
    return m;
}

static void
same_check(int line, const struct html_mark *m)
{
    settle(line);
    if (m->state != h.state || m->depth != h.depth ||
        (h.state == VALUE && strcmp(m->attr, h.attr) != 0) ||
        (h.state == IN_TAG && strcmp(m->name, h.name) != 0))
        tplc_fault(line, "the HTML inside the block is not balanced");
}

void
html_block_else(int line, struct html_mark *m)
{
    same_check(line, m);
    m->url_then = m->has_else ? m->url_then && h.url_started : h.url_started;
    m->has_else = true;
    h.url_started = m->url_started;
}

void
html_block_end(int line, struct html_mark *m)
{
    same_check(line, m);
    h.url_started = m->url_started ||
                    (m->has_else && m->url_then && h.url_started);
}

void
html_end(int line)
{
    if (h.state != TEXT)
        tplc_fault(line, "the file ends inside a tag");
    if (h.depth > 0)
        tplc_fault(h.open[h.depth - 1].line, "<%s> is not closed",
                   h.open[h.depth - 1].name);
    for (int i = 0; i < n_controls; i++) {
        bool found = false;

        for (int k = 0; k < n_labels; k++)
            found = found || strcmp(labels[k].text, controls[i].text) == 0;
        if (!found)
            tplc_fault(controls[i].line, "no <label for=\"%s\">",
                       controls[i].text);
    }
}
