/* Fills the family's own page, the child's voice, and the family's access.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/pages.h"

#include "casefile/log_pages.h"
#include "text/messages_casefile.h"
#include "text/messages_family.h"

enum { TEXT_MAX_CHARS = 2000, PER_PAGE = 50 };

/* --- the own page --- */

static struct helper_row *
helpers_of(struct page *pg, const struct own_page *p, size_t *n)
{
    struct helper_row *row = ARENA_NEW_N(pg->mem, struct helper_row,
                                         p->team.n + 1);

    row[0] = (struct helper_row){.name = p->head.holder_name,
                                 .unit = p->head.holder_unit_name,
                                 .holder = true};
    *n = 1;
    for (size_t i = 0; i < p->team.n; i++) {
        const struct team_member *t = &p->team.row[i];

        if (t->account.v != p->head.holder_account.v)
            row[(*n)++] = (struct helper_row){
                .name = t->name,
                .unit = t->unit_name,
                .role = team_role_young_message(t->role)};
    }
    return row;
}

/* The words of an event may name the unit that it concerns. */
static struct str
event_text(struct page *pg, const struct event *e)
{
    struct str unit = e->other_unit_name.n ? e->other_unit_name : e->unit_name;

    return msg_text(pg->mem, pg->lang, event_young_message(e->kind),
                    (const struct msg_arg[]){msg_str(unit)}, 1);
}

static struct happening_row *
events_of(struct page *pg, const struct own_page *p, size_t *n)
{
    struct happening_row *row = ARENA_NEW_N(pg->mem, struct happening_row,
                                            p->events.n + 1);

    *n = 0;
    for (size_t i = p->events.n; i-- > 0;) {
        const struct event *e = &p->events.row[i];

        if (event_young_message(e->kind) != 0)
            row[(*n)++] = (struct happening_row){date_in_oslo(e->at),
                                                 event_text(pg, e)};
    }
    return row;
}

/* What comes, each kind once. A day that has passed is no promise any more. */
static struct happening_row *
next_of(struct page *pg, const struct own_page *p, size_t *n)
{
    struct happening_row *row = ARENA_NEW_N(pg->mem, struct happening_row,
                                            p->deadlines.n + 1);
    uint64_t told = 0;

    *n = 0;
    for (size_t i = 0; i < p->deadlines.n; i++) {
        const struct case_deadline *d = &p->deadlines.row[i];
        enum deadline_kind k = DEADLINE_BOUNCE;

        if (!deadline_kind_parse(d->kind, &k) ||
            deadline_young_message(k) == 0 || (told >> k & 1) != 0 ||
            date_cmp(d->due_on, pg->today) < 0)
            continue;
        told |= UINT64_C(1) << k;
        row[(*n)++] = (struct happening_row){
            d->due_on, words(pg, deadline_young_message(k))};
    }
    return row;
}

static struct shared_row
shared_of(struct page *pg, const struct share *s)
{
    const struct msg_arg arg[] = {
        msg_str(s->from_name), msg_str(s->to_name),
        msg_str(words(pg, class_young_message(s->class_)))};
    const struct msg_arg until[] = {msg_date(
        s->valid_to.us ? date_in_oslo((struct instant){s->valid_to.us - 1})
                       : DATE_NONE)};

    return (struct shared_row){
        .text = msg_text(pg->mem, pg->lang, MSG_YOUNG_SHARE, arg, 3),
        .until = s->valid_to.us ? msg_text(pg->mem, pg->lang,
                                           MSG_YOUNG_SHARE_UNTIL, until, 1)
                                : STR_NONE};
}

static struct shared_row *
shares_of(struct page *pg, const struct own_page *p, size_t *n)
{
    struct shared_row *row = ARENA_NEW_N(pg->mem, struct shared_row,
                                         p->shares.n + 1);

    *n = 0;
    for (size_t i = 0; i < p->shares.n; i++) {
        const struct share *s = &p->shares.row[i];

        if (s->basis != BASIS_OWN && share_is_active(s, pg->now))
            row[(*n)++] = shared_of(pg, s);
    }
    return row;
}

static enum status_kind
became_status(enum became b)
{
    switch (b) {
    case BECAME_OPEN:
        return STATUS_SOON;
    case BECAME_YES:
        return STATUS_OK;
    case BECAME_PARTLY:
        return STATUS_INFO;
    case BECAME_NO:
        break;
    }
    return STATUS_NEUTRAL;
}

