-- A question about a student that is put to a partner outside the school. The yes of the student is a share: to one receiver, until a day.

CREATE TABLE handoff (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    handoff_id UUID NOT NULL,
    partner_id UUID NOT NULL,
    domain TEXT NOT NULL,                -- register::partner::Domain
    share_id UUID NOT NULL,
    consenter TEXT NOT NULL,             -- register::meeting::Consenter: whose yes
    question BYTEA NOT NULL,             -- sealed
    sent_by UUID NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    sent_on DATE NOT NULL,
    home TEXT,                           -- where the student lived when that was last looked at
    adult_on DATE,                       -- the 18th birthday, until it was decided on
    prepare_on DATE,                     -- from when what goes on after 18 is prepared, until it is
    status TEXT NOT NULL,                -- register::handoff::Status, after its steps: what lists filter and count by
    status_on DATE NOT NULL,             -- since when
    started_on DATE,                     -- the first day of help
    seen BOOLEAN NOT NULL,               -- a refusal was read
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX handoff_id ON handoff (tenant_id, handoff_id);
CREATE INDEX handoff_list ON handoff (tenant_id, status, sent_on, handoff_id);
CREATE INDEX handoff_partner ON handoff (tenant_id, partner_id, sent_on);
CREATE INDEX handoff_share ON handoff (tenant_id, share_id);

CREATE TABLE handoff_step (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the handoff
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::handoff::Event
    stepped_at TIMESTAMPTZ NOT NULL,
    stepped_on DATE NOT NULL,
    stepped_by UUID,                     -- absent: the partner
    words BYTEA,                         -- sealed
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES handoff (tenant_id, file_id, number)
);

-- What something was shared for is over.
ALTER TABLE share ADD COLUMN closed_on DATE;
