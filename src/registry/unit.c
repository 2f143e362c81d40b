/* Units, municipalities, catchments: code words and pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/unit.h"

#include "base/buf.h"

#include "base/natid.h"
#include "base/words.h"
#include "text/messages_registry.h"

static const struct word unit_types[UNIT_TYPE_COUNT] = {
    [UNIT_DIRECTORATE] = {"directorate", MSG_UNIT_TYPE_DIRECTORATE},
    [UNIT_RHF] = {"rhf", MSG_UNIT_TYPE_RHF},
    [UNIT_HF] = {"hf", MSG_UNIT_TYPE_HF},
    [UNIT_HF_DEPARTMENT] = {"hf_department", MSG_UNIT_TYPE_HF_DEPARTMENT},
    [UNIT_HOSPITAL] = {"hospital", MSG_UNIT_TYPE_HOSPITAL},
    [UNIT_BUP] = {"bup", MSG_UNIT_TYPE_BUP},
    [UNIT_BUFETAT_REGION] = {"bufetat_region", MSG_UNIT_TYPE_BUFETAT_REGION},
    [UNIT_BUFETAT_SERVICE] = {"bufetat_service", MSG_UNIT_TYPE_BUFETAT_SERVICE},
    [UNIT_BFE] = {"bfe", MSG_UNIT_TYPE_BFE},
    [UNIT_INSTITUTION] = {"institution", MSG_UNIT_TYPE_INSTITUTION},
    [UNIT_MUNICIPALITY] = {"municipality", MSG_UNIT_TYPE_MUNICIPALITY},
    [UNIT_CHILD_WELFARE] = {"child_welfare", MSG_UNIT_TYPE_CHILD_WELFARE},
    [UNIT_HELSESTASJON] = {"helsestasjon", MSG_UNIT_TYPE_HELSESTASJON},
    [UNIT_FASTLEGE] = {"fastlege", MSG_UNIT_TYPE_FASTLEGE},
    [UNIT_PPT_SKOLE] = {"ppt_skole", MSG_UNIT_TYPE_PPT_SKOLE},
    [UNIT_TANNHELSE] = {"tannhelse", MSG_UNIT_TYPE_TANNHELSE},
    [UNIT_THK_TEAM] = {"thk_team", MSG_UNIT_TYPE_THK_TEAM},
    [UNIT_FACT_TEAM] = {"fact_team", MSG_UNIT_TYPE_FACT_TEAM},
    [UNIT_COMPETENCE_CENTRE] = {"competence_centre",
                                MSG_UNIT_TYPE_COMPETENCE_CENTRE},
    [UNIT_STATSFORVALTER] = {"statsforvalter", MSG_UNIT_TYPE_STATSFORVALTER},
    [UNIT_KS] = {"ks", MSG_UNIT_TYPE_KS},
    [UNIT_USER_ORGANISATION] = {"user_organisation",
                                MSG_UNIT_TYPE_USER_ORGANISATION},
};

static const struct word certainties[CERTAINTY_COUNT] = {
    [CERTAINTY_VERIFIED] = {"verified", MSG_CERTAINTY_VERIFIED},
    [CERTAINTY_COPIED] = {"copied", MSG_CERTAINTY_COPIED},
    [CERTAINTY_DATED] = {"dated", MSG_CERTAINTY_DATED},
    [CERTAINTY_KNOWN] = {"known", MSG_CERTAINTY_KNOWN},
    [CERTAINTY_INFERRED] = {"inferred", MSG_CERTAINTY_INFERRED},
    [CERTAINTY_DOUBTFUL] = {"doubtful", MSG_CERTAINTY_DOUBTFUL},
    [CERTAINTY_UNKNOWN] = {"unknown", MSG_CERTAINTY_UNKNOWN},
    [CERTAINTY_MADE_UP] = {"made_up", MSG_CERTAINTY_MADE_UP},
};

static const struct word purposes[CATCHMENT_PURPOSE_COUNT] = {
    [CATCHMENT_HF] = {"hf", MSG_CATCHMENT_PURPOSE_HF},
    [CATCHMENT_BUP] = {"bup", MSG_CATCHMENT_PURPOSE_BUP},
    [CATCHMENT_BUFETAT] = {"bufetat", MSG_CATCHMENT_PURPOSE_BUFETAT},
    [CATCHMENT_THK] = {"thk", MSG_CATCHMENT_PURPOSE_THK},
    [CATCHMENT_FACT] = {"fact", MSG_CATCHMENT_PURPOSE_FACT},
    [CATCHMENT_CHILD_WELFARE] = {"child_welfare",
                                 MSG_CATCHMENT_PURPOSE_CHILD_WELFARE},
};

const char *
unit_type_code(enum unit_type t)
{
    ASSERT(t < UNIT_TYPE_COUNT);
    return unit_types[t].word;
}

bool
unit_type_parse(struct str s, enum unit_type *out)
{
    int i = word_find(unit_types, ARRAY_LEN(unit_types), s);

    if (i >= 0)
        *out = (enum unit_type)i;
    return i >= 0;
}

int
unit_type_message(enum unit_type t)
{
    ASSERT(t < UNIT_TYPE_COUNT);
    return unit_types[t].msg;
}

const char *
certainty_code(enum certainty c)
{
    ASSERT(c < CERTAINTY_COUNT);
    return certainties[c].word;
}

bool
certainty_parse(struct str s, enum certainty *out)
{
    int i = word_find(certainties, ARRAY_LEN(certainties), s);

    if (i >= 0)
        *out = (enum certainty)i;
    return i >= 0;
}

int
certainty_message(enum certainty c)
{
    ASSERT(c < CERTAINTY_COUNT);
    return certainties[c].msg;
}

const char *
catchment_purpose_code(enum catchment_purpose p)
{
    ASSERT(p < CATCHMENT_PURPOSE_COUNT);
    return purposes[p].word;
}

bool
catchment_purpose_parse(struct str s, enum catchment_purpose *out)
{
    int i = word_find(purposes, ARRAY_LEN(purposes), s);

    if (i >= 0)
        *out = (enum catchment_purpose)i;
    return i >= 0;
}

int
catchment_purpose_message(enum catchment_purpose p)
{
    ASSERT(p < CATCHMENT_PURPOSE_COUNT);
    return purposes[p].msg;
}

bool
period_has(struct date from, struct date to, struct date on)
{
    return (date_is_none(from) || date_cmp(from, on) <= 0) &&
           (date_is_none(to) || date_cmp(on, to) <= 0);
}

bool
period_overlap(struct date a_from, struct date a_to, struct date b_from,
               struct date b_to)
{
    bool a_ends_before = !date_is_none(a_to) && !date_is_none(b_from) &&
                         date_cmp(a_to, b_from) < 0;
    bool b_ends_before = !date_is_none(b_to) && !date_is_none(a_from) &&
                         date_cmp(b_to, a_from) < 0;

    return !a_ends_before && !b_ends_before;
}

struct str
unit_short(const struct unit *u)
{
    return u->short_name.n ? u->short_name : u->name;
}

bool
catchment_purpose_fits(enum catchment_purpose p, enum unit_type t)
{
    switch (p) {
    case CATCHMENT_HF:
        return t == UNIT_HF || t == UNIT_HOSPITAL;
    case CATCHMENT_BUP:
        return t == UNIT_BUP || t == UNIT_HOSPITAL;
    case CATCHMENT_BUFETAT:
        return t == UNIT_BUFETAT_REGION || t == UNIT_BFE;
    case CATCHMENT_THK:
        return t == UNIT_THK_TEAM;
    case CATCHMENT_FACT:
        return t == UNIT_FACT_TEAM;
    case CATCHMENT_CHILD_WELFARE:
        return t == UNIT_CHILD_WELFARE;
    case CATCHMENT_PURPOSE_COUNT:
        break;
    }
    return false;
}

/* A-Z 0-9 and '-', starting with a letter or digit, at most 40. */
static bool
code_is_well_formed(struct str s)
{
    if (s.n == 0 || s.n > 40 || s.p[0] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') ||
              (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
            return false;
    return true;
}

static bool
digits_only(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

static const struct err *
unit_check_numbers(struct arena *mem, const struct unit *u)
{
    const struct err *err = NULL;

    if (u->org_number.n && !orgnr_is_valid(u->org_number))
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_UNIT_ORG_NUMBER_WRONG,
                           .arg = {msg_str(u->org_number)},
                           .field = "org_number"));
    if (!digits_only(u->her_id) || u->her_id.n > 10)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_UNIT_HER_ID_WRONG,
                           .arg = {msg_str(u->her_id)}, .field = "her_id"));
    if (!digits_only(u->resh_id) || u->resh_id.n > 10)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_UNIT_RESH_ID_WRONG,
                           .arg = {msg_str(u->resh_id)}, .field = "resh_id"));
    return err;
}

const struct err *
unit_check(struct arena *mem, const struct unit *u)
{
    const struct err *err = NULL;

    if (!code_is_well_formed(u->code))
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .msg = MSG_UNIT_CODE_WRONG, .field = "unit"));
    if (u->name.n == 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .msg = MSG_UNIT_NAME_EMPTY, .field = "name"));
    err = err_join(mem, err, unit_check_numbers(mem, u));
    if (u->age_from >= 0 && u->age_to >= 0 && u->age_from > u->age_to)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .msg = MSG_UNIT_AGES_WRONG, .field = "age_to"));
    if (!date_is_none(u->valid_from) && !date_is_none(u->valid_to) &&
        date_cmp(u->valid_to, u->valid_from) < 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .msg = MSG_PERIOD_ENDS_FIRST,
                           .field = "valid_to"));
    return err;
}

struct str
municipality_label(struct arena *mem, const struct municipality *m)
{
    return str_fmt(mem, "%.*s (%.*s)", STR_FMT(m->name), STR_FMT(m->number));
}
