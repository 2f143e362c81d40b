/* A request while it is being written: forms in, faults and progress out.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/draft.h"

#include "base/grow.h"
#include "text/messages_assessment.h"

#include <string.h>

/* Longer than any field allows: what is typed beyond is cut. */
enum { TYPED_BYTES_MAX = 100000 };

struct work {
    struct arena *mem;
    struct draft *d;
    int step;
    const struct http_pair *pair;
    size_t n;
    bool whole; /* a whole step: boxes that are not named are not ticked */
    struct growing typed;
    const struct err *err;
};

/* --- the form --- */

static const struct http_pair *
pair_of(const struct work *w, struct str name)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_eq(w->pair[i].name, name))
            return &w->pair[i];
    return NULL;
}

static void
keep(struct work *w, struct str name, struct str value)
{
    struct typed *t = grow(w->mem, &w->typed, sizeof *t);

    value = str_cut(value, 0, TYPED_BYTES_MAX);
    while (!str_is_utf8(value))
        value.n--;
    *t = (struct typed){w->step, str_copy(w->mem, name),
                        str_copy(w->mem, value)};
}

static const char *const date_part[] = {"dag", "maned", "ar"};

/* Three controls as one text: "5.11.2026"; empty when all are. */
static bool
typed_date(const struct work *w, const char *key, struct str *out)
{
    struct str part[3];
    bool any = false;
    bool filled = false;

    for (int i = 0; i < 3; i++) {
        const struct http_pair *p = pair_of(
            w, str_fmt(w->mem, "%s-%s", key, date_part[i]));

        part[i] = p ? str_trim(p->value) : STR_NONE;
        any = any || p;
        filled = filled || part[i].n > 0;
    }
    *out = filled ? str_fmt(w->mem, "%.*s.%.*s.%.*s", STR_FMT(part[0]),
                            STR_FMT(part[1]), STR_FMT(part[2]))
                  : STR_NONE;
    return any;
}

/* Boxes of one name: their values, parted by spaces. */
static struct str
typed_boxes(const struct work *w, const char *key)
{
    struct buf b;

    buf_init(&b, w->mem);
    for (size_t i = 0; i < w->n; i++) {
        if (!str_eq_cz(w->pair[i].name, key))
            continue;
        if (b.n > 0)
            buf_char(&b, ' ');
        buf_str(&b, w->pair[i].value);
    }
    return buf_done(&b);
}

/* What came for a field; false: the form said nothing of it. */
static bool
typed_text(const struct work *w, const struct request_field *f, const char *key,
           struct str *out)
{
    const struct http_pair *p;

    if (f->kind == REQUEST_DATE)
        return typed_date(w, key, out);
    if (f->kind == REQUEST_CODES) {
        *out = typed_boxes(w, key);
        return w->whole || out->n > 0;
    }
    p = pair_of(w, str_of(key));
    if (p)
        *out = p->value;
    return p != NULL;
}

static void
keep_field(struct work *w, const struct request_field *f, const char *key,
           struct str text)
{
    if (f->kind != REQUEST_DATE) {
        keep(w, str_of(key), text);
        return;
    }
    for (int i = 0; i < 3; i++) {
        struct str name = str_fmt(w->mem, "%s-%s", key, date_part[i]);
        const struct http_pair *p = pair_of(w, name);

        keep(w, name, p ? p->value : STR_NONE);
    }
}

static void
apply_field(struct work *w, const struct request_field *table,
            const struct request_field *f, void *base, const char *key)
{
    struct str text = STR_NONE;
    const struct err *err;

    if (!request_applies(table, f, base) || !typed_text(w, f, key, &text))
        return;
    err = request_set(w->mem, f, base, key, text);
    if (!err)
        return;
    w->err = err_join(w->mem, w->err, err);
    keep_field(w, f, key, text);
}

static void
apply_items(struct work *w)
{
    struct thk_request *r = &w->d->request;

    for (size_t i = 0; w->step == 5 && i < r->n_caregivers; i++)
        for (size_t k = 0; k < REQUEST_CAREGIVER_FIELD_COUNT; k++)
            apply_field(
                w, request_caregiver_fields, &request_caregiver_fields[k],
                &r->caregivers[i],
                request_caregiver_key(w->mem, i, &request_caregiver_fields[k]));
    for (size_t i = 0; w->step == 6 && i < r->n_attachments; i++)
        for (size_t k = 0; k < REQUEST_ATTACHMENT_FIELD_COUNT; k++)
            apply_field(w, request_attachment_fields,
                        &request_attachment_fields[k], &r->attachments[i],
                        request_attachment_key(w->mem, i,
                                               &request_attachment_fields[k]));
}

