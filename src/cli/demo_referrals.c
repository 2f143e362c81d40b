/* The demo's referral with its answer, its disagreements and a pathway that
 * somebody is writing, by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "pathway/app.h"
#include "referral/app.h"
#include "referral/escalation_app.h"

#define DAY_US INT64_C(86400000000)
enum { CHILD_REFERRED = 1, CHILD_DISPUTED = 6, START_DAYS = 30 };

/* --- the referral --- */

static const struct err *
refer(struct arena *mem, const struct services *sv, struct instant then,
      case_id id, int64_t *out)
{
    struct referral_form f = {
        .why = STR("Sover dårlig og trekker seg unna etter flyttingen."),
        .wish = STR("Vil snakke med noen som ikke jobber på skolen."),
        .consented = true,
        .how = STR("Begge foreldrene, i møte. Ført i journal."),
    };
    struct call clinic;
    struct call c;
    const struct err *err = demo_act_as(&clinic, mem, sv, "berit", then);

    if (!err)
        err = demo_act_as(&c, mem, sv, "leif", then);
    f.to = clinic.who.unit;
    return err ? err : referral_app_send(&c, id, &f, out);
}

/* What the clinic does with it, `ago` days before `now`. */
static const struct err *
answer(struct arena *mem, const struct services *sv, struct instant now,
       case_id id, int64_t referral, int32_t ago, struct referral_answer f)
{
    struct instant then = {now.us - ago * DAY_US};
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "berit", then);

    f.day = c.today;
    if (f.doing == DOING_ASSESS)
        f.start_on = date_add(c.today, START_DAYS);
    return err ? err : referral_app_answer(&c, id, referral, &f);
}

static const struct err *
fill_referral(struct arena *mem, const struct services *sv, struct instant now,
              case_id id)
{
    const struct referral_answer received = {.doing = DOING_RECEIVE};
    const struct referral_answer assessed = {
        .doing = DOING_ASSESS,
        .right = true,
        .text = STR("Har rett til utgreiing. De får time hos psykolog. Skolen "
                    "kan ringe oss dersom det hastar."),
    };
    const struct referral_answer told = {.doing = DOING_TELL, .guardian = true};
    int64_t r = 0;
    const struct err *err = refer(
        mem, sv, (struct instant){now.us - 16 * DAY_US}, id, &r);

    if (!err)
        err = answer(mem, sv, now, id, r, 15, received);
    if (!err)
        err = answer(mem, sv, now, id, r, 6, assessed);
    return err ? err : answer(mem, sv, now, id, r, 5, told);
}

/* --- disagreements --- */

static const struct err *
act(struct arena *mem, const struct services *sv, struct instant then,
    const char *login, case_id id, const struct escalation_form *f)
{
    struct escalation_page p;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, login, then);

    if (!err)
        err = escalation_app_page(&c, id, &p);
    if (!err && p.list.n == 0)
        err = ERR(mem, INTERNAL, .detail = "the demo's matter is not there");
    if (!err)
        err = demo_act_as(&c, mem, sv, login, then);
    return err ? err : escalation_app_do(&c, id, p.list.row[0].id, f);
}

static const struct err *
raise(struct arena *mem, const struct services *sv, struct instant then,
      const char *login, case_id id, const char *matter, const char *wish)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, login, then);

    return err ? err
               : escalation_app_raise(&c, id, str_of(matter), str_of(wish));
}

/* The clinic lets the other side read its view. */
static const struct err *
show_view(struct arena *mem, const struct services *sv, struct instant then,
          case_id id)
{
    struct call to;
    struct call c;
    struct share s = {.case_id = id,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_CONSENT,
                      .consented = true,
                      .consent_by = CONSENTER_PARENTS,
                      .source = STR("Munnleg i møte, ført i journal.")};
    const struct err *err = demo_act_as(&to, mem, sv, "tone", then);

    if (!err)
        err = demo_act_as(&c, mem, sv, "nils", then);
    s.to_unit = to.who.unit;
    return err ? err : casefile_app_share(&c, &s, CLASS_BIT(PLAN));
}

