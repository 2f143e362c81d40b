/* Fills the views of one-time links.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask_pages.h"

#include "text/messages_message.h"

enum { TEXT_MAX_CHARS = 2000, CLASSES = 3, BECAMES = 2 };

/* --- for those who ask --- */

static struct status_tag
ask_status(struct page *pg, const struct ask *a)
{
    switch (ask_state_of(a, pg->today)) {
    case ASK_IS_OPEN:
        return (struct status_tag){STATUS_SOON, words(pg, MSG_ASK_STATE_OPEN)};
    case ASK_IS_READ:
        return (struct status_tag){STATUS_SOON, words(pg, MSG_ASK_STATE_READ)};
    case ASK_IS_ANSWERED:
        break;
    case ASK_IS_WITHDRAWN:
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_ASK_STATE_WITHDRAWN)};
    case ASK_IS_LOCKED:
        return (struct status_tag){STATUS_BREACH,
                                   words(pg, MSG_ASK_STATE_LOCKED)};
    case ASK_IS_EXPIRED:
        return (struct status_tag){STATUS_NEUTRAL,
                                   words(pg, MSG_ASK_STATE_EXPIRED)};
    }
    if (a->became == ASK_NOT_POSSIBLE)
        return (struct status_tag){STATUS_INFO,
                                   words(pg, MSG_ASK_STATE_NOT_POSSIBLE)};
    return (struct status_tag){STATUS_OK,
                               words(pg, a->became == ASK_CONFIRMED
                                             ? MSG_ASK_STATE_CONFIRMED
                                             : MSG_ASK_STATE_ANSWERED)};
}

static struct str
with_text(struct page *pg, int msg, struct str text)
{
    const struct msg_arg arg[] = {msg_str(text)};

    return text.n > 0 ? msg_text(pg->mem, pg->lang, msg, arg, 1) : STR_NONE;
}

static struct str
about_text(struct page *pg, const struct plan_items *items, const struct ask *a)
{
    if (a->step != 0)
        return with_text(pg, MSG_ASK_STEP_OF, a->step_title);
    for (size_t i = 0; a->item != 0 && i < items->n; i++)
        if (items->row[i].item == a->item)
            return with_text(pg, MSG_ASK_MEASURE_OF, items->row[i].text);
    return STR_NONE;
}

static struct str
effect_text(struct page *pg, const struct ask *a)
{
    bool done = a->became == ASK_CONFIRMED;

    if (a->effect == ASK_NO_EFFECT)
        return STR_NONE;
    if (a->effect == ASK_NOTED)
        return words(pg, MSG_ASK_EFFECT_NOTE);
    if (a->settled_at.us != 0)
        return words(pg, MSG_ASK_EFFECT_UNDONE);
    if (a->step != 0)
        return words(pg, done ? MSG_ASK_EFFECT_STEP_DONE
                              : MSG_ASK_EFFECT_STEP_DEVIATION);
    return words(pg, done ? MSG_ASK_EFFECT_MEASURE_DONE
                          : MSG_ASK_EFFECT_MEASURE_STOPPED);
}

/* The answer waits to be read, or its word for the holder. */
static bool
waits_to_be_noted(const struct page *pg, const struct ask_view *v,
                  const struct ask *a)
{
    if (a->effect == ASK_NOTED && a->settled_at.us == 0 && v->is_holder)
        return true;
    return a->seen_at.us == 0 && a->ended_at.us == 0 &&
           !ask_is_alive(a, pg->today);
}

