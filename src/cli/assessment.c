/* helhet assessment: the table of states of a THK, as text or as a picture.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/state.h"
#include "cli/commands.h"

enum cli_exit
run_assessment_states(struct cli *c)
{
    bool dot = cli_flag(c, "--dot");
    bool text = cli_flag(c, "--text");
    struct buf b;

    if ((dot && text) || c->n_words > 0)
        return cli_usage(c, "choose --dot or --text");
    buf_init(&b, c->mem);
    if (dot)
        thk_states_dot(&b);
    else
        thk_states_text(&b);
    cli_put(buf_done(&b));
    return CLI_OK;
}