/* One that is still between the case's own people. */
static const struct err *
fill_open(struct arena *mem, const struct services *sv, struct instant now,
          case_id id)
{
    const struct escalation_form view = {
        .doing = ESCALATION_VIEW,
        .text = STR("Vi kan ta imot, men trenger at noen følger Iver dit."),
    };
    const struct err *err = raise(
        mem, sv, (struct instant){now.us - 4 * DAY_US}, "tone", id,
        "Hvem som følger Iver til timene i behandlingen.",
        "Vil at den samme kommer hver gang.");

    if (!err)
        err = act(mem, sv, (struct instant){now.us - 3 * DAY_US}, "nils", id,
                  &view);
    return err ? err
               : show_view(mem, sv, (struct instant){now.us - 3 * DAY_US}, id);
}

static const struct err *
advise(struct arena *mem, const struct services *sv, struct instant then)
{
    struct escalation_page p;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "ingrid", then);

    if (!err)
        err = escalation_app_clear(&c, &p);
    if (!err && p.list.n == 0)
        err = ERR(mem, INTERNAL, .detail = "AU has no matter of the demo");
    if (!err)
        err = demo_act_as(&c, mem, sv, "ingrid", then);
    return err ? err
               : escalation_app_advise(
                     &c, p.list.row[0].id,
                     STR("Begynn hjelpen hjemme nå, og la utredningen gå "
                         "ved siden av. Møtes hver uke til den er ferdig."));
}

/* One that went to AU and came back with advice. */
static const struct err *
fill_decided(struct arena *mem, const struct services *sv, struct instant now,
             case_id id)
{
    const struct escalation_form lift = {.doing = ESCALATION_LIFT};
    const struct escalation_form to_au = {
        .doing = ESCALATION_LIFT,
        .cleared = true,
        .clear = STR("To tjenester venter på hverandre: den ene vil ha en "
                     "utredning før hjelpen starter, den andre vil starte "
                     "hjelpen først."),
    };
    const struct escalation_form decision = {
        .doing = ESCALATION_DECIDE,
        .text = STR("Hjelpa heime startar no. Utgreiinga går ved sida av."),
        .by_on = date_add(date_in_oslo(now), 14),
    };
    const struct err *err = raise(
        mem, sv, (struct instant){now.us - 20 * DAY_US}, "mari", id,
        "Om hjelpa heime skal vente på utgreiinga.",
        "Vil ikkje at det skal kome nye folk heile tida.");

    if (!err)
        err = act(mem, sv, (struct instant){now.us - 18 * DAY_US}, "mari", id,
                  &lift);
    if (!err)
        err = act(mem, sv, (struct instant){now.us - 12 * DAY_US}, "mari", id,
                  &to_au);
    if (!err)
        err = advise(mem, sv, (struct instant){now.us - 6 * DAY_US});
    return err ? err
               : act(mem, sv, (struct instant){now.us - 2 * DAY_US}, "mari", id,
                     &decision);
}

/* --- a pathway that is being written --- */

static const struct err *
fill_draft(struct arena *mem, const struct services *sv, struct instant now)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "leif",
                                        (struct instant){now.us - 7 * DAY_US});

    return err ? err
               : pathway_app_copy(&c, STR("anxiety"), STR("0.1"),
                                  STR("anxiety"), STR("0.2"));
}

const struct err *
demo_fill_referrals(struct arena *mem, const struct services *sv,
                    struct instant now, const case_id *child)
{
    const struct err *err = fill_referral(mem, sv, now, child[CHILD_REFERRED]);

    if (!err)
        err = fill_open(mem, sv, now, child[CHILD_REFERRED]);
    if (!err)
        err = fill_decided(mem, sv, now, child[CHILD_DISPUTED]);
    return err ? err : fill_draft(mem, sv, now);
}
