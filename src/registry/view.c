/* From units and places to what their pages show.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/pages.h"
#include "text/messages_registry.h"

/* --- pieces --- */

static struct crumbs
crumbs_to(const struct page *pg, const char *href, int section, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 2);

    c[0] = (struct crumb){str_of(href), words(pg, section)};
    c[1] = (struct crumb){STR_NONE, here};
    return (struct crumbs){c, 2};
}

static struct crumbs
crumbs_here(const struct page *pg, int section)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 1);

    c[0].label = words(pg, section);
    return (struct crumbs){c, 1};
}

static struct str
period_text(const struct page *pg, struct date from, struct date to)
{
    struct msg_arg both[] = {msg_date(from), msg_date(to)};

    if (date_is_none(from) && date_is_none(to))
        return words(pg, MSG_REGISTRY_PERIOD_OPEN);
    if (date_is_none(to))
        return msg_text(pg->mem, pg->lang, MSG_REGISTRY_PERIOD_FROM, both, 1);
    if (date_is_none(from))
        return msg_text(pg->mem, pg->lang, MSG_REGISTRY_PERIOD_TO, both + 1, 1);
    return msg_text(pg->mem, pg->lang, MSG_REGISTRY_PERIOD_BOTH, both, 2);
}

static struct date
ended_on(const struct page *pg, const struct unit *u)
{
    if (date_is_none(u->valid_to) || date_cmp(u->valid_to, pg->today) >= 0)
        return DATE_NONE;
    return u->valid_to;
}

static enum service_kind
service_of(enum unit_type t)
{
    switch (t) {
    case UNIT_RHF:
    case UNIT_HF:
    case UNIT_HF_DEPARTMENT:
    case UNIT_HOSPITAL:
    case UNIT_BUP:
    case UNIT_FACT_TEAM:
        return SERVICE_HEALTH;
    case UNIT_BUFETAT_REGION:
    case UNIT_BUFETAT_SERVICE:
    case UNIT_BFE:
    case UNIT_INSTITUTION:
    case UNIT_THK_TEAM:
        return SERVICE_BUFETAT;
    case UNIT_CHILD_WELFARE:
        return SERVICE_CHILD_WELFARE;
    case UNIT_MUNICIPALITY:
    case UNIT_HELSESTASJON:
    case UNIT_FASTLEGE:
    case UNIT_PPT_SKOLE:
    case UNIT_TANNHELSE:
        return SERVICE_MUNICIPALITY;
    case UNIT_DIRECTORATE:
    case UNIT_COMPETENCE_CENTRE:
    case UNIT_STATSFORVALTER:
    case UNIT_KS:
    case UNIT_USER_ORGANISATION:
    case UNIT_TYPE_COUNT:
        break;
    }
    return SERVICE_OTHER;
}

static struct unit_line
unit_line_of(const struct page *pg, const struct unit *u)
{
    return (struct unit_line){
        .id = u->id,
        .service = {service_of(u->type), u->name},
        .type = unit_type_message(u->type),
        .ended = ended_on(pg, u),
    };
}

