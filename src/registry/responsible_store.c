/* The two answers the rest lives on: who is responsible, who leads.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/store.h"

/* Where rows of a purpose go. */
static struct catchment_list *
list_of(struct registry_responsible *r, enum catchment_purpose p)
{
    switch (p) {
    case CATCHMENT_HF:
        return &r->hf;
    case CATCHMENT_BUP:
        return &r->bup;
    case CATCHMENT_BUFETAT:
        return &r->bufetat;
    case CATCHMENT_THK:
        return &r->thk;
    case CATCHMENT_FACT:
        return &r->fact;
    case CATCHMENT_CHILD_WELFARE:
        return &r->child_welfare;
    case CATCHMENT_PURPOSE_COUNT:
        break;
    }
    ASSERT(!"a purpose without a list");
    return &r->hf;
}

/* A row of the whole municipality serves every district. */
static bool
row_serves(const struct catchment *c, struct str district)
{
    return district.n == 0 || c->district.n == 0 ||
           str_eq(c->district, district);
}

static struct registry_responsible
sort_by_purpose(struct arena *mem, const struct catchment_list *rows,
                struct str district)
{
    struct registry_responsible r = {0};

    for (size_t i = 0; i < rows->n; i++) {
        struct catchment_list *to = list_of(&r, rows->row[i].purpose);

        if (!row_serves(&rows->row[i], district))
            continue;
        if (!to->row)
            to->row = ARENA_NEW_N(mem, struct catchment, rows->n);
        to->row[to->n++] = rows->row[i];
    }
    return r;
}

const struct err *
registry_responsible(struct db_tx *tx, struct str municipality,
                     struct str district, struct date on,
                     struct registry_responsible *out)
{
    struct municipality place;
    struct catchment_list rows = {0};
    const struct err *err = registry_store_get_municipality(tx, municipality,
                                                            &place);

    if (!err)
        err = registry_store_list_serving(tx, municipality, on, &rows);
    if (!err)
        *out = sort_by_purpose(tx->mem, &rows, district);
    return err;
}

/* The leader at or above a unit, `except` passed over. */
static const struct err *
leader_but(struct db_tx *tx, unit_id unit, struct date on, function_id except,
           struct function_row *out, bool *found)
{
    struct unit_list above = {0};
    const struct err *err = registry_store_list_parents(tx, unit, &above);

    *found = false;
    for (size_t i = 0; !err && !*found && i < above.n; i++) {
        struct function_list leaders = {0};

        err = registry_store_list_functions(tx, above.row[i].id,
                                            FUNCTION_LEADER, on, &leaders);
        for (size_t j = 0; !err && !*found && j < leaders.n; j++)
            if (leaders.row[j].id.v != except.v) {
                *out = leaders.row[j];
                *found = true;
            }
    }
    return err;
}

const struct err *
registry_leader_of(struct db_tx *tx, unit_id unit, struct date on,
                   struct function_row *out, bool *found)
{
    return leader_but(tx, unit, on, (function_id){0}, out, found);
}

const struct err *
registry_deputy_or_leader(struct db_tx *tx, function_id f, struct date on,
                          struct function_row *out, bool *found)
{
    struct function_row own;
    struct function_row deputy;
    const struct err *err = registry_store_get_function(tx, f, &own);

    *found = false;
    if (!err && own.deputy_id.v) {
        err = registry_store_get_function(tx, own.deputy_id, &deputy);
        if (!err && function_is_valid(&deputy, on) &&
            function_may_stand_in(own.kind, deputy.kind)) {
            *out = deputy;
            *found = true;
            return NULL;
        }
    }
    if (!err)
        err = leader_but(tx, own.unit_id, on, f, out, found);
    return err;
}
