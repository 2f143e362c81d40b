/* Questions to services without an account: rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask.h"

#include "base/telltale.h"
#include "base/words.h"
#include "text/messages_message.h"
#include "text/messages_sharing.h"
#include "text/messages_text.h"

enum { NAME_WORDS = 16 };

static const struct word ask_kinds[ASK_KIND_COUNT] = {
    [ASK_QUESTION] = {"question", MSG_ASK_KIND_QUESTION},
    [ASK_CONFIRM] = {"confirm", MSG_ASK_KIND_CONFIRM},
};
static const char *const ask_effects[ASK_EFFECT_COUNT] = {
    [ASK_NO_EFFECT] = "", [ASK_CHANGED] = "changed", [ASK_NOTED] = "note"};
static const char *const ask_outcomes[ASK_BECAME_COUNT] = {
    "", "answered", "confirmed", "not_possible"};

const char *
ask_kind_word(enum ask_kind k)
{
    return ask_kinds[k].word;
}

bool
ask_kind_parse(struct str word, enum ask_kind *out)
{
    int i = word_find(ask_kinds, ASK_KIND_COUNT, word);

    if (i >= 0)
        *out = (enum ask_kind)i;
    return i >= 0;
}

int
ask_kind_message(enum ask_kind k)
{
    return ask_kinds[k].msg;
}

const char *
ask_became_word(enum ask_became b)
{
    return ask_outcomes[b];
}

static int
word_at(const char *const *word, int n, struct str s)
{
    for (int i = 0; i < n; i++)
        if (str_eq_cz(s, word[i]))
            return i;
    return -1;
}

bool
ask_became_parse(struct str word, enum ask_became *out)
{
    int i = word_at(ask_outcomes, ASK_BECAME_COUNT, word);

    if (i >= 0)
        *out = (enum ask_became)i;
    return i >= 0;
}

const char *
ask_effect_word(enum ask_effect e)
{
    return ask_effects[e];
}

bool
ask_effect_parse(struct str word, enum ask_effect *out)
{
    int i = word_at(ask_effects, ASK_EFFECT_COUNT, word);

    if (i >= 0)
        *out = (enum ask_effect)i;
    return i >= 0;
}

bool
ask_is_about(const struct ask *a)
{
    return a->item != 0 || a->step != 0;
}

enum ask_state
ask_state_of(const struct ask *a, struct date today)
{
    if (a->answered_at.us != 0)
        return ASK_IS_ANSWERED;
    if (a->ended_at.us != 0 || a->consent_ended)
        return ASK_IS_WITHDRAWN;
    if (a->tries >= ASK_TRIES)
        return ASK_IS_LOCKED;
    if (date_cmp(today, a->last_day) > 0)
        return ASK_IS_EXPIRED;
    return a->read_at.us != 0 ? ASK_IS_READ : ASK_IS_OPEN;
}

bool
ask_rests_on_will(enum basis b)
{
    return b == BASIS_CONSENT || b == BASIS_REQUEST_OF_CHILD;
}

bool
ask_is_alive(const struct ask *a, struct date today)
{
    enum ask_state s = ask_state_of(a, today);

    return a->case_open && (s == ASK_IS_OPEN || s == ASK_IS_READ);
}

bool
ask_tells(struct str text, const struct str *name, size_t n,
          struct str *out_what)
{
    enum telltale t = telltale_find(text, name, n, out_what);

    while (t == TELLTALE_DATE) {
        size_t at = (size_t)(out_what->p - text.p) + out_what->n;

        text = str_cut(text, at, text.n - at);
        t = telltale_find(text, name, n, out_what);
    }
    return t != TELLTALE_NONE;
}

/* Each of several given names by itself. */
static size_t
child_name_words(const struct child *k, struct str out[NAME_WORDS])
{
    const struct str names[] = {k->given_name, k->family_name};
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str rest = names[i];

        while (n < NAME_WORDS && rest.n > 0)
            (void)str_split(rest, ' ', &out[n++], &rest);
    }
    return n;
}

static const struct err *
ask_fault(struct arena *mem, const struct err *err, const char *field, int msg)
{
    return err_join(mem, err, ERR(mem, INVALID, .field = field, .msg = msg));
}

static const struct err *
check_ask_text(struct arena *mem, const struct err *err, const struct ask *a,
               const struct child *k)
{
    struct str names[NAME_WORDS];
    struct str what = STR_NONE;

    if (a->text.n == 0)
        return ask_fault(mem, err, "tekst", MSG_FORM_REQUIRED);
    if (a->names_child ||
        !ask_tells(a->text, names, child_name_words(k, names), &what))
        return err;
    return err_join(mem, err,
                    ERR(mem, INVALID, .field = "tekst",
                        .msg = MSG_ASK_TEXT_TELLS, .arg = {msg_str(what)}));
}

static const struct err *
check_ask_ground(struct arena *mem, const struct err *err, const struct ask *a)
{
    if (a->basis == BASIS_OWN || a->basis == BASIS_EMERGENCY)
        return ask_fault(mem, err, "grunnlag", MSG_FORM_CHOICE);
    if (a->basis != BASIS_CONSENT)
        return err;
    if (!a->consented)
        err = ask_fault(mem, err, "samtykke", MSG_SHARE_WHO_CONSENTED);
    if (a->source.n == 0)
        err = ask_fault(mem, err, "kilde", MSG_SHARE_SOURCE_NEEDED);
    return err;
}

const struct err *
ask_check(struct arena *mem, const struct ask *a, const struct child *k,
          struct date today)
{
    struct date last = date_add(today, ASK_DAYS);
    const struct err *err = NULL;

    if (a->recipient.n == 0)
        err = ask_fault(mem, err, "mottaker", MSG_FORM_REQUIRED);
    err = check_ask_text(mem, err, a, k);
    err = check_ask_ground(mem, err, a);
    if (date_is_none(a->last_day) || date_cmp(a->last_day, today) < 0 ||
        date_cmp(a->last_day, last) > 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "svar_innen",
                           .msg = MSG_ASK_LAST_DAY_WRONG,
                           .arg = {msg_date(last)}));
    return err;
}

const struct err *
ask_check_answer(struct arena *mem, const struct ask *a, enum ask_became became,
                 struct str text)
{
    if (a->kind == ASK_QUESTION)
        return text.n > 0 ? NULL
                          : ask_fault(mem, NULL, "svar", MSG_ASK_ANSWER_NEEDED);
    if (became != ASK_CONFIRMED && became != ASK_NOT_POSSIBLE)
        return ask_fault(mem, NULL, "ble", MSG_FORM_CHOICE);
    if (became == ASK_NOT_POSSIBLE && text.n == 0)
        return ask_fault(mem, NULL, "svar", MSG_ASK_REASON_NEEDED);
    return NULL;
}

enum consent_matter
ask_matter(enum info_class k)
{
    if (k == CLASS_HEALTH)
        return MATTER_SHARE_HEALTH;
    return k == CLASS_PLAN ? MATTER_TEAM : MATTER_SHARE_WELFARE;
}