static const struct unit_line *
unit_lines_of(const struct page *pg, const struct unit_list *list)
{
    struct unit_line *line = ARENA_NEW_N(pg->mem, struct unit_line,
                                         list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        line[i] = unit_line_of(pg, &list->row[i]);
    return line;
}

static struct empty
nothing_found(const struct page *pg, const char *all_href)
{
    return (struct empty){
        .title = words(pg, MSG_REGISTRY_NOTHING_FOUND),
        .link = {.href = str_of(all_href),
                 .label = words(pg, MSG_REGISTRY_SHOW_ALL)},
    };
}

/* --- /enheter --- */

static struct field_view
type_field(const struct form_view *f, const struct unit_search *what)
{
    struct choice choice[UNIT_TYPE_COUNT + 1] = {
        {.label = words(f->pg, MSG_REGISTRY_TYPE_ALL),
         .selected = what->any_type}};

    for (unsigned t = 0; t < UNIT_TYPE_COUNT; t++)
        choice[t + 1] = (struct choice){
            .value = str_of(unit_type_code((enum unit_type)t)),
            .label = words(f->pg, unit_type_message((enum unit_type)t)),
            .selected = !what->any_type && what->type == t};
    return field_choice(f, FIELD_SELECT, "type", MSG_REGISTRY_TYPE_LABEL, 0,
                        choice, UNIT_TYPE_COUNT + 1);
}

struct unit_list_view
unit_list_view_of(struct page *pg, const struct http_req *req,
                  const struct unit_search *what,
                  const struct unit_found *found)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct unit_line *line = ARENA_NEW_N(pg->mem, struct unit_line,
                                         found->units.n + 1);

    for (size_t i = 0; i < found->units.n; i++) {
        line[i] = unit_line_of(pg, &found->units.row[i]);
        line[i].kind = found->kind_text[i];
        line[i].parent_id = found->parent[i].id;
        line[i].parent = unit_short(&found->parent[i]);
    }
    return (struct unit_list_view){
        .crumbs = crumbs_here(pg, MSG_REGISTRY_UNITS),
        .text = field_of_kind(&f, FIELD_SEARCH, "q", MSG_REGISTRY_SEARCH_LABEL,
                              0, what->text),
        .type = type_field(&f, what),
        .rows = line,
        .rows_n = found->units.n,
        .total = found->total,
        .pages = pages_of(pg, req, what->offset / what->limit + 1, what->limit,
                          found->total),
        .empty = nothing_found(pg, "/enheter"),
    };
}

/* --- /enheter/{id} --- */

/* Facts are added when they have a value. */
struct fact_rows {
    struct fact row[12];
    size_t n;
};

static void
add_fact(const struct page *pg, struct fact_rows *f, int label,
         struct str value, struct str href)
{
    if (!value.n)
        return;
    ASSERT(f->n < ARRAY_LEN(f->row));
    f->row[f->n++] = (struct fact){
        .label = words(pg, label), .value = value, .href = href};
}

static struct facts
facts_of(const struct page *pg, const struct fact_rows *f)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, f->n + 1);

    for (size_t i = 0; i < f->n; i++)
        row[i] = f->row[i];
    return (struct facts){.rows = row, .rows_n = f->n};
}

static struct str
ages_text(const struct page *pg, const struct unit *u)
{
    struct msg_arg range[] = {msg_int(u->age_from), msg_int(u->age_to)};

    if (u->age_from >= 0 && u->age_to >= 0)
        return msg_text(pg->mem, pg->lang, MSG_REGISTRY_AGES_RANGE, range, 2);
    return u->type == UNIT_THK_TEAM ? words(pg, MSG_REGISTRY_AGES_UNKNOWN)
                                    : STR_NONE;
}

static struct str
unit_href(struct arena *mem, unit_id id)
{
    struct str ext = id_format(mem, id.v);

    return str_fmt(mem, "/enheter/%.*s", STR_FMT(ext));
}

static struct facts
unit_facts(const struct page *pg, const struct unit_whole *w)
{
    const struct unit *u = &w->unit;
    struct fact_rows f = {0};

    if (w->parents.n)
        add_fact(pg, &f, MSG_REGISTRY_PARENT, w->parents.row[0].name,
                 unit_href(pg->mem, w->parents.row[0].id));
    add_fact(pg, &f, MSG_REGISTRY_MUNICIPALITY, w->place.name,
             str_fmt(pg->mem, "/kommuner/%.*s", STR_FMT(w->place.number)));
    add_fact(pg, &f, MSG_REGISTRY_ORG_NUMBER, u->org_number, STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_HER_ID, u->her_id, STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_CODE, u->code, STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_AGES, ages_text(pg, u), STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_PERIOD,
             period_text(pg, u->valid_from, u->valid_to), STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_CERTAINTY,
             words(pg, certainty_message(u->certainty)), STR_NONE);
    return facts_of(pg, &f);
}

/* The name of a deputy who is in function at the unit today. */
static struct str
deputy_name(const struct function_list *all, function_id id)
{
    for (size_t i = 0; id.v && i < all->n; i++)
        if (all->row[i].id.v == id.v)
            return all->row[i].holder_name;
    return STR_NONE;
}

