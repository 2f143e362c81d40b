/* The commands, one line each in the table; the small ones stand here too.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "access/passkey.h"
#include "base/clock.h"
#include "base/natid.h"
#include "cli/demo.h"
#include "cli/version.h"

#include <stdio.h>

static enum cli_exit
run_serve(struct cli *c)
{
    return c->host->serve(c);
}

static enum cli_exit
run_version(struct cli *c)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    if (!c->json) {
        buf_cz(&b, "helhet " HELHET_VERSION "\n");
    } else {
        json_init(&j, &b);
        json_open(&j, '{');
        json_key(&j, "version");
        json_str(&j, STR(HELHET_VERSION));
        json_close(&j, '}');
        buf_char(&b, '\n');
    }
    cli_put(buf_done(&b));
    return CLI_OK;
}

/* An address that browsers give no passkeys to is no fault, but easily missed.
 */
static void
tell_passkeys(struct cli *c)
{
    struct str url = c->settings.site_url;

    if (url.n > 0 && passkey_origin_of(c->mem, url, c->settings.listen).n == 0)
        fprintf(stderr, "helhet: site_url: no passkeys there: they need "
                        "https:// and a name, not numbers\n");
}

static enum cli_exit
run_config_check(struct cli *c)
{
    struct buf b;

    /* What is wrong was told before the command ran. */
    buf_init(&b, c->mem);
    if (c->json)
        settings_json(&b, &c->settings);
    else
        settings_print(&b, &c->settings);
    cli_put(buf_done(&b));
    tell_passkeys(c);
    return CLI_OK;
}

static void
put_id_json(struct cli *c, bool valid, const char *word)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, "valid");
    json_bool(&j, valid);
    json_key(&j, valid ? "kind" : "reason");
    json_str(&j, str_of(word));
    json_close(&j, '}');
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
}

static enum cli_exit
run_id_check(struct cli *c)
{
    const char *number = cli_word(c);
    struct natid id = {0};
    enum natid_fault fault;
    const char *word;

    if (!number || c->n_words > 0)
        return cli_usage(c, "id check takes one number");
    fault = natid_parse(str_of(number), &id);
    if (fault == NATID_OK)
        fault = natid_check_today(&id, date_in_oslo(clock_now()));
    word = fault == NATID_OK ? natid_kind_word(&id) : natid_fault_word(fault);
    if (c->json)
        put_id_json(c, fault == NATID_OK, word);
    else
        cli_put(str_fmt(c->mem, "%s%s\n",
                        fault == NATID_OK ? "valid " : "invalid: ", word));
    return fault == NATID_OK ? CLI_OK : CLI_NO;
}

