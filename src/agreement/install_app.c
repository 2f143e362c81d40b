/* Puts the agreements that ship as data into a store, once.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/app.h"
#include "agreement/shipped.h"
#include "registry/registry.h"

enum { HOSTS_MAX = 8 };

static const struct err *
find_units(struct call *c, struct str codes, struct obligation *o)
{
    int64_t *unit = ARENA_NEW_N(c->mem, int64_t, HOSTS_MAX);
    const struct err *err = NULL;

    o->unit = unit;
    while (!err && codes.n > 0 && o->units < HOSTS_MAX) {
        struct str code;
        struct unit u;
        bool found = false;

        (void)str_split(codes, ' ', &code, &codes);
        err = registry_store_find_unit(&c->tx, code, &u, &found);
        if (!err && !found)
            err = ERR(c->mem, INTERNAL, .detail = "a unit is not there");
        if (!err)
            unit[o->units++] = u.id.v;
    }
    return err;
}

static const struct err *
insert_sections(struct call *c, version_id id,
                const struct clause_list *clauses)
{
    struct section_list list = {0};
    const struct err *err = shipped_sections(c->mem, clauses, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        err = section_store_insert(&c->tx, id, (int32_t)i, &list.row[i]);
    return err;
}

static const struct err *
insert_version(struct call *c, struct version *v,
               const struct clause_list *clauses)
{
    const struct err *err = version_store_insert(&c->tx, v, c->now);

    if (!err)
        err = insert_sections(c, v->id, clauses);
    for (size_t i = 0; !err && i < clauses->n; i++)
        err = clause_store_insert(&c->tx, v->id, (int32_t)i, &clauses->row[i]);
    return err;
}

static const struct err *
insert_all(struct call *c, const unit_id party[2])
{
    struct agreement a = {
        .code = STR(AGREEMENT_MIDT),
        .kind = AGREEMENT_REGIONAL,
        .title = STR("Samarbeidsavtale mellom Helse Midt-Norge RHF og "
                     "Bufetat region Midt-Norge"),
        .source = STR("Avtaleteksten fra 2021; melding om ny signering "
                      "8. november 2023"),
    };
    struct version v[2] = {
        {.number = 1,
         .state = VERSION_REPLACED,
         .text_seen = true,
         .from = date_ymd(2021, 9, 1),
         .until = date_ymd(2023, 11, 7),
         .signed_on = DATE_NONE},
        {.number = 2,
         .state = VERSION_IN_FORCE,
         .from = date_ymd(2023, 11, 8),
         .until = DATE_NONE,
         .signed_on = date_ymd(2023, 11, 8),
         .note = STR("Fornyet avtale. Teksten som ble signert, er ikke lest. "
                     "Punktene er de samme som i versjon 1.")},
    };
    struct clause_list clauses = {0};
    struct str *units = NULL;
    const struct err *err = shipped_clauses(c->mem, &clauses, &units);

    for (size_t i = 0; !err && i < clauses.n; i++) {
        clauses.row[i].duty.from = v[0].from;
        err = find_units(c, units[i], &clauses.row[i].duty);
    }
    if (!err)
        err = agreement_store_insert(&c->tx, &a, c->now);
    for (int32_t i = 0; !err && i < 2; i++)
        err = agreement_store_add_party(&c->tx, a.id, party[i], i);
    for (size_t i = 0; !err && i < ARRAY_LEN(v); i++) {
        v[i].agreement = a.id;
        err = insert_version(c, &v[i], &clauses);
    }
    return err;
}

const struct err *
agreement_install_in(struct call *c)
{
    static const char *const code[2] = {"RHF-MIDT", "BUF-MIDT"};
    unit_id party[2];
    struct agreement a;
    bool found = false;
    const struct err *err = agreement_store_find(&c->tx, STR(AGREEMENT_MIDT),
                                                 &a, &found);

    if (err || found)
        return err;
    for (size_t i = 0; i < 2; i++) {
        struct unit u;

        err = registry_store_find_unit(&c->tx, str_of(code[i]), &u, &found);
        if (err || !found)
            return err;
        party[i] = u.id;
    }
    return insert_all(c, party);
}

const struct err *
agreement_app_install(struct call *c)
{
    const enum action a = ACT_REGISTRY_IMPORT;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = agreement_install_in(c);
    return call_end(c, a, 0, err);
}
