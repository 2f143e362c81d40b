/* Bufdir's messages: a request comes in and is answered, all of it or nothing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/message_app.h"

#include "assessment/file.h"
#include "assessment/message_store.h"
#include "assessment/request_app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"

#define COLUMN_XML "assessment_message.xml"

const char *
message_outcome_word(enum message_outcome o)
{
    static const char *const word[] = {
        [MESSAGE_NEW] = "new",         [MESSAGE_KNOWN] = "known",
        [MESSAGE_CHANGED] = "changed", [MESSAGE_WITHDRAWN] = "withdrawn",
        [MESSAGE_NOTED] = "noted",     [MESSAGE_REFUSED] = "refused",
    };

    return word[o];
}

/* A message on its way through one call. */
struct passage {
    struct call *c;
    const struct bufdir_message *m;
    struct str xml;
    const struct message_file *files; /* that came beside it */
    size_t n_files;
    struct unit requester;
    struct function_row holder;
    struct message_answer *out;
};

static const struct err *
refuse(struct passage *p, int msg, const char *path)
{
    return ERR(p->c->mem, INVALID, .msg = msg, .arg = {msg_str(str_of(path))});
}

/* --- who sent it --- */

static bool
is_sender(const struct unit *u, const struct request_org *org)
{
    if (u->org_number.n > 0 && str_eq(u->org_number, org->number))
        return true;
    return u->municipality.n > 0 &&
           str_eq(u->municipality, org->municipality_number);
}

