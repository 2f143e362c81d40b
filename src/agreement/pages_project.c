/* Fills the views of research and development projects.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_project.h"

#include "agreement/pages.h"
#include "notify/sheet.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

enum { CSV_COLS = 8 };

static struct crumbs
crumbs_to(struct page *pg, struct str last)
{
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/prosjekter"), words(pg, MSG_PROJECTS)};
    crumb[1] = (struct crumb){.label = last};
    if (last.n == 0)
        crumb[0].href = STR_NONE;
    return (struct crumbs){crumb, last.n ? 2 : 1};
}

static struct str
parties_text(struct page *pg, const struct project *p)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (size_t i = 0; i < p->parties; i++) {
        buf_cz(&b, i > 0 ? ", " : "");
        buf_str(&b, p->party[i].name);
    }
    if (p->others.n > 0) {
        buf_cz(&b, p->parties > 0 ? ", " : "");
        buf_str(&b, p->others);
    }
    return buf_done(&b);
}

static struct str
period_text(struct page *pg, const struct project *p)
{
    const struct msg_arg arg[] = {msg_date(p->from), msg_date(p->until)};

    return date_is_none(p->until)
               ? msg_text(pg->mem, pg->lang, MSG_PROJECT_FROM, arg, 1)
               : msg_text(pg->mem, pg->lang, MSG_PROJECT_FROM_UNTIL, arg, 2);
}

static struct str
project_path(struct page *pg, project_id id)
{
    return str_fmt(pg->mem, "/prosjekter/%.*s",
                   STR_FMT(id_format(pg->mem, id.v)));
}

/* --- the list --- */

/* From this year back to the year the oldest began. */
static struct field_view
year_field(const struct form_view *f, const struct project_list *all,
           int chosen)
{
    int this_year;
    int oldest;
    int m;
    int d;
    struct choice *choice;
    size_t n = 0;

    date_split(f->pg->today, &this_year, &m, &d);
    oldest = this_year;
    for (size_t i = 0; i < all->n; i++) {
        int y;

        date_split(all->row[i].from, &y, &m, &d);
        if (y < oldest)
            oldest = y;
    }
    choice = ARENA_NEW_N(f->pg->mem, struct choice,
                         (size_t)(this_year - oldest) + 2);
    choice[n++] = (struct choice){.label = words(f->pg, MSG_PROJECT_ALL_YEARS)};
    for (int y = this_year; y >= oldest; y--) {
        struct str text = str_fmt(f->pg->mem, "%d", y);

        choice[n++] = (struct choice){
            .value = text, .label = text, .selected = y == chosen};
    }
    return field_choice(f, FIELD_SELECT, "ar", MSG_GUIDANCE_YEAR, 0, choice, n);
}

static bool
is_chosen_before(const struct choice *choice, size_t n, struct str value)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(choice[i].value, value))
            return true;
    return false;
}

static struct field_view
party_field(const struct form_view *f, const struct project_list *all,
            unit_id chosen)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        all->n * PROJECT_PARTIES_MAX + 1);
    size_t n = 0;

    choice[n++] = (struct choice){
        .label = words(f->pg, MSG_PROJECT_ALL_PARTIES)};
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->row[i].parties; k++) {
            const struct project_party *y = &all->row[i].party[k];
            struct str value = id_format(f->pg->mem, y->unit.v);

            if (!is_chosen_before(choice, n, value))
                choice[n++] = (struct choice){.value = value,
                                              .label = y->name,
                                              .selected = y->unit.v ==
                                                          chosen.v};
        }
    return field_choice(f, FIELD_SELECT, "part", MSG_PROJECT_PARTY, 0, choice,
                        n);
}

static struct str
csv_href(struct page *pg, struct project_filter only)
{
    struct str party = only.party.v ? id_format(pg->mem, only.party.v)
                                    : STR_NONE;
    struct str year = only.year ? str_fmt(pg->mem, "%d", only.year) : STR_NONE;

    return str_fmt(pg->mem, "/prosjekter.csv?ar=%.*s&part=%.*s", STR_FMT(year),
                   STR_FMT(party));
}

