/* The forms of bodies and meetings.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/pages.h"

#include "text/messages_body.h"
#include "text/messages_text.h"

static struct crumbs
crumbs_to(struct page *pg, struct str href, struct str name, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 3);

    c[0] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    c[1] = (struct crumb){href, name};
    c[2] = (struct crumb){STR_NONE, here};
    return (struct crumbs){c, 3};
}

static struct body_form
form_of_body(struct page *pg, const struct form_view *f, struct str back,
             struct str name, int title, int button)
{
    return (struct body_form){
        .crumbs = crumbs_to(pg, back, name, words(pg, title)),
        .title = words(pg, title),
        .button = words(pg, button),
        .cancel = back,
        .errors = errors_of(f)};
}

struct body_form
propose_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct body_whole *w)
{
    struct form_view f = form_view_of(pg, req, err);
    struct str back = body_path(pg, "/organ/", w->b.id.v, "");
    struct body_form v = form_of_body(pg, &f, back, w->b.name, MSG_BODY_PROPOSE,
                                      MSG_BODY_PROPOSE_SEND);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 5);
    struct choice kind[ITEM_KIND_COUNT], topic[TOPIC_COUNT];

    for (int i = 0; i < ITEM_KIND_COUNT; i++)
        kind[i] = (struct choice){
            .value = str_of(item_kind_word((enum item_kind)i)),
            .label = words(pg, item_kind_message((enum item_kind)i))};
    for (int i = 0; i < TOPIC_COUNT; i++)
        topic[i] = (struct choice){
            .value = i == 0 ? STR("none")
                            : str_of(item_topic_word((enum item_topic)i)),
            .label = words(pg, item_topic_message((enum item_topic)i)),
            .selected = i == 0};
    field[0] = field_text(&f, "tittel", MSG_ITEM_TITLE, MSG_ITEM_TITLE_HINT,
                          STR_NONE);
    field[1] = field_choice(&f, FIELD_RADIOS, "type", MSG_ITEM_KIND, 0, kind,
                            ITEM_KIND_COUNT);
    field[2] = field_choice(&f, FIELD_SELECT, "tema", MSG_ITEM_TOPIC, 0, topic,
                            TOPIC_COUNT);
    field[3] = field_area(&f, "tekst", MSG_ITEM_TEXT, 0, STR_NONE, 4000);
    field[3].optional = true;
    field[4] = field_number(&f, "minutter", MSG_ITEM_MINUTES, 0, 15);
    v.fields = field;
    v.fields_n = 5;
    v.action = body_path(pg, "/organ/", w->b.id.v, "/sak");
    return v;
}

static struct str
clock_value(struct page *pg, struct instant t, const char *otherwise)
{
    int m;

    if (t.us == 0)
        return str_of(otherwise);
    m = minutes_in_oslo(t);
    return str_fmt(pg->mem, "%02d:%02d", m / 60, m % 60);
}

struct body_form
meeting_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct body *b,
                const struct meeting *m)
{
    struct form_view f = form_view_of(pg, req, err);
    bool is_new = m->id.v == 0;
    struct str back = is_new ? body_path(pg, "/organ/", b->id.v, "")
                             : body_path(pg, "/moter/", m->id.v, "");
    struct body_form v = form_of_body(
        pg, &f, back, b->name, is_new ? MSG_MEETING_PLAN : MSG_MEETING_MOVE,
        MSG_WORD_SAVE);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 5);

    field[0] = field_date(&f, "dag", MSG_MEETING_DAY, 0,
                          is_new ? DATE_NONE : m->held_on);
    field[1] = field_of_kind(&f, FIELD_TIME, "start", MSG_MEETING_START, 0,
                             clock_value(pg, m->starts_at, "10:00"));
    field[2] = field_of_kind(&f, FIELD_TIME, "slutt", MSG_MEETING_END, 0,
                             clock_value(pg, m->ends_at, "14:00"));
    field[3] = field_text(&f, "sted", MSG_MEETING_PLACE, 0, m->place);
    field[4] = field_text(&f, "lenke", MSG_MEETING_LINK, 0, m->link);
    field[4].optional = true;
    v.fields = field;
    v.fields_n = 5;
    if (m->state == MEETING_CALLED)
        v.lead = words(pg, MSG_MEETING_MOVE_TELLS);
    v.action = is_new ? body_path(pg, "/organ/", b->id.v, "/mote")
                      : body_path(pg, "/moter/", m->id.v, "/endre");
    return v;
}

/* Back to a meeting's page. */
static struct body_form
form_of_meeting(struct page *pg, const struct form_view *f,
                const struct meeting_whole *w, int title, int button)
{
    return form_of_body(pg, f, body_path(pg, "/moter/", w->m.id.v, ""),
                        w->b.name, title, button);
}

