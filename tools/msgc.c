/* Generates a header of ids for each folder, and one table of texts, from every
 * folder's messages.txt. SPDX-License-Identifier: EUPL-1.2
 *
 * msgc OUT-FOLDER FOLDER/messages.txt… writes messages.c and messages_FOLDER.h
 * for each; a file that would not change is left alone, so that a new text
 * rebuilds only what reads its folder's ids.
 *   [BATON_OFFERED unit days]
 *   en = The baton is offered to {unit}. Answer within {days:1 day|# days}.
 *   nb = …
 *   nn = …
 * A line that starts with a space continues the one above; '#' starts a
 * comment line. Each text must stand in all three languages and use exactly
 * the arguments named. Output codes, read by text/msg.c: \001i argument i;
 * \002i ONE \003 MANY \004 the form by argument i; \005 its number;
 * \006i the name of month number i, written {name@month}, \007i its short
 * name, {name@mon}. */
#include "keep.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NB, NN, EN, LANGS, ARGS_MAX = 4, TEXT_MAX = 4000 };
static const char *const lang_words[LANGS] = {"nb", "nn", "en"};

struct message {
    char *id;
    char *arg[ARGS_MAX];
    int n_arg;
    char *raw[LANGS];
    int raw_line[LANGS];
    char *text[LANGS];
    const char *file;
    int line;
};

static struct message *messages;
static size_t count;
static size_t room;
static bool failed;

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static void
fault(const char *file, int line, const char *fmt, ...);

static void
fault(const char *file, int line, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s:%d: error: ", file, line);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    failed = true;
}

static void *
grow(void *p, size_t bytes)
{
    void *q = realloc(p, bytes);

    if (!q) {
        fprintf(stderr, "msgc: out of memory\n");
        exit(1);
    }
    return q;
}

