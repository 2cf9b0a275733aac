-- Who may see which file, by day: what time alone will change is written when the facts are, so that a list reads the
-- rows of its day and nothing has to turn at midnight. What was written before holds until its `recheck_on`.

CREATE TABLE file_scope_by_day (
    tenant_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- school, team, intake, intake_school, applied, applied_school, coach
    scope_id UUID NOT NULL,              -- the tenant, the team, the coach's account
    file_id UUID NOT NULL,
    begins DATE NOT NULL,                -- the first day of this row; 0001-01-01: since always
    ends DATE NOT NULL,                  -- the last one; 9999-12-31: for good
    sort_key TEXT COLLATE "C" NOT NULL,
    attention TEXT COLLATE "C",          -- yyyy-mm-dd of the first duty, '9999-12-31' without term, absent: nothing due
    PRIMARY KEY (tenant_id, kind, scope_id, file_id, begins),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

INSERT INTO file_scope_by_day (tenant_id, kind, scope_id, file_id, begins, ends, sort_key, attention)
SELECT tenant_id, kind, scope_id, file_id, CAST('0001-01-01' AS DATE), CAST('9999-12-31' AS DATE), sort_key, attention
FROM file_scope;

INSERT INTO file_scope_by_day (tenant_id, kind, scope_id, file_id, begins, ends, sort_key, attention)
SELECT s.tenant_id, CASE WHEN s.kind = 'intake' THEN 'applied' ELSE 'applied_school' END, s.scope_id, s.file_id,
    CAST('0001-01-01' AS DATE), CAST('9999-12-31' AS DATE), s.sort_key, s.attention
FROM file_scope s JOIN support_file f ON f.tenant_id = s.tenant_id AND f.file_id = s.file_id
WHERE s.kind IN ('intake', 'intake_school')
    AND EXISTS (SELECT 1 FROM application a WHERE a.tenant_id = f.tenant_id AND a.person_id = f.person_id);

DROP TABLE file_scope;

ALTER TABLE file_scope_by_day RENAME TO file_scope;

CREATE INDEX file_scope_list ON file_scope (tenant_id, kind, scope_id, sort_key, file_id, begins, ends);
CREATE INDEX file_scope_work ON file_scope (tenant_id, kind, scope_id, attention, sort_key, file_id, begins, ends);
CREATE INDEX file_scope_file ON file_scope (tenant_id, file_id);
