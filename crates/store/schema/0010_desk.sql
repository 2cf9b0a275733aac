-- What is due on a file, as the desk sorts, counts and filters it: a projection of the facts, by day, as `file_scope` is.
-- What a page shows of it is computed from the facts again.
CREATE TABLE file_duty (
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
    PRIMARY KEY (tenant_id, file_id, begins, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- What was projected before has no such rows: it holds until today, and is written anew at the first list of the day.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE);

-- The list of applications reads applications.
DELETE FROM file_scope WHERE kind IN ('applied', 'applied_school');

CREATE INDEX application_status ON application (tenant_id, status, person_id);

-- Who can be chosen as a coach.
CREATE INDEX membership_role ON membership (tenant_id, role);
