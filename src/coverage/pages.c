/* Fills the page of coverage and its sheet.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/pages.h"

#include "text/messages_coverage.h"
#include "text/messages_registry.h"

struct telling {
    struct arena *mem;
    enum lang lang;
    const struct coverage_look *l;
};

static struct str
say(const struct telling *t, int msg)
{
    return msg_plain(t->lang, msg);
}

static struct str
say_date(const struct telling *t, int msg, struct date d)
{
    const struct msg_arg arg[] = {msg_date(d)};

    return msg_text(t->mem, t->lang, msg, arg, 1);
}

/* --- words shared by page and sheet --- */

static struct str
since_words(const struct telling *t, const struct coverage_gap *g)
{
    if (g->kind == GAP_ENDS)
        return say_date(t, MSG_COVERAGE_ENDS_ON, g->since);
    if (date_is_none(g->since))
        return say(t, MSG_COVERAGE_NEVER);
    return say_date(t, MSG_COVERAGE_SINCE, g->since);
}

static void
name_closer(const struct telling *t, struct buf *b, unit_id unit)
{
    const struct coverage_closer *k = coverage_closer_of(t->l, unit);
    struct msg_arg arg[2];

    if (!k)
        return;
    if (b->n)
        buf_cz(b, "; ");
    arg[0] = msg_str(k->name);
    arg[1] = msg_str(k->unit_name);
    if (k->name.n)
        buf_str(b, msg_text(t->mem, t->lang, MSG_COVERAGE_CLOSER, arg, 2));
    else
        buf_str(
            b, msg_text(t->mem, t->lang, MSG_COVERAGE_CLOSER_NONE, arg + 1, 1));
}

static struct str
closer_words(const struct telling *t, const struct coverage_gap *g)
{
    struct buf b;

    buf_init(&b, t->mem);
    for (size_t i = 0; i < ARRAY_LEN(g->closes); i++)
        if (g->closes[i].v)
            name_closer(t, &b, g->closes[i]);
    return buf_done(&b);
}

static bool
has_gap(const struct coverage_pair *p, enum gap_kind kind)
{
    for (size_t i = 0; i < p->gaps; i++)
        if (p->gap[i].kind == kind)
            return true;
    return false;
}

static struct status_tag
agreement_tag(const struct telling *t, const struct coverage_pair *p)
{
    if (!p->local)
        return (struct status_tag){STATUS_BREACH, say(t, MSG_COVERAGE_MISSING)};
    if (has_gap(p, GAP_ENDS))
        return (struct status_tag){STATUS_SOON, say(t, MSG_COVERAGE_ENDS)};
    return (struct status_tag){STATUS_OK, say(t, MSG_COVERAGE_IN_FORCE)};
}

static struct str
until_words(const struct telling *t, const struct coverage_pair *p)
{
    if (!p->local)
        return STR_NONE;
    if (date_is_none(p->local->until))
        return say_date(t, MSG_COVERAGE_FROM, p->local->from);
    return say_date(t, MSG_COVERAGE_UNTIL, p->local->until);
}

static struct str
holder_name(const struct coverage_holder *h)
{
    return h ? h->name : STR_NONE;
}

/* --- the list --- */

/* Where one may begin the agreement that is missing: today, by those who write
 * agreements. */
static struct str
start_of(const struct telling *t, const struct coverage_pair *p,
         enum gap_kind kind)
{
    if (!t->l->may_start || !p->clinic || kind != GAP_LOCAL)
        return STR_NONE;
    return str_fmt(t->mem, "/avtaler/ny?mal=lokal&part=%.*s&part=%.*s",
                   STR_FMT(id_format(t->mem, p->clinic->id.v)),
                   STR_FMT(id_format(t->mem, p->institution->id.v)));
}

static const struct gap_line *
gap_lines(const struct telling *t, const struct coverage_pair *p)
{
    struct gap_line *line = ARENA_NEW_N(t->mem, struct gap_line, p->gaps + 1);

    for (size_t i = 0; i < p->gaps; i++) {
        const struct coverage_gap *g = &p->gap[i];
        const struct msg_arg arg[] = {
            msg_str(say(t, gap_kind_message(g->kind))),
            msg_str(since_words(t, g))};

        line[i].text = msg_text(t->mem, t->lang, MSG_COVERAGE_GAP, arg, 2);
        line[i].close = closer_words(t, g);
        line[i].start = start_of(t, p, g->kind);
    }
    return line;
}

static struct str
group_words(const struct telling *t, bool whole, int64_t n)
{
    const struct msg_arg arg[] = {msg_int(n)};

    return msg_text(t->mem, t->lang,
                    whole ? MSG_COVERAGE_GROUP_WHOLE : MSG_COVERAGE_GROUP_GAPS,
                    arg, 1);
}

