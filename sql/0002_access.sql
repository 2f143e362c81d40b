-- Access: accounts, sessions, the idempotency keys of unsafe requests, the audit.
-- SPDX-License-Identifier: EUPL-1.2
-- Instants are microseconds UTC. Nothing here tells of a child but by a case's id.

CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,          -- '', 'nb', 'nn', 'en': '' follows the browser
    scheme TEXT NOT NULL,            -- 'auto', 'light', 'dark'
    password TEXT NOT NULL,          -- Argon2id, or '' for none
    totp BYTEA,                      -- sealed secret of the second factor
    totp_step BIGINT NOT NULL,       -- last time step used: a code works once
    fails BIGINT NOT NULL,           -- failed logins since the last good one
    last_fail BIGINT,
    last_login BIGINT,
    valid_to TEXT,                   -- authorisations end (Oslo day, inclusive)
    made_up BIGINT NOT NULL,         -- 1: a demo account
    version BIGINT NOT NULL
);

CREATE TABLE session (
    id BIGINT NOT NULL PRIMARY KEY,
    token BYTEA NOT NULL UNIQUE,     -- keyed hash of the cookie
    account_id BIGINT NOT NULL REFERENCES account (id),
    function_id BIGINT,              -- the acting function; NULL: none yet
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    ends BIGINT NOT NULL,            -- absolute limit
    agent TEXT NOT NULL,             -- browser, in two words
    factor BIGINT NOT NULL           -- 1: a second factor was given
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_end ON session (ends);

-- Limits on logins by address, and by account and address together.
CREATE TABLE login_guard (
    subject BYTEA NOT NULL PRIMARY KEY, -- keyed hash
    fails BIGINT NOT NULL,
    last BIGINT NOT NULL
);

-- One row for each unsafe request that had an effect, in its transaction.
CREATE TABLE done_once (
    token TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX done_once_by_time ON done_once (at);

-- The audit (tilgangslogg): append-only, one chain for each writing process.
CREATE TABLE audit (
    chain BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT NOT NULL,      -- 0: not logged in, or the system
    function_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    case_id BIGINT NOT NULL,         -- 0: none
    object_id BIGINT NOT NULL,
    classes BIGINT NOT NULL,         -- which information: bits of classes.def
    ground BIGINT NOT NULL,          -- on what ground: bits of relations.def
    outcome TEXT NOT NULL,           -- 'done', 'denied', 'hidden'
    request TEXT NOT NULL,
    cases BYTEA,                     -- a list's case ids, 8 bytes each, big end first
    hash BYTEA NOT NULL,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_by_case ON audit (case_id, at);
CREATE INDEX audit_by_account ON audit (account_id, at);

-- Which audit rows of lists showed a case: the child's own log finds them here.
CREATE TABLE audit_case (
    case_id BIGINT NOT NULL,
    chain BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (case_id, chain, seq)
);
