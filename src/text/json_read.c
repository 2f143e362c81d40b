/* JSON reader: one pass, a small stack of its own, all limits checked.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/json_read.h"
#include "text/messages_text.h"

#include "text/text.h"

enum expect {
    WANT_VALUE,
    WANT_VALUE_OR_END, /* after '[' */
    WANT_KEY,
    WANT_KEY_OR_END, /* after '{' */
    WANT_COLON,
    WANT_COMMA_OR_END,
    WANT_NOTHING
};

struct reader {
    struct arena *mem;
    struct str s;
    size_t i;
    struct json_token *token;
    size_t n;
    size_t room;
    uint32_t open[JSON_DEPTH_MAX]; /* arrays and objects around here */
    size_t depth;
    enum expect want;
    const char *fault; /* what is wrong, or NULL */
};

static void
refuse(struct reader *r, const char *what)
{
    if (!r->fault)
        r->fault = what;
}

static struct json_token *
token_add(struct reader *r, enum json_kind kind)
{
    struct json_token *t;

    if (r->n == r->room) {
        refuse(r, "too many values");
        return NULL;
    }
    t = &r->token[r->n++];
    t->kind = kind;
    t->next = (uint32_t)r->n;
    return t;
}

/* A value is complete: what may follow? */
static void
value_done(struct reader *r)
{
    if (r->depth == 0) {
        r->want = WANT_NOTHING;
        return;
    }
    r->token[r->open[r->depth - 1]].n++;
    r->want = WANT_COMMA_OR_END;
}

static void
container_open(struct reader *r, enum json_kind kind)
{
    if (r->depth == JSON_DEPTH_MAX) {
        refuse(r, "nested too deep");
        return;
    }
    r->open[r->depth] = (uint32_t)r->n;
    if (!token_add(r, kind))
        return;
    r->depth++;
    r->want = kind == JSON_ARRAY ? WANT_VALUE_OR_END : WANT_KEY_OR_END;
    r->i++;
}

static void
container_close(struct reader *r, enum json_kind kind)
{
    struct json_token *t = &r->token[r->open[r->depth - 1]];

    if (t->kind != kind) {
        refuse(r, "closes something else");
        return;
    }
    t->next = (uint32_t)r->n;
    r->depth--;
    r->i++;
    value_done(r);
}

