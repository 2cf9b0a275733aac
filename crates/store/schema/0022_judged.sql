-- The calendar of a school beside the one of the program: days that a decree made otherwise, and its own holidays. Each as a
-- file said it, with its source and who read it; what a newer file ended stays readable.
CREATE TABLE calendar_entry (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,                  -- register::law::calendar::EntryKind
    begins DATE NOT NULL,
    ends DATE NOT NULL,                  -- inclusive
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    read_by TEXT NOT NULL,               -- an account, or: command
    read_at TIMESTAMPTZ NOT NULL,
    read_on DATE NOT NULL,
    ended_by TEXT,                       -- absent: it holds
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, number)
);
-- An assessment can say that the one before it was wrong when it was recorded: then nothing arose since (WEB 8.1.3a(4) is about
-- a need that arises). Absent: what it says holds from its own day.
ALTER TABLE statutory ADD COLUMN corrects BOOLEAN;
