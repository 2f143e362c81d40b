-- A deadline's line is seen by who has the class of information shared that it tells of, from the unit that owns it (R633).
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE deadline ADD COLUMN class TEXT NOT NULL DEFAULT 'core';
ALTER TABLE deadline ADD COLUMN owner_unit BIGINT; -- NULL: any unit's
UPDATE deadline SET class = 'messages', owner_unit = (SELECT m.unit_id FROM message_to o
    JOIN message m ON m.id = o.message_id WHERE o.id = deadline.object_id)
    WHERE kind IN ('message_read', 'message_unread');
UPDATE deadline SET class = 'plan', owner_unit = (SELECT r.unit_id FROM pathway_step s
    JOIN pathway_run r ON r.id = s.run_id WHERE s.id = deadline.object_id)
    WHERE kind = 'pathway_step';
UPDATE deadline SET class = 'plan', owner_unit = (SELECT MIN(i.unit_id) FROM plan_item i
    WHERE i.item_id = deadline.object_id) WHERE kind = 'plan_measure';
UPDATE deadline SET class = 'plan' WHERE kind = 'plan_evaluate';
UPDATE deadline SET class = 'plan', owner_unit = (SELECT e.unit_id FROM escalation e
    WHERE e.id = deadline.object_id) WHERE kind = 'escalation';
UPDATE deadline SET class = 'voice' WHERE kind = 'voice_answer';
UPDATE deadline SET class = 'health', owner_unit = (SELECT r.from_unit FROM referral r
    WHERE r.id = deadline.object_id) WHERE kind IN ('referral_assess', 'referral_tell', 'referral_start',
    'referral_read', 'referral_breach');
