/* What people type about cases, read from requests.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/forms.h"

#include "text/messages_casefile.h"
#include "text/messages_sharing.h"
#include "text/messages_text.h"

enum { NAME_MAX_CHARS = 100, LINE_MAX_CHARS = 200, TEXT_MAX_CHARS = 2000 };

case_id
path_case(struct form *f)
{
    return (case_id){form_path_id(f, "sak")};
}

int64_t
read_page(const struct http_req *req)
{
    int64_t n = 1;

    if (!str_to_i64(http_param(req, "side"), &n) || n < 1 || n > 100000)
        return 1;
    return n;
}

static void
read_number(struct form *f, struct child *k)
{
    struct str s = form_text(f, "nummer", 20);

    if (s.n > 0 && natid_parse(s, &k->number) != NATID_OK) {
        k->number = (struct natid){0};
        form_fault(f, "nummer", MSG_CHILD_NUMBER_WRONG);
    }
}

void
read_child(struct form *f, struct child *k)
{
    struct str care = form_text(f, "omsorg", NAME_MAX_CHARS);
    int64_t protection = form_int(f, "gradering", 0, PROTECTION_COUNT - 1);

    *k = (struct child){
        .given_name = form_text(f, "fornavn", NAME_MAX_CHARS),
        .family_name = form_text(f, "etternavn", NAME_MAX_CHARS),
        .provisional = form_checked(f, "uten_nummer"),
        .birth_date = form_date(f, "fodt"),
        .language = form_text(f, "sprak", NAME_MAX_CHARS),
        .interpreter = form_checked(f, "tolk"),
        .municipality = form_text(f, "kommune", NAME_MAX_CHARS),
        .care_since = form_date(f, "omsorg_fra"),
        .lives = form_text(f, "bor", LINE_MAX_CHARS),
        .address = form_text(f, "adresse", LINE_MAX_CHARS),
        .phone = form_text(f, "telefon", 30),
        .protection = (enum protection)protection,
    };
    read_number(f, k);
    if (!care_parse(care, &k->care))
        form_fault(f, "omsorg", MSG_FORM_CHOICE);
}

void
read_open(struct form *f, struct case_open_form *out)
{
    struct str bti = form_text(f, "bti", 2);

    out->bti_level = -1;
    read_child(f, &out->child);
    if (bti.n > 0)
        out->bti_level = (int32_t)form_int(f, "bti", 0, 3);
    out->text = form_text(f, "hvorfor", TEXT_MAX_CHARS);
}

/* The boxes ticked under "klasser". */
static uint32_t
read_classes(struct form *f)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < f->req->n_field; i++) {
        enum info_class k = CLASS_CORE;

        if (str_eq_cz(f->req->field[i].name, "klasser") &&
            info_class_parse(f->req->field[i].value, &k))
            bits |= 1u << k;
    }
    return bits;
}

/* Counts only where the ground is consent. */
static bool
read_consent(struct form *f, enum basis basis, enum consenter *who)
{
    struct str word = form_text(f, "samtykke", NAME_MAX_CHARS);

    return basis == BASIS_CONSENT && consenter_parse(word, who);
}

static enum basis
read_basis(struct form *f, bool may_be_own)
{
    enum basis b = BASIS_NECESSARY;

    if (!basis_parse(form_text_required(f, "grunnlag", NAME_MAX_CHARS), &b) ||
        (b == BASIS_OWN && !may_be_own))
        form_fault(f, "grunnlag", MSG_FORM_CHOICE);
    return b;
}

/* "person" or "unit.function". */
static void
read_receiver(struct form *f, struct offer_form *out)
{
    struct str s = form_text_required(f, "til", NAME_MAX_CHARS);
    struct str unit;
    struct str kind;

    if (s.n == 0)
        return;
    if (!str_split(s, '.', &unit, &kind)) {
        if (!id_parse(s, &out->to.v))
            form_fault(f, "til", MSG_FORM_CHOICE);
        return;
    }
    if (!id_parse(unit, &out->to_unit.v) ||
        !function_kind_parse(kind, &out->kind))
        form_fault(f, "til", MSG_FORM_CHOICE);
}

void
read_offer(struct form *f, struct offer_form *out)
{
    read_receiver(f, out);
    out->reason = form_text(f, "hvorfor", TEXT_MAX_CHARS);
    if (out->reason.n == 0)
        form_fault(f, "hvorfor", MSG_CASE_REASON_NEEDED);
    out->classes = read_classes(f);
    out->basis = read_basis(f, true);
    out->consented = read_consent(f, out->basis, &out->consent_by);
    out->source = form_text(f, "kilde", LINE_MAX_CHARS);
}

enum purpose
read_purpose(struct form *f)
{
    enum purpose p = PURPOSE_FOLLOW_UP;

    if (!purpose_parse(form_text_required(f, "formal", NAME_MAX_CHARS), &p))
        form_fault(f, "formal", MSG_FORM_CHOICE);
    return p;
}

void
read_share(struct form *f, struct date today, struct share *out,
           uint32_t *out_classes)
{
    struct date until = form_date(f, "til_dato");

    out->to_unit.v = form_id(f, "til");
    out->purpose = read_purpose(f);
    out->basis = read_basis(f, false);
    out->consented = read_consent(f, out->basis, &out->consent_by);
    out->source = form_text(f, "kilde", LINE_MAX_CHARS);
    out->wording = out->consented ? STR("1") : STR_NONE;
    *out_classes = read_classes(f);
    if (*out_classes == 0)
        form_fault(f, "klasser", MSG_SHARE_CLASSES_NEEDED);
    if (!date_is_none(until) && date_cmp(until, today) < 0)
        form_fault(f, "til_dato", MSG_SHARE_ENDS_BEFORE);
    else if (!date_is_none(until))
        out->valid_to = date_end_in_oslo(until);
}

enum offer_answer
read_answer(struct form *f)
{
    static const char *const words[] = {"ja", "samtale", "nei", NULL};

    return (enum offer_answer)form_choice(f, "svar", words);
}

enum team_role
read_team_role(struct form *f)
{
    enum team_role r = TEAM_OTHER;

    if (!team_role_parse(form_text_required(f, "rolle", NAME_MAX_CHARS), &r))
        form_fault(f, "rolle", MSG_FORM_CHOICE);
    return r;
}

enum close_reason
read_close_reason(struct form *f)
{
    enum close_reason r = CLOSE_OTHER;

    if (!close_reason_parse(form_text_required(f, "grunn", NAME_MAX_CHARS), &r))
        form_fault(f, "grunn", MSG_FORM_CHOICE);
    return r;
}

void
read_person(struct form *f, struct person *out)
{
    struct str kind = form_text_required(f, "slag", NAME_MAX_CHARS);

    *out = (struct person){
        .name = form_text_required(f, "navn", NAME_MAX_CHARS),
        .relation = form_text(f, "relasjon", NAME_MAX_CHARS),
        .phone = form_text(f, "telefon", 30),
        .responsibility = form_checked(f, "foreldreansvar"),
    };
    if (kind.n > 0 && !person_kind_parse(kind, &out->kind))
        form_fault(f, "slag", MSG_FORM_CHOICE);
}
