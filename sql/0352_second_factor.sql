-- The second factor (andre faktor) by one's own hand: a one-time code under way, backup codes, and when it was last given.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE factor_setup (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
    secret BYTEA NOT NULL, -- wrapped, as account.totp; counts when a code of it was given
    ends BIGINT NOT NULL
);
CREATE INDEX factor_setup_by_end ON factor_setup (ends);

-- Each works once: its row goes with its use.
CREATE TABLE backup_code (
    code BYTEA NOT NULL PRIMARY KEY, -- keyed hash of account and code
    account_id BIGINT NOT NULL REFERENCES account (id)
);
CREATE INDEX backup_code_by_account ON backup_code (account_id);

-- When the session's person last proved who they are; NULL: not in this session.
ALTER TABLE session ADD COLUMN proved BIGINT;
