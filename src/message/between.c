/* Conversations between units: what figures may be shown. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

static bool
is_few(int64_t n)
{
    return n > 0 && n < CONSULT_SHOWN_FROM;
}

/* Is a part of `whole` told, or what is left of it, by few? */
static bool
tells_few(int64_t part, int64_t whole)
{
    return is_few(part) || is_few(whole - part);
}

struct consult_figure
consult_figure_hide(struct consult_figure f)
{
    bool asked = is_few(f.asked);
    bool answered = asked || tells_few(f.answered, f.asked);
    bool in_time = answered || tells_few(f.in_time, f.answered) ||
                   tells_few(f.in_time, f.asked);

    f.asked = asked ? CONSULT_HIDDEN : f.asked;
    f.answered = answered ? CONSULT_HIDDEN : f.answered;
    f.in_time = in_time ? CONSULT_HIDDEN : f.in_time;
    return f;
}
