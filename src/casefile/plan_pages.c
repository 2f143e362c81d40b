/* Fills the views of the joint plan, and writes it as a document.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_pages.h"

#include "notify/pdf.h"
#include "text/messages_assessment.h"
#include "text/messages_casefile.h"

enum { SOON_DAYS = 10, TEXT_MAX_CHARS = 4000, LINE_MAX_CHARS = 300 };

/* --- the plan --- */

static struct status_tag
state_tag(struct page *pg, const struct plan_item *i)
{
    static const enum status_kind kind[PLAN_STATE_COUNT] = {
        [PLAN_STATE_PLANNED] = STATUS_NEUTRAL,
        [PLAN_STATE_UNDER_WAY] = STATUS_INFO,
        [PLAN_STATE_DONE] = STATUS_OK,
        [PLAN_STATE_STOPPED] = STATUS_WITHDRAWN,
    };

    return (struct status_tag){kind[i->state],
                               words(pg, plan_state_message(i->state))};
}

/* How a row of the draft differs from the plan that holds. */
static struct status_tag
draft_tag(struct page *pg, const struct plan_view *v, const struct plan_item *i)
{
    if (v->newest == 0)
        return (struct status_tag){0};
    if (!plan_holds(i, v->newest + 1))
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_JOINT_DRAFT_REMOVED)};
    if (i->version_from > v->newest)
        return (struct status_tag){STATUS_SOON, words(pg, MSG_JOINT_DRAFT_NEW)};
    return (struct status_tag){0};
}

static bool
is_settled(const struct plan_item *i)
{
    return i->state == PLAN_STATE_DONE || i->state == PLAN_STATE_STOPPED;
}

static struct str
said_words(struct page *pg, const struct plan_item *i)
{
    const struct msg_arg who[] = {msg_str(i->said_by)};

    return i->said_by.n > 0
               ? msg_text(pg->mem, pg->lang, MSG_JOINT_SAID_BY, who, 1)
               : STR_NONE;
}

static struct plan_row
row_of(struct page *pg, const struct plan_view *v, const struct plan_item *i,
       unit_id acting)
{
    const struct msg_arg who[] = {msg_str(i->owner_name),
                                  msg_str(i->owner_unit_name)};
    const struct msg_arg from[] = {msg_date(i->starts_on)};
    struct plan_row row = {
        .text = i->text,
        .unit = i->unit_name,
        .note = i->note,
        .said_by = said_words(pg, i),
        .change = draft_tag(pg, v, i),
    };
    bool mine = i->unit.v == acting.v || i->owner_unit.v == acting.v ||
                v->about.is_holder;

    if (mine && v->about.head.open && plan_holds(i, v->newest + 1))
        row.href = str_fmt(pg->mem, "/barn/%.*s/plan/%.*s",
                           STR_FMT(id_format(pg->mem, v->about.head.id.v)),
                           STR_FMT(id_format(pg->mem, i->item)));
    if (i->kind != PLAN_MEASURE)
        return row;
    row.owner = msg_text(pg->mem, pg->lang, MSG_JOINT_WHO, who, 2);
    if (!date_is_none(i->starts_on))
        row.period = msg_text(pg->mem, pg->lang, MSG_JOINT_FROM, from, 1);
    row.state = state_tag(pg, i);
    if (!is_settled(i))
        row.due = due_of(pg, i->due_on, SOON_DAYS);
    return row;
}

/* A row stands on the page when it holds now or in the draft. */
static struct plan_group
group_of(struct page *pg, const struct plan_view *v, enum plan_kind kind,
         unit_id acting)
{
    struct plan_row *row = ARENA_NEW_N(pg->mem, struct plan_row,
                                       v->items.n + 1);
    struct plan_group g = {
        .heading = plan_kind_heading(kind),
        .anchor = str_of(plan_kind_word(kind)),
        .measures = kind == PLAN_MEASURE,
        .rows = row,
    };

    for (size_t k = 0; k < v->items.n; k++) {
        const struct plan_item *i = &v->items.row[k];

        if (i->kind == kind && (plan_holds(i, v->newest + 1) ||
                                (v->newest > 0 && plan_holds(i, v->newest))))
            row[g.rows_n++] = row_of(pg, v, i, acting);
    }
    return g;
}

