/* Forecasts from the installation's own requests (R733).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_FORECAST_APP_H
#define HELHET_CAPACITY_FORECAST_APP_H

#include "access/call.h"
#include "capacity/forecast.h"
#include "text/messages_capacity.h"

/* All requests that were sent here, until yesterday: today is not over.
 * Errors: DENIED; INVALID (MSG_FORECAST_NONE): there are none;
 * INVALID (MSG_FORECAST_TOO_SHORT): not one forecast can be scored yet. */
const struct err *forecast_app_own(struct call *c,
                                   const struct forecast_how *how,
                                   struct forecast *out) MUST_CHECK;

#endif