static struct pair_line
pair_line_of(const struct telling *t, const struct coverage_pair *p)
{
    struct pair_line line = {
        .id = p->institution->id,
        .name = p->institution->name,
        .place = p->institution->place,
        .known = p->clinic != NULL,
        .agreement = agreement_tag(t, p),
        .until = until_words(t, p),
        .health = holder_name(p->health),
        .contact = p->clinic ? holder_name(p->contact)
                             : say(t, MSG_COVERAGE_NOT_REGISTERED),
        .start = p->start ? p->start->on : DATE_NONE,
        .gaps = gap_lines(t, p),
        .gaps_n = p->gaps,
    };

    if (p->clinic)
        line.clinic = (struct service_tag){SERVICE_HEALTH, p->clinic->name};
    return line;
}

static void
fill_rows(const struct telling *t, struct coverage_view *v)
{
    const struct coverage *c = &t->l->c;
    struct pair_line *row = ARENA_NEW_N(t->mem, struct pair_line, c->pairs + 1);

    for (size_t i = 0; i < c->pairs; i++) {
        bool whole = c->pair[i].gaps == 0;

        row[i] = pair_line_of(t, &c->pair[i]);
        if (i == 0 || (whole && c->pair[i - 1].gaps > 0))
            row[i].group = group_words(
                t, whole, whole ? c->whole : (int64_t)c->pairs - c->whole);
    }
    v->rows = row;
    v->rows_n = c->pairs;
}

/* --- the matrix: institutions down, clinics across --- */

static struct matrix_cell
cell_of(const struct telling *t, const struct coverage_pair *p)
{
    if (!p)
        return (struct matrix_cell){.there = false};
    return (struct matrix_cell){.there = true, .tag = agreement_tag(t, p)};
}

static const struct matrix_cell *
cells_of(const struct telling *t, unit_id institution)
{
    const struct coverage *c = &t->l->c;
    struct matrix_cell *cell = ARENA_NEW_N(t->mem, struct matrix_cell,
                                           c->clinics + 1);

    for (size_t i = 0; i < c->clinics; i++)
        cell[i] = cell_of(t,
                          coverage_find(c, institution, c->clinic[i].unit->id));
    cell[c->clinics] = cell_of(t, coverage_find(c, institution, (unit_id){0}));
    return cell;
}

static void
fill_matrix(const struct telling *t, struct coverage_view *v)
{
    const struct coverage *c = &t->l->c;
    struct matrix_head *head = ARENA_NEW_N(t->mem, struct matrix_head,
                                           c->clinics + 1);
    struct matrix_row *row = ARENA_NEW_N(t->mem, struct matrix_row,
                                         c->pairs + 1);

    for (size_t i = 0; i < c->clinics; i++)
        head[i].name = c->clinic[i].unit->name;
    head[c->clinics].name = say(t, MSG_COVERAGE_NO_CLINIC);
    for (size_t i = 0; i < c->pairs; i++) {
        const struct coverage_unit *u = c->pair[i].institution;
        bool seen = false;

        for (size_t k = 0; k < v->matrix_n; k++)
            seen = seen || row[k].id.v == u->id.v;
        if (!seen)
            row[v->matrix_n++] = (struct matrix_row){
                .id = u->id,
                .name = u->name,
                .cells = cells_of(t, u->id),
                .cells_n = c->clinics + 1};
    }
    v->columns = head;
    v->columns_n = c->clinics + 1;
    v->matrix = row;
}

static void
fill_clinics(const struct telling *t, struct coverage_view *v)
{
    const struct coverage *c = &t->l->c;
    struct clinic_line *row = ARENA_NEW_N(t->mem, struct clinic_line,
                                          c->clinics + 1);

    for (size_t i = 0; i < c->clinics; i++)
        row[i] = (struct clinic_line){
            .id = c->clinic[i].unit->id,
            .name = c->clinic[i].unit->name,
            .contact = holder_name(c->clinic[i].contact),
            .contacts = c->clinic[i].contacts,
            .institutions = c->clinic[i].institutions,
            .in_force = c->clinic[i].in_force,
        };
    v->clinics = row;
    v->clinics_n = c->clinics;
}

/* --- the page --- */

static struct counts
counts_of(const struct telling *t)
{
    const struct coverage *c = &t->l->c;
    const struct {
        int64_t n;
        int label;
    } what[] = {
        {(int64_t)c->pairs, MSG_COVERAGE_COUNT_PAIRS},
        {c->count[GAP_LOCAL], MSG_COVERAGE_COUNT_LOCAL},
        {c->count[GAP_ENDS], MSG_COVERAGE_COUNT_ENDS},
        {c->count[GAP_HEALTH], MSG_COVERAGE_COUNT_HEALTH},
        {c->count[GAP_CLINIC], MSG_COVERAGE_COUNT_CLINIC},
    };
    struct count *count = ARENA_NEW_N(t->mem, struct count, ARRAY_LEN(what));

    for (size_t i = 0; i < ARRAY_LEN(what); i++)
        count[i] = (struct count){.n = what[i].n,
                                  .label = say(t, what[i].label)};
    return (struct counts){count, ARRAY_LEN(what)};
}

