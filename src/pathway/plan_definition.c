/* PlanDefinition JSON, read: strict, bounded, one step after the other.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/plan_definition.h"

#include "text/json_read.h"
#include "text/messages_pathway.h"

#define EXT         "urn:helhet:pathway:"
#define TRANSLATION "http://hl7.org/fhir/StructureDefinition/translation"

/* Actions inside an action: steps from `first` up to, not with, `end`. */
struct group {
    struct str id;
    size_t action;
    uint32_t first;
    uint32_t end;
};
enum { GROUPS_MAX = PATH_STEPS_MAX, DEPTH_MAX = 8 };

/* What is being read, and all that is wrong with it. */
struct reader {
    struct arena *mem;
    struct json_doc doc;
    struct path_def *d;
    size_t action[PATH_STEPS_MAX];  /* of each step */
    struct group group[GROUPS_MAX]; /* inner ones before those around them */
    uint32_t group_n;
    struct str at; /* id of the action, or the element */
    const struct err *err;
    uint32_t refused;
};

/* More than a person reads at once. */
enum { REFUSED_MAX = 20 };

static void
refuse(struct reader *r, int msg)
{
    if (r->refused++ < REFUSED_MAX)
        r->err = err_join(r->mem, r->err,
                          ERR(r->mem, INVALID, .field = "plan", .msg = msg,
                              .arg = {msg_str(r->at)}));
}

/* 0 is "absent" everywhere below, so the whole document has a number of its
 * own. */
#define WHOLE SIZE_MAX

static size_t
find(const struct reader *r, size_t object, const char *key)
{
    if (object == 0)
        return 0;
    return json_find(&r->doc, object == WHOLE ? 0 : object, key);
}

static struct str
word_at(const struct reader *r, size_t object, const char *key)
{
    size_t t = find(r, object, key);

    return t != 0 && r->doc.token[t].kind == JSON_STRING ? r->doc.token[t].text
                                                         : STR_NONE;
}

static enum json_kind
kind_of(const struct reader *r, size_t token)
{
    return token == 0 ? JSON_NULL : r->doc.token[token].kind;
}

static uint32_t
count(const struct reader *r, size_t token)
{
    return kind_of(r, token) == JSON_ARRAY ? r->doc.token[token].n : 0;
}

/* A text under the key: not too long, empty when absent. */
static struct str
text_at(struct reader *r, size_t object, const char *key, size_t max_chars)
{
    size_t t = find(r, object, key);
    struct str s = STR_NONE;

    if (t == 0)
        return STR_NONE;
    if (r->doc.token[t].kind != JSON_STRING)
        refuse(r, MSG_PATHWAY_JSON_KIND);
    else
        s = str_trim(r->doc.token[t].text);
    if (str_chars(s) > max_chars)
        refuse(r, MSG_PATHWAY_JSON_LONG);
    return s;
}

/* An id, a key, a version: short, of letters, digits, '-', '_' and '.'. */
static struct str
code_at(struct reader *r, size_t object, const char *key)
{
    struct str s = text_at(r, object, key, PATH_CODE_MAX);

    if (s.n > 0 && s.n <= PATH_CODE_MAX && !path_code_is(s))
        refuse(r, MSG_PATHWAY_JSON_CODE);
    return s;
}

/* The extension with the url in the element's list; 0: none. */
static size_t
extension(const struct reader *r, size_t element, const char *url, uint32_t nr)
{
    size_t list = find(r, element, "extension");
    size_t e = list + 1;

    for (uint32_t i = 0; i < count(r, list); i++) {
        if (str_eq_cz(word_at(r, e, "url"), url) && nr-- == 0)
            return e;
        e = r->doc.token[e].next;
    }
    return 0;
}

static bool
flag(const struct reader *r, size_t element, const char *url)
{
    size_t e = extension(r, element, url, 0);

    return kind_of(r, find(r, e, "valueBoolean")) == JSON_TRUE;
}