struct project_list_view
project_list_view_of(struct page *pg, const struct project_list *all,
                     struct project_filter only, bool may_add)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct project_row *row = ARENA_NEW_N(pg->mem, struct project_row,
                                          all->n + 1);
    struct project_list_view v = {
        .crumbs = crumbs_to(pg, STR_NONE),
        .year = year_field(&f, all, only.year),
        .party = party_field(&f, all, only.party),
        .csv_href = csv_href(pg, only),
        .rows = row,
        .empty = {.title = words(pg, MSG_PROJECTS_NONE),
                  .text = words(pg, all->n ? MSG_PROJECTS_NONE_CHOSEN
                                           : MSG_PROJECTS_NONE_TEXT)},
        .may_add = may_add};

    for (size_t i = 0; i < all->n; i++) {
        const struct project *p = &all->row[i];

        if (project_matches(p, only.year, only.party))
            row[v.rows_n++] = (struct project_row){
                .href = project_path(pg, p->id),
                .title = p->title,
                .kind = project_kind_message(p->kind),
                .parties = parties_text(pg, p),
                .period = period_text(pg, p)};
    }
    return v;
}

struct str
project_csv(struct page *pg, const struct project_list *all,
            struct project_filter only)
{
    const struct str head[CSV_COLS] = {
        words(pg, MSG_PROJECT_TITLE),     words(pg, MSG_PROJECT_KIND),
        words(pg, MSG_PROJECT_WHO),       words(pg, MSG_GUIDANCE_FIRST_DAY),
        words(pg, MSG_GUIDANCE_LAST_DAY), words(pg, MSG_PROJECT_POINT),
        words(pg, MSG_PROJECT_REFERENCE), words(pg, MSG_PROJECT_ABOUT)};
    struct str *cell = ARENA_NEW_N(pg->mem, struct str, all->n * CSV_COLS + 1);
    struct sheet s = {.title = words(pg, MSG_PROJECTS),
                      .head = head,
                      .cols = CSV_COLS,
                      .cell = cell};

    for (size_t i = 0; i < all->n; i++) {
        const struct project *p = &all->row[i];
        struct str *at = cell + s.rows * CSV_COLS;

        if (!project_matches(p, only.year, only.party))
            continue;
        s.rows++;
        at[0] = p->title;
        at[1] = words(pg, project_kind_message(p->kind));
        at[2] = parties_text(pg, p);
        at[3] = date_format(pg->mem, p->from);
        at[4] = date_format(pg->mem, p->until);
        at[5] = p->ref;
        at[6] = p->reference;
        at[7] = p->about;
    }
    return sheet_csv(pg->mem, &s);
}

/* --- one project --- */

static struct facts
facts_of(struct page *pg, const struct project_look *look)
{
    const struct project *p = &look->project;
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 5);
    size_t n = 0;

    row[n++] = (struct fact){.label = words(pg, MSG_PROJECT_KIND),
                             .value = words(pg, project_kind_message(p->kind))};
    row[n++] = (struct fact){.label = words(pg, MSG_PROJECT_WHO),
                             .value = parties_text(pg, p)};
    row[n++] = (struct fact){.label = words(pg, MSG_PROJECT_PERIOD),
                             .value = period_text(pg, p)};
    if (look->sees_agreement)
        row[n++] = (struct fact){
            .label = words(pg, MSG_PROJECT_POINT),
            .value = str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(p->agreement_title),
                             STR_FMT(p->ref)),
            .href = agreement_point_path(pg->mem, p->agreement, p->ref)};
    if (p->reference.n > 0) {
        bool address = str_starts(p->reference, STR("https://"));

        row[n++] = (struct fact){.label = words(pg, MSG_PROJECT_REFERENCE),
                                 .value = p->reference,
                                 .href = address ? p->reference : STR_NONE};
    }
    return (struct facts){row, n, false};
}

