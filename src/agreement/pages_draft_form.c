/* Fills the forms about drafts: starting, sections, points, days, notice.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_draft.h"

#include "base/grow.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

/* --- starting --- */

static const char *const addresses[AGREEMENT_KIND_COUNT] = {
    [AGREEMENT_REGIONAL] = "regional",
    [AGREEMENT_LOCAL] = "lokal",
    [AGREEMENT_SUPPLEMENTARY] = "tillegg",
    [AGREEMENT_OPTIONAL_LOCAL] = "valgfri",
    [AGREEMENT_MUNICIPAL_STATE] = "kommune-stat",
    [AGREEMENT_MUNICIPAL_HEALTH] = "kommune-helse",
};

const char *
draft_kind_address(enum agreement_kind k)
{
    return addresses[k];
}

bool
draft_kind_parse(struct str word, enum agreement_kind *out)
{
    for (int k = 0; k < AGREEMENT_KIND_COUNT; k++)
        if (str_eq_cz(word, addresses[k])) {
            *out = (enum agreement_kind)k;
            return true;
        }
    return false;
}

static struct crumbs
start_crumbs(struct page *pg)
{
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/avtaler"), words(pg, MSG_AGREEMENTS)};
    crumb[1] = (struct crumb){.label = words(pg, MSG_START_TITLE)};
    return (struct crumbs){crumb, 2};
}

struct draft_kinds_view
draft_kinds_of(struct page *pg)
{
    struct template_row *row = ARENA_NEW_N(pg->mem, struct template_row,
                                           AGREEMENT_KIND_COUNT);
    size_t n = 0;

    for (int k = 0; k < AGREEMENT_KIND_COUNT; k++) {
        enum agreement_kind kind = (enum agreement_kind)k;
        struct point_list points = {0};
        size_t count = shipped_points(pg->mem, kind, &points) ? 0 : points.n;

        if (kind == AGREEMENT_SUPPLEMENTARY)
            continue; /* begins at its parent */
        row[n++] = (struct template_row){
            .href = str_fmt(pg->mem, "/avtaler/ny?mal=%s", addresses[k]),
            .name = agreement_kind_message(kind),
            .points = msg_text(pg->mem, pg->lang, MSG_START_POINTS,
                               (struct msg_arg[]){msg_int((int64_t)count)}, 1)};
    }
    return (struct draft_kinds_view){start_crumbs(pg), row, n};
}

static const struct suggestion *
units_of(struct page *pg, const struct draft_offer *offer)
{
    struct suggestion *s = ARENA_NEW_N(pg->mem, struct suggestion,
                                       offer->n + 1);

    for (size_t i = 0; i < offer->n; i++)
        s[i].text = str_fmt(pg->mem, "%.*s (%.*s)",
                            STR_FMT(offer->unit[i].name),
                            STR_FMT(offer->unit[i].code));
    return s;
}

static void
add_parties(const struct form_view *f, const struct draft_start *s,
            const struct draft_offer *offer, struct draft_form_view *v)
{
    static const char *const name[] = {"part1", "part2", "part3", "part4"};
    static const int label[] = {MSG_START_PART_1, MSG_START_PART_2,
                                MSG_START_PART_3, MSG_START_PART_4};
    const struct suggestion *units = units_of(f->pg, offer);

    for (size_t i = 0; i < DRAFT_PARTIES_MAX; i++) {
        struct field_view *field = &v->fields[v->fields_n++];

        *field = field_text(f, name[i], label[i],
                            i == 0 ? MSG_START_PART_HINT : 0, s->part[i]);
        field->optional = i > 1;
        field->suggestions = units;
        field->suggestions_n = offer->n;
    }
}

