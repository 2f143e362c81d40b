/* Settings from defaults, file and environment, with every fault told.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/settings.h"

#include "text/text.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum setting_kind { KIND_TEXT, KIND_INT, KIND_FLAG };

struct setting {
    const char *name;
    enum setting_kind kind;
    size_t offset;
    const char *text_default;
    int64_t int_default;
    int64_t min;
    int64_t max;
    const char *help;
};

static const struct setting all[] = {
#define SETTING_TEXT(name, def, text) \
    {#name, KIND_TEXT, offsetof(struct settings, name), def, 0, 0, 0, text},
#define SETTING_INT(name, def, min, max, text)                         \
    {#name, KIND_INT, offsetof(struct settings, name), NULL, def, min, \
     max,   text},
#define SETTING_FLAG(name, def, text) \
    {#name, KIND_FLAG, offsetof(struct settings, name), NULL, def, 0, 1, text},
#include "cli/settings.def"
#undef SETTING_TEXT
#undef SETTING_INT
#undef SETTING_FLAG
};

static const struct err *
fault(struct arena *mem, const char *field, int64_t line, const char *what)
{
    return ERR(mem, INVALID, .field = field, .line = line, .detail = what);
}

static void
put_int(struct settings *s, const struct setting *d, int64_t v)
{
    if (d->kind == KIND_FLAG)
        *(bool *)((char *)s + d->offset) = v != 0;
    else
        *(int64_t *)(void *)((char *)s + d->offset) = v;
}

static int64_t
get_int(const struct settings *s, const struct setting *d)
{
    const char *p = (const char *)s + d->offset;

    return d->kind == KIND_FLAG ? *(const bool *)p
                                : *(const int64_t *)(const void *)p;
}

static struct str *
text_of(struct settings *s, const struct setting *d)
{
    return (struct str *)(void *)((char *)s + d->offset);
}

static const struct err *
assign(struct arena *mem, struct settings *s, const struct setting *d,
       struct str value, int64_t line)
{
    int64_t v = 0;

    if (d->kind == KIND_TEXT) {
        *text_of(s, d) = str_copy(mem, value);
        return NULL;
    }
    if (d->kind == KIND_FLAG && str_eq_cz(value, "yes"))
        value = STR("1");
    if (d->kind == KIND_FLAG && str_eq_cz(value, "no"))
        value = STR("0");
    if (!str_to_i64(value, &v) || v < d->min || v > d->max)
        return fault(mem, d->name, line,
                     str_cz(mem, str_fmt(mem,
                                         "%s must be a number from %lld to "
                                         "%lld",
                                         d->name, (long long)d->min,
                                         (long long)d->max)));
    put_int(s, d, v);
    return NULL;
}

static const struct setting *
find(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_eq_cz(name, all[i].name))
            return &all[i];
    return NULL;
}

static const struct err *
read_line(struct arena *mem, struct settings *s, struct str line, int64_t no)
{
    struct str name;
    struct str value;
    const struct setting *d;

    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return NULL;
    if (!str_split(line, '=', &name, &value))
        return fault(mem, NULL, no, "a line must be: name = value");
    d = find(str_trim(name));
    if (!d)
        return fault(mem, str_cz(mem, str_trim(name)), no, "unknown setting");
    return assign(mem, s, d, str_trim(value), no);
}

static const struct err *
read_file(struct arena *mem, struct settings *s, const char *path)
{
    const struct err *list = NULL;
    char text[4096];
    int64_t no = 0;
    FILE *f = fopen(path, "r");

    if (!f)
        return fault(mem, NULL, 0, "the settings file cannot be read");
    while (fgets(text, sizeof text, f)) {
        struct str line = str_of(text);

        no++;
        if (!str_is_utf8(line) || line.n + 1 == sizeof text)
            list = err_join(mem, list,
                            fault(mem, NULL, no,
                                  "the line is not UTF-8 text "
                                  "of under 4096 bytes"));
        else
            list = err_join(mem, list, read_line(mem, s, line, no));
    }
    if (ferror(f))
        list = fault(mem, NULL, 0, "the settings file cannot be read");
    (void)fclose(f);
    return list;
}

static const struct err *
read_environment(struct arena *mem, struct settings *s)
{
    const struct err *list = NULL;

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        char name[64] = "HELHET_";
        size_t n = strlen(name);
        const char *value;

        for (const char *p = all[i].name; *p && n + 1 < sizeof name; p++)
            name[n++] = (char)toupper((unsigned char)*p);
        name[n] = '\0';
        value = getenv(name);
        if (value && *value)
            list = err_join(mem, list,
                            assign(mem, s, &all[i], str_of(value), 0));
    }
    return list;
}

const struct err *
settings_read(struct arena *mem, const char *path, struct settings *out)
{
    struct settings s = {0};
    const struct err *list = NULL;

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (all[i].kind == KIND_TEXT)
            *text_of(&s, &all[i]) = str_of(all[i].text_default);
        else
            put_int(&s, &all[i], all[i].int_default);
    }
    if (path)
        list = read_file(mem, &s, path);
    list = err_join(mem, list, read_environment(mem, &s));
    if (!list)
        list = settings_check(mem, &s);
    if (!list)
        *out = s;
    return list;
}

bool
listen_is_loopback(struct str listen)
{
    return str_starts(listen, STR("127.")) ||
           str_starts(listen, STR("[::1]")) ||
           str_starts(listen, STR("localhost:")) ||
           str_starts(listen, STR("unix:"));
}

const struct err *
settings_check(struct arena *mem, struct settings *s)
{
    const struct err *list = NULL;
    struct date duty;

    if (s->db.n == 0)
        s->db = str_fmt(mem, "%.*s/helhet.db", STR_FMT(s->data));
    if (s->key_file.n == 0)
        s->key_file = str_fmt(mem, "%.*s/master.key", STR_FMT(s->data));
    if (!listen_is_loopback(s->listen) && !s->tls_proxy)
        list = err_join(
            mem, list,
            fault(mem, "listen", 0,
                  "plain HTTP beyond loopback is refused; set tls_proxy = yes "
                  "when a reverse proxy with TLS stands in front"));
    if (!listen_is_loopback(s->listen) && s->demo)
        list = err_join(
            mem, list,
            fault(mem, "demo", 0, "the demo is served on loopback only"));
    if (s->duty_to_request_from.n > 0 &&
        !date_parse(s->duty_to_request_from, &duty))
        list = err_join(mem, list,
                        fault(mem, "duty_to_request_from", 0,
                              "write the day as YYYY-MM-DD"));
    return list;
}

void
settings_help(struct buf *b)
{
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        const struct setting *d = &all[i];

        buf_fmt(b, "  %s\n      %s", d->name, d->help);
        if (d->kind == KIND_INT)
            buf_fmt(b, " %lld to %lld; default %lld.", (long long)d->min,
                    (long long)d->max, (long long)d->int_default);
        if (d->kind == KIND_FLAG)
            buf_fmt(b, " yes or no; default %s.",
                    d->int_default ? "yes" : "no");
        if (d->kind == KIND_TEXT && *d->text_default)
            buf_fmt(b, " Default %s.", d->text_default);
        buf_char(b, '\n');
    }
}

/* A store's address without what stands between "//" and the last "@", and
 * without parameters when one of them is a password. */
