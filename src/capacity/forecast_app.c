/* Forecasts from the installation's own requests.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast_app.h"

#include "assessment/history.h"
#include "text/messages_capacity.h"

/* What was known at the end of `until`. */
static bool
known(struct date d, struct date until)
{
    return !date_is_none(d) && date_cmp(d, until) <= 0;
}

static struct forecast_history
history_of(struct arena *mem, const struct request_times_list *list,
           struct date until)
{
    struct forecast_history h = {
        .row = ARENA_NEW_N(mem, struct forecast_case, list->n + 1),
        .until = until};

    for (size_t i = 0; i < list->n; i++) {
        const struct request_times *t = &list->row[i];

        if (known(t->requested, until))
            h.row[h.n++] = (struct forecast_case){
                .requested = t->requested,
                .assessed = known(t->assessed, until) ? t->assessed : DATE_NONE,
                .left = known(t->left, until) ? t->left : DATE_NONE};
    }
    return h;
}

const struct err *
forecast_app_own(struct call *c, const struct forecast_how *how,
                 struct forecast *out)
{
    struct request_times_list list = {0};
    struct forecast_history h;
    const struct err *err = call_begin_on(c, ACT_CAPACITY_FORECAST,
                                          subject_none());

    if (!err)
        err = history_store_list(&c->tx, &list);
    err = call_end(c, ACT_CAPACITY_FORECAST, 0, err);
    if (err)
        return err;
    h = history_of(c->mem, &list, date_add(c->today, -1));
    if (h.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_FORECAST_NONE);
    return forecast_make(c->mem, &h, how, out);
}
