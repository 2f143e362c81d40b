/* The form of a request: a step's fields, and all answers to check.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request_pages.h"
#include "casefile/pages.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

enum { RADIOS_MAX = 8, STEP_CHECK = REQUEST_STEPS + 1 };

static const int step_titles[STEP_CHECK + 1] = {
    [1] = MSG_THK_FORM_1,          [2] = MSG_THK_FORM_2, [3] = MSG_THK_FORM_3,
    [4] = MSG_THK_FORM_4,          [5] = MSG_THK_FORM_5, [6] = MSG_THK_FORM_6,
    [STEP_CHECK] = MSG_THK_FORM_7,
};

int
thk_step_title(int step)
{
    ASSERT(step >= 1 && step <= STEP_CHECK);
    return step_titles[step];
}

/* --- one answer in words --- */

static int
code_of(const struct request_field *f, const void *base)
{
    return *(const int *)(const void *)((const char *)base + f->offset);
}

static struct str
codes_text(struct page *pg, const struct request_field *f, const void *base)
{
    unsigned bits = *(const unsigned *)(const void *)((const char *)base +
                                                      f->offset);
    struct buf b;

    buf_init(&b, pg->mem);
    for (int v = 1; v < 32; v++) {
        if ((bits & (1u << v)) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, "; ");
        buf_str(&b, request_code_text(pg->lang, f->list, v));
    }
    return buf_done(&b);
}

struct str
thk_answer(struct page *pg, const struct request_field *f, const void *base)
{
    struct date d;

    if (request_is_empty(f, base))
        return STR_NONE;
    switch (f->kind) {
    case REQUEST_CODE:
        return request_code_text(pg->lang, f->list, code_of(f, base));
    case REQUEST_CODES:
        return codes_text(pg, f, base);
    case REQUEST_BOOL:
        return words(pg, code_of(f, base) == REQUEST_YES ? MSG_WORD_YES
                                                         : MSG_WORD_NO);
    case REQUEST_DATE:
        d = *(const struct date *)(const void *)((const char *)base +
                                                 f->offset);
        return date_text(pg->mem, pg->lang, d);
    case REQUEST_LINE:
    case REQUEST_TEXT:
    case REQUEST_NATID:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
    case REQUEST_INSTANT:
        break;
    }
    return request_get(pg->mem, f, base);
}

/* --- one field of a form --- */

struct form_work {
    struct page *pg;
    struct form_view stored; /* shows what is stored */
    struct form_view typed;  /* shows what was typed and could not be */
};

static bool
was_typed(const struct form_work *w, const char *key)
{
    struct str date = str_fmt(w->pg->mem, "%s-dag", key);
    const struct http_req *req = w->typed.req;

    for (size_t i = 0; i < req->n_field; i++)
        if (str_eq_cz(req->field[i].name, key) ||
            str_eq(req->field[i].name, date))
            return true;
    return false;
}

static struct field_view
code_field(const struct form_view *fv, const struct request_field *f,
           const char *key, const void *base)
{
    size_t n = 0;
    const struct request_code *code = request_codes(f->list, &n);
    struct choice *choice = ARENA_NEW_N(fv->pg->mem, struct choice, n + 1);
    bool many = f->kind == REQUEST_CODES;
    bool menu = !many && (n > RADIOS_MAX || f->list == REQUEST_LIST_TRANSFER);
    unsigned bits = many
                        ? *(const unsigned *)(const void *)((const char *)base +
                                                            f->offset)
                        : 1u;
    int value = many ? 0 : code_of(f, base);

    choice[0].label = words(fv->pg, MSG_THK_CHOOSE);
    for (size_t i = 0; i < n; i++)
        choice[i + 1] = (struct choice){
            .value = str_of(code[i].code),
            .label = request_code_text(fv->pg->lang, f->list, (int)i + 1),
            .selected = many ? (bits >> (i + 1) & 1) != 0 : value == (int)i + 1,
        };
    if (menu) /* nothing is chosen until somebody has chosen */
        return field_choice(fv, FIELD_SELECT, key, f->label, f->hint, choice,
                            n + 1);
    return field_choice(fv, many ? FIELD_CHECKS : FIELD_RADIOS, key, f->label,
                        f->hint, choice + 1, n);
}