static struct ask_row
ask_row_of(struct page *pg, const struct ask_view *v, const struct ask *a)
{
    const struct msg_arg by[] = {msg_str(a->by_name), msg_str(a->unit_name)};
    const struct msg_arg day[] = {msg_date(a->last_day)};
    enum ask_state s = ask_state_of(a, pg->today);

    return (struct ask_row){
        .id = {a->id},
        .service = outside_message(a->service),
        .recipient = a->recipient,
        .state = ask_status(pg, a),
        .by = msg_text(pg->mem, pg->lang, MSG_ASK_BY, by, 2),
        .until = ask_is_alive(a, pg->today)
                     ? msg_text(pg->mem, pg->lang, MSG_ASK_UNTIL, day, 1)
                     : STR_NONE,
        .about = about_text(pg, &v->items, a),
        .effect = effect_text(pg, a),
        .text = a->text,
        .names_child = a->names_child,
        .basis = str_fmt(pg->mem, "%.*s (%.*s)",
                         STR_FMT(words(pg, basis_message(a->basis))),
                         STR_FMT(a->legal_basis)),
        .answered = s == ASK_IS_ANSWERED,
        .answered_at = a->answered_at,
        .answer = a->answer,
        .may_end = v->may_ask && ask_is_alive(a, pg->today),
        .may_undo = v->is_holder && a->effect == ASK_CHANGED &&
                    a->settled_at.us == 0,
        .may_note = waits_to_be_noted(pg, v, a),
    };
}

static const char *
service_word_at(int i)
{
    return outside_word((enum outside)i);
}
static int
service_message_at(int i)
{
    return outside_message((enum outside)i);
}
static const char *
ask_kind_word_at(int i)
{
    return ask_kind_word((enum ask_kind)i);
}
static int
ask_kind_at(int i)
{
    return ask_kind_message((enum ask_kind)i);
}

static const enum info_class ask_classes[CLASSES] = {CLASS_PLAN, CLASS_WELFARE,
                                                     CLASS_HEALTH};
static const char *
ask_class_word_at(int i)
{
    return info_class_word(ask_classes[i]);
}
static int
ask_class_message_at(int i)
{
    return info_class_message(ask_classes[i]);
}

/* The measures of the adopted plan and the steps that are open; none is the
 * first choice. */
static struct field_view
measure_field(const struct form_view *f, const struct ask_view *a,
              bool *out_any)
{
    const struct plan_items *items = &a->items;
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice,
                                   items->n + a->steps.n + 1);
    struct field_view v;
    size_t n = 1;

    c[0] = (struct choice){.label = words(f->pg, MSG_ASK_MEASURE_NONE)};
    for (size_t i = 0; i < items->n; i++) {
        const struct plan_item *p = &items->row[i];

        if (p->kind == PLAN_MEASURE && p->version_to == 0)
            c[n++] = (struct choice){
                .value = id_format(f->pg->mem, p->item),
                .label = with_text(f->pg, MSG_ASK_MEASURE_OF, p->text)};
    }
    for (size_t i = 0; i < a->steps.n; i++)
        c[n++] = (struct choice){
            .value = id_format(f->pg->mem, a->steps.row[i].id),
            .label = with_text(f->pg, MSG_ASK_STEP_OF, a->steps.row[i].title)};
    *out_any = n > 1;
    v = field_choice(f, FIELD_SELECT, "tiltak", MSG_ASK_MEASURE,
                     MSG_ASK_MEASURE_HINT, c, n);
    v.optional = true;
    return v;
}

static void
fill_ask_fields(const struct form_view *f, const struct ask_view *v,
                struct ask_page *p)
{
    p->service = word_field(f, FIELD_SELECT, "tjeneste", MSG_ASK_SERVICE, 0,
                            OUTSIDE_COUNT, service_word_at, service_message_at,
                            -1);
    p->recipient = field_text(f, "mottaker", MSG_ASK_RECIPIENT,
                              MSG_ASK_RECIPIENT_HINT, STR_NONE);
    p->kind = word_field(f, FIELD_RADIOS, "slag", MSG_ASK_KIND, 0,
                         ASK_KIND_COUNT, ask_kind_word_at, ask_kind_at, 0);
    p->measure = measure_field(f, v, &p->has_measures);
    p->text = field_area(f, "tekst", MSG_ASK_TEXT, MSG_ASK_TEXT_HINT, STR_NONE,
                         TEXT_MAX_CHARS);
    p->names = field_check(f, "navn", MSG_ASK_NAMES, MSG_ASK_NAMES_HINT, false);
    p->class_ = word_field(f, FIELD_SELECT, "klasse", MSG_ASK_CLASS,
                           MSG_ASK_CLASS_HINT, CLASSES, ask_class_word_at,
                           ask_class_message_at, -1);
    p->basis = basis_field(f);
    p->consent_by = consenter_field(f);
    p->source = source_field(f);
    p->last_day = field_date(f, "svar_innen", MSG_ASK_LAST_DAY,
                             MSG_ASK_LAST_DAY_HINT, DATE_NONE);
}

