/* Fills the views of a case: overview, team, shares, log, lists.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/pages.h"

#include "text/messages_casefile.h"
#include "text/messages_document.h"
#include "text/messages_family.h"
#include "text/messages_message.h"
#include "text/messages_text.h"

enum { SOON_DAYS = 10, SOON_IN_LISTS = 3, PER_PAGE = 50, SHARES_SHOWN = 8 };

enum service_kind
service_of_unit(enum unit_type t)
{
    switch (t) {
    case UNIT_CHILD_WELFARE:
        return SERVICE_CHILD_WELFARE;
    case UNIT_BUFETAT_REGION:
    case UNIT_BUFETAT_SERVICE:
    case UNIT_BFE:
    case UNIT_INSTITUTION:
    case UNIT_THK_TEAM:
        return SERVICE_BUFETAT;
    case UNIT_RHF:
    case UNIT_HF:
    case UNIT_HF_DEPARTMENT:
    case UNIT_HOSPITAL:
    case UNIT_BUP:
    case UNIT_FACT_TEAM:
        return SERVICE_HEALTH;
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

struct str
case_path(struct page *pg, case_id id, const char *rest)
{
    return str_fmt(pg->mem, "/barn/%.*s%s", STR_FMT(id_format(pg->mem, id.v)),
                   rest);
}

static struct str
label_of(struct page *pg, const struct case_view *v)
{
    struct child_label l = {.name = v->child.given_name,
                            .age = child_age(&v->child, pg->today)};

    return child_label_text(pg->mem, pg->lang, &l);
}

/* --- the top of each page --- */

static const struct {
    enum case_tab tab;
    const char *rest;
    int msg;
    enum action action; /* of a tab: shown to whom it is allowed */
} pages_of_case[] = {
    {TAB_OVERVIEW, "", MSG_CASE_TAB_OVERVIEW, ACT_CASE_VIEW},
    {TAB_TEAM, "/team", MSG_CASE_TAB_TEAM, ACT_CASE_VIEW},
    {TAB_PATHWAYS, "/forlop", MSG_CASE_TAB_PATHWAYS, ACT_PATHWAY_VIEW},
    {TAB_PLAN, "/plan", MSG_CASE_TAB_PLAN, ACT_PLAN_VIEW},
    {TAB_REFERRALS, "/henvisning", MSG_CASE_TAB_REFERRALS, ACT_REFERRAL_VIEW},
    {TAB_ESCALATION, "/avklaring", MSG_CASE_TAB_ESCALATION,
     ACT_ESCALATION_VIEW},
    {TAB_SHARES, "/samtykke", MSG_CASE_TAB_SHARES, ACT_SHARE_CREATE},
    {TAB_MESSAGES, "/meldinger", MSG_CASE_TAB_MESSAGES, ACT_MESSAGE_LIST},
    {TAB_DOCUMENTS, "/dokumenter", MSG_CASE_TAB_DOCUMENTS, ACT_DOCUMENT_LIST},
    {TAB_VOICE, "/stemme", MSG_VOICE_TAB, ACT_VOICE_VIEW},
    {TAB_LOG, "/logg", MSG_CASE_TAB_LOG, ACT_CASE_LOG_VIEW},
    {TAB_OFFER, "/stafett/ny", MSG_OFFER_NEW_TITLE, ACT_NONE},
    {TAB_SHARE_END, "", MSG_SHARE_END_TITLE, ACT_NONE},
    {TAB_CORRECT, "/rett", MSG_CASE_CORRECT_TITLE, ACT_NONE},
    {TAB_CLOSE, "/avslutt", MSG_CASE_CLOSE_TITLE, ACT_NONE},
    {TAB_PLAN_ITEM, "", MSG_JOINT_ITEM_TITLE, ACT_NONE},
    {TAB_PLAN_ADOPT, "", MSG_JOINT_ADOPT, ACT_NONE},
    {TAB_PLAN_MEET, "", MSG_JOINT_MEET, ACT_NONE},
    {TAB_PLAN_DIFF, "", MSG_JOINT_VERSIONS, ACT_NONE},
    {TAB_MESSAGE_NEW, "/meldinger/ny", MSG_CASE_MESSAGE_NEW, ACT_NONE},
    {TAB_MESSAGE, "", MSG_CASE_MESSAGE, ACT_NONE},
    {TAB_CONSENT, "/samtykke/hvem", MSG_CONSENT_TITLE, ACT_NONE},
    {TAB_FAMILY, "/familie", MSG_FAMILY_TITLE, ACT_NONE},
    {TAB_DOCUMENT_NEW, "/dokumenter/ny", MSG_DOCUMENT_NEW, ACT_NONE},
    {TAB_DOCUMENT, "", MSG_DOCUMENT, ACT_NONE},
    {TAB_DOCUMENT_WITHDRAW, "", MSG_DOCUMENT_WITHDRAW, ACT_NONE},
    {TAB_LETTERS, "/dokumenter/brev", MSG_LETTER_TITLE, ACT_NONE},
    {TAB_ASK, "/sporsmal", MSG_ASK_TITLE, ACT_NONE},
};

