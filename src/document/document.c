/* Words of documents.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"
#include "text/messages_document.h"

static const struct {
    const char *word;
    int msg;
} kinds[DOCUMENT_KIND_COUNT] = {
#define DOCUMENT_KIND(id, word, msg) [DOCUMENT_KIND_##id] = {word, msg},
#include "document/kind.def"
#undef DOCUMENT_KIND
};

const enum info_class document_classes[DOCUMENT_CLASSES] = {
    CLASS_DOCUMENTS, CLASS_WELFARE, CLASS_HEALTH, CLASS_PLAN, CLASS_REPORT};

const char *
document_kind_word(enum document_kind k)
{
    return kinds[k].word;
}

bool
document_kind_parse(struct str word, enum document_kind *out)
{
    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
        if (str_eq_cz(word, kinds[i].word)) {
            *out = (enum document_kind)i;
            return true;
        }
    return false;
}

int
document_kind_message(enum document_kind k)
{
    return kinds[k].msg;
}

bool
document_class_fits(enum info_class k)
{
    for (size_t i = 0; i < DOCUMENT_CLASSES; i++)
        if (document_classes[i] == k)
            return true;
    return false;
}
