/* Letter templates: rules, whose they are, versions, days, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/template.h"

#define FX_MORE_SETS template_sql,
#include "casefile/fixture.h"
#include "text/messages_document.h"
#include "text/messages_text.h"

static struct letter
easy_letter(void)
{
    struct letter l = {.name = STR("Velkomst"),
                       .reader = LETTER_CHILD,
                       .age_from = 6,
                       .age_to = 11};

    l.title[LANG_NB] = STR("Hei!");
    l.text[LANG_NB] = STR("Hei {barn}! Vi er her.");
    l.title[LANG_NN] = STR("Hei!");
    l.text[LANG_NN] = STR("Hei {barn}! Vi er her.");
    return l;
}

/* --- rules --- */

TEST(a_field_must_be_known_and_fit_its_reader)
{
    static const struct {
        const char *text;
        enum letter_reader reader;
        int msg; /* 0: allowed */
    } rows[] = {
        {"{barn} {enhet} {avsender} {dato}", LETTER_CHILD, 0},
        {"{rolle}", LETTER_CHILD, MSG_TEMPLATE_FIELD_NOT_FOR},
        {"{rolle}", LETTER_GUARDIAN, 0},
        {"{rolle}", LETTER_FOSTER, 0},
        {"{fodt}", LETTER_CHILD, MSG_TEMPLATE_FIELD_NOT_FOR},
        {"{fodt}", LETTER_GUARDIAN, MSG_TEMPLATE_FIELD_NOT_FOR},
        {"{fodt}", LETTER_FOSTER, MSG_TEMPLATE_FIELD_NOT_FOR},
        {"{fodt}", LETTER_REFERRER, 0},
        {"{fodt}", LETTER_SERVICE, 0},
        {"{Barn}", LETTER_CHILD, MSG_TEMPLATE_FIELD_UNKNOWN},
        {"{barn", LETTER_CHILD, MSG_TEMPLATE_FIELD_UNKNOWN},
        {"{ barn}", LETTER_SERVICE, MSG_TEMPLATE_FIELD_UNKNOWN},
        {"{}", LETTER_SERVICE, MSG_TEMPLATE_FIELD_UNKNOWN},
        {"{barn}{{barn}}", LETTER_SERVICE, MSG_TEMPLATE_FIELD_UNKNOWN},
        {"barn}", LETTER_SERVICE, 0},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct letter l = easy_letter();
        const struct err *err;

        l.reader = rows[i].reader;
        l.text[LANG_NN] = str_of(rows[i].text);
        err = template_check(mem, &l);
        if (rows[i].msg == 0) {
            CHECK(!err);
            continue;
        }
        CHECK_ERR(err, INVALID, rows[i].msg);
        CHECK(err && str_eq_cz(str_of(err->field), "tekst_nn"));
    }
}

/* The list of fields is what shipped letters use, and nothing else. */
TEST(shipped_letters_follow_the_same_rules)
{
    struct letter_list all;

    CHECK(!letter_list(mem, -1, &all));
    for (size_t i = 0; i < all.n; i++) {
        CHECK(!template_check(mem, &all.row[i]));
        CHECK(!template_check_use(mem, &all.row[i], date_ymd(2026, 1, 1),
                                  date_ymd(2026, 1, 1), DATE_NONE));
    }
}

TEST(a_language_is_whole_and_both_norwegian_ones_are_needed)
{
    const struct date day = date_ymd(2026, 11, 23);
    struct letter l = easy_letter();

    CHECK(!template_check_use(mem, &l, day, day, DATE_NONE));
    l.title[LANG_EN] = STR("Hi");
    CHECK_ERR(template_check(mem, &l), INVALID, MSG_TEMPLATE_HALF);
    l.title[LANG_EN] = STR_NONE;
    l.title[LANG_NN] = l.text[LANG_NN] = STR_NONE;
    CHECK(!template_check(mem, &l));
    CHECK_ERR(template_check_use(mem, &l, day, day, DATE_NONE), INVALID,
              MSG_TEMPLATE_LANG_NEEDED);
    l.age_from = 12;
    CHECK_ERR(template_check(mem, &l), INVALID, MSG_TEMPLATE_AGES_WRONG);
}

TEST(the_day_is_not_before_today_nor_before_the_last)
{
    const struct date day = date_ymd(2026, 11, 23);
    struct letter l = easy_letter();

    CHECK_ERR(template_check_use(mem, &l, date_add(day, -1), day, DATE_NONE),
              INVALID, MSG_TEMPLATE_FROM_PAST);
    CHECK_ERR(template_check_use(mem, &l, DATE_NONE, day, DATE_NONE), INVALID,
              MSG_FORM_REQUIRED);
    CHECK_ERR(template_check_use(mem, &l, day, day, date_add(day, 1)), INVALID,
              MSG_TEMPLATE_FROM_BEFORE);
    CHECK(
        !template_check_use(mem, &l, date_add(day, 1), day, date_add(day, 1)));
}

TEST(hard_for_a_child_is_a_must_and_for_others_advice)
{
    const struct date day = date_ymd(2026, 11, 23);
    struct letter l = easy_letter();

    l.text[LANG_EN] = STR("Hi {barn}! We need your consent.");
    l.title[LANG_EN] = STR("Hi");
    CHECK_ERR(template_check_use(mem, &l, day, day, DATE_NONE), INVALID,
              MSG_READING_HARD);
    l.reader = LETTER_GUARDIAN;
    CHECK(!template_check_use(mem, &l, day, day, DATE_NONE));
}

