/* Random bytes for keys, tokens and ids; from the system, or fixed by tests.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_RANDOM_H
#define HELHET_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Fills p with n bytes of the system's randomness (getrandom). */
void random_bytes(void *p, size_t n);
/* Tests only: a repeatable stream from a seed; 0 gives the system's again. */
void random_fix(uint64_t seed);

#endif
