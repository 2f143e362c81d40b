/* The checker's rules about templates: labels, captions, nothing inline.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { TAG_BYTES = 2048 };

/* The value of an attribute in a tag's text, or NULL where it has none. */
static const char *
attribute(const char *tag, const char *name, char *out, size_t room)
{
    size_t n = strlen(name);

    for (const char *p = tag; (p = strstr(p, name)); p += n) {
        if (!isspace((unsigned char)p[-1]) || p[n] != '=' || p[n + 1] != '"')
            continue;
        snprintf(out, room, "%.*s", (int)strcspn(p + n + 2, "\""), p + n + 2);
        return out;
    }
    return NULL;
}

static bool
has_attribute(const char *tag, const char *name)
{
    char value[TAG_BYTES];

    return attribute(tag, name, value, sizeof value) != NULL;
}

/* Does the place stand between <label …> and </label>? */
static bool
inside_label(const char *text, const char *at)
{
    bool inside = false;

    for (const char *p = text; p < at; p++) {
        if (!strncmp(p, "<label", 6))
            inside = true;
        else if (!strncmp(p, "</label", 7))
            inside = false;
    }
    return inside;
}

static bool
has_label(const struct file *f, const char *at, const char *tag)
{
    char id[TAG_BYTES];
    char wanted[TAG_BYTES + 8];

    if (has_attribute(tag, "aria-label") ||
        has_attribute(tag, "aria-labelledby") || inside_label(f->text, at))
        return true;
    if (!attribute(tag, "id", id, sizeof id))
        return false;
    snprintf(wanted, sizeof wanted, "for=\"%s\"", id);
    return strstr(f->text, wanted) != NULL;
}

static void
check_control(const struct file *f, const char *at, const char *tag)
{
    char type[TAG_BYTES] = "";

    attribute(tag, "type", type, sizeof type);
    if (!in_list(type, "hidden submit reset button") && !has_label(f, at, tag))
        finding(RULE_TEMPLATE, f, line_of(f, at), "control without a label",
                "");
}

static bool
has_handler(const char *tag)
{
    for (const char *p = tag; (p = strstr(p, " on")); p++) {
        size_t n = 3;

        while (isalpha((unsigned char)p[n]))
            n++;
        if (n > 3 && p[n] == '=')
            return true;
    }
    return false;
}

static void
check_tag(const struct file *f, const char *at, const char *tag)
{
    char type[TAG_BYTES] = "";
    int line = line_of(f, at);

    if (has_attribute(tag, "style") || has_handler(tag) ||
        !strncmp(tag, "style", 5))
        finding(RULE_TEMPLATE, f, line, "inline style or script", "");
    attribute(tag, "type", type, sizeof type);
    if (!strncmp(tag, "script", 6) && !has_attribute(tag, "src") &&
        strcmp(type, "application/json"))
        finding(RULE_TEMPLATE, f, line, "inline script", "");
    if (!strncmp(tag, "input", 5) || !strncmp(tag, "select", 6) ||
        !strncmp(tag, "textarea", 8))
        check_control(f, at, tag);
    if (!strncmp(tag, "img", 3) && !has_attribute(tag, "alt"))
        finding(RULE_TEMPLATE, f, line, "image without alt", "");
    if (!strncmp(tag, "table", 5)) {
        const char *end = strstr(at, "</table");
        const char *caption = strstr(at, "<caption");

        if (!caption || (end && caption > end))
            finding(RULE_TEMPLATE, f, line, "table without a caption", "");
    }
}

/* Length of the tag at p, without its '>'; one inside quotes does not end it.
 */
static size_t
tag_bytes(const char *p)
{
    size_t n = 0;
    bool quoted = false;

    for (; p[n] && (quoted || p[n] != '>'); n++) {
        if (p[n] == '"')
            quoted = !quoted;
    }
    return n;
}

void
check_template(const struct file *f)
{
    char tag[TAG_BYTES];

    for (const char *p = f->text; (p = strchr(p, '<')); p++) {
        size_t n = tag_bytes(p);

        if (!strncmp(p, "<!--", 4) || !isalpha((unsigned char)p[1]))
            continue;
        snprintf(tag, sizeof tag, "%.*s",
                 (int)(n < sizeof tag ? n : sizeof tag) - 1, p + 1);
        check_tag(f, p, tag);
    }
}