static struct str
without_password(struct arena *mem, struct str url)
{
    struct str user;
    struct str rest = url;
    struct str plain = url;
    struct str parameters;

    if (!str_starts(url, STR("postgres")))
        return url;
    if (str_has(url, STR("password=")))
        (void)str_split(url, '?', &plain, &parameters);
    rest = plain;
    while (str_split(rest, '@', &user, &rest))
        plain = str_fmt(mem, "postgresql://***@%.*s", STR_FMT(rest));
    return plain;
}

static struct str
shown(struct arena *mem, const struct settings *s, const struct setting *d)
{
    struct str v;

    if (d->kind == KIND_INT)
        return str_fmt(mem, "%lld", (long long)get_int(s, d));
    if (d->kind == KIND_FLAG)
        return get_int(s, d) ? STR("yes") : STR("no");
    v = *(const struct str *)(const void *)((const char *)s + d->offset);
    return without_password(mem, v);
}

void
settings_print(struct buf *b, const struct settings *s)
{
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        buf_fmt(b, "%s = %.*s\n", all[i].name,
                STR_FMT(shown(b->mem, s, &all[i])));
}

void
settings_json(struct buf *b, const struct settings *s)
{
    struct json j;

    json_init(&j, b);
    json_open(&j, '{');
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        json_key(&j, all[i].name);
        if (all[i].kind == KIND_INT)
            json_int(&j, get_int(s, &all[i]));
        else if (all[i].kind == KIND_FLAG)
            json_bool(&j, get_int(s, &all[i]) != 0);
        else
            json_str(&j, shown(b->mem, s, &all[i]));
    }
    json_close(&j, '}');
    buf_char(b, '\n');
}
