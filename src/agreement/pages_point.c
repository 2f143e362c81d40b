/* Fills the view of one point: verdict, evidence, how it was, and the form.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages.h"
#include "agreement/pages_draft.h"
#include "agreement/tell_view.h"
#include "file/pages.h"
#include "text/messages_agreement.h"
#include "text/messages_file.h"

enum { MONTHS = 12 };

/* What may be entered by hand for a kind of obligation; 0 ends the row. */
static const int kinds[OBLIGATION_KIND_COUNT][5] = {
    [OBLIGATION_MEETINGS] = {FACT_MEETING, FACT_PLANNED, FACT_WAIVER, -1},
    [OBLIGATION_INVITE] = {FACT_MEETING, FACT_PLANNED, FACT_WAIVER, -1},
    [OBLIGATION_AGENDA] = {FACT_MEETING, FACT_PLANNED, FACT_WAIVER, -1},
    [OBLIGATION_HOST] = {FACT_MEETING, FACT_PLANNED, FACT_WAIVER, -1},
    [OBLIGATION_PREPARED] = {FACT_MEETING, FACT_PLANNED, FACT_WAIVER, -1},
    [OBLIGATION_EVALUATE] = {FACT_EVALUATION, FACT_WAIVER, -1},
    [OBLIGATION_REVISE] = {FACT_REVISION, FACT_WAIVER, -1},
    [OBLIGATION_PLAN] = {FACT_PLAN, FACT_WAIVER, -1},
    [OBLIGATION_ENDORSED] = {FACT_PLAN, FACT_WAIVER, -1},
    [OBLIGATION_LOCAL] = {FACT_LOCAL, FACT_WAIVER, -1},
    [OBLIGATION_CONTACT] = {FACT_WAIVER, -1},
    [OBLIGATION_KNOWN] = {FACT_WAIVER, -1},
    [OBLIGATION_ROUTINE] = {FACT_ROUTINE, FACT_WAIVER, -1},
    [OBLIGATION_INPUT] = {FACT_INPUT, FACT_WAIVER, -1},
    [OBLIGATION_ACTIVITY] = {FACT_EXCHANGE, FACT_COURSE, FACT_WAIVER, -1},
    [OBLIGATION_INTERNAL] = {FACT_DISPUTE, -1},
    [OBLIGATION_GUIDANCE] = {FACT_WAIVER, -1},
};
static const int people_kinds[] = {FACT_JUDGED, FACT_PROJECT, -1};

static struct str
say(struct page *pg, int msg)
{
    return msg_plain(pg->lang, msg);
}

static const int *
kinds_of(const struct clause *c)
{
    return c->shown == SHOWN_OBLIGATION ? kinds[c->duty.kind] : people_kinds;
}

static bool
takes(const struct clause *c, int kind)
{
    for (const int *k = kinds_of(c); *k >= 0; k++)
        if (*k == kind)
            return true;
    return false;
}

/* --- the form --- */

static struct field_view
kind_field(const struct form_view *f, const struct clause *c)
{
    struct choice choice[5];
    size_t n = 0;

    for (const int *k = kinds_of(c); *k >= 0; k++, n++)
        choice[n] = (struct choice){
            .value = str_of(fact_kind_word((enum fact_kind) * k)),
            .label = say(f->pg, fact_kind_message((enum fact_kind) * k)),
            .selected = n == 0};
    return field_choice(f, FIELD_RADIOS, "slag", MSG_POINT_FIELD_KIND, 0,
                        choice, n);
}

static struct field_view
host_field(const struct form_view *f, const struct agreement_look *look)
{
    size_t n = look->parties.n;
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice, n + 1);

    for (size_t i = 0; i < n; i++)
        choice[i] = (struct choice){
            .value = id_format(f->pg->mem, look->parties.row[i].unit.v),
            .label = look->parties.row[i].name,
            .selected = i == 0};
    return field_choice(f, FIELD_RADIOS, "vert", MSG_POINT_FIELD_HOST, 0,
                        choice, n);
}

static struct field_view
invited_field(const struct form_view *f, const struct agreement_look *look)
{
    struct choice *choice = NULL;
    size_t n = 0;

    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct clause *c = &look->clauses.row[i];

        if (c->shown != SHOWN_OBLIGATION || c->duty.kind != OBLIGATION_INVITE)
            continue;
        n = c->duty.units;
        choice = ARENA_NEW_N(f->pg->mem, struct choice, n + 1);
        for (size_t k = 0; k < n; k++)
            choice[k] = (struct choice){
                .value = id_format(f->pg->mem, c->duty.unit[k]),
                .label = c->unit_name[k],
                .selected = true};
    }
    return field_choice(f, FIELD_CHECKS, "invitert", MSG_POINT_FIELD_INVITED, 0,
                        choice, n);
}

static struct field_view
place_field(const struct form_view *f, const struct agreement_look *look)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        look->facts.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < look->facts.n; i++)
        if (look->facts.row[i].kind == FACT_PLACE)
            choice[n++] = (struct choice){
                .value = id_format(f->pg->mem, look->facts.row[i].unit),
                .label = look->facts.row[i].label};
    return field_choice(f, FIELD_SELECT, "institusjon", MSG_POINT_FIELD_PLACE,
                        0, choice, n);
}

