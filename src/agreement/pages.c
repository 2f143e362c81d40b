/* Fills the views of agreements: the list, the obligations, the text.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages.h"

#include "agreement/draft.h"
#include "agreement/tell_view.h"
#include "text/messages_agreement.h"

enum { SHORT = 3, SOON_DAYS = 3 };

static struct str
say(struct page *pg, int msg)
{
    return msg_plain(pg->lang, msg);
}

static struct str
say_int(struct page *pg, int msg, int64_t n)
{
    const struct msg_arg arg[] = {msg_int(n)};

    return msg_text(pg->mem, pg->lang, msg, arg, 1);
}

static struct str
say_date(struct page *pg, int msg, struct date d)
{
    const struct msg_arg arg[] = {msg_date(d)};

    return msg_text(pg->mem, pg->lang, msg, arg, 1);
}

struct str
agreement_path(struct arena *mem, agreement_id id, const char *tail)
{
    return str_fmt(mem, "/avtaler/%.*s%s", STR_FMT(id_format(mem, id.v)), tail);
}

struct str
agreement_point_path(struct arena *mem, agreement_id id, struct str ref)
{
    return str_fmt(mem, "%.*s/punkt/%.*s", STR_FMT(agreement_path(mem, id, "")),
                   STR_FMT(ref));
}

static int64_t
soon_of(const struct agreement_look *look)
{
    return look->count[VERDICT_DUE] + look->count[VERDICT_DUE_SOON];
}

/* --- the list --- */

static struct agreement_row
row_of(struct page *pg, const struct agreement_look *look)
{
    const struct version *expired = version_expired_on(&look->versions,
                                                       look->on);
    struct agreement_row row = {
        .href = agreement_path(pg->mem, look->agreement.id, ""),
        .title = look->agreement.title,
        .kind = agreement_kind_message(look->agreement.kind),
        .in_force = look->version != NULL,
        .breached = look->count[VERDICT_BREACHED],
        .soon = soon_of(look),
        .met = look->count[VERDICT_MET],
        .status = {STATUS_OK, say(pg, MSG_AGREEMENT_IN_FORCE)},
    };

    if (look->version) {
        row.from = say_date(pg, MSG_AGREEMENT_FROM, look->version->from);
        return row;
    }
    if (version_being_written(&look->versions))
        row.href = agreement_path(pg->mem, look->agreement.id, "/utkast");
    row.status = (struct status_tag){STATUS_NEUTRAL,
                                     say(pg, MSG_AGREEMENT_NOT_NOW)};
    if (expired) {
        row.status = (struct status_tag){STATUS_BREACH,
                                         say(pg, MSG_VERSION_EXPIRED)};
        row.from = say_date(pg, MSG_AGREEMENT_EXPIRED_ON, expired->until);
    } else if (look->versions.n > 0) {
        row.status.text = say(pg, version_state_message(version_state_on(
                                      &look->versions.row[0], look->on)));
    }
    return row;
}

static struct str
draft_wait_text(struct page *pg, const struct draft_wait *w)
{
    switch (w->kind) {
    case WAIT_SIGN:
        return say(pg, MSG_WAIT_SIGN);
    case WAIT_APPROVE:
        return say(pg, MSG_WAIT_APPROVE);
    case WAIT_READ:
        return say(pg, MSG_WAIT_READ);
    case WAIT_MEND:
        return say(pg, MSG_WAIT_MEND);
    case WAIT_END:
        return say_date(pg, MSG_WAIT_END, w->on);
    case WAIT_ANSWER:
        return say_int(pg, MSG_WAIT_ANSWER, w->comments);
    }
    return STR_NONE;
}

static struct str
draft_wait_path(struct arena *mem, const struct draft_wait *w)
{
    static const char *const tail[] = {
        [WAIT_SIGN] = "/signer",   [WAIT_APPROVE] = "/godkjenn",
        [WAIT_READ] = "/godkjenn", [WAIT_MEND] = "/utkast",
        [WAIT_END] = "/versjoner", [WAIT_ANSWER] = "/utkast"};

    return agreement_path(mem, w->agreement, tail[w->kind]);
}

static size_t
draft_waits_n(const struct draft_waits *w)
{
    return w->sign.n + w->approve.n + w->read.n + w->mend.n + w->end.n +
           w->answer.n;
}