static struct crumbs
crumbs_of(struct page *pg, const struct case_view *v, struct str label,
          enum case_tab tab)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 4);
    bool deeper = tab != TAB_OVERVIEW;

    item[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    item[1] = (struct crumb){STR("/barn"), words(pg, MSG_CASE_LIST_TITLE)};
    item[2] = (struct crumb){deeper ? case_path(pg, v->head.id, "") : STR_NONE,
                             label};
    item[3] = (struct crumb){STR_NONE, words(pg, pages_of_case[tab].msg)};
    return (struct crumbs){item, deeper ? 4 : 3};
}

static struct tabs
tabs_of(struct page *pg, const struct case_view *v, enum case_tab tab,
        struct str label)
{
    struct tab *item = ARENA_NEW_N(pg->mem, struct tab, TAB_OFFER);
    size_t n = 0;

    for (int i = 0; i < TAB_OFFER; i++) {
        if ((i == TAB_LOG && !v->is_holder) ||
            !role_may(v->role, pages_of_case[i].action))
            continue;
        item[n++] = (struct tab){
            case_path(pg, v->head.id, pages_of_case[i].rest),
            words(pg, pages_of_case[i].msg), i == (int)tab};
    }
    return (struct tabs){label, item, n};
}

static struct str
receiver_name(struct page *pg, const struct baton_row *b)
{
    return b->to_name.n
               ? b->to_name
               : words(pg, function_kind_message(b->baton.offer.to.kind));
}

static struct baton_bar
bar_of(struct page *pg, const struct case_view *v)
{
    const struct baton_offer *o = &v->baton.baton.offer;
    struct link *link = ARENA_NEW_N(pg->mem, struct link, 1);
    struct baton_bar bar = {
        .service = service_of_unit(v->head.holder_unit_type),
        .holder = v->head.holder_name,
        .holder_unit = v->head.holder_unit_name,
        .since = v->head.held_since,
    };

    if (o->id.v != 0) {
        bar.offered = true;
        bar.offered_to = receiver_name(pg, &v->baton);
        bar.offered_unit = v->baton.to_unit_name;
        bar.answer_by = o->due;
    }
    if (v->is_holder && v->head.open) {
        link[0] = (struct link){
            case_path(pg, v->head.id, "/stafett/ny"),
            words(pg, o->id.v ? MSG_OFFER_CHANGE : MSG_OFFER_NEW_LINK), false};
        bar.links = link;
        bar.links_n = 1;
    }
    return bar;
}

static size_t
alerts_of(struct page *pg, const struct case_view *v, struct alert *a)
{
    const struct msg_arg bounce[] = {
        msg_int(v->bounce.offers), msg_int(v->bounce.declines),
        msg_int(v->bounce.units), msg_int(v->bounce.days)};
    size_t n = 0;

    if (!v->head.open)
        a[n++] = (struct alert){.kind = ALERT_INFO,
                                .text = words(pg, MSG_CASE_IS_CLOSED)};
    if (v->head.is_protected)
        a[n++] = (struct alert){.kind = ALERT_WARNING,
                                .text = words(pg, MSG_CASE_PROTECTED_ALERT)};
    if (v->bounce.raised)
        a[n++] = (struct alert){
            .kind = ALERT_WARNING,
            .title = words(pg, MSG_CASE_BOUNCES_TITLE),
            .text = msg_text(pg->mem, pg->lang, MSG_CASE_BOUNCES, bounce, 4)};
    return n;
}

