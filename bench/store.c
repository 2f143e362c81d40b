/* store FOLDER CASES [offers|own]: makes an installation of that many cases, if
 * it is not there yet; "offers": each offered to the clinic's therapist; "own":
 * all of them one caseworker's. Prints a fresh cookie and the path of a child's
 * page.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static case_id
first_case(struct bench *b)
{
    struct case_list list = {0};
    struct call c;

    bench_as(b, b->call_mem, 0, &c);
    bench_must(casefile_app_list(&c, CASES_MINE, 0, 1, &list), "list");
    if (list.n == 0) {
        fprintf(stderr, "bench: no case\n");
        exit(1);
    }
    return list.row[0].id;
}

static struct str
child_page(struct bench *b)
{
    return str_fmt(b->mem, "/barn/%.*s",
                   STR_FMT(id_format(b->mem, first_case(b).v)));
}

static void
make(struct bench *b, int64_t cases, const char *how)
{
    bool offers = strcmp(how, "offers") == 0;

    bench_fill(b, cases, strcmp(how, "own") == 0 ? cases : CASES_EACH);
    if (!offers)
        bench_full(b, first_case(b));
    for (int64_t w = 0; offers && w * CASES_EACH < cases; w++)
        bench_offer_all(b, w);
}

int
main(int argc, char **argv)
{
    struct bench b;
    struct arena *mem = arena_new(1 << 20);
    bool create;
    struct str cookie;

    if (argc < 3) {
        fprintf(stderr, "store FOLDER CASES [offers|own]\n");
        return 2;
    }
    create = access(str_cz(mem, str_fmt(mem, "%s/whole", argv[1])), F_OK) != 0;
    bench_open(&b, argv[1], create, 2);
    if (create) {
        make(&b, strtoll(argv[2], NULL, 10), argc > 3 ? argv[3] : "");
        if (!fopen(str_cz(mem, str_fmt(mem, "%s/whole", argv[1])), "w"))
            return 1;
    }
    cookie = bench_log_in(&b, 0);
    printf("%.*s %.*s\n", STR_FMT(cookie), STR_FMT(child_page(&b)));
    bench_close(&b);
    arena_free(mem);
    return 0;
}
