/* Settings: every fault is told, with its line; what follows from several.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/settings.h"

#include "base/test.h"

#include <stdlib.h>
#include <unistd.h>

/* Reads a file with this text; the environment is the caller's. */
static const struct err *
read_text(struct arena *mem, struct str text, struct settings *out)
{
    char path[] = "/tmp/helhet-settings-XXXXXX";
    int fd = mkstemp(path);
    const struct err *err;

    CHECK(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
    (void)close(fd);
    err = settings_read(mem, path, out);
    (void)unlink(path);
    return err;
}

static void
no_environment(void)
{
    (void)unsetenv("HELHET_LISTEN");
    (void)unsetenv("HELHET_DATA");
    (void)unsetenv("HELHET_DB");
    (void)unsetenv("HELHET_WORKERS");
}

TEST(a_file_is_read)
{
    struct settings s = {0};

    no_environment();
    CHECK(!read_text(mem,
                     STR("# comment\n\n listen = 127.0.0.1:9 \n"
                         "data=/srv/h\ndemo = yes\nworkers=3"),
                     &s));
    CHECK_STR(s.listen, "127.0.0.1:9");
    CHECK_STR(s.db, "/srv/h/helhet.db");
    CHECK_STR(s.key_file, "/srv/h/master.key");
    CHECK(s.demo);
    CHECK_EQ(s.workers, 3);
}

TEST(every_fault_is_told_with_its_line)
{
    struct settings s = {0};
    const struct err *e;

    no_environment();
    e = read_text(mem,
                  STR("lisen = x\nworkers = 0\nworkers = x\nnothing\n"
                      "data = \xff\ndemo = maybe\n"),
                  &s);
    for (int64_t line = 1; line <= 6; line++) {
        CHECK(e != NULL);
        if (!e)
            return;
        CHECK_EQ(e->kind, INVALID);
        CHECK_EQ(e->line, line);
        e = e->next;
    }
    CHECK(e == NULL);
    CHECK(s.listen.n == 0); /* written only on success */
}

TEST(a_file_that_is_not_there_is_a_fault)
{
    struct settings s;

    no_environment();
    CHECK_ERR(settings_read(mem, "/nonexistent/x", &s), INVALID, 0);
}

TEST(the_environment_is_above_the_file)
{
    struct settings s = {0};

    no_environment();
    (void)setenv("HELHET_LISTEN", "[::1]:7", 1);
    (void)setenv("HELHET_DB", "postgresql://u:p@h/d", 1);
    CHECK(!read_text(mem, STR("listen = 127.0.0.1:9\n"), &s));
    CHECK_STR(s.listen, "[::1]:7");
    CHECK_STR(s.db, "postgresql://u:p@h/d");
    (void)setenv("HELHET_WORKERS", "many", 1);
    CHECK_ERR(settings_read(mem, NULL, &s), INVALID, 0);
    no_environment();
}

TEST(plain_http_stays_on_this_machine)
{
    struct settings s;

    no_environment();
    CHECK_ERR(read_text(mem, STR("listen = 0.0.0.0:80\n"), &s), INVALID, 0);
    CHECK(!read_text(mem, STR("listen = 0.0.0.0:80\ntls_proxy = yes\n"), &s));
    CHECK_ERR(read_text(mem,
                        STR("listen = 0.0.0.0:80\ntls_proxy = yes\n"
                            "demo = yes\n"),
                        &s),
              INVALID, 0);
    CHECK(listen_is_loopback(STR("127.0.0.1:1")));
    CHECK(listen_is_loopback(STR("[::1]:1")));
    CHECK(listen_is_loopback(STR("unix:/run/h")));
    CHECK(!listen_is_loopback(STR("[::]:1")));
    CHECK(!listen_is_loopback(STR("10.0.0.1:1")));
}

TEST(no_password_is_shown)
{
    static const char *const url[] = {
        "postgresql://u:geheim@h/d", "postgresql://u:ge@heim@h/d",
        "postgresql:///d?user=u&password=geheim",
        "postgresql://u:geheim@h/d?password=geheim"};

    no_environment();
    for (size_t i = 0; i < ARRAY_LEN(url); i++) {
        struct settings s = {0};
        struct buf b;
        struct str shown;

        CHECK(!read_text(mem, str_fmt(mem, "db = %s\n", url[i]), &s));
        buf_init(&b, mem);
        settings_print(&b, &s);
        settings_json(&b, &s);
        shown = buf_done(&b);
        CHECK(!str_has(shown, STR("geheim")));
        CHECK(!str_has(shown, STR("heim@")));
        CHECK(str_has(shown, STR("postgresql://")));
    }
}
