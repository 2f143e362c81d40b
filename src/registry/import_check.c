/* Import: the rules a row must keep, column by column and as a whole.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/natid.h"
#include "registry/function.h"
#include "registry/import_job.h"
#include "registry/unit.h"
#include "text/messages_registry.h"

#define NO_ARG ((struct msg_arg){0})

/* --- one column --- */

static bool
login_is_well_formed(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
              (i > 0 && (c == '.' || c == '-' || c == '_' || c == '@'))))
            return false;
    }
    return s.n >= 2;
}

static bool
is_digits(struct str s, int n)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n == (size_t)n;
}

/* Something the value names that is not there: its message, or 0. */
static int
missing_reference(const struct import_job *job, enum column_type type,
                  struct str v)
{
    switch (type) {
    case COLUMN_COUNTY:
        return import_find(job, IMPORT_COUNTIES, v) ? 0
                                                    : MSG_IMPORT_COUNTY_UNKNOWN;
    case COLUMN_PLACE:
        return import_find(job, IMPORT_MUNICIPALITIES, v)
                   ? 0
                   : MSG_IMPORT_MUNICIPALITY_UNKNOWN;
    case COLUMN_UNIT:
    case COLUMN_PARENT:
        return import_find(job, IMPORT_UNITS, v) ? 0 : MSG_IMPORT_UNIT_UNKNOWN;
    case COLUMN_USER:
        return import_find(job, IMPORT_USERS, v) ? 0 : MSG_IMPORT_USER_UNKNOWN;
    case COLUMN_DEPUTY: /* import_check_set: all functions must be there */
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_DATE:
    case COLUMN_NUMBER:
    case COLUMN_LENGTH:
    case COLUMN_DIGITS:
    case COLUMN_FLAG:
    case COLUMN_EMAIL:
    case COLUMN_LOGIN:
        break;
    }
    return 0;
}

/* The form of a value that is not empty: its fault's message, or 0. */
static int
wrong_form(const struct import_column *col, struct str v)
{
    struct date day;
    int64_t number;

    switch (col->type) {
    case COLUMN_WORD:
        return col->known(v) ? 0 : MSG_IMPORT_WORD_UNKNOWN;
    case COLUMN_FLAG:
        return str_eq_cz(v, "0") || str_eq_cz(v, "1") ? 0
                                                      : MSG_IMPORT_WORD_UNKNOWN;
    case COLUMN_DATE:
        return date_parse(v, &day) ? 0 : MSG_IMPORT_DATE_WRONG;
    case COLUMN_NUMBER:
    case COLUMN_LENGTH:
        return str_to_i64(v, &number) && number >= 0 && number <= col->limit
                   ? 0
                   : MSG_IMPORT_NUMBER_WRONG;
    case COLUMN_DIGITS:
        return is_digits(v, col->limit) ? 0 : MSG_IMPORT_DIGITS_WRONG;
    case COLUMN_EMAIL:
        return mail_address_ok(v) ? 0 : MSG_IMPORT_EMAIL_WRONG;
    case COLUMN_LOGIN:
        return login_is_well_formed(v) ? 0 : MSG_IMPORT_LOGIN_WRONG;
    case COLUMN_TEXT:
    case COLUMN_COUNTY:
    case COLUMN_PLACE:
    case COLUMN_UNIT:
    case COLUMN_PARENT:
    case COLUMN_USER:
    case COLUMN_DEPUTY:
        break;
    }
    return 0;
}

/* Refuses with the value and, where the message has one, the limit. */
static void
refuse_value(struct import_job *job, struct import_row *row,
             const struct import_column *col, int msg, struct str v)
{
    const struct err *err;

    if (msg == MSG_IMPORT_NUMBER_WRONG || msg == MSG_IMPORT_DIGITS_WRONG)
        err = ERR(job->mem, INVALID, .msg = msg, .field = col->name,
                  .arg = {msg_str(v), msg_int(col->limit)});
    else
        err = ERR(job->mem, INVALID, .msg = msg, .field = col->name,
                  .arg = {msg_str(v)});
    import_refuse_all(job, row, err);
}

static void
check_value(struct import_job *job, struct import_row *row,
            const struct import_column *col, struct str v)
{
    bool has_limit = col->type == COLUMN_TEXT || col->type == COLUMN_EMAIL ||
                     col->type == COLUMN_LOGIN;
    int msg;

    if (v.n == 0) {
        if (col->required)
            import_refuse(job, row, col->name, MSG_IMPORT_VALUE_MISSING,
                          NO_ARG);
        return;
    }
    if (has_limit && str_chars(v) > (size_t)col->limit) {
        import_refuse(job, row, col->name, MSG_IMPORT_VALUE_TOO_LONG,
                      msg_int(col->limit));
        return;
    }
    msg = wrong_form(col, v);
    if (!msg)
        msg = missing_reference(job, col->type, v);
    if (msg)
        refuse_value(job, row, col, msg, v);
}

/* --- one row as a whole --- */

