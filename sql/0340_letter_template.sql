-- Letter templates (brevmaler) of the installation and of its units, in versions (R663).
-- SPDX-License-Identifier: EUPL-1.2
-- A template says nothing of a child. A version that has been in use is never changed.
CREATE TABLE letter_template (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT REFERENCES unit (id), -- whose; NULL: the whole installation's
    withdrawn_on TEXT,               -- since this Oslo day offered to nobody
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX letter_template_by_unit ON letter_template (unit_id);

CREATE TABLE letter_template_version (
    template_id BIGINT NOT NULL REFERENCES letter_template (id),
    nr BIGINT NOT NULL,
    name TEXT NOT NULL,              -- for who writes: no reader sees it
    reader TEXT NOT NULL,            -- a word of letter_reader.def
    age_from BIGINT NOT NULL,        -- whole years of the child, both inclusive
    age_to BIGINT NOT NULL,
    title_nb TEXT NOT NULL,          -- '' and '': not in this language
    text_nb TEXT NOT NULL,
    title_nn TEXT NOT NULL,
    text_nn TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_en TEXT NOT NULL,
    from_on TEXT,                    -- in use from this Oslo day; NULL: a draft
    changed_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL REFERENCES unit_function (id),
    PRIMARY KEY (template_id, nr),
    CHECK (age_from BETWEEN 0 AND age_to),
    CHECK (from_on IS NULL OR (text_nb <> '' AND text_nn <> ''))
);
CREATE UNIQUE INDEX letter_template_draft ON letter_template_version (template_id) WHERE from_on IS NULL;

-- Which version a letter among a case's documents was written from.
CREATE TABLE document_letter (
    document_id BIGINT NOT NULL PRIMARY KEY REFERENCES document (id),
    template_id BIGINT NOT NULL,
    nr BIGINT NOT NULL,
    FOREIGN KEY (template_id, nr) REFERENCES letter_template_version (template_id, nr)
);
