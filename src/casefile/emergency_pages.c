/* Fills the pages of access in an emergency and of the review.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency_pages.h"

#include "text/messages_casefile.h"

enum { REASON_MAX_CHARS = 500 };

static const struct {
    const char *word;
    int msg;
} steps[TELL_COUNT] = {
    [TELL_UNIT] = {"enhet", MSG_REVIEW_TELL_UNIT},
    [TELL_CHILD] = {"barn", MSG_REVIEW_TELL_CHILD},
    [TELL_AUTHORITY] = {"tilsyn", MSG_REVIEW_TELL_AUTHORITY},
};
static const struct {
    enum look_flag flag;
    int msg;
} flags[] = {
    {LOOK_EMERGENCY, MSG_LOOK_EMERGENCY}, {LOOK_NAME, MSG_LOOK_NAME},
    {LOOK_COLLEAGUE, MSG_LOOK_COLLEAGUE}, {LOOK_REFUSED, MSG_LOOK_REFUSED},
    {LOOK_NO_TASK, MSG_LOOK_NO_TASK},     {LOOK_HOURS, MSG_LOOK_HOURS},
};

const char *
tell_word(enum tell_step s)
{
    return steps[s].word;
}

struct emergency_view
emergency_view_of(struct page *pg, const struct http_req *req,
                  const struct err *err, enum work_field f)
{
    struct form_view form = form_view_of(pg, req, err);
    uint32_t own = work_field_classes(f);
    struct choice c[CLASS_COUNT] = {{.value = {0}}};
    size_t n = 0;

    for (int k = CLASS_CORE + 1; k < CLASS_COUNT; k++) {
        if ((own >> k & 1) == 0)
            continue;
        c[n].value = str_of(info_class_word((enum info_class)k));
        c[n++].label = words(pg, info_class_message((enum info_class)k));
    }
    return (struct emergency_view){
        .may = f != FIELD_OF_NONE,
        .errors = errors_of(&form),
        .number = field_text(&form, "nummer", MSG_CHILD_NUMBER, 0, STR_NONE),
        .reason = field_area(&form, "grunn", MSG_EMERGENCY_REASON,
                             MSG_EMERGENCY_REASON_HINT, STR_NONE,
                             REASON_MAX_CHARS),
        .classes = field_choice(&form, FIELD_CHECKS, "klasser",
                                MSG_EMERGENCY_CLASSES,
                                MSG_EMERGENCY_CLASSES_HINT, c, n),
        .minutes = field_number(&form, "minutter", MSG_EMERGENCY_MINUTES,
                                MSG_EMERGENCY_MINUTES_HINT, EMERGENCY_MINUTES),
    };
}

static struct look_line
look_line_of(struct page *pg, const struct look *l)
{
    struct look_why *why = ARENA_NEW_N(pg->mem, struct look_why,
                                       ARRAY_LEN(flags));
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
        if (l->flags & flags[i].flag)
            why[n++].text = flags[i].msg;
    }
    return (struct look_line){
        .account = l->account,
        .case_id = l->case_id,
        .ref = id_format(pg->mem, l->case_id.v),
        .day = date_format(pg->mem, l->day),
        .who = l->name,
        .when = time_text(pg->mem, pg->lang, l->first),
        .times = msg_text(pg->mem, pg->lang, MSG_REVIEW_TIMES,
                          (const struct msg_arg[]){msg_int(l->times)}, 1),
        .why = why,
        .why_n = n,
        .reason = l->reason,
    };
}

static struct wrong_line
wrong_line_of(struct page *pg, const struct review *r)
{
    struct tell_line *step = ARENA_NEW_N(pg->mem, struct tell_line, TELL_COUNT);

    for (int i = 0; i < TELL_COUNT; i++)
        step[i] = (struct tell_line){.word = str_of(steps[i].word),
                                     .what = steps[i].msg,
                                     .on = r->told[i],
                                     .done = !date_is_none(r->told[i])};
    return (struct wrong_line){.id = {r->id},
                               .ref = id_format(pg->mem, r->case_id.v),
                               .who = r->name,
                               .day = r->day,
                               .note = r->note,
                               .steps = step,
                               .steps_n = TELL_COUNT};
}

struct review_page
review_page_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct review_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    struct look_line *look = ARENA_NEW_N(pg->mem, struct look_line,
                                         v->looks.n + 1);
    struct wrong_line *wrong = ARENA_NEW_N(pg->mem, struct wrong_line,
                                           v->wrong.n + 1);

    for (size_t i = 0; i < v->looks.n; i++)
        look[i] = look_line_of(pg, &v->looks.row[i]);
    for (size_t i = 0; i < v->wrong.n; i++)
        wrong[i] = wrong_line_of(pg, &v->wrong.row[i]);
    return (struct review_page){
        .errors = errors_of(&f),
        .looks = look,
        .looks_n = v->looks.n,
        .wrong = wrong,
        .wrong_n = v->wrong.n,
    };
}
