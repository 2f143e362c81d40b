/* Parsers of what a request is made of: target, pairs, media types, cookies.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_PARSE_H
#define HELHET_HTTP_PARSE_H

#include "http/http.h"

#define PARSE_FIELDS_MAX     1000
#define PARSE_NAME_MAX_BYTES 128

/* All parsers here give 0, or the HTTP status to refuse with. */

enum http_method http_method_of(struct str word);
/* Same ASCII text, letters in any case; `lower` is in lower case. */
bool ascii_same(struct str s, const char *lower);
struct str ascii_lower(struct arena *mem, struct str s);

/* Starts with one '/', visible ASCII only, no '\', '#', '"', '<', '>'. */
bool target_is_plain(struct str target);
/* Splits at '?', decodes the path. 400: as guard, and "%2f", "%5c", control
 * characters, "." and ".." segments, empty segments, bad UTF-8. */
int parse_target(struct arena *mem, struct str target, struct http_req *out);

/* Percent-decoding. `plus` turns '+' into space. 400: bad escape, NUL, bad
 * UTF-8. */
int percent_decode(struct arena *mem, struct str s, bool plus, struct str *out);

/* "a=1&b=2", decoded. 400 as percent_decode; 413: more than PARSE_FIELDS_MAX
 * pairs. */
int parse_pairs(struct arena *mem, struct str s, struct http_pair **out,
                size_t *out_n);

enum media {
    MEDIA_NONE, /* no content type */
    MEDIA_FORM, /* application/x-www-form-urlencoded */
    MEDIA_MULTIPART,
    MEDIA_DATA, /* JSON and XML, for those who ask for them: kept raw */
    MEDIA_UNKNOWN
};
enum media media_kind(struct str content_type);
/* The value of a parameter, without its quotes: charset, boundary. */
struct str media_param(struct str content_type, const char *lower_name);

/* A multipart/form-data body. 400: not well-formed; 413: too many parts. */
int parse_multipart(struct arena *mem, struct str body, struct str boundary,
                    struct http_req *out);

/* Fills field, file, body and content_type of `out` from a whole body. */
int parse_body(struct arena *mem, struct str body, struct str content_type,
               struct http_req *out);

#endif