struct draft_form_view
start_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct draft_start *s,
              const struct draft_offer *offer)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct msg_arg under[] = {msg_str(offer->parent_title)};
    struct draft_form_view v = {
        .crumbs = start_crumbs(pg),
        .title = words(pg, agreement_kind_message(s->kind)),
        .lead = s->parent.v ? msg_text(pg->mem, pg->lang, MSG_START_LEAD_UNDER,
                                       under, 1)
                            : words(pg, MSG_START_LEAD),
        .errors = errors_of(&f),
        .action = STR("/avtaler/ny"),
        .fields = ARENA_NEW_N(pg->mem, struct field_view, DRAFT_FIELDS_MAX),
        .button = words(pg, MSG_START_BUTTON),
        .cancel = STR("/avtaler"),
    };

    v.fields[v.fields_n++] = field_hidden("mal", str_of(addresses[s->kind]));
    if (s->parent.v)
        v.fields[v.fields_n++] = field_hidden("over",
                                              id_format(pg->mem, s->parent.v));
    else
        add_parties(&f, s, offer, &v);
    v.fields[v.fields_n] = field_text(&f, "tittel", MSG_START_NAME,
                                      MSG_START_NAME_HINT, s->title);
    v.fields[v.fields_n++].optional = true;
    return v;
}

/* --- forms about one draft --- */

struct draft_form_view
draft_form_begin(struct page *pg, const struct form_view *f,
                 const struct draft_look *d, int title, const char *back)
{
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);

    crumb[0] = (struct crumb){STR("/avtaler"), words(pg, MSG_AGREEMENTS)};
    crumb[1] = (struct crumb){draft_path(pg->mem, d, back), d->agreement.title};
    crumb[2] = (struct crumb){.label = words(pg, title)};
    return (struct draft_form_view){
        .crumbs = {crumb, 3},
        .title = words(pg, title),
        .errors = errors_of(f),
        .fields = ARENA_NEW_N(pg->mem, struct field_view, DRAFT_FIELDS_MAX),
        .button = words(pg, MSG_WORD_SAVE),
        .cancel = draft_path(pg->mem, d, back)};
}

static struct field_view
section_field(const struct form_view *f, const struct draft_look *d,
              int64_t chosen)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        d->text.n + 2);

    choice[0] = (struct choice){.value = STR("0"),
                                .label = words(f->pg, MSG_POINT_NO_SECTION),
                                .selected = chosen == 0};
    for (size_t i = 0; i < d->text.n; i++)
        choice[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, d->text.row[i].id),
            .label = str_fmt(f->pg->mem, "%.*s %.*s",
                             STR_FMT(d->text.row[i].number),
                             STR_FMT(d->text.row[i].heading)),
            .selected = d->text.row[i].id == chosen};
    return field_choice(f, FIELD_SELECT, "del", MSG_POINT_SECTION, 0, choice,
                        d->text.n + 1);
}

struct draft_form_view
point_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct draft_look *d, int64_t key)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_POINT_FORM,
                                                "/utkast");
    const struct draft_point *p = NULL;

    for (size_t i = 0; i < d->points.n; i++)
        if (d->points.row[i].point.no == key)
            p = &d->points.row[i];
    if (!p)
        return (struct draft_form_view){0};
    v.lead = str_fmt(pg->mem, "%d. %.*s. %.*s", p->point.no,
                     STR_FMT(p->point.text), STR_FMT(p->point.source));
    v.action = str_fmt(pg->mem, "%.*s/utkast/punkt/%d",
                       STR_FMT(draft_path(pg->mem, d, "")), p->point.no);
    v.fields[v.fields_n++] = section_field(&f, d, p->section);
    v.fields[v.fields_n] = field_area(&f, "grunn", MSG_POINT_REASON,
                                      MSG_POINT_REASON_HINT, p->reason,
                                      DRAFT_REASON_MAX);
    v.fields[v.fields_n++].optional = true;
    return v;
}

