/* For the tests of this folder: definitions from a line of text.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_FIXTURE_H
#define HELHET_PATHWAY_FIXTURE_H

#include "base/test.h"
#include "pathway/engine.h"

/* "a; b<a; c<a:yes b; d!<c" : steps by letters in order, "<" what comes before,
 * ":yes" on that outcome of it, "!" marks an end, "?" gives the step the
 * outcomes yes and no, "+" opens at the first that holds. */
static inline struct path_def
sketch(struct arena *mem, const char *text)
{
    static const struct path_outcome yes_no[] = {
        {.code = {"yes", 3}, .title = {{{"Yes", 3}}}},
        {.code = {"no", 2}, .title = {{{"No", 2}}}}};
    struct path_def d = {
        .key = STR("sketch"), .version = STR("1"), .title = {{STR("Sketch")}}};
    struct str rest = str_of(text);
    struct str part;

    d.step = ARENA_NEW_N(mem, struct path_step, 64);
    while (rest.n > 0) {
        struct path_step *s = &d.step[d.step_n];
        size_t i = 1;

        (void)str_split(rest, ';', &part, &rest);
        part = str_trim(part);
        s->id = str_cut(part, 0, 1);
        s->title.t[LANG_NB] = s->id;
        s->has_service = s->has_function = true;
        s->service = UNIT_CHILD_WELFARE;
        s->function = FUNCTION_CASEWORKER;
        s->edge = ARENA_NEW_N(mem, struct path_edge, 16);
        d.step_n++;
        for (; i < part.n && part.p[i] != '<'; i++) {
            s->end = s->end || part.p[i] == '!';
            s->any = s->any || part.p[i] == '+';
            if (part.p[i] == '?') {
                s->outcome = yes_no;
                s->outcome_n = 2;
            }
        }
    }
    rest = str_of(text);
    for (uint32_t k = 0; k < d.step_n; k++) {
        struct path_step *s = &d.step[k];
        struct str from;
        struct str edges;

        (void)str_split(rest, ';', &part, &rest);
        if (!str_split(str_trim(part), '<', &from, &edges))
            continue;
        while (edges.n > 0) {
            (void)str_split(edges, ' ', &from, &edges);
            s->edge[s->edge_n++] = (struct path_edge){
                .from = (uint32_t)path_step_find(&d, str_cut(from, 0, 1)),
                .outcome = from.n < 3 ? -1 : (from.p[2] == 'y' ? 0 : 1)};
        }
    }
    path_shape(mem, &d);
    return d;
}

#endif
