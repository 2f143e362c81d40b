/* Tests of keys, sealed fields, look-up, the chain and passwords.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/crypto.h"

#include "base/buf.h"
#include "base/random.h"
#include "base/test.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
remove_file(void *path)
{
    (void)unlink(path);
}

static void
remove_folder(void *path)
{
    (void)rmdir(path);
}

/* A path in a folder of its own; both are gone with the arena. */
static const char *
key_path(struct arena *mem)
{
    char *folder = arena_alloc(mem, 64);
    char *path = arena_alloc(mem, 80);

    (void)snprintf(folder, 64, "/tmp/helhet-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    (void)snprintf(path, 80, "%s/key", folder);
    arena_defer(mem, remove_folder, folder);
    arena_defer(mem, remove_file, path);
    return path;
}

static void
free_ring(void *ring)
{
    keyring_free(ring);
}

static struct keyring *
ring_at(struct arena *mem, const char *path)
{
    struct keyring *ring = NULL;

    crypto_init();
    CHECK(!keyring_open(mem, path, true, &ring));
    arena_defer(mem, free_ring, ring);
    return ring;
}

static struct keyring *
ring_new(struct arena *mem)
{
    return ring_at(mem, key_path(mem));
}

static void
write_file(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "w");

    CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
    CHECK_EQ(chmod(path, mode), 0);
}

static struct str
read_file(struct arena *mem, const char *path)
{
    char *p = arena_alloc(mem, 10000);
    size_t n = 0;
    FILE *f = fopen(path, "r");

    CHECK(f != NULL);
    if (f) {
        n = fread(p, 1, 10000, f);
        CHECK_EQ(fclose(f), 0);
    }
    return (struct str){p, n};
}

TEST(key_file_is_made_once_and_kept)
{
    const char *path = key_path(mem);
    struct keyring *ring = NULL;
    struct stat st;
    struct str before;

    crypto_init();
    CHECK_ERR(keyring_open(mem, path, false, &ring), INTERNAL, 0);
    CHECK(!ring);
    CHECK(!keyring_open(mem, path, true, &ring));
    keyring_free(ring);
    CHECK_EQ(stat(path, &st), 0);
    CHECK_EQ(st.st_mode & 0777, 0600);
    before = read_file(mem, path);
    CHECK_EQ(before.n, 2 + 64 + 1);
    CHECK(str_starts(before, STR("1:")));
    CHECK(!keyring_open(mem, path, true, &ring));
    keyring_free(ring);
    CHECK(str_eq(read_file(mem, path), before));
}

#define HEX_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HEX_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

TEST(key_file_is_read_strictly)
{
    static const char *const bad[] = {
        "",
        "\n",
        HEX_A "\n",
        "1:aaaa\n",
        "1:" HEX_A "a\n",
        "0:" HEX_A "\n",
        "-1:" HEX_A "\n",
        "1:" HEX_A "\n\n",
        "x:" HEX_A "\n",
        "2:" HEX_A "\n1:" HEX_B "\n",
        "1:" HEX_A "\n1:" HEX_B "\n",
        "1:gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        "1:" HEX_A " \n",
        "3000000000:" HEX_A "\n",
        "1:" HEX_A
        "\n2:gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaa\n",
    };
    const char *path = key_path(mem);
    struct keyring *ring = NULL;

    crypto_init();
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        write_file(path, bad[i], 0600);
        CHECK_ERR(keyring_open(mem, path, true, &ring), INTERNAL, 0);
    }
    CHECK(!ring);
    write_file(path, "3:" HEX_A "\n7:" HEX_B, 0400);
    CHECK(!keyring_open(mem, path, false, &ring));
    keyring_free(ring);
}

