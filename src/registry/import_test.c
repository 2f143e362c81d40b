/* Tests of the import: what ships, every refusal, the same file twice.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/fixture.h"

#include "text/messages_registry.h"

/* What the small tests stand on. */
static const char base_places[] = "county,name,language\n"
                                  "50,Trøndelag,neutral\n";
static const char base_municipalities[] = "municipality,name,county\n"
                                          "5001,Trondheim,50\n"
                                          "5014,Frøya,50\n";
static const char base_codes[] = "list,code,text_nb\n"
                                 "bup_kind,outpatient,Poliklinikk\n";
static const char base_units[] = "unit,type,name,parent\n"
                                 "RHF-X,rhf,Helse X,\n"
                                 "HF-X,hf,Sykehus X,RHF-X\n"
                                 "BUP-X,bup,BUP X,HF-X\n"
                                 "THK-X,thk_team,Team X,\n";
static const char base_users[] = "user,name\n"
                                 "kari,Kari Prøve\n"
                                 "ola,Ola Prøve\n";

static void
import_base(struct fixture *f)
{
    const struct import_file file[] = {
        {STR("users"), str_of(base_users)},
        {STR("units"), str_of(base_units)},
        {STR("codes"), str_of(base_codes)},
        {STR("municipalities"), str_of(base_municipalities)},
        {STR("counties"), str_of(base_places)},
    };
    struct import_report r = fx_import_files(f, file, ARRAY_LEN(file));

    CHECK(r.stored);
    CHECK_EQ(r.added, 10);
}

TEST_BOTH(what_ships_goes_in_and_again_changes_nothing)
{
    struct arena *mem = f->call.mem;
    struct import_report r = fx_import_shipped(f);

    for (size_t i = 0; i < r.n && i < 10; i++)
        if (r.line[i].action == IMPORT_REFUSED)
            test_check(false,
                       str_cz(mem, msg_text(mem, LANG_EN, r.line[i].msg,
                                            r.line[i].arg, 1)),
                       str_cz(mem, r.line[i].key));
    CHECK(r.stored);
    CHECK_EQ(r.refused, 0);
    CHECK_EQ(r.changed, 0);
    CHECK(r.added > 2500);
    int64_t all = r.added;

    r = fx_import_shipped(f);
    CHECK(r.stored);
    CHECK_EQ(r.added, 0);
    CHECK_EQ(r.changed, 0);
    CHECK_EQ(r.unchanged, all);
    CHECK_EQ(r.n, 0);
}

