-- Consents asked for and answered: given, partly, refused, withdrawn (R632); shares for one person (R634).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE consent_record (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    matter TEXT NOT NULL,            -- a word of matter.def
    rule TEXT NOT NULL,              -- which dated rule said who decides, or '': none did
    legal_basis TEXT NOT NULL,
    answered_by TEXT NOT NULL,       -- a word of consenter.def
    one_parent BIGINT NOT NULL,      -- 1: one of two with parental responsibility
    state TEXT NOT NULL,
    from_unit BIGINT NOT NULL REFERENCES unit (id), -- who asked
    to_unit BIGINT NOT NULL REFERENCES unit (id),   -- who would see
    asked BIGINT NOT NULL,           -- bits of classes.def
    given BIGINT NOT NULL,
    wording TEXT NOT NULL,           -- version of the form's words
    answered_on TEXT NOT NULL,
    valid_to TEXT,                   -- last day; NULL: until withdrawn
    how BYTEA NOT NULL,              -- sealed: how it was given, why one parent is enough
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    ended_at BIGINT,                 -- withdrawn
    ended_by BIGINT,
    end_reason BYTEA,                -- sealed
    CHECK (state IN ('given', 'partly', 'refused'))
);
CREATE INDEX consent_record_by_case ON consent_record (case_id, made_at);

ALTER TABLE share ADD COLUMN consent_id BIGINT; -- the consent it rests on
ALTER TABLE share ADD COLUMN to_account BIGINT; -- for this person only, NULL: for the unit
CREATE INDEX share_by_consent ON share (consent_id);
DROP INDEX share_seen;
CREATE INDEX share_seen ON share (case_id, to_unit, class, ends_at, valid_from, to_account);
DROP INDEX share_to_unit;
CREATE INDEX share_to_unit ON share (to_unit, class, ends_at, valid_from, case_id, to_account);
