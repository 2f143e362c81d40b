/* The second factor by one's own hand, on both databases: set up at the first
 * login, proved again, stood in for, lost, reset.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"

#include "access/house_fixture.h"

static int told[8];
static size_t told_n;

static const struct err *
note_told(struct call *c, account_id to, int subject, int text,
          const char *path)
{
    (void)c;
    (void)to;
    (void)subject;
    (void)path;
    CHECK(told_n < ARRAY_LEN(told));
    told[told_n++] = text;
    return NULL;
}

static bool
says(const struct house *h, const char *words)
{
    return str_has(h->body, str_of(words));
}

/* What stands between `before` and the next '<'. */
static struct str
after(struct house *h, const char *before, size_t skip)
{
    struct str wanted = str_of(before);

    for (size_t i = 0; i + wanted.n < h->body.n; i++) {
        struct str rest = str_cut(h->body, i, h->body.n);
        struct str found = STR_NONE;

        if (!str_starts(rest, wanted) || skip-- > 0)
            continue;
        (void)str_split(str_cut(rest, wanted.n, rest.n), '<', &found, &rest);
        return str_copy(h->mem, found);
    }
    return STR_NONE;
}

static account_id
add_per(struct house *h)
{
    struct call c = system_call(h);
    account_id id = {0};

    must(account_app_create(&c, STR("per"), STR("Per Test"), STR("per@x.no"),
                            STR(PASSWORD), DATE_NONE, false, &id, NULL));
    h->sv.tell = note_told;
    told_n = 0;
    return id;
}

static void
log_in_per(struct house *h, const char *code)
{
    h->cookie = STR_NONE;
    get(h, "/logg-inn");
    post(h, "/logg-inn",
         str_cz(h->mem,
                str_fmt(h->mem, "bruker=per&passord=%s&kode=%s", RIGHT, code)),
         NULL);
}

/* The secret as the page shows it in letters, into the app. */
static void
read_secret(struct house *h)
{
    struct buf b;
    struct str shown;

    get(h, "/konto/engangskode");
    shown = after(h, "class=\"nokkel\">", 0);
    CHECK(says(h, "<svg class=\"qr\""));
    buf_init(&b, h->mem);
    for (size_t i = 0; i < shown.n; i++)
        if (shown.p[i] != ' ')
            buf_char(&b, shown.p[i]);
    use_secret(h, buf_done(&b));
}

static void
confirm(struct house *h, const char *code)
{
    post(h, "/konto/engangskode",
         str_cz(h->mem, str_fmt(h->mem, "kode=%s", code)), NULL);
}

static struct str
set_up(struct house *h)
{
    log_in_per(h, "");
    post(h, "/konto/engangskode/ny", "", NULL);
    read_secret(h);
    confirm(h, code_at(h, 0));
    CHECK_EQ(h->status, 200);
    return after(h, "class=\"nokkel\">", 0);
}

TEST(backup_codes_are_read_as_people_type_them)
{
    CHECK_STR(backup_digits(mem, STR("12345 67890")), "1234567890");
    CHECK_STR(backup_digits(mem, STR("12345-67890 ")), "1234567890");
    CHECK_EQ(backup_digits(mem, STR("123456")).n, 0);
    CHECK_EQ(backup_digits(mem, STR("12345678901")).n, 0);
    CHECK_EQ(backup_digits(mem, STR("12345x7890")).n, 0);
    CHECK_STR(backup_shown(mem, STR("1234567890")), "12345 67890");
}