static size_t
add_waits(struct page *pg, const struct draft_waits *w, struct waiting_row *row)
{
    const struct draft_wait_list *list[] = {&w->sign, &w->approve, &w->read,
                                            &w->mend, &w->end,     &w->answer};
    size_t n = 0;

    for (size_t k = 0; k < ARRAY_LEN(list); k++)
        for (size_t i = 0; i < list[k]->n; i++)
            row[n++] = (struct waiting_row){
                .href = draft_wait_path(pg->mem, &list[k]->row[i]),
                .what = draft_wait_text(pg, &list[k]->row[i]),
                .title = list[k]->row[i].title};
    return n;
}

static struct waiting_row
news_row(struct page *pg, const struct agreement_news *n)
{
    const struct msg_arg arg[] = {msg_str(say(pg, news_kind_message(n->kind))),
                                  msg_date(date_in_oslo(n->made_at))};

    return (struct waiting_row){
        .href = agreement_path(pg->mem, n->agreement, "/versjoner"),
        .what = msg_text(pg->mem, pg->lang, MSG_NEWS_ON, arg, 2),
        .title = n->title};
}

const struct waiting_row *
draft_waiting_rows(struct page *pg, const struct draft_waits *w, size_t *out_n)
{
    struct waiting_row *row = ARENA_NEW_N(pg->mem, struct waiting_row,
                                          draft_waits_n(w) + w->news.n + 1);
    size_t n = add_waits(pg, w, row);

    for (size_t i = 0; i < w->news.n; i++)
        row[n++] = news_row(pg, &w->news.row[i]);
    *out_n = n;
    return row;
}

/* Texts to sign and comments, agreements to confirm as read, then duties,
 * soonest first. */
static struct waiting_row *
waiting_rows(struct page *pg, const struct look_list *list,
             const struct agreement_duty_list *mine, size_t *out_n)
{
    struct waiting_row *row = ARENA_NEW_N(pg->mem, struct waiting_row,
                                          list->n + mine->n +
                                              draft_waits_n(&list->waits) + 1);
    size_t n = add_waits(pg, &list->waits, row);

    for (size_t i = 0; i < list->n; i++) {
        const struct agreement *a = &list->row[i].agreement;

        if (list->row[i].must_read)
            row[n++] = (struct waiting_row){
                .href = agreement_path(pg->mem, a->id, ""),
                .what = say(pg, MSG_AGREEMENT_CONFIRM_TASK),
                .title = a->title};
    }
    for (size_t i = 0; i < mine->n; i++) {
        const struct agreement_duty *d = &mine->row[i];

        row[n++] = (struct waiting_row){
            .due = due_of(pg, d->due_on, SOON_DAYS),
            .href = agreement_point_path(pg->mem, d->agreement, d->ref),
            .what = d->statement,
            .title = d->title};
    }
    *out_n = n;
    return row;
}

struct agreement_list_view
agreement_list_view_of(struct page *pg, const struct look_list *list,
                       const struct agreement_duty_list *mine)
{
    struct crumb *crumb = ARENA_NEW(pg->mem, struct crumb);
    struct count *count = ARENA_NEW_N(pg->mem, struct count, 4);
    size_t waiting_n = 0;
    struct agreement_row *row = ARENA_NEW_N(pg->mem, struct agreement_row,
                                            list->n + 1);

    *crumb = (struct crumb){.label = say(pg, MSG_AGREEMENTS)};
    count[0].label = say(pg, MSG_AGREEMENT_COUNT_BREACHED);
    count[1].label = say(pg, MSG_AGREEMENT_COUNT_SOON);
    count[2].label = say(pg, MSG_AGREEMENT_COUNT_MET);
    count[3].label = say(pg, MSG_AGREEMENT_COUNT_PEOPLE);
    for (size_t i = 0; i < list->n; i++) {
        const struct agreement_look *look = &list->row[i];

        row[i] = row_of(pg, look);
        count[0].n += look->count[VERDICT_BREACHED];
        count[1].n += soon_of(look);
        count[2].n += look->count[VERDICT_MET];
        count[3].n += look->people;
    }
    return (struct agreement_list_view){
        .crumbs = {crumb, 1},
        .counts = {count, 4},
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = say(pg, MSG_AGREEMENTS_NONE),
                  .text = say(pg, MSG_AGREEMENTS_NONE_TEXT)},
        .waiting = waiting_rows(pg, list, mine, &waiting_n),
        .waiting_n = waiting_n,
    };
}

