/* Fills the views of definitions: the picture, the list, one definition.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/pages.h"

#include "base/buf.h"
#include "page/frame.h"
#include "text/messages_casefile.h"
#include "text/messages_pathway.h"

enum { COLUMNS = 16, LENGTH = 5, PLAN_CHARS = 200000 };

/* --- the picture --- */

static struct str
look_of(const struct path_step_state *s)
{
    if (!s || s->state == PATH_WAITING)
        return STR("plan");
    if (s->state == PATH_OPEN)
        return s->late                ? STR("over")
               : date_is_none(s->due) ? STR("varer")
                                      : STR("frist");
    return s->state == PATH_DONE ? STR("gjort") : STR("plan");
}

static struct str
icon_of(const struct path_step_state *s, const struct path_step *step)
{
    enum path_state state = s ? s->state : PATH_WAITING;

    if (state == PATH_WAITING)
        return step->meeting ? STR("PersonGroup") : STR("Circle");
    if (state == PATH_OPEN)
        return s->late ? STR("XMarkOctagonFill") : STR("ArrowRight");
    return state == PATH_DONE ? STR("CheckmarkCircleFill") : STR("CircleSlash");
}

/* By its level, spread over the columns. */
static struct str
place_of(struct arena *mem, const struct path_def *d, uint32_t level)
{
    uint32_t steps = d->levels > 1 ? d->levels - 1 : 1;
    uint32_t first = 1 + level * (COLUMNS - LENGTH) / steps;

    return str_fmt(mem, "hend w%u s%d", first, LENGTH);
}

static struct str
item_state(struct page *pg, const struct path_step_state *s)
{
    const struct msg_arg due[] = {msg_date(s ? s->due : DATE_NONE)};

    if (!s)
        return STR_NONE;
    if (s->state == PATH_OPEN && !date_is_none(s->due))
        return msg_text(pg->mem, pg->lang, MSG_PATHWAY_OPEN_UNTIL, due, 1);
    return words(pg, path_state_message(s->state));
}

static struct lane_item
item_of(struct page *pg, const struct path_def *d, const struct run_view *v,
        uint32_t i)
{
    const struct path_step_state *s = v ? &v->run.step[i] : NULL;
    const struct step_row *row = v ? run_step_row(v, i) : NULL;
    struct lane_item item = {.place = place_of(pg->mem, d, d->step[i].level),
                             .look = look_of(s),
                             .icon = icon_of(s, &d->step[i]),
                             .title = path_text_in(&d->step[i].title, pg->lang),
                             .state = item_state(pg, s)};

    if (row)
        item.href = case_path(
            pg, v->row.case_id,
            str_cz(pg->mem, str_fmt(pg->mem, "/steg/%.*s",
                                    STR_FMT(id_format(pg->mem, row->id)))));
    return item;
}

/* Steps that nobody has been given yet stand in a lane of their own. */
static bool
same_lane(const struct path_step *a, const struct path_step *b)
{
    return a->has_service == b->has_service &&
           (!a->has_service || a->service == b->service);
}

static struct lane
lane_of(struct page *pg, const struct path_def *d, const struct run_view *v,
        const struct path_step *like)
{
    enum service_kind kind = like->has_service ? service_of_unit(like->service)
                                               : SERVICE_OTHER;
    int name = like->has_service ? unit_type_message(like->service)
                                 : MSG_PATHWAY_LANE_NONE;
    struct lane_item *item = ARENA_NEW_N(pg->mem, struct lane_item,
                                         d->step_n + 1);
    struct lane l = {.service = {kind, words(pg, name)},
                     .color = service_color(kind),
                     .items = item};

    for (uint32_t level = 0; level <= d->levels; level++)
        for (uint32_t i = 0; i < d->step_n; i++)
            if (same_lane(&d->step[i], like) && d->step[i].level == level)
                item[l.items_n++] = item_of(pg, d, v, i);
    return l;
}

struct lanes
lanes_of(struct page *pg, const struct path_def *d, const struct run_view *v)
{
    struct lane *row = ARENA_NEW_N(pg->mem, struct lane, d->step_n + 1);
    struct lanes out = {.rows = row};

    for (uint32_t i = 0; i < d->step_n; i++) {
        bool seen = false;

        for (uint32_t k = 0; k < i; k++)
            seen = seen || same_lane(&d->step[k], &d->step[i]);
        if (!seen)
            row[out.rows_n++] = lane_of(pg, d, v, &d->step[i]);
    }
    return out;
}

