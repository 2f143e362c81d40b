/* Puts one process together: folder, keys, store, features.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "main/wiring.h"

#include "access/account.h"
#include "access/key_store.h"
#include "access/passkey.h"
#include "base/clock.h"
#include "cli/version.h"
#include "main/features.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reading waits for nothing but the processor (or for PostgreSQL's): more
 * connections than this only take memory. Workers wait for commits. */
enum { READERS_MAX = 16 };

static const struct err *
make_folder(struct arena *mem, struct str path)
{
    const char *cz = str_cz(mem, path);
    struct stat st;

    if (mkdir(cz, 0700) == 0 ||
        (errno == EEXIST && stat(cz, &st) == 0 && S_ISDIR(st.st_mode)))
        return NULL;
    return ERR(mem, INTERNAL, .detail = "the data folder cannot be made");
}

static struct own_rules
rules_of(const struct settings *s)
{
    struct own_rules r = {
        .offer_answer_days = (int32_t)s->offer_answer_days,
        .message_read_days = (int32_t)s->message_read_days,
        .consult_answer_days = (int32_t)s->consult_answer_days,
        .read_remind_days = (int32_t)s->read_remind_days,
        .agreement_end_days = (int32_t)s->agreement_end_days,
        .read_remind_max = (int32_t)s->read_remind_max,
        .mail_keep_days = (int32_t)s->mail_keep_days,
        .bounce_declines = (int32_t)s->bounce_declines,
        .bounce_days = (int32_t)s->bounce_days,
        .evaluation_open_days = (int32_t)s->evaluation_open_days,
        .decision_goal_days = (int32_t)s->decision_goal_days,
        .assessment_goal_days = (int32_t)s->assessment_goal_days,
        .report_goal_days = (int32_t)s->report_goal_days,
        .removal_wait_days = (int32_t)s->removal_wait_days,
        .decision_undo_minutes = (int32_t)s->decision_undo_minutes,
        .refusal_needs_second = s->refusal_needs_second,
        .duty_to_request_from = DATE_NONE,
    };

    if (s->duty_to_request_from.n > 0)
        (void)date_parse(s->duty_to_request_from, &r.duty_to_request_from);
    return r;
}

static const struct err *
open_store(struct arena *mem, bool create, unsigned readers, struct wiring *w)
{
    const char *url = str_cz(mem, w->settings.db);
    struct db_set *sets = ARENA_NEW_N(mem, struct db_set, feature_sets_n);
    struct db_options opt = {.url = url,
                             .sets = sets,
                             .n_sets = feature_sets_n,
                             .readers = readers < READERS_MAX ? readers
                                                              : READERS_MAX,
                             .create = create};
    int applied = 0;
    const struct err *err = NULL;

    for (size_t i = 0; i < feature_sets_n; i++)
        sets[i] = *feature_sets[i];
    if (create)
        err = db_migrate(mem, url, &applied);
    return err ? err : db_open(mem, &opt, &w->db);
}

static bool
is_there(struct arena *mem, struct str path)
{
    return access(str_cz(mem, path), F_OK) == 0;
}

const struct err *
wiring_check_place(struct arena *mem, const struct settings *s, bool create)
{
    bool key = is_there(mem, s->key_file);
    bool is_file = !str_starts(s->db, STR("postgres"));
    bool store = is_file && is_there(mem, s->db);
    const char *what = NULL;

    if (!key && store)
        what = "the store is there, but its master key is not: put it back";
    else if (!create && !key)
        what = "no installation is here: run helhet init, or say where by "
               "HELHET_DATA";
    else if (!create && is_file && !store)
        what = "the master key is there, but no store: run helhet restore or "
               "helhet init";
    return what ? ERR(mem, INTERNAL, .detail = what) : NULL;
}

/* A demo's accounts have a known password, and real people have no place in a
 * demo: the two never share a store. Whoever only uses a store takes it as what
 * it is. */
