-- An answer that was given elsewhere is written down by a member of staff, with its day; it is taken back, never erased;
-- and the school says why nothing changes to who asked for something else.

ALTER TABLE agreement_answer ADD COLUMN noted_by UUID;
-- The day on which it was given; answered_at and answered_on say when it was written down.
ALTER TABLE agreement_answer ADD COLUMN noted_on DATE;

CREATE TABLE agreement_taken_back (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the answer
    why BYTEA NOT NULL,                  -- sealed
    taken_at TIMESTAMPTZ NOT NULL,
    taken_on DATE NOT NULL,
    taken_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id, number) REFERENCES agreement_answer (tenant_id, version_id, number)
);

CREATE TABLE agreement_reply (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,
    words BYTEA NOT NULL,                -- sealed
    replied_at TIMESTAMPTZ NOT NULL,
    replied_on DATE NOT NULL,
    replied_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);
