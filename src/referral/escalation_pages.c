/* Fills the pages of escalations.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation_pages.h"

#include "base/buf.h"
#include "text/messages_casefile.h"
#include "text/messages_deadline.h"
#include "text/messages_referral.h"

enum { TEXT_MAX_CHARS = 4000, LEVELS = LEVEL_SYSTEM };

const char *const escalation_words[] = {"syn", "loft", "avgjort", NULL};

static struct level_line *
level_lines(struct page *pg, const struct escalation_levels *l)
{
    struct level_line *row = ARENA_NEW_N(pg->mem, struct level_line, LEVELS);

    for (int64_t i = LEVEL_CASE; i <= LEVEL_SYSTEM; i++) {
        const struct escalation_level *x = &l->row[i];
        const struct msg_arg days[] = {msg_int(x->days)};

        row[i - 1] = (struct level_line){
            .title = words(pg, escalation_level_message(i)),
            .people = x->people.n ? x->people
                                  : words(pg, MSG_ESCALATION_NOT_SET),
            .term = x->days > 0 ? msg_text(pg->mem, pg->lang,
                                           MSG_ESCALATION_TERM, days, 1)
                                : words(pg, MSG_ESCALATION_NO_TERM),
            .source = x->source};
    }
    return row;
}

static void
fact(struct page *pg, struct facts *f, struct fact *row, int label,
     struct str value)
{
    if (value.n > 0)
        row[f->rows_n++] = (struct fact){.label = words(pg, label),
                                         .value = value};
}

static struct str
services_text(struct page *pg, struct str codes)
{
    struct buf b;
    struct str code;

    buf_init(&b, pg->mem);
    while (codes.n > 0) {
        enum unit_type t;

        (void)str_split(codes, ' ', &code, &codes);
        if (!unit_type_parse(code, &t))
            continue;
        buf_cz(&b, b.n ? ", " : "");
        buf_str(&b, words(pg, unit_type_message(t)));
    }
    return buf_done(&b);
}

static struct facts
clear_facts(struct page *pg, const struct escalation *e)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 6);
    struct facts f = {.rows = row};

    fact(pg, &f, row, MSG_ESCALATION_AGE, e->clear_age);
    fact(pg, &f, row, MSG_ESCALATION_REGION, e->clear_region);
    fact(pg, &f, row, MSG_ESCALATION_SERVICES,
         services_text(pg, e->clear_services));
    fact(pg, &f, row, MSG_ESCALATION_CLEAR, e->clear);
    return f;
}

static struct timeline
words_of(struct page *pg, const struct escalation *e)
{
    struct timeline_item *item = ARENA_NEW_N(pg->mem, struct timeline_item,
                                             e->word_n + 1);

    for (size_t i = 0; i < e->word_n; i++) {
        const struct escalation_word *w = &e->word[i];
        const struct msg_arg by[] = {msg_date(w->by_on)};

        item[i] = (struct timeline_item){
            .who = str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(w->name),
                           STR_FMT(w->unit_name)),
            .when = date_text(pg->mem, pg->lang, w->at_on),
            .text = date_is_none(w->by_on)
                        ? w->text
                        : str_fmt(
                              pg->mem, "%.*s %.*s", STR_FMT(w->text),
                              STR_FMT(msg_text(pg->mem, pg->lang,
                                               MSG_ESCALATION_BY_DAY, by, 1)))};
        if (w->decision)
            item[i].tag = (struct status_tag){
                STATUS_OK, words(pg, MSG_ESCALATION_DECISION)};
    }
    return (struct timeline){item, e->word_n};
}

static struct escalation_line
line_of(struct page *pg, const struct escalation *e)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 6);
    struct escalation_line l = {
        .id = id_format(pg->mem, e->id),
        .title = words(pg, escalation_level_message(e->level)),
        .status = e->decided
                      ? (struct status_tag){STATUS_OK,
                                            words(pg, MSG_ESCALATION_DONE)}
                      : (struct status_tag){STATUS_SOON,
                                            words(pg, MSG_ESCALATION_OPEN)},
        .facts = {.rows = row},
        .words = words_of(pg, e),
        .is_open = !e->decided,
        .may_lift = e->level < LEVEL_SYSTEM,
        .to_au = e->level == LEVEL_LEADERS};

    fact(pg, &l.facts, row, MSG_ESCALATION_MATTER, e->matter);
    fact(pg, &l.facts, row, MSG_ESCALATION_WISH, e->wish);
    fact(pg, &l.facts, row, MSG_ESCALATION_RAISED,
         str_fmt(pg->mem, "%.*s, %.*s",
                 STR_FMT(date_text(pg->mem, pg->lang, e->raised_on)),
                 STR_FMT(e->unit_name)));
    if (!date_is_none(e->due_on))
        fact(pg, &l.facts, row, MSG_CASE_DUE,
             str_fmt(pg->mem, "%.*s. %.*s",
                     STR_FMT(date_text(pg->mem, pg->lang, e->due_on)),
                     STR_FMT(words(pg, MSG_DEADLINE_SOURCE_OWN_GOAL))));
    fact(pg, &l.facts, row, MSG_ESCALATION_CLEAR, e->clear);
    return l;
}

static struct field_view
doing_field(const struct form_view *f, bool may_lift)
{
    struct page *pg = f->pg;
    const struct choice c[] = {
        {.value = STR("syn"), .label = words(pg, MSG_ESCALATION_DO_VIEW)},
        {.value = STR("avgjort"), .label = words(pg, MSG_ESCALATION_DO_DECIDE)},
        {.value = STR("loft"), .label = words(pg, MSG_ESCALATION_DO_LIFT)}};

    return field_choice(f, FIELD_RADIOS, "gjor", MSG_ESCALATION_WHAT, 0, c,
                        may_lift ? 3 : 2);
}

struct case_escalations_view
case_escalations_view_of(struct page *pg, const struct http_req *req,
                         const struct err *err, const struct case_view *v,
                         const struct escalation_page *p)
{
    struct form_view f = form_view_of(pg, req, err);
    struct escalation_line *row = ARENA_NEW_N(pg->mem, struct escalation_line,
                                              p->list.n + 1);
    struct case_escalations_view out = {
        .top = case_top_of(pg, v, TAB_ESCALATION),
        .id = v->head.id,
        .rows = row,
        .rows_n = p->list.n,
        .may_raise = v->head.open,
        .errors = errors_of(&f),
        .text = field_area(&f, "tekst", MSG_ESCALATION_TEXT,
                           MSG_ESCALATION_TEXT_HINT, STR_NONE, TEXT_MAX_CHARS),
        .by_on = field_date(&f, "innen", MSG_ESCALATION_BY_ON, 0, DATE_NONE),
        .clear = field_area(&f, "klarert", MSG_ESCALATION_CLEAR,
                            MSG_ESCALATION_CLEAR_HINT, STR_NONE,
                            TEXT_MAX_CHARS),
        .cleared = field_check(&f, "lest", MSG_ESCALATION_CLEARED, 0, false),
        .matter = field_area(&f, "uenighet", MSG_ESCALATION_MATTER, 0, STR_NONE,
                             TEXT_MAX_CHARS),
        .wish = field_area(&f, "onske", MSG_ESCALATION_WISH, 0, STR_NONE,
                           TEXT_MAX_CHARS),
        .levels = level_lines(pg, &p->levels),
        .levels_n = LEVELS};
    bool may_lift = false;

    out.by_on.optional = out.wish.optional = true;
    for (size_t i = 0; i < p->list.n; i++) {
        row[i] = line_of(pg, &p->list.row[i]);
        out.may_raise = out.may_raise && !row[i].is_open;
        may_lift = may_lift || (row[i].is_open && row[i].may_lift);
    }
    out.doing = doing_field(&f, may_lift);
    return out;
}

/* --- AU --- */

