-- Which unit went on with another's work when it ended, merged or split (R101).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE unit_successor (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    successor_id BIGINT NOT NULL REFERENCES unit (id),
    valid_from TEXT NOT NULL, -- first day of the successor
    note TEXT NOT NULL,
    PRIMARY KEY (unit_id, successor_id),
    CHECK (unit_id <> successor_id)
);
CREATE INDEX unit_successor_back ON unit_successor (successor_id);
