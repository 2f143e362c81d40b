/* Members of a body and how it works, as views and forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/member_pages.h"

#include "text/messages_body.h"
#include "text/messages_text.h"

static struct crumbs
crumbs_of(struct page *pg, const struct body *b, struct str here, bool deep)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 4);
    size_t n = 0;

    c[n++] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    c[n++] = (struct crumb){body_path(pg, "/organ/", b->id.v, ""), b->name};
    if (deep)
        c[n++] = (struct crumb){body_path(pg, "/organ/", b->id.v, "/medlemmer"),
                                words(pg, MSG_MEMBERS_TITLE)};
    c[n++] = (struct crumb){STR_NONE, here};
    return (struct crumbs){c, n};
}

static bool
is_over(const struct page *pg, struct date last)
{
    return !date_is_none(last) && date_cmp(last, pg->today) < 0;
}

static struct member_row
row_of(struct page *pg, struct str name, struct str under, struct date from,
       struct date until)
{
    return (struct member_row){
        .name = name,
        .under = under,
        .from = from,
        .until = date_is_none(until) ? STR_NONE
                                     : date_text(pg->mem, pg->lang, until)};
}

struct members_page
members_page_of(struct page *pg, const struct body_members *m)
{
    struct member_row *people = ARENA_NEW_N(pg->mem, struct member_row,
                                            m->people.n + 1);
    struct member_row *units = ARENA_NEW_N(pg->mem, struct member_row,
                                           m->units.n + 1);

    for (size_t i = 0; i < m->people.n; i++) {
        const struct body_person *p = &m->people.row[i];

        people[i] = row_of(pg, p->name,
                           str_fmt(pg->mem, "%.*s, %.*s",
                                   STR_FMT(words(pg, seat_message(p->seat))),
                                   STR_FMT(p->unit_name)),
                           p->valid_from, p->valid_to);
        if (!is_over(pg, p->valid_to))
            people[i].href = body_path(pg, "/medlemmer/", p->id.v, "");
    }
    for (size_t i = 0; i < m->units.n; i++) {
        const struct body_unit *u = &m->units.row[i];

        units[i] = row_of(pg, u->name, words(pg, body_part_message(u->part)),
                          u->valid_from, u->valid_to);
        if (u->part != PART_PARTY && date_is_none(u->valid_to))
            units[i].unit = id_format(pg->mem, u->unit.v);
    }
    return (struct members_page){
        .crumbs = crumbs_of(pg, &m->b, words(pg, MSG_MEMBERS_TITLE), false),
        .title = str_fmt(pg->mem, "%.*s: %.*s", STR_FMT(m->b.name),
                         STR_FMT(words(pg, MSG_MEMBERS_TITLE))),
        .path = body_path(pg, "/organ/", m->b.id.v, ""),
        .people = people,
        .people_n = m->people.n,
        .units = units,
        .units_n = m->units.n};
}

/* --- forms --- */

static struct body_form
form_of_members(struct page *pg, const struct form_view *f,
                const struct body_members *m, struct str title, int button)
{
    return (struct body_form){
        .crumbs = crumbs_of(pg, &m->b, title, true),
        .title = title,
        .button = words(pg, button),
        .cancel = body_path(pg, "/organ/", m->b.id.v, "/medlemmer"),
        .errors = errors_of(f)};
}

static struct field_view
seat_field(const struct form_view *f, enum seat now)
{
    struct choice choice[SEAT_COUNT];

    for (int i = 0; i < SEAT_COUNT; i++)
        choice[i] = (struct choice){
            .value = str_of(seat_word((enum seat)i)),
            .label = words(f->pg, seat_message((enum seat)i)),
            .selected = i == (int)now};
    return field_choice(f, FIELD_RADIOS, "plass", MSG_MEMBER_SEAT, 0, choice,
                        SEAT_COUNT);
}

static struct field_view
optional(struct field_view v)
{
    v.optional = true;
    return v;
}