/* A text and its translations, which stand in the element "_key". */
static struct path_text
translated(struct reader *r, size_t object, const char *key, size_t max_chars)
{
    struct path_text out = {{STR_NONE}};
    size_t more = find(r, object, str_cz(r->mem, str_fmt(r->mem, "_%s", key)));

    out.t[LANG_NB] = text_at(r, object, key, max_chars);
    for (uint32_t i = 0;; i++) {
        size_t e = extension(r, more, TRANSLATION, i);
        enum lang l;

        if (e == 0)
            return out;
        if (lang_parse(word_at(r, extension(r, e, "lang", 0), "valueCode"),
                       &l) &&
            l != LANG_NB)
            out.t[l] = text_at(r, extension(r, e, "content", 0), "valueString",
                               max_chars);
    }
}

static struct path_text
translated_extension(struct reader *r, size_t element, const char *url)
{
    size_t e = extension(r, element, url, 0);

    if (e == 0)
        return (struct path_text){{STR_NONE}};
    return translated(r, e, "valueString", PATH_TEXT_MAX);
}

/* --- a step --- */

static void
read_role(struct reader *r, size_t role, struct path_step *s)
{
    size_t list = find(r, role, "coding");

    for (uint32_t i = 0; i < count(r, list); i++) {
        size_t c = json_item(&r->doc, list, i);
        struct str system = word_at(r, c, "system");
        struct str code = word_at(r, c, "code");

        if (str_eq_cz(system, EXT "service"))
            s->has_service = unit_type_parse(code, &s->service);
        else if (str_eq_cz(system, EXT "function"))
            s->has_function = function_kind_parse(code, &s->function);
    }
}

static void
read_participants(struct reader *r, size_t action, struct path_step *s)
{
    size_t list = find(r, action, "participant");

    for (uint32_t i = 0; i < count(r, list) && !s->has_service; i++)
        read_role(r, find(r, json_item(&r->doc, list, i), "role"), s);
}

static void
read_outcomes(struct reader *r, size_t action, struct path_step *s)
{
    struct path_outcome *o = ARENA_NEW_N(r->mem, struct path_outcome,
                                         PATH_OUTCOMES_MAX);

    s->outcome = o;
    for (uint32_t i = 0;; i++) {
        size_t e = extension(r, action, EXT "outcome", i);

        if (e == 0)
            return;
        if (i == PATH_OUTCOMES_MAX) {
            refuse(r, MSG_PATHWAY_JSON_MANY);
            return;
        }
        o[i].code = code_at(r, extension(r, e, "code", 0), "valueCode");
        o[i].title = translated(r, extension(r, e, "title", 0), "valueString",
                                PATH_TEXT_MAX);
        o[i].end = flag(r, e, "end");
        if (o[i].code.n == 0 || o[i].title.t[LANG_NB].n == 0 ||
            path_outcome_find(s, o[i].code) >= 0)
            refuse(r, MSG_PATHWAY_JSON_OUTCOME);
        s->outcome_n = i + 1;
    }
}

static bool
read_unit(struct reader *r, size_t duration, enum term_unit *out)
{
    static const struct {
        const char *code;
        enum term_unit unit;
    } codes[] = {{"d", TERM_DAYS},
                 {"wk", TERM_WEEKS},
                 {"mo", TERM_MONTHS},
                 {"a", TERM_YEARS}};
    struct str code = word_at(r, duration, "code");

    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (str_eq_cz(code, codes[i].code)) {
            *out = codes[i].unit;
            if (*out == TERM_DAYS && flag(r, duration, EXT "working-days"))
                *out = TERM_WORKDAYS;
            return true;
        }
    return false;
}

/* Whose the term is. Unless somebody says that it is law, it is an own goal. */
static enum deadline_source
term_kind(struct str word)
{
    if (str_eq_cz(word, "law"))
        return SOURCE_LAW;
    return str_eq_cz(word, "agreement") ? SOURCE_AGREEMENT : SOURCE_OWN_GOAL;
}

