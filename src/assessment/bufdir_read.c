/* Reading Bufdir's messages: the tree of elements against their shape.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir.h"

#include "assessment/bufdir_wire.h"
#include "text/messages_assessment.h"

#include <string.h>

struct reader {
    struct wire wire;      /* first: a wire is a reader */
    struct xml_node *at;   /* the open element, NULL outside the root */
    struct xml_node *next; /* the element that comes next within it */
};

/* Fits a wire whose side is that of the reader. */
static struct reader *
reader_of(struct wire *w)
{
    return (struct reader *)w;
}

static struct str
read_path(struct wire *w, const char *name)
{
    struct str path = xml_path(w->mem, reader_of(w)->at);

    return name ? str_fmt(w->mem, "%.*s/%s", STR_FMT(path), name) : path;
}

static void
refuse(struct wire *w, int msg, struct str path)
{
    if (!w->err)
        w->err = ERR(w->mem, INVALID, .msg = msg, .arg = {msg_str(path)});
}

static bool
is_element(const struct xml_node *n, enum wire_ns ns, const char *name)
{
    return n && n->ns == ns && strcmp(n->name, name) == 0;
}

/* `name` must come next and does not: it is missing, or something else stands
 * before it. */
static void
refuse_next(struct wire *w, enum wire_ns ns, const char *name)
{
    const struct xml_node *next = reader_of(w)->next;

    for (const struct xml_node *n = next; n; n = n->next)
        if (is_element(n, ns, name)) {
            refuse(w, MSG_BUFDIR_UNEXPECTED, xml_path(w->mem, next));
            return;
        }
    refuse(w, MSG_BUFDIR_MISSING, read_path(w, name));
}

static bool
read_open(struct wire *w, enum wire_ns ns, const char *name, bool present,
          bool must)
{
    struct reader *r = reader_of(w);

    (void)present;
    if (w->err)
        return false;
    if (!is_element(r->next, ns, name)) {
        if (must)
            refuse_next(w, ns, name);
        return false;
    }
    r->at = r->next;
    r->next = r->at->first;
    if (!r->next && str_trim(r->at->text).n > 0)
        refuse(w, MSG_BUFDIR_TEXT_BETWEEN, read_path(w, NULL));
    return !w->err;
}

static void
read_close(struct wire *w)
{
    struct reader *r = reader_of(w);

    if (w->err)
        return;
    if (r->next) {
        refuse(w, MSG_BUFDIR_UNEXPECTED, xml_path(w->mem, r->next));
        return;
    }
    r->next = r->at->next;
    r->at = r->at->parent;
}

static const int fault_msg[REQUEST_FAULT_COUNT] = {
    [REQUEST_FAULT_SHORT] = MSG_BUFDIR_SHORT,
    [REQUEST_FAULT_LONG] = MSG_BUFDIR_LONG,
    [REQUEST_FAULT_CHARS] = MSG_BUFDIR_CHARS,
    [REQUEST_FAULT_CODE] = MSG_BUFDIR_CODE,
    [REQUEST_FAULT_BOOL] = MSG_BUFDIR_BOOL,
    [REQUEST_FAULT_DATE] = MSG_BUFDIR_DATE,
    [REQUEST_FAULT_NATID] = MSG_BUFDIR_NATID,
    [REQUEST_FAULT_ORGNR] = MSG_BUFDIR_ORGNR,
    [REQUEST_FAULT_DIGITS] = MSG_BUFDIR_DIGITS,
    [REQUEST_FAULT_UUID] = MSG_BUFDIR_UUID,
    [REQUEST_FAULT_VERSION] = MSG_BUFDIR_VERSION,
    [REQUEST_FAULT_INTEGER] = MSG_BUFDIR_NUMBER,
    [REQUEST_FAULT_INSTANT] = MSG_BUFDIR_TIME,
};

const struct err *
wire_fault(struct arena *mem, struct str path, const struct request_field *f,
           enum request_fault fault)
{
    struct err e = {.kind = INVALID,
                    .msg = fault_msg[fault],
                    .arg = {msg_str(path)},
                    .where = __FILE__};

    if (fault == REQUEST_FAULT_SHORT)
        e.arg[1] = msg_int((int64_t)f->min);
    if (fault == REQUEST_FAULT_LONG || fault == REQUEST_FAULT_DIGITS)
        e.arg[1] = msg_int((int64_t)f->max);
    return err_new(mem, &e);
}

/* An xs:date may end with a time zone, which a civil day has no use for. */
static struct str
without_zone(struct str s)
{
    if (s.n == 11 && s.p[10] == 'Z')
        return str_cut(s, 0, 10);
    if (s.n == 16 && (s.p[10] == '+' || s.p[10] == '-') && s.p[13] == ':')
        return str_cut(s, 0, 10);
    return s;
}

/* An xs:dateTime without a time zone is Oslo's: winter time, or else summer. */
static struct str
with_zone(struct arena *mem, struct str s)
{
    static const char *const zones[] = {"+01:00", "+02:00"};
    struct str tail = str_cut(s, s.n > 6 ? s.n - 6 : 0, 6);
    struct instant utc;
    struct instant t;

    if (str_ends(s, STR("Z")) || s.n < 19 || tail.p[0] == '+' ||
        tail.p[0] == '-')
        return s;
    if (!instant_parse(str_fmt(mem, "%.*sZ", STR_FMT(s)), &utc))
        return s;
    for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
        struct str zoned = str_fmt(mem, "%.*s%s", STR_FMT(s), zones[i]);
        int64_t minutes = utc.us / 60000000 % 1440;

        if (instant_parse(zoned, &t) &&
            minutes_in_oslo(t) == (minutes + 1440) % 1440)
            return zoned;
    }
    return s;
}

