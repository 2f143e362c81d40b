/* Authorisations: looked through, confirmed, and put before who answers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/authority.h"

#include "notify/outbox.h"
#include "text/messages_casefile.h"

enum { MONTHS = 12 };

/* --- rules --- */

struct date
authority_due(const struct authority *a)
{
    return date_add_months(date_is_none(a->confirmed) ? a->from : a->confirmed,
                           MONTHS);
}

bool
authority_is_late(const struct authority *a, struct date today)
{
    return date_cmp(today, authority_due(a)) > 0;
}

/* What was last confirmed before this day may be late. */
static struct date
a_year_before(struct date today)
{
    return date_add_months(today, -MONTHS);
}

/* --- looking --- */

static void
leave_out_own(const struct call *c, struct authority_list *list)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].account.v != c->who.account.v)
            list->row[n++] = list->row[i];
    list->n = n;
}

const struct err *
authority_app_view(struct call *c, struct authority_list *out)
{
    const enum action a = ACT_AUTHORITY_VIEW;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = authority_store_list(&c->tx, c->who.unit, c->today, out);
    if (!err)
        leave_out_own(c, out);
    return call_end(c, a, c->who.unit.v, err);
}

const struct err *
authority_app_counts(struct call *c, struct authority_counts *out)
{
    const enum action a = ACT_AUTHORITY_COUNT;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = authority_store_counts(&c->tx, a_year_before(c->today), c->today,
                                     out);
    return call_end(c, a, 0, err);
}

const struct err *
authority_waits_in(struct call *c, int64_t *out)
{
    *out = 0;
    return c->who.role == ROLE_LEADER
               ? authority_store_waits(&c->tx, c->who.unit, c->today, out)
               : NULL;
}

/* --- confirming --- */

static bool
is_listed(const struct authority_list *list, function_id f)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].id.v == f.v)
            return true;
    return false;
}

const struct err *
authority_answers_in(struct call *c, const struct function_row *f, bool *out)
{
    struct authority_list list = {0};
    const struct err *err = NULL;

    *out = f->unit_id.v == c->who.unit.v;
    if (*out)
        return NULL;
    err = authority_store_list(&c->tx, c->who.unit, c->today, &list);
    leave_out_own(c, &list);
    *out = !err && is_listed(&list, f->id);
    return err;
}

static const struct err *
confirm_in(struct call *c, const function_id *id, size_t n)
{
    struct authority_list list = {0};
    const struct err *err = authority_store_list(&c->tx, c->who.unit, c->today,
                                                 &list);

    leave_out_own(c, &list);
    for (size_t i = 0; !err && i < n; i++) {
        if (!is_listed(&list, id[i]))
            return ERR(c->mem, NOT_FOUND);
        err = authority_store_confirm(&c->tx, id[i], c->who.account, c->today,
                                      c->now);
        if (!err)
            err = authority_store_settle(&c->tx, id[i]);
    }
    return err;
}

const struct err *
authority_app_confirm(struct call *c, const function_id *id, size_t n)
{
    const enum action a = ACT_AUTHORITY_CONFIRM;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err && n == 0)
        err = ERR(c->mem, INVALID, .field = "f", .msg = MSG_AUTHORITY_CHOOSE);
    if (!err)
        err = confirm_in(c, id, n);
    return call_end(c, a, c->who.unit.v, err);
}

/* --- the daily job --- */

/* The leaders that answer on a unit today, who holds the function left out. */
static const struct err *
leaders_of(struct call *c, unit_id unit, account_id but,
           struct function_list *out)
{
    const struct err *err = registry_store_list_functions(
        &c->tx, unit, FUNCTION_LEADER, c->today, out);
    size_t n = 0;

    for (size_t i = 0; !err && i < out->n; i++)
        if (out->row[i].account_id.v != but.v)
            out->row[n++] = out->row[i];
    out->n = n;
    return err;
}

static const struct err *
put_before(struct call *c, const struct authority *a, unit_id unit,
           const struct function_list *leaders)
{
    bool is_new = false;
    const struct err *err = authority_store_put_due(&c->tx, a->id, unit,
                                                    c->today, &is_new);

    for (size_t i = 0; !err && is_new && i < leaders->n; i++)
        err = outbox_tell_in(c, leaders->row[i].account_id,
                             MSG_AUTHORITY_MAIL_SUBJECT, MSG_AUTHORITY_MAIL,
                             "/ansatte/gjennomgang");
    return err;
}

/* The nearest level with a leader, and after some days the one above it. */
static const struct err *
climb(struct call *c, const struct authority *a)
{
    struct unit_list above = {0};
    struct date step = date_add(authority_due(a), AUTHORITY_STEP_DAYS);
    int left = date_cmp(c->today, step) > 0 ? 2 : 1;
    const struct err *err = registry_store_list_parents(&c->tx, a->unit,
                                                        &above);

    for (size_t i = 0; !err && left > 0 && i < above.n; i++) {
        struct function_list leaders = {0};

        err = leaders_of(c, above.row[i].id, a->account, &leaders);
        if (err || leaders.n == 0)
            continue;
        err = put_before(c, a, above.row[i].id, &leaders);
        left--;
    }
    return err;
}

const struct err *
authority_job(struct call *c, int64_t object)
{
    struct authority_list late = {0};
    const struct err *err = authority_store_late(
        &c->tx, a_year_before(c->today), c->today, &late);

    (void)object;
    for (size_t i = 0; !err && i < late.n; i++)
        if (authority_is_late(&late.row[i], c->today))
            err = climb(c, &late.row[i]);
    return err;
}
