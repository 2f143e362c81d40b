/* helhet verify: proves offline that the audit is whole, that no case was ever
 * without a holder, that what was removed was asked for, and that all that is
 * sealed can be opened.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "access/audit.h"
#include "casefile/app.h"
#include "retention/sealed_store.h"
#include "retention/store.h"

/* Heads are kept as lines "chain seq hash-in-hex". */
enum { HEADS_MAX_BYTES = 1 << 20 };

static bool
hex_value(char ch, unsigned *out)
{
    if (ch >= '0' && ch <= '9')
        *out = (unsigned)(ch - '0');
    else if (ch >= 'a' && ch <= 'f')
        *out = (unsigned)(ch - 'a' + 10);
    else
        return false;
    return true;
}

static bool
parse_hex(struct arena *mem, struct str text, struct str *out)
{
    char *p = arena_alloc(mem, text.n / 2 + 1);

    if (text.n % 2 != 0)
        return false;
    for (size_t i = 0; i < text.n; i += 2) {
        unsigned high;
        unsigned low;

        if (!hex_value(text.p[i], &high) || !hex_value(text.p[i + 1], &low))
            return false;
        p[i / 2] = (char)(high << 4 | low);
    }
    *out = (struct str){p, text.n / 2};
    return true;
}

static bool
parse_head(struct arena *mem, struct str line, struct audit_head *out)
{
    struct str chain;
    struct str seq;
    struct str hash;

    return str_split(line, ' ', &chain, &line) &&
           str_split(line, ' ', &seq, &hash) &&
           str_to_i64(chain, &out->chain) && str_to_i64(seq, &out->seq) &&
           parse_hex(mem, hash, &out->hash);
}

static const struct err *
read_heads(struct cli *c, const char *path, struct audit_head **out, size_t *n)
{
    struct str text = STR_NONE;
    const struct err *err = NULL;
    size_t lines = 0;

    if (path)
        err = cli_read_file(c, path, HEADS_MAX_BYTES, &text);
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    *out = ARENA_NEW_N(c->mem, struct audit_head, lines + 1);
    while (!err && text.n > 0) {
        struct str line;

        (void)str_split(text, '\n', &line, &text);
        if (line.n > 0 && !parse_head(c->mem, line, &(*out)[(*n)++]))
            err = ERR(c->mem, INVALID, .field = "--heads",
                      .detail = "a line must be: chain seq hash");
    }
    return err;
}

static const struct err *
write_heads(struct cli *c, struct db_tx *tx, const char *path)
{
    struct audit_head *head = NULL;
    size_t n = 0;
    struct buf b;
    const struct err *err = audit_heads(tx, &head, &n);

    if (err)
        return err;
    buf_init(&b, c->mem);
    for (size_t i = 0; i < n; i++) {
        buf_fmt(&b, "%lld %lld ", (long long)head[i].chain,
                (long long)head[i].seq);
        for (size_t k = 0; k < head[i].hash.n; k++)
            buf_fmt(&b, "%02x", (unsigned char)head[i].hash.p[k]);
        buf_char(&b, '\n');
    }
    return cli_write_file(c, path, buf_done(&b));
}

static const char *
fault_text(enum audit_fault fault)
{
    switch (fault) {
    case AUDIT_SOUND:
        return "sound";
    case AUDIT_CHANGED:
        return "a row was changed or moved";
    case AUDIT_MISSING:
        return "a row is missing";
    case AUDIT_CUT:
        return "rows were cut off or replaced after the kept head";
    case AUDIT_UNLISTED:
        return "the index of lists does not follow from the rows";
    }
    return "?";
}

struct findings {
    struct audit_verdict audit;
    struct casefile_verdict cases;
    struct retention_faults removals;
    struct sealed_verdict sealed;
};

static const char *
removal_text(const struct retention_faults *f)
{
    if (f->unknown > 0)
        return "a case has no key, and nobody asked for its removal";
    if (f->half > 0)
        return "a case is removed, and something still opens it or tells who "
               "it was";
    if (f->unordered > 0)
        return "a removal has no confirmation in the audit";
    return "sound";
}