struct case_top
case_top_of(struct page *pg, const struct case_view *v, enum case_tab tab)
{
    struct str label = label_of(pg, v);
    struct alert *alerts = ARENA_NEW_N(pg->mem, struct alert, 3);
    const struct msg_arg ref[] = {msg_str(id_format(pg->mem, v->head.id.v)),
                                  msg_time(v->head.opened_at)};
    const struct msg_arg print[] = {
        msg_str(label), msg_str(pg->user ? pg->user->name : STR_NONE),
        msg_time(pg->now)};
    const struct msg_arg page[] = {msg_str(words(pg, pages_of_case[tab].msg)),
                                   ref[0]};
    struct case_top top = {
        .crumbs = crumbs_of(pg, v, label, tab),
        .title = label,
        .page_title = msg_text(pg->mem, pg->lang, MSG_CASE_PAGE_TITLE, page, 2),
        .under = msg_text(pg->mem, pg->lang, MSG_CASE_UNDER, ref, 2),
        .baton = bar_of(pg, v),
        .printed = msg_text(pg->mem, pg->lang, MSG_CASE_PRINTED, print, 3),
        .alerts = alerts,
    };

    top.alerts_n = alerts_of(pg, v, alerts);
    if (tab < TAB_OFFER)
        top.tabs = tabs_of(pg, v, tab, label);
    return top;
}

/* --- rows --- */

/* Where one does what a deadline asks for. */
struct str
deadline_href(struct page *pg, enum deadline_kind kind, case_id about,
              int64_t object)
{
    switch (kind) {
    case DEADLINE_BATON_ANSWER:
        return str_fmt(pg->mem, "/stafett/%.*s",
                       STR_FMT(id_format(pg->mem, object)));
    case DEADLINE_BATON_RETRY:
        return case_path(pg, about, "/stafett/ny");
    case DEADLINE_PLAN_MEASURE:
        return str_fmt(pg->mem, "/barn/%.*s/plan/%.*s",
                       STR_FMT(id_format(pg->mem, about.v)),
                       STR_FMT(id_format(pg->mem, object)));
    case DEADLINE_PLAN_EVALUATE:
        return case_path(pg, about, "/plan");
    case DEADLINE_SHARE_ENDS:
        return case_path(pg, about, "/samtykke");
    case DEADLINE_MESSAGE_READ:
    case DEADLINE_MESSAGE_UNREAD:
        return str_fmt(pg->mem, "/barn/%.*s/meldinger/%.*s",
                       STR_FMT(id_format(pg->mem, about.v)),
                       STR_FMT(id_format(pg->mem, object)));
    case DEADLINE_ASK_ANSWER:
    case DEADLINE_ASK_READ:
    case DEADLINE_ASK_LOCKED:
    case DEADLINE_ASK_NOTE:
        return case_path(pg, about, "/sporsmal");
    case DEADLINE_VOICE_ANSWER:
        return case_path(pg, about, "/stemme");
    case DEADLINE_FOSTER_DECIDE:
        return case_path(pg, about, "/fosterhjem");
    case DEADLINE_BOUNCE:
    case DEADLINE_KNOCK:
    case DEADLINE_TAKEN_OVER:
    case DEADLINE_KIND_COUNT:
        return case_path(pg, about, "");
    case DEADLINE_THK_COMPLETE:
    case DEADLINE_THK_RECEIVE:
    case DEADLINE_THK_DECIDE:
        break;
    case DEADLINE_REFERRAL_ASSESS:
    case DEADLINE_REFERRAL_TELL:
    case DEADLINE_REFERRAL_START:
    case DEADLINE_REFERRAL_READ:
    case DEADLINE_REFERRAL_BREACH:
        return case_path(pg, about, "/henvisning");
    case DEADLINE_ESCALATION:
        return case_path(pg, about, "/avklaring");
    case DEADLINE_PATHWAY_STEP:
        return case_path(
            pg, about,
            str_cz(pg->mem, str_fmt(pg->mem, "/steg/%.*s",
                                    STR_FMT(id_format(pg->mem, object)))));
    case DEADLINE_THK_INFORMATION:
        return str_fmt(pg->mem, "/thk/opplysning/%.*s",
                       STR_FMT(id_format(pg->mem, object)));
    case DEADLINE_THK_RECOMMENDATION:
    case DEADLINE_THK_FOLLOW_UP:
        return str_fmt(pg->mem, "/thk/anbefaling/%.*s",
                       STR_FMT(id_format(pg->mem, object)));
    case DEADLINE_THK_PLAN:
    case DEADLINE_THK_DAY:
    case DEADLINE_THK_REPORT:
    case DEADLINE_THK_FEEDBACK:
        return str_fmt(pg->mem, "/thk/%.*s/arbeid",
                       STR_FMT(id_format(pg->mem, object)));
    }
    return str_fmt(pg->mem, "/thk/%.*s", STR_FMT(id_format(pg->mem, object)));
}