/* --- what all pages of one agreement share --- */

static struct str
under_of(struct page *pg, const struct agreement_look *look)
{
    const struct version *v = look->version;
    const struct version *expired = version_expired_on(&look->versions,
                                                       look->on);
    struct msg_arg arg[3] = {
        msg_str(say(pg, agreement_kind_message(look->agreement.kind)))};
    struct date from;

    if (expired) {
        arg[1] = msg_date(expired->until);
        return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_UNDER_EXPIRED, arg, 2);
    }
    if (!v)
        return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_UNDER_NOT, arg, 1);
    from = v->from;
    for (size_t i = 0; i < look->versions.n; i++)
        if (!date_is_none(look->versions.row[i].from) &&
            date_cmp(look->versions.row[i].from, from) < 0)
            from = look->versions.row[i].from;
    arg[1] = msg_date(from);
    if (date_is_none(v->until) || look->versions.row[0].id.v != v->id.v)
        return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_UNDER, arg, 2);
    arg[2] = msg_date(v->until);
    return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_UNDER_UNTIL, arg, 3);
}

struct agreement_top
agreement_top_of(struct page *pg, const struct agreement_look *look,
                 enum agreement_tab current)
{
    static const char *const tail[] = {[AGREEMENT_TAB_DUTIES] = "",
                                       [AGREEMENT_TAB_TEXT] = "/tekst",
                                       [AGREEMENT_TAB_GUIDANCE] = "/veiledning",
                                       [AGREEMENT_TAB_VERSIONS] = "/versjoner",
                                       [AGREEMENT_TAB_DRAFT] = "/utkast"};
    static const int label[] = {
        [AGREEMENT_TAB_DUTIES] = MSG_AGREEMENT_TAB_DUTIES,
        [AGREEMENT_TAB_TEXT] = MSG_AGREEMENT_TAB_TEXT,
        [AGREEMENT_TAB_GUIDANCE] = MSG_AGREEMENT_TAB_GUIDANCE,
        [AGREEMENT_TAB_VERSIONS] = MSG_AGREEMENT_TAB_VERSIONS,
        [AGREEMENT_TAB_DRAFT] = MSG_AGREEMENT_TAB_DRAFT};
    bool written = look->party && version_being_written(&look->versions);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 3);
    struct tab *tab = ARENA_NEW_N(pg->mem, struct tab, ARRAY_LEN(tail));
    struct agreement_top top = {
        .title = look->agreement.title,
        .under = under_of(pg, look),
        .here = agreement_path(pg->mem, look->agreement.id, ""),
    };

    crumb[0] = (struct crumb){STR("/avtaler"), say(pg, MSG_AGREEMENTS)};
    crumb[1] = (struct crumb){.label = look->agreement.title};
    for (size_t i = 0; i < ARRAY_LEN(tail); i++)
        tab[i] = (struct tab){
            agreement_path(pg->mem, look->agreement.id, tail[i]),
            say(pg, label[i]), (int)i == current};
    top.crumbs = (struct crumbs){crumb, 2};
    top.tabs = (struct tabs){say(pg, MSG_AGREEMENT_PAGES), tab,
                             written ? ARRAY_LEN(tail) : ARRAY_LEN(tail) - 1};
    if (date_cmp(look->on, pg->today) != 0)
        top.past = say_date(pg, MSG_AGREEMENT_AS_ON, look->on);
    return top;
}

struct status_tag
verdict_tag(struct page *pg, const struct clause *c, const struct verdict *v)
{
    static const enum status_kind kind[VERDICT_COUNT] = {
        [VERDICT_MET] = STATUS_OK,          [VERDICT_ON_TRACK] = STATUS_INFO,
        [VERDICT_DUE_SOON] = STATUS_SOON,   [VERDICT_DUE] = STATUS_SOON,
        [VERDICT_BREACHED] = STATUS_BREACH, [VERDICT_WAIVED] = STATUS_NEUTRAL,
    };

    if (c->shown == SHOWN_PEOPLE)
        return (struct status_tag){STATUS_MANUAL,
                                   say(pg, MSG_AGREEMENT_PEOPLE_TAG)};
    if (c->shown != SHOWN_OBLIGATION || !v->applies)
        return (struct status_tag){STATUS_NEUTRAL, STR_NONE};
    return (struct status_tag){kind[v->state],
                               say(pg, verdict_message(v->state))};
}

