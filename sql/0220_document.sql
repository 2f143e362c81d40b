-- Documents of a case (dokumenter): what each is, its versions, its withdrawal; and whether a file was scanned.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE case_blob ADD COLUMN scanned BIGINT NOT NULL DEFAULT 0; -- 1: a virus scanner found nothing in it

CREATE TABLE document (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    class TEXT NOT NULL,             -- a word of classes.def: who gets it
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose it is
    own BIGINT NOT NULL,             -- 1: for its unit alone, whatever is shared
    kind TEXT NOT NULL,              -- a word of document/kind.def
    title BYTEA NOT NULL,            -- sealed
    newest BIGINT NOT NULL,          -- number of the version that holds
    withdrawn_at BIGINT,
    withdrawn_by BIGINT,             -- function
    withdraw_reason BYTEA,           -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    version BIGINT NOT NULL
);
CREATE INDEX document_of_case ON document (case_id, made_at);

CREATE TABLE document_version (
    document_id BIGINT NOT NULL REFERENCES document (id),
    nr BIGINT NOT NULL,              -- from 1
    blob_id BIGINT NOT NULL REFERENCES case_blob (id),
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    PRIMARY KEY (document_id, nr)
);
