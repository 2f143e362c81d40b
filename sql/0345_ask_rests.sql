-- What a one-time link rests on beside the law: a consent that may be withdrawn.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE case_ask ADD COLUMN consent_id BIGINT; -- the consent put down with the question; NULL: none