static struct field_view
optional(struct field_view v)
{
    v.optional = true;
    return v;
}

static void
fill_form(struct agreement_point_view *v, const struct form_view *f,
          const struct agreement_look *look, const struct clause *c)
{
    v->kind = kind_field(f, c);
    v->day = field_date(f, "dag", MSG_POINT_FIELD_DAY, 0, DATE_NONE);
    v->until = optional(
        field_date(f, "til", MSG_POINT_FIELD_UNTIL, 0, DATE_NONE));
    v->label = field_text(f, "tekst", MSG_POINT_FIELD_LABEL,
                          MSG_POINT_FIELD_LABEL_HINT, STR_NONE);
    v->document = optional(
        field_text(f, "dokument", MSG_POINT_FIELD_DOCUMENT, 0, STR_NONE));
    v->file = optional(field_of_kind(f, FIELD_FILE, "fil", MSG_PAPER_FILE,
                                     MSG_PAPER_FILE_HINT, STR_NONE));
    v->unscanned = file_unscanned(f->pg);
    v->of_meeting = takes(c, FACT_MEETING);
    v->of_plan = takes(c, FACT_PLAN);
    v->of_evaluation = takes(c, FACT_EVALUATION);
    v->of_dispute = takes(c, FACT_DISPUTE);
    v->of_place = takes(c, FACT_LOCAL);
    v->host = host_field(f, look);
    v->invited = invited_field(f, look);
    v->place = place_field(f, look);
    v->joint = field_check(f, "felles", MSG_POINT_FIELD_JOINT, 0, false);
    v->prepared = field_number(f, "forberedt", MSG_POINT_FIELD_PREPARED, 0, 0);
    v->total = field_number(f, "saker", MSG_POINT_FIELD_TOTAL, 0, 0);
    v->drafted = field_check(f, "utkast", MSG_POINT_FIELD_DRAFTED, 0, false);
    v->endorsed = field_check(f, "tilslutning", MSG_POINT_FIELD_ENDORSED, 0,
                              false);
    v->asked = field_check(f, "revisjon", MSG_POINT_FIELD_ASKED, 0, false);
    v->released = field_check(f, "offentlig", MSG_POINT_FIELD_RELEASED, 0,
                              false);
    v->agreed = field_check(f, "avtalt", MSG_POINT_FIELD_AGREED, 0, false);
}

/* --- what is shown --- */

static struct facts
facts_of(struct page *pg, const struct agreement_look *look,
         const struct clause *c, const struct verdict *v)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 6);
    const struct msg_arg have[] = {msg_int(v->have), msg_int(v->need)};
    size_t n = 0;

    row[n++] = (struct fact){.label = say(pg, MSG_AGREEMENT_SHOWN_AS),
                             .value = say(pg, shown_as_message(c->shown))};
    row[n++] = (struct fact){.label = say(pg, MSG_AGREEMENT_STATUS),
                             .value = verdict_tag(pg, c, v).text};
    if (c->shown == SHOWN_OBLIGATION && v->need > 1)
        row[n++] = (struct fact){
            .label = say(pg, MSG_AGREEMENT_MET),
            .value = msg_text(pg->mem, pg->lang, MSG_AGREEMENT_HAVE, have, 2)};
    if (c->shown == SHOWN_OBLIGATION) {
        row[n++] = (struct fact){.label = say(pg, MSG_POINT_RULE),
                                 .value = draft_duty_text(pg, c)};
        if (!date_is_none(v->last))
            row[n++] = (struct fact){
                .label = say(pg, MSG_AGREEMENT_DUE),
                .value = date_text(pg->mem, pg->lang, v->last)};
    }
    row[n++] = (struct fact){.label = say(pg, MSG_AGREEMENT_WHO),
                             .value = clause_who(pg, look, c)};
    return (struct facts){row, n, false};
}

static void
fill_papers(struct page *pg, const struct agreement_look *look,
            int64_t evidence, struct evidence_row *row)
{
    struct str base = agreement_path(pg->mem, look->agreement.id,
                                     "/dokumenter/");
    struct paper_list mine = {
        ARENA_NEW_N(pg->mem, struct paper, look->papers.n + 1), 0};

    for (size_t i = 0; i < look->papers.n; i++)
        if (look->papers.row[i].owner == evidence)
            mine.row[mine.n++] = look->papers.row[i];
    row->papers = paper_lines_of(pg, str_cz(pg->mem, base), &mine,
                                 (int64_t)look->parties.n);
    if (row->may_withdraw)
        row->papers_href = str_fmt(
            pg->mem, "%.*s%.*s/dokumenter",
            STR_FMT(agreement_path(pg->mem, look->agreement.id, "/bevis/")),
            STR_FMT(row->id));
}