static void
read_term(struct reader *r, size_t action, struct path_term *t)
{
    size_t duration = find(r, action, "timingDuration");
    size_t value = find(r, duration, "value");
    size_t e = extension(r, action, EXT "deadline", 0);
    int64_t n = 0;

    if (duration == 0)
        return;
    if (kind_of(r, value) != JSON_NUMBER ||
        !str_to_i64(r->doc.token[value].text, &n) || n < 1 || n > 3660 ||
        !read_unit(r, duration, &t->unit)) {
        refuse(r, MSG_PATHWAY_JSON_TERM);
        return;
    }
    t->set = true;
    t->n = (int32_t)n;
    t->kind = term_kind(word_at(r, extension(r, e, "kind", 0), "valueCode"));
    t->rule = code_at(r, extension(r, e, "rule", 0), "valueCode");
    t->source = text_at(r, extension(r, e, "source", 0), "valueString",
                        PATH_TEXT_MAX);
    t->pausable = extension(r, e, "pause", 0) != 0;
    t->pause = translated_extension(r, e, "pause");
}

/* The steps are known now: what a term is counted from. */
static void
read_term_from(struct reader *r, size_t action, struct path_term *t)
{
    size_t e = extension(r, action, EXT "deadline", 0);
    struct str from = word_at(r, extension(r, e, "from", 0), "valueString");
    int32_t step = path_step_find(r->d, from);

    if (!t->set || from.n == 0 || str_eq_cz(from, "open"))
        return;
    if (str_eq_cz(from, "start")) {
        t->from = PATH_FROM_START;
    } else if (step >= 0) {
        t->from = PATH_FROM_STEP;
        t->step = (uint32_t)step;
    } else {
        refuse(r, MSG_PATHWAY_JSON_RELATION);
    }
}

/* Of another's plan: kept, not judged. */
static void
read_condition(struct reader *r, size_t action, struct path_step *s)
{
    size_t list = find(r, action, "condition");

    if (list == 0)
        return;
    if (kind_of(r, list) != JSON_ARRAY) {
        refuse(r, MSG_PATHWAY_JSON_KIND);
        return;
    }
    s->condition = plan_value_text(r->mem, &r->doc, list);
    if (str_chars(s->condition) > PATH_TEXT_MAX ||
        r->doc.token[list].next - list > PLAN_VALUE_TOKENS)
        refuse(r, MSG_PATHWAY_JSON_LONG);
}

static void
read_step(struct reader *r, size_t action, struct path_step *s)
{
    size_t documents = find(r, action, "documentation");

    r->at = str_fmt(r->mem, "action %u", r->d->step_n + 1);
    s->id = code_at(r, action, "id");
    if (s->id.n == 0) /* FHIR lets it out where nothing refers to it */
        s->id = str_fmt(r->mem, "action-%u", r->d->step_n + 1);
    else
        r->at = s->id;
    if (path_step_find(r->d, s->id) >= 0)
        refuse(r, MSG_PATHWAY_JSON_ID);
    s->title = translated(r, action, "title", 200);
    s->text = translated(r, action, "description", PATH_TEXT_MAX);
    s->record = translated_extension(r, action, EXT "record");
    if (s->title.t[LANG_NB].n == 0)
        refuse(r, MSG_PATHWAY_JSON_TITLE);
    if (find(r, action, "modifierExtension") != 0)
        refuse(r, MSG_PATHWAY_JSON_MODIFIER);
    s->source = text_at(r, json_item(&r->doc, documents, 0), "citation",
                        PATH_TEXT_MAX);
    read_condition(r, action, s);
    s->meeting = flag(r, action, EXT "meeting");
    s->any = flag(r, action, EXT "any");
    s->end = flag(r, action, EXT "end");
    read_participants(r, action, s);
    read_outcomes(r, action, s);
    read_term(r, action, &s->term);
    s->edge = ARENA_NEW_N(r->mem, struct path_edge, PATH_EDGES_MAX);
}

/* --- groups --- */

static void read_actions(struct reader *r, size_t list, struct path_step of,
                         int depth);

/* A step takes the service and function of the group around it, unless it has
 * its own. */
static void
inherit(struct path_step *s, const struct path_step *of)
{
    if (s->has_service || s->has_function)
        return;
    s->has_service = of->has_service;
    s->service = of->service;
    s->has_function = of->has_function;
    s->function = of->function;
}

