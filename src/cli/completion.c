/* helhet completion: what completes commands in bash, written from the same
 * table as --help. SPDX-License-Identifier: EUPL-1.2
 *
 * Each first word has a case: its second words, where it has any, and the
 * options of the command so far typed. Other words are files. */
#include "cli/commands.h"

static struct str
first_word(struct str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] != ' ')
        n++;
    return (struct str){s.p, n};
}

static struct str
second_word(struct str s)
{
    struct str first = first_word(s);

    return first.n < s.n ? (struct str){s.p + first.n + 1, s.n - first.n - 1}
                         : STR_NONE;
}

/* The options among the arguments that --help shows: "[--on DAY]". */
static void
put_options(struct buf *b, const char *args)
{
    struct str s = str_of(args);

    for (size_t i = 0; i + 2 < s.n; i++) {
        size_t end = i + 2;

        if (s.p[i] != '-' || s.p[i + 1] != '-' || (i > 0 && s.p[i - 1] == '-'))
            continue;
        while (end < s.n &&
               (s.p[end] == '-' || (s.p[end] >= 'a' && s.p[end] <= 'z')))
            end++;
        buf_str(b, (struct str){s.p + i, end - i});
        buf_char(b, ' ');
    }
    buf_cz(b, "--json --config --help");
}

/* Commands of two words come before the one that is their first word. */
static void
put_cases(struct buf *b, bool of_two)
{
    for (size_t i = 0; i < cli_commands_n; i++) {
        const struct cli_command *cmd = &cli_commands[i];

        if ((second_word(str_of(cmd->name)).n > 0) != of_two)
            continue;
        buf_fmt(b, "    '%s '*) words='", cmd->name);
        put_options(b, cmd->args);
        buf_cz(b, "' ;;\n");
    }
}

static bool
first_of_its_kind(size_t at)
{
    struct str first = first_word(str_of(cli_commands[at].name));

    for (size_t i = 0; i < at; i++)
        if (str_eq(first_word(str_of(cli_commands[i].name)), first))
            return false;
    return true;
}

static void
put_first_words(struct buf *b)
{
    buf_cz(b, "    words='");
    for (size_t i = 0; i < cli_commands_n; i++)
        if (first_of_its_kind(i)) {
            buf_str(b, first_word(str_of(cli_commands[i].name)));
            buf_char(b, ' ');
        }
    buf_cz(b, "--help'\n");
}

static void
put_second_words(struct buf *b)
{
    for (size_t i = 0; i < cli_commands_n; i++) {
        struct str name = str_of(cli_commands[i].name);

        if (second_word(name).n > 0)
            buf_fmt(b,
                    "    [ \"$typed\" = '%.*s ' ] && words=\"$words %.*s\"\n",
                    STR_FMT(first_word(name)), STR_FMT(second_word(name)));
    }
}

enum cli_exit
run_completion(struct cli *c)
{
    struct buf b;

    buf_init(&b, c->mem);
    buf_cz(&b, "# bash completion for helhet\n_helhet()\n{\n"
               "    local typed=\"${COMP_WORDS[*]:1:COMP_CWORD-1} \" words=\n"
               "    case $typed in\n    ' ')\n");
    put_first_words(&b);
    buf_cz(&b, "    ;;\n");
    put_cases(&b, true);
    put_cases(&b, false);
    buf_cz(&b, "    esac\n");
    put_second_words(&b);
    buf_cz(&b, "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
               "\"${COMP_WORDS[COMP_CWORD]}\")\n}\n"
               "complete -o bashdefault -o default -F _helhet helhet\n");
    cli_put(buf_done(&b));
    return CLI_OK;
}