static struct field_view
yes_no_field(const struct form_view *fv, const struct request_field *f,
             const char *key, const void *base)
{
    int value = code_of(f, base);
    const struct choice choice[] = {
        {.value = STR("true"),
         .label = words(fv->pg, MSG_WORD_YES),
         .selected = value == REQUEST_YES},
        {.value = STR("false"),
         .label = words(fv->pg, MSG_WORD_NO),
         .selected = value == REQUEST_NO},
    };

    return field_choice(fv, FIELD_RADIOS, key, f->label, f->hint, choice, 2);
}

static enum field_kind
text_kind(const char *key)
{
    struct str s = str_of(key);

    if (str_ends(s, STR("_email")))
        return FIELD_EMAIL;
    return str_ends(s, STR("_phone")) ? FIELD_TEL : FIELD_TEXT;
}

static struct field_view
plain_field(const struct form_work *w, const struct request_field *f,
            const char *key, const void *base)
{
    const struct form_view *fv = was_typed(w, key) ? &w->typed : &w->stored;

    switch (f->kind) {
    case REQUEST_TEXT:
        return field_area(fv, key, f->label, f->hint,
                          request_get(w->pg->mem, f, base), (int64_t)f->max);
    case REQUEST_CODE:
    case REQUEST_CODES:
        return code_field(fv, f, key, base);
    case REQUEST_BOOL:
        return yes_no_field(fv, f, key, base);
    case REQUEST_DATE:
        return field_date(
            fv, key, f->label, f->hint,
            *(const struct date *)(const void *)((const char *)base +
                                                 f->offset));
    case REQUEST_LINE:
    case REQUEST_NATID:
    case REQUEST_ORGNR:
    case REQUEST_DIGITS:
    case REQUEST_UUID:
    case REQUEST_VERSION:
    case REQUEST_INTEGER:
    case REQUEST_INSTANT:
        break;
    }
    return field_of_kind(fv, text_kind(key), key, f->label, f->hint,
                         request_get(w->pg->mem, f, base));
}

/* An area is either described or left out with a reason: neither half alone is
 * optional. */
static bool
says_optional(const struct request_field *f)
{
    return !f->required && !str_starts(str_of(f->key), STR("area_"));
}

static struct field_view
field_of(const struct form_work *w, const struct request_field *f,
         const char *key, const void *base)
{
    struct field_view v = plain_field(w, f, key, base);

    v.optional = says_optional(f);
    return v;
}

/* --- groups --- */

static const struct {
    const char *key;
    int title;
} headings[] = {
    {"contact_name", MSG_THK_GROUP_CONTACT},
    {"has_plan", MSG_THK_GROUP_PLAN},
    {"ip", MSG_THK_GROUP_IP},
    {"day", MSG_THK_GROUP_DAY},
    {"billing_number", MSG_THK_GROUP_BILLING},
    {"area_1_1", MSG_REQUEST_DIMENSION_1},
    {"area_2_1", MSG_REQUEST_DIMENSION_2},
    {"area_3_1", MSG_REQUEST_DIMENSION_3},
    {"need", MSG_THK_GROUP_NEED},
    {"document_1", MSG_THK_GROUP_DOCUMENTS},
};

static int
heading_of(const struct request_field *f)
{
    for (size_t i = 0; i < ARRAY_LEN(headings); i++)
        if (str_eq_cz(str_of(f->key), headings[i].key))
            return headings[i].title;
    return 0;
}

struct groups {
    struct field_group *row;
    size_t n;
};

static void
put_fields(const struct form_work *w, const struct thk_request *r, int step,
           struct groups *g)
{
    struct field_view *field = ARENA_NEW_N(w->pg->mem, struct field_view,
                                           REQUEST_FIELD_COUNT);
    struct field_group *now = NULL;
    size_t n = 0;

    for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++) {
        const struct request_field *f = &request_fields[i];
        int title = heading_of(f);

        if (f->step != step || !request_applies(request_fields, f, r))
            continue;
        if (!now || title != 0) {
            now = &g->row[g->n++];
            now->fields = &field[n];
            now->title = title ? words(w->pg, title) : STR_NONE;
        }
        field[n++] = field_of(w, f, f->key, r);
        now->fields_n++;
    }
}

