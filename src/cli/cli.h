/* The command line: one table of commands, one way to read their words.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_CLI_H
#define HELHET_CLI_CLI_H

#include "access/call.h"
#include "cli/settings.h"

#include <stdio.h>

/* Exit codes, documented in the manual. */
enum cli_exit {
    CLI_OK = 0,
    CLI_NO = 1,       /* the answer is no: invalid, refused, not sound */
    CLI_USAGE = 2,    /* the command line or the settings are wrong */
    CLI_FAILED = 3,   /* the store, a file or the system failed */
    CLI_STOPPED = 130 /* asked to stop (Ctrl-C, SIGTERM), and did */
};

struct cli;

/* Says how far long work has come; false: stop. */
typedef bool (*cli_tell)(void *arg, int64_t done, int64_t total);

/* What main/ lends to the commands. */
struct cli_host {
    /* Opens the installation for `c`; *out lives until the process ends. */
    const struct err *(*open)(struct cli *c, bool create,
                              const struct services **out);
    /* Serves until SIGTERM or SIGINT; prints `Helhet ready at …` first. */
    enum cli_exit (*serve)(struct cli *c);
    /* Keys in the open store that an older master key wraps; wraps them. */
    const struct err *(*count_old_keys)(struct cli *c, int64_t *out);
    const struct err *(*rewrap)(struct cli *c, cli_tell tell, void *tell_arg);
    void *main; /* main's own */
};

struct cli {
    struct arena *mem;
    const struct cli_host *host;
    struct settings settings;
    bool json;
    char **word; /* what is left of the command line, after the command */
    int n_words;
};

struct cli_command {
    const char *name;  /* "id check" */
    const char *args;  /* "NUMBER" */
    const char *about; /* one line, English */
    const char *more;  /* further lines of its --help, or NULL */
    enum cli_exit (*run)(struct cli *c);
};
extern const struct cli_command cli_commands[];
extern const size_t cli_commands_n;

/* Finds the command, reads settings, runs it. */
enum cli_exit cli_main(const struct cli_host *host, int argc, char **argv);

/* Takes `--flag` out of the words; true when it stood there. */
bool cli_flag(struct cli *c, const char *flag);
/* Takes `--name VALUE` or `--name=VALUE` out; NULL when it is not there. */
const char *cli_option(struct cli *c, const char *name);
/* The next positional word, NULL when none is left. */
const char *cli_word(struct cli *c);
/* Says on standard error what is wrong and how the command is used. */
enum cli_exit cli_usage(const struct cli *c, const char *what);
/* Tells an error list: a line each, or one JSON object; gives the exit code. */
enum cli_exit cli_error(const struct cli *c, const struct err *err);
/* From now on SIGINT and SIGTERM ask to stop instead of ending the process. */
void cli_hold_signals(void);
/* A moving line on a terminal, `what` (const char *) done of total; nothing
 * where standard error is none. False when it was asked to stop. A cli_tell. */
bool cli_progress(void *what, int64_t done, int64_t total);
/* Takes `--progress` out of the words: the same, and where standard error is no
 * terminal a line each time; without the word cli_progress. */
cli_tell cli_teller(struct cli *c);
/* After an error: where it is that somebody asked to stop, says so and what is
 * left, and gives CLI_STOPPED; else as cli_error. */
enum cli_exit cli_stopped(const struct cli *c, const struct err *err,
                          const char *left);
/* {"name":"value"} with --json, else nothing. */
void cli_put_json(struct cli *c, const char *name, struct str value);
/* Writes to standard output. */
void cli_put(struct str text);
/* Whole file, at most max_bytes. Errors: INVALID with a detail. */
const struct err *cli_read_file(struct cli *c, const char *path,
                                size_t max_bytes, struct str *out) MUST_CHECK;
/* Writes a new file, 0600, synced, under a temporary name, then renamed. */
const struct err *cli_write_file(struct cli *c, const char *path,
                                 struct str bytes) MUST_CHECK;
/* The call of a command: the system's, with the clock read once. */
void cli_call(struct cli *c, const struct services *sv, struct call *out);

#endif