static struct said_row *
said_of(struct page *pg, const struct own_page *p)
{
    struct said_row *row = ARENA_NEW_N(pg->mem, struct said_row, p->said.n + 1);

    for (size_t i = 0; i < p->said.n; i++) {
        const struct statement *s = &p->said.row[i];

        row[i] = (struct said_row){
            .day = date_in_oslo(s->said_at),
            .words = s->words,
            .became = {became_status(s->became),
                       words(pg, became_young_message(s->became))},
            .outcome = s->outcome,
            .answered = s->answered_at.us != 0,
        };
    }
    return row;
}

static struct kept_row *
kept_of(struct page *pg, const struct own_page *p, size_t *n)
{
    static const enum info_class may[] = {CLASS_HEALTH, CLASS_VOICE,
                                          CLASS_WELFARE, CLASS_PLAN};
    struct kept_row *row = ARENA_NEW_N(pg->mem, struct kept_row,
                                       ARRAY_LEN(may));

    for (size_t i = 0; i < ARRAY_LEN(may); i++) {
        row[i] = (struct kept_row){.word = str_of(info_class_word(may[i])),
                                   .what = class_young_message(may[i])};
        for (size_t k = 0; k < p->withheld.n; k++) {
            const struct withheld *w = &p->withheld.row[k];

            if (w->class_ != may[i])
                continue;
            row[i].kept = true;
            row[i].waits = w->state == WITHHELD_ASKED &&
                           withhold_right_of(p->age) == WITHHOLD_ASKS;
        }
    }
    *n = ARRAY_LEN(may);
    return row;
}

static int
kept_lead_of(int32_t age)
{
    switch (withhold_right_of(age)) {
    case WITHHOLD_ASKS:
        return MSG_YOUNG_KEEP_ASKS;
    case WITHHOLD_RESERVES:
        return MSG_YOUNG_KEEP_RESERVES;
    case WITHHOLD_DECIDES:
        break;
    }
    return MSG_YOUNG_KEEP_DECIDES;
}

struct own_view
own_view_of(struct page *pg, const struct http_req *req, const struct err *err,
            const struct own_page *p)
{
    struct form_view f = form_view_of(pg, req, err);
    struct own_view v = {
        .name = p->child.given_name,
        .child = p->link.kind == FAMILY_CHILD,
        .said = said_of(pg, p),
        .said_n = p->said.n,
        .kept_lead = kept_lead_of(p->age),
        .hidden = p->hidden != 0,
        .foster = p->foster,
        .right_health = p->age >= 16   ? MSG_YOUNG_RIGHT_HEALTH_16
                        : p->age >= 12 ? MSG_YOUNG_RIGHT_HEALTH_12
                                       : MSG_YOUNG_RIGHT_HEALTH_0,
        .right_party = p->age >= 15 ? MSG_YOUNG_RIGHT_SEE_15
                                    : MSG_YOUNG_RIGHT_SEE_0,
        .errors = errors_of(&f),
        .words = field_area(&f, "ord", MSG_YOUNG_WORDS, MSG_YOUNG_WORDS_HINT,
                            STR_NONE, TEXT_MAX_CHARS),
        .guardians = field_check(&f, "foreldre", MSG_YOUNG_TO_GUARDIANS,
                                 MSG_YOUNG_TO_GUARDIANS_HINT, false),
        .trust = field_text(&f, "tillit", MSG_YOUNG_TRUST, MSG_YOUNG_TRUST_HINT,
                            STR_NONE),
        .trusted = p->trust.words,
    };

    v.helpers = helpers_of(pg, p, &v.helpers_n);
    v.events = events_of(pg, p, &v.events_n);
    v.next = next_of(pg, p, &v.next_n);
    v.shares = shares_of(pg, p, &v.shares_n);
    v.kept = kept_of(pg, p, &v.kept_n);
    return v;
}

/* --- who has looked --- */

static struct str
who_looked(struct page *pg, const struct access_line *l, bool own)
{
    const struct msg_arg who[] = {msg_str(l->name), msg_str(l->unit_name)};

    if (own)
        return words(pg, MSG_YOUNG_LOOK_YOU);
    if (l->account_id.v == 0)
        return l->by_link ? outside_somebody(pg->mem, pg->lang, l->outside)
                          : words(pg, MSG_YOUNG_LOOK_SYSTEM);
    return l->unit_name.n == 0
               ? l->name
               : msg_text(pg->mem, pg->lang, MSG_YOUNG_LOOK_WHO, who, 2);
}

