-- Files that go with a case, sealed in chunks under its key; and those of a request for a THK.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE case_blob (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    class TEXT NOT NULL,             -- a word of classes.def
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose it is
    name BYTEA NOT NULL,             -- sealed file name
    media_type TEXT NOT NULL,        -- by content, never as the sender said
    bytes BIGINT NOT NULL,           -- of the open file
    chunks BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL          -- function, 0: the system
);
CREATE INDEX case_blob_of ON case_blob (case_id, made_at);

-- Each chunk is sealed with its number and how many there are.
CREATE TABLE case_blob_chunk (
    blob_id BIGINT NOT NULL REFERENCES case_blob (id),
    nr BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (blob_id, nr)
);

-- The bytes of an attachment: found by its file name, which is one in a request.
CREATE TABLE thk_file (
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    blob_id BIGINT NOT NULL REFERENCES case_blob (id),
    PRIMARY KEY (assessment_id, blob_id)
);