TEST(what_people_are_called_makes_no_letter_hard)
{
    struct letter l = easy_letter();
    struct reading plain, filled;

    l.text[LANG_NB] = STR("Hei Lea! Hilsen Kari på Huset.");
    plain = letter_reading(mem, &l, LANG_NB);
    l.text[LANG_NB] = STR("Hei {barn}! Hilsen {avsender} på {enhet}.");
    filled = letter_reading(mem, &l, LANG_NB);
    CHECK_EQ(reading_lix(&filled), reading_lix(&plain));
}

TEST(a_birth_date_that_is_not_known_is_left_to_the_writer)
{
    const struct letter_facts f = {.born = DATE_NONE};

    CHECK(letter_is_open(letter_fill(mem, LANG_NB, STR("Født {fodt}"), &f)));
}

/* --- whose, and which version --- */

static struct call
leader(struct fixture *f)
{
    return fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
}

static int64_t
save(struct call c, int64_t id, int64_t seen, struct letter l, struct date from)
{
    const struct template_form form = {.id = id,
                                       .seen = seen,
                                       .letter = l,
                                       .use = !date_is_none(from),
                                       .from = from};
    int64_t out = 0;

    OK(template_app_save(&c, &form, &out));
    return out;
}

static struct template_view
view(struct call c, int64_t id, int64_t nr)
{
    struct template_view v;

    OK(template_app_view(&c, id_format(c.mem, id), nr, &v));
    return v;
}

static size_t
in_use(struct call c, unit_id unit, struct date day, int64_t *out_nr)
{
    struct template_list l = {0};
    struct db_tx tx;

    OK(db_read_begin(c.sv->db, c.mem, &tx));
    OK(template_store_in_use(&tx, unit, day, &l));
    db_read_end(&tx);
    *out_nr = l.n > 0 ? l.row[0].letter.nr : 0;
    return l.n;
}

TEST_BOTH(a_version_in_use_is_never_changed)
{
    struct call c = leader(f);
    const struct date today = c.today;
    struct letter l = easy_letter();
    int64_t nr = 0, id = save(c, 0, 0, l, DATE_NONE);

    CHECK_EQ(in_use(c, (unit_id){WELFARE}, today, &nr), 0);
    l.name = STR("Velkommen");
    (void)save(leader(f), id, 1, l, today);
    CHECK_EQ(view(leader(f), id, 0).versions.n, 1);
    CHECK_EQ(in_use(c, (unit_id){WELFARE}, today, &nr), 1);
    CHECK_EQ(nr, 1);
    l.text[LANG_NB] = STR("Noe annet.");
    (void)save(leader(f), id, 2, l, DATE_NONE);
    CHECK_EQ(view(leader(f), id, 0).versions.n, 2);
    CHECK_STR(view(leader(f), id, 1).template.letter.text[LANG_NB],
              "Hei {barn}! Vi er her.");
    CHECK_EQ(in_use(c, (unit_id){WELFARE}, today, &nr), 1);
    CHECK_EQ(nr, 1);
    (void)save(leader(f), id, 3, l, date_add(today, 7));
    CHECK_EQ(in_use(c, (unit_id){WELFARE}, date_add(today, 6), &nr), 1);
    CHECK_EQ(nr, 1);
    CHECK_EQ(in_use(c, (unit_id){WELFARE}, date_add(today, 7), &nr), 1);
    CHECK_EQ(nr, 2);
}

TEST_BOTH(two_who_change_it_at_once_are_told)
{
    struct call c = leader(f);
    int64_t out = 0, id = save(c, 0, 0, easy_letter(), DATE_NONE);
    struct template_form form = {.id = id, .seen = 1, .letter = easy_letter()};

    (void)save(leader(f), id, 1, easy_letter(), DATE_NONE);
    c = leader(f);
    CHECK_ERR(template_app_save(&c, &form, &out), CONFLICT,
              MSG_TEMPLATE_CHANGED);
}

TEST_BOTH(each_changes_only_what_is_its_own)
{
    struct call admin = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    struct call c = leader(f);
    const struct date today = c.today;
    int64_t nr, out = 0, own = save(c, 0, 0, easy_letter(), today);
    int64_t all = save(admin, 0, 0, easy_letter(), today);
    struct template_form form = {.id = all, .seen = 1, .letter = easy_letter()};
    struct template_view v;

    CHECK_EQ(in_use(c, (unit_id){WELFARE}, today, &nr), 2);
    CHECK_EQ(in_use(c, (unit_id){CLINIC}, today, &nr), 1);
    CHECK(view(leader(f), own, 0).mine);
    CHECK(!view(leader(f), all, 0).mine);
    c = leader(f);
    CHECK_ERR(template_app_save(&c, &form, &out), DENIED, 0);
    c = leader(f);
    CHECK_ERR(template_app_withdraw(&c, all, 1), DENIED, 0);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    CHECK_ERR(template_app_view(&c, id_format(c.mem, own), 0, &v), NOT_FOUND,
              0);
    form.id = own;
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    CHECK_ERR(template_app_save(&c, &form, &out), NOT_FOUND, 0);
    admin = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    CHECK_ERR(template_app_withdraw(&admin, own, 1), NOT_FOUND, 0);
    c = fx_kari(f);
    CHECK_ERR(template_app_save(&c, &form, &out), DENIED, 0);
}

TEST_BOTH(withdrawn_is_offered_to_nobody)
{
    struct call c = leader(f);
    int64_t nr, out = 0, id = save(c, 0, 0, easy_letter(), c.today);
    struct template_form form = {.id = id, .seen = 2, .letter = easy_letter()};
    struct call w = leader(f);

    OK(template_app_withdraw(&w, id, 1));
    CHECK_EQ(in_use(c, (unit_id){WELFARE}, c.today, &nr), 0);
    CHECK(!view(leader(f), id, 0).mine);
    w = leader(f);
    CHECK_ERR(template_app_save(&w, &form, &out), CONFLICT,
              MSG_TEMPLATE_IS_WITHDRAWN);
}
