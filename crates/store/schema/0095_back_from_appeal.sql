-- What came back to the exam committee from an appeal and stands on no request: on which list of the exam office it stands
-- (register::dispute::Back), and by which day that is ordered. Computed from the rest, and no facts.
ALTER TABLE dispute ADD COLUMN back TEXT;                    -- absent: on none
ALTER TABLE dispute ADD COLUMN back_on DATE;
CREATE INDEX dispute_back ON dispute (tenant_id, back, back_on, dispute_id);
-- Appeals of before that are right and name no request: they stand first, as the day by which they are owed is computed with the next
-- step.
UPDATE dispute SET back = 'owed', back_on = order_on WHERE subject = 'exam' AND status = 'decided'
    AND EXISTS (SELECT 1 FROM dispute_step s WHERE s.tenant_id = dispute.tenant_id AND s.file_id = dispute.file_id
    AND s.number = dispute.number AND s.event = 'decide' AND s.outcome IN ('upheld', 'partly') AND NOT EXISTS
    (SELECT 1 FROM dispute_step l WHERE l.tenant_id = s.tenant_id AND l.file_id = s.file_id AND l.number = s.number
    AND l.event = 'decide' AND l.place > s.place))
    AND NOT EXISTS (SELECT 1 FROM dispute_attached a WHERE a.tenant_id = dispute.tenant_id AND a.file_id = dispute.file_id
    AND a.number = dispute.number AND a.kind = 'exam' AND a.taken_at IS NULL);
-- Those that were right and are handled again: what went back to the exam committee then stands there still, and it looks.
UPDATE dispute SET back = 'changed', back_on = order_on WHERE subject = 'exam' AND status = 'open'
    AND EXISTS (SELECT 1 FROM dispute_step s WHERE s.tenant_id = dispute.tenant_id AND s.file_id = dispute.file_id
    AND s.number = dispute.number AND s.event = 'decide' AND s.outcome IN ('upheld', 'partly'));
-- Those that were handled again and came to another end: it looks at that too.
UPDATE dispute SET back = 'changed', back_on = order_on WHERE subject = 'exam' AND back IS NULL AND status <> 'open'
    AND EXISTS (SELECT 1 FROM dispute_step s JOIN dispute_step r ON r.tenant_id = s.tenant_id AND r.file_id = s.file_id
    AND r.number = s.number AND r.event = 'reopen' AND r.place > s.place WHERE s.tenant_id = dispute.tenant_id
    AND s.file_id = dispute.file_id AND s.number = dispute.number AND s.event = 'decide' AND s.outcome IN ('upheld', 'partly')
    AND NOT EXISTS (SELECT 1 FROM dispute_step l WHERE l.tenant_id = s.tenant_id AND l.file_id = s.file_id AND l.number = s.number
    AND l.place > r.place AND l.event = 'decide' AND l.outcome IN ('upheld', 'partly')));