/* The text as request_put wants it: XML Schema lets white space surround what
 * is no string. */
static struct str
leaf_text(struct wire *w, const struct request_field *f, struct str s)
{
    switch (f->kind) {
    case REQUEST_DATE:
        return without_zone(str_trim(s));
    case REQUEST_INSTANT:
        return with_zone(w->mem, str_trim(s));
    case REQUEST_BOOL:
    case REQUEST_INTEGER:
        return str_trim(s);
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_CODE:
    case REQUEST_CODES:
    case REQUEST_NATID:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
        break;
    }
    return s;
}

/* What an empty element breaks: only text without a least length may be so. */
static enum request_fault
empty_fault(const struct request_field *f)
{
    static const enum request_fault by_kind[] = {
        [REQUEST_LINE] = REQUEST_FAULT_SHORT,
        [REQUEST_TEXT] = REQUEST_FAULT_SHORT,
        [REQUEST_CODE] = REQUEST_FAULT_CODE,
        [REQUEST_CODES] = REQUEST_FAULT_CODE,
        [REQUEST_BOOL] = REQUEST_FAULT_BOOL,
        [REQUEST_DATE] = REQUEST_FAULT_DATE,
        [REQUEST_NATID] = REQUEST_FAULT_NATID,
        [REQUEST_ORGNR] = REQUEST_FAULT_ORGNR,
        [REQUEST_DIGITS] = REQUEST_FAULT_DIGITS,
        [REQUEST_UUID] = REQUEST_FAULT_UUID,
        [REQUEST_VERSION] = REQUEST_FAULT_VERSION,
        [REQUEST_INTEGER] = REQUEST_FAULT_INTEGER,
        [REQUEST_INSTANT] = REQUEST_FAULT_INSTANT,
    };
    bool is_text = f->kind == REQUEST_LINE || f->kind == REQUEST_TEXT;

    return is_text && f->min == 0 ? REQUEST_OK : by_kind[f->kind];
}

static void
read_leaf(struct wire *w, enum wire_ns ns, const char *name,
          const struct request_field *f, void *base, bool must)
{
    struct reader *r = reader_of(w);
    const struct xml_node *n = r->next;
    enum request_fault fault;
    struct str text;

    if (w->err)
        return;
    if (!is_element(n, ns, name)) {
        if (must)
            refuse_next(w, ns, name);
        return;
    }
    if (n->first) {
        refuse(w, MSG_BUFDIR_LEAF, xml_path(w->mem, n));
        return;
    }
    text = leaf_text(w, f, n->text);
    fault = text.n == 0 ? empty_fault(f) : request_put(w->mem, f, base, text);
    if (fault != REQUEST_OK)
        w->err = wire_fault(w->mem, xml_path(w->mem, n), f, fault);
    r->next = n->next;
}

static size_t
read_count(struct wire *w, enum wire_ns ns, const char *name, size_t n,
           size_t max)
{
    size_t count = 0;

    (void)n;
    if (w->err)
        return 0;
    for (const struct xml_node *k = reader_of(w)->next; is_element(k, ns, name);
         k = k->next)
        count++;
    if (count <= max)
        return count;
    w->err = ERR(w->mem, INVALID, .msg = MSG_BUFDIR_COUNT,
                 .arg = {msg_str(read_path(w, name)), msg_int((int64_t)max)});
    return 0;
}

static const struct wire_side reading = {
    .writes = false,
    .open = read_open,
    .close = read_close,
    .leaf = read_leaf,
    .count = read_count,
    .path = read_path,
};

const struct err *
bufdir_read(struct arena *mem, struct str xml, struct bufdir_message *out)
{
    struct reader r = {.wire = {.side = &reading, .mem = mem}};
    struct bufdir_message m;
    struct xml_node *root;
    const struct err *err = xml_parse(mem, xml, &root);
    int kind = 0;

    if (err)
        return err;
    while (kind < BUFDIR_KIND_COUNT &&
           !is_element(root, wire_roots[kind].ns, wire_roots[kind].name))
        kind++;
    if (kind == BUFDIR_KIND_COUNT)
        return ERR(mem, INVALID, .msg = MSG_BUFDIR_UNKNOWN_TYPE,
                   .arg = {msg_str(str_of(root->name))});
    bufdir_init(&m, (enum bufdir_kind)kind);
    r.next = root;
    wire_message(&r.wire, &m);
    if (!r.wire.err)
        *out = m;
    return r.wire.err;
}

const struct err *
bufdir_read_head(struct arena *mem, struct str xml, struct bufdir_head *out)
{
    struct reader r = {.wire = {.side = &reading, .mem = mem}};
    struct bufdir_message m;
    struct xml_node *root;
    const struct err *err = xml_parse(mem, xml, &root);

    if (err)
        return err;
    bufdir_init(&m, BUFDIR_KIND_COUNT);
    r.at = root;
    r.next = root->first;
    wire_head(&r.wire, &m);
    if (!r.wire.err)
        *out = m.head;
    return r.wire.err;
}
