-- Why the school withdrew a proposal, or why school and student ended what held. Never changed: what is wrong is agreed anew.
CREATE TABLE agreement_closed (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1: a version is closed once
    why BYTEA NOT NULL,                  -- sealed
    closed_at TIMESTAMPTZ NOT NULL,
    closed_on DATE NOT NULL,
    closed_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);
