-- A desk over a whole school reads what is due alone, in an index: to look up each of thousands of files for its place among
-- the names took most of the time of the page.
ALTER TABLE file_duty ADD COLUMN sort_key TEXT COLLATE "C" NOT NULL DEFAULT '';

UPDATE file_duty SET sort_key = COALESCE(
    (SELECT MAX(s.sort_key) FROM file_scope s
     WHERE s.tenant_id = file_duty.tenant_id AND s.kind = 'school' AND s.scope_id = file_duty.tenant_id AND s.file_id = file_duty.file_id),
    '');

CREATE INDEX file_duty_desk ON file_duty
    (tenant_id, begins, ends, who, due_on, can_be_late, kind, ground, sort_key, file_id, number, subject_id);
