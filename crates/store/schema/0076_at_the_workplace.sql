-- What a workplace is told of a student: which measures, in whose words, to whom and until when; asked, agreed and taken back. The trainer
-- reads it by a share, which is there once somebody said yes.

CREATE TABLE workplace_told (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    workplace BIGINT NOT NULL,           -- the number of the placement
    version_id UUID NOT NULL,
    name BYTEA NOT NULL,                 -- sealed
    email BYTEA NOT NULL,                -- sealed
    english BOOLEAN NOT NULL,
    own BYTEA,                           -- sealed; absent: no words of their own
    until_on DATE NOT NULL,              -- inclusive
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    asked_by UUID NOT NULL,
    agreed_at TIMESTAMPTZ,
    agreed_on DATE,
    agreed_by UUID,
    share_id UUID,                       -- with which it is read
    stopped_at TIMESTAMPTZ,
    stopped_on DATE,
    stopped_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id, workplace) REFERENCES workplace (tenant_id, file_id, number)
);

CREATE TABLE workplace_told_line (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    position BIGINT NOT NULL,            -- of the line in the version, from 0
    PRIMARY KEY (tenant_id, file_id, number, position),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES workplace_told (tenant_id, file_id, number)
);

-- A report of discrimination: the school tells SBB, and the student decides about the College voor de Rechten van de Mens and the police.
CREATE TABLE workplace_report (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    workplace BIGINT NOT NULL,           -- the number of the placement
    words BYTEA NOT NULL,                -- sealed
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    college BOOLEAN,                     -- what the student decided last; absent: nothing yet
    police BOOLEAN,
    decided_at TIMESTAMPTZ,
    decided_on DATE,
    decided_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id, workplace) REFERENCES workplace (tenant_id, file_id, number)
);

CREATE TABLE workplace_report_step (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the report
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::workplace::report::Event
    happened_on DATE NOT NULL,
    words BYTEA,                         -- sealed: what SBB did; of one step of a report at most
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES workplace_report (tenant_id, file_id, number)
);

-- Looking back together at the workplace: who was there, each in their own words, and of each measure whether it was kept.
CREATE TABLE workplace_look (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    workplace BIGINT NOT NULL,           -- the number of the placement
    look_on DATE NOT NULL,
    version_id UUID NOT NULL,
    student BYTEA,                       -- sealed; absent: no words. The student was there
    trainer_there BOOLEAN NOT NULL,
    trainer BYTEA,                       -- sealed
    school_there BOOLEAN NOT NULL,
    school BYTEA,                        -- sealed
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id, workplace) REFERENCES workplace (tenant_id, file_id, number)
);

CREATE TABLE workplace_look_kept (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the look
    position BIGINT NOT NULL,            -- of the line in the version, from 0
    kept TEXT NOT NULL,                  -- register::workplace::look::Kept
    PRIMARY KEY (tenant_id, file_id, number, position),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES workplace_look (tenant_id, file_id, number)
);
