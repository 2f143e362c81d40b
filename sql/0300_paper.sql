-- Documents of the system level (saksdokumenter): of meetings, agenda items, and evidence of agreements. Nothing about a child.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE paper (
    id BIGINT NOT NULL PRIMARY KEY,
    of_kind TEXT NOT NULL,           -- meeting, item, evidence
    owner_id BIGINT NOT NULL,        -- that one's id
    title TEXT NOT NULL,
    newest BIGINT NOT NULL,          -- number of the version that holds
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who put it there
    made_at BIGINT NOT NULL,
    removed_at BIGINT,               -- the bytes of all versions are gone then
    removed_by BIGINT REFERENCES account (id),
    removed_reason TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX paper_of_owner ON paper (of_kind, owner_id, made_at);

CREATE TABLE paper_version (
    paper_id BIGINT NOT NULL REFERENCES paper (id),
    nr BIGINT NOT NULL,              -- from 1
    name TEXT NOT NULL,              -- of the file, as it was sent
    media_type TEXT NOT NULL,        -- by content
    bytes BIGINT NOT NULL,
    hash BYTEA NOT NULL,             -- BLAKE2b-256 of the content
    scanned BIGINT NOT NULL,         -- 1: a virus scanner found nothing in it
    made_at BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (paper_id, nr)
);

CREATE TABLE paper_chunk (
    paper_id BIGINT NOT NULL,
    paper_nr BIGINT NOT NULL,
    nr BIGINT NOT NULL,              -- from 1
    bytes BYTEA NOT NULL,
    PRIMARY KEY (paper_id, paper_nr, nr),
    FOREIGN KEY (paper_id, paper_nr) REFERENCES paper_version (paper_id, nr)
);

-- A version is public when every party has released it (R305); a newer version is not.
CREATE TABLE paper_release (
    paper_id BIGINT NOT NULL,
    nr BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    released_on TEXT NOT NULL,
    withdrawn_on TEXT,
    PRIMARY KEY (paper_id, nr, unit_id),
    FOREIGN KEY (paper_id, nr) REFERENCES paper_version (paper_id, nr)
);
