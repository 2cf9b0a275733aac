-- The talk in which school and student look back is planned, and prepared by whoever answers agreements. Both beside what was
-- agreed: a next one takes the place of the one before, and all stay.
CREATE TABLE evaluation_plan (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    version_id UUID NOT NULL,            -- what it was planned for; the talk is about what holds that day
    planned_for DATE NOT NULL,
    hour TEXT,                           -- hh:mm
    place BYTEA,                         -- sealed
    planned_at TIMESTAMPTZ NOT NULL,
    planned_on DATE NOT NULL,
    planned_by UUID NOT NULL,
    ended TEXT,                          -- register::agreement::PlanEnd; absent: it stands
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE evaluation_preparation (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a version
    guardian_id UUID,                    -- absent: the student
    account_id UUID NOT NULL,
    went TEXT NOT NULL,                  -- of each measure, with commas: register::agreement::Went, or nothing
    words BYTEA,                         -- sealed
    wish BYTEA,                          -- sealed
    prepared_at TIMESTAMPTZ NOT NULL,
    prepared_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, version_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