static const struct err *
find_requester(struct passage *p)
{
    struct unit_list list = {0};
    const struct request_org *org = &p->m->head.sender;
    const struct unit *best = NULL;
    const struct err *err = registry_store_list_units(
        &p->c->tx, UNIT_CHILD_WELFARE, p->c->today, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        if (is_sender(&list.row[i], org) &&
            (!best || str_eq(list.row[i].org_number, org->number)))
            best = &list.row[i];
    if (!err && !best)
        return refuse(p, MSG_MESSAGE_UNKNOWN_SENDER,
                      "Meldingshode/Avsender/Organisasjonsnummer");
    if (best)
        p->requester = *best;
    return err;
}

/* Who leads the unit, else whoever has a function there. */
static const struct err *
find_holder(struct passage *p)
{
    struct function_list list = {0};
    bool found = false;
    const struct err *err = registry_leader_of(&p->c->tx, p->requester.id,
                                               p->c->today, &p->holder, &found);

    if (err || found)
        return err;
    err = registry_store_list_unit_functions(&p->c->tx, p->requester.id,
                                             p->c->today, &list);
    if (!err && list.n == 0)
        return refuse(p, MSG_MESSAGE_NOBODY_THERE,
                      "Meldingshode/Avsender/Organisasjonsnummer");
    if (!err)
        p->holder = list.row[0];
    return err;
}

/* The case is the requester's: what is written is written for its holder. The
 * audit still says that the system did it. */
static struct actor
act_for_requester(struct passage *p)
{
    struct actor was = p->c->who;

    p->c->who.account = p->holder.account_id;
    p->c->who.function = p->holder.id;
    p->c->who.unit = p->requester.id;
    return was;
}

/* --- the child --- */

static enum care
care_of(int legal)
{
    switch ((enum request_legal_code)legal) {
    case REQUEST_LEGAL_3_2:
        return CARE_VOLUNTARY;
    case REQUEST_LEGAL_4_2:
        return CARE_ACUTE_4_2;
    case REQUEST_LEGAL_5_1:
        return CARE_ORDER_5_1;
    case REQUEST_LEGAL_6_1:
        return CARE_INSTITUTION_6_1;
    case REQUEST_LEGAL_6_2:
        return CARE_INSTITUTION_6_2;
    case REQUEST_LEGAL_4_4:
    case REQUEST_LEGAL_UNSET:
        break;
    }
    return CARE_HOME;
}

/* The message has no name: the case says so until somebody writes it. */
static struct child
child_of(const struct passage *p)
{
    const struct thk_request *r = &p->m->request;

    return (struct child){
        .provisional = r->child.kind == NATID_NONE,
        .given_name = msg_plain(p->c->lang, MSG_MESSAGE_NO_NAME),
        .number = r->child,
        .birth_date = DATE_NONE, /* never read out of a number */
        .birth_unknown = true,
        .interpreter = r->interpreter == REQUEST_YES,
        .municipality = p->requester.municipality,
        .care = care_of(r->legal),
        .care_since = r->decided_on,
        .lives = r->residence,
    };
}

/* Made-up numbers only where all is made up, real ones only where nothing is.
 */
static const struct err *
check_number(struct passage *p)
{
    const struct natid *id = &p->m->request.child;

    if (id->kind != NATID_NONE && id->kind != NATID_DUF &&
        id->synthetic != p->c->sv->demo)
        return refuse(p,
                      p->c->sv->demo ? MSG_MESSAGE_REAL_NUMBER
                                     : MSG_MESSAGE_SYNTHETIC_NUMBER,
                      "Klient/Fodselsnummer");
    return NULL;
}

static const struct err *
find_or_open_case(struct passage *p, case_id *out)
{
    struct case_open_form form = {.child = child_of(p), .bti_level = -1};
    bool found = false;
    const struct err *err = check_number(p);

    if (!err && p->m->request.child.kind != NATID_NONE)
        err = casefile_find_own_in(p->c, &p->m->request.child, out, &found);
    if (err || found)
        return err;
    form.text = msg_plain(p->c->lang, MSG_MESSAGE_CASE_TEXT);
    return casefile_app_open_in(p->c, &form, out);
}

/* --- kinds of messages --- */

static bool
is_named(const struct passage *p, struct str name)
{
    const struct bufdir_message *m = p->m;

    for (size_t i = 0; i < m->n_files; i++)
        if (str_eq(m->files[i].file_name, name))
            return true;
    for (size_t i = 0; i < m->request.n_attachments; i++)
        if (str_eq(m->request.attachments[i].file_name, name))
            return true;
    return false;
}

static const struct err *
put_files(struct passage *p, const struct assessment *a)
{
    const struct err *err = NULL;

    for (size_t i = 0; i < p->n_files && !err; i++) {
        struct str type = STR_NONE;
        struct str name = file_name_of(p->c->mem, p->files[i].name);

        if (!is_named(p, name))
            return refuse(p, MSG_MESSAGE_FILE_NOT_NAMED, "Vedlegg/Filnavn");
        err = file_type(p->c->mem, "fil", p->files[i].bytes, &type);
        if (!err)
            err = file_put_in(p->c, a, name, type, p->files[i].bytes, false);
    }
    return err;
}

static const struct err *
keep_message(struct passage *p, const struct assessment *a, const char *kind)
{
    struct key key;
    const struct err *err = case_key_in(p->c, a->case_id, &key);

    if (!err)
        err = put_files(p, a);
    if (err)
        return err;
    return message_store_insert(
        &p->c->tx, p->m->head.id, a->id, false, kind,
        seal(p->c->mem, &key, a->id.v, COLUMN_XML, p->xml), p->c->now);
}

static const struct err *
insert_request(struct passage *p, case_id id, struct assessment *a)
{
    const struct err *err;

    *a = (struct assessment){.case_id = id,
                             .state = THK_DRAFT,
                             .state_at = p->c->now,
                             .author_account = p->holder.account_id,
                             .author_function = p->holder.id,
                             .requester_unit = p->requester.id,
                             .request_version = 1,
                             .message_id = p->m->head.id,
                             .sent_at = p->c->now,
                             .made_at = p->c->now};
    err = assessment_decider_in(p->c, p->requester.municipality,
                                &a->decider_unit);
    if (!err)
        err = assessment_seal_in(p->c, a, &p->m->request);
    return err ? err : assessment_store_insert(&p->c->tx, a);
}

/* The request that an earlier message began. */
static const struct err *
find_earlier(struct passage *p, struct assessment *a)
{
    assessment_id id = {0};
    const struct err *err = message_store_find(&p->c->tx, p->m->head.about_id,
                                               &id);

    if (!err && id.v == 0)
        err = message_store_find(&p->c->tx, p->m->head.start_id, &id);
    if (!err && id.v == 0)
        return refuse(p, MSG_MESSAGE_UNKNOWN_EARLIER,
                      "Meldingshode/MeldingsForbindelse");
    if (!err)
        err = assessment_store_get(&p->c->tx, id, a);
    p->out->id = id;
    p->c->about = a->case_id;
    return err;
}

/* Changes reach a request until it is decided on. */
static const struct err *
change(struct passage *p, struct assessment *a, const struct thk_request *r)
{
    struct actor was;
    const struct err *err;

    if (a->state >= THK_OFFERED || a->state == THK_DRAFT)
        return refuse(p, MSG_MESSAGE_TOO_LATE,
                      "Meldingshode/MeldingsForbindelse");
    err = assessment_seal_in(p->c, a, r);
    a->request_version++;
    if (!err)
        err = assessment_store_update(&p->c->tx, a);
    if (!err)
        err = request_store_drop_draft(&p->c->tx, a->id);
    if (!err)
        err = request_store_answer_lacks(&p->c->tx, a->id, p->c->now);
    if (err || a->state != THK_INCOMPLETE)
        return err ? err
                   : assessment_store_put_notice(
                         &p->c->tx, a, THK_STEP_COMPLETE, a->decider_unit,
                         (account_id){0}, p->c->now);
    was = act_for_requester(p);
    err = assessment_step_in(p->c, a, THK_STEP_COMPLETE, 1u << THK_NEED_REQUEST,
                             STR_NONE);
    p->c->who = was;
    return err;
}

static const struct err *
find_parties(struct passage *p)
{
    const struct err *err = find_requester(p);

    return err ? err : find_holder(p);
}

/* A child has one request at a time: another one before the decision takes the
 * place of what stands. */
static const struct err *
take_again(struct passage *p, assessment_id id)
{
    struct assessment a = {0};
    const struct err *err = assessment_store_get(&p->c->tx, id, &a);

    if (!err && a.state >= THK_OFFERED)
        return refuse(p, MSG_MESSAGE_ONE_ALREADY, "Meldingshode/Id");
    if (!err)
        err = change(p, &a, &p->m->request);
    if (!err)
        err = keep_message(p, &a, "referral");
    p->out->outcome = MESSAGE_CHANGED;
    p->out->id = id;
    return err;
}

static const struct err *
send_new(struct passage *p, case_id id)
{
    struct assessment a;
    const struct err *err = insert_request(p, id, &a);

    if (!err)
        err = request_share_in(p->c, &a, &p->m->request);
    if (!err)
        err = assessment_step_in(p->c, &a, THK_STEP_SEND,
                                 1u << THK_NEED_REQUEST, STR_NONE);
    if (!err)
        err = keep_message(p, &a, "referral");
    p->out->outcome = MESSAGE_NEW;
    p->out->id = a.id;
    return err;
}

static const struct err *
take_new(struct passage *p)
{
    case_id id = {0};
    struct assessment open = {0};
    struct actor was;
    bool found = false;
    const struct err *err = find_parties(p);

    if (err)
        return err;
    was = act_for_requester(p);
    err = find_or_open_case(p, &id);
    if (!err)
        err = request_store_find_open(&p->c->tx, id, &open, &found);
    if (!err)
        err = found && open.state != THK_DRAFT ? take_again(p, open.id)
                                               : send_new(p, id);
    p->c->who = was;
    p->c->about = id;
    return err;
}

static const struct err *
check_same_sender(struct passage *p, const struct assessment *a)
{
    const struct err *err = find_parties(p);

    if (!err && p->requester.id.v != a->requester_unit.v)
        err = refuse(p, MSG_MESSAGE_OTHER_SENDER,
                     "Meldingshode/Avsender/Organisasjonsnummer");
    return err;
}

static const struct err *
take_update(struct passage *p)
{
    struct assessment a = {0};
    const struct err *err = find_earlier(p, &a);

    if (!err)
        err = check_same_sender(p, &a);
    if (!err)
        err = check_number(p);
    if (!err)
        err = change(p, &a, &p->m->request);
    if (!err)
        err = keep_message(p, &a, "referral");
    p->out->outcome = MESSAGE_CHANGED;
    return err;
}

static const struct err *
add_files(struct passage *p, struct thk_request *r)
{
    size_t n = r->n_attachments + p->m->n_files;
    struct request_attachment *all;

    if (n > REQUEST_ATTACHMENTS_MAX)
        return ERR(p->c->mem, INVALID, .msg = MSG_REQUEST_TOO_MANY,
                   .arg = {msg_int(REQUEST_ATTACHMENTS_MAX)});
    all = ARENA_NEW_N(p->c->mem, struct request_attachment, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = i < r->n_attachments ? r->attachments[i]
                                      : p->m->files[i - r->n_attachments];
    r->attachments = all;
    r->n_attachments = n;
    return NULL;
}

static const struct err *
take_files(struct passage *p)
{
    struct assessment a = {0};
    struct thk_request r;
    const struct err *err = find_earlier(p, &a);

    if (!err)
        err = check_same_sender(p, &a);
    if (!err)
        err = assessment_request_in(p->c, &a, &r);
    if (!err)
        err = add_files(p, &r);
    if (!err)
        err = change(p, &a, &r);
    if (!err)
        err = keep_message(p, &a, "files");
    p->out->outcome = MESSAGE_CHANGED;
    return err;
}

static const struct err *
take_withdrawn(struct passage *p)
{
    struct assessment a = {0};
    struct actor was;
    struct str why = p->m->text.n > 0
                         ? p->m->text
                         : msg_plain(p->c->lang, MSG_MESSAGE_WITHDRAWN);
    const struct err *err = find_earlier(p, &a);

    if (!err)
        err = check_same_sender(p, &a);
    if (err)
        return err;
    was = act_for_requester(p);
    err = assessment_step_in(p->c, &a, THK_STEP_WITHDRAW, 1u << THK_NEED_REASON,
                             why);
    p->c->who = was;
    if (!err)
        err = keep_message(p, &a, "withdrawn");
    p->out->outcome = MESSAGE_WITHDRAWN;
    return err;
}

/* Receipts and refusals of what went out from here. */
static const struct err *
take_receipt(struct passage *p)
{
    struct assessment a = {0};
    const struct err *err = find_earlier(p, &a);

    if (!err)
        err = keep_message(p, &a, "receipt");
    p->out->outcome = MESSAGE_NOTED;
    return err;
}

static const struct err *
take_referral(struct passage *p)
{
    int link = p->m->head.link;
    assessment_id known = {0};
    const struct err *err;

    if (link == REQUEST_LINK_NEW)
        return take_new(p);
    if (link != REQUEST_LINK_DUPLICATE)
        return take_update(p);
    err = message_store_find(&p->c->tx, p->m->head.about_id, &known);
    if (!err && known.v == 0)
        err = message_store_find(&p->c->tx, p->m->head.start_id, &known);
    if (err || known.v == 0)
        return err ? err : take_new(p); /* the first one never came */
    p->out->id = known;
    p->out->outcome = MESSAGE_KNOWN;
    return NULL;
}

static const struct err *
take(struct passage *p)
{
    assessment_id known = {0};
    const struct err *err = message_store_find(&p->c->tx, p->m->head.id,
                                               &known);

    if (err)
        return err;
    if (known.v != 0) {
        p->out->id = known;
        p->out->outcome = MESSAGE_KNOWN;
        return NULL;
    }
    switch (p->m->kind) {
    case BUFDIR_REFERRAL:
        return take_referral(p);
    case BUFDIR_FILES:
        return take_files(p);
    case BUFDIR_WITHDRAWN:
        return take_withdrawn(p);
    case BUFDIR_APP_RECEIPT:
    case BUFDIR_OFFICER_RECEIPT:
    case BUFDIR_ERROR:
        return take_receipt(p);
    case BUFDIR_TEST:
    case BUFDIR_KIND_COUNT:
        break;
    }
    p->out->outcome = MESSAGE_NOTED;
    return NULL;
}

/* --- the answer --- */

static const struct err *
write_answer(struct call *c, const struct bufdir_message *answer,
             struct message_answer *out)
{
    struct buf b;
    const struct err *err;

    buf_init(&b, c->mem);
    err = bufdir_write(&b, answer);
    if (!err) {
        out->answer = buf_done(&b);
        out->answer_id = answer->head.id;
    }
    return err;
}

static const struct err *
answer_refused(struct call *c, const struct bufdir_head *head,
               struct str version, struct message_answer *out)
{
    struct bufdir_message answer;

    bufdir_reply(head, BUFDIR_ERROR, &answer);
    bufdir_stamp(c->mem, &answer.head, c->now, version);
    answer.fault = bufdir_fault_of(c->mem, c->lang, out->refusal);
    return write_answer(c, &answer, out);
}

static bool
wants_answer(enum bufdir_kind kind)
{
    return kind == BUFDIR_REFERRAL || kind == BUFDIR_FILES ||
           kind == BUFDIR_WITHDRAWN || kind == BUFDIR_TEST;
}

static const struct err *
answer_taken(struct call *c, const struct bufdir_message *m, struct str version,
             struct message_answer *out)
{
    struct bufdir_message answer;

    if (!wants_answer(m->kind))
        return NULL;
    bufdir_reply(&m->head, BUFDIR_APP_RECEIPT, &answer);
    bufdir_stamp(c->mem, &answer.head, c->now, version);
    answer.result = STR("0");
    return write_answer(c, &answer, out);
}

static bool
is_the_messages_fault(const struct err *err)
{
    return err->kind == INVALID || err->kind == CONFLICT ||
           err->kind == DENIED || err->kind == NOT_FOUND;
}

static const struct err *
store(struct passage *p)
{
    struct call *c = p->c;
    const struct err *err = call_begin(c, ACT_MESSAGE_IN);

    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_IN, subject_none());
    if (!err)
        err = take(p);
    return call_end(c, ACT_MESSAGE_IN, p->out->id.v, err);
}

const struct err *
message_app_in(struct call *c, struct str xml, struct str version,
               const struct message_file *files, size_t n_files,
               struct message_answer *out)
{
    struct bufdir_message m;
    struct bufdir_head head;
    const struct err *err = bufdir_read(c->mem, xml, &m);

    *out = (struct message_answer){0};
    if (!err)
        err = store(&(struct passage){.c = c,
                                      .m = &m,
                                      .xml = xml,
                                      .files = files,
                                      .n_files = n_files,
                                      .out = out});
    if (!err)
        return answer_taken(c, &m, version, out);
    if (!is_the_messages_fault(err))
        return err;
    *out = (struct message_answer){.outcome = MESSAGE_REFUSED, .refusal = err};
    err = bufdir_read_head(c->mem, xml, &head);
    if (err && err->kind == INVALID)
        return NULL; /* not even a head to answer */
    return err ? err : answer_refused(c, &head, version, out);
}

/* --- what a person's steps send --- */

const struct err *
message_seen_in(struct call *c, const struct assessment *a)
{
    struct key key;
    struct bufdir_head head;
    struct bufdir_message answer;
    struct message_answer out = {0};
    struct str xml = STR_NONE;
    bool found = false;
    const struct err *err = message_store_last(&c->tx, a->id, &xml, &found);

    if (err || !found)
        return err;
    err = case_key_in(c, a->case_id, &key);
    if (!err)
        err = unseal(c->mem, &key, a->id.v, COLUMN_XML, xml, &xml);
    if (!err)
        err = bufdir_read_head(c->mem, xml, &head);
    if (err)
        return err;
    bufdir_reply(&head, BUFDIR_OFFICER_RECEIPT, &answer);
    bufdir_stamp(c->mem, &answer.head, c->now, c->sv->version);
    answer.head.sender_ref = id_format(c->mem, a->id.v);
    err = write_answer(c, &answer, &out);
    return err ? err
               : message_store_insert(
                     &c->tx, out.answer_id, a->id, true, "receipt",
                     seal(c->mem, &key, a->id.v, COLUMN_XML, out.answer),
                     c->now);
}

#define OUTBOX_MAX 500

static const struct err *
open_waiting(struct call *c, struct message_waiting_list *list)
{
    const struct err *err = message_store_waiting(&c->tx, OUTBOX_MAX, list);

    for (size_t i = 0; i < list->n && !err; i++) {
        struct message_waiting *w = &list->row[i];
        struct key key;

        err = case_key_in(c, w->case_id, &key);
        if (!err)
            err = unseal(c->mem, &key, w->about.v, COLUMN_XML, w->xml, &w->xml);
    }
    return err;
}

const struct err *
message_app_waiting(struct call *c, struct message_waiting_list *out)
{
    const struct err *err = call_begin(c, ACT_MESSAGE_OUT);

    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_OUT, subject_none());
    if (!err)
        err = open_waiting(c, out);
    return call_end(c, ACT_MESSAGE_OUT, 0, err);
}

