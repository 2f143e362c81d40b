/* helhet manual: the manual page, written from the same tables as --help.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "cli/version.h"

/* Text for troff: a leading dot or quote and every backslash and hyphen are
 * made harmless. */
static void
put_roff(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((i == 0 || s.p[i - 1] == '\n') && (s.p[i] == '.' || s.p[i] == '\''))
            buf_cz(b, "\\&");
        if (s.p[i] == '\\' || s.p[i] == '-')
            buf_char(b, '\\');
        buf_char(b, s.p[i]);
    }
}

static void
put_command(struct buf *b, const struct cli_command *cmd)
{
    buf_cz(b, ".TP\n.B helhet ");
    put_roff(b, str_of(cmd->name));
    if (*cmd->args) {
        buf_char(b, ' ');
        put_roff(b, str_of(cmd->args));
    }
    buf_char(b, '\n');
    put_roff(b, str_of(cmd->about));
    buf_char(b, '\n');
    if (cmd->more)
        put_roff(b, str_of(cmd->more));
}

static void
put_settings(struct buf *b)
{
    struct buf help;

    buf_init(&help, b->mem);
    settings_help(&help);
    buf_cz(b, ".SH SETTINGS\nIn a file (\\-\\-config) as name = value, or in "
              "the environment as HELHET_NAME.\n.nf\n");
    put_roff(b, buf_done(&help));
    buf_cz(b, ".fi\n");
}

enum cli_exit
run_manual(struct cli *c)
{
    struct buf b;

    buf_init(&b, c->mem);
    buf_cz(&b,
           ".TH HELHET 1 \"\" \"helhet " HELHET_VERSION "\"\n"
           ".SH NAME\nhelhet \\- the shared working system of child welfare "
           "and child mental health services\n"
           ".SH SYNOPSIS\n.B helhet\n.I COMMAND\n[\\-\\-json] "
           "[\\-\\-config FILE] [\\-\\-help]\n.SH COMMANDS\n");
    for (size_t i = 0; i < cli_commands_n; i++)
        put_command(&b, &cli_commands[i]);
    put_settings(&b);
    buf_cz(&b, ".SH EXIT STATUS\n0 done, or yes. 1 no: invalid, refused, not "
               "sound. 2 wrong use or settings. 3 the store, a file or the "
               "system failed. 130 stopped as asked (Ctrl-C, SIGTERM).\n");
    cli_put(buf_done(&b));
    return CLI_OK;
}
