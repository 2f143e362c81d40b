/* Route: does a pattern match a path, and what stands in its holes?
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"

bool
route_match(const char *pattern, struct http_req *req)
{
    struct str want = str_of(pattern);
    struct str have = req->path;
    bool more_want = true;
    bool more_have = true;

    req->n_path_arg = 0;
    while (more_want && more_have) {
        struct str hole, part;

        more_want = str_split(want, '/', &hole, &want);
        more_have = str_split(have, '/', &part, &have);
        if (hole.n < 2 || hole.p[0] != '{') {
            if (!str_eq(hole, part))
                return false;
            continue;
        }
        ASSERT(hole.p[hole.n - 1] == '}' &&
               req->n_path_arg < HTTP_PATH_ARGS_MAX);
        if (part.n == 0)
            return false;
        req->path_arg[req->n_path_arg++] = (struct http_pair){
            str_cut(hole, 1, hole.n - 2), part};
    }
    return more_want == more_have;
}
