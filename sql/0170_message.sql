-- Secure messages (sikre meldinger) in a child's case: threads, messages, and each addressee's receipts.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE message_thread (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who began it
    subject BYTEA NOT NULL,          -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES unit_function (id)
);
CREATE INDEX message_thread_by_case ON message_thread (case_id, id);
CREATE TABLE message (
    id BIGINT NOT NULL PRIMARY KEY,
    thread_id BIGINT NOT NULL REFERENCES message_thread (id),
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who wrote it
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    text BYTEA NOT NULL,             -- sealed
    sent_at BIGINT NOT NULL
);
CREATE INDEX message_by_thread ON message (thread_id, id);
CREATE INDEX message_by_unit ON message (unit_id, sent_at);
-- One row for each person a message is for. It stands in the same commit as the
-- message, so nobody holds a receipt for what is not stored. "Opened" has no
-- column: the access log says when the addressee first looked.
CREATE TABLE message_to (
    id BIGINT NOT NULL PRIMARY KEY,
    message_id BIGINT NOT NULL REFERENCES message (id),
    thread_id BIGINT NOT NULL REFERENCES message_thread (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT,                       -- to all with this function; NULL: to the person
    due_on TEXT NOT NULL,            -- own goal for reading it
    delivered_at BIGINT NOT NULL,
    settled_at BIGINT,               -- marked as read, or answered
    answered_at BIGINT,
    watched_at BIGINT,               -- the deputy was told that it lies unread
    UNIQUE (message_id, function_id)
);
CREATE INDEX message_to_by_thread ON message_to (thread_id, id);
CREATE INDEX message_to_by_account ON message_to (account_id, unit_id, settled_at);
CREATE INDEX message_to_waiting ON message_to (due_on) WHERE settled_at IS NULL AND watched_at IS NULL;
