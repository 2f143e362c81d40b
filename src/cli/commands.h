/* The commands that stand in files of their own.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CLI_COMMANDS_H
#define HELHET_CLI_COMMANDS_H

#include "cli/cli.h"

enum cli_exit run_manual(struct cli *c);     /* manual.c */
enum cli_exit run_completion(struct cli *c); /* completion.c */
enum cli_exit run_init(struct cli *c);       /* init.c */
enum cli_exit run_import(struct cli *c);     /* import.c */
enum cli_exit run_user_add(struct cli *c);   /* user.c */
enum cli_exit run_user_list(struct cli *c);
enum cli_exit run_user_password(struct cli *c);
enum cli_exit run_user_end(struct cli *c);
enum cli_exit run_user_factor(struct cli *c);
enum cli_exit run_user_passkeys(struct cli *c);
enum cli_exit run_verify(struct cli *c); /* verify.c */
enum cli_exit run_backup(struct cli *c); /* backup.c */
enum cli_exit run_restore(struct cli *c);
enum cli_exit run_retention(struct cli *c);  /* retention.c */
enum cli_exit run_rekey(struct cli *c);      /* rekey.c */
enum cli_exit run_message_in(struct cli *c); /* message.c */
enum cli_exit run_message_out(struct cli *c);
enum cli_exit run_message_outbox(struct cli *c);
enum cli_exit run_mail_list(struct cli *c); /* mail.c */
enum cli_exit run_mail_send(struct cli *c);
enum cli_exit run_mail_test(struct cli *c);
enum cli_exit run_simulate(struct cli *c);          /* simulate.c */
enum cli_exit run_simulate_queue(struct cli *c);    /* simulate_queue.c */
enum cli_exit run_forecast(struct cli *c);          /* forecast.c */
enum cli_exit run_assessment_states(struct cli *c); /* assessment.c */
enum cli_exit run_agreement_check(struct cli *c);   /* agreement.c */

#endif
