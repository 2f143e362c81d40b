/* Escalations: raised, seen from each side, lifted, decided; AU without
 * identity. SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation_app.h"

#include "base/buf.h"
#include "base/grow.h"
#include "base/workday.h"
#include "registry/registry.h"
#include "text/messages_referral.h"

#define COLUMN_MATTER "escalation.matter"
#define COLUMN_WISH   "escalation.wish"
#define COLUMN_CLEAR  "escalation.clear"
#define COLUMN_WORD   "escalation_word.text"

/* --- read --- */

static const struct err *
open_texts(struct call *c, struct escalation *e)
{
    struct viewer v = viewer_of(c);
    struct key key;
    struct escalation_word *w;
    const struct err *err = case_key_in(c, e->case_id, &key);

    if (!err)
        err = unseal_text(c->mem, &key, e->id, COLUMN_MATTER, &e->matter);
    if (!err)
        err = unseal_text(c->mem, &key, e->id, COLUMN_WISH, &e->wish);
    if (!err)
        err = unseal_text(c->mem, &key, e->id, COLUMN_CLEAR, &e->clear);
    if (!err)
        err = escalation_store_words(&c->tx, &v, e);
    w = ARENA_NEW_N(c->mem, struct escalation_word, e->word_n + 1);
    for (size_t i = 0; !err && i < e->word_n; i++) {
        w[i] = e->word[i];
        err = unseal_text(c->mem, &key, w[i].id, COLUMN_WORD, &w[i].text);
    }
    e->word = w;
    return err;
}

const struct err *
escalation_app_page(struct call *c, case_id id, struct escalation_page *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = call_begin_on(c, ACT_ESCALATION_VIEW,
                                          subject_case(id));

    *out = (struct escalation_page){0};
    if (!err)
        err = escalation_store_levels(&c->tx, &out->levels);
    if (!err)
        err = escalation_store_list(&c->tx, &v, id, &out->list);
    for (size_t i = 0; !err && i < out->list.n; i++)
        err = open_texts(c, &out->list.row[i]);
    return call_end(c, ACT_ESCALATION_VIEW, id.v, err);
}

/* --- write --- */

static const struct err *
tell(struct call *c, const struct escalation *e, enum event_kind kind)
{
    struct event line = {.case_id = e->case_id,
                         .kind = kind,
                         .class_ = CLASS_PLAN,
                         .unit = e->unit,
                         .object_id = e->id};

    return casefile_event_in(c, &line);
}

/* The term of the level, where the region has set one: an own goal. */
static const struct err *
set_term(struct call *c, struct escalation *e)
{
    struct escalation_levels l;
    struct deadline d = {.case_id = e->case_id,
                         .kind = DEADLINE_ESCALATION,
                         .rule = STR("escalation_level"),
                         .source = SOURCE_OWN_GOAL,
                         .function_id = e->function,
                         .object_id = e->id,
                         .owner = e->unit};
    const struct err *err = escalation_store_levels(&c->tx, &l);

    if (!err)
        err = deadline_close_in(c, e->id, DEADLINE_ESCALATION, DEADLINE_MET);
    e->due_on = DATE_NONE;
    if (err || e->decided || l.row[e->level].days == 0)
        return err;
    e->due_on = workday_add(c->today, (int32_t)l.row[e->level].days);
    d.due_on = e->due_on;
    return casefile_deadline_in(c, &d);
}

static const struct err *
raise(struct call *c, case_id id, struct str matter, struct str wish,
      struct escalation *e)
{
    struct key key;
    const struct err *err = NULL;