const struct err *
message_app_given(struct call *c, struct str id)
{
    const struct err *err = call_begin(c, ACT_MESSAGE_IN);

    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_IN, subject_none());
    if (!err)
        err = message_store_given(&c->tx, id, c->now);
    return call_end(c, ACT_MESSAGE_IN, 0, err);
}

/* --- out --- */

/* The same id each time for the same version of a request. */
static struct str
stable_id(struct call *c, const struct assessment *a)
{
    struct str name = str_fmt(c->mem, "thk %lld %lld", (long long)a->id.v,
                              (long long)a->request_version);
    struct hash h = hash_of(name);
    struct str hex;

    h.b[6] = (unsigned char)((h.b[6] & 0x0f) | 0x80); /* version 8: own */
    h.b[8] = (unsigned char)((h.b[8] & 0x3f) | 0x80);
    hex = hash_hex(c->mem, &h);
    return str_fmt(c->mem, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8,
                   hex.p + 12, hex.p + 16, hex.p + 20);
}

/* The unit's number, or that of the nearest above it which has one: Bufetat's
 * regions send and receive under Bufetat's. */
static const struct err *
org_number(struct call *c, unit_id id, struct str *out)
{
    struct unit_list above = {0};
    const struct err *err = registry_store_list_parents(&c->tx, id, &above);

    for (size_t i = 0; !err && i < above.n && out->n == 0; i++)
        *out = above.row[i].org_number;
    return err;
}

