/* Every feature, registered.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "main/features.h"

#include "access/account.h"
#include "access/audit.h"
#include "access/factor_page.h"
#include "access/key_store.h"
#include "access/passkey_page.h"
#include "access/session.h"
#include "agreement/app.h"
#include "agreement/draft_store.h"
#include "agreement/guidance_store.h"
#include "agreement/guidance_web.h"
#include "agreement/paper_store.h"
#include "agreement/paper_web.h"
#include "agreement/project_store.h"
#include "agreement/project_web.h"
#include "agreement/reading_store.h"
#include "agreement/web.h"
#include "assessment/decision_app.h"
#include "assessment/file.h"
#include "assessment/history.h"
#include "assessment/message_store.h"
#include "assessment/prepare.h"
#include "assessment/recommend.h"
#include "assessment/request_store.h"
#include "assessment/team_app.h"
#include "assessment/web.h"
#include "assessment/work.h"
#include "assessment/work_web.h"
#include "body/action_plan_store.h"
#include "body/action_plan_web.h"
#include "body/app.h"
#include "body/begin_web.h"
#include "body/evaluation_store.h"
#include "body/evaluation_web.h"
#include "body/facts_store.h"
#include "body/feed_store.h"
#include "body/feed_web.h"
#include "body/item_web.h"
#include "body/member_web.h"
#include "body/paper_store.h"
#include "body/paper_web.h"
#include "body/public_web.h"
#include "body/release_store.h"
#include "body/web.h"
#include "capacity/run_queue.h"
#include "capacity/web.h"
#include "casefile/app.h"
#include "casefile/authority.h"
#include "casefile/blob_store.h"
#include "casefile/emergency_store.h"
#include "casefile/leaver_store.h"
#include "casefile/pages.h"
#include "casefile/plan_store.h"
#include "casefile/rewrap_store.h"
#include "casefile/web.h"
#include "coverage/store.h"
#include "coverage/web.h"
#include "document/document.h"
#include "document/template.h"
#include "document/web.h"
#include "family/app.h"
#include "family/foster_store.h"
#include "family/web.h"
#include "file/paper_store.h"
#include "message/ask.h"
#include "message/between.h"
#include "message/web.h"
#include "notify/outbox.h"
#include "notify/web.h"
#include "pathway/steps_app.h"
#include "pathway/web.h"
#include "referral/web.h"
#include "registry/import.h"
#include "registry/reference.h"
#include "registry/registry.h"
#include "registry/web.h"
#include "retention/app.h"
#include "retention/sealed_store.h"
#include "retention/web.h"
#include "sharing/record_store.h"
#include "sharing/sight.h"
#include "text/messages_family.h"
#include "worklist/notice.h"
#include "worklist/store.h"
#include "worklist/web.h"

const struct db_set *const feature_sets[] = {
    /* one on each line, so that branches merge */
    /* clang-format off */
    &key_sql,
    &case_rewrap_sql,
    &account_sql,
    &passkey_sql,
    &factor_sql,
    &session_sql,
    &audit_sql,
    &audit_list_sql,
    &registry_sql,
    &agreement_sql,
    &agreement_fact_sql,
    &agreement_duty_sql,
    &agreement_paper_sql,
    &coverage_sql,
    &agreement_draft_sql,
    &agreement_approval_sql,
    &agreement_news_sql,
    &agreement_guidance_sql,
    &agreement_project_sql,
    &reading_sql,
    &import_sql,
    &reference_sql,
    &deadline_sql,
    &sharing_sql,
    &sight_sql,
    &consent_sql,
    &case_sql,
    &child_sql,
    &plan_sql,
    &trust_sql,
    &baton_sql,
    &leaver_sql,
    &authority_sql,
    &case_list_sql,
    &emergency_sql,
    &family_sql,
    &foster_sql,
    &assessment_sql,
    &request_sql,
    &decision_sql,
    &worklist_sql,
    &notice_sql,
    &team_sql,
    &prepare_sql,
    &sheet_sql,
    &recommend_sql,
    &history_sql,
    &message_sql,
    &case_message_sql,
    &between_sql,
    &ask_sql,
    &document_sql,
    &template_sql,
    &outbox_sql,
    &blob_sql,
    &thk_file_sql,
    &pathway_sql,
    &pathway_region_sql,
    &body_sql,
    &meeting_sql,
    &body_facts_sql,
    &body_release_sql,
    &feed_sql,
    &paper_sql,
    &body_paper_sql,
    &action_plan_sql,
    &evaluation_sql,
    &referral_sql,
    &escalation_sql,
    &retention_sql,
    &sealed_sql,
    /* clang-format on */
};
const size_t feature_sets_n = ARRAY_LEN(feature_sets);