/* --- every reason to refuse --- */
struct refusal {
    const char *text;
    int msg;
    int64_t line;
    const char *column;
};
static const struct refusal refusals[] = {
    {"", MSG_CSV_EMPTY, 1, ""},
    {"a,b\n1,2\n", MSG_IMPORT_HEADER_UNKNOWN, 1, ""},
    {"name,b\n1,2\n", MSG_IMPORT_HEADER_UNKNOWN, 1, ""},
    {"unit,type\nX,hf\n", MSG_IMPORT_COLUMN_MISSING, 1, ""},
    {"unit,type,name,colour\nX,hf,X,red\n", MSG_IMPORT_COLUMN_UNKNOWN, 1, ""},
    {"unit,type,name\nX,hf\n", MSG_CSV_WRONG_COUNT, 2, ""},
    {"unit,type,name\nX,\"hf,X\n", MSG_CSV_QUOTE_OPEN, 2, "type"},
    {"unit,type,name\nX,hf,\n", MSG_IMPORT_VALUE_MISSING, 2, "name"},
    {"unit,type,name,short_name\nX,hf,X,"
     "1234567890123456789012345678901234567890123456789012345678901\n",
     MSG_IMPORT_VALUE_TOO_LONG, 2, "short_name"},
    {"unit,type,name,valid_from\nX,hf,X,1.2.2026\n", MSG_IMPORT_DATE_WRONG, 2,
     "valid_from"},
    {"unit,type,name,valid_from\nX,hf,X,2026-02-30\n", MSG_IMPORT_DATE_WRONG, 2,
     "valid_from"},
    {"unit,type,name,age_to\nX,hf,X,121\n", MSG_IMPORT_NUMBER_WRONG, 2,
     "age_to"},
    {"unit,type,name,age_from\nX,hf,X,-1\n", MSG_IMPORT_NUMBER_WRONG, 2,
     "age_from"},
    {"unit,type,name\nX,sykehus,X\n", MSG_IMPORT_WORD_UNKNOWN, 2, "type"},
    {"unit,type,name\nx,hf,X\n", MSG_UNIT_CODE_WRONG, 2, "unit"},
    {"unit,type,name,org_number\nX,hf,X,883974833\n", MSG_UNIT_ORG_NUMBER_WRONG,
     2, "org_number"},
    {"unit,type,name,her_id\nX,hf,X,12a\n", MSG_UNIT_HER_ID_WRONG, 2, "her_id"},
    {"unit,type,name,resh_id\nX,hf,X,12a\n", MSG_UNIT_RESH_ID_WRONG, 2,
     "resh_id"},
    {"unit,type,name,age_from,age_to\nX,hf,X,7,6\n", MSG_UNIT_AGES_WRONG, 2,
     "age_to"},
    {"unit,type,name,valid_from,valid_to\nX,hf,X,2026-01-02,2026-01-01\n",
     MSG_PERIOD_ENDS_FIRST, 2, "valid_to"},
    {"unit,type,name,parent\nX,hf,X,NOBODY\n", MSG_IMPORT_UNIT_UNKNOWN, 2,
     "parent"},
    {"unit,type,name,municipality\nX,hf,X,9999\n",
     MSG_IMPORT_MUNICIPALITY_UNKNOWN, 2, "municipality"},
    {"unit,type,name,kind\nX,bup,X,seaside\n", MSG_IMPORT_KIND_WRONG, 2,
     "kind"},
    {"unit,type,name,parent\nRHF-X,rhf,X,BUP-X\n", MSG_IMPORT_PARENT_CIRCLE, 2,
     "parent"},
    {"unit,type,name,parent\nA,hf,A,B\nB,hf,B,A\nC,hf,C,A\n",
     MSG_IMPORT_PARENT_CIRCLE, 4, "parent"},
    {"unit,type,name,parent\nX,hf,X,X\n", MSG_IMPORT_PARENT_CIRCLE, 2,
     "parent"},
    {"unit,type,name\nX,hf,X\nX,hf,Y\n", MSG_IMPORT_TWICE, 3, ""},
    {"municipality,name,county\n500,X,50\n", MSG_IMPORT_DIGITS_WRONG, 2,
     "municipality"},
    {"municipality,name,county\n5099,X,99\n", MSG_IMPORT_COUNTY_UNKNOWN, 2,
     "county"},
    {"unit,municipality,purpose\nRHF-X,5001,bup\n", MSG_IMPORT_PURPOSE_UNFIT, 2,
     "purpose"},
    {"unit,municipality,purpose,valid_from,valid_to\n"
     "BUP-X,5001,bup,,2025-12-31\nBUP-X,5001,bup,2025-12-31,\n",
     MSG_IMPORT_PERIODS_OVERLAP, 3, "valid_from"},
    {"unit,successor,valid_from\nBUP-X,BUP-X,2026-01-01\n",
     MSG_IMPORT_OWN_SUCCESSOR, 2, "successor"},
    {"unit,successor,valid_from\nBUP-X,BUP-Y,2026-01-01\n",
     MSG_IMPORT_UNIT_UNKNOWN, 2, "successor"},
    {"user,name\nKåre,X\n", MSG_IMPORT_LOGIN_WRONG, 2, "user"},
    {"user,name,email\nper,X,\"per@x.no, kari@x.no\"\n", MSG_IMPORT_EMAIL_WRONG,
     2, "email"},
    {"user,name,made_up\nper,X,yes\n", MSG_IMPORT_WORD_UNKNOWN, 2, "made_up"},
    {"user,unit,function,valid_from\nper,BUP-X,leader,2026-01-01\n",
     MSG_IMPORT_USER_UNKNOWN, 2, "user"},
    {"user,unit,function,valid_from\nkari,BUP-X,leader,\n",
     MSG_IMPORT_VALUE_MISSING, 2, "valid_from"},
    {"user,unit,function,valid_from\nkari,THK-X,thk_member,2026-01-01\n",
     MSG_FUNCTION_PROFESSION_MISSING, 2, "profession"},
    {"user,unit,function,profession,valid_from\n"
     "kari,BUP-X,leader,nurse,2026-01-01\n",
     MSG_FUNCTION_PROFESSION_TOO_MUCH, 2, "profession"},
    {"user,unit,function,valid_from\nkari,BUP-X,leader,2026-01-01\n"
     "kari,BUP-X,leader,2026-02-01\n",
     MSG_FUNCTION_TWICE, 3, "valid_from"},
    {"user,unit,function,valid_from,deputy\n"
     "kari,BUP-X,leader,2026-01-01,ola\n",
     MSG_IMPORT_DEPUTY_UNKNOWN, 2, "deputy"},
    {"user,unit,function,valid_from,valid_to,deputy\n"
     "ola,BUP-X,leader,2020-01-01,2020-12-31,\n"
     "kari,BUP-X,leader,2026-01-01,,ola\n",
     MSG_IMPORT_DEPUTY_UNKNOWN, 3, "deputy"},
    {"retention_rule,years,starts,valid_from,source\n"
     "R,10,birthday,2026-01-01,X\n",
     MSG_IMPORT_AGE_NEEDED, 2, "age"},
    {"retention_rule,years,starts,age,valid_from,source\n"
     "R,10,closed,18,2026-01-01,X\n",
     MSG_IMPORT_AGE_UNFIT, 2, "age"},
};

