/* The team's work on one child as a page: what is done, what comes next.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work_pages.h"

#include "text/messages_assessment.h"

struct str
work_path(struct page *pg, assessment_id id, const char *rest)
{
    return str_fmt(pg->mem, "/thk/%.*s%s", STR_FMT(id_format(pg->mem, id.v)),
                   rest);
}

struct str
work_child(struct page *pg, const struct work *w)
{
    struct msg_arg both[] = {msg_str(w->child.given_name), msg_int(w->age)};

    if (w->age < 0)
        return w->child.given_name;
    return msg_text(pg->mem, pg->lang, MSG_WORK_CHILD, both, 2);
}

struct crumbs
work_crumbs(struct page *pg, const struct work *w, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 3);
    size_t n = 0;

    c[n++] = (struct crumb){STR("/thk"), words(pg, MSG_THK_TITLE)};
    if (here.n > 0)
        c[n++] = (struct crumb){work_path(pg, w->a.id, "/arbeid"),
                                work_child(pg, w)};
    c[n++] = (struct crumb){STR_NONE, here.n > 0 ? here : work_child(pg, w)};
    return (struct crumbs){c, n};
}

/* --- lines --- */

struct lines {
    struct page *pg;
    const struct work *w;
    struct work_line *row;
    size_t n;
};
#define LINES_MAX 120

static struct lines
lines_of(struct page *pg, const struct work *w)
{
    return (struct lines){pg, w,
                          ARENA_NEW_N(pg->mem, struct work_line, LINES_MAX), 0};
}

static struct str
sheet_href(struct page *pg, const struct work *w, enum sheet_kind k,
           struct str nr)
{
    struct str rest = str_fmt(pg->mem, "/ark/%s/%.*s", sheet_rule(k)->word,
                              STR_FMT(nr));

    return work_path(pg, w->a.id, str_cz(pg->mem, rest));
}

static bool
in_time(const struct work *w, enum sheet_kind k)
{
    return (sheet_rule(k)->states & (1u << w->a.state)) != 0;
}

static bool
may_write(const struct work *w, enum sheet_kind k)
{
    return in_time(w, k) &&
           (w->is_team || (w->is_requester &&
                           sheet_rule(k)->writes == ACT_ASSESSMENT_EXPERIENCE));
}

/* Day, time, or the name: what tells one sheet from another. */
static struct str
sheet_note(struct page *pg, const struct sheet *s)
{
    switch (s->kind) {
    case SHEET_DAY:
        return str_fmt(
            pg->mem, "%.*s, %.*s–%.*s, %.*s",
            STR_FMT(date_text(pg->mem, pg->lang, sheet_date(s, "dato"))),
            STR_FMT(sheet_value(s, "fra")), STR_FMT(sheet_value(s, "til")),
            STR_FMT(sheet_value(s, "sted")));
    case SHEET_CLARIFY:
    case SHEET_MEETING:
        return date_text(pg->mem, pg->lang, sheet_date(s, "dato"));
    case SHEET_INSTRUMENT:
        return sheet_value(s, "navn");
    case SHEET_VOICE:
    case SHEET_AREA:
    case SHEET_REPORT:
    case SHEET_NO_ADVICE:
    case SHEET_EXPERIENCE:
    case SHEET_KIND_COUNT:
        break;
    }
    return s->name;
}

static void
add_sheet(struct lines *l, enum sheet_kind k, struct str nr, int name,
          const struct sheet *s)
{
    struct work_line *row;

    if (!s && !may_write(l->w, k))
        return;
    ASSERT(l->n < LINES_MAX);
    row = &l->row[l->n++];
    row->title = words(l->pg, name);
    if (l->w->is_team || sheet_rule(k)->writes != ACT_ASSESSMENT_WORK)
        row->href = sheet_href(l->pg, l->w, k, nr);
    row->note = s ? sheet_note(l->pg, s) : STR_NONE;
    row->tag = (struct status_tag){s && s->whole ? STATUS_OK : STATUS_NEUTRAL,
                                   words(l->pg, !s ? MSG_SHEET_NOT_WRITTEN
                                                : s->whole ? MSG_WORK_WRITTEN
                                                           : MSG_WORK_BEGUN)};
    if (s && !sheet_counts(s))
        row->tag = (struct status_tag){STATUS_WITHDRAWN,
                                       words(l->pg, MSG_WORK_LEFT_OUT)};
}