static void
read_group(struct reader *r, size_t action, struct path_step of, int depth)
{
    struct group g = {.action = action, .first = r->d->step_n};
    struct path_step own = {0};

    r->at = str_fmt(r->mem, "action %u", r->d->step_n + 1);
    g.id = code_at(r, action, "id");
    if (g.id.n > 0)
        r->at = g.id;
    if (find(r, action, "modifierExtension") != 0)
        refuse(r, MSG_PATHWAY_JSON_MODIFIER);
    if (depth == DEPTH_MAX) {
        refuse(r, MSG_PATHWAY_JSON_NESTED);
        return;
    }
    read_participants(r, action, &own);
    inherit(&own, &of);
    read_actions(r, find(r, action, "action"), own, depth + 1);
    g.end = r->d->step_n;
    if (r->group_n == GROUPS_MAX)
        refuse(r, MSG_PATHWAY_JSON_MANY);
    else
        r->group[r->group_n++] = g;
}

static void
read_actions(struct reader *r, size_t list, struct path_step of, int depth)
{
    for (uint32_t i = 0; i < count(r, list); i++) {
        size_t action = json_item(&r->doc, list, i);
        uint32_t n = r->d->step_n;

        if (count(r, find(r, action, "action")) > 0) {
            read_group(r, action, of, depth);
        } else if (n == PATH_STEPS_MAX) {
            refuse(r, MSG_PATHWAY_JSON_MANY);
            return;
        } else {
            read_step(r, action, &r->d->step[n]);
            inherit(&r->d->step[n], &of);
            r->action[n] = action;
            r->d->step_n = n + 1;
        }
    }
}

/* --- relations --- */

/* The steps that an id names: one, or those of a group. */
static bool
steps_named(const struct reader *r, struct str id, struct group *out)
{
    int32_t step = path_step_find(r->d, id);

    if (step >= 0) {
        *out = (struct group){.first = (uint32_t)step,
                              .end = (uint32_t)step + 1};
        return true;
    }
    for (uint32_t i = 0; id.n > 0 && i < r->group_n; i++)
        if (str_eq(r->group[i].id, id)) {
            *out = r->group[i];
            return true;
        }
    return false;
}

static void
add_edge(struct reader *r, struct path_step *to, uint32_t from, struct str code)
{
    struct path_edge e = {.from = from, .outcome = -1};

    if (code.n > 0) {
        e.outcome = path_outcome_find(&r->d->step[from], code);
        if (e.outcome < 0)
            refuse(r, MSG_PATHWAY_JSON_RELATION);
    }
    if (to->edge_n == PATH_EDGES_MAX) {
        refuse(r, MSG_PATHWAY_JSON_MANY);
        return;
    }
    to->edge[to->edge_n++] = e;
}

/* Does the step wait for another one of the group? */
static bool
waits_inside(const struct reader *r, uint32_t step, const struct group *g)
{
    const struct path_step *s = &r->d->step[step];

    for (uint32_t i = 0; i < s->edge_n; i++)
        if (s->edge[i].from >= g->first && s->edge[i].from < g->end)
            return true;
    return false;
}

/* Does another one of the group wait for the step? */
static bool
is_awaited_inside(const struct reader *r, uint32_t step, const struct group *g)
{
    const struct group one = {.first = step, .end = step + 1};

    for (uint32_t i = g->first; i < g->end; i++)
        if (waits_inside(r, i, &one))
            return true;
    return false;
}

/* What comes after a group waits for its last steps; what a group waits for,
 * its first steps wait for. Source: FHIR R4, PlanDefinition.action.action. */
static void
add_edges(struct reader *r, const struct group *to, const struct group *from,
          struct str code)
{
    bool to_one = to->end == to->first + 1;
    bool from_one = from->end == from->first + 1;
    bool first[PATH_STEPS_MAX] = {false};

    for (uint32_t t = to->first; t < to->end; t++)
        first[t] = to_one || !waits_inside(r, t, to);
    for (uint32_t f = from->first; f < from->end; f++) {
        if (!from_one && is_awaited_inside(r, f, from))
            continue;
        for (uint32_t t = to->first; t < to->end; t++)
            if (first[t])
                add_edge(r, &r->d->step[t], f, code);
    }
}