static struct str
lead_of(struct page *pg, const struct plan_view *v)
{
    const struct plan_version *p = v->versions.n ? &v->versions.row[0] : NULL;
    const struct msg_arg arg[] = {msg_int(p ? p->version : 0),
                                  msg_date(p ? p->adopted_on : DATE_NONE),
                                  msg_date(p ? p->evaluate_on : DATE_NONE)};

    if (!p)
        return words(pg, MSG_JOINT_NOT_ADOPTED);
    return msg_text(
        pg->mem, pg->lang,
        p->is_individual ? MSG_JOINT_LEAD_INDIVIDUAL : MSG_JOINT_LEAD, arg, 3);
}

static struct version_row *
version_rows(struct page *pg, const struct plan_view *v)
{
    struct version_row *row = ARENA_NEW_N(pg->mem, struct version_row,
                                          v->versions.n + 1);

    for (size_t k = 0; k < v->versions.n; k++) {
        const struct plan_version *p = &v->versions.row[k];
        const struct msg_arg arg[] = {msg_int(p->version),
                                      msg_date(p->adopted_on),
                                      msg_str(p->adopted_by)};

        row[k].label = msg_text(pg->mem, pg->lang, MSG_JOINT_VERSION, arg, 3);
        if (p->version > 1)
            row[k].compare = str_fmt(
                pg->mem, "/barn/%.*s/plan/sammenlign?fra=%lld&til=%lld",
                STR_FMT(id_format(pg->mem, v->about.head.id.v)),
                (long long)p->version - 1, (long long)p->version);
    }
    return row;
}

static struct meeting_row *
meeting_rows(struct page *pg, const struct plan_view *v)
{
    struct meeting_row *row = ARENA_NEW_N(pg->mem, struct meeting_row,
                                          v->meetings.n + 1);

    for (size_t k = 0; k < v->meetings.n; k++) {
        const struct team_meeting *m = &v->meetings.row[k];

        row[k] = (struct meeting_row){m->held_on, m->unit_name, m->present,
                                      m->child, m->minutes};
    }
    return row;
}

static struct facts
facts_of(struct page *pg, const struct plan_view *v)
{
    const struct plan_version *p = v->versions.n ? &v->versions.row[0] : NULL;
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 3);
    size_t n = 0;

    if (!p)
        return (struct facts){0};
    if (p->coordinator.v)
        row[n++] = (struct fact){.label = words(pg, MSG_JOINT_COORDINATOR),
                                 .value = p->coordinator_name};
    row[n++] = (struct fact){
        .label = words(pg, MSG_JOINT_EVALUATE),
        .value = date_text(pg->mem, pg->lang, p->evaluate_on)};
    if (p->consented)
        row[n++] = (struct fact){
            .label = words(pg, MSG_JOINT_CONSENTED),
            .value = words(pg, consenter_message(p->consent_by))};
    return (struct facts){.rows = row, .rows_n = n};
}

struct joint_plan_page
joint_plan_page_of(struct page *pg, const struct plan_view *v, unit_id acting)
{
    struct plan_group *group = ARENA_NEW_N(pg->mem, struct plan_group,
                                           PLAN_KIND_COUNT);
    struct joint_plan_page p = {
        .top = case_top_of(pg, &v->about, TAB_PLAN),
        .id = v->about.head.id,
        .lead = lead_of(pg, v),
        .has_plan = v->newest > 0,
        .may_edit = v->about.head.open,
        .may_adopt = v->about.head.open && v->about.is_holder && v->changed,
        .groups = group,
        .empty = {.title = words(pg, MSG_JOINT_EMPTY),
                  .text = words(pg, MSG_JOINT_EMPTY_LEAD)},
        .versions = version_rows(pg, v),
        .versions_n = v->versions.n,
        .meetings = meeting_rows(pg, v),
        .meetings_n = v->meetings.n,
        .facts = facts_of(pg, v),
    };

    for (int kind = 0; kind < PLAN_KIND_COUNT; kind++) {
        struct plan_group g = group_of(pg, v, (enum plan_kind)kind, acting);

        if (g.rows_n > 0)
            group[p.groups_n++] = g;
    }
    return p;
}

