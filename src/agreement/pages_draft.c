/* Fills the views of drafts, versions, signatures and comparisons.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages_draft.h"

#include "base/grow.h"
#include "notify/pdf.h"
#include "text/messages_access.h"
#include "text/messages_agreement.h"
#include "text/messages_assessment.h"

static struct str
say_with(struct page *pg, int msg, const struct msg_arg *arg, size_t n)
{
    return msg_text(pg->mem, pg->lang, msg, arg, n);
}

/* --- addresses and the top --- */

struct str
draft_path(struct arena *mem, const struct draft_look *d, const char *tail)
{
    return agreement_path(mem, d->agreement.id, tail);
}

struct str
draft_section_path(struct arena *mem, const struct draft_look *d,
                   int64_t section, const char *tail)
{
    return str_fmt(mem, "%.*s/utkast/del/%.*s%s",
                   STR_FMT(draft_path(mem, d, "")),
                   STR_FMT(id_format(mem, section)), tail);
}

static struct str
version_path(struct arena *mem, const struct draft_look *d, int64_t number,
             const char *tail)
{
    return str_fmt(mem, "%.*s/versjon/%lld%s", STR_FMT(draft_path(mem, d, "")),
                   (long long)number, tail);
}

struct agreement_top
draft_top_of(struct page *pg, const struct draft_look *d,
             enum agreement_tab current)
{
    struct agreement_look look = {.agreement = d->agreement,
                                  .parties = d->parties,
                                  .versions = d->versions,
                                  .on = pg->today,
                                  .party = d->party};

    look.version = version_on(&d->versions, pg->today);
    return agreement_top_of(pg, &look, current);
}

/* --- days and signatures --- */

static void
add_fact(struct fact *row, size_t *n, struct str label, struct str value)
{
    row[(*n)++] = (struct fact){.label = label, .value = value};
}

struct facts
draft_terms_of(struct page *pg, const struct draft_look *d)
{
    const struct version *v = d->v;
    const struct msg_arg months[] = {msg_int(v->notice_months)};
    const struct msg_arg number[] = {msg_int(v->number)};
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, d->parties.n + 5);
    struct date from = date_is_none(v->from) ? v->agreed_from : v->from;
    size_t n = 0;

    add_fact(row, &n, words(pg, MSG_TERMS_VERSION),
             say_with(pg, MSG_AGREEMENT_VERSION, number, 1));
    for (size_t i = 0; i < d->parties.n; i++)
        add_fact(row, &n, words(pg, MSG_TERMS_PARTY), d->parties.row[i].name);
    add_fact(row, &n, words(pg, MSG_TERMS_FROM),
             date_is_none(from) ? words(pg, MSG_TERMS_FROM_NONE)
                                : date_text(pg->mem, pg->lang, from));
    add_fact(row, &n, words(pg, MSG_TERMS_UNTIL),
             date_is_none(v->until) ? words(pg, MSG_TERMS_UNTIL_NONE)
                                    : date_text(pg->mem, pg->lang, v->until));
    add_fact(row, &n, words(pg, MSG_TERMS_NOTICE),
             v->notice_months ? say_with(pg, MSG_TERMS_MONTHS, months, 1)
                              : words(pg, MSG_TERMS_NOTICE_NONE));
    return (struct facts){.rows = row, .rows_n = n};
}

static struct str
signed_by(struct page *pg, const struct party_signature *s)
{
    const struct msg_arg arg[] = {msg_str(s->name), msg_str(s->unit_name),
                                  msg_time(s->at)};

    return say_with(pg, MSG_SIGNED_BY, arg, 3);
}