static const struct err *
check_people(struct arena *mem, bool create, struct wiring *w)
{
    struct db_tx tx;
    int64_t made_up = 0;
    int64_t real = 0;
    const struct err *err = db_read_begin(w->db, mem, &tx);

    if (err)
        return err;
    err = account_store_count(&tx, &made_up, &real);
    db_read_end(&tx);
    if (!err && !create && made_up > 0)
        w->settings.demo = true;
    if (!err && made_up > 0 && !w->settings.demo)
        err = ERR(mem, INTERNAL,
                  .detail = "this store holds a demo: use helhet demo, or "
                            "another data folder");
    if (!err && real > 0 && w->settings.demo)
        err = ERR(mem, INTERNAL,
                  .detail = "this store holds real accounts: the demo needs a "
                            "data folder of its own");
    return err;
}

/* A demo may be shown as of another day: HELHET_TEST_NOW, RFC 3339. */
static const struct err *
fix_clock(struct arena *mem)
{
    const char *now = getenv("HELHET_TEST_NOW");
    struct instant t;

    if (!now)
        return NULL;
    if (!instant_parse(str_of(now), &t))
        return ERR(mem, INVALID, .field = "HELHET_TEST_NOW",
                   .detail = "write the time as 2026-11-23T08:00:00Z");
    clock_fix(t);
    return NULL;
}

bool
wiring_key_file_changed(struct wiring *w, struct arena *mem)
{
    struct stat st;

    if (stat(str_cz(mem, w->settings.key_file), &st) != 0 ||
        (st.st_mtim.tv_sec == w->key_seen.tv_sec &&
         st.st_mtim.tv_nsec == w->key_seen.tv_nsec))
        return false;
    w->key_seen = st.st_mtim;
    return true;
}

const struct err *
wiring_reload_keys(struct wiring *w, struct arena *mem)
{
    return keyring_reload(mem, w->keys, str_cz(mem, w->settings.key_file));
}

const struct err *
wiring_open(struct arena *mem, const struct settings *settings, bool create,
            unsigned readers, struct wiring *w)
{
    const struct err *err;

    *w = (struct wiring){.settings = *settings};
    crypto_init();
    smtp_init();
    err = wiring_check_place(mem, settings, create);
    if (!err && settings->demo)
        err = fix_clock(mem);
    if (!err && create)
        err = make_folder(mem, settings->data);
    if (!err)
        err = keyring_open(mem, str_cz(mem, settings->key_file), create,
                           &w->keys);
    if (!err)
        err = open_store(mem, create, readers, w);
    if (!err)
        err = key_mark_check(w->db, mem, w->keys, create);
    if (!err)
        err = check_people(mem, create, w);
    if (!err)
        err = mail_options_of(mem, &w->settings, &w->smtp);
    if (err) {
        wiring_close(w);
        return err;
    }
    audit_chain_init(&w->chain);
    w->sv.db = w->db;
    w->sv.keys = w->keys;
    w->sv.chain = &w->chain;
    w->sv.rules = rules_of(settings);
    w->sv.demo = w->settings.demo;
    w->sv.version = STR(HELHET_VERSION);
    w->sv.site_url = settings->site_url;
    w->sv.passkey_origin = passkey_origin_of(mem, settings->site_url,
                                             settings->listen);
    w->sv.clamd = settings->clamd;
    w->sv.mail_from = settings->smtp_from;
    w->sv.mail_is_sent = w->smtp.url.n > 0;
    (void)wiring_key_file_changed(w, mem);
    features_register(mem, &w->sv, &w->dispatcher);
    return NULL;
}

void
wiring_close(struct wiring *w)
{
    db_close(w->db);
    keyring_free(w->keys);
    w->db = NULL;
    w->keys = NULL;
}

const struct err *
wiring_run_jobs(struct wiring *w, struct arena *mem, struct instant now)
{
    const struct err *err = NULL;
    int32_t ran = 1;

    while (!err && ran > 0) {
        struct call c;

        arena_reset(mem);
        call_init_system(&c, mem, &w->sv, now);
        err = features_run_jobs(&c, &ran);
    }
    if (!err) {
        struct call c;

        arena_reset(mem);
        call_init_system(&c, mem, &w->sv, now);
        err = features_after_jobs(&c);
    }
    return err;
}

const struct err *
wiring_run_mail(struct wiring *w, struct arena *mem, struct instant now)
{
    const struct err *err = NULL;
    int32_t tried = 20;

    while (!err && tried == 20) {
        struct call c;

        arena_reset(mem);
        call_init_system(&c, mem, &w->sv, now);
        err = outbox_run(&c, &w->smtp, &tried);
    }
    return err;
}
