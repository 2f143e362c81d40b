/* What the outbox's page shows.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_PAGES_H
#define HELHET_NOTIFY_PAGES_H

#include "notify/outbox.h"
#include "page/parts.h"

struct outbox_line {
    outbox_id id;
    struct str address;
    struct str subject;
    struct instant made;
    struct instant next; /* the next try; {0}: none */
    struct status_tag status;
    struct str note; /* tries, code and reason; may be empty */
    bool open;       /* may be tried again or taken out */
};
struct outbox_page {
    struct alert none_set; /* no server is set: said on top */
    bool no_server;
    struct tabs tabs;
    int caption; /* message */
    const struct outbox_line *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(outbox_list, struct outbox_page);

#endif