/* --- rows that come and go --- */

static const struct err *
add_row(struct arena *mem, void **rows, size_t *n, size_t size, size_t max)
{
    char *more;

    if (*n >= max)
        return ERR(mem, INVALID, .msg = MSG_REQUEST_TOO_MANY,
                   .arg = {msg_int((int64_t)max)});
    more = arena_alloc_n(mem, *n + 1, size);
    if (*n > 0)
        memcpy(more, *rows, *n * size);
    *rows = more;
    (*n)++;
    return NULL;
}

/* Typed texts follow their row when one before it goes. */
static void
shift_typed(struct work *w, const char *prefix, size_t gone)
{
    struct typed *row = w->typed.row;
    struct str start = str_of(prefix);
    size_t n = 0;

    for (size_t i = 0; i < w->typed.n; i++) {
        struct str number;
        struct str rest;
        int64_t at = 0;
        struct typed t = row[i];

        if (str_starts(t.name, start) &&
            str_split(str_cut(t.name, start.n, t.name.n), '_', &number,
                      &rest) &&
            str_to_i64(number, &at)) {
            if ((size_t)at == gone + 1)
                continue;
            if ((size_t)at > gone + 1)
                t.name = str_fmt(w->mem, "%s%lld_%.*s", prefix,
                                 (long long)at - 1, STR_FMT(rest));
        }
        row[n++] = t;
    }
    w->typed.n = n;
}

static void
drop_row(void *rows, size_t *n, size_t size, size_t item)
{
    char *p = rows;

    memmove(p + item * size, p + (item + 1) * size, (*n - item - 1) * size);
    (*n)--;
}

static void
press_button(struct work *w, enum draft_press press, size_t item)
{
    struct thk_request *r = &w->d->request;
    void *rows = r->caregivers;

    switch (press) {
    case DRAFT_SAVE:
        return;
    case DRAFT_ADD_CAREGIVER:
        w->err = err_join(w->mem, w->err,
                          add_row(w->mem, &rows, &r->n_caregivers,
                                  sizeof *r->caregivers,
                                  REQUEST_CAREGIVERS_MAX));
        r->caregivers = rows;
        return;
    case DRAFT_ADD_ATTACHMENT:
        rows = r->attachments;
        w->err = err_join(w->mem, w->err,
                          add_row(w->mem, &rows, &r->n_attachments,
                                  sizeof *r->attachments,
                                  REQUEST_ATTACHMENTS_MAX));
        r->attachments = rows;
        return;
    case DRAFT_DROP_CAREGIVER:
        if (item >= r->n_caregivers)
            return;
        drop_row(rows, &r->n_caregivers, sizeof *r->caregivers, item);
        shift_typed(w, "caregiver_", item);
        return;
    case DRAFT_DROP_ATTACHMENT:
        if (item >= r->n_attachments)
            return;
        drop_row(r->attachments, &r->n_attachments, sizeof *r->attachments,
                 item);
        shift_typed(w, "attachment_", item);
        return;
    }
}

/* --- apply --- */

static bool
field_applies(const struct thk_request *r, size_t i)
{
    return request_applies(request_fields, &request_fields[i], r);
}

/* Is a question of the step asked now that was not before, and unanswered? */
static bool
has_grown(const struct thk_request *r, int step, const bool *before)
{
    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++)
        if (request_fields[i].step == step && !before[i] &&
            field_applies(r, i) && request_is_empty(&request_fields[i], r))
            return true;
    return false;
}

static void
apply_fields(struct work *w, const bool *asked)
{
    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++)
        if (request_fields[i].step == w->step && (!asked || asked[i]))
            apply_field(w, request_fields, &request_fields[i], &w->d->request,
                        request_fields[i].key);
    apply_items(w);
}

const struct err *
draft_apply(struct arena *mem, struct draft *d, int step,
            const struct http_pair *pair, size_t n, enum draft_press press,
            size_t item, bool *out_grew)
{
    struct work w = {
        .mem = mem, .d = d, .step = step, .pair = pair, .n = n, .whole = true};
    bool before[REQUEST_FIELD_COUNT];

    for (size_t i = 0; i < d->typed.n; i++)
        if (d->typed.row[i].step != step)
            *(struct typed *)grow(mem, &w.typed,
                                  sizeof(struct typed)) = d->typed.row[i];
    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++)
        before[i] = field_applies(&d->request, i);
    apply_fields(&w, before);
    press_button(&w, press, item);
    request_tidy(&d->request);
    d->typed = (struct typed_list){w.typed.row, w.typed.n};
    *out_grew = has_grown(&d->request, step, before);
    return w.err;
}

