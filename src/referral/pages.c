/* Fills the page of referrals.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/pages.h"

#include "base/buf.h"
#include "text/messages_deadline.h"
#include "text/messages_referral.h"

enum { TEXT_MAX_CHARS = 4000, FACTS_MAX = 20, FORMS_MAX = 6, FIELDS_MAX = 5 };

const char *const doing_words[] = {"mottatt", "vurdert",  "fortalt", "startet",
                                   "pause",   "fortsett", NULL};
static const int doing_titles[] = {
    MSG_REFERRAL_DO_RECEIVE, MSG_REFERRAL_DO_ASSESS, MSG_REFERRAL_DO_TELL,
    MSG_REFERRAL_DO_START,   MSG_REFERRAL_DO_PAUSE,  MSG_REFERRAL_DO_RESUME};

static void
fact(struct page *pg, struct facts *f, struct fact *row, int label,
     struct str value)
{
    if (value.n > 0)
        row[f->rows_n++] = (struct fact){.label = words(pg, label),
                                         .value = value};
}

static void
fact_day(struct page *pg, struct facts *f, struct fact *row, int label,
         struct date day)
{
    if (!date_is_none(day))
        fact(pg, f, row, label, date_text(pg->mem, pg->lang, day));
}

static struct str
by_law(struct page *pg, struct date day, const char *law)
{
    return date_is_none(day)
               ? STR_NONE
               : str_fmt(pg->mem, "%.*s. %.*s: %s",
                         STR_FMT(date_text(pg->mem, pg->lang, day)),
                         STR_FMT(words(pg, MSG_DEADLINE_SOURCE_LAW)), law);
}

static struct str
pauses_of(struct page *pg, const struct referral *r)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (size_t i = 0; i < r->pause_n; i++) {
        const struct msg_arg arg[] = {msg_date(r->pause[i].from_on),
                                      msg_date(r->pause[i].to_on)};
        bool still = date_is_none(r->pause[i].to_on);

        buf_cz(&b, i ? "; " : "");
        buf_str(&b, msg_text(pg->mem, pg->lang,
                             still ? MSG_REFERRAL_PAUSED_SINCE
                                   : MSG_REFERRAL_PAUSED_FROM_TO,
                             arg, still ? 1 : 2));
        buf_fmt(&b, ": %.*s", STR_FMT(r->pause[i].reason));
    }
    return buf_done(&b);
}

static struct facts
facts_of(struct page *pg, const struct referral *r)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, FACTS_MAX);
    struct facts f = {.rows = row};

    fact(pg, &f, row, MSG_REFERRAL_WHY, r->why);
    fact(pg, &f, row, MSG_REFERRAL_WISH, r->wish);
    fact(pg, &f, row, MSG_REFERRAL_BY,
         str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(r->by_name),
                 STR_FMT(r->from_name)));
    fact_day(pg, &f, row, MSG_REFERRAL_SENT_ON, r->sent_on);
    fact_day(pg, &f, row, MSG_REFERRAL_RECEIVED_ON, r->received_on);
    fact(pg, &f, row, MSG_REFERRAL_ASSESS_DUE,
         by_law(pg, r->assess_due, "pbrl. § 2-2 a"));
    fact_day(pg, &f, row, MSG_REFERRAL_ASSESSED_ON, r->assessed_on);
    fact(pg, &f, row, MSG_REFERRAL_ANSWER, r->answer);
    fact_day(pg, &f, row, MSG_REFERRAL_START_ON, r->start_on);
    fact(pg, &f, row, MSG_REFERRAL_LATEST_ON,
         by_law(pg, r->latest_on, "FOR-2000-12-01-1208 § 4 a"));
    fact(pg, &f, row, MSG_REFERRAL_COMPLAIN_BY,
         by_law(pg, r->complain_by, "pbrl. § 7-5"));
    fact_day(pg, &f, row, MSG_REFERRAL_TOLD_CHILD, r->told_child);
    fact_day(pg, &f, row, MSG_REFERRAL_TOLD_GUARDIAN, r->told_guardian);
    fact_day(pg, &f, row, MSG_REFERRAL_TOLD_REFERRER, r->told_referrer);
    fact(pg, &f, row, MSG_REFERRAL_PAUSES, pauses_of(pg, r));
    fact_day(pg, &f, row, MSG_REFERRAL_STARTED_ON, r->started_on);
    return f;
}

static struct status_tag
status_of(struct page *pg, const struct referral *r)
{
    static const enum status_kind kind[REFERRAL_STATE_COUNT] = {
        [REFERRAL_SENT] = STATUS_INFO,
        [REFERRAL_RECEIVED] = STATUS_SOON,
        [REFERRAL_RIGHT] = STATUS_OK,
        [REFERRAL_NO_RIGHT] = STATUS_NEUTRAL,
        [REFERRAL_STARTED] = STATUS_OK,
        [REFERRAL_WITHDRAWN] = STATUS_WITHDRAWN};

    return (struct status_tag){kind[r->state],
                               words(pg, referral_state_message(r->state))};
}

/* --- the clinic's forms --- */