static void
put_caregivers(const struct form_work *w, const struct thk_request *r,
               struct groups *g)
{
    for (size_t i = 0; i < r->n_caregivers; i++) {
        struct field_view *field = ARENA_NEW_N(w->pg->mem, struct field_view,
                                               REQUEST_CAREGIVER_FIELD_COUNT);
        const struct msg_arg number = msg_int((int64_t)i + 1);
        struct field_group *now = &g->row[g->n++];

        now->title = msg_text(w->pg->mem, w->pg->lang, MSG_THK_CAREGIVER,
                              &number, 1);
        now->drop = str_fmt(w->pg->mem, "fjern_omsorg-%zu", i);
        now->drop_label = words(w->pg, MSG_THK_CAREGIVER_DROP);
        now->fields = field;
        for (size_t k = 0; k < REQUEST_CAREGIVER_FIELD_COUNT; k++) {
            const struct request_field *f = &request_caregiver_fields[k];

            if (request_applies(request_caregiver_fields, f, &r->caregivers[i]))
                field[now->fields_n++] = field_of(
                    w, f, request_caregiver_key(w->pg->mem, i, f),
                    &r->caregivers[i]);
        }
    }
}

static void
put_attachments(const struct form_work *w, const struct thk_request *r,
                struct groups *g)
{
    for (size_t i = 0; i < r->n_attachments; i++) {
        struct field_view *field = ARENA_NEW_N(w->pg->mem, struct field_view,
                                               REQUEST_ATTACHMENT_FIELD_COUNT);
        const struct msg_arg number = msg_int((int64_t)i + 1);
        struct field_group *now = &g->row[g->n++];

        now->title = msg_text(w->pg->mem, w->pg->lang, MSG_THK_ATTACHMENT,
                              &number, 1);
        now->drop = str_fmt(w->pg->mem, "fjern_vedlegg-%zu", i);
        now->drop_label = words(w->pg, MSG_THK_ATTACHMENT_DROP);
        now->fields = field;
        for (size_t k = 0; k < REQUEST_ATTACHMENT_FIELD_COUNT; k++) {
            const struct request_field *f = &request_attachment_fields[k];

            if (request_applies(request_attachment_fields, f,
                                &r->attachments[i]))
                field[now->fields_n++] = field_of(
                    w, f, request_attachment_key(w->pg->mem, i, f),
                    &r->attachments[i]);
        }
    }
}

/* --- the list of steps --- */

static int
progress_message(enum draft_progress p)
{
    switch (p) {
    case DRAFT_UNTOUCHED:
        return MSG_THK_STEP_UNTOUCHED;
    case DRAFT_BEGUN:
        return MSG_THK_STEP_BEGUN;
    case DRAFT_FAULTY:
        return MSG_THK_STEP_FAULTY;
    case DRAFT_READY:
        break;
    }
    return MSG_THK_STEP_READY;
}

/* In a draft all steps are open; later only those that were asked for. */
static bool
step_open(const struct request_view *v, int step)
{
    if (v->a.state == THK_DRAFT)
        return true;
    for (unsigned l = 0; l < THK_LACK_COUNT; l++)
        if ((v->lacks & (1u << l)) != 0 &&
            thk_lack_step((enum thk_lack)l) == step)
            return true;
    return false;
}

static struct str
step_path(struct page *pg, assessment_id id, int step)
{
    if (step > REQUEST_STEPS)
        return thk_path(pg, id, "/kontroller");
    return str_fmt(pg->mem, "%.*s%d", STR_FMT(thk_path(pg, id, "/steg/")),
                   step);
}