struct due_tag
verdict_due(struct page *pg, const struct verdict *v)
{
    struct due_tag none = {0};

    if (v->state == VERDICT_MET)
        return date_is_none(v->met) ? none : due_done(pg, v->met);
    return due_of(pg, v->last, SOON_DAYS);
}

struct str
clause_who(struct page *pg, const struct agreement_look *look,
           const struct clause *c)
{
    int y;
    int m;
    int d;

    if (c->shown == SHOWN_OBLIGATION && c->duty.kind == OBLIGATION_GUIDANCE)
        return c->unit_name[0];
    if (str_eq_cz(c->responsible, "host")) {
        date_split(look->on, &y, &m, &d);
        for (size_t i = 0; i < look->clauses.n; i++) {
            const struct clause *h = &look->clauses.row[i];

            if (h->shown == SHOWN_OBLIGATION && h->duty.units > 0 &&
                h->duty.kind == OBLIGATION_HOST)
                return h->unit_name[obligation_host_of(&h->duty, y)];
        }
    }
    if (c->responsible.n && !str_eq_cz(c->responsible, "both") &&
        !str_eq_cz(c->responsible, "host"))
        return c->responsible;
    return say(pg, MSG_AGREEMENT_BOTH);
}

/* --- the obligations --- */

static void
fill_evidence(struct page *pg, struct duty_line *row, const struct verdict *v)
{
    size_t n = v->evidence_n < SHORT ? v->evidence_n : SHORT;
    struct evidence_line *line = ARENA_NEW_N(pg->mem, struct evidence_line,
                                             n + 1);

    for (size_t i = 0; i < n; i++)
        line[i] = (struct evidence_line){
            fact_text(pg->mem, pg->lang, v->evidence[i]), v->evidence[i]->href};
    row->evidence = line;
    row->evidence_n = n;
    row->more_evidence = (int64_t)(v->evidence_n - n);
}

static void
fill_lacks(struct page *pg, struct duty_line *row, const struct clause *c,
           const struct verdict *v)
{
    size_t n = v->lacks < SHORT ? v->lacks : SHORT;
    struct evidence_line *line = ARENA_NEW_N(pg->mem, struct evidence_line,
                                             n + 1);

    for (size_t i = 0; i < n; i++)
        line[i].text = lack_text(pg->mem, pg->lang, c, &v->lack[i]);
    row->lacks = line;
    row->lacks_n = n;
    row->more_lacks = (int64_t)(v->lacks - n);
}

static struct str
status_text(struct page *pg, const struct verdict *v)
{
    const struct msg_arg arg[] = {msg_int(v->have), msg_int(v->need)};

    if (v->need < 2 || v->state == VERDICT_MET || v->state == VERDICT_WAIVED)
        return STR_NONE;
    return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_HAVE, arg, 2);
}

static void
fill_duty(struct page *pg, const struct agreement_look *look, size_t i,
          struct duty_line *row)
{
    const struct clause *c = &look->clauses.row[i];
    const struct verdict *v = &look->verdict[i];
    struct str have = c->shown == SHOWN_OBLIGATION ? status_text(pg, v)
                                                   : STR_NONE;

    *row = (struct duty_line){
        .section = c->section,
        .ref = c->ref,
        .statement = c->statement,
        .status = verdict_tag(pg, c, v),
        .who = clause_who(pg, look, c),
        .href = str_fmt(
            pg->mem, "%.*s/punkt/%.*s",
            STR_FMT(agreement_path(pg->mem, look->agreement.id, "")),
            STR_FMT(c->ref)),
    };
    if (have.n)
        row->status.text = str_fmt(pg->mem, "%.*s, %.*s",
                                   STR_FMT(row->status.text), STR_FMT(have));
    if (c->shown != SHOWN_OBLIGATION)
        return;
    row->due = verdict_due(pg, v);
    fill_evidence(pg, row, v);
    fill_lacks(pg, row, c, v);
}