/* --- faults and progress --- */

/* What was typed into a step, tried again on a copy. */
static const struct err *
try_again(struct arena *mem, const struct draft *d, int step)
{
    struct draft copy = *d;
    struct work w = {.mem = mem, .d = &copy, .step = step};
    struct http_pair *pair = ARENA_NEW_N(mem, struct http_pair, d->typed.n + 1);

    for (size_t i = 0; i < d->typed.n; i++)
        if (d->typed.row[i].step == step)
            pair[w.n++] = (struct http_pair){d->typed.row[i].name,
                                             d->typed.row[i].value};
    w.pair = pair;
    apply_fields(&w, NULL);
    return w.err;
}

const struct err *
draft_typed_faults(struct arena *mem, const struct draft *d, int step)
{
    const struct err *all = NULL;

    for (int s = 1; s <= REQUEST_STEPS; s++)
        if (step == 0 || step == s)
            all = err_join(mem, all, try_again(mem, d, s));
    return all;
}

static bool
has_field(const struct err *list, const char *field)
{
    for (; list; list = list->next)
        if (list->field && field && strcmp(list->field, field) == 0)
            return true;
    return false;
}

const struct err *
draft_check(struct arena *mem, const struct draft *d, int step)
{
    const struct err *typed = draft_typed_faults(mem, d, step);
    const struct err *all = NULL;

    /* A field with a typed fault is told of once, by that fault. */
    for (const struct err *e = request_check(mem, &d->request, step); e;
         e = e->next) {
        struct err one = *e;

        one.next = NULL;
        if (!has_field(typed, e->field))
            all = err_join(mem, all, err_new(mem, &one));
    }
    return err_join(mem, typed, all);
}

static bool
is_untouched(const struct draft *d, int step)
{
    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++)
        if (request_fields[i].step == step &&
            !request_is_empty(&request_fields[i], &d->request))
            return false;
    for (size_t i = 0; i < d->typed.n; i++)
        if (d->typed.row[i].step == step)
            return false;
    return true;
}

enum draft_progress
draft_progress(struct arena *mem, const struct draft *d, int step)
{
    if (is_untouched(d, step))
        return DRAFT_UNTOUCHED;
    if (draft_typed_faults(mem, d, step))
        return DRAFT_FAULTY;
    return request_check(mem, &d->request, step) ? DRAFT_BEGUN : DRAFT_READY;
}

int
draft_step_of(struct str field)
{
    const struct request_field *f = request_field_find(field);

    if (f)
        return f->step;
    if (str_starts(field, STR("caregiver")))
        return 5;
    return str_starts(field, STR("attachment")) ? 6 : 0;
}

/* --- bytes: "step name-length value-length\n" name value, one after the other
 */

struct str
typed_pack(struct arena *mem, const struct typed_list *list)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < list->n; i++) {
        const struct typed *t = &list->row[i];

        buf_fmt(&b, "%d %zu %zu\n", t->step, t->name.n, t->value.n);
        buf_str(&b, t->name);
        buf_str(&b, t->value);
    }
    return buf_done(&b);
}

static bool
read_head(struct str line, int64_t number[3])
{
    for (int i = 0; i < 3; i++) {
        struct str head;

        if (str_split(line, ' ', &head, &line) != (i < 2) ||
            !str_to_i64(head, &number[i]) || number[i] < 0)
            return false;
    }
    return true;
}

const struct err *
typed_unpack(struct arena *mem, struct str packed, struct typed_list *out)
{
    struct growing g = {0};

    while (packed.n > 0) {
        struct str head;
        struct str rest;
        int64_t number[3] = {0};
        struct typed *t;

        if (!str_split(packed, '\n', &head, &rest) ||
            !read_head(head, number) ||
            (uint64_t)number[1] + (uint64_t)number[2] > rest.n)
            return ERR(mem, INTERNAL, .detail = "a draft's typed texts");
        t = grow(mem, &g, sizeof *t);
        t->step = (int)number[0];
        t->name = str_cut(rest, 0, (size_t)number[1]);
        t->value = str_cut(rest, (size_t)number[1], (size_t)number[2]);
        packed = str_cut(rest, (size_t)(number[1] + number[2]), rest.n);
    }
    *out = (struct typed_list){g.row, g.n};
    return NULL;
}
