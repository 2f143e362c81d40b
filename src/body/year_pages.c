/* A body's year: picture, list, proposed days, calendar.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/year_pages.h"

#include "base/grow.h"
#include "body/action_plan_app.h"
#include "body/invite_app.h"
#include "body/pages.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

enum { PICTURE_WIDE = 960 };

static int
year_of(struct date d)
{
    int y, m, day;

    date_split(d, &y, &m, &day);
    return y;
}

/* Where a day stands in the picture of its year. */
static int64_t
place_of(struct date d)
{
    int y = year_of(d);
    int32_t first = date_ymd(y, 1, 1).days;
    int32_t days = date_ymd(y + 1, 1, 1).days - first;

    return (int64_t)(d.days - first) * PICTURE_WIDE / days;
}

static void
fill_months(struct page *pg, int year, struct year_page *v)
{
    struct year_month *m = ARENA_NEW_N(pg->mem, struct year_month, 12);

    for (int i = 0; i < 12; i++) {
        struct str name = words(pg, MSG_MONTH_1 + i);

        m[i].x = place_of(date_ymd(year, i + 1, 1));
        m[i].text_x = m[i].x + PICTURE_WIDE / 24;
        m[i].name = str_cut(name, 0, 3);
        while (!str_is_utf8(m[i].name))
            m[i].name.n++;
    }
    v->months = m;
    v->months_n = 12;
}

/* One thing of the year, for the picture and the list. */
struct thing {
    struct date day;
    struct year_mark mark;
    struct year_line line;
};

static struct thing *
add(struct page *pg, struct growing *g, struct date day, struct str what)
{
    struct thing *t = grow(pg->mem, g, sizeof *t);

    t->day = day;
    t->mark.x = place_of(day);
    t->line.day = date_short(pg->mem, pg->lang, day);
    t->line.what = what;
    return t;
}

static void
add_meetings(struct page *pg, const struct body_whole *w, int year,
             struct growing *g)
{
    for (size_t i = 0; i < w->meetings.n; i++) {
        const struct meeting *m = &w->meetings.row[i];
        struct thing *t;

        if (year_of(m->held_on) != year || m->state == MEETING_CANCELLED)
            continue;
        t = add(pg, g, m->held_on, words(pg, MSG_YEAR_MEETING));
        t->mark.meeting = true;
        t->line.href = body_path(pg, "/moter/", m->id.v, "");
        t->line.tag = (struct status_tag){
            m->state >= MEETING_HELD ? STATUS_OK : STATUS_INFO,
            words(pg, meeting_state_message(m->state))};
    }
}

static void
add_actions(struct page *pg, const struct body_whole *w, int year,
            struct growing *g)
{
    for (size_t i = 0; i < w->open.n; i++) {
        const struct action_point *a = &w->open.row[i];
        struct thing *t;
        bool late = date_cmp(a->due_on, pg->today) < 0;

        if (year_of(a->due_on) != year)
            continue;
        t = add(pg, g, a->due_on, a->text);
        t->line.href = body_path(pg, "/moter/", a->meeting.v, "");
        t->line.tag = (struct status_tag){
            late ? STATUS_BREACH : STATUS_SOON,
            words(pg, late ? MSG_YEAR_LATE : MSG_YEAR_DUE)};
    }
}

/* Duties under agreements, which others know of. */
static void
add_notes(struct page *pg, const struct body_whole *w, struct growing *g)
{
    for (size_t i = 0; i < w->notes_n; i++) {
        const struct year_note *note = &w->notes[i];
        bool late = date_cmp(note->day, pg->today) < 0;
        struct thing *t = add(pg, g, note->day, note->what);

        t->line.href = note->href;
        t->line.tag = (struct status_tag){
            late ? STATUS_BREACH : STATUS_SOON,
            words(pg, late ? MSG_YEAR_LATE : MSG_YEAR_DUE)};
    }
}

static struct status_tag
plan_day_tag(struct page *pg, const struct plan_day *d)
{
    if (d->kind == PLAN_DAY_MEASURE && d->state == MEASURE_DONE)
        return (struct status_tag){STATUS_OK, words(pg, MSG_MEASURE_DONE)};
    if (d->kind == PLAN_DAY_MEASURE && d->late)
        return (struct status_tag){STATUS_BREACH, words(pg, MSG_YEAR_LATE)};
    if (d->kind == PLAN_DAY_MEASURE)
        return (struct status_tag){STATUS_SOON, words(pg, MSG_YEAR_DUE)};
    return (struct status_tag){STATUS_INFO, words(pg, MSG_ACTION_PLAN)};
}

/* When plans begin and end, and the last day of each measure. */
static void
add_plan_days(struct page *pg, const struct body_whole *w, struct growing *g)
{
    for (size_t i = 0; i < w->days_n; i++) {
        const struct plan_day *d = &w->days[i];
        struct thing *t = add(pg, g, d->day,
                              plan_day_text(pg->mem, pg->lang, d));

        t->line.href = str_fmt(
            pg->mem, "%.*s?nr=%d",
            STR_FMT(body_path(pg, "/organ/", w->b.id.v, "/plan")),
            (int)d->number);
        t->line.tag = plan_day_tag(pg, d);
    }
}

