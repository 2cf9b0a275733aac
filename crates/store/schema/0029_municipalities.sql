-- The municipalities as a file said them, with its source and who read it: names from a day until a day, and which one took the
-- place of another. What a newer file says otherwise is ended and stays readable.
CREATE TABLE municipality (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    number BIGINT NOT NULL,
    code TEXT NOT NULL,                  -- register::municipality::Code
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,                           -- inclusive
    into_code TEXT,                      -- merged into
    region TEXT,
    source TEXT NOT NULL,
    read_by TEXT NOT NULL,               -- an account, or: command
    read_at TIMESTAMPTZ NOT NULL,
    read_on DATE NOT NULL,
    ended_by TEXT,                       -- absent: it holds
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, number)
);
