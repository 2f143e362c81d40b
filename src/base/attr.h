/* Compiler promises used everywhere, behind one name each.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_ATTR_H
#define HELHET_BASE_ATTR_H

#include "base/banned.h"

#if defined(__GNUC__)
#define MUST_CHECK              __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define MAYBE_UNUSED            __attribute__((unused))
#else
#define MUST_CHECK
#define MAYBE_UNUSED
#define PRINTF_LIKE(fmt, first)
#endif

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