/* In the order of enum function_kind: the leader first. */
static const struct function_line *
function_lines(const struct page *pg, const struct function_list *list)
{
    struct function_line *line = ARENA_NEW_N(pg->mem, struct function_line,
                                             list->n + 1);
    size_t n = 0;

    for (unsigned k = 0; k < FUNCTION_KIND_COUNT; k++)
        for (size_t i = 0; i < list->n; i++) {
            const struct function_row *f = &list->row[i];

            if (f->kind != k)
                continue;
            line[n++] = (struct function_line){
                .kind = function_kind_message(f->kind),
                .profession = profession_message(f->profession),
                .holder = f->holder_name,
                .deputy = deputy_name(list, f->deputy_id),
                .period = period_text(pg, f->valid_from, f->valid_to),
                .limited = function_is_limited(f->kind)};
        }
    return line;
}

static const struct served_line *
served_lines(const struct page *pg, const struct catchment_list *list)
{
    struct served_line *line = ARENA_NEW_N(pg->mem, struct served_line,
                                           list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct catchment *c = &list->row[i];

        line[i] = (struct served_line){
            .purpose = catchment_purpose_message(c->purpose),
            .number = c->municipality,
            .name = c->municipality_name,
            .district = c->district,
            .period = period_text(pg, c->valid_from, c->valid_to),
            .certainty = certainty_message(c->certainty)};
    }
    return line;
}