struct step_nav
thk_step_nav_of(struct page *pg, const struct request_view *v, int current)
{
    struct step_link *link = ARENA_NEW_N(pg->mem, struct step_link, STEP_CHECK);
    bool all = true;

    for (int s = 1; s <= REQUEST_STEPS; s++) {
        enum draft_progress p = draft_progress(pg->mem, &v->draft, s);

        link[s - 1] = (struct step_link){
            .href = step_open(v, s) ? step_path(pg, v->a.id, s) : STR_NONE,
            .title = step_titles[s],
            .progress = progress_message(p),
            .done = p == DRAFT_READY,
            .current = s == current,
        };
        all = all && p == DRAFT_READY;
    }
    link[REQUEST_STEPS] = (struct step_link){
        .href = step_path(pg, v->a.id, STEP_CHECK),
        .title = step_titles[STEP_CHECK],
        .progress = all ? MSG_THK_STEP_CAN_SEND : MSG_THK_STEP_CANNOT_SEND,
        .current = current == STEP_CHECK,
    };
    return (struct step_nav){
        .child = thk_child(pg, v->child_name, v->child_age),
        .all_href = thk_path(pg, v->a.id, "/kontroller"),
        .links = link,
        .links_n = STEP_CHECK,
        .is_draft = v->a.state == THK_DRAFT,
    };
}

/* --- a step --- */

static const struct alert *
step_alerts(struct page *pg, const struct request_view *v, int step, bool grew,
            size_t *n)
{
    struct alert *a = ARENA_NEW_N(pg->mem, struct alert, 3);
    const struct msg_arg who[] = {msg_str(v->consent_who),
                                  msg_str(v->consent_law)};

    *n = 0;
    if (v->a.state == THK_INCOMPLETE)
        a[(*n)++] = (struct alert){.kind = ALERT_WARNING,
                                   .title = words(pg, MSG_THK_ASKED_FOR),
                                   .text = v->lack_note};
    if (grew)
        a[(*n)++] = (struct alert){.kind = ALERT_INFO,
                                   .text = words(pg, MSG_THK_NEW_QUESTIONS)};
    if (step == 5 && v->consent_who.n > 0)
        a[(*n)++] = (struct alert){
            .kind = ALERT_INFO,
            .text = msg_text(pg->mem, pg->lang, MSG_THK_WHO_CONSENTS, who, 2)};
    return a;
}

/* Typed texts as a request's fields, so that the builders show them. */
static const struct http_req *
typed_request(struct page *pg, const struct typed_list *list, int step)
{
    struct http_req *req = ARENA_NEW(pg->mem, struct http_req);
    struct http_pair *pair = ARENA_NEW_N(pg->mem, struct http_pair,
                                         list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].step == step)
            pair[req->n_field++] = (struct http_pair){list->row[i].name,
                                                      list->row[i].value};
    req->field = pair;
    return req;
}

static struct str
title_of(struct page *pg, int step)
{
    const struct msg_arg arg = msg_str(words(pg, step_titles[step]));

    return msg_text(pg->mem, pg->lang, MSG_THK_FORM_TITLE, &arg, 1);
}

static struct crumbs
form_crumbs(struct page *pg, const struct request_view *v)
{
    struct crumb *item = ARENA_NEW_N(pg->mem, struct crumb, 3);

    item[0] = (struct crumb){STR("/thk"), words(pg, MSG_THK_TITLE)};
    item[1] = (struct crumb){case_path(pg, v->a.case_id, ""), v->child_name};
    item[2] = (struct crumb){STR_NONE, words(pg, MSG_THK_REQUEST)};
    return (struct crumbs){item, 3};
}

static struct str
saved_text(struct page *pg, struct instant at)
{
    const struct msg_arg clock = msg_str(clock_text(pg->mem, pg->lang, at));

    if (at.us == 0)
        return STR_NONE;
    return msg_text(pg->mem, pg->lang, MSG_THK_SAVED_AT, &clock, 1);
}

