-- Appeals about an exam: until when the exam committee decides anew, and that the parents of a student younger than 18 were told.
ALTER TABLE dispute_step ADD COLUMN again_by DATE;           -- the day that the committee of appeal set
ALTER TABLE dispute_step ADD COLUMN age TEXT;                -- register::dispute::Age, where the parents may be owed it
ALTER TABLE dispute_step ADD COLUMN parents TEXT;            -- register::intake::talk::Means
ALTER TABLE dispute_step ADD COLUMN parents_on DATE;
ALTER TABLE dispute_step ADD COLUMN parents_at TIMESTAMPTZ;
ALTER TABLE dispute_step ADD COLUMN parents_by UUID;
-- Of an appeal of a student that stands decided nobody noted whether the parents were told, nor how old the student was: the desk says.
UPDATE dispute_step SET age = 'unknown' WHERE event = 'decide' AND EXISTS (SELECT 1 FROM dispute d
    WHERE d.tenant_id = dispute_step.tenant_id AND d.file_id = dispute_step.file_id AND d.number = dispute_step.number
    AND d.subject = 'exam' AND d.status = 'decided' AND d.guardian_id IS NULL);
UPDATE dispute SET stand = 'to_tell' WHERE subject = 'exam' AND status = 'decided' AND guardian_id IS NULL;
-- An appeal has no urgent way any more, and its term is another: what was written when it was brought is computed from its facts until
-- the next step writes it, and it stands first until then.
UPDATE dispute SET due_on = NULL, order_on = lodged_on WHERE subject = 'exam' AND status = 'open' AND urgency <> 'no';
