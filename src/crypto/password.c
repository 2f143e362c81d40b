/* Password hashes: Argon2id, few at a time, since each takes much memory.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/crypto.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

/* Source: OWASP Password Storage Cheat Sheet (Argon2id, m = 19 MiB, t = 2). */
#define ROUNDS       2
#define MEMORY_BYTES ((size_t)19 * 1024 * 1024)
#define AT_A_TIME    2

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t left = PTHREAD_COND_INITIALIZER;
static int inside; /* 0..AT_A_TIME, under the lock */

static void
enter(void)
{
    ASSERT(pthread_mutex_lock(&lock) == 0);
    while (inside == AT_A_TIME)
        ASSERT(pthread_cond_wait(&left, &lock) == 0);
    inside++;
    ASSERT(pthread_mutex_unlock(&lock) == 0);
}

static void
leave(void)
{
    ASSERT(pthread_mutex_lock(&lock) == 0);
    inside--;
    ASSERT(pthread_cond_signal(&left) == 0);
    ASSERT(pthread_mutex_unlock(&lock) == 0);
}

struct str
password_hash(struct arena *mem, struct str password)
{
    char *out = arena_alloc(mem, crypto_pwhash_STRBYTES);
    int failed;

    enter();
    failed = crypto_pwhash_str_alg(out, password.p ? password.p : "",
                                   password.n, ROUNDS, MEMORY_BYTES,
                                   crypto_pwhash_ALG_ARGON2ID13);
    leave();
    if (failed)
        (void)arena_alloc_n(mem, SIZE_MAX, 2); /* no memory: the call ends */
    return str_of(out);
}

bool
password_is(struct str hash, struct str password)
{
    char cz[crypto_pwhash_STRBYTES] = {0};
    bool same;

    if (hash.n == 0 || hash.n >= sizeof cz)
        return false;
    memcpy(cz, hash.p, hash.n);
    enter();
    same = crypto_pwhash_str_verify(cz, password.p ? password.p : "",
                                    password.n) == 0;
    leave();
    return same;
}