const struct cli_command cli_commands[] = {
    {"serve", "", "Serves until it is stopped (SIGTERM, SIGINT).", NULL,
     run_serve},
    {"demo", "[--prepare] [--accounts [--json]]",
     "Fills the data folder with made-up people on real reference data, and "
     "serves it.",
     "      --prepare fills and ends; --accounts lists who may log in.\n",
     run_demo},
    {"init", "", "Makes a new installation with the reference data.", NULL,
     run_init},
    {"import", "DIR|FILE... [--dry-run] [--progress]",
     "Imports CSV files of units, places, functions, users and rules: all or "
     "nothing.",
     "      --dry-run tells line by line what would be done, and does "
     "nothing.\n"
     "      Ctrl-C stops at once, and nothing is stored. --progress tells how\n"
     "      far it has come, also where standard error is no terminal.\n",
     run_import},
    {"user add",
     "LOGIN --name NAME --password-file FILE [--email E] "
     "[--until DAY] [--with-code]",
     "Makes an account; its person sets up a second factor at the first login.",
     "      --password-file - reads the password from standard input.\n"
     "      --with-code makes a one-time code, and prints it once.\n",
     run_user_add},
    {"user list", "", "Lists the accounts.", NULL, run_user_list},
    {"user password", "LOGIN --password-file FILE", "Sets a password.", NULL,
     run_user_password},
    {"user end", "LOGIN --on DAY", "Sets the last day of an account.", NULL,
     run_user_end},
    {"message in", "FILE [ATTACHMENT…]",
     "Takes one of Bufdir's messages for a THK: all of it, or nothing.",
     "      Files that came beside it are its attachments, by their names.\n"
     "      The receipt, or the refusal, goes to messages/out in the data\n"
     "      folder. Exit 1: it was refused.\n",
     run_message_in},
    {"message out", "ID", "Writes a request as Bufdir's official message.",
     "      ID is the request's reference, as its receipt shows it.\n",
     run_message_out},
    {"message outbox", "",
     "Writes what waits to be sent, and notes that it is written.",
     "      Each message goes to messages/out in the data folder, for whoever\n"
     "      carries it; its name is printed.\n",
     run_message_outbox},
    {"mail list", "", "Lists the outbox: state, address, subject, tries.", NULL,
     run_mail_list},
    {"mail send", "", "Tries now what is due in the outbox.", NULL,
     run_mail_send},
    {"mail test", "ADDRESS", "Sends one test mail; exit 1: it was not taken.",
     NULL, run_mail_test},
    {"assessment states", "[--text|--dot]",
     "Prints every step an assessment (THK) may take; --dot for Graphviz.",
     NULL, run_assessment_states},
    {"simulate",
     "[--set NAME=VALUE]... [--solve] [--csv] [--threads N] [--seed N] "
     "[--replications N]",
     "Simulates requests, teams and waiting for assessments (THK).",
     "      NAME is one of the inputs in the address of the page /kapasitet;\n"
     "      all have a default. --solve finds the fewest teams that reach the\n"
     "      goal, and the earliest day on a plan. Same seed, same answer, on\n"
     "      any number of threads. Exit 1: an input was wrong, or stopped.\n",
     run_simulate},
    {"simulate queue",
     "[--servers C] [--rate R] [--work exponential|fixed|lognormal] [--mean M] "
     "[--cv V] [--room K] [--urgent SHARE] [--goal T] [--customers N] "
     "[--warmup SHARE] [--replications N] [--seed N] [--threads N] "
     "[--confidence C]",
     "Runs the simulator's engine on a queue that mathematics solves.",
     "      --room K turns away those who find K inside; --urgent goes first;\n"
     "      --warmup 0 finds the warm-up by MSER-5; --replications 1 takes\n"
     "      its intervals from batches.\n",
     run_simulate_queue},
    {"agreement check", "[--on DAY]",
     "Judges every obligation of every agreement, with its evidence.",
     "      --on DAY as it was on a past day. Exit 1: something is breached.\n",
     run_agreement_check},
    {"user factor", "LOGIN [--reset]",
     "Makes a new one-time code, prints it once, and ends the sessions.",
     "      --reset takes every factor away: passkeys, one-time and backup\n"
     "      codes; a new one is set up at the next login.\n",
     run_user_factor},
    {"user passkeys", "LOGIN [--remove ID]",
     "Lists the passkeys of an account, or removes one that is lost.",
     "      --remove ID, as the list gives it; ends the account's sessions.\n",
     run_user_passkeys},
    {"forecast", "[FILE] [--days N] [--memory N]",
     "Forecasts requests and waits for assessments, and scores earlier ones.",
     "      FILE: CSV with the dates requested, assessed (empty: not yet) "
     "and,\n"
     "      if wanted, left; nothing about anybody. Without it: the requests\n"
     "      of this installation. --days: how far ahead (28); --memory: how "
     "far\n"
     "      back it looks (728).\n",
     run_forecast},
    {"verify", "[--heads FILE] [--keep-heads FILE]",
     "Proves that the audit is whole, that no case was without a holder, and "
     "that all that is sealed opens.",
     "      --keep-heads writes the chains' heads, to be kept elsewhere;\n"
     "      --heads checks against heads that were kept: a cut is found.\n",
     run_verify},
    {"retention", "[--on DAY] [--dry-run]",
     "Lists closed cases that the retention rules let go; removes those that "
     "two persons confirmed.",
     "      --dry-run only lists; --on DAY lists as of that day, and removes\n"
     "      nothing. Without a rule nothing is ever removed. A server does "
     "the\n"
     "      same each day.\n",
     run_retention},
    {"backup", "FILE [--progress]",
     "Copies the running store, sealed, and opens the copy "
     "to prove it.",
     NULL, run_backup},
    {"restore", "FILE [--progress]", "Puts a backup back as a new store.", NULL,
     run_restore},
    {"rekey", "[--status] [--finish] [--progress]",
     "Adds a master key; running servers then wrap every key by it.",
     "      --status counts the keys that are left; --finish wraps them here\n"
     "      and now, where no server runs or all have taken the key up.\n",
     run_rekey},
    {"id check", "NUMBER",
     "Checks a national number: valid fnr, dnr, duf or synthetic, or why not.",
     NULL, run_id_check},
    {"config check", "", "Reads the settings, tells every fault, shows them.",
     NULL, run_config_check},
    {"manual", "", "Prints the manual page (for man).", NULL, run_manual},
    {"completion", "", "Prints what completes commands in bash.",
     "      In zsh: autoload bashcompinit && bashcompinit first.\n",
     run_completion},
    {"version", "", "Prints the version.", NULL, run_version},
};
const size_t cli_commands_n = ARRAY_LEN(cli_commands);
