-- The talk of an intake: planned, told to the applicant, held, written down. Nothing of it is changed but where it stands.

CREATE TABLE intake_talk (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    talk_id UUID NOT NULL,
    application_id UUID NOT NULL,
    on_day DATE NOT NULL,                -- the day on which it was held, once it is written down
    hour TEXT,
    place BYTEA NOT NULL,                -- sealed
    held_with UUID NOT NULL,
    planned_by UUID NOT NULL,
    planned_at TIMESTAMPTZ NOT NULL,
    planned_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::intake::talk::Status
    status_on DATE NOT NULL,             -- since when
    told TEXT,                           -- register::intake::talk::Means: that the applicant knows how it stands
    told_at TIMESTAMPTZ,
    told_on DATE,
    told_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id)
);
CREATE UNIQUE INDEX intake_talk_id ON intake_talk (tenant_id, talk_id);

CREATE TABLE intake_report (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the talk
    place BIGINT NOT NULL,               -- the last one holds
    held_on DATE NOT NULL,
    facts BYTEA NOT NULL,                -- sealed
    steps BYTEA NOT NULL,                -- sealed
    written_by UUID NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    written_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES intake_talk (tenant_id, file_id, number)
);

CREATE TABLE intake_turn (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the talk
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::intake::talk::Event
    why BYTEA,                           -- sealed
    turned_by UUID NOT NULL,
    turned_at TIMESTAMPTZ NOT NULL,
    turned_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES intake_talk (tenant_id, file_id, number)
);

-- What is to be done for an application, from which day through which: so that the list of the intake is filtered, counted and cut
-- short by the database.
CREATE TABLE intake_owed (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    application_id UUID NOT NULL,
    work TEXT NOT NULL,                  -- register::intake::owed::Work
    begins DATE NOT NULL,
    ends DATE NOT NULL,                  -- the last day; 9999-12-31: for good
    PRIMARY KEY (tenant_id, file_id, application_id, work),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
) WITHOUT ROWID;
CREATE INDEX intake_owed_list ON intake_owed (tenant_id, work, application_id, file_id, begins, ends);

-- Who applied before this is written anew when a list is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM application a WHERE a.tenant_id = support_file.tenant_id AND a.person_id = support_file.person_id);