TEST_BOTH(every_reason_to_refuse_names_line_and_column)
{
    import_base(f);
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const struct refusal *want = &refusals[i];
        struct import_report r = fx_import(f, want->text);
        const struct import_line *last = r.n ? &r.line[r.n - 1] : NULL;
        bool right = last && !r.stored && last->action == IMPORT_REFUSED &&
                     last->msg == want->msg && last->line == want->line &&
                     str_eq_cz(last->column, want->column);

        test_check(right, want->text, TEST_WHERE);
    }
}

TEST_BOTH(one_refused_line_keeps_all_out)
{
    struct unit u;
    bool found = true;
    struct import_report r;

    import_base(f);
    r = fx_import(f, "unit,type,name\nNEW,hf,Ny\nBAD,hf,\n");
    CHECK_EQ(r.refused, 1);
    CHECK_EQ(r.added, 1);
    CHECK(!r.stored);
    fx_begin(f);
    CHECK(!registry_store_find_unit(&f->call.tx, STR("NEW"), &u, &found));
    CHECK(!found);
    fx_end(f, false);
}

TEST_BOTH(the_same_in_two_files_names_the_first)
{
    const struct import_file file[] = {
        {STR("b.csv"), STR("unit,type,name\nX,hf,X\n")},
        {STR("a.csv"), STR("unit,type,name\nY,hf,Y\nX,hf,X\n")},
    };
    struct import_report r = fx_import_files(f, file, 2);
    const struct import_line *last = &r.line[r.n - 1];

    CHECK_EQ(r.refused, 1);
    CHECK_EQ(last->msg, MSG_IMPORT_TWICE);
    CHECK_STR(last->file, "a.csv");
    CHECK_EQ(last->line, 3);
    CHECK_STR(last->arg[0].str, "b.csv");
    CHECK_EQ(last->arg[1].num, 2);
}