static enum cli_exit
report(struct cli *c, const struct findings *f)
{
    bool sound = f->audit.fault == AUDIT_SOUND && f->cases.bad == 0 &&
                 f->removals.unknown + f->removals.half +
                         f->removals.unordered ==
                     0 &&
                 f->sealed.damaged == 0;
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    if (c->json) {
        json_init(&j, &b);
        json_open(&j, '{');
        json_key(&j, "sound");
        json_bool(&j, sound);
        json_key(&j, "audit");
        json_str(&j, str_of(fault_text(f->audit.fault)));
        json_key(&j, "audit_rows");
        json_int(&j, f->audit.rows);
        json_key(&j, "chain");
        json_int(&j, f->audit.chain);
        json_key(&j, "seq");
        json_int(&j, f->audit.seq);
        json_key(&j, "cases");
        json_int(&j, f->cases.cases);
        json_key(&j, "batons");
        json_str(&j, f->cases.bad == 0 ? STR("sound") : str_of(f->cases.why));
        json_key(&j, "removed");
        json_int(&j, f->removals.removed);
        json_key(&j, "removals");
        json_str(&j, str_of(removal_text(&f->removals)));
        json_key(&j, "sealed_values");
        json_int(&j, f->sealed.values);
        json_key(&j, "damaged");
        json_int(&j, f->sealed.damaged);
        json_close(&j, '}');
    } else {
        buf_fmt(&b, "Audit: %s (%lld rows in %lld chains)",
                fault_text(f->audit.fault), (long long)f->audit.rows,
                (long long)f->audit.chains);
        if (f->audit.fault != AUDIT_SOUND)
            buf_fmt(&b, ", chain %lld at row %lld", (long long)f->audit.chain,
                    (long long)f->audit.seq);
        buf_fmt(
            &b, "\nBatons: %.*s (%lld cases, %lld events replayed)",
            STR_FMT(f->cases.bad == 0 ? STR("sound") : str_of(f->cases.why)),
            (long long)f->cases.cases, (long long)f->cases.events);
        buf_fmt(&b, "\nRemovals: %s (%lld cases without a key)",
                removal_text(&f->removals), (long long)f->removals.removed);
        if (f->sealed.damaged == 0)
            buf_fmt(&b, "\nSealed values: sound (%lld opened)",
                    (long long)f->sealed.values);
        else
            buf_fmt(&b,
                    "\nSealed values: %lld of %lld are damaged. The first: "
                    "%.*s",
                    (long long)f->sealed.damaged, (long long)f->sealed.values,
                    STR_FMT(f->sealed.first));
    }
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
    return sound ? CLI_OK : CLI_NO;
}

static const struct err *
look(struct cli *c, const struct services *sv, const char *kept_path,
     const char *keep_path, struct findings *f)
{
    struct audit_head *kept = NULL;
    size_t kept_n = 0;
    struct db_tx tx;
    const struct err *err = read_heads(c, kept_path, &kept, &kept_n);

    if (!err)
        err = db_read_begin(sv->db, c->mem, &tx);
    if (err)
        return err;
    err = audit_verify(&tx, sv->keys, kept, kept_n, &f->audit);
    if (!err)
        err = casefile_verify(&tx, sv->keys, &f->cases);
    if (!err)
        err = retention_store_faults(&tx, &f->removals);
    if (!err)
        err = sealed_verify(&tx, sv->keys, &f->sealed);
    if (!err && keep_path)
        err = write_heads(c, &tx, keep_path);
    db_read_end(&tx);
    return err;
}

enum cli_exit
run_verify(struct cli *c)
{
    const char *kept = cli_option(c, "--heads");
    const char *keep = cli_option(c, "--keep-heads");
    const struct services *sv = NULL;
    struct findings f = {0};
    const struct err *err;

    if (c->n_words > 0)
        return cli_usage(c, "verify knows --heads FILE and --keep-heads FILE");
    err = c->host->open(c, false, &sv);
    if (!err)
        err = look(c, sv, kept, keep, &f);
    return err ? cli_error(c, err) : report(c, &f);
}