TEST(key_file_open_to_others_is_refused)
{
    static const mode_t modes[] = {0640, 0604, 0620, 0610, 0666};
    const char *path = key_path(mem);
    struct keyring *ring = NULL;
    const struct err *err;

    for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
        write_file(path, "1:" HEX_A "\n", modes[i]);
        err = keyring_open(mem, path, true, &ring);
        CHECK_ERR(err, INTERNAL, 0);
        CHECK(err && str_has(str_of(err->detail), STR("too open")));
        CHECK(err && !str_has(str_of(err->detail), STR("aaaa")));
    }
    CHECK_ERR(keyring_open(mem, "/tmp", false, &ring), INTERNAL, 0);
}

TEST(too_many_versions_are_refused)
{
    const char *path = key_path(mem);
    struct keyring *ring = NULL;
    struct buf b;

    crypto_init();
    buf_init(&b, mem);
    for (int i = 1; i <= 64; i++)
        buf_fmt(&b, "%d:" HEX_A "\n", i);
    write_file(path, str_cz(mem, buf_done(&b)), 0600);
    CHECK(!keyring_open(mem, path, false, &ring));
    keyring_free(ring);
    CHECK_ERR(keyring_rotate(mem, path), INTERNAL, 0);
    for (int i = 65; i <= 200; i++) {
        buf_fmt(&b, "%d:" HEX_A "\n", i);
        write_file(path, str_cz(mem, buf_done(&b)), 0600);
        CHECK_ERR(keyring_open(mem, path, false, &ring), INTERNAL, 0);
    }
}

TEST(case_key_opens_for_its_owner_only)
{
    struct keyring *ring = ring_new(mem);
    struct key key;
    struct key back = {{0}};
    struct str wrapped = key_new_wrapped(mem, ring, 42, &key);
    char *changed = arena_alloc(mem, wrapped.n);

    CHECK(!key_unwrap(mem, ring, 42, wrapped, &back));
    CHECK(memcmp(key.b, back.b, KEY_BYTES) == 0);
    CHECK_ERR(key_unwrap(mem, ring, 43, wrapped, &back), INTERNAL, 0);
    CHECK_ERR(key_unwrap(mem, ring, 42, STR_NONE, &back), INTERNAL, 0);
    for (size_t i = 0; i < wrapped.n; i++) {
        memcpy(changed, wrapped.p, wrapped.n);
        changed[i] = (char)(changed[i] ^ 1);
        CHECK_ERR(
            key_unwrap(mem, ring, 42, (struct str){changed, wrapped.n}, &back),
            INTERNAL, 0);
        CHECK_ERR(key_unwrap(mem, ring, 42, str_cut(wrapped, 0, i), &back),
                  INTERNAL, 0);
    }
    CHECK(memcmp(key.b, back.b, KEY_BYTES) == 0);
    key_clear(&back);
    for (size_t i = 0; i < KEY_BYTES; i++)
        CHECK_EQ(back.b[i], 0);
}

TEST(large_versions_are_told_apart)
{
    const char *path = key_path(mem);
    struct keyring *ring;
    struct key key;
    struct key back;
    struct str wrapped;

    write_file(path, "1:" HEX_A "\n70001:" HEX_B "\n", 0600);
    ring = ring_at(mem, path);
    wrapped = key_new_wrapped(mem, ring, 42, &key);
    CHECK(!key_unwrap(mem, ring, 42, wrapped, &back));
    CHECK(memcmp(key.b, back.b, KEY_BYTES) == 0);
    write_file(path, "1:" HEX_A "\n2147483647:" HEX_B "\n", 0600);
    CHECK_ERR(keyring_rotate(mem, path), INTERNAL, 0);
    ring = ring_at(mem, path);
    CHECK_ERR(key_unwrap(mem, ring, 42, wrapped, &back), INTERNAL, 0);
}

TEST(key_file_that_cannot_be_made)
{
    struct keyring *ring = NULL;

    crypto_init();
    CHECK_ERR(keyring_open(mem, "/nowhere/at/all", true, &ring), INTERNAL, 0);
    CHECK_ERR(keyring_rotate(mem, "/nowhere/at/all"), INTERNAL, 0);
    CHECK(!ring);
}

