/* Agreements that ship as data: CSV in the binary to rows of the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/shipped.h"

#include "base/buf.h"
#include "base/embed.h"
#include "base/grow.h"
#include "registry/csv.h"
#include "registry/function.h"

/* Columns of midt_statements.csv, in their order. */
enum {
    COL_REF,
    COL_SECTION,
    COL_STATEMENT,
    COL_SHOWN,
    COL_KIND,
    COL_BODY,
    COL_OTHER,
    COL_N,
    COL_YEARS,
    COL_DAYS,
    COL_UNITS,
    COL_FUNCTIONS,
    COL_RESPONSIBLE,
    COL_COUNT
};

static const struct err *
open_file(struct arena *mem, const char *name, struct csv *out)
{
    const struct embedded *e = embed_find(name);

    if (!e)
        return ERR(mem, INTERNAL, .detail = name);
    return csv_open(mem, (struct str){(const char *)e->p, e->n}, out);
}

static int32_t
number(struct str s)
{
    int64_t v = 0;

    return str_to_i64(s, &v) ? (int32_t)v : 0;
}

static const struct err *
read_clause(struct arena *mem, const struct csv_row *row, struct clause *c)
{
    const struct str *f = row->field;
    struct str words = f[COL_FUNCTIONS];
    enum function_kind k;

    *c = (struct clause){.ref = f[COL_REF],
                         .section = f[COL_SECTION],
                         .statement = f[COL_STATEMENT],
                         .other_body = f[COL_OTHER],
                         .responsible = f[COL_RESPONSIBLE],
                         .duty = {.body = f[COL_BODY],
                                  .n = number(f[COL_N]),
                                  .years = number(f[COL_YEARS]),
                                  .days = number(f[COL_DAYS]),
                                  .from = DATE_NONE,
                                  .to = DATE_NONE}};
    if (!shown_as_parse(f[COL_SHOWN], &c->shown) ||
        (c->shown == SHOWN_OBLIGATION) != (f[COL_KIND].n > 0) ||
        (f[COL_KIND].n && !obligation_kind_parse(f[COL_KIND], &c->duty.kind)))
        return ERR(mem, INTERNAL, .line = row->line,
                   .detail = "midt_statements.csv");
    while (words.n > 0) {
        struct str word;

        (void)str_split(words, ' ', &word, &words);
        if (!function_kind_parse(word, &k))
            return ERR(mem, INTERNAL, .line = row->line, .detail = "function");
        c->duty.functions |= 1u << k;
    }
    return NULL;
}

const struct err *
shipped_clauses(struct arena *mem, struct clause_list *out,
                struct str **out_units)
{
    struct csv csv;
    struct csv_row row;
    struct growing g = {0};
    struct growing codes = {0};
    bool more = true;
    const struct err *err = open_file(mem, "data/agreement/midt_statements.csv",
                                      &csv);

    while (!err && more) {
        err = csv_next(&csv, &row, &more);
        if (err || !more)
            break;
        if (row.n != COL_COUNT)
            return ERR(mem, INTERNAL, .line = row.line, .detail = "columns");
        err = read_clause(mem, &row, grow(mem, &g, sizeof(struct clause)));
        *(struct str *)grow(mem, &codes,
                            sizeof(struct str)) = row.field[COL_UNITS];
    }
    *out = (struct clause_list){g.row, g.n};
    *out_units = codes.row;
    return err;
}

/* A section's text: its statements, a paragraph each. */
static struct str
section_text(struct arena *mem, const struct clause_list *clauses,
             struct str number)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < clauses->n; i++) {
        if (!str_eq(clauses->row[i].section, number))
            continue;
        if (b.n > 0)
            buf_cz(&b, "\n\n");
        buf_str(&b, clauses->row[i].statement);
    }
    return buf_done(&b);
}

const struct err *
shipped_sections(struct arena *mem, const struct clause_list *clauses,
                 struct section_list *out)
{
    struct csv csv;
    struct csv_row row;
    struct growing g = {0};
    bool more = true;
    const struct err *err = open_file(mem, "data/agreement/midt_sections.csv",
                                      &csv);

    while (!err && more) {
        struct section *s;

        err = csv_next(&csv, &row, &more);
        if (err || !more)
            break;
        s = grow(mem, &g, sizeof *s);
        s->number = row.field[0];
        s->heading = row.field[1];
        s->body = section_text(mem, clauses, s->number);
    }
    *out = (struct section_list){g.row, g.n};
    return err;
}

/* --- the templates' points --- */

const struct err *
shipped_points(struct arena *mem, enum agreement_kind kind,
               struct point_list *out)
{
    struct csv csv;
    struct csv_row row;
    struct growing g = {0};
    bool more = true;
    enum agreement_kind k;
    const struct err *err = open_file(mem, "data/agreement/points.csv", &csv);

    while (!err && more) {
        err = csv_next(&csv, &row, &more);
        if (err || !more || !agreement_kind_parse(row.field[0], &k) ||
            k != kind)
            continue;
        *(struct point *)grow(mem, &g, sizeof(struct point)) = (struct point){
            .no = number(row.field[1]),
            .text = row.field[2],
            .official = str_eq_cz(row.field[3], "1"),
            .source = row.field[4]};
    }
    *out = (struct point_list){g.row, g.n};
    return err;
}
