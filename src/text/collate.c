/* Norwegian alphabetical order by ICU: æ ø å last, aa as å.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

#include <pthread.h>
#include <unicode/ucol.h>

/* Opened once, then only read: ICU's comparison of a collator that nobody
 * changes may run on many threads. */
static UCollator *collator;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
collator_open(void)
{
    UErrorCode status = U_ZERO_ERROR;

    collator = ucol_open("nb", &status);
    ASSERT(U_SUCCESS(status) && collator != NULL);
}

int
nb_compare(struct str a, struct str b)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollationResult r;

    pthread_once(&once, collator_open);
    ASSERT(a.n <= INT32_MAX && b.n <= INT32_MAX);
    r = ucol_strcollUTF8(collator, a.p ? a.p : "", (int32_t)a.n, b.p ? b.p : "",
                         (int32_t)b.n, &status);
    ASSERT(U_SUCCESS(status));
    return r == UCOL_EQUAL ? 0 : r == UCOL_LESS ? -1 : 1;
}
