/* A slow, failing or full disk, for tests and benches: see README.md here.
 * SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* RTLD_NEXT */
/* With 64 bits pwrite is but another name of pwrite64; here both are wanted. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

int fsync(int fd);
int fdatasync(int fd);
ssize_t write(int fd, const void *p, size_t n);
ssize_t pwrite(int fd, const void *p, size_t n, off_t at);
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at);

/* What was asked for, read once; and libc's own functions. */
static struct {
    pthread_once_t once;
    const char *folder;
    const char *control;
    long slow_us;
    int (*fsync)(int);
    int (*fdatasync)(int);
    ssize_t (*write)(int, const void *, size_t);
    ssize_t (*pwrite)(int, const void *, size_t, off_t);
    ssize_t (*pwrite64)(int, const void *, size_t, off64_t);
} shim = {.once = PTHREAD_ONCE_INIT};

/* ISO C has no way from a pointer to a function but its bytes. */
static void
find(void *out, const char *name)
{
    void *p = dlsym(RTLD_NEXT, name);

    if (p == NULL)
        abort();
    memcpy(out, &p, sizeof(p));
}

static void
init(void)
{
    const char *slow = getenv("HELHET_SHIM_FSYNC_US");

    shim.folder = getenv("HELHET_SHIM_DIR");
    shim.control = getenv("HELHET_SHIM_CONTROL");
    shim.slow_us = slow != NULL ? strtol(slow, NULL, 10) : 0;
    find(&shim.fsync, "fsync");
    find(&shim.fdatasync, "fdatasync");
    find(&shim.write, "write");
    find(&shim.pwrite, "pwrite");
    find(&shim.pwrite64, "pwrite64");
}

/* Is `word` what the control file says now? */
static bool
asked_for(const char *word)
{
    char text[32] = "";
    ssize_t n;
    int fd;

    if (shim.control == NULL)
        return false;
    fd = open(shim.control, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    n = read(fd, text, sizeof(text) - 1);
    (void)close(fd);
    return n > 0 && strncmp(text, word, strlen(word)) == 0;
}

/* Does the file lie in the folder that is to suffer? */
static bool
concerns(int fd)
{
    char link[64];
    char path[4096];
    ssize_t n;

    if (shim.folder == NULL)
        return true;
    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    n = readlink(link, path, sizeof(path) - 1);
    if (n < 0)
        return false;
    path[n] = '\0';
    return strncmp(path, shim.folder, strlen(shim.folder)) == 0;
}

/* Sleeps, then says whether the sync must fail. */
static bool
suffer(int fd)
{
    struct timespec t = {shim.slow_us / 1000000, shim.slow_us % 1000000 * 1000};

    if (shim.slow_us > 0 && concerns(fd))
        (void)nanosleep(&t, NULL);
    return asked_for("eio") && concerns(fd);
}

static bool
is_full(int fd)
{
    return asked_for("enospc") && concerns(fd);
}

int
fsync(int fd)
{
    (void)pthread_once(&shim.once, init);
    if (!suffer(fd))
        return shim.fsync(fd);
    errno = EIO;
    return -1;
}

int
fdatasync(int fd)
{
    (void)pthread_once(&shim.once, init);
    if (!suffer(fd))
        return shim.fdatasync(fd);
    errno = EIO;
    return -1;
}

ssize_t
write(int fd, const void *p, size_t n)
{
    (void)pthread_once(&shim.once, init);
    if (!is_full(fd))
        return shim.write(fd, p, n);
    errno = ENOSPC;
    return -1;
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
    (void)pthread_once(&shim.once, init);
    if (!is_full(fd))
        return shim.pwrite(fd, p, n, at);
    errno = ENOSPC;
    return -1;
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    (void)pthread_once(&shim.once, init);
    if (!is_full(fd))
        return shim.pwrite64(fd, p, n, at);
    errno = ENOSPC;
    return -1;
}
