/* When the parties evaluate, and what they must answer.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation.h"

#include "text/messages_body.h"
#include "text/messages_text.h"

int
evaluation_statement(int i)
{
    static const int message[EVALUATION_SCORES] = {
        MSG_EVALUATION_S1, MSG_EVALUATION_S2, MSG_EVALUATION_S3,
        MSG_EVALUATION_S4};

    return message[i];
}

int
evaluation_score_message(int score)
{
    static const int message[EVALUATION_BEST] = {
        MSG_EVALUATION_R1, MSG_EVALUATION_R2, MSG_EVALUATION_R3,
        MSG_EVALUATION_R4, MSG_EVALUATION_R5};

    return message[score - 1];
}

bool
evaluation_is_for(const struct body *b)
{
    return b->kind == BODY_RSBU;
}

struct evaluation_window
evaluation_window_of(const struct meeting *m, size_t n, int32_t year,
                     int32_t days, struct date today)
{
    struct evaluation_window w = {.opens = DATE_NONE};

    for (size_t i = 0; i < n; i++) {
        const struct meeting *x = &m[i];
        int y, month, day;

        date_split(x->held_on, &y, &month, &day);
        if (y == year && x->state != MEETING_CANCELLED &&
            (!w.last || date_cmp(x->held_on, w.last->held_on) > 0))
            w.last = x;
    }
    if (!w.last)
        return w;
    w.opens = date_add(w.last->held_on, -days);
    w.open = date_cmp(today, w.opens) >= 0 && w.last->state <= MEETING_HELD;
    return w;
}

const struct err *
evaluation_check(struct arena *mem, const struct evaluation *e)
{
    static const char *const field[EVALUATION_SCORES] = {
        "pastand1", "pastand2", "pastand3", "pastand4"};

    for (int i = 0; i < EVALUATION_SCORES; i++)
        if (e->score[i] < 1)
            return ERR(mem, INVALID, .field = field[i], .msg = MSG_FORM_CHOICE);
    if (e->works.n == 0)
        return ERR(mem, INVALID, .field = "virker", .msg = MSG_FORM_REQUIRED);
    if (e->change.n == 0)
        return ERR(mem, INVALID, .field = "endring", .msg = MSG_FORM_REQUIRED);
    return NULL;
}
