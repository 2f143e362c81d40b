-- What was sent long ago and still tells to whom: found without reading all that was ever sent.
-- SPDX-License-Identifier: EUPL-1.2
CREATE INDEX outbox_kept ON outbox (ended_at) WHERE body <> '' AND ended_at IS NOT NULL;
