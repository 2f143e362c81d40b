-- Bufdir's messages: each that came or went, once, as it was.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE assessment_message (
    message_id TEXT NOT NULL PRIMARY KEY,  -- a UUID, given by its sender
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    direction TEXT NOT NULL,         -- in, out
    kind TEXT NOT NULL,              -- referral, files, withdrawn, receipt
    xml BYTEA NOT NULL,              -- sealed, whole
    at BIGINT NOT NULL
);
CREATE INDEX assessment_message_of ON assessment_message (assessment_id, at);
