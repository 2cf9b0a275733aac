-- Links of one's own: to a role, or to a password. Nobody walked through the table of before, and nothing was ever written in it.
-- A link is known by a hash of its token and by nothing else, so the token is looked up before the school is known.
DROP TABLE invitation;

CREATE TABLE invitation (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    invitation_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- register::invitation::Kind
    way TEXT NOT NULL,                   -- register::invitation::Way
    token_hash BYTEA NOT NULL,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,                           -- of a role
    scope TEXT,                          -- of a role: own, teams, school, person, guardian, none
    person_id UUID,                      -- of a student
    guardian_id UUID,                    -- of a guardian
    begins DATE,                         -- the first day of the role; absent: the day on which it is taken up
    account_id UUID,                     -- of a password: whose; of a role: who took it up
    language TEXT NOT NULL,              -- register::invitation::Language
    invited_by UUID,                     -- an account; absent: a command
    invited_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    open_key TEXT,                       -- what it gives to whom, while it is open: one at a time
    closed TEXT,                         -- register::invitation::Closed
    closed_at TIMESTAMPTZ,
    PRIMARY KEY (tenant_id, invitation_id),
    UNIQUE (tenant_id, open_key)
);
CREATE UNIQUE INDEX invitation_token ON invitation (token_hash);
CREATE INDEX invitation_list ON invitation (tenant_id, invited_at);
CREATE INDEX invitation_person ON invitation (tenant_id, person_id, invited_at);
CREATE INDEX invitation_guardian ON invitation (tenant_id, guardian_id, invited_at);

CREATE TABLE invitation_team (
    tenant_id UUID NOT NULL,
    invitation_id UUID NOT NULL,
    team_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, invitation_id, team_id),
    FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitation (tenant_id, invitation_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
);

-- Whether a student, or a guardian, has an account already.
CREATE INDEX membership_person ON membership (tenant_id, person_id);
CREATE INDEX membership_guardian ON membership (tenant_id, guardian_id);
