-- Who of the staff knows what, and what worked elsewhere. Nothing here is about a student: the texts are what colleagues tell colleagues.

CREATE TABLE knowledge (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    knowledge_id UUID NOT NULL,
    subject TEXT NOT NULL,               -- register::offer::Concept
    account_id UUID,                     -- a colleague; absent: a function, named by `who`
    who TEXT,
    who_en TEXT,
    team_id UUID,                        -- absent: for the whole school
    status TEXT NOT NULL,                -- register::knowledge::Status
    words TEXT,                          -- what one can ask; erased when it is taken out
    reachable TEXT,                      -- absent while the colleague did not answer; erased when it is taken out
    said_on DATE,                        -- when it was last said that this is so
    asked_by UUID,
    confirmed_by UUID,
    confirmed_on DATE,
    changes BIGINT NOT NULL,             -- how often it was changed: a form carries it
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, knowledge_id)
);
CREATE INDEX knowledge_standing ON knowledge (tenant_id, status, subject);
CREATE INDEX knowledge_account ON knowledge (tenant_id, account_id);

CREATE TABLE practice (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    practice_id UUID NOT NULL,
    subject TEXT NOT NULL,               -- register::offer::Concept
    measure_id UUID,                     -- absent: of no measure in particular
    text_nl TEXT NOT NULL,
    text_en TEXT,
    team_id UUID,                        -- absent: of more than one team
    programme TEXT,
    level TEXT NOT NULL,                 -- register::knowledge::Tried
    standing TEXT NOT NULL,              -- register::knowledge::Standing
    written_by UUID NOT NULL,
    written_on DATE NOT NULL,
    holds_until DATE NOT NULL,
    ended_why TEXT,
    changes BIGINT NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, practice_id)
);
CREATE INDEX practice_standing ON practice (tenant_id, standing, subject, written_on);
CREATE INDEX practice_measure ON practice (tenant_id, measure_id, standing);
CREATE INDEX practice_writer ON practice (tenant_id, written_by, standing);

-- That it worked for a colleague too: once each, and taken back by its going.
CREATE TABLE practice_too (
    tenant_id UUID NOT NULL,
    practice_id UUID NOT NULL,
    account_id UUID NOT NULL,
    said_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, practice_id, account_id),
    FOREIGN KEY (tenant_id, practice_id) REFERENCES practice (tenant_id, practice_id)
);