    *e = (struct escalation){.id = id_new(),
                             .case_id = id,
                             .unit = c->who.unit,
                             .function = c->who.function,
                             .level = LEVEL_CASE,
                             .raised_on = c->today};
    if (matter.n == 0)
        err = ERR(c->mem, INVALID, .field = "uenighet",
                  .msg = MSG_ESCALATION_MATTER_NEEDED);
    if (!err)
        err = case_key_in(c, id, &key);
    if (err)
        return err;
    e->matter = seal(c->mem, &key, e->id, COLUMN_MATTER, matter);
    if (wish.n > 0)
        e->wish = seal(c->mem, &key, e->id, COLUMN_WISH, wish);
    err = set_term(c, e);
    if (!err)
        err = escalation_store_insert(&c->tx, e);
    return err ? err : tell(c, e, EVENT_ESCALATION_RAISED);
}

const struct err *
escalation_app_raise(struct call *c, case_id id, struct str matter,
                     struct str wish)
{
    struct escalation e = {0};
    const struct err *err = call_begin_on(c, ACT_ESCALATION_RAISE,
                                          subject_case(id));

    if (!err)
        err = raise(c, id, matter, wish, &e);
    return call_end(c, ACT_ESCALATION_RAISE, e.id, err);
}

static const struct err *
add_word(struct call *c, const struct escalation *e, bool decision,
         unit_id owner, struct str text, struct date by_on)
{
    struct key key;
    struct escalation_word w = {.id = id_new(),
                                .decision = decision,
                                .level = e->level,
                                .unit = owner,
                                .function = c->who.function,
                                .by_on = by_on,
                                .at_on = c->today};
    const struct err *err = case_key_in(c, e->case_id, &key);

    if (!err && text.n == 0)
        err = ERR(c->mem, INVALID, .field = "tekst",
                  .msg = MSG_ESCALATION_TEXT_NEEDED);
    if (err)
        return err;
    w.text = seal(c->mem, &key, w.id, COLUMN_WORD, text);
    return escalation_store_add_word(&c->tx, e->id, &w);
}

/* --- without identity --- */

static void
add_words(struct arena *mem, struct growing *g, struct str s)
{
    struct str part;

    while (s.n > 0) {
        (void)str_split(s, ' ', &part, &s);
        part = str_trim(part);
        if (str_chars(part) > 1)
            *(struct str *)grow(mem, g, sizeof part) = part;
    }
}

static void
add_whole(struct arena *mem, struct growing *g, struct str s)
{
    if (s.n > 0)
        *(struct str *)grow(mem, g, sizeof s) = s;
}

/* Every name that the case holds, and every municipality of the country. */
static const struct err *
telling_names(struct call *c, case_id id, struct growing *g)
{
    struct viewer v = viewer_of(c);
    struct child k = {0};
    struct person_list persons = {0};
    struct participant_list units = {0};
    struct team_list team = {0};
    struct municipality_list places = {0};
    const struct err *err = casefile_child_in(c, id, &k);

    if (!err)
        err = casefile_persons_in(c, id, &persons);
    if (!err)
        err = case_store_list_units(&c->tx, &v, id, &units);
    if (!err)
        err = case_store_list_team(&c->tx, &v, id, &team);
    if (!err)
        err = registry_store_list_municipalities(&c->tx, &places);
    if (err)
        return err;
    add_words(c->mem, g, k.given_name);
    add_words(c->mem, g, k.family_name);
    add_whole(c->mem, g, k.lives);
    add_whole(c->mem, g, k.address);
    for (size_t i = 0; i < persons.n; i++)
        add_words(c->mem, g, persons.row[i].name);
    for (size_t i = 0; i < units.n; i++)
        add_whole(c->mem, g, units.row[i].name);
    for (size_t i = 0; i < team.n; i++)
        add_words(c->mem, g, team.row[i].name);
    for (size_t i = 0; i < places.n; i++)
        add_whole(c->mem, g, places.row[i].name);
    return NULL;
}

static const struct err *
check_clear(struct call *c, case_id id, struct str text, const char *field)
{
    struct growing g = {0};
    struct str at = STR_NONE;
    const struct err *err = telling_names(c, id, &g);

    if (!err && telltale_find(text, g.row, g.n, &at) != TELLTALE_NONE)
        err = ERR(c->mem, INVALID, .field = field, .msg = MSG_ESCALATION_TELLS,
                  .arg = {msg_str(at)});
    return err;
}

