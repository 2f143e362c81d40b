/* What each kind of import file holds: columns and their words.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import_table.h"

#include "registry/function.h"
#include "registry/unit.h"
#include "text/messages_registry.h"

/* --- the words that may stand in a column --- */
static bool
is_certainty(struct str s)
{
    enum certainty c;

    return certainty_parse(s, &c);
}

static bool
is_unit_type(struct str s)
{
    enum unit_type t;

    return unit_type_parse(s, &t);
}

static bool
is_purpose(struct str s)
{
    enum catchment_purpose p;

    return catchment_purpose_parse(s, &p);
}

static bool
is_function(struct str s)
{
    enum function_kind k;

    return function_kind_parse(s, &k);
}

static bool
is_profession(struct str s)
{
    enum profession p;

    return profession_parse(s, &p);
}

static bool
is_user_language(struct str s)
{
    enum lang l;

    return lang_parse(s, &l);
}

static bool
is_one_of(struct str s, const char *const *words)
{
    for (; *words; words++)
        if (str_eq_cz(s, *words))
            return true;
    return false;
}

static bool
is_language(struct str s)
{
    static const char *const words[] = {"neutral", "bokmaal", "nynorsk", NULL};

    return is_one_of(s, words);
}

static bool
is_sami_area(struct str s)
{
    static const char *const words[] = {"development", "revitalisation",
                                        "stimulation", NULL};

    return is_one_of(s, words);
}

static bool
is_length_unit(struct str s)
{
    static const char *const words[] = {"hour",  "day",  "working_day",  "week",
                                        "month", "year", "times_a_year", NULL};

    return is_one_of(s, words);
}

static bool
is_law_status(struct str s)
{
    static const char *const words[] = {"in_force", "not_in_force", NULL};

    return is_one_of(s, words);
}

static bool
is_retention_start(struct str s)
{
    static const char *const words[] = {"closed", "last_event", "birthday",
                                        NULL};

    return is_one_of(s, words);
}

