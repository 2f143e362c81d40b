/* Programs of others in a process of their own.
 * SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* closefrom in posix_spawn: nothing of ours goes along */
#include "file/tool.h"

#include "base/id.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_MS = 20000, ARGS_MAX = 16, OUT_MAX = 48 << 20, FILES = 6 };

static const char *const bounds[] = {
    "/usr/bin/prlimit",
    "--cpu=10",
    "--as=1073741824",
    "--core=0",
    "--nofile=32",
    "--fsize=67108864",
    "--",
};

/* Files of one run, -1: none. END is open in the child as long as it lives. */
enum { FIRST, SECOND, OUT, END, CHILD_END, FD_COUNT };
struct run {
    int fd[FD_COUNT];
};

static void
run_close(void *arg)
{
    struct run *r = arg;

    for (int i = 0; i < FD_COUNT; i++) {
        if (r->fd[i] >= 0)
            (void)close(r->fd[i]);
        r->fd[i] = -1;
    }
}

/* A file without a name, in memory. */
static int
memory_file(struct arena *mem)
{
    const char *name = str_cz(
        mem, str_fmt(mem, "/helhet-%llx", (unsigned long long)id_new()));
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd >= 0)
        (void)shm_unlink(name);
    return fd;
}

static bool
fill(int fd, struct str bytes)
{
    size_t done = 0;

    while (done < bytes.n) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);

        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return lseek(fd, 0, SEEK_SET) == 0;
}

static bool
open_files(struct arena *mem, struct run *r, struct str first,
           struct str second)
{
    int ends[2];

    for (int i = FIRST; i <= OUT; i++) {
        r->fd[i] = memory_file(mem);
        if (r->fd[i] < 0)
            return false;
    }
    if (pipe(ends) != 0)
        return false;
    r->fd[END] = ends[0];
    r->fd[CHILD_END] = ends[1];
    for (int i = 0; i < FD_COUNT; i++) {
        /* above the numbers that the child gets */
        int high = fcntl(r->fd[i], F_DUPFD_CLOEXEC, FILES + FD_COUNT);

        if (high < 0)
            return false;
        (void)close(r->fd[i]);
        r->fd[i] = high;
    }
    return fill(r->fd[FIRST], first) && fill(r->fd[SECOND], second);
}

static bool
start(struct run *r, char *const *argv, pid_t *out)
{
    static char path[] = "PATH=/usr/bin:/bin", lang[] = "LANG=C.UTF-8";
    char *env[] = {path, lang, NULL};
    posix_spawn_file_actions_t a;
    bool ok = posix_spawn_file_actions_init(&a) == 0;

    if (!ok)
        return false;
    ok = posix_spawn_file_actions_addopen(&a, 0, "/dev/null", O_RDONLY, 0) ==
             0 &&
         posix_spawn_file_actions_adddup2(&a, r->fd[OUT], 1) == 0 &&
         posix_spawn_file_actions_addopen(&a, 2, "/dev/null", O_WRONLY, 0) ==
             0 &&
         posix_spawn_file_actions_adddup2(&a, r->fd[FIRST], 3) == 0 &&
         posix_spawn_file_actions_adddup2(&a, r->fd[SECOND], 4) == 0 &&
         posix_spawn_file_actions_adddup2(&a, r->fd[OUT], 5) == 0 &&
         posix_spawn_file_actions_adddup2(&a, r->fd[CHILD_END], FILES) == 0 &&
         posix_spawn_file_actions_addclosefrom_np(&a, FILES + 1) == 0 &&
         posix_spawn(out, bounds[0], &a, NULL, argv, env) == 0;
    (void)posix_spawn_file_actions_destroy(&a);
    return ok;
}

/* The exit status, -1 when it was ended. */
static int
wait_for(struct run *r, pid_t child)
{
    struct pollfd end = {.fd = r->fd[END], .events = POLLIN};
    int status = 0;

    (void)close(r->fd[CHILD_END]);
    r->fd[CHILD_END] = -1;
    if (poll(&end, 1, WAIT_MS) != 1)
        (void)kill(child, SIGKILL);
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

static const struct err *
read_out(struct arena *mem, const struct run *r, struct str *out)
{
    struct stat st;
    char *p;
    size_t n = 0;

    if (fstat(r->fd[OUT], &st) != 0 || st.st_size > OUT_MAX)
        return ERR(mem, UNAVAILABLE, .detail = "a tool's answer is too long");
    p = arena_alloc(mem, (size_t)st.st_size + 1);
    while (n < (size_t)st.st_size) {
        ssize_t got = pread(r->fd[OUT], p + n, (size_t)st.st_size - n,
                            (off_t)n);

        if (got <= 0)
            return ERR(mem, UNAVAILABLE, .detail = "a tool's answer is gone");
        n += (size_t)got;
    }
    *out = (struct str){p, n};
    return NULL;
}

const struct err *
tool_run(struct arena *mem, const char *const *argv, struct str first,
         struct str second, struct str *out, int *out_status)
{
    struct run *r = ARENA_NEW_N(mem, struct run, 1);
    char *all[ARRAY_LEN(bounds) + ARGS_MAX];
    size_t n = 0;
    pid_t child = 0;
    const struct err *err = NULL;

    for (size_t i = 0; i < ARRAY_LEN(bounds); i++)
        all[n++] = (char *)(uintptr_t)str_cz(mem, str_of(bounds[i]));
    for (size_t i = 0; argv[i]; i++) {
        ASSERT(i + 1 < ARGS_MAX);
        all[n++] = (char *)(uintptr_t)str_cz(mem, str_of(argv[i]));
    }
    all[n] = NULL;
    for (int i = 0; i < FD_COUNT; i++)
        r->fd[i] = -1;
    arena_defer(mem, run_close, r);
    if (!open_files(mem, r, first, second) || !start(r, all, &child))
        err = ERR(mem, UNAVAILABLE, .detail = "a tool cannot be started");
    if (!err) {
        *out_status = wait_for(r, child);
        err = read_out(mem, r, out);
    }
    run_close(r);
    return err;
}