/* One, all of the list, or those that are there. */
static void
add_kind(struct lines *l, enum sheet_kind k)
{
    enum sheet_list list = sheet_rule(k)->list;
    struct str nr;
    int name;

    if (list == SHEETS_ONE)
        add_sheet(l, k, STR("1"), sheet_rule(k)->title,
                  sheet_find(&l->w->sheets, k, "1"));
    if (list == SHEETS_MANY)
        for (size_t i = 0; i < l->w->sheets.n; i++)
            if (l->w->sheets.row[i].kind == k && l->n < LINES_MAX)
                add_sheet(l, k, l->w->sheets.row[i].nr, sheet_rule(k)->title,
                          &l->w->sheets.row[i]);
    if (list == SHEETS_ONE || list == SHEETS_MANY)
        return;
    for (size_t i = 0; sheet_key(list, i, &nr, &name); i++)
        add_sheet(l, k, nr, name,
                  sheet_find(&l->w->sheets, k, str_cz(l->pg->mem, nr)));
}

static enum status_kind
information_look(enum information_state s)
{
    return s == INFORMATION_ASKED     ? STATUS_INFO
           : s == INFORMATION_NOTHING ? STATUS_NEUTRAL
                                      : STATUS_OK;
}

static void
add_information(struct lines *l)
{
    for (size_t i = 0; i < l->w->information.n && l->n < LINES_MAX; i++) {
        const struct information *r = &l->w->information.row[i];
        struct str rest = str_fmt(l->pg->mem, "/opplysninger/%.*s",
                                  STR_FMT(id_format(l->pg->mem, r->id)));
        struct work_line *row = &l->row[l->n++];

        row->title = words(l->pg, information_message(r->source));
        row->note = r->unit_name;
        row->href = work_path(l->pg, l->w->a.id, str_cz(l->pg->mem, rest));
        row->tag = (struct status_tag){
            information_look(r->state),
            words(l->pg, information_state_message(r->state))};
        if (r->state == INFORMATION_ASKED)
            row->due = due_of(l->pg, r->due_on, 3);
    }
}

static void
add_recommendations(struct lines *l)
{
    for (size_t i = 0; i < l->w->recommendations.n && l->n < LINES_MAX; i++) {
        const struct recommendation *r = &l->w->recommendations.row[i];
        struct str rest = str_fmt(l->pg->mem, "/anbefalinger/%.*s",
                                  STR_FMT(id_format(l->pg->mem, r->id)));
        struct work_line *row = &l->row[l->n++];

        row->title = str_cut(r->text, 0, r->text.n);
        row->note = r->owner_name.n > 0
                        ? str_fmt(l->pg->mem, "%.*s, %.*s",
                                  STR_FMT(r->unit_name), STR_FMT(r->owner_name))
                        : r->unit_name;
        row->href = work_path(l->pg, l->w->a.id, str_cz(l->pg->mem, rest));
        row->tag = (struct status_tag){
            recommendation_is_settled(r) ? STATUS_OK : STATUS_INFO,
            words(l->pg, recommendation_state_message(r->state))};
        if (!recommendation_is_settled(r))
            row->due = due_of(l->pg, r->due_on, 10);
    }
}

