/* The demo's messages, sent by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "message/between.h"

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

/* Between units, about no child. */
struct demo_between {
    enum between_kind kind;
    const char *from;
    const char *to; /* a question: to all with this one's function */
    int32_t hours;  /* ago */
    const char *subject;
    const char *text;
    const char *answer; /* NULL: none yet */
};
static const struct demo_between between[] = {
    {BETWEEN_MESSAGE, "berit", "turid", 50, "Felles opplæringsdag",
     "Kan vi halde opplæringsdagen hos dykk denne gongen?",
     "Ja, vi har møterommet ledig hele dagen."},
    {BETWEEN_MESSAGE, "tone", "siri", 6, "Hvem ringer vi i romjula?",
     "Hvem har vakt hos dere mellom jul og nyttår?", NULL},
    {BETWEEN_QUESTION, "tone", "berit", 30, "Søvn etter flytting",
     "Et barn i førskolealder sover dårlig etter å ha flyttet til fosterhjem.\n"
     "Når bør vi be om hjelp fra dere?",
     NULL},
    {BETWEEN_QUESTION, "turid", "berit", 90, "Vegrer seg for skolen",
     "En ungdom hos oss går ikke på skolen lenger. Hva kan vi gjøre først?",
     "Byrj med faste morgonar og korte dagar. Ring oss om det ikkje hjelper."},
};

static const struct err *
send_between(struct arena *mem, const struct services *sv, struct instant now,
             const struct demo_between *d)
{
    struct instant then = {now.us - d->hours * HOUR_US};
    struct call from, to;
    struct between_form m = {.kind = d->kind,
                             .subject = str_of(d->subject),
                             .text = str_of(d->text)};
    const struct err *err = demo_act_as(&from, mem, sv, d->from, then);

    if (!err)
        err = demo_act_as(&to, mem, sv, d->to,
                          (struct instant){then.us + HOUR_US});
    if (err)
        return err;
    m.to_unit = to.who.unit;
    if (d->kind == BETWEEN_MESSAGE)
        m.to = to.who.function;
    m.to_kind = FUNCTION_CLINIC_CONTACT;
    err = between_app_send(&from, &m, &m.thread);
    if (err || !d->answer)
        return err;
    m.text = str_of(d->answer);
    m.subject = STR_NONE;
    return between_app_send(&to, &m, &m.thread);
}

const struct err *
demo_fill_messages(struct arena *mem, const struct services *sv,
                   struct instant now, const case_id *child)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(messages); i++)
        err = send_one(mem, sv, now, &messages[i], child[messages[i].child]);
    for (size_t i = 0; !err && i < ARRAY_LEN(between); i++)
        err = send_between(mem, sv, now, &between[i]);
    return err;
}
