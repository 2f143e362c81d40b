/* Requests as people open them: lists, and one request with all around it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_app.h"

#include "assessment/decision_app.h"
#include "assessment/file.h"
#include "registry/registry.h"

/* --- lists --- */

/* Names and ages of the children, where the acting unit may know them. */
const struct err *
request_fill_names(struct call *c, struct request_rows *list)
{
    int64_t *seen = ARENA_NEW_N(c->mem, int64_t, c->seen_n + list->n + 1);
    size_t n = 0;

    for (; n < c->seen_n; n++)
        seen[n] = c->seen[n];
    for (size_t i = 0; i < list->n; i++) {
        struct child k = {.birth_date = DATE_NONE};
        const struct err *err = call_or_damaged(
            c, casefile_child_in(c, list->row[i].case_id, &k), &k.given_name);

        if (err)
            return err;
        list->row[i].child_name = k.given_name;
        list->row[i].child_age = child_age(&k, c->today);
        seen[n++] = list->row[i].case_id.v;
    }
    call_saw(c, seen, n, CLASS_BIT(CORE));
    return NULL;
}

const struct err *
request_app_lists(struct call *c, int64_t page, struct request_lists *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = call_begin(c, ACT_ASSESSMENT_LIST);

    *out = (struct request_lists){0};
    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_LIST, subject_none());
    if (!err && page == 1)
        err = request_store_list_drafts(&c->tx, &v, &out->drafts);
    if (!err)
        err = request_store_list_sent(&c->tx, &v, (page - 1) * REQUEST_PER_PAGE,
                                      REQUEST_PER_PAGE + 1, &out->sent);
    if (!err && out->sent.n > REQUEST_PER_PAGE) {
        out->more = true;
        out->sent.n = REQUEST_PER_PAGE;
    }
    if (!err)
        err = request_fill_names(c, &out->drafts);
    if (!err)
        err = request_fill_names(c, &out->sent);
    if (!err)
        err = inbox_is_own_in(c, &out->may_decide);
    return call_end(c, ACT_ASSESSMENT_LIST, 0, err);
}

/* --- one request --- */

static bool
is_editable(const struct call *c, const struct request_view *v)
{
    if (v->a.state == THK_DRAFT)
        return (v->relations & REL_BIT(AUTHOR)) != 0;
    return v->a.state == THK_INCOMPLETE &&
           (v->relations & REL_BIT(REQUESTER)) != 0 &&
           (action_rule(ACT_REQUEST_COMPLETE)->roles & (1u << c->who.role));
}

#define COLUMN_DRAFT "assessment_draft.request"
#define COLUMN_TYPED "assessment_draft.typed"

const struct err *
request_draft_in(struct call *c, const struct assessment *a, struct draft *out,
                 struct instant *out_saved)
{
    struct draft_row row;
    struct key key;
    struct str packed = STR_NONE;
    const struct err *err = request_store_get_draft(&c->tx, a->id, &row);

    *out = (struct draft){0};
    if (!err && row.version == 0)
        return assessment_request_in(c, a, &out->request);
    if (!err)
        err = case_key_in(c, a->case_id, &key);
    if (!err)
        err = unseal(c->mem, &key, a->id.v, COLUMN_DRAFT, row.request, &packed);
    if (!err)
        err = request_unpack(c->mem, packed, &out->request);
    if (!err)
        err = unseal(c->mem, &key, a->id.v, COLUMN_TYPED, row.typed, &packed);
    if (!err)
        err = typed_unpack(c->mem, packed, &out->typed);
    if (!err)
        *out_saved = row.saved_at;
    return err;
}

const struct err *
request_put_draft_in(struct call *c, const struct assessment *a,
                     const struct draft *d)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);
    struct draft_row row = {
        .id = a->id, .saved_by = c->who.account, .saved_at = c->now};

    if (err)
        return err;
    row.request = seal(c->mem, &key, a->id.v, COLUMN_DRAFT,
                       request_pack(c->mem, &d->request));
    row.typed = seal(c->mem, &key, a->id.v, COLUMN_TYPED,
                     typed_pack(c->mem, &d->typed));
    return request_store_put_draft(&c->tx, &row);
}

/* What the decider wrote when asking for more. */
static void
find_lack_note(struct request_view *v)
{
    for (size_t i = 0; i < v->steps.n; i++)
        if (v->steps.row[i].step == THK_STEP_LACK)
            v->lack_note = v->steps.row[i].note;
}

static const struct err *
read_units(struct call *c, struct request_view *v)
{
    struct municipality m = {0};
    const struct err *err = registry_store_get_unit(&c->tx, v->a.requester_unit,
                                                    &v->requester);

    if (!err)
        err = registry_store_get_unit(&c->tx, v->a.decider_unit, &v->decider);
    if (err || v->requester.municipality.n == 0)
        return err;
    err = registry_store_get_municipality(&c->tx, v->requester.municipality,
                                          &m);
    if (err && err->kind == NOT_FOUND)
        return NULL;
    v->municipality_language = m.language;
    return err;
}

/* Who may consent for this child, by the dated rules. */
static const struct err *
read_consent(struct call *c, const struct child *k, struct request_view *v)
{
    struct consent_rule rule = {0};
    bool found = false;
    struct consent_facts facts = {
        .matter = MATTER_ASSESSMENT, .age = v->child_age, .care = k->care};
    const struct err *err = consent_who_in(c, &facts, &rule, &found);

    if (err || !found)
        return err;
    v->consent_who = msg_plain(c->lang, consenter_message(rule.who));
    v->consent_law = rule.legal_basis;
    return NULL;
}

static const struct err *
read_case(struct call *c, struct request_view *v)
{
    struct child k = {0};
    const struct err *err = casefile_child_in(c, v->a.case_id, &k);

    if (!err)
        err = casefile_head_in(c, v->a.case_id, &v->head);
    if (err)
        return err;
    v->child_name = k.given_name;
    v->child_age = child_age(&k, c->today);
    return read_consent(c, &k, v);
}

const struct err *
request_view_in(struct call *c, assessment_id id, struct request_view *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err;

    *out = (struct request_view){.relations = c->ground, .due_on = DATE_NONE};
    err = assessment_store_get(&c->tx, id, &out->a);
    if (err)
        return err;
    out->editable = is_editable(c, out);
    err = out->editable
              ? request_draft_in(c, &out->a, &out->draft, &out->saved_at)
              : assessment_request_in(c, &out->a, &out->draft.request);
    c->classes |= CLASS_BIT(CORE) | CLASS_BIT(WELFARE) | CLASS_BIT(HEALTH);
    if (!err)
        err = read_case(c, out);
    if (!err)
        err = read_units(c, out);
    if (!err)
        err = request_store_lacks(&c->tx, &v, id, &out->lacks);
    if (!err)
        err = request_store_due(&c->tx, &v, id, &out->due_on);
    if (!err)
        err = assessment_steps_in(c, &out->a, &out->steps);
    if (!err)
        err = file_list_in(c, id, &out->files);
    if (!err)
        err = decision_last_in(c, &out->a, &out->decision);
    find_lack_note(out);
    out->eligibility = eligibility_of(&out->draft.request, c->today,
                                      c->sv->rules.duty_to_request_from);
    return err;
}

const struct err *
request_app_view(struct call *c, assessment_id id, struct request_view *out)
{
    const struct err *err = call_begin(c, ACT_REQUEST_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_REQUEST_VIEW, subject_assessment(id));
    if (!err)
        err = request_view_in(c, id, out);
    return call_end(c, ACT_REQUEST_VIEW, id.v, err);
}
