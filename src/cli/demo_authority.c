/* The yearly look at authorisations: most confirmed, two forgotten.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "access/account.h"
#include "casefile/authority.h"

enum { FRESH_DAYS = 100, LATE_DAYS = 375 };

/* Mari's and Nils' leaders have not come to it yet. */
static const struct err *
confirm_all(struct call *c, account_id late1, account_id late2)
{
    struct authority_list all = {0};
    const struct err *err = authority_store_late(&c->tx, c->today, c->today,
                                                 &all);

    for (size_t i = 0; !err && i < all.n; i++) {
        const struct authority *a = &all.row[i];
        bool late = a->account.v == late1.v || a->account.v == late2.v;

        err = authority_store_confirm(
            &c->tx, a->id, a->account,
            date_add(c->today, late ? -LATE_DAYS : -FRESH_DAYS), c->now);
    }
    return err;
}

const struct err *
demo_fill_authority(struct arena *mem, const struct services *sv,
                    struct instant now)
{
    struct account mari = {0};
    struct account nils = {0};
    bool found = false;
    struct call c;
    const struct err *err;

    call_init_system(&c, mem, sv, now);
    err = call_begin_on(&c, ACT_SYSTEM_JOB, subject_none());
    if (!err)
        err = account_store_find(&c.tx, STR("mari"), &mari, &found);
    if (!err)
        err = account_store_find(&c.tx, STR("nils"), &nils, &found);
    if (!err)
        err = confirm_all(&c, mari.id, nils.id);
    if (!err)
        err = authority_job(&c, 0);
    return call_end(&c, ACT_SYSTEM_JOB, 0, err);
}
