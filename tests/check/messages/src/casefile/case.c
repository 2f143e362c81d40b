/* Calls that give a message too few arguments, or too many, and right ones.
 * SPDX-License-Identifier: EUPL-1.2 */
const struct err *
right(struct arena *mem, struct page *pg, int ask)
{
    (void)words(pg, MSG_ONE_NONE);
    (void)say(pg, MSG_ONE_TWO, msg_int(1), msg_str(pg->name), 2);
    (void)msg_text(mem, pg->lang, ask ? MSG_ONE_NONE : MSG_ONE_TWO, args, 2);
    return ERR(mem, INVALID, .msg = MSG_ONE_TWO,
               .arg = {msg_int(f(1, 2)), msg_str(STR("a, b"))});
}
const struct err *
wrong(struct arena *mem, struct page *pg)
{
    (void)words(pg, MSG_ONE_TWO);
    (void)say(pg, MSG_ONE_TWO, msg_int(1), msg_int(0), 1);
    (void)msg_text(mem, pg->lang, MSG_ONE_NONE, args, 1);
    (void)ERR(mem, INVALID, .msg = MSG_ONE_TWO);
    return ERR(mem, INVALID, .msg = MSG_ONE_NONE, .arg = {msg_int(1)});
}
