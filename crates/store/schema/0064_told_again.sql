-- What was said of an applicant's age on the day of the decision, where nobody knows when they were born: younger than 18. Absent: it
-- was known, or nobody said.
ALTER TABLE admission ADD COLUMN minor BOOLEAN;
-- That an applicant was told that what they were told of holds no more (register::intake::talk::Means).
ALTER TABLE admission ADD COLUMN recalled TEXT;
ALTER TABLE admission ADD COLUMN recalled_at TIMESTAMPTZ;
ALTER TABLE admission ADD COLUMN recalled_on DATE;
ALTER TABLE admission ADD COLUMN recalled_by UUID;

-- Who was told of what holds no more stands on the list of the intake: written anew when a list is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM admission a WHERE a.tenant_id = support_file.tenant_id AND a.file_id = support_file.file_id
              AND a.told IS NOT NULL AND a.status <> 'standing');