struct project_view
project_view_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct project_look *look,
                bool may_write)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct project *p = &look->project;
    bool may = may_write && look->own;

    return (struct project_view){
        .crumbs = crumbs_to(pg, p->title),
        .title = p->title,
        .about = p->about,
        .facts = facts_of(pg, look),
        .here = project_path(pg, p->id),
        .may_end = may,
        .may_withdraw = may,
        .errors = errors_of(&f),
        .until = field_date(&f, "til", MSG_GUIDANCE_LAST_DAY, 0, p->until)};
}

/* --- a new one --- */

static struct field_view
optional(struct field_view v)
{
    v.optional = true;
    return v;
}

static struct field_view
kind_field(const struct form_view *f)
{
    struct choice choice[PROJECT_KIND_COUNT];

    for (int k = 0; k < PROJECT_KIND_COUNT; k++)
        choice[k] = (struct choice){
            .value = str_of(project_kind_word((enum project_kind)k)),
            .label = words(f->pg, project_kind_message((enum project_kind)k)),
            .selected = k == 0};
    return field_choice(f, FIELD_RADIOS, "slag", MSG_PROJECT_KIND, 0, choice,
                        PROJECT_KIND_COUNT);
}

static void
fill_parties(const struct form_view *f, const struct project_offer *offer,
             struct project_form_view *v)
{
    static const char *const name[] = {"part2", "part3", "part4"};
    static const int label[] = {MSG_PROJECT_PART_2, MSG_PROJECT_PART_3,
                                MSG_PROJECT_PART_4};
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        offer->units.n + 1);

    choice[0] = (struct choice){.label = words(f->pg, MSG_GUIDANCE_CHOOSE)};
    for (size_t i = 0; i < offer->units.n; i++)
        choice[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, offer->units.row[i].id.v),
            .label = offer->units.row[i].name};
    for (size_t i = 0; i < ARRAY_LEN(name); i++)
        v->part[v->part_n++] = optional(field_choice(
            f, FIELD_SELECT, name[i], label[i], 0, choice, offer->units.n + 1));
}

static struct field_view
point_field(const struct form_view *f, const struct project_offer *offer)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        offer->points.n + 1);

    choice[0] = (struct choice){.label = words(f->pg, MSG_PROJECT_NO_POINT)};
    for (size_t i = 0; i < offer->points.n; i++) {
        const struct project_point *p = &offer->points.row[i];

        choice[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, p->clause),
            .label = str_fmt(f->pg->mem, "%.*s %.*s", STR_FMT(p->ref),
                             STR_FMT(p->statement))};
    }
    return field_choice(f, FIELD_SELECT, "punkt", MSG_PROJECT_POINT,
                        MSG_PROJECT_POINT_HINT, choice, offer->points.n + 1);
}

struct project_form_view
project_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct project_offer *offer)
{
    struct form_view f = form_view_of(pg, req, err);
    struct project_form_view v = {
        .crumbs = crumbs_to(pg, words(pg, MSG_PROJECT_NEW)),
        .errors = errors_of(&f),
        .kind = kind_field(&f),
        .title = field_text(&f, "tittel", MSG_PROJECT_TITLE, 0, STR_NONE),
        .about = optional(field_area(&f, "om", MSG_PROJECT_ABOUT,
                                     MSG_PROJECT_ABOUT_HINT, STR_NONE,
                                     PROJECT_ABOUT_MAX)),
        .others = optional(field_text(&f, "andre", MSG_PROJECT_OTHERS,
                                      MSG_PROJECT_OTHERS_HINT, STR_NONE)),
        .from = field_date(&f, "fra", MSG_GUIDANCE_FIRST_DAY, 0, DATE_NONE),
        .until = optional(field_date(&f, "til", MSG_GUIDANCE_LAST_DAY,
                                     MSG_PROJECT_LAST_HINT, DATE_NONE)),
        .point = optional(point_field(&f, offer)),
        .has_points = offer->points.n > 0,
        .reference = optional(field_text(&f, "kilde", MSG_PROJECT_REFERENCE,
                                         MSG_PROJECT_REFERENCE_HINT,
                                         STR_NONE))};

    fill_parties(&f, offer, &v);
    return v;
}
