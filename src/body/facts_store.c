/* What bodies have done, read from the store for those who judge.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/facts_store.h"

#include "base/grow.h"
#include "body/store.h"

enum { UNITS, MEETINGS, PEOPLE, DECISIONS, PLANS, EVALUATIONS, SQL_COUNT };

/* The day on which the last party endorsed plan p, if all did that day. */
#define LAST_ENDORSED \
    "(SELECT MAX(e.on_day) FROM action_endorsement e WHERE e.plan_id = p.id)"

static const struct db_stmt sql[SQL_COUNT] = {
    [UNITS] = {"body_facts.units",
               "SELECT body_id, unit_id, part, valid_from, valid_to"
               " FROM body_unit ORDER BY body_id, position"},
    [MEETINGS] =
        {"body_facts.meetings",
         "SELECT m.id, m.body_id, m.held_on, m.state, m.called_at, m.held_at,"
         " m.sent_at, m.approved_at, m.host_unit, m.quorate,"
         " (SELECT COUNT(*) FROM body_unit u WHERE u.body_id = m.body_id"
         " AND u.part = 'party' AND u.valid_from <= m.held_on"
         " AND (u.valid_to IS NULL OR u.valid_to >= m.held_on)),"
         " (SELECT COUNT(*) FROM agenda_approval y WHERE y.meeting_id = m.id),"
         " (SELECT MAX(y.at) FROM agenda_approval y WHERE y.meeting_id = m.id),"
         " (SELECT COUNT(*) FROM agenda_item i WHERE i.meeting_id = m.id"
         " AND i.state <> 3),"
         " (SELECT COUNT(*) FROM agenda_item i WHERE i.meeting_id = m.id"
         " AND i.state <> 3 AND i.prepared_at < m.starts_at"
         " AND i.prepared_body <> m.body_id),"
         " COALESCE(m.planned_at, m.called_at, m.starts_at), m.cancelled_at,"
         " (SELECT MIN(COALESCE(i.treated_at, m.held_at)) FROM agenda_item i"
         " WHERE i.meeting_id = m.id AND i.state = 2"
         " AND i.topic = 'evaluation'),"
         " (SELECT COUNT(*) FROM agenda_item i WHERE i.meeting_id = m.id"
         " AND i.state = 2 AND i.topic = 'evaluation' AND i.revise = 1)"
         " FROM meeting m WHERE m.held_on >= $1 AND m.held_on <= $2"
         " ORDER BY m.held_on, m.id"},
    [PEOPLE] = {"body_facts.people",
                "SELECT p.meeting_id, p.unit_id, MIN(p.called_at),"
                " MAX(CASE WHEN p.presence = 1 THEN 1 ELSE 0 END)"
                " FROM meeting_person p JOIN meeting m ON m.id = p.meeting_id"
                " WHERE m.held_on >= $1 AND m.held_on <= $2"
                " GROUP BY p.meeting_id, p.unit_id"
                " ORDER BY p.meeting_id, p.unit_id"},
    [DECISIONS] = {"body_facts.decisions",
                   "SELECT d.id, d.body_id, d.meeting_id, d.decided_on,"
                   " d.topic, i.plan_id, d.year, d.number, i.treated_at"
                   " FROM decision d JOIN agenda_item i ON i.id = d.item_id"
                   " WHERE d.decided_on >= $1 AND d.decided_on <= $2"
                   " ORDER BY d.decided_on, d.id"},
    [PLANS] =
        {"body_facts.plans",
         "SELECT p.id, p.body_id, p.number, p.title, p.from_on, p.until_on,"
         " (SELECT MIN(i.prepared_at) FROM agenda_item i"
         " JOIN body b ON b.id = i.prepared_body WHERE b.prepares = p.body_id"
         " AND i.state <> 3 AND (i.plan_id = p.id OR i.id IN"
         " (SELECT d.item_id FROM decision d JOIN action_endorsement e"
         " ON e.decision_id = d.id WHERE e.plan_id = p.id))),"
         " " LAST_ENDORSED ", (SELECT COUNT(*) FROM body_unit u"
         " WHERE u.body_id = p.body_id AND u.part = 'party'"
         " AND u.valid_from <= " LAST_ENDORSED
         " AND (u.valid_to IS NULL OR u.valid_to >= " LAST_ENDORSED ")"
         " AND NOT EXISTS (SELECT 1 FROM action_endorsement e"
         " WHERE e.plan_id = p.id AND e.unit_id = u.unit_id)), p.closed_on"
         " FROM action_plan p ORDER BY p.body_id, p.number"},
    [EVALUATIONS] =
        {"body_facts.evaluations",
         "SELECT e.body_id, e.year, MAX(e.submitted_on)"
         " FROM body_evaluation e WHERE e.submitted_on IS NOT NULL"
         " GROUP BY e.body_id, e.year HAVING COUNT(*) >= (SELECT COUNT(*)"
         " FROM body_unit u WHERE u.body_id = e.body_id AND u.part = 'party'"
         " AND u.valid_from <= MAX(e.submitted_on) AND (u.valid_to IS NULL"
         " OR u.valid_to >= MAX(e.submitted_on)))"
         " ORDER BY e.body_id, e.year"},
};
const struct db_set body_facts_sql = {sql, SQL_COUNT};

