/* How threads wait for each other in the store: by turn, and for a batch.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_WAIT_H
#define HELHET_DB_WAIT_H

#include <stdatomic.h>
#include <stdbool.h>

/* Sleeps while *word is `seen`; may return early. */
void wait_word(atomic_uint *word, unsigned seen);
/* Wakes all who sleep on the word: one system call. */
void wake_word(atomic_uint *word);

/* The writer's turn: one thread has it, the others get it in the order in which
 * they asked. Each number has a word of its own (of TURN_WORDS), so that a hand
 * over wakes one thread. */
#define TURN_WORDS 64
struct turn {
    atomic_uint next;             /* the next number to give out */
    unsigned mine;                /* the number whose turn it is */
    atomic_ulong owner;           /* the thread that has it, or 0 */
    atomic_uint word[TURN_WORDS]; /* word[n % TURN_WORDS] == n: it is n's */
};
void turn_init(struct turn *t);
/* A thread that has the turn must not ask again: it would wait for itself. */
void turn_take(struct turn *t);
void turn_assert_free(struct turn *t);
void turn_give(struct turn *t);
/* Does anyone wait behind the one who has the turn? */
bool turn_is_wanted(struct turn *t);

#endif
