-- Access: what a login tells its person, and whose key a store was made with.
-- SPDX-License-Identifier: EUPL-1.2

-- Failed logins between the one before and this one: shown to the person.
ALTER TABLE session ADD COLUMN fails BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN last_fail BIGINT;

CREATE INDEX login_guard_by_time ON login_guard (last);

-- One row: a keyed hash that only the store's own master key gives.
CREATE TABLE key_mark (
    mark BYTEA NOT NULL PRIMARY KEY
);