static struct date
date_of(struct str s)
{
    struct date d = DATE_NONE;

    return date_parse(s, &d) ? d : DATE_NONE;
}

static void
check_kind(struct import_job *job, struct import_row *row, struct str type,
           struct str kind)
{
    struct str list = str_fmt(job->mem, "%.*s_kind", STR_FMT(type));
    struct str key = str_fmt(job->mem, "%.*s\x1f%.*s", STR_FMT(list),
                             STR_FMT(kind));

    if (kind.n && !import_find(job, IMPORT_CODES, key))
        import_refuse_all(job, row,
                          ERR(job->mem, INVALID, .msg = MSG_IMPORT_KIND_WRONG,
                              .arg = {msg_str(kind), msg_str(list)},
                              .field = "kind"));
}

/* Climbs from the row: meeting it again, or no end, is a circle. */
static void
check_parents(struct import_job *job, const struct import_table *t,
              struct import_row *row)
{
    struct str up = import_value(t, row->value, "parent");

    for (int depth = 1; up.n; depth++) {
        const struct import_state *s = import_find(job, IMPORT_UNITS, up);

        if (!s)
            return;
        if (str_eq(up, row->key) || depth >= UNIT_DEPTH_MAX) {
            import_refuse(job, row, "parent", MSG_IMPORT_PARENT_CIRCLE, NO_ARG);
            return;
        }
        up = import_value(t, s->value, "parent");
    }
}

static void
check_unit(struct import_job *job, const struct import_table *t,
           struct import_row *row)
{
    int64_t from = -1;
    int64_t to = -1;
    const struct str *v = row->value;
    struct unit u = {
        .code = import_value(t, v, "unit"),
        .name = import_value(t, v, "name"),
        .org_number = import_value(t, v, "org_number"),
        .her_id = import_value(t, v, "her_id"),
        .resh_id = import_value(t, v, "resh_id"),
        .valid_from = date_of(import_value(t, v, "valid_from")),
        .valid_to = date_of(import_value(t, v, "valid_to")),
    };
    const struct import_state *parent = import_find(
        job, IMPORT_UNITS, import_value(t, v, "parent"));

    if (str_to_i64(import_value(t, v, "age_from"), &from))
        u.age_from = (int32_t)from;
    if (str_to_i64(import_value(t, v, "age_to"), &to))
        u.age_to = (int32_t)to;
    if (from < 0 || to < 0)
        u.age_from = u.age_to = -1;
    import_refuse_all(job, row, unit_check(job->mem, &u));
    check_kind(job, row, import_value(t, v, "type"),
               import_value(t, v, "kind"));
    row->link = parent ? parent->id : 0;
    check_parents(job, t, row);
}

static void
check_period(struct import_job *job, const struct import_table *t,
             struct import_row *row)
{
    struct date from = date_of(import_value(t, row->value, "valid_from"));
    struct date to = date_of(import_value(t, row->value, "valid_to"));

    if (!date_is_none(from) && !date_is_none(to) && date_cmp(to, from) < 0)
        import_refuse(job, row, "valid_to", MSG_PERIOD_ENDS_FIRST, NO_ARG);
}

static void
check_catchment(struct import_job *job, const struct import_table *t,
                struct import_row *row)
{
    const struct import_state *unit = import_find(
        job, IMPORT_UNITS, import_value(t, row->value, "unit"));
    enum catchment_purpose purpose;
    enum unit_type type;

    check_period(job, t, row);
    if (!unit ||
        !catchment_purpose_parse(import_value(t, row->value, "purpose"),
                                 &purpose) ||
        !unit_type_parse(
            import_value(import_tables[IMPORT_UNITS], unit->value, "type"),
            &type))
        return;
    if (!catchment_purpose_fits(purpose, type))
        import_refuse(job, row, "purpose", MSG_IMPORT_PURPOSE_UNFIT, NO_ARG);
}

static void
check_function(struct import_job *job, const struct import_table *t,
               struct import_row *row)
{
    const struct str *v = row->value;
    struct function_row f = {
        .valid_from = date_of(import_value(t, v, "valid_from")),
        .valid_to = date_of(import_value(t, v, "valid_to")),
    };

    if (date_is_none(f.valid_from) ||
        !function_kind_parse(import_value(t, v, "function"), &f.kind) ||
        !profession_parse(import_value(t, v, "profession"), &f.profession))
        return; /* refused already, by the column */
    import_refuse_all(job, row, function_check(job->mem, &f));
}

static void
check_retention_rule(struct import_job *job, const struct import_table *t,
                     struct import_row *row)
{
    struct str age = import_value(t, row->value, "age");
    bool birthday = str_eq(import_value(t, row->value, "starts"),
                           STR("birthday"));

    check_period(job, t, row);
    if (str_eq(import_value(t, row->value, "years"), STR("0")))
        import_refuse(job, row, "years", MSG_IMPORT_YEARS_NEEDED, NO_ARG);
    if (birthday && (age.n == 0 || str_eq(age, STR("0"))))
        import_refuse(job, row, "age", MSG_IMPORT_AGE_NEEDED, NO_ARG);
    if (!birthday && age.n > 0)
        import_refuse(job, row, "age", MSG_IMPORT_AGE_UNFIT, NO_ARG);
}