const struct signer_line *
draft_signers_of(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct signer_line *row = ARENA_NEW_N(pg->mem, struct signer_line,
                                          d->parties.n + 1);

    for (size_t i = 0; i < d->parties.n; i++) {
        const struct party_signature *s = draft_signature(
            d, d->v->id, d->parties.row[i].unit);

        row[i].unit = d->parties.row[i].name;
        row[i].status = (struct status_tag){STATUS_SOON,
                                            words(pg, MSG_SIGNATURE_WAITS)};
        if (version_was_signed(d->v))
            row[i].status = (struct status_tag){
                STATUS_NEUTRAL, words(pg, MSG_SIGNATURE_ELSEWHERE)};
        if (!s)
            continue;
        row[i].status = (struct status_tag){STATUS_OK,
                                            words(pg, MSG_SIGNATURE)};
        row[i].text = signed_by(pg, s);
        row[i].hash = s->hash;
        if (s->above)
            row[i].text = str_fmt(
                pg->mem, "%.*s. %.*s", STR_FMT(row[i].text),
                STR_FMT(say_with(pg, MSG_SIGNED_ABOVE,
                                 (struct msg_arg[]){msg_str(row[i].unit)}, 1)));
    }
    *out_n = d->v->state == VERSION_DISCARDED ? 0 : d->parties.n;
    return row;
}

static struct str
party_name(const struct draft_look *d, const struct party_signature *s)
{
    for (size_t i = 0; i < d->parties.n; i++)
        if (d->parties.row[i].unit.v == s->unit.v)
            return d->parties.row[i].name;
    return s->unit_name;
}

/* Signatures that a change of the text took away. */
static const struct signer_line *
gone_of(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct signer_line *row = ARENA_NEW_N(pg->mem, struct signer_line,
                                          d->signatures.n + 1);

    *out_n = 0;
    for (size_t i = 0; i < d->signatures.n; i++) {
        const struct party_signature *s = &d->signatures.row[i];

        if (!s->gone || s->version.v != d->v->id.v)
            continue;
        row[(*out_n)++] = (struct signer_line){
            .unit = party_name(d, s),
            .text = signed_by(pg, s),
            .status = {STATUS_WITHDRAWN, words(pg, MSG_SIGNATURE_GONE)}};
    }
    return row;
}

/* --- the draft as a whole --- */

static struct str
title_of(struct page *pg, const struct section *s)
{
    return str_fmt(pg->mem, "%.*s %.*s", STR_FMT(s->number),
                   STR_FMT(s->heading));
}

static int32_t
level_of(const struct draft_look *d, int64_t section)
{
    for (size_t i = 0; i < d->sections.n; i++)
        if (d->sections.row[i].s.id == section)
            return d->sections.row[i].level;
    return 1;
}

static struct str
comments_told(struct page *pg, const struct draft_look *d, int64_t section)
{
    int64_t open = 0;

    for (size_t i = 0; i < d->comments.n; i++) {
        const struct comment *k = &d->comments.row[i];

        if (k->section == section && k->parent == 0 && k->settled_at.us == 0)
            open++;
    }
    if (open == 0)
        return STR_NONE;
    return say_with(pg, MSG_COMMENTS_OPEN, (struct msg_arg[]){msg_int(open)},
                    1);
}

static void
fill_duties(struct page *pg, const struct draft_look *d, int64_t section,
            struct draft_part *out)
{
    struct evidence_line *line = ARENA_NEW_N(pg->mem, struct evidence_line,
                                             d->clauses.n + 1);

    for (size_t i = 0; i < d->clauses.n; i++) {
        const struct clause *c = &d->clauses.row[i];

        if (c->section_id == section && c->shown == SHOWN_OBLIGATION)
            line[out->duties_n++].text = c->statement;
    }
    out->duties = line;
}

static const struct draft_part *
parts_of(struct page *pg, const struct draft_look *d)
{
    struct draft_part *row = ARENA_NEW_N(pg->mem, struct draft_part,
                                         d->text.n + 1);

    for (size_t i = 0; i < d->text.n; i++) {
        const struct section *s = &d->text.row[i];

        row[i] = (struct draft_part){
            .anchor = str_fmt(pg->mem, "d%zu", i + 1),
            .title = title_of(pg, s),
            .second = i > 0 && level_of(d, s->id) == 2,
            .text = markdown_read(pg->mem, s->body),
            .href = draft_section_path(pg->mem, d, s->id, ""),
            .told = comments_told(pg, d, s->id)};
        fill_duties(pg, d, s->id, &row[i]);
    }
    return row;
}

