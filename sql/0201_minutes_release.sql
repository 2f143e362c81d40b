-- Minutes are public when every party of the body has released them (R305).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE meeting_release (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    released_on TEXT NOT NULL,
    withdrawn_on TEXT,
    PRIMARY KEY (meeting_id, unit_id)
);