struct thk_step_view
thk_step_view_of(struct page *pg, const struct request_view *v, int step,
                 bool grew, const struct err *err)
{
    const struct thk_request *r = &v->draft.request;
    struct form_work w = {
        .pg = pg,
        .stored = form_view_of(pg, NULL, err),
        .typed = form_view_of(pg, typed_request(pg, &v->draft.typed, step),
                              err)};
    struct groups g = {.row = ARENA_NEW_N(pg->mem, struct field_group,
                                          ARRAY_LEN(headings) + 1 +
                                              r->n_caregivers +
                                              r->n_attachments)};
    struct thk_step_view out = {
        .crumbs = form_crumbs(pg, v),
        .nav = thk_step_nav_of(pg, v, step),
        .title = title_of(pg, step),
        .heading = step_titles[step],
        .step = step,
        .action = step_path(pg, v->a.id, step),
        .autosave = str_fmt(pg->mem, "%.*s/lagre",
                            STR_FMT(step_path(pg, v->a.id, step))),
        .errors = errors_of(&w.stored),
        .next = step_titles[step + 1],
        .saved = saved_text(pg, v->saved_at),
    };

    put_fields(&w, r, step, &g);
    if (step == 5) {
        put_caregivers(&w, r, &g);
        out.add = STR("nytt_omsorg");
        out.add_label = MSG_THK_CAREGIVER_ADD;
    }
    if (step == 6) {
        put_attachments(&w, r, &g);
        out.add = STR("nytt_vedlegg");
        out.add_label = MSG_THK_ATTACHMENT_ADD;
        out.upload = true;
        out.files = thk_files_of(pg, v, &out.files_n);
    }
    out.groups = g.row;
    out.groups_n = g.n;
    out.alerts = step_alerts(pg, v, step, grew, &out.alerts_n);
    return out;
}

/* --- files --- */

const struct file_link *
thk_files_of(struct page *pg, const struct request_view *v, size_t *n)
{
    struct file_link *link = ARENA_NEW_N(pg->mem, struct file_link,
                                         v->files.n + 1);

    *n = v->files.n;
    for (size_t i = 0; i < v->files.n; i++) {
        const struct blob *b = &v->files.row[i];
        const struct msg_arg kib = msg_int((b->bytes + 1023) / 1024);

        link[i] = (struct file_link){
            .href = thk_path(
                pg, v->a.id,
                str_cz(pg->mem, str_fmt(pg->mem, "/vedlegg/%.*s",
                                        STR_FMT(id_format(pg->mem, b->id))))),
            .name = b->name,
            .size = msg_text(pg->mem, pg->lang, MSG_FILE_SIZE, &kib, 1)};
    }
    return link;
}

struct thk_file_view
thk_file_view_of(struct page *pg, const struct http_req *typed,
                 const struct err *err, const struct request_view *v)
{
    static const struct request_attachment none;
    const struct request_field *field = request_attachment_fields;
    struct form_view f = form_view_of(pg, typed, err);

    return (struct thk_file_view){
        .crumbs = form_crumbs(pg, v),
        .action = thk_path(pg, v->a.id, "/vedlegg"),
        .errors = errors_of(&f),
        .file = field_of_kind(&f, FIELD_FILE, "fil", MSG_FILE_FILE,
                              MSG_FILE_HINT, STR_NONE),
        .type = code_field(&f, &field[REQUEST_F_AT_TYPE], "type", &none),
        .description = field_text(&f, "description",
                                  field[REQUEST_F_AT_DESCRIPTION].label,
                                  MSG_FILE_DESCRIPTION_HINT, STR_NONE),
        .cancel = step_path(pg, v->a.id, REQUEST_STEPS)};
}

/* --- all answers --- */

struct answers {
    struct page *pg;
    const struct request_view *v;
    bool change;
    struct fact *row;
    size_t n;
};

static void
put_answer(struct answers *a, const struct request_field *f, const char *key,
           const void *base, struct str label)
{
    struct str value = thk_answer(a->pg, f, base);

    if (value.n == 0 && !(a->change && f->required))
        return;
    a->row[a->n++] = (struct fact){
        .label = label,
        .value = value.n > 0 ? value : words(a->pg, MSG_THK_NOT_ANSWERED),
        .change_href = a->change && step_open(a->v, f->step)
                           ? str_fmt(
                                 a->pg->mem, "%.*s#%s",
                                 STR_FMT(step_path(a->pg, a->v->a.id, f->step)),
                                 key)
                           : STR_NONE,
    };
}

/* "Omsorgsperson 1: fornavn" */
static struct str
item_label(struct page *pg, int message, size_t i,
           const struct request_field *f)
{
    const struct msg_arg number = msg_int((int64_t)i + 1);

    return str_fmt(pg->mem, "%.*s: %.*s",
                   STR_FMT(msg_text(pg->mem, pg->lang, message, &number, 1)),
                   STR_FMT(words(pg, f->label)));
}