static const struct point_line *
points_of(struct page *pg, const struct draft_look *d)
{
    static const enum status_kind kind[] = {[POINT_LACKING] = STATUS_BREACH,
                                            [POINT_COVERED] = STATUS_OK,
                                            [POINT_WAIVED] = STATUS_NEUTRAL};
    static const int word[] = {[POINT_LACKING] = MSG_POINT_LACKING,
                               [POINT_COVERED] = MSG_POINT_COVERED,
                               [POINT_WAIVED] = MSG_POINT_WAIVED};
    struct point_line *row = ARENA_NEW_N(pg->mem, struct point_line,
                                         d->points.n + 1);

    for (size_t i = 0; i < d->points.n; i++) {
        const struct draft_point *p = &d->points.row[i];

        row[i] = (struct point_line){
            .text = str_fmt(pg->mem, "%d. %.*s", p->point.no,
                            STR_FMT(p->point.text)),
            .href = str_fmt(pg->mem, "%.*s/utkast/punkt/%d",
                            STR_FMT(draft_path(pg->mem, d, "")), p->point.no),
            .status = {kind[p->state], words(pg, word[p->state])},
            .how = p->state == POINT_WAIVED ? p->reason : p->section_name,
            .proposed = !p->point.official};
    }
    return row;
}

static const struct removed_line *
removed_of(struct page *pg, const struct draft_look *d, size_t *out_n)
{
    struct removed_line *row = ARENA_NEW_N(pg->mem, struct removed_line,
                                           d->sections.n + 1);

    *out_n = 0;
    for (size_t i = 0; i < d->sections.n; i++)
        if (d->sections.row[i].removed)
            row[(*out_n)++] = (struct removed_line){
                draft_section_path(pg->mem, d, d->sections.row[i].s.id, ""),
                d->sections.row[i].s.heading};
    return row;
}

static struct alert
state_alert(struct page *pg, const struct draft_look *d)
{
    const struct msg_arg arg[] = {msg_int((int64_t)d->points.lacking)};

    const struct sent_back *back = approval_open_return(d);

    if (version_is_frozen(d->v))
        return (struct alert){
            .kind = ALERT_WARNING,
            .title = words(pg, version_state_message(d->v->state)),
            .text = words(pg, d->v->state == VERSION_SIGNING
                                  ? MSG_DRAFT_SIGNING_TEXT
                                  : MSG_DRAFT_SENT_TEXT)};
    if (back)
        return (struct alert){.kind = ALERT_WARNING,
                              .title = approval_returned_by(pg, back),
                              .text = back->reason};
    if (d->points.lacking > 0)
        return (struct alert){
            .kind = ALERT_INFO,
            .title = words(pg, MSG_VERSION_DRAFT),
            .text = say_with(pg, MSG_DRAFT_NOT_READY, arg, 1)};
    return (struct alert){.kind = ALERT_INFO,
                          .title = words(pg, MSG_VERSION_DRAFT),
                          .text = words(pg, MSG_DRAFT_READY)};
}

/* The version before the draft, to be compared with. */
static struct str
compare_before(struct page *pg, const struct draft_look *d)
{
    for (size_t i = 0; i < d->versions.n; i++)
        if (version_was_signed(&d->versions.row[i]))
            return str_fmt(pg->mem, "%.*s/sammenlign?fra=%d&til=%d",
                           STR_FMT(draft_path(pg->mem, d, "")),
                           d->versions.row[i].number, d->v->number);
    return STR_NONE;
}

static const struct wish_line *
wish_lines(struct page *pg, const struct draft_look *d)
{
    struct wish_line *row = ARENA_NEW_N(pg->mem, struct wish_line,
                                        d->wishes + 1);

    for (size_t i = 0; i < d->wishes; i++)
        row[i] = (struct wish_line){
            .who = str_fmt(pg->mem, "%.*s, %d", STR_FMT(d->wish[i].unit_name),
                           (int)d->wish[i].year),
            .text = d->wish[i].text};
    return row;
}