static const struct succession_line *
succession_lines(const struct page *pg, const struct succession_list *list)
{
    struct succession_line *line = ARENA_NEW_N(pg->mem, struct succession_line,
                                               list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        line[i] = (struct succession_line){list->row[i].unit_id,
                                           list->row[i].unit_name,
                                           list->row[i].valid_from};
    return line;
}

struct unit_view
unit_view_of(struct page *pg, const struct unit_whole *w)
{
    return (struct unit_view){
        .crumbs = crumbs_to(pg, "/enheter", MSG_REGISTRY_UNITS, w->unit.name),
        .name = w->unit.name,
        .type = unit_type_message(w->unit.type),
        .kind = w->kind_text,
        .ended = ended_on(pg, &w->unit),
        .facts = unit_facts(pg, w),
        .source = w->unit.source,
        .note = w->unit.note,
        .after = succession_lines(pg, &w->after),
        .after_n = w->after.n,
        .before = succession_lines(pg, &w->before),
        .before_n = w->before.n,
        .children = unit_lines_of(pg, &w->children),
        .children_n = w->children.n,
        .functions = function_lines(pg, &w->functions),
        .functions_n = w->functions.n,
        .served = served_lines(pg, &w->served),
        .served_n = w->served.n,
    };
}

/* --- /kommuner --- */

struct place_list_view
place_list_view_of(struct page *pg, struct str text,
                   const struct municipality_list *list)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct place_line *line = ARENA_NEW_N(pg->mem, struct place_line,
                                          list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        line[i] = (struct place_line){list->row[i].number, list->row[i].name,
                                      list->row[i].county_name};
    return (struct place_list_view){
        .crumbs = crumbs_here(pg, MSG_REGISTRY_MUNICIPALITIES),
        .text = field_of_kind(&f, FIELD_SEARCH, "q",
                              MSG_REGISTRY_SEARCH_PLACE_LABEL, 0, text),
        .rows = line,
        .rows_n = list->n,
        .empty = nothing_found(pg, "/kommuner"),
    };
}

/* --- /kommuner/{nr} --- */

static int
language_message(struct str language)
{
    if (str_eq_cz(language, "nynorsk"))
        return MSG_REGISTRY_LANGUAGE_NYNORSK;
    if (str_eq_cz(language, "bokmaal"))
        return MSG_REGISTRY_LANGUAGE_BOKMAAL;
    return MSG_REGISTRY_LANGUAGE_NEUTRAL;
}

static struct facts
place_facts(const struct page *pg, const struct municipality *m)
{
    struct fact_rows f = {0};

    add_fact(pg, &f, MSG_REGISTRY_NUMBER, m->number, STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_COUNTY, m->county_name, STR_NONE);
    add_fact(pg, &f, MSG_REGISTRY_LANGUAGE,
             words(pg, language_message(m->language)), STR_NONE);
    if (m->sami_area.n)
        add_fact(pg, &f, MSG_REGISTRY_SAMI_AREA,
                 words(pg, MSG_REGISTRY_SAMI_YES), STR_NONE);
    return facts_of(pg, &f);
}

struct responsible_rows {
    struct responsible_line *row;
    size_t n;
};

/* The rows of one purpose, or its hole. */
static void
add_responsible(const struct page *pg, struct responsible_rows *out,
                enum catchment_purpose p, const struct catchment_list *list)
{
    bool required = p <= CATCHMENT_THK;

    if (!list->n && required)
        out->row[out->n++].purpose = catchment_purpose_message(p);
    for (size_t i = 0; i < list->n; i++) {
        const struct catchment *c = &list->row[i];

        out->row[out->n++] = (struct responsible_line){
            .purpose = catchment_purpose_message(p),
            .known = true,
            .unit_id = c->unit_id,
            .unit = c->unit_name,
            .district = c->district,
            .period = period_text(pg, c->valid_from, c->valid_to),
            .certainty = certainty_message(c->certainty),
            .note = c->note};
    }
}

struct place_view
place_view_of(struct page *pg, const struct place_whole *w)
{
    const struct registry_responsible *r = &w->responsible;
    size_t most = r->hf.n + r->bup.n + r->bufetat.n + r->thk.n + r->fact.n +
                  r->child_welfare.n + CATCHMENT_PURPOSE_COUNT;
    struct responsible_rows rows = {
        ARENA_NEW_N(pg->mem, struct responsible_line, most), 0};

    add_responsible(pg, &rows, CATCHMENT_HF, &r->hf);
    add_responsible(pg, &rows, CATCHMENT_BUP, &r->bup);
    add_responsible(pg, &rows, CATCHMENT_BUFETAT, &r->bufetat);
    add_responsible(pg, &rows, CATCHMENT_THK, &r->thk);
    add_responsible(pg, &rows, CATCHMENT_CHILD_WELFARE, &r->child_welfare);
    add_responsible(pg, &rows, CATCHMENT_FACT, &r->fact);
    return (struct place_view){
        .crumbs = crumbs_to(pg, "/kommuner", MSG_REGISTRY_MUNICIPALITIES,
                            w->place.name),
        .name = w->place.name,
        .number = w->place.number,
        .county = w->place.county_name,
        .facts = place_facts(pg, &w->place),
        .responsible = rows.row,
        .responsible_n = rows.n,
        .units = unit_lines_of(pg, &w->units),
        .units_n = w->units.n,
    };
}

/* --- /enheter/hull --- */

static struct problem_line
problem_line_of(const struct catchment_problem *p)
{
    return (struct problem_line){
        .overlap = p->fault == CATCHMENT_OVERLAP,
        .number = p->municipality,
        .place = p->municipality_name,
        .purpose = catchment_purpose_message(p->purpose),
        .district = p->district,
        .a_id = p->a.unit_id,
        .a = p->a.unit_name,
        .b_id = p->b.unit_id,
        .b = p->b.unit_name,
    };
}

static int64_t
places_with_holes(const struct catchment_problem_list *list)
{
    struct str last = STR_NONE;
    int64_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        const struct catchment_problem *p = &list->row[i];

        if (p->fault == CATCHMENT_HOLE && !str_eq(last, p->municipality)) {
            last = p->municipality;
            n++;
        }
    }
    return n;
}

struct problems_view
problems_view_of(struct page *pg, const struct http_req *req, int64_t number,
                 const struct catchment_problem_list *list)
{
    struct problem_line *line = ARENA_NEW_N(pg->mem, struct problem_line,
                                            REGISTRY_PER_PAGE);
    size_t from = (size_t)(number - 1) * REGISTRY_PER_PAGE;
    size_t n = 0;

    if (from >= list->n) { /* a page beyond the last */
        number = 1;
        from = 0;
    }
    for (; n < REGISTRY_PER_PAGE && from + n < list->n; n++)
        line[n] = problem_line_of(&list->row[from + n]);
    return (struct problems_view){
        .crumbs = crumbs_to(pg, "/enheter", MSG_REGISTRY_UNITS,
                            words(pg, MSG_REGISTRY_HOLES)),
        .places = places_with_holes(list),
        .rows = line,
        .rows_n = n,
        .pages = pages_of(pg, req, number, REGISTRY_PER_PAGE, (int64_t)list->n),
        .empty = {.title = words(pg, MSG_REGISTRY_NO_HOLES)},
    };
}
