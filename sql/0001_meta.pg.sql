-- Norwegian order (æ ø å last, aa as å).
-- SPDX-License-Identifier: EUPL-1.2

CREATE COLLATION IF NOT EXISTS nb (provider = icu, locale = 'nb-NO');
