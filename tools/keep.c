/* Writing generated files: one that would not change is left alone.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "keep.h"

#include <stdio.h>

static bool
file_holds(const char *path, const char *text, size_t n)
{
    FILE *f = fopen(path, "rb");
    size_t i = 0;

    if (!f)
        return false;
    while (i < n && getc(f) == (unsigned char)text[i])
        i++;
    bool same = i == n && getc(f) == EOF;
    fclose(f);
    return same;
}

bool
keep_file(const char *path, const char *text, size_t n)
{
    FILE *f;

    if (file_holds(path, text, n))
        return true;
    f = fopen(path, "wb");
    return f && !((fwrite(text, 1, n, f) != n) | fclose(f));
}