/* Four hex digits; -1 when they are not. */
static int32_t
hex4(struct str s, size_t i)
{
    int32_t v = 0;

    if (s.n < 4 || i > s.n - 4)
        return -1;
    for (size_t k = i; k < i + 4; k++) {
        char c = s.p[k];
        int32_t d = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

static void
put_utf8(struct buf *b, uint32_t c)
{
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | (c >> 6)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_char(b, (char)(0xE0 | (c >> 12)));
        buf_char(b, (char)(0x80 | ((c >> 6) & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(b, (char)(0xF0 | (c >> 18)));
        buf_char(b, (char)(0x80 | ((c >> 12) & 0x3F)));
        buf_char(b, (char)(0x80 | ((c >> 6) & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

/* After "\u": one or two groups of four digits. */
static void
read_unicode(struct reader *r, struct buf *b)
{
    int32_t high = hex4(r->s, r->i);
    int32_t low = -1;

    r->i += 4;
    if (high <= 0 || (high >= 0xDC00 && high <= 0xDFFF)) {
        refuse(r, "bad \\u in a string");
        return;
    }
    if (high < 0xD800 || high > 0xDBFF) {
        put_utf8(b, (uint32_t)high);
        return;
    }
    if (r->i + 2 <= r->s.n && r->s.p[r->i] == '\\' && r->s.p[r->i + 1] == 'u')
        low = hex4(r->s, r->i + 2);
    if (low < 0xDC00 || low > 0xDFFF) {
        refuse(r, "half a surrogate pair");
        return;
    }
    r->i += 6;
    put_utf8(b, 0x10000 + (((uint32_t)high & 0x3FF) << 10) +
                    ((uint32_t)low & 0x3FF));
}

static void
read_escape(struct reader *r, struct buf *b)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    char c = r->i < r->s.n ? r->s.p[r->i++] : '\0';

    if (c == 'u') {
        read_unicode(r, b);
        return;
    }
    for (size_t k = 0; k + 1 < sizeof from; k++) {
        if (from[k] != c)
            continue;
        buf_char(b, to[k]);
        return;
    }
    refuse(r, "unknown escape in a string");
}

/* At the opening quote. Without escapes the text is borrowed. */
static struct str
read_string(struct reader *r)
{
    size_t from = ++r->i;
    bool escaped = false;
    struct buf b;

    buf_init(&b, r->mem);
    while (r->i < r->s.n && r->s.p[r->i] != '"' && !r->fault) {
        if ((unsigned char)r->s.p[r->i] < ' ') {
            refuse(r, "control character in a string");
        } else if (r->s.p[r->i] != '\\') {
            r->i++;
        } else {
            escaped = true;
            buf_bytes(&b, r->s.p + from, r->i - from);
            r->i++;
            read_escape(r, &b);
            from = r->i;
        }
    }
    if (r->fault || r->i >= r->s.n) {
        refuse(r, "string without end");
        return STR_NONE;
    }
    r->i++;
    if (!escaped)
        return str_cut(r->s, from, r->i - 1 - from);
    buf_bytes(&b, r->s.p + from, r->i - 1 - from);
    return buf_done(&b);
}

static void
read_number(struct reader *r)
{
    size_t from = r->i;
    struct json_token *t;
    struct str digits;

    while (r->i < r->s.n &&
           ((r->s.p[r->i] >= '0' && r->s.p[r->i] <= '9') ||
            r->s.p[r->i] == '-' || r->s.p[r->i] == '+' || r->s.p[r->i] == '.' ||
            r->s.p[r->i] == 'e' || r->s.p[r->i] == 'E'))
        r->i++;
    digits = str_cut(r->s, from, r->i - from);
    if (!json_is_number(digits)) {
        r->i = from;
        refuse(r, "not a value");
        return;
    }
    t = token_add(r, JSON_NUMBER);
    if (!t)
        return;
    t->text = digits;
    value_done(r);
}

static void
read_word(struct reader *r, struct str word, enum json_kind kind)
{
    if (!str_starts(str_cut(r->s, r->i, word.n), word)) {
        refuse(r, "not a value");
        return;
    }
    r->i += word.n;
    if (token_add(r, kind))
        value_done(r);
}

static void
read_value(struct reader *r, char c)
{
    struct json_token *t;

    switch (c) {
    case '{':
        container_open(r, JSON_OBJECT);
        return;
    case '[':
        container_open(r, JSON_ARRAY);
        return;
    case 't':
        read_word(r, STR("true"), JSON_TRUE);
        return;
    case 'f':
        read_word(r, STR("false"), JSON_FALSE);
        return;
    case 'n':
        read_word(r, STR("null"), JSON_NULL);
        return;
    case '"':
        t = token_add(r, JSON_STRING);
        if (!t)
            return;
        t->text = read_string(r);
        value_done(r);
        return;
    default:
        read_number(r);
    }
}

static void
read_key(struct reader *r, char c)
{
    uint32_t object = r->open[r->depth - 1];
    struct json_token *t;
    struct str key;

    if (c != '"') {
        refuse(r, "a key must be a string");
        return;
    }
    if (r->token[object].n == JSON_KEYS_MAX) {
        refuse(r, "too many keys");
        return;
    }
    key = read_string(r);
    for (size_t k = object + 1; k < r->n; k = r->token[k + 1].next)
        if (str_eq(r->token[k].text, key))
            refuse(r, "the same key twice");
    t = token_add(r, JSON_STRING);
    if (t)
        t->text = key;
    r->want = WANT_COLON;
}

static void
read_comma(struct reader *r, char c)
{
    enum json_kind around = r->token[r->open[r->depth - 1]].kind;

    if (c == ']') {
        container_close(r, JSON_ARRAY);
    } else if (c == '}') {
        container_close(r, JSON_OBJECT);
    } else if (c == ',') {
        r->i++;
        r->want = around == JSON_ARRAY ? WANT_VALUE : WANT_KEY;
    } else {
        refuse(r, "a comma or an end is missing");
    }
}

static void
step(struct reader *r, char c)
{
    switch (r->want) {
    case WANT_VALUE_OR_END:
        if (c == ']')
            container_close(r, JSON_ARRAY);
        else
            read_value(r, c);
        return;
    case WANT_VALUE:
        read_value(r, c);
        return;
    case WANT_KEY_OR_END:
        if (c == '}')
            container_close(r, JSON_OBJECT);
        else
            read_key(r, c);
        return;
    case WANT_KEY:
        read_key(r, c);
        return;
    case WANT_COLON:
        if (c != ':')
            refuse(r, "a colon is missing");
        r->i++;
        r->want = WANT_VALUE;
        return;
    case WANT_COMMA_OR_END:
        read_comma(r, c);
        return;
    case WANT_NOTHING:
        refuse(r, "something follows the value");
        return;
    }
}

/* No text has more values and keys than signs that part them, plus one. */
static size_t
tokens_at_most(struct str s, size_t max_tokens)
{
    size_t n = 1;

    for (size_t i = 0; i < s.n && n < max_tokens; i++)
        n += s.p[i] == ',' || s.p[i] == ':' || s.p[i] == '{' || s.p[i] == '[';
    return n < max_tokens ? n : max_tokens;
}

const struct err *
json_parse(struct arena *mem, struct str text, size_t max_tokens,
           struct json_doc *out)
{
    struct reader r = {.mem = mem, .s = text};

    if (text.n > UINT32_MAX || max_tokens > UINT32_MAX || !str_is_utf8(text))
        refuse(&r, "not UTF-8, or too long");
    r.room = tokens_at_most(text, max_tokens);
    r.token = ARENA_NEW_N(mem, struct json_token, r.room + 1);
    while (!r.fault) {
        char c;

        while (r.i < text.n && (text.p[r.i] == ' ' || text.p[r.i] == '\t' ||
                                text.p[r.i] == '\n' || text.p[r.i] == '\r'))
            r.i++;
        if (r.i >= text.n)
            break;
        c = text.p[r.i];
        step(&r, c);
    }
    if (r.want != WANT_NOTHING)
        refuse(&r, "the text ends too early");
    if (r.fault)
        return ERR(mem, INVALID, .msg = MSG_JSON_BAD,
                   .arg = {msg_int((int64_t)r.i + 1)}, .line = (int64_t)r.i + 1,
                   .detail = r.fault);
    *out = (struct json_doc){r.token, r.n};
    return NULL;
}

size_t
json_find(const struct json_doc *doc, size_t object, const char *key)
{
    struct str wanted = str_of(key);

    if (object >= doc->n || doc->token[object].kind != JSON_OBJECT)
        return 0;
    for (size_t k = object + 1; k < doc->token[object].next;
         k = doc->token[k + 1].next)
        if (str_eq(doc->token[k].text, wanted))
            return k + 1;
    return 0;
}

size_t
json_item(const struct json_doc *doc, size_t array, size_t i)
{
    size_t k = array + 1;

    if (array >= doc->n || doc->token[array].kind != JSON_ARRAY ||
        i >= doc->token[array].n)
        return 0;
    for (; i > 0; i--)
        k = doc->token[k].next;
    return k;
}

struct str
json_text(const struct json_doc *doc, size_t object, const char *key)
{
    size_t k = json_find(doc, object, key);

    return k && doc->token[k].kind == JSON_STRING ? doc->token[k].text
                                                  : STR_NONE;
}