static const struct err *
read_bodies(struct db_tx *tx, struct body_facts *out)
{
    struct body_list list = {0};
    const struct err *err = body_store_list_all(tx, &list);

    out->body = list.row;
    out->bodies = list.n;
    return err;
}

static const struct err *
read_units(struct db_tx *tx, struct body_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[UNITS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct body_fact_unit *u = grow(tx->mem, &g, sizeof *u);
        struct str part = db_get_text(&rows, 2);

        *u = (struct body_fact_unit){
            .body = {db_get_int(&rows, 0)},
            .unit = {db_get_int(&rows, 1)},
            .part = str_eq_cz(part, "party")    ? PART_PARTY
                    : str_eq_cz(part, "member") ? PART_MEMBER
                                                : PART_INVITED,
            .valid_from = db_get_date(&rows, 3),
            .valid_to = db_get_date(&rows, 4)};
    }
    out->unit = g.row;
    out->units = g.n;
    return rows.err;
}

static struct date
day_of(const struct db_rows *rows, int col)
{
    struct instant t = db_get_time(rows, col);

    return t.us ? date_in_oslo(t) : DATE_NONE;
}

static void
meeting_read(const struct db_rows *rows, struct body_fact_meeting *m)
{
    *m = (struct body_fact_meeting){
        .id = {db_get_int(rows, 0)},
        .body = {db_get_int(rows, 1)},
        .day = db_get_date(rows, 2),
        .state = (enum meeting_state)db_get_int(rows, 3),
        .called_on = day_of(rows, 4),
        .noted_on = day_of(rows, 5),
        .minutes_sent_on = day_of(rows, 6),
        .minutes_approved_on = day_of(rows, 7),
        .host = {db_get_int(rows, 8)},
        .quorate = db_get_int(rows, 9) != 0,
        .approved_on = DATE_NONE,
        .items = (int32_t)db_get_int(rows, 13),
        .prepared = (int32_t)db_get_int(rows, 14),
        .planned_on = day_of(rows, 15),
        .cancelled_on = day_of(rows, 16),
        .evaluated_on = day_of(rows, 17),
        .revise = db_get_int(rows, 18) > 0,
    };
    if (db_get_int(rows, 10) > 0 &&
        db_get_int(rows, 11) >= db_get_int(rows, 10))
        m->approved_on = day_of(rows, 12);
}

static const struct err *
read_meetings(struct db_tx *tx, struct date from, struct date to,
              struct growing *g)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[MEETINGS], DB_ARGS(db_date(from), db_date(to)), &rows);

    if (err)
        return err;
    while (db_next(&rows))
        meeting_read(&rows, grow(tx->mem, g, sizeof(struct body_fact_meeting)));
    return rows.err;
}

/* A unit of one meeting: was it called, was it there? */
struct seen {
    int64_t meeting;
    unit_id unit;
    struct date called_on; /* DATE_NONE: was not called */
    bool present;
};

static void
keep_units(struct arena *mem, struct body_fact_meeting *m,
           const struct seen *seen, size_t n)
{
    struct growing called = {0}, present = {0};

    for (size_t i = 0; i < n; i++) {
        if (seen[i].meeting != m->id.v)
            continue;
        if (!date_is_none(seen[i].called_on))
            *(struct body_fact_called *)grow(
                mem, &called,
                sizeof(struct body_fact_called)) = (struct body_fact_called){
                seen[i].unit, seen[i].called_on};
        if (seen[i].present)
            *(unit_id *)grow(mem, &present, sizeof(unit_id)) = seen[i].unit;
    }
    m->invited = called.row;
    m->invited_n = called.n;
    m->present = present.row;
    m->present_n = present.n;
}

static int
by_meeting(const void *key, const void *row)
{
    int64_t a = *(const int64_t *)key;
    int64_t b = ((const struct seen *)row)->meeting;

    return a < b ? -1 : a > b;
}

/* The rows of one meeting stand side by side. */
static const struct seen *
first_of(const struct growing *g, int64_t meeting, size_t *n)
{
    const struct seen *all = g->row;
    const struct seen *hit = g->n ? bsearch(&meeting, all, g->n, sizeof *all,
                                            by_meeting)
                                  : NULL;
    const struct seen *end;

    *n = 0;
    if (!hit)
        return NULL;
    while (hit > all && hit[-1].meeting == meeting)
        hit--;
    for (end = hit; end < all + g->n && end->meeting == meeting; end++)
        ++*n;
    return hit;
}

