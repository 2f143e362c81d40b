/* Two versions of an agreement's text: longest common subsequence of
 * paragraphs.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/compare.h"

#include "base/buf.h"
#include "base/grow.h"

enum { TABLE_MAX = 2000000, WORDS_MAX = 400 };

struct para {
    struct str key;   /* what is compared */
    struct str shown; /* with the number before it */
    bool heading;
};
struct paras {
    struct para *row;
    size_t n;
};

static void
add_para(struct arena *mem, struct growing *g, struct str text)
{
    struct para *p;

    text = str_trim(text);
    if (text.n == 0)
        return;
    p = grow(mem, g, sizeof *p);
    *p = (struct para){text, text, false};
}

/* Paragraphs end with an empty line. */
static void
split(struct arena *mem, struct growing *g, struct str body)
{
    size_t from = 0;

    for (size_t i = 0; i + 1 < body.n; i++)
        if (body.p[i] == '\n' && body.p[i + 1] == '\n') {
            add_para(mem, g, str_cut(body, from, i - from));
            from = i + 1;
        }
    add_para(mem, g, str_cut(body, from, body.n - from));
}

static struct paras
paras_of(struct arena *mem, const struct section_list *list)
{
    struct growing g = {0};

    for (size_t i = 0; i < list->n; i++) {
        const struct section *s = &list->row[i];
        struct para *p = grow(mem, &g, sizeof *p);

        *p = (struct para){
            s->heading,
            str_fmt(mem, "%.*s %.*s", STR_FMT(s->number), STR_FMT(s->heading)),
            true};
        split(mem, &g, s->body);
    }
    /* a text without sections has a place too: offsets are taken from it */
    return (struct paras){g.n > 0 ? g.row : ARENA_NEW(mem, struct para), g.n};
}

static bool
para_eq(const struct para *a, const struct para *b)
{
    return a->heading == b->heading && str_eq(a->key, b->key);
}

/* --- how much two paragraphs share --- */

static size_t
words_of(struct str s, struct str word[WORDS_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < s.n && n < WORDS_MAX; i++) {
        size_t from = i;

        while (i < s.n && (unsigned char)s.p[i] > ' ')
            i++;
        if (i > from)
            word[n++] = str_cut(s, from, i - from);
    }
    return n;
}

static bool
is_like(const struct para *a, const struct para *b)
{
    struct str x[WORDS_MAX];
    struct str y[WORDS_MAX];
    size_t nx;
    size_t ny;
    size_t common = 0;

    if (a->heading != b->heading)
        return false;
    nx = words_of(a->key, x);
    ny = words_of(b->key, y);
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++)
            if (y[k].n > 0 && str_eq(x[i], y[k])) {
                common++;
                y[k].n = 0;
                break;
            }
    return 2 * common >= (nx > ny ? nx : ny);
}

/* --- the rows --- */

struct comparing {
    struct arena *mem;
    struct growing rows;
    size_t changes;
};

static void
put(struct comparing *c, enum compare_state state, const struct para *was,
    const struct para *now)
{
    struct compare_row *row = grow(c->mem, &c->rows, sizeof *row);

    *row = (struct compare_row){.state = state,
                                .heading = now ? now->heading : was->heading,
                                .was = was ? was->shown : STR_NONE,
                                .now = now ? now->shown : STR_NONE};
    if (state != COMPARE_SAME)
        c->changes++;
}

/* What stands between two paragraphs that stayed. */
static void
put_gap(struct comparing *c, const struct para *was, size_t n_was,
        const struct para *now, size_t n_now)
{
    size_t i = 0;

    for (; i < n_was && i < n_now && is_like(&was[i], &now[i]); i++)
        put(c, COMPARE_CHANGED, &was[i], &now[i]);
    for (size_t k = i; k < n_was; k++)
        put(c, COMPARE_REMOVED, &was[k], NULL);
    for (size_t k = i; k < n_now; k++)
        put(c, COMPARE_ADDED, NULL, &now[k]);
}

/* len[i * (m + 1) + k]: how much of was[i..] and now[k..] is common. */
static uint16_t *
table_of(struct arena *mem, const struct paras *was, const struct paras *now)
{
    size_t w = now->n + 1;
    uint16_t *len = ARENA_NEW_N(mem, uint16_t, (was->n + 1) * w);

    for (size_t i = was->n; i-- > 0;)
        for (size_t k = now->n; k-- > 0;) {
            uint16_t down = len[(i + 1) * w + k];
            uint16_t right = len[i * w + k + 1];
            uint16_t both = (uint16_t)(len[(i + 1) * w + k + 1] + 1);

            len[i * w + k] = para_eq(&was->row[i], &now->row[k]) ? both
                             : down > right                      ? down
                                                                 : right;
        }
    return len;
}

static void
walk(struct comparing *c, const struct paras *was, const struct paras *now)
{
    size_t w = now->n + 1;
    const uint16_t *len;
    size_t i = 0;
    size_t k = 0;
    size_t i0 = 0;
    size_t k0 = 0;

    if (was->n * now->n > TABLE_MAX) {
        put_gap(c, was->row, was->n, now->row, now->n);
        return;
    }
    len = table_of(c->mem, was, now);
    while (i < was->n && k < now->n) {
        if (!para_eq(&was->row[i], &now->row[k])) {
            if (len[(i + 1) * w + k] >= len[i * w + k + 1])
                i++;
            else
                k++;
            continue;
        }
        put_gap(c, was->row + i0, i - i0, now->row + k0, k - k0);
        put(c, COMPARE_SAME, &was->row[i++], &now->row[k++]);
        i0 = i;
        k0 = k;
    }
    put_gap(c, was->row + i0, was->n - i0, now->row + k0, now->n - k0);
}

struct compare_list
compare_texts(struct arena *mem, const struct section_list *was,
              const struct section_list *now)
{
    struct comparing c = {.mem = mem};
    struct paras a = paras_of(mem, was);
    struct paras b = paras_of(mem, now);

    while (a.n > 0 && b.n > 0 && para_eq(a.row, b.row)) {
        put(&c, COMPARE_SAME, a.row, b.row);
        a = (struct paras){a.row + 1, a.n - 1};
        b = (struct paras){b.row + 1, b.n - 1};
    }
    walk(&c, &a, &b);
    return (struct compare_list){c.rows.row, c.rows.n, c.changes};
}
