/* Accounts: the pure rules of delays, passwords and the second factor.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include "base/buf.h"
#include "text/messages_access.h"
#include "text/messages_text.h"

#include <liboath/oath.h>

enum { FREE_FAILS = 4, LONGEST_WAIT_S = 15 * 60, TOTP_STEP_S = 30 };
enum { LOGIN_NAME_MAX = 100 };
#define SECOND_US INT64_C(1000000)

int64_t
login_wait_us(int64_t fails, struct instant last, struct instant now)
{
    int64_t wait_s = 1;
    int64_t left;

    if (fails <= FREE_FAILS)
        return 0;
    for (int64_t i = FREE_FAILS + 1; i < fails && wait_s < LONGEST_WAIT_S; i++)
        wait_s *= 2;
    if (wait_s > LONGEST_WAIT_S)
        wait_s = LONGEST_WAIT_S;
    left = last.us + wait_s * SECOND_US - now.us;
    return left > 0 ? left : 0;
}

bool
totp_is_right(struct str secret, struct str code, int64_t used_step,
              struct instant now, int64_t *out_step)
{
    char otp[7] = {0};
    uint64_t step = 0;
    int position = 0;

    if (code.n != 6)
        return false;
    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] < '0' || code.p[i] > '9')
            return false;
        otp[i] = code.p[i];
    }
    if (oath_totp_validate3(secret.p, secret.n, (time_t)(now.us / SECOND_US),
                            TOTP_STEP_S, 0, 1, &position, &step, otp) < 0)
        return false;
    if ((int64_t)step <= used_step)
        return false;
    *out_step = (int64_t)step;
    return true;
}

struct str
login_normal(struct arena *mem, struct str login)
{
    struct buf b;

    login = str_trim(login);
    buf_init(&b, mem);
    for (size_t i = 0; i < login.n; i++) {
        char ch = login.p[i];

        buf_char(&b, ch >= 'A' && ch <= 'Z' ? (char)(ch - 'A' + 'a') : ch);
    }
    return buf_done(&b);
}

const struct err *
login_check(struct arena *mem, struct str login)
{
    bool good = login.n <= LOGIN_NAME_MAX;

    if (login.n == 0)
        return ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "bruker");
    for (size_t i = 0; i < login.n; i++) {
        char ch = login.p[i];

        good = good && ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') ||
                        ch == '.' || ch == '_' || ch == '@' || ch == '-');
    }
    if (!good)
        return ERR(mem, INVALID, .msg = MSG_ACCOUNT_LOGIN_FORM,
                   .field = "bruker");
    return NULL;
}

const struct err *
password_check(struct arena *mem, struct str login, struct str password)
{
    if (str_chars(password) < 12)
        return ERR(mem, INVALID, .msg = MSG_PASSWORD_SHORT,
                   .arg = {msg_int(12)}, .field = "passord");
    if (str_eq(login, password))
        return ERR(mem, INVALID, .msg = MSG_PASSWORD_IS_LOGIN,
                   .field = "passord");
    return NULL;
}
