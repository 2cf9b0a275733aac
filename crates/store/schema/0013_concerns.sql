-- Somebody whose data were looked at says that this was not right; the privacy officer finds out and answers.

CREATE TABLE concern (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    concern_id UUID NOT NULL,
    looker_id UUID NOT NULL,             -- the account that looked
    looked_on DATE NOT NULL,
    raised_by UUID NOT NULL,             -- the account of the student, or of a guardian
    raised_at TIMESTAMPTZ NOT NULL,
    raised_on DATE NOT NULL,
    words BYTEA,                         -- sealed
    status TEXT NOT NULL,
    closed_at TIMESTAMPTZ,
    closed_on DATE,
    closed_by UUID,
    answer BYTEA,                        -- sealed
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX concern_id ON concern (tenant_id, concern_id);
CREATE INDEX concern_status ON concern (tenant_id, status, raised_at);