static char *
copy_n(const char *s, size_t n)
{
    char *p = grow(NULL, n + 1);

    memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

static bool
is_name(const char *s, size_t n, bool capitals)
{
    char first = capitals ? 'A' : 'a';

    for (size_t i = 0; i < n; i++) {
        bool letter = s[i] >= first && s[i] <= first + 25;
        bool digit = (s[i] >= '0' && s[i] <= '9') || s[i] == '_';

        if (!letter && !(digit && i > 0))
            return false;
    }
    return n > 0;
}

/* "[ID arg arg]" starts a message; NULL when the line is wrong. */
static struct message *
message_start(const char *file, int line, const char *s)
{
    struct message m = {.file = file, .line = line};
    size_t end = strcspn(s, "]");
    const char *p = s + 1;

    if (s[end] != ']' || s[end + 1 + strspn(s + end + 1, " ")] != '\0') {
        fault(file, line, "write [ID argument …]");
        return NULL;
    }
    for (int word = 0;; word++) {
        p += strspn(p, " ");
        size_t n = strcspn(p, " ]");

        if (n == 0)
            break;
        if (!is_name(p, n, word == 0) || word > ARGS_MAX) {
            fault(file, line,
                  "'%.*s': the id in capitals, then at most %d "
                  "arguments in small letters",
                  (int)n, p, ARGS_MAX);
            return NULL;
        }
        if (word == 0)
            m.id = copy_n(p, n);
        else
            m.arg[m.n_arg++] = copy_n(p, n);
        p += n;
    }
    if (!m.id) {
        fault(file, line, "a message needs an id");
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(messages[i].id, m.id) == 0)
            fault(file, line, "%s stands already in %s:%d", m.id,
                  messages[i].file, messages[i].line);
    if (count == room) {
        room = room ? room * 2 : 256;
        messages = grow(messages, room * sizeof *messages);
    }
    messages[count] = m;
    return &messages[count++];
}

/* "nb = text"; gives the language, or -1 when the line is wrong. */
static int
message_text(struct message *m, const char *file, int line, const char *s)
{
    size_t n = strcspn(s, " =");
    const char *p = s + n + strspn(s + n, " ");

    for (int l = 0; l < LANGS; l++) {
        if (n != 2 || strncmp(s, lang_words[l], 2) != 0 || *p != '=')
            continue;
        p++;
        p += strspn(p, " ");
        if (m->raw[l])
            fault(file, line, "%s has %s twice", m->id, lang_words[l]);
        if (*p == '\0')
            fault(file, line, "%s has no text in %s", m->id, lang_words[l]);
        m->raw[l] = copy_n(p, strlen(p));
        m->raw_line[l] = line;
        return l;
    }
    fault(file, line, "write nb, nn or en, then '=' and the text");
    return -1;
}

static void
message_more(struct message *m, int l, const char *s)
{
    size_t have = strlen(m->raw[l]);
    size_t n;

    s += strspn(s, " ");
    n = strlen(s);
    m->raw[l] = grow(m->raw[l], have + n + 2);
    m->raw[l][have] = ' ';
    memcpy(m->raw[l] + have + 1, s, n + 1);
}

static void
file_read(const char *file)
{
    FILE *f = fopen(file, "rb");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    struct message *m = NULL;
    int l = -1;

    if (!f) {
        fprintf(stderr, "msgc: cannot read %s\n", file);
        exit(1);
    }
    for (int no = 1; (n = getline(&line, &cap, f)) >= 0; no++) {
        while (n > 0 && strchr(" \r\n", line[n - 1]))
            line[--n] = '\0';
        if (n == 0 || line[0] == '#') {
            continue;
        } else if (line[0] == '[') {
            m = message_start(file, no, line);
            l = -1;
        } else if (!m) {
            fault(file, no, "text before the first [ID]");
        } else if (line[0] == ' ') {
            if (l < 0)
                fault(file, no, "nothing above to continue");
            else
                message_more(m, l, line);
        } else {
            l = message_text(m, file, no, line);
        }
    }
    free(line);
    fclose(f);
}

/* --- encoding of one text --- */
struct encoder {
    const struct message *m;
    int l;
    const char *p;
    char *out;
    size_t n;
    unsigned used; /* bit for each argument */
    int form;      /* 0 outside a plural, 1 first form, 2 second */
};

static void
put(struct encoder *e, char c)
{
    if (e->n < TEXT_MAX)
        e->out[e->n] = c;
    e->n++;
}

static void
encode_fault(const struct encoder *e, const char *what, const char *s, size_t n)
{
    fault(e->m->file, e->m->raw_line[e->l], "%s (%s): %s '%.*s'", e->m->id,
          lang_words[e->l], what, (int)n, s);
}

/* At '{': an argument, or the start of a plural. */
static void
encode_brace(struct encoder *e)
{
    const char *name = e->p + 1;
    size_t n = strcspn(name, "{}:@");
    int arg = -1;

    for (int i = 0; i < e->m->n_arg; i++)
        if (strlen(e->m->arg[i]) == n && !strncmp(e->m->arg[i], name, n))
            arg = i;
    if (arg < 0) {
        encode_fault(e, "unknown argument", name, n);
        e->p = name + n;
        return;
    }
    e->used |= 1U << arg;
    if (name[n] == ':' && e->form == 0) {
        put(e, '\002');
        put(e, (char)('0' + arg));
        e->form = 1;
    } else if (strncmp(name + n, "@month}", 7) == 0) {
        put(e, '\006');
        put(e, (char)('0' + arg));
        n += 6;
    } else if (strncmp(name + n, "@mon}", 5) == 0) {
        put(e, '\007');
        put(e, (char)('0' + arg));
        n += 4;
    } else if (name[n] == '}') {
        put(e, '\001');
        put(e, (char)('0' + arg));
    } else {
        encode_fault(e, "write {name} or {name:one|many}, not", name, n);
    }
    e->p = name + n + (name[n] != '\0');
}

static void
encode_char(struct encoder *e)
{
    char c = *e->p++;

    if (e->form == 1 && c == '|') {
        e->form = 2;
        put(e, '\003');
    } else if (e->form == 2 && c == '}') {
        e->form = 0;
        put(e, '\004');
    } else if (e->form != 0 && c == '#') {
        put(e, '\005');
    } else if (c == '}' || (unsigned char)c < ' ') {
        encode_fault(e, "stray character", e->p - 1, 1);
    } else {
        put(e, c);
    }
}

static void
encode(struct message *m, int l)
{
    struct encoder e = {.m = m, .l = l, .p = m->raw[l]};

    e.out = grow(NULL, TEXT_MAX + 1);
    while (*e.p)
        if (*e.p == '{')
            encode_brace(&e);
        else
            encode_char(&e);
    if (e.form != 0)
        encode_fault(&e, "plural without end", "", 0);
    if (e.n > TEXT_MAX)
        encode_fault(&e, "too long", "", 0);
    for (int i = 0; i < m->n_arg; i++)
        if (!(e.used & (1U << i)))
            encode_fault(&e, "missing argument", m->arg[i], strlen(m->arg[i]));
    if (strchr(m->raw[l], '!') || strstr(m->raw[l], "ennligst"))
        encode_fault(&e, "plain language: no", "! or vennligst", 14);
    e.out[e.n > TEXT_MAX ? TEXT_MAX : e.n] = '\0';
    m->text[l] = e.out;
}

/* --- output --- */
enum { IDS_OF_FOLDER = 4096 }; /* as in text/text.h */

struct output {
    char *name;
    char *text;
    size_t n;
    FILE *f;
};

static void
out_open(struct output *o, const char *folder, const char *bar, const char *of,
         const char *end)
{
    size_t size = strlen(folder) + strlen("/messages") + strlen(bar) +
                  strlen(of) + strlen(end) + 1;

    o->name = grow(NULL, size);
    snprintf(o->name, size, "%s/messages%s%s%s", folder, bar, of, end);
    o->f = open_memstream(&o->text, &o->n);
    if (!o->f) {
        fprintf(stderr, "msgc: out of memory\n");
        exit(1);
    }
    fputs("/* Generated by tools/msgc from messages.txt. Do not edit. */\n",
          o->f);
}

static void
out_close(struct output *o)
{
    if ((ferror(o->f) | fclose(o->f)) || !keep_file(o->name, o->text, o->n)) {
        fprintf(stderr, "msgc: cannot write %s\n", o->name);
        exit(1);
    }
    free(o->name);
    free(o->text);
}

/* The folder's name in capitals or small letters. */
static char *
folder_of(const char *file, bool capitals)
{
    const char *end = strrchr(file, '/');
    const char *start = end;
    char *name;

    while (start && start > file && start[-1] != '/')
        start--;
    if (!start || !is_name(start, (size_t)(end - start), false)) {
        fprintf(stderr, "msgc: %s: not FOLDER/messages.txt\n", file);
        exit(1);
    }
    name = copy_n(start, (size_t)(end - start));
    for (char *p = name; capitals && *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    return name;
}

static void
write_header(const char *folder, const char *file, int number)
{
    struct output o = {0};
    char *small = folder_of(file, false);
    char *big = folder_of(file, true);
    int id = number * IDS_OF_FOLDER;

    out_open(&o, folder, "_", small, ".h");
    fprintf(o.f,
            "#ifndef HELHET_TEXT_MESSAGES_%s_H\n#define "
            "HELHET_TEXT_MESSAGES_%s_H\n\nenum {\n",
            big, big);
    for (size_t i = 0; i < count; i++)
        if (messages[i].file == file)
            fprintf(o.f, "    MSG_%s = %d,\n", messages[i].id, ++id);
    fputs("};\n\n/* How many arguments each message takes. */\nenum {\n", o.f);
    for (size_t i = 0; i < count; i++)
        if (messages[i].file == file)
            fprintf(o.f, "    MSGARGS_%s = %d,\n", messages[i].id,
                    messages[i].n_arg);
    fputs("};\n\n#endif\n", o.f);
    if (id == number * IDS_OF_FOLDER || id >= (number + 1) * IDS_OF_FOLDER)
        fault(file, 1, "between one and %d messages", IDS_OF_FOLDER - 1);
    out_close(&o);
    free(small);
    free(big);
}

static void
write_literal(FILE *f, const char *s)
{
    fputc('"', f);
    for (; *s; s++) {
        if ((unsigned char)*s < ' ')
            fprintf(f, "\\%03o", (unsigned)(unsigned char)*s);
        else if (strchr("\"\\?", *s))
            fprintf(f, "\\%c", *s);
        else
            fputc(*s, f);
    }
    fputc('"', f);
}

static void
write_entries(FILE *f, const char *file, const char *folder)
{
    fprintf(f,
            "\nstatic const struct msg_entry %s[] = {\n    {\"NONE\", 0, "
            "{{\"\", 0}, {\"\", 0}, {\"\", 0}}},\n",
            folder);
    for (size_t i = 0; i < count; i++) {
        const struct message *m = &messages[i];

        if (m->file != file)
            continue;
        fprintf(f, "    {\"%s\", %d, {", m->id, m->n_arg);
        for (int l = 0; l < LANGS; l++) {
            fputs(l ? ", {" : "{", f);
            write_literal(f, m->text[l]);
            fprintf(f, ", %zu}", strlen(m->text[l]));
        }
        fputs("}},\n", f);
    }
    fputs("};\n", f);
}

static void
write_table(const char *folder, char **file, int n)
{
    struct output o = {0};

    out_open(&o, folder, "", "", ".c");
    fputs("#include \"text/text.h\"\n", o.f);
    for (int i = 0; i < n; i++) {
        char *name = folder_of(file[i], false);

        write_entries(o.f, file[i], name);
        free(name);
    }
    fputs("\nconst struct msg_folder msg_folders[] = {\n", o.f);
    for (int i = 0; i < n; i++) {
        char *name = folder_of(file[i], false);

        fprintf(o.f, "    {%s, sizeof %s / sizeof %s[0]},\n", name, name, name);
        free(name);
    }
    fprintf(o.f, "};\nconst int msg_folder_count = %d;\n", n);
    out_close(&o);
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: msgc OUT-FOLDER FOLDER/messages.txt...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++)
        file_read(argv[i]);
    for (size_t i = 0; i < count; i++) {
        for (int l = 0; l < LANGS; l++) {
            if (messages[i].raw[l])
                encode(&messages[i], l);
            else
                fault(messages[i].file, messages[i].line, "%s lacks %s",
                      messages[i].id, lang_words[l]);
        }
    }
    if (failed)
        return 1;
    for (int i = 2; i < argc; i++)
        write_header(argv[1], argv[i], i - 2);
    write_table(argv[1], argv + 2, argc - 2);
    return failed;
}