void
import_check_row(struct import_job *job, const struct import_table *t,
                 struct import_row *row)
{
    for (size_t i = 0; i < t->n; i++)
        check_value(job, row, &t->col[i], row->value[i]);
    if (row->refused)
        return; /* the rest would say the same again */
    switch (t->kind) {
    case IMPORT_UNITS:
        check_unit(job, t, row);
        break;
    case IMPORT_SUCCESSORS:
        if (str_eq(import_value(t, row->value, "unit"),
                   import_value(t, row->value, "successor")))
            import_refuse(job, row, "successor", MSG_IMPORT_OWN_SUCCESSOR,
                          NO_ARG);
        break;
    case IMPORT_CATCHMENTS:
        check_catchment(job, t, row);
        break;
    case IMPORT_FUNCTIONS:
        check_function(job, t, row);
        break;
    case IMPORT_MUNICIPALITIES:
    case IMPORT_CODES:
    case IMPORT_CONSENT_RULES:
        check_period(job, t, row);
        break;
    case IMPORT_RETENTION_RULES:
        check_retention_rule(job, t, row);
        break;
    case IMPORT_COUNTIES:
    case IMPORT_USERS:
    case IMPORT_DEADLINES:
    case IMPORT_INSTRUMENTS:
    case IMPORT_REPORT_AREAS:
    case IMPORT_LEGAL_BASES:
    case IMPORT_KIND_COUNT:
        break;
    }
}

/* --- rows against each other --- */

/* The key without its last part: what periods must not overlap within. */
static struct str
group_of(struct str key)
{
    size_t n = key.n;

    while (n > 0 && key.p[n - 1] != '\x1f')
        n--;
    return str_cut(key, 0, n);
}

/* a comes before b in the same group; do they share a day? */
static bool
states_overlap(const struct import_table *t, const struct import_state *a,
               const struct import_state *b)
{
    return period_overlap(date_of(import_value(t, a->value, "valid_from")),
                          date_of(import_value(t, a->value, "valid_to")),
                          date_of(import_value(t, b->value, "valid_from")),
                          date_of(import_value(t, b->value, "valid_to")));
}

static void
check_neighbours(struct import_job *job, const struct import_table *t,
                 const struct import_state *a, const struct import_state *b)
{
    struct import_row *blamed = b->row ? b->row : a->row;
    const struct import_state *other = b->row ? a : b;
    struct date from;

    if (str_eq(a->key, b->key)) {
        import_refuse_all(job, b->row,
                          ERR(job->mem, INVALID, .msg = MSG_IMPORT_TWICE,
                              .arg = {msg_str(job->file[a->row->file].name),
                                      msg_int(a->row->line)}));
        return;
    }
    if (!t->periods || !blamed || !str_eq(group_of(a->key), group_of(b->key)) ||
        !states_overlap(t, a, b))
        return;
    from = date_of(import_value(t, other->value, "valid_from"));
    import_refuse(job, blamed, "valid_from",
                  t->kind == IMPORT_FUNCTIONS ? MSG_FUNCTION_TWICE
                                              : MSG_IMPORT_PERIODS_OVERLAP,
                  msg_date(from));
}

/* The deputy's function at the unit: of the same kind if there is one; valid
 * on some day of the row's own period. */
static int64_t
find_deputy(const struct import_job *job, const struct import_table *t,
            const struct import_row *row, struct str deputy)
{
    const struct import_set *set = &job->set[IMPORT_FUNCTIONS];
    const struct import_state own = {.value = row->value};
    int64_t found = 0;

    for (size_t i = 0; i < set->n_state; i++) {
        const struct import_state *s = &set->state[i];

        if (s->row == row || !str_eq(s->value[0], deputy) ||
            !str_eq(s->value[1], row->value[1]) || !states_overlap(t, s, &own))
            continue;
        if (str_eq(s->value[2], row->value[2]))
            return s->id;
        found = s->id;
    }
    return found;
}

static void
check_deputies(struct import_job *job, const struct import_table *t)
{
    struct import_set *set = &job->set[IMPORT_FUNCTIONS];
    size_t at = import_column_at(t, "deputy");

    for (size_t i = 0; i < set->rows.n; i++) {
        struct import_row *row = IMPORT_ROW(set, i);
        struct str deputy = row->value[at];

        if (!deputy.n)
            continue;
        row->link = find_deputy(job, t, row, deputy);
        if (!row->link)
            import_refuse(job, row, "deputy", MSG_IMPORT_DEPUTY_UNKNOWN,
                          msg_str(deputy));
    }
}

void
import_check_set(struct import_job *job, const struct import_table *t)
{
    const struct import_set *set = &job->set[t->kind];

    for (size_t i = 1; i < set->n_state; i++)
        check_neighbours(job, t, &set->state[i - 1], &set->state[i]);
    if (t->kind == IMPORT_FUNCTIONS)
        check_deputies(job, t);
}
