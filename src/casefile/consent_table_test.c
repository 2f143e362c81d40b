/* The decision table: who decides for a child, for every matter, situation and
 * day of age, from the rules that ship, for a lawyer to read.
 * SPDX-License-Identifier: EUPL-1.2 */
#define FX_MORE_SETS import_sql,
#include "registry/import.h"

#include "casefile/fixture.h"
#include "text/messages_sharing.h"

enum { LAST_AGE = 20, RULES_FEW = 20 };

struct table {
    struct arena *mem;
    struct consent_rule *rule;
    size_t n;
    int64_t asked;
    int64_t unruled;
};

static void
load_rules(struct fixture *f, struct table *t)
{
    struct call c;
    size_t n = 0;
    const struct import_file *file = import_shipped(f->mem, &n);
    struct import_report report = {0};

    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(call_begin(&c, ACT_REGISTRY_IMPORT));
    OK(call_permit(&c, ACT_REGISTRY_IMPORT, subject_none()));
    OK(registry_import_in(&c, file, n, &report));
    CHECK_EQ(report.refused, 0);
    OK(sharing_store_consent_rules(&c.tx, &t->rule, &t->n));
    OK(call_end(&c, ACT_REGISTRY_IMPORT, 0, NULL));
    t->mem = f->mem;
    CHECK(t->n >= RULES_FEW);
}

static struct str
nb(int msg)
{
    return msg_plain(LANG_NB, msg);
}

static void
put_answer(struct buf *b, const struct consent_answer *a)
{
    const struct consent_rule *r = a->rule;

    if (!r) {
        buf_str(b, nb(MSG_CONSENT_ASK_LAWYER));
    } else {
        buf_fmt(b, "%.*s. %.*s: %.*s [%.*s, %.*s]",
                STR_FMT(nb(consenter_message(r->who))), STR_FMT(r->id),
                STR_FMT(nb(r->message)), STR_FMT(r->legal_basis),
                STR_FMT(r->certainty));
    }
    buf_char(b, '\n');
    for (size_t i = 0; i < a->also_n; i++) {
        r = a->also[i];
        buf_fmt(b, "        + %.*s: %.*s [%.*s, %.*s]\n", STR_FMT(r->id),
                STR_FMT(nb(r->message)), STR_FMT(r->legal_basis),
                STR_FMT(r->certainty));
    }
}

/* Every day of age on one day, in bands of the same answer. */
static struct str
bands(struct table *t, enum consent_matter m, enum care care, struct date on)
{
    struct buf b;
    struct consent_answer was = {0};
    int32_t days = 0;
    struct date born = on;

    buf_init(&b, t->mem);
    for (; date_cmp(date_add_months(born, LAST_AGE * 12), on) > 0;
         born = date_add(born, -1), days++) {
        int age = date_age(born, on);
        struct consent_facts facts = {m, age, care};
        struct consent_answer is = consent_answer(t->rule, t->n, &facts, on);

        t->asked++;
        t->unruled += is.rule == NULL;
        if (days > 0 && consent_answer_same(&was, &is))
            continue;
        CHECK_EQ(date_age(date_add(born, 1), on), days > 0 ? age - 1 : -1);
        buf_fmt(&b, "      %2d år–: ", age);
        put_answer(&b, &is);
        was = is;
    }
    return buf_done(&b);
}

static void
put_situations(struct table *t, struct buf *b, enum consent_matter m,
               struct date on)
{
    struct str text[CARE_COUNT];
    bool told[CARE_COUNT] = {false};

    for (int k = 0; k < CARE_COUNT; k++)
        text[k] = bands(t, m, (enum care)k, on);
    for (int k = 0; k < CARE_COUNT; k++) {
        if (told[k])
            continue;
        buf_cz(b, "    ");
        for (int i = k; i < CARE_COUNT; i++) {
            if (!str_eq(text[i], text[k]))
                continue;
            told[i] = true;
            buf_fmt(b, "%s%.*s", i > k ? "; " : "",
                    STR_FMT(nb(care_message((enum care)i))));
        }
        buf_char(b, '\n');
        buf_str(b, text[k]);
    }
}

static struct str
table_text(struct table *t)
{
    static const struct {
        int y, m, d;
    } days[] = {{2025, 12, 31}, {2026, 1, 1}, {2026, 11, 23}};
    struct buf b;

    buf_init(&b, t->mem);
    buf_cz(&b,
           "# Hvem bestemmer eller samtykker for et barn: hver sak, hver "
           "omsorgssituasjon, hver dag av alderen til 20 år.\n"
           "# SPDX-License-Identifier: EUPL-1.2\n"
           "# Skrevet av reglene som følger med (data/consent_rules.csv); "
           "en endring av en regel er en endring her.\n"
           "# «7 år–» er fra fødselsdagen. Etter hver regel: paragraf og hvor "
           "sikkert det er. «+» er regler som gjelder i tillegg.\n");
    for (int m = 0; m < MATTER_COUNT; m++) {
        buf_fmt(&b, "\n%.*s\n",
                STR_FMT(nb(matter_message((enum consent_matter)m))));
        for (size_t i = 0; i < ARRAY_LEN(days); i++) {
            struct date on = date_ymd(days[i].y, days[i].m, days[i].d);

            buf_fmt(&b, "  %.*s\n", STR_FMT(date_format(t->mem, on)));
            put_situations(t, &b, (enum consent_matter)m, on);
        }
    }
    return buf_done(&b);
}

static struct str
kept_table(struct arena *mem, struct str now)
{
    const char *root = getenv("HELHET_SOURCE");
    const char *path = str_cz(
        mem, str_fmt(mem, "%s/tests/consent_table.txt", root ? root : "."));
    char *bytes = arena_alloc(mem, now.n + 1);
    FILE *f = getenv("HELHET_WRITE_MATRIX") ? fopen(path, "wb") : NULL;
    size_t n;

    if (f)
        CHECK(fwrite(now.p, 1, now.n, f) == now.n && !fclose(f));
    f = fopen(path, "rb");
    CHECK(f != NULL);
    n = f ? fread(bytes, 1, now.n + 1, f) : 0;
    if (f)
        (void)fclose(f);
    return (struct str){bytes, n};
}

/* tests/consent_table.txt is what a lawyer reads. HELHET_WRITE_MATRIX=1 writes
 * it anew. */
TEST_BOTH(consent_table_is_the_one_that_was_read)
{
    struct table t = {0};
    struct str now;

    load_rules(f, &t);
    now = table_text(&t);
    CHECK(str_eq(kept_table(f->mem, now), now));
    CHECK(t.asked > INT64_C(2000000));
    CHECK(t.unruled > 0 && t.unruled < t.asked);
}