static struct field_view
right_field(const struct form_view *f)
{
    const struct choice c[] = {
        {.value = STR("ja"), .label = words(f->pg, MSG_REFERRAL_RIGHT_YES)},
        {.value = STR("nei"), .label = words(f->pg, MSG_REFERRAL_RIGHT_NO)}};

    return field_choice(f, FIELD_RADIOS, "rett", MSG_REFERRAL_IS_RIGHT, 0, c,
                        2);
}

static struct field_view
told_field(const struct form_view *f)
{
    const struct choice c[] = {
        {.value = STR("barn"), .label = words(f->pg, MSG_REFERRAL_THE_CHILD)},
        {.value = STR("foresatte"),
         .label = words(f->pg, MSG_REFERRAL_THE_GUARDIANS)}};

    return field_choice(f, FIELD_CHECKS, "hvem", MSG_REFERRAL_WHO_TOLD, 0, c,
                        2);
}

static bool
may_do(const struct referral *r, enum referral_doing d)
{
    bool still = r->pause_n > 0 && date_is_none(r->pause[r->pause_n - 1].to_on);
    bool assessed = r->state == REFERRAL_RIGHT ||
                    r->state == REFERRAL_NO_RIGHT ||
                    r->state == REFERRAL_STARTED;

    switch (d) {
    case DOING_RECEIVE:
        return r->state == REFERRAL_SENT;
    case DOING_ASSESS:
        return r->state == REFERRAL_RECEIVED;
    case DOING_TELL:
        return assessed &&
               (date_is_none(r->told_child) || date_is_none(r->told_guardian));
    case DOING_START:
        return r->state == REFERRAL_RIGHT;
    case DOING_PAUSE:
        return !still &&
               (r->state == REFERRAL_RECEIVED || r->state == REFERRAL_RIGHT);
    case DOING_RESUME:
        break;
    }
    return still;
}

/* Ids of controls are unique on the page: only one of a kind is open at a time,
 * so that a field's name is that of its doing and the field. */
static struct referral_form_view
form_of_doing(const struct form_view *f, enum referral_doing d)
{
    struct page *pg = f->pg;
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view,
                                           FIELDS_MAX);
    struct referral_form_view v = {.title = words(pg, doing_titles[d]),
                                   .doing = str_of(doing_words[d]),
                                   .button = words(pg, doing_titles[d]),
                                   .errors = errors_of(f),
                                   .fields = field};

    if (d == DOING_ASSESS)
        field[v.fields_n++] = right_field(f);
    if (d == DOING_TELL)
        field[v.fields_n++] = told_field(f);
    field[v.fields_n++] = field_date(f, "dag", MSG_REFERRAL_DAY, 0, pg->today);
    if (d == DOING_ASSESS)
        field[v.fields_n++] = field_date(f, "start", MSG_REFERRAL_START_ON,
                                         MSG_REFERRAL_START_HINT, DATE_NONE);
    if (d == DOING_ASSESS || d == DOING_PAUSE)
        field[v.fields_n++] = field_area(
            f, "tekst",
            d == DOING_ASSESS ? MSG_REFERRAL_ANSWER : MSG_REFERRAL_PAUSE_WHY, 0,
            STR_NONE, TEXT_MAX_CHARS);
    return v;
}

/* One form at a time, so that each control is there once: what the law asks
 * for next, or what the address asks for. */
static enum referral_doing
doing_of(const struct referral *r, int wanted)
{
    static const enum referral_doing order[] = {DOING_RECEIVE, DOING_RESUME,
                                                DOING_ASSESS,  DOING_TELL,
                                                DOING_START,   DOING_PAUSE};

    if (wanted >= 0 && may_do(r, (enum referral_doing)wanted))
        return (enum referral_doing)wanted;
    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        if (may_do(r, order[i]))
            return order[i];
    return DOING_RECEIVE;
}

static bool
has_doing(const struct referral *r)
{
    for (int d = DOING_RECEIVE; d <= DOING_RESUME; d++)
        if (may_do(r, (enum referral_doing)d))
            return true;
    return false;
}

