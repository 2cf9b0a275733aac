-- Disputes about support agreements: what was brought, what happened since, and what of the file the student attached.

CREATE TABLE dispute (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    dispute_id UUID NOT NULL,
    subject TEXT NOT NULL,               -- register::dispute::Subject
    words BYTEA NOT NULL,                -- sealed
    wish BYTEA,                          -- sealed
    known_on DATE,                       -- when the decision was made known that it goes against
    urgency TEXT NOT NULL,               -- register::law::Urgency, after everything that happened
    urgent_words BYTEA,                  -- sealed
    guardian_id UUID,                    -- absent: the student brought it
    lodged_by UUID NOT NULL,             -- from which account
    lodged_at TIMESTAMPTZ NOT NULL,
    lodged_on DATE NOT NULL,             -- the day on which it was received
    status TEXT NOT NULL,                -- register::dispute::Status, after everything that happened: what lists filter by
    order_on DATE NOT NULL,              -- what is owed first, else since when it stands there
    due_on DATE,                         -- what is owed first
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX dispute_id ON dispute (tenant_id, dispute_id);
CREATE INDEX dispute_list ON dispute (tenant_id, status, order_on, dispute_id);

CREATE TABLE dispute_step (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the dispute
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::dispute::Event
    words BYTEA,                         -- sealed
    outcome TEXT,                        -- register::dispute::Outcome, where it was decided
    stepped_by UUID NOT NULL,
    stepped_at TIMESTAMPTZ NOT NULL,
    stepped_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES dispute (tenant_id, file_id, number)
);

-- What the student attached: read for as long as it is.
CREATE TABLE dispute_attached (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the dispute
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- version, exam or burden
    thing UUID NOT NULL,
    attached_at TIMESTAMPTZ NOT NULL,
    attached_on DATE NOT NULL,
    taken_at TIMESTAMPTZ,
    taken_on DATE,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES dispute (tenant_id, file_id, number)
);
