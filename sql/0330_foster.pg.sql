-- PostgreSQL: a third kind of link, for foster parents.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE family_link DROP CONSTRAINT family_link_kind_check;
ALTER TABLE family_link ADD CONSTRAINT family_link_kind_check CHECK (kind IN ('child', 'guardian', 'foster'));
ALTER TABLE family_link ADD CONSTRAINT family_link_foster CHECK (kind <> 'foster' OR (from_day IS NOT NULL AND care IS NOT NULL));