/* The report's versions as files, for those who may read them. */
static void
add_files(struct lines *l)
{
    for (size_t i = 0; i < l->w->sheets.n && l->n < LINES_MAX; i++) {
        const struct sheet *s = &l->w->sheets.row[i];
        struct str rest;
        int name;

        if (s->kind != SHEET_REPORT || !sheet_name(s->kind, s->nr, &name))
            continue;
        rest = str_fmt(l->pg->mem, "/rapport/%.*s.pdf", STR_FMT(s->nr));
        l->row[l->n++] = (struct work_line){
            .title = words(l->pg, name),
            .href = work_path(l->pg, l->w->a.id, str_cz(l->pg->mem, rest)),
            .note = words(l->pg, MSG_WORK_PDF)};
    }
}

/* --- panels --- */

struct panels {
    struct page *pg;
    const struct work *w;
    struct work_panel *row;
    size_t n;
};

static void
panel(struct panels *p, const char *id, int title, const struct lines *l,
      const char *add_rest, int add)
{
    struct work_panel *row;

    if (l->n == 0 && !add_rest)
        return;
    ASSERT(p->n < WORK_PANELS_MAX);
    row = &p->row[p->n++];
    *row = (struct work_panel){
        .id = str_of(id), .title = title, .lines = l->row, .lines_n = l->n};
    if (add_rest) {
        row->add_href = work_path(p->pg, p->w->a.id, add_rest);
        row->add = words(p->pg, add);
    }
}

static void
sheets_panel(struct panels *p, const char *id, int title, enum sheet_kind k,
             const char *add_rest, int add)
{
    struct lines l = lines_of(p->pg, p->w);

    /* days and meetings are shown to whom they are shared with, too */
    if (p->w->is_team || k == SHEET_DAY || k == SHEET_MEETING ||
        sheet_rule(k)->writes != ACT_ASSESSMENT_WORK)
        add_kind(&l, k);
    panel(p, id, title, &l, may_write(p->w, k) ? add_rest : NULL, add);
}

static void
preparation_panel(struct panels *p)
{
    struct lines l = lines_of(p->pg, p->w);
    bool asks = p->w->is_team && in_time(p->w, SHEET_CLARIFY);

    if (p->w->is_team)
        add_kind(&l, SHEET_CLARIFY);
    add_information(&l);
    panel(p, "t-forarbeid", MSG_WORK_PREPARATION, &l,
          asks ? "/opplysninger" : NULL, MSG_WORK_ASK);
}

static void
report_panel(struct panels *p)
{
    struct lines l = lines_of(p->pg, p->w);

    if (p->w->is_team)
        add_kind(&l, SHEET_REPORT);
    add_files(&l);
    panel(p, "t-rapport", MSG_WORK_REPORT, &l, NULL, 0);
}

static void
advice_panel(struct panels *p)
{
    struct lines l = lines_of(p->pg, p->w);
    bool writes = p->w->is_team && p->w->a.state >= THK_CARRIED_OUT &&
                  p->w->a.state <= THK_FINAL;

    add_recommendations(&l);
    if (p->w->is_team && p->w->recommendations.n == 0)
        add_kind(&l, SHEET_NO_ADVICE);
    panel(p, "t-anbefalinger", MSG_WORK_ADVICE, &l,
          writes ? "/anbefalinger" : NULL, MSG_WORK_ADD_ADVICE);
}

static void
fill_panels(struct panels *p)
{
    struct lines l = lines_of(p->pg, p->w);

    preparation_panel(p);
    sheets_panel(p, "t-dager", MSG_WORK_DAYS, SHEET_DAY, "/ark/dag/ny",
                 MSG_WORK_ADD_DAY);
    if (p->w->is_team)
        add_kind(&l, SHEET_VOICE);
    if (p->w->is_team)
        add_kind(&l, SHEET_AREA);
    panel(p, "t-omrader", MSG_WORK_AREAS, &l, NULL, 0);
    sheets_panel(p, "t-verktoy", MSG_REPORT_INSTRUMENTS, SHEET_INSTRUMENT,
                 "/ark/instrument/ny", MSG_WORK_ADD_INSTRUMENT);
    report_panel(p);
    sheets_panel(p, "t-mote", MSG_SHEET_MEETING, SHEET_MEETING,
                 "/ark/tilbakemelding/ny", MSG_WORK_ADD_MEETING);
    advice_panel(p);
    sheets_panel(p, "t-erfaring", MSG_SHEET_EXPERIENCE, SHEET_EXPERIENCE, NULL,
                 0);
}

