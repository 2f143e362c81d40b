/* helhet init: a new installation with the reference data that ship.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "agreement/app.h"
#include "registry/import.h"

enum cli_exit
run_init(struct cli *c)
{
    size_t n = 0;
    const struct import_file *files;
    struct import_report report = {0};
    const struct services *sv = NULL;
    struct call call;
    const struct err *err;

    files = import_shipped(c->mem, &n);
    err = c->host->open(c, true, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = registry_import_run(&call, files, n, false, &report);
    if (!err && report.refused > 0)
        err = ERR(c->mem, INTERNAL,
                  .detail = "the reference data were refused");
    if (!err)
        err = agreement_app_install(&call);
    if (err)
        return cli_error(c, err);
    if (!c->json)
        cli_put(str_fmt(c->mem,
                        "Helhet is set up in %.*s.\nKeep %.*s safe and apart "
                        "from the backups: without it nothing can be read.\n"
                        "Next: helhet user add LOGIN --name NAME "
                        "--password-file FILE\n",
                        STR_FMT(c->settings.data),
                        STR_FMT(c->settings.key_file)));
    else
        cli_put(str_fmt(c->mem, "{\"added\":%lld}\n", (long long)report.added));
    return CLI_OK;
}
