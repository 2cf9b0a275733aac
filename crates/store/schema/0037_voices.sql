-- What a student says themselves, in their own words. The school owes an answer by a day; until then it stands on a list.
CREATE TABLE voice (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    voice_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- register::voice::Kind
    words BYTEA NOT NULL,                -- sealed
    guardian_id UUID,                    -- absent: the student said it
    said_by UUID NOT NULL,               -- from which account
    said_at TIMESTAMPTZ NOT NULL,
    said_on DATE NOT NULL,
    due_on DATE NOT NULL,                -- the last day on which the answer was promised
    status TEXT NOT NULL,                -- register::voice::Status
    closed_at TIMESTAMPTZ,
    closed_on DATE,
    closed_by UUID,
    answer BYTEA,                        -- sealed
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX voice_id ON voice (tenant_id, voice_id);
-- What waits of a whole school, in the order in which it is answered.
CREATE INDEX voice_open ON voice (tenant_id, status, due_on, file_id, number);

-- Whether what was agreed happens, as the student answers after ten school days, measure by measure. A next answer takes the
-- place of the one before, and all stay.
CREATE TABLE happening (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,            -- of the measure
    number BIGINT NOT NULL,              -- 1 for the first answer of a measure
    kept TEXT NOT NULL,                  -- register::agreement::Kept
    voice_id UUID,                       -- what it put on the list of the coach
    said_by UUID NOT NULL,               -- from which account
    said_at TIMESTAMPTZ NOT NULL,
    said_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, version_id, position, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- What a student decided of a parent: whether they read the measures. What holds stands with the parent (guardian.granted_on); how
-- it came about stands here.
CREATE TABLE guardian_allowance (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    guardian_id UUID NOT NULL,
    allowed BOOLEAN NOT NULL,
    said_at TIMESTAMPTZ NOT NULL,
    said_on DATE NOT NULL,
    said_by UUID NOT NULL,               -- from which account
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
