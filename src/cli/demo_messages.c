/* The demo's messages, sent by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "message/message.h"

#define HOUR_US INT64_C(3600000000)

struct demo_message {
    size_t child; /* in the order the demo opens cases */
    const char *from;
    const char *to;
    int32_t hours; /* ago */
    const char *subject;
    const char *text;
    const char *answer; /* NULL: none yet */
};
static const struct demo_message messages[] = {
    {0, "tone", "nils", 30, "Møte før jul",
     "Kan vi møtes med mor i uke 50, så vi får samme plan videre?\n"
     "Jeg ordner rom på helsestasjonen.",
     "Tysdag passar for oss. Eg tek med det vi har avtalt om søvn."},
    {0, "nils", "tone", 5, "Søvndagbok",
     "Mor har ført søvndagbok i to veker no. Kan barnehagen gjere det same?",
     NULL},
    {7, "berit", "tone", 20, "Skulen spør",
     "Skulen ønskjer å vite kven dei skal ringe. Er det framleis deg?", NULL},
};

static const struct err *
send_one(struct arena *mem, const struct services *sv, struct instant now,
         const struct demo_message *d, case_id about)
{
    struct call from, to;
    struct message_form m = {
        .case_id = about,
        .subject = str_of(d->subject),
        .text = str_of(d->text),
        .ground = {.basis = BASIS_NECESSARY, .purpose = PURPOSE_FOLLOW_UP}};
    struct instant then = {now.us - d->hours * HOUR_US};
    const struct err *err = demo_act_as(&from, mem, sv, d->from, then);

    if (!err)
        err = demo_act_as(&to, mem, sv, d->to,
                          (struct instant){then.us + HOUR_US});
    if (err)
        return err;
    m.to = to.who.function;
    err = message_app_send(&from, &m, &m.thread);
    if (err || !d->answer)
        return err;
    m.text = str_of(d->answer);
    return message_app_send(&to, &m, &m.thread);
}

const struct err *
demo_fill_messages(struct arena *mem, const struct services *sv,
                   struct instant now, const case_id *child)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(messages); i++)
        err = send_one(mem, sv, now, &messages[i], child[messages[i].child]);
    return err;
}
