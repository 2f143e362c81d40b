-- Research and development projects with their parties and period (R505): evidence that an agreement's point may have.
-- SPDX-License-Identifier: EUPL-1.2
-- Nothing here tells of a child. Taken back, never deleted.
CREATE TABLE agreement_project (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,              -- a word of project_kind.def
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    others TEXT NOT NULL,            -- parties that are no unit of the registry
    reference TEXT NOT NULL,         -- where more is to be found
    from_on TEXT NOT NULL,
    until_on TEXT,
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- that registered it, its first party
    account_id BIGINT NOT NULL REFERENCES account (id),
    agreement_id BIGINT REFERENCES agreement (id), -- whose point it is evidence of
    ref TEXT NOT NULL,
    known_on TEXT NOT NULL,
    gone_on TEXT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX agreement_project_of ON agreement_project (agreement_id, ref);

CREATE TABLE agreement_project_party (
    project_id BIGINT NOT NULL REFERENCES agreement_project (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (project_id, unit_id)
);
