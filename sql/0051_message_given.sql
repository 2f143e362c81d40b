-- Bufdir's messages that go out: when each was given to whoever carries it.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE assessment_message ADD COLUMN given_at BIGINT;
CREATE INDEX assessment_message_waiting ON assessment_message (direction, at) WHERE given_at IS NULL;
