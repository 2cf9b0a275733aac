-- An agreement that is shared with somebody outside the school: with whom, for what, until when. Stopped, it stays readable.
CREATE TABLE share (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    share_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    name BYTEA NOT NULL,                 -- sealed
    organisation BYTEA NOT NULL,         -- sealed
    email BYTEA NOT NULL,                -- sealed
    purpose TEXT NOT NULL,               -- register::share::Purpose
    language TEXT NOT NULL,              -- register::invitation::Language
    until_on DATE NOT NULL,              -- inclusive
    made_at TIMESTAMPTZ NOT NULL,
    made_on DATE NOT NULL,
    made_by UUID NOT NULL,
    stopped_at TIMESTAMPTZ,
    stopped_on DATE,
    stopped_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX share_token ON share (token_hash);
CREATE UNIQUE INDEX share_one ON share (tenant_id, share_id);

-- Codes with which such a link opened, and the visit that each began.
CREATE TABLE share_code (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    share_id UUID NOT NULL,
    number BIGINT NOT NULL,
    code_hash BYTEA NOT NULL,            -- keyed: six digits are soon guessed
    made_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL,
    used_at TIMESTAMPTZ,
    visit_hash BYTEA,
    visit_ends TIMESTAMPTZ,
    PRIMARY KEY (tenant_id, share_id, number)
);

ALTER TABLE outbox ADD COLUMN share_id UUID;
ALTER TABLE outbox ADD COLUMN code BIGINT;
CREATE INDEX outbox_share ON outbox (tenant_id, share_id);
