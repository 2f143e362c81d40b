/* The checker's rules about every text file: its first lines, dead text.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <ctype.h>
#include <string.h>

enum { FILE_LINES = 800 };

/* A word of its own, in capitals as people write it. */
static const char *
find_mark(const char *text, const char *mark)
{
    size_t n = strlen(mark);

    for (const char *p = text; (p = strstr(p, mark)); p += n) {
        bool starts = p == text || !(isalnum((unsigned char)p[-1]) ||
                                     p[-1] == '_' || p[-1] == '"');

        if (starts && !isalnum((unsigned char)p[n]) && p[n] != '_' &&
            p[n] != '"')
            return p;
    }
    return NULL;
}

static void
check_dead(const struct file *f)
{
    static const char *const marks[] = {"TODO", "FIXME", "XXX"};
    const char *p;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        for (p = f->text; (p = find_mark(p, marks[i])); p++) {
            size_t n = strcspn(p, "\n");

            if (!memchr(p, '#', n))
                finding(RULE_DEAD, f, line_of(f, p), "no issue named",
                        marks[i]);
        }
    }
    for (p = f->text; f->token && (p = strstr(p, "#if 0")); p++) {
        if (p == f->text || p[-1] == '\n')
            finding(RULE_DEAD, f, line_of(f, p), "dead code", "#if 0");
    }
}

static bool
is_comment_start(const char *line)
{
    static const char *const starts[] = {"/* ", "// ",   "# ",
                                         "-- ", "<!-- ", "{# "};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);

        if (!strncmp(line, starts[i], n))
            return strcspn(line + n, "\n") >= 10;
    }
    return false;
}

static void
check_header(const struct file *f)
{
    const char *first = f->text;
    const char *spdx = strstr(f->text, "SPDX-License-Identifier: ");

    if (!strncmp(first, "#!", 2))
        first = strchr(first, '\n') ? strchr(first, '\n') + 1 : first;
    if (!is_comment_start(first))
        finding(RULE_HEADER, f, 1, "line one says what the file is for", "");
    if (!spdx || line_of(f, spdx) > 5)
        finding(RULE_HEADER, f, 2, "no SPDX line", "");
}

void
check_any(const struct file *f)
{
    int lines = 0;

    for (const char *p = f->text; *p; p++)
        lines += *p == '\n';
    if (lines > FILE_LINES && f->token)
        finding(RULE_LENGTH, f, FILE_LINES, "file over 800 lines", "");
    check_header(f);
    check_dead(f);
}
