/* Documents of the system level: putting, renewing, removing, reading,
 * releasing. SPDX-License-Identifier: EUPL-1.2 */
#include "file/mark.h"
#include "file/paper_store.h"
#include "file/scan.h"
#include "file/type.h"
#include "text/messages_file.h"

/* What nobody can open is no use to a meeting, and has no preview. */
static const struct err *
check_pdf(struct call *c, const struct paper_file *f)
{
    struct str picture = STR_NONE;
    const struct err *err = mark_first_page(c->mem, f->bytes, &picture);

    if (err && err->kind == NOT_FOUND)
        return ERR(c->mem, INVALID, .msg = MSG_FILE_PDF, .field = "fil");
    return err;
}

const struct err *
paper_check(struct call *c, struct paper_file *f)
{
    const struct err *err = file_type(c->mem, "fil", f->bytes, &f->type);

    if (!err)
        err = scan_bytes(c->mem, c->sv->clamd, "fil", f->bytes, &f->scanned);
    if (!err && str_eq_cz(f->type, "application/pdf"))
        err = check_pdf(c, f);
    return err;
}

static const struct err *
put_version(struct call *c, int64_t id, int32_t nr, const struct paper_file *f)
{
    struct paper_version v = {.nr = nr,
                              .file_name = file_name_of(c->mem, f->name),
                              .type = f->type,
                              .bytes = (int64_t)f->bytes.n,
                              .hash = hash_of(f->bytes),
                              .scanned = f->scanned,
                              .made_at = c->now,
                              .account = c->who.account};
    int64_t part = 0;
    const struct err *err = paper_store_put_version(&c->tx, id, &v);

    for (size_t at = 0; !err && at < f->bytes.n; at += PAPER_CHUNK_BYTES)
        err = paper_store_put_chunk(&c->tx, id, nr, ++part,
                                    str_cut(f->bytes, at, PAPER_CHUNK_BYTES));
    return err;
}

const struct err *
paper_put_in(struct call *c, struct paper *p, const struct paper_file *f)
{
    const struct err *err;

    ASSERT(f->type.n > 0);
    p->id = id_new();
    p->newest = 1;
    p->unit = c->who.unit;
    p->made_at = c->now;
    err = paper_store_insert(&c->tx, p);
    return err ? err : put_version(c, p->id, 1, f);
}

static const struct err *
check_stands(struct call *c, const struct paper *p)
{
    return p->removed_at.us == 0
               ? NULL
               : ERR(c->mem, CONFLICT, .msg = MSG_PAPER_IS_GONE);
}

const struct err *
paper_renew_in(struct call *c, const struct paper *p,
               const struct paper_file *f)
{
    struct paper now = *p;
    const struct err *err = check_stands(c, p);

    now.newest++;
    if (!err)
        err = paper_store_renew(&c->tx, &now);
    return err ? err : put_version(c, p->id, now.newest, f);
}

const struct err *
paper_remove_in(struct call *c, const struct paper *p, struct str reason)
{
    struct paper now = *p;
    const struct err *err = check_stands(c, p);

    now.removed_at = c->now;
    now.removed_reason = reason;
    return err ? err : paper_store_remove(&c->tx, &now, c->who.account);
}

const struct err *
paper_list_in(struct call *c, enum paper_of of, int64_t owner, unit_id own,
              struct paper_list *out)
{
    return paper_store_list(&c->tx, of, owner, own, out);
}

const struct err *
paper_in(struct call *c, int64_t id, unit_id own, struct paper *out)
{
    return paper_store_get(&c->tx, id, own, out);
}

const struct err *
paper_versions_in(struct call *c, int64_t id, struct paper_version_list *out)
{
    return paper_store_versions(&c->tx, id, out);
}

static bool
hash_is(const struct hash *a, struct str bytes)
{
    struct hash b = hash_of(bytes);

    for (size_t i = 0; i < HASH_BYTES; i++)
        if (a->b[i] != b.b[i])
            return false;
    return true;
}

const struct err *
paper_read_in(struct call *c, const struct paper *p, int32_t nr,
              struct paper_version *out, struct str *out_bytes)
{
    struct paper_version_list list = {0};
    const struct err *err = NULL;

    if (p->removed_at.us != 0)
        return ERR(c->mem, NOT_FOUND);
    err = paper_store_versions(&c->tx, p->id, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        if (list.row[i].nr != (nr ? nr : p->newest))
            continue;
        *out = list.row[i];
        err = paper_store_bytes(&c->tx, p->id, out->nr, out_bytes);
        if (!err && !hash_is(&out->hash, *out_bytes))
            err = ERR(c->mem, INTERNAL,
                      .detail = "a document's bytes were changed");
        return err;
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
paper_change_check(struct arena *mem, bool closed, bool may)
{
    if (closed)
        return ERR(mem, CONFLICT, .msg = MSG_PAPER_CLOSED);
    return may ? NULL : ERR(mem, DENIED);
}

const struct err *
paper_release_in(struct call *c, const struct paper *p, int32_t nr, unit_id own,
                 bool release)
{
    const struct err *err = check_stands(c, p);

    if (!err && nr != p->newest)
        err = ERR(c->mem, CONFLICT, .msg = MSG_PAPER_CHANGED);
    if (err)
        return err;
    return release
               ? paper_store_release(&c->tx, p, own, c->who.account, c->today)
               : paper_store_withdraw(&c->tx, p, own, c->today);
}