/* The region, by the child's municipality: no place below it is told. */
static const struct err *
region_of(struct call *c, const struct child *k, struct str *out)
{
    struct registry_responsible r = {0};
    const struct err *err = NULL;

    *out = STR_NONE;
    if (k->municipality.n == 0)
        return NULL;
    err = registry_responsible(&c->tx, k->municipality, STR_NONE, c->today, &r);
    if (err && err->kind == NOT_FOUND)
        return NULL;
    if (!err && r.bufetat.n > 0)
        *out = r.bufetat.row[0].unit_name;
    return err;
}

static const struct err *
services_of(struct call *c, case_id id, struct str *out)
{
    struct viewer v = viewer_of(c);
    struct participant_list units = {0};
    struct buf b;
    const struct err *err = case_store_list_units(&c->tx, &v, id, &units);

    buf_init(&b, c->mem);
    for (int t = 0; !err && t < UNIT_TYPE_COUNT; t++) {
        bool has = false;

        for (size_t i = 0; i < units.n; i++)
            has = has || units.row[i].type == (enum unit_type)t;
        if (has)
            buf_fmt(&b, "%s%s", b.n ? " " : "",
                    unit_type_code((enum unit_type)t));
    }
    *out = buf_done(&b);
    return err;
}

static const struct err *
clear_for_au(struct call *c, struct escalation *e,
             const struct escalation_form *f)
{
    struct child k = {0};
    struct key key;
    const struct err *err = NULL;

    if (f->clear.n == 0)
        err = ERR(c->mem, INVALID, .field = "klarert",
                  .msg = MSG_ESCALATION_CLEAR_NEEDED);
    if (!f->cleared)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "lest",
                           .msg = MSG_ESCALATION_NOT_CLEARED));
    if (!err)
        err = check_clear(c, e->case_id, f->clear, "klarert");
    if (!err)
        err = casefile_child_in(c, e->case_id, &k);
    if (!err)
        err = region_of(c, &k, &e->clear_region);
    if (!err)
        err = services_of(c, e->case_id, &e->clear_services);
    if (!err)
        err = case_key_in(c, e->case_id, &key);
    if (err)
        return err;
    e->clear_age = escalation_age_band(child_age(&k, c->today));
    e->clear = seal(c->mem, &key, e->id, COLUMN_CLEAR, f->clear);
    return NULL;
}

/* --- what is done with it --- */

static const struct err *
lift(struct call *c, struct escalation *e, const struct escalation_form *f)
{
    const struct err *err = NULL;

    if (e->level == LEVEL_SYSTEM)
        return ERR(c->mem, CONFLICT, .msg = MSG_ESCALATION_NO_HIGHER);
    e->level++;
    if (e->level == LEVEL_AU)
        err = clear_for_au(c, e, f);
    if (!err)
        err = set_term(c, e);
    if (!err)
        err = escalation_store_update(&c->tx, e);
    return err ? err : tell(c, e, EVENT_ESCALATION_LIFTED);
}

static const struct err *
decide(struct call *c, struct escalation *e, const struct escalation_form *f)
{
    const struct err *err = add_word(c, e, true, e->unit, f->text, f->by_on);

    e->decided = true;
    if (!err)
        err = set_term(c, e);
    if (!err)
        err = escalation_store_update(&c->tx, e);
    return err ? err : tell(c, e, EVENT_ESCALATION_DECIDED);
}

static const struct err *
act(struct call *c, struct escalation *e, const struct escalation_form *f)
{
    if (e->decided)
        return ERR(c->mem, CONFLICT, .msg = MSG_ESCALATION_DECIDED_ALREADY);
    switch (f->doing) {
    case ESCALATION_VIEW:
        return add_word(c, e, false, c->who.unit, f->text, DATE_NONE);
    case ESCALATION_LIFT:
        return lift(c, e, f);
    case ESCALATION_DECIDE:
        break;
    }
    return decide(c, e, f);
}

