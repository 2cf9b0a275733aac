-- How many students with agreements a team or a coach can have, as who divides the work says it. What is said last holds; what was said
-- before stays. Absent: it is not known any more.
CREATE TABLE capacity (
    tenant_id UUID NOT NULL,
    team_id UUID NOT NULL,
    place BIGINT NOT NULL,               -- 1 for the first of a team
    account_id UUID,                     -- a coach; absent: the team as a whole
    students BIGINT,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, team_id, place),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
);
