/* Waiting on a word of memory (futex), and the fair writer's turn.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/wait.h"

#include "base/err.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

void
wait_word(atomic_uint *word, unsigned seen)
{
    /* All ways of returning mean the same to the caller: look again. */
    (void)syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

void
wake_word(atomic_uint *word)
{
    (void)syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

void
turn_init(struct turn *t)
{
    atomic_init(&t->next, 0);
    t->mine = 0;
    atomic_init(&t->owner, 0);
    for (unsigned i = 0; i < TURN_WORDS; i++)
        atomic_init(&t->word[i], i == 0 ? 0 : i - TURN_WORDS);
}

void
turn_assert_free(struct turn *t)
{
    ASSERT(atomic_load(&t->owner) != (unsigned long)pthread_self());
}

void
turn_take(struct turn *t)
{
    unsigned n;
    unsigned seen;
    atomic_uint *word;

    turn_assert_free(t);
    n = atomic_fetch_add(&t->next, 1);
    word = &t->word[n % TURN_WORDS];
    seen = atomic_load(word);
    while (seen != n) {
        wait_word(word, seen);
        seen = atomic_load(word);
    }
    t->mine = n;
    atomic_store(&t->owner, (unsigned long)pthread_self());
}

/* Either the next one sees its word, or we see that it has taken a number. */
void
turn_give(struct turn *t)
{
    unsigned n = t->mine + 1;
    atomic_uint *word = &t->word[n % TURN_WORDS];

    atomic_store(&t->owner, 0);
    atomic_store(word, n);
    if (atomic_load(&t->next) != n)
        wake_word(word);
}

bool
turn_is_wanted(struct turn *t)
{
    return atomic_load(&t->next) != t->mine + 1;
}