TEST(another_installation_opens_nothing)
{
    struct keyring *ours = ring_new(mem);
    struct keyring *theirs = ring_new(mem);
    struct key key;
    struct str wrapped = key_new_wrapped(mem, ours, 42, &key);

    CHECK_ERR(key_unwrap(mem, theirs, 42, wrapped, &key), INTERNAL, 0);
}

TEST(master_key_rotates_while_running)
{
    const char *path = key_path(mem);
    struct keyring *ring = ring_at(mem, path);
    struct key key;
    struct key back;
    struct natid id;
    struct str old = key_new_wrapped(mem, ring, 42, &key);
    struct str fresh;
    struct hash before = {{0}};
    struct hash after = {{0}};

    CHECK_EQ(natid_parse(STR("15831299964"), &id), NATID_OK);
    before = lookup_natid(ring, &id);
    CHECK(key_is_current(ring, old));
    CHECK(!keyring_rotate(mem, path));
    CHECK(key_is_current(ring, old)); /* not yet taken up */
    CHECK(!keyring_reload(mem, ring, path));
    CHECK(!key_is_current(ring, old));
    CHECK(!key_unwrap(mem, ring, 42, old, &back));
    fresh = key_wrap(mem, ring, 42, &back);
    CHECK(key_is_current(ring, fresh));
    CHECK(!key_unwrap(mem, ring, 42, fresh, &back));
    CHECK(memcmp(key.b, back.b, KEY_BYTES) == 0);
    after = lookup_natid(ring, &id);
    CHECK(hash_eq(&before, &after));
    CHECK(!key_unwrap(mem, ring_at(mem, path), 42, fresh, &back));
    CHECK(!keyring_reload(mem, ring, path));
    CHECK(key_is_current(ring, fresh));
}

TEST(reload_refuses_another_key_file)
{
    const char *path = key_path(mem);
    struct keyring *ring = ring_at(mem, path);
    struct key key;
    struct str wrapped = key_new_wrapped(mem, ring, 42, &key);

    write_file(path, "1:" HEX_A "\n", 0600);
    CHECK_ERR(keyring_reload(mem, ring, path), INTERNAL, 0);
    write_file(path, "2:" HEX_A "\n", 0600);
    CHECK_ERR(keyring_reload(mem, ring, path), INTERNAL, 0);
    CHECK(!key_unwrap(mem, ring, 42, wrapped, &key));
}

TEST(rotation_does_not_run_over_another)
{
    const char *path = key_path(mem);
    const char *other = str_cz(mem, str_fmt(mem, "%s.new", path));
    struct keyring *ring = ring_at(mem, path);
    struct str before = read_file(mem, path);

    write_file(other, "", 0600);
    CHECK_ERR(keyring_rotate(mem, path), CONFLICT, 0);
    CHECK(str_eq(read_file(mem, path), before));
    CHECK_EQ(unlink(other), 0);
    CHECK(!keyring_rotate(mem, path));
    CHECK(access(other, F_OK) != 0);
    CHECK(str_starts(read_file(mem, path), before));
    CHECK(str_starts(str_cut(read_file(mem, path), before.n, 99), STR("2:")));
    CHECK(!keyring_reload(mem, ring, path));
}

TEST(sealed_text_comes_back)
{
    struct key key;

    random_bytes(&key, sizeof key);
    for (size_t n = 0; n < 100; n++) {
        char *p = arena_alloc(mem, n + 1);
        struct str out;
        struct str sealed;

        memset(p, (int)n, n);
        sealed = seal(mem, &key, 7, "name", (struct str){p, n});
        CHECK_EQ(sealed.n, 1 + 24 + (n / 16 + 1) * 16 + 16);
        CHECK(!unseal(mem, &key, 7, "name", sealed, &out));
        CHECK(str_eq(out, (struct str){p, n}));
    }
}

