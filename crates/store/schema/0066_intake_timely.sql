-- How each application stands to 1 April (register::intake::timely::Side): so that the list of the intake is narrowed, counted and cut
-- short by the database. Written beside the other lists of a file.
CREATE TABLE intake_timely (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    application_id UUID NOT NULL,
    timely TEXT NOT NULL,
    PRIMARY KEY (tenant_id, file_id, application_id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX intake_timely_application ON intake_timely (tenant_id, application_id);

-- Who applied before this is written anew when a list is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM application a WHERE a.tenant_id = support_file.tenant_id AND a.person_id = support_file.person_id);