static void
read_relation(struct reader *r, size_t related, const struct group *own,
              bool groups)
{
    struct group other;
    struct str how = word_at(r, related, "relationship");
    struct str code = word_at(r, extension(r, related, EXT "on-outcome", 0),
                              "valueCode");
    bool after = str_starts(how, STR("after"));

    if (!steps_named(r, word_at(r, related, "actionId"), &other)) {
        if (own->action != 0 || !groups)
            refuse(r, MSG_PATHWAY_JSON_RELATION);
        return;
    }
    if (groups != (own->action != 0 || other.action != 0))
        return; /* its turn is another */
    if (after || str_starts(how, STR("before")))
        add_edges(r, after ? own : &other, after ? &other : own, code);
    else if (!str_starts(how, STR("concurrent")))
        refuse(r, MSG_PATHWAY_JSON_RELATION);
}

static void
read_relations(struct reader *r, const struct group *own, size_t action,
               bool groups)
{
    size_t related = find(r, action, "relatedAction");

    for (uint32_t k = 0; k < count(r, related); k++)
        read_relation(r, json_item(&r->doc, related, k), own, groups);
}

/* Relations between steps come first: they tell which steps of a group are its
 * first and last. */
static void
read_steps(struct reader *r)
{
    struct path_step none = {.has_service = false};

    r->d->step = ARENA_NEW_N(r->mem, struct path_step, PATH_STEPS_MAX + 1);
    read_actions(r, find(r, WHOLE, "action"), none, 0);
    for (int groups = 0; groups < 2; groups++)
        for (uint32_t i = 0; i < r->d->step_n; i++) {
            const struct group own = {.first = i, .end = i + 1};

            r->at = r->d->step[i].id;
            read_relations(r, &own, r->action[i], groups == 1);
            if (groups == 0)
                read_term_from(r, r->action[i], &r->d->step[i].term);
        }
    for (uint32_t i = 0; i < r->group_n; i++) {
        r->at = r->group[i].id.n > 0 ? r->group[i].id : STR("action");
        read_relations(r, &r->group[i], r->group[i].action, true);
    }
}

const struct err *
plan_definition_read(struct arena *mem, struct str json, struct path_def *out)
{
    struct path_def d = {.status = PATH_DRAFT};
    struct reader r = {.mem = mem, .d = &d, .at = STR("PlanDefinition")};
    size_t documents;

    if (json.n > PLAN_BYTES_MAX)
        return ERR(mem, INVALID, .field = "plan", .msg = MSG_PATHWAY_JSON_LONG,
                   .arg = {msg_str(r.at)});
    r.err = json_parse(mem, json, PLAN_TOKENS_MAX, &r.doc);
    if (r.err)
        return r.err;
    if (!str_eq_cz(word_at(&r, WHOLE, "resourceType"), "PlanDefinition"))
        return ERR(mem, INVALID, .field = "plan", .msg = MSG_PATHWAY_JSON_TYPE,
                   .arg = {msg_str(r.at)});
    if (find(&r, WHOLE, "modifierExtension") != 0)
        refuse(&r, MSG_PATHWAY_JSON_MODIFIER);
    /* FHIR asks for none of these: who lets one out means the next. */
    d.key = code_at(&r, WHOLE, find(&r, WHOLE, "name") ? "name" : "id");
    d.version = code_at(&r, WHOLE, "version");
    if (d.version.n == 0)
        d.version = STR("1");
    if (d.key.n == 0)
        refuse(&r, MSG_PATHWAY_JSON_ID);
    d.title = translated(&r, WHOLE, find(&r, WHOLE, "title") ? "title" : "name",
                         200);
    d.purpose = translated(&r, WHOLE, "purpose", PATH_TEXT_MAX);
    if (d.title.t[LANG_NB].n == 0)
        refuse(&r, MSG_PATHWAY_JSON_TITLE);
    if (!path_status_parse(word_at(&r, WHOLE, "status"), &d.status))
        refuse(&r, MSG_PATHWAY_JSON_STATUS);
    documents = find(&r, WHOLE, "relatedArtifact");
    d.source = text_at(&r, json_item(&r.doc, documents, 0), "citation",
                       PATH_TEXT_MAX);
    read_steps(&r);
    if (r.err)
        return r.err;
    path_shape(mem, &d);
    *out = d;
    return NULL;
}
