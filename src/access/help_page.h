/* Help, privacy, accessibility, status: views of pages open to everybody.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_HELP_PAGE_H
#define HELHET_ACCESS_HELP_PAGE_H

#include "access/route.h"
#include "page/parts.h"

/* What Helhet is and is not, and how it is used. */
struct help_view {
    bool demo;
};
PAGE_TEMPLATE(help, struct help_view);

/* Who sees what, what is logged, whom to ask. */
struct privacy_view {
    bool demo;
};
PAGE_TEMPLATE(privacy, struct privacy_view);

/* The accessibility statement. Source: forskrift om universell utforming av
 * IKT-løsninger § 4 b; EN 301 549. */
struct accessibility_view {
    struct str version;
};
PAGE_TEMPLATE(accessibility, struct accessibility_view);

/* Does the service work just now? */
struct status_view {
    struct status_tag service; /* answers: it wrote this page */
    struct status_tag store;   /* can be read */
    struct str version;
    struct instant now;
};
PAGE_TEMPLATE(status_page, struct status_view);

#endif