/* Groups of the table, worst first. */
enum duty_group {
    GROUP_BREACHED,
    GROUP_SOON,
    GROUP_TRACK,
    GROUP_MET,
    GROUP_WAIVED,
    GROUP_PEOPLE,
    GROUP_COUNT
};

static enum duty_group
group_of(const struct clause *c, const struct verdict *v)
{
    if (c->shown == SHOWN_PEOPLE)
        return GROUP_PEOPLE;
    if (c->shown != SHOWN_OBLIGATION || !v->applies)
        return GROUP_COUNT;
    switch (v->state) {
    case VERDICT_BREACHED:
        return GROUP_BREACHED;
    case VERDICT_DUE:
    case VERDICT_DUE_SOON:
        return GROUP_SOON;
    case VERDICT_ON_TRACK:
        return GROUP_TRACK;
    case VERDICT_MET:
        return GROUP_MET;
    case VERDICT_WAIVED:
        return GROUP_WAIVED;
    case VERDICT_COUNT:
        break;
    }
    return GROUP_COUNT;
}

static size_t
fill_group(struct page *pg, const struct agreement_look *look, int group,
           struct duty_line *row)
{
    static const int heading[GROUP_COUNT] = {
        MSG_AGREEMENT_GROUP_BREACHED, MSG_AGREEMENT_GROUP_SOON,
        MSG_AGREEMENT_GROUP_TRACK,    MSG_AGREEMENT_GROUP_MET,
        MSG_AGREEMENT_GROUP_WAIVED,   MSG_AGREEMENT_GROUP_PEOPLE};
    size_t n = 0;

    for (size_t i = 0; i < look->clauses.n; i++)
        if ((int)group_of(&look->clauses.row[i], &look->verdict[i]) == group)
            fill_duty(pg, look, i, &row[n++]);
    if (n > 0) {
        row[0].group = say_int(pg, heading[group], (int64_t)n);
        row[0].anchor = str_fmt(pg->mem, "g%d", group);
    }
    return n;
}

static struct counts
counts_of(struct page *pg, const struct agreement_look *look)
{
    const struct count fill[] = {
        {look->count[VERDICT_BREACHED], say(pg, MSG_AGREEMENT_COUNT_BREACHED),
         STR("#g0")},
        {soon_of(look), say(pg, MSG_AGREEMENT_COUNT_SOON), STR("#g1")},
        {look->count[VERDICT_MET], say(pg, MSG_AGREEMENT_COUNT_MET),
         STR("#g3")},
        {look->people, say(pg, MSG_AGREEMENT_COUNT_PEOPLE), STR("#g5")},
    };
    struct count *count = ARENA_NEW_N(pg->mem, struct count, ARRAY_LEN(fill));

    for (size_t i = 0; i < ARRAY_LEN(fill); i++) {
        count[i] = fill[i];
        if (fill[i].n == 0)
            count[i].href = STR_NONE; /* no such group on the page */
    }
    return (struct counts){count, ARRAY_LEN(fill)};
}

struct agreement_view
agreement_view_of(struct page *pg, const struct http_req *req,
                  const struct agreement_look *look, bool may_release)
{
    struct duty_line *row = ARENA_NEW_N(pg->mem, struct duty_line,
                                        look->clauses.n + 1);
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct agreement_view v = {
        .top = agreement_top_of(pg, look, AGREEMENT_TAB_DUTIES),
        .counts = counts_of(pg, look),
        .rows = row,
        .empty = {.title = say(pg, MSG_AGREEMENT_NO_DUTIES),
                  .text = say(pg, MSG_AGREEMENT_NO_DUTIES_TEXT)},
        .day = field_date(&f, "dag", MSG_AGREEMENT_DAY, MSG_AGREEMENT_DAY_HINT,
                          look->on),
    };

    (void)req;
    v.must_read = look->must_read && date_cmp(look->on, pg->today) == 0;
    v.may_release = may_release && look->version;
    v.released_by_own = look->released_by_own;
    v.is_public = look->version && look->released > 0 &&
                  (size_t)look->released == look->parties.n;
    for (int g = 0; look->version && g < GROUP_COUNT; g++)
        v.rows_n += fill_group(pg, look, g, row + v.rows_n);
    return v;
}

/* --- the text --- */

