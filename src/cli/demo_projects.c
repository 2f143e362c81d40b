/* The demo's research and development projects, all made up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "agreement/project_app.h"
#include "registry/registry.h"

#define DAY_US INT64_C(86400000000)

static const struct {
    const char *user;
    enum project_kind kind;
    const char *title;
    const char *about;
    const char *party; /* code of the second party */
    const char *others;
    int32_t begins; /* months before the demo's day */
    int32_t months; /* it lasts; 0: until further notice */
    bool evidence;  /* of the regional agreement's point on projects */
} projects[] = {
    {"ingrid", PROJECT_DEVELOPMENT, "Trygg søvn på institusjon",
     "Felles opplæring i søvn og uro for ansatte på natt.", "BUF-MIDT", "", 20,
     12, true},
    {"stein", PROJECT_EVALUATION, "Hva hjelper? Ungdom om samarbeidet vårt",
     "Ungdom som har brukt tjenestene, forteller hva som hjelper.", "RHF-MIDT",
     "Et forskningsmiljø (oppdiktet)", 8, 0, true},
    {"gro", PROJECT_DEVELOPMENT, "Veiledning på Humla",
     "Vi prøver ut faste veiledningstimer.", "BUFM-HUML", "", 10, 24, false},
};

static const struct err *
find_choices(struct arena *mem, const struct services *sv, size_t i,
             struct call *c, struct project *p, int64_t *out_clause)
{
    struct project_offer offer;
    struct db_tx tx;
    struct unit u = {0};
    bool found = false;
    const struct err *err = project_app_new(c, &offer);

    if (!err)
        err = db_read_begin(sv->db, mem, &tx);
    if (err)
        return err;
    err = registry_store_find_unit(&tx, str_of(projects[i].party), &u, &found);
    db_read_end(&tx);
    p->party[1].unit = u.id;
    p->parties = 2;
    for (size_t k = 0; projects[i].evidence && k < offer.points.n; k++)
        if (str_eq_cz(offer.points.row[k].ref, "A27"))
            *out_clause = offer.points.row[k].clause;
    return err;
}

const struct err *
demo_fill_projects(struct arena *mem, const struct services *sv,
                   struct instant now)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(projects); i++) {
        struct project p = {
            .kind = projects[i].kind,
            .title = str_of(projects[i].title),
            .about = str_of(projects[i].about),
            .others = str_of(projects[i].others),
            .from = date_add_months(date_in_oslo(now), -projects[i].begins),
            .until = DATE_NONE};
        struct instant then = {now.us - DAY_US};
        struct call c;
        int64_t clause = 0;

        if (projects[i].months > 0)
            p.until = date_add(date_add_months(p.from, projects[i].months), -1);
        err = demo_act_as(&c, mem, sv, projects[i].user, then);
        if (!err)
            err = find_choices(mem, sv, i, &c, &p, &clause);
        if (!err)
            err = demo_act_as(&c, mem, sv, projects[i].user, then);
        if (!err)
            err = project_app_add(&c, &p, clause, NULL);
    }
    return err;
}
