/* Documents of the system level in the stores: versions, bytes, releases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/paper.h"

#include "access/account.h"
#include "file/paper_store.h"
#include "text/messages_file.h"

#include <string.h>

#define FX_MORE_SETS paper_sql, account_sql
#include "agreement/fixture.h"

enum { EVIDENCE = 77 };

/* A unit's person acts; nothing is asked: who may is another folder's. */
static void
begin(struct fixture *f)
{
    struct account a = {.id = {id_new()},
                        .login = STR("prove"),
                        .name = STR("Prøve Prøvesen"),
                        .valid_to = DATE_NONE};
    struct unit u = {0};
    bool found = false;

    fx_begin(f);
    OK(account_store_insert(&f->call.tx, &a));
    OK(registry_store_find_unit(&f->call.tx, STR("RHF-MIDT"), &u, &found));
    CHECK(found);
    f->call.who.account = a.id;
    f->call.who.unit = u.id;
}

static struct paper_file
text(struct arena *mem, size_t n, char c)
{
    char *p = arena_alloc(mem, n);

    memset(p, c, n);
    return (struct paper_file){.name = STR("mappe/notat.txt"),
                               .bytes = {p, n},
                               .type = STR("text/plain")};
}

static struct paper
put(struct fixture *f, const struct paper_file *file)
{
    struct paper p = {
        .of = PAPER_EVIDENCE, .owner = EVIDENCE, .title = STR("Notat")};

    OK(paper_put_in(&f->call, &p, file));
    OK(paper_in(&f->call, p.id, f->call.who.unit, &p));
    return p;
}

TEST_BOTH(each_version_comes_back_as_it_was)
{
    struct paper_file one = text(f->call.mem, PAPER_CHUNK_BYTES * 2 + 3, 'a');
    struct paper_file two = text(f->call.mem, 5, 'b');
    struct paper_version v = {0};
    struct paper_list list = {0};
    struct str bytes = STR_NONE;
    struct paper p;

    begin(f);
    p = put(f, &one);
    OK(paper_renew_in(&f->call, &p, &two));
    CHECK_ERR(paper_renew_in(&f->call, &p, &two), CONFLICT, MSG_PAPER_CHANGED);
    OK(paper_list_in(&f->call, PAPER_EVIDENCE, EVIDENCE, (unit_id){0}, &list));
    CHECK_EQ(list.n, 1);
    CHECK_EQ(list.row[0].newest, 2);
    CHECK_STR(list.row[0].name, "Prøve Prøvesen");
    OK(paper_read_in(&f->call, &list.row[0], 0, &v, &bytes));
    CHECK_STR(bytes, "bbbbb");
    OK(paper_read_in(&f->call, &list.row[0], 1, &v, &bytes));
    CHECK_EQ(v.nr, 1);
    CHECK_STR(v.file_name, "notat.txt");
    CHECK_EQ(bytes.n, one.bytes.n);
    CHECK(memcmp(bytes.p, one.bytes.p, bytes.n) == 0);
    CHECK_ERR(paper_read_in(&f->call, &list.row[0], 3, &v, &bytes), NOT_FOUND,
              0);
    fx_end(f, false);
}

TEST_BOTH(bytes_that_were_changed_are_not_handed_out)
{
    struct paper_file one = text(f->call.mem, 5, 'a');
    struct paper_version v = {0};
    struct str bytes = STR_NONE;
    struct paper p;

    begin(f);
    p = put(f, &one);
    OK(paper_store_put_chunk(&f->call.tx, p.id, 1, 2, STR("x")));
    CHECK_ERR(paper_read_in(&f->call, &p, 1, &v, &bytes), INTERNAL, 0);
    fx_end(f, false);
}

TEST_BOTH(a_removed_one_has_no_bytes_and_stays_removed)
{
    struct paper_file one = text(f->call.mem, 5, 'a');
    struct paper_version v = {0};
    struct str bytes = STR_NONE;
    struct paper p;

    begin(f);
    p = put(f, &one);
    OK(paper_remove_in(&f->call, &p, STR("Feil fil")));
    OK(paper_in(&f->call, p.id, (unit_id){0}, &p));
    CHECK(p.removed_at.us != 0);
    CHECK_STR(p.removed_reason, "Feil fil");
    CHECK_STR(p.removed_name, "Prøve Prøvesen");
    OK(paper_store_bytes(&f->call.tx, p.id, 1, &bytes));
    CHECK_EQ(bytes.n, 0);
    CHECK_ERR(paper_read_in(&f->call, &p, 1, &v, &bytes), NOT_FOUND, 0);
    CHECK_ERR(paper_renew_in(&f->call, &p, &one), CONFLICT, MSG_PAPER_IS_GONE);
    CHECK_ERR(paper_remove_in(&f->call, &p, STR("Igjen")), CONFLICT,
              MSG_PAPER_IS_GONE);
    CHECK_ERR(paper_release_in(&f->call, &p, 1, f->call.who.unit, true),
              CONFLICT, MSG_PAPER_IS_GONE);
    fx_end(f, false);
}

TEST_BOTH(a_release_is_of_one_version)
{
    struct paper_file one = text(f->call.mem, 5, 'a');
    unit_id own;
    struct paper p;

    begin(f);
    own = f->call.who.unit;
    p = put(f, &one);
    CHECK_ERR(paper_release_in(&f->call, &p, 2, own, true), CONFLICT,
              MSG_PAPER_CHANGED);
    OK(paper_release_in(&f->call, &p, 1, own, true));
    OK(paper_release_in(&f->call, &p, 1, own, true)); /* twice is once */
    OK(paper_in(&f->call, p.id, own, &p));
    CHECK_EQ(p.released, 1);
    CHECK(p.released_by_own);
    OK(paper_renew_in(&f->call, &p, &one));
    OK(paper_in(&f->call, p.id, own, &p));
    CHECK_EQ(p.released, 0);
    OK(paper_release_in(&f->call, &p, 2, own, true));
    OK(paper_release_in(&f->call, &p, 2, own, false));
    OK(paper_in(&f->call, p.id, own, &p));
    CHECK_EQ(p.released, 0);
    CHECK(!p.released_by_own);
    fx_end(f, false);
}
