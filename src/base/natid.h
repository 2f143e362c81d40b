/* National numbers: fødselsnummer, D-nummer, DUF-nummer; their check digits.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_NATID_H
#define HELHET_BASE_NATID_H

#include "base/date.h"

enum natid_kind { NATID_NONE, NATID_FNR, NATID_DNR, NATID_DUF };
enum natid_fault {
    NATID_OK,
    NATID_LENGTH, /* not 11 or 12 digits */
    NATID_DIGITS, /* something else than digits */
    NATID_DATE,   /* no such day */
    NATID_CHECK   /* check digit wrong by today's rule and the 2032 rule */
};

/* Its own type: no HTML, JSON or log writer accepts it. */
struct natid {
    char digits[13]; /* NUL-terminated */
    enum natid_kind kind;
    bool synthetic; /* Tenor (month + 80), Dolly (month + 40), the health
                       sector's test population (month + 65), D-numbers too */
};

/* Both check-digit rules are accepted (today's, and the one from 2032).
 * Sex and birth year are never read out of a number. A space after the sixth
 * digit and white space around are allowed; FH-numbers are not read.
 * Source: FOR-2017-07-14-1201 § 2-2-1; Skatteetaten's rule from 1 Jan 2032. */
enum natid_fault natid_parse(struct str s, struct natid *out);
/* NATID_DATE when a DUF-number's year lies after the year of `today`. */
enum natid_fault natid_check_today(const struct natid *id, struct date today);

/* "fnr", "dnr", "duf" or "synthetic". */
const char *natid_kind_word(const struct natid *id);
/* The reason in English, for the CLI. */
const char *natid_fault_word(enum natid_fault f);

/* Shows the first six digits, and a star for each of the rest. */
struct str natid_masked(struct arena *mem, const struct natid *id);
/* The whole number. Whoever calls this has an audited reason. */
struct str natid_reveal(struct arena *mem, const struct natid *id);

/* Organisation number: nine digits, mod 11, the first not 0. */
bool orgnr_is_valid(struct str s);

#endif
