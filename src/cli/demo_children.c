/* The demo's children and what goes on around them, by the same app functions
 * that people use, each in its own person's name.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "access/account.h"
#include "casefile/app.h"

#define DAY_US INT64_C(86400000000)

struct demo_child {
    const char *opener;
    const char *given_name;
    const char *family_name;
    const char *number;
    const char *birth_date;
    const char *municipality;
    enum care care;
    enum protection protection;
    int32_t days;
    const char *lives;
    const char *why;
};
static const struct demo_child children[] = {
#define CHILD(opener, given, family, number, born, place, care, protection, \
              days, lives, why)                                             \
    {opener, given, family,      number,                                    \
     born,   place, CARE_##care, PROTECTION_##protection,                   \
     days,   lives, why},
#include "cli/demo_children.def"
#undef CHILD
};

/* A call by a demo account in its first function, some days ago. */
const struct err *
demo_act_as(struct call *c, struct arena *mem, const struct services *sv,
            const char *login, struct instant now)
{
    struct account a = {0};
    struct acting *acting = NULL;
    size_t n = 0;
    bool found = false;
    struct db_tx tx;
    const struct err *err;

    call_init_system(c, mem, sv, now);
    err = db_read_begin(sv->db, mem, &tx);
    if (err)
        return err;
    err = account_store_find(&tx, str_of(login), &a, &found);
    if (!err && found)
        err = sv->functions(c, &tx, a.id, &acting, &n);
    db_read_end(&tx);
    if (!err && n == 0)
        err = ERR(mem, INTERNAL, .detail = "a demo account has no function");
    if (err)
        return err;
    c->who = (struct actor){.account = a.id,
                            .function = acting[0].function,
                            .unit = acting[0].unit,
                            .role = acting[0].role,
                            .hidden = acting[0].hidden,
                            .name = a.name,
                            .unit_name = acting[0].unit_name};
    return NULL;
}

static struct child
child_of(const struct demo_child *d, struct date today)
{
    struct child k = {
        .protection = d->protection,
        .given_name = str_of(d->given_name),
        .family_name = str_of(d->family_name),
        .municipality = str_of(d->municipality),
        .care = d->care,
        .care_since = date_add(today, -d->days),
        .lives = str_of(d->lives),
    };

    (void)natid_parse(str_of(d->number), &k.number);
    (void)date_parse(str_of(d->birth_date), &k.birth_date);
    return k;
}

static const struct err *
open_case(struct arena *mem, const struct services *sv, struct instant now,
          const struct demo_child *d, case_id *out)
{
    struct instant then = {now.us - d->days * DAY_US};
    struct case_open_form form = {.bti_level = -1, .text = str_of(d->why)};
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, d->opener, then);

    if (err)
        return err;
    form.child = child_of(d, c.today);
    return casefile_app_open(&c, &form, out);
}

/* --- what goes on --- */

struct demo_offer {
    size_t child; /* in the table above */
    const char *from;
    const char *to;
    int32_t days; /* ago */
    const char *reason;
};
static const struct demo_offer offers[] = {
    {0, "tone", "nils", 2,
     "BUP har startet behandling og møter familien hver uke framover."},
    {6, "mari", "turid", 8,
     "Institusjonen kjenner barnet best no og har dagleg kontakt."},
    {7, "berit", "tone", 1,
     "Barnevernet samordnar tiltaka i heimen frå no av."},
};

static const struct err *
invite(struct arena *mem, const struct services *sv, struct instant then,
       const struct demo_offer *o, case_id id, unit_id unit)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, o->from, then);

    return err ? err : casefile_app_invite(&c, id, unit, PURPOSE_FOLLOW_UP);
}

static const struct err *
offer_baton(struct arena *mem, const struct services *sv, struct instant now,
            const struct demo_offer *o, case_id id)
{
    struct instant then = {now.us - o->days * DAY_US};
    struct call from;
    struct call to;
    struct offer_form form = {.case_id = id,
                              .basis = BASIS_CONSENT,
                              .classes = CLASS_BIT(PLAN),
                              .consented = true,
                              .consent_by = CONSENTER_PARENTS,
                              .source = STR("Muntlig i møte, ført i journal."),
                              .reason = str_of(o->reason)};
    offer_id offer;
    const struct err *err = demo_act_as(&to, mem, sv, o->to, then);

    if (!err)
        err = invite(mem, sv, then, o, id, to.who.unit);
    if (!err)
        err = demo_act_as(&from, mem, sv, o->from, then);
    if (err)
        return err;
    form.to = to.who.function;
    return casefile_app_offer(&from, &form, &offer);
}

const struct err *
demo_fill_children(struct arena *mem, const struct services *sv,
                   struct instant now)
{
    case_id id[ARRAY_LEN(children)];
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(children); i++)
        err = open_case(mem, sv, now, &children[i], &id[i]);
    for (size_t i = 0; !err && i < ARRAY_LEN(offers); i++)
        err = offer_baton(mem, sv, now, &offers[i], id[offers[i].child]);
    if (!err)
        err = demo_fill_messages(mem, sv, now, id);
    if (!err)
        err = demo_fill_pathways(mem, sv, now, id);
    if (!err)
        err = demo_fill_plan(mem, sv, now, id[0], id[2]);
    if (!err)
        err = demo_fill_documents(mem, sv, now, id[0]);
    if (!err)
        err = demo_fill_care(mem, sv, now, id[3]);
    if (!err)
        err = demo_fill_requests(mem, sv, now, id);
    if (!err)
        err = demo_fill_referrals(mem, sv, now, id);
    if (!err)
        err = demo_fill_family(mem, sv, now, id[2]);
    return err ? err : demo_fill_foster(mem, sv, now, id[8]);
}