static const struct agenda_item *
find_item(const struct meeting_whole *w, item_id id)
{
    for (size_t i = 0; i < w->items.n; i++)
        if (w->items.row[i].id.v == id.v)
            return &w->items.row[i];
    for (size_t i = 0; i < w->waiting.n; i++)
        if (w->waiting.row[i].id.v == id.v)
            return &w->waiting.row[i];
    return NULL;
}

struct body_form
prepare_form_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct meeting_whole *w,
                item_id item)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct agenda_item *i = find_item(w, item);
    struct body_form v = form_of_body(
        pg, &f, body_path(pg, "/organ/", w->b.id.v, ""), w->b.name,
        MSG_BODY_PREPARE_TITLE, MSG_BODY_PREPARE_SEND);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 2);
    struct choice *choice = ARENA_NEW_N(pg->mem, struct choice,
                                        w->others.n + 1);
    size_t n = 0;

    for (size_t k = w->others.n; k-- > 0;)
        if (w->others.row[k].state <= MEETING_CALLED)
            choice[n++] = (struct choice){
                .value = id_format(pg->mem, w->others.row[k].id.v),
                .label = date_text(pg->mem, pg->lang, w->others.row[k].held_on),
                .selected = i && i->meeting.v == w->others.row[k].id.v};
    field[0] = field_choice(&f, FIELD_SELECT, "mote", MSG_BODY_PREPARE_MEETING,
                            0, choice, n);
    field[1] = field_area(&f, "rad", MSG_BODY_ADVICE, MSG_BODY_ADVICE_HINT,
                          i ? i->prepared_text : STR_NONE, 4000);
    v.lead = i ? i->title : STR_NONE;
    v.fields = field;
    v.fields_n = 2;
    v.action = body_path(pg, "/saker/", item.v, "/forbered");
    return v;
}

struct body_form
cancel_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct meeting_whole *w)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_meeting(pg, &f, w, MSG_MEETING_CANCEL,
                                         MSG_MEETING_CANCEL);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 1);

    field[0] = field_text(&f, "grunn", MSG_MEETING_CANCEL_WHY, 0, STR_NONE);
    v.fields = field;
    v.fields_n = 1;
    v.lead = words(pg, MSG_MEETING_CANCEL_TELLS);
    v.action = body_path(pg, "/moter/", w->m.id.v, "/avlys");
    return v;
}

struct body_form
hold_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct meeting_whole *w)
{
    static const char *const value[] = {"0", "1", "2", "3"};
    static const int label[] = {MSG_MEETING_NOT_NOTED, MSG_MEETING_PRESENT,
                                MSG_MEETING_APOLOGY, MSG_MEETING_ABSENT};
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_meeting(pg, &f, w, MSG_MEETING_HOLD,
                                         MSG_MEETING_HOLD_SEND);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view,
                                           w->people.n + 1);

    field[w->people.n] = field_check(&f, "resten", MSG_MEETING_REST_PRESENT,
                                     MSG_MEETING_REST_PRESENT_HINT, false);
    for (size_t i = 0; i < w->people.n; i++) {
        const struct meeting_person *p = &w->people.row[i];
        struct str id = id_format(pg->mem, p->person.id.v);
        struct choice choice[4];

        for (int k = 0; k < 4; k++)
            choice[k] = (struct choice){.value = str_of(value[k]),
                                        .label = words(pg, label[k]),
                                        .selected = k == (int)p->presence};
        field[i] = field_choice(
            &f, FIELD_SELECT,
            str_cz(pg->mem, str_fmt(pg->mem, "person-%.*s", STR_FMT(id))),
            MSG_MEETING_PEOPLE, 0, choice, 4);
        field[i].label = str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(p->person.name),
                                 STR_FMT(p->person.unit_name));
    }
    v.fields = field;
    v.fields_n = w->people.n + 1;
    v.action = body_path(pg, "/moter/", w->m.id.v, "/holdt");
    return v;
}

