/* Code lists of Bufdir's messages: tables and look-up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/codes.h"
#include "text/messages_assessment.h"

#include "base/err.h"

#define ENTRY(list, name, code) {code, MSG_REQUEST_##list##_##name, {NULL}},
#define TABLE(list)                                     \
    static const struct request_code list##_CODES[] = { \
        REQUEST_CODES_##list(ENTRY)};

/* clang-format off */
TABLE(DECIDER)
TABLE(DECISION)
TABLE(TRIBUNAL)
TABLE(LEGAL)
TABLE(PLAN)
TABLE(IP)
TABLE(DAY)
TABLE(RELATION)
TABLE(CARE)
TABLE(CONTACT)
TABLE(TRANSFER)
TABLE(ATTACHMENT)
TABLE(AREA)
TABLE(DIMENSION)
TABLE(DOCUMENT)
TABLE(LINK)
TABLE(ERROR)
TABLE(TEST)
/* clang-format on */

static const struct request_code LANGUAGE_CODES[] = {
#define LANGUAGE(code, en, nb, nn) {code, 0, {nb, nn, en}},
#include "assessment/codes_languages.def"
#undef LANGUAGE
};

#define LISTED(list) \
    [REQUEST_LIST_##list] = {list##_CODES, ARRAY_LEN(list##_CODES)}

static const struct {
    const struct request_code *code;
    size_t n;
} lists[REQUEST_LIST_COUNT] = {
    LISTED(DECIDER), LISTED(DECISION),  LISTED(TRIBUNAL), LISTED(LEGAL),
    LISTED(PLAN),    LISTED(IP),        LISTED(DAY),      LISTED(RELATION),
    LISTED(CARE),    LISTED(CONTACT),   LISTED(TRANSFER), LISTED(ATTACHMENT),
    LISTED(AREA),    LISTED(DIMENSION), LISTED(DOCUMENT), LISTED(LINK),
    LISTED(ERROR),   LISTED(TEST),      LISTED(LANGUAGE),
};

const struct request_code *
request_codes(enum request_list list, size_t *n)
{
    ASSERT(list < REQUEST_LIST_COUNT);
    *n = lists[list].n;
    return lists[list].code;
}

int
request_code_find(enum request_list list, struct str code)
{
    size_t n;
    const struct request_code *c = request_codes(list, &n);

    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(code, c[i].code))
            return (int)i + 1;
    return 0;
}

const struct request_code *
request_code_at(enum request_list list, int value)
{
    size_t n;
    const struct request_code *c = request_codes(list, &n);

    ASSERT(value >= 0 && (size_t)value <= n);
    return value == 0 ? NULL : &c[value - 1];
}

struct str
request_code_text(enum lang l, enum request_list list, int value)
{
    const struct request_code *c = request_code_at(list, value);

    if (!c)
        return STR_NONE;
    return c->msg ? msg_plain(l, c->msg) : str_of(c->name[l]);
}
