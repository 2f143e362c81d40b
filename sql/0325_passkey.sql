-- Passkeys (passnøkler) of the accounts, and the challenges that wait for an answer.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE passkey (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    credential BYTEA NOT NULL UNIQUE, -- the authenticator's name for it
    algorithm BIGINT NOT NULL,        -- COSE: -7, -8, -257
    public_key BYTEA NOT NULL,
    counter BIGINT NOT NULL,          -- the last one seen; 0: it does not count
    synced BIGINT NOT NULL,           -- 1: may lie on several devices
    backed_up BIGINT NOT NULL,        -- 1: does so now
    name TEXT NOT NULL,               -- its owner's word for it
    made BIGINT NOT NULL,
    used BIGINT,
    went_back BIGINT,                 -- when its counter was seen to have gone back
    CHECK (synced IN (0, 1) AND backed_up IN (0, 1))
);
CREATE INDEX passkey_by_account ON passkey (account_id);

-- One for each browser session and purpose; a new one takes its place.
CREATE TABLE passkey_challenge (
    bound BYTEA NOT NULL PRIMARY KEY, -- keyed hash of session and purpose
    challenge BYTEA NOT NULL,         -- SHA-256 of it
    ends BIGINT NOT NULL
);
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (ends);
