-- Rows that are little more than their key are kept in the order of it. SQLite otherwise writes each of them twice: once
-- under a number of its own, and once in the index of the key. PostgreSQL does not know the difference, and makes them anew.

CREATE TABLE audit_subject_by_key (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, seq)
) WITHOUT ROWID;

INSERT INTO audit_subject_by_key (tenant_id, person_id, seq)
SELECT tenant_id, person_id, seq FROM audit_subject ORDER BY tenant_id, person_id, seq;

DROP TABLE audit_subject;

ALTER TABLE audit_subject_by_key RENAME TO audit_subject;

CREATE INDEX audit_subject_seq ON audit_subject (tenant_id, seq, person_id);

CREATE TABLE audit_wrote_by_key (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- `store::audit::UnitKind`
    unit_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, seq, kind, unit_id)
) WITHOUT ROWID;

INSERT INTO audit_wrote_by_key (tenant_id, seq, kind, unit_id, digest)
SELECT tenant_id, seq, kind, unit_id, digest FROM audit_wrote ORDER BY tenant_id, seq, kind, unit_id;

DROP TABLE audit_wrote;

ALTER TABLE audit_wrote_by_key RENAME TO audit_wrote;

CREATE TABLE search_key_by_key (
    tenant_id UUID NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    person_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, search_key, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) WITHOUT ROWID;

INSERT INTO search_key_by_key (tenant_id, search_key, person_id)
SELECT tenant_id, search_key, person_id FROM search_key ORDER BY tenant_id, search_key, person_id;

DROP TABLE search_key;

ALTER TABLE search_key_by_key RENAME TO search_key;

CREATE INDEX search_key_person ON search_key (tenant_id, person_id, search_key);

-- All that a list asks of it, in its order: no row is looked up to count those before a page. The table itself stays in the
-- order in which it was written: by its long key SQLite would read all of a school to find the rows of one file.
DROP INDEX file_scope_list;

CREATE INDEX file_scope_list ON file_scope (tenant_id, kind, scope_id, sort_key, file_id, begins, ends, attention);

CREATE TABLE file_duty_by_key (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    begins DATE NOT NULL,                -- the first day of this row; 0001-01-01: since always
    number BIGINT NOT NULL,              -- its place among what is due on the file from that day on
    ends DATE NOT NULL,                  -- the last day; 9999-12-31: for good
    kind TEXT NOT NULL,                  -- register::duty::DutyKind
    ground TEXT NOT NULL,                -- register::duty::Ground: on what it rests
    who TEXT NOT NULL,                   -- register::duty::Who: who acts next
    due_on TEXT COLLATE "C" NOT NULL,    -- yyyy-mm-dd; '9999-12-31' without term
    can_be_late BOOLEAN NOT NULL,        -- false where what was due by a day that went by is due today
    subject_id UUID NOT NULL,            -- the application or the enrolment
    sort_key TEXT COLLATE "C" NOT NULL,  -- the place of the student among the names
    PRIMARY KEY (tenant_id, file_id, begins, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
) WITHOUT ROWID;

INSERT INTO file_duty_by_key
    (tenant_id, file_id, begins, number, ends, kind, ground, who, due_on, can_be_late, subject_id, sort_key)
SELECT tenant_id, file_id, begins, number, ends, kind, ground, who, due_on, can_be_late, subject_id, sort_key
FROM file_duty ORDER BY tenant_id, file_id, begins, number;

DROP TABLE file_duty;

ALTER TABLE file_duty_by_key RENAME TO file_duty;

-- Of a whole school. What is due on one file is read by its key: as long as that was not the order of the rows, SQLite read
-- all of a school in this index for each of a coach's files.
CREATE INDEX file_duty_desk ON file_duty
    (tenant_id, begins, ends, who, due_on, can_be_late, kind, ground, sort_key, file_id, number, subject_id);

CREATE TABLE person_team_by_key (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    team_id UUID NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    import_id UUID,
    PRIMARY KEY (tenant_id, person_id, team_id, begins),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
) WITHOUT ROWID;

INSERT INTO person_team_by_key (tenant_id, person_id, team_id, begins, ends, import_id)
SELECT tenant_id, person_id, team_id, begins, ends, import_id FROM person_team ORDER BY tenant_id, person_id, team_id, begins;

DROP TABLE person_team;

ALTER TABLE person_team_by_key RENAME TO person_team;