struct body_form
record_form_of(struct page *pg, const struct http_req *req,
               const struct err *err, const struct meeting_whole *w,
               item_id item)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct agenda_item *i = find_item(w, item);
    struct body_form v = form_of_meeting(pg, &f, w, MSG_MEETING_RECORD,
                                         MSG_WORD_SAVE);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 6);
    struct choice *who = ARENA_NEW_N(pg->mem, struct choice, w->people.n + 2);

    who[0] = (struct choice){.value = STR(""),
                             .label = words(pg, MSG_MEETING_NOBODY)};
    for (size_t k = 0; k < w->people.n; k++)
        who[k + 1] = (struct choice){
            .value = id_format(pg->mem, w->people.row[k].person.id.v),
            .label = str_fmt(pg->mem, "%.*s, %.*s",
                             STR_FMT(w->people.row[k].person.name),
                             STR_FMT(w->people.row[k].person.unit_name))};
    field[0] = field_area(&f, "referat", MSG_MEETING_MINUTES, 0,
                          i ? i->record : STR_NONE, 8000);
    field[1] = field_area(&f, "vedtak", MSG_MEETING_DECISION,
                          MSG_MEETING_DECISION_HINT, STR_NONE, 4000);
    field[1].optional = true;
    field[2] = field_text(&f, "oppgave", MSG_MEETING_ACTION,
                          MSG_MEETING_ACTION_HINT, STR_NONE);
    field[2].optional = true;
    field[3] = field_choice(&f, FIELD_SELECT, "hvem", MSG_MEETING_ACTION_WHO, 0,
                            who, w->people.n + 1);
    field[4] = field_date(&f, "frist", MSG_MEETING_ACTION_DUE, 0, DATE_NONE);
    v.lead = i ? i->title : STR_NONE;
    v.fields = field;
    v.fields_n = 5;
    if (i && i->topic == TOPIC_EVALUATION)
        field[v.fields_n++] = field_check(&f, "revisjon", MSG_ITEM_REVISE,
                                          MSG_ITEM_REVISE_HINT, i->revise);
    v.action = body_path(pg, "/saker/", item.v, "/referat");
    return v;
}

struct body_form
approved_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct meeting_whole *w)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_meeting(pg, &f, w, MSG_MEETING_APPROVE_MINUTES,
                                         MSG_MEETING_APPROVE_MINUTES);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 1);
    struct choice *choice = ARENA_NEW_N(pg->mem, struct choice,
                                        w->others.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < w->others.n; i++)
        if (w->others.row[i].held_at.us != 0 &&
            w->others.row[i].starts_at.us > w->m.starts_at.us)
            choice[n++] = (struct choice){
                .value = id_format(pg->mem, w->others.row[i].id.v),
                .label = date_text(pg->mem, pg->lang,
                                   w->others.row[i].held_on)};
    field[0] = field_choice(&f, FIELD_SELECT, "mote", MSG_MEETING_APPROVED_IN,
                            MSG_MEETING_APPROVED_IN_HINT, choice, n);
    v.fields = field;
    v.fields_n = 1;
    v.action = body_path(pg, "/moter/", w->m.id.v, "/godkjent");
    return v;
}

struct body_form
done_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             action_id id)
{
    struct form_view f = form_view_of(pg, req, err);
    struct body_form v = form_of_body(
        pg, &f, STR("/organ"), words(pg, MSG_BODY_ACTIONS),
        MSG_BODY_ACTION_DONE, MSG_BODY_ACTION_DONE);
    struct field_view *field = ARENA_NEW_N(pg->mem, struct field_view, 1);

    field[0] = field_area(&f, "merknad", MSG_BODY_ACTION_NOTE, 0, STR_NONE,
                          1000);
    field[0].optional = true;
    v.fields = field;
    v.fields_n = 1;
    v.action = body_path(pg, "/oppfolging/", id.v, "");
    return v;
}
