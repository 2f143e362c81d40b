-- How far each chain's lists are in audit_case, which is filled afterwards.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE list_mark (
    chain BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);
-- So far each list was put there together with its audit row.
INSERT INTO list_mark (chain, seq) SELECT chain, MAX(seq) FROM audit GROUP BY chain;
