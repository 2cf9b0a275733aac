-- That a student, or who brought a dispute, was told what was decided: how (register::intake::talk::Means), on which day they got
-- it, and who wrote that down when. Absent: it is owed. And for which enrolment a decision of the exam committee is.
ALTER TABLE exam_decision ADD COLUMN enrolment_id UUID;      -- absent: for none, or made before this was asked
ALTER TABLE exam_decision ADD COLUMN told TEXT;
ALTER TABLE exam_decision ADD COLUMN told_on DATE;
ALTER TABLE exam_decision ADD COLUMN told_at TIMESTAMPTZ;
ALTER TABLE exam_decision ADD COLUMN told_by UUID;
ALTER TABLE exam_turn ADD COLUMN told TEXT;
ALTER TABLE exam_turn ADD COLUMN told_on DATE;
ALTER TABLE exam_turn ADD COLUMN told_at TIMESTAMPTZ;
ALTER TABLE exam_turn ADD COLUMN told_by UUID;
ALTER TABLE dispute_step ADD COLUMN told TEXT;
ALTER TABLE dispute_step ADD COLUMN told_on DATE;
ALTER TABLE dispute_step ADD COLUMN told_at TIMESTAMPTZ;
ALTER TABLE dispute_step ADD COLUMN told_by UUID;
-- On which list they stand (register::exam::Stand, register::dispute::Stand), and whether something is to be told: computed from the
-- rest, and no facts. Of what was decided before nobody knows whether it was told: it is owed.
ALTER TABLE exam_request ADD COLUMN stand TEXT NOT NULL DEFAULT 'asked';
ALTER TABLE exam_request ADD COLUMN to_tell BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE exam_request SET stand = CASE WHEN status IN ('granted', 'partly', 'refused') THEN 'to_tell' ELSE status END,
    to_tell = CASE WHEN status IN ('granted', 'partly', 'refused') THEN TRUE ELSE FALSE END;
CREATE INDEX exam_request_stand ON exam_request (tenant_id, stand, order_on, exam_id);
ALTER TABLE dispute ADD COLUMN stand TEXT NOT NULL DEFAULT 'open';
ALTER TABLE dispute ADD COLUMN to_tell BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE dispute SET stand = CASE WHEN status IN ('settled', 'decided', 'referred') THEN 'to_tell' ELSE status END,
    to_tell = CASE WHEN status IN ('settled', 'decided', 'referred') THEN TRUE ELSE FALSE END;
DROP INDEX dispute_list;
CREATE INDEX dispute_stand ON dispute (tenant_id, stand, order_on, dispute_id);