struct draft_view
draft_view_of(struct page *pg, const struct err *err,
              const struct draft_look *d, bool may_write, bool may_sign)
{
    struct form_view f = form_view_of(pg, NULL, err);
    bool signing = d->v->state == VERSION_SIGNING;
    bool frozen = version_is_frozen(d->v);
    struct draft_view v = {
        .top = draft_top_of(pg, d, AGREEMENT_TAB_DRAFT),
        .errors = errors_of(&f),
        .alert = state_alert(pg, d),
        .parts = parts_of(pg, d),
        .parts_n = d->text.n,
        .points = points_of(pg, d),
        .points_n = d->points.n,
        .lacking = (int64_t)d->points.lacking,
        .terms = draft_terms_of(pg, d),
        .wishes = wish_lines(pg, d),
        .wishes_n = d->wishes,
        .may_write = may_write && !frozen,
        .may_send = may_write && !frozen,
        .signing = signing,
        .compare_href = compare_before(pg, d),
        .pdf_href = version_path(pg->mem, d, d->v->number, "/pdf"),
        .read_href = version_path(pg->mem, d, d->v->number, ""),
    };

    v.removed = removed_of(pg, d, &v.removed_n);
    v.signers = draft_signers_of(pg, d, &v.signers_n);
    v.approvals = approval_lines(pg, d, &v.approvals_n);
    v.returns = return_lines(pg, d, &v.returns_n);
    v.tells_approval = v.approvals_n + v.returns_n > 0;
    v.name = approver_links(pg, d, &v.name_n);
    if (d->v->state == VERSION_APPROVAL && approval_asked_of(d))
        v.approve_href = draft_path(pg->mem, d, "/godkjenn");
    if (frozen && approval_may_return(d))
        v.return_href = draft_path(pg->mem, d, "/godkjenn#send-tilbake");
    if (may_write)
        v.discard_href = draft_path(pg->mem, d, "/utkast/forkast");
    if (signing && may_sign && draft_signs_for(d))
        v.sign_href = draft_path(pg->mem, d, "/signer");
    return v;
}

/* --- one version --- */

static const struct bound_line *
bound_of(struct page *pg, const struct draft_look *d, int64_t section,
         size_t *out_n)
{
    struct bound_line *row = ARENA_NEW_N(pg->mem, struct bound_line,
                                         d->clauses.n + 1);

    *out_n = 0;
    for (size_t i = 0; i < d->clauses.n; i++) {
        const struct clause *c = &d->clauses.row[i];

        if (c->shown != SHOWN_OBLIGATION ||
            (section && c->section_id != section))
            continue;
        row[(*out_n)++] = (struct bound_line){.id = id_format(pg->mem, c->id),
                                              .kind = draft_duty_text(pg, c),
                                              .statement = c->statement,
                                              .guidance = c->duty.kind ==
                                                          OBLIGATION_GUIDANCE};
    }
    return row;
}

static const struct version_part *
version_parts(struct page *pg, const struct draft_look *d)
{
    struct version_part *row = ARENA_NEW_N(pg->mem, struct version_part,
                                           d->text.n + 1);

    for (size_t i = 0; i < d->text.n; i++)
        row[i] = (struct version_part){
            .title = title_of(pg, &d->text.row[i]),
            .second = i > 0 && level_of(d, d->text.row[i].id) == 2,
            .text = markdown_read(pg->mem, d->text.row[i].body)};
    return row;
}

static void
fill_signing(struct page *pg, const struct form_view *f,
             const struct draft_look *d, bool demo,
             struct draft_version_view *v)
{
    const struct msg_arg arg[] = {msg_int(d->v->number)};
    const struct party *party = draft_signs_for(d);