/* --- the page --- */

static struct facts
team_facts(struct page *pg, const struct work *w)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, w->people.n + 3);
    size_t n = 0;

    if (w->a.variant.n > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_WORK_VARIANT),
                                 .value = w->a.variant};
    for (size_t i = 0; i < w->people.n; i++) {
        const struct team_person *m = &w->people.row[i];
        struct str value = m->name;

        for (size_t k = 0; k < w->signatures.n && !m->left_out; k++)
            if (w->signatures.row[k].holds &&
                w->signatures.row[k].function.v == m->function.v) {
                value = msg_text(pg->mem, pg->lang, MSG_WORK_HAS_SIGNED,
                                 (const struct msg_arg[]){msg_str(m->name)}, 1);
                break;
            }
        if (m->left_out)
            value = msg_text(pg->mem, pg->lang, MSG_WORK_IS_LEFT_OUT,
                             (const struct msg_arg[]){msg_str(m->name)}, 1);
        row[n++] = (struct fact){
            .label = words(pg, profession_message(m->profession)),
            .value = value};
    }
    return (struct facts){.rows = row, .rows_n = n};
}

/* What the next step still lacks, in words. */
static void
fill_step(struct page *pg, const struct call *c, const struct work *w,
          struct work_view *v)
{
    enum thk_step next = work_next(w);
    const struct err *e;
    struct str *lack;

    v->step_action = work_path(pg, w->a.id, "/neste");
    if (next == THK_STEP_COUNT)
        return;
    v->has_step = true;
    v->step_title = thk_step_message(next);
    if (next == THK_STEP_CLOSE)
        v->step_action = work_path(pg, w->a.id, "/avslutt");
    v->step_word = str_of(thk_transition(next)->word);
    lack = ARENA_NEW_N(pg->mem, struct str, THK_NEED_COUNT);
    e = thk_step_check(pg->mem, w->a.state, next,
                       work_met(w, c->today, STR_NONE));
    for (; e && v->lacks_n < THK_NEED_COUNT; e = e->next)
        lack[v->lacks_n++] = err_text(pg->mem, pg->lang, e);
    v->lacks = lack;
}

struct work_view
work_view_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct call *c, const struct work *w)
{
    struct form_view f = form_view_of(pg, req, err);
    struct panels p = {
        pg, w, ARENA_NEW_N(pg->mem, struct work_panel, WORK_PANELS_MAX), 0};
    struct work_view v = {
        .crumbs = work_crumbs(pg, w, STR_NONE),
        .title = words(pg, MSG_WORK_TITLE),
        .under = work_child(pg, w),
        .state = {STATUS_INFO, words(pg, thk_state_message(w->a.state))},
        .team_name = w->team.id.v != 0 ? unit_short(&w->team) : STR_NONE,
        .team = team_facts(pg, w),
        .may_replan = w->is_team && w->a.state == THK_PLANNED,
        .reason = field_area(&f, "grunn", MSG_WORK_REPLAN_WHY, 0, STR_NONE,
                             1000),
        .errors = errors_of(&f),
        .may_sign = w->is_team &&
                    (w->a.state == THK_DRAFTED || w->a.state == THK_FEEDBACK),
        .sign_href = work_path(pg, w->a.id, "/rapport/signer"),
        .may_choose = w->is_decider && c->who.role != ROLE_THK_MEMBER &&
                      (w->a.state == THK_OFFERED ||
                       w->a.state == THK_PREPARATION ||
                       w->a.state == THK_PLANNED),
        .team_href = work_path(pg, w->a.id, "/team"),
    };

    fill_panels(&p);
    v.panels = p.row;
    v.panels_n = p.n;
    fill_step(pg, c, w, &v);
    return v;
}
