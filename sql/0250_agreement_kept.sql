-- An agreement's last day as its text has it: what is signed, whatever day it ends by notice or by a new version.
-- Drafts that were given up, and notices that were taken back, stay readable.
-- SPDX-License-Identifier: EUPL-1.2

ALTER TABLE agreement_version ADD COLUMN agreed_until TEXT;
ALTER TABLE agreement_version ADD COLUMN discarded_on TEXT;
ALTER TABLE agreement_version ADD COLUMN discarded_by TEXT; -- the name, as it was that day

UPDATE agreement_version SET agreed_until = until_on WHERE state IN ('draft', 'approval', 'signed', 'in_force')
    AND NOT EXISTS (SELECT 1 FROM agreement_notice n WHERE n.version_id = agreement_version.id);

-- A notice that was taken back before its last day.
CREATE TABLE agreement_notice_back (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    given_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    back_on TEXT NOT NULL,
    account_id BIGINT NOT NULL,      -- who took it back
    made_at BIGINT NOT NULL
);
CREATE INDEX agreement_notice_back_of ON agreement_notice_back (version_id, back_on);
