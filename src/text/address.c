/* E-mail addresses: which we write to, and take from people.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

bool
mail_address_ok(struct str s)
{
    size_t at = 0;

    if (s.n < 3 || s.n > 254)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];

        if (ch <= ' ' || ch > '~' || ch == '<' || ch == '>' || ch == ',' ||
            ch == ';' || ch == ':' || ch == '"' || ch == '(' || ch == ')' ||
            ch == '[' || ch == ']' || ch == '\\')
            return false;
        if (ch == '@') {
            if (at > 0 || i == 0 || i + 1 == s.n)
                return false;
            at = i;
        }
    }
    return at > 0;
}
