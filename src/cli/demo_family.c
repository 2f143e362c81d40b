/* The demo's family: a child of fourteen and a mother with pages of their own,
 * by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "family/app.h"
#include "message/ask.h"

#define DAY_US INT64_C(86400000000)

static const struct err *
give_access(struct arena *mem, const struct services *sv, struct instant then,
            case_id id, int64_t person, const char *login)
{
    struct call c;
    struct new_access made = {.login = str_of(login),
                              .password = STR(DEMO_PASSWORD)};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    return err ? err : access_app_open(&c, id, person, &made);
}

static const struct err *
add_mother(struct arena *mem, const struct services *sv, struct instant then,
           case_id id, int64_t *out)
{
    struct call c;
    struct person p = {.kind = PERSON_GUARDIAN,
                       .name = STR("Siv Eksempelli"),
                       .relation = STR("Mor"),
                       .responsibility = true};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    if (!err)
        err = casefile_app_person(&c, id, &p);
    if (!err)
        *out = p.id;
    return err;
}

static const struct err *
say(struct arena *mem, const struct services *sv, struct instant then,
    const char *what, bool to_guardians)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "ung", then);

    return err ? err : family_app_say(&c, str_of(what), to_guardians);
}

static const struct err *
trust(struct arena *mem, const struct services *sv, struct instant then)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "ung", then);

    return err ? err
               : family_app_trust(&c, STR("Tante Liv. Og Kari på skolen."));
}

static const struct err *
answer_first(struct arena *mem, const struct services *sv, struct instant then,
             case_id id)
{
    struct voice_view v;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    if (!err)
        err = voice_app_view(&c, id, &v);
    if (!err && v.said.n == 0)
        err = ERR(mem, INTERNAL, .detail = "the demo's child said nothing");
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    return err ? err
               : voice_app_answer(
                     &c, id, v.said.row[v.said.n - 1].id, BECAME_PARTLY,
                     STR("Ønsket er lagt til grunn så langt veien tillater."),
                     STR("Veien til den gamle skolen er for lang hver dag. "
                         "Du får besøke klassen hver fredag."));
}

/* The school is asked by a link that has been answered, the dentist by one that
 * waits: see DEMO_LINK. */
static const struct err *
ask_school(struct arena *mem, const struct services *sv, struct instant then,
           case_id id)
{
    struct call c;
    struct ask_secret made = {STR("demo-lenke-til-skolen"), STR("135790")};
    struct ask a = {.case_id = id,
                    .service = OUTSIDE_SCHOOL,
                    .recipient = STR("Rita Oppdiktet, Demo skole"),
                    .text = STR("Kan eleven besøke den gamle klassen sin hver "
                                "fredag fra neste uke?"),
                    .class_ = CLASS_WELFARE,
                    .basis = BASIS_NECESSARY};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    a.last_day = date_add(date_in_oslo(then), 14);
    if (!err)
        err = ask_app_send(&c, &a, &made);
    if (err)
        return err;
    c = (struct call){.mem = mem,
                      .sv = sv,
                      .now = {then.us + DAY_US},
                      .today = date_in_oslo((struct instant){then.us + DAY_US}),
                      .request_id = STR("demo"),
                      .who = {.role = ROLE_PUBLIC}};
    return ask_link_answer(&c, &made, ASK_ANSWERED,
                           STR("Ja. Læreren i klassen vet om det."));
}

static const struct err *
ask_dentist(struct arena *mem, const struct services *sv, struct instant then,
            case_id id)
{
    struct call c;
    struct ask_secret made = {STR(DEMO_LINK), STR(DEMO_LINK_CODE)};
    struct ask a = {
        .case_id = id,
        .service = OUTSIDE_DENTAL,
        .recipient = STR("Tannpleier Ida Oppdiktet, Demo tannklinikk"),
        .kind = ASK_CONFIRM,
        .text = STR("Har pasienten fått time til undersøkelse "
                    "innen jul?"),
        .class_ = CLASS_HEALTH,
        .names_child = true,
        .basis = BASIS_REQUEST_OF_CHILD};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    a.last_day = date_add(date_in_oslo(then), 20);
    return err ? err : ask_app_send(&c, &a, &made);
}

const struct err *
demo_fill_family(struct arena *mem, const struct services *sv,
                 struct instant now, case_id id)
{
    struct instant then = {now.us - 6 * DAY_US};
    struct instant later = {now.us - 2 * DAY_US};
    int64_t mother = 0;
    const struct err *err = add_mother(mem, sv, then, id, &mother);

    if (!err)
        err = give_access(mem, sv, then, id, 0, "ung");
    if (!err)
        err = give_access(mem, sv, then, id, mother, "forelder");
    if (!err)
        err = say(mem, sv, then, "Jeg vil gå på den gamle skolen.", true);
    if (!err)
        err = trust(mem, sv, later);
    if (!err)
        err = answer_first(mem, sv, later, id);
    if (!err)
        err = ask_school(mem, sv, then, id);
    if (!err)
        err = ask_dentist(mem, sv, later, id);
    return err ? err
               : say(mem, sv, later,
                     "Jeg vil ikke fortelle det samme til nye folk hver gang.",
                     false);
}