/* --- one item --- */

static const char *
kind_word_at(int i)
{
    return plan_kind_word((enum plan_kind)i);
}
static int
kind_message_at(int i)
{
    return plan_kind_message((enum plan_kind)i);
}
static const char *
state_word_at(int i)
{
    return plan_state_word((enum plan_state)i);
}
static int
state_message_at(int i)
{
    return plan_state_message((enum plan_state)i);
}

/* People of the case's units, who holds the baton too. */
static struct field_view
function_field(const struct form_view *f, const struct plan_view *v,
               const char *name, int label, function_id selected)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice,
                                   v->about.people.n + 1);
    size_t n = 1;
    struct field_view field;

    c[0] = (struct choice){.label = words(pg, MSG_JOINT_NOBODY)};
    for (size_t k = 0; k < v->about.people.n; k++) {
        const struct function_row *p = &v->about.people.row[k].function;
        const struct msg_arg who[] = {
            msg_str(p->holder_name),
            msg_str(words(pg, function_kind_message(p->kind))),
            msg_str(p->unit_name)};

        c[n++] = (struct choice){
            .value = id_format(pg->mem, p->id.v),
            .label = msg_text(pg->mem, pg->lang, MSG_PERSON_AT, who, 3),
            .selected = p->id.v == selected.v};
    }
    field = field_choice(f, FIELD_SELECT, name, label, 0, c, n);
    field.optional = true;
    return field;
}

static void
item_fields(const struct form_view *f, const struct plan_view *v,
            const struct plan_item *i, struct plan_item_page *p)
{
    p->kind = word_field(f, FIELD_SELECT, "slag", MSG_JOINT_KIND_FIELD, 0,
                         PLAN_KIND_COUNT, kind_word_at, kind_message_at,
                         (int)i->kind);
    p->text = field_area(f, "tekst", MSG_JOINT_TEXT, MSG_JOINT_TEXT_HINT,
                         i->text, TEXT_MAX_CHARS);
    p->owner = function_field(f, v, "ansvarlig", MSG_JOINT_OWNER, i->owner);
    p->start = field_date(f, "start", MSG_JOINT_START, 0, i->starts_on);
    p->due = field_date(f, "frist", MSG_JOINT_DUE, 0, i->due_on);
    p->start.optional = p->due.optional = true;
    p->state = word_field(f, FIELD_SELECT, "status", MSG_JOINT_STATE_FIELD, 0,
                          PLAN_STATE_COUNT, state_word_at, state_message_at,
                          (int)i->state);
    p->note = field_area(f, "merknad", MSG_JOINT_NOTE, 0, STR_NONE,
                         TEXT_MAX_CHARS);
    p->note.optional = true;
}

struct plan_item_page
plan_item_page_of(struct page *pg, const struct http_req *req,
                  const struct err *err, const struct plan_view *v,
                  const struct plan_item *item, unit_id acting)
{
    struct form_view f = form_view_of(pg, req, err);
    struct plan_item_page p = {
        .top = case_top_of(pg, &v->about, TAB_PLAN_ITEM),
        .id = v->about.head.id,
        .errors = errors_of(&f),
        .is_new = item->item == 0,
    };
    struct str base = case_path(pg, p.id, "/plan/");
    struct str nr = id_format(pg->mem, item->item);

    p.action = p.is_new
                   ? case_path(pg, p.id, "/plan/ny")
                   : str_fmt(pg->mem, "%.*s%.*s", STR_FMT(base), STR_FMT(nr));
    p.measure = item->kind == PLAN_MEASURE && v->newest > 0 &&
                item->version_from <= v->newest;
    p.state_action = str_fmt(pg->mem, "%.*s%.*s/status", STR_FMT(base),
                             STR_FMT(nr));
    if (!p.is_new && (item->unit.v == acting.v || v->about.is_holder))
        p.drop_action = str_fmt(pg->mem, "%.*s%.*s/fjern", STR_FMT(base),
                                STR_FMT(nr));
    item_fields(&f, v, item, &p);
    return p;
}

