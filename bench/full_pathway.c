/* A pathway under way in a case, for the bench.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include "pathway/app.h"

void
bench_full_pathway(struct bench *b, case_id id)
{
    struct call c;
    int64_t run = 0;

    bench_as_leader(b, b->call_mem, 0, &c);
    bench_must(pathway_app_adopt(&c, STR("trauma"), c.today), "adoption");
    bench_as(b, b->call_mem, 0, &c);
    bench_must(pathway_app_start(&c, id, STR("trauma"), STR("0.1"), &run),
               "pathway");
}
