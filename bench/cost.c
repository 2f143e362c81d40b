/* A page's processor time, without HTTP and without waiting.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * cost FOLDER TARGET COOKIE TIMES: one thread asks the dispatcher again and
 * again, in portions; the cheapest portion counts, as other programs only ever
 * make it dearer. Prints µs of processor for a page, and for what it leaves to
 * be done later (the index of its list's cases). For profilers as well. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PORTION = 20, CALL_BYTES = 64 << 20 };

static void
ask(struct bench *b, struct arena *mem, const char *target, const char *cookie)
{
    struct http_sketch sketch = {
        .method = "GET", .target = str_of(target), .cookies = str_of(cookie)};
    struct http_pair all[8];
    struct http_req req;
    struct http_res res;

    arena_reset(mem);
    if (http_req_parse_target(mem, &sketch, &req) != 0 || req.n_header > 6)
        exit(1);
    for (size_t i = 0; i < req.n_header; i++)
        all[i] = req.header[i];
    all[req.n_header++] = (struct http_pair){STR("accept-language"), STR("nb")};
    all[req.n_header++] = (struct http_pair){STR("sec-fetch-site"),
                                             STR("same-origin")};
    req.header = all;
    http_res_init(&res, mem);
    dispatch(&b->w.dispatcher, 0, &req, &res);
    if (res.status == 200)
        return;
    fprintf(stderr, "cost: %s answers %d\n", target, res.status);
    exit(1);
}

static double
processor_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int
main(int argc, char **argv)
{
    struct bench b;
    struct arena *mem = arena_new(CALL_BYTES);
    long times = argc == 5 ? strtol(argv[4], NULL, 10) : 0;
    double best = 0;
    double later;

    if (times < 1) {
        fprintf(stderr, "cost FOLDER TARGET COOKIE TIMES\n");
        return 2;
    }
    bench_open(&b, argv[1], false, 1);
    ask(&b, mem, argv[2], argv[3]);
    bench_must(audit_fill_lists(b.w.db, mem), "lists");
    for (long i = 0; i < times; i += PORTION) {
        double from = processor_us();

        for (int k = 0; k < PORTION; k++)
            ask(&b, mem, argv[2], argv[3]);
        from = (processor_us() - from) / PORTION;
        if (best <= 0 || from < best)
            best = from;
    }
    later = processor_us();
    bench_must(audit_fill_lists(b.w.db, mem), "lists");
    later = (processor_us() - later) /
            (double)((times + PORTION - 1) / PORTION * PORTION);
    printf("%.0f %.0f\n", best, later);
    bench_close(&b);
    arena_free(mem);
    return 0;
}