/* --- adopting and meeting --- */

struct plan_adopt_page
plan_adopt_page_of(struct page *pg, const struct http_req *req,
                   const struct err *err, const struct plan_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct msg_arg who[] = {
        msg_str(v->about.consent_known
                    ? words(pg, consenter_message(v->about.consent.who))
                    : STR_NONE),
        msg_str(v->about.consent.legal_basis)};
    struct plan_adopt_page p = {
        .top = case_top_of(pg, &v->about, TAB_PLAN_ADOPT),
        .id = v->about.head.id,
        .errors = errors_of(&f),
        .evaluate = field_date(&f, "evaluering", MSG_JOINT_EVALUATE,
                               MSG_JOINT_EVALUATE_HINT, DATE_NONE),
        .coordinator = function_field(&f, v, "koordinator",
                                      MSG_JOINT_COORDINATOR, (function_id){0}),
        .individual = field_check(&f, "individuell", MSG_JOINT_INDIVIDUAL,
                                  MSG_JOINT_INDIVIDUAL_HINT, false),
        .consent_by = consenter_field(&f),
        .source = source_field(&f),
    };

    if (v->about.consent_known)
        p.who = msg_text(pg->mem, pg->lang, MSG_CONSENT_WHO, who, 2);
    return p;
}

struct plan_meet_page
plan_meet_page_of(struct page *pg, const struct http_req *req,
                  const struct err *err, const struct plan_view *v)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct plan_meet_page){
        .top = case_top_of(pg, &v->about, TAB_PLAN_MEET),
        .id = v->about.head.id,
        .errors = errors_of(&f),
        .date = field_date(&f, "dato", MSG_JOINT_MEET_ON, 0, pg->today),
        .present = field_area(&f, "deltok", MSG_JOINT_PRESENT,
                              MSG_JOINT_PRESENT_HINT, STR_NONE, TEXT_MAX_CHARS),
        .child = field_area(&f, "barnet", MSG_JOINT_CHILD_PART,
                            MSG_JOINT_CHILD_PART_HINT, STR_NONE,
                            TEXT_MAX_CHARS),
        .minutes = field_area(&f, "referat", MSG_JOINT_MINUTES,
                              MSG_JOINT_MINUTES_HINT, STR_NONE, TEXT_MAX_CHARS),
    };
}

/* --- two versions --- */

static struct status_tag
change_tag(struct page *pg, enum plan_change change)
{
    switch (change) {
    case PLAN_ADDED:
        return (struct status_tag){STATUS_OK, words(pg, MSG_JOINT_DIFF_ADDED)};
    case PLAN_REMOVED:
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_JOINT_DIFF_REMOVED)};
    case PLAN_CHANGED:
        return (struct status_tag){STATUS_SOON,
                                   words(pg, MSG_JOINT_DIFF_CHANGED)};
    case PLAN_SAME:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL, words(pg, MSG_JOINT_DIFF_SAME)};
}

/* A measure with who and when; anything else as it stands. */
static struct str
item_text(struct page *pg, const struct plan_item *i)
{
    const struct msg_arg arg[] = {msg_str(i ? i->text : STR_NONE),
                                  msg_str(i ? i->owner_name : STR_NONE),
                                  msg_date(i ? i->due_on : DATE_NONE)};

    if (!i || i->kind != PLAN_MEASURE)
        return i ? i->text : STR_NONE;
    return msg_text(pg->mem, pg->lang, MSG_JOINT_MEASURE_LINE, arg, 3);
}