    v->may_sign = true;
    v->sign_action = draft_path(pg->mem, d, "/signer");
    v->sign_under = say_with(pg, MSG_SIGN_TEXT, arg, 1);
    if (party->unit.v != d->unit.v)
        v->sign_for = say_with(pg, MSG_SIGN_FOR,
                               (struct msg_arg[]){msg_str(party->name)}, 1);
    v->hash_field = field_hidden("kontrollsum", d->hash);
    v->code = field_of_kind(f, demo ? FIELD_PASSWORD : FIELD_TEXT, "kode",
                            demo ? MSG_LOGIN_PASSWORD : MSG_LOGIN_CODE,
                            demo ? MSG_SIGN_DEMO_HINT : MSG_LOGIN_CODE_HELP,
                            STR_NONE);
    v->code.value = STR_NONE; /* what proves is never shown again */
    v->code.autocomplete = demo ? STR("current-password")
                                : STR("one-time-code");
}

struct draft_version_view
draft_version_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct draft_look *d,
                 enum version_page what, bool demo)
{
    const struct msg_arg arg[] = {msg_int(d->v->number)};
    struct form_view f = form_view_of(pg, req, err);
    struct draft_version_view v = {
        .top = draft_top_of(
            pg, d, what ? AGREEMENT_TAB_DRAFT : AGREEMENT_TAB_VERSIONS),
        .errors = errors_of(&f),
        .name = say_with(pg, MSG_AGREEMENT_VERSION, arg, 1),
        .state = words(
            pg, version_state_message(version_state_on(d->v, pg->today))),
        .parts = version_parts(pg, d),
        .parts_n = d->text.n,
        .terms = draft_terms_of(pg, d),
        .hash = d->hash,
        .pdf_href = version_path(pg->mem, d, d->v->number, "/pdf"),
    };

    v.duties = bound_of(pg, d, 0, &v.duties_n);
    v.signers = draft_signers_of(pg, d, &v.signers_n);
    v.gone = gone_of(pg, d, &v.gone_n);
    if (!d->v->text_seen)
        v.unseen = words(pg, MSG_AGREEMENT_UNSEEN);
    v.approvals = approval_lines(pg, d, &v.approvals_n);
    v.returns = return_lines(pg, d, &v.returns_n);
    v.tells_approval = v.approvals_n + v.returns_n > 0;
    if (what == VERSION_TO_APPROVE)
        approval_fill(pg, &f, d, &v);
    if (what == VERSION_TO_SIGN && d->v->state == VERSION_SIGNING &&
        draft_signs_for(d))
        fill_signing(pg, &f, d, demo, &v);
    return v;
}

/* --- all versions --- */

static struct field_view
version_field(const struct form_view *f, const struct draft_look *d,
              const char *name, int label, size_t chosen)
{
    struct choice *choice = ARENA_NEW_N(f->pg->mem, struct choice,
                                        d->versions.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct version *v = &d->versions.row[i];
        const struct msg_arg arg[] = {msg_int(v->number)};

        if (!version_was_signed(v) && !d->party)
            continue;
        choice[n] = (struct choice){
            .value = str_fmt(f->pg->mem, "%d", v->number),
            .label = say_with(f->pg, MSG_AGREEMENT_VERSION, arg, 1),
            .selected = n == chosen};
        n++;
    }
    return field_choice(f, FIELD_SELECT, name, label, 0, choice, n);
}

static struct str
notice_text(struct page *pg, const struct draft_look *d)
{
    const struct msg_arg arg[] = {msg_str(d->notice.unit_name),
                                  msg_date(d->notice.given_on),
                                  msg_date(d->notice.ends_on)};

    return d->noticed ? say_with(pg, MSG_ENDING_GIVEN, arg, 3) : STR_NONE;
}

static const struct child_line *
children_of(struct page *pg, const struct draft_look *d)
{
    struct child_line *row = ARENA_NEW_N(pg->mem, struct child_line,
                                         d->children.n + 1);

    for (size_t i = 0; i < d->children.n; i++)
        row[i] = (struct child_line){
            agreement_path(pg->mem, d->children.row[i].id, "/versjoner"),
            d->children.row[i].title};
    return row;
}

static bool
was_signed(const struct version_list *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (version_was_signed(&all->row[i]))
            return true;
    return false;
}