TEST_BOTH(a_left_out_column_keeps_its_value)
{
    struct unit u = {0};
    bool found = false;
    struct import_report r;

    import_base(f);
    r = fx_import(f, "unit;type;name\r\nBUP-X;bup;BUP Ny\r\n");
    CHECK_EQ(r.changed, 1);
    CHECK_STR(r.line[0].column, "name");
    fx_begin(f);
    CHECK(!registry_store_find_unit(&f->call.tx, STR("BUP-X"), &u, &found));
    CHECK(found);
    CHECK_STR(u.name, "BUP Ny");
    CHECK(u.parent_id.v != 0);
    CHECK_EQ(u.version, 2);
    fx_end(f, false);
}

TEST_BOTH(functions_with_deputies_and_their_end)
{
    const char *first = "user,unit,function,valid_from,valid_to,deputy\n"
                        "kari,BUP-X,leader,2026-01-01,,OLA\n"
                        "ola,BUP-X,therapist,2026-01-01,,\n";
    struct import_report r;

    import_base(f);
    r = fx_import(f, first);
    CHECK(r.stored);
    CHECK_EQ(r.added, 2);
    r = fx_import(f, first);
    CHECK_EQ(r.unchanged, 2);
    r = fx_import(f, "user,unit,function,valid_from,valid_to\n"
                     "kari,BUP-X,leader,2026-01-01,2026-06-30\n"
                     "kari,BUP-X,leader,2026-07-01,\n");
    CHECK(r.stored);
    CHECK_EQ(r.added, 1);
    CHECK_EQ(r.changed, 1);
    CHECK_STR(r.line[0].column, "valid_to");
}

TEST_BOTH(report_reads_in_each_language)
{
    struct arena *mem = f->call.mem;
    struct import_report r;
    struct buf b;

    import_base(f);
    r = fx_import(f, "unit,type,name\nNEW,hf,Ny\nBAD,hf,\n");
    buf_init(&b, mem);
    import_report_text(&b, LANG_NB, &r);
    CHECK_STR(buf_done(&b),
              "test.csv, linje 2: lagt til NEW\n"
              "test.csv, linje 3, kolonne name: avvist BAD."
              " Det mangler en verdi.\n"
              "1 lagt til, 0 endret, 0 uendret, 1 avvist\n"
              "Ingenting ble lagret. Rett de avviste linjene og importer på"
              " nytt.\n");
    buf_init(&b, mem);
    import_report_json(&b, LANG_EN, &r);
    CHECK(str_has(buf_done(&b), STR("\"column\":\"name\"")));
    CHECK(str_has(buf_done(&b), STR("\"stored\":false")));
}

/* --- any valid file, in any order, twice --- */
static uint64_t
draw(uint64_t *seed, uint64_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % n;
}

/* A field as one program or another may write it. */
static void
put(struct buf *b, uint64_t *seed, struct str text)
{
    bool quoted = draw(seed, 2) == 0 || str_has(text, STR(",")) ||
                  str_has(text, STR(";")) || str_has(text, STR("\""));

    if (draw(seed, 4) == 0)
        buf_char(b, ' ');
    if (quoted)
        buf_char(b, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, text.p[i]);
    }
    if (quoted)
        buf_char(b, '"');
    if (draw(seed, 4) == 0)
        buf_char(b, ' ');
}

static struct str
random_units(struct arena *mem, uint64_t seed, size_t n)
{
    static const char *const types[] = {"hf", "ks", "institution", "rhf"};
    static const char *const names[] = {"Ny", "Østre æ; \"å\", b", "a,b",
                                        "Čáhppes"};
    char sep = draw(&seed, 2) ? ';' : ',';
    struct buf b;

    buf_init(&b, mem);
    if (draw(&seed, 2))
        buf_cz(&b, "\xef\xbb\xbf");
    buf_fmt(&b, "name%cunit%ctype%cparent%cvalid_from\n", sep, sep, sep, sep);
    for (size_t i = 0; i < n; i++) {
        uint64_t parent = draw(&seed, n);

        put(&b, &seed, str_of(names[draw(&seed, ARRAY_LEN(names))]));
        buf_char(&b, sep);
        put(&b, &seed, str_fmt(mem, "U-%zu", i));
        buf_char(&b, sep);
        put(&b, &seed, str_of(types[draw(&seed, ARRAY_LEN(types))]));
        buf_char(&b, sep);
        put(&b, &seed,
            parent < i && parent > i / 2
                ? str_fmt(mem, "U-%u", (unsigned)parent)
                : STR_NONE);
        buf_char(&b, sep);
        put(&b, &seed, draw(&seed, 2) ? STR("2026-01-01") : STR_NONE);
        buf_cz(&b, draw(&seed, 2) ? "\r\n" : "\n");
    }
    return buf_done(&b);
}

