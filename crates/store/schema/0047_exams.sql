-- Adapted exams: what was asked and why, each decision of the exam committee, and what was looked at again, taken back or ended.

CREATE TABLE exam_request (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    exam_id UUID NOT NULL,
    ground TEXT NOT NULL,                -- register::exam::Ground
    dutch_since DATE,                    -- on the ground of language
    wanted TEXT NOT NULL,                -- register::exam::Facility, with commas
    other BYTEA,                         -- sealed
    version_id UUID,                     -- the measure of the agreement that it carries out: its version,
    position BIGINT,                     -- and its place there, from 1
    why BYTEA NOT NULL,                  -- sealed
    exam_on DATE,                        -- of the first exam
    due_on DATE,                         -- the last day on which the committee answers
    evidence TEXT NOT NULL,              -- register::law::Evidence, as the school asked it on that day
    own BOOLEAN NOT NULL,                -- the student, or a guardian who answers for them, asked
    guardian_id UUID,                    -- which guardian
    asked_by UUID NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    seen_by UUID,                        -- who saw what must be shown; what it says is nowhere
    seen_at TIMESTAMPTZ,
    seen_on DATE,
    status TEXT NOT NULL,                -- register::exam::Status, after everything that happened: what lists filter by
    order_on DATE NOT NULL,              -- by when an answer is owed, else since when it stands there
    holds_from DATE,                     -- of the decision that stands, where something was granted
    holds_until DATE,                    -- absent: as long as the enrolment
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX exam_request_id ON exam_request (tenant_id, exam_id);
CREATE INDEX exam_request_list ON exam_request (tenant_id, status, order_on, exam_id);

CREATE TABLE exam_decision (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the request
    place BIGINT NOT NULL,
    granted TEXT NOT NULL,               -- register::exam::Facility, with commas; empty: nothing
    minutes BIGINT,
    reason BYTEA NOT NULL,               -- sealed
    holds_from DATE NOT NULL,
    holds_until DATE,
    decided_by UUID NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES exam_request (tenant_id, file_id, number)
);

CREATE TABLE exam_turn (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::exam::Event: revise, withdraw or end
    why BYTEA,                           -- sealed
    turned_by UUID NOT NULL,
    turned_at TIMESTAMPTZ NOT NULL,
    turned_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES exam_request (tenant_id, file_id, number)
);

-- The days on which a school holds exams. One that was wrong is closed, and another made.
CREATE TABLE exam_period (
    tenant_id UUID NOT NULL,
    period_id UUID NOT NULL,
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_on DATE NOT NULL,
    closed_by UUID,
    closed_at TIMESTAMPTZ,
    closed_on DATE,
    PRIMARY KEY (tenant_id, period_id)
);
