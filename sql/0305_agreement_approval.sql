-- Approval before signature: each party approves the frozen text or sends it back; then the leaders sign.
-- SPDX-License-Identifier: EUPL-1.2

-- What was sent before approval was a step of its own waits for signatures: it stays signable.
UPDATE agreement_version SET state = 'signing' WHERE state = 'approval';

-- One for each party, of the text with this hash. Gone when the text was sent back.
CREATE TABLE agreement_approval (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),          -- the party
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,              -- as they were that day
    unit_name TEXT NOT NULL,
    hash TEXT NOT NULL,              -- SHA-256, hex
    approved_at BIGINT NOT NULL,
    gone_at BIGINT
);
CREATE UNIQUE INDEX agreement_approval_once ON agreement_approval (version_id, unit_id) WHERE gone_at IS NULL;

-- A party sends the text back to the writers. Never changed but for the day it was sent anew.
CREATE TABLE agreement_return (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),          -- the party
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    returned_at BIGINT NOT NULL,
    again_at BIGINT                  -- the text was sent to approval again
);
CREATE INDEX agreement_return_of ON agreement_return (version_id, returned_at);

-- The function that approves for a party beside its leader, as the leader named it.
CREATE TABLE agreement_approver (
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),          -- the party
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    named_by BIGINT NOT NULL,
    named_at BIGINT NOT NULL,
    PRIMARY KEY (agreement_id, unit_id)
);
CREATE INDEX agreement_approver_by ON agreement_approver (function_id, agreement_id);