/* --- the list --- */

struct status_tag
path_status_tag(struct page *pg, enum path_status s)
{
    switch (s) {
    case PATH_DRAFT:
        return (struct status_tag){STATUS_INFO, words(pg, MSG_PATHWAY_DRAFT)};
    case PATH_ACTIVE:
        return (struct status_tag){STATUS_OK, words(pg, MSG_PATHWAY_ACTIVE)};
    case PATH_RETIRED:
        break;
    }
    return (struct status_tag){STATUS_WITHDRAWN,
                               words(pg, MSG_PATHWAY_RETIRED)};
}

static struct def_line *
def_lines(struct page *pg, const struct path_found_list *l)
{
    struct def_line *row = ARENA_NEW_N(pg->mem, struct def_line, l->n + 1);

    for (size_t i = 0; i < l->n; i++) {
        const struct path_row *r = &l->row[i].row;

        row[i] = (struct def_line){
            .title = path_text_in(&l->row[i].def.title, pg->lang),
            .version = r->version,
            .href = str_fmt(pg->mem, "/forlop/%.*s/%.*s", STR_FMT(r->key),
                            STR_FMT(r->version)),
            .status = path_status_tag(pg, r->status)};
    }
    return row;
}

struct pathway_list_view
pathway_list_view_of(struct page *pg, const struct path_found_list *l,
                     bool may_edit)
{
    return (struct pathway_list_view){
        .rows = def_lines(pg, l), .rows_n = l->n, .may_edit = may_edit};
}

struct pathway_new_view
pathway_new_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct pathway_new_view){
        .errors = errors_of(&f),
        .plan = field_area(&f, "plan", MSG_PATHWAY_PLAN, MSG_PATHWAY_PLAN_HINT,
                           STR_NONE, PLAN_CHARS)};
}

/* --- one definition --- */

struct str
path_after_text(struct page *pg, const struct path_def *d,
                const struct path_step *s)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (uint32_t e = 0; e < s->edge_n; e++) {
        const struct path_step *from = &d->step[s->edge[e].from];

        buf_cz(&b, e ? "; " : "");
        buf_str(&b, path_text_in(&from->title, pg->lang));
        if (s->edge[e].outcome >= 0)
            buf_fmt(&b, " (%.*s)",
                    STR_FMT(path_text_in(
                        &from->outcome[s->edge[e].outcome].title, pg->lang)));
    }
    return buf_done(&b);
}

static int
term_message(enum term_unit u)
{
    switch (u) {
    case TERM_DAYS:
        return MSG_PATHWAY_TERM_DAYS;
    case TERM_WORKDAYS:
        return MSG_PATHWAY_TERM_WORKDAYS;
    case TERM_WEEKS:
        return MSG_PATHWAY_TERM_WEEKS;
    case TERM_MONTHS:
        return MSG_PATHWAY_TERM_MONTHS;
    case TERM_YEARS:
        break;
    }
    return MSG_PATHWAY_TERM_YEARS;
}

struct str
path_term_text(struct page *pg, const struct path_term *t)
{
    const struct msg_arg n[] = {msg_int(t->n)};

    return t->set ? msg_text(pg->mem, pg->lang, term_message(t->unit), n, 1)
                  : STR_NONE;
}

static struct str
term_source(struct page *pg, const struct path_term *t)
{
    return t->set
               ? str_fmt(pg->mem, "%.*s: %.*s",
                         STR_FMT(words(pg, deadline_source_message(t->kind))),
                         STR_FMT(t->source))
               : STR_NONE;
}

static struct step_line
step_line_of(struct page *pg, const struct path_def *d,
             const struct path_step *s)
{
    struct step_line l = {.title = path_text_in(&s->title, pg->lang),
                          .text = path_text_in(&s->text, pg->lang),
                          .after = path_after_text(pg, d, s),
                          .record = path_text_in(&s->record, pg->lang),
                          .term = path_term_text(pg, &s->term),
                          .term_source = term_source(pg, &s->term),
                          .source = s->source,
                          .has_condition = s->condition.n > 0};

    if (s->has_service)
        l.service = (struct service_tag){
            service_of_unit(s->service),
            words(pg, unit_type_message(s->service))};
    if (s->has_function)
        l.who = words(pg, function_kind_message(s->function));
    return l;
}

