-- What a decision on an adjustment promises stands on a list until somebody says that it is there.
ALTER TABLE burden ADD COLUMN stand TEXT;            -- register::burden::Stand: what lists filter by. Computed from the rest, and no fact
ALTER TABLE burden_turn ADD COLUMN done_on DATE;     -- of what was arranged: since which day it is there
CREATE INDEX burden_stand ON burden (tenant_id, stand, status_on, burden_id);
DROP INDEX burden_list;
UPDATE burden SET stand = status;
-- What was promised before this is owed: nobody said that it is there.
UPDATE burden SET stand = 'owed' WHERE status = 'decided' AND EXISTS (SELECT 1 FROM burden_round r WHERE r.tenant_id = burden.tenant_id
    AND r.file_id = burden.file_id AND r.number = burden.number AND r.outcome IN ('make', 'other') AND NOT EXISTS
    (SELECT 1 FROM burden_round l WHERE l.tenant_id = r.tenant_id AND l.file_id = r.file_id AND l.number = r.number
    AND l.place > r.place));
