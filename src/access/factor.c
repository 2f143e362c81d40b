/* The second factor: what counts as one, and backup codes as they are typed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"

bool
security_has_factor(const struct security *s)
{
    return s->code || s->keys.n > 0;
}

struct str
backup_digits(struct arena *mem, struct str typed)
{
    struct buf b;
    struct str digits;

    buf_init(&b, mem);
    for (size_t i = 0; i < typed.n; i++) {
        char ch = typed.p[i];

        if (ch >= '0' && ch <= '9')
            buf_char(&b, ch);
        else if (ch != ' ' && ch != '-')
            return STR_NONE;
    }
    digits = buf_done(&b);
    return digits.n == BACKUP_DIGITS ? digits : STR_NONE;
}

struct str
backup_shown(struct arena *mem, struct str digits)
{
    size_t half = digits.n / 2;

    return str_fmt(mem, "%.*s %.*s", STR_FMT(str_cut(digits, 0, half)),
                   STR_FMT(str_cut(digits, half, digits.n)));
}

struct str
totp_uri(struct arena *mem, struct str login, struct str base32)
{
    return str_fmt(mem, "otpauth://totp/Helhet:%.*s?secret=%.*s&issuer=Helhet",
                   STR_FMT(login), STR_FMT(base32));
}