/* What a function lets its holder be, at the gate. */
static enum role
role_of(enum function_kind kind)
{
    switch (kind) {
    case FUNCTION_LEADER:
        return ROLE_LEADER;
    case FUNCTION_CLINIC_CONTACT:
        return ROLE_CLINIC_CONTACT;
    case FUNCTION_HEALTH_CONTACT:
        return ROLE_HEALTH_CONTACT;
    case FUNCTION_CONTACT_POINT:
        return ROLE_CONTACT_POINT;
    case FUNCTION_CASEWORKER:
        return ROLE_CASEWORKER;
    case FUNCTION_THERAPIST:
        return ROLE_THERAPIST;
    case FUNCTION_COORDINATOR:
        return ROLE_COORDINATOR;
    case FUNCTION_INTAKE:
        return ROLE_INTAKE;
    case FUNCTION_THK_MEMBER:
        return ROLE_THK_MEMBER;
    case FUNCTION_ADVISER:
        return ROLE_ADVISER;
    case FUNCTION_ADMINISTRATOR:
        return ROLE_ADMINISTRATOR;
    case FUNCTION_CARE_STAFF:
        return ROLE_CARE_STAFF;
    case FUNCTION_KIND_COUNT:
        break;
    }
    return ROLE_PUBLIC;
}

/* A municipality's malvedtak as a language of ours; neutral: none. */
static struct str
language_of(struct str decision)
{
    if (str_eq_cz(decision, "bokmaal"))
        return STR("nb");
    return str_eq_cz(decision, "nynorsk") ? STR("nn") : STR_NONE;
}

static enum role
role_of_link(enum family_kind kind)
{
    switch (kind) {
    case FAMILY_CHILD:
        return ROLE_YOUNG;
    case FAMILY_GUARDIAN:
        return ROLE_GUARDIAN;
    case FAMILY_FOSTER:
        break;
    }
    return ROLE_FOSTER;
}

/* The child, a guardian or a foster home acts by its link to the case. */
static struct acting
acting_of_link(const struct family_link *l)
{
    return (struct acting){.function = {l->id},
                           .role = role_of_link(l->kind),
                           .label = family_account_message(l->kind)};
}

static const struct err *
read_functions(struct call *c, struct db_tx *tx, account_id account,
               struct acting **out, size_t *out_n)
{
    struct function_list list = {0};
    struct link_list links = {0};
    const struct err *err = registry_store_list_account_functions(
        tx, account, c->today, &list);

    if (!err)
        err = family_store_links(tx, account, c->today, &links);
    if (err)
        return err;
    *out = ARENA_NEW_N(c->mem, struct acting, list.n + links.n + 1);
    *out_n = list.n + links.n;
    for (size_t i = 0; i < links.n; i++)
        (*out)[list.n + i] = acting_of_link(&links.row[i]);
    for (size_t i = 0; i < list.n; i++)
        (*out)[i] = (struct acting){
            .function = list.row[i].id,
            .unit = list.row[i].unit_id,
            .role = role_of(list.row[i].kind),
            .unit_name = list.row[i].unit_name,
            .label = function_kind_message(list.row[i].kind),
            .language = language_of(list.row[i].language),
            .service = (int)service_of_unit(list.row[i].unit_type),
        };
    for (size_t i = 0; !err && i < list.n; i++)
        err = sight_hidden_in(tx, list.row[i].kind, c->today,
                              &(*out)[i].hidden);
    return err;
}

