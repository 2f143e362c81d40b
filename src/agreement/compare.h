/* Two versions of an agreement's text, paragraph by paragraph (R201). Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_COMPARE_H
#define HELHET_AGREEMENT_COMPARE_H

#include "agreement/agreement.h"

enum compare_state {
    COMPARE_SAME,
    COMPARE_CHANGED,
    COMPARE_ADDED,
    COMPARE_REMOVED
};
struct compare_row {
    enum compare_state state;
    bool heading;   /* the heading of a section, with its number */
    struct str was; /* empty when ADDED */
    struct str now; /* empty when REMOVED */
};
struct compare_list {
    struct compare_row *row;
    size_t n;
    size_t changes; /* rows that are not SAME */
};

/* The longest common run of paragraphs stays; between, a paragraph that shares
 * half its words with the one in its place is CHANGED, others are REMOVED and
 * ADDED. A heading is compared without its number, so that a section that only
 * moved down a number is the same. Where both rests have very many paragraphs
 * (their product above two million) they are not searched for what is common.
 */
struct compare_list compare_texts(struct arena *mem,
                                  const struct section_list *was,
                                  const struct section_list *now);

#endif
