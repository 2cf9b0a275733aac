-- A proposal that went to somebody on paper, because no mail reached them. Never changed: sent again, it is written down again.
CREATE TABLE agreement_on_paper (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,
    guardian_id UUID,                    -- absent: to the student
    sent_on DATE NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);

-- Whether mail to an address came back before.
CREATE INDEX invitation_email ON invitation (tenant_id, email_key);