static struct referral_line
line_of(const struct form_view *f, const struct referral *r, int doing,
        unit_id acting, bool with_form)
{
    struct page *pg = f->pg;
    const struct msg_arg to[] = {msg_str(r->to_name)};
    struct referral_form_view *form = ARENA_NEW_N(
        pg->mem, struct referral_form_view, FORMS_MAX);
    struct referral_line l = {
        .id = id_format(pg->mem, r->id),
        .title = msg_text(pg->mem, pg->lang, MSG_REFERRAL_TO, to, 1),
        .status = status_of(pg, r),
        .facts = facts_of(pg, r),
        .breach = {.kind = ALERT_DANGER,
                   .title = words(pg, MSG_REFERRAL_BREACH_TITLE),
                   .text = words(pg, MSG_REFERRAL_BREACH_TEXT)},
        .is_breached = !date_is_none(r->breached_on),
        .forms = form,
        .may_withdraw = r->from_unit.v == acting.v &&
                        (r->state == REFERRAL_SENT ||
                         r->state == REFERRAL_RECEIVED),
        .may_read = r->from_unit.v == acting.v &&
                    !date_is_none(r->told_referrer)};

    if (r->to_unit.v == acting.v && with_form && has_doing(r))
        form[l.forms_n++] = form_of_doing(f, doing_of(r, doing));
    return l;
}

/* --- a new one --- */

static void
new_fields(const struct form_view *f, const struct referral_page *p,
           struct case_referrals_view *v)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, p->clinics.n + 1);
    const struct choice urgent[] = {
        {.value = STR("nei"), .label = words(pg, MSG_REFERRAL_NOT_URGENT)},
        {.value = STR("ja"), .label = words(pg, MSG_REFERRAL_IS_URGENT)}};

    for (size_t i = 0; i < p->clinics.n; i++)
        c[i] = (struct choice){
            .value = id_format(pg->mem, p->clinics.row[i].id.v),
            .label = p->clinics.row[i].name};
    v->errors = errors_of(f);
    v->urgency = field_choice(f, FIELD_RADIOS, "haster", MSG_REFERRAL_HURRIES,
                              MSG_REFERRAL_HURRIES_HINT, urgent, 2);
    v->to = field_choice(f, FIELD_SELECT, "til", MSG_REFERRAL_CLINIC, 0, c,
                         p->clinics.n);
    v->why = field_area(f, "hvorfor", MSG_REFERRAL_WHY, MSG_REFERRAL_WHY_HINT,
                        STR_NONE, TEXT_MAX_CHARS);
    v->wish = field_area(f, "onske", MSG_REFERRAL_WISH, 0, STR_NONE,
                         TEXT_MAX_CHARS);
    v->wish.optional = true;
    v->consent = field_check(f, "samtykke", MSG_REFERRAL_CONSENT,
                             MSG_REFERRAL_CONSENT_HINT, false);
    v->how = field_text(f, "kilde", MSG_REFERRAL_HOW, 0, STR_NONE);
}

struct case_referrals_view
case_referrals_view_of(struct page *pg, const struct http_req *req,
                       const struct err *err, int64_t about, int doing,
                       const struct case_view *v, const struct referral_page *p,
                       unit_id acting)
{
    struct form_view fresh = form_view_of(pg, NULL, NULL);
    struct form_view typed = form_view_of(pg, req, err);
    struct referral_line *row = ARENA_NEW_N(pg->mem, struct referral_line,
                                            p->list.n + 1);
    struct case_referrals_view out = {
        .top = case_top_of(pg, v, TAB_REFERRALS),
        .id = v->head.id,
        .rows = row,
        .rows_n = p->list.n,
        .empty = {.title = words(pg, MSG_REFERRAL_NONE),
                  .text = words(pg, MSG_REFERRAL_NONE_TEXT)},
        .urgent = {.kind = ALERT_WARNING,
                   .title = words(pg, MSG_REFERRAL_URGENT_TITLE),
                   .text = words(pg, MSG_REFERRAL_URGENT_TEXT)},
        .may_refer = p->may_refer != REFERRER_NONE && v->head.open};
    bool one = false;

    for (size_t i = 0; i < p->list.n; i++) {
        const struct referral *r = &p->list.row[i];
        bool mine = about != 0 ? r->id == about : !one && has_doing(r);

        row[i] = line_of(r->id == about ? &typed : &fresh, r, doing, acting,
                         mine);
        one = one || (mine && row[i].forms_n > 0);
    }
    if (one)
        out.may_refer = false;
    if (p->may_refer != REFERRER_NONE)
        out.as = words(pg, referrer_message(p->may_refer));
    new_fields(about == 0 ? &typed : &fresh, p, &out);
    return out;
}