struct error_line *
path_problem_lines(struct page *pg, const struct path_def *d,
                   const struct path_problems *p)
{
    struct error_line *row = ARENA_NEW_N(pg->mem, struct error_line, p->n + 1);

    for (size_t i = 0; i < p->n; i++) {
        const struct path_problem *x = &p->row[i];
        const struct msg_arg step[] = {msg_str(
            x->step < 0 ? STR("")
                        : path_text_in(&d->step[x->step].title, pg->lang))};

        if (x->step >= 0)
            row[i].field = d->step[x->step].id;
        row[i].text = msg_text(pg->mem, pg->lang, path_fault_message(x->fault),
                               step, 1);
    }
    return row;
}

static struct adoption_line *
adoption_lines(struct page *pg, const struct adoption_list *l)
{
    struct adoption_line *row = ARENA_NEW_N(pg->mem, struct adoption_line,
                                            l->n + 1);

    for (size_t i = 0; i < l->n; i++) {
        const struct adoption *a = &l->row[i];
        const struct msg_arg days[] = {msg_date(a->from_on),
                                       msg_date(a->to_on)};

        row[i].service = (struct service_tag){service_of_unit(a->unit_type),
                                              a->unit_name};
        row[i].period = date_is_none(a->to_on)
                            ? msg_text(pg->mem, pg->lang,
                                       MSG_PATHWAY_IN_USE_SINCE, days, 1)
                            : msg_text(pg->mem, pg->lang,
                                       MSG_PATHWAY_IN_USE_FROM_TO, days, 2);
    }
    return row;
}

struct crumbs
path_crumbs(struct page *pg, struct str title)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 3);

    item[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    item[1] = (struct crumb){STR("/forlop"), words(pg, MSG_PATHWAY_LIST_TITLE)};
    item[2] = (struct crumb){STR_NONE, title};
    return (struct crumbs){item, 3};
}

struct pathway_def_view
pathway_def_view_of(struct page *pg, const struct http_req *req,
                    const struct err *err, const struct path_page *p,
                    const struct def_rights *may)
{
    const struct path_def *d = &p->found.def;
    struct form_view f = form_view_of(pg, req, err);
    struct step_line *step = ARENA_NEW_N(pg->mem, struct step_line,
                                         d->step_n + 1);
    const struct msg_arg version[] = {msg_str(d->version)};
    struct pathway_def_view v = {
        .title = path_text_in(&d->title, pg->lang),
        .under = msg_text(pg->mem, pg->lang, MSG_PATHWAY_VERSION, version, 1),
        .purpose = path_text_in(&d->purpose, pg->lang),
        .source = d->source,
        .status = path_status_tag(pg, p->found.row.status),
        .lanes = lanes_of(pg, d, NULL),
        .steps = step,
        .steps_n = d->step_n,
        .problems = path_problem_lines(pg, d, &p->problems),
        .problems_n = p->problems.n,
        .adopted = adoption_lines(pg, &p->adopted),
        .adopted_n = p->adopted.n,
        .versions = def_lines(pg, &p->versions),
        .versions_n = p->versions.n,
        .base = str_fmt(pg->mem, "/forlop/%.*s/%.*s", STR_FMT(d->key),
                        STR_FMT(d->version)),
        .key = d->key,
        .may_adopt = may->adopt &&
                     (p->own_adopted || p->found.row.status == PATH_ACTIVE),
        .own_adopted = p->own_adopted,
        .may_edit = may->edit,
        .may_change = may->edit && p->found.row.status == PATH_DRAFT,
        .may_publish = may->publish && p->found.row.status == PATH_DRAFT &&
                       p->problems.n == 0,
        .may_retire = may->publish && p->found.row.status == PATH_ACTIVE &&
                      !p->found.row.shipped,
        .errors = errors_of(&f),
        .from = field_date(&f, "fra", MSG_PATHWAY_FROM, 0, pg->today),
        .to = field_date(&f, "til", MSG_PATHWAY_TO, 0, pg->today)};

    for (uint32_t i = 0; i < d->step_n; i++)
        step[i] = step_line_of(pg, d, &d->step[i]);
    v.crumbs = path_crumbs(pg, v.title);
    return v;
}