/* What was looked at beyond that the child gets help; empty: nothing. */
static struct str
what_was_seen(struct page *pg, uint32_t classes, bool young)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (int i = CLASS_CORE + 1; i < CLASS_COUNT; i++) {
        enum info_class k = (enum info_class)i;

        if ((classes >> i & 1) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, ", ");
        buf_str(&b, words(pg, young ? class_young_message(k)
                                    : info_class_message(k)));
    }
    return buf_done(&b);
}

/* To a guardian, what staff did stands in the words of the case's own log.
 * Where the child keeps something, the words would tell of it: "sent a
 * referral". */
static int
guardian_word(const struct own_page *p, const struct access_line *l)
{
    int word = look_word_message(l->action);

    return word && p->hidden ? MSG_LOG_OTHER : word;
}

static struct look_row
look_row_of(struct page *pg, const struct access_line *l,
            const struct own_page *p)
{
    bool young = p->link.kind == FAMILY_CHILD;
    bool own = l->account_id.v == p->reader.v;
    bool refused = !str_eq_cz(l->outcome, "done");
    int word = young || own || refused ? 0 : guardian_word(p, l);
    int said = refused ? MSG_YOUNG_LOOK_REFUSED
                       : look_young_message(l->action, own, l->in_list);

    return (struct look_row){
        .at = l->at,
        .who = who_looked(pg, l, own),
        .in_log_words = word != 0,
        .text = words(pg, word ? word : said),
        .seen = refused || own ? STR_NONE
                               : what_was_seen(pg, l->classes, young),
    };
}

struct own_log_view
own_log_view_of(struct page *pg, const struct http_req *req, int64_t number,
                const struct own_page *p)
{
    struct look_row *row = ARENA_NEW_N(pg->mem, struct look_row, p->log.n + 1);
    bool young = p->link.kind == FAMILY_CHILD;

    for (size_t i = 0; i < p->log.n; i++)
        row[i] = look_row_of(pg, &p->log.row[i], p);
    return (struct own_log_view){
        .title = words(pg,
                       young ? MSG_YOUNG_LOG_TITLE : MSG_GUARDIAN_LOG_TITLE),
        .lead = young ? MSG_YOUNG_LOG_LEAD : MSG_GUARDIAN_LOG_LEAD,
        .ask = young ? MSG_YOUNG_LOG_ASK : MSG_GUARDIAN_LOG_ASK,
        .rows = row,
        .rows_n = p->log.n,
        .pages = pages_of(pg, req, number, PER_PAGE, p->log.total),
    };
}

/* --- the child's voice, for staff --- */

static struct field_view
became_field(const struct form_view *f, const char *name)
{
    struct choice c[BECAME_COUNT - 1] = {{.value = {0}}};

    for (int i = BECAME_YES; i < BECAME_COUNT; i++) {
        c[i - 1].value = str_of(became_word((enum became)i));
        c[i - 1].label = words(f->pg, became_message((enum became)i));
    }
    return field_choice(f, FIELD_SELECT, name, MSG_VOICE_BECAME, 0, c,
                        BECAME_COUNT - 1);
}

static struct field_view
agrees_field(const struct form_view *f)
{
    struct choice c[AGREES_COUNT] = {{.value = {0}}};

    for (int i = 0; i < AGREES_COUNT; i++) {
        c[i].value = str_of(agrees_word((enum agrees)i));
        c[i].label = words(f->pg, agrees_message((enum agrees)i));
    }
    return field_choice(f, FIELD_SELECT, "enig", MSG_VOICE_AGREES, 0, c,
                        AGREES_COUNT);
}

static struct voice_row
voice_row_of(struct page *pg, const struct form_view *f,
             const struct statement *s)
{
    return (struct voice_row){
        .id = {s->id},
        .who = words(pg, s->by_child ? MSG_VOICE_BY_CHILD : MSG_VOICE_BY_ADULT),
        .at = s->said_at,
        .words = s->words,
        .informed = s->informed,
        .agrees = agrees_message(s->agrees),
        .became = {became_status(s->became),
                   words(pg, became_message(s->became))},
        .weight = s->weight,
        .outcome = s->outcome,
        .answered = s->answered_at.us != 0,
        .whole = statement_is_whole(s),
        .became_field = became_field(f, answer_field(pg->mem, "ble", s->id)),
        .weight_field = field_area(f, answer_field(pg->mem, "vekt", s->id),
                                   MSG_VOICE_WEIGHT, MSG_VOICE_WEIGHT_HINT,
                                   STR_NONE, TEXT_MAX_CHARS),
        .outcome_field = field_area(f, answer_field(pg->mem, "gjort", s->id),
                                    MSG_VOICE_OUTCOME, MSG_VOICE_OUTCOME_HINT,
                                    STR_NONE, TEXT_MAX_CHARS),
    };
}

