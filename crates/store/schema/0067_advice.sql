-- Advice for another programme, and what the team that is asked says. Nothing of it is changed but where it stands.
CREATE TABLE advice (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    advice_id UUID NOT NULL,
    application_id UUID NOT NULL,
    crebo TEXT NOT NULL,                 -- register::programme::Crebo
    team_id UUID,                        -- who is asked; absent: an advice alone
    words BYTEA NOT NULL,                -- sealed: why it may fit
    advised_by UUID NOT NULL,
    advised_at TIMESTAMPTZ NOT NULL,
    advised_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::advice::Status
    status_on DATE NOT NULL,             -- since when
    reply BYTEA,                         -- sealed: what the team said
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    answered_on DATE,
    why BYTEA,                           -- sealed: why it was taken back
    ended_by UUID,
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id)
);
CREATE UNIQUE INDEX advice_id ON advice (tenant_id, advice_id);
CREATE INDEX advice_asked ON advice (tenant_id, status, team_id, advised_on, advice_id);