struct draft_form_view
terms_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct draft_look *d, int64_t key)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_TERMS_TITLE,
                                                "/utkast");
    const struct version *x = d->v;

    (void)key;
    v.lead = words(pg, MSG_TERMS_LEAD);
    v.action = draft_path(pg->mem, d, "/utkast/vilkar");
    v.fields[v.fields_n++] = field_hidden(
        "versjon", str_fmt(pg->mem, "%lld", (long long)x->version));
    v.fields[v.fields_n] = field_date(&f, "fra", MSG_TERMS_FROM,
                                      MSG_TERMS_FROM_HINT, x->agreed_from);
    v.fields[v.fields_n++].optional = true;
    v.fields[v.fields_n] = field_date(&f, "til", MSG_TERMS_UNTIL,
                                      MSG_TERMS_UNTIL_HINT, x->until);
    v.fields[v.fields_n++].optional = true;
    v.fields[v.fields_n++] = field_number(&f, "oppsigelse", MSG_TERMS_NOTICE,
                                          MSG_TERMS_NOTICE_HINT,
                                          x->notice_months);
    return v;
}

static const struct comment *
comment_of(const struct draft_look *d, int64_t id)
{
    for (size_t i = 0; i < d->comments.n; i++)
        if (d->comments.row[i].id == id && d->comments.row[i].parent == 0)
            return &d->comments.row[i];
    return NULL;
}

struct draft_form_view
reply_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct draft_look *d, int64_t key)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_REPLY_TITLE,
                                                "/utkast");
    const struct comment *k = comment_of(d, key);

    if (!k)
        return (struct draft_form_view){0};
    v.lead = str_fmt(pg->mem, "%.*s, %.*s: %.*s", STR_FMT(k->name),
                     STR_FMT(k->unit_name), STR_FMT(k->body));
    v.cancel = draft_section_path(pg->mem, d, k->section, "");
    v.action = str_fmt(pg->mem, "%.*s/utkast/svar/%.*s",
                       STR_FMT(draft_path(pg->mem, d, "")),
                       STR_FMT(id_format(pg->mem, k->id)));
    v.fields[v.fields_n++] = field_area(&f, "kommentar", MSG_REPLY_FIELD, 0,
                                        STR_NONE, DRAFT_COMMENT_MAX);
    v.button = words(pg, MSG_COMMENT_REPLY);
    return v;
}

struct draft_form_view
discard_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct draft_look *d, int64_t key)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_DISCARD_TITLE,
                                                "/utkast");

    (void)key;
    v.action = draft_path(pg->mem, d, "/utkast/forkast");
    v.lead = words(pg, MSG_DISCARD_LEAD);
    v.fields[v.fields_n++] = field_area(&f, "grunn", MSG_DISCARD_REASON, 0,
                                        STR_NONE, DRAFT_REASON_MAX);
    v.button = words(pg, MSG_DISCARD_TITLE);
    return v;
}

struct draft_form_view
end_form_of(struct page *pg, const struct http_req *req, const struct err *err,
            const struct draft_look *d, int64_t key)
{
    struct form_view f = form_view_of(pg, req, err);
    struct draft_form_view v = draft_form_begin(pg, &f, d, MSG_ENDING_TITLE,
                                                "/versjoner");
    struct date last = draft_notice_day(d, pg->today);
    const struct msg_arg arg[] = {msg_date(last)};

    (void)key;
    v.action = draft_path(pg->mem, d, "/si-opp");
    v.lead = date_is_none(last)
                 ? words(pg, MSG_ENDING_LEAD_FREE)
                 : msg_text(pg->mem, pg->lang, MSG_ENDING_LEAD, arg, 1);
    if (date_is_none(last))
        v.fields[v.fields_n++] = field_date(&f, "siste", MSG_ENDING_LAST, 0,
                                            DATE_NONE);
    v.fields[v.fields_n++] = field_area(&f, "grunn", MSG_ENDING_REASON, 0,
                                        STR_NONE, DRAFT_REASON_MAX);
    v.button = words(pg, MSG_ENDING_BUTTON);
    return v;
}

/* --- one section --- */

const int duty_kinds[] = {OBLIGATION_MEETINGS, OBLIGATION_EVALUATE,
                          OBLIGATION_PLAN,     OBLIGATION_ROUTINE,
                          OBLIGATION_KNOWN,    OBLIGATION_REVISE,
                          OBLIGATION_ACTIVITY, -1};