struct ask_page
ask_page_of(struct page *pg, const struct http_req *req, const struct err *err,
            const struct ask_view *v, struct str site,
            const struct ask_secret *made)
{
    struct form_view f = form_view_of(pg, req, err);
    struct ask_row *row = ARENA_NEW_N(pg->mem, struct ask_row, v->asks.n + 1);
    struct ask_page p = {
        .top = case_top_of(pg, &v->about, TAB_ASK),
        .id = v->about.head.id,
        .may_ask = v->may_ask && v->about.head.open,
        .rows = row,
        .rows_n = v->asks.n,
        .empty = {.title = words(pg, MSG_ASK_NONE),
                  .text = words(pg, MSG_ASK_NONE_LEAD)},
        .errors = errors_of(&f),
    };

    for (size_t i = 0; i < v->asks.n; i++)
        row[i] = ask_row_of(pg, v, &v->asks.row[i]);
    fill_ask_fields(&f, v, &p);
    if (!made)
        return p;
    p.made = true;
    p.link = str_fmt(pg->mem, "%.*s/svar/%.*s", STR_FMT(site),
                     STR_FMT(made->token));
    p.code = made->code;
    return p;
}

/* --- for who has the link --- */

static struct str
link_path(struct page *pg, struct str token, const char *rest)
{
    return str_fmt(pg->mem, "/svar/%.*s%s", STR_FMT(token), rest);
}

struct ask_door
ask_door_of(struct page *pg, const struct http_req *req, const struct err *err,
            struct str token, struct str typed)
{
    struct form_view f = form_view_of(pg, req, err);
    struct ask_door d = {
        .path = link_path(pg, token, ""),
        .errors = errors_of(&f),
        .code = field_text(&f, "kode", MSG_ASK_CODE, MSG_ASK_DOOR_CODE_HINT,
                           STR_NONE),
        .typed = typed,
    };

    d.code.autocomplete = STR("one-time-code");
    d.code.value = STR_NONE;
    return d;
}

static struct field_view
ask_became_field(const struct form_view *f)
{
    const struct choice c[BECAMES] = {
        {.value = str_of(ask_became_word(ASK_CONFIRMED)),
         .label = words(f->pg, MSG_ASK_CONFIRMED)},
        {.value = str_of(ask_became_word(ASK_NOT_POSSIBLE)),
         .label = words(f->pg, MSG_ASK_NOT_POSSIBLE)},
    };

    return field_choice(f, FIELD_RADIOS, "ble", MSG_ASK_BECAME, 0, c, BECAMES);
}

struct link_form
link_form_of(struct page *pg, const struct http_req *req, const struct err *err,
             const struct ask_secret *s, const struct ask_shown *v)
{
    const struct ask *a = &v->ask;
    struct form_view f = form_view_of(pg, req, err);
    bool confirms = a->kind == ASK_CONFIRM;
    const struct msg_arg from[] = {msg_str(a->by_name), msg_str(a->unit_name)};
    const struct msg_arg child[] = {msg_str(v->child)};
    struct link_form out = {
        .path = link_path(pg, s->token, "/svar"),
        .code = s->code,
        .from = msg_text(pg->mem, pg->lang, MSG_ASK_FROM, from, 2),
        .about = v->child.n > 0
                     ? msg_text(pg->mem, pg->lang, MSG_ASK_ABOUT, child, 1)
                     : STR_NONE,
        .text = a->text,
        .last_day = a->last_day,
        .confirms = confirms,
        .errors = errors_of(&f),
        .became = ask_became_field(&f),
        .answer = field_area(
            &f, "svar", confirms ? MSG_ASK_REASON : MSG_ASK_ANSWER_YOURS,
            confirms ? MSG_ASK_REASON_HINT : MSG_ASK_ANSWER_HINT, STR_NONE,
            TEXT_MAX_CHARS),
    };

    out.answer.optional = confirms;
    return out;
}
