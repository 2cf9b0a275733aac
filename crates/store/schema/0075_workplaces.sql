-- Placements as a school arranges them (WEB 7.2.8, 7.2.9), beside what DUO's file tells of them.

CREATE TABLE workplace (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    enrolment_id UUID NOT NULL,
    crebo TEXT NOT NULL,
    company_code TEXT NOT NULL,          -- register::company::CompanyId
    company_name TEXT NOT NULL,          -- as it was called when this was written down
    begins DATE NOT NULL,
    until_on DATE NOT NULL,              -- the last day, as planned
    days BIGINT NOT NULL,                -- a week
    hours BIGINT NOT NULL,               -- in all
    guidance BYTEA NOT NULL,             -- sealed
    part BYTEA NOT NULL,                 -- sealed
    early_ending BOOLEAN NOT NULL,
    recognised TEXT NOT NULL,            -- register::company::Known, on its first day
    signed_school DATE,
    signed_student DATE,
    signed_company DATE,
    instead BIGINT,                      -- of which other one of the file it takes the place
    ended DATE,
    ended_reason TEXT,                   -- register::workplace::Reason
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    ended_by UUID,
    last_on DATE NOT NULL,               -- its last day, as it is known: what lists go by
    owed TEXT,                           -- register::workplace::Owed
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- What UWV provides through the company: each step, the last one of a kind counts.
CREATE TABLE workplace_provision (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the placement
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- register::workplace::provision::Kind
    status TEXT NOT NULL,                -- register::workplace::provision::Status
    since_on DATE NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES workplace (tenant_id, file_id, number)
);