/* The notice that stands, who may take it back, and those taken back. */
static void
fill_notice(struct page *pg, const struct draft_look *d, bool may_end,
            struct draft_versions_view *v)
{
    const struct msg_arg last[] = {msg_date(d->notice.ends_on)};
    struct evidence_line *row = ARENA_NEW_N(pg->mem, struct evidence_line,
                                            d->backs.n + 1);

    v->notice = notice_text(pg, d);
    if (d->noticed && may_end && d->notice.unit.v == d->unit.v)
        v->back_lead = say_with(pg, MSG_ENDING_BACK_LEAD, last, 1);
    for (size_t i = 0; i < d->backs.n; i++) {
        const struct notice *n = &d->backs.row[i];
        const struct msg_arg arg[] = {
            msg_str(n->unit_name), msg_date(n->given_on), msg_date(n->back_on)};

        row[i].text = say_with(pg, MSG_ENDING_BACK_DONE, arg, 3);
    }
    v->backs = row;
    v->backs_n = d->backs.n;
}

struct draft_versions_view
draft_versions_of(struct page *pg, const struct draft_look *d, bool may_write,
                  bool may_end)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct version_row *row = ARENA_NEW_N(pg->mem, struct version_row,
                                          d->versions.n + 1);
    bool in_force = version_on(&d->versions, pg->today) != NULL;
    struct draft_versions_view v = {
        .top = draft_top_of(pg, d, AGREEMENT_TAB_VERSIONS),
        .rows = row,
        .children = children_of(pg, d),
        .children_n = d->children.n,
        .was = version_field(&f, d, "fra", MSG_COMPARE_FROM, 1),
        .now = version_field(&f, d, "til", MSG_COMPARE_TO, 0),
    };

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct version *x = &d->versions.row[i];

        if (!version_was_signed(x) && !d->party)
            continue;
        row[v.rows_n++] = (struct version_row){
            version_path(pg->mem, d, x->number, ""), version_line_of(pg, x)};
    }
    v.may_compare = v.rows_n > 1;
    v.may_revise = may_write && d->party && was_signed(&d->versions) &&
                   !version_being_written(&d->versions);
    fill_notice(pg, d, may_end, &v);
    if (may_write && d->party && d->agreement.parent.v == 0 && in_force)
        v.child_href = str_fmt(pg->mem, "/avtaler/ny?mal=%s&over=%.*s",
                               draft_kind_address(AGREEMENT_SUPPLEMENTARY),
                               STR_FMT(id_format(pg->mem, d->agreement.id.v)));
    if (may_end && d->party && in_force && !d->noticed)
        v.end_href = draft_path(pg->mem, d, "/si-opp");
    return v;
}

/* --- comparison --- */

struct draft_compare_view
draft_compare_of(struct page *pg, const struct draft_look *d,
                 const struct compare_list *list, int64_t was, int64_t now)
{
    static const struct {
        const char *mark;
        int word;
    } looks[] = {[COMPARE_SAME] = {"", MSG_COMPARE_SAME},
                 [COMPARE_CHANGED] = {"\xc2\xb1", MSG_COMPARE_CHANGED},
                 [COMPARE_ADDED] = {"+", MSG_COMPARE_ADDED},
                 [COMPARE_REMOVED] = {"\xe2\x88\x92", MSG_COMPARE_REMOVED}};
    const struct msg_arg arg[] = {msg_int(was), msg_int(now)};
    const struct msg_arg count[] = {msg_int((int64_t)list->changes)};
    struct compare_line *row = ARENA_NEW_N(pg->mem, struct compare_line,
                                           list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct compare_row *r = &list->row[i];

        row[i] = (struct compare_line){
            .mark = str_of(looks[r->state].mark),
            .word = words(pg, looks[r->state].word),
            .heading = r->heading,
            .was = r->state == COMPARE_SAME ? STR_NONE : r->was,
            .now = r->now,
            .same = r->state == COMPARE_SAME};
    }
    return (struct draft_compare_view){
        .top = draft_top_of(pg, d, AGREEMENT_TAB_VERSIONS),
        .title = say_with(pg, MSG_COMPARE_OF, arg, 2),
        .count = say_with(pg, MSG_COMPARE_COUNT, count, 1),
        .rows = row,
        .rows_n = list->n};
}

