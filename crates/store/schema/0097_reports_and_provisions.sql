-- Who wrote a report of discrimination, the student (or a parent) or the school: it is taken back by that side and not by the other.
ALTER TABLE workplace_report ADD COLUMN own BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE workplace_report SET own = TRUE WHERE EXISTS (SELECT 1 FROM support_file f JOIN membership m ON m.tenant_id = f.tenant_id
    LEFT JOIN guardian g ON g.tenant_id = m.tenant_id AND g.guardian_id = m.guardian_id
    WHERE f.tenant_id = workplace_report.tenant_id AND f.file_id = workplace_report.file_id
    AND m.account_id = workplace_report.noted_by
    AND ((m.role = 'student' AND m.person_id = f.person_id) OR (m.role = 'guardian' AND g.person_id = f.person_id)));
-- A step of a provision that was written down by mistake: it is taken back, and who did that stays.
ALTER TABLE workplace_provision ADD COLUMN taken_at TIMESTAMPTZ;
ALTER TABLE workplace_provision ADD COLUMN taken_on DATE;
ALTER TABLE workplace_provision ADD COLUMN taken_by UUID;
