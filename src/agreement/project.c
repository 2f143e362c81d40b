/* Research and development projects: words, filters, and what may be
 * registered. Pure. SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/project.h"

#include "base/words.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

static const struct word kinds[] = {
#define KIND(id, word, msg) {word, msg},
#include "agreement/project_kind.def"
#undef KIND
};

const char *
project_kind_word(enum project_kind k)
{
    return kinds[k].word;
}

bool
project_kind_parse(struct str word, enum project_kind *out)
{
    int i = word_find(kinds, ARRAY_LEN(kinds), word);

    if (i >= 0)
        *out = (enum project_kind)i;
    return i >= 0;
}

int
project_kind_message(enum project_kind k)
{
    return kinds[k].msg;
}

static bool
has_party(const struct project *p, unit_id unit, size_t among)
{
    for (size_t i = 0; i < among; i++)
        if (p->party[i].unit.v == unit.v)
            return true;
    return false;
}

bool
project_matches(const struct project *p, int year, unit_id unit)
{
    if (unit.v != 0 && !has_party(p, unit, p->parties))
        return false;
    return year == 0 || (date_cmp(p->from, date_ymd(year, 12, 31)) <= 0 &&
                         (date_is_none(p->until) ||
                          date_cmp(p->until, date_ymd(year, 1, 1)) >= 0));
}

const struct err *
project_check(struct arena *mem, const struct project *p)
{
    static const char *const field[PROJECT_PARTIES_MAX] = {"part2", "part2",
                                                           "part3", "part4"};
    const struct err *err = NULL;

    if (p->title.n == 0)
        err = ERR(mem, INVALID, .field = "tittel", .msg = MSG_FORM_REQUIRED);
    for (size_t i = 1; i < p->parties; i++)
        if (has_party(p, p->party[i].unit, i))
            err = err_join(
                mem, err,
                ERR(mem, INVALID, .field = field[i], .msg = MSG_PROJECT_TWICE));
    if (p->parties < 2 && p->others.n == 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "part2", .msg = MSG_PROJECT_ALONE));
    if (date_is_none(p->from))
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "fra", .msg = MSG_FORM_REQUIRED));
    else if (!date_is_none(p->until))
        err = err_join(mem, err, project_check_end(mem, p, p->until));
    return err;
}

const struct err *
project_check_end(struct arena *mem, const struct project *p, struct date until)
{
    if (date_is_none(until))
        return ERR(mem, INVALID, .field = "til", .msg = MSG_FORM_REQUIRED);
    if (date_cmp(until, p->from) < 0)
        return ERR(mem, INVALID, .field = "til",
                   .msg = MSG_EVIDENCE_ENDS_FIRST);
    return NULL;
}