/* --- the files, in the order of enum import_kind --- */
static const struct import_column counties_columns[] = {
    {.name = "county",
     .type = COLUMN_DIGITS,
     .limit = 2,
     .required = true,
     .key = true},
    {.name = "name", .type = COLUMN_TEXT, .limit = 100, .required = true},
    {.name = "language",
     .type = COLUMN_WORD,
     .required = true,
     .known = is_language},
    {.name = "statsforvalter", .type = COLUMN_TEXT, .limit = 40},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table counties = {
    .kind = IMPORT_COUNTIES,
    .message = MSG_IMPORT_KIND_COUNTIES,
    .col = counties_columns,
    .n = ARRAY_LEN(counties_columns),
};

static const struct import_column municipalities_columns[] = {
    {.name = "municipality",
     .type = COLUMN_DIGITS,
     .limit = 4,
     .required = true,
     .key = true},
    {.name = "name", .type = COLUMN_TEXT, .limit = 100, .required = true},
    {.name = "county", .type = COLUMN_COUNTY, .required = true},
    {.name = "language",
     .type = COLUMN_WORD,
     .known = is_language,
     .empty = "neutral"},
    {.name = "sami_area", .type = COLUMN_WORD, .known = is_sami_area},
    {.name = "valid_from", .type = COLUMN_DATE},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table municipalities = {
    .kind = IMPORT_MUNICIPALITIES,
    .message = MSG_IMPORT_KIND_MUNICIPALITIES,
    .col = municipalities_columns,
    .n = ARRAY_LEN(municipalities_columns),
};

static const struct import_column codes_columns[] = {
    {.name = "list",
     .type = COLUMN_TEXT,
     .limit = 100,
     .required = true,
     .key = true},
    {.name = "code",
     .type = COLUMN_TEXT,
     .limit = 40,
     .required = true,
     .key = true},
    {.name = "text_nb", .type = COLUMN_TEXT, .limit = 500, .required = true},
    {.name = "text_nn", .type = COLUMN_TEXT, .limit = 500},
    {.name = "text_en", .type = COLUMN_TEXT, .limit = 500},
    {.name = "valid_from", .type = COLUMN_DATE},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "alt_code", .type = COLUMN_TEXT, .limit = 40},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table codes = {
    .kind = IMPORT_CODES,
    .message = MSG_IMPORT_KIND_CODES,
    .col = codes_columns,
    .n = ARRAY_LEN(codes_columns),
    .extra = EXTRA_POSITION,
};

static const struct import_column units_columns[] = {
    {.name = "unit",
     .type = COLUMN_TEXT,
     .limit = 40,
     .required = true,
     .key = true},
    {.name = "parent", .type = COLUMN_PARENT},
    {.name = "type",
     .type = COLUMN_WORD,
     .required = true,
     .known = is_unit_type},
    {.name = "kind", .type = COLUMN_TEXT, .limit = 40},
    {.name = "name", .type = COLUMN_TEXT, .limit = 200, .required = true},
    {.name = "short_name", .type = COLUMN_TEXT, .limit = 60},
    {.name = "org_number", .type = COLUMN_TEXT, .limit = 9},
    {.name = "her_id", .type = COLUMN_TEXT, .limit = 10},
    {.name = "resh_id", .type = COLUMN_TEXT, .limit = 10},
    {.name = "municipality", .type = COLUMN_PLACE},
    {.name = "age_from", .type = COLUMN_NUMBER, .limit = 120},
    {.name = "age_to", .type = COLUMN_NUMBER, .limit = 120},
    {.name = "valid_from", .type = COLUMN_DATE},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
    {.name = "note", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table units = {
    .kind = IMPORT_UNITS,
    .message = MSG_IMPORT_KIND_UNITS,
    .col = units_columns,
    .n = ARRAY_LEN(units_columns),
    .extra = EXTRA_ID_SEARCH,
    .linked = true,
};

static const struct import_column successors_columns[] = {
    {.name = "unit", .type = COLUMN_UNIT, .required = true, .key = true},
    {.name = "successor", .type = COLUMN_UNIT, .required = true, .key = true},
    {.name = "valid_from", .type = COLUMN_DATE, .required = true},
    {.name = "note", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table successors = {
    .kind = IMPORT_SUCCESSORS,
    .message = MSG_IMPORT_KIND_SUCCESSORS,
    .col = successors_columns,
    .n = ARRAY_LEN(successors_columns),
};

static const struct import_column catchments_columns[] = {
    {.name = "unit", .type = COLUMN_UNIT, .required = true, .key = true},
    {.name = "municipality",
     .type = COLUMN_PLACE,
     .required = true,
     .key = true},
    {.name = "district", .type = COLUMN_TEXT, .limit = 100, .key = true},
    {.name = "purpose",
     .type = COLUMN_WORD,
     .required = true,
     .key = true,
     .known = is_purpose},
    {.name = "valid_from", .type = COLUMN_DATE, .key = true},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
    {.name = "note", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table catchments = {
    .kind = IMPORT_CATCHMENTS,
    .message = MSG_IMPORT_KIND_CATCHMENTS,
    .col = catchments_columns,
    .n = ARRAY_LEN(catchments_columns),
    .periods = true,
    .extra = EXTRA_ID,
};

static const struct import_column users_columns[] = {
    {.name = "user",
     .type = COLUMN_LOGIN,
     .limit = 64,
     .required = true,
     .key = true},
    {.name = "name", .type = COLUMN_TEXT, .limit = 100, .required = true},
    {.name = "email", .type = COLUMN_EMAIL, .limit = 200},
    {.name = "language", .type = COLUMN_WORD, .known = is_user_language},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "made_up", .type = COLUMN_FLAG},
};
static const struct import_table users = {
    .kind = IMPORT_USERS,
    .message = MSG_IMPORT_KIND_USERS,
    .col = users_columns,
    .n = ARRAY_LEN(users_columns),
    .extra = EXTRA_ID,
};

static const struct import_column functions_columns[] = {
    {.name = "user", .type = COLUMN_USER, .required = true, .key = true},
    {.name = "unit", .type = COLUMN_UNIT, .required = true, .key = true},
    {.name = "function",
     .type = COLUMN_WORD,
     .required = true,
     .key = true,
     .known = is_function},
    {.name = "profession",
     .type = COLUMN_WORD,
     .key = true,
     .known = is_profession},
    {.name = "valid_from", .type = COLUMN_DATE, .required = true, .key = true},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "deputy", .type = COLUMN_DEPUTY},
};
static const struct import_table functions = {
    .kind = IMPORT_FUNCTIONS,
    .message = MSG_IMPORT_KIND_FUNCTIONS,
    .col = functions_columns,
    .n = ARRAY_LEN(functions_columns),
    .periods = true,
    .extra = EXTRA_ID,
    .linked = true,
};

static const struct import_column deadlines_columns[] = {
    {.name = "rule",
     .type = COLUMN_TEXT,
     .limit = 60,
     .required = true,
     .key = true},
    {.name = "name_nb", .type = COLUMN_TEXT, .limit = 200, .required = true},
    {.name = "length", .type = COLUMN_LENGTH, .limit = 9999},
    {.name = "unit", .type = COLUMN_WORD, .known = is_length_unit},
    {.name = "starts_nb", .type = COLUMN_TEXT, .limit = 200},
    {.name = "legal_basis", .type = COLUMN_TEXT, .limit = 200},
    {.name = "responsible_nb", .type = COLUMN_TEXT, .limit = 100},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
    {.name = "note", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table deadlines = {
    .kind = IMPORT_DEADLINES,
    .message = MSG_IMPORT_KIND_DEADLINES,
    .col = deadlines_columns,
    .n = ARRAY_LEN(deadlines_columns),
};

static const struct import_column consent_rules_columns[] = {
    {.name = "consent_rule",
     .type = COLUMN_TEXT,
     .limit = 20,
     .required = true,
     .key = true},
    {.name = "topic", .type = COLUMN_TEXT, .limit = 60, .required = true},
    {.name = "age_from", .type = COLUMN_NUMBER, .limit = 120},
    {.name = "age_to", .type = COLUMN_NUMBER, .limit = 120},
    {.name = "situation_nb", .type = COLUMN_TEXT, .limit = 200},
    {.name = "who_decides_nb", .type = COLUMN_TEXT, .limit = 200},
    {.name = "rule_nb", .type = COLUMN_TEXT, .limit = 500},
    {.name = "legal_basis", .type = COLUMN_TEXT, .limit = 200},
    {.name = "valid_from", .type = COLUMN_DATE},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table consent_rules = {
    .kind = IMPORT_CONSENT_RULES,
    .message = MSG_IMPORT_KIND_CONSENT_RULES,
    .col = consent_rules_columns,
    .n = ARRAY_LEN(consent_rules_columns),
};

static const struct import_column instruments_columns[] = {
    {.name = "instrument",
     .type = COLUMN_TEXT,
     .limit = 40,
     .required = true,
     .key = true},
    {.name = "name", .type = COLUMN_TEXT, .limit = 100, .required = true},
    {.name = "informant_nb", .type = COLUMN_TEXT, .limit = 100},
    {.name = "age_nb", .type = COLUMN_TEXT, .limit = 40},
    {.name = "domain_nb", .type = COLUMN_TEXT, .limit = 100},
    {.name = "licence", .type = COLUMN_TEXT, .limit = 200},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table instruments = {
    .kind = IMPORT_INSTRUMENTS,
    .message = MSG_IMPORT_KIND_INSTRUMENTS,
    .col = instruments_columns,
    .n = ARRAY_LEN(instruments_columns),
};

static const struct import_column report_areas_columns[] = {
    {.name = "area",
     .type = COLUMN_TEXT,
     .limit = 20,
     .required = true,
     .key = true},
    {.name = "name_nb", .type = COLUMN_TEXT, .limit = 200, .required = true},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table report_areas = {
    .kind = IMPORT_REPORT_AREAS,
    .message = MSG_IMPORT_KIND_REPORT_AREAS,
    .col = report_areas_columns,
    .n = ARRAY_LEN(report_areas_columns),
    .extra = EXTRA_POSITION,
};

static const struct import_column legal_bases_columns[] = {
    {.name = "legal_basis",
     .type = COLUMN_TEXT,
     .limit = 60,
     .required = true,
     .key = true},
    {.name = "title_nb", .type = COLUMN_TEXT, .limit = 200, .required = true},
    {.name = "status", .type = COLUMN_WORD, .known = is_law_status},
    {.name = "valid_from", .type = COLUMN_DATE},
    {.name = "sections", .type = COLUMN_TEXT, .limit = 300},
    {.name = "certainty",
     .type = COLUMN_WORD,
     .known = is_certainty,
     .empty = "unknown"},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500},
    {.name = "note", .type = COLUMN_TEXT, .limit = 500},
};
static const struct import_table legal_bases = {
    .kind = IMPORT_LEGAL_BASES,
    .message = MSG_IMPORT_KIND_LEGAL_BASES,
    .col = legal_bases_columns,
    .n = ARRAY_LEN(legal_bases_columns),
};

static const struct import_column retention_rules_columns[] = {
    {.name = "retention_rule",
     .type = COLUMN_TEXT,
     .limit = 20,
     .required = true,
     .key = true},
    {.name = "unit_type", .type = COLUMN_WORD, .known = is_unit_type},
    {.name = "years", .type = COLUMN_NUMBER, .limit = 200, .required = true},
    {.name = "starts",
     .type = COLUMN_WORD,
     .known = is_retention_start,
     .required = true},
    {.name = "age", .type = COLUMN_NUMBER, .limit = 100},
    {.name = "legal_basis", .type = COLUMN_TEXT, .limit = 200},
    {.name = "valid_from", .type = COLUMN_DATE, .required = true},
    {.name = "valid_to", .type = COLUMN_DATE},
    {.name = "source", .type = COLUMN_TEXT, .limit = 500, .required = true},
};
static const struct import_table retention_rules = {
    .kind = IMPORT_RETENTION_RULES,
    .message = MSG_IMPORT_KIND_RETENTION_RULES,
    .col = retention_rules_columns,
    .n = ARRAY_LEN(retention_rules_columns),
};

const struct import_table *const import_tables[IMPORT_KIND_COUNT] = {
    [IMPORT_COUNTIES] = &counties,
    [IMPORT_MUNICIPALITIES] = &municipalities,
    [IMPORT_CODES] = &codes,
    [IMPORT_UNITS] = &units,
    [IMPORT_SUCCESSORS] = &successors,
    [IMPORT_CATCHMENTS] = &catchments,
    [IMPORT_USERS] = &users,
    [IMPORT_FUNCTIONS] = &functions,
    [IMPORT_DEADLINES] = &deadlines,
    [IMPORT_CONSENT_RULES] = &consent_rules,
    [IMPORT_INSTRUMENTS] = &instruments,
    [IMPORT_REPORT_AREAS] = &report_areas,
    [IMPORT_LEGAL_BASES] = &legal_bases,
    [IMPORT_RETENTION_RULES] = &retention_rules,
};

size_t
import_column_at(const struct import_table *t, const char *name)
{
    size_t i = 0;

    while (i < t->n && !str_eq_cz(str_of(t->col[i].name), name))
        i++;
    ASSERT(i < t->n);
    return i;
}
