/* Errors as values: making and joining them; the end of a failed ASSERT.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>

struct msg_arg
msg_str(struct str s)
{
    return (struct msg_arg){.kind = MSG_ARG_STR, .str = s};
}

struct msg_arg
msg_int(int64_t v)
{
    return (struct msg_arg){.kind = MSG_ARG_INT, .num = v};
}

struct msg_arg
msg_date(struct date d)
{
    return (struct msg_arg){.kind = MSG_ARG_DATE, .date = d};
}

struct msg_arg
msg_time(struct instant t)
{
    return (struct msg_arg){.kind = MSG_ARG_TIME, .time = t};
}

static struct err *
err_dup(struct arena *mem, const struct err *e)
{
    struct err *copy = ARENA_NEW(mem, struct err);

    *copy = *e;
    return copy;
}

const struct err *
err_new(struct arena *mem, const struct err *e)
{
    return err_dup(mem, e);
}

const struct err *
err_join(struct arena *mem, const struct err *list, const struct err *e)
{
    const struct err *first = NULL;
    const struct err **end = &first;

    for (; list; list = list->next) {
        struct err *copy = err_dup(mem, list);

        copy->next = NULL;
        *end = copy;
        end = &copy->next;
    }
    *end = e;
    return first;
}

void
assert_failed(const char *cond, const char *where)
{
    (void)fprintf(stderr, "helhet: assertion failed: %s (%s)\n", cond, where);
    abort();
}