static struct section_part
part_of(struct page *pg, const struct agreement_look *look,
        const struct section *s)
{
    struct statement_line *row = ARENA_NEW_N(pg->mem, struct statement_line,
                                             look->clauses.n + 1);
    struct section_part part = {
        .number = s->number, .heading = s->heading, .rows = row};

    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct clause *c = &look->clauses.row[i];

        if (!str_eq(c->section, s->number))
            continue;
        row[part.rows_n] = (struct statement_line){
            .ref = c->ref,
            .statement = c->statement,
            .shown = shown_as_message(c->shown),
            .status = verdict_tag(pg, c, &look->verdict[i]),
        };
        if (c->shown == SHOWN_OBLIGATION || c->shown == SHOWN_PEOPLE)
            row[part.rows_n].href = str_fmt(
                pg->mem, "%.*s/punkt/%.*s",
                STR_FMT(agreement_path(pg->mem, look->agreement.id, "")),
                STR_FMT(c->ref));
        part.rows_n++;
    }
    return part;
}

static struct str
version_days(struct page *pg, const struct version *v)
{
    const struct msg_arg arg[] = {msg_date(v->from), msg_date(v->until)};

    if (date_is_none(v->from))
        return say(pg, MSG_AGREEMENT_VERSION_NOT_YET);
    if (date_is_none(v->until))
        return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_VERSION_FROM, arg, 1);
    return msg_text(pg->mem, pg->lang,
                    date_cmp(v->until, pg->today) < 0
                        ? MSG_AGREEMENT_VERSION_WAS
                        : MSG_AGREEMENT_VERSION_TILL,
                    arg, 2);
}

struct version_line
version_line_of(struct page *pg, const struct version *v)
{
    static const enum status_kind kind[VERSION_STATE_COUNT] = {
        [VERSION_DRAFT] = STATUS_INFO,
        [VERSION_APPROVAL] = STATUS_SOON,
        [VERSION_SIGNING] = STATUS_SOON,
        [VERSION_SIGNED] = STATUS_OK,
        [VERSION_IN_FORCE] = STATUS_OK,
        [VERSION_REPLACED] = STATUS_NEUTRAL,
        [VERSION_TERMINATED] = STATUS_WITHDRAWN,
        [VERSION_EXPIRED] = STATUS_WITHDRAWN,
        [VERSION_DISCARDED] = STATUS_WITHDRAWN};
    enum version_state state = version_state_on(v, pg->today);
    struct version_line line = {
        .name = say_int(pg, MSG_AGREEMENT_VERSION, v->number),
        .text = version_days(pg, v),
        .note = v->note,
        .hash = v->hash,
        .status = {kind[state], say(pg, version_state_message(state))},
    };

    if (v->state == VERSION_DISCARDED) {
        const struct msg_arg arg[] = {msg_date(v->discarded_on),
                                      msg_str(v->discarded_by)};

        line.text = msg_text(pg->mem, pg->lang, MSG_DISCARDED_BY, arg, 2);
    }
    if (!date_is_none(v->signed_on))
        line.text = str_fmt(
            pg->mem, "%.*s. %.*s.",
            STR_FMT(say_date(pg, MSG_AGREEMENT_VERSION_SIGNED, v->signed_on)),
            STR_FMT(line.text));
    return line;
}

struct agreement_text_view
agreement_text_view_of(struct page *pg, const struct agreement_look *look)
{
    struct section_part *part = ARENA_NEW_N(pg->mem, struct section_part,
                                            look->sections.n + 1);
    struct version_line *line = ARENA_NEW_N(pg->mem, struct version_line,
                                            look->versions.n + 1);
    struct agreement_text_view v = {
        .top = agreement_top_of(pg, look, AGREEMENT_TAB_TEXT),
        .parts = part,
        .parts_n = look->sections.n,
        .versions = line,
        .versions_n = look->versions.n,
        .source = look->agreement.source,
    };

    for (size_t i = 0; i < look->sections.n; i++)
        part[i] = part_of(pg, look, &look->sections.row[i]);
    for (size_t i = 0; i < look->versions.n; i++)
        line[i] = version_line_of(pg, &look->versions.row[i]);
    if (look->version && !look->version->text_seen)
        v.unseen = say(pg, MSG_AGREEMENT_UNSEEN);
    return v;
}