static struct field_view
points_field(const struct form_view *f, const struct draft_look *d,
             int64_t section)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        d->points.n + 1);

    for (size_t i = 0; i < d->points.n; i++) {
        const struct draft_point *p = &d->points.row[i];

        choice[i] = (struct choice){
            .value = str_fmt(f->pg->mem, "%d", p->point.no),
            .label = str_fmt(f->pg->mem, "%d. %.*s", p->point.no,
                             STR_FMT(p->point.text)),
            .selected = section && p->section == section};
    }
    return field_choice(f, FIELD_CHECKS, "punkt", MSG_DRAFT_COVERS, 0, choice,
                        d->points.n);
}

static struct field_view
level_field(const struct form_view *f, int32_t level)
{
    const struct choice choice[] = {
        {.value = STR("1"),
         .label = words(f->pg, MSG_DRAFT_LEVEL_1),
         .selected = level != 2},
        {.value = STR("2"),
         .label = words(f->pg, MSG_DRAFT_LEVEL_2),
         .selected = level == 2},
    };

    return field_choice(f, FIELD_RADIOS, "niva", MSG_DRAFT_LEVEL, 0, choice, 2);
}

static struct field_view
kind_field(const struct form_view *f)
{
    struct choice choice[OBLIGATION_KIND_COUNT];
    size_t n = 0;

    for (const int *k = duty_kinds; *k >= 0; k++, n++)
        choice[n] = (struct choice){
            .value = str_of(obligation_kind_word((enum obligation_kind) * k)),
            .label = words(f->pg,
                           obligation_kind_message((enum obligation_kind) * k)),
            .selected = n == 0};
    return field_choice(f, FIELD_SELECT, "slag", MSG_DUTY_KIND, 0, choice, n);
}

static const struct str_line *
lines_of(struct page *pg, struct str text, size_t *out_n)
{
    struct growing g = {0};
    struct str rest = text;

    while (rest.n > 0) {
        struct str line;

        (void)str_split(rest, '\n', &line, &rest);
        if (line.n > 0)
            ((struct str_line *)grow(pg->mem, &g, sizeof(struct str_line)))
                ->text = line;
    }
    *out_n = g.n;
    return g.row;
}

static struct comment_line
comment_line_of(struct page *pg, const struct draft_look *d,
                const struct comment *k, bool may_write)
{
    struct comment_line line = {.who = str_fmt(pg->mem, "%.*s, %.*s",
                                               STR_FMT(k->name),
                                               STR_FMT(k->unit_name)),
                                .when = time_text(pg->mem, pg->lang, k->at),
                                .answer = k->parent != 0,
                                .settled = k->settled_at.us != 0};

    line.text = lines_of(pg, k->body, &line.text_n);
    if (k->parent || line.settled)
        return line;
    line.reply_href = str_fmt(pg->mem, "%.*s/utkast/svar/%.*s",
                              STR_FMT(draft_path(pg->mem, d, "")),
                              STR_FMT(id_format(pg->mem, k->id)));
    if (may_write)
        line.id = id_format(pg->mem, k->id);
    return line;
}

/* Each comment, its answers after it. */
static const struct comment_line *
comments_of(struct page *pg, const struct draft_look *d, int64_t section,
            bool may_write, size_t *out_n)
{
    struct comment_line *row = ARENA_NEW_N(pg->mem, struct comment_line,
                                           d->comments.n + 1);

    *out_n = 0;
    for (size_t i = 0; i < d->comments.n; i++) {
        const struct comment *k = &d->comments.row[i];

        if (k->section != section || k->parent)
            continue;
        row[(*out_n)++] = comment_line_of(pg, d, k, may_write);
        for (size_t j = 0; j < d->comments.n; j++)
            if (d->comments.row[j].parent == k->id)
                row[(*out_n)++] = comment_line_of(pg, d, &d->comments.row[j],
                                                  may_write);
    }
    return row;
}

static const struct bound_line *
bound_of(struct page *pg, const struct draft_look *d, int64_t section,
         size_t *out_n)
{
    struct bound_line *row = ARENA_NEW_N(pg->mem, struct bound_line,
                                         d->clauses.n + 1);

    *out_n = 0;
    for (size_t i = 0; i < d->clauses.n; i++) {
        const struct clause *c = &d->clauses.row[i];

        if (c->section_id == section && c->shown == SHOWN_OBLIGATION)
            row[(*out_n)++] = (struct bound_line){
                .id = id_format(pg->mem, c->id),
                .kind = draft_duty_text(pg, c),
                .statement = c->statement};
    }
    return row;
}

