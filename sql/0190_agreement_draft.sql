-- Agreements from draft to signature: sections that move and come back, points, comments, signatures, notice.
-- SPDX-License-Identifier: EUPL-1.2

ALTER TABLE agreement ADD COLUMN started_by BIGINT REFERENCES unit (id);
ALTER TABLE agreement_version ADD COLUMN notice_months BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agreement_version ADD COLUMN agreed_from TEXT;  -- as the text has it; empty: when all have signed
ALTER TABLE agreement_section ADD COLUMN level BIGINT NOT NULL DEFAULT 1; -- 1 or 2
ALTER TABLE agreement_section ADD COLUMN removed_at BIGINT;               -- may be brought back
ALTER TABLE agreement_clause ADD COLUMN section_id BIGINT REFERENCES agreement_section (id);

-- How a required point of the template is met in a version: by a section, or waived with a reason.
CREATE TABLE agreement_point (
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    no BIGINT NOT NULL,              -- of data/agreement/points.csv
    section_id BIGINT REFERENCES agreement_section (id),
    reason TEXT NOT NULL,            -- of a waiver, else empty
    account_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (version_id, no),
    CHECK ((section_id IS NULL) = (reason <> ''))
);

-- What the parties say of a draft. Never changed, only answered and settled.
CREATE TABLE agreement_comment (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    section_id BIGINT NOT NULL REFERENCES agreement_section (id),
    parent_id BIGINT REFERENCES agreement_comment (id), -- an answer
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    settled_at BIGINT,
    settled_by BIGINT
);
CREATE INDEX agreement_comment_of ON agreement_comment (version_id, made_at);

-- One for each party, of the text with this hash. Gone when the text was changed before all had signed.
CREATE TABLE agreement_signature (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,              -- as they were that day
    unit_name TEXT NOT NULL,
    hash TEXT NOT NULL,              -- SHA-256, hex
    signed_at BIGINT NOT NULL,
    gone_at BIGINT
);
CREATE UNIQUE INDEX agreement_signature_once ON agreement_signature (version_id, unit_id) WHERE gone_at IS NULL;

-- A party gives notice. The agreement ends with the day ends_on.
CREATE TABLE agreement_notice (
    version_id BIGINT NOT NULL PRIMARY KEY REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL,
    given_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