struct voice_page
voice_page_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct voice_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    struct voice_row *row = ARENA_NEW_N(pg->mem, struct voice_row,
                                        v->said.n + 1);
    struct voice_page p = {
        .top = case_top_of(pg, &v->v, TAB_VOICE),
        .id = v->v.head.id,
        .rows = row,
        .rows_n = v->said.n,
        .may_answer = v->may_answer,
        .is_holder = v->v.is_holder,
        .is_open = v->v.head.open,
        .errors = errors_of(&f),
        .informed = field_area(&f, "informert", MSG_VOICE_INFORMED,
                               MSG_VOICE_INFORMED_HINT, STR_NONE,
                               TEXT_MAX_CHARS),
        .words = field_area(&f, "ord", MSG_VOICE_WORDS, MSG_VOICE_WORDS_HINT,
                            STR_NONE, TEXT_MAX_CHARS),
        .agrees = agrees_field(&f),
        .guardians = field_check(&f, "foreldre", MSG_VOICE_TO_GUARDIANS, 0,
                                 false),
    };

    for (size_t i = 0; i < v->said.n; i++)
        row[i] = voice_row_of(pg, &f, &v->said.row[i]);
    return p;
}

/* --- the family's access --- */

static struct field_view
who_field(const struct form_view *f, const struct access_view *v)
{
    struct page *pg = f->pg;
    struct choice *c = ARENA_NEW_N(pg->mem, struct choice, v->v.persons.n + 1);
    size_t n = 1;

    c[0] = (struct choice){.value = STR("barnet"),
                           .label = words(pg, MSG_FAMILY_KIND_CHILD)};
    for (size_t i = 0; i < v->v.persons.n; i++) {
        const struct person *p = &v->v.persons.row[i];

        if (p->responsibility)
            c[n++] = (struct choice){.value = id_format(pg->mem, p->id),
                                     .label = p->name};
    }
    return field_choice(f, FIELD_SELECT, "hvem", MSG_FAMILY_WHO,
                        MSG_FAMILY_WHO_HINT, c, n);
}

/* Foster homes stand on their own page. */
static struct link_row *
link_rows(struct page *pg, const struct access_view *v, size_t *n)
{
    struct link_row *row = ARENA_NEW_N(pg->mem, struct link_row,
                                       v->links.n + 1);

    *n = 0;
    for (size_t i = 0; i < v->links.n; i++) {
        const struct family_link *l = &v->links.row[i];

        if (l->kind == FAMILY_FOSTER)
            continue;
        row[(*n)++] = (struct link_row){.id = {l->id},
                                        .kind = family_kind_message(l->kind),
                                        .login = l->login,
                                        .since = date_in_oslo(l->made_at)};
    }
    return row;
}

static struct withheld_row *
withheld_rows(struct page *pg, const struct access_view *v)
{
    struct withheld_row *row = ARENA_NEW_N(pg->mem, struct withheld_row,
                                           v->withheld.n + 1);

    for (size_t i = 0; i < v->withheld.n; i++) {
        const struct withheld *w = &v->withheld.row[i];
        bool asked = w->state == WITHHELD_ASKED;

        row[i] = (struct withheld_row){
            .word = str_of(info_class_word(w->class_)),
            .what = info_class_message(w->class_),
            .reason = w->reason,
            .status = {asked ? STATUS_SOON : STATUS_OK,
                       words(pg,
                             asked ? MSG_FAMILY_IS_ASKED : MSG_FAMILY_IS_KEPT)},
            .may_lift = withhold_may_lift(v->age),
        };
    }
    return row;
}

struct family_page
family_page_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct access_view *v,
               const struct new_access *made)
{
    struct form_view f = form_view_of(pg, req, err);
    struct family_page p = {
        .top = case_top_of(pg, &v->v, TAB_FAMILY),
        .id = v->v.head.id,
        .withheld = withheld_rows(pg, v),
        .withheld_n = v->withheld.n,
        .errors = errors_of(&f),
        .who = who_field(&f, v),
    };

    p.links = link_rows(pg, v, &p.links_n);
    if (!made)
        return p;
    p.made = true;
    p.login = made->login;
    p.password = made->password;
    if (!pg->demo)
        p.secret = made->secret;
    return p;
}
