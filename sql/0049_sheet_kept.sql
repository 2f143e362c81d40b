-- The health assessment (THK): what is saved while one types is one version, until it is saved by hand.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE thk_sheet ADD COLUMN kept BIGINT NOT NULL DEFAULT 1; -- 0: by itself; the next such save takes its place
