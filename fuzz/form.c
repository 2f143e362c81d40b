/* Fuzz target: content type, cookies, target and body as a request, read as a
 * form and written into a response. SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

/* Input: three lines (content type, cookies, target), then the body. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            return true;
    }
    return false;
}

static void
pairs_hold(const struct http_pair *pair, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ASSERT(str_is_utf8(pair[i].name) && str_is_utf8(pair[i].value));
}

/* Reads the field by every reader there is. */
static void
read_field(struct form *f, const char *name)
{
    static const char *const words[] = {"ja", "nei", NULL};
    struct str v;
    int64_t n = form_int(f, name, -5, 5);
    int choice = form_choice(f, name, words);

    ASSERT(n >= -5 && n <= 5);
    ASSERT(choice >= 0 && choice < 2);
    v = form_text(f, name, 10);
    ASSERT(!has_control(v) && str_is_utf8(v));
    for (size_t i = 0; form_each(f, name, i, 10, &v); i++)
        ASSERT(!has_control(v));
    (void)form_date(f, name);
    (void)form_checked(f, name);
    (void)form_id(f, name);
    (void)form_file(f, name);
}

static void
write_back(struct arena *mem, const struct http_req *req, struct str any)
{
    struct http_res res;
    struct http_pair h[HTTP_SEALED_MAX];
    size_t n;

    http_res_init(&res, mem);
    http_see_other(&res, any);
    http_attachment(&res, "text/csv", any, any);
    http_set_cookie(&res, req, "sid", STR("x"));
    n = http_res_seal(&res, req->secure, h);
    for (size_t i = 0; i < n; i++) {
        ASSERT(!has_control(h[i].value));
        for (size_t k = 0; k < h[i].value.n; k++)
            ASSERT(h[i].value.p[k] != '\n');
    }
}

static void
request_holds(struct arena *mem, struct http_req *req)
{
    struct form f = form_of(mem, req);

    ASSERT(req->path.n > 0 && req->path.p[0] == '/');
    ASSERT(str_is_utf8(req->path) && !has_control(req->path));
    ASSERT(!str_has(req->path, STR("/../")) && !str_has(req->path, STR("//")));
    pairs_hold(req->param, req->n_param);
    pairs_hold(req->field, req->n_field);
    for (size_t i = 0; i < req->n_file; i++)
        ASSERT(str_is_utf8(req->file[i].file_name));
    read_field(&f, "a");
    read_field(&f, "navn");
    read_field(&f, "dato");
    (void)http_cookie(req, "sid");
    if (route_match("/{a}/b/{c}", req))
        (void)form_path_id(&f, "a");
    write_back(mem, req, req->path);
    for (size_t i = 0; i < req->n_field; i++)
        write_back(mem, req, req->field[i].value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)256 * 1024 * 1024);
    struct str rest = {(const char *)data, size};
    struct http_sketch s = {.method = "POST"};
    struct http_req req;
    struct str type;

    (void)str_split(rest, '\n', &type, &rest);
    (void)str_split(rest, '\n', &s.cookies, &rest);
    (void)str_split(rest, '\n', &s.target, &s.body);
    s.content_type = type.n > 0 ? str_cz(mem, type) : NULL;
    if (http_req_parse_target(mem, &s, &req) == 0)
        request_holds(mem, &req);
    s.method = "GET";
    s.body = STR_NONE;
    if (http_req_parse_target(mem, &s, &req) == 0) {
        req.secure = true;
        request_holds(mem, &req);
    }
    arena_free(mem);
    return 0;
}