const struct err *
escalation_app_do(struct call *c, case_id id, int64_t escalation,
                  const struct escalation_form *f)
{
    struct viewer v = viewer_of(c);
    struct escalation e = {0};
    const struct err *err = call_begin_on(c, ACT_ESCALATION_RAISE,
                                          subject_case(id));

    if (!err)
        err = escalation_store_get(&c->tx, &v, escalation, &e);
    if (!err && e.case_id.v != id.v)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = act(c, &e, f);
    return call_end(c, ACT_ESCALATION_RAISE, escalation, err);
}

/* --- AU --- */

static const struct err *
begin_plain(struct call *c, enum action a)
{
    const struct err *err = call_begin(c, a);

    return err ? err : call_permit(c, a, subject_none());
}

/* The key opens what a person has cleared, and nothing else is read. */
static const struct err *
open_clear(struct call *c, struct escalation *e)
{
    struct str wrapped = STR_NONE;
    struct key key;
    const struct err *err = sharing_store_wrapped_key(&c->tx, e->case_id,
                                                      &wrapped);

    if (!err)
        err = key_unwrap(c->mem, c->sv->keys, e->case_id.v, wrapped, &key);
    if (!err)
        err = unseal(c->mem, &key, e->id, COLUMN_CLEAR, e->clear, &e->clear);
    return err;
}

const struct err *
escalation_app_clear(struct call *c, struct escalation_page *out)
{
    const struct err *err = begin_plain(c, ACT_ESCALATION_AU);

    *out = (struct escalation_page){0};
    if (!err)
        err = escalation_store_levels(&c->tx, &out->levels);
    if (!err)
        err = escalation_store_list_clear(&c->tx, &out->list);
    for (size_t i = 0; !err && i < out->list.n; i++)
        err = open_clear(c, &out->list.row[i]);
    return call_end(c, ACT_ESCALATION_AU, 0, err);
}

static const struct err *
check_advice(struct call *c, struct str text)
{
    struct str at = STR_NONE;

    if (text.n == 0)
        return ERR(c->mem, INVALID, .field = "rad",
                   .msg = MSG_ESCALATION_TEXT_NEEDED);
    if (telltale_find(text, NULL, 0, &at) != TELLTALE_NONE)
        return ERR(c->mem, INVALID, .field = "rad", .msg = MSG_ESCALATION_TELLS,
                   .arg = {msg_str(at)});
    return NULL;
}

const struct err *
escalation_app_advise(struct call *c, int64_t escalation, struct str text)
{
    struct escalation e = {0};
    const struct err *err = begin_plain(c, ACT_ESCALATION_ADVISE);

    if (!err)
        err = check_advice(c, text);
    if (!err)
        err = escalation_store_get_clear(&c->tx, escalation, &e);
    if (!err && e.decided)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ESCALATION_DECIDED_ALREADY);
    if (!err)
        err = add_word(c, &e, true, e.unit, text, DATE_NONE);
    if (!err)
        err = tell(c, &e, EVENT_ESCALATION_ADVISED);
    return call_end(c, ACT_ESCALATION_ADVISE, escalation, err);
}

const struct err *
escalation_app_set_level(struct call *c, const struct escalation_level *l)
{
    const struct err *err = begin_plain(c, ACT_ESCALATION_ROUTINE);

    if (!err && l->people.n == 0)
        err = ERR(c->mem, INVALID, .field = "hvem",
                  .msg = MSG_ESCALATION_PEOPLE_NEEDED);
    if (!err && l->source.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "kilde",
                           .msg = MSG_ESCALATION_SOURCE_NEEDED));
    if (!err)
        err = escalation_store_set_level(&c->tx, l, c->who.function, c->now);
    return call_end(c, ACT_ESCALATION_ROUTINE, l->level, err);
}