/* Days for the meetings that the year still lacks, those behind us left out. */
static void
add_proposed(struct page *pg, const struct body_whole *w, int year,
             struct growing *g, int64_t *out_n)
{
    struct date day[12];
    int32_t has = 0;
    size_t n = body_propose_days(year, w->b.meetings_a_year, day);

    for (size_t i = 0; i < w->meetings.n; i++)
        has += year_of(w->meetings.row[i].held_on) == year &&
               w->meetings.row[i].state != MEETING_CANCELLED;
    for (size_t i = has > 0 ? (size_t)has : 0; i < n; i++) {
        struct thing *t;

        if (date_cmp(day[i], pg->today) <= 0)
            continue;
        t = add(pg, g, day[i], words(pg, MSG_YEAR_MEETING));
        t->mark.meeting = t->mark.proposed = true;
        t->line.tag = (struct status_tag){STATUS_NEUTRAL,
                                          words(pg, MSG_YEAR_PROPOSED)};
        ++*out_n;
    }
}

static int
by_day(const void *a, const void *b)
{
    return date_cmp(((const struct thing *)a)->day,
                    ((const struct thing *)b)->day);
}

static void
fill_rows(struct page *pg, struct growing *g, struct year_page *v)
{
    struct year_mark *mark = ARENA_NEW_N(pg->mem, struct year_mark, g->n + 1);
    struct year_line *line = ARENA_NEW_N(pg->mem, struct year_line, g->n + 1);
    struct thing *thing = g->row;

    if (g->n > 0)
        qsort(thing, g->n, sizeof *thing, by_day);
    for (size_t i = 0; i < g->n; i++) {
        mark[i] = thing[i].mark;
        line[i] = thing[i].line;
    }
    v->marks = mark;
    v->marks_n = g->n;
    v->rows = line;
    v->rows_n = g->n;
}

static struct str
year_href(struct page *pg, const struct body_whole *w, const char *page,
          int year)
{
    return str_fmt(pg->mem, "%.*s?ar=%d",
                   STR_FMT(body_path(pg, "/organ/", w->b.id.v, page)), year);
}

static struct crumbs
crumbs_of(struct page *pg, const struct body_whole *w, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 3);

    c[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    c[1] = (struct crumb){body_path(pg, "/organ/", w->b.id.v, ""), w->b.name};
    c[2] = (struct crumb){STR_NONE, here};
    return (struct crumbs){c, 3};
}

struct year_page
year_page_of(struct page *pg, const struct body_whole *w, int year)
{
    struct growing g = {0};
    struct str number = str_fmt(pg->mem, "%d", year);
    struct str title = msg_text(
        pg->mem, pg->lang, MSG_YEAR_TITLE,
        (const struct msg_arg[]){msg_str(w->b.name), msg_str(number)}, 2);
    struct year_page v = {
        .crumbs = crumbs_of(pg, w, title),
        .title = title,
        .year = year,
        .last_href = year_href(pg, w, "/arshjul", year - 1),
        .next_href = year_href(pg, w, "/arshjul", year + 1),
        .calendar_href = year_href(pg, w, "/arshjul/kalender", year)};

    if (w->may.run)
        v.plan_href = body_path(pg, "/organ/", w->b.id.v, "/mote");
    fill_months(pg, year, &v);
    add_meetings(pg, w, year, &g);
    add_actions(pg, w, year, &g);
    add_notes(pg, w, &g);
    add_plan_days(pg, w, &g);
    add_proposed(pg, w, year, &g, &v.proposed);
    v.picture = msg_text(
        pg->mem, pg->lang, MSG_YEAR_IN_WORDS,
        (const struct msg_arg[]){msg_str(number), msg_int((int64_t)g.n)}, 2);
    fill_rows(pg, &g, &v);
    return v;
}

const struct err *
year_calendar(struct call *c, const struct body_whole *w, int year,
              struct str *out)
{
    struct ical_event *e = ARENA_NEW_N(
        c->mem, struct ical_event, w->meetings.n + w->notes_n + w->days_n + 1);
    size_t n = 0;

    for (size_t i = 0; i < w->notes_n; i++)
        e[n++] = (struct ical_event){
            .uid = str_fmt(c->mem, "%.*s@helhet", STR_FMT(w->notes[i].key)),
            .all_day = w->notes[i].day,
            .summary = w->notes[i].what};
    for (size_t i = 0; i < w->days_n; i++)
        e[n++] = (struct ical_event){
            .uid = str_fmt(c->mem, "plan-%d-%.*s@helhet", (int)w->days[i].kind,
                           STR_FMT(id_format(c->mem, w->days[i].id))),
            .all_day = w->days[i].day,
            .summary = plan_day_text(c->mem, c->lang, &w->days[i])};
    for (size_t i = 0; i < w->meetings.n; i++)
        if (year_of(w->meetings.row[i].held_on) == year &&
            w->meetings.row[i].state != MEETING_CANCELLED)
            e[n++] = meeting_event(c->mem, c->sv, &w->meetings.row[i],
                                   w->b.name);
    return ical_write(c->mem, ICAL_PUBLISH, w->b.name, e, n, c->now, out);
}
