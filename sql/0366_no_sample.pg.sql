-- PostgreSQL: its statistics sample whole values, and nothing of ours reaches those. None of keys, names and addresses;
-- a column that is given its own type again forgets the sample it had.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE case_file ALTER COLUMN wrapped_key TYPE BYTEA, ALTER COLUMN child_lookup TYPE BYTEA;
ALTER TABLE case_file ALTER COLUMN wrapped_key SET STATISTICS 0, ALTER COLUMN child_lookup SET STATISTICS 0;
ALTER TABLE account ALTER COLUMN login TYPE TEXT, ALTER COLUMN name TYPE TEXT, ALTER COLUMN email TYPE TEXT;
ALTER TABLE account ALTER COLUMN login SET STATISTICS 0, ALTER COLUMN name SET STATISTICS 0, ALTER COLUMN email SET STATISTICS 0;
ALTER TABLE outbox ALTER COLUMN to_address TYPE TEXT, ALTER COLUMN to_name TYPE TEXT;
ALTER TABLE outbox ALTER COLUMN to_address SET STATISTICS 0, ALTER COLUMN to_name SET STATISTICS 0;
