-- Students who go to another coach or team because somebody divides the work: why, and from which day. Which students they were stands on
-- the rows of person_coach and person_team that it made.
CREATE TABLE student_move (
    tenant_id UUID NOT NULL,
    handover_id UUID NOT NULL,           -- as on those rows
    team_id UUID NOT NULL,               -- whose work was divided: who divides that takes it back
    what TEXT NOT NULL,                  -- register::moving::What: another coach, or another team
    from_id UUID NOT NULL,               -- the account or the team of before
    to_id UUID NOT NULL,
    begins DATE NOT NULL,
    reason TEXT NOT NULL,                -- register::moving::Reason
    students BIGINT NOT NULL,
    mailed BIGINT NOT NULL,              -- to how many of them, or to who answers for them, a mail went
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    undone_at TIMESTAMPTZ,
    undone_on DATE,
    undone_by UUID,
    PRIMARY KEY (tenant_id, handover_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
);
CREATE INDEX student_move_team ON student_move (tenant_id, team_id, begins);
CREATE INDEX student_move_from ON student_move (tenant_id, from_id, begins);
CREATE INDEX student_move_to ON student_move (tenant_id, to_id, begins);

-- As on person_coach: a list of the student system that goes on naming the team of before does not undo it.
ALTER TABLE person_team ADD COLUMN handover_id UUID;
ALTER TABLE person_team ADD COLUMN handed_team_id UUID;
-- Nearly everybody was never moved: what is looked for are the few who were.
CREATE INDEX person_team_handover ON person_team (tenant_id, handover_id, ends) WHERE handover_id IS NOT NULL;
-- The classes of a student, without reading the rows: of all who begin, by class.
CREATE INDEX person_group_person ON person_group (tenant_id, person_id, ends, group_id);
CREATE INDEX person_team_of ON person_team (tenant_id, team_id, ends);

-- Capacity in hours: how many minutes a week a coach or a team has for it, beside how many students there can be; and what one student
-- with agreements asks of a week, as the school says it. What is said last holds. Absent: it is not known, and never none.
ALTER TABLE capacity ADD COLUMN minutes BIGINT;
CREATE TABLE workload_norm (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    place BIGINT NOT NULL,               -- 1 for the first
    minutes BIGINT,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, place)
);
