/* National numbers: fødselsnummer, D-nummer, DUF-nummer, organisasjonsnummer.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/natid.h"

#include "base/buf.h"
#include "base/err.h"

#include <string.h>

#define FNR_DIGITS 11
#define DUF_DIGITS 12

static int
number(const char *digits, int n)
{
    int v = 0;

    for (int i = 0; i < n; i++)
        v = v * 10 + (digits[i] - '0');
    return v;
}

static int
weighted_sum(const char *digits, const int *weights, size_t n)
{
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += weights[i] * (digits[i] - '0');
    return sum;
}

/* The digits without the one space that may follow the sixth. */
static enum natid_fault
take_digits(struct str s, char *out, size_t *n)
{
    *n = 0;
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && i == 6)
            continue;
        if (s.p[i] < '0' || s.p[i] > '9')
            return NATID_DIGITS;
        if (*n == DUF_DIGITS)
            return NATID_LENGTH;
        out[(*n)++] = s.p[i];
    }
    out[*n] = '\0';
    return *n == FNR_DIGITS || *n == DUF_DIGITS ? NATID_OK : NATID_LENGTH;
}

/* How much a series adds to the month; -1 when no series does so.
 * Source: Digdir, "Testdata: Tenor" (80); the health sector's test population
 * (65, as checked by the Institute of Public Health); Nav's Dolly (40). */
static int
month_offset(int month)
{
    static const int offsets[] = {0, 40, 65, 80};

    for (size_t i = 0; i < ARRAY_LEN(offsets); i++)
        if (month > offsets[i] && month <= offsets[i] + 12)
            return offsets[i];
    return -1;
}

/* Is it a day in some century? The three digits after the date tell which
 * century only in numbers given before 2032, and a number does not tell when it
 * was given; so all centuries are open, and the years 2000 to 2099 have every
 * day that 1854 to 1999 have. */
static bool
is_real_day(int year, int month, int day)
{
    return date_is_real(2000 + year, month, day);
}

/* The rule from 2032 leaves 0..3 where today's leaves 0, so it covers both.
 * Source: FOR-2017-07-14-1201 § 2-2-1; Skatteetaten, "Nytt fødselsnummer
 * 2032". */
static bool
has_check_digits(const char *digits)
{
    static const int k1[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    static const int k2[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    return weighted_sum(digits, k1, ARRAY_LEN(k1)) % 11 <= 3 &&
           weighted_sum(digits, k2, ARRAY_LEN(k2)) % 11 == 0;
}

static enum natid_fault
check_fnr(struct natid *id)
{
    int day = number(id->digits, 2);
    int month = number(id->digits + 2, 2);
    int year = number(id->digits + 4, 2);
    int offset = month_offset(month);

    id->kind = day > 40 ? NATID_DNR : NATID_FNR;
    id->synthetic = offset > 0;
    if (offset < 0 ||
        !is_real_day(year, month - offset, day > 40 ? day - 40 : day))
        return NATID_DATE;
    return has_check_digits(id->digits) ? NATID_OK : NATID_CHECK;
}

/* Year of application, six running digits, and as the last two the rest of
 * their weighted sum. The directorate has not published the rule; it is the
 * one by which Statistics Norway tests municipal child welfare reports.
 * Source: SSB, KOSTRA, control of file 15 (barnevern). */
static enum natid_fault
check_duf(struct natid *id)
{
    static const int weights[] = {4, 6, 3, 2, 4, 6, 3, 2, 7, 5};
    int year = number(id->digits, 4);
    int rest = weighted_sum(id->digits, weights, ARRAY_LEN(weights)) % 11;

    id->kind = NATID_DUF;
    if (year < 1900 || year > 2099)
        return NATID_DATE;
    return rest == number(id->digits + 10, 2) ? NATID_OK : NATID_CHECK;
}

enum natid_fault
natid_parse(struct str s, struct natid *out)
{
    struct natid id = {0};
    size_t n;
    enum natid_fault fault = take_digits(s, id.digits, &n);

    if (fault == NATID_OK)
        fault = n == DUF_DIGITS ? check_duf(&id) : check_fnr(&id);
    if (fault == NATID_OK)
        *out = id;
    return fault;
}

enum natid_fault
natid_check_today(const struct natid *id, struct date today)
{
    int year;
    int month;
    int day;

    date_split(today, &year, &month, &day);
    return id->kind == NATID_DUF && number(id->digits, 4) > year ? NATID_DATE
                                                                 : NATID_OK;
}

const char *
natid_kind_word(const struct natid *id)
{
    if (id->synthetic)
        return "synthetic";
    switch (id->kind) {
    case NATID_NONE:
        break;
    case NATID_FNR:
        return "fnr";
    case NATID_DNR:
        return "dnr";
    case NATID_DUF:
        return "duf";
    }
    return "none";
}

const char *
natid_fault_word(enum natid_fault f)
{
    switch (f) {
    case NATID_OK:
        break;
    case NATID_LENGTH:
        return "not 11 or 12 digits";
    case NATID_DIGITS:
        return "something else than digits";
    case NATID_DATE:
        return "no such date";
    case NATID_CHECK:
        return "wrong check digit";
    }
    return "nothing";
}

struct str
natid_masked(struct arena *mem, const struct natid *id)
{
    static const char stars[] = "******";
    struct str all = str_of(id->digits);

    if (all.n <= 6)
        return STR("");
    return str_fmt(mem, "%.6s%.*s", id->digits, (int)(all.n - 6), stars);
}

struct str
natid_reveal(struct arena *mem, const struct natid *id)
{
    return str_copy(mem, str_of(id->digits));
}

bool
orgnr_is_valid(struct str s)
{
    static const int weights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};

    if (s.n != ARRAY_LEN(weights) || s.p[0] == '0')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return weighted_sum(s.p, weights, ARRAY_LEN(weights)) % 11 == 0;
}
