/* Template compiler: which headers of message ids a template needs.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "tplc.h"

#include <stdlib.h>
#include <string.h>

void
tplc_cannot(const char *what, const char *path)
{
    fprintf(stderr, "tplc: cannot %s %s\n", what, path);
    exit(1);
}

/* Is this id in capitals named in the template? */
static bool
is_named(const char *src, const char *id, size_t n)
{
    for (const char *p = strstr(src, "{%"); p; p = strstr(p + 2, "{%")) {
        const char *end = strstr(p, "%}");

        for (const char *w = p + 2; end && w < end; w += strcspn(w, " %") + 1)
            if (strncmp(w, id, n) == 0 && strchr(" %", w[n]) && w[n] != '\0')
                return true;
    }
    return false;
}

/* Includes the header of a folder's ids when the template names one. */
static void
include_folder(FILE *out, const char *src, const char *path)
{
    FILE *f = fopen(path, "rb");
    char text[512];
    bool used = false;
    const char *end = strrchr(path, '/');
    const char *start = end;

    while (start && start > path && start[-1] != '/')
        start--;
    if (!f || !start)
        tplc_cannot("read", path);
    while (!used && fgets(text, sizeof text, f))
        used = text[0] == '[' &&
               is_named(src, text + 1, strcspn(text + 1, " ]"));
    fclose(f);
    if (used)
        fprintf(out, "#include \"text/messages_%.*s.h\"\n", (int)(end - start),
                start);
}

void
tplc_include_messages(FILE *out, const char *src, char **files)
{
    for (char **m = files; *m; m++)
        include_folder(out, src, *m);
}

void
tplc_write_dependencies(const char *path, const char *target, char **files)
{
    FILE *f = fopen(path, "wb");

    if (!f)
        tplc_cannot("write", path);
    fprintf(f, "%s:", target);
    for (char **m = files; *m; m++)
        fprintf(f, " %s", *m);
    fputc('\n', f);
    if (ferror(f) | fclose(f))
        tplc_cannot("write", path);
}
