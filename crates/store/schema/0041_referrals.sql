-- A student is handed over to the next line of support: asked, answered by that line, and everything that happened since.

CREATE TABLE referral (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    referral_id UUID NOT NULL,
    tier TEXT NOT NULL,                  -- register::referral::Tier
    asked_by UUID NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    question BYTEA NOT NULL,             -- sealed
    agreed_on DATE,                      -- the day on which the student, or a parent, said yes
    status TEXT NOT NULL,                -- register::referral::Status, after its steps: what lists filter and count by
    status_on DATE NOT NULL,             -- since when
    bridged BOOLEAN NOT NULL,            -- whether something was found for the time until then
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX referral_id ON referral (tenant_id, referral_id);
CREATE INDEX referral_list ON referral (tenant_id, status, tier, asked_on, referral_id, asked_by);

CREATE TABLE referral_step (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the referral
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::referral::Event
    stepped_at TIMESTAMPTZ NOT NULL,
    stepped_on DATE NOT NULL,
    stepped_by UUID NOT NULL,
    words BYTEA,                         -- sealed
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES referral (tenant_id, file_id, number)
);