static struct field_view
choice_of(const struct form_view *f, const struct escalation_au_view *v)
{
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, v->rows_n + 1);
    size_t n = 0;

    for (size_t i = 0; i < v->rows_n; i++)
        if (v->rows[i].is_open)
            c[n++] = (struct choice){.value = v->rows[i].id,
                                     .label = v->rows[i].title};
    return field_choice(f, FIELD_SELECT, "sak", MSG_ESCALATION_WHICH, 0, c, n);
}

static struct field_view
level_field(const struct form_view *f)
{
    struct choice c[LEVELS];

    for (int64_t i = LEVEL_CASE; i <= LEVEL_SYSTEM; i++)
        c[i - 1] = (struct choice){
            .value = str_fmt(f->pg->mem, "%d", (int)i),
            .label = words(f->pg, escalation_level_message(i))};
    return field_choice(f, FIELD_SELECT, "niva", MSG_ESCALATION_LEVEL, 0, c,
                        LEVELS);
}

struct escalation_au_view
escalation_au_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct escalation_page *p,
                      bool may_advise, bool may_set)
{
    struct form_view f = form_view_of(pg, req, err);
    struct clear_line *row = ARENA_NEW_N(pg->mem, struct clear_line,
                                         p->list.n + 1);
    struct escalation_au_view v = {
        .rows = row,
        .rows_n = p->list.n,
        .empty = {.title = words(pg, MSG_ESCALATION_AU_NONE)},
        .may_set = may_set,
        .errors = errors_of(&f),
        .advice = field_area(&f, "rad", MSG_ESCALATION_ADVICE,
                             MSG_ESCALATION_CLEAR_HINT, STR_NONE,
                             TEXT_MAX_CHARS),
        .level = level_field(&f),
        .days = field_number(&f, "dager", MSG_ESCALATION_DAYS,
                             MSG_ESCALATION_DAYS_HINT, 0),
        .people = field_text(&f, "hvem", MSG_ESCALATION_PEOPLE, 0, STR_NONE),
        .source = field_text(&f, "kilde", MSG_ESCALATION_SOURCE, 0, STR_NONE),
        .levels = level_lines(pg, &p->levels),
        .levels_n = LEVELS};

    for (size_t i = 0; i < p->list.n; i++) {
        const struct escalation *e = &p->list.row[i];
        const struct msg_arg nr[] = {
            msg_int((int64_t)i + 1),
            msg_str(words(pg, escalation_level_message(e->level)))};

        row[i] = (struct clear_line){
            .id = id_format(pg->mem, e->id),
            .title = msg_text(pg->mem, pg->lang, MSG_ESCALATION_NUMBER, nr, 2),
            .facts = clear_facts(pg, e),
            .is_open = !e->decided};
        v.may_advise = v.may_advise || (may_advise && !e->decided);
    }
    v.which = choice_of(&f, &v);
    return v;
}
