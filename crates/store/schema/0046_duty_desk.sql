-- The desk counts what is alike before it judges it: rows of one kind, for one person, by one day stand together.
DROP INDEX file_duty_desk;
CREATE INDEX file_duty_desk ON file_duty
    (tenant_id, kind, who, due_on, can_be_late, ground, begins, ends, sort_key, file_id, number, subject_id);
