-- Meetings of the support team about one student: with whose yes, what was decided, who does it by when.

CREATE TABLE meeting (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    meeting_id UUID NOT NULL,
    planned_for DATE NOT NULL,
    on_day DATE NOT NULL,                -- the day on which it was held, once it was
    planned_by UUID NOT NULL,
    planned_at TIMESTAMPTZ NOT NULL,
    planned_on DATE NOT NULL,
    question BYTEA NOT NULL,             -- sealed
    people BYTEA NOT NULL,               -- sealed: who is asked to be there
    status TEXT NOT NULL,                -- register::meeting::Status
    closed_at TIMESTAMPTZ,
    closed_on DATE,
    closed_by UUID,
    present BYTEA,                       -- sealed: who was there
    notes BYTEA,                         -- sealed
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX meeting_id ON meeting (tenant_id, meeting_id);
CREATE INDEX meeting_list ON meeting (tenant_id, status, on_day, meeting_id);

CREATE TABLE meeting_consent (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the meeting
    place BIGINT NOT NULL,
    consenter TEXT NOT NULL,             -- register::meeting::Consenter
    given_on DATE NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    withdrawn_on DATE,
    withdrawn_by UUID,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES meeting (tenant_id, file_id, number)
);

CREATE TABLE meeting_decision (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the meeting
    place BIGINT NOT NULL,
    decision_id UUID NOT NULL,
    words BYTEA NOT NULL,                -- sealed
    owner_id UUID NOT NULL,
    due_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::meeting::Doing
    closed_at TIMESTAMPTZ,
    closed_on DATE,
    closed_by UUID,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES meeting (tenant_id, file_id, number)
);
CREATE UNIQUE INDEX meeting_decision_id ON meeting_decision (tenant_id, decision_id);
CREATE INDEX meeting_decision_list ON meeting_decision (tenant_id, status, due_on, decision_id, owner_id, file_id);
CREATE INDEX meeting_decision_owner ON meeting_decision (tenant_id, owner_id, status, due_on);