static struct deadline_row *
deadline_rows(struct page *pg, const struct case_view *v)
{
    struct deadline_row *row = ARENA_NEW_N(pg->mem, struct deadline_row,
                                           v->deadlines.n + 1);

    for (size_t i = 0; i < v->deadlines.n; i++) {
        const struct case_deadline *d = &v->deadlines.row[i];
        enum deadline_kind kind = DEADLINE_TAKEN_OVER;

        (void)deadline_kind_parse(d->kind, &kind);
        row[i] = (struct deadline_row){
            .due = due_of(pg, d->due_on, SOON_DAYS),
            .what = words(pg, deadline_kind_message(kind)),
            .source = words(
                pg, deadline_source_message((enum deadline_source)d->source)),
            .who = d->name,
            .service = {service_of_unit(d->unit_type), d->unit_name},
            .href = deadline_href(pg, kind, v->head.id, d->object_id),
        };
        /* An offer is read by its two sides only. */
        if (kind == DEADLINE_BATON_ANSWER && !v->is_holder &&
            d->account.v != v->reader.v)
            row[i].href = STR_NONE;
        /* A measure is written on by who has it; the plan is for all. */
        if (kind == DEADLINE_PLAN_MEASURE && d->account.v != v->reader.v)
            row[i].href = case_path(pg, v->head.id, "/plan");
    }
    return row;
}

/* The holder stands first, also when not on the team's list. */
struct team_row *
team_rows(struct page *pg, const struct case_view *v, size_t *n)
{
    struct team_row *row = ARENA_NEW_N(pg->mem, struct team_row, v->team.n + 1);

    row[0] = (struct team_row){
        .function = v->head.holder,
        .name = v->head.holder_name,
        .role = words(pg, function_kind_message(v->baton.baton.holder.kind)),
        .service = {service_of_unit(v->head.holder_unit_type),
                    v->head.holder_unit_name},
        .holder = true,
    };
    *n = 1;
    for (size_t i = 0; i < v->team.n; i++) {
        const struct team_member *m = &v->team.row[i];

        if (m->function.v == v->head.holder.v)
            continue;
        row[(*n)++] = (struct team_row){
            .function = m->function,
            .name = m->name,
            .role = words(pg, team_role_message(m->role)),
            .service = {service_of_unit(m->unit_type), m->unit_name},
        };
    }
    return row;
}

static enum service_kind
service_of_participant(const struct case_view *v, unit_id unit)
{
    for (size_t i = 0; i < v->units.n; i++) {
        if (v->units.row[i].unit.v == unit.v)
            return service_of_unit(v->units.row[i].type);
    }
    return SERVICE_OTHER;
}

static struct status_tag
share_status(struct page *pg, const struct share *s)
{
    if (s->ended_at.us)
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_SHARE_IS_ENDED)};
    if (!share_is_active(s, pg->now))
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_SHARE_IS_OVER)};
    return (struct status_tag){STATUS_OK, words(pg, MSG_SHARE_IS_ACTIVE)};
}

static struct str
share_note(struct page *pg, const struct share *s)
{
    const struct msg_arg consent[] = {
        msg_str(words(pg, consenter_message(s->consent_by))),
        msg_str(s->source)};

    if (s->ended_at.us && s->end_reason.n)
        return s->end_reason;
    if (s->consented)
        return msg_text(pg->mem, pg->lang, MSG_SHARE_CONSENT_BY, consent, 2);
    return s->legal_basis;
}

static struct share_row
share_row_of(struct page *pg, const struct case_view *v, const struct share *s,
             unit_id acting)
{
    return (struct share_row){
        .id = s->id,
        .what = words(pg, info_class_message(s->class_)),
        .from = {service_of_participant(v, s->from_unit), s->from_name},
        .to = {service_of_participant(v, s->to_unit), s->to_name},
        .basis = words(pg, basis_message(s->basis)),
        .note = share_note(pg, s),
        .until = s->valid_to.us ? date_text(pg->mem, pg->lang,
                                            date_in_oslo((struct instant){
                                                s->valid_to.us - 1}))
                                : words(pg, MSG_SHARE_NO_END),
        .status = share_status(pg, s),
        .may_end = !s->ended_at.us && share_is_active(s, pg->now) &&
                   (s->from_unit.v == acting.v || v->is_holder),
    };
}

