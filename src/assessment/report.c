/* The report (rapporten): what is signed, and as a document for each reader.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/report.h"

#include "text/messages_assessment.h"

struct hash
report_digest(struct arena *mem, const struct sheet_set *sheets)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < sheets->n; i++) {
        const struct sheet *s = &sheets->row[i];

        if (s->kind != SHEET_AREA && s->kind != SHEET_INSTRUMENT &&
            s->kind != SHEET_REPORT)
            continue;
        buf_fmt(&b, "%s %.*s %lld %zu\n", sheet_rule(s->kind)->word,
                STR_FMT(s->nr), (long long)s->version, s->body.n);
        buf_str(&b, s->body);
    }
    return hash_of(buf_done(&b));
}

/* --- the document --- */

static void
add(struct report_doc *d, enum pdf_kind kind, struct str text)
{
    ASSERT(d->n < REPORT_BLOCKS_MAX);
    if (text.n > 0)
        d->block[d->n++] = (struct pdf_block){.kind = kind, .text = text};
}

static struct str
words(const struct report_doc *d, int msg)
{
    return msg_plain(d->lang, msg);
}

static void
add_part(struct report_doc *d, enum pdf_kind heading, int label,
         enum pdf_kind kind, struct str text)
{
    if (text.n == 0)
        return;
    add(d, heading, words(d, label));
    add(d, kind, text);
}

static void
add_area(struct report_doc *d, const struct sheet *s, int name)
{
    add(d, PDF_HEADING, words(d, name));
    if (sheet_value(s, "ord").n > 0)
        add(d, PDF_QUOTE, sheet_value(s, "ord"));
    add(d, PDF_TEXT, sheet_value(s, "funn"));
    add(d, PDF_TEXT, sheet_value(s, "ikkevurdert"));
    add_part(d, PDF_HEADING_3, MSG_SHEET_F_RESOURCES, PDF_TEXT,
             sheet_value(s, "ressurser"));
    add_part(d, PDF_HEADING_3, MSG_SHEET_F_CONCERN, PDF_TEXT,
             sheet_value(s, "bekymring"));
    add_part(d, PDF_HEADING_3, MSG_SHEET_F_ADVICE, PDF_TEXT,
             sheet_value(s, "anbefaling"));
}

static void
add_areas(struct report_doc *d, const struct sheet_set *sheets)
{
    struct str nr;
    int name;

    for (size_t i = 0; sheet_key(SHEETS_AREAS, i, &nr, &name); i++)
        for (size_t k = 0; k < sheets->n; k++)
            if (sheets->row[k].kind == SHEET_AREA &&
                str_eq(sheets->row[k].nr, nr))
                add_area(d, &sheets->row[k], name);
}

static void
add_row(struct report_doc *d, enum pdf_kind kind, const struct str cell[4])
{
    struct pdf_block b = {.kind = kind, .cells = 4};

    ASSERT(d->n < REPORT_BLOCKS_MAX);
    for (size_t i = 0; i < 4; i++)
        b.cell[i] = cell[i];
    d->block[d->n++] = b;
}

static void
add_instruments(struct report_doc *d, const struct sheet_set *sheets)
{
    const struct str head[] = {
        words(d, MSG_SHEET_F_INSTRUMENT), words(d, MSG_SHEET_F_EDITION),
        words(d, MSG_SHEET_F_DATE), words(d, MSG_SHEET_F_INFORMANT)};
    size_t n = 0;

    for (size_t i = 0; i < sheets->n && n < REPORT_INSTRUMENTS_MAX; i++) {
        const struct sheet *s = &sheets->row[i];

        if (s->kind != SHEET_INSTRUMENT || !sheet_counts(s))
            continue;
        if (n++ == 0) {
            add(d, PDF_HEADING, words(d, MSG_REPORT_INSTRUMENTS));
            add_row(d, PDF_HEAD_ROW, head);
        }
        add_row(d, PDF_ROW,
                (const struct str[]){
                    sheet_value(s, "navn"), sheet_value(s, "utgave"),
                    date_text(d->mem, d->lang, sheet_date(s, "dato")),
                    sheet_value(s, "informant")});
    }
    for (size_t i = 0; i < sheets->n && n > 0; i++)
        if (sheets->row[i].kind == SHEET_INSTRUMENT &&
            sheet_counts(&sheets->row[i])) {
            add(d, PDF_HEADING_3, sheet_value(&sheets->row[i], "navn"));
            add(d, PDF_TEXT, sheet_value(&sheets->row[i], "skar"));
            add(d, PDF_TEXT, sheet_value(&sheets->row[i], "sammendrag"));
            n--;
        }
}

static void
add_signatures(struct report_doc *d, const struct work *w)
{
    bool any = false;

    for (size_t i = 0; i < w->people.n; i++)
        for (size_t k = 0; k < w->signatures.n; k++) {
            const struct signature *s = &w->signatures.row[k];

            if (!s->holds || s->function.v != w->people.row[i].function.v)
                continue;
            if (!any)
                add(d, PDF_HEADING, words(d, MSG_REPORT_SIGNED_BY));
            any = true;
            add(d, PDF_ITEM,
                msg_text(
                    d->mem, d->lang, MSG_REPORT_SIGNED_LINE,
                    (const struct msg_arg[]){
                        msg_str(s->name),
                        msg_str(words(d, profession_message(
                                             w->people.row[i].profession))),
                        msg_time(s->at)},
                    3));
            break;
        }
    if (!any)
        add(d, PDF_TEXT, words(d, MSG_REPORT_NOT_SIGNED));
}

void
report_doc_of(struct report_doc *d, const struct work *w,
              const struct sheet *report, int reader)
{
    bool full = str_eq_cz(report->nr, "tjenesten");
    struct str whom = str_fmt(d->mem, "%.*s %.*s", STR_FMT(w->child.given_name),
                              STR_FMT(w->child.family_name));

    add(d, PDF_TITLE, words(d, MSG_REPORT_TITLE));
    add(d, PDF_TEXT, whom);
    add(d, PDF_TEXT, words(d, reader));
    add(d, PDF_TEXT, w->team.name);
    add_part(d, PDF_HEADING, MSG_SHEET_F_WORDS, PDF_QUOTE,
             sheet_value(report, "ord"));
    add_part(d, PDF_HEADING, MSG_SHEET_F_REPORT_SUMMARY, PDF_TEXT,
             sheet_value(report, "sammendrag"));
    add_part(d, PDF_HEADING, MSG_SHEET_F_RESOURCES, PDF_TEXT,
             sheet_value(report, "ressurser"));
    add_part(d, PDF_HEADING, MSG_SHEET_F_NEXT, PDF_TEXT,
             sheet_value(report, "videre"));
    if (full) {
        add_areas(d, &w->sheets);
        add_instruments(d, &w->sheets);
    }
    add_signatures(d, w);
    add(d, PDF_TEXT,
        msg_text(
            d->mem, d->lang, MSG_REPORT_DIGEST,
            (const struct msg_arg[]){msg_str(hash_hex(d->mem, &w->digest))},
            1));
}
