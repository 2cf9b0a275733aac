-- The way to work: a route for an enrolment, and everything that was noted of it.

CREATE TABLE transition (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    transition_id UUID NOT NULL,
    enrolment_id UUID NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    opened_on DATE NOT NULL,
    opened_by UUID NOT NULL,
    -- What was noted says these as well: they stand here for lists, duties and rights.
    status TEXT NOT NULL,                -- register::transition::Status
    status_on DATE NOT NULL,             -- since when
    guide_id UUID NOT NULL,
    offered_on DATE,                     -- when guidance was offered first
    reply TEXT,                          -- register::transition::Reply, to the last offer; absent: none was given
    outcome TEXT,                        -- register::transition::Outcome; absent: nobody noted one
    refused BOOLEAN NOT NULL,            -- somebody said no to the municipality
    municipality_on DATE,                -- since when it goes on
    given_on DATE,                       -- when it got the document
    stretched_on DATE,                   -- until when the route was stretched
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id),
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, enrolment_id)
);
CREATE UNIQUE INDEX transition_id ON transition (tenant_id, transition_id);
CREATE INDEX transition_enrolment ON transition (tenant_id, enrolment_id);
-- Who left in a year.
CREATE INDEX enrolment_left ON enrolment (tenant_id, ended);

CREATE TABLE transition_entry (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the route
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- register::transition::Kind
    about BIGINT,                        -- the place of what it is about
    on_day DATE,
    code TEXT,                           -- of the list of its kind
    said TEXT,                           -- register::transition::Said
    account_id UUID,                     -- who guides
    words BYTEA,                         -- sealed
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES transition (tenant_id, file_id, number)
);
