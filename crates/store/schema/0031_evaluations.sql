-- A talk in which school and student looked back at a version (WEB 8.1.3a(3)): of each measure whether it was kept, what the
-- student said, what comes of it. Never changed; one that was written down wrongly is taken back, and both stay.

CREATE TABLE agreement_evaluation (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,
    held_on DATE NOT NULL,
    kept TEXT NOT NULL,                  -- register::agreement::Kept of each measure, in its order, with commas
    outcome TEXT NOT NULL,               -- register::agreement::Outcome
    words BYTEA,                         -- sealed
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);

CREATE TABLE agreement_evaluation_back (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the evaluation
    why BYTEA NOT NULL,                  -- sealed
    taken_at TIMESTAMPTZ NOT NULL,
    taken_on DATE NOT NULL,
    taken_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id, number) REFERENCES agreement_evaluation (tenant_id, version_id, number)
);