TEST_BOTH(any_valid_file_twice_changes_nothing)
{
    struct arena *mem = f->call.mem;
    const size_t n = 12;

    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct import_file file = {STR("random.csv"),
                                   random_units(mem, seed, n)};
        struct import_report r = fx_import_files(f, &file, 1);

        test_check(r.stored, str_cz(mem, file.bytes), TEST_WHERE);
        CHECK_EQ(r.added + r.changed + r.unchanged, n);
        r = fx_import_files(f, &file, 1);
        CHECK(r.stored);
        CHECK_EQ(r.added, 0);
        CHECK_EQ(r.changed, 0);
        CHECK_EQ(r.unchanged, n);
    }
}

/* --- the sample files, on top of what ships --- */
struct sample {
    const char *name;
    int64_t added;
    int64_t refused;
    int msg; /* of the first refusal */
};
static const struct sample samples[] = {
    {"valid-units.csv", 2, 0, 0},
    {"valid-spreadsheet.csv", 1, 0, 0},
    {"valid-users.csv", 2, 0, 0},
    {"valid-functions.csv", 2, 0, 0},
    {"valid-catchments.csv", 2, 0, 0},
    {"hostile-formula.csv", 1, 0, 0},
    {"refused-lines.csv", 1, 7, MSG_IMPORT_WORD_UNKNOWN},
    {"refused-latin1.csv", 0, 1, MSG_CSV_NOT_UTF8},
    {"refused-open-quote.csv", 0, 1, MSG_CSV_QUOTE_OPEN},
    {"refused-header.csv", 0, 1, MSG_IMPORT_HEADER_UNKNOWN},
    {"refused-missing-column.csv", 0, 1, MSG_IMPORT_COLUMN_MISSING},
    {"refused-empty.csv", 0, 1, MSG_CSV_EMPTY},
};

static struct import_file
sample_file(struct arena *mem, const char *name)
{
    const char *source = getenv("HELHET_SOURCE");
    struct str path = str_fmt(mem, "%s/tests/samples/import/%s",
                              source ? source : ".", name);
    FILE *file = fopen(str_cz(mem, path), "rb");
    char *bytes = arena_alloc(mem, 10000);
    size_t n = 0;

    test_check(file != NULL, name, TEST_WHERE);
    if (file) {
        n = fread(bytes, 1, 10000, file);
        CHECK_EQ(fclose(file), 0);
    }
    return (struct import_file){str_of(name), {bytes, n}};
}

static int
first_refusal(const struct import_report *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->line[i].action == IMPORT_REFUSED)
            return r->line[i].msg;
    return 0;
}

TEST_BOTH(sample_files_do_as_their_names_say)
{
    struct arena *mem = f->call.mem;

    CHECK(fx_import_shipped(f).stored);
    for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
        const struct sample *s = &samples[i];
        struct import_file file = sample_file(mem, s->name);
        struct import_report r = fx_import_files(f, &file, 1);

        test_check(r.added == s->added && r.refused == s->refused &&
                       first_refusal(&r) == s->msg &&
                       r.stored == (s->refused == 0),
                   s->name, TEST_WHERE);
        if (s->refused)
            continue;
        r = fx_import_files(f, &file, 1);
        test_check(r.n == 0 && r.unchanged == s->added, s->name, TEST_WHERE);
    }
}