static void
put_items(struct answers *a, int step)
{
    const struct thk_request *r = &a->v->draft.request;

    for (size_t i = 0; step == 5 && i < r->n_caregivers; i++)
        for (size_t k = 0; k < REQUEST_CAREGIVER_FIELD_COUNT; k++) {
            const struct request_field *f = &request_caregiver_fields[k];

            if (request_applies(request_caregiver_fields, f, &r->caregivers[i]))
                put_answer(a, f, request_caregiver_key(a->pg->mem, i, f),
                           &r->caregivers[i],
                           item_label(a->pg, MSG_THK_CAREGIVER, i, f));
        }
    for (size_t i = 0; step == 6 && i < r->n_attachments; i++)
        for (size_t k = 0; k < REQUEST_ATTACHMENT_FIELD_COUNT; k++) {
            const struct request_field *f = &request_attachment_fields[k];

            if (request_applies(request_attachment_fields, f,
                                &r->attachments[i]))
                put_answer(a, f, request_attachment_key(a->pg->mem, i, f),
                           &r->attachments[i],
                           item_label(a->pg, MSG_THK_ATTACHMENT, i, f));
        }
}

const struct answer_panel *
thk_panels(struct page *pg, const struct request_view *v, bool change,
           size_t *n)
{
    const struct thk_request *r = &v->draft.request;
    struct answer_panel *p = ARENA_NEW_N(pg->mem, struct answer_panel,
                                         REQUEST_STEPS);
    size_t max = REQUEST_FIELD_COUNT +
                 r->n_caregivers * REQUEST_CAREGIVER_FIELD_COUNT +
                 r->n_attachments * REQUEST_ATTACHMENT_FIELD_COUNT;

    for (int s = 1; s <= REQUEST_STEPS; s++) {
        struct answers a = {.pg = pg, .v = v, .change = change};

        a.row = ARENA_NEW_N(pg->mem, struct fact, max);
        for (size_t i = 0; i < REQUEST_FIELD_COUNT; i++) {
            const struct request_field *f = &request_fields[i];

            if (f->step == s && request_applies(request_fields, f, r))
                put_answer(&a, f, f->key, r, words(pg, f->label));
        }
        put_items(&a, s);
        p[s - 1] = (struct answer_panel){
            .title = step_titles[s],
            .id = str_fmt(pg->mem, "svar-%d", s),
            .facts = {.rows = a.row, .rows_n = a.n, .change = true}};
    }
    *n = REQUEST_STEPS;
    return p;
}

static struct far_errors
far_errors_of(struct page *pg, const struct request_view *v,
              const struct err *err)
{
    struct far_error *item;
    size_t n = 0;

    for (const struct err *e = err; e; e = e->next)
        n++;
    item = ARENA_NEW_N(pg->mem, struct far_error, n + 1);
    n = 0;
    for (const struct err *e = err; e; e = e->next) {
        int step = e->field ? draft_step_of(str_of(e->field)) : 0;

        item[n].text = err_text(pg->mem, pg->lang, e);
        if (step > 0)
            item[n].href = str_fmt(pg->mem, "%.*s#%s",
                                   STR_FMT(step_path(pg, v->a.id, step)),
                                   e->field);
        else if (e->field)
            item[n].href = str_fmt(pg->mem, "#%s", e->field);
        n++;
    }
    return (struct far_errors){item, n};
}

struct thk_check_view
thk_check_view_of(struct page *pg, const struct request_view *v,
                  const struct err *err)
{
    struct form_view f = form_view_of(pg, NULL, err);
    struct thk_check_view out = {
        .crumbs = form_crumbs(pg, v),
        .nav = thk_step_nav_of(pg, v, STEP_CHECK),
        .action = thk_path(pg, v->a.id, "/kontroller"),
        .discard = v->a.state == THK_DRAFT ? thk_path(pg, v->a.id, "/slett")
                                           : STR_NONE,
        .errors = far_errors_of(pg, v, err),
        .read = field_check(&f, "lest", MSG_THK_HAVE_READ, 0, false),
        .decider = v->decider.name,
    };

    out.alerts = step_alerts(pg, v, 0, false, &out.alerts_n);
    out.panels = thk_panels(pg, v, true, &out.panels_n);
    return out;
}
