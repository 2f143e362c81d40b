-- A person's own calendar at a secret address: only a keyed hash of the secret is here.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE calendar_feed (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
    secret_hash BYTEA NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