/* --- the document --- */

struct document {
    struct page *pg;
    struct growing blocks;
};

static void
add(struct document *d, enum pdf_kind kind, struct str text)
{
    struct pdf_block *b;

    if (text.n == 0)
        return;
    b = grow(d->pg->mem, &d->blocks, sizeof *b);
    *b = (struct pdf_block){.kind = kind, .text = text};
}

static void
add_text(struct document *d, struct str body)
{
    struct md_text text = markdown_read(d->pg->mem, body);

    for (size_t i = 0; i < text.blocks_n; i++) {
        const struct md_block *b = &text.blocks[i];
        enum pdf_kind kind = b->bullets || b->numbered ? PDF_ITEM : PDF_TEXT;

        for (size_t k = 0; k < b->lines_n; k++) {
            struct str line = md_line_text(d->pg->mem, &b->lines[k]);

            if (b->numbered)
                line = str_fmt(d->pg->mem, "%zu. %.*s", k + 1, STR_FMT(line));
            add(d, kind, line);
        }
    }
}

static void
add_signatures(struct document *d, const struct draft_look *look)
{
    size_t n = 0;
    const struct signer_line *row = draft_signers_of(d->pg, look, &n);

    add(d, PDF_HEADING, words(d->pg, MSG_SIGNATURES));
    for (size_t i = 0; i < n; i++) {
        add(d, PDF_HEADING_3, row[i].unit);
        add(d, PDF_TEXT, row[i].text.n ? row[i].text : row[i].status.text);
    }
    add(d, PDF_TEXT,
        str_fmt(d->pg->mem, "%.*s %.*s", STR_FMT(words(d->pg, MSG_SIGN_HASH)),
                STR_FMT(look->hash)));
}

/* What the section binds to is signed with it. */
static void
add_duties(struct document *d, const struct draft_look *look, int64_t section)
{
    size_t n = 0;
    const struct bound_line *row = bound_of(d->pg, look, section, &n);

    if (n > 0)
        add(d, PDF_TEXT, words(d->pg, MSG_DRAFT_BINDS));
    for (size_t i = 0; i < n; i++)
        add(d, PDF_ITEM,
            row[i].guidance
                ? str_fmt(d->pg->mem, "%.*s (%.*s)", STR_FMT(row[i].statement),
                          STR_FMT(row[i].kind))
                : row[i].statement);
}

static void
add_sections(struct document *d, const struct draft_look *look)
{
    for (size_t i = 0; i < look->text.n; i++) {
        const struct section *s = &look->text.row[i];

        add(d, level_of(look, s->id) == 2 ? PDF_HEADING_3 : PDF_HEADING,
            title_of(d->pg, s));
        add_text(d, s->body);
        add_duties(d, look, s->id);
    }
}

const struct err *
draft_document(struct page *pg, const struct draft_look *look, struct str *out)
{
    const struct msg_arg mark[] = {
        msg_str(words(
            pg, version_state_message(version_state_on(look->v, pg->today)))),
        msg_time(pg->now)};
    struct document d = {.pg = pg};
    struct facts terms = draft_terms_of(pg, look);
    struct pdf_doc doc = {.lang = "nb",
                          .title = look->agreement.title,
                          .mark = say_with(pg, MSG_DRAFT_PDF_MARK, mark, 2),
                          .page_of = words(pg, MSG_REPORT_PAGE_OF),
                          .made = pg->now};

    add(&d, PDF_TITLE, look->agreement.title);
    for (size_t i = 0; i < terms.rows_n; i++)
        add(&d, PDF_TEXT,
            str_fmt(pg->mem, "%.*s: %.*s", STR_FMT(terms.rows[i].label),
                    STR_FMT(terms.rows[i].value)));
    add_sections(&d, look);
    add_signatures(&d, look);
    doc.block = d.blocks.row;
    doc.n = d.blocks.n;
    return pdf_write(pg->mem, &doc, out);
}
