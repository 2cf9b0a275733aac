-- Which lesson groups somebody teaches, as the school's list of staff says it, from a day until a day. By address: the account
-- may come later.
CREATE TABLE staff_group (
    tenant_id UUID NOT NULL,
    email_key TEXT NOT NULL,
    group_id UUID NOT NULL,
    begins DATE NOT NULL,
    ends DATE,                           -- inclusive
    import_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, email_key, group_id, begins),
    FOREIGN KEY (tenant_id, group_id) REFERENCES lesson_group (tenant_id, group_id)
);
CREATE INDEX staff_group_group ON staff_group (tenant_id, group_id);
