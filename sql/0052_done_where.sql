-- Where a form that was sent led, for whoever sends it again.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE done_once ADD COLUMN led_to TEXT;