static const struct err *
org_of(struct call *c, unit_id id, struct request_org *out)
{
    struct unit u = {0};
    struct municipality place = {0};
    const struct err *err = registry_store_get_unit(&c->tx, id, &u);

    if (!err)
        err = org_number(c, id, &u.org_number);
    if (!err && u.municipality.n > 0)
        err = registry_store_get_municipality(&c->tx, u.municipality, &place);
    *out = (struct request_org){.number = u.org_number,
                                .name = u.name,
                                .municipality_number = u.municipality,
                                .municipality = place.name};
    return err;
}

static const struct err *
build(struct call *c, const struct assessment *a, struct str version,
      struct bufdir_message *m)
{
    const struct err *err;

    bufdir_init(m, BUFDIR_REFERRAL);
    bufdir_stamp(c->mem, &m->head, a->sent_at, version);
    m->head.id = stable_id(c, a);
    m->head.sender_ref = id_format(c->mem, a->id.v);
    err = assessment_request_in(c, a, &m->request);
    if (!err)
        err = org_of(c, a->requester_unit, &m->head.sender);
    if (!err)
        err = org_of(c, a->decider_unit, &m->head.receiver);
    return err;
}

const struct err *
message_app_out(struct call *c, assessment_id id, struct str version,
                struct str *out)
{
    struct assessment a = {0};
    struct bufdir_message m;
    struct buf b;
    const struct err *err = call_begin(c, ACT_MESSAGE_OUT);

    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_OUT, subject_none());
    if (!err)
        err = assessment_store_get(&c->tx, id, &a);
    if (!err && a.state == THK_DRAFT)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = build(c, &a, version, &m);
    buf_init(&b, c->mem);
    if (!err)
        err = bufdir_write(&b, &m);
    if (!err)
        *out = buf_done(&b);
    c->about = a.case_id;
    return call_end(c, ACT_MESSAGE_OUT, id.v, err);
}
