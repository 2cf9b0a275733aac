-- Programme codes with their names as a file said them, from a day until a day, with its source and who read it. What a newer file
-- says otherwise is ended and stays readable.
CREATE TABLE programme_name (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    number BIGINT NOT NULL,
    code TEXT NOT NULL,                  -- register::programme::Crebo
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,                           -- inclusive
    into_code TEXT,                      -- the code that took its place
    source TEXT NOT NULL,
    read_by TEXT NOT NULL,               -- an account, or: command
    read_at TIMESTAMPTZ NOT NULL,
    read_on DATE NOT NULL,
    ended_by TEXT,                       -- absent: it holds
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, number)
);
CREATE INDEX programme_name_code ON programme_name (tenant_id, code);
