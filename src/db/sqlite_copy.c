/* SQLite: a copy of the whole store while it is in use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/sqlite_conn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAGES_A_STEP 256

/* Makes what stands in `path`, a file or a folder, durable. */
static bool
sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok;

    if (fd < 0)
        return false;
    ok = fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

static bool
sync_folder_of(struct arena *mem, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str folder = {path, slash ? (size_t)(slash - path) : 0};

    if (slash == NULL)
        return sync_path(".");
    return sync_path(folder.n == 0 ? "/" : str_cz(mem, folder));
}

/* One snapshot: a copy that restarts with every commit would never end, so the
 * reading connection holds a transaction meanwhile. */
static int
copy_pages(sqlite3 *from, sqlite3 *to, bool (*tell)(void *, int64_t, int64_t),
           void *tell_arg)
{
    sqlite3_backup *b;
    int rc = sqlite3_exec(from, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL,
                          NULL, NULL); /* takes the snapshot */

    if (rc != SQLITE_OK)
        return rc;
    b = sqlite3_backup_init(to, "main", from, "main");
    if (b == NULL)
        return sqlite3_errcode(to);
    while (rc == SQLITE_OK) {
        int64_t total;

        rc = sqlite3_backup_step(b, PAGES_A_STEP);
        total = sqlite3_backup_pagecount(b);
        if (tell != NULL &&
            !tell(tell_arg, total - sqlite3_backup_remaining(b), total))
            rc = SQLITE_INTERRUPT;
    }
    (void)sqlite3_backup_finish(b); /* repeats the step's error */
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Writes `part`, a new file, whole and durable, in one piece without a log. */
static const struct err *
write_part(struct arena *mem, struct sqlite_conn *c, const char *part,
           bool (*tell)(void *, int64_t, int64_t), void *tell_arg)
{
    sqlite3 *to = NULL;
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int rc;

    if (fd < 0 || close(fd) != 0)
        return ERR(mem, UNAVAILABLE,
                   .detail = db_detail(mem, "copy: %s", strerror(errno)));
    rc = sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE, NULL);
    if (rc == SQLITE_OK)
        rc = copy_pages(c->handle, to, tell, tell_arg);
    if (sqlite3_close(to) != SQLITE_OK && rc == SQLITE_OK)
        rc = SQLITE_IOERR;
    if (rc == SQLITE_OK && !sync_path(part))
        rc = SQLITE_IOERR_FSYNC;
    if (rc == SQLITE_OK)
        return NULL;
    return ERR(mem, UNAVAILABLE,
               .detail = db_detail(mem, "copy: %s", sqlite3_errstr(rc)));
}

/* The name `path` appears when the copy is whole, not before. */
const struct err *
sqlite_copy_to(struct arena *mem, struct db_conn *conn, const char *path,
               bool (*tell)(void *, int64_t, int64_t), void *tell_arg)
{
    struct sqlite_conn *c = (struct sqlite_conn *)(void *)conn;
    const char *part = db_detail(mem, "%s.part", path);
    const struct err *err;

    (void)unlink(part); /* of a copy that was broken off */
    err = write_part(mem, c, part, tell, tell_arg);
    if (!err && (rename(part, path) != 0 || !sync_folder_of(mem, path)))
        err = ERR(mem, UNAVAILABLE,
                  .detail = db_detail(mem, "copy: %s", strerror(errno)));
    if (err)
        (void)unlink(part);
    return err;
}

const struct err *
sqlite_before_migration(struct arena *mem, struct db_conn *conn,
                        const char *url, int64_t from)
{
    const char *path = db_detail(mem, "%s.before-%04lld", url, (long long)from);

    return sqlite_copy_to(mem, conn, path, NULL, NULL);
}
