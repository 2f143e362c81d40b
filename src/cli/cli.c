/* The command line's words, its help, and how it tells errors.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cli.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEMORY_MAX = 1 << 30 };

void
cli_put(struct str text)
{
    (void)fwrite(text.p, 1, text.n, stdout);
    (void)fflush(stdout);
}

static void
drop_words(struct cli *c, int at, int n)
{
    for (int i = at; i + n < c->n_words; i++)
        c->word[i] = c->word[i + n];
    c->n_words -= n;
}

bool
cli_flag(struct cli *c, const char *flag)
{
    for (int i = 0; i < c->n_words; i++)
        if (strcmp(c->word[i], flag) == 0) {
            drop_words(c, i, 1);
            return true;
        }
    return false;
}

const char *
cli_option(struct cli *c, const char *name)
{
    size_t n = strlen(name);

    for (int i = 0; i < c->n_words; i++) {
        const char *word = c->word[i];

        if (strncmp(word, name, n) != 0)
            continue;
        if (word[n] == '=') {
            drop_words(c, i, 1);
            return word + n + 1;
        }
        if (word[n] == '\0' && i + 1 < c->n_words) {
            const char *value = c->word[i + 1];

            drop_words(c, i, 2);
            return value;
        }
    }
    return NULL;
}

const char *
cli_word(struct cli *c)
{
    const char *word;

    if (c->n_words == 0)
        return NULL;
    word = c->word[0];
    drop_words(c, 0, 1);
    return word;
}

static void
put_command(struct buf *b, const struct cli_command *cmd)
{
    buf_fmt(b, "  helhet %s%s%s\n      %s\n", cmd->name, *cmd->args ? " " : "",
            cmd->args, cmd->about);
}

static void
put_help(struct arena *mem)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "Helhet: the shared working system of child welfare and child "
               "mental health services.\n\nCommands:\n");
    for (size_t i = 0; i < cli_commands_n; i++)
        put_command(&b, &cli_commands[i]);
    buf_cz(&b, "\nEvery command knows --help, --json and --config FILE.\n"
               "Exit: 0 done or yes, 1 no, 2 wrong use or settings, 3 failed."
               "\n\nSettings (file: name = value; environment: "
               "HELHET_NAME):\n");
    settings_help(&b);
    cli_put(buf_done(&b));
}

void
cli_put_json(struct cli *c, const char *name, struct str value)
{
    struct buf b;
    struct json j;

    if (!c->json)
        return;
    buf_init(&b, c->mem);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, name);
    json_str(&j, value);
    json_close(&j, '}');
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
}

enum cli_exit
cli_usage(const struct cli *c, const char *what)
{
    if (c->json)
        (void)cli_error(c, ERR(c->mem, INVALID, .detail = what));
    else
        fprintf(stderr, "helhet: %s\nTry: helhet --help\n", what);
    return CLI_USAGE;
}

/* --- long work --- */

static void
stop_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
}

void
cli_hold_signals(void)
{
    sigset_t set;

    stop_signals(&set);
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static bool
was_asked_to_stop(void)
{
    sigset_t pending;

    return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 ||
                                         sigismember(&pending, SIGTERM) == 1);
}

/* As cli_progress, and lines where standard error is no terminal. */
static bool
progress_in_lines(void *what, int64_t done, int64_t total)
{
    if (isatty(STDERR_FILENO))
        return cli_progress(what, done, total);
    fprintf(stderr, "%s %lld of %lld\n", (const char *)what, (long long)done,
            (long long)total);
    return !was_asked_to_stop();
}

cli_tell
cli_teller(struct cli *c)
{
    return cli_flag(c, "--progress") ? progress_in_lines : cli_progress;
}

bool
cli_progress(void *what, int64_t done, int64_t total)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%s %lld of %lld%s", (const char *)what,
                (long long)done, (long long)total, done >= total ? "\n" : "");
    return !was_asked_to_stop();
}

/* --- errors --- */

static enum cli_exit
exit_of(const struct err *err)
{
    switch (err->kind) {
    case NOT_FOUND:
    case DENIED:
    case INVALID:
    case CONFLICT:
        return CLI_NO;
    case UNAVAILABLE:
    case UNCERTAIN:
    case INTERNAL:
        break;
    }
    return CLI_FAILED;
}

/* What an error without a text of its own says is its detail. */
static struct str
error_text(const struct cli *c, const struct err *e)
{
    return e->msg == 0 && e->detail ? str_of(e->detail)
                                    : err_text(c->mem, LANG_EN, e);
}

static void
put_error_line(const struct cli *c, const struct err *e)
{
    fprintf(stderr, "helhet: ");
    if (e->line > 0)
        fprintf(stderr, "line %lld: ", (long long)e->line);
    if (e->field)
        fprintf(stderr, "%s: ", e->field);
    fprintf(stderr, "%.*s", STR_FMT(error_text(c, e)));
    if (e->msg != 0 && e->detail)
        fprintf(stderr, " %s", e->detail);
    fputc('\n', stderr);
}

static void
put_error_json(const struct cli *c, const struct err *err)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, "errors");
    json_open(&j, '[');
    for (const struct err *e = err; e; e = e->next) {
        json_open(&j, '{');
        json_key(&j, "field");
        json_str(&j, str_of(e->field));
        json_key(&j, "line");
        json_int(&j, e->line);
        json_key(&j, "message");
        json_str(&j, error_text(c, e));
        json_key(&j, "detail");
        json_str(&j, str_of(e->detail));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
}

enum cli_exit
cli_error(const struct cli *c, const struct err *err)
{
    if (c->json)
        put_error_json(c, err);
    else
        for (const struct err *e = err; e; e = e->next)
            put_error_line(c, e);
    return exit_of(err);
}