static void
fill_text_form(const struct form_view *f, const struct draft_look *d,
               const struct draft_section *s, const struct section *theirs,
               struct section_view *v)
{
    int64_t version = theirs ? theirs->version : s ? s->s.version : 0;

    v->version = field_hidden("versjon",
                              str_fmt(f->pg->mem, "%lld", (long long)version));
    v->heading = field_text(f, "overskrift", MSG_DRAFT_HEADING, 0,
                            s ? s->s.heading : STR_NONE);
    v->body = field_area(f, "tekst", MSG_DRAFT_BODY, MSG_DRAFT_BODY_HINT,
                         s ? s->s.body : STR_NONE, DRAFT_BODY_MAX);
    v->body.optional = true;
    v->body.rows = 14;
    v->level = level_field(f, s ? s->level : 1);
    v->has_points = d->points.n > 0;
    v->points = points_field(f, d, s ? s->s.id : 0);
    v->points.optional = true;
}

static void
fill_other_forms(const struct form_view *comment, const struct form_view *duty,
                 struct section_view *v)
{
    v->comment = field_area(comment, "kommentar", MSG_COMMENT_FIELD, 0,
                            STR_NONE, DRAFT_COMMENT_MAX);
    v->duty_kind = kind_field(duty);
    v->duty_text = field_text(duty, "setning", MSG_DUTY_TEXT,
                              MSG_DUTY_TEXT_HINT, STR_NONE);
    v->duty_n = field_text(duty, "antall", MSG_DUTY_N, MSG_DUTY_N_HINT,
                           STR_NONE);
    v->duty_n.optional = true;
}

static struct alert
conflict_of(struct page *pg)
{
    return (struct alert){.kind = ALERT_WARNING,
                          .title = words(pg, MSG_DRAFT_CONFLICT_TITLE),
                          .text = words(pg, MSG_DRAFT_SAVED_MEANWHILE)};
}

struct section_view
section_view_of(struct page *pg, const struct section_again *again,
                const struct draft_look *d, int64_t section, bool may_write)
{
    struct form_view fresh = form_view_of(pg, NULL, NULL);
    struct form_view typed = form_view_of(pg, again->req, again->err);
    const struct form_view *f[3] = {&fresh, &fresh, &fresh};
    const struct draft_section *s = NULL;
    struct section_view v = {
        .top = draft_top_of(pg, d, AGREEMENT_TAB_DRAFT),
        .here = section ? draft_section_path(pg->mem, d, section, "")
                        : draft_path(pg->mem, d, "/utkast/ny-del"),
        .title = words(pg, MSG_DRAFT_ADD),
        .is_new = section == 0,
        .may_write = may_write,
        .has_preview = again->preview,
        .has_theirs = again->theirs != NULL};

    f[again->post] = &typed;
    for (size_t i = 0; section && i < d->sections.n; i++)
        if (d->sections.row[i].s.id == section)
            s = &d->sections.row[i];
    if (s) {
        v.title = str_fmt(pg->mem, "%.*s %.*s", STR_FMT(s->s.number),
                          STR_FMT(s->s.heading));
        v.text = markdown_read(pg->mem, s->s.body);
    }
    v.errors = errors_of(&typed);
    fill_text_form(f[POST_TEXT], d, s, again->theirs, &v);
    fill_other_forms(f[POST_COMMENT], f[POST_DUTY], &v);
    if (v.has_preview)
        v.preview = markdown_read(pg->mem, v.body.value);
    if (v.has_theirs) {
        v.conflict = conflict_of(pg);
        v.theirs = markdown_read(pg->mem, again->theirs->body);
    }
    v.comments = comments_of(pg, d, section, may_write, &v.comments_n);
    v.duties = bound_of(pg, d, section, &v.duties_n);
    return v;
}
