/* Sets of roles that actions.def names. Included by gate.c only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_GATE_SETS_H
#define HELHET_ACCESS_GATE_SETS_H

#define ANYONE   ((1u << ROLE_COUNT) - 1)
#define ACCOUNTS (ANYONE & ~ROLE_BIT(PUBLIC) & ~ROLE_BIT(SYSTEM))
/* The child, its guardians, its foster parents: an own page, nothing else. */
#define KIN       KIN_ROLES
#define FAMILY    FAMILY_ROLES
#define LOGGED_IN (ACCOUNTS & ~ROLE_BIT(NO_FUNCTION) & ~FAMILY)
#define ADMINS    (ROLE_BIT(ADMINISTRATOR) | ROLE_BIT(SYSTEM))
/* Those who answer for colleagues' accounts. */
#define ACCOUNT_LEADERS (ROLE_BIT(LEADER) | ADMINS)
/* Those who may have a seat in a body. */
#define COOPERATORS (LOGGED_IN & ~ROLE_BIT(ADMINISTRATOR))
/* Those who may meet a child's information at all ... */
#define CHILD_MEETERS \
    (LOGGED_IN & ~ROLE_BIT(ADMINISTRATOR) & ~ROLE_BIT(ADVISER))
/* ... and those who do so beyond daily follow-up. */
#define CHILD_STAFF (CHILD_MEETERS & ~ROLE_BIT(CARE_STAFF))
/* Who may use a one-time link: nobody by name, and who may meet a child. */
#define LINK_BEARERS (ROLE_BIT(PUBLIC) | ROLE_BIT(NO_FUNCTION) | CHILD_STAFF)
#define CASE_OPENERS                                                     \
    (ROLE_BIT(LEADER) | ROLE_BIT(CASEWORKER) | ROLE_BIT(COORDINATOR) |   \
     ROLE_BIT(INTAKE) | ROLE_BIT(CLINIC_CONTACT) | ROLE_BIT(THERAPIST) | \
     ROLE_BIT(SYSTEM))
/* People who open cases may also ask that one is removed when its day comes. */
#define REMOVERS   (CASE_OPENERS & ~ROLE_BIT(SYSTEM))
#define REQUESTERS (ROLE_BIT(LEADER) | ROLE_BIT(CASEWORKER))
/* Those who plan capacity: nothing about a child is in it. */
#define PLANNERS                                                   \
    (ROLE_BIT(LEADER) | ROLE_BIT(COORDINATOR) | ROLE_BIT(INTAKE) | \
     ROLE_BIT(THK_MEMBER) | ROLE_BIT(ADVISER))
#define DECIDERS (ROLE_BIT(INTAKE) | ROLE_BIT(LEADER))
/* Those who speak for a party of an agreement. */
#define AGREERS (ROLE_BIT(LEADER) | ROLE_BIT(ADVISER))
/* Those who write an agreement's text for their unit. */
#define AGREEMENT_WRITERS                                            \
    (AGREERS | ROLE_BIT(CLINIC_CONTACT) | ROLE_BIT(HEALTH_CONTACT) | \
     ROLE_BIT(CONTACT_POINT))

#endif