static struct evidence_row
evidence_row_of(struct page *pg, const struct agreement_look *look,
                const struct agreement_fact *f, bool may_add)
{
    bool today = date_cmp(look->on, pg->today) == 0;

    struct evidence_row row = {
        .id = f->entered ? id_format(pg->mem, f->object) : STR_NONE,
        .kind = fact_kind_message(f->kind),
        .on = f->on,
        .until = date_is_none(f->until) || date_cmp(f->until, f->on) == 0
                     ? STR_NONE
                     : date_text(pg->mem, pg->lang, f->until),
        /* a body's meetings are told apart by their days */
        .label = f->kind == FACT_MEETING && !f->entered
                     ? fact_text(pg->mem, pg->lang, f)
                     : f->label,
        .href = f->href,
        .reference = f->reference,
        .may_withdraw = may_add && today && f->entered,
    };

    if (f->entered)
        fill_papers(pg, look, f->object, &row);
    return row;
}

/* For people to judge: what was said of it, and the projects. */
static size_t
people_evidence(const struct agreement_look *look, const struct clause *c,
                const struct agreement_fact **out)
{
    size_t n = 0;

    for (size_t i = 0; i < look->facts.n; i++) {
        const struct agreement_fact *f = &look->facts.row[i];

        if ((f->kind == FACT_JUDGED || f->kind == FACT_PROJECT) &&
            f->clause == c->id && date_cmp(f->known, look->on) <= 0 &&
            (date_is_none(f->gone) || date_cmp(f->gone, look->on) > 0))
            out[n++] = f;
    }
    return n;
}

static void
fill_evidence(struct page *pg, struct agreement_point_view *out,
              const struct agreement_look *look, const struct clause *c,
              const struct verdict *v)
{
    const struct agreement_fact **mine = ARENA_NEW_N(
        pg->mem, const struct agreement_fact *, look->facts.n + 1);
    const struct agreement_fact *const *from = v->evidence;
    size_t n = v->evidence_n;
    struct evidence_row *row;

    if (c->shown == SHOWN_PEOPLE) {
        from = mine;
        n = people_evidence(look, c, mine);
    }
    row = ARENA_NEW_N(pg->mem, struct evidence_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = evidence_row_of(pg, look, from[i], out->may_add);
    out->evidence = row;
    out->evidence_n = n;
}

/* The first day of each of the last twelve months. */
static void
fill_past(struct page *pg, struct agreement_point_view *out,
          const struct agreement_look *look, const struct clause *c)
{
    struct past_row *row = ARENA_NEW_N(pg->mem, struct past_row, MONTHS);
    int y;
    int m;
    int d;

    if (c->shown != SHOWN_OBLIGATION)
        return;
    date_split(look->on, &y, &m, &d);
    for (int32_t i = 0; i < MONTHS; i++) {
        struct date on = date_add_months(date_ymd(y, m, 1), -i);
        struct verdict v = obligation_judge(pg->mem, &c->duty, &look->facts,
                                            on);
        const struct msg_arg have[] = {msg_int(v.have), msg_int(v.need)};

        if (!v.applies)
            continue;
        row[out->past_n] = (struct past_row){.on = on,
                                             .status = verdict_tag(pg, c, &v)};
        if (v.need > 0)
            row[out->past_n].have = msg_text(pg->mem, pg->lang,
                                             MSG_AGREEMENT_HAVE, have, 2);
        out->past_n++;
    }
    out->past = row;
}

struct agreement_point_view
agreement_point_view_of(struct page *pg, const struct http_req *req,
                        const struct err *err,
                        const struct agreement_look *look, size_t clause,
                        bool may_add)
{
    const struct clause *c = &look->clauses.row[clause];
    const struct verdict *verdict = &look->verdict[clause];
    struct form_view f = form_view_of(pg, req, err);
    struct evidence_line *lack = ARENA_NEW_N(pg->mem, struct evidence_line,
                                             verdict->lacks + 1);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    struct agreement_point_view v = {
        .top = agreement_top_of(pg, look, AGREEMENT_TAB_NONE),
        .ref = c->ref,
        .section = c->section,
        .statement = c->statement,
        .facts = facts_of(pg, look, c, verdict),
        .lacks = lack,
        .lacks_n = verdict->lacks,
        .may_add = may_add && date_cmp(look->on, pg->today) == 0,
        .errors = errors_of(&f),
    };

    crumb[0] = v.top.crumbs.items[0];
    crumb[1] = (struct crumb){v.top.here, look->agreement.title};
    crumb[2] = (struct crumb){.label = c->ref};
    v.top.crumbs = (struct crumbs){crumb, 3};
    v.action = str_fmt(pg->mem, "%.*s/punkt/%.*s", STR_FMT(v.top.here),
                       STR_FMT(c->ref));
    for (size_t i = 0; i < verdict->lacks; i++)
        lack[i].text = lack_text(pg->mem, pg->lang, c, &verdict->lack[i]);
    fill_evidence(pg, &v, look, c, verdict);
    fill_past(pg, &v, look, c);
    if (v.may_add)
        fill_form(&v, &f, look, c);
    return v;
}
