/* Messages: each call gives a message as many arguments as its block names.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A wrong number ends the process at run time; here it is seen before. Only
 * calls that name the message itself are judged: ERR with .msg, words,
 * msg_plain, msg_text and say. */
#include "check.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
    char id[80];
    int args;
};

static struct message *messages;
static size_t messages_n;

static void
add_message(const char *line)
{
    struct message m = {.args = -1};
    char words[400];
    char *rest = NULL;

    snprintf(words, sizeof words, "%.*s", (int)strcspn(line + 1, "]"),
             line + 1);
    for (char *w = strtok_r(words, " ", &rest); w;
         w = strtok_r(NULL, " ", &rest)) {
        if (m.args < 0)
            snprintf(m.id, sizeof m.id, "MSG_%s", w);
        m.args++;
    }
    messages = must_alloc(messages, (messages_n + 1) * sizeof *messages);
    messages[messages_n++] = m;
}

void
messages_read(const char *root)
{
    char pattern[1024];
    char line[4096];
    glob_t found;

    snprintf(pattern, sizeof pattern, "%s/src/*/messages.txt", root);
    if (glob(pattern, 0, NULL, &found))
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        FILE *f = fopen(found.gl_pathv[i], "r");

        while (f && fgets(line, sizeof line, f))
            if (line[0] == '[')
                add_message(line);
        if (f)
            fclose(f);
    }
    globfree(&found);
}

/* How many arguments the message at `t` takes; -1: it is none that we know. */
static int
args_of(const struct token *t)
{
    for (size_t i = 0; i < messages_n; i++)
        if (token_is(t, messages[i].id))
            return messages[i].args;
    return -1;
}

static bool
opens(const struct token *t)
{
    return token_is(t, "(") || token_is(t, "{") || token_is(t, "[");
}

static bool
closes(const struct token *t)
{
    return token_is(t, ")") || token_is(t, "}") || token_is(t, "]");
}

/* The token that closes what `from` opens. */
static size_t
end_of(const struct file *f, size_t from)
{
    int depth = 0;

    for (size_t i = from; i < f->tokens; i++) {
        depth += opens(&f->token[i]) ? 1 : closes(&f->token[i]) ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return f->tokens - 1;
}

static bool
is_number(const struct token *t, int *out)
{
    if (t->kind == TOKEN_STRING || t->n != 1 || *t->p < '0' || *t->p > '9')
        return false;
    *out = *t->p - '0';
    return true;
}

/* How many elements stand between a brace and its end. */
static int
elements(const struct file *f, size_t from, size_t to)
{
    int n = to > from + 1;
    int depth = 0;

    for (size_t i = from + 1; i < to; i++) {
        depth += opens(&f->token[i]) ? 1 : closes(&f->token[i]) ? -1 : 0;
        n += depth == 0 && token_is(&f->token[i], ",") && i + 1 < to;
    }
    return n;
}

static void
judge(const struct file *f, const struct token *t, int given)
{
    char what[160];
    int takes = args_of(t);

    if (takes < 0 || takes == given)
        return;
    snprintf(what, sizeof what, "%.*s takes %d, is given %d", (int)t->n, t->p,
             takes, given);
    finding(RULE_MESSAGES, f, t->line, "arguments of a message", what);
}

/* ERR(mem, KIND, .msg = MSG_X, .arg = {a, b}) */
static void
judge_err(const struct file *f, size_t from, size_t to)
{
    const struct token *msg = NULL;
    int given = 0;

    for (size_t i = from; i + 3 < to; i++) {
        const struct token *t = &f->token[i];

        if (!token_is(t, "."))
            continue;
        if (token_is(t + 1, "msg") && (token_is(t + 4, ",") || i + 4 == to))
            msg = t + 3;
        if (token_is(t + 1, "arg") && token_is(t + 3, "{"))
            given = elements(f, i + 3, end_of(f, i + 3));
    }
    if (msg)
        judge(f, msg, given);
}

/* f(…, MSG_X) takes none; f(…, MSG_X, …, N) as many as it says. */
static void
judge_call(const struct file *f, size_t from, size_t to, bool counted)
{
    const struct token *msg = NULL;
    int depth = 0;
    int given = 0;

    for (size_t i = from + 1; i < to; i++) {
        const struct token *t = &f->token[i];

        depth += opens(t) ? 1 : closes(t) ? -1 : 0;
        if (depth == 0 && !msg && token_is(t - 1, ",") &&
            (token_is(t + 1, ",") || i + 1 == to) && args_of(t) >= 0)
            msg = t;
    }
    if (!msg || (counted && (!token_is(&f->token[to - 2], ",") ||
                             !is_number(&f->token[to - 1], &given))))
        return;
    judge(f, msg, given);
}

void
check_messages(const struct file *f)
{
    if (!f->folder[0] || !ends_with(f->name, ".c"))
        return;
    for (size_t i = 0; i + 1 < f->tokens; i++) {
        const struct token *t = &f->token[i];

        if (t->kind != TOKEN_WORD || !token_is(t + 1, "("))
            continue;
        if (token_is(t, "ERR"))
            judge_err(f, i + 1, end_of(f, i + 1));
        if (token_is(t, "words") || token_is(t, "msg_plain"))
            judge_call(f, i + 1, end_of(f, i + 1), false);
        if (token_is(t, "msg_text") || token_is(t, "say"))
            judge_call(f, i + 1, end_of(f, i + 1), true);
    }
}
