-- Every time a school set something of its own, who did and when: corrected and ended settings stay readable. What holds is in
-- policy_setting.
CREATE TABLE policy_change (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,                  -- register::policy::Name
    begins DATE NOT NULL,
    ends DATE,                           -- the last day
    value TEXT NOT NULL,
    set_by TEXT NOT NULL,                -- an account, or: command
    set_at TIMESTAMPTZ NOT NULL,
    set_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