TEST(sealed_text_shows_nothing)
{
    struct key key;
    struct str a;
    struct str b;

    random_bytes(&key, sizeof key);
    a = seal(mem, &key, 7, "name", STR("Synt Etisk Barn"));
    b = seal(mem, &key, 7, "name", STR("Synt Etisk Barn"));
    CHECK(!str_eq(a, b));
    CHECK(!str_has(a, STR("Synt")));
    CHECK_EQ(seal(mem, &key, 7, "name", STR("Bo")).n, a.n);
}

TEST(sealed_text_cannot_be_moved_or_changed)
{
    struct key key;
    struct key other;
    struct str out = STR("untouched");
    struct str sealed;
    char *changed;

    random_bytes(&key, sizeof key);
    random_bytes(&other, sizeof other);
    sealed = seal(mem, &key, 7, "name", STR("Synt"));
    CHECK_ERR(unseal(mem, &key, 8, "name", sealed, &out), INTERNAL, 0);
    CHECK_ERR(unseal(mem, &key, 7, "nam", sealed, &out), INTERNAL, 0);
    CHECK_ERR(unseal(mem, &key, 7, "names", sealed, &out), INTERNAL, 0);
    CHECK_ERR(unseal(mem, &other, 7, "name", sealed, &out), INTERNAL, 0);
    changed = arena_alloc(mem, sealed.n);
    for (size_t i = 0; i < sealed.n * 8; i++) {
        memcpy(changed, sealed.p, sealed.n);
        changed[i / 8] = (char)(changed[i / 8] ^ (1 << i % 8));
        CHECK_ERR(
            unseal(mem, &key, 7, "name", (struct str){changed, sealed.n}, &out),
            INTERNAL, 0);
    }
    for (size_t n = 0; n < sealed.n; n++)
        CHECK_ERR(unseal(mem, &key, 7, "name", str_cut(sealed, 0, n), &out),
                  INTERNAL, 0);
    CHECK_STR(out, "untouched");
}

/* What lies in databases must open for ever: keys, forms and hashes of 2026. */
TEST(forms_are_for_ever)
{
    const char *path = key_path(mem);
    struct keyring *ring;
    struct key key;
    struct natid id;
    struct hash h = {{0}};

    write_file(path, "1:" HEX_A "\n2:" HEX_B "\n", 0600);
    ring = ring_at(mem, path);
    random_fix(1);
    h = hash_of(key_new_wrapped(mem, ring, 42, &key));
    CHECK_STR(
        hash_hex(mem, &h),
        "6359c79f71a223075788920925d4991dd567b942b130d003634a3665252284be");
    h = hash_of(seal(mem, &key, 7, "name", STR("Synt")));
    CHECK_STR(
        hash_hex(mem, &h),
        "9c452cf10d1a003e695b3e9287e69336ea3d191fd6b07bfb96e5534ed0458ab9");
    CHECK_EQ(natid_parse(STR("15831299964"), &id), NATID_OK);
    h = lookup_natid(ring, &id);
    CHECK_STR(
        hash_hex(mem, &h),
        "e30c7c72020aefe3010198c2cbc1897689aa80082d576c0ba38221daf637db05");
    h = lookup_token(ring, "session", STR("abc"));
    CHECK_STR(
        hash_hex(mem, &h),
        "ea0695adf031153d69a9e36321e6b519417ca62ed731d84b3a36bc46313218a8");
    h = chain_next(ring, &h, STR("row"));
    CHECK_STR(
        hash_hex(mem, &h),
        "df37d65ddfa7e8675076973da45c6bcfb17136759c5aac135faf466f1fa7f875");
}

