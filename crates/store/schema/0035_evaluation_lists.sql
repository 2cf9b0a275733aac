-- On which list of evaluations a file stands, from which day through which, and the version that is looked back at: so that the
-- list of a school is filtered, counted and cut short by the database.
CREATE TABLE file_evaluation (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    list TEXT NOT NULL,                  -- register::duty::Evaluating
    begins DATE NOT NULL,                -- the first day of this row; 0001-01-01: since always
    ends DATE NOT NULL,                  -- the last day; 9999-12-31: for good
    version_id UUID NOT NULL,            -- the one in force, else the last that was
    sort_key TEXT COLLATE "C" NOT NULL,  -- the place of the student among the names
    PRIMARY KEY (tenant_id, file_id, list, begins),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
) WITHOUT ROWID;

-- Of a whole school.
CREATE INDEX file_evaluation_school ON file_evaluation
    (tenant_id, list, sort_key, file_id, begins, ends, version_id);

-- What has agreements is written anew when it is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM agreement a WHERE a.tenant_id = support_file.tenant_id AND a.file_id = support_file.file_id);
