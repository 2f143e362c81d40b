/* Rules of letter templates: fields, languages, days, how hard they read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/template.h"

#include "text/messages_document.h"
#include "text/messages_text.h"

static const struct {
    const char *title;
    const char *text;
} names[LANG_COUNT] = {
    [LANG_NB] = {"tittel_nb", "tekst_nb"},
    [LANG_NN] = {"tittel_nn", "tekst_nn"},
    [LANG_EN] = {"tittel_en", "tekst_en"},
};

const char *
template_title_name(enum lang lang)
{
    return names[lang].title;
}

const char *
template_text_name(enum lang lang)
{
    return names[lang].text;
}

/* The first field that may not stand there. */
static const struct err *
check_fields(struct arena *mem, const struct letter *l, struct str text,
             const char *where)
{
    struct str word;

    while (letter_next_field(&text, &word)) {
        enum letter_field f = LETTER_FIELD_COUNT;
        bool known = letter_field_parse(word, &f);

        if (!known || !letter_field_fits(f, l->reader))
            return ERR(mem, INVALID, .field = where,
                       .msg = known ? MSG_TEMPLATE_FIELD_NOT_FOR
                                    : MSG_TEMPLATE_FIELD_UNKNOWN,
                       .arg = {msg_str(word)});
    }
    return NULL;
}

static const struct err *
check_language(struct arena *mem, const struct letter *l, enum lang lang)
{
    const struct err *faults = err_join(
        mem, check_fields(mem, l, l->title[lang], names[lang].title),
        check_fields(mem, l, l->text[lang], names[lang].text));
    bool titled = l->title[lang].n > 0;

    if (titled == (l->text[lang].n > 0))
        return faults;
    return err_join(
        mem, faults,
        ERR(mem, INVALID, .msg = MSG_TEMPLATE_HALF,
            .field = titled ? names[lang].text : names[lang].title));
}

const struct err *
template_check(struct arena *mem, const struct letter *l)
{
    const struct err *faults = NULL;

    if (l->age_from > l->age_to)
        faults = ERR(mem, INVALID, .field = "alder_til",
                     .msg = MSG_TEMPLATE_AGES_WRONG);
    for (int i = 0; i < LANG_COUNT; i++)
        faults = err_join(mem, faults, check_language(mem, l, (enum lang)i));
    return faults;
}

const struct err *
template_hard(struct arena *mem, const struct reading *r,
              enum reading_level level, enum lang lang)
{
    const struct reading_limit most = reading_limit_of(level);
    const unsigned faults = reading_faults(r, level);
    const char *where = names[lang].text;
    const struct err *err = NULL;

    if (faults & READING_LIX)
        err = ERR(mem, INVALID, .field = where, .msg = MSG_READING_LIX,
                  .arg = {msg_int(reading_lix(r)), msg_int(most.lix)});
    if (faults & READING_SENTENCE)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = where,
                           .msg = MSG_READING_SENTENCE,
                           .arg = {msg_int(r->sentence), msg_int(most.sentence),
                                   msg_str(r->sentence_text)}));
    if (faults & READING_WORD)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = where,
                           .msg = MSG_READING_WORD,
                           .arg = {msg_str(r->word_text), msg_int(most.word)}));
    for (size_t i = 0; i < r->hard_n; i++)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = where,
                           .msg = MSG_READING_HARD,
                           .arg = {msg_str(str_of(r->hard[i]->part)),
                                   msg_str(str_of(r->hard[i]->instead))}));
    return err;
}

static const struct err *
check_day(struct arena *mem, struct date from, struct date today,
          struct date last)
{
    if (date_is_none(from))
        return ERR(mem, INVALID, .field = "fra", .msg = MSG_FORM_REQUIRED);
    if (date_cmp(from, today) < 0)
        return ERR(mem, INVALID, .field = "fra", .msg = MSG_TEMPLATE_FROM_PAST);
    if (!date_is_none(last) && date_cmp(from, last) < 0)
        return ERR(mem, INVALID, .field = "fra",
                   .msg = MSG_TEMPLATE_FROM_BEFORE, .arg = {msg_date(last)});
    return NULL;
}

const struct err *
template_check_use(struct arena *mem, const struct letter *l, struct date from,
                   struct date today, struct date last)
{
    const struct err *faults = check_day(mem, from, today, last);

    for (int i = 0; i < LANG_COUNT; i++) {
        enum lang lang = (enum lang)i;
        struct reading r;

        if (l->text[i].n == 0) {
            if (lang != LANG_EN)
                faults = err_join(mem, faults,
                                  ERR(mem, INVALID, .field = names[i].text,
                                      .msg = MSG_TEMPLATE_LANG_NEEDED));
            continue;
        }
        r = letter_reading(mem, l, lang);
        if (l->reader == LETTER_CHILD)
            faults = err_join(mem, faults,
                              template_hard(mem, &r, letter_level(l), lang));
    }
    return faults;
}