static const struct err *
read_people(struct db_tx *tx, struct date from, struct date to,
            struct growing *meetings)
{
    struct body_fact_meeting *m = meetings->row;
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[PEOPLE], DB_ARGS(db_date(from), db_date(to)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct seen *s = grow(tx->mem, &g, sizeof *s);

        *s = (struct seen){db_get_int(&rows, 0),
                           {db_get_int(&rows, 1)},
                           day_of(&rows, 2),
                           db_get_int(&rows, 3) != 0};
    }
    for (size_t i = 0; !rows.err && i < meetings->n; i++) {
        size_t n;
        const struct seen *s = first_of(&g, m[i].id.v, &n);

        keep_units(tx->mem, &m[i], s, n);
    }
    return rows.err;
}

static const struct err *
read_decisions(struct db_tx *tx, struct date from, struct date to,
               struct body_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[DECISIONS], DB_ARGS(db_date(from), db_date(to)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct body_fact_decision *d = grow(tx->mem, &g, sizeof *d);

        *d = (struct body_fact_decision){
            .id = {db_get_int(&rows, 0)},
            .body = {db_get_int(&rows, 1)},
            .meeting = {db_get_int(&rows, 2)},
            .on = db_get_date(&rows, 3),
            .topic = item_topic_of(db_get_text(&rows, 4)),
            .plan = db_get_int(&rows, 5),
            .year = (int32_t)db_get_int(&rows, 6),
            .number = (int32_t)db_get_int(&rows, 7),
            .noted_on = day_of(&rows, 8)};
        if (date_is_none(d->noted_on))
            d->noted_on = d->on;
    }
    out->decision = g.row;
    out->decisions = g.n;
    return rows.err;
}

static const struct err *
read_plans(struct db_tx *tx, struct body_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PLANS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct body_fact_plan *p = grow(tx->mem, &g, sizeof *p);
        bool missing = db_get_int(&rows, 8) > 0;

        *p = (struct body_fact_plan){
            .id = db_get_int(&rows, 0),
            .body = {db_get_int(&rows, 1)},
            .number = (int32_t)db_get_int(&rows, 2),
            .title = db_get_text(&rows, 3),
            .from = db_get_date(&rows, 4),
            .until = db_get_date(&rows, 5),
            .prepared_on = day_of(&rows, 6),
            .endorsed_on = missing ? DATE_NONE : db_get_date(&rows, 7),
            .closed_on = db_get_date(&rows, 9)};
    }
    out->plan = g.row;
    out->plans = g.n;
    return rows.err;
}

static const struct err *
read_evaluations(struct db_tx *tx, struct body_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[EVALUATIONS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct body_fact_evaluation *e = grow(tx->mem, &g, sizeof *e);

        *e = (struct body_fact_evaluation){
            .body = {db_get_int(&rows, 0)},
            .year = (int32_t)db_get_int(&rows, 1),
            .submitted_on = db_get_date(&rows, 2)};
    }
    out->evaluation = g.row;
    out->evaluations = g.n;
    return rows.err;
}

const struct err *
body_facts_in(struct db_tx *tx, struct date from, struct date to,
              struct body_facts *out)
{
    struct growing meetings = {0};
    const struct err *err;

    *out = (struct body_facts){0};
    err = read_bodies(tx, out);
    if (!err)
        err = read_units(tx, out);
    if (!err)
        err = read_meetings(tx, from, to, &meetings);
    if (!err)
        err = read_people(tx, from, to, &meetings);
    if (!err)
        err = read_decisions(tx, from, to, out);
    if (!err)
        err = read_plans(tx, out);
    if (!err)
        err = read_evaluations(tx, out);
    out->meeting = meetings.row;
    out->meetings = meetings.n;
    return err;
}

const struct body *
body_facts_find(const struct body_facts *f, struct str code)
{
    for (size_t i = 0; i < f->bodies; i++)
        if (str_eq(f->body[i].code, code))
            return &f->body[i];
    return NULL;
}

unit_id
body_facts_host(struct arena *mem, const struct body_facts *f, body_id body,
                int year)
{
    struct body_unit *unit = ARENA_NEW_N(mem, struct body_unit, f->units + 1);
    size_t n = 0;

    for (size_t i = 0; i < f->units; i++)
        if (f->unit[i].body.v == body.v)
            unit[n++] = (struct body_unit){.unit = f->unit[i].unit,
                                           .part = f->unit[i].part};
    for (size_t i = 0; i < f->bodies; i++)
        if (f->body[i].id.v == body.v)
            return body_host(&f->body[i], unit, n, year);
    return (unit_id){0};
}