/* What a unit wrote itself is not news to anybody: left out. */
struct share_row *
share_rows(struct page *pg, const struct case_view *v, unit_id acting,
           size_t max, size_t *n)
{
    struct share_row *row = ARENA_NEW_N(pg->mem, struct share_row,
                                        v->shares.n + 1);

    *n = 0;
    for (size_t i = 0; i < v->shares.n && *n < max; i++) {
        if (v->shares.row[i].basis != BASIS_OWN)
            row[(*n)++] = share_row_of(pg, v, &v->shares.row[i], acting);
    }
    return row;
}

/* A child has no function: what it said is its own, not the system's. */
static struct str
who_of(struct page *pg, const struct event *e)
{
    if (e->name.n > 0)
        return str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(e->name),
                       STR_FMT(e->unit_name));
    return words(pg, e->kind == EVENT_CHILD_SAID ? MSG_FAMILY_KIND_CHILD
                                                 : MSG_CASE_BY_ITSELF);
}

static struct timeline
timeline_of(struct page *pg, const struct case_view *v)
{
    struct timeline_item *item = ARENA_NEW_N(pg->mem, struct timeline_item,
                                             v->events.n + 1);

    for (size_t i = 0; i < v->events.n; i++) {
        const struct event *e = &v->events.row[i];
        struct buf b;

        buf_init(&b, pg->mem);
        buf_str(&b, words(pg, event_kind_message(e->kind)));
        if (e->other_name.n || e->other_unit_name.n)
            buf_fmt(&b, ": %.*s%s%.*s", STR_FMT(e->other_name),
                    e->other_name.n && e->other_unit_name.n ? ", " : "",
                    STR_FMT(e->other_unit_name));
        if (e->text.n)
            buf_fmt(&b, ". «%.*s»", STR_FMT(e->text));
        item[i] = (struct timeline_item){
            .who = who_of(pg, e),
            .when = time_text(pg->mem, pg->lang, e->at),
            .text = buf_done(&b),
        };
    }
    return (struct timeline){item, v->events.n};
}

/* --- overview --- */

static void
fact_add(struct facts *f, struct fact *row, struct page *pg, int label,
         struct str value)
{
    if (value.n == 0)
        return;
    row[f->rows_n++] = (struct fact){.label = words(pg, label), .value = value};
}

static struct str
care_of(struct page *pg, const struct child *k)
{
    const struct msg_arg arg[] = {msg_str(words(pg, care_message(k->care))),
                                  msg_date(k->care_since)};

    return date_is_none(k->care_since)
               ? arg[0].str
               : msg_text(pg->mem, pg->lang, MSG_CASE_CARE_SINCE, arg, 2);
}

static struct facts
facts_of(struct page *pg, const struct case_view *v)
{
    const struct child *k = &v->child;
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 14);
    struct facts f = {.rows = row};

    fact_add(&f, row, pg, MSG_CHILD_NAME,
             str_fmt(pg->mem, "%.*s %.*s", STR_FMT(k->given_name),
                     STR_FMT(k->family_name)));
    fact_add(&f, row, pg, MSG_CHILD_NUMBER,
             k->number.kind == NATID_NONE ? words(pg, MSG_CHILD_NO_NUMBER)
                                          : natid_masked(pg->mem, &k->number));
    fact_add(&f, row, pg, MSG_CHILD_BORN,
             date_text(pg->mem, pg->lang, k->birth_date));
    fact_add(&f, row, pg, MSG_CHILD_CARE, care_of(pg, k));
    fact_add(&f, row, pg, MSG_CHILD_LIVES, k->lives);
    fact_add(&f, row, pg, MSG_CHILD_ADDRESS, k->address);
    fact_add(&f, row, pg, MSG_CHILD_PHONE, k->phone);
    fact_add(&f, row, pg, MSG_CHILD_MUNICIPALITY,
             v->municipality.n > 0 ? v->municipality : k->municipality);
    fact_add(&f, row, pg, MSG_CHILD_LANGUAGE, k->language);
    if (k->interpreter)
        fact_add(&f, row, pg, MSG_CHILD_INTERPRETER, words(pg, MSG_WORD_YES));
    fact_add(&f, row, pg, MSG_CHILD_PROTECTION,
             words(pg, protection_message(k->protection)));
    if (v->head.bti_level >= 0)
        fact_add(&f, row, pg, MSG_CASE_BTI,
                 int_text(pg->mem, pg->lang, v->head.bti_level));
    return f;
}

