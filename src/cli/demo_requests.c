/* The demo's requests for a health assessment: one to write on, one sent, one
 * offered; through the functions that the pages call.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "assessment/decision_app.h"
#include "assessment/request_app.h"

#define DAY_US INT64_C(86400000000)
enum { DOCUMENTS = 25 };

struct answer {
    int step;
    const char *key;
    const char *value;
};
static const struct answer answers[] = {
#define ANSWER(step, key, value) {step, key, value},
#include "cli/demo_requests.def"
#undef ANSWER
};

/* The pairs of one step, as its form would send them. */
static size_t
pairs_of(struct arena *mem, int step, struct http_pair *pair)
{
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(answers); i++)
        if (answers[i].step == step)
            pair[n++] = (struct http_pair){str_of(answers[i].key),
                                           str_of(answers[i].value)};
    for (int d = 1; step == REQUEST_STEPS && d <= DOCUMENTS; d++)
        pair[n++] = (struct http_pair){str_fmt(mem, "document_%d", d),
                                       STR("4")};
    return n;
}

static const struct err *
write_steps(struct call *c, assessment_id id)
{
    struct http_pair pair[ARRAY_LEN(answers) + DOCUMENTS];
    const struct err *err = NULL;

    for (int step = 1; !err && step <= REQUEST_STEPS; step++) {
        struct request_saving form = {
            .step = step, .pair = pair, .press = DRAFT_SAVE};
        const struct err *faults = NULL;
        bool grew = false;

        /* an answer may open a further question of the same step */
        form.n = pairs_of(c->mem, step, pair);
        err = request_app_save(c, id, &form, &grew, &faults);
        if (!err && grew)
            err = request_app_save(c, id, &form, &grew, &faults);
    }
    return err;
}

const struct err *
demo_send_request(struct arena *mem, const struct services *sv,
                  const char *login, struct instant now, case_id id, bool send,
                  assessment_id *out)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, login, now);

    if (!err)
        err = request_app_start(&c, id, out);
    if (!err && send)
        err = write_steps(&c, *out);
    if (!err && send)
        err = request_app_send(&c, *out, true);
    return err;
}

/* A request that `days` ago was begun, and, where `send`, sent. */
static const struct err *
request(struct arena *mem, const struct services *sv, struct instant now,
        case_id id, int32_t days, bool send, assessment_id *out)
{
    struct instant then = {now.us - days * DAY_US};

    return demo_send_request(mem, sv, "tone", then, id, send, out);
}

static const struct err *
version_of(struct call *c, assessment_id id, int64_t *out)
{
    struct assessment a = {0};
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = assessment_store_get(&tx, id, &a);
    db_read_end(&tx);
    *out = a.version;
    return err;
}

/* Received, taken up and offered by Bufetat's intake. */
static const struct err *
offer(struct arena *mem, const struct services *sv, struct instant then,
      assessment_id id)
{
    struct decision d = {
        .kind = DECISION_OFFER,
        .priority = 2,
        .reason = STR("Barnet er flyttet og har udekket behov for avklaring."),
        .to_child = STR(
            "Vi vil gjerne bli kjent med deg og høre hva du mener."),
    };
    int64_t version = 0;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "siri", then);

    if (!err)
        err = version_of(&c, id, &version);
    if (!err)
        err = inbox_app_receive(&c, id, version);
    if (!err)
        err = version_of(&c, id, &version);
    if (!err)
        err = inbox_app_take_up(&c, id, version, STR_NONE);
    if (!err)
        err = version_of(&c, id, &version);
    return err ? err : decision_app_make(&c, id, version, &d);
}

const struct err *
demo_fill_requests(struct arena *mem, const struct services *sv,
                   struct instant now, const case_id *child)
{
    assessment_id id;
    const struct err *err = request(mem, sv, now, child[0], 1, false, &id);

    if (!err)
        err = request(mem, sv, now, child[2], 3, true, &id);
    if (!err)
        err = request(mem, sv, now, child[1], 9, true, &id);
    return err ? err
               : offer(mem, sv, (struct instant){now.us - 2 * DAY_US}, id);
}
