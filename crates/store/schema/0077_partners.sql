-- The map of local services (sociale kaart): who around the school helps, and what was agreed with them. Nothing here is about a student.

CREATE TABLE partner (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    partner_id UUID NOT NULL,
    status TEXT NOT NULL,                -- register::partner::Status
    changes BIGINT NOT NULL,             -- how often it was changed: a form carries it
    owner_id UUID NOT NULL,              -- who at school looks after it
    confirmed_on DATE NOT NULL,
    asks_on DATE NOT NULL,               -- from which day it asks to be confirmed
    name TEXT NOT NULL,
    kind TEXT NOT NULL,                  -- register::partner::Kind
    what TEXT NOT NULL,
    domains TEXT NOT NULL,               -- register::partner::Domain, with commas between
    under TEXT NOT NULL,                 -- register::partner::Under
    from_age BIGINT,
    below_age BIGINT,
    places TEXT NOT NULL,                -- codes of municipalities, with commas between; empty with no region: everybody
    region TEXT,
    sites TEXT NOT NULL,                 -- one on a line; empty: every location
    payers TEXT NOT NULL,                -- register::partner::Payer, with commas between
    forms TEXT NOT NULL,                 -- register::partner::Form, with commas between
    days TEXT NOT NULL,                  -- register::partner::Weekday, with commas between
    address TEXT NOT NULL,               -- shared, never somebody's own
    phone TEXT,
    reachable TEXT NOT NULL,
    reach BIGINT,
    agreed_on DATE,
    vision TEXT,                         -- register::partner::Vision; absent: not known
    oogo_on DATE,
    plan_on DATE,
    PRIMARY KEY (tenant_id, partner_id)
);
CREATE INDEX partner_asks ON partner (tenant_id, status, asks_on, owner_id);

CREATE TABLE partner_event (
    tenant_id UUID NOT NULL,
    partner_id UUID NOT NULL,
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::partner::Event
    words TEXT,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, partner_id, place),
    FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, partner_id)
);
