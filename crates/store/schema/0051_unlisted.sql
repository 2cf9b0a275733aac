-- Roles of people whom the school's own list of staff lacks. No role ends by a list: somebody ends it, or says that it stays, or a
-- later list names them.
CREATE TABLE unlisted_role (
    tenant_id UUID NOT NULL,
    membership_id UUID NOT NULL,
    status TEXT NOT NULL,                -- register::unlisted::Status
    since DATE NOT NULL,                 -- the day of the list that lacked them first
    import_id UUID NOT NULL,             -- the list that brought it where it stands, or from where somebody decided
    decided_by TEXT,                     -- an account, or: command; absent: nobody decided anything
    decided_at TIMESTAMPTZ,
    decided_on DATE,
    PRIMARY KEY (tenant_id, membership_id),
    FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, membership_id)
);
CREATE INDEX unlisted_role_status ON unlisted_role (tenant_id, status, since, membership_id);
