-- What follows from a dispute that was won or settled: on which list of who coordinates the support it stands (register::dispute::Todo),
-- and by which day that is ordered. Computed from the rest, and no facts.
ALTER TABLE dispute ADD COLUMN todo TEXT;                    -- absent: on none
ALTER TABLE dispute ADD COLUMN todo_on DATE;
CREATE INDEX dispute_todo ON dispute (tenant_id, todo, todo_on, dispute_id);
-- Of what was won or settled before this nobody wrote down what the school does: the desk does that.
UPDATE dispute SET stand = 'to_plan' WHERE subject <> 'exam' AND stand = 'settled';
UPDATE dispute SET stand = 'to_plan' WHERE subject <> 'exam' AND stand = 'decided'
    AND EXISTS (SELECT 1 FROM dispute_step s WHERE s.tenant_id = dispute.tenant_id AND s.file_id = dispute.file_id
    AND s.number = dispute.number AND s.event = 'decide' AND s.outcome IN ('upheld', 'partly') AND NOT EXISTS
    (SELECT 1 FROM dispute_step l WHERE l.tenant_id = s.tenant_id AND l.file_id = s.file_id AND l.number = s.number
    AND l.event = 'decide' AND l.place > s.place));
