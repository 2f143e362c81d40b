/* PlanDefinition JSON, written: what plan_definition.c reads.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/plan_definition.h"

#include "text/json_read.h"

#define EXT         "urn:helhet:pathway:"
#define TRANSLATION "http://hl7.org/fhir/StructureDefinition/translation"

static void
member(struct json *j, const char *key, struct str s)
{
    if (s.n == 0)
        return;
    json_key(j, key);
    json_str(j, s);
}

static void
open_extension(struct json *j, const char *url)
{
    json_open(j, '{');
    json_key(j, "url");
    json_str(j, str_of(url));
}

/* {"url": …, "valueX": …} */
static void
simple(struct json *j, const char *url, const char *type, struct str value)
{
    if (value.n == 0)
        return;
    open_extension(j, url);
    member(j, type, value);
    json_close(j, '}');
}

static void
yes(struct json *j, const char *url, bool on)
{
    if (!on)
        return;
    open_extension(j, url);
    json_key(j, "valueBoolean");
    json_bool(j, true);
    json_close(j, '}');
}

/* The text under `key`, translations under "_key". */
static void
translated(struct json *j, const char *key, const struct path_text *t)
{
    member(j, key, t->t[LANG_NB]);
    if (t->t[LANG_NN].n == 0 && t->t[LANG_EN].n == 0)
        return;
    json_key(j, str_cz(j->out->mem, str_fmt(j->out->mem, "_%s", key)));
    json_open(j, '{');
    json_key(j, "extension");
    json_open(j, '[');
    for (enum lang l = 0; l < LANG_COUNT; l++) {
        if (l == LANG_NB || t->t[l].n == 0)
            continue;
        open_extension(j, TRANSLATION);
        json_key(j, "extension");
        json_open(j, '[');
        simple(j, "lang", "valueCode", str_of(lang_code(l)));
        simple(j, "content", "valueString", t->t[l]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void
translated_extension(struct json *j, const char *url, const struct path_text *t)
{
    if (t->t[LANG_NB].n == 0)
        return;
    open_extension(j, url);
    translated(j, "valueString", t);
    json_close(j, '}');
}

static void
write_outcome(struct json *j, const struct path_outcome *o)
{
    open_extension(j, EXT "outcome");
    json_key(j, "extension");
    json_open(j, '[');
    simple(j, "code", "valueCode", o->code);
    translated_extension(j, "title", &o->title);
    yes(j, "end", o->end);
    json_close(j, ']');
    json_close(j, '}');
}

static struct str
from_word(const struct path_def *d, const struct path_term *t)
{
    switch (t->from) {
    case PATH_FROM_START:
        return STR("start");
    case PATH_FROM_STEP:
        return d->step[t->step].id;
    case PATH_FROM_OPEN:
        break;
    }
    return STR("open");
}

static void
write_deadline(struct json *j, const struct path_def *d,
               const struct path_term *t)
{
    static const char *const kinds[] = {[SOURCE_OWN_GOAL] = "own-goal",
                                        [SOURCE_LAW] = "law",
                                        [SOURCE_AGREEMENT] = "agreement"};

    open_extension(j, EXT "deadline");
    json_key(j, "extension");
    json_open(j, '[');
    simple(j, "kind", "valueCode", str_of(kinds[t->kind]));
    simple(j, "from", "valueString", from_word(d, t));
    simple(j, "rule", "valueCode", t->rule);
    simple(j, "source", "valueString", t->source);
    if (t->pausable && t->pause.t[LANG_NB].n > 0)
        translated_extension(j, "pause", &t->pause);
    else if (t->pausable)
        yes(j, "pause", true);
    json_close(j, ']');
    json_close(j, '}');
}

static void
write_duration(struct json *j, const struct path_term *t)
{
    static const char *const code[] = {[TERM_DAYS] = "d",
                                       [TERM_WORKDAYS] = "d",
                                       [TERM_WEEKS] = "wk",
                                       [TERM_MONTHS] = "mo",
                                       [TERM_YEARS] = "a"};

    json_key(j, "timingDuration");
    json_open(j, '{');
    if (t->unit == TERM_WORKDAYS) {
        json_key(j, "extension");
        json_open(j, '[');
        yes(j, EXT "working-days", true);
        json_close(j, ']');
    }
    json_key(j, "value");
    json_int(j, t->n);
    member(j, "system", STR("http://unitsofmeasure.org"));
    member(j, "code", str_of(code[t->unit]));
    json_close(j, '}');
}

static void
write_coding(struct json *j, const char *system, const char *code)
{
    json_open(j, '{');
    member(j, "system", str_of(system));
    member(j, "code", str_of(code));
    json_close(j, '}');
}

static void
write_participant(struct json *j, const struct path_step *s)
{
    if (!s->has_service && !s->has_function)
        return;
    json_key(j, "participant");
    json_open(j, '[');
    json_open(j, '{');
    member(j, "type", STR("practitioner"));
    json_key(j, "role");
    json_open(j, '{');
    json_key(j, "coding");
    json_open(j, '[');
    if (s->has_service)
        write_coding(j, EXT "service", unit_type_code(s->service));
    if (s->has_function)
        write_coding(j, EXT "function", function_kind_code(s->function));
    json_close(j, ']');
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, ']');
}

static void
write_relations(struct json *j, const struct path_def *d,
                const struct path_step *s)
{
    if (s->edge_n == 0)
        return;
    json_key(j, "relatedAction");
    json_open(j, '[');
    for (uint32_t e = 0; e < s->edge_n; e++) {
        const struct path_step *from = &d->step[s->edge[e].from];

        json_open(j, '{');
        if (s->edge[e].outcome >= 0) {
            json_key(j, "extension");
            json_open(j, '[');
            simple(j, EXT "on-outcome", "valueCode",
                   from->outcome[s->edge[e].outcome].code);
            json_close(j, ']');
        }
        member(j, "actionId", from->id);
        member(j, "relationship", STR("after-end"));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
write_citation(struct json *j, const char *key, struct str source)
{
    if (source.n == 0)
        return;
    json_key(j, key);
    json_open(j, '[');
    json_open(j, '{');
    member(j, "type", STR("citation"));
    member(j, "citation", source);
    json_close(j, '}');
    json_close(j, ']');
}

/* FHIR allows no empty list. */
static void
write_extensions(struct json *j, const struct path_def *d,
                 const struct path_step *s)
{
    if (!s->meeting && !s->any && !s->end && s->record.t[LANG_NB].n == 0 &&
        s->outcome_n == 0 && !s->term.set)
        return;
    json_key(j, "extension");
    json_open(j, '[');
    yes(j, EXT "meeting", s->meeting);
    yes(j, EXT "any", s->any);
    yes(j, EXT "end", s->end);
    translated_extension(j, EXT "record", &s->record);
    for (uint32_t o = 0; o < s->outcome_n; o++)
        write_outcome(j, &s->outcome[o]);
    if (s->term.set)
        write_deadline(j, d, &s->term);
    json_close(j, ']');
}

/* --- what is kept without being understood --- */

static void
write_token(struct json *j, const struct json_token *t)
{
    switch (t->kind) {
    case JSON_NULL:
        json_null(j);
        return;
    case JSON_FALSE:
    case JSON_TRUE:
        json_bool(j, t->kind == JSON_TRUE);
        return;
    case JSON_NUMBER:
        json_number(j, t->text);
        return;
    case JSON_STRING:
        json_str(j, t->text);
        return;
    case JSON_ARRAY:
    case JSON_OBJECT:
        json_open(j, t->kind == JSON_ARRAY ? '[' : '{');
        return;
    }
}

/* Token by token; the open containers wait on a stack as deep as a document
 * may be. */
static void
write_value(struct json *j, const struct json_doc *doc, size_t at)
{
    size_t open[JSON_DEPTH_MAX + 1];
    size_t end = doc->token[at].next;
    size_t depth = 0;
    bool is_key = false;

    while (at < end) {
        const struct json_token *t = &doc->token[at];
        bool in_object = depth > 0 &&
                         doc->token[open[depth - 1]].kind == JSON_OBJECT;

        is_key = in_object && !is_key;
        if (is_key)
            json_key(j, str_cz(j->out->mem, t->text));
        else
            write_token(j, t);
        if (!is_key && (t->kind == JSON_ARRAY || t->kind == JSON_OBJECT))
            open[depth++] = at;
        at++;
        while (depth > 0 && doc->token[open[depth - 1]].next == at) {
            bool array = doc->token[open[--depth]].kind == JSON_ARRAY;

            json_close(j, array ? ']' : '}');
            is_key = false;
        }
    }
}

struct str
plan_value_text(struct arena *mem, const struct json_doc *doc, size_t token)
{
    struct buf b;
    struct json j;

    buf_init(&b, mem);
    json_init(&j, &b);
    write_value(&j, doc, token);
    return buf_done(&b);
}

static void
write_condition(struct json *j, struct str text)
{
    struct json_doc doc;
    const struct err *err = text.n == 0 ? NULL
                                        : json_parse(j->out->mem, text,
                                                     PLAN_VALUE_TOKENS, &doc);

    if (text.n == 0)
        return;
    ASSERT(!err); /* written by plan_value_text */
    json_key(j, "condition");
    write_value(j, &doc, 0);
}

static void
write_step(struct json *j, const struct path_def *d, const struct path_step *s)
{
    json_open(j, '{');
    member(j, "id", s->id);
    write_extensions(j, d, s);
    translated(j, "title", &s->title);
    translated(j, "description", &s->text);
    write_citation(j, "documentation", s->source);
    write_condition(j, s->condition);
    write_relations(j, d, s);
    if (s->term.set)
        write_duration(j, &s->term);
    write_participant(j, s);
    json_close(j, '}');
}

struct str
plan_definition_write(struct arena *mem, const struct path_def *d)
{
    struct buf b;
    struct json j;

    buf_init(&b, mem);
    json_init(&j, &b);
    json_open(&j, '{');
    member(&j, "resourceType", STR("PlanDefinition"));
    member(&j, "language", STR("nb"));
    json_key(&j, "url");
    json_str(&j, str_fmt(mem, EXT "%.*s", STR_FMT(d->key)));
    member(&j, "version", d->version);
    member(&j, "name", d->key);
    translated(&j, "title", &d->title);
    member(&j, "status", str_of(path_status_word(d->status)));
    translated(&j, "purpose", &d->purpose);
    write_citation(&j, "relatedArtifact", d->source);
    json_key(&j, "action");
    json_open(&j, '[');
    for (uint32_t i = 0; i < d->step_n; i++)
        write_step(&j, d, &d->step[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    return buf_done(&b);
}
