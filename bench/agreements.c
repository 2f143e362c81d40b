/* The obligation engine against a bare loop over the same facts: 500 agreements
 * with ten years of history, every obligation of the regional agreement.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * agreements: prints the median time of a whole judgement in milliseconds,
 * evaluations each second, and how many bare loops that is. */
#include "agreement/shipped.h"
#include "base/clock.h"
#include "registry/function.h"

#include <stdio.h>
#include <time.h>

enum {
    AGREEMENTS = 500,
    YEARS = 10,
    ROUNDS = 9,
    GUESTS = 6,
    PLACES = 14,
    FACTS_MAX = 1200,
    MEMORY = 512 << 20
};

struct history {
    struct agreement_fact fact[FACTS_MAX];
    size_t n;
};
static struct history world[AGREEMENTS];
static const int64_t guests[GUESTS] = {11, 12, 13, 14, 15, 16};
static const int64_t hosts[2] = {1, 2};

static struct agreement_fact *
put(struct history *h, enum fact_kind kind, struct date on, const char *body)
{
    struct agreement_fact *f = &h->fact[h->n++];

    ASSERT(h->n <= FACTS_MAX);
    *f = (struct agreement_fact){.kind = kind,
                                 .object = (int64_t)h->n,
                                 .body = str_of(body),
                                 .on = on,
                                 .until = DATE_NONE,
                                 .known = on,
                                 .gone = DATE_NONE,
                                 .flags = FACT_JOINT};
    return f;
}

static void
put_meeting(struct history *h, struct date on, const char *body)
{
    struct agreement_fact *f = put(h, FACT_MEETING, on, body);
    int64_t meeting = f->object;

    f->unit = 1;
    f->n = f->total = 6;
    for (size_t i = 0; i < GUESTS; i++) {
        f = put(h, FACT_INVITED, on, "");
        f->object = meeting;
        f->unit = guests[i];
    }
}

static void
put_year(struct history *h, int year)
{
    struct agreement_fact *f;

    put_meeting(h, date_ymd(year, 3, 12), "SYSTEM");
    for (int m = 3; m <= 9; m += 3)
        put_meeting(h, date_ymd(year, m, 5), "RSBU");
    (void)put(h, FACT_EVALUATION, date_ymd(year, 9, 5), "RSBU");
    (void)put(h, FACT_INPUT, date_ymd(year, 5, 1), "RSBU");
    (void)put(h, FACT_EXCHANGE, date_ymd(year, 5, 2), "RSBU");
    (void)put(h, FACT_COURSE, date_ymd(year, 5, 3), "RSBU");
    if (year % 2 == 0)
        return;
    f = put(h, FACT_PLAN, date_ymd(year, 1, 1), "RSBU");
    f->until = date_ymd(year + 1, 12, 31);
    f->flags = FACT_PREPARED | FACT_ENDORSED;
}

/* An institution, its posts, and those who held them in ten years. */
static void
put_place(struct history *h, int64_t place)
{
    static const int32_t post[] = {FUNCTION_LEADER, FUNCTION_HEALTH_CONTACT};
    struct date start = date_ymd(2016, 1, 1);

    put(h, FACT_PLACE, start, "")->unit = place;
    put(h, FACT_LOCAL, date_ymd(2018, 1, 1), "")->unit = place;
    for (size_t i = 0; i < ARRAY_LEN(post); i++) {
        struct agreement_fact *f = put(h, FACT_POST, start, "");

        f->unit = place;
        f->function = post[i];
        for (int year = 2016; year < 2016 + YEARS; year += 5) {
            int64_t holder;

            f = put(h, FACT_HOLDER, date_ymd(year, 1, 1), "");
            f->unit = place;
            f->function = post[i];
            if (year + 5 < 2016 + YEARS)
                f->until = date_ymd(year + 4, 12, 31);
            holder = f->object;
            put(h, FACT_READ, date_ymd(year, 2, 1), "")->object = holder;
        }
    }
}

static double
ms_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int64_t
judge_world(struct arena *mem, const struct clause_list *clauses,
            struct date on, int64_t *out_n)
{
    int64_t sum = 0;

    for (size_t a = 0; a < AGREEMENTS; a++) {
        struct fact_list list = {world[a].fact, world[a].n};

        for (size_t i = 0; i < clauses->n; i++) {
            struct verdict v;

            if (clauses->row[i].shown != SHOWN_OBLIGATION)
                continue;
            v = obligation_judge(mem, &clauses->row[i].duty, &list, on);
            sum += (int64_t)v.state + (int64_t)v.evidence_n;
            (*out_n)++;
        }
    }
    return sum;
}

/* The same rows, once for each obligation, with the least one can do. */
static int64_t
walk_world(size_t obligations, struct date on)
{
    int64_t sum = 0;

    for (size_t a = 0; a < AGREEMENTS; a++)
        for (size_t o = 0; o < obligations; o++)
            for (size_t i = 0; i < world[a].n; i++) {
                const struct agreement_fact *f = &world[a].fact[i];

                if (f->kind == (enum fact_kind)o && f->known.days <= on.days)
                    sum += f->on.days;
            }
    return sum;
}

static double
median(double *v)
{
    for (int i = 1; i < ROUNDS; i++)
        for (int k = i; k > 0 && v[k] < v[k - 1]; k--) {
            double t = v[k];

            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    return v[ROUNDS / 2];
}

int
main(void)
{
    struct arena *mem = arena_new(MEMORY);
    struct arena *own = arena_new(MEMORY);
    struct clause_list clauses = {0};
    struct str *units = NULL;
    struct date on = date_ymd(2025, 12, 31);
    double judged[ROUNDS];
    double walked[ROUNDS];
    int64_t n = 0;
    volatile int64_t sink = 0; /* keeps both loops from being left out */

    if (shipped_clauses(own, &clauses, &units))
        return 1;
    for (size_t i = 0; i < clauses.n; i++) {
        struct obligation *o = &clauses.row[i].duty;

        o->from = date_ymd(2016, 1, 1);
        o->unit = o->kind == OBLIGATION_HOST ? hosts : guests;
        o->units = o->kind == OBLIGATION_HOST ? 2 : GUESTS;
    }
    for (size_t a = 0; a < AGREEMENTS; a++) {
        for (int y = 2016; y < 2016 + YEARS; y++)
            put_year(&world[a], y);
        for (int64_t p = 0; p < PLACES; p++)
            put_place(&world[a], 100 + p);
    }
    for (int r = 0; r < ROUNDS; r++) {
        double t0 = ms_now();
        double t1;

        n = 0;
        sink += judge_world(mem, &clauses, on, &n);
        t1 = ms_now();
        sink += walk_world((size_t)n / AGREEMENTS, on);
        judged[r] = t1 - t0;
        walked[r] = ms_now() - t1;
        arena_reset(mem);
    }
    printf("agreements: %lld evaluations over %zu facts each: %.0f ms, %.0f"
           " evaluations/s; %.1f bare loops (%.0f ms)\n",
           (long long)n, world[0].n, median(judged),
           (double)n / median(judged) * 1e3, median(judged) / median(walked),
           median(walked));
    (void)sink;
    arena_free(own);
    arena_free(mem);
    return median(judged) < 1000 ? 0 : 1;
}
