/* The master key file: reading it strictly, creating and replacing it durably.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/keyring.h"

#include "base/buf.h"
#include "base/random.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX ((size_t)MASTERS_MAX * 96)
#define HEX_DIGITS     ((size_t)KEY_BYTES * 2)

static const struct err *
fault(struct arena *mem, const char *path, const char *what)
{
    struct str detail = str_fmt(mem, "key file %s: %s", path, what);

    return ERR(mem, INTERNAL, .detail = str_cz(mem, detail));
}

static void
close_fd(void *fd)
{
    (void)close(*(int *)fd);
}

/* A descriptor that is closed with the arena at the latest; -1 with errno. */
static int
open_in(struct arena *mem, const char *path, int flags)
{
    int *fd = ARENA_NEW(mem, int);

    *fd = open(path, flags | O_CLOEXEC, 0600);
    if (*fd >= 0)
        arena_defer(mem, close_fd, fd);
    return *fd;
}

/* The text of the file, refused when others than its owner may see it. */
static const struct err *
read_text(struct arena *mem, const char *path, struct str *out)
{
    int fd = open_in(mem, path, O_RDONLY);
    struct stat st;
    char *p;
    size_t n = 0;
    ssize_t got = 1;

    if (fd < 0 || fstat(fd, &st) != 0)
        return fault(mem, path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return fault(mem, path, "not a file");
    if ((st.st_mode & 077) != 0)
        return fault(mem, path, "too open: mode must be 0600 or less");
    p = arena_alloc(mem, FILE_BYTES_MAX);
    while (got > 0 && n < FILE_BYTES_MAX) {
        got = read(fd, p + n, FILE_BYTES_MAX - n);
        if (got < 0)
            return fault(mem, path, strerror(errno));
        n += (size_t)got;
    }
    if (n == FILE_BYTES_MAX)
        return fault(mem, path, "too long");
    *out = (struct str){p, n};
    return NULL;
}

/* "version:hex", versions from 1 and growing. */
static bool
parse_line(struct keyfile *file, struct str line)
{
    struct str version;
    struct str hex;
    int64_t v;
    int64_t before = file->count > 0 ? file->line[file->count - 1].version : 0;
    size_t n;

    if (!str_split(line, ':', &version, &hex) || !str_to_i64(version, &v) ||
        v <= before || v > INT32_MAX || hex.n != HEX_DIGITS ||
        file->count == MASTERS_MAX)
        return false;
    if (sodium_hex2bin(file->line[file->count].key.b, KEY_BYTES, hex.p, hex.n,
                       NULL, &n, NULL) != 0 ||
        n != KEY_BYTES)
        return false;
    file->line[file->count++].version = v;
    return true;
}

const struct err *
keyfile_read(struct arena *mem, const char *path, struct keyfile *out)
{
    struct str text;
    struct str rest;
    struct str line;
    const struct err *err = read_text(mem, path, &text);
    bool good = true;

    if (err)
        return err;
    *out = (struct keyfile){0};
    rest = text;
    while (good && rest.n > 0) {
        (void)str_split(rest, '\n', &line, &rest);
        good = parse_line(out, line);
    }
    /* The text was built here and is ours to overwrite. */
    sodium_memzero((void *)(uintptr_t)text.p, text.n);
    if (!good || out->count == 0)
        return fault(mem, path, "want lines of \"version:64 hex digits\"");
    return NULL;
}

/* Writes all and sees it safely on the disk. */
static bool
write_durably(int fd, struct str text)
{
    while (text.n > 0) {
        ssize_t done = write(fd, text.p, text.n);

        if (done < 0)
            return false;
        text = str_cut(text, (size_t)done, text.n);
    }
    return fsync(fd) == 0;
}

/* Makes a new or renamed file's name durable. */
static bool
sync_folder(struct arena *mem, const char *path)
{
    struct str s = str_of(path);
    int fd;

    while (s.n > 0 && s.p[s.n - 1] != '/')
        s.n--;
    fd = open_in(mem, s.n > 0 ? str_cz(mem, s) : ".", O_RDONLY);
    return fd >= 0 && fsync(fd) == 0;
}

static struct str
file_text(struct arena *mem, const struct keyfile *file)
{
    struct buf b;
    char hex[HEX_DIGITS + 1];

    buf_init(&b, mem);
    for (size_t i = 0; i < file->count; i++) {
        sodium_bin2hex(hex, sizeof hex, file->line[i].key.b, KEY_BYTES);
        buf_i64(&b, file->line[i].version);
        buf_fmt(&b, ":%s\n", hex);
    }
    sodium_memzero(hex, sizeof hex);
    return buf_done(&b);
}

const struct err *
keyfile_create(struct arena *mem, const char *path)
{
    struct keyfile file = {.count = 1, .line[0].version = 1};
    int fd = open_in(mem, path, O_WRONLY | O_CREAT | O_EXCL);
    bool done;

    if (fd < 0 && errno == EEXIST)
        return NULL;
    if (fd < 0)
        return fault(mem, path, strerror(errno));
    random_bytes(file.line[0].key.b, KEY_BYTES);
    done = write_durably(fd, file_text(mem, &file)) && sync_folder(mem, path);
    sodium_memzero(&file, sizeof file);
    return done ? NULL : fault(mem, path, strerror(errno));
}

const struct err *
keyfile_replace(struct arena *mem, const char *path, const struct keyfile *file)
{
    const char *fresh = str_cz(mem, str_fmt(mem, "%s.new", path));
    int fd = open_in(mem, fresh, O_WRONLY | O_CREAT | O_EXCL);

    if (fd < 0 && errno == EEXIST)
        return ERR(mem, CONFLICT,
                   .detail = "key file: a rotation is under way or was broken "
                             "off; look at the file that ends in .new");
    if (fd < 0)
        return fault(mem, fresh, strerror(errno));
    if (!write_durably(fd, file_text(mem, file)) || rename(fresh, path) != 0 ||
        !sync_folder(mem, path))
        return fault(mem, fresh, strerror(errno));
    return NULL;
}