TEST_HOUSE(who_has_no_factor_sets_one_up_and_gets_nowhere_else)
{
    (void)add_per(h);
    log_in_per(h, "");
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    CHECK_STR(h->location, "/konto/sikkerhet");
    post(h, "/notat", "tekst=hei", NULL);
    CHECK_STR(h->location, "/konto/sikkerhet");
    get(h, "/bare-les");
    CHECK_EQ(h->status, 200);
    get(h, "/konto/sikkerhet");
    CHECK_EQ(h->status, 200);
    CHECK(says(h, "Passord alene er ikke nok"));
    confirm(h, "000000"); /* nothing begun */
    CHECK_EQ(h->status, 409);
    post(h, "/konto/engangskode/ny", "", NULL);
    CHECK_STR(h->location, "/konto/engangskode");
    read_secret(h);
    confirm(h, "000000");
    CHECK_EQ(h->status, 422);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    confirm(h, code_at(h, 0));
    CHECK_EQ(h->status, 200);
    CHECK(after(h, "class=\"nokkel\">", 9).n == BACKUP_DIGITS + 1);
    get(h, "/notat");
    CHECK_EQ(h->status, 200);
    CHECK_EQ(told_n, 1);
    wait_seconds(h, 60);
    log_in_per(h, "");
    CHECK_EQ(h->status, 422);
    log_in_per(h, code_at(h, 0));
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(a_code_that_confirmed_is_used_up)
{
    const char *code;

    (void)add_per(h);
    (void)set_up(h);
    code = code_at(h, 0);
    log_in_per(h, code);
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(a_secret_is_good_for_half_an_hour)
{
    (void)add_per(h);
    log_in_per(h, "");
    post(h, "/konto/engangskode/ny", "", NULL);
    read_secret(h);
    wait_seconds(h, FACTOR_SETUP_MINUTES * 60);
    confirm(h, code_at(h, 0));
    CHECK_EQ(h->status, 409);
}

TEST_HOUSE(a_backup_code_works_once_and_is_told)
{
    struct str code;

    (void)add_per(h);
    code = set_up(h);
    log_in_per(h, "1111111111");
    CHECK_EQ(h->status, 422);
    log_in_per(h, str_cz(h->mem, code));
    CHECK_EQ(h->status, 303);
    CHECK_EQ(told_n, 2);
    get(h, "/konto/sikkerhet");
    CHECK(says(h, "9 kodar er igjen"));
    log_in_per(h, str_cz(h->mem, code));
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(backup_codes_lie_hashed)
{
    struct call c = system_call(h);
    struct str code;
    struct hash wrong;
    bool done = true;
    account_id per = add_per(h);

    code = set_up(h);
    must(call_begin_on(&c, ACT_ACCOUNT_MANAGE, subject_none()));
    wrong = backup_hash(&c, (account_id){per.v + 1},
                        backup_digits(h->mem, code));
    must(factor_store_use_code(&c.tx, &wrong, &done));
    CHECK(!done); /* another's code is none */
    must(call_end(&c, ACT_ACCOUNT_MANAGE, 0, NULL));
}

TEST_HOUSE(failures_of_backup_codes_make_one_wait)
{
    (void)add_per(h);
    (void)set_up(h);
    for (int i = 0; i < 5; i++)
        log_in_per(h, "1111111111");
    CHECK_EQ(h->status, 422);
    log_in_per(h, "1111111111");
    CHECK_EQ(h->status, 429);
}

TEST_HOUSE(a_change_asks_for_the_factor_again_after_ten_minutes)
{
    (void)add_per(h);
    (void)set_up(h);
    wait_seconds(h, FACTOR_FRESH_MINUTES * 60);
    post(h, "/konto/reservekoder", "", NULL);
    CHECK_STR(h->location,
              "/konto/sikkerhet/bekreft?til=%2Fkonto%2Freservekoder");
    post(h, "/konto/engangskode/ny", "", NULL);
    CHECK_STR(h->location,
              "/konto/sikkerhet/bekreft?til=%2Fkonto%2Fengangskode");
    get(h, "/konto/passnokler/ny");
    CHECK_EQ(h->status, 303);
    post(h, "/konto/sikkerhet/bekreft", "til=/konto/reservekoder&kode=", NULL);
    CHECK_EQ(h->status, 422);
    post(h, "/konto/sikkerhet/bekreft", "til=/konto/reservekoder&kode=000000",
         NULL);
    CHECK_EQ(h->status, 422);
    post(h, "/konto/sikkerhet/bekreft",
         str_cz(h->mem, str_fmt(h->mem, "til=/konto/reservekoder&kode=%s",
                                code_at(h, 0))),
         NULL);
    CHECK_STR(h->location, "/konto/reservekoder");
    post(h, "/konto/reservekoder", "", NULL);
    CHECK_EQ(h->status, 200);
    CHECK(after(h, "class=\"nokkel\">", 9).n > 0);
    post(h, "/konto/sikkerhet/bekreft", "til=//evil.example&kode=x", NULL);
    CHECK(!says(h, "evil.example"));
}

TEST_HOUSE(new_backup_codes_end_the_old_ones)
{
    struct str old;

    (void)add_per(h);
    old = set_up(h);
    post(h, "/konto/reservekoder", "", NULL);
    CHECK_EQ(h->status, 200);
    log_in_per(h, str_cz(h->mem, old));
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(the_last_factor_stays_except_in_the_demo)
{
    (void)add_per(h);
    (void)set_up(h);
    post(h, "/konto/engangskode/fjern", "", NULL);
    CHECK_EQ(h->status, 409);
    h->sv.demo = true;
    post(h, "/konto/engangskode/fjern", "", NULL);
    CHECK_EQ(h->status, 303);
    get(h, "/konto/reservekoder");
    CHECK(says(h, "Set opp passnøkkel eller eingongskode først"));
}

TEST_HOUSE(a_reset_ends_everything_and_leads_to_a_new_one)
{
    struct call c = system_call(h);
    struct str code;

    (void)add_per(h);
    code = set_up(h);
    must(factor_app_reset(&c, STR("per")));
    CHECK_EQ(told[told_n - 1], MSG_FACTOR_MAIL_RESET);
    get(h, "/notat");
    CHECK_EQ(h->status, 303); /* logged out */
    log_in_per(h, str_cz(h->mem, code));
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK_STR(h->location, "/konto/sikkerhet");
    c = system_call(h);
    CHECK_ERR(factor_app_reset(&c, STR("ukjent")), NOT_FOUND,
              MSG_ACCOUNT_UNKNOWN);
}

TEST_HOUSE(nobody_resets_their_own)
{
    struct call c = system_call(h);
    struct account a = {0};
    bool found = false;

    (void)add_per(h);
    (void)set_up(h);
    must(call_begin_on(&c, ACT_FACTOR_RESET, subject_none()));
    must(account_store_find(&c.tx, STR("per"), &a, &found));
    c.who.account = a.id;
    CHECK_ERR(factor_reset_in(&c, a.id), CONFLICT, MSG_FACTOR_RESET_OWN);
    must(call_end(&c, ACT_FACTOR_RESET, 0, NULL));
}