static const struct route_set *
all_routes(struct arena *mem, size_t *n)
{
    const struct route_set sets[] = {
        {access_routes, access_routes_n},
        {passkey_routes, passkey_routes_n},
        {factor_routes, factor_routes_n},
        {help_routes, help_routes_n},
        {registry_routes, registry_routes_n},
        {sight_routes, sight_routes_n},
        {consent_routes, consent_routes_n},
        {log_routes, log_routes_n},
        {emergency_routes, emergency_routes_n},
        {foster_routes, foster_routes_n},
        {family_routes, family_routes_n},
        {plan_routes, plan_routes_n},
        {casefile_routes, casefile_routes_n},
        {person_routes, person_routes_n},
        {leaver_routes, leaver_routes_n},
        {authority_routes, authority_routes_n},
        {message_routes, message_routes_n},
        {between_routes, between_routes_n},
        {ask_routes, ask_routes_n},
        {letter_routes, letter_routes_n}, /* before /dokumenter/{dok} */
        {document_routes, document_routes_n},
        {template_routes, template_routes_n},
        {notify_routes, notify_routes_n},
        {action_plan_routes, action_plan_routes_n},
        {evaluation_routes, evaluation_routes_n},
        {begin_routes, begin_routes_n}, /* before /organ/{organ} */
        {body_routes, body_routes_n},
        {item_routes, item_routes_n},
        {feed_routes, feed_routes_n},
        {member_routes, member_routes_n},
        {minutes_routes, minutes_routes_n},
        {body_paper_routes, body_paper_routes_n},
        {worklist_routes, worklist_routes_n},
        {coverage_routes, coverage_routes_n},
        {notice_routes, notice_routes_n},
        {draft_routes, draft_routes_n}, /* before /avtaler/{avtale} */
        {agreement_routes, agreement_routes_n},
        {guidance_routes, guidance_routes_n},
        {project_routes, project_routes_n},
        {evidence_paper_routes, evidence_paper_routes_n},
        {inbox_routes, inbox_routes_n},
        {board_routes, board_routes_n},
        {work_routes, work_routes_n},
        {file_routes, file_routes_n},
        {capacity_routes, capacity_routes_n},
        {forecast_routes, forecast_routes_n},
        {pathway_routes, pathway_routes_n},
        {referral_routes, referral_routes_n},
        {escalation_routes, escalation_routes_n},
        {retention_routes, retention_routes_n},
        {request_routes, request_routes_n}, /* last: /thk/{id} */
    };
    struct route_set *out = ARENA_NEW_N(mem, struct route_set, ARRAY_LEN(sets));

    for (size_t i = 0; i < ARRAY_LEN(sets); i++)
        out[i] = sets[i];
    *n = ARRAY_LEN(sets);
    return out;
}