struct body_form
seat_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct body_members *m)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_members(pg, &f, m, words(pg, MSG_MEMBER_ADD),
                                         MSG_MEMBER_ADD);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 6);

    field[0] = optional(field_text(&f, "bruker", MSG_MEMBER_LOGIN,
                                   MSG_MEMBER_LOGIN_HINT, STR_NONE));
    field[1] = optional(field_text(&f, "navn", MSG_MEMBER_NAME,
                                   MSG_MEMBER_NAME_HINT, STR_NONE));
    field[2] = optional(field_text(&f, "epost", MSG_MEMBER_EMAIL, 0, STR_NONE));
    field[3] = optional(field_text(&f, "enhet", MSG_MEMBER_UNIT,
                                   MSG_MEMBER_UNIT_HINT, STR_NONE));
    field[4] = seat_field(&f, SEAT_MEMBER);
    field[5] = field_date(&f, "fra", MSG_MEMBER_FROM, 0, pg->today);
    v.fields = field;
    v.fields_n = 6;
    v.action = body_path(pg, "/organ/", m->b.id.v, "/medlemmer/ny");
    return v;
}

struct body_form
change_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct body_members *m,
               const struct body_person *p)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_members(pg, &f, m, p->name, MSG_WORD_SAVE);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 2);

    field[0] = seat_field(&f, p->seat);
    field[1] = optional(field_date(&f, "til", MSG_MEMBER_UNTIL,
                                   MSG_MEMBER_UNTIL_HINT, p->valid_to));
    v.lead = p->unit_name;
    v.fields = field;
    v.fields_n = 2;
    v.action = body_path(pg, "/medlemmer/", p->id.v, "");
    return v;
}

struct body_form
unit_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct body_members *m)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_members(
        pg, &f, m, words(pg, MSG_MEMBER_ADD_UNIT), MSG_MEMBER_ADD_UNIT);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 2);
    struct choice choice[2];

    for (int i = 0; i < 2; i++) {
        enum body_part part = i == 0 ? PART_INVITED : PART_MEMBER;

        choice[i] = (struct choice){.value = str_of(body_part_word(part)),
                                    .label = words(pg, body_part_message(part)),
                                    .selected = i == 0};
    }
    field[0] = field_text(&f, "enhet", MSG_MEMBER_UNIT, MSG_MEMBER_UNIT_HINT,
                          STR_NONE);
    field[1] = field_choice(&f, FIELD_RADIOS, "del", MSG_MEMBER_PART, 0, choice,
                            2);
    v.fields = field;
    v.fields_n = 2;
    v.action = body_path(pg, "/organ/", m->b.id.v, "/enheter/ny");
    return v;
}

struct body_form
rules_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct body_members *m)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct body *b = &m->b;
    struct body_form v = form_of_members(pg, &f, m, words(pg, MSG_BODY_RULES),
                                         MSG_WORD_SAVE);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 6);

    field[0] = field_number(&f, "antall", MSG_BODY_RULE_PEOPLE,
                            MSG_BODY_RULE_PEOPLE_HINT, b->quorum_people);
    field[1] = field_check(&f, "parter", MSG_BODY_RULE_PARTIES, 0,
                           b->quorum_parties);
    field[2] = field_number(&f, "vertar", MSG_BODY_RULE_HOST,
                            MSG_BODY_RULE_HOST_HINT, b->host_years);
    field[3] = field_number(&f, "vertfra", MSG_BODY_RULE_FROM, 0, b->host_from);
    field[4] = field_number(&f, "moter", MSG_BODY_RULE_MEETINGS,
                            MSG_BODY_RULE_MEETINGS_HINT, b->meetings_a_year);
    field[5] = field_hidden("versjon",
                            str_fmt(pg->mem, "%lld", (long long)b->version));
    v.fields = field;
    v.fields_n = 6;
    v.action = body_path(pg, "/organ/", b->id.v, "/regler");
    return v;
}

struct body_form
body_end_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct body_members *m)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_members(pg, &f, m, words(pg, MSG_BODY_END),
                                         MSG_BODY_END);
    struct field_view *field = ARENA_NEW(pg->mem, struct field_view);

    *field = field_date(&f, "siste", MSG_BODY_END_DAY, 0,
                        date_is_none(m->b.valid_to) ? pg->today
                                                    : m->b.valid_to);
    v.lead = words(pg, MSG_BODY_END_LEAD);
    v.fields = field;
    v.fields_n = 1;
    v.action = body_path(pg, "/organ/", m->b.id.v, "/avslutt");
    return v;
}
