-- Conversations between two units about no child's case: messages, and anonymous consultations (drøfting).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE unit_thread (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,              -- message; question: a consultation without identity
    wrapped_key BYTEA NOT NULL,      -- the thread's own key
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who began it
    to_unit BIGINT NOT NULL REFERENCES unit (id),
    to_kind TEXT,                    -- to all with this function; NULL: to a person
    subject BYTEA NOT NULL,          -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES unit_function (id),
    asked_on TEXT NOT NULL,          -- Oslo day
    answer_by TEXT,                  -- a question: own goal for the answer
    answered_on TEXT,                -- a question: the first answer
    closed_at BIGINT,
    CHECK (kind IN ('message', 'question')),
    CHECK (unit_id <> to_unit)
);
CREATE INDEX unit_thread_from ON unit_thread (unit_id, id);
CREATE INDEX unit_thread_to ON unit_thread (to_unit, id);
CREATE TABLE unit_message (
    id BIGINT NOT NULL PRIMARY KEY,
    thread_id BIGINT NOT NULL REFERENCES unit_thread (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who wrote it
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    text BYTEA NOT NULL,             -- sealed
    sent_at BIGINT NOT NULL
);
CREATE INDEX unit_message_by_thread ON unit_message (thread_id, id);
-- One row for each person a message is for, in the message's own commit; and
-- one for each who is told later because nobody read it. Rows of one group are
-- settled together. "Opened" has no column: the access log says it.
CREATE TABLE unit_message_to (
    id BIGINT NOT NULL PRIMARY KEY,
    group_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL REFERENCES unit_message (id),
    thread_id BIGINT NOT NULL REFERENCES unit_thread (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    needs TEXT NOT NULL,             -- read, answer
    due_on TEXT NOT NULL,            -- own goal
    delivered_at BIGINT NOT NULL,
    settled_at BIGINT,
    answered_at BIGINT,
    watched_at BIGINT,               -- deputy and leader were told
    announced BIGINT NOT NULL,       -- the account that was told by mail, 0: nobody
    UNIQUE (message_id, function_id),
    CHECK (needs IN ('read', 'answer'))
);
CREATE INDEX unit_message_to_by_thread ON unit_message_to (thread_id, id);
CREATE INDEX unit_message_to_mine ON unit_message_to (account_id, unit_id, due_on) WHERE settled_at IS NULL;
CREATE INDEX unit_message_to_waiting ON unit_message_to (due_on) WHERE settled_at IS NULL AND watched_at IS NULL;
CREATE INDEX unit_message_to_untold ON unit_message_to (account_id, id) WHERE settled_at IS NULL;
CREATE INDEX audit_between ON audit (object_id, account_id, at) WHERE action = 'between.view';