static const struct menu_entry *
all_menu(struct arena *mem, size_t *n)
{
    const struct {
        const struct menu_entry *entry;
        size_t n;
    } menus[] = {
        /* entries of one group stand together */
        /* clang-format off */
        {worklist_menu, worklist_menu_n}, {family_menu, family_menu_n},
        {foster_menu, foster_menu_n},
        {message_menu, message_menu_n},
        {casefile_menu, casefile_menu_n},
        {request_menu, request_menu_n},
        {board_menu, board_menu_n},
        {pathway_menu, pathway_menu_n},
        {escalation_menu, escalation_menu_n},
        {emergency_menu, emergency_menu_n},
        {retention_menu, retention_menu_n},
        {leaver_menu, leaver_menu_n},
        {authority_menu, authority_menu_n},
        {agreement_menu, agreement_menu_n},
        {project_menu, project_menu_n},
        {coverage_menu, coverage_menu_n},
        {body_menu, body_menu_n},
        {registry_menu, registry_menu_n},
        {sight_menu, sight_menu_n},
        {retention_rules_menu, retention_rules_menu_n},
        {template_menu, template_menu_n},
        {capacity_menu, capacity_menu_n},
        {notify_menu, notify_menu_n},
        /* clang-format on */
    };
    struct menu_entry *out;
    size_t max = 0;

    for (size_t i = 0; i < ARRAY_LEN(menus); i++)
        max += menus[i].n;
    out = ARENA_NEW_N(mem, struct menu_entry, max);
    *n = 0;
    for (size_t i = 0; i < ARRAY_LEN(menus); i++)
        for (size_t k = 0; k < menus[i].n; k++)
            out[(*n)++] = menus[i].entry[k];
    return out;
}

void
features_register(struct arena *mem, struct services *sv, struct dispatcher *d)
{
    sv->functions = read_functions;
    sv->tell = outbox_tell_in;
    sv->year = agreement_year_in;
    sv->simulations = runs_new(mem);
    sv->steps = &pathway_steps;
    sv->facts[SUBJECT_CASE] = family_facts_case;
    sv->facts[SUBJECT_BODY] = body_facts_gate;
    sv->facts[SUBJECT_OFFER] = casefile_facts_offer;
    sv->facts[SUBJECT_ASSESSMENT] = assessment_facts;
    sv->facts[SUBJECT_RECOMMENDATION] = recommend_facts;
    sv->facts[SUBJECT_AGREEMENT] = agreement_facts;
    sv->facts[SUBJECT_ASK] = ask_facts;
    d->sv = sv;
    d->sets = all_routes(mem, &d->sets_n);
    d->menu = all_menu(mem, &d->menu_n);
}

/* A job of the system that belongs to no case. */
static const struct err *
clean_sessions(struct call *c, int64_t object)
{
    (void)object;
    return session_store_clean(&c->tx, c->now);
}

/* Jobs beside those of casefile; daily ones are put in place each day. */
static const struct {
    struct job_handler job;
    bool daily;
} own_jobs[] = {
    /* clang-format off */
    {{"access.clean", clean_sessions}, true},
    {{"authority.review", authority_job}, true},
    {{"agreement.check", agreement_job_check}, true},
    {{"outbox.empty", outbox_job_empty}, true},
    {{"body.remind", body_job_remind}, true},
    {{"message.watch", message_job_watch}, true},
    {{"referral.breach", referral_job_breach}, true},
    {{"case.remove", retention_job_remove}, true},
    /* clang-format on */
};

const struct err *
features_run_jobs(struct call *c, int32_t *out_ran)
{
    size_t n = casefile_jobs_n, n_daily = casefile_daily_n;
    struct job_handler *job = ARENA_NEW_N(c->mem, struct job_handler,
                                          n + ARRAY_LEN(own_jobs));
    const char **daily = ARENA_NEW_N(c->mem, const char *,
                                     n_daily + ARRAY_LEN(own_jobs));
    const struct err *err;

    for (size_t i = 0; i < n; i++)
        job[i] = casefile_jobs[i];
    for (size_t i = 0; i < n_daily; i++)
        daily[i] = casefile_daily[i];
    for (size_t i = 0; i < ARRAY_LEN(own_jobs); i++) {
        job[n++] = own_jobs[i].job;
        if (own_jobs[i].daily)
            daily[n_daily++] = own_jobs[i].job.kind;
    }
    err = deadline_run_due(c, job, n, daily, n_daily, out_ran);
    return err ? err : notice_run(c);
}

const struct err *
features_after_jobs(struct call *c)
{
    return retention_wipe(c);
}
