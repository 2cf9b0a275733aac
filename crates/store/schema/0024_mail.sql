-- Mail that is to be sent, laid down in the transaction that causes it. Nothing was ever written in the table of before.
DROP TABLE outbox;

CREATE TABLE outbox (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    message_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- register::mail::Kind
    language TEXT NOT NULL,              -- register::invitation::Language
    body BYTEA,                          -- sealed: to whom, and the links; gone once nothing is to be sent any more
    invitation_id UUID,
    version_id UUID,                     -- of a proposal
    account_id UUID,                     -- to whom, where there is an account
    guardian_id UUID,                    -- of a proposal: the guardian who is told; absent: the student
    decline_hash BYTEA,                  -- of the token with which its receiver asks for no more such mail
    made_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,         -- not tried before
    tries BIGINT NOT NULL,
    leased_until TIMESTAMPTZ,            -- somebody is handing it over
    state TEXT NOT NULL,                 -- register::mail::State
    state_at TIMESTAMPTZ,
    answer TEXT,                         -- the code of the server's last answer: digits, nothing that it wrote
    PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX outbox_due ON outbox (tenant_id, state, due_at);
CREATE INDEX outbox_invitation ON outbox (tenant_id, invitation_id);
CREATE INDEX outbox_version ON outbox (tenant_id, version_id);
CREATE UNIQUE INDEX outbox_decline ON outbox (decline_hash);

-- In which language somebody is written to, as their invitation said; absent: Dutch.
ALTER TABLE account ADD COLUMN language TEXT;
-- Since when somebody wants no mail that is not needed to come in.
ALTER TABLE account ADD COLUMN declined_mail_at TIMESTAMPTZ;
