/* A case with all that a case can have: plan, pathway, messages, documents …
 * SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include "casefile/plan_app.h"
#include "document/document.h"
#include "family/app.h"
#include "message/message.h"
#include "referral/app.h"
#include "referral/escalation_app.h"

enum { GOALS = 4, MEASURES = 6, SHARED = 5, MESSAGES = 8, DOCUMENTS = 4 };
enum { STATEMENTS = 3 };

static void
put_plan(struct bench *b, case_id id)
{
    struct plan_version v = {0};
    struct call c;

    for (int i = 0; i < GOALS + MEASURES; i++) {
        bool goal = i < GOALS;
        struct plan_item item = {.kind = goal ? PLAN_CHILD_GOAL : PLAN_MEASURE,
                                 .text = STR("Sove bedre om natten"),
                                 .starts_on = DATE_NONE,
                                 .due_on = DATE_NONE};

        bench_as(b, b->call_mem, 0, &c);
        if (!goal) {
            item.owner = c.who.function;
            item.starts_on = c.today;
            item.due_on = date_add(c.today, 20 + i);
        }
        bench_must(plan_app_put(&c, id, &item), "plan");
    }
    bench_as(b, b->call_mem, 0, &c);
    v.evaluate_on = date_add(c.today, 90);
    bench_must(plan_app_adopt(&c, id, &v), "plan's version");
}

static void
put_shares(struct bench *b, case_id id)
{
    static const enum info_class classes[SHARED] = {
        CLASS_PLAN, CLASS_WELFARE, CLASS_HEALTH, CLASS_MESSAGES,
        CLASS_DOCUMENTS};

    for (int i = 0; i < SHARED; i++) {
        struct call c;
        struct share s = {.case_id = id,
                          .purpose = PURPOSE_FOLLOW_UP,
                          .basis = BASIS_NECESSARY,
                          .source = STR("Avtalt i møte")};

        bench_as(b, b->call_mem, 0, &c);
        s.to_unit = bench_clinic(0);
        bench_must(casefile_app_share(&c, &s, 1u << (unsigned)classes[i]),
                   "share");
    }
}

static void
put_messages(struct bench *b, case_id id)
{
    for (int i = 0; i < MESSAGES; i++) {
        struct call c;
        int64_t thread = 0;
        struct message_form m = {
            .case_id = id,
            .to = bench_therapist(0),
            .subject = STR("Neste møte"),
            .text = STR("Kan vi møtes på mandag?"),
            .ground = {.basis = BASIS_NECESSARY, .purpose = PURPOSE_FOLLOW_UP}};

        bench_as(b, b->call_mem, 0, &c);
        bench_must(message_app_send(&c, &m, &thread), "message");
    }
}

static void
put_documents(struct bench *b, case_id id)
{
    for (int i = 0; i < DOCUMENTS; i++) {
        struct call c;
        int64_t document = 0;
        struct document_form d = {.case_id = id,
                                  .title = STR("Referat"),
                                  .kind = DOCUMENT_KIND_MINUTES,
                                  .class_ = CLASS_DOCUMENTS,
                                  .name = STR("referat.txt"),
                                  .bytes = STR("Vi snakket om skolen.\n")};

        bench_as(b, b->call_mem, 0, &c);
        bench_must(document_app_put(&c, &d, &document), "document");
    }
    for (int i = 0; i < STATEMENTS; i++) {
        struct call c;
        struct statement said = {.case_id = id,
                                 .informed = STR("Fikk vite hva vi gjør"),
                                 .words = STR("Jeg vil sove hjemme"),
                                 .agrees = AGREES_YES};

        bench_as(b, b->call_mem, 0, &c);
        bench_must(voice_app_put(&c, &said), "statement");
    }
}

/* What a leader of the unit does. */
static void
put_leaders_part(struct bench *b, case_id id)
{
    struct referral_form r = {.why = STR("Trenger vurdering"),
                              .consented = true,
                              .how = STR("I møte")};
    struct call c;
    int64_t nr = 0;

    bench_as_leader(b, b->call_mem, 0, &c);
    r.to = bench_clinic(0);
    bench_must(referral_app_send(&c, id, &r, &nr), "referral");
    bench_as(b, b->call_mem, 0, &c);
    bench_must(escalation_app_raise(&c, id, STR("Hvem gjør hva"), STR_NONE),
               "escalation");
}

void
bench_full(struct bench *b, case_id id)
{
    put_shares(b, id);
    put_plan(b, id);
    put_messages(b, id);
    put_documents(b, id);
    put_leaders_part(b, id);
    bench_full_pathway(b, id);
}