static struct field_view
region_field(const struct form_view *f, const struct coverage_look *l)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        l->regions.n + 1);

    choice[0] = (struct choice){
        .label = msg_plain(f->pg->lang, MSG_COVERAGE_REGION_ALL),
        .selected = !l->region.v};
    for (size_t i = 0; i < l->regions.n; i++)
        choice[i + 1] = (struct choice){.value = l->regions.row[i].code,
                                        .label = l->regions.row[i].name,
                                        .selected = l->regions.row[i].id.v ==
                                                    l->region.v};
    return field_choice(f, FIELD_SELECT, "region", MSG_COVERAGE_REGION, 0,
                        choice, l->regions.n + 1);
}

/* What the downloads ask for: the same region and day. */
static struct str
download_of(struct page *pg, const struct coverage_look *l, const char *kind)
{
    struct str code = STR_NONE;

    for (size_t i = 0; i < l->regions.n; i++)
        if (l->regions.row[i].id.v == l->region.v)
            code = l->regions.row[i].code;
    return str_fmt(pg->mem, "/dekning/dekning.%s?region=%.*s&dag=%.*s", kind,
                   STR_FMT(code), STR_FMT(date_format(pg->mem, l->c.on)));
}

struct coverage_view
coverage_view_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct coverage_look *l)
{
    struct telling t = {pg->mem, pg->lang, l};
    struct form_view f = form_view_of(pg, err ? req : NULL, err);
    struct crumb *crumb = ARENA_NEW(pg->mem, struct crumb);
    struct coverage_view v = {
        .crumbs = {crumb, 1},
        .counts = counts_of(&t),
        .csv = download_of(pg, l, "csv"),
        .xlsx = download_of(pg, l, "xlsx"),
        .region = region_field(&f, l),
        .day = field_date(&f, "dag", MSG_COVERAGE_DAY, MSG_COVERAGE_DAY_HINT,
                          l->c.on),
        .errors = errors_of(&f),
        .empty = {.title = say(&t, MSG_COVERAGE_EMPTY),
                  .text = say(&t, MSG_COVERAGE_EMPTY_TEXT),
                  .link = {.href = STR("/enheter"),
                           .label = say(&t, MSG_REGISTRY_UNITS)}},
    };

    *crumb = (struct crumb){.label = say(&t, MSG_COVERAGE)};
    if (date_cmp(l->c.on, pg->today) != 0)
        v.past = say_date(&t, MSG_COVERAGE_PAST, l->c.on);
    v.chosen = err || v.past.n > 0 || l->region.v != 0;
    fill_rows(&t, &v);
    fill_matrix(&t, &v);
    fill_clinics(&t, &v);
    return v;
}

/* --- the sheet --- */

static const int sheet_columns[] = {
    MSG_COVERAGE_INSTITUTION, MSG_COVERAGE_PLACE,   MSG_COVERAGE_CLINIC,
    MSG_COVERAGE_AGREEMENT,   MSG_COVERAGE_PERIOD,  MSG_COVERAGE_LEADER,
    MSG_COVERAGE_HEALTH,      MSG_COVERAGE_CONTACT, MSG_COVERAGE_START,
    MSG_COVERAGE_LACKS,       MSG_COVERAGE_WHEN,    MSG_COVERAGE_WHO,
};

static void
sheet_row(const struct telling *t, const struct coverage_pair *p,
          const struct coverage_gap *g, struct str *cell)
{
    struct str none = say(t, MSG_COVERAGE_NOT_REGISTERED);
    const struct str row[ARRAY_LEN(sheet_columns)] = {
        p->institution->name,
        p->institution->place.n ? p->institution->place : none,
        p->clinic ? p->clinic->name : none,
        agreement_tag(t, p).text,
        until_words(t, p),
        holder_name(p->leader),
        holder_name(p->health),
        holder_name(p->contact),
        date_format(t->mem, p->start ? p->start->on : DATE_NONE),
        g ? say(t, gap_kind_message(g->kind)) : STR_NONE,
        g ? since_words(t, g) : STR_NONE,
        g ? closer_words(t, g) : STR_NONE,
    };

    for (size_t i = 0; i < ARRAY_LEN(row); i++)
        cell[i] = row[i];
}

struct sheet
coverage_sheet_of(struct arena *mem, enum lang lang,
                  const struct coverage_look *l)
{
    struct telling t = {mem, lang, l};
    const struct coverage *c = &l->c;
    const size_t cols = ARRAY_LEN(sheet_columns);
    struct str *head = ARENA_NEW_N(mem, struct str, cols);
    struct str *cell = ARENA_NEW_N(mem, struct str,
                                   (c->pairs * GAP_KIND_COUNT + 1) * cols);
    size_t n = 0;

    for (size_t i = 0; i < cols; i++)
        head[i] = say(&t, sheet_columns[i]);
    for (size_t i = 0; i < c->pairs; i++) {
        const struct coverage_pair *p = &c->pair[i];

        if (p->gaps == 0)
            sheet_row(&t, p, NULL, cell + n++ * cols);
        for (size_t k = 0; k < p->gaps; k++)
            sheet_row(&t, p, &p->gap[k], cell + n++ * cols);
    }
    return (struct sheet){.title = say_date(&t, MSG_COVERAGE_SHEET, c->on),
                          .head = head,
                          .cols = cols,
                          .cell = cell,
                          .rows = n};
}