struct plan_diff_page
plan_diff_page_of(struct page *pg, const struct plan_view *v, int64_t from,
                  int64_t to)
{
    size_t n = 0;
    struct plan_difference *d = plan_compare(pg->mem, &v->items, from, to, &n);
    struct plan_diff_row *row = ARENA_NEW_N(pg->mem, struct plan_diff_row,
                                            n + 1);

    for (size_t k = 0; k < n; k++) {
        const struct plan_item *any = d[k].after ? d[k].after : d[k].before;

        row[k] = (struct plan_diff_row){
            plan_kind_message(any->kind), change_tag(pg, d[k].change),
            item_text(pg, d[k].before), item_text(pg, d[k].after)};
    }
    return (struct plan_diff_page){
        .top = case_top_of(pg, &v->about, TAB_PLAN_DIFF),
        .id = v->about.head.id,
        .from = from,
        .to = to,
        .rows = row,
        .rows_n = n,
        .empty = {.title = words(pg, MSG_JOINT_EMPTY)},
    };
}

/* --- as a document --- */

struct document {
    struct page *pg;
    struct pdf_block *block;
    size_t n;
};

static void
add(struct document *d, enum pdf_kind kind, struct str text)
{
    if (text.n > 0)
        d->block[d->n++] = (struct pdf_block){.kind = kind, .text = text};
}

static void
add_measure(struct document *d, const struct plan_item *i)
{
    struct page *pg = d->pg;

    d->block[d->n++] = (struct pdf_block){
        .kind = PDF_ROW,
        .cell = {i->text, i->owner_name, i->owner_unit_name,
                 date_text(pg->mem, pg->lang, i->due_on),
                 words(pg, plan_state_message(i->state))},
        .cells = 5};
}

static void
add_group(struct document *d, const struct plan_view *v, enum plan_kind kind)
{
    struct page *pg = d->pg;
    bool first = true;

    for (size_t k = 0; k < v->items.n; k++) {
        const struct plan_item *i = &v->items.row[k];

        if (i->kind != kind || !plan_holds(i, v->newest))
            continue;
        if (first)
            add(d, PDF_HEADING, words(pg, plan_kind_heading(kind)));
        if (first && kind == PLAN_MEASURE)
            d->block[d->n++] = (struct pdf_block){
                .kind = PDF_HEAD_ROW,
                .cell = {words(pg, MSG_JOINT_MEASURE),
                         words(pg, MSG_JOINT_OWNER), words(pg, MSG_CASE_UNIT),
                         words(pg, MSG_JOINT_DUE),
                         words(pg, MSG_JOINT_STATE_FIELD)},
                .cells = 5};
        first = false;
        if (kind == PLAN_MEASURE)
            add_measure(d, i);
        else
            add(d, kind == PLAN_CHILD_GOAL ? PDF_QUOTE : PDF_ITEM, i->text);
    }
}

const struct err *
plan_document(struct page *pg, const struct plan_view *v, struct str *out)
{
    struct document d = {
        .pg = pg,
        .block = ARENA_NEW_N(pg->mem, struct pdf_block, v->items.n + 20)};
    struct case_top top = case_top_of(pg, &v->about, TAB_PLAN);
    struct facts facts = facts_of(pg, v);
    struct pdf_doc doc = {
        .lang = lang_code(pg->lang),
        .title = words(pg, MSG_JOINT_TITLE),
        .mark = top.printed,
        .page_of = words(pg, MSG_REPORT_PAGE_OF),
        .made = pg->now,
        .block = d.block,
    };

    if (v->newest == 0)
        return ERR(pg->mem, NOT_FOUND);
    add(&d, PDF_TITLE, words(pg, MSG_JOINT_TITLE));
    add(&d, PDF_TEXT, top.title);
    add(&d, PDF_TEXT, lead_of(pg, v));
    for (int kind = 0; kind < PLAN_KIND_COUNT; kind++)
        add_group(&d, v, (enum plan_kind)kind);
    add(&d, PDF_HEADING, words(pg, MSG_JOINT_ABOUT));
    for (size_t k = 0; k < facts.rows_n; k++)
        add(&d, PDF_TEXT,
            str_fmt(pg->mem, "%.*s: %.*s", STR_FMT(facts.rows[k].label),
                    STR_FMT(facts.rows[k].value)));
    doc.n = d.n;
    return pdf_write(pg->mem, &doc, out);
}
