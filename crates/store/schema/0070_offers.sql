-- What a school offers, in versions (R13, WEB 7.4.8(2)). Nothing here is about a student.

CREATE TABLE offer (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    offer_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a school
    status TEXT NOT NULL,                -- register::offer::Status, after everything that happened
    holds_from DATE,                     -- its first day, where it is decided
    changes BIGINT NOT NULL,             -- how often it was changed: a form carries it
    begun_at TIMESTAMPTZ NOT NULL,
    begun_on DATE NOT NULL,
    begun_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, offer_id),
    UNIQUE (tenant_id, number)
);

CREATE TABLE offer_event (
    tenant_id UUID NOT NULL,
    offer_id UUID NOT NULL,
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::offer::Event
    day DATE,                            -- the day that was said: asked, advised, or its first day
    outcome TEXT,                        -- register::offer::Outcome
    words TEXT,                          -- the advice, or the reason
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, offer_id, place),
    FOREIGN KEY (tenant_id, offer_id) REFERENCES offer (tenant_id, offer_id)
);

CREATE TABLE offer_line (
    tenant_id UUID NOT NULL,
    offer_id UUID NOT NULL,
    place BIGINT NOT NULL,
    measure_id UUID NOT NULL,
    kind TEXT NOT NULL,
    text_nl TEXT NOT NULL,               -- copied from the catalogue as it stood
    text_en TEXT NOT NULL,
    level TEXT NOT NULL,                 -- register::offer::Level
    site TEXT,                           -- absent: the whole school
    town TEXT,
    team_id UUID,
    capacity BIGINT,                     -- absent: no limit
    who TEXT NOT NULL,                   -- a function, never a person
    who_en TEXT NOT NULL,
    address TEXT NOT NULL,               -- shared, never somebody's own
    reachable TEXT NOT NULL,
    reachable_en TEXT NOT NULL,
    how TEXT NOT NULL,
    how_en TEXT NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, offer_id, place),
    FOREIGN KEY (tenant_id, offer_id) REFERENCES offer (tenant_id, offer_id)
);

-- A line of the version in force is full, open again, or stopped.
CREATE TABLE offer_mark (
    tenant_id UUID NOT NULL,
    offer_id UUID NOT NULL,
    place BIGINT NOT NULL,               -- of the line
    number BIGINT NOT NULL,              -- 1 for the first of a line
    mark TEXT NOT NULL,                  -- register::offer::Mark
    reason TEXT,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, offer_id, place, number),
    FOREIGN KEY (tenant_id, offer_id) REFERENCES offer (tenant_id, offer_id)
);

-- What was sought and not offered, by month. Concepts of the vocabulary of measures; all other words are one number.
CREATE TABLE offer_sought (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    month DATE NOT NULL,
    concept TEXT NOT NULL,               -- register::offer::Concept, or: other
    times BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, month, concept)
);

-- To whom a measure is promised.
CREATE INDEX agreement_line_measure ON agreement_line (tenant_id, measure_id);
