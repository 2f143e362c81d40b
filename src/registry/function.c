/* Functions (funksjoner): code words and pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/function.h"

#include "base/words.h"
#include "registry/unit.h"
#include "text/messages_registry.h"

static const struct word kinds[FUNCTION_KIND_COUNT] = {
    [FUNCTION_LEADER] = {"leader", MSG_FUNCTION_LEADER},
    [FUNCTION_CLINIC_CONTACT] = {"clinic_contact", MSG_FUNCTION_CLINIC_CONTACT},
    [FUNCTION_HEALTH_CONTACT] = {"health_contact", MSG_FUNCTION_HEALTH_CONTACT},
    [FUNCTION_CONTACT_POINT] = {"contact_point", MSG_FUNCTION_CONTACT_POINT},
    [FUNCTION_CASEWORKER] = {"caseworker", MSG_FUNCTION_CASEWORKER},
    [FUNCTION_THERAPIST] = {"therapist", MSG_FUNCTION_THERAPIST},
    [FUNCTION_COORDINATOR] = {"coordinator", MSG_FUNCTION_COORDINATOR},
    [FUNCTION_INTAKE] = {"intake", MSG_FUNCTION_INTAKE},
    [FUNCTION_THK_MEMBER] = {"thk_member", MSG_FUNCTION_THK_MEMBER},
    [FUNCTION_ADVISER] = {"adviser", MSG_FUNCTION_ADVISER},
    [FUNCTION_ADMINISTRATOR] = {"administrator", MSG_FUNCTION_ADMINISTRATOR},
    [FUNCTION_CARE_STAFF] = {"care_staff", MSG_FUNCTION_CARE_STAFF},
};

static const struct word professions[PROFESSION_COUNT] = {
    [PROFESSION_NONE] = {"", 0},
    [PROFESSION_PAEDIATRICIAN] = {"paediatrician",
                                  MSG_PROFESSION_PAEDIATRICIAN},
    [PROFESSION_PSYCHOLOGIST_BUP] = {"psychologist_bup",
                                     MSG_PROFESSION_PSYCHOLOGIST_BUP},
    [PROFESSION_PSYCHOLOGIST_BUFETAT] = {"psychologist_bufetat",
                                         MSG_PROFESSION_PSYCHOLOGIST_BUFETAT},
    [PROFESSION_CHILD_WELFARE] = {"child_welfare",
                                  MSG_PROFESSION_CHILD_WELFARE},
    [PROFESSION_NURSE] = {"nurse", MSG_PROFESSION_NURSE},
    [PROFESSION_DENTIST] = {"dentist", MSG_PROFESSION_DENTIST},
};

const char *
function_kind_code(enum function_kind k)
{
    ASSERT(k < FUNCTION_KIND_COUNT);
    return kinds[k].word;
}

bool
function_kind_parse(struct str s, enum function_kind *out)
{
    int i = word_find(kinds, ARRAY_LEN(kinds), s);

    if (i >= 0)
        *out = (enum function_kind)i;
    return i >= 0;
}

int
function_kind_message(enum function_kind k)
{
    ASSERT(k < FUNCTION_KIND_COUNT);
    return kinds[k].msg;
}

bool
function_is_limited(enum function_kind k)
{
    return k == FUNCTION_CARE_STAFF;
}

bool
function_may_stand_in(enum function_kind of, enum function_kind deputy)
{
    return !function_is_limited(deputy) || function_is_limited(of);
}

const char *
profession_code(enum profession p)
{
    ASSERT(p < PROFESSION_COUNT);
    return professions[p].word;
}

bool
profession_parse(struct str s, enum profession *out)
{
    int i = word_find(professions, ARRAY_LEN(professions), s);

    if (i >= 0)
        *out = (enum profession)i;
    return i >= 0;
}

int
profession_message(enum profession p)
{
    ASSERT(p < PROFESSION_COUNT);
    return professions[p].msg;
}

bool
function_is_valid(const struct function_row *f, struct date on)
{
    return period_has(f->valid_from, f->valid_to, on);
}

const struct err *
function_check(struct arena *mem, const struct function_row *f)
{
    const struct err *err = NULL;

    if (date_is_none(f->valid_from))
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_FUNCTION_START_MISSING,
                           .field = "valid_from"));
    else if (!date_is_none(f->valid_to) &&
             date_cmp(f->valid_to, f->valid_from) < 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_PERIOD_ENDS_FIRST,
                           .field = "valid_to"));
    if (f->kind == FUNCTION_THK_MEMBER && f->profession == PROFESSION_NONE)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_FUNCTION_PROFESSION_MISSING,
                           .field = "profession"));
    if (f->kind != FUNCTION_THK_MEMBER && f->profession != PROFESSION_NONE)
        err = err_join(mem, err,
                       ERR(mem, INVALID,
                           .msg = MSG_FUNCTION_PROFESSION_TOO_MUCH,
                           .field = "profession"));
    if (f->deputy_id.v && f->deputy_id.v == f->id.v)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_FUNCTION_OWN_DEPUTY,
                           .field = "deputy"));
    return err;
}

const struct err *
function_check_overlap(struct arena *mem, const struct function_row *f,
                       const struct function_list *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct function_row *o = &all->row[i];

        if (o->id.v != f->id.v && o->account_id.v == f->account_id.v &&
            o->unit_id.v == f->unit_id.v && o->kind == f->kind &&
            o->profession == f->profession &&
            period_overlap(o->valid_from, o->valid_to, f->valid_from,
                           f->valid_to))
            return ERR(mem, CONFLICT, .msg = MSG_FUNCTION_TWICE,
                       .arg = {msg_date(o->valid_from)}, .field = "valid_from");
    }
    return NULL;
}
