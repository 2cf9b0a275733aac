-- What the audit proves of the facts: each write's event carries a keyed digest of every unit it wrote (a person, a file,
-- an account ...). The rows of an event are in its hash. Nothing personal: opaque identifiers and digests.
CREATE TABLE audit_wrote (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- `store::audit::UnitKind`
    unit_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, seq, kind, unit_id)
);

-- The digest of a file reads its intakes.
CREATE INDEX intake_file ON intake (tenant_id, file_id);
