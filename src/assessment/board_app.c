/* The board of teams and weeks: what room there is, who has which place.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision_app.h"
#include "assessment/team_app.h"

#include "registry/registry.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

/* The region whose teams are shown: one's own unit, or the one above. */
static const struct err *
region_of(struct call *c, unit_id *out)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, c->who.unit, &u);

    if (!err)
        *out = u.type == UNIT_THK_TEAM ? u.parent_id : u.id;
    return err;
}

static void
fill_week(struct board_row *r, const struct team_absences *away,
          const struct team_week_rows *set, struct date monday,
          struct team_week *out)
{
    const struct team_week_row *row = NULL;

    for (size_t i = 0; i < set->n; i++)
        if (set->row[i].unit.v == r->team.setup.unit.v &&
            date_cmp(set->row[i].week, monday) == 0)
            row = &set->row[i];
    *out = team_week_of(&r->team.setup, &r->team.people, away, monday,
                        row ? row->places : -1);
    out->taken = row ? row->taken : 0;
}

static const struct err *
fill_rows(struct call *c, struct board *b)
{
    struct team_options options = {0};
    struct team_absences away = {0};
    struct team_week_rows set = {0};
    struct date last = date_add(b->monday[BOARD_WEEKS - 1], 6);
    const struct err *err = team_options_in(c, c->today, &options);

    if (!err)
        err = team_store_absences(&c->tx, b->monday[0], last, &away);
    if (!err)
        err = team_store_weeks(&c->tx, b->monday[0], last, &set);
    if (err)
        return err;
    b->row = ARENA_NEW_N(c->mem, struct board_row, options.n + 1);
    for (size_t i = 0; i < options.n; i++) {
        struct board_row *r = &b->row[b->n];

        if (options.row[i].setup.region.v != b->region.v)
            continue;
        r->team = options.row[i];
        for (int k = 0; k < BOARD_WEEKS; k++)
            fill_week(r, &away, &set, b->monday[k], &r->week[k]);
        b->n++;
    }
    return NULL;
}

static const struct err *
fill_children(struct call *c, struct board *b)
{
    struct viewer v = viewer_of(c);
    const struct err *err = team_store_board(&c->tx, &v, &b->children);
    int64_t *seen = ARENA_NEW_N(c->mem, int64_t, b->children.n + 1);

    for (size_t i = 0; i < b->children.n && !err; i++) {
        struct board_child *k = &b->children.row[i];
        struct child child = {.birth_date = DATE_NONE};

        err = call_or_damaged(c, casefile_child_in(c, k->case_id, &child),
                              &child.given_name);
        k->name = child.given_name;
        k->age = err ? -1
                     : child_age(&child,
                                 date_is_none(k->week) ? c->today : k->week);
        seen[i] = k->case_id.v;
    }
    if (!err)
        call_saw(c, seen, b->children.n, CLASS_BIT(CORE));
    return err;
}

static const struct err *
view_in(struct call *c, struct date from, struct board *out)
{
    struct date monday = date_is_none(from) ? c->today : from;
    const struct err *err = region_of(c, &out->region);

    monday = date_add(monday, 1 - date_weekday(monday));
    for (int i = 0; i < BOARD_WEEKS; i++)
        out->monday[i] = date_add(monday, 7 * i);
    out->may_plan = c->who.role != ROLE_THK_MEMBER &&
                    out->region.v == c->who.unit.v;
    if (!err)
        err = fill_rows(c, out);
    return err ? err : fill_children(c, out);
}

const struct err *
board_app_view(struct call *c, struct date from, struct board *out)
{
    const struct err *err = call_begin(c, ACT_BOARD_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_BOARD_VIEW, subject_none());
    if (!err)
        err = bufetat_only_in(c, true);
    if (!err)
        err = view_in(c, from, out);
    return call_end(c, ACT_BOARD_VIEW, 0, err);
}

/* --- placing --- */

static const struct err *
find_row(struct call *c, const struct board *b, unit_id unit,
         const struct board_row **out)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->row[i].team.setup.unit.v == unit.v) {
            *out = &b->row[i];
            return NULL;
        }
    return ERR(c->mem, INVALID, .msg = MSG_FORM_CHOICE, .field = "plass");
}

/* A place is given once: one that is moved leaves its old week first. */
static const struct err *
may_place(struct call *c, const struct assessment *a, unit_id unit)
{
    if (a->state != THK_OFFERED && a->state != THK_WAITING &&
        a->state != THK_PREPARATION && a->state != THK_PLANNED)
        return ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (a->team_unit.v != 0 && a->team_unit.v != unit.v)
        return ERR(c->mem, INVALID, .msg = MSG_BOARD_OTHER_TEAM,
                   .field = "plass");
    return NULL;
}

static const struct err *
place_in(struct call *c, assessment_id id, unit_id unit, struct date week)
{
    struct assessment a = {0};
    struct child child = {0};
    struct board b = {0};
    const struct board_row *r = NULL;
    unit_id was;
    struct date was_week;
    const struct err *err = assessment_store_get(&c->tx, id, &a);

    if (!err)
        err = may_place(c, &a, unit);
    if (!err)
        err = team_store_place(&c->tx, id, &was, &was_week);
    if (!err)
        err = team_store_drop_place(&c->tx, id);
    if (!err)
        err = casefile_child_in(c, a.case_id, &child);
    if (!err)
        err = view_in(c, week, &b);
    if (!err)
        err = find_row(c, &b, unit, &r);
    if (!err)
        err = team_week_check(c->mem, &r->team.setup, &r->team.people,
                              &r->week[0], child_age(&child, week),
                              a.decider_unit, c->today);
    if (err)
        return err;
    return team_store_put_place(&c->tx, id, unit, b.monday[0], c->who.function,
                                c->now);
}

const struct err *
board_app_place(struct call *c, assessment_id id, unit_id unit,
                struct date week)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_PLAN);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_PLAN, subject_assessment(id));
    if (!err)
        err = place_in(c, id, unit, week);
    return call_end(c, ACT_ASSESSMENT_PLAN, id.v, err);
}

const struct err *
board_app_unplace(struct call *c, assessment_id id)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_PLAN);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_PLAN, subject_assessment(id));
    if (!err)
        err = team_store_drop_place(&c->tx, id);
    return call_end(c, ACT_ASSESSMENT_PLAN, id.v, err);
}

/* --- how teams work --- */

/* Only a region sets up its own teams. */
static const struct err *
own_team(struct call *c, unit_id unit)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, unit, &u);

    if (!err && (u.type != UNIT_THK_TEAM || u.parent_id.v != c->who.unit.v))
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

const struct err *
board_app_setup(struct call *c, const struct team_setup *t)
{
    const struct err *err = call_begin(c, ACT_BOARD_EDIT);

    if (err)
        return err;
    err = call_permit(c, ACT_BOARD_EDIT, subject_none());
    if (!err)
        err = own_team(c, t->unit);
    if (!err)
        err = team_setup_check(c->mem, t);
    if (!err)
        err = team_store_put_setup(&c->tx, t);
    return call_end(c, ACT_BOARD_EDIT, t->unit.v, err);
}

const struct err *
board_app_week(struct call *c, unit_id unit, struct date week, int32_t places)
{
    const struct err *err = call_begin(c, ACT_BOARD_EDIT);

    if (err)
        return err;
    err = call_permit(c, ACT_BOARD_EDIT, subject_none());
    if (!err)
        err = own_team(c, unit);
    if (!err)
        err = team_store_put_week(&c->tx, unit, week, places, c->who.function,
                                  c->now);
    return call_end(c, ACT_BOARD_EDIT, unit.v, err);
}