/* Source: RFC 7693's function at 32 bytes; the empty text. */
TEST(plain_hash_is_blake2b)
{
    struct hash h = hash_of(STR_NONE);

    CHECK_STR(
        hash_hex(mem, &h),
        "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

/* Source: FIPS 180-4; "abc" is the first of NIST's examples. */
TEST(sha256_is_what_other_tools_say)
{
    struct hash h = sha256_of(STR("abc"));

    CHECK_STR(
        hash_hex(mem, &h),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(lookups_differ_by_key_use_and_value)
{
    struct keyring *ring = ring_new(mem);
    struct keyring *other = ring_new(mem);
    struct natid id;
    struct hash a = {{0}};
    struct hash b = {{0}};

    CHECK_EQ(natid_parse(STR("15831299964"), &id), NATID_OK);
    a = lookup_natid(ring, &id);
    b = lookup_natid(other, &id);
    CHECK(!hash_eq(&a, &b));
    CHECK_EQ(natid_parse(STR("158312 99964"), &id), NATID_OK);
    b = lookup_natid(ring, &id);
    CHECK(hash_eq(&a, &b));
    a = lookup_token(ring, "session", STR("abc"));
    b = lookup_token(ring, "csrf", STR("abc"));
    CHECK(!hash_eq(&a, &b));
    b = lookup_token(ring, "sessiona", STR("bc"));
    CHECK(!hash_eq(&a, &b));
    b = lookup_token(ring, "session", STR("abc"));
    CHECK(hash_eq(&a, &b));
}

TEST(chain_depends_on_all_before)
{
    struct keyring *ring = ring_new(mem);
    struct hash start = {{0}};
    struct hash a = chain_next(ring, &start, STR("one"));
    struct hash b = chain_next(ring, &a, STR("two"));
    struct hash c = chain_next(ring, &start, STR("two"));
    struct hash again = chain_next(ring, &a, STR("two"));

    CHECK(!hash_eq(&b, &c));
    CHECK(hash_eq(&b, &again));
}

TEST(passwords)
{
    struct str hash;
    struct str again;

    crypto_init();
    hash = password_hash(mem, STR("riktig hest batteri"));
    again = password_hash(mem, STR("riktig hest batteri"));
    CHECK(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
    CHECK(!str_eq(hash, again));
    CHECK(password_is(hash, STR("riktig hest batteri")));
    CHECK(!password_is(hash, STR("riktig hest batter")));
    CHECK(!password_is(hash, STR_NONE));
    CHECK(!password_is(STR_NONE, STR("riktig hest batteri")));
    CHECK(!password_is(STR("$argon2id$"), STR("riktig hest batteri")));
    CHECK(!password_is((struct str){arena_alloc(mem, 500), 500}, STR("x")));
}

static void *
try_password(void *hash)
{
    struct str *h = hash;

    for (int i = 0; i < 3; i++)
        if (!password_is(*h, STR("riktig hest batteri")))
            return hash;
    return NULL;
}

TEST(many_threads_take_their_turns)
{
    pthread_t threads[6];
    struct str hash;

    crypto_init();
    hash = password_hash(mem, STR("riktig hest batteri"));
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        CHECK_EQ(pthread_create(&threads[i], NULL, try_password, &hash), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *wrong = NULL;

        CHECK_EQ(pthread_join(threads[i], &wrong), 0);
        CHECK(!wrong);
    }
}

TEST(tokens)
{
    struct str a = token_new(mem, 32);
    struct str b = token_new(mem, 32);

    CHECK_EQ(a.n, 43);
    CHECK(!str_eq(a, b));
    CHECK_EQ(token_new(mem, 0).n, 0);
    CHECK_EQ(token_new(mem, 64).n, 86);
    for (size_t i = 0; i < a.n; i++)
        CHECK(a.p[i] == '-' || a.p[i] == '_' ||
              (a.p[i] >= '0' && a.p[i] <= '9') ||
              (a.p[i] >= 'A' && a.p[i] <= 'Z') ||
              (a.p[i] >= 'a' && a.p[i] <= 'z'));
}