enum cli_exit
cli_stopped(const struct cli *c, const struct err *err, const char *left)
{
    if (!was_asked_to_stop())
        return cli_error(c, err);
    fprintf(stderr, "%shelhet: stopped as asked; %s\n",
            isatty(STDERR_FILENO) ? "\n" : "", left);
    return CLI_STOPPED;
}

/* --- files --- */

static const struct err *
file_error(struct cli *c, const char *what, const char *path)
{
    return ERR(c->mem, INVALID,
               .detail = str_cz(c->mem, str_fmt(c->mem, "%s: %s: %s", path,
                                                what, strerror(errno))));
}

const struct err *
cli_read_file(struct cli *c, const char *path, size_t max_bytes,
              struct str *out)
{
    struct buf b;
    char part[65536];
    ssize_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return file_error(c, "cannot be opened", path);
    buf_init(&b, c->mem);
    while ((n = read(fd, part, sizeof part)) > 0 && b.n <= max_bytes)
        buf_bytes(&b, part, (size_t)n);
    (void)close(fd);
    if (n < 0)
        return file_error(c, "cannot be read", path);
    if (b.n > max_bytes)
        return ERR(c->mem, INVALID, .detail = "the file is too large");
    *out = buf_done(&b);
    return NULL;
}

static bool
write_all(int fd, struct str bytes)
{
    size_t done = 0;

    while (done < bytes.n) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += (size_t)n;
    }
    return fsync(fd) == 0;
}

const struct err *
cli_write_file(struct cli *c, const char *path, struct str bytes)
{
    const char *temporary = str_cz(c->mem, str_fmt(c->mem, "%s.new", path));
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok;

    if (fd < 0)
        return file_error(c, "cannot be written", path);
    ok = write_all(fd, bytes);
    ok = close(fd) == 0 && ok;
    if (ok && rename(temporary, path) == 0)
        return NULL;
    (void)unlink(temporary);
    return file_error(c, "cannot be written", path);
}

void
cli_call(struct cli *c, const struct services *sv, struct call *out)
{
    call_init_system(out, c->mem, sv, clock_now());
}

/* --- the command --- */

/* How many words of the command line are the command's name; 0: not this. */
static int
name_words(const struct cli *c, const char *name)
{
    const char *p = name;
    int n = 0;

    while (*p) {
        size_t len = strcspn(p, " ");

        if (n >= c->n_words || strlen(c->word[n]) != len ||
            strncmp(c->word[n], p, len) != 0)
            return 0;
        n++;
        p += len;
        while (*p == ' ')
            p++;
    }
    return n;
}

static const struct cli_command *
find_command(struct cli *c)
{
    static char version[] = "version";
    const struct cli_command *best = NULL;
    int best_n = 0;

    if (c->n_words > 0 && strcmp(c->word[0], "--version") == 0)
        c->word[0] = version;
    for (size_t i = 0; i < cli_commands_n; i++) {
        int n = name_words(c, cli_commands[i].name);

        if (n > best_n) {
            best = &cli_commands[i];
            best_n = n;
        }
    }
    drop_words(c, 0, best_n);
    return best;
}

static void
put_command_help(struct cli *c, const struct cli_command *cmd)
{
    struct buf b;

    buf_init(&b, c->mem);
    put_command(&b, cmd);
    if (cmd->more)
        buf_cz(&b, cmd->more);
    cli_put(buf_done(&b));
}

/* The commands that begin with the first word, or all. */
static enum cli_exit
run_no_command(struct cli *c, bool help)
{
    struct buf b;

    if (c->n_words == 0) {
        put_help(c->mem);
        return help ? CLI_OK : CLI_USAGE;
    }
    buf_init(&b, c->mem);
    for (size_t i = 0; i < cli_commands_n; i++) {
        struct str name = str_of(cli_commands[i].name);
        size_t n = strlen(c->word[0]);

        if (str_starts(name, str_of(c->word[0])) && n < name.n &&
            name.p[n] == ' ')
            put_command(&b, &cli_commands[i]);
    }
    if (b.n == 0)
        return cli_usage(c, "no such command");
    cli_put(buf_done(&b));
    return help ? CLI_OK : CLI_USAGE;
}

static enum cli_exit
run_command(struct cli *c)
{
    bool help = cli_flag(c, "--help") || cli_flag(c, "-h");
    const char *config = cli_option(c, "--config");
    const struct cli_command *cmd;
    const struct err *err;

    c->json = cli_flag(c, "--json");
    if (!config)
        config = getenv("HELHET_CONFIG");
    cmd = find_command(c);
    if (!cmd)
        return run_no_command(c, help);
    if (help) {
        put_command_help(c, cmd);
        return CLI_OK;
    }
    if (*cmd->args == '\0' && c->n_words > 0)
        return cli_usage(
            c, str_cz(c->mem,
                      str_fmt(c->mem, "%s takes no further words", cmd->name)));
    err = settings_read(c->mem, config, &c->settings);
    if (err) {
        (void)cli_error(c, err);
        return CLI_USAGE;
    }
    return cmd->run(c);
}

enum cli_exit
cli_main(const struct cli_host *host, int argc, char **argv)
{
    struct arena *mem = arena_new(MEMORY_MAX);
    struct cli c = {.mem = mem,
                    .host = host,
                    .word = argv + 1,
                    .n_words = argc > 0 ? argc - 1 : 0};
    enum cli_exit code = run_command(&c);

    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "helhet: the output cannot be written\n");
        code = CLI_FAILED;
    }
    arena_free(mem);
    return code;
}