static struct knock_row *
knock_rows(struct page *pg, const struct case_view *v)
{
    struct knock_row *row = ARENA_NEW_N(pg->mem, struct knock_row,
                                        v->knocks.n + 1);

    for (size_t i = 0; i < v->knocks.n; i++) {
        const struct msg_arg arg[] = {msg_str(v->knocks.row[i].unit_name)};

        row[i] = (struct knock_row){
            .id = v->knocks.row[i].id,
            .unit = v->knocks.row[i].unit,
            .text = msg_text(pg->mem, pg->lang, MSG_CASE_KNOCK, arg, 1),
        };
    }
    return row;
}

/* Only child welfare asks for an assessment. Source: bvl. § 2-6. */
static bool
is_welfare(const struct case_view *v, unit_id acting)
{
    for (size_t i = 0; i < v->units.n; i++)
        if (v->units.row[i].unit.v == acting.v)
            return v->units.row[i].type == UNIT_CHILD_WELFARE;
    return false;
}

struct case_overview
case_overview_of(struct page *pg, const struct case_view *v, unit_id acting,
                 bool may_request)
{
    struct case_overview o = {
        .top = case_top_of(pg, v, TAB_OVERVIEW),
        .id = v->head.id,
        .is_holder = v->is_holder,
        .is_open = v->head.open,
        .deadlines = deadline_rows(pg, v),
        .deadlines_n = v->deadlines.n,
        .no_deadlines = {.title = words(pg, MSG_CASE_NO_DEADLINES),
                         .text = words(pg, MSG_CASE_NO_DEADLINES_TEXT)},
        .facts = facts_of(pg, v),
        .knocks = knock_rows(pg, v),
        .knocks_n = v->knocks.n,
        .timeline = timeline_of(pg, v),
        .may_request = may_request && v->head.open && is_welfare(v, acting),
        .may_share = role_may(v->role, ACT_SHARE_CREATE),
    };

    o.team = team_rows(pg, v, &o.team_n);
    o.shares = share_rows(pg, v, acting, SHARES_SHOWN, &o.shares_n);
    return o;
}

/* --- lists --- */

static struct tabs
list_tabs(struct page *pg, enum case_filter filter)
{
    struct tab *item = ARENA_NEW_N(pg->mem, struct tab, 3);

    item[0] = (struct tab){STR("/barn"), words(pg, MSG_CASE_LIST_MINE),
                           filter == CASES_MINE};
    item[1] = (struct tab){STR("/barn?vis=enhet"),
                           words(pg, MSG_CASE_LIST_UNIT), filter == CASES_UNIT};
    item[2] = (struct tab){STR("/barn?vis=avsluttet"),
                           words(pg, MSG_CASE_LIST_CLOSED),
                           filter == CASES_CLOSED};
    return (struct tabs){words(pg, MSG_CASE_LIST_TITLE), item, 3};
}

struct case_list_view
case_list_view_of(struct page *pg, const struct http_req *req,
                  enum case_filter filter, int64_t number,
                  const struct case_list *list, account_id me, bool may_open)
{
    struct case_row *row = ARENA_NEW_N(pg->mem, struct case_row, list->n + 1);
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);

    crumb[0] = (struct crumb){STR("/"), words(pg, MSG_CASE_CRUMB_HOME)};
    crumb[1] = (struct crumb){STR_NONE, words(pg, MSG_CASE_LIST_TITLE)};
    for (size_t i = 0; i < list->n; i++) {
        const struct case_line *l = &list->row[i];

        row[i] = (struct case_row){
            .id = l->id,
            .label = child_label_text(pg->mem, pg->lang, &l->label),
            .holder = {service_of_unit(l->holder_type),
                       l->holder_account.v == me.v ? words(pg, MSG_CASE_YOU)
                                                   : l->holder_name},
            .offered = l->offered_to,
            .due = due_of(pg, l->next_due, SOON_IN_LISTS),
            .is_protected = l->is_protected,
        };
    }
    return (struct case_list_view){
        .crumbs = {crumb, 2},
        .tabs = list_tabs(pg, filter),
        .rows = row,
        .rows_n = list->n,
        .total = list->total,
        .pages = pages_of(pg, req, number, PER_PAGE, list->total),
        .empty = {.title = words(pg, MSG_CASE_LIST_NONE),
                  .text = words(pg, MSG_CASE_LIST_NONE_TEXT),
                  .link = {may_open ? STR("/barn/ny") : STR_NONE,
                           words(pg, MSG_CASE_NEW_LINK), false}},
        .may_open = may_open,
    };
}
